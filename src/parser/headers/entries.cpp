#include "parser/headers/entries.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "parser/blocks/block_lines.h"
#include "parser/blocks/block_words.h"
#include "parser/fields/labels.h"
#include "parser/headers/dates.h"
#include "parser/headers/entry_head.h"
#include "parser/headers/line_shape.h"
#include "parser/headers/people.h"
#include "parser/headers/title.h"
#include "parser/headers/weights.h"
#include "parser/headers/words.h"
#include "parser/links/links.h"
#include "review/calendar.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// A line that opens something, and the head that it opens.
struct Opening {
  int line = 0;
  EntryHead head;
};

// The lines of one shape, by their indices in the list of openings.
struct Group {
  std::string shape;
  std::vector<size_t> openings;
  double score = 0;
};

// The shape of whatever line is behind a rule, or the document's first.
constexpr const char* kBehindRule = "R";

// Letters that make a text: of the first entry, and of others, whose review may be a short
// sentence.
constexpr int kLeastProse = 40, kLeastText = 16;

class EntryFinder {
 public:
  // `unmarked`: nothing else of the document tells where its reviews begin.
  EntryFinder(const HeaderLines& lines, bool unmarked) : lines_(lines), unmarked_(unmarked) {}

  // The entries, in their order; empty where no shape recurs above reviews.
  std::vector<HeaderCandidate> Find();

 private:
  void FindOpenings();
  bool Opens(int line) const;
  void CountText();
  bool IsProse(int line) const;
  int End(const Group& group, size_t i) const;
  void DropWithoutText(Group& group);
  bool Closes(const Group& group) const;
  double ScoreOf(const Group& group);
  double ScoreOfAbove(int first) const;
  double ScoreOfOrder(const Group& group) const;
  bool IsCountedList(const Group& group, double titles) const;
  bool IsListOfTitles(const Group& group, double titles, bool ruled);
  bool IsBetter(const Group& group, const Group& than) const;
  void TakeLinesAbove(int floor, HeaderCandidate& entry) const;
  void TakeHeadingsAbove(int floor, HeaderCandidate& entry) const;
  void FindWriters();
  void InferYears(std::vector<HeaderCandidate>& entries) const;
  const EntryHead& HeadOf(size_t opening);
  template <typename Counts>
  static int Between(const Counts& counts, int from, int to) {
    return counts[static_cast<size_t>(to)] - counts[static_cast<size_t>(from)];
  }

  const HeaderLines& lines_;
  const bool unmarked_;
  std::vector<Opening> openings_;
  std::vector<Group> groups_;
  std::set<std::string> writers_;  // names in italics that come back
  // Of the lines before line i + 1, summed up: letters of prose, letters of all but headings and
  // links, links to papers, links that stand alone.
  std::vector<int> prose_, text_, papers_, links_;
};

// Whether a line may be the first of an entry: what is above has ended.
bool EntryFinder::Opens(int line) const {
  if (line == 1 || lines_.facts(line - 1).blank || IsRule(lines_.text(line - 1))) return true;
  return HashLevel(lines_.text(line)) > 0 || lines_.EndsWithLink(line - 1);
}

void EntryFinder::FindOpenings() {
  std::unordered_map<std::string, size_t> by_shape;
  size_t fence = 0;
  for (int line = lines_.Next(0); line != 0; line = lines_.Next(line)) {
    const std::string_view text = lines_.text(line);
    if (const size_t length = FenceLength(text); fence > 0 || length > 0) {
      fence = fence == 0 ? length : length >= fence ? 0 : fence;
      continue;
    }
    std::vector<std::string> shapes = ShapesOf(text, lines_.facts(line));
    const int above = lines_.Previous(line);
    const bool parted = above == 0 || IsParting(lines_.text(above));
    if (unmarked_ && parted && !IsParting(text)) shapes.emplace_back(kBehindRule);
    const bool stamp = !shapes.empty() && shapes.front() == "S";
    if (shapes.empty() || !(stamp || Opens(line))) continue;
    for (const std::string& shape : shapes) {
      const auto [found, added] = by_shape.emplace(shape, groups_.size());
      if (added) groups_.push_back({shape, {}, 0});
      groups_[found->second].openings.push_back(openings_.size());
    }
    openings_.push_back({line, {}});
  }
}

