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

// The first words of its title, empty where it has none.
std::string FirstWords(const Review& review) {
  constexpr int kWords = 4;
  std::string slug = Slug(review.title.value_or(""));
  size_t end = 0;
  for (int i = 0; i < kWords && end < slug.size(); ++i) {
    end = std::min(slug.find('-', end + (i > 0)), slug.size());
  }
  slug.resize(end);
  return slug;
}

// What is said of a review in its id, the first that no other review has: each more than the one
// before.
enum class IdDetail : uint8_t { kIdentity, kTitle, kText };
constexpr IdDetail kIdDetails[] = {IdDetail::kIdentity, IdDetail::kTitle, IdDetail::kText};

std::string IdOf(const Review& review, IdDetail detail) {
  std::string id;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) id += (id.empty() ? "" : "-") + part;
  };
  const std::string title = FirstWords(review);
  if (review.number) {
    add("review-" + std::to_string(*review.number));
  } else if (review.date) {
    add(ToString(*review.date));
  }
  if (const std::string arxiv = Slug(review.paper.arxiv_id.value_or("")); !arxiv.empty()) {
    add(id.empty() ? "arxiv-" + arxiv : arxiv);
  }
  if (id.empty() || detail != IdDetail::kIdentity) add(title);
  if (id.empty()) add("review");
  if (detail == IdDetail::kText) add(Digest(review));
  return id;
}

// The id that version 0.1 gave: every letter of the title, and the date or number.
std::string FormerIdOf(const Review& review) {
  std::string id = Slug(review.title.value_or(""));
  if (review.date) return id + "-" + ToString(*review.date);
  if (review.number) return id + "-" + std::to_string(*review.number);
  if (review.paper.arxiv_id) return id + "-" + Slug(*review.paper.arxiv_id);
  return id;
}

// --- Ids that are no longer given ---------------------------------------------------------------

// An id read again.
struct IdParts {
  std::vector<std::u32string> words;  // of the title
  std::string_view day;               // "2024-06-16", or empty
  std::string_view number;            // "801", or empty
  std::string_view arxiv;             // "2405-18047", or empty
};

constexpr size_t kDay = 10;  // characters of an ISO day

size_t DigitsAt(std::string_view id, size_t at) {
  size_t end = at;
  while (end < id.size() && IsDigit(static_cast<unsigned char>(id[end]))) ++end;
  return end - at;
}

// How many characters at the start are an arXiv id with hyphens, 0 where none is.
size_t ArxivAt(std::string_view id) {
  constexpr size_t kMonth = 4, kLeast = 4, kMost = 5;  // digits of its two parts
  if (DigitsAt(id, 0) != kMonth || id.substr(kMonth, 1) != "-") return 0;
  const size_t digits = DigitsAt(id, kMonth + 1);
  const size_t end = kMonth + 1 + digits;
  return digits >= kLeast && digits <= kMost && (end == id.size() || id[end] == '-') ? end : 0;
}

// Takes so many characters from the start, and the hyphen behind them.
std::string_view TakeFront(std::string_view& id, size_t size) {
  const std::string_view taken = id.substr(0, size);
  id.remove_prefix(std::min(size + 1, id.size()));
  return taken;
}

// Takes what begins at `at` from the end, and the hyphen before it.
std::string_view TakeBack(std::string_view& id, size_t at) {
  const std::string_view taken = id.substr(at);
  id = id.substr(0, at > 0 ? at - 1 : 0);
  return taken;
}

