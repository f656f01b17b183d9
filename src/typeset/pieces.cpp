#include "typeset/pieces.h"

#include <algorithm>
#include <cmath>

#include "typeset/breaks.h"
#include "typeset/fonts.h"

namespace skira::typeset {
namespace {

// The first glyph of `item` at or behind byte `at`.
uint32_t GlyphAt(const Prepared& prepared, const Item& item, uint32_t at) {
  const auto& glyphs = prepared.pool.glyphs;
  const auto begin = glyphs.begin() + item.glyph_begin;
  const auto end = glyphs.begin() + prepared.GlyphEnd(item);
  if (at <= item.start) return item.glyph_begin;
  const auto found = std::lower_bound(
      begin, end, at, [](const ShapedGlyph& glyph, uint32_t byte) { return glyph.cluster < byte; });
  return static_cast<uint32_t>(found - glyphs.begin());
}

class Collector {
 public:
  Collector(const FontSet& fonts, const Prepared& prepared, const TabStops& tabs, LineWork& work)
      : fonts_(fonts), prepared_(prepared), tabs_(tabs), work_(work) {}

  // Adds the part [start, end) of `item`.
  void AddPart(const Item& item, uint32_t start, uint32_t end) {
    if (any_ && (item.level != level_ || item.span != span_)) RoundUp();
    any_ = true;
    level_ = item.level;
    span_ = item.span;
    if (tabs_.spaces > 0) {
      start = AddBetweenTabs(item, start, end);
      if (start == end) return;
    }
    AddGlyphs(item, start, end);
  }

  // Rounds the width of what is in one level and style up to 1/64 px, as browsers do: lines would
  // else break at other places once in a thousand lines.
  void RoundUp() {
    const float exact = width_ - rounded_;
    slack_ = std::ceil(exact * 64 - kNoise) / 64 - exact;
    if (!work_.pieces.empty()) work_.pieces.back().width += slack_;
    width_ += slack_;
    rounded_ = width_;
  }

  float exact_width() const { return width_ - slack_; }

 private:
  static constexpr float kNoise = 1.0f / 512;  // of 1/64 px: rounding errors of sums

  // Adds the tabs of [start, end) and what stands before the last of them; returns where it ends.
  uint32_t AddBetweenTabs(const Item& item, uint32_t start, uint32_t end) {
    for (uint32_t i = start; i < end; ++i) {
      if (prepared_.source[i] != '\t') continue;
      if (i > start) AddGlyphs(item, start, i);
      RoundUp();
      AddShaped(item, i, i + 1);
      Piece& tab = work_.pieces.back();
      width_ -= tab.width;
      tab.width = TabAdvance(tabs_, width_, tab.width);
      tab.tab = true;
      width_ += tab.width;
      RoundUp();
      start = i + 1;
    }
    return start;
  }

  // Shapes anew from an unsafe cut to the next safe one.
  void AddGlyphs(const Item& item, uint32_t start, uint32_t end) {
    uint32_t inner_start = start, inner_end = end;
    if (start > item.start) {
      while (inner_start < end && !IsSafeCut(prepared_, inner_start)) ++inner_start;
    }
    if (end < item.end) {
      while (inner_end > start && !IsSafeCut(prepared_, inner_end)) --inner_end;
    }
    if (inner_start >= inner_end) {
      AddShaped(item, start, end);
      return;
    }
    if (inner_start > start) AddShaped(item, start, inner_start);
    Piece piece = PieceOf(item, inner_start, inner_end);
    piece.unit = item.unit;
    piece.glyph_begin = GlyphAt(prepared_, item, inner_start);
    piece.glyph_end =
        inner_end == item.end ? prepared_.GlyphEnd(item) : GlyphAt(prepared_, item, inner_end);
    Add(piece, prepared_.pool);
    if (inner_end < end) AddShaped(item, inner_end, end);
  }

  void AddShaped(const Item& item, uint32_t start, uint32_t end) {
    Piece piece = PieceOf(item, start, end);
    piece.extra = true;
    piece.glyph_begin = work_.extra.size();
    piece.unit = ShapeAgain(fonts_, prepared_, item, start, end, work_);
    piece.glyph_end = work_.extra.size();
    Add(piece, work_.extra);
  }

