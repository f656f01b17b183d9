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

// Adds up the advances of a line's characters as they were shaped in the midst of the text.
class Ruler {
 public:
  Ruler(const Prepared& prepared, const TabStops& tabs, uint32_t start)
      : prepared_(prepared), tabs_(tabs), glyph_(prepared.pool.glyphs.data()) {
    const auto& glyphs = prepared.pool.glyphs;
    end_ = glyph_ + glyphs.size();
    glyph_ = std::lower_bound(glyph_, end_, start,
                              [](const ShapedGlyph& g, uint32_t byte) { return g.cluster < byte; });
    const Item* const items = prepared.items.data();
    next_ = std::upper_bound(items, items + prepared.items.size(), start,
                             [](uint32_t at, const Item& item) { return at < item.end; });
    item_end_ = start;
  }

  // The advance of the cluster that begins at byte `i`; `width` px stand before it. To be called
  // with increasing bytes that are marked kClusterStart.
  float Advance(uint32_t i, float width) {
    int32_t units = 0;
    for (; glyph_ != end_ && glyph_->cluster <= i; ++glyph_) units += glyph_->advance;
    if (units == 0) return 0;
    while (item_end_ <= i) EnterItem();
    const float advance = static_cast<float>(units) * unit_ + spacing_;
    const bool tab = tabs_.spaces > 0 && prepared_.source[i] == '\t';
    return tab ? TabAdvance(tabs_, width, advance) : advance;
  }

 private:
  void EnterItem() {
    item_end_ = next_->end;
    unit_ = next_->unit;
    spacing_ = SpacingOf(prepared_, *next_);
    ++next_;
  }

  const Prepared& prepared_;
  const TabStops& tabs_;
  const ShapedGlyph *glyph_, *end_;
  const Item* next_;   // behind the item at hand
  uint32_t item_end_;  // of the item at hand, as its unit and its spacing are
  float unit_ = 0, spacing_ = 0;
};

class LineBreaker {
 public:
  LineBreaker(const FontSet& fonts, const ParagraphStyle& style, const Prepared& prepared,
              LineWork& work, Paragraph& result)
      : fonts_(fonts),
        style_(style),
        prepared_(prepared),
        work_(work),
        placer_(fonts, style, prepared, work, result) {}

  void Run() {
    work_.hyphen_span = LineWork::kNoSpan;
    uint32_t start = 0;
    do {
      uint32_t content_end = start;
      while (content_end < prepared_.size() && !Has(content_end, kNewline)) ++content_end;
      uint32_t end = content_end;  // behind the newline, which may have several bytes (CR LF too)
      if (end < prepared_.size()) ++end;
      while (end < prepared_.size() && Has(end, kNewline) && !Has(end, kMayBreak)) ++end;
      BreakHardLine(start, content_end, end);
      start = end;
    } while (start < prepared_.size() && !done_);
    placer_.Finish();
  }

 private:
  bool Has(uint32_t i, CharMark mark) const { return (prepared_.marks[i] & mark) != 0; }

  float FirstIndent() const { return line_count_ == 0 ? style_.first_indent : 0; }
  float Available() const {
    if (style_.width <= 0) return std::numeric_limits<float>::infinity();
    return style_.width - style_.start_indent - style_.end_indent - FirstIndent() + kTolerance;
  }

  // Breaks the text between two forced breaks: bytes [start, content_end), and the newline.
  void BreakHardLine(uint32_t start, uint32_t content_end, uint32_t end) {
    hard_end_ = content_end;
    do {
      const bool last_line = style_.max_lines > 0 && line_count_ + 1 == style_.max_lines;
      tabs_ = {style_.tab_size, FirstIndent()};
      const uint32_t cut = FindBreak(start, content_end);
      const bool whole = cut == content_end;
      if (last_line && (!whole || end < prepared_.size())) {
        AddCutLine(start, content_end);
        return;
      }
      const bool justified = style_.align == Align::kJustify && !whole;
      placer_.AddLine(start, TrimSpaces(start, cut), whole ? end : cut, false, justified);
      ++line_count_;
      start = cut;
    } while (start < content_end);
  }

