// The catalog's list as a sheet over a review that has the screen alone: the reviews around the
// open one, a row each.
#pragma once

#include <algorithm>

#include "app/state/app_state.h"
#include "app/state/bars.h"

namespace skira::app {

inline constexpr int kListSheetEachWay = 60;     // rows before and after the open review
inline constexpr float kListSheetRow = 56;       // CSS px
inline constexpr float kListSheetRowsAbove = 1;  // of the open review's, in sight when it opens

// Whether the list is a sheet now: a low screen, or one that the reader gives to the review.
inline bool IsListSheet(const AppState& state) {
  return state.open_review >= 0 && IsOnePane(state) && !HasBottomBar(state) && !IsAlone(state);
}

// Which rows of the listing it has, the end left out, and which is the open review's (-1: none).
struct ListSheetRows {
  int begin = 0, end = 0, open = -1;
};
inline ListSheetRows RowsOfListSheet(const AppState& state) {
  const auto& order = state.listing.order;
  const auto here = std::find(order.begin(), order.end(), state.open_review);
  const int open = here == order.end() ? -1 : static_cast<int>(here - order.begin());
  const int middle = std::max(0, open);
  return {std::max(0, middle - kListSheetEachWay),
          std::min(middle + kListSheetEachWay, static_cast<int>(order.size())), open};
}

// How far it is scrolled when it opens, CSS px.
inline float TopOfListSheet(const AppState& state) {
  const ListSheetRows rows = RowsOfListSheet(state);
  const float above = static_cast<float>(std::max(0, rows.open - rows.begin));
  return std::max(0.0f, above - kListSheetRowsAbove) * kListSheetRow;
}

}  // namespace skira::app
