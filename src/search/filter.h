// Which reviews a query's operators and the chosen facets let through.
#pragma once

#include <cstdint>
#include <vector>

#include "search/index.h"
#include "search/search.h"

namespace skira {

// By slot. Facet restrictions are kept apart: each facet's own is left out of its counts.
class Filter {
 public:
  Filter(const IndexData& data, const ParsedQuery& query, const SearchOptions& options);

  // Whether the query has an operator that restricts, a facet is chosen or some reviews alone are
  // asked for.
  bool restricts() const { return restricts_; }

  // The chosen facets that do not let the slot through, a bit each; kOut where an operator does
  // not.
  static constexpr uint32_t kOut = 1u << 31;
  uint32_t Misses(uint32_t slot) const;

 private:
  struct Test {
    Operator op;
    bool excluded;
    int32_t from = 0, to = 0;          // dates, numbers: inclusive
    std::string text;                  // arXiv id
    std::vector<FacetValue> values{};  // facets: any of them
  };
  void AddTest(const ParsedQuery& query, const QueryPart& part);
  bool Holds(const Test& test, uint32_t slot) const;
  bool HasAny(const std::vector<FacetValue>& values, uint32_t slot) const;

  const IndexData& data_;
  const std::vector<uint8_t>* only_;
  std::vector<Test> tests_;
  std::vector<std::vector<FacetValue>> chosen_;  // one a facet (or the time) that is restricted
  std::vector<uint32_t> chosen_bits_;
  bool restricts_ = false;
};

// Counts the facets of the reviews that were found. `misses`: parallel to `slots`.
void CountFacets(const IndexData& data, const std::vector<uint32_t>& slots,
                 const std::vector<uint32_t>& misses, SearchResult& result);

}  // namespace skira
