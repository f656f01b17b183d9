#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "parser/blocks/block_lines.h"
#include "parser/blocks/block_markers.h"
#include "parser/fields/fields.h"
#include "parser/fields/labels.h"
#include "parser/headers/candidates.h"
#include "parser/headers/dates.h"
#include "parser/headers/entries.h"
#include "parser/headers/headers.h"
#include "parser/headers/line_shape.h"
#include "parser/headers/lines.h"
#include "parser/headers/people.h"
#include "parser/headers/title.h"
#include "parser/headers/weights.h"
#include "parser/links/links.h"
#include "review/calendar.h"
#include "unicode/fuzzy.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// What a document's sure headers have in common.
struct Habits {
  double closing_link = 0;  // share of reviews that close with a link
  bool daily = false;       // some header is a daily series'
  bool two_digits = false;  // days and months are printed with two digits
};

// Divides a document into reviews.
class Divider {
 public:
  Divider(const HeaderLines& lines, Evidence evidence)
      : lines_(lines), evidence_(std::move(evidence)) {}

  std::vector<Header> Divide() {
    candidates_ = JoinEntries(lines_, FormCandidates(lines_, evidence_));
    ReadMonthFirst();
    LookAround();
    FindHabits();
    Score();
    AddTitlesAlone();
    ChooseBest();
    DropMessages();
    AddMissingHeaders();
    AddHeadlines();
    RepairDates();
    AddLeadingText();
    FindTitlesBelow();
    if (chosen_.empty()) AddStandAlonePost();
    std::vector<Header> headers;
    for (HeaderCandidate& candidate : chosen_) headers.push_back(std::move(candidate.header));
    return headers;
  }

 private:
  void ReadMonthFirst();
  void LookAround();
  void FindHabits();
  void Score();
  double ScoreOf(const HeaderCandidate& candidate) const;
  void AddTitlesAlone();
  bool IsTitleAlone(int line) const;
  void ChooseBest();
  double FitOf(const HeaderCandidate& before, const HeaderCandidate& candidate) const;
  uint32_t LettersBetween(int from, int to) const;
  bool HasTextBetween(int from, int to) const;
  void DropMessages();
  void AddMissingHeaders();
  void AddHeadlines();
  int FirstHeadline(const HeaderCandidate& candidate, int floor) const;
  void RepairDates();
  void AddLeadingText();
  void FindTitlesBelow();
  void AddStandAlonePost();

  const HeaderLines& lines_;
  Evidence evidence_;
  Habits habits_;
  std::vector<HeaderCandidate> candidates_, chosen_;
  std::vector<uint32_t> letters_;  // of the lines before line i, summed up; for LettersBetween
};

// Lines between a review's closing link and the next header that are none of the two: a headline.
constexpr int kMostHeadlines = 4;
constexpr uint32_t kLongestHeadline = 250;  // bytes

// The line above the header, past its headlines, that closes the review before; 0 at the
// document's start, -1 where what is above is text that goes on.
int ClosingLine(const HeaderLines& lines, int first_line) {
  int line = lines.Previous(first_line);
  for (int i = 0; i <= kMostHeadlines; ++i, line = lines.Previous(line)) {
    if (line == 0 || lines.EndsWithLink(line)) return line;
    if (IsRule(lines.text(line))) continue;
    if (lines.facts(line).bytes > kLongestHeadline || lines.facts(line).has_url) return -1;
  }
  return -1;
}

// Dates with slashes are month first in the whole document where one of them can be nothing else
// and none is day first.
void Divider::ReadMonthFirst() {
  struct Parts {
    int first = 0, second = 0;
  };
  const auto parts = [](std::string_view printed) -> Parts {
    const size_t slash = printed.find('/');
    const size_t next = slash == printed.npos ? slash : printed.find('/', slash + 1);
    if (next == printed.npos || slash > 2 || next - slash > 3) return {};
    const auto number = [](std::string_view digits) {
      int value = 0;
      for (const char c : digits) value = value * 10 + (c - '0');
      return value;
    };
    return {number(printed.substr(0, slash)), number(printed.substr(slash + 1, next - slash - 1))};
  };
  constexpr int kMonths = 12;
  bool month_first = false, day_first = false;
  for (const HeaderCandidate& candidate : candidates_) {
    const Parts printed = parts(candidate.printed_date);
    month_first |= printed.first > 0 && printed.second > kMonths;
    day_first |= printed.first > kMonths;
  }
  if (!month_first || day_first) return;
  for (HeaderCandidate& candidate : candidates_) {
    const Parts printed = parts(candidate.printed_date);
    std::optional<Date>& date = candidate.header.date;
    if (!date || printed.first == 0 || printed.second > kMonths) continue;
    date->month = static_cast<decltype(date->month)>(printed.first);
    date->day = static_cast<decltype(date->day)>(printed.second);
  }
}

