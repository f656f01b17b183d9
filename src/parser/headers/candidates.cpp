#include "parser/headers/candidates.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "parser/blocks/block_lines.h"
#include "parser/fields/fields.h"
#include "parser/fields/labels.h"
#include "parser/headers/dates.h"
#include "parser/headers/line_shape.h"
#include "parser/headers/people.h"
#include "parser/headers/title.h"
#include "parser/headers/weights.h"
#include "parser/links/links.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr int kMostBlank = 2;  // blank lines between two lines of one header

// Builds one candidate: from a line that says something downwards, line by line.
class CandidateBuilder {
 public:
  CandidateBuilder(const HeaderLines& lines, const Evidence& evidence)
      : lines_(lines), evidence_(evidence) {}

  // `before`: the title of the candidate above, if it has one.
  HeaderCandidate Build(int line, const HeaderLine& said, int floor, std::string before) {
    candidate_ = {};
    title_before_ = std::move(before);
    byline_ = false;
    Header& header = candidate_.header;
    header.first_line = header.last_line = line;
    TakeSaid(line, said);
    TakeLinesBelow();
    if (!header.title && !headlines_.empty()) PromoteHeadline();
    if (!header.title || !candidate_.latin_title) TakeTitleAbove(floor);
    header.text_lines = std::move(headlines_);
    std::sort(header.text_lines.begin(), header.text_lines.end());
    headlines_.clear();
    return std::move(candidate_);
  }

  // The same from a heading that no words mark.
  HeaderCandidate BuildHeading(int line, std::string title) {
    candidate_ = {};
    byline_ = false;
    title_before_.clear();
    candidate_.marked = Marked::kHeading;
    candidate_.hash = candidate_.latin_title = true;
    Header& header = candidate_.header;
    header.first_line = header.last_line = line;
    header.kind = ReviewKind::kPost;
    header.title = std::move(title);
    TakeLinesBelow();
    header.text_lines = std::move(headlines_);
    headlines_.clear();
    candidate_.weight = weights::kLinkedHeading;
    return std::move(candidate_);
  }

 private:
  void TakeSaid(int line, const HeaderLine& said);
  void TakeLinesBelow();
  void TakeByline(const std::string& name);
  bool TakeLineBelow(int line);
  bool TakeLabelledTitle(int line);
  bool Agrees(const HeaderLine& said) const;
  bool LeadsToHeader(int line) const;
  bool IsIntroduction(int line) const;
  void PromoteHeadline();
  bool Opens(int line, int floor) const;
  void TakeTitleAbove(int floor);
  void Warn(int line, std::string code, std::string message) {
    candidate_.header.warnings.push_back({line, std::move(code), std::move(message)});
  }

  const HeaderLines& lines_;
  const Evidence& evidence_;
  HeaderCandidate candidate_;
  std::string title_before_;
  bool byline_ = false;         // the title is what stands beside the date, perhaps a name
  std::vector<int> headlines_;  // lines inside of the header that are neither mark nor title
};

// A line that goes on with a title: right below, and a title's piece itself.
void JoinWrappedTitle(const HeaderLines& lines, Header& header) {
  constexpr int kMostLines = 3;
  for (int i = 0; i < kMostLines && header.last_line < lines.count(); ++i) {
    const int next = header.last_line + 1;
    if (!header.title || !IsTitleLike(lines.text(next), lines.facts(next))) return;
    std::string_view text = lines.text(next);
    // The date may be printed behind the last line of a wrapped title.
    if (const std::optional<FoundDate> date = FindDate(text); date && !header.date) {
      header.date = date->date;
      text = text.substr(0, date->start);
    }
    const bool after_colon = Trim(lines.text(header.last_line)).ends_with(':');
    *header.title += (after_colon ? ": " : " ") + CleanTitle(text);
    header.last_line = next;
  }
}

// "Posted by NAME on" without what is no name.
std::string WithoutBy(std::string name) {
  name.erase(0, LeadToWriter(name));
  constexpr std::string_view kBehind = " on";
  if (name.ends_with(kBehind)) name.resize(name.size() - kBehind.size());
  return name;
}