IdParts PartsOf(std::string_view id) {
  constexpr std::string_view kReview = "review-", kArxiv = "arxiv-";
  constexpr size_t kShortArxiv = 9, kLongArxiv = 10;  // characters
  IdParts parts;
  if (id.starts_with(kReview)) {
    const size_t digits = DigitsAt(id, kReview.size());
    const size_t end = kReview.size() + digits;
    if (digits > 0 && (end == id.size() || id[end] == '-')) {
      id.remove_prefix(kReview.size());
      parts.number = TakeFront(id, digits);
    }
  } else if (ParseIsoDate(id.substr(0, kDay)) && (id.size() <= kDay || id[kDay] == '-')) {
    parts.day = TakeFront(id, kDay);
  }
  if (id.starts_with(kArxiv)) id.remove_prefix(kArxiv.size());
  if (const size_t size = ArxivAt(id); size > 0) parts.arxiv = TakeFront(id, size);
  if (id.size() > kDay && ParseIsoDate(id.substr(id.size() - kDay))) {
    parts.day = TakeBack(id, id.size() - kDay);
  }
  for (const size_t size : {kShortArxiv, kLongArxiv}) {
    if (id.size() <= size || id[id.size() - size - 1] != '-') continue;
    if (ArxivAt(id.substr(id.size() - size)) == size) parts.arxiv = TakeBack(id, id.size() - size);
  }
  while (!id.empty()) {
    const size_t end = std::min(id.find('-'), id.size());
    if (end > 0) parts.words.push_back(ToUtf32(id.substr(0, end)));
    id.remove_prefix(std::min(end + 1, id.size()));
  }
  return parts;
}

// How many words of two ids are the same, of all that they have: 0 to 1.
double SharedWords(const IdParts& a, const IdParts& b) {
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
  return 2.0 * same / static_cast<double>(a.words.size() + b.words.size());
}

// How likely a review that has the second id is what an address with the first one is about; kLeast
// and more is likely enough. A number or a day says little where there are words.
constexpr double kLeast = 0.6, kSamePaper = 0.8, kSameDay = 0.7, kSameDayBesideWords = 0.1;

double Nearness(const IdParts& wanted, const IdParts& has) {
  const bool same_day = (!wanted.day.empty() && wanted.day == has.day) ||
                        (!wanted.number.empty() && wanted.number == has.number);
  if (!wanted.words.empty()) {
    return SharedWords(wanted, has) + (same_day ? kSameDayBesideWords : 0);
  }
  const bool same_paper = !wanted.arxiv.empty() && wanted.arxiv == has.arxiv;
  return (same_day ? kSameDay : 0) + (same_paper ? kSamePaper : 0);
}

int NearestId(std::string_view id, const std::vector<Review>& reviews) {
  const IdParts wanted = PartsOf(id);
  double best = kLeast;
  int nearest = -1;
  for (size_t i = 0; i < reviews.size(); ++i) {
    double nearness = 0;
    for (const std::string& had :
         {reviews[i].id, IdOf(reviews[i], IdDetail::kTitle), FormerIdOf(reviews[i])}) {
      nearness = std::max(nearness, Nearness(wanted, PartsOf(had)));
    }
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
  if (review.id.empty()) review.id = IdOf(review, IdDetail::kIdentity);
  if (copies_.contains(review.id)) {
    if (review.id == IdOf(review, IdDetail::kIdentity)) {
      for (const IdDetail detail : kIdDetails) {
        review.id = IdOf(review, detail);
        if (!copies_.contains(review.id)) break;
      }
    } else {
      review.id += "-" + Digest(review);
    }
  }
  Number(review);
}

void ReviewIds::GiveAll(std::vector<Review>& reviews) {
  std::vector<Review*> without;
  for (Review& review : reviews) {
    if (review.id.empty()) {
      without.push_back(&review);
    } else {
      Give(review);
    }
  }
  for (const IdDetail detail : kIdDetails) {
    std::unordered_map<std::string, int> shared;
    for (Review* review : without) {
      review->id = IdOf(*review, detail);
      ++shared[review->id];
    }
    std::erase_if(without, [&](const Review* review) {
      return shared[review->id] == 1 && copies_.try_emplace(review->id, 1).second;
    });
  }
  for (Review* review : without) Number(*review);
}

void ReviewIds::Number(Review& review) {
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

std::vector<std::string> FormerIdsOf(const Review& review) {
  std::vector<std::string> ids = review.former_ids;
  ids.push_back(FormerIdOf(review));
  return ids;
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
