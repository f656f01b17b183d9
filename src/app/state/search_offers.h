// The search field: what it offers below itself (the last searches, operators and their values) and
// the keys that it takes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/model/action.h"
#include "app/resources/icons.h"
#include "app/state/app_state.h"

namespace skira::app {

struct SearchOffer {
  std::string name, help;
  Icon icon = Icon::none;
  bool recent = false;  // of the last searches
  Action action;
};

// What is offered now; empty where the field does not have the focus or there is nothing to offer.
std::vector<SearchOffer> SearchOffers(const AppState& state);

// A key in the field ("ArrowDown", "Enter"), or "Focus", "Blur". Returns whether it was taken.
bool SearchKey(std::string_view key, AppState& state);

// Keeps the text that is searched for among the last searches.
void KeepSearch(AppState& state);

}  // namespace skira::app
