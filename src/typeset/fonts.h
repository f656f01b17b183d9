// Inside of FontSet: each face as HarfBuzz and FreeType see it, over the same bytes.
#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "typeset/prepared.h"
#include "typeset/typeset.h"

namespace skira::typeset {

// One loaded font. The HarfBuzz font's scale is the face's units per em, so that shaping yields
// font units, the same for every size.
struct Face {
  std::vector<std::byte> bytes;
  FaceInfo info;
  hb_font_t* font = nullptr;
  FT_Face outlines = nullptr;
  float units_per_em = 0;
  FaceMetrics em;  // at 1 px per em

  Face() = default;
  Face(const Face&) = delete;
  Face& operator=(const Face&) = delete;
  ~Face();
};

struct FontSet::Impl {
  FT_Library library = nullptr;
  std::vector<std::unique_ptr<Face>> faces;
  FallbackAdvance fallback_advance;
  hb_buffer_t* buffer = nullptr;
  Prepared scratch;  // kept from call to call for its capacity

  Impl();
  ~Impl();
};

// The faces to try for a style, best first: the wanted family before others, upright or italic as
// wanted, then the nearest weight, then the order of loading.
std::vector<FaceId> Preference(const FontSet& fonts, const TextStyle& style);

// True where the shaper can show `code_point` in the face: it has a glyph, needs none, or HarfBuzz
// replaces it by what the face has (decompositions, spaces of other widths, U+2011).
bool Covers(const Face& face, uint32_t code_point);

// The vertical metrics of a run in `face`; kNoFace has those of an ordinary face.
FaceMetrics MetricsOf(const FontSet& fonts, FaceId face, float size);

}  // namespace skira::typeset
