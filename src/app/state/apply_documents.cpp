#include "app/state/apply_documents.h"

#include <utility>

#include "app/state/announcements.h"
#include "app/state/commands.h"
#include "app/state/documents.h"
#include "app/ui/isolates.h"

namespace skira::app {

void Do(const ChooseDocuments& action, AppState& state) {
  state.effects.push_back(
      effect::ChooseFiles{action.folder ? wire::FileChoice::kFolder : wire::FileChoice::kFiles});
}

void Do(const CancelReading&, AppState& state) { GiveUpReading(state); }

void Do(const AnswerSameName& action, AppState& state) { DecideSameName(action.replace, state); }

void Do(const RereadDocument& action, AppState& state) {
  state.effects.push_back(effect::Document{wire::DocumentStep::kReread, action.name});
}

void Do(const RemoveDocument& action, AppState& state) {
  if (!action.sure) {
    state.documents.pending_delete = action.name;
    state.effects.push_back(effect::Focus{"sure-yes"});
    return;
  }
  state.documents.pending_delete.clear();
  if (!TakeOutDocument(action.name, state)) return;
  if (action.told) return;  // by another tab, which has taken it off the device
  state.effects.push_back(effect::Document{wire::DocumentStep::kRemoved, action.name});
  state.keep.undo.clear();
  state.keep.removed_document = action.name;
  Apply(ShowNotice{Filled(Text(Str::documents_removed, state.language()), {Isolated(action.name)}),
                   Command::kUndo},
        state);
}

void Do(const DismissProblems&, AppState& state) { state.documents.problems.clear(); }

void Do(const ShowDropTarget& action, AppState& state) {
  if (action.shown == state.documents.dropping) return;
  state.documents.dropping = action.shown;
  if (!action.shown) return;
  state.effects.push_back(effect::Announce{Text(Str::documents_drop, state.language())});
}

}  // namespace skira::app
