#include "app/state/apply_settings.h"

#include <algorithm>
#include <cmath>

#include "app/state/announcements.h"
#include "app/state/app_state.h"
#include "app/state/commands.h"
#include "app/state/palette.h"

namespace skira::app {
namespace {

// Scrolls the palette just so far that its chosen row is in sight.
void ShowChosen(AppState& state) {
  const Palette& palette = state.palette;
  const float top = palette.chosen == 0 ? 0 : PaletteRowTop(palette, palette.chosen);
  const float bottom = PaletteRowTop(palette, palette.chosen) + kPaletteRow;
  const float scrolled = state.scroll(Pane::kOverlay);
  if (top < scrolled) {
    Apply(ScrollTo{Pane::kOverlay, top}, state);
  } else if (bottom > scrolled + palette.view) {
    Apply(ScrollTo{Pane::kOverlay, bottom - palette.view}, state);
  }
}

}  // namespace

void Do(const ResetSettings&, AppState& state) {
  // The language stays: who does not read the other one could not find the way back.
  const auto reset = [&] { Apply(ChangeSettings{Settings{.language = state.language()}}, state); };
  ChangeUndoably({"settings"}, reset, Str::settings_reset_done, state);
}

void Do(const SetTextSize& action, AppState& state) {
  Settings settings = state.settings;
  settings.text_size = std::round(action.size);
  settings = Within(settings);
  if (settings != state.settings) Apply(ChangeSettings{settings}, state);
}

void Do(const SearchPalette& action, AppState& state) {
  state.palette.text = action.text;
  FillPalette(state);
  Apply(ScrollTo{Pane::kOverlay, 0}, state);
}

void Do(const MovePalette& action, AppState& state) {
  Palette& palette = state.palette;
  const int count = static_cast<int>(palette.rows.size());
  if (count == 0) return;
  palette.chosen = ((palette.chosen + action.by) % count + count) % count;
  ShowChosen(state);
}

void Do(const RunPalette& action, AppState& state) {
  const int index = action.row < 0 ? state.palette.chosen : action.row;
  if (index < 0 || static_cast<size_t>(index) >= state.palette.rows.size()) return;
  const PaletteRow row = state.palette.rows[static_cast<size_t>(index)];
  if (row.command >= 0) {
    Apply(Run{Commands()[static_cast<size_t>(row.command)].command}, state);
  } else {
    const Review& review = state.catalog.reviews[static_cast<size_t>(row.review)];
    Apply(Navigate{{.page = Route::Page::kReview, .id = review.id}}, state);
  }
}

void Do(const SetInsets& action, AppState& state) {
  const float before = std::exchange(state.insets, action.insets).keyboard;
  if (before <= 0 && action.insets.keyboard > 0) {
    state.keep.hold_passage = !state.keep.open_highlight.empty();
  }
}

void Do(const FocusOn& action, AppState& state) {
  state.effects.push_back(effect::Focus{action.id});
}

}  // namespace skira::app