void Divider::LookAround() {
  for (HeaderCandidate& candidate : candidates_) {
    const int line = candidate.header.first_line;
    candidate.link_above = ClosingLine(lines_, line) > 0;
    const std::string_view text = Trim(lines_.text(line));
    candidate.unreadable &= candidate.marked == Marked::kLines;
    candidate.list_item = text.starts_with("- ") || text.starts_with("• ") ||
                          text.starts_with(">") || text.starts_with("|") ||
                          Indent(lines_.text(line)) >= 4;
  }
}

void Divider::FindHabits() {
  constexpr double kSure = weights::kDate + weights::kSeriesWord;  // of a header's words
  int sure = 0, closing = 0, dated = 0, padded = 0;
  for (const HeaderCandidate& candidate : candidates_) {
    if (candidate.weight < kSure) continue;
    habits_.daily |= candidate.header.kind == ReviewKind::kDaily;
    if (ClosingLine(lines_, candidate.header.first_line) != 0) {
      ++sure;
      closing += candidate.link_above;
    }
    const std::string& printed = candidate.printed_date;
    if (printed.empty()) continue;
    ++dated;
    padded += printed.size() == 8 || printed.size() == 10;
  }
  habits_.closing_link = sure > 0 ? static_cast<double>(closing) / sure : 0;
  habits_.two_digits = dated >= 3 && padded * 4 >= dated * 3;
}

double Divider::ScoreOf(const HeaderCandidate& candidate) const {
  const Header& header = candidate.header;
  constexpr double kMostWeight = 8;
  double score = std::min(candidate.weight, kMostWeight);
  score += candidate.latin_title ? weights::kLatinTitle
           : header.title        ? weights::kOtherTitle
                                 : weights::kNoTitle;
  const int closing = ClosingLine(lines_, header.first_line);
  score += closing == 0  ? weights::kDocumentStart
           : closing > 0 ? weights::kLinkAbove
                         : weights::kNoLinkAbove * habits_.closing_link;
  const int above = lines_.Previous(header.first_line);
  score +=
      above == header.first_line - 1 && above > 0 ? weights::kGluedAbove : weights::kBlankAbove;
  if (candidate.hash) score += weights::kHash;
  if (candidate.list_item) score += weights::kListItem;
  const int below = lines_.Next(header.last_line);
  constexpr uint32_t kLeastProse = 40;  // letters
  if (below != 0 && lines_.facts(below).hebrew >= kLeastProse) score += weights::kProseBelow;
  return score;
}

void Divider::Score() {
  for (HeaderCandidate& candidate : candidates_) candidate.score = ScoreOf(candidate);
  std::erase_if(candidates_, [&](const HeaderCandidate& candidate) {
    // A date that nobody can read a header around needs the series to be known and its link above.
    const bool borne_out = candidate.marked != Marked::kLines || !candidate.unreadable ||
                           (habits_.daily && candidate.latin_title &&
                            lines_.EndsWithLink(lines_.Previous(candidate.header.first_line)));
    return candidate.score < weights::kLeastScore || !borne_out;
  });
}

// A title alone on its line, between the link of the review before and Hebrew text.
bool Divider::IsTitleAlone(int line) const {
  constexpr uint32_t kLeastLetters = 12, kLeastHebrew = 8;
  if (lines_.facts(line).latin < kLeastLetters ||
      !IsTitleLike(lines_.text(line), lines_.facts(line))) {
    return false;
  }
  const int above = lines_.Previous(line);
  if (!lines_.EndsWithLink(above)) return false;
  if (above == line - 1 && CutLabel(lines_.text(above))) return false;  // one more field
  const int after = lines_.Next(line);
  if (after == 0 || lines_.facts(after).has_url || lines_.facts(after).hebrew == 0) return false;
  const int second = lines_.Next(after);
  const uint32_t hebrew =
      lines_.facts(after).hebrew + (second != 0 ? lines_.facts(second).hebrew : 0);
  return hebrew >= kLeastHebrew && hebrew > lines_.facts(after).latin / 4;
}

