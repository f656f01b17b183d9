// The catalog is told in parts (Ui::AddPart()): what a page that keeps them has is the list itself.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "bundled_fonts.h"
#include "review/json.h"
#include "screen.h"

namespace skira::app {
namespace {

constexpr int kReviews = 3000;

Review MakeReview(int number) {
  Review review;
  review.id = "r" + std::to_string(number);
  review.title = "Paper " + std::to_string(number);
  review.date = Date{static_cast<int16_t>(2020 + number % 5), static_cast<uint8_t>(1 + number % 12),
                     static_cast<uint8_t>(1 + number % 28)};
  review.topics = {number % 3 == 0 ? "llm" : "diffusion"};
  review.blocks.push_back({});
  review.blocks.back().spans.push_back({.text = number % 2 == 0 ? "even words" : "odd words"});
  return review;
}

void Load(Screen& screen) {
  Catalog catalog;
  catalog.sources = {{.name = "made.txt"}};
  for (int i = 0; i < kReviews; ++i) catalog.reviews.push_back(MakeReview(i));
  REQUIRE(screen.reader.LoadExport(WriteJson(catalog, false)) == std::nullopt);
  screen.Work();
}

// What web/dom-layer.js keeps of the semantics nodes: what was told before stays as it was.
SemanticsNode Merged(const SemanticsNode& now, const SemanticsNode* before) {
  if (now.emitted) {
    INFO(now.id);
    REQUIRE(before != nullptr);
    return *before;
  }
  SemanticsNode merged = now;
  for (SemanticsNode& child : merged.children) {
    const SemanticsNode* known = nullptr;
    if (before != nullptr) {
      const auto same = [&](const SemanticsNode& node) { return node.id == child.id; };
      const auto found = std::find_if(before->children.begin(), before->children.end(), same);
      if (found != before->children.end()) known = &*found;
    }
    child = Merged(child, known);
  }
  return merged;
}

class Page {
 public:
  // Draws until nothing moves; returns the most rows that one frame told.
  int Settle(Screen& screen) {
    int most = 0;
    for (int frames = 0; frames < 200; ++frames) {
      screen.Frame();
      most = std::max(most, Rows(screen.reader.semantics()));
      if (screen.reader.TakeSemanticsChanged()) {
        has_ = Merged(screen.reader.semantics(), &has_);
        screen.reader.MarkEmitted();
      }
      if (!screen.reader.animating()) return most;
    }
    FAIL("the list is never told");
    return most;
  }

  const SemanticsNode* Find(const SemanticsNode& node, std::string_view id) const {
    if (node.id == id) return &node;
    for (const SemanticsNode& child : node.children) {
      if (const SemanticsNode* found = Find(child, id)) return found;
    }
    return nullptr;
  }

  // The rows that the page has are a stretch of the list, each as it is in the state.
  void CheckAgainst(const AppState& state) const {
    const SemanticsNode* list = Find(has_, "catalog-list");
    REQUIRE(list != nullptr);
    int next = -1, rows = 0;
    for (const SemanticsNode& part : list->children) {
      for (const SemanticsNode& item : part.children) {
        if (item.position == 0) continue;  // a heading
        if (next < 0) next = item.position;
        REQUIRE(item.position == next);
        const int place = state.listing.order[static_cast<size_t>(next - 1)];
        const SemanticsNode& link = item.children.front();
        REQUIRE(item.set_size == static_cast<int>(state.listing.order.size()));
        REQUIRE(link.id == "open:" + state.catalog.reviews[static_cast<size_t>(place)].id);
        REQUIRE(link.name == RowName(state, place));
        REQUIRE(link.current == (place == state.open_review));
        ++next;
        ++rows;
      }
    }
    CHECK(rows >= std::min(static_cast<int>(state.listing.order.size()), 500));
  }

 private:
  static int Rows(const SemanticsNode& node) {
    if (node.emitted) return 0;
    int rows = node.role == Role::kListItem && node.position > 0 ? 1 : 0;
    for (const SemanticsNode& child : node.children) rows += Rows(child);
    return rows;
  }

  SemanticsNode has_;
};

TEST_CASE(
    "a search in the other keyboard layout says how it was read, and a press takes the letters") {
  Screen screen(Fonts(), 1440, 900);
  Load(screen);
  screen.Go("#/");
  screen.Do(PickSearch{"קהקמ", true});  // even
  screen.Frame();
  const auto with_id = [&](std::string_view id) {
    return screen.All([&](const SemanticsNode& node) { return node.id == id; });
  };
  CHECK(screen.reader.state().listing.reading == "even");
  REQUIRE(with_id("reading").size() == 1);
  REQUIRE(with_id("as-typed").size() == 1);
  screen.Press(*with_id("as-typed").front());
  screen.Frame();
  CHECK(screen.reader.state().list.text == "=קהקמ");
  CHECK(screen.reader.state().listing.order.empty());
  CHECK(with_id("as-typed").empty());
}

TEST_CASE("rows are told in parts, and the page has each as the list has it") {
  Screen screen(Fonts(), 1440, 900);
  Load(screen);
  Page page;
  const auto settle = [&] {
    const int most = page.Settle(screen);
    page.CheckAgainst(screen.reader.state());
    return most;
  };
  screen.Go("#/");
  CHECK(settle() <= 50);
  CHECK(settle() == 0);

  screen.Go("#/r/r7");
  CHECK(settle() <= 20);
  screen.Do(ToggleStar{"r11"});
  settle();
  screen.Do(SetRead{"r7", true});
  CHECK(settle() <= 20);
  for (const float top : {500.0f, 90000.0f, 91000.0f, 380000.0f, 0.0f}) {
    screen.Do(Scroll{Pane::kCatalog, top});
    CHECK(settle() <= 50);
  }
  for (const std::string_view hash :
       {"#/?group=month", "#/?sort=title", "#/?q=even", "#/?table=1"}) {
    INFO(hash);
    screen.Go(hash);
    CHECK(settle() <= 60);
    screen.Do(Scroll{Pane::kCatalog, 3000});
    settle();
  }
  Settings settings = screen.reader.state().settings;
  settings.language = Language::kEnglish;
  screen.Do(ChangeSettings{settings});
  settle();
  // On a narrow screen the list goes while a review is read, and comes back whole.
  screen.Do(Resize{390, 844, 3});
  screen.Go("#/");
  settle();
  screen.Go("#/r/r8");
  page.Settle(screen);
  screen.Go("#/");
  settle();
}

TEST_CASE("the plain reader is told all rows at once") {
  Screen screen(Fonts(), 1440, 900);
  Load(screen);
  screen.Do(SetSystem{{.plain = true}});
  screen.Go("#/");
  Page page;
  CHECK(page.Settle(screen) == kReviews);
}

}  // namespace
}  // namespace skira::app
