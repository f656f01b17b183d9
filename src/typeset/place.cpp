// From the pieces of lines to the result: visual order, positions, alignment.
#include <algorithm>
#include <cmath>
#include <limits>

#include "typeset/bidi.h"
#include "typeset/breaks.h"
#include "typeset/fonts.h"
#include "typeset/pieces.h"

namespace skira::typeset {
namespace {

FaceMetrics Raised(FaceMetrics metrics, float rise) {
  metrics.ascent += rise;
  metrics.descent -= rise;
  return metrics;
}

int16_t Steps(float pixels) {
  constexpr float kMost = std::numeric_limits<int16_t>::max();
  return static_cast<int16_t>(
      std::lround(std::clamp(pixels * Glyph::kStepsPerPixel, -kMost, kMost)));
}

// The shifts of a piece's glyphs, asked for in visual order.
class ShiftCursor {
 public:
  ShiftCursor(const Piece& piece, const GlyphPool& pool) : shifts_(pool.shifts), rtl_(piece.rtl()) {
    if (shifts_.empty()) return;
    const auto from = [&](uint32_t glyph) {
      const auto found = std::lower_bound(
          shifts_.begin(), shifts_.end(), glyph,
          [](const GlyphShift& shift, uint32_t index) { return shift.glyph < index; });
      return static_cast<size_t>(found - shifts_.begin());
    };
    first_ = from(piece.glyph_begin);
    last_ = from(piece.glyph_end);
  }

  bool any() const { return first_ != last_; }

  // Moves a glyph that has a shift from the pen, `rise` px above the baseline, to its place.
  void Apply(uint32_t index, float unit, float rise, Glyph& glyph) {
    const GlyphShift& next = rtl_ ? shifts_[last_ - 1] : shifts_[first_];
    if (next.glyph != index) return;
    rtl_ ? --last_ : ++first_;
    glyph.x += next.dx * unit;
    glyph.y_steps = Steps(next.dy * unit - rise);
  }

