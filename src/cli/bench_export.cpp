#include "cli/bench_export.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "cli/files.h"
#include "search/search.h"

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

// Of each query the median of several runs after one that warms up, microseconds. The queries take
// turns, so that none finds the memory as it has just left it.
std::vector<double> QueryTimes(const SearchIndex& index, const std::vector<std::string>& queries) {
  std::vector<std::vector<double>> times(queries.size());
  for (int run = 0; run <= kQueryRuns; ++run) {
    for (size_t i = 0; i < queries.size(); ++i) {
      const double time = Search(index, queries[i]).microseconds;
      if (run > 0) times[i].push_back(time);
    }
  }
  std::vector<double> medians;
  for (std::vector<double>& one : times) medians.push_back(Percentile(std::move(one), 0.5));
  return medians;
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
  const std::vector<double> times = QueryTimes(index, queries);
  figures["queries"] = queries.size();
  figures["query_median_us"] = Percentile(times, 0.5);
  figures["query_p99_us"] = Percentile(times, 0.99);
  return true;
}

}  // namespace skira::cli
