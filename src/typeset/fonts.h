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
// font units, the same for every size (at most kMaxUnitsPerEm, so that 16 bits hold an advance).
struct Face {
  static constexpr int kMaxUnitsPerEm = 2048;

  std::vector<std::byte> bytes;
  FaceInfo info;
  hb_font_t* font = nullptr;
  FT_Face outlines = nullptr;
  float units_per_em = 0;  // of the HarfBuzz font
  FaceMetrics em;          // at 1 px per em

  Face() = default;
  Face(const Face&) = delete;
  Face& operator=(const Face&) = delete;
  ~Face();
};

struct FontSet::Impl {
  FT_Library library = nullptr;
  std::vector<std::unique_ptr<Face>> faces;
  FallbackAdvance fallback_advance;
  uint64_t layouts = 0;  // paragraphs
  hb_buffer_t* buffer = nullptr;
  // Kept from call to call for their capacity.
  Analysis analysis;
  Prepared prepared;
  LineWork work;
  Paragraph paragraph;

  Impl();
  ~Impl();
};

// The faces to try for a style, best first: the wanted family before others, upright or italic as
// wanted, then the nearest weight, then the order of loading.
std::vector<FaceId> Preference(const FontSet& fonts, const TextStyle& style);

// True where the shaper can show `code_point` in the face: it has a glyph, needs none, or HarfBuzz
// replaces it by what the face has (decompositions, spaces of other widths, U+2011).
bool Covers(const Face& face, uint32_t code_point);

// The vertical metrics of the best face for a style, and the greater ones of two faces.
FaceMetrics PrimaryMetrics(const FontSet& fonts, const TextStyle& style);
FaceMetrics Taller(const FaceMetrics& a, const FaceMetrics& b);

// The vertical metrics of a run in `face`; kNoFace has those of an ordinary face.
FaceMetrics MetricsOf(const FontSet& fonts, FaceId face, float size);

}  // namespace skira::typeset
