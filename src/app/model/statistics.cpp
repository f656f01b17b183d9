#include "app/model/statistics.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "app/article/article.h"
#include "app/model/listing.h"
#include "review/calendar.h"

namespace skira::app {
namespace {

using Counts = std::unordered_map<std::string_view, int>;

std::vector<NamedCount> Ranked(const Counts& counts) {
  std::vector<NamedCount> ranked;
  ranked.reserve(counts.size());
  for (const auto& [name, count] : counts) ranked.push_back({std::string(name), count});
  std::stable_sort(ranked.begin(), ranked.end(), [](const NamedCount& a, const NamedCount& b) {
    return a.count != b.count ? a.count > b.count : a.name < b.name;
  });
  return ranked;
}

int MonthIndex(const Date& date) { return date.year * 12 + date.month - 1; }
int QuarterIndex(const Date& date) { return date.year * 4 + (date.month - 1) / 3; }

void CountTimes(const std::vector<Date>& dates, Statistics& result) {
  if (dates.empty()) return;
  result.first = dates.front();
  result.last = dates.back();
  const int from = MonthIndex(result.first), to = MonthIndex(result.last);
  for (int month = from; month <= to; ++month) {
    result.months.push_back({month / 12, month % 12 + 1, 0});
  }
  for (int quarter = QuarterIndex(result.first); quarter <= QuarterIndex(result.last); ++quarter) {
    result.quarters.push_back({quarter / 4, quarter % 4 + 1});
  }
  int run = 0;
  for (size_t i = 0; i < dates.size(); ++i) {
    ++result.months[static_cast<size_t>(MonthIndex(dates[i]) - from)].count;
    const int days = i == 0 ? 0 : DayNumber(dates[i]) - DayNumber(dates[i - 1]);
    if (i > 0 && days == 0) continue;
    run = days == 1 ? run + 1 : 1;
    if (run <= result.streak) continue;
    result.streak = run;
    result.streak_to = dates[i];
  }
  // The first day is so many days before the last.
  const int first_day = DayNumber(result.streak_to) - result.streak + 1;
  for (const Date& date : dates) {
    if (DayNumber(date) == first_day) result.streak_from = date;
  }
}

void CountTopicsOverTime(const Catalog& catalog, Statistics& result) {
  if (result.quarters.empty()) return;
  const size_t topics = std::min(Statistics::kTopicsOverTime, result.topics.size());
  std::unordered_map<std::string_view, size_t> places;
  for (size_t i = 0; i < topics; ++i) {
    result.over_time.push_back(
        {result.topics[i].name, std::vector<int>(result.quarters.size(), 0)});
  }
  for (size_t i = 0; i < topics; ++i) places.emplace(result.over_time[i].topic, i);
  for (const Review& review : catalog.reviews) {
    const Date date = ListingDate(review);
    if (date.year == 0) continue;
    const auto quarter = static_cast<size_t>(QuarterIndex(date) - QuarterIndex(result.first));
    for (const std::string& topic : review.topics) {
      const auto place = places.find(topic);
      if (place != places.end()) ++result.over_time[place->second].counts[quarter];
    }
  }
}

void CountLengths(std::vector<int> words, Statistics& result) {
  if (words.empty()) return;
  const auto middle = words.begin() + static_cast<std::ptrdiff_t>(words.size() / 2);
  std::nth_element(words.begin(), middle, words.end());
  result.median_words = *middle;
}

// What tells one paper from another.
std::string_view PaperOf(const Review& review) {
  if (review.paper.arxiv_id) return *review.paper.arxiv_id;
  if (!review.paper.urls.empty()) return review.paper.urls.front();
  return review.title ? std::string_view(*review.title) : review.id;
}

}  // namespace

Statistics CountCatalog(const Catalog& catalog, std::span<const int> known) {
  Statistics result;
  Counts topics, reviewers;
  std::unordered_set<std::string_view> papers;
  std::vector<Date> dates;
  std::vector<int> words;
  for (size_t i = 0; i < catalog.reviews.size(); ++i) {
    const Review& review = catalog.reviews[i];
    if (!IsListed(review)) continue;
    for (const std::string& topic : review.topics) ++topics[topic];
    for (const std::string& reviewer : review.reviewers) ++reviewers[reviewer];
    papers.insert(PaperOf(review));
    if (const Date date = ListingDate(review); date.year > 0) dates.push_back(date);
    words.push_back(i < known.size() ? known[i] : WordCount(review));
    const int minutes = MinutesOf(words.back());
    result.words += words.back();
    result.minutes += minutes;
    const int bin = std::min(minutes, Statistics::kLengthBins) - 1;
    ++result.lengths[static_cast<size_t>(bin)];
    if (words.back() <= result.longest_words && result.longest >= 0) continue;
    result.longest = static_cast<int>(i);
    result.longest_words = words.back();
  }
  result.reviews = static_cast<int>(words.size());
  result.papers = static_cast<int>(papers.size());
  result.topics = Ranked(topics);
  result.reviewers = Ranked(reviewers);
  std::stable_sort(dates.begin(), dates.end(), std::less<>());
  CountTimes(dates, result);
  CountTopicsOverTime(catalog, result);
  CountLengths(std::move(words), result);
  return result;
}

}  // namespace skira::app
