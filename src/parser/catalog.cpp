// What only the documents together tell: dates that were lost, ids, and which reviews belong
// together.
#include <algorithm>
#include <unordered_map>

#include "parser/dates.h"
#include "parser/fuzzy.h"
#include "parser/parser.h"
#include "review/json.h"
#include "unicode/hash.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// --- Dates
// -----------------------------------------------------------------------------------------

// Gives the reviews [first, last) of one document, none of which has a date, the days between their
// neighbours' dates, evenly; beside one neighbour alone, a day apart.
void SpreadDates(std::vector<Review>& reviews, size_t first, size_t last) {
  const std::optional<Date> before = first > 0 ? reviews[first - 1].date : std::nullopt;
  const std::optional<Date> after = last < reviews.size() ? reviews[last].date : std::nullopt;
  if (!before && !after) return;
  const int count = static_cast<int>(last - first);
  const int start = before ? DayNumber(*before) : DayNumber(*after) - count - 1;
  int end = after ? DayNumber(*after) : start + count + 1;
  end = std::max(end, start);  // a date that runs backwards says nothing of those between
  for (int i = 0; i < count; ++i) {
    const int day = start + (end - start) * (i + 1) / (count + 1);
    reviews[first + static_cast<size_t>(i)].date_inferred = DateOfDay(day);
  }
}

void InferDates(std::vector<Review>& reviews) {
  for (size_t i = 0; i < reviews.size();) {
    size_t end = i;
    while (end < reviews.size() && !reviews[end].date) ++end;
    if (end > i) SpreadDates(reviews, i, end);
    i = std::max(end, i + 1);
  }
}

// --- Ids
// -------------------------------------------------------------------------------------------

// Latin letters for Hebrew ones, א first, so that a Hebrew title has a readable id too.
constexpr std::string_view kTransliteration[] = {"a", "b", "g", "d",  "h",  "v", "z", "ch", "t",
                                                 "y", "k", "k", "l",  "m",  "m", "n", "n",  "s",
                                                 "a", "p", "p", "tz", "tz", "k", "r", "sh", "t"};

// The text in letters, digits and single hyphens, cut behind a word at about 48 letters.
std::string Slug(std::string_view text) {
  constexpr size_t kLongest = 48;
  std::string slug;
  for (const char32_t c : ToUtf32(text)) {
    const char32_t lower = ToLower(c);
    if ((lower >= U'a' && lower <= U'z') || IsDigit(lower)) {
      slug.push_back(static_cast<char>(lower));
    } else if (IsHebrewLetter(c)) {
      slug += kTransliteration[c - U'א'];
    } else if (!slug.empty() && slug.back() != '-' && !IsGeresh(c)) {
      if (slug.size() >= kLongest) break;
      slug.push_back('-');
    }
  }
  if (slug.size() > kLongest + 16) slug.resize(kLongest + 16);  // a title of one long word
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

// Six hexadecimal digits of the review's text.
std::string Digest(const Review& review) {
  uint64_t hash = kFnvStart;
  const auto add = [&](std::string_view text) { hash = Fnv1a(text, hash); };
  add(review.title.value_or(""));
  for (const Block& block : review.blocks) {
    for (const Span& span : block.spans) add(span.text);
  }
  constexpr char kDigits[] = "0123456789abcdef";
  std::string digest;
  for (int i = 0; i < 6; ++i) digest.push_back(kDigits[(hash >> (40 + 4 * i)) & 15]);
  return digest;
}

// An id from what the review itself says, so that it stays when others come or go: its title (or
// its paper's identifier), and its date, number or text.
std::string IdOf(const Review& review) {
  std::string id = Slug(review.title.value_or(""));
  if (id.empty() && review.paper.arxiv_id) id = "arxiv-" + Slug(*review.paper.arxiv_id);
  if (id.empty()) id = "review";
  if (review.date) return id + "-" + ToString(*review.date);
  if (review.number) return id + "-" + std::to_string(*review.number);
  if (review.paper.arxiv_id && !id.starts_with("arxiv-")) {
    return id + "-" + Slug(*review.paper.arxiv_id);
  }
  return id + "-" + Digest(review);
}

// Gives ids, each once.
class IdGiver {
 public:
  // The id is another review's.
  void Take(const std::string& id) { copies_.emplace(id, 1); }
  // Gives the review its id: the one that it has, where it has one and that is free.
  void Give(Review& review) {
    if (review.id.empty()) review.id = IdOf(review);
    if (copies_.contains(review.id)) review.id += "-" + Digest(review);
    // The same text twice: the order decides. "x-2" may be taken by a review of its own.
    const std::string base = review.id;
    while (copies_.contains(review.id)) review.id = base + "-" + std::to_string(++copies_[base]);
    Take(review.id);
  }

 private:
  std::unordered_map<std::string, int> copies_;  // of each id, how many are given
};

// --- Reviews that belong together
// ------------------------------------------------------------------

void LinkTo(Review& from, const Review& to) {
  const std::string url = "#/r/" + to.id;
  for (const Link& link : from.links) {
    if (link.url == url) return;
  }
  from.links.push_back({url, to.title.value_or(""), LinkRole::kReview});
}

// A title's letters and digits alone, in lower case.
std::string TitleKey(const Review& review) {
  std::string key;
  for (const char32_t c : Fold32(review.title.value_or(""))) {
    if (IsLetter(c) || IsDigit(c)) AppendUtf8(c, key);
  }
  return key;
}

// Whether two keys are one title, give or take what extraction does to letters, or one the other's
// beginning (cut off).
bool SameTitle(const std::string& a, const std::string& b) {
  constexpr size_t kLeastLetters = 12;
  if (a.size() < kLeastLetters || b.size() < kLeastLetters) return a == b && !a.empty();
  if (a.starts_with(b) || b.starts_with(a)) return true;
  const std::u32string start_a = ToUtf32(std::string_view(a).substr(0, 40));
  const std::u32string start_b = ToUtf32(std::string_view(b).substr(0, 40));
  return Resembles(start_a, start_b);
}

std::string TextOf(const Block& block) {
  std::string text;
  for (const Span& span : block.spans) text += span.text;
  return text;
}

// Whether the text says that a review appeared the day before, whose date is `date`: "שסקרנו
// אתמול", "אתמול סקרתי", or "אתמול" and that date.
bool MentionsYesterday(const std::string& printed, const Date& date) {
  constexpr std::u32string_view kYesterday = U"אתמול";
  constexpr std::u32string_view kReviewed[] = {U"סקרנו", U"שסקרנו", U"סקרתי", U"שסקרתי"};
  if (printed.find("אתמול") == std::string::npos) return false;
  const std::optional<FoundDate> found = FindDate(printed);
  if (found && found->date == date) return true;
  const std::u32string text = Fold32(printed);
  const auto reviewed = [&](std::u32string_view word) {
    return std::any_of(std::begin(kReviewed), std::end(kReviewed),
                       [&](std::u32string_view form) { return Resembles(word, form); });
  };
  std::u32string_view before, before2;  // the words before
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && (IsLetter(text[end]) || IsDigit(text[end]))) ++end;
    if (end == i) {
      ++i;
      continue;
    }
    const std::u32string_view word(text.data() + i, end - i);
    if (before == kYesterday && reviewed(word)) return true;
    if (word == kYesterday && (reviewed(before) || reviewed(before2))) return true;
    before2 = before;
    before = word;
    i = end;
  }
  return false;
}

