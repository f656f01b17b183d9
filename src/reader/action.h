// Actions: what a user or the page did, as values. Apply() (state.h) alone carries them out.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "reader/route.h"
#include "reader/settings.h"

namespace skira::reader {

enum class Command : uint8_t;

// What scrolls; the DOM layer's scrolling element drives it.
enum class Pane : uint8_t { kCatalog, kReview, kFilters, kPage, kOverlay };

// What lies above the panes until it is closed.
enum class Overlay : uint8_t {
  kNone,
  kFilters,   // where they do not stand beside the catalog
  kSort,      // sorting, grouping and the kind of rows
  kMore,      // what a review's bar has no room for
  kPages,     // the pages that a phone's bar has no room for
  kContents,  // a review's table of contents, where it does not stand beside it
  kAddToList,
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
// A block of the open review, by its place in ArticleLayout::items, scrolled sideways; `left` as
// the DOM's scrollLeft.
struct ScrollBlock {
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
};
struct DismissNotice {};
// --- Wishes (state_prefs.cpp) ---
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
// Where the keyboard's focus goes: a pane, or a control, by its twin's id.
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
// Keeps how far a review was read: `progress` 0 to 1, `block` the first in sight.
struct KeepPlace {
  std::string review;
  float progress;
  int block;
};
// Scrolls the open review to a block and marks it for a moment.
struct ShowBlock {
  int block;
};
// The welcome has been read.
struct EndWelcome {};

using Action =
    std::variant<Nothing, Navigate, Scroll, ScrollBlock, ScrollTo, Resize, SetSystem,
                 ChangeSettings, ShowList, PickSearch, ShowOffers, ForgetSearches, Unfold,
                 OpenOverlay, CloseOverlay, Run, CopyText, SaveFile, ShowNotice, DismissNotice,
                 ToggleStar, SetRead, KeepPlace, ShowBlock, EndWelcome, ResetSettings, SetTextSize,
                 SearchPalette, MovePalette, RunPalette, SetInsets, FocusOn>;

}  // namespace skira::reader