void CandidateBuilder::TakeSaid(int line, const HeaderLine& said) {
  Header& header = candidate_.header;
  candidate_.weight += said.weight;
  candidate_.banner |= said.banner;
  candidate_.unreadable &= said.unreadable;
  candidate_.stamp |= said.stamp;
  const bool first = line == header.first_line;
  if (first) {
    header.kind = !said.numbered  ? ReviewKind::kDaily
                  : said.is_short ? ReviewKind::kShort
                                  : ReviewKind::kFull;
    candidate_.hash = HashLevel(lines_.text(line)) > 0;
  }
  if (said.banner) header.kind = ReviewKind::kDaily;
  if (!header.number) header.number = said.number;
  if (!header.date && said.date) {
    header.date = said.date;
    candidate_.printed_date = said.printed_date;
  }
  if (!header.date && candidate_.date_rest.empty()) candidate_.date_rest = said.date_rest;
  std::copy(said.series_words.begin(), said.series_words.end(),
            std::back_inserter(header.series_words));
  if (header.names.empty()) {
    header.names = said.names;
    header.credit_adds = said.credit_adds;
  }
  // "NAME, 12.03.25" below the title names the writer.
  const std::string name = WithoutBy(said.unread);
  const bool writer = !said.banner && said.date && !name.empty() && header.names.empty() &&
                      (!first || name.size() < said.unread.size()) && MayBeWriter(name);
  if (writer) {
    header.names = NamesIn(name);
    header.series_words.push_back(said.unread);
  }
  const bool label = KindOfLabel(said.unread) != LabelKind::kNone;
  if (label) header.series_words.push_back(said.unread);
  if (!writer && !label && said.damaged &&
      (said.banner || said.number || said.date || said.lost_date)) {
    Warn(line, "banner-damaged",
         said.unread.empty() ? "The banner was read in spite of damage."
                             : "The banner was read in spite of damage; unread: " + said.unread);
  }
  if (said.lost_date) {
    Warn(line, "date-lost",
         "What stands in the date's place is no date: " + said.lost_date_printed);
  }
  header.last_line = line;
  byline_ = said.byline;
  if (said.byline && header.title) {
    TakeByline(said.title);
    return;
  }
  if (said.title.empty() || IsMonthOfYear(said.title)) return;
  const bool latin = IsLatinTitle(said.title);
  if (!header.title || (latin && !candidate_.latin_title)) {
    header.title = said.title;
    // A banner may repeat the title of the review before: the true one is below.
    const int below = lines_.Next(line);
    const bool repeated = !title_before_.empty() && Fold(said.title) == Fold(title_before_) &&
                          below != 0 && below <= line + kMostBlank + 1 && lines_.IsTitle(below);
    if (repeated) {
      Warn(line, "title-repeated",
           "The banner repeats the title of the review before: " + said.title);
      TakeTitle(lines_, below, header);
    } else {
      JoinWrappedTitle(lines_, header);
    }
    candidate_.latin_title = latin;
  }
}

// What is beside the date is the writer where the title is elsewhere.
void CandidateBuilder::TakeByline(const std::string& name) {
  Header& header = candidate_.header;
  header.series_words.push_back(name);
  if (header.names.empty()) header.names = NamesIn(name);
}

// Whether a line's number and date are those that the header has, or are still missing.
bool CandidateBuilder::Agrees(const HeaderLine& said) const {
  const Header& header = candidate_.header;
  if (said.stamp) return false;
  if (said.number && header.number && *said.number != *header.number) return false;
  if (said.date && header.date && *said.date != *header.date) return false;
  if (said.numbered && said.number && !header.number && candidate_.banner && !said.title.empty()) {
    return IsLatinTitle(said.title) ? !candidate_.latin_title : true;
  }
  const bool adds = (said.number && !header.number) || (said.date && !header.date) ||
                    (said.banner && !candidate_.banner) ||
                    (said.number && said.number == header.number);
  return adds || (said.date && header.date == said.date);
}

