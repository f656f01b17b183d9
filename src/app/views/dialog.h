// Dialogs: one title, one way to close, as high as what is in them.
#pragma once

#include <string_view>

#include "app/ui/function_ref.h"
#include "app/ui/page_flow.h"

namespace skira::app {

struct DialogSpec {
  std::string_view id;
  std::string_view title;  // also its accessible name
  float width = 420;       // CSS px at most
};

// Draws what lies under a dialog, its surface and its head, then its content, which scrolls where
// it is higher than the screen. On a phone it is a sheet at the bottom; on larger screens it opens
// at the button that opened it (ButtonSpec::opens), where that is in sight, else in the middle.
// `content` is called twice where its height is not known yet.
void Dialog(const AppState& state, Ui& ui, const DialogSpec& spec,
            FunctionRef<void(PageFlow&)> content);

// How high the content of the open overlay is in this width; `measure` is asked where that is not
// known yet.
float OverlayHeight(const AppState& state, float width, FunctionRef<float()> measure);
// As wide as the open overlay may be that wants `width` px.
float OverlayWidth(const AppState& state, const Ui& ui, float width);

// Draws what lies under a dialog and its surface; returns its box. `height`: as high as it wants to
// be, CSS px.
Box DialogBox(const AppState& state, Ui& ui, float width, float height, bool at_button = true);

}  // namespace skira::app
