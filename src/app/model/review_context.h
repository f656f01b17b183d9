// What stands around an open review: its links and headings, the reviews beside it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/model/listing.h"
#include "review/paper_links.h"
#include "review/review.h"
#include "search/search.h"

namespace skira::app {

struct ContentsEntry {
  int block = 0;  // index into Review::blocks
  int level = 1;  // 1: the highest that the review has
  std::string text;
  bool operator==(const ContentsEntry&) const = default;
};
std::vector<ContentsEntry> ContentsOf(const Review& review);
// A review with fewer headings needs no table of contents.
inline constexpr size_t kLeastContents = 3;

// Reviews are indexes into Catalog::reviews.
struct AdjacentReviews {
  std::vector<int> related;       // by topics and words, nearest first
  std::vector<int> same_paper;    // other reviews of the same paper
  std::vector<int> mentions;      // those that the review links to
  std::vector<int> mentioned_in;  // those that link to it
  bool operator==(const AdjacentReviews&) const = default;
};
// Linear in the catalog. Without an index of `review` nothing is related.
AdjacentReviews FindAdjacentReviews(const Catalog& catalog, const SearchIndex& index, int review);

// The reviews before and after `review` in the list; by date where the list lacks it. -1: none.
struct Beside {
  int previous = -1, next = -1;
  bool operator==(const Beside&) const = default;
};
Beside FindBeside(const Catalog& catalog, const Listing& listing, int review);

// What the place of a review shows where none is open; kept while `version` is the state's.
struct HomeCards {
  std::vector<int> begun;   // not finished, the last opened first
  std::vector<int> newest;  // newest first
  uint64_t version = ~uint64_t{0};
  int read = 0;  // how many reviews are marked as read, of the overview
  uint64_t read_version = ~uint64_t{0};
  std::map<std::string, int> saved_new{};  // of saved searches (saved_searches.h)
  uint64_t saved_version = ~uint64_t{0};
};

// All of it for the review that is open, computed when that changes.
struct Around {
  std::vector<PaperLink> links;
  std::vector<ContentsEntry> contents;
  AdjacentReviews neighbours;
  Beside beside;
  uint32_t number = 0;  // counts changes

  // Brings it up to date for `review`. `listed` counts changes of the listing.
  void Follow(const Catalog& catalog, const SearchIndex& index, const Listing& listing,
              uint32_t listed, int review);
  // The catalog is another one.
  void Forget() { review_ = -1; }

 private:
  int review_ = -1, indexed_ = -1;
  size_t reviews_ = 0;
  uint32_t listed_ = 0;
};

}  // namespace skira::app