// Whether a headline leads to more of the header: a mark or a title within the next lines.
bool CandidateBuilder::LeadsToHeader(int line) const {
  constexpr int kLinesLookedAt = 2;
  int next = line;
  for (int i = 0; i < kLinesLookedAt; ++i) {
    const int before = next;
    next = lines_.Next(next);
    if (next == 0 || next > before + kMostBlank + 1) return false;
    const auto said = evidence_.find(next);
    if (said != evidence_.end()) return Agrees(said->second);
    if (!lines_.IsHeadline(next)) return false;
  }
  return false;
}

// Whether a line is a sentence that is between a banner and the title alone on its line: text is
// below that, and not another title.
bool CandidateBuilder::IsIntroduction(int line) const {
  constexpr uint32_t kLongest = 400;  // bytes
  const LineFacts& facts = lines_.facts(line);
  if (!candidate_.banner || candidate_.header.title || facts.has_url || facts.bytes > kLongest ||
      facts.hebrew == 0 || HashLevel(lines_.text(line)) > 0) {
    return false;
  }
  const int title = lines_.Next(line);
  if (title == 0 || title > line + kMostBlank + 1 || !lines_.IsTitle(title)) return false;
  if (lines_.facts(title).hebrew > 0 || Trim(lines_.text(title)).ends_with('.')) return false;
  const int below = lines_.Next(title);
  return below != 0 && lines_.facts(below).hebrew > 0 && !lines_.IsTitle(below);
}

// "שם המאמר: TITLE", where no paper's title is known yet.
bool CandidateBuilder::TakeLabelledTitle(int line) {
  Header& header = candidate_.header;
  const std::optional<Labelled> cut = CutLabel(lines_.text(line));
  if (!cut || cut->kind != LabelKind::kTitle || header.title || lines_.facts(line).has_url ||
      !IsLatinTitle(cut->value)) {
    return false;
  }
  header.title = CleanTitle(cut->value);
  header.series_words.push_back(cut->label);
  header.last_line = line;
  JoinWrappedTitle(lines_, header);
  candidate_.latin_title = true;
  return true;
}

// Takes a line below the header into it; false where the body begins.
bool CandidateBuilder::TakeLineBelow(int line) {
  Header& header = candidate_.header;
  const auto found = evidence_.find(line);
  if (found != evidence_.end() && Agrees(found->second)) {
    TakeSaid(line, found->second);
    return true;
  }
  if (std::vector<std::string> writers = WritersIn(lines_.text(line));
      !writers.empty() && header.names.empty()) {
    header.names = std::move(writers);
    header.series_words.emplace_back(lines_.text(line));
    header.last_line = line;
    return true;
  }
  if (TakeLabelledTitle(line)) return true;
  if (found != evidence_.end() && found->second.weight >= weights::kDate + 1) return false;
  // Below a heading and who wrote it and when, a sentence begins the text.
  const int above = header.title ? 0 : lines_.Previous(header.first_line);
  const bool sentence =
      above > 0 && HashLevel(lines_.text(above)) > 0 && Trim(lines_.text(line)).ends_with('.');
  const bool title = !sentence && (lines_.IsTitle(line) || IsLinkedTitle(lines_.text(line)));
  if (title && !candidate_.latin_title) {
    if (header.title)
      Warn(line, "title-more", "The header has more words than its title: " + *header.title);
    TakeTitle(lines_, line, header);
    candidate_.latin_title = true;
    return true;
  }
  if (header.title && Fold(CleanTitle(lines_.text(line))) == Fold(*header.title)) {
    header.last_line = line;  // printed once more
    return true;
  }
  if (IsIntroduction(line)) {
    headlines_.push_back(line);
    header.last_line = line;
    return true;
  }
  if (candidate_.latin_title && found == evidence_.end() && !LeadsToHeader(line)) return false;
  if (!lines_.IsHeadline(line)) return false;
  const bool may_be_title = !header.title && headlines_.empty();
  if (!may_be_title && !LeadsToHeader(line)) return false;
  headlines_.push_back(line);
  header.last_line = line;
  return true;
}

