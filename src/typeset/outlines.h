// Outlines that come from no font: from a path to coverage.
#pragma once

#include <ft2build.h>
#include FT_OUTLINE_H

#include <vector>

#include "typeset/raster.h"
#include "typeset/typeset.h"

namespace skira::typeset {

// Points of all outlines, one after the other, as FreeType takes them, in 1/1000 em.
struct OutlineSet::Impl {
  struct Shape {
    size_t first_point = 0, point_count = 0;
    size_t first_contour = 0, contour_count = 0;
  };
  std::vector<FT_Vector> points;
  std::vector<char> tags;       // of each point
  std::vector<short> contours;  // each one's last point, counted from its shape's first
  std::vector<Shape> shapes;
};

// Draws an outline at `device_size` px per em, its origin `step`/4 px right of and `rise`/4 px
// above a whole pixel. Otherwise as Rasterise().
bool RasteriseOutline(const FontSet& fonts, const OutlineSet& outlines, uint32_t outline,
                      float device_size, int step, int rise, Coverage& coverage);

}  // namespace skira::typeset
