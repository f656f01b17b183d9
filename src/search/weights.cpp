#include "search/weights.h"

#include <algorithm>
#include <iterator>

#include "search/search.h"

namespace skira {

SearchWeights search_weights;

namespace {

struct Row {
  SearchWeight weight;
  float SearchWeights::*member;
};
constexpr Row kRows[] = {
#define SKIRA_WEIGHT(name, value, least, most, reason) \
  {{#name, value, least, most, reason}, &SearchWeights::name},
    SKIRA_SEARCH_WEIGHTS(SKIRA_WEIGHT)
#undef SKIRA_WEIGHT
};

}  // namespace

std::vector<SearchWeight> SearchWeightTable() {
  std::vector<SearchWeight> table;
  for (const Row& row : kRows) {
    table.push_back(row.weight);
    table.back().value = search_weights.*row.member;
  }
  return table;
}

bool SetSearchWeight(std::string_view name, float value) {
  const auto* row = std::find_if(std::begin(kRows), std::end(kRows),
                                 [&](const Row& r) { return r.weight.name == name; });
  if (row == std::end(kRows)) return false;
  if (!(value >= row->weight.least && value <= row->weight.most)) return false;
  search_weights.*row->member = value;
  return true;
}

}  // namespace skira