// Finds out which reviews a review belongs together with. All are noted first, then each is linked.
class Linker {
 public:
  // The reviews' order is the catalog's. Each stays where it is as long as the linker.
  void Note(const Review& review);
  // `review` is the one that was noted so many before it.
  void Link(size_t index, Review& review) const {
    LinkSamePapers(index, review);
    LinkCitedPapers(review);
    LinkYesterday(index, review);
  }

 private:
  static constexpr size_t kLeastTitle = 8;  // bytes of a title's key
  using Members = std::unordered_map<std::string, std::vector<size_t>>;

  void LinkSamePapers(size_t index, Review& review) const;
  void LinkCitedPapers(Review& review) const;
  void LinkYesterday(size_t index, Review& review) const;

  std::vector<const Review*> reviews_;
  std::vector<std::string> keys_;  // TitleKey of each
  Members by_arxiv_, by_title_;
  std::unordered_map<std::string, size_t> by_url_;
};

void Linker::Note(const Review& review) {
  const size_t index = reviews_.size();
  reviews_.push_back(&review);
  keys_.push_back(TitleKey(review));
  if (keys_.back().size() >= kLeastTitle) by_title_[keys_.back()].push_back(index);
  if (review.paper.arxiv_id) by_arxiv_[*review.paper.arxiv_id].push_back(index);
  for (const std::string& url : review.paper.urls) by_url_.emplace(url, index);
}

// The same paper reviewed twice: titles that are the same; an identifier alone is not enough,
// because one is often printed under the wrong review.
void Linker::LinkSamePapers(size_t index, Review& review) const {
  constexpr size_t kMostAlike = 16;  // what more reviews share says nothing
  const auto link = [&](const Members& all, const std::string& key) {
    const auto members = all.find(key);
    if (members == all.end() || members->second.size() > kMostAlike) return;
    for (const size_t other : members->second) {
      if (other != index && SameTitle(keys_[index], keys_[other])) LinkTo(review, *reviews_[other]);
    }
  };
  if (review.paper.arxiv_id) link(by_arxiv_, *review.paper.arxiv_id);
  if (keys_[index].size() >= kLeastTitle) link(by_title_, keys_[index]);
}

