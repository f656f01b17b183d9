// The application's state: plain data in one place. Apply() and what it calls change it; views take
// it as const. What they may write is `mutable`: what they measured while they drew, and what they
// computed of the state and keep until it changes.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/article/article.h"
#include "app/model/action.h"
#include "app/model/effect.h"
#include "app/model/formula_library.h"
#include "app/model/listing.h"
#include "app/model/picture_library.h"
#include "app/model/review_context.h"
#include "app/model/route.h"
#include "app/model/settings.h"
#include "app/model/statistics.h"
#include "app/model/user_data.h"
#include "app/resources/strings.h"
#include "app/resources/theme.h"
#include "app/state/bars_state.h"
#include "app/state/documents_state.h"
#include "app/state/listening_state.h"
#include "app/state/palette_state.h"
#include "app/state/picture_viewer_state.h"
#include "app/state/review_hits_state.h"
#include "app/state/row_texts_state.h"
#include "app/state/search_box.h"
#include "app/state/second_review_state.h"
#include "app/state/shard_library_state.h"
#include "review/review.h"
#include "search/search.h"

namespace skira::app {

// Which of the catalog's rows the page has, see catalog_semantics.cpp.
struct CatalogWindow {
  // Numbers of parts, the end left out.
  struct Stretch {
    int from = 0, to = 0;
    bool Has(int number) const { return from <= number && number < to; }
    bool Has(const Stretch& other) const { return from <= other.from && other.to <= to; }
  };
  Stretch wanted, emitted;
  bool left = false;    // not all that are wanted are told
  bool moves = false;   // one scrolls
  float scrolled = 0;   // where the catalog stood in the last frame
  uint32_t listed = 0;  // the catalog's revision then
  uint32_t steps = 0;   // frames that told some of those that were left
};

// A short message at the edge of the screen.
struct Notice {
  std::string text;
  uint32_t number = 0;             // counts notices; 0: none is shown
  std::optional<Command> offer{};  // what a button in it does; it stays until it is dismissed
};

// A review on the page of highlights.
struct HighlightGroup {
  std::string review;
  int index = -1;               // into Catalog::reviews; -1: not there
  int64_t newest = 0;           // when its last highlight was made
  bool noted = false;           // its own note is shown
  std::vector<size_t> shown{};  // its highlights that are shown: indices into the review's
};

// What a change of user data is announced with, once it is on the device.
struct Announcement {
  std::string text;
  std::optional<Command> offer{};
  bool notice = true;   // false: for screen readers alone
  uint32_t number = 0;  // of the last effect that has it kept; 0: the action is not over
};

// A record before and after a backup was joined, as TextOf() (device_records.h) has it.
struct ReplacedRecord {
  std::string key, before, after;
};

// The note that is typed in, as it was when that began.
struct EditedNote {
  std::string review, highlight;  // their ids; no highlight: the note is on the review
  std::string before;
};

// What is under way with user data; none of it is kept itself.
struct KeepState {
  StorageStatus keeping = StorageStatus::kDevice;
  uint32_t handed_over = 0;  // the number of the last effect that has a record kept
  uint32_t kept = 0;         // that of the last one that is on the device, with all before it
  std::vector<Announcement> announcements;  // that wait for it
  RestoreBackup offered;                    // a backup that the user is asked about; empty: none
  std::vector<ReplacedRecord> undo;         // how the last change is taken back; empty: it is not
  std::string removed_document;             // or the document that was removed last; empty: none
  Passage selection;                        // in the open review
  float selected_at = 0;                    // where the review was scrolled when it was made
  mutable Box pane;                         // the review's, as drawn last, px of the canvas
  mutable float x = 0, y = 0;               // of the article's corner there
  std::string open_highlight;               // whose card is shown; empty: none
  mutable float card_height = 0;            // its, as drawn last, CSS px
  bool hold_passage = false;            // the keyboard has come: its passage is to stay in sight
  TextPosition open_note{.block = -1};  // the reference whose footnote is shown; -1: none
  int colour = -1;                      // the highlights that their page shows; -1: all
  EditNote edited;                      // whose note is edited on that page
  EditedNote edited_note;
  std::string pending_delete_list;             // that is to be deleted, if the user is sure
  std::string edited_tag, pending_delete_tag;  // that is renamed; that is to be deleted
  DragInList drag;
  std::map<std::string, std::string, std::less<>> drafts;  // what is typed, by field
  // Kept from frame to frame by views, with the versions that they were made from.
  mutable std::vector<HighlightGroup> groups;
  mutable uint64_t groups_version = 0;
  mutable std::unordered_map<std::string, int> places;
  mutable uint32_t places_version = 0;
};

// How high the content of an overlay is, CSS px, with what it was measured for (views/dialog.h).
struct DialogHeight {
  Overlay overlay = Overlay::kNone;
  uint64_t version = 0;
  float width = 0, height = 0;
};

// Where one is in the open review; reading_position.h has what is done with it.
struct ReadingPosition {
  // Measured whenever the review is drawn, CSS px below what bars cover of the pane's top (bars.h):
  // where its blocks begin, where they end; and the height of what no bar covers. 0: not drawn yet.
  mutable float text_top = 0, text_end = 0, view = 0;
  mutable float drawn_at = 0;  // how far the review was scrolled in the last frame
  mutable int emitted = 0;     // of the progress and the minutes left, see review_bar.cpp
  int wanted = -1;             // a block to scroll to once the review is laid out; -1: none
  bool smooth = false;         // on the way to it one sees the text move
  // It is where reading stopped before, so far into the block (0 to 1); below 0: it is not.
  float resumed_into = -1;
  bool read = false;       // one has read on here, or gone on where one stopped
  bool to_hit = false;     // a result was opened: its first word that answers is to come in sight
  float gone_to = -1;      // how far the review was scrolled for that: nobody has read so far
  mutable int shown = -1;  // the block that was scrolled to last, marked for a moment
  mutable double since = -1;  // seconds of the clock of CurrentSeconds() when it came in sight
};

struct AppState {
  // What there is to read.
  std::array<Theme, kThemeCount> themes = {ThemeOf(ThemeId::kLight), ThemeOf(ThemeId::kDark),
                                           ThemeOf(ThemeId::kSepia), ThemeOf(ThemeId::kContrast)};
  Catalog catalog;  // but for its formulas and pictures, which are in `math` and `pictures`
  MathLibrary math;
  PictureLibrary pictures;
  SearchIndex index;          // of the catalog's first index.size() reviews; grows between frames
  bool index_paused = false;  // the user has stopped its building
  double index_milliseconds = 0;  // that its building took so far
  std::vector<int> words;         // how many each of its reviews has

