#include "parser/blocks/block_verbatim.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "parser/blocks/block_lines.h"
#include "parser/blocks/block_words.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// How a line of program text begins, behind its line number. A trailing space wants a word's end.
constexpr std::string_view kCodeStarts[] = {
    "for ",    "while ",  "if ",     "else",     "elif ",      "end",    "return",    "def ",
    "class ",  "import ", "from ",   "print(",   "repeat",     "until ", "function ", "procedure ",
    "input:",  "output:", "require", "ensure:",  "initialize", ">>>",    "//",        "#include",
    "const ",  "let ",    "var ",    "}",        "{",          "do",     "begin",     "with ",
    "sample ", "set ",    "update ", "compute ",
};

// What stands inside program text and hardly inside prose.
constexpr std::string_view kCodeMarks[] = {":=", "←",  "==",  "+=", "();",
                                           ");", "->", " = ", "▷",  "&&"};

bool HasLineNumber(std::string_view text, size_t& length) {
  size_t i = 0;
  while (i < text.size() && i < 4 && text[i] >= '0' && text[i] <= '9') ++i;
  length = i + 1;
  return i > 0 && i + 1 < text.size() && text[i] == ':' && text[i + 1] == ' ';
}

bool ReadsAsCode(std::string_view line) {
  constexpr size_t kLongest = 160;
  std::string_view text = Strip(line);
  if (text.empty() || text.size() > 2 * kLongest || LengthUpTo(text, kLongest + 1) > kLongest) {
    return false;
  }
  if (static_cast<unsigned char>(text[0]) == 0xD7) return false;  // a Hebrew letter
  size_t number = 0;
  const bool numbered = HasLineNumber(text, number);
  if (numbered) text = Strip(text.substr(number));
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  if (HebrewCount(lower) > lower.size() / 8) return false;
  const auto starts = [&](std::string_view s) { return lower.starts_with(s); };
  const auto holds = [&](std::string_view s) { return lower.find(s) != std::string::npos; };
  return std::any_of(std::begin(kCodeStarts), std::end(kCodeStarts), starts) ||
         std::any_of(std::begin(kCodeMarks), std::end(kCodeMarks), holds);
}

bool IsProse(std::string_view line) {
  constexpr size_t kFewestLetters = 40;
  const size_t head = FloorBoundary(line, std::min<size_t>(line.size(), 1000));
  return HebrewCount(line.substr(0, head)) >= kFewestLetters;
}

// The delimiters of display formulas.
struct MathDelimiter {
  std::string_view open, close;
  bool kept;  // part of the TeX
};
constexpr MathDelimiter kMathDelimiters[] = {
    {"$$", "$$", false}, {"\\[", "\\]", false}, {"\\begin{", "\\end{", true}};

const MathDelimiter* DelimiterOf(std::string_view line) {
  const std::string_view text = Strip(line);
  for (const MathDelimiter& delimiter : kMathDelimiters) {
    if (text.starts_with(delimiter.open)) return &delimiter;
  }
  return nullptr;
}

// What follows the closing delimiter at `close` of `text`.
std::string_view Behind(std::string_view text, size_t close, const MathDelimiter& delimiter) {
  size_t end = close + delimiter.close.size();
  if (delimiter.kept) end = std::min(text.find('}', end), text.size() - 1) + 1;
  return Strip(text.substr(end));
}

bool IsPunctuation(std::string_view text) {
  return text.size() <= 3 && text.find_first_not_of(".,;:!? ") == std::string_view::npos;
}

}  // namespace

Fences::Fences(const Document& document, int first_line, int last_line)
    : document_(document), last_line_(last_line) {
  bool fenced = false;
  for (int line = first_line; line <= last_line; ++line) {
    const std::string_view text = document.line(line);
    const size_t fence = FenceLength(text);
    fenced = fenced || fence > 0;
    if (fence > 0 && Strip(text).size() == fence) closing_.push_back(line);
    const bool after_blank = line > first_line && IsBlank(document.line(line - 1));
    if (fenced && after_blank && IsProse(text)) prose_.push_back(line);
  }
}

Extent Fences::Find(int line) const {
  const std::string_view text = document_.line(line);
  if (FenceLength(text) == 0) return {};
  auto close = std::upper_bound(closing_.begin(), closing_.end(), line);
  constexpr int kMostInside = 64;  // shorter fences that are code
  for (int i = 0; close != closing_.end() && i < kMostInside; ++i, ++close) {
    if (ClosesFence(text, document_.line(*close))) break;
  }
  const auto prose = std::upper_bound(prose_.begin(), prose_.end(), line);
  const int closing = close == closing_.end() ? last_line_ + 1 : *close;
  const int stop = prose == prose_.end() ? last_line_ + 1 : *prose;
  if (closing < stop) return {closing, true};
  int last = stop - 1;
  while (last > line && IsBlank(document_.line(last))) --last;
  return {last, false};
}

Extent FindBareCode(const Document& document, int line, int last_line) {
  constexpr int kFewestLines = 3, kMostLines = 400;
  if (!ReadsAsCode(document.line(line))) return {};
  int last = line, code = 1, lines = 1;
  last_line = std::min(last_line, line + kMostLines);
  for (int next = line + 1; next <= last_line && !IsBlank(document.line(next)); ++next) {
    const std::string_view text = document.line(next);
    if (lines > 4 && code * 5 < lines * 2) break;
    if (text.size() > 600 || HebrewCount(text) > 12 || FenceLength(text) > 0) break;
    ++lines;
    if (!ReadsAsCode(text)) continue;
    ++code;
    last = next;
  }
  return code >= kFewestLines && code * 5 >= lines * 3 ? Extent{last, true} : Extent{};
}

Extent FindDisplayMath(const Document& document, int line, int last_line) {
  constexpr int kMostLines = 40;
  constexpr size_t kMostBytes = 20000;
  const MathDelimiter* delimiter = DelimiterOf(document.line(line));
  if (delimiter == nullptr) return {};
  size_t from = delimiter->open.size(), bytes = 0;
  for (int next = line; next <= last_line && next < line + kMostLines; ++next) {
    const std::string_view text = Strip(document.line(next));
    bytes += text.size();
    if (text.empty() || (next > line && bytes > kMostBytes)) break;
    // Environments nest: the formula ends at the line's last closing delimiter.
    const size_t close =
        delimiter->kept ? text.rfind(delimiter->close) : text.find(delimiter->close, from);
    if (close != std::string_view::npos && (next > line || close >= from)) {
      const bool done = IsPunctuation(Behind(text, close, *delimiter));
      if (done || !delimiter->kept) return done ? Extent{next, true} : Extent{};
    }
    from = 0;
  }
  return {0, false};
}

DisplayMath ReadDisplayMath(const Document& document, int first_line, int last_line) {
  const MathDelimiter& delimiter = *DelimiterOf(document.line(first_line));
  std::string all;
  for (int line = first_line; line <= last_line; ++line) {
    if (line > first_line) all += '\n';
    all += Strip(document.line(line));
  }
  const size_t open = delimiter.open.size();
  const size_t close = all.rfind(delimiter.close);
  DisplayMath math;
  math.after = std::string(Behind(all, close, delimiter));
  const std::string_view whole =
      Trim(std::string_view(all).substr(0, all.size() - math.after.size()));
  math.tex =
      std::string(delimiter.kept ? whole : Trim(std::string_view(all).substr(open, close - open)));
  return math;
}

}  // namespace skira
