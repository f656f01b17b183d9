#include "typeset/pieces.h"

#include <algorithm>
#include <cmath>

#include "typeset/breaks.h"

namespace skira::typeset {
namespace {

class Collector {
 public:
  Collector(const FontSet& fonts, Prepared& prepared, std::vector<Piece>& pieces)
      : fonts_(fonts), prepared_(prepared), pieces_(pieces) {}

  // Adds the part [start, end) of `item`.
  void AddPart(const Item& item, uint32_t start, uint32_t end) {
    if (!pieces_.empty() && (item.level != level_ || item.span != span_)) RoundUp();
    level_ = item.level;
    span_ = item.span;
    AddGlyphs(item, start, end);
  }

  // Rounds the width of what is in one level and style up to 1/64 px, as browsers do: lines would
  // else break at other places once in a thousand lines.
  void RoundUp() {
    const float exact = width_ - rounded_;
    slack_ = std::ceil(exact * 64 - kNoise) / 64 - exact;
    if (!pieces_.empty()) pieces_.back().width += slack_;
    width_ += slack_;
    rounded_ = width_;
  }

  float exact_width() const { return width_ - slack_; }

 private:
  static constexpr float kNoise = 1.0f / 512;  // of 1/64 px: rounding errors of sums

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
    Add(item, inner_start, inner_end, prepared_.glyph_at[inner_start],
        prepared_.glyph_at[inner_end]);
    if (inner_end < end) AddShaped(item, inner_end, end);
  }

  void AddShaped(const Item& item, uint32_t start, uint32_t end) {
    const auto begin = static_cast<uint32_t>(prepared_.pool.size());
    ShapeAgain(fonts_, item, start, end, prepared_);
    Add(item, start, end, begin, static_cast<uint32_t>(prepared_.pool.size()));
  }

  void Add(const Item& item, uint32_t start, uint32_t end, uint32_t glyph_begin,
           uint32_t glyph_end) {
    Piece piece = {start, end, glyph_begin, glyph_end, item.span, item.face, item.level, 0, 0};
    for (uint32_t i = glyph_begin; i < glyph_end; ++i) piece.width += prepared_.pool[i].advance;
    width_ += piece.width;
    pieces_.push_back(piece);
  }

  const FontSet& fonts_;
  Prepared& prepared_;
  std::vector<Piece>& pieces_;
  float width_ = 0;
  float rounded_ = 0;  // the part of width_ that is rounded up
  float slack_ = 0;    // what the last rounding added
  uint32_t span_ = 0;
  uint8_t level_ = 0;
};

}  // namespace

bool IsSafeCut(const Prepared& prepared, uint32_t i) {
  return i >= prepared.size() || (prepared.marks[i] & (kClusterStart | kUnsafe)) == kClusterStart;
}

float CollectPieces(const FontSet& fonts, uint32_t start, uint32_t end, Prepared& prepared,
                    std::vector<Piece>& pieces) {
  Collector collector(fonts, prepared, pieces);
  auto item = std::upper_bound(prepared.items.begin(), prepared.items.end(), start,
                               [](uint32_t at, const Item& other) { return at < other.end; });
  for (; item != prepared.items.end() && item->start < end; ++item) {
    collector.AddPart(*item, std::max(start, item->start), std::min(end, item->end));
  }
  collector.RoundUp();
  return collector.exact_width();
}

}  // namespace skira::typeset
