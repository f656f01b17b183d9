#include "reader/script_search.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

namespace skira::reader {

using nlohmann::ordered_json;

void ScriptSearch::Build(const Catalog& catalog) {
  const auto begin = std::chrono::steady_clock::now();
  index_ = SearchIndex();
  index_.Add(catalog, 0, static_cast<int>(catalog.reviews.size()));
  index_.Pack();
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
  milliseconds_ = time.count();
  built_ = true;
}

std::string ScriptSearch::Json(const Catalog& catalog, std::string_view query, int limit) {
  if (!built_) Build(catalog);
  const SearchResult found = Search(index_, query, {.limit = std::max(limit, 0)});
  ordered_json hits = ordered_json::array();
  for (const Hit& hit : found.hits) {
    hits.push_back({{"id", catalog.reviews[hit.review].id}, {"score", hit.score}});
  }
  const ordered_json answer = {{"hits", std::move(hits)},
                               {"total", found.total},
                               {"microseconds", found.microseconds},
                               {"index",
                                {{"bytes", index_.bytes()},
                                 {"textBytes", index_.text_bytes()},
                                 {"milliseconds", milliseconds_}}}};
  return answer.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace skira::reader
