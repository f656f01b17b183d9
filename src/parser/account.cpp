#include "parser/account.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "parser/blocks/block_lines.h"
#include "parser/blocks/block_markers.h"
#include "parser/blocks/block_words.h"
#include "parser/fields/visible_text.h"
#include "parser/headers/dates.h"
#include "parser/headers/people.h"
#include "parser/headers/title.h"
#include "parser/headers/words.h"
#include "parser/inline/entities.h"
#include "parser/links/links.h"
#include "parser/pictures.h"
#include "review/url.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// Characters that set text: markup of CommonMark, GitHub and TeX, and what extraction moves about.
bool IsMark(char32_t c) {
  constexpr std::string_view kMarks = "\\`*_{}[]()<>#+-.!|~=$&:^\"/";
  return c < 0x80 && kMarks.find(static_cast<char>(c)) != kMarks.npos;
}

// Signs of list items count for nothing: extraction leaves them at either end of a line.
bool Counts(char32_t c) {
  return !IsSpace(c) && !IsMark(c) && c != 0x2219 && !IsBulletSign(c) && c != 0xFFFC;
}

// --- Source text without its markup ------------------------------------------------------------

// Tags that are read or dropped, so that their names and attributes are markup.
constexpr std::string_view kTags[] = {
    "a",    "b",      "blockquote", "br",      "center", "code",    "del",   "details",  "div",
    "em",   "font",   "h1",         "h2",      "h3",     "h4",      "h5",    "h6",       "hr",
    "i",    "img",    "ins",        "li",      "mark",   "ol",      "p",     "pre",      "s",
    "span", "strong", "sub",        "summary", "sup",    "table",   "tbody", "td",       "tfoot",
    "th",   "thead",  "tr",         "u",       "ul",     "caption", "col",   "colgroup",
};

// The offset behind the tag at `at`, `at` itself where none of those begins there.
size_t BehindTag(std::string_view line, size_t at) {
  size_t i = at + 1;
  if (i < line.size() && line[i] == '/') ++i;
  const size_t begin = i;
  while (i < line.size() && line[i] < 0x7F &&
         (IsLetter(static_cast<unsigned char>(line[i])) || IsAsciiDigit(line[i])))
    ++i;
  const std::string name = LowerAscii(line.substr(begin, i - begin));
  if (std::find(std::begin(kTags), std::end(kTags), name) == std::end(kTags)) return at;
  const size_t close = line.find('>', i);
  return close == line.npos ? at : close + 1;
}

// The offset behind the target at "](" that leads nowhere or to a picture that came along.
size_t BehindTarget(std::string_view line, size_t at) {
  const std::string_view inside = line.substr(at + 2);
  const size_t close = inside.find(')');
  if (close == inside.npos) return at;
  const bool nowhere = inside.starts_with('#') || inside.starts_with("<#");
  return nowhere || !PictureIdOf(inside.substr(0, close)).empty() ? at + 2 + close + 1 : at;
}

// Characters, counted: those of the source up, those of what was made of it down.
class Characters {
 public:
  void Add(char32_t c, int step) {
    if (!Counts(c)) return;
    if (c < ascii_.size()) {
      ascii_[c] += step;
    } else {
      others_[c] += step;
    }
  }
  void Add(std::string_view text, int step) {
    for (size_t i = 0; i < text.size();) {
      const Decoded c = DecodeAt(text, i);
      Add(c.code_point, step);
      i += std::max<size_t>(c.length, 1);
    }
  }
  // What the source has more of.
  std::string Missing() const {
    std::string missing;
    for (size_t c = 0; c < ascii_.size(); ++c) {
      missing.append(static_cast<size_t>(std::max(ascii_[c], 0)), static_cast<char>(c));
    }
    for (const auto& [c, count] : others_) {
      for (int i = 0; i < count; ++i) AppendUtf8(c, missing);
    }
    return missing;
  }

 private:
  std::array<int, 0x80> ascii_ = {};
  std::unordered_map<char32_t, int> others_;
};

// The same by bytes: quick, and exact where nothing is missing.
class Bytes {
 public:
  void Add(std::string_view text) {
    for (const char c : text) ++counts_[static_cast<unsigned char>(c)];
  }
  void Remove(std::string_view text) {
    for (const char c : text) --counts_[static_cast<unsigned char>(c)];
  }
  bool HasMissing() const {
    for (char32_t c = 0; c < counts_.size(); ++c) {
      if (counts_[c] > 0 && (c >= 0x80 || Counts(c))) return true;
    }
    return false;
  }

