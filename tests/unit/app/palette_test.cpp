#include "app/state/palette.h"

#include <catch2/catch_test_macros.hpp>

#include "app/state/app_state.h"
#include "app/state/commands.h"

namespace skira::app {
namespace {

Review Titled(std::string id, std::string title) {
  Review review;
  review.id = std::move(id);
  review.title = std::move(title);
  return review;
}

// The state with the palette open and `text` typed into it.
AppState Searched(std::string text) {
  AppState state;
  SetCatalog({.sources = {},
              .reviews = {Titled("adam", "Adam: A Method"), Titled("shalom", "שלום לרשתות"),
                          Titled("madam", "The Madam of Networks")}},
             state);
  Apply(OpenOverlay{Overlay::kPalette}, state);
  Apply(SearchPalette{std::move(text)}, state);
  return state;
}

std::vector<Command> CommandsFound(const AppState& state) {
  std::vector<Command> found;
  for (const PaletteRow& row : state.palette.rows) {
    if (row.command >= 0) found.push_back(Commands()[static_cast<size_t>(row.command)].command);
  }
  return found;
}

std::vector<std::string> ReviewsFound(const AppState& state) {
  std::vector<std::string> found;
  for (const PaletteRow& row : state.palette.rows) {
    if (row.review >= 0) found.push_back(state.catalog.reviews[size_t(row.review)].id);
  }
  return found;
}

TEST_CASE("an empty palette lists every command that applies and no review") {
  const AppState state = Searched("");
  size_t applying = 0;
  for (const CommandInfo& info : Commands()) applying += Applies(info, state);
  CHECK(state.palette.rows.size() == applying - 1);  // but for the palette's own
  CHECK(ReviewsFound(state).empty());
}

TEST_CASE("commands are found by their names in both languages, whatever the interface's") {
  const std::vector<Command> sepia = {Command::kSepiaTheme};
  CHECK(CommandsFound(Searched("SEPIA")) == sepia);
  CHECK(CommandsFound(Searched("ספיה")) == sepia);
  CHECK(CommandsFound(Searched("צבעים ספיה")) == sepia);
}

TEST_CASE("points and final letters make no difference to the palette") {
  CHECK(ReviewsFound(Searched("שָׁלוֹם")) == std::vector<std::string>{"shalom"});
  CHECK(ReviewsFound(Searched("שלומ")) == std::vector<std::string>{"shalom"});
}

TEST_CASE("reviews come after commands, those whose words begin so first") {
  const AppState state = Searched("adam");
  CHECK(ReviewsFound(state) == std::vector<std::string>{"adam", "madam"});
  CHECK(static_cast<size_t>(FirstPaletteReview(state.palette)) == CommandsFound(state).size());
}

TEST_CASE("a palette that finds nothing has no rows, and Enter does nothing") {
  AppState state = Searched("qqqqq");
  CHECK(state.palette.rows.empty());
  CHECK(HandleKey("Enter", state));
  CHECK(state.overlay == Overlay::kPalette);
}

TEST_CASE("arrows move through the palette, past its end to its start, and Enter runs the row") {
  AppState state = Searched("adam");
  const int count = static_cast<int>(state.palette.rows.size());
  REQUIRE(count >= 2);
  CHECK(HandleKey("ArrowUp", state));
  CHECK(state.palette.chosen == count - 1);
  CHECK(HandleKey("ArrowDown", state));
  CHECK(state.palette.chosen == 0);
  Apply(RunPalette{count - 1}, state);
  CHECK(state.overlay == Overlay::kNone);
  CHECK(state.route.id == "madam");
}

TEST_CASE("a palette that was closed opens empty") {
  AppState state = Searched("adam");
  Apply(CloseOverlay{}, state);
  Apply(OpenOverlay{Overlay::kPalette}, state);
  CHECK(state.palette.text.empty());
  CHECK(state.palette.chosen == 0);
}

}  // namespace
}  // namespace skira::app