// Running text, which a review has and a heading, a field or a link has not.
bool EntryFinder::IsProse(int line) const {
  constexpr uint32_t kLeastBytes = 60;
  const LineFacts& facts = lines_.facts(line);
  const std::string_view text = lines_.text(line);
  return facts.bytes >= kLeastBytes && HashLevel(text) == 0 && !Trim(text).starts_with('|') &&
         !(facts.has_url && IsLinkLine(text));
}

void EntryFinder::CountText() {
  const size_t size = static_cast<size_t>(lines_.count()) + 1;
  prose_.assign(size, 0);
  text_.assign(size, 0);
  papers_.assign(size, 0);
  links_.assign(size, 0);
  for (int line = 1; line <= lines_.count(); ++line) {
    const LineFacts& facts = lines_.facts(line);
    const auto i = static_cast<size_t>(line);
    const auto letters = static_cast<int>(facts.hebrew + facts.latin + facts.foreign);
    int papers = 0, alone = 0;
    if (facts.has_url) {
      for (const FoundLink& link : FindLinks(lines_.text(line))) {
        papers += RoleOfUrl(link.url).role == LinkRole::kPaper;
      }
      alone = IsLinkLine(lines_.text(line));
    }
    const bool other = alone > 0 || HashLevel(lines_.text(line)) > 0;
    prose_[i] = prose_[i - 1] + (IsProse(line) ? letters : 0);
    text_[i] = text_[i - 1] + (other ? 0 : letters);
    papers_[i] = papers_[i - 1] + papers;
    links_[i] = links_[i - 1] + alone;
  }
}

// The last line of the group's entry `i`.
int EntryFinder::End(const Group& group, size_t i) const {
  return i + 1 < group.openings.size() ? openings_[group.openings[i + 1]].line - 1 : lines_.count();
}

// Whether the lines stand below what they belong to: text is above the first and none behind the
// last.
bool EntryFinder::Closes(const Group& group) const {
  const int first = openings_[group.openings.front()].line;
  const int last = openings_[group.openings.back()].line;
  return Between(prose_, 0, first - 1) >= kLeastProse &&
         Between(text_, last, lines_.count()) < kLeastText;
}

// Openings right above another of the same shape are the document's title, or a part's. A review
// may be a short sentence; below a document's title stand its writer and a date.
void EntryFinder::DropWithoutText(Group& group) {
  std::vector<size_t> kept;
  for (size_t i = 0; i < group.openings.size(); ++i) {
    const int line = openings_[group.openings[i]].line, end = End(group, i);
    const bool text =
        i == 0 ? Between(prose_, line - 1, end) >= kLeastProse ||
                     Between(text_, HeadOf(group.openings[i]).last_read, end) >= kLeastText
               : Between(text_, line, end) >= kLeastText;
    if (text) kept.push_back(group.openings[i]);
  }
  const bool most = (group.openings.size() - kept.size()) * 3 <= group.openings.size();
  group.openings = most ? std::move(kept) : std::vector<size_t>();
}

const EntryHead& EntryFinder::HeadOf(size_t opening) {
  Opening& one = openings_[opening];
  if (one.head.header.first_line == 0) one.head = ReadEntryHead(lines_, one.line, writers_);
  return one.head;
}

// What is above the first entry: a few words on the document, or a review that the shape misses.
double EntryFinder::ScoreOfAbove(int first) const {
  constexpr int kIntroduction = 400;  // letters
  if (Between(papers_, 0, first - 1) > 0) return weights::kReviewAbove;
  return Between(prose_, 0, first - 1) > kIntroduction ? weights::kTextAbove : 0;
}