void Divider::AddTitlesAlone() {
  if (!habits_.daily) return;
  std::vector<HeaderCandidate> titles;
  size_t next = 0;
  int floor = 0;       // the last line of the candidate before
  bool daily = false;  // it is of a daily series
  for (int line = lines_.Next(0); line != 0; line = lines_.Next(line)) {
    for (; next < candidates_.size() && candidates_[next].header.first_line <= line; ++next) {
      floor = candidates_[next].header.last_line;
      daily = candidates_[next].header.kind == ReviewKind::kDaily;
    }
    if (line <= floor || !daily || !IsTitleAlone(line)) continue;
    HeaderCandidate title;
    title.marked = Marked::kTitle;
    title.weight = weights::kTitleAlone;
    title.latin_title = title.link_above = true;
    title.header.first_line = line;
    TakeTitle(lines_, line, title.header);
    title.header.warnings.push_back({line, "banner-missing", "The header is a title alone."});
    title.score = ScoreOf(title);
    if (title.score >= weights::kLeastScore) titles.push_back(std::move(title));
  }
  const auto old = static_cast<std::ptrdiff_t>(candidates_.size());
  std::move(titles.begin(), titles.end(), std::back_inserter(candidates_));
  std::inplace_merge(candidates_.begin(), candidates_.begin() + old, candidates_.end(),
                     [](const HeaderCandidate& a, const HeaderCandidate& b) {
                       return a.header.first_line < b.header.first_line;
                     });
}

// Letters of the lines between two lines.
uint32_t Divider::LettersBetween(int from, int to) const {
  return to > from + 1 ? letters_[static_cast<size_t>(to - 1)] - letters_[static_cast<size_t>(from)]
                       : 0;
}

// How well `candidate` follows `before` as the next review.
double Divider::FitOf(const HeaderCandidate& before, const HeaderCandidate& candidate) const {
  constexpr int kMonth = 40;  // days
  double fit = 0;
  const uint32_t letters = LettersBetween(before.header.last_line, candidate.header.first_line);
  if (letters == 0) {
    fit += weights::kNoTextBetween;
  } else if (letters < weights::kLittle) {
    fit += weights::kLittleText;
  }
  if (before.header.date && candidate.header.date) {
    const int days = DayNumber(*candidate.header.date) - DayNumber(*before.header.date);
    if (days < 0) fit += weights::kDatesFall;
    if (days > 0 && days <= kMonth) fit += weights::kDatesGrow;
  } else {
    fit += weights::kDatesGrow / 2;  // so that a review without a date costs nothing
  }
  if (before.header.number && candidate.header.number) {
    const int step = *candidate.header.number - *before.header.number;
    fit += step == 1   ? weights::kNextNumber
           : step > 1  ? weights::kNumbersGrow
           : step == 0 ? 0
                       : weights::kNumbersFall;
  }
  return fit;
}

// The division with the greatest sum of what each review's header says and how well the reviews
// follow each other, by dynamic programming over the candidates.
void Divider::ChooseBest() {
  constexpr size_t kFurthest = 8;  // candidates that may be left out between two that are chosen
  letters_.assign(static_cast<size_t>(lines_.count()) + 1, 0);
  for (int line = 1; line <= lines_.count(); ++line) {
    const LineFacts& facts = lines_.facts(line);
    letters_[static_cast<size_t>(line)] = letters_[static_cast<size_t>(line) - 1] + facts.hebrew +
                                          facts.latin + facts.foreign + facts.digits;
  }
  const size_t n = candidates_.size();
  std::vector<double> best(n);
  std::vector<size_t> before(n, n);  // the candidate chosen before; n for none
  size_t last = n;
  for (size_t i = 0; i < n; ++i) {
    const double own = candidates_[i].score - weights::kLeastScore;
    best[i] = own;
    for (size_t j = i > kFurthest ? i - kFurthest : 0; j < i; ++j) {
      if (candidates_[j].header.last_line >= candidates_[i].header.first_line) continue;
      const double sum = best[j] + own + FitOf(candidates_[j], candidates_[i]);
      if (sum > best[i]) {
        best[i] = sum;
        before[i] = j;
      }
    }
    if (last == n || best[i] > best[last]) last = i;
  }
  for (; last != n; last = before[last]) chosen_.push_back(std::move(candidates_[last]));
  std::reverse(chosen_.begin(), chosen_.end());
}

