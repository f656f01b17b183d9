// What of a review has a number, and what of its text refers to it: formulas, figures, tables,
// algorithms. A reference is the kind and the number: "equation 3", "figure 2".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

// What a caption begins with: "Figure 3:", "טבלה 1." …
struct CaptionLabel {
  std::string_view kind;  // "figure", "table" or "algorithm"
  std::string number;     // "3"
  size_t size = 0;        // bytes of the text that it takes
};
std::optional<CaptionLabel> ReadCaptionLabel(std::string_view text);

// Whether the block is a caption that belongs to a table above or below it.
bool IsTableCaption(const Block& block);

// What refers to the block; empty: it has no number. A formula of several numbers ("1, 2") is
// referred to by each of them as well.
std::string ReferenceTo(const Block& block);

// The first block that `reference` refers to, an index into Review::blocks; -1: there is none.
int BlockOfReference(const Review& review, std::string_view reference);

// A word and a number in running text that name something with a number: "במשוואה (3)",
// "Fig. 2"; of several numbers in a row each further one is one of its own.
struct TextReference {
  size_t begin = 0, end = 0;  // bytes of the text
  std::string reference{};
};
std::vector<TextReference> FindReferences(std::string_view text);

// A name for an address inside of a page, of ASCII letters, digits and "-": "equation-3".
std::string AnchorOf(std::string_view reference);

}  // namespace skira
