#include "parser/headers/title.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "parser/blocks/block_lines.h"
#include "parser/blocks/block_words.h"
#include "parser/headers/dates.h"
#include "parser/inline/inline.h"
#include "parser/links/links.h"
#include "review/url.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr size_t kLongestTitle = 320;     // bytes
constexpr size_t kLongestHeadline = 250;  // bytes

// Labels of links, which no colon need follow.
constexpr std::string_view kLinkLabels[] = {
    "paper:", "github", "code:", "arxiv", "lien", "openreview"};
// Words of figures' texts, which a colon follows.
constexpr std::string_view kFigureLabels[] = {"input:", "output:", "figure:", "table:", "prompt:"};

bool OpensList(std::string_view text) {
  if (text.starts_with("- ") || text.starts_with("• ") || text.starts_with("* ")) return true;
  size_t digits = 0;
  while (digits < text.size() && IsAsciiDigit(text[digits])) ++digits;
  return digits > 0 && digits <= 2 && digits < text.size() &&
         (text[digits] == '.' || text[digits] == ')') && !DateAt(text, 0);
}

// The text of a line without the marks that set it.
std::string_view Bare(std::string_view line) {
  std::string_view text = Trim(line);
  while (text.starts_with('*') || text.starts_with('#')) text.remove_prefix(1);
  while (text.ends_with('*')) text.remove_suffix(1);
  return Trim(text);
}

// What neither a title nor a headline is.
bool IsNoHeading(std::string_view line, std::string_view text) {
  if (line.find('\t') != line.npos || line.find("$$") != line.npos) return true;
  if (text.starts_with('|') || text.starts_with('>') || text.starts_with("```")) return true;
  if (OpensList(text) || text.ends_with(':') || IsCaption(text)) return true;
  if (HasBoldLabel(line)) return true;
  const std::string lower = LowerAscii(text.substr(0, 12));
  const auto begins = [&](std::string_view label) { return lower.starts_with(label); };
  return std::any_of(std::begin(kLinkLabels), std::end(kLinkLabels), begins) ||
         std::any_of(std::begin(kFigureLabels), std::end(kFigureLabels), begins);
}

// Whether a text is prose that no title is: a long sentence with its end, or several sentences.
bool IsProse(std::string_view text) {
  constexpr size_t kLongest = 100;  // bytes
  if (text.size() <= kLongest) return false;
  if (text.ends_with('.') && !text.ends_with("..")) return true;
  for (size_t i = text.find(". "); i != text.npos; i = text.find(". ", i + 1)) {
    const bool sentence = i > 1 && text[i - 1] >= 'a' && text[i - 1] <= 'z' &&
                          i + 2 < text.size() && text[i + 2] >= 'A' && text[i + 2] <= 'Z';
    if (sentence) return true;
  }
  return false;
}

}  // namespace

bool HasBoldLabel(std::string_view line) {
  constexpr size_t kLongest = 60;  // bytes
  const std::string_view text = Trim(line);
  if (!text.starts_with("**")) return false;
  const size_t close = text.find("**", 2);
  if (close == text.npos || close > kLongest || close + 2 >= text.size()) return false;
  return text[close - 1] == ':' || text[close + 2] == ':';
}

bool IsTitleLike(std::string_view line, const LineFacts& facts) {
  if (facts.blank || facts.has_url || facts.bytes > kLongestTitle || facts.latin < 3) return false;
  if (facts.hebrew * 4 > facts.latin || facts.foreign * 4 > facts.latin) return false;
  const std::string_view text = Bare(line);
  return !IsNoHeading(line, text) && !IsProse(text);
}

bool IsLatinTitle(std::string_view title) {
  const LineFacts facts = FactsOf(title);
  return facts.latin >= 3 && facts.hebrew * 2 <= facts.latin;
}

bool IsHeadlineLike(std::string_view line, const LineFacts& facts) {
  constexpr uint32_t kLeastLetters = 4;
  if (facts.blank || facts.has_url || facts.bytes > kLongestHeadline) return false;
  if (facts.hebrew + facts.latin + facts.foreign < kLeastLetters) return false;
  const std::string_view text = Bare(line);
  const bool sentence = text.ends_with('.') && !text.ends_with("..");
  return !sentence && !IsNoHeading(line, text) && !IsCredit(line);
}