// A chat's message without a link or a title above a text is no review; its text goes to the review
// before, with a warning.
void Divider::DropMessages() {
  constexpr uint32_t kLeastText = 120;  // letters
  std::vector<HeaderCandidate> kept;
  for (size_t i = 0; i < chosen_.size(); ++i) {
    const int line = chosen_[i].header.first_line;
    const auto said = evidence_.find(line);
    const bool message = said != evidence_.end() && said->second.stamp;
    const int end = i + 1 < chosen_.size() ? chosen_[i + 1].header.first_line : lines_.count() + 1;
    bool has_link = false;
    for (int at = line; message && at < end; ++at) has_link |= lines_.facts(at).has_url;
    const bool titled = chosen_[i].latin_title && LettersBetween(line, end) >= kLeastText;
    if (message && !has_link && !titled && !kept.empty()) {
      kept.back().header.warnings.push_back(
          {line, "message-without-review",
           "A message that is no review was put to the one above."});
    } else {
      kept.push_back(std::move(chosen_[i]));
    }
  }
  chosen_ = std::move(kept);
}

// A review without header: prose behind the link line that ended a review with a text of its own,
// and with such a link at its own end.
void Divider::AddMissingHeaders() {
  constexpr uint32_t kLeastProse = 120, kLeastText = 300;  // Hebrew letters
  std::vector<HeaderCandidate> all;
  for (size_t i = 0; i < chosen_.size(); ++i) {
    const bool daily = chosen_[i].header.kind == ReviewKind::kDaily;
    int before = chosen_[i].header.last_line;
    all.push_back(std::move(chosen_[i]));
    if (!daily || before == 0) continue;
    const int end = i + 1 < chosen_.size() ? chosen_[i + 1].header.first_line : lines_.count() + 1;
    const int last = lines_.Previous(end);
    const bool closes = lines_.IsPaperLink(last);
    uint32_t letters = 0;  // read since the review began
    for (int line = lines_.Next(before); closes && line != 0 && line < end;
         line = lines_.Next(line)) {
      const LineFacts& facts = lines_.facts(line);
      if (letters >= kLeastText && facts.hebrew >= kLeastProse && !facts.has_url && last > line &&
          lines_.IsPaperLink(before)) {
        HeaderCandidate missing;
        missing.header.first_line = line;
        missing.header.last_line = line - 1;
        missing.header.warnings.push_back(
            {line, "header-missing", "The review has no header; the link before it ended one."});
        all.push_back(std::move(missing));
        letters = 0;
      }
      letters += facts.hebrew;
      before = line;
    }
  }
  chosen_ = std::move(all);
}

struct TeaserRule {
  std::u32string_view opening;  // folded; how the line begins
  std::string_view endings;     // the characters of which it must end in one
};

// Lines above a header that greet the reader of the review below, where no link closes the one
// before.
constexpr TeaserRule kTeasers[] = {
    {U"ערב טוב", ",:"},  {U"רב טוב", ",:"}, {U"בוקר טוב", ",:"}, {U"לילה טוב", ",:"},
    {U"שבוע טוב", ",:"}, {U"שלומ ", ",:"},  {U"חברימ", ",:"},    {U"היומ ב", ":"},
    {U"היומ סוקר", ":"}, {U"רוצימ ", "?"},
};

bool IsTeaser(std::string_view line, const LineFacts& facts) {
  if (facts.blank || facts.has_url || facts.bytes > kLongestHeadline) return false;
  const std::u32string folded = Fold32(Trim(line));
  return std::any_of(std::begin(kTeasers), std::end(kTeasers), [&](const TeaserRule& rule) {
    return folded.back() < 0x80 &&
           rule.endings.find(static_cast<char>(folded.back())) != rule.endings.npos &&
           BeginsLike(folded, rule.opening);
  });
}

// Words that end a review behind its link. Folded.
constexpr std::u32string_view kFarewells[] = {U"קריאה מהנה", U"תודה",    U"עד כאנ",
                                              U"נתראה",      U"להתראות", U"שבת שלומ"};

// Whether the document ends with such a line behind its last link, but for numbers: no review is
// below that it could belong to.
bool EndsDocument(const HeaderLines& lines, std::string_view text) {
  constexpr int kMostLines = 3;
  int last = lines.Previous(lines.count() + 1);
  for (int i = 0; i < kMostLines && last != 0 && !lines.facts(last).has_url; ++i) {
    if (WithoutNumbers(Trim(lines.text(last))) == WithoutNumbers(Trim(text))) return true;
    last = lines.Previous(last);
  }
  return false;
}