void CandidateBuilder::TakeLinesBelow() {
  constexpr int kMostLines = 8;
  const Header& header = candidate_.header;
  for (int i = 0; i < kMostLines; ++i) {
    const int next = lines_.Next(header.last_line);
    if (next == 0 || next > header.last_line + kMostBlank + 1 || !TakeLineBelow(next)) break;
  }
}

// A headline right below the marks is the title where there is no other.
void CandidateBuilder::PromoteHeadline() {
  Header& header = candidate_.header;
  const int line = headlines_.front();
  const int below = lines_.Next(line);
  const bool text_below = below != 0 && lines_.facts(below).bytes > lines_.facts(line).bytes;
  if (text_below || headlines_.size() > 1) {
    header.title = CleanTitle(lines_.text(line));
    headlines_.erase(headlines_.begin());
    return;
  }
  if (headlines_.back() == header.last_line) {  // it is the body's first line
    headlines_.pop_back();
    header.last_line = lines_.Previous(header.last_line);
  }
}

// Whether what is above a line has ended: nothing but a short line ("Day 3") is between it and the
// document's start, the header above or a link that closes the review above.
bool CandidateBuilder::Opens(int line, int floor) const {
  constexpr uint32_t kShort = 40;  // bytes
  const auto ends = [&](int at) { return at == 0 || at <= floor || lines_.EndsWithLink(at); };
  const int before = lines_.Previous(line);
  if (ends(before)) return true;
  return lines_.facts(before).bytes <= kShort && !lines_.facts(before).has_url &&
         ends(lines_.Previous(before));
}

// The title of a heading that is a link to a paper, perhaps numbered; empty for another line.
std::string LinkedHeading(const HeaderLines& lines, int line) {
  constexpr size_t kShortest = 8;  // bytes
  if (!lines.facts(line).has_url || HashLevel(lines.text(line)) == 0) return "";
  const std::vector<FoundLink> links = FindLinks(lines.text(line));
  const bool heading = links.size() == 1 && links[0].text.size() >= kShortest &&
                       RoleOfUrl(links[0].url).role == LinkRole::kPaper;
  return heading ? CleanTitle(links[0].text) : "";
}

// A line that is mostly Latin and no sentence, with a blank line above it, whatever marks it has.
bool IsLatinTitleAlone(const HeaderLines& lines, int line) {
  constexpr uint32_t kLongest = 160;  // bytes
  const LineFacts& facts = lines.facts(line);
  const bool alone = line == 1 || lines.facts(line - 1).blank;
  return alone && facts.bytes <= kLongest && facts.hebrew == 0 && !facts.has_url &&
         IsLatinTitle(lines.text(line)) && !Trim(lines.text(line)).ends_with('.');
}

// The title above the marks, where there is none with them or below.
void CandidateBuilder::TakeTitleAbove(int floor) {
  Header& header = candidate_.header;
  const int line = lines_.Previous(header.first_line);
  if (line <= floor || line < header.first_line - kMostBlank - 1) return;
  const bool heading = HashLevel(lines_.text(line)) > 0;
  const bool glued = line == header.first_line - 1;
  const std::string linked = LinkedHeading(lines_, line);
  const bool title_like = !linked.empty() || IsTitleLike(lines_.text(line), lines_.facts(line)) ||
                          (glued && IsLatinTitleAlone(lines_, line)) ||
                          ((heading || (byline_ && glued)) && lines_.IsHeadline(line));
  if (!title_like || !(Opens(line, floor) || heading)) return;
  if (byline_ && header.title) {
    TakeByline(*header.title);
  } else if (header.title) {
    // What was taken for a title in another language is the body's, or said beside the title.
    Warn(header.first_line, "title-more",
         "The header has more words than its title: " + *header.title);
  }
  header.title = linked.empty() ? CleanTitle(lines_.text(line)) : linked;
  header.first_line = line;
  candidate_.hash |= heading;
  candidate_.latin_title = IsLatinTitle(*header.title);
}

