#include "reader/commands.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "reader/bibtex.h"
#include "reader/function_ref.h"
#include "reader/picture_view.h"
#include "reader/search_field.h"
#include "reader/state.h"

namespace skira::reader {
namespace {

bool ReviewIsOpen(const AppState& state) { return state.open_review >= 0; }
bool PaperIsKnown(const AppState& state) {
  return ReviewIsOpen(state) && !BibtexOf(*state.review()).empty();
}
bool HasSelection(const AppState& state) { return !state.keep.selection.empty(); }
bool IsListening(const AppState& state) { return state.listening.on(); }
bool HasResults(const AppState& state) { return !state.listing.order.empty(); }
bool HasHighlights(const AppState& state) {
  return ReviewIsOpen(state) && !MarksOf(state.user, state.review()->id).highlights.empty();
}
bool HasColour(const AppState& state) {
  return ReviewIsOpen(state) && (HasSelection(state) || !state.keep.open_highlight.empty());
}
bool ShowsOneColour(const AppState& state) {
  return state.route.page == Route::Page::kHighlights && state.keep.colour >= 0;
}
bool HasDocuments(const AppState& state) { return !state.documents.own.empty(); }
bool LacksFiles(const AppState& state) { return !state.library.failed.empty(); }
bool IsOfferedBackup(const AppState& state) { return !state.keep.offered.json.empty(); }
bool CanUndoBackup(const AppState& state) { return !state.keep.undo.empty(); }
bool WasCleared(const AppState& state) { return state.keep.keeping == Keeping::kCleared; }
bool HasReviews(const AppState& state) { return !state.catalog.reviews.empty(); }

constexpr CommandInfo kCommands[] = {
    {Command::kSearch, Str::action_search, "/ Ctrl+k", Icon::search},
    {Command::kPalette, Str::palette, "Ctrl+Shift+p", Icon::command},
    {Command::kShortcuts, Str::action_open_shortcuts, "?", Icon::keyboard},
    {Command::kBack, Str::shortcut_back, "Escape", Icon::close},
    {Command::kCatalog, Str::action_open_catalog, "", Icon::library},
    {Command::kOverview, Str::action_open_overview, "", Icon::chart},
    {Command::kHighlights, Str::action_open_highlights, "", Icon::highlight},
    {Command::kLists, Str::action_open_lists, "", Icon::list},
    {Command::kDocuments, Str::action_open_documents, "", Icon::folder},
    {Command::kSettings, Str::action_open_settings, "Ctrl+,", Icon::settings},
    {Command::kAbout, Str::action_open_about, "", Icon::info},
    {Command::kNextReview, Str::action_next_review, "j n", Icon::chevron_down,
     CommandGroup::kCatalog, HasReviews},
    {Command::kPreviousReview, Str::action_previous_review, "k p", Icon::chevron_up,
     CommandGroup::kCatalog, HasReviews},
    {Command::kRandomReview, Str::action_random, "", Icon::library, CommandGroup::kCatalog,
     HasReviews},
    {Command::kResume, Str::action_resume_last, "", Icon::clock, CommandGroup::kCatalog,
     HasReviews},
    {Command::kToggleStar, Str::action_toggle_star, "s", Icon::star, CommandGroup::kReading,
     ReviewIsOpen},
    {Command::kToggleRead, Str::action_toggle_read, "r", Icon::check, CommandGroup::kReading,
     ReviewIsOpen},
    {Command::kToggleFilters, Str::action_toggle_filters, "f", Icon::filter,
     CommandGroup::kCatalog},
    {Command::kToggleContents, Str::action_toggle_contents, "c", Icon::contents,
     CommandGroup::kReading, ReviewIsOpen},
    {Command::kToggleTable, Str::action_toggle_view, "v", Icon::table, CommandGroup::kCatalog},
    {Command::kAddToList, Str::list_add, "l", Icon::list, CommandGroup::kReading, ReviewIsOpen},
    {Command::kCopyLink, Str::action_copy_link, "", Icon::link, CommandGroup::kReading,
     ReviewIsOpen},
    {Command::kCopyBibtex, Str::copy_bibtex, "b", Icon::copy, CommandGroup::kReading, PaperIsKnown},
    {Command::kPrint, Str::print_review, "", Icon::print, CommandGroup::kReading, ReviewIsOpen},
    {Command::kNextTheme, Str::action_next_theme, "t", Icon::sun},
    {Command::kToggleTypeface, Str::action_toggle_typeface, "", Icon::text_size},
    {Command::kToggleLanguage, Str::action_toggle_language, "", Icon::globe},
    {Command::kToggleJustify, Str::action_toggle_justify, "", Icon::text_size},
    {Command::kLargerText, Str::text_larger, "+ =", Icon::plus, CommandGroup::kReading},
    {Command::kSmallerText, Str::text_smaller, "-", Icon::minus, CommandGroup::kReading},
    {Command::kResetText, Str::action_text_reset, "0", Icon::text_size, CommandGroup::kReading},
    {Command::kFollowSystem, Str::action_theme, "", Icon::sun, CommandGroup::kEverywhere, nullptr,
     Str::theme_follow},
    {Command::kLightTheme, Str::action_theme, "", Icon::sun, CommandGroup::kEverywhere, nullptr,
     Str::theme_name_light},
    {Command::kDarkTheme, Str::action_theme, "", Icon::sun, CommandGroup::kEverywhere, nullptr,
     Str::theme_name_dark},
    {Command::kSepiaTheme, Str::action_theme, "", Icon::sun, CommandGroup::kEverywhere, nullptr,
     Str::theme_sepia},
    {Command::kContrastTheme, Str::action_theme, "", Icon::sun, CommandGroup::kEverywhere, nullptr,
     Str::theme_contrast},
    {Command::kReduceMotion, Str::setting_motion, "", Icon::settings},
    {Command::kResetSettings, Str::settings_reset, "", Icon::undo},
    {Command::kFullScreen, Str::action_full_screen, "", Icon::external},
    {Command::kLicences, Str::about_licences, "", Icon::paper},
    {Command::kHighlight, Str::selection_highlight, "h", Icon::highlight, CommandGroup::kReading,
     HasSelection},
    {Command::kNote, Str::shortcut_note, "a", Icon::note, CommandGroup::kReading, HasSelection},
    {Command::kOpenFiles, Str::documents_open, "Ctrl+o", Icon::upload},
    {Command::kOpenFolder, Str::documents_open_folder, "", Icon::folder},
    {Command::kExportDocuments, Str::documents_export_json, "", Icon::download,
     CommandGroup::kEverywhere, HasDocuments},
    {Command::kBackup, Str::action_export_backup, "", Icon::download},
    {Command::kRestore, Str::import_backup, "", Icon::upload},
    {Command::kListen, Str::shortcut_listen, "e", Icon::speaker, CommandGroup::kListening,
     ReviewIsOpen},
    {Command::kPreviousSentence, Str::listen_previous, "[", Icon::arrow_right,
     CommandGroup::kListening, IsListening},
    {Command::kNextSentence, Str::listen_next, "]", Icon::arrow_left, CommandGroup::kListening,
     IsListening},
    {Command::kSlowerSpeech, Str::listen_slower, "<", Icon::minus, CommandGroup::kListening,
     IsListening},
    {Command::kFasterSpeech, Str::listen_faster, ">", Icon::plus, CommandGroup::kListening,
     IsListening},
    {Command::kStopListening, Str::listen_stop, "q", Icon::stop, CommandGroup::kListening,
     IsListening},
    {Command::kExportResults, Str::export_results, "x", Icon::download, CommandGroup::kCatalog,
     HasResults},
    {Command::kReviewNote, Str::note_review, "m", Icon::note, CommandGroup::kReading, ReviewIsOpen},
    {Command::kNextHighlight, Str::action_next_highlight, ".", Icon::highlight,
     CommandGroup::kReading, HasHighlights},
    {Command::kYellowHighlight, Str::action_highlight_in, "1", Icon::highlight,
     CommandGroup::kReading, HasColour, Str::color_yellow},
    {Command::kGreenHighlight, Str::action_highlight_in, "2", Icon::highlight,
     CommandGroup::kReading, HasColour, Str::color_green},
    {Command::kBlueHighlight, Str::action_highlight_in, "3", Icon::highlight,
     CommandGroup::kReading, HasColour, Str::color_blue},
    {Command::kPinkHighlight, Str::action_highlight_in, "4", Icon::highlight,
     CommandGroup::kReading, HasColour, Str::color_pink},
    {Command::kAllHighlights, Str::action_all_highlights, "", Icon::highlight,
     CommandGroup::kEverywhere, ShowsOneColour},
    {Command::kRetryLibrary, Str::library_retry, "", Icon::library, CommandGroup::kCatalog,
     LacksFiles},
    {Command::kJoinBackup, Str::backup_join, "", Icon::upload, CommandGroup::kEverywhere,
     IsOfferedBackup},
    {Command::kUndoBackup, Str::backup_undo, "", Icon::undo, CommandGroup::kEverywhere,
     CanUndoBackup},
    {Command::kKeepAgain, Str::keep_again, "", Icon::download, CommandGroup::kEverywhere,
     WasCleared},
};

void Open(Route::Page page, AppState& state) { Apply(Navigate{{.page = page}}, state); }

void Toggle(Overlay overlay, AppState& state) {
  Apply(OpenOverlay{state.overlay == overlay ? Overlay::kNone : overlay}, state);
}

void Change(AppState& state, FunctionRef<void(Settings&)> change) {
  Settings settings = state.settings;
  change(settings);
  Apply(ChangeSettings{settings}, state);
}

void Wear(ThemeId theme, AppState& state) {
  Change(state, [theme](Settings& settings) {
    settings.follow_system = false;
    settings.theme = theme;
  });
}

// The review `by` places further in the list; none beyond its ends.
void Step(int by, AppState& state) {
  const std::vector<int>& order = state.listing.order;
  if (order.empty()) return;
  const auto here = std::find(order.begin(), order.end(), state.open_review);
  const auto last = static_cast<std::ptrdiff_t>(order.size()) - 1;
  const std::ptrdiff_t place = here == order.end() ? 0 : here - order.begin() + by;
  if (place < 0 || place > last) return;
  const Review& review =
      state.catalog.reviews[static_cast<size_t>(order[static_cast<size_t>(place)])];
  Apply(Navigate{{.page = Route::Page::kReview, .id = review.id}}, state);
}

void OpenRandom(AppState& state) {
  static std::minstd_rand random{std::random_device{}()};
  const auto& reviews = state.catalog.reviews;
  Apply(Navigate{{.page = Route::Page::kReview, .id = reviews[random() % reviews.size()].id}},
        state);
}

// The review that was open last.
void Resume(AppState& state) {
  const auto& marks = state.user.marks;
  const auto last = std::max_element(marks.begin(), marks.end(), [](const auto& a, const auto& b) {
    return a.second.opened < b.second.opened;
  });
  if (last == marks.end() || last->second.opened == 0) return;
  Apply(Navigate{{.page = Route::Page::kReview, .id = last->first, .block = last->second.block}},
        state);
}

void CopyBibtex(AppState& state) {
  Apply(CopyText{BibtexOf(*state.review()), Text(Str::copied_bibtex, state.language())}, state);
}

// Opens the highlight behind the one that is open, past the last the first, where it stands.
void NextHighlight(AppState& state) {
  const Review& review = *state.review();
  const auto& all = MarksOf(state.user, review.id).highlights;
  auto next = std::find_if(all.begin(), all.end(), [&](const Highlight& one) {
    return one.id == state.keep.open_highlight;
  });
  for (size_t i = 0; i < all.size(); ++i) {
    next = next == all.end() || next + 1 == all.end() ? all.begin() : next + 1;
    if (next->lost) continue;
    Apply(ShowBlock{next->block}, state);
    Apply(OpenHighlight{next->id}, state);
    return state.effects.push_back(
        {Effect::Kind::kFocus, "colour-" + std::to_string(next->colour)});
  }
}

// The selection becomes a highlight of this colour, or the open highlight takes it.
void HighlightIn(int colour, AppState& state) {
  const auto wanted = static_cast<uint8_t>(colour);
  if (HasSelection(state)) return Apply(AddHighlight{wanted}, state);
  Apply(ColourHighlight{state.review()->id, state.keep.open_highlight, wanted}, state);
}

void GoBack(AppState& state) {
  if (state.keep.open_note.block >= 0) {
    Apply(OpenNote{}, state);
  } else if (!state.keep.open_highlight.empty()) {
    Apply(OpenHighlight{}, state);
  } else if (state.overlay != Overlay::kNone) {
    Apply(CloseOverlay{}, state);
  } else if (state.listening.on()) {
    StopListening(state);
  } else if (state.route.page != Route::Page::kCatalog) {
    Apply(Navigate{{.query = state.list}}, state);
  } else if (state.list != WithoutFilters(state.list)) {
    Apply(ShowList{WithoutFilters(state.list)}, state);
  }
}

}  // namespace

std::span<const CommandInfo> Commands() { return kCommands; }

const CommandInfo& InfoOf(Command command) {
  return *std::find_if(std::begin(kCommands), std::end(kCommands),
                       [command](const CommandInfo& info) { return info.command == command; });
}

std::string CommandName(const CommandInfo& info, Language language) {
  const char* name = Text(info.name, language);
  return info.detail ? Filled(name, {Text(*info.detail, language)}) : name;
}

bool Applies(const CommandInfo& info, const AppState& state) {
  return info.applies == nullptr || info.applies(state);
}

void RunCommand(Command command, AppState& state) {
  if (!Applies(InfoOf(command), state)) return;
  using Page = Route::Page;
  switch (command) {
    case Command::kSearch:
      if (state.overlay != Overlay::kNone) Apply(CloseOverlay{}, state);
      if (!ShowsCatalog(state)) Apply(Navigate{{.query = state.list}}, state);
      state.effects.push_back({Effect::Kind::kFocus, "search"});
      return;
    case Command::kPalette:
      return Toggle(Overlay::kPalette, state);
    case Command::kShortcuts:
      return Toggle(Overlay::kShortcuts, state);
    case Command::kBack:
      return GoBack(state);
    case Command::kCatalog:
      return Apply(Navigate{{.query = state.list}}, state);
    case Command::kOverview:
      return Open(Page::kOverview, state);
    case Command::kHighlights:
      return Open(Page::kHighlights, state);
    case Command::kLists:
      return Open(Page::kLists, state);
    case Command::kDocuments:
      return Open(Page::kDocuments, state);
    case Command::kSettings:
      return Open(Page::kSettings, state);
    case Command::kAbout:
      return Open(Page::kAbout, state);
    case Command::kNextReview:
      return Step(1, state);
    case Command::kPreviousReview:
      return Step(-1, state);
    case Command::kRetryLibrary:
      return RetryLibrary(state);
    case Command::kRandomReview:
      return OpenRandom(state);
    case Command::kResume:
      return Resume(state);
    case Command::kToggleStar:
      return Apply(ToggleStar{state.review()->id}, state);
    case Command::kToggleRead:
      return Apply(SetRead{state.review()->id, !MarksOf(state.user, state.review()->id).read},
                   state);
    case Command::kToggleFilters:
      if (state.width >= kThreePaneMinWidth) {  // they stand beside the catalog
        return state.effects.push_back({Effect::Kind::kFocus, "filters-content"});
      }
      return Toggle(Overlay::kFilters, state);
    case Command::kToggleContents:
      return Toggle(Overlay::kContents, state);
    case Command::kToggleTable: {
      ListQuery list = state.list;
      list.table = !list.table;
      return Apply(ShowList{list}, state);
    }
    case Command::kAddToList:
      return Toggle(Overlay::kAddToList, state);
    case Command::kCopyLink:
      state.effects.push_back({Effect::Kind::kCall, "copyLink", RouteHash(state.route)});
      return Apply(ShowNotice{Text(Str::copied_link, state.language())}, state);
    case Command::kCopyBibtex:
      return CopyBibtex(state);
    case Command::kPrint:
      return state.effects.push_back({Effect::Kind::kPrint});
    case Command::kNextTheme:
      return Change(state, [&](Settings& settings) {
        const int next = static_cast<int>(ThemeFor(state.settings, state.system)) + 1;
        settings.follow_system = false;
        settings.theme = static_cast<ThemeId>(next % kThemeCount);
      });
    case Command::kToggleTypeface:
      return Change(state, [](Settings& settings) {
        settings.family = settings.family == typeset::Family::kSerif ? typeset::Family::kSans
                                                                     : typeset::Family::kSerif;
      });
    case Command::kToggleLanguage:
      return Change(state, [](Settings& settings) {
        settings.language =
            settings.language == Language::kHebrew ? Language::kEnglish : Language::kHebrew;
      });
    case Command::kToggleJustify:
      return Change(state, [](Settings& settings) { settings.justify = !settings.justify; });
    case Command::kLargerText:
      return Change(state,
                    [](Settings& s) { s.text_size = std::min(kMostTextSize, s.text_size + 1); });
    case Command::kSmallerText:
      return Change(state,
                    [](Settings& s) { s.text_size = std::max(kLeastTextSize, s.text_size - 1); });
    case Command::kResetText:
      return Change(state, [](Settings& s) { s.text_size = kTextSize; });
    case Command::kFollowSystem:
      return Change(state, [](Settings& s) { s.follow_system = true; });
    case Command::kLightTheme:
      return Wear(ThemeId::kLight, state);
    case Command::kDarkTheme:
      return Wear(ThemeId::kDark, state);
    case Command::kSepiaTheme:
      return Wear(ThemeId::kSepia, state);
    case Command::kContrastTheme:
      return Wear(ThemeId::kContrast, state);
    case Command::kReduceMotion:
      return Change(state, [](Settings& s) { s.reduce_motion = !s.reduce_motion; });
    case Command::kResetSettings:
      return Apply(ResetSettings{}, state);
    case Command::kFullScreen:
      return state.effects.push_back({Effect::Kind::kCall, "fullScreen"});
    case Command::kLicences:
      return state.effects.push_back({Effect::Kind::kCall, "openLicences"});
    case Command::kHighlight:
      return Apply(AddHighlight{}, state);
    case Command::kNote:
      return Apply(AddHighlight{.note = true}, state);
    case Command::kOpenFiles:
      return Apply(ChooseDocuments{false}, state);
    case Command::kOpenFolder:
      return Apply(ChooseDocuments{true}, state);
    case Command::kExportDocuments:
      return Apply(Export{ExportOf::kDocument, ExportFormat::kJson}, state);
    case Command::kBackup:
      return Apply(Export{ExportOf::kEverything, ExportFormat::kJson}, state);
    case Command::kRestore:
      return state.effects.push_back({Effect::Kind::kChooseFiles, "backup"});
    case Command::kJoinBackup:
      return Apply(JoinBackup{}, state);
    case Command::kUndoBackup:
      return Apply(UndoBackup{}, state);
    case Command::kKeepAgain:
      return Apply(KeepAgain{}, state);
    case Command::kListen:
      return Apply(Listen{state.listening.on() ? Listen::What::kToggle : Listen::What::kStart},
                   state);
    case Command::kPreviousSentence:
      return Apply(Listen{Listen::What::kPrevious}, state);
    case Command::kNextSentence:
      return Apply(Listen{Listen::What::kNext}, state);
    case Command::kSlowerSpeech:
      return Apply(SetSpeechRate{state.settings.speech_rate - kSpeechRateStep}, state);
    case Command::kFasterSpeech:
      return Apply(SetSpeechRate{state.settings.speech_rate + kSpeechRateStep}, state);
    case Command::kStopListening:
      return Apply(Listen{Listen::What::kStop}, state);
    case Command::kExportResults:
      return Toggle(Overlay::kExport, state);
    case Command::kReviewNote:
      return state.effects.push_back({Effect::Kind::kFocus, "review-note"});
    case Command::kNextHighlight:
      return NextHighlight(state);
    case Command::kYellowHighlight:
    case Command::kGreenHighlight:
    case Command::kBlueHighlight:
    case Command::kPinkHighlight:
      return HighlightIn(static_cast<int>(command) - static_cast<int>(Command::kYellowHighlight),
                         state);
    case Command::kAllHighlights:
      return Apply(FilterHighlights{-1}, state);
  }
}

namespace {

// Over a dialog only what closes it, takes its place or puts it away is at hand.
bool ReachesOverlay(Command command) {
  constexpr Command kReaching[] = {Command::kBack,          Command::kSearch,
                                   Command::kPalette,       Command::kShortcuts,
                                   Command::kToggleFilters, Command::kToggleContents,
                                   Command::kAddToList,     Command::kExportResults};
  return std::find(std::begin(kReaching), std::end(kReaching), command) != std::end(kReaching);
}

// Pages turn as those of a book do: in Hebrew the next one comes from the left.
bool Swipe(bool to_right, AppState& state) {
  if (state.overlay != Overlay::kNone || state.open_review < 0) return false;
  const bool forth = to_right == (state.language() == Language::kHebrew);
  RunCommand(forth ? Command::kNextReview : Command::kPreviousReview, state);
  return true;
}

// Keys of what is on the screen, before those of commands.
bool HandlePaletteKey(std::string_view chord, AppState& state) {
  if (state.overlay != Overlay::kPalette) return false;
  if (chord == "ArrowDown" || chord == "ArrowUp") {
    Apply(MovePalette{chord == "ArrowDown" ? 1 : -1}, state);
  } else if (chord == "Enter") {
    Apply(RunPalette{}, state);
  } else {
    return false;
  }
  return true;
}

}  // namespace

bool HandleKey(std::string_view chord, AppState& state) {
  constexpr std::string_view kSearchField = "search:";
  if (chord.starts_with(kSearchField)) {
    return SearchKey(chord.substr(kSearchField.size()), state);
  }
  if (HandlePaletteKey(chord, state) || HandlePictureKey(chord, state)) return true;
  if (chord == "SwipeLeft" || chord == "SwipeRight") return Swipe(chord == "SwipeRight", state);
  const bool covered = state.overlay != Overlay::kNone;
  for (const CommandInfo& info : kCommands) {
    if (covered && !ReachesOverlay(info.command)) continue;
    std::string_view keys = info.keys;
    while (!keys.empty()) {
      const size_t end = std::min(keys.find(' '), keys.size());
      if (keys.substr(0, end) == chord && Applies(info, state)) {
        RunCommand(info.command, state);
        return true;
      }
      keys.remove_prefix(std::min(end + 1, keys.size()));
    }
  }
  return false;
}

}  // namespace skira::reader
