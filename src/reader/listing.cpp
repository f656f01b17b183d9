#include "reader/listing.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "reader/article.h"

namespace skira::reader {
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

bool Restricted(const ListQuery& query) {
  return !query.text.empty() || query.code || query.math ||
         std::any_of(std::begin(kRestrictions), std::end(kRestrictions),
                     [&](const Restriction& one) { return !(query.*one.values).empty(); });
}

bool Contains(const std::vector<std::string>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// What the search engine does not know: the reader's own marks, lists and documents.
bool PassesOwnFilters(const Catalog& catalog, const UserData& user, const ListQuery& query,
                      const Review& review) {
  const ReviewMarks& marks = MarksOf(user, review.id);
  if (query.unread && marks.read) return false;
  if (query.starred && !marks.starred) return false;
  if (!query.sources.empty() &&
      !Contains(query.sources, catalog.sources[static_cast<size_t>(review.document)].name)) {
    return false;
  }
  if (!query.tags.empty() &&
      std::none_of(marks.tags.begin(), marks.tags.end(),
                   [&](const std::string& tag) { return Contains(query.tags, tag); })) {
    return false;
  }
  if (query.lists.empty()) return true;
  return std::any_of(user.lists.begin(), user.lists.end(), [&](const ReadingList& list) {
    return Contains(query.lists, list.id) && Contains(list.reviews, review.id);
  });
}

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

void SortListing(const Catalog& catalog, Listing& listing) {
  const auto& reviews = catalog.reviews;
  const auto sort = [&](auto before) {
    std::stable_sort(listing.order.begin(), listing.order.end(), [&](int a, int b) {
      return before(reviews[static_cast<size_t>(a)], reviews[static_cast<size_t>(b)]);
    });
  };
  switch (listing.query.sort) {
    case Sort::kTitle:
      return sort(TitleBefore);
    case Sort::kShortest:
      return sort([](const Review& a, const Review& b) { return WordCount(a) < WordCount(b); });
    case Sort::kLongest:
      return sort([](const Review& a, const Review& b) { return WordCount(a) > WordCount(b); });
    default:
      return;
  }
}

void GroupListing(const Catalog& catalog, Listing& listing) {
  if (listing.query.grouping == Grouping::kNone) return;
  const bool by_month = listing.query.grouping == Grouping::kMonth;
  // A review with several topics stands under its first.
  std::vector<std::string> keys(catalog.reviews.size());
  for (const int i : listing.order) {
    const Review& review = catalog.reviews[static_cast<size_t>(i)];
    keys[static_cast<size_t>(i)] = by_month                ? MonthOf(review)
                                   : review.topics.empty() ? ""
                                                           : review.topics.front();
  }
  std::stable_sort(listing.order.begin(), listing.order.end(), [&](int a, int b) {
    const std::string &x = keys[static_cast<size_t>(a)], &y = keys[static_cast<size_t>(b)];
    return by_month ? x > y : x < y;
  });
  for (size_t i = 0; i < listing.order.size(); ++i) {
    const std::string& key = keys[static_cast<size_t>(listing.order[i])];
    if (listing.groups.empty() || listing.groups.back().key != key) {
      listing.groups.push_back({key, static_cast<int>(i), 0});
    }
    ++listing.groups.back().count;
  }
}

void CountFacets(const SearchIndex& index, const SearchResult& found, Listing& listing) {
  for (size_t facet = 0; facet < kFacetCount; ++facet) {
    const auto& values = index.FacetValues(static_cast<Facet>(facet));
    std::vector<FacetCount>& counts = listing.facets[facet];
    for (size_t i = 0; i < values.size() && i < found.facets[facet].size(); ++i) {
      if (found.facets[facet][i] > 0) counts.push_back({values[i], found.facets[facet][i]});
    }
    const bool by_time =
        facet == static_cast<size_t>(Facet::kYear) || facet == static_cast<size_t>(Facet::kMonth);
    std::sort(counts.begin(), counts.end(), [by_time](const FacetCount& a, const FacetCount& b) {
      if (by_time) return a.value > b.value;
      return a.count != b.count ? a.count > b.count : a.value < b.value;
    });
  }
}

}  // namespace

Date ListingDate(const Review& review) {
  return review.date.value_or(review.date_inferred.value_or(Date{}));
}

Listing MakeListing(const Catalog& catalog, const SearchIndex& index, const UserData& user,
                    const ListQuery& query) {
  Listing listing;
  listing.query = query;
  listing.partial = static_cast<size_t>(index.size()) < catalog.reviews.size();
  const int count = static_cast<int>(catalog.reviews.size());
  if (Restricted(query)) {
    SearchOptions options = OptionsFor(query, count);
    const SearchResult found = Search(index, TextFor(query), options);
    for (const Hit& hit : found.hits) listing.order.push_back(hit.review);
    listing.suggestions = found.suggestions;
    listing.microseconds = found.microseconds;
    CountFacets(index, found, listing);
  } else {
    listing.order.resize(catalog.reviews.size());
    std::iota(listing.order.begin(), listing.order.end(), 0);
    const bool oldest = query.sort == Sort::kOldest;
    std::stable_sort(listing.order.begin(), listing.order.end(), [&](int a, int b) {
      const Date x = ListingDate(catalog.reviews[static_cast<size_t>(a)]);
      const Date y = ListingDate(catalog.reviews[static_cast<size_t>(b)]);
      return oldest ? x < y : x > y;
    });
  }
  std::erase_if(listing.order, [&](int i) {
    return !PassesOwnFilters(catalog, user, query, catalog.reviews[static_cast<size_t>(i)]);
  });
  SortListing(catalog, listing);
  GroupListing(catalog, listing);
  for (const int i : listing.order) {
    const ReviewMarks& marks = MarksOf(user, catalog.reviews[static_cast<size_t>(i)].id);
    listing.unread += !marks.read;
    listing.starred += marks.starred;
  }
  return listing;
}

}  // namespace skira::reader
