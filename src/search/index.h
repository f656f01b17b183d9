// What an index holds.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "search/search.h"
#include "search/segment.h"
#include "search/term_shards.h"

namespace skira {

// What is asked of a review besides its words. Reviews are numbered by slots, in the order in which
// they were added; a slot is never used again.
struct ReviewFacts {
  int32_t date = 0;                     // year * 10000 + month * 100 + day; 0: none
  int32_t number = -1;                  // -1: none
  uint32_t facets = 0, facets_end = 0;  // of IndexData::facets
  uint32_t arxiv = 0;                   // offset into IndexData::arxiv
  int32_t review = -1;                  // index into Catalog::reviews; -1: removed
};

struct FacetValue {
  uint16_t facet, value;  // index into IndexData::values[facet]
};

// Buffers that searches share, sized by what they met so far. All zero between searches.
struct SearchScratch;
struct ScratchDeleter {
  void operator()(SearchScratch* scratch) const;
};

struct IndexData {
  std::vector<Segment> segments;
  std::vector<uint32_t> bases;     // first slot of each segment
  SegmentBuilder open;             // reviews behind the last segment
  std::vector<ReviewFacts> facts;  // by slot
  std::vector<FacetValue> facets;
  std::string arxiv;            // ids, a line a slot, empty where there is none
  std::vector<uint32_t> slots;  // by review
  std::array<std::vector<std::string>, kFacetCount> values;
  double title_length = 1, body_length = 1;  // means, in atoms
  uint64_t title_atoms = 0, body_atoms = 0;
  uint64_t generation = 0;  // changes with the segments
  std::unique_ptr<SearchScratch, ScratchDeleter> scratch;

  std::string_view Arxiv(uint32_t slot) const {
    const std::string_view ids = std::string_view(arxiv).substr(facts[slot].arxiv);
    return ids.substr(0, ids.find('\n'));
  }
  uint32_t FacetsEnd(uint32_t slot) const { return facts[slot].facets_end; }
  // Of a catalog's review that has a slot and is listed at `place`: what is asked of it besides its
  // words.
  void PutFacts(uint32_t slot, const Review& review, ReviewTraits traits, int place);
  // Makes a segment of `open`, joins it with segments before it that are not much larger.
  void Seal();
  // Joins the two neighbouring segments that hold the fewest reviews together, if those are at most
  // `most`; whether there were any.
  bool JoinNeighbors(uint32_t most);
  // Seals, and makes the buffers fit: call before a search.
  SearchScratch& Prepare();
};

}  // namespace skira
