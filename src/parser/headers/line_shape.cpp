#include "parser/headers/line_shape.h"

#include <algorithm>

#include "parser/blocks/block_lines.h"
#include "parser/blocks/block_words.h"
#include "parser/fields/labels.h"
#include "parser/headers/dates.h"
#include "parser/headers/stamps.h"
#include "parser/headers/title.h"
#include "parser/links/links.h"
#include "unicode/hebrew.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// What separates the parts of a line about a review.
constexpr std::string_view kBetween[] = {" · ", " | ", " • ", " — ", " – ", ". ", "; "};

// A letter that numbers: alef to tet, yod; 0 for another.
int HebrewOrdinal(char32_t c) {
  return c >= U'א' && c <= U'י' ? static_cast<int>(c - U'א') + 1 : 0;
}

// An ordinal: its length with the separator, its value and its kind for a shape.
struct Ordinal {
  size_t length = 0;
  int value = 0;
  const char* kind = "";
};

// "① ", "1️⃣ "
Ordinal PictureOrdinal(std::string_view text) {
  constexpr char32_t kFirst = 0x2460, kLast = 0x2473;  // ① to ⑳
  static constexpr std::string_view kKeycap = "\xEF\xB8\x8F\xE2\x83\xA3";
  const Decoded sign = DecodeAt(text, 0);
  Ordinal ordinal{0, 0, "①."};
  if (sign.code_point >= kFirst && sign.code_point <= kLast) {
    ordinal.value = static_cast<int>(sign.code_point - kFirst) + 1;
    ordinal.length = sign.length;
  } else if (!text.empty() && IsAsciiDigit(text[0]) && text.substr(1).starts_with(kKeycap)) {
    ordinal.value = text[0] - '0';
    ordinal.length = 1 + kKeycap.size();
  }
  const size_t next = text.find_first_not_of(' ', ordinal.length);
  if (ordinal.length > 0 && next != text.npos) ordinal.length = next;
  return ordinal;
}

// Behind the bold marks and the spaces that part an ordinal from its title; 0 where none do: it is
// alone, or "3.5".
size_t BehindOrdinal(std::string_view text, size_t at) {
  if (text.substr(at).starts_with("**")) at += 2;
  const size_t next = text.find_first_not_of(' ', at);
  return next == text.npos || next == at ? 0 : next;
}

// "כ״ג. ": letters that count together, with gershayim before the last.
Ordinal GematriaOrdinal(std::string_view text) {
  constexpr int kLetterValues[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  10,  20,  20,  30, 40,
                                   40, 50, 50, 60, 70, 80, 80, 90, 90, 100, 200, 300, 400};
  Ordinal ordinal{0, 0, "A."};
  size_t at = 0;
  bool mark = false;
  for (int letters = 0; letters < 5;) {
    const Decoded c = DecodeAt(text, at);
    if (IsGershayim(c.code_point) || c.code_point == U'"') {
      if (mark || letters == 0) return {};
      mark = true;
    } else if (IsHebrewLetter(c.code_point)) {
      ordinal.value += kLetterValues[c.code_point - U'א'];
      ++letters;
    } else {
      break;
    }
    at += c.length;
  }
  if (!mark || at >= text.size() || std::string_view(".):").find(text[at]) == std::string::npos) {
    return {};
  }
  ordinal.length = BehindOrdinal(text, at + 1);
  if (ordinal.length == 0) return {};
  return ordinal;
}

