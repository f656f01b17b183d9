// Finds headers in passes, each over the whole document:
//
//   lines ─▶ sure marks (numbered, banner) ─▶ marks that need their neighbours (date and title;
//   title alone; nothing but the link before) ─▶ headers with titles ─▶ teasers above them
#include "parser/headers.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "parser/dates.h"
#include "parser/links.h"
#include "parser/people.h"
#include "unicode/fuzzy.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

enum class MarkKind : uint8_t { kNumbered, kDaily, kDateAlone, kTitleAlone, kNone };

// A line that may open a review.
struct Mark {
  int line = 0;
  MarkKind kind = MarkKind::kNone;
  NumberedLine numbered;
  DailyLine daily;
};

}  // namespace

class HeaderFinder {
 public:
  HeaderFinder(const Document& document, const DocumentFacts& facts)
      : document_(document), facts_(facts) {}

  // Runs passes until they are over, which is true, or the budget is spent.
  bool Step(Budget& budget);
  std::vector<Header> Take() { return std::move(headers_); }
  double progress() const;

 private:
  // A pass goes on at at_; true when it is over.
  using Pass = bool (HeaderFinder::*)(Budget&);
  bool FindMarks(Budget& budget);
  bool DropDatesInProse(Budget& budget);
  bool AddTitlesAlone(Budget& budget);
  bool AddMissingHeaders(Budget& budget);
  bool ReadHeaders(Budget& budget);
  bool AddTeasers(Budget& budget);
  bool AddLeadingText(Budget& budget);
  bool AddStandAlonePost(Budget& budget);
  static constexpr int kPasses = 8;
  static const Pass kAllPasses[kPasses];

  void FindMark(int line);
  void ReadHeader(const Mark& mark);
  bool IsDateInProse(const Mark& mark, bool daily_document) const;
  void AddMissingBehind(size_t mark);
  void AddTeaser(Header& header, int floor) const;
  void ReadNumberedTitle(const NumberedLine& numbered, Header& header);
  void ReadDailyTitle(const DailyLine& daily, Header& header);
  void TakeTitleLine(int line, Header& header);
  void JoinWrappedTitle(Header& header);
  bool IsTitleAlone(int line, int before) const;
  bool IsUnheadedStart(int line, int before, int last) const;
  bool IsTeaser(int line) const;
  bool IsLinkedTitle(int line) const;
  bool BeginsTitle(int line) const;

  const LineFacts& FactsAt(int line) const { return facts_.of(line); }
  std::string_view Line(int line) const { return document_.line(line); }
  bool IsBlankLine(int line) const { return FactsAt(line).blank; }
  bool IsTitle(int line) const { return IsTitleLike(Line(line), FactsAt(line)); }
  // The nearest line that is not blank, 0 where there is none.
  int NextText(int line) const;
  int PreviousText(int line) const;
  bool EndsWithLink(int line) const;
  bool IsPaperLinkLine(int line) const;

  const Document& document_;
  const DocumentFacts& facts_;
  std::vector<Mark> marks_;
  std::vector<Header> headers_;

  int pass_ = 0;
  size_t at_ = 0;           // how far the pass has come: lines, marks or headers
  std::vector<Mark> kept_;  // the pass's result, which takes the place of marks_ when it is over
  bool daily_ = false;  // of DropDatesInProse: the document is; of AddTitlesAlone: the review is
  int before_ = 0;      // of AddTitlesAlone: the last line with text
  size_t next_ = 0;     // and the mark that comes next
};

int HeaderFinder::NextText(int line) const {
  for (++line; line <= document_.line_count(); ++line) {
    if (!IsBlankLine(line)) return line;
  }
  return 0;
}

int HeaderFinder::PreviousText(int line) const {
  for (--line; line >= 1; --line) {
    if (!IsBlankLine(line)) return line;
  }
  return 0;
}

bool HeaderFinder::EndsWithLink(int line) const {
  if (line == 0 || !FactsAt(line).has_url) return false;
  const std::vector<FoundLink> links = FindLinks(Line(line));
  if (links.empty()) return false;
  const LineFacts rest = FactsOf(Line(line).substr(links.back().end));
  return rest.hebrew + rest.latin + rest.digits == 0;
}

bool HeaderFinder::IsPaperLinkLine(int line) const {
  if (!IsLinkLine(Line(line))) return false;
  const std::vector<FoundLink> links = FindLinks(Line(line));
  return std::any_of(links.begin(), links.end(), [](const FoundLink& link) {
    return RoleOfUrl(link.url).role == LinkRole::kPaper;
  });
}

