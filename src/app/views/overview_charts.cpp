#include "app/views/overview_charts.h"

#include <algorithm>
#include <cmath>

#include "app/ui/widgets.h"

namespace skira::app {
namespace {

using typeset::Align;

constexpr float kAxisWidth = 34, kAxisHeight = 24, kTopRoom = 10;
constexpr float kNothing = 4;  // how high a bar of nothing is, CSS px
constexpr TextLook kAxis{.size = 12, .ink = Ink::kMuted};

int Most(std::span<const Bar> bars) {
  int most = 1;
  for (const Bar& bar : bars) most = std::max(most, bar.value);
  return most;
}

void TellBar(Ui& ui, const Bar& bar, const Box& box, int place, size_t all) {
  SemanticsNode item{.role = Role::kListItem, .id = bar.id, .box = box};
  item.position = place;
  item.set_size = static_cast<int>(all);
  ui.Open(std::move(item));
  SemanticsNode node{.role = bar.href.empty() ? Role::kImage : Role::kLink,
                     .id = bar.id,
                     .name = bar.name,
                     .href = bar.href,
                     .box = box};
  if (!bar.href.empty()) node.description = bar.name;  // the tooltip
  ui.Emit(std::move(node));
  ui.Close();
}

// The scale's lines with their numbers at the start; returns the room for the bars.
Box Scale(Ui& ui, const Box& box, int top) {
  SplitBox cut(box, ui.rtl());
  cut.Bottom(kAxisHeight);
  const Box axis = cut.Start(kAxisWidth);
  Box plot = cut.rest();
  plot.y += kTopRoom;
  plot.height -= kTopRoom;
  const int step = ScaleStep(top);
  TextLook look = kAxis;
  look.align = Align::kEnd;
  for (int value = 0; value <= top; value += step) {
    const float y =
        plot.y + plot.height * (1 - static_cast<float>(value) / static_cast<float>(top));
    ui.HorizontalLine(plot.x, y, plot.width, value == 0 ? ui.theme().edge : ui.theme().line);
    const float x = ui.rtl() ? axis.x + 8 : axis.x;
    DrawText(ui, {x, y - 9, axis.width - 8, 18}, std::to_string(value), look);
  }
  return plot;
}

}  // namespace

int ScaleStep(int most) {
  constexpr int kMostSteps = 5;
  for (int ten = 1; ten <= 10000000; ten *= 10) {
    for (const int factor : {1, 2, 5}) {
      if (most <= kMostSteps * factor * ten) return factor * ten;
    }
  }
  return most;
}

void ColumnChart(Ui& ui, const Box& box, const char* id, const std::string& name,
                 std::span<const Bar> bars) {
  ui.Open({.role = Role::kList, .id = id, .name = name, .box = box});
  const int step = ScaleStep(Most(bars));
  const int top = (Most(bars) + step - 1) / step * step;
  const Box plot = Scale(ui, box, top);
  SplitBox cut(plot, ui.rtl());
  const float pitch = plot.width / static_cast<float>(bars.size());
  const float gap = pitch > 8 ? std::min(6.0f, pitch * 0.25f) : 1;
  float free = ui.rtl() ? plot.x + plot.width : plot.x;  // the next label may begin here
  for (size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    const Box column = cut.Start(pitch);
    const float height = plot.height * static_cast<float>(bar.value) / static_cast<float>(top);
    const bool hovered = ui.Hovered(column) && !bar.href.empty();
    if (hovered) ui.FillRect(column, ui.theme().hover, radius::kSmall);
    if (bar.value > 0) {
      ui.FillRect({column.x + gap / 2, plot.y + plot.height - height, pitch - gap, height},
                  hovered ? ui.theme().link : ui.theme().accent, std::min(3.0f, (pitch - gap) / 4));
    } else {  // nothing was counted: seen, and no gap of the drawing
      ui.FillRect({column.x + gap / 2, plot.y + plot.height - kNothing, pitch - gap, kNothing},
                  ui.theme().edge);
    }
    if (!bar.label.empty()) {
      const float width = TextWidth(ui, bar.label, kAxis);
      // Centred below its bar, inside of the plot, and where no label stands yet.
      const float x = std::clamp(column.x + (pitch - width) / 2, plot.x,
                                 std::max(plot.x, plot.x + plot.width - width));
      const bool room = ui.rtl() ? x + width <= free : x >= free;
      if (room) {
        DrawText(ui, {x, plot.y + plot.height + 4, width + 2, 18}, bar.label, kAxis);
        free = ui.rtl() ? x - 8 : x + width + 8;
      }
    }
    if (ui.emitting()) TellBar(ui, bar, column, static_cast<int>(i) + 1, bars.size());
  }
  ui.Close();
}

void BarRows(Ui& ui, const Box& top, const char* id, const std::string& name,
             std::span<const Bar> bars) {
  ui.Open({.role = Role::kList, .id = id, .name = name, .box = top});
  const float most = static_cast<float>(Most(bars));
  const float label = std::min(220.0f, top.width * 0.42f);
  Box row{top.x, top.y, top.width, kBarRow};
  for (size_t i = 0; i < bars.size(); ++i, row.y += kBarRow) {
    const Bar& bar = bars[i];
    const bool hovered = ui.Hovered(row) && !bar.href.empty();
    if (hovered) ui.FillRect(row, ui.theme().hover, radius::kSmall);
    SplitBox cut(Inset(row, space::kSmall, 0), ui.rtl());
    DrawText(ui, cut.Start(label), bar.what.empty() ? bar.label : bar.what,
             {.size = type_size::kSmall});
    cut.Start(space::kMedium);
    const std::string number = std::to_string(bar.value);
    DrawText(ui, cut.End(44), number,
             {.size = type_size::kSmall, .ink = Ink::kMuted, .align = Align::kEnd});
    cut.End(space::kSmall);
    const Box room = Centred(cut.rest(), cut.rest().width, 14);
    const float share = static_cast<float>(bar.value) / most;
    const float width = std::max(2.0f, room.width * share);
    if (bar.value > 0)
      ui.FillRect({ui.rtl() ? room.x + room.width - width : room.x, room.y, width, room.height},
                  hovered ? ui.theme().link : ui.theme().accent, radius::kSmall);
    if (ui.emitting()) TellBar(ui, bar, row, static_cast<int>(i) + 1, bars.size());
  }
  ui.Close();
}

void SmallColumns(Ui& ui, const Box& box, std::span<const int> values, int most) {
  ui.HorizontalLine(box.x, box.y + box.height, box.width, ui.theme().edge);
  if (values.empty()) return;
  SplitBox cut(box, ui.rtl());
  const float pitch = box.width / static_cast<float>(values.size());
  const float gap = pitch > 6 ? 2 : 0;
  for (const int value : values) {
    const Box column = cut.Start(pitch);
    const float height =
        box.height * static_cast<float>(value) / static_cast<float>(std::max(1, most));
    if (value == 0) continue;
    ui.FillRect({column.x + gap / 2, box.y + box.height - height, pitch - gap, height},
                ui.theme().accent, std::min(2.0f, (pitch - gap) / 4));
  }
}

}  // namespace skira::app
