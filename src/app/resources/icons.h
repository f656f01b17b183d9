// The interface's icons: strokes of our own on a grid of 24 by 24, y downwards (assets/icons.json).
#pragma once

#include <imgui.h>

#include <cstdint>

namespace skira::app {

enum class Icon : uint8_t {
#define SKIRA_ICON(name, path) name,
#include "app/resources/icons.inc"
#undef SKIRA_ICON
  none,
};

// Draws `icon` into the square of `size` px at `corner`.
void DrawIcon(ImDrawList& draw, Icon icon, ImVec2 corner, float size, uint32_t colour);

}  // namespace skira::app
