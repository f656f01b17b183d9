// From items to positioned glyphs, with HarfBuzz.
#include <algorithm>

#include "typeset/breaks.h"
#include "typeset/fonts.h"
#include "typeset/prepared.h"
#include "unicode/unicode.h"

extern "C" {  // libunibreak's inner headers do not say so themselves
#include "eastasianwidthdef.h"
}

namespace skira::typeset {
namespace {

// Scripts whose letters take their form from their neighbours: the platform must draw the whole
// word.
bool IsJoining(uint32_t script) {
  return script == HB_SCRIPT_ARABIC || script == HB_SCRIPT_SYRIAC || script == HB_SCRIPT_NKO ||
         script == HB_SCRIPT_MONGOLIAN;
}

bool IsWide(uint32_t code_point) {
  const auto width = ub_get_char_eaw_class(code_point);
  return width == EAW_W || width == EAW_F || IsEmoji(code_point);
}

class Shaper {
 public:
  // `record`: note in the characters' marks where clusters begin and where it is unsafe to break.
  Shaper(const FontSet& fonts, bool record, Prepared& prepared)
      : fonts_(fonts.impl()), record_(record), prepared_(prepared) {}

  // Appends the glyphs of [start, end) of `item`, clusters in logical order.
  void Append(const Item& item, uint32_t start, uint32_t end) {
    if (item.face == kBoxFace) {
      AppendBoxes(item, start, end);
    } else if (item.face == kNoFace) {
      AppendFallback(item, start, end);
    } else {
      AppendShaped(item, start, end);
    }
  }

 private:
  const TextStyle& StyleOf(const Item& item) const { return prepared_.spans[item.span].style; }

  hb_language_t LanguageOf(uint32_t script) const {
    return script == HB_SCRIPT_HEBREW ? hebrew_ : english_;
  }

  void AppendShaped(const Item& item, uint32_t start, uint32_t end) {
    const Face& face = *fonts_.faces[item.face];
    const TextStyle& style = StyleOf(item);
    hb_buffer_t* buffer = fonts_.buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_codepoints(buffer, prepared_.text.data(), static_cast<int>(prepared_.size()),
                             start, static_cast<int>(end - start));
    hb_buffer_set_direction(buffer, item.rtl() ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, static_cast<hb_script_t>(item.script));
    hb_buffer_set_language(buffer, LanguageOf(item.script));
    // Letters that are spaced out do not ligate (CSS Text 7.2).
    const unsigned feature_count = style.letter_spacing != 0 ? 2 : 0;
    hb_shape(face.font, buffer, kNoLigatures, feature_count);
    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, &count);
    const float scale = style.size / face.units_per_em;
    const size_t first = prepared_.pool.size();
    for (unsigned k = 0; k < count; ++k) {
      const unsigned i = item.rtl() ? count - 1 - k : k;
      const float advance = static_cast<float>(positions[i].x_advance) * scale;
      prepared_.pool.push_back({infos[i].codepoint, infos[i].cluster, advance,
                                static_cast<float>(positions[i].x_offset) * scale,
                                static_cast<float>(-positions[i].y_offset) * scale - style.rise});
      if (record_) Record(infos[i]);
    }
    if (style.letter_spacing != 0) SpaceOut(item, first);
  }

