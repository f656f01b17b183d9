#include "cli/bench_export.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "cli/files.h"
#include "search/search.h"
#include "unicode/unicode.h"

namespace skira::cli {
namespace {

using nlohmann::ordered_json;

constexpr int kIndexRuns = 3;
constexpr int kQueryRuns = 7;

double MillisecondsSince(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
      .count();
}

// The number that `share` of the numbers do not exceed, by nearest rank; they are not empty.
double Percentile(std::vector<double> numbers, double share) {
  std::sort(numbers.begin(), numbers.end());
  const auto rank = static_cast<size_t>(std::ceil(share * static_cast<double>(numbers.size())));
  return numbers[std::max<size_t>(rank, 1) - 1];
}

// The least time of several runs, milliseconds; `index` is the last one's.
double BuildIndex(const Catalog& catalog, SearchIndex& index) {
  double least = 1e300;
  for (int run = 0; run < kIndexRuns; ++run) {
    index = SearchIndex();
    const auto begin = std::chrono::steady_clock::now();
    index.Add(catalog, 0, static_cast<int>(catalog.reviews.size()));
    index.Pack();
    least = std::min(least, MillisecondsSince(begin));
  }
  return least;
}

// Of each query, microseconds.
struct QueryTimes {
  std::vector<double> first;   // when it is asked for the first time
  std::vector<double> median;  // of several runs after that
};

// The queries take turns, so that none finds the memory as it has just left it.
QueryTimes TimeQueries(const SearchIndex& index, const std::vector<std::string>& queries) {
  QueryTimes result;
  std::vector<std::vector<double>> times(queries.size());
  for (int run = 0; run <= kQueryRuns; ++run) {
    for (size_t i = 0; i < queries.size(); ++i) {
      const double time = Search(index, queries[i]).microseconds;
      run == 0 ? result.first.push_back(time) : times[i].push_back(time);
    }
  }
  for (std::vector<double>& one : times) result.median.push_back(Percentile(std::move(one), 0.5));
  return result;
}

// Of each key of each query, as they are typed one after the other, microseconds: what is asked of
// a page that answers every key.
std::vector<double> TimeKeys(const Catalog& catalog, const std::vector<std::string>& queries) {
  SearchIndex index;
  BuildIndex(catalog, index);
  std::vector<double> times;
  for (const std::string& query : queries) {
    for (size_t size = 0; size < query.size();) {
      size += DecodeAt(query, size).length;
      times.push_back(Search(index, query.substr(0, size)).microseconds);
    }
  }
  return times;
}

}  // namespace

bool MeasureExport(const std::string& path, const std::string& queries_path, ordered_json& figures,
                   std::string& error) {
  std::vector<std::string> queries;
  if (queries_path.empty()) {
    queries.emplace_back("attention");
  } else if (!ReadQueries(queries_path, queries, error)) {
    return false;
  }
  if (queries.empty()) {
    error = queries_path + ": no query";
    return false;
  }
  const auto begin = std::chrono::steady_clock::now();
  const std::optional<Catalog> catalog = ReadExport(path, error);
  if (!catalog) return false;
  figures["load_ms"] = MillisecondsSince(begin);
  figures["reviews"] = catalog->reviews.size();
  SearchIndex index;
  figures["index_ms"] = BuildIndex(*catalog, index);
  figures["index_bytes"] = index.bytes();
  figures["text_bytes"] = index.text_bytes();
  const QueryTimes times = TimeQueries(index, queries);
  figures["queries"] = queries.size();
  figures["query_first_us"] = Percentile(times.first, 0.5);
  figures["query_median_us"] = Percentile(times.median, 0.5);
  figures["query_p99_us"] = Percentile(times.median, 0.99);
  const std::vector<double> keys = TimeKeys(*catalog, queries);
  figures["keys"] = keys.size();
  figures["key_median_us"] = Percentile(keys, 0.5);
  figures["key_p99_us"] = Percentile(keys, 0.99);
  return true;
}

}  // namespace skira::cli