// Numbers that grow by one, dates that go one way.
double EntryFinder::ScoreOfOrder(const Group& group) const {
  const size_t pairs = group.openings.size() - 1;
  size_t next = 0, grow = 0, fall = 0;
  for (size_t i = 0; i < pairs; ++i) {
    const Opening &one = openings_[group.openings[i]], &two = openings_[group.openings[i + 1]];
    const int first = OrdinalValue(WithoutLeadingMarks(lines_.text(one.line)));
    const int second = OrdinalValue(WithoutLeadingMarks(lines_.text(two.line)));
    next += first > 0 && second == first + 1;
    if (!one.head.header.date || !two.head.header.date) continue;
    const int days = DayNumber(*two.head.header.date) - DayNumber(*one.head.header.date);
    grow += days >= 0;
    fall += days <= 0;
  }
  double score = 0;
  if (next == pairs) score += weights::kCounted;
  if (grow == pairs || fall == pairs) score += weights::kDatesInOrder;
  return score;
}

// Whether a group is a list of papers that says nothing else of them: Latin titles that are counted
// from the document's first line on.
bool EntryFinder::IsCountedList(const Group& group, double titles) const {
  constexpr size_t kLeast = 3;
  const size_t size = group.openings.size();
  return size >= kLeast && titles >= static_cast<double>(size) &&
         openings_[group.openings.front()].line == lines_.Next(0) &&
         ScoreOfOrder(group) >= weights::kCounted;
}

// Whether a group is the top headings of a document that says nothing else of its papers, or what
// is set off between rules there: Latin titles, most of them as long as papers' are.
bool EntryFinder::IsListOfTitles(const Group& group, double titles, bool ruled) {
  constexpr size_t kLeast = 3;
  constexpr std::ptrdiff_t kLeastSpaces = 3;
  const size_t size = group.openings.size();
  const bool top =
      group.shape.starts_with("H1") && openings_[group.openings.front()].line == lines_.Next(0);
  if (!(top || ruled) || size < kLeast || titles < static_cast<double>(size)) return false;
  size_t full = 0;
  for (const size_t opening : group.openings) {
    const std::string& title = *HeadOf(opening).header.title;
    full += title.find(": ") != title.npos ||
            std::count(title.begin(), title.end(), ' ') >= kLeastSpaces;
  }
  return full * 2 > size;
}

// A line that is a date and a few words at most, as one below a review.
bool IsDateAlone(std::string_view line) {
  constexpr size_t kLongest = 80;  // bytes
  return line.size() <= kLongest && FindDate(line).has_value();
}

double EntryFinder::ScoreOf(const Group& group) {
  const auto count = static_cast<double>(group.openings.size());
  double links = 0, linked = 0, named = 0, dates = 0, writers = 0, labels = 0, titles = 0,
         rules = 0, stamps = 0, closed = 0;
  for (size_t i = 0; i < group.openings.size(); ++i) {
    const EntryHead& head = HeadOf(group.openings[i]);
    const int line = openings_[group.openings[i]].line;
    const int papers = Between(papers_, line - 1, End(group, i));
    const double link = papers > 0                                     ? weights::kEntryLink
                        : Between(links_, line - 1, End(group, i)) > 0 ? weights::kEntryOtherLink
                                                                       : 0;
    links += link;
    linked += link > 0;
    dates += head.header.date.has_value();
    writers += !head.header.names.empty();
    labels += head.labelled_title;
    titles += head.latin_title && head.set_off;
    named += head.latin_title;
    stamps += head.stamp;
    const int above = lines_.Previous(line);
    rules += above > 0 && IsParting(lines_.text(above));
    const int end = lines_.Previous(End(group, i) + 1);
    closed += end > line && lines_.EndsWithLink(end);
    dates += !head.header.date && end > line && IsDateAlone(lines_.text(end));
  }
  // Behind a rule a section may begin, too: a review's first sentence names its paper.
  if (group.shape == kBehindRule && (named < count || rules < count - 1)) return 0;
  // Of most entries, or of none.
  const auto share = [&](double all) {
    return all / count >= weights::kMostEntries ? all / count : 0;
  };
  if (share(linked) <= 0) links = 0;
  const double paper = links / count + share(dates) * weights::kEntryDate +
                       share(writers) * weights::kEntryWriter +
                       share(labels) * weights::kEntryLabel;
  if (share(stamps) > 0 && links == 0) return 0;
  if (paper <= 0) {
    const bool list =
        IsCountedList(group, titles) || IsListOfTitles(group, titles, rules >= count - 1);
    return list ? weights::kLeastEntries : 0;
  }
  double score = paper + share(titles) * weights::kEntryTitle;
  if (rules >= count - 1) score += weights::kEntryRule;
  if (closed >= count) score += weights::kEntryClosed;
  if (group.shape != "T") score += weights::kEntrySetOff;
  return score + ScoreOfOrder(group) + ScoreOfAbove(openings_[group.openings.front()].line);
}

