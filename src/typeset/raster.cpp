#include "typeset/raster.h"

#include <algorithm>
#include <cmath>

#include FT_OUTLINE_H

namespace skira::typeset {
namespace {

constexpr FT_Fixed kSlant = 0x366A;  // tan 12° in 16.16

}  // namespace

std::optional<PixelBox> BoxOf(const FT_Outline& outline) {
  FT_BBox box = {};
  FT_Outline_Get_CBox(&outline, &box);
  const PixelBox pixels = {.left = box.xMin >> 6,
                           .bottom = box.yMin >> 6,
                           .width = ((box.xMax + 63) >> 6) - (box.xMin >> 6),
                           .height = ((box.yMax + 63) >> 6) - (box.yMin >> 6)};
  if (pixels.width <= 0 || pixels.height <= 0) return std::nullopt;
  if (pixels.width > kLargestSide || pixels.height > kLargestSide) return std::nullopt;
  return pixels;
}

bool Rasterise(const Face& face, uint32_t glyph, float device_size, int step, bool slant,
               float embolden, Coverage& coverage) {
  FT_Face outlines = face.outlines;
  if (!(device_size > 0) || device_size > kLargestSize) return false;
  const auto size = static_cast<FT_F26Dot6>(std::lround(device_size * 64));
  if (FT_Set_Char_Size(outlines, size, size, 72, 72) != 0) return false;
  // Without hinting nor embedded bitmaps: shapes and advances scale with the size, as in a browser.
  if (FT_Load_Glyph(outlines, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) return false;
  FT_GlyphSlot slot = outlines->glyph;
  if (slot->format != FT_GLYPH_FORMAT_OUTLINE) return false;
  if (embolden > 0) {
    FT_Outline_Embolden(&slot->outline, static_cast<FT_Pos>(std::lround(embolden * 64)));
  }
  if (slant) {
    const FT_Matrix oblique = {0x10000, kSlant, 0, 0x10000};
    FT_Outline_Transform(&slot->outline, &oblique);
  }
  FT_Outline_Translate(&slot->outline, step * 64 / GlyphAtlas::kSubpixelSteps, 0);
  if (!BoxOf(slot->outline)) return false;  // of a large one FreeType would ask for up to 4 GB
  if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) return false;
  const FT_Bitmap& bitmap = slot->bitmap;
  if (bitmap.width == 0 || bitmap.rows == 0) return false;
  coverage.width = static_cast<int>(bitmap.width);
  coverage.height = static_cast<int>(bitmap.rows);
  coverage.left = slot->bitmap_left;
  coverage.top = slot->bitmap_top;
  coverage.pixels.resize(static_cast<size_t>(bitmap.width) * bitmap.rows);
  for (unsigned y = 0; y < bitmap.rows; ++y) {
    const unsigned char* row = bitmap.buffer + static_cast<ptrdiff_t>(y) * bitmap.pitch;
    std::copy(row, row + bitmap.width,
              coverage.pixels.begin() + static_cast<ptrdiff_t>(y) * bitmap.width);
  }
  return true;
}

}  // namespace skira::typeset