 private:
  std::array<int, 256> counts_ = {};
};

// Calls `function` with each text that a block has.
template <typename Function>
void ForEachText(const Block& block, Function&& function) {
  function(std::string_view(block.marker));
  if (block.checked && *block.checked) function("x");
  for (const Span& span : block.spans) {
    function(std::string_view(span.text));
    if (span.text != span.href) function(std::string_view(span.href));
    if (!span.footnote.empty()) function(std::string_view(span.footnote));
  }
}

// --- Words -------------------------------------------------------------------------------------

// The words of `text`: runs of letters and digits, of digits alone apart.
template <typename Function>
void ForEachWord(std::string_view text, Function&& function) {
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    bool digits = true;
    while (end < text.size()) {
      const Decoded c = DecodeAt(text, end);
      if (!IsLetter(c.code_point) && !IsDigit(c.code_point)) break;
      const bool digit = IsDigit(c.code_point);
      if (end > i && digit != digits) break;
      digits = digit;
      end += c.length;
    }
    if (end > i) function(i, text.substr(i, end - i));
    i = std::max(end, i + std::max<size_t>(DecodeAt(text, i).length, 1));
  }
}

class WordSet {
 public:
  void Add(std::string_view text) {
    ForEachWord(text, [&](size_t, std::string_view word) { words_.insert(Fold(word)); });
  }
  template <typename Strings>
  void AddAll(const Strings& texts) {
    for (const std::string& text : texts) Add(text);
  }
  bool Has(std::string_view word) const { return words_.contains(Fold(word)); }

 private:
  std::unordered_set<std::string> words_;
};

constexpr std::u32string_view kDays[] = {
    U"יומ",    U"ראשונ",  U"שני",     U"שלישי",     U"רביעי",    U"חמישי",  U"שישי",     U"שבת",
    U"sunday", U"monday", U"tuesday", U"wednesday", U"thursday", U"friday", U"saturday", U"sun",
    U"mon",    U"tue",    U"wed",     U"thu",       U"fri",      U"sat"};

// Words of a few texts, looked for as printed.
class WordText {
 public:
  void Add(std::string_view text) { text_.append(text).append("\n"); }
  bool Has(std::string_view word) const {
    for (size_t at = text_.find(word); at != text_.npos; at = text_.find(word, at + 1)) {
      const bool begins = at == 0 || !IsInside(DecodeBefore(text_, at).code_point, word);
      if (begins && !IsInside(DecodeAt(text_, at + word.size()).code_point, word)) return true;
    }
    return false;
  }

 private:
  // Whether a character beside a word would make it longer: a digit beside a number, a letter
  // beside letters.
  static bool IsInside(char32_t c, std::string_view word) {
    return IsDigit(static_cast<unsigned char>(word[0])) ? IsDigit(c) : IsLetter(c);
  }

  std::string text_;
};

// Whether a word of a header is one of those that headers are made of; `dated`: beside a date.
bool IsOfSeries(std::string_view word, bool dated) {
  std::u32string folded = Fold32(word);
  if (FindHeaderWord(folded, true).part != WordPart::kNone) return true;
  if (IsSeriesAuthor(folded) || IsMonthName(folded)) return true;
  const bool day = std::find(std::begin(kDays), std::end(kDays), folded) != std::end(kDays);
  if (dated && day) return true;
  // Of a credit, whose names are known.
  static constexpr std::u32string_view kCredit[] = {U"זו", U"נכתבה", U"נכתבת", U"נכתב",
                                                    U"על", U"ידי",   U"בידי"};
  if (std::find(std::begin(kCredit), std::end(kCredit), folded) != std::end(kCredit)) return true;
  // A prefix, or what is left of a possessive or an ordinal ("Mike's", "3rd").
  static constexpr std::u32string_view kRests[] = {U"s", U"st", U"nd", U"rd", U"th", U"b"};
  if (std::find(std::begin(kRests), std::end(kRests), folded) != std::end(kRests)) return true;
  if (folded.size() == 1) return !IsDigit(folded[0]);  // "ה-5"
  folded.erase(0, 1);
  return IsSeriesAuthor(folded) || FindHeaderWord(folded, false).part != WordPart::kNone;
}

