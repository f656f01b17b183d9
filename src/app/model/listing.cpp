#include "app/model/listing.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <functional>
#include <map>
#include <numeric>
#include <unordered_map>

#include "app/article/article.h"

namespace skira::app {
namespace {

struct Restriction {
  Facet facet;
  std::vector<std::string> ListQuery::*values;
};
constexpr Restriction kRestrictions[] = {
    {Facet::kTopic, &ListQuery::topics},
    {Facet::kYear, &ListQuery::years},
    {Facet::kMonth, &ListQuery::months},
    {Facet::kKind, &ListQuery::kinds},
    {Facet::kReviewer, &ListQuery::reviewers},
    {Facet::kClarity, &ListQuery::clarity},
    {Facet::kRecommendation, &ListQuery::recommendation},
};

SearchOptions OptionsFor(const ListQuery& query, int reviews) {
  SearchOptions options;
  options.limit = reviews;
  for (const auto& [facet, values] : kRestrictions) {
    for (const std::string& value : query.*values) options.restrictions.push_back({facet, value});
  }
  // "Has code" and "has math" restrict each other: they go into the query's text.
  const bool by_relevance =
      !query.text.empty() && (query.sort == Sort::kAuto || query.sort == Sort::kRelevance);
  options.sort = by_relevance                  ? SortOrder::kRelevance
                 : query.sort == Sort::kOldest ? SortOrder::kOldest
                                               : SortOrder::kNewest;
  return options;
}

std::string TextFor(const ListQuery& query) {
  std::string text = query.text;
  if (query.code) text += " has:code";
  if (query.math) text += " has:math";
  return text;
}

// Whether the search engine has a say in what is listed.
bool Searched(const ListQuery& query) {
  return !query.text.empty() || query.code || query.math ||
         std::any_of(std::begin(kRestrictions), std::end(kRestrictions),
                     [&](const Restriction& one) { return !(query.*one.values).empty(); });
}

bool Contains(const std::vector<std::string>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// --- What the search engine does not know: the user's own marks, lists and documents -----------

class OwnFilters {
 public:
  // Bits of the filters that do not let a review through; for the flags and for what is counted.
  enum : uint8_t { kFlags = 1, kSources = 2, kLists = 4, kTags = 8 };

  OwnFilters(const Catalog& catalog, const UserData& user, const ListQuery& query)
      : catalog_(catalog), user_(user), query_(query) {
    for (size_t i = 0; i < user.lists.size(); ++i) {
      if (!user.lists[i].search.empty()) continue;  // its reviews are those that it found
      for (const std::string& id : user.lists[i].reviews) lists_of_[id].push_back(i);
    }
  }

  bool on() const {
    return query_.unread || query_.starred || !query_.sources.empty() || !query_.lists.empty() ||
           !query_.tags.empty();
  }
  // Whether there is anything to count.
  bool counts() const {
    return catalog_.sources.size() > 1 || !lists_of_.empty() ||
           std::any_of(user_.marks.begin(), user_.marks.end(),
                       [](const auto& one) { return !one.second.tags.empty(); });
  }

  uint8_t Misses(const Review& review) const {
    const ReviewMarks& marks = MarksOf(user_, review.id);
    uint8_t misses = 0;
    if ((query_.unread && marks.read) || (query_.starred && !marks.starred)) misses |= kFlags;
    if (!query_.sources.empty() && !Contains(query_.sources, SourceOf(review))) misses |= kSources;
    const auto in = [](const std::vector<std::string>& chosen) {
      return [&chosen](const std::string& value) { return Contains(chosen, value); };
    };
    if (!query_.tags.empty() &&
        std::none_of(marks.tags.begin(), marks.tags.end(), in(query_.tags))) {
      misses |= kTags;
    }
    const std::vector<size_t>& lists = ListsOf(review);
    if (!query_.lists.empty() && std::none_of(lists.begin(), lists.end(), [&](size_t i) {
          return Contains(query_.lists, user_.lists[i].id);
        })) {
      misses |= kLists;
    }
    return misses;
  }

  // Counts the reviews of `found`, each facet's own restriction left out.
  void Count(const std::vector<int>& found, Listing& listing) const {
    std::vector<int> sources(catalog_.sources.size()), lists(user_.lists.size());
    std::map<std::string, int> tags;
    for (const int i : found) {
      const Review& review = catalog_.reviews[static_cast<size_t>(i)];
      const uint8_t misses = on() ? Misses(review) : 0;
      const size_t document = static_cast<size_t>(review.document);
      if ((misses & ~kSources) == 0 && document < sources.size()) ++sources[document];
      if ((misses & ~kLists) == 0) {
        for (const size_t list : ListsOf(review)) ++lists[list];
      }
      if ((misses & ~kTags) == 0) {
        for (const std::string& tag : MarksOf(user_, review.id).tags) ++tags[tag];
      }
    }
    const auto add = [](std::string value, int count, std::vector<FacetCount>& counts) {
      if (count > 0) counts.push_back({std::move(value), count});
    };
    for (size_t i = 0; sources.size() > 1 && i < sources.size(); ++i) {
      add(catalog_.sources[i].name, sources[i], listing.sources);
    }
    for (size_t i = 0; i < lists.size(); ++i) add(user_.lists[i].id, lists[i], listing.lists);
    for (const auto& [tag, count] : tags) add(tag, count, listing.tags);
  }

 private:
  std::string_view SourceOf(const Review& review) const {
    const size_t document = static_cast<size_t>(review.document);
    return document < catalog_.sources.size() ? catalog_.sources[document].name
                                              : std::string_view();
  }
  const std::vector<size_t>& ListsOf(const Review& review) const {
    static const std::vector<size_t> kNone;
    if (lists_of_.empty()) return kNone;
    const auto found = lists_of_.find(review.id);
    return found == lists_of_.end() ? kNone : found->second;
  }

  const Catalog& catalog_;
  const UserData& user_;
  const ListQuery& query_;
  std::unordered_map<std::string_view, std::vector<size_t>> lists_of_;  // by the review's id
};

// --- Order ---------------------------------------------------------------------------------------

std::string MonthOf(const Review& review) {
  const Date date = ListingDate(review);
  if (date.year == 0) return "";
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d", date.year, date.month);
  return text;
}

// Titles in one alphabet after the other; untitled reviews last.
bool TitleBefore(const Review& a, const Review& b) {
  if (!a.title || !b.title) return a.title && !b.title;
  return std::lexicographical_compare(a.title->begin(), a.title->end(), b.title->begin(),
                                      b.title->end(),
                                      [](char x, char y) { return (x | 0x20) < (y | 0x20); });
}

// All reviews by their days; those without one last.
std::vector<int> AllByDate(const Catalog& catalog, bool oldest_first) {
  std::vector<int> order;
  std::vector<Date> dates(catalog.reviews.size());
  for (size_t i = 0; i < dates.size(); ++i) {
    if (!IsListed(catalog.reviews[i])) continue;
    order.push_back(static_cast<int>(i));
    dates[i] = ListingDate(catalog.reviews[i]);
  }
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    const Date x = dates[static_cast<size_t>(a)], y = dates[static_cast<size_t>(b)];
    if ((x == Date{}) != (y == Date{})) return y == Date{};
    return oldest_first ? x < y : x > y;
  });
  return order;
}

void SortListing(const Catalog& catalog, std::span<const int> words, Listing& listing) {
  std::vector<int>& order = listing.order;
  const Sort sort = listing.query.sort;
  const auto review = [&](int i) -> const Review& {
    return catalog.reviews[static_cast<size_t>(i)];
  };
  if (sort == Sort::kTitle) {
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return TitleBefore(review(a), review(b)); });
  }
  if (sort != Sort::kShortest && sort != Sort::kLongest) return;
  std::vector<int> lengths(catalog.reviews.size());
  for (const int i : order) {
    const size_t place = static_cast<size_t>(i);
    lengths[place] = place < words.size() ? words[place] : WordCount(review(i));
  }
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    const int x = lengths[static_cast<size_t>(a)], y = lengths[static_cast<size_t>(b)];
    return sort == Sort::kShortest ? x < y : x > y;
  });
}