  Piece PieceOf(const Item& item, uint32_t start, uint32_t end) const {
    Piece piece;
    piece.start = start;
    piece.end = end;
    piece.span = item.span;
    piece.spacing = SpacingOf(prepared_, item);
    piece.face = item.face;
    piece.level = item.level;
    return piece;
  }

  void Add(Piece& piece, const GlyphPool& pool) {
    int64_t units = 0;
    for (uint32_t i = piece.glyph_begin; i < piece.glyph_end; ++i) units += pool.glyphs[i].advance;
    piece.width = static_cast<float>(units) * piece.unit;
    if (piece.spacing != 0) piece.width += piece.spacing * static_cast<float>(Spaced(piece, pool));
    width_ += piece.width;
    work_.pieces.push_back(piece);
  }

  // How many clusters of the piece have a width.
  static uint32_t Spaced(const Piece& piece, const GlyphPool& pool) {
    uint32_t count = 0;
    for (uint32_t i = piece.glyph_begin; i < piece.glyph_end;) {
      const ClusterGlyphs cluster = ClusterFrom(pool, i, piece.glyph_end);
      count += cluster.advance != 0 ? 1 : 0;
      i = cluster.end;
    }
    return count;
  }

  const FontSet& fonts_;
  const Prepared& prepared_;
  const TabStops& tabs_;
  LineWork& work_;
  bool any_ = false;
  float width_ = 0;
  float rounded_ = 0;  // the part of width_ that is rounded up
  float slack_ = 0;    // what the last rounding added
  uint32_t span_ = 0;
  uint8_t level_ = 0;
};

}  // namespace

ClusterGlyphs ClusterFrom(const GlyphPool& pool, uint32_t begin, uint32_t limit) {
  ClusterGlyphs result;
  const uint32_t cluster = pool.glyphs[begin].cluster;
  uint32_t i = begin;
  for (; i < limit && pool.glyphs[i].cluster == cluster; ++i) {
    result.advance += pool.glyphs[i].advance;
  }
  result.end = i;
  return result;
}

bool IsSafeCut(const Prepared& prepared, uint32_t i) {
  return i >= prepared.size() || (prepared.marks[i] & (kClusterStart | kUnsafe)) == kClusterStart;
}

float CollectPieces(const FontSet& fonts, const Prepared& prepared, uint32_t start, uint32_t end,
                    const TabStops& tabs, LineWork& work) {
  if (start >= end) return 0;
  Collector collector(fonts, prepared, tabs, work);
  auto item = std::upper_bound(prepared.items.begin(), prepared.items.end(), start,
                               [](uint32_t at, const Item& other) { return at < other.end; });
  for (; item != prepared.items.end() && item->start < end; ++item) {
    collector.AddPart(*item, std::max(start, item->start), std::min(end, item->end));
  }
  collector.RoundUp();
  return collector.exact_width();
}

void AddSign(const Sign& sign, uint32_t at, uint32_t span, uint8_t level, LineWork& work) {
  Piece piece;
  piece.start = piece.end = at;
  piece.glyph_begin = work.extra.size();
  for (uint32_t i = 0; i < sign.count; ++i) {
    work.extra.glyphs.push_back({at, static_cast<uint16_t>(sign.glyph), sign.advance});
  }
  piece.glyph_end = work.extra.size();
  piece.span = span;
  piece.unit = sign.unit;
  piece.width = sign.width();
  piece.face = sign.face;
  piece.level = level;
  piece.extra = true;
  work.pieces.push_back(piece);
}

bool EndsInSoftHyphen(const Prepared& prepared, uint32_t end) {
  return end >= 2 && prepared.source.substr(end - 2, 2) == "\u00AD";
}

float AddHyphen(const FontSet& fonts, const Prepared& prepared, uint32_t end, LineWork& work) {
  if (work.pieces.empty()) return 0;
  const Piece last = work.pieces.back();
  if (work.hyphen_span != last.span) {
    work.hyphen_span = last.span;
    work.hyphen = HyphenOf(fonts, prepared.spans[last.span].style);
  }
  AddSign(work.hyphen, end, last.span, last.level, work);
  return work.hyphen.width();
}

float TabAdvance(const TabStops& tabs, float at, float space) {
  const float stop = tabs.spaces * space;
  if (!(stop > 0)) return space;
  const float advance = stop - std::fmod(tabs.start + at, stop);
  return advance < space / 2 ? advance + stop : advance;
}

}  // namespace skira::typeset
