// The charts of the overview: bars drawn with the theme's colours, each with the words for it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/ui/ui.h"

namespace skira::app {

// A bar with what it says ("January 2024: 7 reviews") and where it leads; no link where `href` is
// empty.
struct Bar {
  std::string id, name, href{};
  std::string label{};  // below or beside it; empty: none
  std::string what{};   // what it counts: its label in a table; empty: `label`
  int value = 0;
};

// Upright bars in the order in which time goes, from where reading starts, with a scale of counts
// and the bars' labels below. `bars` is not empty.
void ColumnChart(Ui& ui, const Box& box, const char* id, const std::string& name,
                 std::span<const Bar> bars);

// A bar a row, what it counts at the start and its number at the end.
inline constexpr float kBarRow = 36;
void BarRows(Ui& ui, const Box& top, const char* id, const std::string& name,
             std::span<const Bar> bars);

// A small chart without a scale of its own: `most` is its highest bar's value. `bars` are told as a
// table's row.
void SmallColumns(Ui& ui, const Box& box, std::span<const int> values, int most);

// A step of a scale with at most five of them up to `most`: 1, 2, 5, 10, 20, …
int ScaleStep(int most);

}  // namespace skira::app