// Of two that say as much the one of more lines, then the one that opens first: the other is a line
// of its head.
bool EntryFinder::IsBetter(const Group& group, const Group& than) const {
  constexpr double kAlike = 0.01;
  if (std::abs(group.score - than.score) > kAlike) return group.score > than.score;
  if (group.openings.size() != than.openings.size()) {
    return group.openings.size() > than.openings.size();
  }
  return openings_[group.openings.front()].line < openings_[than.openings.front()].line;
}

// A writer and a date on lines of their own above a title.
void EntryFinder::TakeLinesAbove(int floor, HeaderCandidate& entry) const {
  constexpr uint32_t kLongest = 60;  // bytes
  constexpr int kMostLines = 3;
  Header& header = entry.header;
  std::vector<std::string> names;
  std::string printed;
  std::optional<Date> date;
  int first = header.first_line;
  for (int i = 0, line = lines_.Previous(first); i < kMostLines && line > floor;
       ++i, line = lines_.Previous(line)) {
    const LineFacts& facts = lines_.facts(line);
    const std::string_view text = Trim(lines_.text(line));
    if (facts.bytes > kLongest || facts.has_url) break;
    const std::optional<FoundDate> found = FindDate(text);
    if (found && found->start == 0 && found->end == text.size() && !date) {
      date = found->date;
      printed = text;
    } else if (MayBeWriter(text) && names.empty()) {
      names = {std::string(text)};
    } else {
      break;
    }
    first = line;
  }
  if (!date || header.date) return;
  header.date = date;
  entry.printed_date = printed;
  header.first_line = first;
  if (header.names.empty() && !names.empty()) {
    header.series_words.push_back(names.front());
    header.names = NamesIn(names.front());
  }
}

// Headings of higher levels right above an entry that is a heading: the part that it opens. A date
// among them is the entry's.
void EntryFinder::TakeHeadingsAbove(int floor, HeaderCandidate& entry) const {
  Header& header = entry.header;
  int level = HashLevel(lines_.text(header.first_line));
  for (int line = lines_.Previous(header.first_line); level > 1 && line > floor;
       line = lines_.Previous(line)) {
    const std::string_view text = lines_.text(line);
    const int higher = HashLevel(text);
    if (higher == 0 || higher >= level) return;
    level = higher;
    header.first_line = line;
    const std::string title = CleanTitle(text);
    const std::optional<FoundDate> date = FindDate(title);
    if (date && !header.date && date->start == 0 && date->end == title.size()) {
      header.date = date->date;
      entry.printed_date = title;
    } else {
      header.text_lines.insert(header.text_lines.begin(), line);
    }
  }
}

// Names alone on a line in italics, where some come back: subtitles do not.
void EntryFinder::FindWriters() {
  std::map<std::string, int> counts;
  int all = 0;
  for (int line = lines_.Next(0); line != 0; line = lines_.Next(line)) {
    const Byline byline = BylineOf(lines_.text(line));
    if (byline.name.empty() || byline.pen) continue;
    ++counts[std::string(byline.name)];
    ++all;
  }
  constexpr int kShare = 7;  // of ten that may be different
  if (all < 2 || static_cast<int>(counts.size()) * 10 > all * kShare) return;
  for (const auto& [name, count] : counts) writers_.insert(name);
}