// Whether a short line behind a review's closing link belongs to that review: right below it, or
// by what it says.
bool EndsReview(const HeaderLines& lines, int line, int closing) {
  bool glued = true;
  for (int between = closing + 1; between < line; ++between) glued &= !lines.facts(between).blank;
  const std::string_view text = lines.text(line);
  const LineFacts& facts = lines.facts(line);
  constexpr uint32_t kLeastLetters = 4;
  if (glued || facts.hebrew + facts.latin < kLeastLetters) return true;
  const std::u32string folded = Fold32(Trim(text));
  const bool farewell =
      std::any_of(std::begin(kFarewells), std::end(kFarewells),
                  [&](std::u32string_view words) { return BeginsLike(folded, words); });
  return farewell || EndsDocument(lines, text) || IsCredit(text) || IsBiography(text) ||
         IsRule(text);
}

// The first of the lines above the candidate that belong to it; its own first line where none do.
int Divider::FirstHeadline(const HeaderCandidate& candidate, int floor) const {
  const int first = candidate.header.first_line;
  const int closing = ClosingLine(lines_, first);
  // A link right below a header, or among its fields, closes nothing.
  if (closing > floor && LettersBetween(floor, closing) >= weights::kLittle &&
      HasTextBetween(floor, closing)) {
    for (int line = lines_.Next(closing); line < first; line = lines_.Next(line)) {
      if (!EndsReview(lines_, line, closing)) return line;
    }
    return first;
  }
  int line = lines_.Previous(first);
  if (line <= floor || line < first - 3 || !IsTeaser(lines_.text(line), lines_.facts(line))) {
    return first;
  }
  // Short lines right above a teaser belong to it.
  while (line - 1 > floor && !lines_.facts(line - 1).blank && !lines_.facts(line - 1).has_url &&
         lines_.facts(line - 1).bytes <= kLongestHeadline) {
    --line;
  }
  return line;
}

// Whether one of the lines below `from` up to `to` is more than a short line or a field.
bool Divider::HasTextBetween(int from, int to) const {
  constexpr uint32_t kShort = 100;  // bytes
  for (int line = from + 1; line <= to; ++line) {
    const uint32_t bytes = lines_.facts(line).bytes;
    if (bytes > kShort && !IsFieldLine(lines_.text(line)) && !HasBoldLabel(lines_.text(line))) {
      return true;
    }
  }
  return false;
}

void Divider::AddHeadlines() {
  int floor = 0;
  for (HeaderCandidate& candidate : chosen_) {
    Header& header = candidate.header;
    if (header.last_line >= header.first_line && candidate.marked != Marked::kShape) {
      const int first = FirstHeadline(candidate, floor);
      std::vector<int> headlines;
      for (int line = first; line < header.first_line; ++line) {
        if (!lines_.facts(line).blank) headlines.push_back(line);
      }
      header.text_lines.insert(header.text_lines.begin(), headlines.begin(), headlines.end());
      header.first_line = first;
    }
    floor = header.last_line;
  }
}

// A date that lost a digit or a separator is the one day that may have been printed so and lies
// between the dates of the reviews around it.
void Divider::RepairDates() {
  constexpr int kFurthest = 45;  // days from a review to the next
  for (size_t i = 0; i < chosen_.size(); ++i) {
    HeaderCandidate& candidate = chosen_[i];
    Header& header = candidate.header;
    const auto neighbour = [&](int step) -> std::optional<Date> {
      for (size_t j = i + static_cast<size_t>(step); j < chosen_.size();
           j += static_cast<size_t>(step)) {
        if (chosen_[j].header.date && chosen_[j].date_rest.empty()) return chosen_[j].header.date;
      }
      return std::nullopt;
    };
    const size_t size = candidate.printed_date.size();
    const bool lacks_digit =
        habits_.two_digits && header.date && (size == 7 || size == 6 || size == 9);
    if (candidate.date_rest.empty() && !lacks_digit) continue;
    const std::optional<Date> before = neighbour(-1), after = neighbour(1);
    const int from = before ? DayNumber(*before) : after ? DayNumber(*after) - kFurthest : 0;
    const int to = after ? DayNumber(*after) : before ? DayNumber(*before) + kFurthest : 0;
    const auto fits = [&](const Date& date) {
      return DayNumber(date) >= from && DayNumber(date) <= to;
    };
    if (lacks_digit && fits(*header.date)) continue;
    std::vector<Date> dates =
        DatesBehind(lacks_digit ? candidate.printed_date : candidate.date_rest);
    std::vector<Date> fitting;
    if (before || after)
      std::copy_if(dates.begin(), dates.end(), std::back_inserter(fitting), fits);
    if (fitting.empty() && !lacks_digit && dates.size() == 1) fitting = dates;
    if (fitting.empty() || (lacks_digit && fitting.size() > 1)) continue;
    // Of several days the one right behind the review before.
    header.date =
        fitting.size() > 1 && before && fitting.front() == *before ? fitting[1] : fitting[0];
    std::erase_if(header.warnings, [](const Warning& w) { return w.code == "date-lost"; });
    header.warnings.push_back({header.last_line, "date-repaired",
                               "The date was damaged; the reviews around it tell the day."});
  }
}

