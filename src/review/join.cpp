#include "review/join.h"

#include <algorithm>
#include <unordered_set>

#include "review/calendar.h"
#include "review/json.h"
#include "unicode/fuzzy.h"
#include "unicode/hash.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// --- Ids ----------------------------------------------------------------------------------------

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

// --- Ids that are no longer given ---------------------------------------------------------------

// The words of an id's title, and the rest: its date or number.
struct IdParts {
  std::vector<std::u32string> words;
  std::string_view day;  // "2024-06-16", or empty
};

IdParts PartsOf(std::string_view id) {
  constexpr size_t kDay = 10;  // characters of an ISO day
  IdParts parts;
  if (id.size() > kDay && ParseIsoDate(id.substr(id.size() - kDay))) {
    parts.day = id.substr(id.size() - kDay);
    id.remove_suffix(kDay);
  }
  while (!id.empty()) {
    const size_t end = std::min(id.find('-'), id.size());
    if (end > 0) parts.words.push_back(ToUtf32(id.substr(0, end)));
    id.remove_prefix(std::min(end + 1, id.size()));
  }
  return parts;
}

// How many words of two ids are the same, of all that they have: 0 to 1; the same day counts for a
// little.
double Nearness(const IdParts& a, const IdParts& b) {
  constexpr double kSameDay = 0.1;
  if (a.words.empty() || b.words.empty()) return 0;
  std::vector<bool> taken(b.words.size());
  int same = 0;
  for (const std::u32string& word : a.words) {
    for (size_t i = 0; i < b.words.size(); ++i) {
      if (taken[i] || !(word == b.words[i] || Resembles(word, b.words[i]))) continue;
      taken[i] = true;
      ++same;
      break;
    }
  }
  const double share = 2.0 * same / static_cast<double>(a.words.size() + b.words.size());
  return share + (!a.day.empty() && a.day == b.day ? kSameDay : 0);
}

int NearestId(std::string_view id, const std::vector<Review>& reviews) {
  constexpr double kLeast = 0.6;
  const IdParts wanted = PartsOf(id);
  double best = kLeast;
  int nearest = -1;
  for (size_t i = 0; i < reviews.size(); ++i) {
    const double nearness = Nearness(wanted, PartsOf(reviews[i].id));
    if (nearness < best) continue;
    nearest = nearness == best ? -1 : static_cast<int>(i);  // two of the same: neither
    best = nearness;
  }
  return nearest;
}

// --- Reviews that belong together ---------------------------------------------------------------

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

}  // namespace

void ReviewIds::Give(Review& review) {
  if (review.id.empty()) review.id = IdOf(review);
  if (copies_.contains(review.id)) review.id += "-" + Digest(review);
  // The same text twice: the order decides. "x-2" may be taken by a review of its own.
  const std::string base = review.id;
  while (copies_.contains(review.id)) review.id = base + "-" + std::to_string(++copies_[base]);
  Take(review.id);
}

int IndexOfId(std::string_view id, const std::vector<Review>& reviews, bool nearest) {
  int former = -1;
  for (size_t i = 0; i < reviews.size(); ++i) {
    if (reviews[i].id == id) return static_cast<int>(i);
    const auto& ids = reviews[i].former_ids;
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) former = static_cast<int>(i);
  }
  return former >= 0 || !nearest ? former : NearestId(id, reviews);
}

void LinkTo(Review& from, const Review& to) {
  const std::string url = "#/r/" + to.id;
  for (const Link& link : from.links) {
    if (link.url == url) return;
  }
  from.links.push_back({url, to.title.value_or(""), LinkRole::kReview});
}

void ReviewLinks::Link(size_t index, Review& review) const {
  LinkSamePapers(index, review);
  LinkCitedPapers(review);
}

void ReviewLinks::Note(const Review& review) {
  const size_t index = reviews_.size();
  reviews_.push_back(&review);
  keys_.push_back(TitleKey(review));
  if (keys_.back().size() >= kLeastTitle) by_title_[keys_.back()].push_back(index);
  if (review.paper.arxiv_id) by_arxiv_[*review.paper.arxiv_id].push_back(index);
  for (const std::string& url : review.paper.urls) by_url_.emplace(url, index);
}

// The same paper reviewed twice: titles that are the same; an identifier alone is not enough,
// because one is often printed under the wrong review.
void ReviewLinks::LinkSamePapers(size_t index, Review& review) const {
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
void ReviewLinks::LinkCitedPapers(Review& review) const {
  std::vector<const Review*> cited;
  for (const skira::Link& link : review.links) {
    const auto found = link.role == LinkRole::kOther ? by_url_.find(link.url) : by_url_.end();
    if (found != by_url_.end() && reviews_[found->second] != &review) {
      cited.push_back(reviews_[found->second]);
    }
  }
  for (const Review* other : cited) LinkTo(review, *other);
}

void JoinPictures(std::vector<Picture> added, std::vector<Picture>& pictures) {
  if (added.empty()) return;
  std::unordered_set<std::string> known;
  for (const Picture& picture : pictures) known.insert(picture.id);
  for (Picture& picture : added) {
    if (known.insert(picture.id).second) pictures.push_back(std::move(picture));
  }
}

struct CatalogJoin::Work {
  const Catalog& catalog;
  const size_t skip_first, skip_last;  // reviews of the catalog that are to go
  Catalog added;
  ReviewIds ids{};
  ReviewLinks links{};
  std::unordered_map<std::string, std::string> renamed{};  // routes of the added, old and new
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
  for (Link& link : review.links) {
    if (const auto found = renamed.find(link.url); found != renamed.end()) link.url = found->second;
  }
  links.Link(index, review);
}

CatalogJoin::CatalogJoin(const Catalog& catalog, int first, int count, Catalog other)
    : work_(new Work{.catalog = catalog,
                     .skip_first = static_cast<size_t>(first),
                     .skip_last = static_cast<size_t>(first + count),
                     .added = std::move(other)}) {}

CatalogJoin::~CatalogJoin() = default;

bool CatalogJoin::Step(int reviews) {
  Work& work = *work_;
  std::vector<Review>& added = work.added.reviews;
  for (; reviews > 0; --reviews) {
    if (work.at < work.catalog.reviews.size()) {
      const size_t index = work.at++;
      if (index >= work.skip_first && index < work.skip_last) continue;
      work.ids.Take(work.catalog.reviews[index].id);
      work.links.Note(work.catalog.reviews[index]);
    } else if (work.given < added.size()) {
      work.Give(added[work.given++]);
    } else if (work.noted < added.size()) {
      work.links.Note(added[work.noted++]);
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

Catalog CatalogJoin::Take() { return std::move(work_->added); }

}  // namespace skira