// Months in the list's own direction of time, topics by how many reviews they have; those without
// one last. Inside a group the list's order stays.
void GroupListing(const Catalog& catalog, Listing& listing) {
  if (listing.query.grouping == Grouping::kNone) return;
  const bool by_month = listing.query.grouping == Grouping::kMonth;
  std::unordered_map<std::string, std::vector<int>> members;
  for (const int i : listing.order) {
    const Review& review = catalog.reviews[static_cast<size_t>(i)];
    // A review with several topics stands under its first.
    members[by_month                ? MonthOf(review)
            : review.topics.empty() ? ""
                                    : review.topics.front()]
        .push_back(i);
  }
  for (const auto& [key, reviews] : members) {
    listing.groups.push_back({key, 0, static_cast<int>(reviews.size())});
  }
  const bool oldest = listing.query.sort == Sort::kOldest;
  std::stable_sort(listing.groups.begin(), listing.groups.end(),
                   [&](const ListGroup& a, const ListGroup& b) {
                     if (a.key.empty() != b.key.empty()) return b.key.empty();
                     if (by_month) return oldest ? a.key < b.key : a.key > b.key;
                     return a.count != b.count ? a.count > b.count : a.key < b.key;
                   });
  listing.order.clear();
  for (ListGroup& group : listing.groups) {
    const std::vector<int>& reviews = members[group.key];
    group.first = static_cast<int>(listing.order.size());
    listing.order.insert(listing.order.end(), reviews.begin(), reviews.end());
  }
}

