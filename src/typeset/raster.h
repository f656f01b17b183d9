// From an outline to coverage, with FreeType.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "typeset/fonts.h"

namespace skira::typeset {

// Beyond these a font or a formula is broken: px an em, px a side of an image.
inline constexpr float kLargestSize = 2000;
inline constexpr FT_Pos kLargestSide = 4096;

// The whole pixels that an outline touches; y grows upwards.
struct PixelBox {
  FT_Pos left = 0, bottom = 0, width = 0, height = 0;
};
// None where it touches none, or is larger than kLargestSide.
std::optional<PixelBox> BoxOf(const FT_Outline& outline);

// One byte of coverage a pixel, row-major without padding; left and top as in AtlasGlyph.
struct Coverage {
  std::vector<uint8_t> pixels;
  int width = 0, height = 0;
  int left = 0, top = 0;
};

// Draws a glyph without hinting at `device_size` px per em, the pen `step`/4 px right of a whole
// one. `embolden` is in px. Writes into `coverage`, whose capacity is kept; false where the glyph
// is empty, broken or larger than kLargestSide.
bool Rasterise(const Face& face, uint32_t glyph, float device_size, int step, bool slant,
               float embolden, Coverage& coverage);

}  // namespace skira::typeset
