#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "parser/blocks/block_lines.h"
#include "parser/document/document.h"
#include "parser/links/links.h"
#include "parser/parser.h"
#include "review/url.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// A run of letters in a line.
struct Word {
  std::string_view text;
  size_t begin = 0;
};

// Prefixes that Hebrew joins to a foreign word without a hyphen ("הTransformer").
bool IsPrefix(std::u32string_view letters) {
  constexpr std::u32string_view kPrefixes = U"והבכלמש";
  constexpr size_t kMost = 3;
  return letters.size() <= kMost && std::all_of(letters.begin(), letters.end(), [&](char32_t c) {
           return kPrefixes.find(c) != kPrefixes.npos;
         });
}

// Letters of other scripts that extraction takes for one of the word's own, and that one.
struct Stranger {
  char32_t printed, meant;
};
constexpr Stranger kInHebrew[] = {
    {U'ا', U'א'}, {U'ب', U'ב'}, {U'ج', U'ג'}, {U'د', U'ד'}, {U'ه', U'ה'}, {U'و', U'ו'},
    {U'ز', U'ז'}, {U'ح', U'ח'}, {U'ط', U'ט'}, {U'ي', U'י'}, {U'ك', U'כ'}, {U'ل', U'ל'},
    {U'م', U'מ'}, {U'ن', U'נ'}, {U'س', U'ס'}, {U'ع', U'ע'}, {U'ف', U'פ'}, {U'ص', U'צ'},
    {U'ق', U'ק'}, {U'ر', U'ר'}, {U'ش', U'ש'}, {U'ت', U'ת'}};
constexpr Stranger kInLatin[] = {
    {U'а', U'a'}, {U'е', U'e'}, {U'о', U'o'}, {U'р', U'p'}, {U'с', U'c'}, {U'у', U'y'},
    {U'х', U'x'}, {U'і', U'i'}, {U'А', U'A'}, {U'В', U'B'}, {U'Е', U'E'}, {U'К', U'K'},
    {U'М', U'M'}, {U'Н', U'H'}, {U'О', U'O'}, {U'Р', U'P'}, {U'С', U'C'}, {U'Т', U'T'},
    {U'Х', U'X'}, {U'ο', U'o'}, {U'Α', U'A'}, {U'Β', U'B'}, {U'Ε', U'E'}, {U'Ο', U'O'}};

// The word with letters of its own script alone; empty where one of the others has no such letter.
std::string OfOneScript(std::u32string letters, bool hebrew) {
  const std::span<const Stranger> table = hebrew ? std::span<const Stranger>(kInHebrew) : kInLatin;
  for (char32_t& c : letters) {
    if (ScriptOf(c) == (hebrew ? Script::kHebrew : Script::kLatin)) continue;
    const auto known = std::find_if(table.begin(), table.end(),
                                    [&](const Stranger& one) { return one.printed == c; });
    if (known == table.end()) return "";
    c = known->meant;
  }
  static constexpr Stranger kFinals[] = {
      {U'כ', U'ך'}, {U'מ', U'ם'}, {U'נ', U'ן'}, {U'פ', U'ף'}, {U'צ', U'ץ'}};
  for (const Stranger& one : kFinals) {
    if (letters.size() > 1 && letters.back() == one.printed) letters.back() = one.meant;
  }
  return ToUtf8(letters);
}

class LineCheck {
 public:
  LineCheck(std::string_view line, int number, std::vector<Warning>& found)
      : line_(line), number_(number), found_(found) {}

  void Run() {
    CheckAddresses();
    for (size_t i = 0; i < line_.size();) i = Step(i);
    CheckNames();
  }

 private:
  void Add(const char* code, std::string message) {
    found_.push_back({number_, code, std::move(message)});
  }

  void CheckAddresses() {
    for (const FoundLink& link : FindLinks(line_)) {
      const std::optional<std::string> id = ArxivIdOfUrl(link.url);
      if (id && !IsPlausibleArxivId(*id)) {
        Add("arxiv-id-implausible", "No paper can have the arXiv identifier " + *id + ".");
      }
    }
  }

