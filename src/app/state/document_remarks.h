// What an author may want to look at in a document of their own: what the parser noticed, and
// formulas that cannot be typeset; with what to do about it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/state/app_state.h"

namespace skira::app {

// What the parser noticed, in words: its own are English and name what they are about.
std::string SayingOf(const Warning& warning, Language language);
// What to do about it; nothing where its code is unknown.
std::optional<Str> AdviceOn(std::string_view code);

// The formulas of own documents that cannot be typeset, each where it stands first; kept until the
// state changes. Linear in the documents.
const std::vector<BrokenFormula>& BrokenFormulas(const AppState& state);

}  // namespace skira::app
