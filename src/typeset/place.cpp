// From the pieces of lines to the result: visual order, positions, alignment.
#include <algorithm>
#include <utility>

#include "typeset/bidi.h"
#include "typeset/breaks.h"
#include "typeset/fonts.h"
#include "typeset/pieces.h"

namespace skira::typeset {
namespace {

FaceMetrics Taller(const FaceMetrics& a, const FaceMetrics& b) {
  return {std::max(a.ascent, b.ascent), std::max(a.descent, b.descent),
          std::max(a.line_gap, b.line_gap), std::max(a.x_height, b.x_height)};
}

FaceMetrics Raised(FaceMetrics metrics, float rise) {
  metrics.ascent += rise;
  metrics.descent -= rise;
  return metrics;
}

FaceMetrics PrimaryMetrics(const FontSet& fonts, const TextStyle& style) {
  const std::vector<FaceId> order = Preference(fonts, style);
  return MetricsOf(fonts, order.empty() ? kNoFace : order[0], style.size);
}

}  // namespace

Placer::Placer(const FontSet& fonts, const ParagraphStyle& style, const Prepared& prepared)
    : fonts_(fonts), style_(style), prepared_(prepared) {
  result_.direction = prepared.rtl() ? Direction::kRtl : Direction::kLtr;
  result_.glyphs.reserve(prepared.pool.size());
  result_.stops.reserve(prepared.size());
  for (const StyledSpan& span : prepared.spans) {
    strut_ = Taller(strut_, PrimaryMetrics(fonts, span.style));
  }
}

void Placer::AddLine(uint32_t start, uint32_t content_end, uint32_t end, std::vector<Piece>& pieces,
                     bool ellipsis) {
  Line line;
  line.start = prepared_.offsets[start];
  line.end = prepared_.offsets[end];
  line.ellipsis = ellipsis;
  line.first_run = static_cast<uint32_t>(result_.runs.size());
  levels_.clear();
  for (const Piece& piece : pieces) levels_.push_back(piece.level);
  ReorderVisually(levels_, order_);
  pen_ = 0;
  for (const uint32_t index : order_) PlacePiece(pieces[index], line.first_run);
  line.run_count = static_cast<uint32_t>(result_.runs.size()) - line.first_run;
  line.width = pen_;
  for (const Piece& piece : pieces) AddStops(piece);
  if (!ellipsis) {
    for (uint32_t i = content_end; i < end; ++i) {  // swallowed: no room, but a place to stand
      if ((prepared_.marks[i] & kGraphemeStart) == 0) continue;
      result_.stops.push_back({prepared_.offsets[i], prepared_.rtl() ? 0 : line.width});
    }
  }
  SetHeight(pieces, start, line);
  result_.width = std::max(result_.width, line.width);
  result_.lines.push_back(line);
}

// Writes the piece's glyphs at the pen, in a run of their own or in the one to the left of them.
void Placer::PlacePiece(Piece& piece, uint32_t line_first_run) {
  const StyledSpan& span = prepared_.spans[piece.span];
  piece.x = pen_;
  Run run;
  run.start = prepared_.offsets[piece.start];
  run.end = prepared_.offsets[piece.end];
  run.level = piece.level;
  run.x = pen_;
  run.width = piece.width;
  run.first_glyph = static_cast<uint32_t>(result_.glyphs.size());
  run.glyph_count = piece.glyph_end - piece.glyph_begin;
  run.style = span.style;
  run.tag = span.tag;
  for (uint32_t k = 0; k < run.glyph_count; ++k) {
    const uint32_t i = piece.rtl() ? piece.glyph_end - 1 - k : piece.glyph_begin + k;
    const ShapedGlyph& glyph = prepared_.pool[i];
    result_.glyphs.push_back(
        {piece.face, glyph.glyph, prepared_.offsets[glyph.cluster], pen_ + glyph.dx, glyph.dy});
    pen_ += glyph.advance;
  }
  pen_ = piece.x + piece.width;
  if (result_.runs.size() > line_first_run && run.start != run.end) {
    Run& left = result_.runs.back();
    const bool adjacent = piece.rtl() ? run.end == left.start : left.end == run.start;
    const bool same_face = left.glyph_count == 0 || run.glyph_count == 0 ||
                           result_.glyphs[left.first_glyph].face == piece.face;
    if (adjacent && same_face && left.level == run.level && left.tag == run.tag &&
        left.style == run.style && left.start != left.end) {
      left.start = std::min(left.start, run.start);
      left.end = std::max(left.end, run.end);
      left.width += run.width;
      left.glyph_count += run.glyph_count;
      return;
    }
  }
  result_.runs.push_back(run);
}

// A caret stop on the leading edge of each grapheme; those of one shaper's cluster (a ligature)
// share its width evenly.
void Placer::AddStops(const Piece& piece) {
  float x = piece.rtl() ? piece.x + piece.width : piece.x;
  const float sign = piece.rtl() ? -1.0f : 1.0f;
  const auto starts_grapheme = [&](uint32_t i) {
    return (prepared_.marks[i] & kGraphemeStart) != 0;
  };
  uint32_t glyph = piece.glyph_begin;
  for (uint32_t start = piece.start; start < piece.end;) {
    float advance = 0;
    for (; glyph < piece.glyph_end && prepared_.pool[glyph].cluster <= start; ++glyph) {
      advance += prepared_.pool[glyph].advance;
    }
    const uint32_t end = glyph < piece.glyph_end ? prepared_.pool[glyph].cluster : piece.end;
    uint32_t count = 0;
    for (uint32_t i = start; i < end; ++i) count += starts_grapheme(i) ? 1 : 0;
    uint32_t seen = 0;
    for (uint32_t i = start; i < end; ++i) {
      if (!starts_grapheme(i)) continue;
      const float part = advance * static_cast<float>(seen++) / static_cast<float>(count);
      result_.stops.push_back({prepared_.offsets[i], x + sign * part});
    }
    x += sign * advance;
    start = end;
  }
}

void Placer::SetHeight(const std::vector<Piece>& pieces, uint32_t start, Line& line) {
  line.top = result_.height;
  FaceMetrics metrics;
  if (style_.line_height > 0) {
    // Lines of one height keep one baseline grid, whatever stands in them.
    float above = (style_.line_height - strut_.ascent - strut_.descent) / 2 + strut_.ascent;
    float below = style_.line_height - above;
    for (const Piece& piece : pieces) {  // but for boxes, which would lie over other lines
      if (piece.face != kBoxFace) continue;
      const StyledSpan& span = prepared_.spans[piece.span];
      above = std::max(above, span.box->ascent + span.style.rise);
      below = std::max(below, span.box->descent - span.style.rise);
    }
    line.height = above + below;
    line.baseline = line.top + above;
  } else {
    for (const Piece& piece : pieces) {
      const TextStyle& style = prepared_.spans[piece.span].style;
      FaceMetrics own = piece.face == kNoFace || piece.face == kBoxFace
                            ? PrimaryMetrics(fonts_, style)
                            : MetricsOf(fonts_, piece.face, style.size);
      if (piece.face == kBoxFace) {
        const InlineBox& box = *prepared_.spans[piece.span].box;
        own = Taller(own, {box.ascent, box.descent, 0, 0});
      }
      metrics = Taller(metrics, Raised(own, style.rise));
    }
    if (pieces.empty()) {
      const StyledSpan* span = &prepared_.spans.front();
      for (const StyledSpan& candidate : prepared_.spans) {
        if (candidate.start <= start) span = &candidate;
      }
      metrics = PrimaryMetrics(fonts_, span->style);
    }
    line.height = metrics.ascent + metrics.descent + metrics.line_gap;
    line.baseline = line.top + metrics.line_gap / 2 + metrics.ascent;
  }
  result_.height += line.height;
}

// Moves each line from x = 0 to its place.
void Placer::AlignLines() {
  const float width = style_.width > 0 ? style_.width : result_.width;
  const bool rtl = prepared_.rtl();
  Align align = style_.align;
  if (align == Align::kStart) align = rtl ? Align::kRight : Align::kLeft;
  if (align == Align::kEnd) align = rtl ? Align::kLeft : Align::kRight;
  size_t stop = 0;
  for (size_t n = 0; n < result_.lines.size(); ++n) {
    Line& line = result_.lines[n];
    const float indent = n == 0 ? style_.first_indent : 0;
    const float left = rtl ? 0 : indent, right = rtl ? width - indent : width;
    line.x = align == Align::kLeft    ? left
             : align == Align::kRight ? right - line.width
                                      : (left + right - line.width) / 2;
    for (uint32_t r = line.first_run; r < line.first_run + line.run_count; ++r) {
      Run& run = result_.runs[r];
      run.x += line.x;
      for (uint32_t g = run.first_glyph; g < run.first_glyph + run.glyph_count; ++g) {
        result_.glyphs[g].x += line.x;
      }
    }
    for (; stop < result_.stops.size() && result_.stops[stop].offset < line.end; ++stop) {
      result_.stops[stop].x += line.x;
    }
  }
}

Paragraph Placer::Finish() {
  AlignLines();
  return std::move(result_);
}

}  // namespace skira::typeset
