// Did you mean: the nearest spellings that would find something.
#pragma once

#include <vector>

#include "search/expand.h"

namespace skira {

// Queries with a word spelled as the index has it, where `query` spells one as no review does.
// `empty`: the query found nothing.
std::vector<Suggestion> Suggest(const IndexData& data, const ParsedQuery& query,
                                const std::vector<WordGroup>& groups, bool empty);

}  // namespace skira
