// Where lines end: greedy, on shaped advances, by the break opportunities of UAX #14.
#include <algorithm>
#include <limits>

#include "typeset/breaks.h"
#include "typeset/pieces.h"
#include "typeset/prepared.h"

namespace skira::typeset {
namespace {

// How much a line may be too wide: what browsers allow, with rounding errors. A label laid out at
// the very width it was measured to have does not break.
constexpr float kTolerance = 1.0f / 64 + 1.0f / 1024;

class LineBreaker {
 public:
  LineBreaker(const FontSet& fonts, const ParagraphStyle& style, Prepared& prepared)
      : fonts_(fonts), style_(style), prepared_(prepared), placer_(fonts, style, prepared) {}

  Paragraph Run() {
    uint32_t start = 0;
    do {
      uint32_t content_end = start;
      while (content_end < prepared_.size() && !Has(content_end, kNewline)) ++content_end;
      uint32_t end = content_end;  // behind the line feed, or CR LF
      if (end < prepared_.size()) ++end;
      if (end < prepared_.size() && Has(end, kNewline) && !Has(end, kMayBreak)) ++end;
      BreakHardLine(start, content_end, end);
      start = end;
    } while (start < prepared_.size() && !done_);
    return placer_.Finish();
  }

 private:
  bool Has(uint32_t i, CharMark mark) const { return (prepared_.marks[i] & mark) != 0; }

  float Available() const {
    if (style_.width <= 0) return std::numeric_limits<float>::infinity();
    return style_.width - (line_count_ == 0 ? style_.first_indent : 0) + kTolerance;
  }

  // Breaks the text between two forced breaks: characters [start, content_end), and the newline.
  void BreakHardLine(uint32_t start, uint32_t content_end, uint32_t end) {
    do {
      const bool last_line = style_.max_lines > 0 && line_count_ + 1 == style_.max_lines;
      const uint32_t cut = FindBreak(start, content_end);
      const bool whole = cut == content_end;
      if (last_line && (!whole || end < prepared_.size())) {
        AddCutLine(start, content_end);
        return;
      }
      placer_.AddLine(start, TrimSpaces(start, cut), whole ? end : cut, pieces_, false);
      ++line_count_;
      start = cut;
    } while (start < content_end);
  }

  // The last line that max_lines allows, when more text follows: as many clusters as fit beside the
  // ellipsis.
  void AddCutLine(uint32_t start, uint32_t limit) {
    const auto ellipsis_begin = static_cast<uint32_t>(prepared_.pool.size());
    const FaceId face = ShapeEllipsis(fonts_, SpanAt(start), start, prepared_);
    Piece ellipsis;
    ellipsis.glyph_begin = ellipsis_begin;
    ellipsis.glyph_end = static_cast<uint32_t>(prepared_.pool.size());
    ellipsis.span = SpanAt(start);
    ellipsis.face = face;
    ellipsis.level = prepared_.base_level;
    for (uint32_t i = ellipsis.glyph_begin; i < ellipsis.glyph_end; ++i) {
      ellipsis.width += prepared_.pool[i].advance;
    }
    const float available = Available() - ellipsis.width;
    const uint32_t cut = TrimSpaces(start, FindClusterBreak(start, limit, available, start));
    ellipsis.start = ellipsis.end = cut;
    for (uint32_t i = ellipsis.glyph_begin; i < ellipsis.glyph_end; ++i) {
      prepared_.pool[i].cluster = cut;
    }
    pieces_.push_back(ellipsis);
    placer_.AddLine(start, cut, prepared_.size(), pieces_, true);
    ++line_count_;
    done_ = true;
  }

  uint32_t SpanAt(uint32_t i) const {
    const auto& spans = prepared_.spans;
    const auto it = std::upper_bound(spans.begin(), spans.end(), i,
                                     [](uint32_t at, const StyledSpan& s) { return at < s.end; });
    return static_cast<uint32_t>(std::min<ptrdiff_t>(it - spans.begin(), std::ssize(spans) - 1));
  }

  uint32_t TrimSpaces(uint32_t start, uint32_t end) const {
    while (end > start && Has(end - 1, kHangs)) --end;
    return end;
  }

  // The end of the line that starts at `start`: `limit` where all of it fits, else the last
  // opportunity that does, else a cluster boundary. Leaves the line's pieces in `pieces_`.
  uint32_t FindBreak(uint32_t start, uint32_t limit) {
    const float available = Available();
    float width = StartCorrection(start, limit);
    uint32_t opportunity = start, i = start;
    for (; i < limit; ++i) {
      if (i > start && Has(i, kMayBreak)) opportunity = i;
      width += prepared_.advances[i];
      if (width > available && !Has(i, kHangs)) break;
    }
    if (i == limit && Fits(start, limit, available)) return limit;
    for (; opportunity > start; opportunity = PreviousOpportunity(start, opportunity)) {
      if (Fits(start, opportunity, available)) return opportunity;
    }
    uint32_t first_end = start + 1;  // a line holds one cluster at least
    while (first_end < limit && !Has(first_end, kGraphemeStart)) ++first_end;
    return FindClusterBreak(start, i, available, first_end);
  }

  // The last cluster boundary of (least, limit] up to which the line fits; `least` where none does.
  // Leaves the line's pieces in `pieces_`.
  uint32_t FindClusterBreak(uint32_t start, uint32_t limit, float available, uint32_t least) {
    float width = StartCorrection(start, limit);
    uint32_t i = start;
    for (; i < limit; ++i) {
      if (width + prepared_.advances[i] > available) break;
      width += prepared_.advances[i];
    }
    for (; i > least; --i) {
      const bool boundary = i == prepared_.size() || Has(i, kGraphemeStart);
      if (boundary && Fits(start, i, available)) return i;
    }
    Fits(start, least, available);
    return least;
  }

  uint32_t PreviousOpportunity(uint32_t start, uint32_t from) const {
    uint32_t i = from - 1;
    while (i > start && !Has(i, kMayBreak)) --i;
    return i;
  }

  // What cutting before `start` adds to the advances of the characters behind it, px.
  float StartCorrection(uint32_t start, uint32_t limit) {
    if (start >= limit || IsSafeCut(prepared_, start) || start == 0) return 0;
    uint32_t safe = start + 1;
    while (safe < limit && !IsSafeCut(prepared_, safe)) ++safe;
    trial_.clear();
    float width = CollectPieces(fonts_, start, safe, prepared_, trial_);
    for (uint32_t i = start; i < safe; ++i) width -= prepared_.advances[i];
    return width;
  }

  // Whether [start, end), shaped as a line of its own, fits. Leaves its pieces in `pieces_`.
  bool Fits(uint32_t start, uint32_t end, float available) {
    pieces_.clear();
    return CollectPieces(fonts_, start, TrimSpaces(start, end), prepared_, pieces_) <= available;
  }

  const FontSet& fonts_;
  const ParagraphStyle& style_;
  Prepared& prepared_;
  Placer placer_;
  std::vector<Piece> pieces_, trial_;
  int line_count_ = 0;
  bool done_ = false;  // max_lines is reached
};

}  // namespace

Paragraph BreakLines(const FontSet& fonts, const ParagraphStyle& style, Prepared& prepared) {
  return LineBreaker(fonts, style, prepared).Run();
}

}  // namespace skira::typeset