const HeaderFinder::Pass HeaderFinder::kAllPasses[kPasses] = {
    &HeaderFinder::FindMarks,      &HeaderFinder::DropDatesInProse,
    &HeaderFinder::AddTitlesAlone, &HeaderFinder::AddMissingHeaders,
    &HeaderFinder::ReadHeaders,    &HeaderFinder::AddTeasers,
    &HeaderFinder::AddLeadingText, &HeaderFinder::AddStandAlonePost};

bool HeaderFinder::Step(Budget& budget) {
  while (pass_ < kPasses) {
    if (!(this->*kAllPasses[pass_])(budget)) return false;
    ++pass_;
    at_ = 0;
  }
  return true;
}

double HeaderFinder::progress() const {
  // The first pass takes longest by far.
  const double first = pass_ > 0 ? 1 : static_cast<double>(at_) / (1 + document_.line_count());
  return 0.7 * first + 0.3 * pass_ / kPasses;
}

namespace {

// Whether what follows the prelude can be a title: nothing, Latin, or something short behind a
// date.
bool CanFollowPrelude(const DailyLine& daily) {
  constexpr size_t kLongestHebrewTitle = 160;  // bytes
  if (daily.title.empty()) return true;
  const LineFacts facts = FactsOf(daily.title);
  if (facts.has_url) return false;
  if (facts.latin >= 3 && facts.hebrew * 2 <= facts.latin) return true;
  return daily.banner && daily.date && daily.title.size() <= kLongestHebrewTitle;
}

}  // namespace

bool HeaderFinder::FindMarks(Budget& budget) {
  for (; static_cast<int>(at_) < document_.line_count(); ++at_) {
    if (budget.spent()) return false;
    const int line = static_cast<int>(at_) + 1;
    budget.Spend(1 + FactsAt(line).bytes);
    if (!IsBlankLine(line)) FindMark(line);
  }
  return true;
}

void HeaderFinder::FindMark(int line) {
  Mark mark{line, MarkKind::kNone, {}, {}};
  if (std::optional<NumberedLine> numbered = ReadNumberedLine(Line(line))) {
    mark.kind = MarkKind::kNumbered;
    mark.numbered = std::move(*numbered);
  } else if (std::optional<DailyLine> daily = ReadDailyLine(Line(line));
             daily && CanFollowPrelude(*daily)) {
    const bool sure = daily->banner || daily->emoji || daily->foreign;
    mark.kind = sure ? MarkKind::kDaily : MarkKind::kDateAlone;
    mark.daily = std::move(*daily);
  } else if (FactsAt(line).digits >= 5) {
    if (std::optional<DailyLine> unreadable = ReadUnreadableBanner(Line(line))) {
      mark.kind = MarkKind::kDateAlone;
      mark.daily = std::move(*unreadable);
    }
  }
  if (mark.kind != MarkKind::kNone) marks_.push_back(std::move(mark));
}

// A date at the beginning of a line opens a review of a daily document where a link has ended the
// one before; anywhere else it is part of the text.
bool HeaderFinder::IsDateInProse(const Mark& mark, bool daily_document) const {
  if (mark.kind != MarkKind::kDateAlone) return false;
  const int before = PreviousText(mark.line);
  const int after = NextText(mark.line);
  const bool titled = !mark.daily.title.empty() || (after != 0 && IsTitle(after));
  return !daily_document || !titled || !(before == 0 || EndsWithLink(before));
}

bool HeaderFinder::DropDatesInProse(Budget& budget) {
  if (at_ == 0) {
    daily_ = std::any_of(marks_.begin(), marks_.end(),
                         [](const Mark& mark) { return mark.kind == MarkKind::kDaily; });
  }
  for (; at_ < marks_.size(); ++at_) {
    if (budget.spent()) return false;
    Mark& mark = marks_[at_];
    budget.Spend(1 + FactsAt(mark.line).bytes);
    if (!IsDateInProse(mark, daily_)) kept_.push_back(std::move(mark));
  }
  marks_ = std::exchange(kept_, {});
  return true;
}

// A title alone on its line, between the link of the review before and Hebrew text.
bool HeaderFinder::IsTitleAlone(int line, int before) const {
  constexpr uint32_t kLeastLetters = 12, kLeastHebrew = 8;
  if (!IsTitle(line) || FactsAt(line).latin < kLeastLetters || !EndsWithLink(before)) return false;
  const int after = NextText(line);
  if (after == 0 || FactsAt(after).has_url || FactsAt(after).hebrew == 0) return false;
  const int second = NextText(after);
  const uint32_t hebrew = FactsAt(after).hebrew + (second != 0 ? FactsAt(second).hebrew : 0);
  return hebrew >= kLeastHebrew && hebrew > FactsAt(after).latin / 4;
}