// Behind the time that follows a date: ", 09:14:33".
size_t BehindTime(std::string_view line, size_t at) {
  const size_t digits = std::min(line.find_first_not_of(", T", at), line.size());
  const size_t end = std::min(line.find_first_not_of("0123456789:", digits), line.size());
  const std::string_view time = line.substr(digits, end - digits);
  const size_t colon = time.find(':');
  const bool is_time = (colon == 1 || colon == 2) && time.size() >= colon + 3 && time.size() <= 8;
  return is_time ? end : at;
}

// What of a header's line is in none of its parts: from the first such word to the last; empty
// where there is none.
std::string_view RestOfLine(std::string_view line, const Header& header, const WordText& known) {
  std::vector<std::pair<size_t, size_t>> dates;
  for (size_t at = 0; header.date && at < line.size();) {
    const std::optional<FoundDate> date = FindDate(line.substr(at));
    if (!date) break;
    const size_t start = at + date->start;
    at = BehindTime(line, at + date->end);
    dates.emplace_back(start, at);
    if (date->date == *header.date) break;  // a second date is no longer the header's
  }
  size_t begin = line.npos, end = 0;
  std::pair<size_t, size_t> before;  // the word before: its begin and end
  ForEachWord(line, [&](size_t at, std::string_view word) {
    const bool dated = std::any_of(dates.begin(), dates.end(), [&](const auto& date) {
      return at >= date.first && at < date.second;
    });
    const auto [word_before, end_before] = std::exchange(before, {at, at + word.size()});
    if (dated || known.Has(word) || IsOfSeries(word, !dates.empty())) return;
    // A number says nothing without the word that it counts ("Meeting 3").
    const bool counts =
        begin == line.npos && IsAsciiDigit(word[0]) && end_before > 0 && end_before + 1 == at;
    begin = std::min(begin, counts ? word_before : at);
    end = at + word.size();
  });
  return begin == line.npos ? std::string_view() : line.substr(begin, end - begin);
}

// --- A review ----------------------------------------------------------------------------------

class Accountant {
 public:
  Accountant(const Document& document, Review& review)
      : document_(document),
        review_(review),
        held_(static_cast<size_t>(review.last_line - review.first_line + 1), false) {
    for (const Warning& warning : review.warnings) {
      static constexpr std::string_view kLeftOut[] = {"stray-mark", "empty-picture", "empty-item"};
      if (Contains(kLeftOut, warning.code)) left_out_.push_back(warning.line);
      if (warning.code == "bullet-debris") debris_.emplace_back(warning.line, warning.message);
    }
    std::sort(left_out_.begin(), left_out_.end());
    std::stable_sort(debris_.begin(), debris_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const int line : left_out_) Hold(line, line);
  }

  void Hold(int first, int last) {
    first = std::max(first, review_.first_line);
    for (int line = first; line <= std::min(last, review_.last_line); ++line) {
      held_[static_cast<size_t>(line - review_.first_line)] = true;
    }
  }

  void AccountForBlocks();
  void AccountForFields(const FieldBlock& fields);
  void AccountForLines();

 private:
  void Lose(int line, std::string_view what) {
    constexpr size_t kLongest = 2000;  // bytes
    review_.warnings.push_back(
        {line, "text-lost",
         "No block has this: " + std::string(what.substr(0, FloorBoundary(what, kLongest)))});
  }

  // Whether a warning says of one of these lines that it was left out.
  bool IsLeftOut(int first, int last) const {
    const auto at = std::lower_bound(left_out_.begin(), left_out_.end(), first);
    return at != left_out_.end() && *at <= last;
  }

  bool IsWhole(size_t block) const;
  std::string MissingOf(size_t first_block, size_t behind, int first, int last) const;

  const Document& document_;
  Review& review_;
  std::vector<bool> held_;                           // by line from the review's first
  std::vector<std::pair<int, std::string>> debris_;  // warnings that name a letter, sorted by line
  std::vector<int> left_out_;  // lines that a warning says of that they were left out, sorted
};

