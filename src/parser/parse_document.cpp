#include <algorithm>
#include <functional>
#include <map>
#include <unordered_map>

#include "parser/account.h"
#include "parser/blocks/block_words.h"
#include "parser/blocks/blocks.h"
#include "parser/cross_reference_numbers.h"
#include "parser/document/document.h"
#include "parser/fields/fields.h"
#include "parser/fields/labels.h"
#include "parser/footnotes.h"
#include "parser/headers/dates.h"
#include "parser/headers/headers.h"
#include "parser/headers/people.h"
#include "parser/inline/inline.h"
#include "parser/links/links.h"
#include "parser/parser.h"
#include "parser/pictures.h"
#include "parser/sha256.h"
#include "parser/topics.h"
#include "review/names.h"
#include "review/url.h"
#include "unicode/fuzzy.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// What the steps share of one document.
struct Reading {
  const Document& document;
  const DocumentFacts& facts;
  bool by_series_author = false;

  const LineFacts& FactsAt(int line) const { return facts.of(line); }
  int LastText(int first, int last) const {
    while (last >= first && FactsAt(last).blank) --last;
    return last;
  }
};

// --- Writers
// ---------------------------------------------------------------------------------------

bool Names(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void AddUnique(std::vector<std::string>& all, const std::vector<std::string>& more) {
  for (const std::string& name : more) {
    if (!Names(all, name)) all.push_back(name);
  }
}

// Whether a word of a banner is the series author's nickname, misread in yet another way: in one
// letter, or in two where letters of other scripts show that it was misread.
bool ResemblesAuthor(std::string_view printed) {
  constexpr size_t kShortest = 2;  // letters
  std::u32string word = Fold32(printed);
  std::erase_if(word, [](char32_t c) { return !IsLetter(c); });
  constexpr std::u32string_view kOf = U"של";
  if (word.size() > kOf.size() + kShortest && word.starts_with(kOf)) word.erase(0, kOf.size());
  if (word.size() < kShortest) return false;
  const bool foreign = std::any_of(word.begin(), word.end(),
                                   [](char32_t c) { return ScriptOf(c) != Script::kHebrew; });
  const bool latin = std::all_of(word.begin(), word.end(),
                                 [](char32_t c) { return ScriptOf(c) == Script::kLatin; });
  if (latin) return false;
  const int tolerance = foreign && word.size() > kShortest ? 2 : 1;
  return EditDistance(word, U"מייק", tolerance) <= tolerance ||
         EditDistance(word, U"מיק", tolerance) <= tolerance;
}

// Whether a word is the "of" before the names, misread.
bool ResemblesOf(std::string_view printed) {
  const std::u32string word = Fold32(printed);
  constexpr size_t kLongest = 3;  // letters
  return word.size() <= kLongest && EditDistance(word, U"של", 1) <= 1;
}

// Takes a misread "of" from the name's words, at either end; what is left may be nothing.
std::string WithoutOf(std::string_view name) {
  for (size_t space = name.find(' '); !name.empty(); space = name.find(' ')) {
    if (!ResemblesOf(name.substr(0, space))) break;
    name.remove_prefix(space == name.npos ? name.size() : space + 1);
  }
  const size_t last = name.rfind(' ');
  if (last != name.npos && ResemblesOf(name.substr(last + 1))) name = name.substr(0, last);
  return std::string(name);
}

// Names of banners that are the author's, misread, in a document whose banners name him; and "of"
// misread as one. A name that comes back is someone else's.
void MendBannerNames(std::vector<Header>& headers) {
  constexpr int kLeast = 3, kShare = 20;  // reviews; one in so many
  std::map<std::string, int> counts;
  int named = 0;
  for (const Header& header : headers) {
    named += !header.names.empty();
    for (const std::string& name : header.names) ++counts[name];
  }
  if (counts[std::string(kSeriesAuthor)] * 2 < named) return;
  const int comes_back = std::max(kLeast, named / kShare);
  for (Header& header : headers) {
    if (header.kind != ReviewKind::kDaily) continue;
    std::vector<std::string> names;
    for (const std::string& printed : header.names) {
      if (printed == kSeriesAuthor || counts[printed] >= comes_back) {
        AddUnique(names, {printed});
        continue;
      }
      std::string name = WithoutOf(printed);
      const size_t space = name.rfind(' ');
      if (ResemblesAuthor(name)) {
        name = std::string(kSeriesAuthor);
      } else if (space != name.npos && ResemblesAuthor(std::string_view(name).substr(space + 1))) {
        name.resize(space);
        AddUnique(names, {name});
        name = std::string(kSeriesAuthor);
      }
      if (!name.empty()) AddUnique(names, {name});
    }
    header.names = std::move(names);
  }
}

// Whether a header says that the document is the series author's: by a banner, a recommendation or
// a credit of his.
bool NamesSeriesAuthor(const std::vector<Header>& headers) {
  return std::any_of(headers.begin(), headers.end(),
                     [](const Header& header) { return Names(header.names, kSeriesAuthor); });
}

// The first credit of the review, if there is one.
Credit FindCredit(const Reading& reading, int first, int last) {
  constexpr size_t kLongest = 600;  // bytes
  for (int line = first; line <= last; ++line) {
    const std::string_view text = reading.document.line(line);
    if (text.size() > kLongest || !Holds(text, "נכתב")) continue;
    Credit credit = ReadCredit(text);
    if (credit.found) return credit;
  }
  return {};
}

std::vector<std::string> Reviewers(const Reading& reading, const Header& header,
                                   const FieldBlock& fields, int last) {
  std::vector<std::string> names;
  Credit credit = FindCredit(reading, std::max(header.last_line, header.first_line), last);
  if (!credit.found && header.kind != ReviewKind::kDaily && !header.names.empty()) {
    credit = {true, header.credit_adds, header.names};
  }
  if (credit.found && !credit.adds) return credit.names;
  if (header.kind == ReviewKind::kDaily) names = header.names;
  if (names.empty()) names = fields.names;
  if (names.empty() && reading.by_series_author) names = {std::string(kSeriesAuthor)};
  AddUnique(names, credit.names);
  return names;
}

// --- Links
// -----------------------------------------------------------------------------------------

// A link of the review with what its place tells.
struct PlacedLink {
  Link link;
  int line = 0;
  bool own_line = false;  // on a line of its own, with a label at most
  bool labelled = false;  // its label names its role
  // How its place speaks for the reviewed paper: 0 a line of its own, 1 such a line in a list or
  // under other words, 2 a paragraph's end, 3 (kInside) inside of one.
  int rank = 3;
};
constexpr int kInside = 3;

bool HasText(std::string_view text) {
  const LineFacts facts = FactsOf(text);
  return facts.hebrew + facts.latin + facts.digits > 0;
}

// The first of the line's links behind which there is no more text; links.size() where there is
// some behind the last.
size_t FirstAtLineEnd(std::string_view text, const std::vector<FoundLink>& links) {
  size_t first = links.size();
  size_t behind = text.size();  // where the text behind the link ends
  while (first > 0 && !HasText(text.substr(links[first - 1].end, behind - links[first - 1].end))) {
    behind = links[--first].start;
  }
  return first;
}

// One link of a line; `label` is the text between it and the link before.
PlacedLink PlaceLink(const FoundLink& found, std::string_view label, bool own_line, bool in_list) {
  PlacedLink placed;
  placed.link = {UrlTarget(found.url), PlainText(ReadSpans(found.text)), LinkRole::kOther};
  const UrlRole role = RoleOfUrl(found.url);
  placed.link.role = role.role;
  placed.own_line = own_line;
  // An address printed as the link's text is no name of it.
  if (UrlTarget(placed.link.text) == placed.link.url) placed.link.text.clear();
  if (!own_line) return placed;
  const std::optional<LinkRole> by_label =
      RoleOfLabel(std::string(label) + ' ' + std::string(found.text));
  // The address is surer than the label, but for hosts that hold anything.
  if (by_label && (!role.known || role.role == LinkRole::kOther)) placed.link.role = *by_label;
  placed.labelled = by_label.has_value();
  placed.rank = !in_list && (found.text.empty() || placed.labelled) ? 0 : 1;
  return placed;
}

// A row of a table, whose links are what its cells cite.
bool IsTableRow(std::string_view line) {
  line = Trim(line);
  return line.starts_with('|') || line.find('\t') != line.npos;
}

// "| Paper | address |"
bool IsPaperRow(std::string_view line) {
  const std::optional<Labelled> cut = CutLabel(line);
  return cut && (cut->kind == LabelKind::kTitle || cut->kind == LabelKind::kLink);
}

void CollectLinks(const Reading& reading, int first, int last, std::vector<PlacedLink>& links) {
  for (int line = first; line <= last; ++line) {
    if (!reading.FactsAt(line).has_url) continue;
    const std::string_view text = reading.document.line(line);
    const std::vector<FoundLink> found = FindLinks(text);
    const bool in_table = IsTableRow(text);
    const bool own_line = !in_table && IsLinkLine(text);
    const bool in_list = Trim(text).starts_with("- ") || Trim(text).starts_with("• ");
    const size_t at_end = FirstAtLineEnd(text, found);
    size_t label = 0;
    for (size_t i = 0; i < found.size(); ++i) {
      links.push_back(
          PlaceLink(found[i], text.substr(label, found[i].start - label), own_line, in_list));
      links.back().line = line;
      // What a table's cells cite is not what the review is about, but in a row that says so.
      LinkRole& role = links.back().link.role;
      if (in_table && role == LinkRole::kPaper && !IsPaperRow(text)) role = LinkRole::kOther;
      if (!own_line && i >= at_end) links.back().rank = 2;
      label = found[i].end;
    }
  }
}

// Papers that the text merely cites are other links: the reviewed paper's are those in the place
// that speaks for it most; inside of paragraphs that is the first alone.
void TellPaperFromCitations(std::vector<PlacedLink>& links) {
  int best = kInside;
  for (const PlacedLink& placed : links) {
    if (placed.link.role == LinkRole::kPaper) best = std::min(best, placed.rank);
  }
  bool first = true;
  for (PlacedLink& placed : links) {
    if (placed.link.role != LinkRole::kPaper) continue;
    const bool keep = placed.rank == best && (best < kInside || first);
    first = first && !keep;
    if (!keep) placed.link.role = LinkRole::kOther;
  }
}

// A review without a known paper's address: an unlabelled link on its own line to a host that we do
// not know is taken for the paper's.
void GuessPaper(std::vector<PlacedLink>& links) {
  for (const PlacedLink& placed : links) {
    if (placed.link.role == LinkRole::kPaper) return;
  }
  for (PlacedLink& placed : links) {
    if (placed.own_line && !placed.labelled && !RoleOfUrl(placed.link.url).known) {
      placed.link.role = LinkRole::kPaper;
      return;
    }
  }
}

// A text of the daily series with a title in Hebrew (papers' are Latin) and no paper's address but
// such as it cites in passing is about no paper.
bool IsAboutNoPaper(const Review& review, const std::vector<PlacedLink>& links) {
  if (review.kind != ReviewKind::kDaily || !review.title) return false;
  if (FactsOf(*review.title).latin > 0) return false;
  return std::none_of(links.begin(), links.end(), [](const PlacedLink& placed) {
    return placed.link.role == LinkRole::kPaper && placed.rank < kInside;
  });
}

// Whether Skira wrote that none of the review's links is the paper's.
bool IsWrittenWithoutPaper(const Header& header) {
  const bool ours = header.front != nullptr && header.front->is_skira();
  const FrontMatter::Entry* papers = ours ? header.front->Find("papers") : nullptr;
  return papers != nullptr && papers->values.empty();
}

void ReadLinks(const Reading& reading, const Header& header, const std::vector<LineRange>& notes,
               Review& review) {
  std::vector<PlacedLink> links;
  CollectLinks(reading, review.first_line, review.last_line, links);
  for (const LineRange& note : notes) CollectLinks(reading, note.first, note.last, links);
  const bool written = IsWrittenWithoutPaper(header);
  if (written || IsAboutNoPaper(review, links)) {
    if (!written) review.kind = ReviewKind::kPost;
    for (PlacedLink& placed : links) {
      if (placed.link.role == LinkRole::kPaper) placed.link.role = LinkRole::kOther;
    }
  } else {
    TellPaperFromCitations(links);
    GuessPaper(links);
  }
  std::unordered_map<std::string, size_t> known;  // indices into review.links
  for (PlacedLink& placed : links) {
    Link& link = placed.link;
    const auto [first, is_new] = known.emplace(link.url, review.links.size());
    if (!is_new) {  // a title that is a link leaves its name to the link in the text
      Link& same = review.links[first->second];
      if (same.text == review.title && !link.text.empty()) same.text = link.text;
      continue;
    }
    if (link.role == LinkRole::kCode) review.paper.code_urls.push_back(link.url);
    if (link.role == LinkRole::kPaper) {
      review.paper.urls.push_back(link.url);
      const std::optional<std::string> id = ArxivIdOfUrl(link.url);
      if (id && !IsPlausibleArxivId(*id)) {
        review.warnings.push_back({placed.line, "arxiv-id-implausible",
                                   "No paper can have the arXiv identifier " + *id + "."});
      } else if (id && !review.paper.arxiv_id) {
        review.paper.arxiv_id = id;
      }
    }
    review.links.push_back(std::move(link));
  }
}

// --- What the text itself tells
// --------------------------------------------------------------------

// The review's first lines of text, as folded words.
std::vector<std::u32string> OpeningWords(const Reading& reading, int first, int last) {
  constexpr size_t kBytes = 400;
  std::vector<std::u32string> words;
  while (first <= last && (reading.FactsAt(first).blank || reading.FactsAt(first).hebrew < 10))
    ++first;
  if (first > last) return words;
  const std::string_view line = reading.document.line(first);
  const std::u32string text = Fold32(line.substr(0, FloorBoundary(line, kBytes)));
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    const auto in_word = [&](char32_t c) { return IsLetter(c) || IsDigit(c) || c == U'\''; };
    while (end < text.size() && in_word(text[end])) ++end;
    if (end > i) words.push_back(text.substr(i, end - i));
    i = std::max(end, i + 1);
  }
  return words;
}

