// Actions on what a user keeps: one function each, called by Apply() alone.
#pragma once

#include "app/state/app_state.h"

namespace skira::app {

void Do(const ToggleStar& action, AppState& state);
void Do(const SetRead& action, AppState& state);
void Do(const RestoreRecord& action, AppState& state);
void Do(const SetDraft& action, AppState& state);
void Do(const SelectText& action, AppState& state);
void Do(const DropSelection& action, AppState& state);
void Do(const TouchText& action, AppState& state);
void Do(const OpenNote& action, AppState& state);
void Do(const AddHighlight& action, AppState& state);
void Do(const CopySelection& action, AppState& state);
void Do(const LookUpSelection& action, AppState& state);
void Do(const OpenHighlight& action, AppState& state);
void Do(const OpenNextHighlight& action, AppState& state);
void Do(const ColourHighlight& action, AppState& state);
void Do(const NoteHighlight& action, AppState& state);
void Do(const RemoveHighlight& action, AppState& state);
void Do(const FilterHighlights& action, AppState& state);
void Do(const EditNote& action, AppState& state);
void Do(const SetReviewNote& action, AppState& state);
void Do(const MakeList& action, AppState& state);
void Do(const SaveSearch& action, AppState& state);
void Do(const RenameList& action, AppState& state);
void Do(const DeleteList& action, AppState& state);
void Do(const DontDelete& action, AppState& state);
void Do(const SetListed& action, AppState& state);
void Do(const MoveInList& action, AppState& state);
void Do(const DragInList& action, AppState& state);
void Do(const SetTag& action, AppState& state);
void Do(const EditTag& action, AppState& state);
void Do(const RenameTag& action, AppState& state);
void Do(const DeleteTag& action, AppState& state);
void Do(const Export& action, AppState& state);

// What is kept, and backups (apply_backup.cpp).
void Do(const SetStorageStatus& action, AppState& state);
void Do(const RecordsKept& action, AppState& state);
void Do(const KeepAgain& action, AppState& state);
void Do(const RestoreBackup& action, AppState& state);
void Do(const ChooseBackup& action, AppState& state);
void Do(const JoinBackup& action, AppState& state);
void Do(const UndoChange& action, AppState& state);

// Gives what is kept of reviews to those of the present catalog, some of which have other ids now,
// and finds the highlights' places in them.
void AnchorHighlights(AppState& state);

// A step of App::Frame(): once the keyboard on the screen has come, the passage whose note is
// written is above the card.
void HoldPassage(AppState& state);

}  // namespace skira::app
