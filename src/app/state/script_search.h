// Searching for scripts: the page's skira.search(), which benchmarks and embedders call.
#pragma once

#include <string>
#include <string_view>

#include "app/state/app_state.h"

namespace skira::app {

// JSON, valid UTF-8 whatever the catalog holds:
//   {"hits": [{"id": "adam", "score": 7.1}],   best first, at most `limit`
//    "total": 1,                               reviews found
//    "microseconds": 41.5}                     that the search took
// Indexes what is not indexed yet.
std::string SearchJson(AppState& state, std::string_view query, int limit);

}  // namespace skira::app
