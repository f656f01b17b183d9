// Records that cannot be read, and what is kept beside them.
#include "app/model/device_records.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "app/state/app_state.h"
#include "app/state/commands.h"
#include "app/state/exports.h"

namespace skira::app {
namespace {

constexpr std::string_view kNewer = R"({"v":9,"starred":{"by":"someone"}})";

// What the page is asked to write since this was asked last.
std::vector<DeviceRecord> Written(AppState& state) {
  std::vector<DeviceRecord> records;
  for (const Effect& effect : std::exchange(state.effects, {})) {
    if (const auto* store = std::get_if<effect::Store>(&effect)) {
      records.push_back({store->key, store->json});
    } else if (const auto* erase = std::get_if<effect::Erase>(&effect)) {
      records.push_back({erase->key, ""});
    }
  }
  return records;
}

using Records = std::vector<DeviceRecord>;

TEST_CASE("a record of a later version is never written over: this version's is beside it") {
  AppState state;
  Apply(RestoreRecord{"review/adam", std::string(kNewer)}, state);
  CHECK(Written(state).empty());
  Apply(ToggleStar{"adam"}, state);
  CHECK(Written(state) == Records{{"~ours/review/adam", R"({"v":1,"starred":true})"}});
  CHECK(state.user.unread.at("review/adam") == kNewer);

  AppState again;
  Apply(RestoreRecord{"review/adam", std::string(kNewer)}, again);
  Apply(RestoreRecord{"~ours/review/adam", R"({"v":1,"starred":true})"}, again);
  CHECK(MarksOf(again.user, "adam").starred);
  CHECK(Written(again).empty());
  Apply(ToggleStar{"adam"}, again);
  CHECK(Written(again) == Records{{"~ours/review/adam", ""}});
}

TEST_CASE("opening a review leaves a damaged record of it as it is") {
  AppState state;
  Review review;
  review.id = "adam";
  SetCatalog({.sources = {}, .reviews = {review}}, state);
  Apply(RestoreRecord{"review/adam", "{broken"}, state);
  Apply(Navigate{{.page = Route::Page::kReview, .id = "adam"}}, state);
  const std::vector<DeviceRecord> written = Written(state);
  REQUIRE(written.size() == 1);
  CHECK(written[0].key == "~ours/review/adam");
}

TEST_CASE("once the record can be read both are joined, and the one beside it is erased") {
  AppState state;
  Apply(RestoreRecord{"review/adam", std::string(kNewer)}, state);
  Apply(RestoreRecord{"~ours/review/adam", R"({"v":1,"tags":["a"]})"}, state);
  SECTION("while the tab is open") {
    Apply(RestoreRecord{"review/adam", R"({"v":1,"tags":["b"]})"}, state);
  }
  SECTION("at the next start") {
    state = AppState();
    Apply(RestoreRecord{"review/adam", R"({"v":1,"tags":["b"]})"}, state);
    Apply(RestoreRecord{"~ours/review/adam", R"({"v":1,"tags":["a"]})"}, state);
  }
  SECTION("where it is gone") {
    Apply(RestoreRecord{"review/adam", ""}, state);
    CHECK(Written(state) ==
          Records{{"review/adam", R"({"v":1,"tags":["a"]})"}, {"~ours/review/adam", ""}});
    return;
  }
  const std::vector<DeviceRecord> written = Written(state);
  REQUIRE(written.size() == 2);
  CHECK(written[0].key == "review/adam");
  CHECK(written[1] == DeviceRecord{"~ours/review/adam", ""});
  CHECK(MarksOf(state.user, "adam").tags.size() == 2);
  CHECK(state.user.unread.empty());
}

TEST_CASE("a change that meets a record that cannot be read goes beside it") {
  AppState state;
  Apply(ToggleStar{"adam"}, state);
  Written(state);
  Apply(RestoreRecord{"review/adam", std::string(kNewer), true}, state);
  CHECK(Written(state) == Records{{"~ours/review/adam", R"({"v":1,"starred":true})"}});
}

TEST_CASE("a record of this version's that is damaged is kept too") {
  AppState state;
  Apply(RestoreRecord{"review/adam", std::string(kNewer)}, state);
  Apply(RestoreRecord{"~ours/review/adam", "damaged"}, state);
  Apply(ToggleStar{"adam"}, state);
  CHECK(Written(state) == Records{{"~ours/~ours/review/adam", R"({"v":1,"starred":true})"}});
  AppState again;
  Apply(RestoreRecord{"review/adam", std::string(kNewer)}, again);
  Apply(RestoreRecord{"~ours/review/adam", "damaged"}, again);
  Apply(RestoreRecord{"~ours/~ours/review/adam", R"({"v":1,"starred":true})"}, again);
  CHECK(MarksOf(again.user, "adam").starred);
}

TEST_CASE("records of unknown keys are kept and exported as they are") {
  AppState state;
  Apply(RestoreRecord{"chart/one", R"({"x":1.0e2})"}, state);
  Apply(RestoreRecord{"review/adam", std::string(kNewer)}, state);
  Apply(ToggleStar{"adam"}, state);
  const std::string backup = BackupJson(state.user, state.settings);
  UserData user;
  Settings settings;
  const BackupResult result = ReadBackup(backup, user, settings);
  CHECK(result.keys == std::vector<std::string>{"review/adam"});
  REQUIRE(result.aside.size() == 2);
  CHECK(MarksOf(user, "adam").starred);
  std::vector<std::string> texts;
  for (const auto& [key, json] : user.unread) texts.push_back(std::string(BaseKey(key)) + json);
  std::sort(texts.begin(), texts.end());
  CHECK(texts ==
        std::vector<std::string>{R"(chart/one{"x":1.0e2})", "review/adam" + std::string(kNewer)});
  // Restored a second time it brings nothing more.
  CHECK(ReadBackup(backup, user, settings).aside.empty());
  CHECK(user.unread.size() == 2);
}

TEST_CASE("a record that a backup brought and that can be read later is joined then") {
  AppState state;
  Apply(RestoreRecord{"review/adam", R"({"v":1,"tags":["a"]})"}, state);
  Apply(RestoreRecord{"~aside/0123/review/adam", R"({"v":1,"tags":["b"]})"}, state);
  CHECK(Written(state) ==
        Records{{"review/adam", R"({"v":1,"tags":["a","b"]})"}, {"~aside/0123/review/adam", ""}});
}

// --- Backups ------------------------------------------------------------------------------------

AppState EnglishState() {
  AppState state;
  state.settings.language = Language::kEnglish;
  return state;
}

std::string MakeBackup() {
  AppState other;
  Apply(ToggleStar{"adam"}, other);
  Apply(SetTag{"bert", "rl", true}, other);
  Apply(MakeList{"Mine", "adam"}, other);
  Apply(RestoreRecord{"review/newer", std::string(kNewer)}, other);
  return BackupJson(other.user, other.settings);
}

TEST_CASE("a dropped backup says what it brings, asks, and is joined only then") {
  AppState state = EnglishState();
  Apply(RestoreBackup{"mine.json", MakeBackup()}, state);
  CHECK(state.notice.text ==
        "\u2068mine.json\u2069 is a backup. It has: marks on 2 reviews, 1 list, 1 record that this "
        "version cannot read. Add it to what is kept here?");
  CHECK(state.notice.offer == Command::kJoinBackup);
  CHECK(Written(state).empty());
  SECTION("no") {
    Apply(DismissNotice{}, state);
    Apply(Run{Command::kJoinBackup}, state);
    CHECK(state.user == UserData());
  }
  SECTION("yes, announced when it is kept") {
    Apply(Run{Command::kJoinBackup}, state);
    CHECK(Written(state).size() == 4);
    CHECK(state.notice.text.empty());
    Apply(RecordsKept{state.keep.handed_over}, state);
    CHECK(state.notice.text == "4 items restored");
    CHECK(state.notice.offer == Command::kUndo);
    Apply(RestoreBackup{"mine.json", MakeBackup()}, state);
    CHECK(state.keep.offered.json.size() > 0);  // its list is another one: it has an id of its own
  }
}

TEST_CASE("a backup that brings nothing new says so and asks nothing") {
  AppState state = EnglishState();
  Apply(ToggleStar{"adam"}, state);
  Apply(RestoreBackup{"mine.json", BackupJson(state.user, state.settings)}, state);
  CHECK(state.notice.text == "Everything in the backup \u2068mine.json\u2069 is already here");
  CHECK(state.keep.offered.json.empty());
}

TEST_CASE("a joined backup is taken back as a whole, but for what was changed since") {
  AppState state = EnglishState();
  Apply(SetTag{"bert", "mine", true}, state);
  const UserData before = state.user;
  Apply(RestoreBackup{"mine.json", MakeBackup(), true}, state);
  CHECK(state.user != before);
  SECTION("nothing was changed") {
    Apply(Run{Command::kUndo}, state);
    CHECK(RecordKeys(state.user, state.settings) ==
          std::vector<std::string>{"settings", "review/bert"});
    CHECK(MarksOf(state.user, "bert") == MarksOf(before, "bert"));
    CHECK(state.user.unread.empty());
  }
  SECTION("a review was changed") {
    Apply(SetTag{"adam", "since", true}, state);
    Apply(Run{Command::kUndo}, state);
    CHECK(MarksOf(state.user, "adam").starred);
    Apply(RecordsKept{state.keep.handed_over}, state);
    CHECK(state.notice.text == "Undone. Changed since, and left as they are: 1");
  }
  CHECK_FALSE(Applies(InfoOf(Command::kUndo), state));
}

// --- What is announced --------------------------------------------------------------------------

TEST_CASE("a change is announced once it is kept, and where it cannot be kept the notice says so") {
  AppState state = EnglishState();
  Apply(ToggleStar{"adam"}, state);
  CHECK(state.notice.text.empty());
  Apply(RecordsKept{state.keep.handed_over - 1}, state);
  CHECK(state.notice.text.empty());
  Apply(RecordsKept{state.keep.handed_over}, state);
  CHECK(state.notice.text == "Starred");

  Apply(ToggleStar{"adam"}, state);
  Apply(SetStorageStatus{StorageStatus::kFull}, state);
  CHECK(state.notice.text == Text(Str::storage_full, Language::kEnglish));
  Apply(DismissNotice{}, state);
  Apply(SetRead{"adam", true}, state);
  CHECK(state.notice.text == "Marked as read (not stored on this device)");
  Apply(SetStorageStatus{StorageStatus::kDevice}, state);
  CHECK(state.notice.text == Text(Str::storage_back, Language::kEnglish));
}

TEST_CASE("what the browser cleared is stored again when the user says so") {
  AppState state = EnglishState();
  Apply(ToggleStar{"adam"}, state);
  Apply(RestoreRecord{"chart/one", "raw"}, state);
  Written(state);
  Apply(SetStorageStatus{StorageStatus::kCleared}, state);
  CHECK(state.notice.offer == Command::kKeepAgain);
  Apply(Run{Command::kKeepAgain}, state);
  CHECK(Written(state) == Records{{"chart/one", "raw"},
                                  {"settings", R"({"v":1,"language":"en"})"},
                                  {"review/adam", R"({"v":1,"starred":true})"}});
  Apply(RecordsKept{state.keep.handed_over}, state);
  CHECK(state.notice.text == "Everything is stored again");
  CHECK_FALSE(Applies(InfoOf(Command::kKeepAgain), state));
}

TEST_CASE("the offer to store again what was cleared goes once all of it is stored") {
  AppState state = EnglishState();
  Apply(SetStorageStatus{StorageStatus::kCleared}, state);
  Apply(SetStorageStatus{StorageStatus::kDevice}, state);
  CHECK(state.notice.text == Text(Str::storage_back, Language::kEnglish));
  CHECK_FALSE(state.notice.offer.has_value());
}

}  // namespace
}  // namespace skira::app