Ordinal OrdinalOf(std::string_view text) {
  constexpr size_t kMostDigits = 3;
  if (const Ordinal ordinal = PictureOrdinal(text); ordinal.length > 0) return ordinal;
  if (const Ordinal ordinal = GematriaOrdinal(text); ordinal.length > 0) return ordinal;
  const char open = text.empty() ? '\0' : text[0];
  size_t i = open == '[' || open == '(' || open == '#' ? 1 : 0;
  const size_t begin = i;
  Ordinal ordinal;
  for (; i < text.size() && IsAsciiDigit(text[i]); ++i) {
    if (i - begin == kMostDigits) return {};
    ordinal.value = ordinal.value * 10 + text[i] - '0';
  }
  if (i == begin) {
    const Decoded letter = DecodeAt(text, begin);
    ordinal.value = begin == 0 ? HebrewOrdinal(letter.code_point) : 0;
    i += letter.length;
    const bool separated = i < text.size() && (text[i] == '.' || text[i] == ')' || text[i] == '\'');
    if (ordinal.value == 0 || !separated) return {};
    ordinal.kind = "A.";
    ++i;
    if (i < text.size() && text[i] == '.') ++i;
  } else if (open == '[' || open == '(') {
    if (i >= text.size() || text[i] != (open == '[' ? ']' : ')')) return {};
    ordinal.kind = "[N]";
    ++i;
  } else if (open == '#') {
    ordinal.kind = "#N";
    while (i < text.size() && (text[i] == ':' || text[i] == '.')) ++i;
  } else if (i < text.size() && text[i] == '/') {
    size_t end = i + 1;
    while (end < text.size() && IsAsciiDigit(text[end])) ++end;
    if (end == i + 1 || end - i - 1 > kMostDigits) return {};
    ordinal.kind = "N/N";
    i = end;
    while (i < text.size() && (text[i] == ')' || text[i] == ':' || text[i] == '.')) ++i;
  } else if (i < text.size() && (text[i] == '.' || text[i] == ')')) {
    ordinal.kind = "N.";
    ++i;
  } else {
    return {};
  }
  ordinal.length = BehindOrdinal(text, i);
  return ordinal.length > 0 ? ordinal : Ordinal();
}

// The first word, folded.
std::string FirstWord(std::string_view text) {
  size_t end = 0;
  while (end < text.size()) {
    const Decoded c = DecodeAt(text, end);
    if (!IsLetter(c.code_point)) break;
    end += c.length;
  }
  return Fold(text.substr(0, end));
}

// "מאמר שני", "Paper Two": whether a word counts, folded.
bool IsOrdinalWord(std::u32string_view folded) {
  static constexpr std::u32string_view kOrdinals[] = {
      U"ראשונ", U"שני",   U"שלישי",  U"רביעי", U"חמישי",  U"שישי",   U"שביעי",  U"שמיני",
      U"תשיעי", U"עשירי", U"ראשונה", U"שנייה", U"שלישית", U"רביעית", U"חמישית", U"שישית",
      U"one",   U"two",   U"three",  U"four",  U"five",   U"six",    U"seven",  U"eight"};
  return std::find(std::begin(kOrdinals), std::end(kOrdinals), folded) != std::end(kOrdinals);
}

// What the line begins with behind its marks, for a shape; empty where that may be anything.
std::string PrefixShape(std::string_view text) {
  constexpr size_t kDateWithin = 12;  // bytes before a date: "On ", "יום א' "
  if (const Ordinal ordinal = OrdinalOf(text); ordinal.length > 0) return ordinal.kind;
  if (const std::optional<FoundDate> date = FindDate(text.substr(0, 60));
      date && date->start <= kDateWithin) {
    return "D";
  }
  if (DayLength(text) > 0) return "D";
  const std::string word = FirstWord(text);
  if (word.size() < 2) return "";
  if (const size_t space = text.find(' '); space == word.size()) {
    const std::string_view behind = text.substr(space + 1);
    const std::string_view second = behind.substr(0, behind.find_first_of(" :.,-"));
    if (IsOrdinalWord(Fold32(second))) return word + " N";
  }
  // "Meeting 3", "March 4"
  const size_t digit = text.find_first_not_of(" #", word.size());
  if (text.size() > word.size() && text[word.size()] == ' ' && digit != text.npos &&
      IsAsciiDigit(text[digit])) {
    return IsMonthName(Fold32(text.substr(0, word.size()))) ? "D" : word + " N";
  }
  return "";
}