// The number or letter that a heading is printed with ("3. TITLE"), empty where it has none.
std::string NumberOfHeading(std::string_view line) {
  const std::string text = CleanTitle(line);
  return std::string(PlainOrdinal(text));
}

// The text of a heading without its marks and number.
std::string HeadingText(std::string_view line) {
  const std::string text = CleanTitle(line);
  return CleanTitle(std::string_view(text).substr(OrdinalLength(text)));
}

// A heading of the document that no line's words mark.
struct PlainHeading {
  int line = 0, level = 0;
  bool linked = false;   // it is a link to a paper
  bool section = false;  // the text below it, up to the next heading as high, links one
};

std::vector<PlainHeading> FindPlainHeadings(const HeaderLines& lines, const Evidence& evidence) {
  std::vector<PlainHeading> headings;
  std::vector<size_t> open;  // those that the line is below, by level
  for (int line = lines.Next(0); line != 0; line = lines.Next(line)) {
    const bool marked = lines.text(line).find('#') <= 3;  // most lines are not
    const int level = marked ? HashLevel(lines.text(line)) : 0;
    if (level > 0) {
      while (!open.empty() && headings[open.back()].level >= level) open.pop_back();
      if (evidence.contains(line)) continue;
      open.push_back(headings.size());
      headings.push_back({line, level, !LinkedHeading(lines, line).empty(), false});
    } else if (!open.empty() && lines.EndsWithPaperLink(line)) {
      for (const size_t i : open) headings[i].section = true;
    }
  }
  return headings;
}

// The entries of a digest: two headings or more of one level that are links to papers, or most of
// which have a text that closes with one, and the others of that level.
void AddDigest(const HeaderLines& lines, const Evidence& evidence,
               std::vector<HeaderCandidate>& candidates) {
  constexpr int kLeastEntries = 2, kLevels = 7;
  int linked[kLevels] = {}, sections[kLevels] = {}, all[kLevels] = {};  // by level
  const std::vector<PlainHeading> headings = FindPlainHeadings(lines, evidence);
  for (const PlainHeading& heading : headings) {
    linked[heading.level] += heading.linked;
    sections[heading.level] += heading.section;
    ++all[heading.level];
  }
  // Sections of one review may cite papers too: where other headers are sure, headings are theirs.
  // A sure header without a paper's title may be the digest's own.
  const auto is_sure = [](const HeaderCandidate& candidate) {
    return candidate.weight >= weights::kDate + weights::kSeriesWord;
  };
  const bool sure = std::any_of(candidates.begin(), candidates.end(), is_sure);
  const bool titled = std::any_of(candidates.begin(), candidates.end(), [&](const auto& candidate) {
    return is_sure(candidate) && candidate.latin_title;
  });
  int level = 0;  // the highest whose sections are entries
  for (int i = 1; i < kLevels && level == 0 && !sure; ++i) {
    if (sections[i] >= kLeastEntries && sections[i] * 3 >= all[i] * 2) level = i;
  }
  CandidateBuilder builder(lines, evidence);
  std::vector<HeaderCandidate> entries;
  for (const PlainHeading& heading : headings) {
    const bool by_link = linked[heading.level] >= kLeastEntries && !titled;
    if (!by_link && (heading.level != level || !heading.section)) continue;
    const std::string title = LinkedHeading(lines, heading.line);
    HeaderCandidate candidate = builder.BuildHeading(
        heading.line, title.empty() ? HeadingText(lines.text(heading.line)) : title);
    candidate.header.series_words.push_back(NumberOfHeading(lines.text(heading.line)));
    entries.push_back(std::move(candidate));
  }
  // What the lines below a heading say belongs to it. Both are in the order of their lines.
  auto entry = entries.begin();
  std::erase_if(candidates, [&](const HeaderCandidate& candidate) {
    while (entry != entries.end() && entry->header.last_line < candidate.header.first_line) ++entry;
    return entry != entries.end() && entry->header.first_line <= candidate.header.first_line;
  });
  std::move(entries.begin(), entries.end(), std::back_inserter(candidates));
}