// --- Counts --------------------------------------------------------------------------------------

// Where a filter is on, values that nothing has under it are there with 0: a list whose rows go
// while one chooses in it cannot be chosen from.
void TakeFacets(const SearchIndex& index, const SearchResult& found, Listing& listing) {
  const int least = FilterCount(listing.query) > 0 ? 0 : 1;
  for (size_t facet = 0; facet < kFacetCount; ++facet) {
    const auto& values = index.FacetValues(static_cast<Facet>(facet));
    std::vector<FacetCount>& counts = listing.facets[facet];
    for (size_t i = 0; i < values.size() && i < found.facets[facet].size(); ++i) {
      if (found.facets[facet][i] >= least) counts.push_back({values[i], found.facets[facet][i]});
    }
    const bool by_time =
        facet == static_cast<size_t>(Facet::kYear) || facet == static_cast<size_t>(Facet::kMonth);
    std::stable_sort(counts.begin(), counts.end(),
                     [by_time](const FacetCount& a, const FacetCount& b) {
                       if (by_time) return a.value > b.value;
                       return a.count != b.count ? a.count > b.count : a.value < b.value;
                     });
  }
}

void CountMarks(const Catalog& catalog, const UserData& user, Listing& listing) {
  listing.unread = static_cast<int>(listing.order.size());
  if (user.marks.empty()) return;
  for (const int i : listing.order) {
    const ReviewMarks& marks = MarksOf(user, catalog.reviews[static_cast<size_t>(i)].id);
    listing.unread -= marks.read;
    listing.starred += marks.starred;
  }
}

// --- Names ---------------------------------------------------------------------------------------

struct ValueName {
  Facet facet;
  std::string_view value;
  Str name;
};
constexpr ValueName kValueNames[] = {
    {Facet::kKind, "full", Str::kind_full},
    {Facet::kKind, "short", Str::kind_short},
    {Facet::kKind, "daily", Str::kind_daily},
    {Facet::kKind, "post", Str::kind_post},
    {Facet::kClarity, "high", Str::clarity_high},
    {Facet::kClarity, "medium", Str::clarity_medium},
    {Facet::kClarity, "low", Str::clarity_low},
    {Facet::kRecommendation, "must", Str::recommended_must},
    {Facet::kRecommendation, "recommended", Str::recommended_yes},
    {Facet::kRecommendation, "optional", Str::recommended_maybe},
    {Facet::kRecommendation, "skip", Str::recommended_no},
    {Facet::kHas, "code", Str::filter_has_code},
    {Facet::kHas, "math", Str::filter_has_math},
};

constexpr Str kMonths[] = {Str::month_1, Str::month_2,  Str::month_3,  Str::month_4,
                           Str::month_5, Str::month_6,  Str::month_7,  Str::month_8,
                           Str::month_9, Str::month_10, Str::month_11, Str::month_12};

// "2024-06" as "יוני 2024".
std::string MonthName(std::string_view month, Language language) {
  int number = 0;
  if (month.size() == 7) std::from_chars(month.data() + 5, month.data() + 7, number);
  if (number < 1 || number > 12) return std::string(month);
  return std::string(Text(kMonths[number - 1], language)).append(" ").append(month.substr(0, 4));
}

}  // namespace

