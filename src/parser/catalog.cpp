// What only the documents together tell: dates that were lost, ids, and which reviews belong
// together.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "parser/dates.h"
#include "parser/fuzzy.h"
#include "parser/parser.h"
#include "review/json.h"
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
  uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  const auto add = [&](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  };
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

void GiveIds(std::vector<Review>& reviews) {
  std::unordered_map<std::string, int> copies;  // of each id, how many are given
  for (Review& review : reviews) {
    review.id = IdOf(review);
    if (copies.contains(review.id)) review.id += "-" + Digest(review);
    // The same text twice: the order decides. "x-2" may be taken by a review of its own.
    const std::string base = review.id;
    while (copies.contains(review.id)) review.id = base + "-" + std::to_string(++copies[base]);
    copies.emplace(review.id, 1);
  }
}

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

// The same paper reviewed twice: titles that are the same; an identifier alone is not enough,
// because one is often printed under the wrong review.
void LinkSamePapers(std::vector<Review>& reviews) {
  constexpr size_t kLeastTitle = 8;
  std::map<std::string, std::vector<size_t>> by_key;
  std::vector<std::string> keys;
  for (size_t i = 0; i < reviews.size(); ++i) {
    keys.push_back(TitleKey(reviews[i]));
    if (keys[i].size() >= kLeastTitle) by_key["title " + keys[i]].push_back(i);
    if (reviews[i].paper.arxiv_id) by_key["arxiv " + *reviews[i].paper.arxiv_id].push_back(i);
  }
  constexpr size_t kMostAlike = 16;            // what more reviews share says nothing
  for (const auto& [key, members] : by_key) {  // sorted: the same links in the same order
    if (members.size() > kMostAlike) continue;
    for (const size_t a : members) {
      for (const size_t b : members) {
        if (a != b && SameTitle(keys[a], keys[b])) LinkTo(reviews[a], reviews[b]);
      }
    }
  }
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

// "yesterday's review": certain where the review before in the document is dated a day earlier.
void LinkYesterday(std::vector<Review>& reviews) {
  for (size_t i = 1; i < reviews.size(); ++i) {
    const Review& before = reviews[i - 1];
    Review& review = reviews[i];
    if (before.document != review.document || !before.date || !review.date) continue;
    if (DayNumber(*before.date) + 1 != DayNumber(*review.date)) continue;
    for (const Block& block : review.blocks) {
      if (!MentionsYesterday(TextOf(block), *before.date)) continue;
      LinkTo(review, before);
      break;
    }
  }
}

// A paper cited by its address that has a review of its own.
void LinkCitedPapers(std::vector<Review>& reviews,
                     const std::unordered_map<std::string, size_t>& by_url) {
  for (size_t i = 0; i < reviews.size(); ++i) {
    std::vector<size_t> cited;
    for (const Link& link : reviews[i].links) {
      const auto found = link.role == LinkRole::kOther ? by_url.find(link.url) : by_url.end();
      if (found != by_url.end() && found->second != i) cited.push_back(found->second);
    }
    for (const size_t other : cited) LinkTo(reviews[i], reviews[other]);
  }
}

void LinkReviews(std::vector<Review>& reviews) {
  std::unordered_map<std::string, size_t> by_url;
  for (size_t i = 0; i < reviews.size(); ++i) {
    for (const std::string& url : reviews[i].paper.urls) by_url.emplace(url, i);
  }
  LinkSamePapers(reviews);
  LinkCitedPapers(reviews, by_url);
  LinkYesterday(reviews);
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
  GiveIds(catalog.reviews);
  LinkReviews(catalog.reviews);
  return catalog;
}

}  // namespace skira