// What is above the first header: a few short lines are its headline, and so are a table and a list
// of what follows; more is a review whose beginning is lost.
void Divider::AddLeadingText() {
  constexpr int kMostLines = 3;
  constexpr uint32_t kMostBytes = 500;
  if (chosen_.empty()) return;
  Header& first = chosen_.front().header;
  std::vector<int> above;
  uint32_t bytes = 0;
  int texts = 0;  // lines that are no row, item or heading
  for (int line = lines_.Next(0); line != 0 && line < first.first_line; line = lines_.Next(line)) {
    above.push_back(line);
    const std::string_view text = Trim(lines_.text(line));
    const bool listed = text.starts_with('|') || HashLevel(text) > 0 ||
                        ReadMarker(text, true).family != ItemMarker::kNone;
    texts += !listed;
    bytes += listed ? 0 : lines_.facts(line).bytes;
  }
  if (above.empty()) return;
  if (texts <= kMostLines && bytes <= kMostBytes) {
    first.first_line = above.front();
    first.text_lines.insert(first.text_lines.begin(), above.begin(), above.end());
    return;
  }
  HeaderCandidate lost;
  lost.header.first_line = above.front();
  lost.header.last_line = above.front() - 1;
  lost.header.kind = first.kind;
  lost.header.warnings.push_back(
      {above.front(), "header-missing", "The text above the first header has none."});
  chosen_.insert(chosen_.begin(), std::move(lost));
}

// A review without a title has that of the paper where it names it right above the link at its end.
void Divider::FindTitlesBelow() {
  constexpr uint32_t kLeastLetters = 12;
  for (size_t i = 0; i < chosen_.size(); ++i) {
    Header& header = chosen_[i].header;
    const int end = i + 1 < chosen_.size() ? chosen_[i + 1].header.first_line : lines_.count() + 1;
    const int last = lines_.Previous(end);
    if (header.title || last <= header.last_line || !lines_.IsPaperLink(last)) continue;
    const int line = lines_.Previous(last);
    const bool title = line > header.last_line && lines_.IsTitle(line) &&
                       lines_.facts(line).latin >= kLeastLetters;
    if (!title) continue;
    header.title = CleanTitle(lines_.text(line));
    header.warnings.push_back({line, "title-from-text",
                               "The title stands above the link to the paper: " + *header.title});
  }
}

// A document without any header is one post when it reads like one: Hebrew prose, and near its top
// a title, alone on its line or behind the words that lead to it.
void Divider::AddStandAlonePost() {
  constexpr int kLinesLookedAt = 12, kLinesForDate = 3;
  constexpr uint32_t kLeastHebrew = 100, kLeastLatin = 8;
  uint32_t hebrew = 0;
  for (int line = 1; line <= lines_.count(); ++line) hebrew += lines_.facts(line).hebrew;
  if (hebrew < kLeastHebrew) return;
  const int first = lines_.Next(0);
  HeaderCandidate post;
  Header& header = post.header;
  header.first_line = first;
  header.kind = ReviewKind::kPost;
  int line = first;
  for (int i = 0; i < kLinesLookedAt && line != 0 && !header.title; ++i, line = lines_.Next(line)) {
    header.last_line = line;
    const std::string led = TitleBehindColon(lines_.text(line));
    if (IsTitleLike(lines_.text(line), lines_.facts(line)) &&
        lines_.facts(line).latin >= kLeastLatin) {
      TakeTitle(lines_, line, header);
    } else if (!led.empty()) {
      header.title = led;
    } else {
      header.text_lines.push_back(line);
    }
  }
  if (!header.title) {  // a title in another language is the first line
    if (!lines_.IsHeadline(first)) return;
    header.text_lines.clear();
    header.title = CleanTitle(lines_.text(first));
    header.last_line = first;
  }
  line = lines_.Next(header.last_line);
  for (int i = 0; i < kLinesForDate && line != 0 && !header.date; ++i, line = lines_.Next(line)) {
    if (lines_.facts(line).bytes > 120 || lines_.facts(line).has_url) break;
    const std::optional<FoundDate> date = FindDate(lines_.text(line));
    if (!date) continue;
    header.date = date->date;
    for (int between = header.last_line + 1; between < line; ++between) {
      if (!lines_.facts(between).blank) header.text_lines.push_back(between);
    }
    header.last_line = line;
    std::string_view writer = Trim(lines_.text(line).substr(0, date->start));
    while (writer.ends_with(',') || writer.ends_with('-') || writer.ends_with(' '))
      writer.remove_suffix(1);
    const bool name = MayBeWriter(writer);
    if (name) {
      header.names = {std::string(writer)};
    } else if (!writer.empty()) {
      header.text_lines.push_back(line);
    }
  }
  chosen_.push_back(std::move(post));
}

