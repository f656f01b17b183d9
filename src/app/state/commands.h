// Commands: everything that can be done from anywhere, by key, by palette or by button. One table
// (commands.cpp) names them, says when they apply, which keys they have and which action they are.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/model/action.h"
#include "app/resources/icons.h"
#include "app/resources/strings.h"

namespace skira::app {

struct AppState;

enum class Command : uint8_t {
  kSearch,
  kPalette,
  kShortcuts,
  kBack,
  kCatalog,
  kOverview,
  kHighlights,
  kLists,
  kDocuments,
  kSettings,
  kAbout,
  kNextReview,
  kPreviousReview,
  kRandomReview,
  kResume,
  kToggleStar,
  kToggleRead,
  kToggleFilters,
  kToggleContents,
  kToggleTable,
  kAddToList,
  kCopyLink,
  kCopyBibtex,
  kPrint,
  kNextTheme,
  kToggleTypeface,
  kToggleLanguage,
  kToggleJustify,
  kLargerText,
  kSmallerText,
  kResetText,
  kFollowSystem,
  kLightTheme,
  kDarkTheme,
  kSepiaTheme,
  kContrastTheme,
  kReduceMotion,
  kResetSettings,
  kFocus,
  kHideFilters,
  kHideList,
  kFullScreen,
  kLicences,
  kHighlight,
  kNote,
  kOpenFiles,
  kOpenFolder,
  kExportDocuments,
  kBackup,
  kRestore,
  kListen,
  kPreviousSentence,
  kNextSentence,
  kSlowerSpeech,
  kFasterSpeech,
  kStopListening,
  kExportResults,
  kReviewNote,
  kNextHighlight,
  kFind,
  kNextHit,
  kPreviousHit,
  kYellowHighlight,  // the colours in the order of Theme::highlight
  kGreenHighlight,
  kBlueHighlight,
  kPinkHighlight,
  kAllHighlights,
  kRetryLibrary,
  kJoinBackup,
  kUndo,
  kKeepAgain,
  kTakeUpdate,
  kReadBeside,
  kSwapReviews,
  kListSheet,
};

// Which part of the shortcuts' sheet a command stands in.
enum class CommandGroup : uint8_t { kEverywhere, kCatalog, kReading, kListening };

struct CommandInfo {
  Command command;
  Action (*action)(const AppState&);  // what it comes to, where it applies
  Str name;
  std::string_view keys;  // "Ctrl+k", "/", several with a space between; empty: none
  Icon icon = Icon::none;
  CommandGroup group = CommandGroup::kEverywhere;
  bool (*applies)(const AppState&) = nullptr;  // null: always
  std::optional<Str> detail{};                 // what the name's "%s" stands for
};

std::span<const CommandInfo> Commands();
const CommandInfo& InfoOf(Command command);
// The command's name as one reads it.
std::string CommandName(const CommandInfo& info, Language language);
bool Applies(const CommandInfo& info, const AppState& state);

// Its keys as aria-keyshortcuts has them: "/ Control+k".
std::string Shortcut(Command command);

// Applies a command's action; nothing where the command does not apply.
void RunCommand(Command command, AppState& state);

// A key as "Ctrl+Shift+P", "?" or "ArrowDown" (Ctrl is also the Mac's command key), or what happens
// in a field, by its semantics node's id: "search:Enter", "search:Focus". Returns whether anything
// had it.
bool HandleKey(std::string_view chord, AppState& state);

}  // namespace skira::app
