// A library in shards: what is asked for when, what is shown of what has come, what happens when
// something does not come.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string>

#include "app/app.h"
#include "app/state/commands.h"
#include "app/state/documents.h"
#include "app/state/shard_library.h"
#include "effects.h"
#include "review/json.h"
#include "review/report.h"

namespace skira::app {
namespace {

constexpr int kReviews = 2500;

// Review 0 is the newest.
Catalog MakeLibrary() {
  Catalog catalog;
  catalog.sources.push_back({"made.txt", "", 1});
  for (int i = 0; i < kReviews; ++i) {
    Review& review = catalog.reviews.emplace_back();
    review.id = "review-" + std::to_string(i);
    review.title = "Paper number " + std::to_string(i);
    review.date = Date{static_cast<int16_t>(2024 - i / 336), static_cast<uint8_t>(12 - i / 28 % 12),
                       static_cast<uint8_t>(28 - i % 28)};
    review.topics = {i % 2 == 0 ? "llm" : "diffusion"};
    const std::string word = i == 1777 ? "חתולים" : "רשתות";
    review.blocks.emplace_back().spans.push_back({.text = "משפט אחד על " + word + " לומדות"});
  }
  return catalog;
}

struct Page {
  Page() {
    std::string error;
    const auto sink = [&](const std::string& name, std::string_view bytes) {
      files[name] = bytes;
      return true;
    };
    static const std::string json = WriteJson(MakeLibrary(), false);
    REQUIRE(WriteShards(json, {.per_text = 10}, sink, error));
    Apply(Resize{1400, 900, 1}, state);
  }

  void Open() { REQUIRE(OpenLibrary(files.at(std::string(kManifestName)), state) == ""); }

  // The names of what was asked for since the last time.
  std::vector<std::string> Asked() {
    std::vector<std::string> names;
    for (auto& fetch : EffectsOf<effect::Fetch>(std::exchange(state.effects, {}))) {
      names.push_back(fetch.name);
    }
    return names;
  }
  // Answers until nothing is asked for; files whose name begins so do not come.
  void Answer(std::string_view lost = "-") {
    for (auto names = Asked(); !names.empty(); names = Asked()) {
      for (const std::string& name : names) {
        fetched.push_back(name);
        if (name.starts_with(lost)) {
          LoseFile(name, state);
        } else {
          TakeFile(name, files.at(name), state);
        }
      }
    }
  }
  void Go(Route route) { Apply(Navigate{std::move(route)}, state); }
  void Search(const std::string& text) {
    ListQuery query;
    query.text = text;
    Apply(ShowList{query}, state);
  }
  int Fetched(std::string_view kind) const {
    return static_cast<int>(std::count_if(
        fetched.begin(), fetched.end(), [&](const auto& name) { return name.starts_with(kind); }));
  }