Date ListingDate(const Review& review) {
  return review.date.value_or(review.date_inferred.value_or(Date{}));
}

std::string PrintedDay(const Review& review, Language language) {
  if (review.date) return PrintedDate(*review.date);
  if (!review.date_inferred) return "";
  return Filled(Text(Str::date_inferred, language), {PrintedDate(*review.date_inferred)});
}

Listing MakeListing(const Catalog& catalog, std::span<const int> words, const SearchIndex& index,
                    const UserData& user, const ListQuery& query) {
  Listing listing;
  listing.query = query;
  listing.partial = static_cast<size_t>(index.size()) < catalog.reviews.size();
  const OwnFilters own(catalog, user, query);
  std::vector<uint8_t> only;  // empty: all
  for (size_t i = 0; own.on() && i < catalog.reviews.size(); ++i) {
    only.push_back(own.Misses(catalog.reviews[i]) == 0);
  }
  const bool searched = Searched(query);
  SearchOptions options =
      OptionsFor(query, searched ? static_cast<int>(catalog.reviews.size()) : 0);
  options.only = &only;
  const std::string text = TextFor(query);
  const SearchResult found = Search(index, text, options);
  listing.suggestions = found.suggestions;
  if (!found.reading.empty()) {  // without what TextFor added
    listing.reading =
        found.reading.substr(0, found.reading.size() - (text.size() - query.text.size()));
  }
  listing.microseconds = found.microseconds;
  TakeFacets(index, found, listing);
  const auto take = [](const SearchResult& result, std::vector<int>& reviews) {
    for (const Hit& hit : result.hits) reviews.push_back(hit.review);
  };
  // What the engine has no say in does not wait for the index.
  std::vector<int> all;
  if (!searched) all = AllByDate(catalog, query.sort == Sort::kOldest);
  if (searched) take(found, listing.order);
  for (const int i : all) {
    if (only.empty() || only[static_cast<size_t>(i)] != 0) listing.order.push_back(i);
  }
  if (own.counts()) {
    if (searched && own.on()) {
      options.only = nullptr;
      take(Search(index, text, options), all);
    }
    own.Count(all.empty() ? listing.order : all, listing);
  }
  SortListing(catalog, words, listing);
  GroupListing(catalog, listing);
  CountMarks(catalog, user, listing);
  return listing;
}

std::string FacetValueName(Facet facet, std::string_view value, Language language) {
  if (facet == Facet::kMonth) return MonthName(value, language);
  if (facet == Facet::kTopic) {
    return std::string(TopicTitle(value, language == Language::kHebrew));
  }
  for (const ValueName& row : kValueNames) {
    if (row.facet == facet && row.value == value) return Text(row.name, language);
  }
  return std::string(value);
}

std::string GroupName(Grouping grouping, std::string_view key, Language language) {
  if (grouping == Grouping::kMonth) {
    return key.empty() ? Text(Str::date_unknown, language) : MonthName(key, language);
  }
  return key.empty() ? Text(Str::other, language) : FacetValueName(Facet::kTopic, key, language);
}

float ListPlaces::height() const {
  return static_cast<float>(listing_.order.size()) * row_ +
         static_cast<float>(listing_.groups.size()) * heading_;
}

int ListPlaces::GroupOf(int row) const {
  const auto& groups = listing_.groups;
  const auto after =
      std::upper_bound(groups.begin(), groups.end(), row,
                       [](int r, const ListGroup& group) { return r < group.first; });
  return static_cast<int>(after - groups.begin()) - 1;
}

float ListPlaces::RowTop(int row) const {
  return static_cast<float>(row) * row_ + static_cast<float>(GroupOf(row) + 1) * heading_;
}

float ListPlaces::HeadingTop(int group) const {
  return static_cast<float>(listing_.groups[static_cast<size_t>(group)].first) * row_ +
         static_cast<float>(group) * heading_;
}

int ListPlaces::RowBelow(float y) const {
  // Rows' ends increase: half the range at each step.
  int low = 0, high = static_cast<int>(listing_.order.size());
  while (low < high) {
    const int middle = low + (high - low) / 2;
    if (RowTop(middle) + row_ <= y) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace skira::app