// Front matter above one review is its header; above several it says something of all of them,
// which stays with the first.
std::vector<Header> JoinFrontMatter(const HeaderLines& lines, Header front,
                                    std::vector<Header> headers) {
  std::erase_if(headers, [&](const Header& header) {
    return header.first_line <= front.last_line && header.last_line <= front.last_line;
  });
  if (headers.size() > 1 || (headers.size() == 1 && headers[0].number)) {
    Header& first = headers.front();
    first.front = front.front;
    first.first_line = front.first_line;
    return headers;
  }
  if (!front.title && headers.size() == 1) front.title = headers[0].title;
  if (!front.title) {
    const int below = lines.Next(front.last_line);
    if (below != 0 && lines.IsHeadline(below)) {
      front.title = CleanTitle(lines.text(below));
      front.last_line = below;
    }
  }
  headers.clear();
  headers.push_back(std::move(front));
  return headers;
}

// Counts the words in front of a date near the line's beginning.
void CountWords(const HeaderLines& lines, int line, HeaderWords& words) {
  constexpr uint32_t kLongest = 300;  // bytes
  constexpr size_t kFurthest = 90;    // bytes before the date
  const LineFacts& facts = lines.facts(line);
  if (facts.blank || facts.bytes > kLongest || facts.digits < 3 || facts.has_url) return;
  const std::optional<FoundDate> date = FindDate(lines.text(line));
  if (!date || date->start > kFurthest || IsFieldLine(lines.text(line))) return;
  words.Count(lines.text(line).substr(0, date->start));
}

// What each line says of a header, below the front matter that the document begins with.
Evidence FindEvidence(const HeaderLines& lines, const Document& document) {
  HeaderWords words;
  for (int line = 1; line <= lines.count(); ++line) CountWords(lines, line, words);
  words.Learn();
  Evidence evidence;
  const int front = document.front.empty() ? 0 : document.front.front().last_line;
  for (int line = front + 1; line <= lines.count(); ++line) {
    if (!MayBeHeaderLine(lines.text(line), lines.facts(line))) continue;
    if (Trim(lines.text(line)).starts_with('|')) continue;  // a table's row
    HeaderLine said = ReadHeaderLine(lines.text(line), words);
    if (said.weight < weights::kLeastMark || IsFieldLine(lines.text(line))) continue;
    evidence.emplace_hint(evidence.end(), line, std::move(said));
  }
  return evidence;
}

// A line with its date and its numbers as one sign.
std::string ShapeOfSignature(std::string_view line) {
  const std::string text = WithoutLinks(Trim(line), LinkTexts::kNone);
  const std::optional<FoundDate> date = FindDate(text);
  if (!date) return WithoutNumbers(text);
  return WithoutNumbers(text.substr(0, date->start) + "0" + text.substr(date->end));
}

// Whether a line ends what is above it: in brackets with a link at their end, or right below it,
// and a blank line or nothing is below.
bool EndsText(const HeaderLines& lines, int line) {
  if (line < lines.count() && !lines.facts(line + 1).blank) return false;
  if (Trim(lines.text(line)).starts_with('(') && lines.EndsWithLink(line)) return true;
  if (line == 1 || lines.facts(line - 1).blank) return false;
  const std::string_view above = Trim(lines.text(line - 1));
  const bool hashtags = above.starts_with('#') && HashLevel(above) == 0;
  return hashtags || (HashLevel(above) == 0 && !lines.IsTitle(line - 1));
}

// The shape of most lines with a date, two at least, of which each ends what is right above it;
// empty where there is none.
std::string ShapeOfEndings(const HeaderLines& lines, const Evidence& evidence) {
  std::map<std::string, size_t> counts;
  for (const auto& [line, said] : evidence) {
    if (said.date && !said.banner && EndsText(lines, line)) {
      ++counts[ShapeOfSignature(lines.text(line))];
    }
  }
  for (const auto& [shape, count] : counts) {
    if (count >= 2 && count * 2 > evidence.size()) return shape;
  }
  return "";
}