// A paper cited by its address that has a review of its own.
void Linker::LinkCitedPapers(Review& review) const {
  std::vector<const Review*> cited;
  for (const skira::Link& link : review.links) {
    const auto found = link.role == LinkRole::kOther ? by_url_.find(link.url) : by_url_.end();
    if (found != by_url_.end() && reviews_[found->second] != &review) {
      cited.push_back(reviews_[found->second]);
    }
  }
  for (const Review* other : cited) LinkTo(review, *other);
}

// "yesterday's review": certain where the review before in the document is dated a day earlier.
void Linker::LinkYesterday(size_t index, Review& review) const {
  if (index == 0) return;
  const Review& before = *reviews_[index - 1];
  if (before.document != review.document || !before.date || !review.date) return;
  if (DayNumber(*before.date) + 1 != DayNumber(*review.date)) return;
  for (const Block& block : review.blocks) {
    if (MentionsYesterday(TextOf(block), *before.date)) return LinkTo(review, before);
  }
}

}  // namespace

Catalog BuildCatalog(std::vector<ParseResult> documents) {
  Catalog catalog;
  for (ParseResult& document : documents) {
    InferDates(document.reviews);
    for (Review& review : document.reviews) {
      review.document = static_cast<int>(catalog.sources.size());
      catalog.reviews.push_back(std::move(review));
    }
    catalog.sources.push_back(std::move(document.source));
  }
  IdGiver ids;
  for (Review& review : catalog.reviews) ids.Give(review);
  Linker linker;
  for (const Review& review : catalog.reviews) linker.Note(review);
  for (size_t i = 0; i < catalog.reviews.size(); ++i) linker.Link(i, catalog.reviews[i]);
  return catalog;
}

struct CatalogJoin::Work {
  Work(const Catalog& all, int first, int count)
      : catalog(all),
        skip_first(static_cast<size_t>(first)),
        skip_last(static_cast<size_t>(first + count)) {}

  const Catalog& catalog;
  const size_t skip_first, skip_last;  // reviews of the catalog that are to go
  Catalog added;
  bool linked = false;  // the added ones know their links already
  IdGiver ids;
  Linker linker;
  std::unordered_map<std::string, std::string> renamed;  // hashes of the added, old and new
  // How far it has come: reviews of the catalog, and the added ones, three times.
  size_t at = 0, given = 0, noted = 0, done = 0;

  void Give(Review& review);
  void Finish(size_t index, Review& review);
};

void CatalogJoin::Work::Give(Review& review) {
  const std::string before = review.id;
  ids.Give(review);
  if (!before.empty() && before != review.id) renamed.emplace("#/r/" + before, "#/r/" + review.id);
}

void CatalogJoin::Work::Finish(size_t index, Review& review) {
  if (!linked) return linker.Link(index, review);
  for (Link& link : review.links) {
    if (const auto found = renamed.find(link.url); found != renamed.end()) link.url = found->second;
  }
}

CatalogJoin::CatalogJoin(const Catalog& catalog, int first, int count, ParseResult document)
    : work_(std::make_unique<Work>(catalog, first, count)) {
  InferDates(document.reviews);
  for (Review& review : document.reviews) review.document = -1;  // beside all others
  work_->added.sources.push_back(std::move(document.source));
  work_->added.reviews = std::move(document.reviews);
}

CatalogJoin::CatalogJoin(const Catalog& catalog, int first, int count, Catalog other)
    : work_(std::make_unique<Work>(catalog, first, count)) {
  work_->added = std::move(other);
  work_->linked = true;
}

CatalogJoin::~CatalogJoin() = default;

bool CatalogJoin::Step(int reviews) {
  Work& work = *work_;
  std::vector<Review>& added = work.added.reviews;
  for (; reviews > 0; --reviews) {
    if (work.at < work.catalog.reviews.size()) {
      const size_t index = work.at++;
      if (index >= work.skip_first && index < work.skip_last) continue;
      work.ids.Take(work.catalog.reviews[index].id);
      if (!work.linked) work.linker.Note(work.catalog.reviews[index]);
    } else if (work.given < added.size()) {
      work.Give(added[work.given++]);
    } else if (work.noted < added.size()) {
      if (!work.linked) work.linker.Note(added[work.noted]);
      ++work.noted;
    } else if (work.done < added.size()) {
      const size_t others = work.catalog.reviews.size() - (work.skip_last - work.skip_first);
      work.Finish(others + work.done, added[work.done]);
      ++work.done;
    } else {
      return true;
    }
  }
  return work.done == added.size() && work.at == work.catalog.reviews.size();
}

Catalog CatalogJoin::Take() {
  if (!work_->linked) {
    for (Review& review : work_->added.reviews) review.document = 0;
  }
  return std::move(work_->added);
}

}  // namespace skira