bool HeaderFinder::AddTitlesAlone(Budget& budget) {
  if (at_ == 0) daily_ = false;
  for (; static_cast<int>(at_) < document_.line_count(); ++at_) {
    if (budget.spent()) return false;
    const int line = static_cast<int>(at_) + 1;
    budget.Spend(1 + FactsAt(line).bytes / 4);  // most lines are told by their facts
    if (IsBlankLine(line)) continue;
    if (next_ < marks_.size() && marks_[next_].line == line) {
      daily_ = marks_[next_].kind != MarkKind::kNumbered;
      kept_.push_back(std::move(marks_[next_++]));
    } else if (daily_ && before_ != 0 && IsTitleAlone(line, before_)) {
      kept_.push_back({line, MarkKind::kTitleAlone, {}, {}});
      kept_.back().daily.title = CleanTitle(Line(line));
    }
    before_ = line;
  }
  marks_ = std::exchange(kept_, {});
  return true;
}

// A review without header: prose behind the link line that ended a review with a text of its own,
// and with such a link at its own end.
bool HeaderFinder::IsUnheadedStart(int line, int before, int last) const {
  constexpr uint32_t kLeastLetters = 120;
  if (FactsAt(line).hebrew < kLeastLetters || FactsAt(line).has_url) return false;
  return last > line && IsPaperLinkLine(before) && IsPaperLinkLine(last);
}

bool HeaderFinder::AddMissingHeaders(Budget& budget) {
  for (; at_ < marks_.size(); ++at_) {
    if (budget.spent()) return false;
    const int line = marks_[at_].line;
    AddMissingBehind(at_);
    const int next = at_ + 1 < marks_.size() ? marks_[at_ + 1].line : document_.line_count();
    budget.Spend(static_cast<size_t>(1 + next - line));
  }
  marks_ = std::exchange(kept_, {});
  return true;
}

// Keeps the mark, and what begins between it and the next one.
void HeaderFinder::AddMissingBehind(size_t i) {
  constexpr uint32_t kLeastText = 300;
  const int next_mark = i + 1 < marks_.size() ? marks_[i + 1].line : document_.line_count() + 1;
  const bool daily = marks_[i].kind != MarkKind::kNumbered;
  const int last = PreviousText(next_mark);
  uint32_t letters = 0;  // Hebrew letters read since the review began
  int before = marks_[i].line;
  kept_.push_back(std::move(marks_[i]));
  for (int line = before + 1; daily && line < next_mark; ++line) {
    if (IsBlankLine(line)) continue;
    if (letters >= kLeastText && IsUnheadedStart(line, before, last)) {
      kept_.push_back({line, MarkKind::kNone, {}, {}});
      letters = 0;
    }
    letters += FactsAt(line).hebrew;
    before = line;
  }
}

bool HeaderFinder::ReadHeaders(Budget& budget) {
  for (; at_ < marks_.size(); ++at_) {
    if (budget.spent()) return false;
    budget.Spend(1 + FactsAt(marks_[at_].line).bytes);
    ReadHeader(marks_[at_]);
  }
  return true;
}

void HeaderFinder::ReadHeader(const Mark& mark) {
  Header header;
  header.first_line = mark.line;
  header.last_line = mark.line;
  switch (mark.kind) {
    case MarkKind::kNumbered:
      ReadNumberedTitle(mark.numbered, header);
      break;
    case MarkKind::kDaily:
    case MarkKind::kDateAlone:
      ReadDailyTitle(mark.daily, header);
      break;
    case MarkKind::kTitleAlone:
      TakeTitleLine(mark.line, header);
      header.warnings.push_back({mark.line, "banner-missing", "The header is a title alone."});
      break;
    case MarkKind::kNone:
      header.last_line = mark.line - 1;
      header.warnings.push_back(
          {mark.line, "header-missing", "The review has no header; the link before it ended one."});
      break;
  }
  headers_.push_back(std::move(header));
}

void HeaderFinder::ReadNumberedTitle(const NumberedLine& numbered, Header& header) {
  header.kind = numbered.is_short ? ReviewKind::kShort : ReviewKind::kFull;
  header.number = numbered.number;
  header.date = numbered.date;
  header.names = numbered.names;
  header.credit_adds = numbered.credit_adds;
  if (!numbered.title.empty()) header.title = numbered.title;
  if (numbered.title.empty() && !numbered.open_bold) {
    const int next = NextText(header.last_line);
    if (next != 0 && next <= header.last_line + 2 && IsTitle(next)) TakeTitleLine(next, header);
  } else {
    JoinWrappedTitle(header);
  }
}