  // Where one is.
  Route route;
  ListQuery list;        // what the catalog lists, also while a review is open
  Listing listing;       // the reviews that `list` finds
  int open_review = -1;  // index into catalog.reviews; -1: none or not found
  Overlay overlay = Overlay::kNone;
  bool focused = false;  // a review is read without anything beside it
  Notice notice;
  Palette palette;
  PictureViewer viewer;
  SearchBox search;
  std::set<std::string, std::less<>> unfolded;  // parts of the filters that are open: "2024"
  bool reveal = false;  // the catalog is to scroll to the open review, if it is out of sight
  mutable std::optional<float> revealing_top;  // where to for that, as measured in the last frame

  // The user and the system.
  Settings settings;
  bool settings_known = false;  // the user or the address has chosen some
  SystemState system;
  UserData user;
  KeepState keep;
  DocumentsState documents;
  LibraryState library;  // where the library is in shards

  // The screen.
  float width = 0, height = 0;  // canvas, CSS px
  Insets insets;
  float ratio = 1;                 // device pixels in a CSS pixel
  float scrolls[kPaneCount] = {};  // of each Pane, CSS px from the top
  Bars bars;
  // How far the open review's blocks are scrolled sideways, CSS px.
  std::vector<float> block_scroll;

  ReadingPosition place;
  ReviewHits hits;
  Listening listening;
  SecondReview second;  // second_review.h

  bool update_waits = false;  // another version of the page is there, and has been offered

  // Counts changes: `revision` of anything but scrolling and size, `catalog_revision` of the
  // catalog and what it lists.
  uint32_t revision = 0, catalog_revision = 0;
  uint32_t highlight_revision = 0;  // of anybody's highlights
  int applying = 0;                 // actions at hand, each led to by the one before
  std::vector<Effect> effects;      // asked for and not yet taken by the host
  std::vector<std::string> dirty;   // keys of records that the current action changed

  // What views have computed, kept until what it was made from changes: the open review as laid
  // out last, what stands around it, and the numbers of the catalog.
  mutable ArticleLayout article;
  mutable Around around;
  mutable HomeCards home;
  mutable Statistics statistics;
  mutable bool counted = false;  // `statistics` are this catalog's
  mutable RowTexts rows;
  mutable CatalogWindow catalog_window;
  mutable DialogHeight dialog_height;

  float& scroll(Pane pane) { return scrolls[static_cast<size_t>(pane)]; }
  float scroll(Pane pane) const { return scrolls[static_cast<size_t>(pane)]; }
  Language language() const { return settings.language; }
  const Theme& theme() const { return themes[static_cast<size_t>(ThemeFor(settings, system))]; }
  // The site's name, where it has one, else the program's.
  std::string_view name() const {
    if (!catalog.site.title.empty()) return catalog.site.title;
    return Text(Str::app_name, language());
  }
  // The review that is open, or null.
  const Review* review() const {
    return open_review < 0 ? nullptr : &catalog.reviews[static_cast<size_t>(open_review)];
  }
  // The one that is kept beside it, or null; also where there is no room for it now.
  const Review* second_review() const {
    return second.index < 0 ? nullptr : &catalog.reviews[static_cast<size_t>(second.index)];
  }
};

// What depends on the state at large is anew when this changes: with any action but scrolling, and
// with the catalog.
inline uint64_t StateVersion(const AppState& state) {
  return static_cast<uint64_t>(state.revision) << 32 | state.catalog_revision;
}

void Apply(const Action& action, AppState& state);

// The record of `key` (user_data.h) is to be kept as it is when the current action is over.
void MarkDirty(std::string key, AppState& state);

// The picture of this file cannot be shown.
void SetPictureFault(std::string_view file, PictureFault fault, AppState& state);

// Scrolls the catalog to the open review, where it is to and has been measured.
void RevealOpenReview(AppState& state);

// Whether the catalog stands on the screen: alone, or beside what is open.
bool ShowsCatalog(const AppState& state);

// Takes over the look that a site asks for, and at the first visit its language.
void UseSite(const Site& site, AppState& state);

// Puts a catalog in place of the present one; the route is looked up in it. The index starts anew.
void SetCatalog(Catalog catalog, AppState& state);

// Indexes up to `count` more reviews, or packs a part of the index once it has all; returns whether
// anything was left to do. What is listed follows.
bool GrowIndex(int count, AppState& state);

}  // namespace skira::app
