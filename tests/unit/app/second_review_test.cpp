// Two reviews side by side, and the list over a review that has the screen alone.
#include "app/state/second_review.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "app/state/bars.h"
#include "app/state/commands.h"
#include "app/state/list_sheet.h"
#include "bundled_fonts.h"
#include "review/json.h"
#include "screen.h"

namespace skira::app {
namespace {

using Page = Route::Page;

Block Paragraph(const std::string& text) {
  Block block;
  block.spans.push_back({.text = text});
  return block;
}

// Reviews "r0", "r1", … of many paragraphs each.
Catalog Library(int count) {
  Catalog catalog{.sources = {{.name = "otters.md"}}};
  for (int i = 0; i < count; ++i) {
    Review review;
    review.id = "r" + std::to_string(i);
    review.title = "Review of Otters, Part " + std::to_string(i);
    for (int p = 0; p < 40; ++p) {
      review.blocks.push_back(Paragraph("Otters hold hands while they sleep, part after part."));
    }
    catalog.reviews.push_back(std::move(review));
  }
  return catalog;
}

AppState Opened(float width, float height) {
  AppState state;
  SetCatalog(Library(200), state);
  Apply(Resize{width, height, 1}, state);
  Apply(Navigate{{.page = Page::kReview, .id = "r3"}}, state);
  return state;
}

TEST_CASE("a review stays beside the open one from 1,200 px on") {
  AppState state = Opened(1199, 800);
  Apply(Run{Command::kReadBeside}, state);
  CHECK(state.second_review() == nullptr);
  Apply(Resize{1200, 800, 1}, state);
  Apply(Scroll{Pane::kReview, 300}, state);
  Apply(Run{Command::kReadBeside}, state);
  REQUIRE(ShowsSecond(state));
  CHECK(state.second_review()->id == "r3");
  CHECK(state.scroll(Pane::kSecond) == 300);
  Apply(Navigate{{.page = Page::kReview, .id = "r5"}}, state);
  CHECK(state.second_review()->id == "r3");
  CHECK(state.review()->id == "r5");
  CHECK(state.scroll(Pane::kSecond) == 300);
  CHECK(state.scroll(Pane::kReview) == 0);
  Apply(Resize{1100, 800, 1}, state);
  CHECK_FALSE(ShowsSecond(state));
  Apply(Resize{1300, 800, 1}, state);
  CHECK(ShowsSecond(state));
  Apply(Navigate{{}}, state);
  CHECK_FALSE(ShowsSecond(state));  // where no review is open, none is beside it
  Apply(Navigate{{.page = Page::kReview, .id = "r5"}}, state);
  Apply(Run{Command::kReadBeside}, state);
  CHECK(state.second_review() == nullptr);
}

TEST_CASE("both reviews have 400 px and the list what is left") {
  AppState state = Opened(1200, 800);
  Apply(ReadBeside{"r3"}, state);
  CHECK(ListWidth(state).width == 280);
  CHECK(ListWidth(state).most == 1200 - 2 * 400);
  Apply(Resize{1600, 900, 1}, state);
  CHECK_FALSE(ShowsFiltersBeside(state));
  Apply(ReadBeside{}, state);
  CHECK(ShowsFiltersBeside(state));
}

TEST_CASE("two reviews change places, each where it was scrolled to") {
  AppState state = Opened(1400, 800);
  Apply(ReadBeside{"r3"}, state);
  Apply(Scroll{Pane::kSecond, 120}, state);
  Apply(Navigate{{.page = Page::kReview, .id = "r7"}}, state);
  Apply(Scroll{Pane::kReview, 480}, state);
  Apply(ScrollBlock{Pane::kReview, 2, -30}, state);
  Apply(ScrollBlock{Pane::kSecond, 1, -20}, state);
  Apply(Run{Command::kSwapReviews}, state);
  CHECK(state.review()->id == "r3");
  CHECK(state.second_review()->id == "r7");
  CHECK(state.scroll(Pane::kReview) == 120);
  CHECK(state.scroll(Pane::kSecond) == 480);
  CHECK(state.block_scroll == std::vector<float>{0, -20});
  CHECK(state.second.block_scroll == std::vector<float>{0, 0, -30});
}

TEST_CASE("the review beside is found again in another catalog, and gone where that lacks it") {
  AppState state = Opened(1400, 800);
  Apply(ReadBeside{"r3"}, state);
  Catalog other = Library(2);
  std::swap(other.reviews[0], other.reviews[1]);
  SetCatalog(std::move(other), state);
  CHECK(state.second_review() == nullptr);
  Catalog more = Library(10);
  std::reverse(more.reviews.begin(), more.reviews.end());
  SetCatalog(std::move(more), state);
  REQUIRE(state.second_review() != nullptr);
  CHECK(state.second_review()->id == "r3");
}

TEST_CASE("the review beside is an article of its own that scrolls, with its tools above it") {
  Screen screen(Fonts(), 1400, 900);
  REQUIRE(screen.reader.LoadExport(WriteJson(Library(10), false)) == std::nullopt);
  screen.Go("#/r/r3");
  screen.Do(ReadBeside{"r3"});
  screen.Go("#/r/r6");
  screen.Frame();
  screen.Frame();
  const auto articles =
      screen.All([](const SemanticsNode& node) { return node.role == Role::kArticle; });
  REQUIRE(articles.size() == 2);
  const auto ids = std::set<std::string>{articles[0]->id, articles[1]->id};
  CHECK(ids == std::set<std::string>{"r3", "r6"});
  for (const SemanticsNode* article : articles) {
    CHECK(article->box.width >= 400);
    CHECK(article->scroll_height > article->box.height);
  }
  const auto panes = screen.All(
      [](const SemanticsNode& node) { return node.id == "review" || node.id == "second"; });
  REQUIRE(panes.size() == 2);
  CHECK(panes[0]->box.x != panes[1]->box.x);
  const SemanticsNode* swap = screen.Find(Role::kButton, Text(Str::beside_swap, Language::kHebrew));
  REQUIRE(swap != nullptr);
  screen.Press(*swap);
  CHECK(screen.reader.state().review()->id == "r3");
  screen.Frame();
  const SemanticsNode* close =
      screen.Find(Role::kButton, Text(Str::beside_close, Language::kHebrew));
  REQUIRE(close != nullptr);
  screen.Press(*close);
  screen.Frame();
  CHECK(screen.All([](const SemanticsNode& node) { return node.role == Role::kArticle; }).size() ==
        1);
}

TEST_CASE("on a low screen the list is a sheet over the review, with the open one in sight") {
  AppState state = Opened(844, 390);
  CHECK(IsListSheet(state));
  Apply(Navigate{{.page = Page::kReview, .id = "r100"}}, state);
  const ListSheetRows rows = RowsOfListSheet(state);
  CHECK(rows.end - rows.begin == 2 * kListSheetEachWay);
  CHECK(state.listing.order[static_cast<size_t>(rows.open)] == state.open_review);
  Apply(OpenOverlay{Overlay::kList}, state);
  CHECK(state.scroll(Pane::kOverlay) == (kListSheetEachWay - 1) * kListSheetRow);
  Apply(Resize{390, 844, 3}, state);
  CHECK_FALSE(IsListSheet(state));  // upright its own page is one press away
  Apply(Resize{1280, 720, 1}, state);
  CHECK_FALSE(IsListSheet(state));
  Apply(Run{Command::kFocus}, state);
  CHECK(IsListSheet(state));
}

TEST_CASE("a row of the sheet leads to its review and closes the sheet") {
  Screen screen(Fonts(), 844, 390);
  REQUIRE(screen.reader.LoadExport(WriteJson(Library(10), false)) == std::nullopt);
  screen.Go("#/r/r3");
  screen.Do(OpenOverlay{Overlay::kList});
  screen.Frame();
  const auto rows = screen.All([](const SemanticsNode& node) {
    return node.role == Role::kLink && node.href.starts_with("#/r/");
  });
  REQUIRE(rows.size() >= 10);
  const auto other = std::find_if(rows.begin(), rows.end(),
                                  [](const SemanticsNode* row) { return row->id == "r7"; });
  REQUIRE(other != rows.end());
  screen.Press(**other);
  CHECK(screen.reader.state().review()->id == "r7");
  CHECK(screen.reader.state().overlay == Overlay::kNone);
}

}  // namespace
}  // namespace skira::app