// A post that opens at `line`, with the title at another or the same, and has its paper's link
// beside it.
HeaderCandidate LinkedPost(const HeaderLines& lines, int line, int title) {
  HeaderCandidate candidate;
  candidate.marked = Marked::kHeading;
  candidate.weight = weights::kLinkedHeading;
  candidate.latin_title = true;
  candidate.header.first_line = line;
  candidate.header.kind = ReviewKind::kPost;
  TakeTitle(lines, title, candidate.header);
  return candidate;
}

// Reviews that open with the paper's link alone on its line and its title on the next, as the
// document's first does.
void AddLinksFirst(const HeaderLines& lines, std::vector<HeaderCandidate>& candidates) {
  if (!candidates.empty()) return;
  int last = 0;
  for (int line = lines.Next(0); line != 0; line = lines.Next(line)) {
    const bool opens = lines.IsPaperLink(line) && line > last &&
                       (line == lines.Next(0) || line > lines.Previous(line) + 1);
    const int title = opens ? lines.Next(line) : 0;
    const bool found = title != 0 && title <= line + 1 + kMostBlank && lines.IsTitle(title);
    if (!found && candidates.empty()) return;  // the first does not
    if (!found) continue;
    HeaderCandidate candidate = LinkedPost(lines, line, title);
    last = candidate.header.last_line;
    candidates.push_back(std::move(candidate));
  }
  if (candidates.size() < 2) candidates.clear();
}

// Reviews that have a title alone above them and close with a paper's link, from the document's
// first line on, where nothing else marks a header.
void AddTitledPosts(const HeaderLines& lines, std::vector<HeaderCandidate>& candidates) {
  constexpr uint32_t kLeastLetters = 8, kLeastText = 80;  // latin letters; bytes
  if (!candidates.empty()) return;
  for (int line = lines.Next(0); line != 0; line = lines.Next(line)) {
    const int above = lines.Previous(line);
    const int below = lines.Next(line);
    const bool opens = above == 0 || lines.EndsWithPaperLink(above);
    const std::string text = opens ? HeadingText(lines.text(line)) : "";
    const bool title = opens && below != 0 && lines.facts(line).latin >= kLeastLetters &&
                       !text.ends_with('.') &&
                       (lines.IsTitle(line) || IsTitleLike(text, FactsOf(text))) &&
                       lines.facts(below).bytes >= kLeastText;
    if (!title && candidates.empty()) return;  // the first does not
    if (!title) continue;
    HeaderCandidate candidate = LinkedPost(lines, line, line);
    if (OrdinalLength(CleanTitle(lines.text(line))) > 0) candidate.header.title = text;
    candidate.header.series_words.push_back(NumberOfHeading(lines.text(line)));
    candidates.push_back(std::move(candidate));
  }
  if (candidates.size() < 2) candidates.clear();
}

}  // namespace

void TakeTitle(const HeaderLines& lines, int line, Header& header) {
  header.title = CleanTitle(lines.text(line));
  header.last_line = line;
  JoinWrappedTitle(lines, header);
}

std::vector<HeaderCandidate> FormCandidates(const HeaderLines& lines, const Evidence& evidence) {
  std::vector<HeaderCandidate> candidates;
  CandidateBuilder builder(lines, evidence);
  int floor = 0;  // the last line that a candidate has
  for (const auto& [line, said] : evidence) {
    if (line <= floor) continue;
    const std::string before =
        candidates.empty() ? "" : candidates.back().header.title.value_or("");
    candidates.push_back(builder.Build(line, said, floor, before));
    floor = candidates.back().header.last_line;
  }
  AddDigest(lines, evidence, candidates);
  AddLinksFirst(lines, candidates);
  AddTitledPosts(lines, candidates);
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const HeaderCandidate& a, const HeaderCandidate& b) {
                     return a.header.first_line < b.header.first_line;
                   });
  return candidates;
}

}  // namespace skira
