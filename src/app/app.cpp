#include "app/app.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/model/reading_limits.h"
#include "app/resources/theme.h"
#include "app/state/apply_user_data.h"
#include "app/state/bars.h"
#include "app/state/commands.h"
#include "app/state/documents.h"
#include "app/state/listening.h"
#include "app/state/picture_viewer.h"
#include "app/state/reading_position.h"
#include "app/state/review_hits.h"
#include "app/state/shard_library.h"
#include "app/ui/split_box.h"
#include "app/ui/widgets.h"
#include "app/views/views.h"
#include "review/json.h"

namespace skira::app {
namespace {

using Page = Route::Page;

// What stands where a review would.
void PageView(AppState& state, Ui& ui, const Box& box) {
  switch (state.route.page) {
    case Page::kOverview:
      return OverviewView(state, ui, box);
    case Page::kHighlights:
      return HighlightsView(state, ui, box);
    case Page::kLists:
    case Page::kList:
      return ListsView(state, ui, box);
    case Page::kDocuments:
      return DocumentsView(state, ui, box);
    case Page::kSettings:
      return SettingsView(state, ui, box);
    case Page::kAbout:
      return AboutView(state, ui, box);
    default:
      return ReviewView(state, ui, box);
  }
}

void OverlayView(AppState& state, Ui& ui) {
  switch (state.overlay) {
    case Overlay::kNone:
      return;
    case Overlay::kFilters:
      return FiltersDialog(state, ui);
    case Overlay::kSort:
      return SortView(state, ui);
    case Overlay::kMore:
      return ReviewMenuView(state, ui);
    case Overlay::kPages:
      return PagesView(state, ui);
    case Overlay::kContents:
      return ContentsView(state, ui);
    case Overlay::kAddToList:
      return AddToListView(state, ui);
    case Overlay::kList:
      return ListSheetView(state, ui);
    case Overlay::kExport:
      return ExportView(state, ui);
    case Overlay::kPalette:
      return PaletteView(state, ui);
    case Overlay::kShortcuts:
      return ShortcutsView(state, ui);
    case Overlay::kPicture:
      return PictureView(state, ui);
  }
}

// One pane, whose content runs below the bars; of these `shown` (0 to 1) is in sight.
void OnePane(AppState& state, Ui& ui, const Box& safe, float shown) {
  Box free = safe;                          // of what bars cover
  if (state.route.page != Page::kReview) {  // which has a bar of its own
    const float part = state.search.focused ? 1 : shown;
    const float top = safe.y - kHeaderHeight * (1 - part);
    TopBar(state, ui, {safe.x, top, safe.width, kHeaderHeight});
    free = SplitBox(free, ui.rtl()).Bottom(safe.height - kHeaderHeight * part);
  }
  const float bottom = HasBottomBar(state) ? kBottomBarHeight * shown : 0;
  free.height -= bottom;
  ui.PushPane(free);
  if (state.route.page == Page::kCatalog) {
    CatalogView(state, ui, safe);
  } else {
    PageView(state, ui, safe);
  }
  ui.PopPane();
  if (!HasBottomBar(state)) return;
  if (shown > 0 && state.insets.bottom > 0) {  // below it the home bar is
    ui.FillRect({0, state.height - state.insets.bottom, state.width, state.insets.bottom},
                ui.theme().panel);
  }
  BottomBar(state, ui, {safe.x, safe.y + safe.height - bottom, safe.width, kBottomBarHeight});
}

// The edge of a pane that its reader sizes.
void PaneEdge(const AppState& state, Ui& ui, const Box& pane, const SplitterSpec& spec,
              float Settings::*member) {
  if (state.system.coarse_pointer) {  // a finger would catch it on its way to what it scrolls
    ui.VerticalLine(ui.rtl() ? pane.x : pane.x + pane.width - 1, pane.y, pane.height,
                    ui.theme().line);
    return;
  }
  Splitter(ui, pane, spec, StateVersion(state),
           [settings = state.settings, member](float width) -> Action {
             Settings changed = settings;
             changed.*member = width;
             return ChangeSettings{changed};
           });
}

// Side by side where there is room: filters, catalog, review, from where reading starts.
void Panes(AppState& state, Ui& ui, SplitBox area) {
  if (ShowsFiltersBeside(state)) {
    const PaneWidth width = FiltersWidth(state);
    const Box filters = area.Start(width.width);
    FiltersView(state, ui, filters);
    PaneEdge(state, ui, filters,
             {"filters-edge", ui.Say(Str::filters_width), width.width, width.least, width.most},
             &Settings::filters_width);
  }
  // A table wants the room that nothing else needs.
  if (state.list.table && state.route.page == Page::kCatalog) {
    return CatalogView(state, ui, area.rest());
  }
  if (!ShowsListBeside(state)) return PageView(state, ui, area.rest());
  const PaneWidth width = ListWidth(state);
  const Box catalog = area.Start(width.width);
  CatalogView(state, ui, catalog);
  PageView(state, ui, area.rest());
  PaneEdge(state, ui, catalog,
           {"list-edge", ui.Say(Str::list_width), width.width, width.least, width.most},
           &Settings::list_width);
}

}  // namespace

std::optional<std::string> App::LoadExport(std::string_view json) {
  if (IsManifest(json)) {
    std::string wrong = OpenLibrary(json, state_);
    ui_.SetOutlines(state_.math.outlines());
    return wrong.empty() ? std::nullopt : std::optional(std::move(wrong));
  }
  JsonError error;
  std::optional<Catalog> catalog = ReadJson(json, error);
  if (!catalog) return "line " + std::to_string(error.line) + ": " + error.reason;
  CutForReading(*catalog);
  SetCatalog(*std::move(catalog), state_);
  ui_.SetOutlines(state_.math.outlines());
  return std::nullopt;
}

bool App::Work() {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begin = Clock::now();
  const auto spent = [&] {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count() > kSlice;
  };
  WarmUpSearch();
  while (WorkOnDocuments(state_) || (!state_.index_paused && GrowIndex(kReviewsASlice, state_))) {
    if (spent()) return true;
  }
  return false;
}

ShowNotice NoticeOf(Str message, bool stays, PageOffer offer, Language language) {
  ShowNotice notice{Text(message, language), {}, stays};
  if (offer == PageOffer::kUpdate) notice.offer = Command::kTakeUpdate;
  if (offer == PageOffer::kBackup) notice.offer = Command::kBackup;
  return notice;
}

bool App::Key(std::string_view chord) { return HandleKey(chord, state_); }

bool App::Reflow(float column) {
  ArticleStyle style = state_.article.style;
  style.column = column;
  return state_.article.review >= 0 && state_.article.Reflow(style);
}

void App::Frame(ImDrawList* draw, ImTextureID texture, ImVec2 pointer) {
  FollowHits(state_);
  const Box all{0, 0, state_.width, state_.height};
  const Insets& insets = state_.insets;
  const Box safe{insets.left, insets.top, state_.width - insets.left - insets.right,
                 state_.height - insets.top - insets.bottom};
  ui_.SetScreen(safe, state_.system.coarse_pointer, state_.system.hebrew_keys);
  ui_.Begin(draw, texture, state_.ratio, state_.theme(), all, pointer, state_.language());
  ui_.FillRect(all, ui_.theme().page);
  SplitBox area(safe, ui_.rtl());
  bool bars_move = false;
  const float shown = ShownShare(state_, bars_move);
  if (bars_move) ui_.Animate();
  if (insets.top > 0) ui_.FillRect({0, 0, state_.width, insets.top}, ui_.theme().panel);
  SkipLink(state_, ui_);
  if (IsOnePane(state_)) {
    OnePane(state_, ui_, safe, shown);
  } else {
    TopBar(state_, ui_, area.Top(kHeaderHeight));
    Panes(state_, ui_, area);
  }
  SearchOffersView(state_, ui_);
  SelectionView(state_, ui_);
  HighlightCard(state_, ui_);
  NoteCard(state_, ui_);
  OverlayView(state_, ui_);
  NoticeView(state_, ui_);
  DropTargetView(state_, ui_);
  ui_.End();
  // What follows from what was measured.
  ScrollToWanted(state_);
  HoldPassage(state_);
  ShowFirstHit(state_);
  FollowSpoken(state_);
  RevealOpenReview(state_);
  KeepViewerInRoom(state_);
}

std::string App::CopiedHtml(const Passage& passage, bool title) const {
  const Review* review = state_.review();
  if (review == nullptr) return "";
  return app::CopiedHtml(*review, Trimmed(*review, passage), title,
                         [this](std::string_view id) { return state_.pictures.Find(id); });
}

}  // namespace skira::app