  std::map<std::string, std::string> files;
  AppState state;
  std::vector<std::string> fetched;
};

TEST_CASE("the newest reviews are listed before a file has come, all of them in the end") {
  Page page;
  page.Open();
  CHECK(page.state.catalog.reviews.size() == kReviews);
  CHECK(page.state.listing.order.size() == ShardSet::kNewest);
  CHECK(page.state.catalog.reviews[0].title == "Paper number 0");
  page.Answer();
  CHECK(page.state.listing.order.size() == kReviews);
  CHECK(page.Fetched("catalog/") == 3);
  CHECK(page.Fetched("") == 3);
  ListQuery topic;
  topic.topics = {"llm"};
  Apply(ShowList{topic}, page.state);
  CHECK(page.state.listing.order.size() == kReviews / 2);
}

TEST_CASE("a review's text is asked for when it is opened, then its neighbours'") {
  Page page;
  page.Open();
  page.Answer();
  page.Go({.page = Route::Page::kReview, .id = "review-19"});
  CHECK(TextOfOpenReview(page.state) == TextState::kComing);
  page.Answer();
  REQUIRE(page.state.review() != nullptr);
  CHECK(TextOfOpenReview(page.state) == TextState::kHere);
  CHECK(page.state.review()->blocks[0].spans[0].text == "משפט אחד על רשתות לומדות");
  CHECK(page.Fetched("text/") == 2);  // its own and that of review 20
}

TEST_CASE("a link to a review whose row has not come opens it all the same") {
  Page page;
  page.Open();
  page.Go({.page = Route::Page::kReview, .id = "review-2222"});
  CHECK(page.state.open_review == -1);
  CHECK(TextOfOpenReview(page.state) == TextState::kComing);
  page.Answer("catalog/");
  REQUIRE(page.state.review() != nullptr);
  CHECK(page.state.review()->id == "review-2222");
  CHECK(TextOfOpenReview(page.state) == TextState::kHere);
}

TEST_CASE("a link to no review says so when its file has come") {
  Page page;
  page.Open();
  page.Go({.page = Route::Page::kReview, .id = "no-such-review"});
  CHECK(TextOfOpenReview(page.state) == TextState::kComing);
  page.Answer();
  CHECK(page.state.open_review == -1);
  CHECK(TextOfOpenReview(page.state) == TextState::kHere);
}

TEST_CASE("a search asks for what it needs and is partial until that has come") {
  Page page;
  page.Open();
  page.Answer();
  page.Search("חתולים");
  CHECK(page.state.listing.partial);
  page.Answer();
  CHECK_FALSE(page.state.listing.partial);
  CHECK(page.state.listing.order == std::vector<int>{1777});
  page.fetched.clear();
  page.Search("");
  page.Search("חתולים");
  page.Answer();
  CHECK(page.fetched.empty());
}

TEST_CASE("what could not be had is told once, done without, and asked for again") {
  Page page;
  page.Open();
  page.Answer();
  page.Go({.page = Route::Page::kReview, .id = "review-100"});
  page.Answer("text/");
  CHECK(TextOfOpenReview(page.state) == TextState::kLost);
  CHECK(page.state.notice.offer == Command::kRetryLibrary);
  CHECK(page.state.review()->title == "Paper number 100");
  RunCommand(Command::kRetryLibrary, page.state);
  CHECK(TextOfOpenReview(page.state) == TextState::kComing);
  page.Answer();
  CHECK(TextOfOpenReview(page.state) == TextState::kHere);
  page.Go({});
  page.Search("חתולים");
  page.Answer("postings/");
  CHECK_FALSE(page.state.listing.partial);
  CHECK(page.state.listing.order.empty());
  RunCommand(Command::kRetryLibrary, page.state);
  page.Answer();
  CHECK(page.state.listing.order == std::vector<int>{1777});
}

TEST_CASE("other bytes than those that were asked for count as lost") {
  Page page;
  page.Open();
  page.Answer();
  page.Go({.page = Route::Page::kReview, .id = "review-100"});
  for (const std::string& name : page.Asked()) TakeFile(name, "<!doctype html>", page.state);
  CHECK(TextOfOpenReview(page.state) == TextState::kLost);
  TakeFile("text/7-00000000.json", "", page.state);  // nobody asked for it
}

TEST_CASE("a page of the catalog that does not come leaves the others") {
  Page page;
  page.Open();
  page.Answer("catalog/1-");
  CHECK(page.state.listing.order.size() == kReviews - ShardSet::kPerPage);
  CHECK(page.state.notice.offer == Command::kRetryLibrary);
  RunCommand(Command::kRetryLibrary, page.state);
  page.Answer();
  CHECK(page.state.listing.order.size() == kReviews);
}

TEST_CASE("few texts are kept, the open one always") {
  Page page;
  page.Open();
  page.Answer();
  for (int i = 5; i < 1000; i += 50) {
    page.Go({.page = Route::Page::kReview, .id = "review-" + std::to_string(i)});
    page.Answer();
    CHECK(TextOfOpenReview(page.state) == TextState::kHere);
    CHECK_FALSE(page.state.review()->blocks.empty());
  }
  const auto& reviews = page.state.catalog.reviews;
  const auto whole = std::count_if(reviews.begin(), reviews.end(),
                                   [](const Review& review) { return !review.blocks.empty(); });
  CHECK(whole <= 100);
}

TEST_CASE("a reader's own documents stand behind a library in shards") {
  Page page;
  page.Open();
  page.Answer();
  Catalog own;
  own.sources.push_back({"own.txt", "", 1});
  Review& review = own.reviews.emplace_back();
  review.id = "own";
  review.title = "An own review";
  review.blocks.emplace_back().spans.push_back({.text = "גם כאן יש חתולים"});
  const std::string json = WriteJson(own, false);
  BeginDocument({.name = "own.json", .size = static_cast<int64_t>(json.size()), .added = 1}, 1, 1,
                page.state);
  AddDocumentPart(json, page.state);
  EndDocument(WriteReportJson({.name = "own.json", .exported = true, .reviews = 1}), page.state);
  while (WorkOnDocuments(page.state) || GrowIndex(4, page.state)) {
  }
  page.Search("חתולים");
  page.Answer();
  std::vector<int> found = page.state.listing.order;
  std::sort(found.begin(), found.end());
  CHECK(found == std::vector<int>{1777, kReviews});
}

}  // namespace
}  // namespace skira::app