// The only year that the lines above the first entry print, for dates without one ("March 4").
void EntryFinder::InferYears(std::vector<HeaderCandidate>& entries) const {
  constexpr int kFirst = 2000, kLast = 2099;
  int year = 0;
  bool several = false;
  for (int line = lines_.Next(0); line < entries.front().header.first_line;
       line = lines_.Next(line)) {
    const std::string_view text = lines_.text(line);
    for (size_t i = 0; i < text.size();) {
      size_t end = i;
      int number = 0;
      for (; end < text.size() && end - i < 5 && IsAsciiDigit(text[end]); ++end) {
        number = number * 10 + text[end] - '0';
      }
      if (end - i == 4 && number >= kFirst && number <= kLast) {
        several |= year != 0 && year != number;
        year = number;
      }
      i = std::max(end, i + 1);
    }
  }
  for (HeaderCandidate& entry : entries) {
    Header& header = entry.header;
    if (header.date || entry.date_rest.empty()) continue;
    // Of "3.2" and of "March 4".
    const size_t separator = entry.date_rest.find_first_of("./");
    const std::string joint(1, separator == std::string::npos ? ' ' : entry.date_rest[separator]);
    const auto date = FindDate(entry.date_rest + joint + std::to_string(year));
    if (year != 0 && !several && date) {
      header.date = date->date;
      header.warnings.push_back({header.first_line, "date-repaired",
                                 "The year is that of the lines above: " + std::to_string(year)});
    } else {
      header.warnings.push_back(
          {header.first_line, "date-lost", "The date has no year: " + entry.date_rest});
    }
    header.series_words.push_back(entry.date_rest);
    entry.date_rest.clear();
  }
}

std::vector<HeaderCandidate> EntryFinder::Find() {
  FindOpenings();
  std::erase_if(groups_, [](const Group& group) { return group.openings.size() < 2; });
  if (groups_.empty()) return {};
  CountText();
  FindWriters();
  const Group* best = nullptr;
  for (Group& group : groups_) {
    if (Closes(group)) continue;
    DropWithoutText(group);
    if (group.openings.size() < 2) continue;
    group.score = ScoreOf(group);
    if (group.score < weights::kLeastEntries) continue;
    if (best == nullptr || IsBetter(group, *best)) best = &group;
  }
  std::vector<HeaderCandidate> entries;
  if (best == nullptr) return entries;
  for (const size_t opening : best->openings) {
    EntryHead& head = openings_[opening].head;
    HeaderCandidate entry;
    entry.marked = best->shape == "T" ? Marked::kTitle : Marked::kShape;
    entry.weight = weights::kEntry;
    entry.head_end = head.last_read;
    entry.latin_title = head.latin_title;
    entry.labelled_title = head.labelled_title;
    entry.hash = HashLevel(lines_.text(openings_[opening].line)) > 0;
    entry.printed_date = std::move(head.printed_date);
    entry.date_rest = std::move(head.day);
    entry.header = std::move(head.header);
    if (best->score < weights::kSureEntries) {
      entry.header.warnings.push_back(
          {entry.header.first_line, "division-doubtful",
           "Taken for the beginning of a review because lines of its kind come back."});
    }
    const int floor = entries.empty() ? 0 : entries.back().header.last_line;
    if (best->shape == "T") TakeLinesAbove(floor, entry);
    if (best->shape.starts_with("H") && !entries.empty()) TakeHeadingsAbove(floor, entry);
    entries.push_back(std::move(entry));
  }
  InferYears(entries);
  return entries;
}