void HeaderFinder::TakeTitleLine(int line, Header& header) {
  header.title = CleanTitle(Line(line));
  header.last_line = line;
  JoinWrappedTitle(header);
}

// A title that goes on in the lines right below.
void HeaderFinder::JoinWrappedTitle(Header& header) {
  constexpr int kMostLines = 3;
  for (int i = 0; i < kMostLines && header.last_line < document_.line_count(); ++i) {
    const int next = header.last_line + 1;
    if (IsBlankLine(next) || !IsTitle(next) || !header.title) return;
    std::string_view text = Line(next);
    // The date may stand behind the last line of a wrapped title.
    if (const std::optional<FoundDate> date = FindDate(text); date && !header.date) {
      header.date = date->date;
      text = text.substr(0, date->start);
    }
    const bool after_colon = Trim(Line(header.last_line)).ends_with(':');
    *header.title += (after_colon ? ": " : " ") + CleanTitle(text);
    header.last_line = next;
  }
}

void HeaderFinder::ReadDailyTitle(const DailyLine& daily, Header& header) {
  const int line = header.first_line;
  header.date = daily.date;
  header.names = daily.names;
  if (daily.damaged) {
    header.warnings.push_back({line, "banner-damaged", "The banner was read in spite of damage."});
  }
  if (daily.lost_date) {
    header.warnings.push_back({line, "date-lost", "What stands in the date's place is no date."});
  }
  const bool repeated = !daily.title.empty() && !headers_.empty() && headers_.back().title &&
                        Fold(daily.title) == Fold(*headers_.back().title);
  if (!daily.title.empty()) {
    header.title = daily.title;
    if (!repeated) JoinWrappedTitle(header);
  }
  int next = NextText(header.last_line);
  if (next == 0 || next > header.last_line + 3) return;
  if (!header.title && !header.date) {
    // The date may have a line to itself.
    const std::optional<DailyLine> date_line = ReadDailyLine(Line(next));
    if (date_line && date_line->date && date_line->title.empty()) {
      header.date = date_line->date;
      header.last_line = next;
      next = NextText(next);
      if (next == 0) return;
    }
  }
  if ((header.title && !repeated) || !(BeginsTitle(next) || IsLinkedTitle(next))) return;
  if (repeated) {
    header.warnings.push_back(
        {line, "title-repeated", "The banner repeats the title of the review before."});
  }
  TakeTitleLine(next, header);
}

// A title, or the first line of one that is wrapped behind its colon.
bool HeaderFinder::BeginsTitle(int line) const {
  if (IsTitle(line)) return true;
  std::string_view text = Trim(Line(line));
  if (!text.ends_with(':') || line == document_.line_count() || !IsTitle(line + 1)) return false;
  text.remove_suffix(1);
  return IsTitleLike(text, FactsOf(text));
}

// A title that is the text of a link: "[TITLE](address)" alone on its line.
bool HeaderFinder::IsLinkedTitle(int line) const {
  if (!FactsAt(line).has_url || FactsAt(line).bytes > 600) return false;
  const std::string_view text = Trim(Line(line));
  const std::vector<FoundLink> links = FindLinks(text);
  if (links.size() != 1 || links[0].start != 0 || links[0].end != text.size()) return false;
  const LineFacts facts = FactsOf(links[0].text);
  return facts.latin >= 12 && IsTitleLike(links[0].text, facts);
}

namespace {

struct TeaserRule {
  std::u32string_view opening;  // folded; how the line begins
  std::string_view endings;     // the characters of which it must end in one
};

// Lines above a header that speak to the reader of the review below.
constexpr TeaserRule kTeasers[] = {
    {U"ערב טוב", ",:"},  {U"רב טוב", ",:"}, {U"בוקר טוב", ",:"}, {U"לילה טוב", ",:"},
    {U"שבוע טוב", ",:"}, {U"שלומ ", ",:"},  {U"חברימ", ",:"},    {U"היומ ב", ":"},
    {U"היומ סוקר", ":"}, {U"רוצימ ", "?"},
};

}  // namespace

bool HeaderFinder::IsTeaser(int line) const {
  constexpr uint32_t kLongest = 250;  // bytes
  const LineFacts& facts = FactsAt(line);
  if (facts.blank || facts.has_url || facts.bytes > kLongest) return false;
  const std::u32string folded = Fold32(Trim(Line(line)));
  for (const TeaserRule& rule : kTeasers) {
    const bool ends =
        rule.endings.find(static_cast<char>(folded.back() & 0x7F)) != std::string_view::npos;
    if (ends && folded.back() < 0x80 && BeginsLike(folded, rule.opening)) return true;
  }
  return false;
}

