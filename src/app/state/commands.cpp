#include "app/state/commands.h"

#include <algorithm>
#include <random>
#include <utility>

#include "app/model/bibtex.h"
#include "app/state/app_state.h"
#include "app/state/bars.h"
#include "app/state/list_sheet.h"
#include "app/state/listening.h"
#include "app/state/picture_viewer.h"
#include "app/state/review_hits.h"
#include "app/state/search_offers.h"

namespace skira::app {
namespace {

bool ReviewIsOpen(const AppState& state) { return state.open_review >= 0; }
bool HasRoomForList(const AppState& state) { return ReviewIsOpen(state) && !IsOnePane(state); }
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
bool IsOfferedUpdate(const AppState& state) { return state.update_waits; }
bool IsOfferedBackup(const AppState& state) { return !state.keep.offered.json.empty(); }
bool CanUndo(const AppState& state) {
  return !state.keep.undo.empty() || !state.keep.removed_document.empty();
}
bool WasCleared(const AppState& state) { return state.keep.keeping == StorageStatus::kCleared; }
bool HasReviews(const AppState& state) { return !state.catalog.reviews.empty(); }

using Page = Route::Page;

// --- What commands make of the state: an action each
// -----------------------------------------------

// The action of this type with these members.
template <typename Made, auto... kMembers>
Action Make(const AppState&) {
  return Made{kMembers...};
}

template <Page kPage>
Action Open(const AppState&) {
  return Navigate{{.page = kPage}};
}

template <Overlay kOverlay>
Action Toggle(const AppState& state) {
  return OpenOverlay{state.overlay == kOverlay ? Overlay::kNone : kOverlay};
}

Action ToggleFilters(const AppState& state) {
  if (ShowsFiltersBeside(state)) return FocusOn{"filters-content"};  // beside the catalog
  return Toggle<Overlay::kFilters>(state);
}

Action ShowCatalog(const AppState& state) { return Navigate{{.query = state.list}}; }

Action ToggleTable(const AppState& state) {
  ListQuery list = state.list;
  list.table = !list.table;
  return ShowList{std::move(list)};
}

// The review `kBy` places further in the list; none beyond its ends.
template <int kBy>
Action Step(const AppState& state) {
  const std::vector<int>& order = state.listing.order;
  if (order.empty()) return Nothing{};
  const auto here = std::find(order.begin(), order.end(), state.open_review);
  const auto last = static_cast<std::ptrdiff_t>(order.size()) - 1;
  const std::ptrdiff_t index = here == order.end() ? 0 : here - order.begin() + kBy;
  if (index < 0 || index > last) return Nothing{};
  const int review = order[static_cast<size_t>(index)];
  return Navigate{
      {.page = Page::kReview, .id = state.catalog.reviews[static_cast<size_t>(review)].id}};
}

Action OpenRandom(const AppState& state) {
  static std::minstd_rand random{std::random_device{}()};
  const auto& reviews = state.catalog.reviews;
  return Navigate{{.page = Page::kReview, .id = reviews[random() % reviews.size()].id}};
}

// The review that was open last.
Action Resume(const AppState& state) {
  const auto& marks = state.user.marks;
  const auto last = std::max_element(marks.begin(), marks.end(), [](const auto& a, const auto& b) {
    return a.second.opened < b.second.opened;
  });
  if (last == marks.end() || last->second.opened == 0) return Nothing{};
  return Navigate{{.page = Page::kReview, .id = last->first}};
}

Action StarOrNot(const AppState& state) { return ToggleStar{state.review()->id}; }

Action ReadOrNot(const AppState& state) {
  const std::string& id = state.review()->id;
  return SetRead{id, !MarksOf(state.user, id).read};
}

Action ReadBesideOrNot(const AppState& state) {
  return ShowsSecond(state) ? ReadBeside{} : ReadBeside{state.review()->id};
}

Action EditReviewNote(const AppState&) { return FocusOn{"review-note"}; }

Action CopyBibtex(const AppState& state) {
  return CopyText{BibtexOf(*state.review()), Text(Str::copied_bibtex, state.language())};
}

Action StartOrPause(const AppState& state) {
  return Listen{state.listening.on() ? Listen::What::kToggle : Listen::What::kStart};
}

template <int kSteps>
Action SpeechRateBy(const AppState& state) {
  return SetSpeechRate{state.settings.speech_rate + kSteps * kSpeechRateStep};
}

template <int kBy>
Action TextSizeBy(const AppState& state) {
  return SetTextSize{state.settings.text_size + kBy};
}

Action ResetText(const AppState&) { return SetTextSize{kTextSize}; }

template <bool Settings::*kSetting>
Action Switch(const AppState& state) {
  Settings settings = state.settings;
  settings.*kSetting = !(settings.*kSetting);
  return ChangeSettings{settings};
}

Action ToggleTypeface(const AppState& state) {
  using typeset::Family;
  Settings settings = state.settings;
  settings.family = settings.family == Family::kSerif ? Family::kSans : Family::kSerif;
  return ChangeSettings{settings};
}

Action ToggleLanguage(const AppState& state) {
  Settings settings = state.settings;
  const bool hebrew = settings.language == Language::kHebrew;
  settings.language = hebrew ? Language::kEnglish : Language::kHebrew;
  return ChangeSettings{settings};
}

Action Applying(ThemeId theme, const AppState& state) {
  Settings settings = state.settings;
  settings.follow_system = false;
  settings.theme = theme;
  return ChangeSettings{settings};
}

template <ThemeId kTheme>
Action InTheme(const AppState& state) {
  return Applying(kTheme, state);
}

Action NextTheme(const AppState& state) {
  const int next = static_cast<int>(ThemeFor(state.settings, state.system)) + 1;
  return Applying(static_cast<ThemeId>(next % kThemeCount), state);
}

Action FollowSystem(const AppState& state) {
  Settings settings = state.settings;
  settings.follow_system = true;
  return ChangeSettings{settings};
}

// The selection becomes a highlight of this colour, or the open highlight takes it.
template <uint8_t kColour>
Action HighlightIn(const AppState& state) {
  if (HasSelection(state)) return AddHighlight{kColour};
  return ColourHighlight{state.review()->id, state.keep.open_highlight, kColour};
}

// Closes what is on top, and that alone: what one searched for and filtered by stays.
Action GoBack(const AppState& state) {
  if (state.overlay != Overlay::kNone) return CloseOverlay{};
  if (state.keep.open_note.block >= 0) return OpenNote{};
  if (!state.keep.open_highlight.empty()) return OpenHighlight{};
  if (HasSelection(state)) return DropSelection{};
  if (state.hits.finding) return CloseFind{};
  if (ShowsHitsBar(state)) return DismissHits{};
  if (state.listening.on()) return Listen{Listen::What::kStop};
  if (state.focused && ReviewIsOpen(state)) return ToggleFocus{};
  if (state.route.page != Page::kCatalog) return ShowCatalog(state);
  return Nothing{};
}

constexpr CommandInfo kCommands[] = {
    {Command::kSearch, Make<GoToSearch>, Str::action_search, "/ Ctrl+k", Icon::search},
    {Command::kPalette, Toggle<Overlay::kPalette>, Str::palette, "Ctrl+Shift+p", Icon::command},
    {Command::kShortcuts, Toggle<Overlay::kShortcuts>, Str::action_open_shortcuts, "?",
     Icon::keyboard},
    {Command::kBack, GoBack, Str::shortcut_back, "Escape", Icon::close},
    {Command::kCatalog, ShowCatalog, Str::action_open_catalog, "", Icon::library},
    {Command::kOverview, Open<Page::kOverview>, Str::action_open_overview, "", Icon::chart},
    {Command::kHighlights, Open<Page::kHighlights>, Str::action_open_highlights, "",
     Icon::highlight},
    {Command::kLists, Open<Page::kLists>, Str::action_open_lists, "", Icon::list},
    {Command::kDocuments, Open<Page::kDocuments>, Str::action_open_documents, "", Icon::folder},
    {Command::kSettings, Open<Page::kSettings>, Str::action_open_settings, "Ctrl+,",
     Icon::settings},
    {Command::kAbout, Open<Page::kAbout>, Str::action_open_about, "", Icon::info},
    {Command::kNextReview, Step<1>, Str::action_next_review, "j n", Icon::chevron_down,
     CommandGroup::kCatalog, HasReviews},
    {Command::kPreviousReview, Step<-1>, Str::action_previous_review, "k p", Icon::chevron_up,
     CommandGroup::kCatalog, HasReviews},
    {Command::kRandomReview, OpenRandom, Str::action_random, "", Icon::library,
     CommandGroup::kCatalog, HasReviews},
    {Command::kResume, Resume, Str::action_resume_last, "", Icon::clock, CommandGroup::kCatalog,
     HasReviews},
    {Command::kToggleStar, StarOrNot, Str::action_toggle_star, "s", Icon::star,
     CommandGroup::kReading, ReviewIsOpen},
    {Command::kToggleRead, ReadOrNot, Str::action_toggle_read, "r", Icon::check,
     CommandGroup::kReading, ReviewIsOpen},
    {Command::kToggleFilters, ToggleFilters, Str::action_toggle_filters, "f", Icon::filter,
     CommandGroup::kCatalog},
    {Command::kToggleContents, Toggle<Overlay::kContents>, Str::action_toggle_contents, "c",
     Icon::contents, CommandGroup::kReading, ReviewIsOpen},
    {Command::kToggleTable, ToggleTable, Str::action_toggle_view, "v", Icon::table,
     CommandGroup::kCatalog},
    {Command::kAddToList, Toggle<Overlay::kAddToList>, Str::list_add, "l", Icon::list,
     CommandGroup::kReading, ReviewIsOpen},
    {Command::kCopyLink, Make<CopyLink>, Str::action_copy_link, "", Icon::link,
     CommandGroup::kReading, ReviewIsOpen},
    {Command::kCopyBibtex, CopyBibtex, Str::copy_bibtex, "b", Icon::copy, CommandGroup::kReading,
     PaperIsKnown},
    {Command::kPrint, Make<PrintPage>, Str::print_review, "", Icon::print, CommandGroup::kReading,
     ReviewIsOpen},
    {Command::kNextTheme, NextTheme, Str::action_next_theme, "t", Icon::sun},
    {Command::kToggleTypeface, ToggleTypeface, Str::action_toggle_typeface, "", Icon::text_size},
    {Command::kToggleLanguage, ToggleLanguage, Str::action_toggle_language, "", Icon::globe},
    {Command::kToggleJustify, Switch<&Settings::justify>, Str::action_toggle_justify, "",
     Icon::text_size},
    {Command::kLargerText, TextSizeBy<1>, Str::text_larger, "+ =", Icon::plus,
     CommandGroup::kReading},
    {Command::kSmallerText, TextSizeBy<-1>, Str::text_smaller, "-", Icon::minus,
     CommandGroup::kReading},
    {Command::kResetText, ResetText, Str::action_text_reset, "0", Icon::text_size,
     CommandGroup::kReading},
    {Command::kFollowSystem, FollowSystem, Str::action_theme, "", Icon::sun,
     CommandGroup::kEverywhere, nullptr, Str::theme_follow},
    {Command::kLightTheme, InTheme<ThemeId::kLight>, Str::action_theme, "", Icon::sun,
     CommandGroup::kEverywhere, nullptr, Str::theme_name_light},
    {Command::kDarkTheme, InTheme<ThemeId::kDark>, Str::action_theme, "", Icon::sun,
     CommandGroup::kEverywhere, nullptr, Str::theme_name_dark},
    {Command::kSepiaTheme, InTheme<ThemeId::kSepia>, Str::action_theme, "", Icon::sun,
     CommandGroup::kEverywhere, nullptr, Str::theme_sepia},
    {Command::kContrastTheme, InTheme<ThemeId::kContrast>, Str::action_theme, "", Icon::sun,
     CommandGroup::kEverywhere, nullptr, Str::theme_contrast},
    {Command::kReduceMotion, Switch<&Settings::reduce_motion>, Str::setting_motion, "",
     Icon::settings},
    {Command::kResetSettings, Make<ResetSettings>, Str::settings_reset, "", Icon::undo},
    {Command::kFocus, Make<ToggleFocus>, Str::action_focus, "z", Icon::paper,
     CommandGroup::kReading, ReviewIsOpen},
    {Command::kHideFilters, Switch<&Settings::hide_filters>, Str::action_hide_filters, "F",
     Icon::filter, CommandGroup::kCatalog, HasRoomForFilters},
    {Command::kHideList, Switch<&Settings::hide_list>, Str::action_hide_list, "L", Icon::library,
     CommandGroup::kReading, HasRoomForList},
    {Command::kFullScreen, Make<ToggleFullScreen>, Str::action_full_screen, "", Icon::external},
    {Command::kLicences, Make<OpenLicences>, Str::about_licences, "", Icon::paper},
    {Command::kHighlight, Make<AddHighlight>, Str::selection_highlight, "h", Icon::highlight,
     CommandGroup::kReading, HasSelection},
    {Command::kNote, Make<AddHighlight, uint8_t{0}, true>, Str::shortcut_note, "a", Icon::note,
     CommandGroup::kReading, HasSelection},
    {Command::kOpenFiles, Make<ChooseDocuments, false>, Str::documents_open, "Ctrl+o",
     Icon::upload},
    {Command::kOpenFolder, Make<ChooseDocuments, true>, Str::documents_open_folder, "",
     Icon::folder},
    {Command::kExportDocuments, Make<Export, ExportOf::kDocument, ExportFormat::kJson>,
     Str::documents_export_json, "", Icon::download, CommandGroup::kEverywhere, HasDocuments},
    {Command::kBackup, Make<Export, ExportOf::kEverything, ExportFormat::kJson>,
     Str::action_export_backup, "", Icon::download},
    {Command::kRestore, Make<ChooseBackup>, Str::import_backup, "", Icon::upload},
    {Command::kListen, StartOrPause, Str::shortcut_listen, "e", Icon::speaker,
     CommandGroup::kListening, ReviewIsOpen},
    {Command::kPreviousSentence, Make<Listen, Listen::What::kPrevious>, Str::listen_previous, "[",
     Icon::arrow_right, CommandGroup::kListening, IsListening},
    {Command::kNextSentence, Make<Listen, Listen::What::kNext>, Str::listen_next, "]",
     Icon::arrow_left, CommandGroup::kListening, IsListening},
    {Command::kSlowerSpeech, SpeechRateBy<-1>, Str::listen_slower, "<", Icon::minus,
     CommandGroup::kListening, IsListening},
    {Command::kFasterSpeech, SpeechRateBy<1>, Str::listen_faster, ">", Icon::plus,
     CommandGroup::kListening, IsListening},
    {Command::kStopListening, Make<Listen, Listen::What::kStop>, Str::listen_stop, "q", Icon::stop,
     CommandGroup::kListening, IsListening},
    {Command::kExportResults, Toggle<Overlay::kExport>, Str::export_results, "x", Icon::download,
     CommandGroup::kCatalog, HasResults},
    {Command::kReviewNote, EditReviewNote, Str::note_review, "m", Icon::note,
     CommandGroup::kReading, ReviewIsOpen},
    {Command::kNextHighlight, Make<OpenNextHighlight>, Str::action_next_highlight, ".",
     Icon::highlight, CommandGroup::kReading, HasHighlights},
    {Command::kFind, Make<OpenFind>, Str::find_in_review, "i", Icon::search, CommandGroup::kReading,
     ReviewIsOpen},
    {Command::kNextHit, Make<ShowHit, 1>, Str::hit_next, "y", Icon::chevron_down,
     CommandGroup::kReading, HasHits},
    {Command::kPreviousHit, Make<ShowHit, -1>, Str::hit_previous, "u", Icon::chevron_up,
     CommandGroup::kReading, HasHits},
    {Command::kYellowHighlight, HighlightIn<0>, Str::action_highlight_in, "1", Icon::highlight,
     CommandGroup::kReading, HasColour, Str::color_yellow},
    {Command::kGreenHighlight, HighlightIn<1>, Str::action_highlight_in, "2", Icon::highlight,
     CommandGroup::kReading, HasColour, Str::color_green},
    {Command::kBlueHighlight, HighlightIn<2>, Str::action_highlight_in, "3", Icon::highlight,
     CommandGroup::kReading, HasColour, Str::color_blue},
    {Command::kPinkHighlight, HighlightIn<3>, Str::action_highlight_in, "4", Icon::highlight,
     CommandGroup::kReading, HasColour, Str::color_pink},
    {Command::kAllHighlights, Make<FilterHighlights, -1>, Str::action_all_highlights, "",
     Icon::highlight, CommandGroup::kEverywhere, ShowsOneColour},
    {Command::kRetryLibrary, Make<RetryLibrary>, Str::library_retry, "", Icon::library,
     CommandGroup::kCatalog, LacksFiles},
    {Command::kJoinBackup, Make<JoinBackup>, Str::backup_join, "", Icon::upload,
     CommandGroup::kEverywhere, IsOfferedBackup},
    {Command::kUndo, Make<UndoChange>, Str::undo, "", Icon::undo, CommandGroup::kEverywhere,
     CanUndo},
    {Command::kKeepAgain, Make<KeepAgain>, Str::keep_again, "", Icon::download,
     CommandGroup::kEverywhere, WasCleared},
    {Command::kTakeUpdate, Make<TakeUpdate>, Str::update_now, "", Icon::download,
     CommandGroup::kEverywhere, IsOfferedUpdate},
    {Command::kReadBeside, ReadBesideOrNot, Str::beside_open, "w", Icon::columns,
     CommandGroup::kReading, HasRoomForSecond},
    {Command::kSwapReviews, Make<SwapReviews>, Str::beside_swap, "W", Icon::swap,
     CommandGroup::kReading, ShowsSecond},
    {Command::kListSheet, Toggle<Overlay::kList>, Str::action_list_sheet, "", Icon::list,
     CommandGroup::kReading, IsListSheet},
};

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
  const CommandInfo& info = InfoOf(command);
  if (Applies(info, state)) Apply(info.action(state), state);
}

std::string Shortcut(Command command) {
  std::string keys(InfoOf(command).keys);
  constexpr std::string_view kOurs = "Ctrl+", kTheirs = "Control+";
  for (size_t at = keys.find(kOurs); at != keys.npos; at = keys.find(kOurs, at + kTheirs.size())) {
    keys.replace(at, kOurs.size(), kTheirs);
  }
  return keys;
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
  // Another note may be typed in from now on.
  if (chord.ends_with(":Focus")) state.keep.edited_note = {};
  if (chord == "bars:Focus") {
    BringBars(state);
    return true;
  }
  constexpr std::string_view kSearchField = "search:";
  if (chord.starts_with(kSearchField)) {
    return SearchKey(chord.substr(kSearchField.size()), state);
  }
  constexpr std::string_view kFindField = "find-field:";
  if (chord.starts_with(kFindField)) return FindKey(chord.substr(kFindField.size()), state);
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

}  // namespace skira::app