// Adds what a candidate of the same lines says and the entry does not.
void AddTo(HeaderCandidate& entry, HeaderCandidate& candidate) {
  Header &to = entry.header, &from = candidate.header;
  if (!to.number) to.number = from.number;
  if (!to.date && from.date) {
    to.date = from.date;
    entry.printed_date = candidate.printed_date;
  }
  if (to.names.empty()) to.names = from.names;
  if (candidate.marked == Marked::kLines && candidate.weight >= weights::kDate) to.kind = from.kind;
  std::move(from.series_words.begin(), from.series_words.end(),
            std::back_inserter(to.series_words));
}

// Whether an entry tells the title from what the candidate has beside it: a label, a writer.
bool IsMoreExact(const HeaderCandidate& entry, const HeaderCandidate& candidate) {
  const Header &exact = entry.header, &other = candidate.header;
  const std::optional<Labelled> cut = CutLabel(*other.title);  // "From: NAME"
  if (entry.labelled_title || (cut && cut->kind != LabelKind::kNone)) return true;
  if (exact.title && other.title->ends_with(": " + *exact.title)) return true;
  return exact.title && !exact.names.empty() && other.names.empty() &&
         exact.title->size() < other.title->size() &&
         other.title->find(*exact.title) != std::string::npos;
}

// Whether known marks say where the reviews begin: banners and "Review 12".
bool IsMarked(const HeaderCandidate& candidate) {
  return candidate.banner || candidate.header.kind == ReviewKind::kFull ||
         candidate.header.kind == ReviewKind::kShort;
}

}  // namespace

std::vector<HeaderCandidate> JoinEntries(const HeaderLines& lines,
                                         std::vector<HeaderCandidate> candidates) {
  if (std::any_of(candidates.begin(), candidates.end(), IsMarked)) return candidates;
  std::vector<HeaderCandidate> entries = EntryFinder(lines, candidates.empty()).Find();
  if (entries.empty()) return candidates;
  size_t inside = 0;  // candidates that are in the text of an entry, or above the first
  size_t titled = 0;  // those of them that have a paper's title
  size_t heads = 0;   // entries of which a candidate says the same
  bool same = entries.size() == candidates.size();
  size_t at = 0;
  for (HeaderCandidate& candidate : candidates) {
    const int line = candidate.header.first_line;
    while (at < entries.size() && entries[at].head_end < line) ++at;
    const bool of_head =
        at < entries.size() && entries[at].header.first_line <= candidate.header.last_line;
    if (candidate.marked == Marked::kLines && candidate.weight >= weights::kDate) {
      inside += !of_head;
      titled += !of_head && candidate.latin_title;
      heads += of_head && candidate.latin_title;
    }
    if (candidate.stamp && !of_head && at > 0) {
      entries[at - 1].header.warnings.push_back(
          {line, "message-without-review",
           "A message that is no review was put to the one above."});
    }
    same = same && of_head && entries[at].header.first_line == line;
  }
  // Known words mark all that the shape finds, and more of the kind.
  if (titled > 0 && titled == inside && heads == entries.size()) return candidates;
  if (inside >= entries.size()) return candidates;
  at = 0;
  for (HeaderCandidate& candidate : candidates) {
    while (at < entries.size() && entries[at].head_end < candidate.header.first_line) ++at;
    if (at == entries.size()) break;
    if (entries[at].header.first_line > candidate.header.last_line) continue;
    // Where both begin alike, what was read by known words is surer, but for what it has not; that
    // a review begins there is as sure as either says.
    if (same && candidate.header.title && !IsMoreExact(entries[at], candidate)) {
      std::swap(entries[at], candidate);
      entries[at].head_end = candidate.head_end;
      entries[at].weight = std::max(entries[at].weight, candidate.weight);
      entries[at].marked = candidate.marked;
    }
    AddTo(entries[at], candidate);
  }
  return entries;
}

