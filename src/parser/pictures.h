// Pictures: where in a review those are that came with a document. Inside of the module.
//
//   ![alt](sha256-….png) in a text ─▶ a span ─▶ a figure, or a span that stays (a small one)
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

// The id of the picture that a target of the text names ("sha256-", 64 hexadecimal digits, "." and
// the type), empty where it names none.
std::string_view PictureIdOf(std::string_view target);

// Whether a text may name a picture: most documents have none.
bool NamesPicture(std::string_view text);

// Blocks of nothing but pictures become figures, one for each picture, and the caption below
// becomes the last one's. Lines stay those of the text.
void MakeFigures(std::vector<Block>& blocks);

// Makes figures of pictures inside of text that are too large for a line, below the block that they
// are in; what is left of the block keeps its place. A reference without a picture of its id
// becomes its alt, with a warning. Pictures that no review shows are taken out of `pictures`.
void PlacePictures(std::vector<Review>& reviews, std::vector<Picture>& pictures);

}  // namespace skira