// Takes out of the evidence the dates that stand below their reviews, the document's last line too:
// "NAME, 12.03.25", or each right below what it ends. Above each of them a text ends, or a link
// that closes one.
Evidence TakeSignatures(const HeaderLines& lines, Evidence& evidence) {
  constexpr uint32_t kLeastProse = 40;  // Hebrew letters above the first
  Evidence signatures;
  const int last = lines.Previous(lines.count() + 1);
  const auto found = evidence.find(last);
  const bool at_end = found != evidence.end() && found->second.date && !found->second.banner;
  const std::string shape =
      at_end ? ShapeOfSignature(lines.text(last)) : ShapeOfEndings(lines, evidence);
  if (shape.empty()) return signatures;
  for (const auto& [line, said] : evidence) {
    if (ShapeOfSignature(lines.text(line)) != shape) continue;
    const int above = lines.Previous(line);
    if (above == 0) return {};
    const bool text = lines.facts(above).hebrew > 0 && HashLevel(lines.text(above)) == 0;
    if (!text && !EndsText(lines, line) && !lines.EndsWithLink(above)) return {};
    signatures.emplace_hint(signatures.end(), line, said);
  }
  if (signatures.size() < 2) return {};
  uint32_t prose = 0;
  for (int line = 1; line < signatures.begin()->first; ++line) prose += lines.facts(line).hebrew;
  if (prose < kLeastProse) return {};
  for (const auto& [line, said] : signatures) evidence.erase(line);
  return signatures;
}

// A signature ends its review: what is between it and the next header is that one's.
void BeginBehind(const HeaderLines& lines, int signature, Header& header) {
  std::vector<int> headlines;
  for (int line = lines.Next(signature); line != 0 && line < header.first_line;
       line = lines.Next(line)) {
    if (headlines.empty() && IsRule(lines.text(line))) continue;
    headlines.push_back(line);
  }
  if (headlines.empty()) return;
  header.first_line = headlines.front();
  header.text_lines.insert(header.text_lines.begin(), headlines.begin(), headlines.end());
}

// A review whose header has no date or writer has those of the signature below it.
void AddSignatures(const HeaderLines& lines, const Evidence& signatures,
                   std::vector<Header>& headers) {
  for (size_t i = 0; i < headers.size(); ++i) {
    Header& header = headers[i];
    const auto said = signatures.upper_bound(header.last_line);
    const bool own = said != signatures.end() &&
                     (i + 1 == headers.size() || said->first < headers[i + 1].first_line);
    if (!own) continue;
    if (i + 1 < headers.size()) BeginBehind(lines, said->first, headers[i + 1]);
    if (header.date) continue;
    header.date = said->second.date;
    const std::string& name = said->second.title.empty() ? said->second.unread : said->second.title;
    if (header.names.empty() && MayBeWriter(name)) header.names = NamesIn(name);
  }
}

// Front matter of its own above each review, as Skira and blogs write it, says where they begin.
std::vector<Header> HeadersOfFrontMatter(const HeaderLines& lines,
                                         const std::vector<FrontMatter>& front) {
  std::vector<Header> headers;
  for (const FrontMatter& one : front) {
    Header header = HeaderOfFrontMatter(one);
    const int below = lines.Next(header.last_line);
    const bool title = below != 0 && HashLevel(lines.text(below)) == 1 &&
                       CleanTitle(lines.text(below)) == CleanTitle(header.title.value_or(""));
    if (title) header.last_line = below;
    headers.push_back(std::move(header));
  }
  return headers;
}

}  // namespace

std::vector<Header> FindHeaders(const Document& document, const DocumentFacts& facts) {
  const std::vector<FrontMatter>& front = document.front;
  const HeaderLines lines(document, facts);
  const bool own = std::any_of(front.begin(), front.end(),
                               [](const FrontMatter& one) { return one.is_skira(); });
  if (own || front.size() > 1) return HeadersOfFrontMatter(lines, front);
  Evidence evidence = FindEvidence(lines, document);
  const Evidence signatures = TakeSignatures(lines, evidence);
  std::vector<Header> headers = Divider(lines, std::move(evidence)).Divide();
  AddSignatures(lines, signatures, headers);
  if (!front.empty()) {
    headers = JoinFrontMatter(lines, HeaderOfFrontMatter(front.front()), std::move(headers));
  }
  MendTitles(headers);
  return headers;
}

}  // namespace skira
