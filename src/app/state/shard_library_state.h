// What of a library in shards is here, what was asked of the page, what could not be had;
// shard_library.h has what is done with it.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "shards/shards.h"

namespace skira::app {

struct LibraryState {
  ShardSet set;
  TermShards terms;
  std::vector<uint8_t> has_text;      // by number: the review is whole
  std::vector<int> texts;             // files of text at hand, the one used last at the end
  std::set<ShardFile> asked, failed;  // of the page and not here yet; could not be had
  std::string missing_id;             // of which the library has no review
  std::vector<uint8_t> has_page;      // of the catalog
  int pages = 0;                      // that are at hand
  bool on() const { return set.reviews() > 0; }
};

}  // namespace skira::app