// "סקירה מס' 400" near the beginning of the first sentence.
std::optional<int> NumberInText(const std::vector<std::u32string>& words) {
  constexpr size_t kWordsLookedAt = 6;
  for (size_t i = 0; i + 2 < words.size() && i < kWordsLookedAt; ++i) {
    const bool review = Resembles(words[i], U"סקירה");
    const bool number_word =
        words[i + 1] == U"מס'" || words[i + 1] == U"מס" || words[i + 1] == U"מספר";
    if (!review || !number_word || words[i + 2].size() > 5) continue;
    int number = 0;
    bool digits = true;
    for (const char32_t c : words[i + 2]) {
      digits &= IsDigit(c);
      number = number * 10 + static_cast<int>(c - U'0');
    }
    if (digits) return number;
  }
  return std::nullopt;
}

// "instead of a review": the text is about something else than a paper.
bool SaysInsteadOfReview(const std::vector<std::u32string>& words) {
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const bool instead = Resembles(words[i], U"במקומ");
    if (instead && (Resembles(words[i + 1], U"הסקירה") || Resembles(words[i + 1], U"סקירה")))
      return true;
  }
  return false;
}

// `first_line`: of the text; where Skira wrote the header, its front matter is none.
void ReadTopics(const Reading& reading, int first_line, Review& review) {
  constexpr int kTitleWeight = 8, kFieldWeight = 3, kTextWeight = 1;
  std::vector<WeightedText> texts;
  if (review.title) texts.push_back({*review.title, kTitleWeight});
  for (const std::string& domain : review.fields.domains) texts.push_back({domain, kFieldWeight});
  if (first_line > review.first_line) {  // title and fields are text too
    const Fields& fields = review.fields;
    if (review.title) texts.push_back({*review.title, kTextWeight});
    texts.push_back({fields.applications, kTextWeight});
    for (const auto* values : {&fields.prior_knowledge, &fields.domains, &fields.tools}) {
      for (const std::string& value : *values) texts.push_back({value, kTextWeight});
    }
  }
  for (int line = first_line; line <= review.last_line; ++line) {
    const LineFacts& facts = reading.FactsAt(line);
    const std::string_view text = reading.document.line(line);
    if (!facts.blank && !IsTableRow(text) && !IsLinkLine(text)) {
      texts.push_back({text, kTextWeight});
    }
  }
  review.topics = TopicsOf(texts);
}

