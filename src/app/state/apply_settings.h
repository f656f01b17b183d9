// What Apply() does about the user's wishes: settings, the palette, the welcome, what the screen
// leaves free. Inside of the module; apply.cpp alone includes it.
#pragma once

#include "app/model/action.h"

namespace skira::app {

struct AppState;

void Do(const ResetSettings& action, AppState& state);
void Do(const SetTextSize& action, AppState& state);
void Do(const SearchPalette& action, AppState& state);
void Do(const MovePalette& action, AppState& state);
void Do(const RunPalette& action, AppState& state);
void Do(const SetInsets& action, AppState& state);
void Do(const FocusOn& action, AppState& state);

}  // namespace skira::app