// "TITLE | 4.3.25 | NAME": how many parts a line has between separators, and which of them is a
// date; empty where none is.
std::string PartsShape(std::string_view text) {
  constexpr size_t kLongest = 200;  // bytes
  if (text.size() > kLongest || FindDigit(text) == text.npos) return "";
  const std::vector<std::string_view> parts = PartsOf(text);
  for (size_t i = 0; parts.size() > 1 && i < parts.size(); ++i) {
    const std::optional<FoundDate> date = FindDate(parts[i]);
    if (date && date->start == 0 && date->end == parts[i].size()) {
      return std::to_string(parts.size()) + "|" + std::to_string(i + 1);
    }
  }
  return "";
}

// The mark behind the bold words that a line begins with, "**TITLE** (Levi, 2024)"; empty where it
// begins with none or they are a label.
std::string MarkBehindBold(std::string_view text) {
  constexpr size_t kShortest = 8;  // bytes
  const size_t close = text.find("**");
  if (close == text.npos || close < kShortest || text[close - 1] == ':') return "";
  const std::string_view behind = Trim(text.substr(close + 2));
  static constexpr std::string_view kMarks[] = {"(", ",", "|", "·", "—", "–", "- "};
  for (const std::string_view mark : kMarks) {
    if (behind.starts_with(mark)) return std::string(mark);
  }
  return "";
}

// "TITLE (https://...)"
bool IsTitleWithLink(std::string_view text) {
  constexpr uint32_t kLeastLetters = 12;
  const std::string beside = WithoutLinks(text, LinkTexts::kNone);
  return FactsOf(beside).latin >= kLeastLetters && beside.find(':') == beside.npos;
}

// Whether a line is no opening by its first marks.
bool OpensNothing(std::string_view line, std::string_view text) {
  if (line.starts_with("    ") || line.starts_with('\t')) return true;
  for (const std::string_view mark : {"- ", "* ", "+ ", "• ", ">", "|", "```", "~~~", "$$", "!["}) {
    if (text.starts_with(mark)) return true;
  }
  const bool hashtag = text.starts_with('#') && HashLevel(text) == 0 && OrdinalLength(text) == 0;
  return hashtag || IsRule(text) || IsCaption(text);
}

}  // namespace

std::vector<std::string_view> PartsOf(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    size_t end = text.size(), width = 0;
    for (const std::string_view between : kBetween) {
      const size_t at = text.find(between);
      if (at < end) {
        end = at;
        width = between.size();
      }
    }
    parts.push_back(Trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + width, text.size()));
    if (width == 0) break;
  }
  return parts;
}

size_t OrdinalLength(std::string_view text) { return OrdinalOf(text).length; }
std::string_view PlainOrdinal(std::string_view text) {
  const Ordinal ordinal = OrdinalOf(text);
  return std::string_view(ordinal.kind).ends_with('.') ? Trim(text.substr(0, ordinal.length)) : "";
}

int OrdinalValue(std::string_view text) { return OrdinalOf(text).value; }

std::string_view WithoutLeadingMarks(std::string_view line) {
  std::string_view text = Trim(line);
  const size_t level = static_cast<size_t>(HashLevel(text));
  text = Trim(text.substr(level));
  for (;;) {
    const Decoded c = DecodeAt(text, 0);
    if (c.length > 0 && (IsEmoji(c.code_point) || c.code_point == 0xFE0F)) {
      text = Trim(text.substr(c.length));
    } else if (text.starts_with("**")) {
      text.remove_prefix(2);
    } else {
      return text;
    }
  }
}

std::string_view WordsBeforeQuoted(std::string_view text) {
  constexpr size_t kWithin = 80;  // bytes
  const QuotedTitle title = FindQuotedTitle(text);
  if (title.text.empty() || title.start > kWithin) return {};
  const std::string_view words = Trim(text.substr(0, title.start));
  const LineFacts facts = FactsOf(words);
  const bool hebrew = facts.hebrew > 0 && facts.latin == 0 && facts.digits == 0;
  return hebrew && words.find(' ') != words.npos ? words : std::string_view();
}

