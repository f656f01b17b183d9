#include "app/resources/icons.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace skira::app {
namespace {

// A path as in SVG with the absolute commands M, L, C and Z; F in front: filled, else stroked.
constexpr std::string_view kPaths[] = {
#define SKIRA_ICON(name, path) path,
#include "app/resources/icons.inc"
#undef SKIRA_ICON
};
constexpr size_t kIconCount = std::size(kPaths);
constexpr float kGrid = 24, kStroke = 1.75f;

struct Segment {
  char command = 0;       // 'M', 'L', 'C' or 'Z'
  float numbers[6] = {};  // as many as the command has
};
struct Shape {
  bool filled = false;
  std::vector<Segment> segments;
};

int NumbersOf(char command) {
  switch (command) {
    case 'M':
    case 'L':
      return 2;
    case 'C':
      return 6;
    default:
      return 0;
  }
}

Shape ParsePath(std::string_view path) {
  Shape shape;
  for (const char* at = path.data(); *at != '\0';) {
    if (*at == 'F') shape.filled = true;
    if (*at == ' ' || *at == 'F') {
      ++at;
      continue;
    }
    Segment segment{.command = *at++};
    for (int i = 0; i < NumbersOf(segment.command); ++i) {
      char* end = nullptr;
      segment.numbers[i] = std::strtof(at, &end);
      at = end;
    }
    shape.segments.push_back(segment);
  }
  return shape;
}

// Parsed when first drawn, then kept.
const Shape& ShapeOf(Icon icon) {
  static Shape shapes[kIconCount];
  Shape& shape = shapes[static_cast<size_t>(icon)];
  if (shape.segments.empty()) shape = ParsePath(kPaths[static_cast<size_t>(icon)]);
  return shape;
}

void FinishPath(ImDrawList& draw, bool filled, bool closed, float stroke, uint32_t colour) {
  if (draw._Path.Size < 2) {
    draw.PathClear();
  } else if (filled) {
    // As a fan around the first point, which is a star's middle; the outline smooths the edge.
    draw.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    const ImVector<ImVec2> outline = draw._Path;
    draw.PathFillConvex(colour);
    draw.Flags |= ImDrawListFlags_AntiAliasedFill;
    draw.AddPolyline(outline.Data, outline.Size, colour, ImDrawFlags_Closed, 1);
  } else {
    // Round ends: strokes meet and end as if drawn with a pen. A curve that comes back to its start
    // ends there once.
    const ImVec2 gap(draw._Path.back().x - draw._Path.front().x,
                     draw._Path.back().y - draw._Path.front().y);
    if (closed && gap.x * gap.x + gap.y * gap.y < 0.01f) draw._Path.pop_back();
    const ImVec2 first = draw._Path.front(), last = draw._Path.back();
    draw.PathStroke(colour, closed ? ImDrawFlags_Closed : ImDrawFlags_None, stroke);
    if (!closed) {
      draw.AddCircleFilled(first, stroke / 2, colour, 12);
      draw.AddCircleFilled(last, stroke / 2, colour, 12);
    }
  }
}

}  // namespace

void DrawIcon(ImDrawList& draw, Icon icon, ImVec2 corner, float size, uint32_t colour) {
  if (icon == Icon::none) return;
  const Shape& shape = ShapeOf(icon);
  const float unit = size / kGrid;
  const auto point = [&](const float* xy) {
    return ImVec2(corner.x + xy[0] * unit, corner.y + xy[1] * unit);
  };
  const float stroke = std::max(1.0f, kStroke * unit);
  for (const Segment& segment : shape.segments) {
    switch (segment.command) {
      case 'M':
        FinishPath(draw, shape.filled, false, stroke, colour);
        draw.PathLineTo(point(segment.numbers));
        break;
      case 'L':
        draw.PathLineTo(point(segment.numbers));
        break;
      case 'C':
        draw.PathBezierCubicCurveTo(point(segment.numbers), point(segment.numbers + 2),
                                    point(segment.numbers + 4));
        break;
      default:
        FinishPath(draw, shape.filled, true, stroke, colour);
        break;
    }
  }
  FinishPath(draw, shape.filled, false, stroke, colour);
}

}  // namespace skira::app