bool IsLinkedTitle(std::string_view line) {
  constexpr size_t kLongest = 600;  // bytes
  constexpr uint32_t kLeastLetters = 12;
  const std::string_view text = Bare(line);
  if (text.size() > kLongest || !text.starts_with('[')) return false;
  const std::vector<FoundLink> links = FindLinks(text);
  if (links.size() != 1 || links[0].start != 0 || links[0].end != text.size()) return false;
  const LineFacts facts = FactsOf(links[0].text);
  return facts.latin >= kLeastLetters && IsTitleLike(links[0].text, facts);
}

namespace {

// The text without stars that set a part of it in italics: "*Title* (Levi et al.)". Formulas and
// stars without partner stay.
std::string WithoutEmphasis(std::string_view text) {
  if (text.find('$') != text.npos) return std::string(text);
  std::string out;
  size_t open = text.npos;  // offset into `out` of a star that opens
  for (size_t i = 0; i < text.size(); ++i) {
    const bool alone =
        text[i] == '*' && text.substr(i, 2) != "**" && (i == 0 || text[i - 1] != '*');
    const bool escaped = i > 0 && text[i - 1] == '\\';
    const bool before = i > 0 && text[i - 1] != ' ',
               after = i + 1 < text.size() && text[i + 1] != ' ';
    if (alone && !escaped && open == text.npos && after) {
      open = out.size();
    } else if (alone && !escaped && open != text.npos && before) {
      out.erase(open, 1);
      open = text.npos;
      continue;
    }
    out.push_back(text[i]);
  }
  return out;
}

}  // namespace

std::string CleanTitle(std::string_view printed) {
  const bool has_link = MayHoldUrl(printed), has_star = printed.find('*') != printed.npos;
  std::string visible = has_link ? WithoutLinks(printed, LinkTexts::kAll) : std::string();
  if (has_star) visible = WithoutEmphasis(has_link ? std::string_view(visible) : printed);
  const std::string_view text = has_link || has_star ? std::string_view(visible) : printed;
  constexpr std::u32string_view kAtEnds = U"*#_:;,-–—|·• \t\\";
  // From the front: separators, markup, emoji. From the back the same.
  size_t start = 0, end = text.size();
  const auto drops = [&](char32_t c) {
    return IsSpace(c) || IsEmoji(c) || kAtEnds.find(c) != std::u32string_view::npos;
  };
  while (start < end && drops(DecodeAt(text, start).code_point))
    start += DecodeAt(text, start).length;
  while (end > start && drops(DecodeBefore(text, end).code_point))
    end -= DecodeBefore(text, end).length;
  std::string title;
  for (size_t i = start; i < end;) {
    if (text.substr(i, 2) == "**") {
      i += 2;
      continue;
    }
    if (text[i] == '\\' && i + 1 < end && IsEscapable(text[i + 1])) ++i;
    const bool doubled_space = text[i] == ' ' && !title.empty() && title.back() == ' ';
    if (!doubled_space) title.push_back(text[i]);
    ++i;
  }
  return title;
}

std::string TitleBehindColon(std::string_view line) {
  constexpr uint32_t kLeastLetters = 12;
  const size_t colon = line.find(": ");
  if (colon == std::string_view::npos) return "";
  const std::string_view tail = line.substr(colon + 2);
  const LineFacts facts = FactsOf(tail);
  // The end of what is in brackets is no title.
  const bool whole =
      std::count(tail.begin(), tail.end(), '(') == std::count(tail.begin(), tail.end(), ')');
  const bool title =
      whole && facts.latin >= kLeastLetters && facts.hebrew == 0 && IsTitleLike(tail, facts);
  return title ? CleanTitle(tail) : "";
}

QuotedTitle FindQuotedTitle(std::string_view line) {
  constexpr uint32_t kLeastLetters = 8;
  static constexpr std::string_view kEmphasis[][2] = {{"**", "**"}, {"*", "*"}, {"_", "_"}};
  const auto find = [&](std::string_view open, std::string_view close, QuotedTitle& best) {
    const size_t start = line.find(open);
    if (start == line.npos || (!best.text.empty() && start >= best.start)) return;
    const size_t begin = start + open.size(), end = line.find(close, begin);
    if (end == line.npos) return;
    const std::string_view inside = line.substr(begin, end - begin);
    const LineFacts facts = FactsOf(inside);
    if (facts.latin < kLeastLetters || facts.hebrew > 0 || facts.has_url) return;
    best = {start, inside};
  };
  QuotedTitle best;
  for (const auto& [open, close] : kTitleQuotes) find(open, close, best);
  for (const auto& [open, close] : kEmphasis) find(open, close, best);
  return best;
}

}  // namespace skira