bool HeaderFinder::AddTeasers(Budget& budget) {
  for (; at_ < headers_.size(); ++at_) {
    if (budget.spent()) return false;
    budget.Spend(1 + FactsAt(headers_[at_].first_line).bytes);
    AddTeaser(headers_[at_], at_ > 0 ? headers_[at_ - 1].last_line : 0);
  }
  return true;
}

// Puts the lines above the header that belong to it, and lie below `floor`, into it.
void HeaderFinder::AddTeaser(Header& header, int floor) const {
  if (header.last_line < header.first_line) return;
  int line = PreviousText(header.first_line);
  if (line <= floor || line < header.first_line - 3 || !IsTeaser(line)) return;
  // Short lines right above a teaser belong to it.
  while (line - 1 > floor && !IsBlankLine(line - 1) && FactsAt(line - 1).bytes <= 250 &&
         !FactsAt(line - 1).has_url) {
    --line;
  }
  header.first_line = line;
}

// What stands above the first header: a few short lines are its teaser, more is a review whose
// beginning is lost.
bool HeaderFinder::AddLeadingText(Budget&) {
  constexpr int kMostTeaserLines = 3;
  constexpr uint32_t kMostTeaserBytes = 500;
  if (headers_.empty()) return true;
  Header& first = headers_.front();
  int lines = 0, start = 0;
  uint32_t bytes = 0;
  for (int line = 1; line < first.first_line; ++line) {
    if (IsBlankLine(line)) continue;
    if (start == 0) start = line;
    ++lines;
    bytes += FactsAt(line).bytes;
  }
  if (lines == 0) return true;
  if (lines <= kMostTeaserLines && bytes <= kMostTeaserBytes) {
    first.first_line = start;
    return true;
  }
  Header lost;
  lost.first_line = start;
  lost.last_line = start - 1;
  lost.kind = first.kind;
  lost.warnings.push_back({start, "header-missing", "The text above the first header has none."});
  headers_.insert(headers_.begin(), std::move(lost));
  return true;
}

namespace {

// The title at the end of a line that leads to it: "... ושמו: TITLE".
std::string TitleBehindColon(std::string_view line) {
  const size_t colon = line.find(": ");
  if (colon == std::string_view::npos) return "";
  const std::string_view tail = line.substr(colon + 2);
  const LineFacts facts = FactsOf(tail);
  return facts.latin >= 12 && facts.hebrew == 0 && IsTitleLike(tail, facts) ? CleanTitle(tail) : "";
}

}  // namespace

// A document without any header is one post when it reads like one: Hebrew prose, and near its top
// a title, alone on its line or behind the words that lead to it.
bool HeaderFinder::AddStandAlonePost(Budget&) {
  constexpr int kLinesLookedAt = 12;
  constexpr uint32_t kLeastHebrew = 200;
  if (!headers_.empty()) return true;
  uint32_t hebrew = 0;
  for (int line = 1; line <= document_.line_count(); ++line) hebrew += FactsAt(line).hebrew;
  if (hebrew < kLeastHebrew) return true;
  const int first = NextText(0);
  int line = first;
  for (int i = 0; i < kLinesLookedAt && line != 0; ++i, line = NextText(line)) {
    Header header;
    header.first_line = first;
    header.last_line = line;
    header.kind = ReviewKind::kPost;
    if (IsTitle(line) && FactsAt(line).latin >= 8) {
      TakeTitleLine(line, header);
    } else if (std::string title = TitleBehindColon(Line(line)); !title.empty()) {
      header.title = std::move(title);
    } else {
      continue;
    }
    headers_.push_back(std::move(header));
    return true;
  }
  return true;
}

HeaderSearch::HeaderSearch(const Document& document, const DocumentFacts& facts)
    : finder_(std::make_unique<HeaderFinder>(document, facts)) {}
HeaderSearch::~HeaderSearch() = default;
bool HeaderSearch::Step(Budget& budget) { return finder_->Step(budget); }
std::vector<Header> HeaderSearch::Take() { return finder_->Take(); }
double HeaderSearch::progress() const { return finder_->progress(); }

std::vector<Header> FindHeaders(const Document& document, const DocumentFacts& facts) {
  HeaderSearch search(document, facts);
  Budget all(std::string::npos);
  while (!search.Step(all)) {
  }
  return search.Take();
}

}  // namespace skira
