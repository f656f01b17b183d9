// From items to positioned glyphs, with HarfBuzz.
#include <algorithm>
#include <cmath>
#include <limits>

#include "typeset/breaks.h"
#include "typeset/fonts.h"
#include "typeset/pieces.h"
#include "typeset/prepared.h"
#include "unicode/unicode.h"

extern "C" {  // libunibreak's inner headers do not say so themselves
#include "eastasianwidthdef.h"
}

namespace skira::typeset {

bool IsJoining(uint32_t script) {
  return script == HB_SCRIPT_ARABIC || script == HB_SCRIPT_SYRIAC || script == HB_SCRIPT_NKO ||
         script == HB_SCRIPT_MONGOLIAN;
}

float SpacingOf(const Prepared& prepared, const Item& item) {
  if (item.face == kBoxFace || IsJoining(item.script)) return 0;
  return prepared.spans[item.span].style.letter_spacing;
}

namespace {

bool IsWide(uint32_t code_point) {
  const auto width = ub_get_char_eaw_class(code_point);
  return width == EAW_W || width == EAW_F || IsEmoji(code_point);
}

// Only broken fonts have measures that do not fit (Face::units_per_em).
int16_t Saturated(int32_t value) {
  using Limits = std::numeric_limits<int16_t>;
  return static_cast<int16_t>(std::clamp<int32_t>(value, Limits::min(), Limits::max()));
}

// Code points in whose midst something is shaped, with the byte offset of each and that of the end.
struct Window {
  std::span<const uint32_t> text, offsets;
};

// Appends glyphs to a pool, clusters in logical order. Places are indices into a window.
class Shaper {
 public:
  Shaper(const FontSet& fonts, const Prepared& prepared, GlyphPool& pool)
      : fonts_(fonts.impl()), prepared_(prepared), pool_(pool) {}

  // Appends the glyphs of [start, end), a part of `item`; returns the px of one of their units.
  float Append(const Item& item, const Window& window, uint32_t start, uint32_t end) {
    if (item.face == kBoxFace) return AppendBoxes(item, window, start, end);
    if (item.face == kNoFace) return AppendFallback(item, window, start, end);
    return AppendShaped(item, window, start, end);
  }

  // Of the last part, for each glyph as it was shaped: whether its side may not be cut.
  const std::vector<bool>& unsafe() const { return unsafe_; }

 private:
  const TextStyle& StyleOf(const Item& item) const { return prepared_.spans[item.span].style; }

  hb_language_t LanguageOf(uint32_t script) const {
    return script == HB_SCRIPT_HEBREW ? hebrew_ : english_;
  }