// What front matter says beyond the header: fields of the review, those that we do not know under
// their own name.
void ReadFrontFields(const FrontMatter& front, const Header& header, FieldBlock& block) {
  Fields& fields = block.fields;
  for (const FrontMatter::Entry& entry : front.entries) {
    const std::string name = Fold(entry.name);
    const std::string first = entry.values.empty() ? "" : entry.values.front();
    static constexpr std::string_view kHeader[] = {
        "skira", "title", "date", "number", "kind", "reviewers", "author", "authors", "reviewer"};
    constexpr size_t kOurs = 6;  // of these Skira writes, the others may be fields' names
    if (front.is_skira() && (name == "links" || name == "papers")) continue;  // read with others
    // What of the header's own entries could not be read stays under its name.
    const bool unread =
        (name == "date" && !header.date) || (name == "number" && !header.number) ||
        (name == "kind" && first != kReviewKindNames[static_cast<size_t>(header.kind)]) ||
        (entry.values.size() > 1 &&
         (name == "title" || name == "date" || name == "number" || name == "kind"));
    const auto* const end = front.is_skira() ? kHeader + kOurs : std::end(kHeader);
    const bool known = std::find(std::begin(kHeader), end, name) != end;
    if (known && !unread) continue;
    if (name == "recommendation") {
      fields.recommendation = first;
    } else if (name == "clarity") {
      fields.clarity = first;
    } else if (name == "applications") {
      fields.applications = first;
    } else if (name == "prior_knowledge") {
      fields.prior_knowledge = entry.values;
    } else if (name == "domains") {
      fields.domains = entry.values;
    } else if (name == "tools") {
      fields.tools = entry.values;
    } else if (name == "venue") {
      block.venue = first;
    } else if (name == "paper_date") {
      if (const auto date = FindDate(first, DateOf::kPaper)) block.published = date->date;
    } else {
      fields.other.push_back({entry.name, entry.values});
    }
  }
  ReadLevels(fields);
}

