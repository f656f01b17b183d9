#include "app/state/script_search.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace skira::app {

// The library quotes what may need it; the numbers around are put down as they come, since a
// search itself takes hardly longer than to build a tree of ten hits.
std::string SearchJson(AppState& state, std::string_view query, int limit) {
  using json = nlohmann::ordered_json;
  constexpr int kAtOnce = 4096;
  while (GrowIndex(kAtOnce, state)) {
  }
  const SearchResult found = Search(state.index, query, {.limit = std::max(limit, 0)});
  std::string answer = "{\"hits\":[";
  char number[64];
  for (const Hit& hit : found.hits) {
    if (&hit != &found.hits.front()) answer += ',';
    const json id = state.catalog.reviews[static_cast<size_t>(hit.review)].id;
    answer += "{\"id\":" + id.dump(-1, ' ', false, json::error_handler_t::replace);
    std::snprintf(number, sizeof number, ",\"score\":%.6g}", hit.score);
    answer += number;
  }
  std::snprintf(number, sizeof number, "],\"total\":%d,\"microseconds\":%.3f}", found.total,
                found.microseconds);
  return answer += number;
}

}  // namespace skira::app