// What blocks [first_block, behind) lack of lines [first, last], character by character.
std::string Accountant::MissingOf(size_t first_block, size_t behind, int first, int last) const {
  Characters characters;
  std::unordered_set<int> fences;
  bool targets = false;
  for (int line = first; line <= last; ++line) {
    targets = targets || document_.line(line).find("](") != std::string_view::npos;
  }
  for (size_t i = first_block; i < behind; ++i) {
    const Block& block = review_.blocks[i];
    if (block.type == BlockType::kCode) fences.insert(block.first_line);
    ForEachText(block, [&](std::string_view text) { characters.Add(text, -1); });
    for (const Span& span : block.spans) {  // "[address](address)"
      if (targets && span.text == span.href) characters.Add(span.href, -1);
    }
  }
  for (int line = first; line <= last; ++line) {
    std::string_view text = document_.line(line);
    if (fences.contains(line)) {  // behind the fence its info, which names the language
      text = text.substr(0, std::min(text.find("```"), text.find("~~~")));
    }
    characters.Add(SourceText(text), 1);
  }
  const auto by_line = [](const auto& debris, int line) { return debris.first < line; };
  for (auto at = std::lower_bound(debris_.begin(), debris_.end(), first, by_line);
       at != debris_.end() && at->first <= last; ++at) {
    const std::string_view message = at->second;  // "... (ס) ..."
    const size_t open = std::min(message.find('('), message.size());
    characters.Add(message.substr(open, message.find(')', open) - open), -1);
  }
  return characters.Missing();
}

// Whether a block is the whole of its only line as it is printed: most paragraphs are.
bool Accountant::IsWhole(size_t block) const {
  const Block& one = review_.blocks[block];
  const bool alone =
      one.first_line == one.last_line && one.spans.size() == 1 &&
      (block + 1 == review_.blocks.size() || review_.blocks[block + 1].first_line > one.last_line);
  return alone && Trim(document_.line(one.first_line)) == one.spans.front().text;
}

// Blocks that share a line (items run together) are accounted for together.
void Accountant::AccountForBlocks() {
  const std::vector<Block>& blocks = review_.blocks;
  for (size_t i = 0; i < blocks.size();) {
    const size_t first_block = i;
    const int first = blocks[i].first_line;
    int last = first - 1;
    if (IsWhole(i)) {
      Hold(first, first);
      ++i;
      continue;
    }
    Bytes bytes;
    for (; i < blocks.size() && (last < first || blocks[i].first_line <= last); ++i) {
      const Block& block = blocks[i];
      for (int line = std::max(block.first_line, last + 1); line <= block.last_line; ++line) {
        bytes.Add(document_.line(line));
      }
      last = std::max(last, block.last_line);
      ForEachText(block, [&](std::string_view text) { bytes.Remove(text); });
    }
    Hold(first, last);
    if (!bytes.HasMissing()) continue;
    const std::string missing = MissingOf(first_block, i, first, last);
    if (!missing.empty() && !IsLeftOut(first, last)) Lose(first, missing);
  }
}

void Accountant::AccountForFields(const FieldBlock& block) {
  if (block.first_line == 0) return;
  Hold(block.first_line, block.last_line);
  WordSet known;
  const Fields& fields = review_.fields;
  known.Add(fields.recommendation);
  known.Add(fields.clarity);
  known.Add(fields.applications);
  for (const auto* values : {&fields.prior_knowledge, &fields.domains, &fields.tools}) {
    known.AddAll(*values);
  }
  for (const NamedField& field : fields.other) {
    known.Add(field.name);
    known.AddAll(field.values);
  }
  known.Add(review_.paper.venue.value_or(""));
  known.AddAll(review_.reviewers);
  for (const Link& link : review_.links) {
    known.Add(link.url);
    known.Add(link.text);
  }
  for (const Warning& warning : review_.warnings) known.Add(warning.message);
  for (int line = block.first_line; line <= block.last_line; ++line) {
    const std::string text = VisibleText(document_.line(line));
    const size_t value = FieldValueAt(text);
    std::optional<FoundDate> date;
    if (review_.paper.published) date = FindDate(text, DateOf::kPaper);
    if (const auto found = FindDate(text); found && found->date == review_.date) date = found;
    size_t begin = text.npos, end = 0;
    ForEachWord(std::string_view(text).substr(value), [&](size_t at, std::string_view word) {
      at += value;
      const bool dated = date && at >= date->start && at < date->end;
      if (dated || known.Has(word)) return;
      begin = std::min(begin, at);
      end = at + word.size();
    });
    if (begin == text.npos) continue;
    const std::string rest = text.substr(begin, end - begin);
    if (value == 0) {
      Lose(line, rest);
      continue;
    }
    // What a value says beyond what the model has a place for is a field of the label's name.
    std::string_view label = Trim(std::string_view(text).substr(0, value));
    const auto is_sign = [](char c) {
      return std::string_view("-*: \t").find(c) != std::string_view::npos;
    };
    while (!label.empty() && is_sign(label.front())) label.remove_prefix(1);
    while (!label.empty() && is_sign(label.back())) label.remove_suffix(1);
    review_.fields.other.push_back({std::string(label), {rest}});
  }
}

