#include "app/state/commands.h"

#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>

#include "app/state/app_state.h"
#include "effects.h"

namespace skira::app {
namespace {

std::vector<std::string> KeysOf(std::string_view keys) {
  std::vector<std::string> all;
  while (!keys.empty()) {
    const size_t end = std::min(keys.find(' '), keys.size());
    all.emplace_back(keys.substr(0, end));
    keys.remove_prefix(std::min(end + 1, keys.size()));
  }
  return all;
}

TEST_CASE("no two commands share a key") {
  std::map<std::string, int> uses;
  for (const CommandInfo& info : Commands()) {
    for (const std::string& key : KeysOf(info.keys)) ++uses[key];
  }
  for (const auto& [key, count] : uses) {
    INFO(key);
    CHECK(count == 1);
  }
}

TEST_CASE("every command is in the table once, with an action and a whole name in both languages") {
  std::set<Command> seen;
  for (const CommandInfo& info : Commands()) {
    CHECK(seen.insert(info.command).second);
    CHECK(info.action != nullptr);
    for (const Language language : {Language::kHebrew, Language::kEnglish}) {
      const std::string name = CommandName(info, language);
      INFO(name);
      CHECK_FALSE(name.empty());
      CHECK(name.find('%') == name.npos);
    }
  }
}

TEST_CASE("a command's name says what it is about") {
  CHECK(CommandName(InfoOf(Command::kSepiaTheme), Language::kEnglish) == "Theme: Sepia");
  CHECK(CommandName(InfoOf(Command::kSepiaTheme), Language::kHebrew) == "ערכת צבעים: ספיה");
}

TEST_CASE("a button has the keys of its command's row, as aria-keyshortcuts writes them") {
  CHECK(Shortcut(Command::kSearch) == "/ Control+k");
  CHECK(Shortcut(Command::kPalette) == "Control+Shift+p");
  CHECK(Shortcut(Command::kToggleStar) == "s");
  CHECK(Shortcut(Command::kAbout).empty());
}

TEST_CASE("over a dialog no key reaches what lies below it") {
  AppState state;
  Review review;
  review.id = "a";
  SetCatalog({.sources = {}, .reviews = {review}}, state);
  Apply(OpenOverlay{Overlay::kShortcuts}, state);
  CHECK_FALSE(HandleKey("j", state));
  CHECK_FALSE(HandleKey("t", state));
  CHECK(state.overlay == Overlay::kShortcuts);
  CHECK(state.open_review == -1);
  CHECK(HandleKey("Escape", state));
  CHECK(HandleKey("j", state));
  CHECK(state.open_review == 0);
}

TEST_CASE(
    "Escape closes what is on top and that alone, and leaves search and filters as they are") {
  AppState state;
  Review review;
  review.id = "a";
  review.blocks.push_back({.spans = {{.text = "ינשופים בלילה"}}});
  SetCatalog({.sources = {}, .reviews = {review}}, state);
  Apply(Resize{1440, 900, 1}, state);
  ListQuery query;
  query.text = "ינשוף";
  query.code = true;
  Apply(ShowList{query}, state);
  CHECK(HandleKey("Escape", state));
  CHECK(state.list == query);
  Apply(Navigate{{.page = Route::Page::kReview, .id = "a"}}, state);
  Apply(SelectText{{{0, 0}, {0, 4}}}, state);
  Apply(OpenOverlay{Overlay::kShortcuts}, state);
  HandleKey("Escape", state);
  CHECK(state.overlay == Overlay::kNone);
  CHECK_FALSE(state.keep.selection.empty());
  HandleKey("Escape", state);
  CHECK(state.keep.selection.empty());
  CHECK(state.route.id == "a");
  HandleKey("Escape", state);
  CHECK(state.route.page == Route::Page::kCatalog);
  CHECK(state.list == query);
}

// What the history is told when `action` is done.
std::vector<std::string> OverlayEffects(const Action& action, AppState& state) {
  state.effects.clear();
  Apply(action, state);
  std::vector<std::string> told;
  for (const auto& overlay : EffectsOf<effect::Overlay>(state.effects)) {
    told.emplace_back(overlay.opened ? "opened" : "closed");
  }
  return told;
}

TEST_CASE("on a phone a dialog takes a place in the history once and leaves it once") {
  using Told = std::vector<std::string>;
  AppState state;
  Apply(Resize{390, 844, 2}, state);
  CHECK(OverlayEffects(OpenOverlay{Overlay::kPages}, state) == Told{"opened"});
  CHECK(OverlayEffects(OpenOverlay{Overlay::kPalette}, state) == Told{});
  CHECK(OverlayEffects(Run{Command::kAbout}, state) == Told{"closed"});
  CHECK(OverlayEffects(CloseOverlay{}, state) == Told{});
}

TEST_CASE("on a wide screen with a mouse the history knows nothing of dialogs that open") {
  AppState state;
  Apply(Resize{1440, 900, 1}, state);
  CHECK(OverlayEffects(OpenOverlay{Overlay::kPalette}, state).empty());
  Apply(CloseOverlay{}, state);
  Apply(SetSystem{{.coarse_pointer = true}}, state);
  CHECK(OverlayEffects(OpenOverlay{Overlay::kPalette}, state) ==
        std::vector<std::string>{"opened"});
}

TEST_CASE("a sweep turns pages as a book of the interface's language does") {
  AppState state;
  Review first, second;
  first.id = "first";
  first.date = Date{2025, 2, 1};
  second.id = "second";
  second.date = Date{2025, 1, 1};
  SetCatalog({.sources = {}, .reviews = {first, second}}, state);
  CHECK_FALSE(HandleKey("SwipeRight", state));
  Apply(Navigate{{.page = Route::Page::kReview, .id = "first"}}, state);
  CHECK(HandleKey("SwipeRight", state));
  CHECK(state.route.id == "second");
  CHECK(HandleKey("SwipeLeft", state));
  CHECK(state.route.id == "first");
  Apply(ChangeSettings{Settings{.language = Language::kEnglish}}, state);
  CHECK(HandleKey("SwipeLeft", state));
  CHECK(state.route.id == "second");
}

}  // namespace
}  // namespace skira::app
