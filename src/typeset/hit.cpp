// From points to text offsets and back: carets, selections.
//
// Most carets stand where a glyph's pen does, so that only the others are kept (uneven_stops):
//
//   left to right   |G|P|T     before the glyph of its own cluster
//   right to left   ם|ו|ל|ש|   behind it: where the glyph to the right begins, or at the run's edge
#include <algorithm>
#include <cmath>
#include <utility>

#include "typeset/typeset.h"

namespace skira::typeset {
namespace {

bool IsRtl(const Run& run) { return (run.level & 1) != 0; }
bool IsText(const Run& run) { return run.start != run.end; }  // no ellipsis, no hyphen
float LeadingEdge(const Run& run) { return IsRtl(run) ? run.x + run.width : run.x; }
float TrailingEdge(const Run& run) { return IsRtl(run) ? run.x : run.x + run.width; }

// The line at height y, the nearest one where y is outside. There must be a line.
size_t LineIndexAt(const Paragraph& paragraph, float y) {
  const auto& lines = paragraph.lines;
  const auto line = std::partition_point(lines.begin(), lines.end(), [y](const Line& candidate) {
    return candidate.top + candidate.height <= y;
  });
  return static_cast<size_t>(std::min(line, lines.end() - 1) - lines.begin());
}

std::span<const Run> RunsOf(const Paragraph& paragraph, const Line& line) {
  return std::span(paragraph.runs).subspan(line.first_run, line.run_count);
}

std::span<const Glyph> GlyphsOf(const Paragraph& paragraph, const Run& run) {
  return std::span(paragraph.glyphs).subspan(run.first_glyph, run.glyph_count);
}

std::span<const Stop> UnevenStops(const Paragraph& paragraph, uint32_t start, uint32_t end) {
  const auto before = [](const Stop& stop, uint32_t offset) { return stop.offset < offset; };
  const auto& stops = paragraph.uneven_stops;
  const auto first = std::lower_bound(stops.begin(), stops.end(), start, before);
  const auto last = std::lower_bound(first, stops.end(), end, before);
  return {stops.data() + (first - stops.begin()), static_cast<size_t>(last - first)};
}

// The cluster of `run` that holds `offset`, and where its caret stands by the glyphs alone.
Stop EvenStop(const Paragraph& paragraph, const Run& run, uint32_t offset) {
  const std::span<const Glyph> glyphs = GlyphsOf(paragraph, run);
  if (IsRtl(run)) {  // clusters fall from left to right
    const auto begin = std::partition_point(glyphs.begin(), glyphs.end(),
                                            [&](const Glyph& g) { return g.cluster > offset; });
    if (begin == glyphs.end()) return {run.start, LeadingEdge(run)};
    const auto end = std::partition_point(
        begin, glyphs.end(), [&](const Glyph& g) { return g.cluster == begin->cluster; });
    return {begin->cluster, end == glyphs.end() ? LeadingEdge(run) : end->x};
  }
  const auto end = std::partition_point(glyphs.begin(), glyphs.end(),
                                        [&](const Glyph& g) { return g.cluster <= offset; });
  if (end == glyphs.begin()) return {run.start, LeadingEdge(run)};
  const uint32_t cluster = (end - 1)->cluster;
  const auto begin = std::partition_point(glyphs.begin(), end,
                                          [&](const Glyph& g) { return g.cluster < cluster; });
  return {cluster, begin == glyphs.begin() ? LeadingEdge(run) : begin->x};
}

// The last caret stop of the run at or before `offset`, which it holds.
Stop StopAt(const Paragraph& paragraph, const Run& run, uint32_t offset) {
  for (;;) {
    const Stop even = EvenStop(paragraph, run, offset);
    const std::span<const Stop> uneven = UnevenStops(paragraph, even.offset, offset + 1);
    if (uneven.empty()) return even;
    if (uneven.back().x != Paragraph::kNoCaret) return uneven.back();
    if (even.offset <= run.start) return {run.start, LeadingEdge(run)};
    offset = even.offset - 1;  // within a grapheme
  }
}

// The run of the line that holds `offset`; none where the line's end swallowed it.
const Run* RunAt(const Paragraph& paragraph, const Line& line, uint32_t offset) {
  for (const Run& run : RunsOf(paragraph, line)) {
    if (offset >= run.start && offset < run.end) return &run;
  }
  return nullptr;
}

// The last run of the line's text; none in an empty line.
const Run* LastRun(const Paragraph& paragraph, const Line& line) {
  const Run* last = nullptr;
  for (const Run& run : RunsOf(paragraph, line)) {
    if (IsText(run) && (last == nullptr || run.end > last->end)) last = &run;
  }
  return last;
}

void AppendStops(const Paragraph& paragraph, const Run& run, std::vector<Stop>& stops) {
  for (uint32_t offset = run.end; offset > run.start;) {
    const Stop stop = StopAt(paragraph, run, offset - 1);
    stops.push_back(stop);
    offset = stop.offset;
  }
}

// The offset behind the line's last caret stop: that of its end, or before what ends it.
uint32_t EndStop(const Paragraph& paragraph, const Line& line) {
  const Run* last = LastRun(paragraph, line);
  return last == nullptr ? line.start : last->end;
}

// Left and right, through a line: all its stops by their place.
std::vector<Stop> VisualStops(const Paragraph& paragraph, size_t index) {
  std::vector<Stop> stops = StopsOf(paragraph, index);
  const Line& line = paragraph.lines[index];
  const uint32_t end = EndStop(paragraph, line);
  while (!stops.empty() && stops.back().offset >= end) stops.pop_back();
  const Run* last = LastRun(paragraph, line);
  stops.push_back({end, last == nullptr ? line.x : TrailingEdge(*last)});
  std::stable_sort(stops.begin(), stops.end(),
                   [](const Stop& a, const Stop& b) { return a.x < b.x; });
  return stops;
}

uint32_t MoveSideways(const Paragraph& paragraph, uint32_t offset, bool left) {
  constexpr float kApart = 1.0f / 32;  // px: what is nearer is one place
  const size_t index = LineIndexOf(paragraph, offset);
  const float x = CaretAt(paragraph, offset).x;
  const std::vector<Stop> stops = VisualStops(paragraph, index);
  if (left) {
    for (size_t i = stops.size(); i-- > 0;) {
      if (stops[i].x < x - kApart) return stops[i].offset;
    }
  } else {
    for (const Stop& stop : stops) {
      if (stop.x > x + kApart) return stop.offset;
    }
  }
  // The line's edge: on to where the text goes on.
  const bool onwards = left == (paragraph.direction == Direction::kRtl);
  if (onwards ? index + 1 >= paragraph.lines.size() : index == 0) return offset;
  const Line& next = paragraph.lines[onwards ? index + 1 : index - 1];
  return onwards ? next.start : EndStop(paragraph, next);
}

uint32_t MoveOn(const Paragraph& paragraph, uint32_t offset) {
  const size_t index = LineIndexOf(paragraph, offset);
  for (const Stop& stop : StopsOf(paragraph, index)) {
    if (stop.offset > offset) return stop.offset;
  }
  return paragraph.lines[index].end;
}

uint32_t MoveBack(const Paragraph& paragraph, uint32_t offset) {
  for (size_t index = LineIndexOf(paragraph, offset) + 1; index-- > 0;) {
    const std::vector<Stop> stops = StopsOf(paragraph, index);
    for (size_t i = stops.size(); i-- > 0;) {
      if (stops[i].offset < offset) return stops[i].offset;
    }
  }
  return 0;
}

uint32_t MoveUpDown(const Paragraph& paragraph, uint32_t offset, bool up) {
  const size_t index = LineIndexOf(paragraph, offset);
  if (up ? index == 0 : index + 1 == paragraph.lines.size()) return offset;
  const Line& next = paragraph.lines[up ? index - 1 : index + 1];
  return OffsetAt(paragraph, CaretAt(paragraph, offset).x, next.top + next.height / 2);
}

}  // namespace

size_t LineIndexOf(const Paragraph& paragraph, uint32_t offset) {
  const auto& lines = paragraph.lines;
  const auto after = std::partition_point(lines.begin(), lines.end(),
                                          [&](const Line& line) { return line.start <= offset; });
  return after == lines.begin() ? 0 : static_cast<size_t>(after - lines.begin()) - 1;
}

uint32_t ClusterEnd(const Paragraph& paragraph, uint32_t offset) {
  const Run* run = RunAt(paragraph, paragraph.lines[LineIndexOf(paragraph, offset)], offset);
  if (run == nullptr) return offset;
  const std::span<const Glyph> glyphs = GlyphsOf(paragraph, *run);
  const auto behind = [&](const Glyph& glyph) { return glyph.cluster > offset; };
  if (IsRtl(*run)) {
    const auto end = std::partition_point(glyphs.begin(), glyphs.end(), behind);
    return end == glyphs.begin() ? run->end : (end - 1)->cluster;
  }
  const auto end = std::partition_point(glyphs.begin(), glyphs.end(), std::not_fn(behind));
  return end == glyphs.end() ? run->end : end->cluster;
}

uint32_t OffsetAt(const Paragraph& paragraph, float x, float y) {
  if (paragraph.lines.empty()) return 0;
  const Line& line = paragraph.lines[LineIndexAt(paragraph, y)];
  const Run* nearest = nullptr;
  float distance = 0;
  for (const Run& run : RunsOf(paragraph, line)) {
    if (!IsText(run)) continue;
    const float away = std::max({run.x - x, x - run.x - run.width, 0.0f});
    if (nearest == nullptr || away < distance) {
      nearest = &run;
      distance = away;
    }
  }
  if (nearest == nullptr) return line.start;
  std::vector<Stop> stops;
  AppendStops(paragraph, *nearest, stops);
  uint32_t best = nearest->end;
  distance = std::abs(x - TrailingEdge(*nearest));
  for (size_t i = stops.size(); i-- > 0;) {
    const float away = std::abs(x - stops[i].x);
    if (away < distance) {
      best = stops[i].offset;
      distance = away;
    }
  }
  return best;
}

CaretPosition CaretAt(const Paragraph& paragraph, uint32_t offset) {
  if (paragraph.lines.empty()) return {};
  const Line& line = paragraph.lines[LineIndexOf(paragraph, offset)];
  CaretPosition caret = {line.x, line.top, line.height};
  if (const Run* run = RunAt(paragraph, line, offset)) {
    caret.x = StopAt(paragraph, *run, offset).x;
    return caret;
  }
  const Run* last = LastRun(paragraph, line);
  const std::span<const Stop> swallowed =
      UnevenStops(paragraph, last == nullptr ? line.start : last->end, offset + 1);
  if (!swallowed.empty()) {
    caret.x = swallowed.back().x;
  } else if (last != nullptr) {
    caret.x = TrailingEdge(*last);
  }
  return caret;
}

std::vector<Stop> StopsOf(const Paragraph& paragraph, size_t line_index) {
  const Line& line = paragraph.lines[line_index];
  std::vector<const Run*> runs;
  for (const Run& run : RunsOf(paragraph, line)) {
    if (IsText(run)) runs.push_back(&run);
  }
  std::stable_sort(runs.begin(), runs.end(),
                   [](const Run* a, const Run* b) { return a->end > b->end; });
  const uint32_t end = runs.empty() ? line.start : runs.front()->end;
  const std::span<const Stop> swallowed = UnevenStops(paragraph, end, line.end);
  std::vector<Stop> stops(swallowed.rbegin(), swallowed.rend());
  for (const Run* run : runs) AppendStops(paragraph, *run, stops);
  std::reverse(stops.begin(), stops.end());
  return stops;
}

std::vector<Rect> SelectionRects(const Paragraph& paragraph, uint32_t start, uint32_t end) {
  constexpr float kApart = 1.0f / 32;  // px: what is nearer touches
  std::vector<Rect> rects;
  if (start >= end || paragraph.lines.empty()) return rects;
  for (size_t i = LineIndexOf(paragraph, start);
       i < paragraph.lines.size() && paragraph.lines[i].start < end; ++i) {
    const Line& line = paragraph.lines[i];
    const size_t first = rects.size();
    for (const Run& run : RunsOf(paragraph, line)) {
      const uint32_t from = std::max(start, run.start), to = std::min(end, run.end);
      if (from >= to) continue;
      const float lead = StopAt(paragraph, run, from).x;
      const float trail = to == run.end ? TrailingEdge(run) : StopAt(paragraph, run, to).x;
      const float left = std::min(lead, trail), right = std::max(lead, trail);
      if (right <= left) continue;
      if (rects.size() > first && left - (rects.back().x + rects.back().width) < kApart) {
        rects.back().width = right - rects.back().x;
      } else {
        rects.push_back({left, line.top, right - left, line.height});
      }
    }
  }
  return rects;
}

uint32_t MoveCaret(const Paragraph& paragraph, uint32_t offset, Motion motion) {
  if (paragraph.lines.empty()) return 0;
  const Line& line = paragraph.lines[LineIndexOf(paragraph, offset)];
  switch (motion) {
    case Motion::kNext:
      return MoveOn(paragraph, offset);
    case Motion::kPrevious:
      return MoveBack(paragraph, offset);
    case Motion::kLeft:
    case Motion::kRight:
      return MoveSideways(paragraph, offset, motion == Motion::kLeft);
    case Motion::kUp:
    case Motion::kDown:
      return MoveUpDown(paragraph, offset, motion == Motion::kUp);
    case Motion::kLineStart:
      return line.start;
    case Motion::kLineEnd:
      return EndStop(paragraph, line);
  }
  return offset;
}

ByteRange WordAt(std::string_view text, uint32_t offset) {
  const std::vector<uint32_t> boundaries = WordBoundaries(text);
  if (boundaries.empty()) return {};
  const auto after = std::upper_bound(boundaries.begin(), boundaries.end() - 1, offset);
  const auto start = after == boundaries.begin() ? after : after - 1;
  const auto end = start + 1;
  if (end == boundaries.end()) return {*(start - 1), *start};
  return {*start, *end};
}

}  // namespace skira::typeset
