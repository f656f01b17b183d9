// Actions on the user's own documents: one function each, called by Apply() alone. Inside the
// room.
#pragma once

#include "app/state/app_state.h"

namespace skira::app {

void Do(const ChooseDocuments& action, AppState& state);
void Do(const CancelReading& action, AppState& state);
void Do(const AnswerSameName& action, AppState& state);
void Do(const RereadDocument& action, AppState& state);
void Do(const RemoveDocument& action, AppState& state);
void Do(const DismissProblems& action, AppState& state);
void Do(const ShowDropTarget& action, AppState& state);

}  // namespace skira::app
