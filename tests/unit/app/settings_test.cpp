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
