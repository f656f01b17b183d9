// From points to text offsets and back.
#include <algorithm>
#include <cmath>

#include "typeset/typeset.h"

namespace skira::typeset {
namespace {

// The line at height y, the nearest one where y is outside. There must be a line.
const Line& LineAt(const Paragraph& paragraph, float y) {
  const auto line = std::partition_point(
      paragraph.lines.begin(), paragraph.lines.end(),
      [y](const Line& candidate) { return candidate.top + candidate.height <= y; });
  return line == paragraph.lines.end() ? paragraph.lines.back() : *line;
}

// The line that holds byte `offset`, the last one for the text's end. There must be a line.
const Line& LineOf(const Paragraph& paragraph, uint32_t offset) {
  const auto after =
      std::partition_point(paragraph.lines.begin(), paragraph.lines.end(),
                           [offset](const Line& candidate) { return candidate.start <= offset; });
  return after == paragraph.lines.begin() ? *after : *(after - 1);
}

std::span<const Stop> StopsIn(const Paragraph& paragraph, uint32_t start, uint32_t end) {
  const auto before = [](const Stop& stop, uint32_t offset) { return stop.offset < offset; };
  const auto& stops = paragraph.stops;
  const auto first = std::lower_bound(stops.begin(), stops.end(), start, before);
  const auto last = std::lower_bound(first, stops.end(), end, before);
  return {stops.data() + (first - stops.begin()), static_cast<size_t>(last - first)};
}

float TrailingEdge(const Run& run) { return (run.level & 1) != 0 ? run.x : run.x + run.width; }

}  // namespace

uint32_t ClusterEnd(const Paragraph& paragraph, uint32_t offset) {
  const Line& line = LineOf(paragraph, offset);
  for (uint32_t i = line.first_run; i < line.first_run + line.run_count; ++i) {
    const Run& run = paragraph.runs[i];
    if (offset < run.start || offset >= run.end) continue;
    uint32_t end = run.end;
    for (uint32_t g = run.first_glyph; g < run.first_glyph + run.glyph_count; ++g) {
      const uint32_t cluster = paragraph.glyphs[g].cluster;
      if (cluster > offset) end = std::min(end, cluster);
    }
    return end;
  }
  return offset;
}

uint32_t OffsetAt(const Paragraph& paragraph, float x, float y) {
  if (paragraph.lines.empty()) return 0;
  const Line& line = LineAt(paragraph, y);
  const Run* nearest = nullptr;
  float distance = 0;
  for (uint32_t i = line.first_run; i < line.first_run + line.run_count; ++i) {
    const Run& run = paragraph.runs[i];
    if (run.start == run.end) continue;  // the ellipsis
    const float away = std::max({run.x - x, x - run.x - run.width, 0.0f});
    if (nearest == nullptr || away < distance) {
      nearest = &run;
      distance = away;
    }
  }
  if (nearest == nullptr) return line.start;
  uint32_t best = nearest->end;
  distance = std::abs(x - TrailingEdge(*nearest));
  for (const Stop& stop : StopsIn(paragraph, nearest->start, nearest->end)) {
    const float away = std::abs(x - stop.x);
    if (away < distance) {
      best = stop.offset;
      distance = away;
    }
  }
  return best;
}

CaretPosition CaretAt(const Paragraph& paragraph, uint32_t offset) {
  if (paragraph.lines.empty()) return {};
  const Line* line = &LineOf(paragraph, offset);
  CaretPosition caret = {line->x, line->top, line->height};
  const Run* last = nullptr;  // in logical order
  for (uint32_t i = line->first_run; i < line->first_run + line->run_count; ++i) {
    const Run& run = paragraph.runs[i];
    if (run.start != run.end && (last == nullptr || run.end > last->end)) last = &run;
  }
  const std::span<const Stop> stops = StopsIn(paragraph, line->start, offset + 1);
  const bool past_last = last != nullptr && offset >= last->end;
  if (past_last && (stops.empty() || stops.back().offset < last->end)) {
    caret.x = TrailingEdge(*last);
  } else if (!stops.empty()) {
    caret.x = stops.back().x;
  }
  return caret;
}

}  // namespace skira::typeset
