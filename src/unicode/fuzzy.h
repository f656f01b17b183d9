// Comparing words that extraction has damaged: edit distance over folded letters.
#pragma once

#include <string>
#include <string_view>

namespace skira {

// The number of code points to insert, delete or replace to get from `a` to `b`; `limit + 1` when
// it is more than `limit`. Both are compared as they are: fold them first.
int EditDistance(std::u32string_view a, std::u32string_view b, int limit);

// Whether a folded word is the folded `pattern`, give or take one letter in four (none in words of
// less than four).
bool Resembles(std::u32string_view word, std::u32string_view pattern);

// The same with `pattern` at the word's beginning: what follows it does not matter.
bool BeginsLike(std::u32string_view text, std::u32string_view pattern);

}  // namespace skira