namespace {

// The words before the title's first colon with digits as one sign; empty where there is none.
std::string LeadOf(std::string_view title) {
  constexpr size_t kLongest = 40;  // bytes
  const size_t colon = title.find(": ");
  if (colon == title.npos || colon > kLongest) return "";
  return WithoutNumbers(title.substr(0, colon));
}

// Whether words before a colon only say that a title follows: "סקירת מאמר", "Paper review".
bool LeadsToTitle(std::string_view lead) {
  const LabelKind kind = KindOfLabel(lead);
  if (kind == LabelKind::kTitle || kind == LabelKind::kSubject) return true;
  bool hebrew = false, review = false;
  for (size_t i = 0; i < lead.size();) {
    size_t end = lead.find(' ', i);
    if (end == lead.npos) end = lead.size();
    const std::u32string word = Fold32(lead.substr(i, end - i));
    const WordPart part = FindHeaderWord(word, false).part;
    if (part != WordPart::kSeries && part != WordPart::kReview && part != WordPart::kDaily) {
      return false;
    }
    hebrew |= IsHebrewLetter(word[0]);
    review |= i > 0;
    i = end + 1;
  }
  return hebrew || review;
}

// The words of a sentence that leads to a title, beside those that headers have. Folded.
constexpr std::u32string_view kLeadWords[] = {U"על",    U"את",    U"הוא",   U"היא",
                                              U"בשמ",   U"סקרתי", U"נסקור", U"סקרנו",
                                              U"אסקור", U"קראתי", U"קראנו", U"היומ"};

// How many bytes of a title are Hebrew words that only lead to its Latin rest: "היא על TITLE",
// 'על המאמר "TITLE"'. 0 where none do.
size_t LeadInWords(std::string_view title) {
  constexpr uint32_t kLeastLetters = 12;
  size_t at = 0;
  for (;;) {
    const size_t end = title.find(' ', at);
    if (end == title.npos) return 0;
    const std::u32string word = Fold32(title.substr(at, end - at));
    if (word.empty() || !IsHebrewLetter(word[0])) break;
    const bool leads =
        std::find(std::begin(kLeadWords), std::end(kLeadWords), word) != std::end(kLeadWords) ||
        FindHeaderWord(word, false).part != WordPart::kNone;
    if (!leads) return 0;
    at = end + 1;
  }
  const LineFacts rest = FactsOf(title.substr(at));
  return rest.latin >= kLeastLetters && rest.hebrew == 0 ? at : 0;
}

// What stands in quotes that are about all of a title.
std::string WithoutQuotes(std::string title) {
  for (const auto& [open, close] : kTitleQuotes) {
    const size_t both = open.size() + close.size();
    if (title.size() <= both || !title.starts_with(open) || !title.ends_with(close)) continue;
    std::string inside = title.substr(open.size(), title.size() - both);
    if (inside.find(close) == inside.npos) return inside;
  }
  return title;
}

// The title that a line has in quotes before its authors: "TITLE" / Levi, Cohen.
std::string OutOfQuotes(const std::string& title) {
  constexpr size_t kLeast = 8;  // bytes
  static constexpr std::string_view kBehind[] = {" / ", "/",    " - ",   " – ", " — ",
                                                 " | ", " by ", " מאת ", ", "};
  for (const auto& [open, closing] : kTitleQuotes) {
    if (!title.starts_with(open)) continue;
    const size_t close = title.find(closing, open.size());
    if (close == title.npos || close < kLeast) continue;
    const std::string_view behind = std::string_view(title).substr(close + closing.size());
    const bool separated =
        std::any_of(std::begin(kBehind), std::end(kBehind),
                    [&](std::string_view one) { return behind.starts_with(one); });
    if (separated) return title.substr(open.size(), close - open.size());
  }
  return title;
}

// Where the bracket behind a title opens that may hold its writer, "TITLE (NAME)"; npos for none.
size_t BracketOfWriter(std::string_view title) {
  const size_t open = title.rfind(" (");
  if (open == title.npos || open == 0 || !title.ends_with(')')) return title.npos;
  const std::string_view inside = title.substr(open + 2, title.size() - open - 3);
  return inside.find(' ') != inside.npos && MayBeWriter(inside) ? open : title.npos;
}

// What is in brackets behind a title is what the paper's method is called, or who reviewed it: the
// latter where most titles have one.
void TakeWritersInBrackets(std::vector<Header>& headers) {
  size_t brackets = 0;
  for (const Header& header : headers) {
    const bool may = header.title && header.names.empty();
    brackets += may && BracketOfWriter(*header.title) != std::string::npos;
  }
  if (brackets < 2 || brackets * 3 < headers.size() * 2) return;
  for (Header& header : headers) {
    if (!header.title || !header.names.empty()) continue;
    const size_t open = BracketOfWriter(*header.title);
    if (open == std::string::npos) continue;
    const std::string name = header.title->substr(open + 2, header.title->size() - open - 3);
    header.names = NamesIn(name);
    header.series_words.push_back(name);
    header.title = CleanTitle(header.title->substr(0, open));
  }
}

// Numbers and letters that only count the titles, where most have one.
void TakeOrdinals(std::vector<Header>& headers) {
  size_t counted = 0;
  for (const Header& header : headers) {
    counted += header.title && !PlainOrdinal(*header.title).empty();
  }
  if (counted < 2 || counted * 3 < headers.size() * 2) return;
  for (Header& header : headers) {
    if (!header.title || PlainOrdinal(*header.title).empty()) continue;
    header.series_words.emplace_back(PlainOrdinal(*header.title));
    header.title->erase(0, OrdinalLength(*header.title));
  }
}

// What mail puts in front of a subject ("Fwd: ", "[list] "), in bytes.
size_t MailMarks(std::string_view title) {
  size_t at = 0;
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : {"Fwd: ", "FW: ", "Re: ", "RE: "}) {
      if (!title.substr(at).starts_with(mark)) continue;
      at += mark.size();
      again = true;
    }
  }
  const size_t close = title.substr(at).starts_with('[') ? title.find("] ", at) : title.npos;
  return close == title.npos ? at : close + 2;
}

}  // namespace

