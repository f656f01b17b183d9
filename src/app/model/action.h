// Actions: what a user or the page did, as values. Apply() (app_state.h) alone carries them out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "app/model/passage.h"
#include "app/model/route.h"
#include "app/model/settings.h"
#include "wire/wire.h"

namespace skira::app {

enum class Command : uint8_t;

using wire::Pane;
inline constexpr size_t kPaneCount = static_cast<size_t>(Pane::kOverlay) + 1;
using wire::SpeechOutcome;
using wire::StorageStatus;

// What lies above the panes until it is closed.
enum class Overlay : uint8_t {
  kNone,
  kFilters,   // where they do not stand beside the catalog
  kSort,      // sorting, grouping and the kind of rows
  kMore,      // what a review's bar has no room for
  kPages,     // the pages that a phone's bar has no room for
  kContents,  // a review's table of contents, where it does not stand beside it
  kAddToList,
  kList,     // what the catalog lists, where a review alone has the screen
  kExport,   // the list that the catalog shows, as a file
  kPicture,  // one picture, large
  kPalette,
  kShortcuts,
};

struct Nothing {};
struct Navigate {
  Route route;
  bool replace = false;  // the present place does not stay in the history
};
struct Scroll {
  Pane pane;
  float top;
};
// A block of the review in a pane, by its place in ArticleLayout::items, scrolled sideways; `left`
// as the DOM's scrollLeft.
struct ScrollBlock {
  Pane pane;
  int block;
  float left;
};
// Where the DOM layer is to scroll a pane.
struct ScrollTo {
  Pane pane;
  float top;
  bool smooth = false;
};
struct Resize {
  float width, height, ratio;
};
struct SetSystem {
  SystemState system;
};
struct ChangeSettings {
  Settings settings;
  bool keep = true;  // on the device; false: for now, as the page's address asks
};
// Shows the catalog with this query. While one types, the place in the history is replaced.
struct ShowList {
  ListQuery query;
  bool typing = false;
};
// Puts a text in the search's place; `done`: nothing more is offered for it, and it is kept among
// the last searches.
struct PickSearch {
  std::string text;
  bool done = false;
};
// What the search field offers and how far the arrow keys have come in it.
struct ShowOffers {
  bool focused = false;
  bool dismissed = false;
  int choice = -1;
};
struct ForgetSearches {};
// Opens or closes a part of the filters: a year's months, the rest of a long list.
struct Unfold {
  std::string part;
};
struct OpenOverlay {
  Overlay overlay;
};
struct CloseOverlay {};
struct Run {
  Command command;
};
// Closes what lies above the panes and puts the focus into the catalog's search field.
struct GoToSearch {};
// Copies the address of what is open and says so.
struct CopyLink {};
struct PrintPage {};
// The open review alone, or with what is beside it.
struct ToggleFocus {};
struct ToggleFullScreen {};
// The licences of what the build holds, in a tab of their own.
struct OpenLicences {};
// The version of the page that waits takes over.
struct TakeUpdate {};
// Asks once more for files of a library in shards that could not be had.
struct RetryLibrary {};
// Copies to the clipboard and says so.
struct CopyText {
  std::string text;
  std::string notice;
};
// Gives the user a file.
struct SaveFile {
  std::string name, type, text;
};
struct ShowNotice {
  std::string text;
  std::optional<Command> offer{};  // what a button in it does
  bool stays = false;              // until it is dismissed, as one with an offer does
};
// `number` > 0: that notice alone, whose time is over.
struct DismissNotice {
  uint32_t number = 0;
};
// --- Wishes (apply_settings.h) ---
struct ResetSettings {};
struct SetTextSize {
  float size;  // CSS px
};
// What is typed into the command palette.
struct SearchPalette {
  std::string text;
};
// Chooses the row so many places further; past the last comes the first.
struct MovePalette {
  int by;
};
struct RunPalette {
  int row = -1;  // -1: the chosen one
};
// Where the keyboard's focus goes: a pane, or a control, by its semantics node's id.
struct FocusOn {
  std::string id;
};
struct SetInsets {
  Insets insets;
};
struct ToggleStar {
  std::string review;
};
struct SetRead {
  std::string review;
  bool read;
};
// Keeps how far a review was read: `progress` 0 to 1, `block` the first in sight, `into` the share
// of it that is above the pane's top.
struct KeepPosition {
  std::string review;
  float progress;
  int block;
  float into = 0;
};
// Scrolls the open review to a block and marks it for a moment.
struct ShowBlock {
  int block;
};
// Scrolls the open review `by` words further among those that answer the search (review_hits.h).
struct ShowHit {
  int by;
};
// Takes those words' marks and the way through them off the review.
struct DismissHits {};
// Keeps a review beside the open one (second_review.h); empty: none is.
struct ReadBeside {
  std::string review;
};
// The review beside the open one is opened, and that one stands beside it.
struct SwapReviews {};
// Looks for words in the open review alone.
struct OpenFind {};
struct FindText {
  std::string text;
};
struct CloseFind {};
// The welcome has been read.
struct EndWelcome {};

// --- What is kept (apply_user_data.h) ---
// A record (user_data.h) as the device or another tab has it; empty: it was erased. `merge` joins
// it with what is here instead of taking its place.
struct RestoreRecord {
  std::string key, json;
  bool merge = false;
};
// How the page keeps records from now on.
struct SetStorageStatus {
  StorageStatus keeping;
};
// All that was handed over to be kept up to the effect of this number is on the device.
struct RecordsKept {
  uint32_t number;
};
// Hands over everything once more.
struct KeepAgain {};
// A backup of everything, as BackupJson() (exports.h) made it. `chosen`: it was chosen to be
// restored and is joined with what is here; else, as it was dropped, the user is asked first.
struct RestoreBackup {
  std::string name, json;
  bool chosen = false;
};
// Lets the user choose a backup that is to be restored.
struct ChooseBackup {};
// Joins the backup that the user was asked about.
struct JoinBackup {};
// Takes back what the last backup changed, but for records that were changed since.
struct UndoChange {};
// What is typed into a field and not yet taken.
struct SetDraft {
  std::string field, text;
};
// The page's selection in the open review; empty: none.
// Nothing is selected any more.
struct DropSelection {};
struct SelectText {
  Passage passage;
};
// A press on the open review's text: opens the highlight there, or closes the one that is open.
struct TouchText {
  TextPosition place;
};
// Highlights the selection; with `note` its note is edited next.
struct AddHighlight {
  uint8_t colour = 0;
  bool note = false;
};
// Copies the selection; `quote`: as a quotation with its source and a link.
struct CopySelection {
  bool quote = false;
};
struct LookUpSelection {};
// The highlight of the open review whose card is shown; an empty id shows none.
struct OpenHighlight {
  std::string id;
};
// Opens the highlight after the one that is open, after the last the first, and scrolls to it.
struct OpenNextHighlight {};
struct ColourHighlight {
  std::string review, id;
  uint8_t colour;
};
struct NoteHighlight {
  std::string review, id, note;
};
struct RemoveHighlight {
  std::string review, id;
};
// Which highlights their page shows; -1: all.
struct FilterHighlights {
  int colour;
};
// Opens the note of a highlight for editing on the highlights' page; empty: none.
struct EditNote {
  std::string review, id;
};
struct SetReviewNote {
  std::string review, note;
};
// Names of lists and tags: empty, they are what is typed in the field for them (SetDraft), so that
// Enter takes the last letter too, before a frame has shown it.
//
// Makes a list, with this review in it unless it is empty.
struct MakeList {
  std::string name, review;
};
// Saves the catalog's search under this name, or lets it go.
struct SaveSearch {
  std::string name;
};
struct RenameList {
  std::string list, name;
};
// Asks first; `sure`: does it.
struct DeleteList {
  std::string list;
  bool sure = false;
};
// Takes back what an action asked.
struct DontDelete {};
struct SetListed {
  std::string list, review;
  bool listed;
};
struct MoveInList {
  std::string list;
  int from, to;
  std::string
      focus{};  // the id of the semantics node that has the focus afterwards; empty: as it is
};
// A review that is being dragged in its list, by so many CSS px from its place.
struct DragInList {
  std::string list;
  int from = -1;  // -1: none
  float by = 0;
};
struct SetTag {
  std::string review, tag;
  bool on;
};
// Opens the field for a tag's new name; empty: none.
struct EditTag {
  std::string tag;
};
// In all reviews; with the name of another tag both become one.
struct RenameTag {
  std::string tag, name;
};
// Takes the tag off all reviews. Asks first; `sure`: does it.
struct DeleteTag {
  std::string tag;
  bool sure = false;
};

// --- The review read aloud (apply_listening.cpp) ---
// `from`: where it starts; a block of -1: with what is in sight.
struct Listen {
  enum class What : uint8_t { kStart, kToggle, kNext, kPrevious, kStop };
  What what = What::kStart;
  TextPosition from{};
};
struct SetSpeechRate {
  float rate;  // 1: as fast as the voice speaks by itself
};
// What the page tells of a sentence (listening.h) by its number.
struct SpeechNews {
  SpeechOutcome what;
  int number;
};

// --- The user's own documents (apply_documents.h) ---
// Asks the page to let the user choose files, or a folder.
struct ChooseDocuments {
  bool folder = false;
};
struct CancelReading {};
// Whether the document that is being read replaces the one of its name; else both are kept.
struct AnswerSameName {
  bool replace;
};
// Reads a document again, from where it came.
struct RereadDocument {
  std::string name;
};
// Asks first; `sure`: does it. `told`: another tab has done it.
struct RemoveDocument {
  std::string name;
  bool sure = false, told = false;
};
struct DismissProblems {};
// Files are held over the page, or no longer.
struct ShowDropTarget {
  bool shown;
};

// Stops building the search index, or goes on: what is indexed is found, the rest is not.
struct PauseIndex {
  bool paused;
};

// Shows the footnote that the reference at this place of the open review leads to, beside it; a
// block of -1 shows none.
struct OpenNote {
  TextPosition reference{.block = -1};
};

// --- Pictures (apply_pictures.h) ---
// Opens a picture of the open review large: the one that a figure shows, or the small one in the
// block's text that begins at byte `start`.
struct OpenPicture {
  int block;
  int start = -1;  // -1: the figure's
};
// Enlarges the open picture by `factor` around a point of the canvas and moves it, CSS px.
struct MovePicture {
  float factor = 1, x = 0, y = 0;
  float dx = 0, dy = 0;
};
// Between all of the open picture and a part of it enlarged around a point of the canvas.
struct TogglePicture {
  float x, y;
};
// Gives the user the picture of this file.
struct SavePicture {
  std::string file;
};

// Gives the user a file of what is chosen.
enum class ExportOf : uint8_t { kList, kResults, kStarred, kHighlights, kEverything, kDocument };
enum class ExportFormat : uint8_t { kBib, kMarkdown, kJson };
struct Export {
  ExportOf of;
  ExportFormat format;
  std::string list{};  // of kList; of kDocument its name, empty: of all own ones
};

using Action = std::variant<
    Nothing, Navigate, Scroll, ScrollBlock, ScrollTo, Resize, SetSystem, ChangeSettings, ShowList,
    PickSearch, ShowOffers, ForgetSearches, Unfold, OpenOverlay, CloseOverlay, Run, GoToSearch,
    CopyLink, PrintPage, ToggleFocus, ToggleFullScreen, OpenLicences, TakeUpdate, RetryLibrary,
    CopyText, SaveFile, ShowNotice, DismissNotice, ToggleStar, SetRead, KeepPosition, ShowBlock,
    ShowHit, DismissHits, ReadBeside, SwapReviews, OpenFind, FindText, CloseFind, EndWelcome,
    ResetSettings, SetTextSize, SearchPalette, MovePalette, RunPalette, SetInsets, FocusOn,
    RestoreRecord, SetStorageStatus, RecordsKept, KeepAgain, RestoreBackup, ChooseBackup,
    JoinBackup, UndoChange, SetDraft, SelectText, DropSelection, TouchText, AddHighlight,
    CopySelection, LookUpSelection, OpenHighlight, OpenNextHighlight, ColourHighlight,
    NoteHighlight, RemoveHighlight, FilterHighlights, EditNote, SetReviewNote, MakeList, SaveSearch,
    RenameList, DeleteList, DontDelete, SetListed, MoveInList, DragInList, SetTag, EditTag,
    RenameTag, DeleteTag, Export, Listen, SetSpeechRate, SpeechNews, ChooseDocuments, CancelReading,
    AnswerSameName, RereadDocument, RemoveDocument, DismissProblems, ShowDropTarget, PauseIndex,
    OpenNote, OpenPicture, MovePicture, TogglePicture, SavePicture>;

}  // namespace skira::app