  void Record(const hb_glyph_info_t& info) {
    const bool unsafe = (hb_glyph_info_get_glyph_flags(&info) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0;
    prepared_.marks[info.cluster] |= unsafe ? kClusterStart | kUnsafe : kClusterStart;
  }

  void AppendBoxes(const Item& item, uint32_t start, uint32_t end) {
    const StyledSpan& span = prepared_.spans[item.span];
    for (uint32_t i = start; i < end; ++i) {
      prepared_.pool.push_back({0, i, span.box->width, 0, -span.style.rise});
      if (record_) prepared_.marks[i] |= kClusterStart;
    }
  }

  // One glyph of index 0 for each grapheme cluster, or for each word of a joining script.
  void AppendFallback(const Item& item, uint32_t start, uint32_t end) {
    const TextStyle& style = StyleOf(item);
    const bool joins = IsJoining(item.script);
    const size_t first = prepared_.pool.size();
    for (uint32_t i = start; i < end;) {
      uint32_t next = i + 1;
      while (next < end && (joins || (prepared_.marks[next] & kGraphemeStart) == 0)) ++next;
      prepared_.pool.push_back({0, i, Measure(i, next, style), 0, -style.rise});
      if (record_) prepared_.marks[i] |= kClusterStart;
      i = next;
    }
    if (style.letter_spacing != 0) SpaceOut(item, first);
  }

  float Measure(uint32_t start, uint32_t end, const TextStyle& style) const {
    const uint32_t from = prepared_.offsets[start];
    const std::string_view cluster = prepared_.source.substr(from, prepared_.offsets[end] - from);
    if (fonts_.fallback_advance) return fonts_.fallback_advance(cluster, style.size, style.weight);
    float advance = 0;
    for (uint32_t i = start; i < end; ++i) {
      if ((prepared_.marks[i] & kGraphemeStart) == 0) continue;
      advance += style.size * (IsWide(prepared_.text[i]) ? 1.0f : 0.6f);
    }
    return advance;
  }

  // Letter spacing goes after each cluster: to its right in left-to-right text, else to its left.
  void SpaceOut(const Item& item, size_t first) {
    std::vector<ShapedGlyph>& pool = prepared_.pool;
    const float spacing = StyleOf(item).letter_spacing;
    for (size_t i = first; i < pool.size(); ++i) {
      if (item.rtl()) pool[i].dx += spacing;
      const bool last = i + 1 == pool.size() || pool[i + 1].cluster != pool[i].cluster;
      // The pool is in logical order: right to left, the cluster's first glyph is drawn last.
      const bool first_of_cluster = i == first || pool[i - 1].cluster != pool[i].cluster;
      if (item.rtl() ? first_of_cluster : last) pool[i].advance += spacing;
    }
  }

  static constexpr hb_feature_t kNoLigatures[2] = {
      {HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
      {HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END}};

  FontSet::Impl& fonts_;
  const bool record_;
  Prepared& prepared_;
  hb_language_t hebrew_ = hb_language_from_string("he", 2);
  hb_language_t english_ = hb_language_from_string("en", 2);
};

// What a font has no glyph for and nobody wants to see as a box: tabs become spaces, other controls
// a character that shows nothing.
void ReplaceControls(std::vector<uint32_t>& text) {
  constexpr uint32_t kNothing = 0x200B;
  for (uint32_t& c : text) {
    if (c == '\t') {
      c = ' ';
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
      c = kNothing;
    }
  }
}

}  // namespace

void Shape(const FontSet& fonts, Prepared& prepared) {
  ReplaceControls(prepared.text);
  prepared.pool.clear();
  prepared.pool.reserve(prepared.size() + prepared.size() / 4);
  Shaper shaper(fonts, true, prepared);
  for (const Item& item : prepared.items) shaper.Append(item, item.start, item.end);

  prepared.advances.assign(prepared.size(), 0);
  prepared.glyph_at.assign(prepared.size() + 1, 0);
  uint32_t next = 0;  // the first character whose glyph_at is not known
  for (uint32_t i = 0; i < prepared.pool.size(); ++i) {
    const ShapedGlyph& glyph = prepared.pool[i];
    prepared.advances[glyph.cluster] += glyph.advance;
    for (; next <= glyph.cluster; ++next) prepared.glyph_at[next] = i;
  }
  for (; next <= prepared.size(); ++next) {
    prepared.glyph_at[next] = static_cast<uint32_t>(prepared.pool.size());
  }
}

void ShapeAgain(const FontSet& fonts, const Item& item, uint32_t start, uint32_t end,
                Prepared& prepared) {
  Shaper(fonts, false, prepared).Append(item, start, end);
}

FaceId ShapeEllipsis(const FontSet& fonts, uint32_t span, uint32_t cluster, Prepared& prepared) {
  constexpr uint32_t kEllipsis = 0x2026;
  const TextStyle& style = prepared.spans[span].style;
  const auto& faces = fonts.impl().faces;
  for (const uint32_t code_point : {kEllipsis, static_cast<uint32_t>('.')}) {
    for (const FaceId id : Preference(fonts, style)) {
      hb_codepoint_t glyph = 0;
      const Face& face = *faces[id];
      if (!hb_font_get_nominal_glyph(face.font, code_point, &glyph) || glyph == 0) continue;
      const float advance = static_cast<float>(hb_font_get_glyph_h_advance(face.font, glyph)) *
                            style.size / face.units_per_em;
      const int dots = code_point == kEllipsis ? 1 : 3;
      for (int i = 0; i < dots; ++i) {
        prepared.pool.push_back({glyph, cluster, advance, 0, -style.rise});
      }
      return id;
    }
  }
  return kNoFace;
}

}  // namespace skira::typeset
