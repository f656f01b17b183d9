#include "review/cross_references.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

#include "review/markdown.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

struct NumberedWord {
  std::string_view word;
  std::string_view kind;
  bool captions;  // a caption may begin with it, as it is written here
};
// Longer words before those that they begin with.
constexpr NumberedWord kWords[] = {
    {"Figures", "figure", false},     {"figures", "figure", false},
    {"Figure", "figure", true},       {"figure", "figure", false},
    {"Figs.", "figure", false},       {"figs.", "figure", false},
    {"Fig.", "figure", true},         {"fig.", "figure", false},
    {"Tables", "table", false},       {"tables", "table", false},
    {"Table", "table", true},         {"table", "table", false},
    {"Algorithm", "algorithm", true}, {"algorithm", "algorithm", false},
    {"Equations", "equation", false}, {"equations", "equation", false},
    {"Equation", "equation", false},  {"equation", "equation", false},
    {"Eqs.", "equation", false},      {"eqs.", "equation", false},
    {"Eq.", "equation", false},       {"eq.", "equation", false},
    {"Formula", "equation", false},   {"formula", "equation", false},
    {"איורים", "figure", false},      {"איור", "figure", true},
    {"תמונה", "figure", true},        {"תרשים", "figure", true},
    {"טבלאות", "table", false},       {"טבלה", "table", true},
    {"אלגוריתם", "algorithm", true},  {"משוואות", "equation", false},
    {"משוואה", "equation", false},    {"נוסחאות", "equation", false},
    {"נוסחה", "equation", false},     {"נוסחא", "equation", false},
};

// What may be between two numbers that one word goes before.
constexpr std::string_view kBetween[] = {", ", " ו-", " ו־", " ו", " and ", " & ", "-", "–", "־"};

constexpr std::string_view kPrefixLetters[] = {"ו", "ב", "ל", "מ", "ש", "כ", "ה"};
constexpr int kMostPrefixes = 3;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLatinLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// Of the letter that ends at `end`; it begins there minus its size.
bool EndsInHebrew(std::string_view text) {
  return text.size() >= 2 && IsHebrewLetter(DecodeAt(text, text.size() - 2).code_point);
}

// Where the word at `at` begins with the letters that Hebrew puts before a word; npos where it is
// no word of its own.
size_t WithPrefixes(std::string_view text, size_t at) {
  for (int prefixes = 0;; ++prefixes) {
    const std::string_view before = text.substr(0, at);
    if (!EndsInHebrew(before)) return at;
    const std::string_view letter = before.substr(at - 2);
    if (prefixes == kMostPrefixes || std::find(std::begin(kPrefixLetters), std::end(kPrefixLetters),
                                               letter) == std::end(kPrefixLetters)) {
      return text.npos;
    }
    at -= 2;
  }
}

size_t SkipBlanks(std::string_view text, size_t at) {
  constexpr std::string_view kNoBreakSpace = "\u00A0";
  for (;;) {
    if (at < text.size() && text[at] == ' ') {
      ++at;
    } else if (text.substr(at).starts_with(kNoBreakSpace)) {
      at += kNoBreakSpace.size();
    } else {
      return at;
    }
  }
}

struct Number {
  size_t end = 0;  // behind it and its bracket; 0: there is none
  std::string text{};
};

// "3", "2.1", "3a" or one of them in brackets.
Number ReadNumber(std::string_view text, size_t at) {
  constexpr size_t kLongest = 5;
  const bool bracket = at < text.size() && text[at] == '(';
  if (bracket) ++at;
  const size_t begin = at;
  while (at < text.size() &&
         (IsDigit(text[at]) ||
          (at > begin && text[at] == '.' && at + 1 < text.size() && IsDigit(text[at + 1])))) {
    ++at;
  }
  if (at == begin || at - begin > kLongest) return {};
  if (at < text.size() && IsLatinLetter(text[at])) ++at;
  const std::string number(text.substr(begin, at - begin));
  if (bracket) {
    if (at >= text.size() || text[at] != ')') return {};
    return {at + 1, number};
  }
  const bool goes_on = at < text.size() && (IsLatinLetter(text[at]) || IsDigit(text[at]) ||
                                            text[at] == '%' || text[at] == '_');
  if (goes_on) return {};
  return {at, number};
}