 private:
  const std::vector<GlyphShift>& shifts_;
  const bool rtl_;
  size_t first_ = 0, last_ = 0;
};

// How far to the right of the pen a glyph is drawn, units of its item.
float ShiftOf(const GlyphPool& pool, uint32_t glyph) {
  const auto found =
      std::lower_bound(pool.shifts.begin(), pool.shifts.end(), glyph,
                       [](const GlyphShift& shift, uint32_t index) { return shift.glyph < index; });
  return found != pool.shifts.end() && found->glyph == glyph ? found->dx : 0;
}

bool IsShifted(const GlyphPool& pool, uint32_t glyph) { return ShiftOf(pool, glyph) != 0; }

}  // namespace

Placer::Placer(const FontSet& fonts, const ParagraphStyle& style, const Prepared& prepared,
               LineWork& work, Paragraph& result)
    : fonts_(fonts), style_(style), prepared_(prepared), work_(work), result_(result) {
  result_.direction = prepared.rtl() ? Direction::kRtl : Direction::kLtr;
  result_.width = result_.height = 0;
  result_.lines.clear();
  result_.runs.clear();
  result_.uneven_stops.clear();
  result_.glyphs.reserve(prepared.pool.size());
}

void Placer::AddLine(uint32_t start, uint32_t content_end, uint32_t end, bool ellipsis,
                     bool justified) {
  Line line;
  line.start = start;
  line.end = end;
  line.ellipsis = ellipsis;
  line.first_run = static_cast<uint32_t>(result_.runs.size());
  work_.levels.clear();
  for (const Piece& piece : work_.pieces) {
    work_.levels.push_back(piece.level);
    line.width += piece.width;
  }
  line.word_spacing = stretch_ = justified ? Stretch(line.width) : 0;
  if (stretch_ != 0) {
    line.width = 0;
    for (const Piece& piece : work_.pieces) line.width += piece.width;
  }
  ReorderVisually(work_.levels, work_.order);
  line.x = style_.width > 0 ? LeftOf(line.width, style_.width, result_.lines.empty()) : 0;
  pen_ = line.x;
  for (const uint32_t index : work_.order) PlacePiece(work_.pieces[index], line.first_run);
  line.run_count = static_cast<uint32_t>(result_.runs.size()) - line.first_run;
  shifted_ = false;
  for (const Piece& piece : work_.pieces) AddStops(piece);
  const float end_x = prepared_.rtl() ? line.x : line.x + line.width;
  for (uint32_t i = content_end; i < end && !ellipsis; ++i) {
    // Swallowed: no room, but a place to stand.
    if ((prepared_.marks[i] & kGraphemeStart) != 0) result_.uneven_stops.push_back({i, end_x});
  }
  SetHeight(start, line);
  result_.width = std::max(result_.width, line.width);
  result_.lines.push_back(line);
}

// Widens the pieces so that a line of `width` px fills its room; returns by how much each space.
float Placer::Stretch(float width) {
  const float room = style_.width - style_.start_indent - style_.end_indent -
                     (result_.lines.empty() ? style_.first_indent : 0) - width;
  if (room <= 0) return 0;
  const auto spaces = [this](const Piece& piece) {
    uint32_t count = 0, before = LineWork::kNoSpan;
    const GlyphPool& pool = PoolOf(piece, prepared_, work_);
    for (uint32_t i = piece.glyph_begin; i < piece.glyph_end && piece.start < piece.end; ++i) {
      const uint32_t cluster = pool.glyphs[i].cluster;
      if (cluster != before && Stretches(prepared_, cluster)) ++count;
      before = cluster;
    }
    return static_cast<float>(count);
  };
  float total = 0;
  for (const Piece& piece : work_.pieces) total += spaces(piece);
  if (total == 0) return 0;
  const float each = room / total;
  for (Piece& piece : work_.pieces) piece.width += each * spaces(piece);
  return each;
}

// Where a line of `width` px begins in a paragraph of `paragraph_width` px.
float Placer::LeftOf(float width, float paragraph_width, bool first) const {
  const bool rtl = prepared_.rtl();
  const float start = style_.start_indent + (first ? style_.first_indent : 0);
  const float left = rtl ? style_.end_indent : start;
  const float right = paragraph_width - (rtl ? start : style_.end_indent);
  Align align = style_.align;
  if (align == Align::kStart || align == Align::kJustify)
    align = rtl ? Align::kRight : Align::kLeft;
  if (align == Align::kEnd) align = rtl ? Align::kLeft : Align::kRight;
  return align == Align::kLeft    ? left
         : align == Align::kRight ? right - width
                                  : (left + right - width) / 2;
}

// Writes the piece's glyphs at the pen, in a run of their own or in the one to the left of them.
void Placer::PlacePiece(Piece& piece, uint32_t line_first_run) {
  const StyledSpan& span = prepared_.spans[piece.span];
  piece.x = pen_;
  Run run;
  run.start = piece.start;
  run.end = piece.end;
  run.face = piece.face;
  run.level = piece.level;
  run.x = pen_;
  run.width = piece.width;
  run.first_glyph = glyph_count_;
  piece.placed = run.first_glyph;
  run.glyph_count = piece.glyph_end - piece.glyph_begin;
  run.style = span.style;
  run.tag = span.tag;
  PlaceGlyphs(piece, span.style.rise);
  pen_ = piece.x + piece.width;
  if (result_.runs.size() > line_first_run && run.start != run.end) {
    Run& left = result_.runs.back();
    const bool adjacent = piece.rtl() ? run.end == left.start : left.end == run.start;
    if (adjacent && left.face == run.face && left.level == run.level && left.tag == run.tag &&
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

void Placer::PlaceGlyphs(const Piece& piece, float rise) {
  const GlyphPool& pool = PoolOf(piece, prepared_, work_);
  const uint32_t count = piece.glyph_end - piece.glyph_begin;
  const bool gaps = piece.spacing != 0 || stretch_ != 0;
  const int16_t plain_y = Steps(-rise);
  const int32_t step = piece.rtl() ? -1 : 1;
  const ShapedGlyph* const glyphs = pool.glyphs.data();
  ShiftCursor shifts(piece, pool);
  if (result_.glyphs.size() < glyph_count_ + count) result_.glyphs.resize(glyph_count_ + count);
  Glyph* out = result_.glyphs.data() + glyph_count_;
  glyph_count_ += count;
  uint32_t i = piece.rtl() ? piece.glyph_end - 1 : piece.glyph_begin;
  uint32_t cluster = LineWork::kNoSpan;
  float pen = pen_, after = 0;  // px to leave behind the cluster
  for (uint32_t k = 0; k < count; ++k, ++out, i += static_cast<uint32_t>(step)) {
    const ShapedGlyph glyph = glyphs[i];
    if (gaps && glyph.cluster != cluster) {
      cluster = glyph.cluster;
      const Gap gap = GapOf(piece, pool, i);
      pen += after + (piece.rtl() ? gap.spacing : 0);
      after = gap.stretch + (piece.rtl() ? 0 : gap.spacing);
    }
    *out = {glyph.cluster, pen, glyph.glyph, plain_y};
    if (shifts.any()) shifts.Apply(i, piece.unit, rise, *out);
    pen += static_cast<float>(glyph.advance) * piece.unit;
  }
}

// What stands beside the cluster of the pool's glyph `i`, its first from the left.
Placer::Gap Placer::GapOf(const Piece& piece, const GlyphPool& pool, uint32_t i) const {
  const uint32_t cluster = pool.glyphs[i].cluster;
  int32_t advance = 0;
  if (piece.rtl()) {
    for (uint32_t g = i + 1; g-- > piece.glyph_begin && pool.glyphs[g].cluster == cluster;) {
      advance += pool.glyphs[g].advance;
    }
  } else {
    advance = ClusterFrom(pool, i, piece.glyph_end).advance;
  }
  Gap gap;
  if (advance != 0) gap.spacing = piece.spacing;
  if (stretch_ != 0 && piece.start < piece.end && Stretches(prepared_, cluster)) {
    gap.stretch = stretch_;
  }
  return gap;
}

// Notes the caret stops of the piece that its glyphs do not tell: a caret stands on the leading
// edge of its grapheme; those of one shaper's cluster (a ligature) share its width evenly.
void Placer::AddStops(const Piece& piece) {
  const bool spaced = piece.rtl() && piece.spacing != 0;  // no glyph is at the pen
  if (piece.glyph_begin == piece.glyph_end) return;
  if (piece.extra || piece.tab || spaced) {
    AddAllStops(piece, spaced);
    return;
  }
  const auto& uneven = prepared_.uneven;
  auto g = std::lower_bound(uneven.begin(), uneven.end(), piece.glyph_begin);
  const bool first = g != uneven.end() && *g == piece.glyph_begin;
  if (shifted_ && piece.rtl() && !first) AddStopsOf(piece, piece.glyph_begin);
  for (; g != uneven.end() && *g < piece.glyph_end; ++g) AddStopsOf(piece, *g);
  shifted_ = piece.rtl() && IsShifted(prepared_.pool, piece.glyph_end - 1);
}

// Adds the stops of the cluster whose first glyph is `glyph`, one of the text's own, by where its
// glyphs stand.
void Placer::AddStopsOf(const Piece& piece, uint32_t glyph) {
  const GlyphPool& pool = prepared_.pool;
  const ClusterGlyphs cluster = ClusterFrom(pool, glyph, piece.glyph_end);
  const uint32_t leftmost = piece.rtl() ? cluster.end - 1 : glyph;
  const uint32_t place =
      piece.rtl() ? piece.glyph_end - 1 - leftmost : leftmost - piece.glyph_begin;
  const float left = result_.glyphs[piece.placed + place].x - ShiftOf(pool, leftmost) * piece.unit;
  float advance = static_cast<float>(cluster.advance) * piece.unit;
  if (piece.spacing != 0 || stretch_ != 0) {
    const Gap gap = GapOf(piece, pool, leftmost);
    advance += gap.spacing + gap.stretch;
  }
  const uint32_t end = cluster.end < piece.glyph_end ? pool.glyphs[cluster.end].cluster : piece.end;
  AddClusterStops(pool.glyphs[glyph].cluster, end, piece.rtl() ? left + advance : left,
                  piece.rtl() ? -advance : advance);
}

// Adds every stop of a piece that is rarely so simple: what a line's end shaped anew, tabs, Hebrew
// that is spaced out.
void Placer::AddAllStops(const Piece& piece, bool spaced) {
  const GlyphPool& pool = PoolOf(piece, prepared_, work_);
  float x = piece.rtl() ? piece.x + piece.width : piece.x;
  for (uint32_t g = piece.glyph_begin; g < piece.glyph_end && piece.start < piece.end;) {
    const ClusterGlyphs cluster = ClusterFrom(pool, g, piece.glyph_end);
    const uint32_t end =
        cluster.end < piece.glyph_end ? pool.glyphs[cluster.end].cluster : piece.end;
    const uint32_t leftmost = piece.rtl() ? cluster.end - 1 : g;
    const Gap gap = GapOf(piece, pool, leftmost);
    float advance = static_cast<float>(cluster.advance) * piece.unit + gap.spacing + gap.stretch;
    if (piece.tab) advance = piece.width;
    if (piece.rtl()) advance = -advance;
    AddClusterStops(pool.glyphs[g].cluster, end, x, advance);
    shifted_ = spaced || IsShifted(pool, leftmost);
    x += advance;
    g = cluster.end;
  }
}

// Adds the stops of the cluster [start, end), whose leading edge is at `x`.
void Placer::AddClusterStops(uint32_t start, uint32_t end, float x, float advance) {
  const auto starts_grapheme = [&](uint32_t i) {
    return (prepared_.marks[i] & kGraphemeStart) != 0;
  };
  result_.uneven_stops.push_back({start, starts_grapheme(start) ? x : Paragraph::kNoCaret});
  uint32_t count = 1;
  for (uint32_t i = start + 1; i < end; ++i) count += starts_grapheme(i) ? 1 : 0;
  if (count == 1) return;
  uint32_t seen = 1;
  for (uint32_t i = start + 1; i < end; ++i) {
    if (!starts_grapheme(i)) continue;
    const float part = advance * static_cast<float>(seen++) / static_cast<float>(count);
    result_.uneven_stops.push_back({i, x + part});
  }
}

void Placer::SetHeight(uint32_t start, Line& line) {
  line.top = result_.height;
  if (style_.line_height > 0) {
    SetGridHeight(line);
  } else {
    SetOwnHeight(start, line);
  }
  result_.height += line.height;
}

// Lines of one height keep one baseline grid, whatever stands in them, but for boxes, which would
// lie over other lines.
void Placer::SetGridHeight(Line& line) const {
  const FaceMetrics& strut = prepared_.strut;
  float above = (style_.line_height - strut.ascent - strut.descent) / 2 + strut.ascent;
  float below = style_.line_height - above;
  for (const Piece& piece : work_.pieces) {
    if (piece.face != kBoxFace) continue;
    const StyledSpan& span = prepared_.spans[piece.span];
    above = std::max(above, span.box->ascent + span.style.rise);
    below = std::max(below, span.box->descent - span.style.rise);
  }
  line.height = above + below;
  line.baseline = line.top + above;
}

void Placer::SetOwnHeight(uint32_t start, Line& line) const {
  FaceMetrics metrics;
  for (const Piece& piece : work_.pieces) {
    const StyledSpan& span = prepared_.spans[piece.span];
    FaceMetrics own = piece.face == kNoFace || piece.face == kBoxFace
                          ? PrimaryMetrics(fonts_, span.style)
                          : MetricsOf(fonts_, piece.face, span.style.size);
    if (piece.face == kBoxFace) own = Taller(own, {span.box->ascent, span.box->descent, 0, 0});
    metrics = Taller(metrics, Raised(own, span.style.rise));
  }
  if (work_.pieces.empty()) metrics = PrimaryMetrics(fonts_, prepared_.SpanAt(start).style);
  line.height = metrics.ascent + metrics.descent + metrics.line_gap;
  line.baseline = line.top + metrics.line_gap / 2 + metrics.ascent;
}

// Moves the lines of a paragraph without a width, which stand at x = 0, to their places.
void Placer::AlignUnwrapped() {
  float width = 0;
  for (const Line& line : result_.lines) {
    const bool first = &line == result_.lines.data();
    width = std::max(width, line.width + style_.start_indent + style_.end_indent +
                                (first ? style_.first_indent : 0));
  }
  size_t stop = 0;
  for (Line& line : result_.lines) {
    line.x = LeftOf(line.width, width, &line == result_.lines.data());
    for (uint32_t r = line.first_run; r < line.first_run + line.run_count; ++r) {
      Run& run = result_.runs[r];
      run.x += line.x;
      for (uint32_t g = run.first_glyph; g < run.first_glyph + run.glyph_count; ++g) {
        result_.glyphs[g].x += line.x;
      }
    }
    auto& stops = result_.uneven_stops;
    for (; stop < stops.size() && stops[stop].offset < line.end; ++stop) stops[stop].x += line.x;
  }
}

void Placer::Finish() {
  result_.glyphs.resize(glyph_count_);
  if (style_.width <= 0) AlignUnwrapped();
}

}  // namespace skira::typeset
