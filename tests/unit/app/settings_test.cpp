#include "app/model/settings.h"

#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "app/state/app_state.h"
#include "app/state/commands.h"

namespace skira::app {
namespace {

TEST_CASE("settings are kept within their bounds, whatever asks for them") {
  AppState state;
  Settings wild;
  wild.text_size = 4000;
  wild.line_height = 0;
  wild.column_width = std::numeric_limits<float>::quiet_NaN();
  Apply(ChangeSettings{wild}, state);
  CHECK(state.settings == Settings{.text_size = kMostTextSize, .line_height = kLeastLineHeight});
}

TEST_CASE("resetting brings everything back but the language, and says so") {
  AppState state;
  Settings own{.follow_system = false,
               .theme = ThemeId::kSepia,
               .family = typeset::Family::kSans,
               .text_size = 30,
               .justify = true,
               .language = Language::kEnglish,
               .reduce_motion = true};
  Apply(ChangeSettings{own}, state);
  RunCommand(Command::kResetSettings, state);
  CHECK(state.settings == Settings{.language = Language::kEnglish});
  CHECK(state.notice.text.empty());  // once they are kept
  Apply(RecordsKept{state.keep.handed_over}, state);
  CHECK(state.notice.text == Text(Str::settings_reset_done, Language::kEnglish));
}

TEST_CASE("what one press takes away is offered back: settings, the history of searches") {
  AppState state;
  const Settings own{.follow_system = false, .theme = ThemeId::kSepia, .text_size = 30};
  Apply(ChangeSettings{own}, state);
  state.user.searches = {"ינשופים", "owls"};
  const Settings before = state.settings;
  RunCommand(Command::kResetSettings, state);
  Apply(RecordsKept{state.keep.handed_over}, state);
  CHECK(state.notice.offer == Command::kUndo);
  Apply(Run{Command::kUndo}, state);
  CHECK(state.settings == before);

  Apply(ForgetSearches{}, state);
  CHECK(state.user.searches.empty());
  Apply(RecordsKept{state.keep.handed_over}, state);
  CHECK(state.notice.text == Text(Str::search_history_cleared, state.language()));
  CHECK(state.notice.offer == Command::kUndo);
  SECTION("by the notice") {
    Apply(Run{Command::kUndo}, state);
    CHECK(state.user.searches == std::vector<std::string>{"ינשופים", "owls"});
    CHECK_FALSE(Applies(InfoOf(Command::kUndo), state));
  }
  SECTION("by the command, when the notice has gone by itself") {
    Apply(DismissNotice{state.notice.number}, state);
    CHECK(state.notice.text.empty());
    Apply(Run{Command::kUndo}, state);
    CHECK(state.user.searches == std::vector<std::string>{"ינשופים", "owls"});
  }
}

TEST_CASE("a pinch sets the text in whole pixels and no larger than it may be") {
  AppState state;
  Apply(SetTextSize{22.4f}, state);
  CHECK(state.settings.text_size == 22);
  Apply(SetTextSize{400}, state);
  CHECK(state.settings.text_size == kMostTextSize);
}

TEST_CASE("a theme that is chosen no longer follows the system, until it is asked to") {
  AppState state;
  Apply(SetSystem{{.dark = true}}, state);
  CHECK(state.theme().name == "dark");
  RunCommand(Command::kSepiaTheme, state);
  CHECK(state.theme().name == "sepia");
  RunCommand(Command::kFollowSystem, state);
  CHECK(state.theme().name == "dark");
}

}  // namespace
}  // namespace skira::app
