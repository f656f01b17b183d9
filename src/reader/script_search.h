// Searching for scripts: the page's skira.search(), which benchmarks and embedders call.
#pragma once

#include <string>
#include <string_view>

#include "review/review.h"
#include "search/search.h"

namespace skira::reader {

// An index over a whole catalog, built when it is first asked for.
class ScriptSearch {
 public:
  // Call when the catalog has changed.
  void Forget() { built_ = false; }

  // JSON, valid UTF-8 whatever the catalog holds:
  //   {"hits": [{"id": "adam", "score": 7.1}],   best first, at most `limit`
  //    "total": 1,                               reviews found
  //    "microseconds": 41.5,                     that the search took
  //    "index": {"bytes": 1, "textBytes": 2, "milliseconds": 3}}   its size, and its building
  std::string Json(const Catalog& catalog, std::string_view query, int limit);

 private:
  void Build(const Catalog& catalog);

  SearchIndex index_;
  bool built_ = false;
  double milliseconds_ = 0;
};

}  // namespace skira::reader