// --- The review
// ------------------------------------------------------------------------------------

void ReadBody(const Reading& reading, const Header& header, const FieldBlock& fields, int body,
              Review& review) {
  const std::vector<int>& text_lines = header.text_lines;
  const auto read = [&](int first, int last) {
    if (first > last) return;
    std::vector<Block> blocks = ReadBlocks(reading.document, first, last, review.warnings);
    std::move(blocks.begin(), blocks.end(), std::back_inserter(review.blocks));
  };
  for (size_t i = 0; i < text_lines.size();) {
    size_t end = i + 1;
    while (end < text_lines.size() && text_lines[end] == text_lines[end - 1] + 1) ++end;
    read(text_lines[i], text_lines[end - 1]);
    i = end;
  }
  if (fields.first_line == 0) {
    read(body, review.last_line);
  } else {
    read(body, fields.first_line - 1);
    read(fields.last_line + 1, review.last_line);
  }
  reading.document.marks.Restore(review.blocks);
}

// What the header says beyond its parts is text of the review.
void AddRestOfHeader(const Reading& reading, const Header& header, Review& review) {
  std::vector<Block> rest = RestOfHeader(reading.document, header);
  const auto old = static_cast<std::ptrdiff_t>(review.blocks.size());
  std::move(rest.begin(), rest.end(), std::back_inserter(review.blocks));
  std::inplace_merge(review.blocks.begin(), review.blocks.begin() + old, review.blocks.end(),
                     [](const Block& a, const Block& b) { return a.first_line < b.first_line; });
}