// The word of the table that begins at `at`; null: none does.
const NumberedWord* WordAt(std::string_view text, size_t at) {
  // Asked at each byte of every text: most end at the first two bytes. A tenth of the time that the
  // real documents take.
  if (at + 1 >= text.size()) return nullptr;
  for (const NumberedWord& one : kWords) {
    if (one.word[0] == text[at] && one.word[1] == text[at + 1] &&
        text.substr(at).starts_with(one.word)) {
      return &one;
    }
  }
  return nullptr;
}

}  // namespace

std::optional<CaptionLabel> ReadCaptionLabel(std::string_view text) {
  const NumberedWord* word = WordAt(text, 0);
  if (word == nullptr || !word->captions) return std::nullopt;
  size_t end = word->word.size();
  while (end < text.size() && text[end] == ' ') ++end;
  const size_t number = end;
  while (end < text.size() && (IsDigit(text[end]) || text[end] == '.')) ++end;
  if (end == number) return std::nullopt;
  std::string digits(text.substr(number, end - number));
  while (digits.ends_with('.')) digits.pop_back();
  if (digits.empty()) return std::nullopt;
  if (end < text.size() && text[end] == ':') ++end;
  return CaptionLabel{word->kind, std::move(digits), end};
}

bool IsTableCaption(const Block& block) {
  if (block.type != BlockType::kFigure || !block.picture.empty()) return false;
  const std::optional<CaptionLabel> label = ReadCaptionLabel(PlainText(block));
  return label && label->kind == "table";
}

std::string ReferenceTo(const Block& block) {
  if (block.marker.empty()) return "";
  if (block.type == BlockType::kMath) return "equation " + block.marker;
  if (block.type != BlockType::kFigure) return "";
  const std::optional<CaptionLabel> label = ReadCaptionLabel(PlainText(block));
  return label ? std::string(label->kind) + " " + block.marker : "";
}

int BlockOfReference(const Review& review, std::string_view reference) {
  constexpr std::string_view kNext = ", ";
  const size_t space = reference.find(' ');
  if (space == reference.npos) return -1;
  const std::string_view kind = reference.substr(0, space), number = reference.substr(space + 1);
  const auto is_it = [&](const Block& block) {
    const std::string own = ReferenceTo(block);
    if (own == reference) return true;
    if (!own.starts_with("equation ") || kind != "equation") return false;
    const std::string all = std::string(kNext) + block.marker + std::string(kNext);
    return all.find(std::string(kNext) + std::string(number) + std::string(kNext)) != all.npos;
  };
  const auto found = std::find_if(review.blocks.begin(), review.blocks.end(), is_it);
  return found == review.blocks.end() ? -1 : static_cast<int>(found - review.blocks.begin());
}

std::vector<TextReference> FindReferences(std::string_view text) {
  std::vector<TextReference> found;
  if (std::none_of(text.begin(), text.end(), [](char c) { return IsDigit(c); })) return found;
  for (size_t at = 0; at < text.size(); ++at) {
    const NumberedWord* word = WordAt(text, at);
    if (word == nullptr) continue;
    const bool latin = IsAscii(word->word.front());
    const bool inside = latin && at > 0 && (IsLatinLetter(text[at - 1]) || text[at - 1] == '_');
    const size_t begin = latin ? at : WithPrefixes(text, at);
    const size_t after = at + word->word.size();
    if (inside || begin == text.npos) continue;
    const size_t digits = SkipBlanks(text, after);
    Number number =
        digits > after || word->word.ends_with('.') ? ReadNumber(text, digits) : Number{};
    if (number.end == 0) continue;
    size_t end = number.end;
    const std::string kind = std::string(word->kind) + " ";
    found.push_back({begin, end, kind + number.text});
    const auto next = [&] {
      for (const std::string_view between : kBetween) {
        if (!text.substr(end).starts_with(between)) continue;
        const size_t start = end + between.size();
        if (number = ReadNumber(text, start); number.end > 0) return start;
      }
      return text.npos;
    };
    for (size_t start = next(); start != text.npos; start = next()) {
      end = number.end;
      found.push_back({start, end, kind + number.text});
    }
    at = end - 1;
  }
  return found;
}

std::string AnchorOf(std::string_view reference) {
  std::string anchor;
  for (const char c : reference) {
    if (IsDigit(c) || IsLatinLetter(c)) {
      anchor += c;
    } else if (c == ' ') {
      anchor += '-';
    } else {
      char code[4];
      std::snprintf(code, sizeof code, "-%02x",
                    static_cast<unsigned>(static_cast<unsigned char>(c)));
      anchor += code;
    }
  }
  return anchor;
}

}  // namespace skira
