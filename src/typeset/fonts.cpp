#include "typeset/fonts.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include FT_TRUETYPE_TABLES_H
#include "typeset/sfnt.h"

namespace skira::typeset {
namespace {

constexpr FaceMetrics kOrdinaryEm = {0.8f, 0.2f, 0.1f, 0.5f};

// Metrics at 1 px per em. The typographic ones where the font asks for them (OS/2 fsSelection bit
// 7), which FreeType decides.
FaceMetrics MetricsPerEm(FT_Face face) {
  const float scale = 1.0f / face->units_per_EM;
  FaceMetrics metrics;
  metrics.ascent = face->ascender * scale;
  metrics.descent = -face->descender * scale;
  metrics.line_gap = std::max(0.0f, face->height * scale - metrics.ascent - metrics.descent);
  const auto* os2 = static_cast<const TT_OS2*>(FT_Get_Sfnt_Table(face, FT_SFNT_OS2));
  const bool has_x_height = os2 != nullptr && os2->version >= 2 && os2->version != 0xFFFF;
  metrics.x_height = has_x_height && os2->sxHeight > 0 ? os2->sxHeight * scale : 0.5f;
  return metrics;
}

hb_font_t* OpenFont(std::span<const std::byte> bytes) {
  hb_blob_t* blob = hb_blob_create(reinterpret_cast<const char*>(bytes.data()),
                                   static_cast<unsigned>(bytes.size()), HB_MEMORY_MODE_READONLY,
                                   nullptr, nullptr);
  hb_face_t* face = hb_face_create(blob, 0);
  hb_blob_destroy(blob);
  hb_font_t* font = nullptr;
  if (hb_face_get_glyph_count(face) > 0) {
    font = hb_font_create(face);
    const int upem = std::min(static_cast<int>(hb_face_get_upem(face)), Face::kMaxUnitsPerEm);
    hb_font_set_scale(font, upem, upem);
  }
  hb_face_destroy(face);
  return font;
}

// Opens a copy of the font in `face`; returns what is wrong with it, empty where nothing is.
std::string Open(FT_Library library, std::span<const std::byte> bytes, Face& face) {
  if (library == nullptr) return "FreeType did not start";
  face.bytes.assign(bytes.begin(), bytes.end());
  const auto* data = reinterpret_cast<const FT_Byte*>(face.bytes.data());
  const auto size = static_cast<FT_Long>(face.bytes.size());
  if (const FT_Error error = FT_New_Memory_Face(library, data, size, 0, &face.outlines)) {
    return "FreeType finds it damaged (its error " + std::to_string(error) + ")";
  }
  if (!FT_IS_SCALABLE(face.outlines)) return "it has pictures of its glyphs, no outlines";
  if (face.outlines->units_per_EM == 0) return "its em is 0 units long (table head)";
  face.font = OpenFont(face.bytes);
  if (face.font == nullptr) return "it has no glyphs (tables maxp and head)";
  int scale = 0;
  hb_font_get_scale(face.font, &scale, nullptr);
  face.units_per_em = static_cast<float>(scale);
  face.em = MetricsPerEm(face.outlines);
  return "";
}

bool HasGlyph(hb_font_t* font, uint32_t code_point) {
  hb_codepoint_t glyph = 0;
  return hb_font_get_nominal_glyph(font, code_point, &glyph) != 0 && glyph != 0;
}

// Marks, joiners, selectors and controls that show nothing and so need no glyph.
bool IsInvisible(uint32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
  if (c < 0xAD) return false;
  return c == 0xAD || c == 0x34F || c == 0x61C || (c >= 0x180B && c <= 0x180F) ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
         (c >= 0xE0000 && c <= 0xE0FFF);
}

bool IsOtherSpace(uint32_t c) {
  return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

}  // namespace

Face::~Face() {
  if (font != nullptr) hb_font_destroy(font);
  if (outlines != nullptr) FT_Done_Face(outlines);
}

FontSet::Impl::Impl() : buffer(hb_buffer_create()) {
  if (FT_Init_FreeType(&library) != 0) library = nullptr;
}

FontSet::Impl::~Impl() {
  faces.clear();
  hb_buffer_destroy(buffer);
  if (library != nullptr) FT_Done_FreeType(library);
}

FontSet::FontSet() : impl_(std::make_unique<Impl>()) {}
FontSet::~FontSet() = default;

FaceId FontSet::Add(std::span<const std::byte> bytes, const FaceInfo& info, std::string* reason) {
  auto face = std::make_unique<Face>();
  face->info = info;
  std::string wrong = FaultOf(bytes);
  if (wrong.empty()) wrong = Open(impl_->library, bytes, *face);
  if (wrong.empty() && impl_->faces.size() >= kBoxFace) wrong = "there are too many fonts";
  if (!wrong.empty()) {
    if (reason != nullptr) *reason = std::move(wrong);
    return kNoFace;
  }
  impl_->faces.push_back(std::move(face));
  return static_cast<FaceId>(impl_->faces.size() - 1);
}

size_t FontSet::size() const { return impl_->faces.size(); }

const FaceInfo& FontSet::Info(FaceId face) const { return impl_->faces[face]->info; }

uint64_t FontSet::layouts() const { return impl_->layouts; }

FaceMetrics FontSet::Metrics(FaceId face, float size) const { return MetricsOf(*this, face, size); }

void FontSet::SetFallbackAdvance(FallbackAdvance measure) {
  impl_->fallback_advance = std::move(measure);
}

std::vector<FaceId> Preference(const FontSet& fonts, const TextStyle& style) {
  const auto& faces = fonts.impl().faces;
  std::vector<FaceId> order(faces.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<FaceId>(i);
  const auto distance = [&](FaceId id) {
    const FaceInfo& info = faces[id]->info;
    return std::array<int, 4>{info.family != style.family, info.italic != style.italic,
                              std::abs(info.weight - style.weight), id};
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](FaceId a, FaceId b) { return distance(a) < distance(b); });
  return order;
}

bool Covers(const Face& face, uint32_t code_point) {
  if (HasGlyph(face.font, code_point) || IsInvisible(code_point)) return true;
  if (code_point < 0xA0) return false;
  if (IsOtherSpace(code_point)) return HasGlyph(face.font, ' ');
  if (code_point == 0x2011) return HasGlyph(face.font, 0x2010);
  hb_codepoint_t first = 0, second = 0;
  if (!hb_unicode_decompose(hb_unicode_funcs_get_default(), code_point, &first, &second)) {
    return false;
  }
  return Covers(face, first) && (second == 0 || Covers(face, second));
}

FaceMetrics MetricsOf(const FontSet& fonts, FaceId face, float size) {
  const auto& faces = fonts.impl().faces;
  const FaceMetrics& em = face < faces.size() ? faces[face]->em : kOrdinaryEm;
  return {em.ascent * size, em.descent * size, em.line_gap * size, em.x_height * size};
}

FaceMetrics PrimaryMetrics(const FontSet& fonts, const TextStyle& style) {
  const std::vector<FaceId> order = Preference(fonts, style);
  return MetricsOf(fonts, order.empty() ? kNoFace : order[0], style.size);
}

FaceMetrics Taller(const FaceMetrics& a, const FaceMetrics& b) {
  return {std::max(a.ascent, b.ascent), std::max(a.descent, b.descent),
          std::max(a.line_gap, b.line_gap), std::max(a.x_height, b.x_height)};
}

TextStyle Superscript(TextStyle style) {
  style.rise += style.size * 0.36f;
  style.size *= 0.7f;
  return style;
}

TextStyle Subscript(TextStyle style) {
  style.rise -= style.size * 0.18f;
  style.size *= 0.7f;
  return style;
}

TextStyle Monospaced(TextStyle style) {
  style.family = Family::kMono;
  style.size *= 0.86f;
  return style;
}

Synthesis SynthesisOf(const FontSet& fonts, FaceId face, const TextStyle& style) {
  if (face >= fonts.size()) return {};
  // As browsers do: bold is drawn where 600 or more is wanted and the face is lighter; the strength
  // shrinks from 1/24 of the em at 9 px to 1/32 at 36 px.
  constexpr int kBold = 600;
  constexpr float kSmall = 9, kLarge = 36, kSmallExtra = 1.0f / 24, kLargeExtra = 1.0f / 32;
  const FaceInfo& info = fonts.Info(face);
  Synthesis synthesis;
  synthesis.slant = style.italic && !info.italic;
  if (style.weight >= kBold && info.weight < kBold) {
    const float t = (std::clamp(style.size, kSmall, kLarge) - kSmall) / (kLarge - kSmall);
    synthesis.embolden = kSmallExtra + t * (kLargeExtra - kSmallExtra);
  }
  return synthesis;
}

}  // namespace skira::typeset