// The definitions of footnotes that stand apart from the review.
void AddNotes(const Reading& reading, const std::vector<LineRange>& notes, Review& review) {
  Header none;
  none.first_line = 1;
  for (const LineRange& lines : notes) {
    Review note;
    note.first_line = lines.first;
    note.last_line = lines.last;
    note.blocks = ReadBlocks(reading.document, lines.first, lines.last, note.warnings);
    reading.document.marks.Restore(note.blocks);
    AccountForText(reading.document, none, {}, note);
    std::move(note.blocks.begin(), note.blocks.end(), std::back_inserter(review.blocks));
    std::move(note.warnings.begin(), note.warnings.end(), std::back_inserter(review.warnings));
  }
}

// A review without a title is doubtful: a division in the wrong place, or a title that was not
// seen.
void WarnOfNoTitle(Review& review) {
  const auto says = [](const Warning& warning) { return warning.code == "header-missing"; };
  if (review.title || std::any_of(review.warnings.begin(), review.warnings.end(), says)) return;
  review.warnings.push_back({review.first_line, "title-missing", "No title was found."});
}

// `notes`: definitions of the review's footnotes below `last_line`.
Review ReadReview(const Reading& reading, const Header& header, int last_line,
                  const std::vector<LineRange>& notes) {
  Review review;
  const int body = header.last_line + 1;
  review.first_line = header.first_line;
  review.last_line = std::max(reading.LastText(header.first_line, last_line), header.first_line);
  review.kind = header.kind;
  review.number = header.number;
  review.title = header.title;
  review.date = header.date;
  review.warnings = header.warnings;

  FieldBlock fields = ReadFields(reading.document, reading.facts, body, review.last_line);
  if (header.front != nullptr) ReadFrontFields(*header.front, header, fields);
  if (!review.date) review.date = fields.date;
  review.fields = std::move(fields.fields);
  review.paper.published = fields.published;
  review.paper.venue = fields.venue;
  review.reviewers = Reviewers(reading, header, fields, review.last_line);
  std::move(fields.warnings.begin(), fields.warnings.end(), std::back_inserter(review.warnings));
  ReadLinks(reading, header, notes, review);

  const std::vector<std::u32string> opening = OpeningWords(reading, body, review.last_line);
  if (!review.number) review.number = NumberInText(opening);
  if (review.kind == ReviewKind::kDaily && SaysInsteadOfReview(opening))
    review.kind = ReviewKind::kPost;
  if (review.kind == ReviewKind::kPost && fields.first_line != 0) review.kind = ReviewKind::kFull;

  ReadBody(reading, header, fields, body, review);
  WarnOfNoTitle(review);
  const bool ours = header.front != nullptr && header.front->is_skira();
  ReadTopics(reading, ours ? body : review.first_line, review);
  AccountForText(reading.document, header, fields, review);
  AddRestOfHeader(reading, header, review);
  AddNotes(reading, notes, review);
  std::stable_sort(review.warnings.begin(), review.warnings.end(),
                   [](const Warning& a, const Warning& b) { return a.line < b.line; });
  return review;
}

