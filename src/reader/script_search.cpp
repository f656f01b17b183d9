#include "reader/script_search.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace skira::reader {

using nlohmann::ordered_json;

std::string SearchJson(AppState& state, std::string_view query, int limit) {
  constexpr int kAtOnce = 4096;
  while (GrowIndex(kAtOnce, state)) {
  }
  const SearchResult found = Search(state.index, query, {.limit = std::max(limit, 0)});
  ordered_json hits = ordered_json::array();
  for (const Hit& hit : found.hits) {
    hits.push_back({{"id", state.catalog.reviews[hit.review].id}, {"score", hit.score}});
  }
  const ordered_json answer = {{"hits", std::move(hits)},
                               {"total", found.total},
                               {"microseconds", found.microseconds},
                               {"index",
                                {{"bytes", state.index.bytes()},
                                 {"textBytes", state.index.text_bytes()},
                                 {"milliseconds", state.index_milliseconds}}}};
  return answer.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace skira::reader
