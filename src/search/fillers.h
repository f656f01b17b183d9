// Words that ask (למה, how) and words that fill (מאמר על, things): they weigh little where other
// words carry the query. Inside of the module.
#pragma once

#include <string_view>

namespace skira {

// Whether a term of a query (codes.h) is such a word, with or without Hebrew prefixes.
bool IsFiller(std::string_view term);

}  // namespace skira