// Warns of what only the reviews together show: a number, or a paper's identifier, that the review
// before has too; a date before the one of the review before.
void CompareWithNeighbours(std::vector<Review>& reviews) {
  const Review* before = nullptr;
  std::optional<Date> last_date;
  for (Review& review : reviews) {
    const auto warn = [&](std::string code, std::string message) {
      review.warnings.insert(review.warnings.begin(),
                             {review.first_line, std::move(code), std::move(message)});
    };
    if (before != nullptr && review.number && before->number == review.number) {
      warn("number-repeated", "The review before has the same number.");
    }
    if (before != nullptr && review.paper.arxiv_id && before->title != review.title &&
        before->paper.arxiv_id == review.paper.arxiv_id) {
      warn("arxiv-id-repeated", "The review before links the same paper under another title.");
    }
    if (review.date && last_date && *review.date < *last_date) {
      warn("date-order", "The date is before the one of the review before.");
    }
    if (review.date) last_date = review.date;
    before = &review;
  }
}

// A hashtag of the series' author says whose the document is, where no header does.
bool HasAuthorsHashtag(const Document& document) {
  for (int line = 1; line <= document.line_count(); ++line) {
    const std::string_view text = document.line(line);
    if (text.find('#') != text.npos && HasSeriesHashtag(text)) return true;
  }
  return false;
}

