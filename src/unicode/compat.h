// Compatibility folding: the plain letters that a typographic variant stands for (the part of
// NFKD, Unicode chapter 3.7, that documents of this field contain), without their accents.
#pragma once

#include <string_view>

namespace skira {

// The letters that `c`, in lower case, stands for: "e" for é, "fi" for ﬁ, "2" for ², "l" for ℓ,
// "a" for 𝒂. Empty for what folds to itself. Static storage.
std::u32string_view FoldCompatibility(char32_t c);

// A code point that leaves no trace in a word: combining accents, joiners, direction marks, soft
// hyphens, variation selectors.
bool IsIgnorable(char32_t c);

}  // namespace skira
