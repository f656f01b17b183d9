#include <algorithm>
#include <chrono>
#include <utility>

#include "app/model/device_records.h"
#include "app/state/announcements.h"
#include "app/state/app_state.h"
#include "app/state/apply_documents.h"
#include "app/state/apply_pictures.h"
#include "app/state/apply_settings.h"
#include "app/state/apply_user_data.h"
#include "app/state/bars.h"
#include "app/state/commands.h"
#include "app/state/documents.h"
#include "app/state/list_sheet.h"
#include "app/state/listening.h"
#include "app/state/reading_position.h"
#include "app/state/review_hits.h"
#include "app/state/saved_searches.h"
#include "app/state/search_offers.h"
#include "app/state/second_review.h"
#include "app/state/shard_library.h"
#include "review/join.h"

namespace skira::app {

void ListAnew(AppState& state) {
  const bool coming = PrepareSearch(state);
  state.listing = MakeListing(state.catalog, state.words, state.index, state.user, state.list);
  state.listing.partial |= coming;
  ++state.catalog_revision;
}

namespace {

// Whether the notice asks for a decision. To undo something is none: the command stays.
bool AsksForDecision(const Notice& notice) {
  return notice.offer && notice.offer != Command::kUndo && !notice.text.empty();
}

// Shows a notice until it is dismissed; returns whether it is shown.
bool ShowLasting(std::string text, AppState& state) {
  state.effects.push_back(effect::Announce{text});
  // What the user has to decide on is not covered by news of the last press.
  if (AsksForDecision(state.notice)) return false;
  state.notice = {std::move(text), state.notice.number + 1};
  return true;
}

// Ends the notice that is shown after some time, in ms, at least `least`.
void EndInTime(size_t least, AppState& state) {
  constexpr size_t kByte = 40;  // ms; a Hebrew letter has two
  const size_t stays = least + kByte * state.notice.text.size();
  state.effects.push_back(effect::Notice{state.notice.number, static_cast<uint32_t>(stays)});
}

}  // namespace

void ShowNoticeText(std::string text, AppState& state) {
  if (ShowLasting(std::move(text), state)) EndInTime(4000, state);
}

namespace {

using Page = Route::Page;

constexpr int kShownSlices = 16;  // how often the list follows while the index is built
// Parts of the index that are joined when it stands: a library of some hundreds is searched fastest
// in one, and packing that many anew takes no longer than a page may pause.
constexpr int kPackedTogether = 448;

void FindOpenReview(AppState& state) {
  state.open_review = -1;
  if (state.route.page != Page::kReview) return;
  // Of a library in shards only some reviews are here: its files know the others.
  const bool whole = state.library.set.reviews() == 0;
  state.open_review = IndexOfId(state.route.id, state.catalog.reviews, whole);
}

void ScrollPane(Pane pane, float top, AppState& state, bool smooth = false) {
  state.scroll(pane) = top;
  state.effects.push_back(effect::Scroll{pane, top, smooth});
}

// --- One function an action, in the order of action.h --------------------------------------------

void Do(const Nothing&, AppState&) {}

void Do(const Navigate& action, AppState& state) {
  state.overlay = Overlay::kNone;
  Route route = action.route;
  // From one review that is alone one comes to another.
  if (state.route.alone && route.page == Page::kReview) route.alone = true;
  if (route == state.route) return;
  KeepPositionHere(state);
  const bool other_review = route.page != state.route.page || route.id != state.route.id;
  if (other_review && route.page == Page::kReview) KeepSearch(state);
  state.route = std::move(route);
  FindOpenReview(state);
  BringBars(state);
  state.reveal = state.open_review >= 0 && other_review;
  if (!ShowsCatalog(state)) state.search = {};
  if (state.route.page == Page::kCatalog) {
    if (state.list != state.route.query) {
      state.list = state.route.query;
      ScrollPane(Pane::kCatalog, 0, state);
      ListAnew(state);
      SeeSavedSearch(state);
    }
  }
  if (other_review) {
    StopListening(state);
    state.keep.selection = {};
    state.keep.open_highlight.clear();
    state.keep.open_note = {.block = -1};
    state.hits.finding = false;
    state.block_scroll.clear();
    // Beside the catalog something else stands where the review stood.
    const bool review = state.route.page == Page::kReview || state.route.page == Page::kCatalog;
    ScrollPane(review ? Pane::kReview : Pane::kPage, 0, state);
    BeginReading(state);
    WantFirstHit(state);
  }
  if (state.route.block >= 0) WantBlock(state.route.block, !other_review, state);
  // The address stays the one that was asked for.
  Route address = state.route;
  address.alone = action.route.alone;
  std::string hash = RouteHash(address);
  if (action.replace) {
    state.effects.push_back(effect::ReplaceHash{std::move(hash), OpensPage(state)});
  } else {
    state.effects.push_back(effect::PushHash{std::move(hash), OpensPage(state)});
  }
}

void Do(const Scroll& action, AppState& state) {
  // The page tells the last place once more when the scrolling has come to rest.
  const float before = state.scroll(action.pane);
  const bool rests = before == action.top;
  state.scroll(action.pane) = action.top;
  FollowScrolling(action.pane, before, state);
  if (rests && action.pane == Pane::kReview) KeepPositionHere(state);
}

void Do(const ScrollBlock& action, AppState& state) {
  constexpr int kMostBlocks = 1 << 20;  // whatever a page may ask for
  if (action.block < 0 || action.block >= kMostBlocks) return;
  const size_t block = static_cast<size_t>(action.block);
  std::vector<float>& scrolled =
      action.pane == Pane::kSecond ? state.second.block_scroll : state.block_scroll;
  if (block >= scrolled.size()) scrolled.resize(block + 1, 0);
  scrolled[block] = action.left;
}

void Do(const ScrollTo& action, AppState& state) {
  const float top = state.scroll(action.pane);
  const bool smooth = action.smooth && !ReducesMotion(state);
  ScrollPane(action.pane, action.top, state, smooth);
  if (smooth) state.scroll(action.pane) = top;  // the page tells each place on the way
}

void Do(const Resize& action, AppState& state) {
  state.width = action.width;
  state.height = action.height;
  state.ratio = action.ratio;
}

void Do(const SetSystem& action, AppState& state) {
  const bool back = action.system.online && !state.system.online;
  state.system = action.system;
  if (back) RetryPictures(state);
}

void Do(const ChangeSettings& action, AppState& state) {
  const bool other_language = action.settings.language != state.settings.language;
  state.settings = Within(action.settings);
  // What is not followed is not kept, either.
  if (state.settings.follow_system) state.settings.theme = Settings().theme;
  state.settings_known = true;
  if (other_language) ++state.catalog_revision;
  if (action.keep) MarkDirty("settings", state);
}

void Do(const ShowList& action, AppState& state) {
  state.search.choice = -1;
  state.search.dismissed = !action.typing;
  const bool was_search = !state.list.text.empty();
  const bool here = state.route.page == Page::kCatalog;
  Route route;
  route.query = action.query;
  LimitsReached reached;
  KeepWithin(Limit::kSearch, route.query.text, reached);
  ShowLimits(reached, state);
  // In one pane the list takes the place of what is open; beside it the review stays.
  if (!here && ShowsCatalog(state)) {
    state.list = std::move(route.query);
    ScrollPane(Pane::kCatalog, 0, state);
    return ListAnew(state);
  }
  const Overlay overlay = state.overlay;
  Do(Navigate{std::move(route), action.typing && here && was_search}, state);
  if (!action.typing) state.overlay = overlay;
}

void Do(const PickSearch& action, AppState& state) {
  ListQuery query = state.list;
  query.text = action.text;
  Do(ShowList{std::move(query), true}, state);
  state.search.dismissed = action.done;
  if (action.done) KeepSearch(state);
}

void Do(const ShowOffers& action, AppState& state) {
  state.search.focused = action.focused;
  state.search.dismissed = action.dismissed;
  state.search.choice = action.choice;
}

void Do(const ForgetSearches&, AppState& state) {
  ChangeUndoably(
      {"searches"}, [&] { state.user.searches.clear(); }, Str::search_history_cleared, state);
}

void Do(const PauseIndex& action, AppState& state) {
  if (action.paused == state.index_paused) return;
  state.index_paused = action.paused;
  if (!action.paused) state.effects.push_back(effect::Work{});
}

void Do(const Unfold& action, AppState& state) {
  if (state.unfolded.erase(action.part) == 0) state.unfolded.insert(action.part);
}

void Do(const OpenOverlay& action, AppState& state) {
  state.overlay = action.overlay;
  if (action.overlay == Overlay::kPalette) Do(SearchPalette{}, state);
  state.scroll(Pane::kOverlay) = action.overlay == Overlay::kList ? TopOfListSheet(state) : 0;
}

void Do(const CloseOverlay&, AppState& state) { state.overlay = Overlay::kNone; }

void Do(const DismissNotice& action, AppState& state) {
  if (action.number > 0 && action.number != state.notice.number) return;  // another came
  if (action.number > 0 && AsksForDecision(state.notice)) return;
  if (state.notice.offer == Command::kJoinBackup) state.keep.offered = {};
  state.notice = {.number = state.notice.number};
}

void Do(const Run& action, AppState& state) {
  state.overlay = Overlay::kNone;
  // It is answered.
  if (state.notice.offer == action.command) state.notice = {.number = state.notice.number};
  RunCommand(action.command, state);
}

void Do(const GoToSearch&, AppState& state) {
  state.overlay = Overlay::kNone;
  if (!ShowsCatalog(state)) Do(Navigate{{.query = state.list}}, state);
  state.effects.push_back(effect::Focus{"search"});
}

void Do(const CopyLink&, AppState& state) {
  state.effects.push_back(effect::CopyLink{RouteHash(state.route), OpensPage(state)});
  ShowNoticeText(Text(Str::copied_link, state.language()), state);
}

void Do(const PrintPage&, AppState& state) { state.effects.push_back(effect::Print{}); }

void Do(const ToggleFocus&, AppState& state) {
  state.focused = !state.focused;
  BringBars(state);
}

void Do(const ToggleFullScreen&, AppState& state) {
  state.effects.push_back(effect::ToggleFullScreen{});
}

void Do(const OpenLicences&, AppState& state) { state.effects.push_back(effect::OpenLicences{}); }

void Do(const TakeUpdate&, AppState& state) { state.effects.push_back(effect::TakeUpdate{}); }

void Do(const CopyText& action, AppState& state) {
  state.effects.push_back(effect::Copy{action.text});
  if (!action.notice.empty()) ShowNoticeText(action.notice, state);
}

void Do(const SaveFile& action, AppState& state) {
  state.effects.push_back(effect::Save{action.name, action.type, action.text});
}

void Do(const ShowNotice& action, AppState& state) {
  if (!action.offer && !action.stays) return ShowNoticeText(action.text, state);
  if (action.offer) state.notice.offer.reset();
  if (!ShowLasting(action.text, state)) return;
  state.notice.offer = action.offer;
  state.update_waits |= action.offer == Command::kTakeUpdate;
  if (action.offer == Command::kUndo) EndInTime(10'000, state);
}

// Asks the page to keep what changed, each record once.
void KeepDirty(AppState& state) {
  for (const std::string& key : std::exchange(state.dirty, {})) {
    DeviceRecord record = RecordToWrite(key, state.user, state.settings);
    KeepRecord(std::move(record.key), std::move(record.json), state);
  }
}

void Announce(const Announcement& announcement, AppState& state) {
  ++state.revision;
  if (announcement.offer) {
    Do(ShowNotice{announcement.text, announcement.offer}, state);
  } else if (announcement.notice) {
    ShowNoticeText(announcement.text, state);
  } else {
    state.effects.push_back(effect::Announce{announcement.text});
  }
}

// Those of changes that are on the device, or that cannot be kept.
void AnnounceWhatIsKept(AppState& state) {
  KeepState& keep = state.keep;
  const bool kept =
      keep.keeping == StorageStatus::kDevice || keep.keeping == StorageStatus::kCleared;
  std::vector<Announcement> waiting;
  for (Announcement& announcement : std::exchange(keep.announcements, {})) {
    if (announcement.number == 0) announcement.number = keep.handed_over;
    if (announcement.number <= keep.kept) {
      Announce(announcement, state);
    } else if (kept) {
      waiting.push_back(std::move(announcement));
    } else {
      announcement.text =
          Filled(Text(Str::not_kept_yet, state.language()), {std::move(announcement.text)});
      Announce(announcement, state);
    }
  }
  keep.announcements = std::move(waiting);
}

void Do(const EndWelcome&, AppState& state) {
  state.user.welcomed = true;
  MarkDirty("welcome", state);
}

// What leaves the controls as they are: no view is told anew for it.
bool IsScrolling(const Action& action) {
  return std::holds_alternative<Scroll>(action) || std::holds_alternative<ScrollTo>(action) ||
         std::holds_alternative<ScrollBlock>(action) ||
         std::holds_alternative<KeepPosition>(action) || std::holds_alternative<Resize>(action) ||
         std::holds_alternative<MovePicture>(action) ||
         std::holds_alternative<TogglePicture>(action) ||
         std::holds_alternative<RecordsKept>(action);
}

}  // namespace

namespace {

// On small screens and under fingers "back" closes what was opened.
void TellOfOverlay(Overlay before, AppState& state) {
  const bool was = before != Overlay::kNone, is = state.overlay != Overlay::kNone;
  if (was == is) return;
  if (is && !IsOnePane(state) && !state.system.coarse_pointer) return;
  state.effects.push_back(effect::Overlay{is});
}

}  // namespace

void Apply(const Action& action, AppState& state) {
  // Actions that lead to others count once, as what comes out of them all.
  const Overlay before = state.overlay;
  ++state.applying;
  std::visit([&state](const auto& one) { Do(one, state); }, action);
  if (--state.applying == 0) {
    TellOfOverlay(before, state);
    if (!IsScrolling(action)) FollowLibrary(state);
  }
  if (!IsScrolling(action)) ++state.revision;
  KeepDirty(state);
  if (state.applying == 0) AnnounceWhatIsKept(state);
}

void KeepRecord(std::string key, std::string json, AppState& state) {
  const uint32_t number = ++state.keep.handed_over;
  if (json.empty()) {
    state.effects.push_back(effect::Erase{std::move(key), number});
  } else {
    state.effects.push_back(effect::Store{std::move(key), std::move(json), number});
  }
}

void AnnounceKept(Announcement announcement, AppState& state) {
  state.keep.announcements.push_back(std::move(announcement));
}

void ShowLimits(const LimitsReached& reached, AppState& state) {
  std::string text = LimitsText(reached, state.language());
  if (!text.empty()) Apply(ShowNotice{std::move(text), {}, true}, state);
}

void MarkDirty(std::string key, AppState& state) {
  if (std::find(state.dirty.begin(), state.dirty.end(), key) == state.dirty.end()) {
    state.dirty.push_back(std::move(key));
  }
}

bool ShowsCatalog(const AppState& state) {
  return ShowsListBeside(state) || state.route.page == Page::kCatalog;
}

void LayOutAnew(AppState& state) {
  state.article = {};
  state.second.article = {};
  ++state.highlight_revision;
  ++state.revision;
}

void CatalogChanged(AppState& state) {
  state.around.Forget();
  state.counted = false;
  state.article = {};
  state.palette = {};
  ++state.revision;
  const bool was_open = state.open_review >= 0;
  FindOpenReview(state);
  FindSecond(state);
  if (!was_open && state.open_review >= 0) BeginReading(state);
  AnchorHighlights(state);
  ListAnew(state);
}

void UseSite(const Site& site, AppState& state) {
  for (size_t i = 0; i < state.themes.size(); ++i) {
    state.themes[i] = Accented(ThemeOf(static_cast<ThemeId>(i)), site.accent);
  }
  if (state.settings_known || site.language.empty()) return;
  state.settings.language = site.language == "en" ? Language::kEnglish : Language::kHebrew;
}

void SetCatalog(Catalog catalog, AppState& state) {
  UseSite(catalog.site, state);
  StopListening(state);
  state.around.Forget();
  state.counted = false;
  state.article = {};  // before the formulas and pictures that they point to
  state.second.article = {};
  state.documents = {};
  state.library = {};
  // Formulas of an export that nobody has set are set here.
  if (!catalog.math.formulas.empty()) {
    state.documents.formulas_from = static_cast<int>(catalog.reviews.size());
  }
  state.math = MathLibrary(std::exchange(catalog.math, {}));
  state.pictures = {};
  state.pictures.Add(std::exchange(catalog.pictures, {}));
  state.catalog = std::move(catalog);
  state.index = {};
  state.index_milliseconds = 0;
  state.index_paused = false;
  state.words.clear();
  state.scroll(Pane::kCatalog) = 0;
  state.block_scroll.clear();
  state.palette = {};
  ++state.revision;
  const bool was_open = state.open_review >= 0;
  FindOpenReview(state);
  FindSecond(state);
  if (!was_open) BeginReading(state);
  state.reveal = state.open_review >= 0;
  AnchorHighlights(state);
  ListAnew(state);
}

void RevealOpenReview(AppState& state) {
  if (!state.reveal || !state.revealing_top) return;
  state.reveal = false;
  const float top = *std::exchange(state.revealing_top, std::nullopt);
  if (top != state.scroll(Pane::kCatalog)) ScrollPane(Pane::kCatalog, top, state);
}

bool GrowIndex(int count, AppState& state) {
  const int all = static_cast<int>(state.catalog.reviews.size());
  if (state.index.size() >= all) return state.index.PackSome(kPackedTogether);
  const int before = state.index.size();
  const auto begin = std::chrono::steady_clock::now();
  state.index.Add(state.catalog, before, count);
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
  state.index_milliseconds += time.count();
  for (int i = before; i < state.index.size(); ++i) {
    state.words.push_back(WordCount(state.catalog.reviews[static_cast<size_t>(i)]));
  }
  const bool whole = state.index.size() == all;
  // What was found so far is shown now and then.
  if (whole || before * kShownSlices / all != state.index.size() * kShownSlices / all) {
    ++state.revision;
    if (whole || state.list != WithoutFilters(state.list)) ListAnew(state);
  }
  return true;  // when all are indexed, the index is still to be packed
}

}  // namespace skira::app