  // The last line that max_lines allows, when more text follows: as many words as fit beside the
  // ellipsis, or clusters of its first one where that does not.
  void AddCutLine(uint32_t start, uint32_t limit) {
    const StyledSpan& span = prepared_.SpanAt(start);
    const Sign ellipsis = EllipsisOf(fonts_, span.style);
    hard_end_ = 0;  // no hyphen stands before an ellipsis
    const float available = Available() - ellipsis.width();
    const uint32_t most = FindClusterBreak(start, limit, available, start);
    uint32_t word = most;
    if (most > start && most < limit && !Has(most, kMayBreak)) {
      word = PreviousOpportunity(start, most);
    }
    const uint32_t cut = TrimSeparators(start, TrimSpaces(start, word > start ? word : most));
    if (cut < most) Fits(start, cut, available);
    AddSign(ellipsis, cut, static_cast<uint32_t>(&span - prepared_.spans.data()),
            prepared_.base_level, work_);
    placer_.AddLine(start, cut, prepared_.size(), true, false);
    ++line_count_;
    done_ = true;
  }

  // What leads to words that are cut off is cut off with them: no "word,…". A line of nothing else
  // keeps them.
  uint32_t TrimSeparators(uint32_t start, uint32_t end) const {
    uint32_t to = end;
    while (to > start &&
           std::string_view(",;:-(").find(prepared_.source[to - 1]) != std::string_view::npos) {
      to = TrimSpaces(start, to - 1);
    }
    return to > start ? to : end;
  }

  uint32_t TrimSpaces(uint32_t start, uint32_t end) const {
    while (end > start && Has(end - 1, kHangs)) --end;
    return end;
  }

  // The end of the line that starts at `start`: `limit` where all of it fits, else the last
  // opportunity that does, else a cluster boundary. Leaves the line's pieces in `work_`.
  uint32_t FindBreak(uint32_t start, uint32_t limit) {
    const float available = Available();
    float width = StartCorrection(start, limit);
    Ruler ruler(prepared_, tabs_, start);
    uint32_t opportunity = start, i = start;
    const uint8_t* const marks = prepared_.marks.data();
    for (; i < limit; ++i) {
      const uint8_t mark = marks[i];
      if ((mark & kMayBreak) != 0 && i > start) opportunity = i;
      if ((mark & kClusterStart) != 0) width += ruler.Advance(i, width);
      if (width > available && (mark & kHangs) == 0) break;
    }
    if (i == limit && (Fits(start, limit, available) || start == limit)) return limit;
    for (; opportunity > start; opportunity = PreviousOpportunity(start, opportunity)) {
      if (Fits(start, opportunity, available)) return opportunity;
    }
    uint32_t first_end = start + 1;  // a line holds one cluster at least
    while (first_end < limit && !Has(first_end, kGraphemeStart)) ++first_end;
    return FindClusterBreak(start, i, available, first_end);
  }

  // The last cluster boundary of (least, limit] up to which the line fits; `least` where none does.
  // Leaves the line's pieces in `work_`.
  uint32_t FindClusterBreak(uint32_t start, uint32_t limit, float available, uint32_t least) {
    float width = StartCorrection(start, limit);
    Ruler ruler(prepared_, tabs_, start);
    uint32_t i = start;
    for (; i < limit; ++i) {
      if (Has(i, kClusterStart)) width += ruler.Advance(i, width);
      if (width > available) break;
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
    work_.pieces.clear();
    work_.extra.Clear();
    float width = CollectPieces(fonts_, prepared_, start, safe, tabs_, work_);
    Ruler ruler(prepared_, tabs_, start);
    for (uint32_t i = start; i < safe; ++i) {
      if (Has(i, kClusterStart)) width -= ruler.Advance(i, 0);
    }
    return width;
  }

  // Whether [start, end), shaped as a line of its own, fits. Leaves its pieces in `work_`.
  bool Fits(uint32_t start, uint32_t end, float available) {
    work_.pieces.clear();
    work_.extra.Clear();
    float width = CollectPieces(fonts_, prepared_, start, TrimSpaces(start, end), tabs_, work_);
    if (end < hard_end_ && EndsInSoftHyphen(prepared_, end)) {
      width += AddHyphen(fonts_, prepared_, end, work_);
    }
    return width <= available;
  }

  const FontSet& fonts_;
  const ParagraphStyle& style_;
  const Prepared& prepared_;
  LineWork& work_;
  Placer placer_;
  TabStops tabs_;          // of the line at hand
  uint32_t hard_end_ = 0;  // of the text between two forced breaks
  int line_count_ = 0;
  bool done_ = false;  // max_lines is reached
};

}  // namespace

void BreakLines(const FontSet& fonts, const ParagraphStyle& style, const Prepared& prepared,
                LineWork& work, Paragraph& result) {
  LineBreaker(fonts, style, prepared, work, result).Run();
}

}  // namespace skira::typeset