void Accountant::AccountForLines() {
  for (int line = review_.first_line; line <= review_.last_line; ++line) {
    if (held_[static_cast<size_t>(line - review_.first_line)]) continue;
    const std::string_view text = Trim(document_.line(line));
    Characters characters;
    characters.Add(SourceText(text), 1);
    if (!characters.Missing().empty()) Lose(line, text);
  }
}

}  // namespace

std::string SourceText(std::string_view line) {
  std::string text;
  for (size_t i = 0; i < line.size();) {
    size_t behind = i;
    if (line[i] == '<') behind = BehindTag(line, i);
    if (line.substr(i).starts_with("](")) behind = BehindTarget(line, i);
    if (line[i] == '&' || line[i] == 'a') {
      const auto [c, length] = EntityAt(line.substr(i));
      if (length > 0) AppendUtf8(c, text);
      behind = i + length;
    }
    if (behind == i) text.push_back(line[i++]);
    i = std::max(i, behind);
  }
  return text;
}

std::vector<Block> RestOfHeader(const Document& document, const Header& header) {
  std::vector<Block> rest;
  if (header.last_line < header.first_line) return rest;
  WordText known;
  known.Add(header.title.value_or(""));
  for (const std::string& name : header.names) known.Add(name);
  for (const std::string& word : header.series_words) known.Add(word);
  if (header.number) known.Add(std::to_string(*header.number));
  for (const Warning& warning : header.warnings) known.Add(warning.message);
  const int front = header.front != nullptr ? header.front->last_line : 0;
  for (int line = std::max(header.first_line, front + 1); line <= header.last_line; ++line) {
    const auto& headlines = header.text_lines;
    if (std::find(headlines.begin(), headlines.end(), line) != headlines.end()) continue;
    std::string_view text = document.line(line);
    if (header.title && CleanTitle(text) == *header.title) continue;
    // The links are the review's own.
    std::string without;
    if (text.find("](") != text.npos || MayHoldUrl(text)) {
      without = WithoutLinks(text, LinkTexts::kTitles);
      text = without;
    }
    const std::string_view more = RestOfLine(text, header, known);
    if (more.empty()) continue;
    Block block;
    block.first_line = block.last_line = line;
    block.spans.push_back({std::string(more)});
    rest.push_back(std::move(block));
  }
  return rest;
}

void AccountForText(const Document& document, const Header& header, const FieldBlock& fields,
                    Review& review) {
  Accountant accountant(document, review);
  const auto& headlines = header.text_lines;
  for (int line = header.first_line; line <= header.last_line; ++line) {
    const bool text = std::find(headlines.begin(), headlines.end(), line) != headlines.end();
    if (!text) accountant.Hold(line, line);
  }
  accountant.AccountForFields(fields);
  accountant.AccountForBlocks();
  accountant.AccountForLines();
}

void AccountBetween(const Document& document, const std::vector<Review>& reviews, int end,
                    std::vector<Warning>& warnings) {
  if (reviews.empty()) return;
  int line = 1;
  const auto lose = [&](int until) {
    for (; line < until; ++line) {
      if (IsBlank(document.line(line))) continue;
      warnings.push_back(
          {line, "text-lost", "No review has this: " + std::string(Trim(document.line(line)))});
    }
  };
  for (const Review& review : reviews) {
    lose(review.first_line);
    line = std::max(line, review.last_line + 1);
  }
  lose(end);
}

}  // namespace skira