void MendTitles(std::vector<Header>& headers) {
  TakeWritersInBrackets(headers);
  TakeOrdinals(headers);
  size_t tagged = 0;
  for (const Header& header : headers) tagged += header.title && MailMarks(*header.title) > 0;
  for (Header& header : headers) {
    if (!header.title) continue;
    if (const size_t marks = MailMarks(*header.title);
        marks > 0 && tagged * 3 > headers.size() * 2) {
      header.series_words.push_back(header.title->substr(0, marks));
      header.title->erase(0, marks);
    }
    if (const size_t lead = LeadInWords(*header.title); lead > 0) {
      header.series_words.push_back(header.title->substr(0, lead));
      header.title = CleanTitle(header.title->substr(lead));
    }
    header.title = OutOfQuotes(WithoutQuotes(std::move(*header.title)));
    if (header.names == NamesIn(*header.title)) header.names.clear();  // "12.3.25 | TITLE"
  }
  std::unordered_map<std::string, size_t> counts;
  for (const Header& header : headers) {
    if (header.title) ++counts[LeadOf(*header.title)];
  }
  for (Header& header : headers) {
    const std::string lead = header.title ? LeadOf(*header.title) : "";
    if (lead.empty()) continue;
    const std::string_view title = *header.title;
    const size_t colon = title.find(": ");
    const std::string rest = CleanTitle(title.substr(colon + 2));
    const LineFacts facts = FactsOf(rest);
    constexpr uint32_t kLeastLetters = 4;
    if (facts.hebrew + facts.latin + facts.foreign < kLeastLetters) continue;
    const bool shared = counts[lead] >= 2 && counts[lead] * 3 >= headers.size() * 2 &&
                        header.kind == ReviewKind::kPost;
    const bool says = LeadsToTitle(title.substr(0, colon));
    if (!shared && !says) continue;
    if (says) header.series_words.emplace_back(title.substr(0, colon));
    header.title = rest;
  }
}

}  // namespace skira