  float AppendShaped(const Item& item, const Window& window, uint32_t start, uint32_t end) {
    const Face& face = *fonts_.faces[item.face];
    const TextStyle& style = StyleOf(item);
    hb_buffer_t* buffer = fonts_.buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_codepoints(buffer, window.text.data(), static_cast<int>(window.text.size()),
                             start, static_cast<int>(end - start));
    hb_buffer_set_direction(buffer, item.rtl() ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, static_cast<hb_script_t>(item.script));
    hb_buffer_set_language(buffer, LanguageOf(item.script));
    hb_feature_t features[3];
    hb_shape(face.font, buffer, features, FeaturesOf(item, features));
    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, &count);
    unsafe_.clear();
    for (unsigned k = 0; k < count; ++k) {
      const unsigned i = item.rtl() ? count - 1 - k : k;
      const hb_glyph_position_t& at = positions[i];
      if (at.x_offset != 0 || at.y_offset != 0) {
        pool_.shifts.push_back({pool_.size(), Saturated(at.x_offset), Saturated(-at.y_offset)});
      }
      pool_.glyphs.push_back({window.offsets[infos[i].cluster],
                              static_cast<uint16_t>(infos[i].codepoint), Saturated(at.x_advance)});
      unsafe_.push_back(
          (hb_glyph_info_get_glyph_flags(&infos[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0);
    }
    return style.size / face.units_per_em;
  }

  unsigned FeaturesOf(const Item& item, hb_feature_t* features) const {
    const TextStyle& style = StyleOf(item);
    unsigned count = 0;
    const auto switch_off = [&](hb_tag_t tag) {
      features[count++] = {tag, 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    };
    // Letters that are spaced out do not ligate (CSS Text 8.2).
    if (!style.ligatures || SpacingOf(prepared_, item) != 0) {
      switch_off(HB_TAG('l', 'i', 'g', 'a'));
      switch_off(HB_TAG('c', 'l', 'i', 'g'));
    }
    if (!style.kerning) switch_off(HB_TAG('k', 'e', 'r', 'n'));
    return count;
  }

  float AppendBoxes(const Item& item, const Window& window, uint32_t start, uint32_t end) {
    unsafe_.assign(end - start, false);
    for (uint32_t i = start; i < end; ++i) pool_.glyphs.push_back({window.offsets[i], 0, 1});
    return prepared_.spans[item.span].box->width;
  }

  // One glyph of index 0 for each grapheme cluster, or for each word of a joining script, which the
  // platform must draw as a whole.
  float AppendFallback(const Item& item, const Window& window, uint32_t start, uint32_t end) {
    const TextStyle& style = StyleOf(item);
    const bool joins = IsJoining(item.script);
    widths_.clear();
    float widest = 0;
    for (uint32_t i = start; i < end;) {
      uint32_t next = i + 1;
      while (next < end && (joins || !StartsGrapheme(window, next))) ++next;
      pool_.glyphs.push_back({window.offsets[i], 0, 0});
      widths_.push_back(Measure(window, i, next, style));
      widest = std::max(widest, std::abs(widths_.back()));
      i = next;
    }
    unsafe_.assign(widths_.size(), false);
    const float unit = widest / std::numeric_limits<int16_t>::max();
    for (size_t k = 0; unit > 0 && k < widths_.size(); ++k) {
      ShapedGlyph& glyph = pool_.glyphs[pool_.size() - widths_.size() + k];
      glyph.advance = Saturated(static_cast<int32_t>(std::lround(widths_[k] / unit)));
    }
    return unit;
  }

  bool StartsGrapheme(const Window& window, uint32_t i) const {
    return (prepared_.marks[window.offsets[i]] & kGraphemeStart) != 0;
  }

  float Measure(const Window& window, uint32_t start, uint32_t end, const TextStyle& style) const {
    const uint32_t from = window.offsets[start];
    const std::string_view cluster = prepared_.source.substr(from, window.offsets[end] - from);
    if (fonts_.fallback_advance) return fonts_.fallback_advance(cluster, style.size, style.weight);
    float advance = 0;
    for (uint32_t i = start; i < end; ++i) {
      if (!StartsGrapheme(window, i)) continue;
      advance += style.size * (IsWide(window.text[i]) ? 1.0f : 0.6f);
    }
    return advance;
  }

  FontSet::Impl& fonts_;
  const Prepared& prepared_;
  GlyphPool& pool_;
  std::vector<bool> unsafe_;
  std::vector<float> widths_;  // px, of the clusters that no face covers
  hb_language_t hebrew_ = hb_language_from_string("he", 2);
  hb_language_t english_ = hb_language_from_string("en", 2);
};

// What is shaped for a code point: a space for tabs, and for controls, which no font has and nobody
// wants to see as boxes, a character that shows nothing.
uint32_t ShownAs(uint32_t c) {
  constexpr uint32_t kNothing = 0x200B;
  if (c == '\t') return ' ';
  return c < 0x20 || (c >= 0x7F && c < 0xA0) ? kNothing : c;
}

// The start of the character that ends at byte `at`; of bytes that are no UTF-8, each is one.
uint32_t PreviousStart(std::string_view source, uint32_t at) {
  for (uint32_t length = 2; length <= 4 && length <= at; ++length) {
    if (DecodeAt(source, at - length).length == length) return at - length;
  }
  return at - 1;
}

// Notes in the marks where the clusters of `item` begin and where it is unsafe to cut.
void MarkClusters(const GlyphPool& pool, const std::vector<bool>& unsafe, const Item& item,
                  std::vector<uint8_t>& marks) {
  for (uint32_t i = item.glyph_begin; i < pool.size(); ++i) {
    const bool cut = unsafe[i - item.glyph_begin];
    marks[pool.glyphs[i].cluster] |=
        static_cast<uint8_t>(cut ? kClusterStart | kUnsafe : kClusterStart);
  }
}

// Whether [start, end) is a grapheme cluster, and no more.
bool IsGrapheme(const std::vector<uint8_t>& marks, uint32_t start, uint32_t end) {
  if ((marks[start] & kGraphemeStart) == 0) return false;
  for (uint32_t byte = start + 1; byte < end; ++byte) {
    if ((marks[byte] & kGraphemeStart) != 0) return false;
  }
  return true;
}

// Notes the clusters of `item`, the last one shaped, whose carets are uneven: those that are not
// one grapheme, and those whose leading edge is at a glyph that is not drawn at the pen (right to
// left, that is the glyph to the right).
void NoteUneven(const Item& item, Prepared& prepared) {
  const GlyphPool& pool = prepared.pool;
  size_t shift = pool.shifts.size();
  while (shift > 0 && pool.shifts[shift - 1].glyph >= item.glyph_begin) --shift;
  bool right_shifted =
      shift > 0 && item.glyph_begin > 0 && pool.shifts[shift - 1].glyph == item.glyph_begin - 1;
  for (uint32_t g = item.glyph_begin; g < pool.size();) {
    const uint32_t next = ClusterFrom(pool, g, pool.size()).end;
    const uint32_t end = next < pool.size() ? pool.glyphs[next].cluster : item.end;
    const uint32_t leftmost = item.rtl() ? next - 1 : g;
    while (shift < pool.shifts.size() && pool.shifts[shift].glyph < leftmost) ++shift;
    const bool shifted = shift < pool.shifts.size() && pool.shifts[shift].glyph == leftmost;
    if ((item.rtl() ? right_shifted : shifted) ||
        !IsGrapheme(prepared.marks, pool.glyphs[g].cluster, end)) {
      prepared.uneven.push_back(g);
    }
    right_shifted = shifted;
    g = next;
  }
}

// A sign that the layout adds, in the best face of a style that has one of the `wanted` characters.
struct Wanted {
  uint32_t code_point, count;
};
Sign SignOf(const FontSet& fonts, const TextStyle& style, std::span<const Wanted> wanted) {
  for (const FaceId id : Preference(fonts, style)) {
    const Face& face = *fonts.impl().faces[id];
    for (const auto& [code_point, count] : wanted) {
      hb_codepoint_t glyph = 0;
      if (!hb_font_get_nominal_glyph(face.font, code_point, &glyph) || glyph == 0) continue;
      return {glyph, count, id, style.size / face.units_per_em,
              Saturated(hb_font_get_glyph_h_advance(face.font, glyph))};
    }
  }
  return {};
}

}  // namespace

void Shape(const FontSet& fonts, Analysis& analysis, Prepared& prepared) {
  for (uint32_t& code_point : analysis.text) code_point = ShownAs(code_point);
  const Window window = {analysis.text, analysis.offsets};
  prepared.pool.Clear();
  prepared.uneven.clear();
  prepared.pool.glyphs.reserve(analysis.size());
  Shaper shaper(fonts, prepared, prepared.pool);
  uint32_t start = 0;
  for (Item& item : prepared.items) {
    while (analysis.offsets[start] < item.start) ++start;
    uint32_t end = start;
    while (analysis.offsets[end] < item.end) ++end;
    item.glyph_begin = prepared.pool.size();
    item.unit = shaper.Append(item, window, start, end);
    MarkClusters(prepared.pool, shaper.unsafe(), item, prepared.marks);
    NoteUneven(item, prepared);
    start = end;
  }
}

float ShapeAgain(const FontSet& fonts, const Prepared& prepared, const Item& item, uint32_t start,
                 uint32_t end, LineWork& work) {
  constexpr uint32_t kContext = 5;  // characters that HarfBuzz looks at beyond what it shapes
  const std::string_view source = prepared.source;
  uint32_t at = start;
  for (uint32_t before = 0; at > 0 && before < kContext; ++before) at = PreviousStart(source, at);
  work.text.clear();
  work.offsets.clear();
  uint32_t first = 0, last = 0;
  for (uint32_t after = 0; at < prepared.size() && after < kContext;) {
    const Decoded decoded = DecodeAt(source, at);
    work.text.push_back(ShownAs(decoded.code_point));
    work.offsets.push_back(at);
    if (at < start) ++first;
    if (at < end)
      ++last;
    else
      ++after;
    at += static_cast<uint32_t>(decoded.length);
  }
  work.offsets.push_back(at);
  return Shaper(fonts, prepared, work.extra).Append(item, {work.text, work.offsets}, first, last);
}

Sign EllipsisOf(const FontSet& fonts, const TextStyle& style) {
  constexpr Wanted kSigns[] = {{0x2026, 1}, {'.', 3}};
  return SignOf(fonts, style, kSigns);
}

Sign HyphenOf(const FontSet& fonts, const TextStyle& style) {
  constexpr Wanted kSigns[] = {{0x2010, 1}, {'-', 1}};
  return SignOf(fonts, style, kSigns);
}

}  // namespace skira::typeset
