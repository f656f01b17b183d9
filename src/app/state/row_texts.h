// What the catalog's rows say, made when a row is first drawn and kept until the list changes.
#pragma once

#include <string>

#include "app/state/app_state.h"

namespace skira::app {

// The row of a review, by its position in the catalog. Valid until the next call.
const RowText& RowTextOf(const AppState& state, int review, RowTexts& texts);

// The review that was left in the middle last, by its position in the catalog; -1: none.
int InProgress(const AppState& state, RowTexts& texts);

// What is told of a row in words: title, day, kind, minutes, topics, and the user's marks. Keeps
// nothing.
std::string RowName(const AppState& state, int review);

}  // namespace skira::app
