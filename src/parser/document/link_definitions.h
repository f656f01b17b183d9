// Links whose address is named elsewhere (CommonMark 4.7, 6.3).
//
//   [text][label] [label][] [label] ![text][label]      [label]: address "title"
#pragma once

#include <string>
#include <vector>

#include "review/review.h"

namespace skira {

// The text with the address of its definition behind each such link ("[text](<address>)"), and the
// definitions, wherever they are, left empty; lines keep their numbers. Code between fences stays
// as it is. Adds a warning "link-definition" for each definition. Linear in the text's length.
std::string ResolveReferences(std::string text, std::vector<Warning>& warnings);

}  // namespace skira