  // Behind the formula, code, address or word at `i`.
  size_t Step(size_t i) {
    const char c = line_[i];
    if (c == '$' || c == '`') {
      const size_t close = line_.find(c, i + 1);
      return close == line_.npos ? i + 1 : close + 1;
    }
    if (c == '\\') {
      for (++i;
           i < line_.size() && ScriptOf(static_cast<unsigned char>(line_[i])) == Script::kLatin;
           ++i) {
      }
      return i;
    }
    if (const size_t length = UrlLength(line_, i); length > 0) return i + length;
    size_t end = i;
    while (end < line_.size()) {
      const Decoded next = DecodeAt(line_, end);
      if (!IsLetter(next.code_point) || next.code_point == kMaqaf) break;
      end += next.length;
    }
    if (end == i) return i + std::max<size_t>(DecodeAt(line_, i).length, 1);
    CheckWord(line_.substr(i, end - i));
    return end;
  }

  void CheckWord(std::string_view word) {
    const std::u32string letters = ToUtf32(word);
    size_t hebrew = 0, latin = 0, others = 0;
    for (const char32_t c : letters) {
      const Script script = ScriptOf(c);
      hebrew += script == Script::kHebrew;
      latin += script == Script::kLatin;
      others += script != Script::kHebrew && script != Script::kLatin;
    }
    const bool mixed = (hebrew > 0) + (latin > 0) + (others > 0) > 1;
    if (mixed && others > 0) {
      const std::string meant = hebrew == 0 || latin == 0 ? OfOneScript(letters, hebrew > 0) : "";
      Add("mixed-scripts", "Letters of two scripts are in one word: " + std::string(word) +
                               (meant.empty() ? "." : "; perhaps " + meant + "."));
    } else if (mixed && !IsPrefixed(letters)) {
      Add("mixed-scripts", "Hebrew and Latin letters are in one word: " + std::string(word) + ".");
    } else if (hebrew > 0) {
      CheckFinals(word, letters);
    }
  }

  // A prefix before a Latin word is how people write.
  static bool IsPrefixed(std::u32string_view letters) {
    size_t i = 0;
    while (i < letters.size() && ScriptOf(letters[i]) == Script::kHebrew) ++i;
    const auto latin = [](char32_t c) { return ScriptOf(c) == Script::kLatin; };
    return i > 0 && IsPrefix(letters.substr(0, i)) &&
           std::all_of(letters.begin() + static_cast<std::ptrdiff_t>(i), letters.end(), latin);
  }

  void CheckFinals(std::string_view word, std::u32string letters) {
    bool found = false;
    for (size_t i = 0; i + 1 < letters.size(); ++i) {
      if (!IsHebrewFinal(letters[i]) || !IsHebrewLetter(letters[i + 1])) continue;
      found = true;
      // The last letter may have been read twice.
      if (i + 2 == letters.size() && FoldFinal(letters[i]) == FoldFinal(letters[i + 1])) {
        letters.pop_back();
      } else {
        letters[i] = FoldFinal(letters[i]);
      }
    }
    if (found) {
      Add("final-letter-inside", "A final letter is inside of a word: " + std::string(word) +
                                     "; perhaps " + ToUtf8(letters) + ".");
    }
  }

  // "Dana  Levi": two spaces between two words of a name, on a line without columns.
  void CheckNames() {
    const size_t gap = line_.find("  ");
    if (gap == line_.npos || line_.find("  ", gap + 3) != line_.npos) return;
    const size_t after = line_.find_first_not_of(' ', gap);
    if (after == line_.npos || after - gap > 2 || gap < 2) return;
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    const size_t begin = line_.find_last_of(" \t", gap - 1) + 1;
    if (!upper(line_[begin]) || !lower(line_[gap - 1]) || !upper(line_[after])) return;
    const size_t end = std::min(line_.find_first_of(" ,.;:)", after), line_.size());
    if (end < after + 2 || !lower(line_[end - 1])) return;
    const std::string first(line_.substr(begin, gap - begin)),
        second(line_.substr(after, end - after));
    Add("doubled-space", "Two spaces are in a name: " + first + "  " + second + "; perhaps " +
                             first + " " + second + ".");
  }

  const std::string_view line_;
  const int number_;
  std::vector<Warning>& found_;
};

}  // namespace

std::vector<Warning> FindSuspicions(std::string_view bytes) {
  std::vector<Warning> found, ignored;
  const Document document("", bytes, ignored);
  size_t fence = 0;
  for (int number = 1; number <= document.line_count(); ++number) {
    const std::string_view line = document.line(number);
    const size_t length = FenceLength(line);
    if (fence > 0 || length > 0) {
      fence = fence == 0 ? length : length >= fence ? 0 : fence;
      continue;
    }
    LineCheck(line, number, found).Run();
  }
  return found;
}

}  // namespace skira