std::string DigestOf(std::string_view bytes) {
  Sha256 digest;
  digest.Add(bytes);
  return digest.Hex();
}

// Each review from its header up to the next one; `progress` hears of them.
std::vector<Review> ReadReviews(const Reading& reading, const std::vector<Header>& headers,
                                const FootnotesAtEnd& notes, const Progress& progress) {
  constexpr double kBefore = 0.4;  // of the time: finding the headers
  constexpr size_t kReports = 100;
  std::vector<Review> reviews;
  reviews.reserve(headers.size());
  for (size_t i = 0; i < headers.size(); ++i) {
    const int end = i + 1 < headers.size() ? headers[i + 1].first_line : notes.first_line;
    reviews.push_back(
        ReadReview(reading, headers[i], end - 1,
                   notes.of_review.empty() ? std::vector<LineRange>() : notes.of_review[i]));
    const bool report = (i + 1) * kReports / headers.size() != i * kReports / headers.size();
    if (progress && report) {
      const double done = static_cast<double>(i + 1) / static_cast<double>(headers.size());
      progress(kBefore + (1 - kBefore) * done);
    }
  }
  return reviews;
}

}  // namespace

// The lines of a text that is not the whole of its file, as lines of the file.
void ShiftLines(int by, ParseResult& result) {
  if (by == 0) return;
  const auto shift = [by](int& line) { line = std::max(line + by, 1); };
  const auto shift_warnings = [&](std::vector<Warning>& warnings) {
    for (Warning& warning : warnings) {
      if (warning.line != 0) shift(warning.line);
    }
  };
  result.source.lines = std::max(result.source.lines + by, 1);
  shift_warnings(result.warnings);
  for (Review& review : result.reviews) {
    shift(review.first_line);
    shift(review.last_line);
    for (Block& block : review.blocks) {
      shift(block.first_line);
      shift(block.last_line);
    }
    shift_warnings(review.warnings);
  }
}

ParseResult ParseDocument(std::string_view name, std::string_view bytes, const Progress& progress,
                          Attachments attachments) {
  ParseResult result;
  const Document document(name, bytes, result.warnings);
  result.source = {document.name, DigestOf(bytes), document.line_count()};
  const DocumentFacts facts(document);
  std::vector<Header> headers = FindHeaders(document, facts);
  MendBannerNames(headers);
  const bool by_author = NamesSeriesAuthor(headers) || HasAuthorsHashtag(document);
  const FootnotesAtEnd notes = FindFootnotesAtEnd(document, headers);
  result.reviews = ReadReviews({document, facts, by_author}, headers, notes, progress);
  CompareWithNeighbours(result.reviews);
  result.pictures = std::move(attachments.pictures);
  AccountBetween(document, result.reviews, notes.first_line, result.warnings);
  if (!result.pictures.empty() || NamesPicture(document.text)) {
    PlacePictures(result.reviews, result.pictures);
  }
  for (Review& review : result.reviews) ReadReferences(review);
  if (result.reviews.empty()) {
    result.warnings.push_back({0, "no-review", "No review was found in this document."});
  }
  ShiftLines(attachments.first_line - 1, result);
  return result;
}

}  // namespace skira