bool IsParting(std::string_view line) {
  constexpr int kLeast = 3;
  constexpr size_t kLongest = 40;  // bytes
  if (IsRule(line)) return true;
  const std::string_view text = Trim(line);
  if (text.empty() || text.size() > kLongest) return false;
  const char32_t sign = DecodeAt(text, 0).code_point;
  if (IsLetter(sign) || IsDigit(sign)) return false;
  int signs = 0;
  for (size_t at = 0; at < text.size();) {
    const Decoded c = DecodeAt(text, at);
    if (c.code_point == sign) {
      ++signs;
    } else if (!IsSpace(c.code_point)) {
      return false;
    }
    at += c.length;
  }
  return signs >= kLeast;
}

std::vector<std::string> ShapesOf(std::string_view line, const LineFacts& facts) {
  constexpr size_t kLongest = 500, kLongestTitle = 160;  // bytes
  std::vector<std::string> shapes;
  std::string_view text = Trim(line);
  // The head of a table of fields is the same above each review.
  if (text.starts_with('|') && text.size() <= kLongestTitle) return {std::string(text)};
  if (facts.blank || line.size() > kLongest || OpensNothing(line, text)) return shapes;
  if (ReadChatStamp(text)) return {"S"};
  const int level = HashLevel(text);
  if (level == 0 && facts.has_url && IsLinkLine(text) && OrdinalLength(text) == 0) {
    if (IsTitleWithLink(text)) shapes.emplace_back("TL");
    return shapes;
  }
  const std::string heading = level > 0 ? "H" + std::to_string(level) : "";
  text = Trim(text.substr(static_cast<size_t>(level)));
  std::string emoji;
  if (const Decoded c = DecodeAt(text, 0); c.length > 0 && IsEmoji(c.code_point)) {
    emoji = text.substr(0, c.length);
  }
  const size_t bold_at = text.find("**");
  const bool bold = bold_at != text.npos && bold_at <= emoji.size() + 4;
  const bool all_bold = bold && text.ends_with("**") && text.size() <= kLongestTitle + 4 &&
                        text.find("**", bold_at + 2) == text.size() - 2;
  const std::string marks = heading + emoji + (bold ? "B" : "");
  text = WithoutLeadingMarks(text);
  const std::string prefix = PrefixShape(text);
  if (!prefix.empty()) shapes.push_back(marks + " " + prefix);
  const std::string_view words = WordsBeforeQuoted(text);
  if (const std::optional<Labelled> cut = CutLabel(text); cut && prefix.empty() && words.empty()) {
    shapes.push_back(marks + " " + Fold(cut->label) + ":");
    if (marks.empty() && !TitleBehindColon(text).empty()) shapes.emplace_back("L:");
  }
  if (const std::string parts = PartsShape(text); !parts.empty()) shapes.push_back(marks + parts);
  if (const std::string mark = bold && !all_bold && prefix.empty() ? MarkBehindBold(text) : "";
      !mark.empty()) {
    shapes.push_back(heading + emoji + "b" + mark);
  }
  if (!heading.empty() || all_bold) shapes.push_back(heading + (all_bold ? "B" : ""));
  if (!emoji.empty()) shapes.push_back(emoji);
  if (shapes.empty() && !words.empty()) shapes.push_back("Q " + Fold(words));
  if (shapes.empty() && facts.has_url && text.size() <= kLongestTitle && IsTitleWithLink(text)) {
    shapes.emplace_back("TL");
  }
  // "LoRA: Low-Rank Adaptation" is a title, whatever a label looks like.
  const bool may_be_title =
      shapes.empty() || (marks.empty() && prefix.empty() && facts.hebrew == 0 && !facts.has_url);
  if (may_be_title && text.size() <= kLongestTitle && IsTitleLike(line, facts) &&
      !text.ends_with('.')) {
    shapes.emplace_back("T");
  }
  return shapes;
}

std::string WithoutNumbers(std::string_view text) {
  std::string out;
  for (const char c : Fold(text)) {
    const bool digit = IsAsciiDigit(c);
    if (!digit || out.empty() || out.back() != '0') out.push_back(digit ? '0' : c);
  }
  return out;
}

}  // namespace skira
