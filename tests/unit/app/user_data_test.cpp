#include "app/model/user_data.h"

#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "app/model/passage.h"
#include "app/state/app_state.h"

namespace skira::app {
namespace {

Highlight MakeHighlight(std::string id, int block, uint32_t start, uint32_t end,
                        std::string quote) {
  return {.id = std::move(id),
          .block = block,
          .start = start,
          .last_block = block,
          .end = end,
          .quote = std::move(quote),
          .note = {}};
}

bool Read(std::string_view key, std::string_view json, UserData& user, Settings& settings) {
  LimitsReached reached;
  return ReadRecord(key, json, user, settings, reached) && !reached.any();
}
bool Merge(std::string_view key, std::string_view json, UserData& user, Settings& settings) {
  LimitsReached reached;
  return MergeRecord(key, json, user, settings, reached) && !reached.any();
}

UserData FullData() {
  UserData user;
  ReviewMarks& marks = user.marks["adam"];
  marks.starred = marks.read = true;
  marks.progress = 0.25f;
  marks.block = 7;
  marks.opened = 1763800000123;
  marks.note = "לחזור לזה";
  marks.tags = {"לקרוא שוב", "rl"};
  marks.highlights = {MakeHighlight("h1", 2, 0, 8, "מומנטום")};
  marks.highlights[0].colour = 3;
  marks.highlights[0].note = "שורה\nועוד \"שורה\"";
  marks.highlights[0].made = 1763800000456;
  user.lists = {{.id = "l1", .name = "קלאסיקות", .place = 0, .reviews = {"adam", "bert"}},
                {.id = "l2", .name = "ריקה", .place = 3, .reviews = {}}};
  user.searches = {"דיפוזיה", "adam"};
  user.welcomed = true;
  return user;
}

Settings OddSettings() {
  Settings settings;
  settings.follow_system = false;
  settings.theme = ThemeId::kSepia;
  settings.family = typeset::Family::kSans;
  settings.text_size = 22.5f;
  settings.line_height = 1.8f;
  settings.column_width = 720;
  settings.justify = true;
  settings.language = Language::kEnglish;
  settings.reduce_motion = true;
  settings.hide_filters = settings.hide_list = true;
  settings.list_width = 512;
  settings.filters_width = 300;
  settings.remind_backup = false;
  return settings;
}

TEST_CASE("everything that is kept comes back from its records as it was") {
  const UserData user = FullData();
  const Settings settings = OddSettings();
  const std::vector<std::string> keys = RecordKeys(user, settings);
  CHECK(keys == std::vector<std::string>{"settings", "searches", "welcome", "review/adam",
                                         "list/l1", "list/l2"});
  UserData other;
  Settings other_settings;
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
    INFO(*key);
    CHECK(Read(*key, RecordJson(*key, user, settings), other, other_settings));
  }
  CHECK(other == user);
  CHECK(other_settings == settings);
}

TEST_CASE("what says nothing has no record, and an empty record takes away what was there") {
  UserData user;
  Settings settings;
  user.marks["adam"] = {};
  CHECK(RecordKeys(user, settings).empty());
  CHECK(RecordJson("list/none", user, settings).empty());
  settings.theme = ThemeNamed("dark");  // the system's is followed: the user's own says nothing
  user.marks["adam"].progress = 1e-6f;  // rounded away
  CHECK(RecordKeys(user, settings).empty());
  user = FullData();
  settings = OddSettings();
  for (const std::string& key : RecordKeys(user, settings)) {
    CHECK(Read(key, "", user, settings));
  }
  CHECK(user == UserData());
  CHECK(settings == Settings());
}

TEST_CASE("a record that cannot be read is refused and changes nothing") {
  UserData user = FullData();
  Settings settings = OddSettings();
  const auto refused = [&](std::string_view key, std::string_view json) {
    INFO(key << ' ' << json);
    CHECK_FALSE(Read(key, json, user, settings));
    CHECK(user == FullData());
    CHECK(settings == OddSettings());
  };
  SECTION("what is no object of a known version") {
    for (const std::string_view json :
         {"{", "[]", "null", "\"x\"", "{}", R"({"v":"1"})", R"({"v":0})", R"({"v":2})",
          R"({"v":-1})", R"({"v":1.5})"}) {
      for (const std::string_view key :
           {"settings", "review/adam", "list/l1", "searches", "welcome"}) {
        refused(key, json);
      }
    }
  }
  SECTION("keys of nothing") {
    for (const std::string_view key : {"", "review/", "list/", "other", "reviews/adam"}) {
      refused(key, R"({"v":1})");
    }
  }
  SECTION("members of the wrong type or out of range") {
    refused("settings", R"({"v":1,"size":"large"})");
    refused("review/adam", R"({"v":1,"starred":1})");
    refused("review/adam", R"({"v":1,"block":-1})");
    refused("review/adam", R"({"v":1,"block":1e3})");
    refused("review/adam", R"({"v":1,"opened":18446744073709551615})");
    refused("review/adam", R"({"v":1,"tags":["a",1]})");
    refused("review/adam", R"({"v":1,"highlights":[{"id":"x","block":1,"start":4,"end":4}]})");
    refused("review/adam", R"({"v":1,"highlights":[{"id":"","block":1,"start":0,"end":4}]})");
    refused("review/adam", R"({"v":1,"highlights":[{"id":"x","start":0,"end":4,"colour":4}]})");
    refused("list/l1", R"({"v":1,"reviews":"adam"})");
    refused("searches", R"({"v":1,"texts":[null]})");
    refused("welcome", R"({"v":1,"done":"yes"})");
  }
}

TEST_CASE("members that a record lacks are as in a new one") {
  UserData user;
  Settings settings;
  CHECK(Read("review/adam", R"({"v":1,"starred":true,"later":[1,{"a":2}]})", user, settings));
  ReviewMarks starred;
  starred.starred = true;
  CHECK(MarksOf(user, "adam") == starred);
  CHECK(Read("settings", R"({"v":1,"theme":"plaid","family":"?","size":900})", user, settings));
  CHECK(settings.theme == ThemeId::kLight);
  CHECK(settings.text_size == kMostTextSize);
}

TEST_CASE("two records of one review are joined so that neither loses") {
  UserData user;
  Settings settings;
  user.marks["adam"] = {.starred = true,
                        .progress = 0.2f,
                        .block = 1,
                        .note = "שלי",
                        .tags = {"rl"},
                        .highlights = {MakeHighlight("b", 4, 0, 3, "abc")}};
  CHECK(Merge("review/adam",
              R"({"v":1,"read":true,"progress":0.7,"block":9,"note":"שלו","tags":["rl","cv"],)"
              R"("highlights":[{"id":"a","block":2,"start":1,"end":2,"quote":"x"},)"
              R"({"id":"b","block":4,"start":0,"end":3,"quote":"abc","note":"חדש"}]})",
              user, settings));
  ReviewMarks joined{
      .starred = true,
      .read = true,
      .progress = 0.7f,
      .block = 9,
      .note = "שלי\n\nשלו",
      .tags = {"rl", "cv"},
      .highlights = {MakeHighlight("a", 2, 1, 2, "x"), MakeHighlight("b", 4, 0, 3, "abc")}};
  joined.highlights[1].note = "חדש";
  CHECK(MarksOf(user, "adam") == joined);
}

TEST_CASE("joining a list keeps its name and order and adds what it lacks") {
  UserData user = FullData();
  Settings settings;
  CHECK(Merge("list/l1", R"({"v":1,"name":"אחר","reviews":["gpt","adam"]})", user, settings));
  CHECK(user.lists[0].name == "קלאסיקות");
  CHECK(user.lists[0].reviews == std::vector<std::string>{"adam", "bert", "gpt"});
}

TEST_CASE("members that this version does not know stay in the record, also of a highlight") {
  UserData user;
  Settings settings;
  const std::string_view records[][2] = {
      {"review/adam",
       R"({"v":1,"starred":true,"highlights":[{"id":"h","block":1,"start":0,"last":1,)"
       R"("end":4,"quote":"word","colour":0,"made":5,"shape":"box"}],"later":[1,{"a":2}]})"},
      {"list/l", R"({"v":1,"name":"n","place":0,"reviews":[],"icon":"x"})"},
      {"searches", R"({"v":1,"texts":["a"],"pinned":["b"]})"},
      {"welcome", R"({"v":1,"done":true,"tour":3})"},
      {"settings",
       R"({"v":1,"size":20.0,"theme":"plaid","family":"cursive","language":"fr","grid":1})"},
  };
  for (const auto& [key, json] : records) {
    INFO(key);
    REQUIRE(Read(key, json, user, settings));
    CHECK(RecordJson(key, user, settings) == json);
  }
  // What the user chooses takes the place of what is not known.
  settings.follow_system = false;
  settings.theme = ThemeId::kDark;
  CHECK(RecordJson("settings", user, settings) ==
        R"({"v":1,"theme":"dark","size":20.0,"family":"cursive","language":"fr","grid":1})");
  // With nothing of this version's in it the record still says something.
  user.marks["adam"] = {};
  CHECK(RecordJson("review/adam", user, settings) == R"({"v":1,"later":[1,{"a":2}]})");
  CHECK(Read("review/adam", "", user, settings));
  CHECK(RecordJson("review/adam", user, settings).empty());
}

TEST_CASE("of unknown members that both have, those on the device win over this tab's") {
  UserData user;
  Settings settings;
  LimitsReached reached;
  REQUIRE(Read("welcome", R"({"v":1,"a":1,"b":1})", user, settings));
  CHECK(MergeRecord("welcome", R"({"v":1,"b":2,"c":2})", user, settings, reached, MoreOf::kTheirs));
  CHECK(RecordJson("welcome", user, settings) == R"({"v":1,"b":2,"c":2,"a":1})");
  CHECK(Merge("welcome", R"({"v":1,"c":3,"d":3})", user, settings));
  CHECK(RecordJson("welcome", user, settings) == R"({"v":1,"b":2,"c":2,"a":1,"d":3})");
}

TEST_CASE("joining settings keeps those that were changed here and takes the others") {
  UserData user;
  Settings settings;
  settings.text_size = 24;
  CHECK(Merge("settings", R"({"v":1,"theme":"sepia","size":14,"justify":true})", user, settings));
  Settings joined;
  joined.text_size = 24;
  joined.follow_system = false;
  joined.theme = ThemeId::kSepia;
  joined.justify = true;
  CHECK(settings == joined);
}

TEST_CASE("what is over a limit is cut at a letter's end and reported, and the record is read") {
  UserData user;
  Settings settings;
  LimitsReached reached;
  std::string note;
  for (size_t i = 0; i < Most(Limit::kNote); i += 3) note += "€";  // not a divisor of the limit
  REQUIRE(note.size() > Most(Limit::kNote));
  CHECK(ReadRecord("review/adam", R"({"v":1,"starred":true,"note":")" + note + R"("})", user,
                   settings, reached));
  CHECK(MarksOf(user, "adam").starred);
  CHECK(MarksOf(user, "adam").note == note.substr(0, Most(Limit::kNote) / 3 * 3));
  CHECK(reached.Has(Limit::kNote));
  CHECK(LimitsText(reached, Language::kEnglish) ==
        "The note is too long: only its beginning is kept.");
}

std::string TagsRecord(int first, int count) {
  std::string json = R"({"v":1,"starred":true,"note":"n","tags":[)";
  for (int i = first; i < first + count; ++i) {
    json += (i > first ? ",\"t" : "\"t") + std::to_string(i) + "\"";
  }
  return json + "]}";
}

TEST_CASE("120 tags joined with 120 others are as many as may be, and all else is still there") {
  UserData user, again;
  Settings settings;
  LimitsReached reached;
  CHECK(MergeRecord("review/adam", TagsRecord(0, 120), user, settings, reached));
  CHECK_FALSE(reached.any());
  CHECK(MergeRecord("review/adam", TagsRecord(120, 120), user, settings, reached));
  CHECK(reached.Has(Limit::kTags));
  CHECK(MarksOf(user, "adam").tags.size() == Most(Limit::kTags));
  CHECK(MarksOf(user, "adam").tags.front() == "t0");
  CHECK(Read("review/adam", RecordJson("review/adam", user, settings), again, settings));
  CHECK(MarksOf(again, "adam") == MarksOf(user, "adam"));
}

TEST_CASE("paragraphs of two notes are joined each once, whichever comes first") {
  const auto joined = [](std::string note, std::string_view other) {
    JoinNotes(other, note);
    return note;
  };
  CHECK(joined("a\n\nb", "b\n\na") == "a\n\nb");
  CHECK(joined("a\n\nb", "c\n\na") == "a\n\nb\n\nc");
  CHECK(joined("word", "a word more") == "a word more");
  CHECK(joined("", "x") == "x");
}

TEST_CASE("a record that is nested too deep is not read") {
  UserData user;
  Settings settings;
  const std::string deep(100000, '[');
  CHECK_FALSE(Read("welcome", R"({"v":1,"x":)" + deep, user, settings));
  CHECK_FALSE(IsPlainJson(std::string(65, '[') + std::string(65, ']')));
  CHECK(IsPlainJson(std::string(64, '[') + std::string(64, ']')));
}

// --- What is typed ------------------------------------------------------------------------------

TEST_CASE("what is typed is held to the limits that hold for reading, with a message") {
  AppState state;
  state.settings.language = Language::kEnglish;
  const std::string note(Most(Limit::kNote) + 200000, 'x');
  Apply(SetReviewNote{"adam", note}, state);
  CHECK(MarksOf(state.user, "adam").note.size() == Most(Limit::kNote));
  CHECK(state.notice.text == "The note is too long: only its beginning is kept.");
  for (size_t i = 0; i < Most(Limit::kTags); ++i) {
    Apply(SetTag{"bert", "t" + std::to_string(i), true}, state);
  }
  Apply(SetTag{"bert", "one more", true}, state);
  CHECK(MarksOf(state.user, "bert").tags.size() == Most(Limit::kTags));
  CHECK(state.notice.text == "A review can have up to 200 tags. The rest are not kept.");
  Apply(SetTag{"bert", "t7", true}, state);  // which it has
  CHECK(MarksOf(state.user, "bert").tags.back() == "t7");
  Apply(MakeList{std::string(300, 'l'), "adam"}, state);
  CHECK(state.user.lists[0].name == std::string(Most(Limit::kName), 'l'));
  CHECK(state.notice.text == "The name is too long and was shortened.");
  UserData again;
  Settings settings;
  for (const std::string& key : RecordKeys(state.user, state.settings)) {
    INFO(key);
    CHECK(Read(key, RecordJson(key, state.user, state.settings), again, settings));
  }
  CHECK(again == state.user);
}

TEST_CASE("a list behind the last place that there may be can be read again") {
  AppState state;
  UserData again;
  Settings settings;
  CHECK(Read("list/far", R"({"v":1,"name":"far","place":2147483647,"reviews":[]})", state.user,
             state.settings));
  Apply(MakeList{"next", ""}, state);
  const std::string key = ListKey(state.user.lists[1].id);
  CHECK(Read(key, RecordJson(key, state.user, state.settings), again, settings));
}

// --- What an action asks of the page ------------------------------------------------------------

Review MakeReview(std::string id, std::vector<std::string> paragraphs) {
  Review review;
  review.id = std::move(id);
  for (std::string& text : paragraphs) {
    Block block;
    block.spans.push_back({.text = std::move(text)});
    review.blocks.push_back(std::move(block));
  }
  return review;
}

using Effects = std::vector<Effect>;

Effects Kept(AppState& state) {
  Effects effects = std::exchange(state.effects, {});
  std::erase_if(effects, [](const Effect& effect) {
    return !std::holds_alternative<effect::Store>(effect) &&
           !std::holds_alternative<effect::Erase>(effect);
  });
  return effects;
}

TEST_CASE("an action has what it changed kept once, and erased when nothing is left of it") {
  AppState state;
  Apply(ToggleStar{"adam"}, state);
  CHECK(Kept(state) == Effects{effect::Store{"review/adam", R"({"v":1,"starred":true})", 1}});
  Apply(ToggleStar{"adam"}, state);
  CHECK(Kept(state) == Effects{effect::Erase{"review/adam", 2}});
}

TEST_CASE("settings are kept when the reader changes them, not when the address asks for some") {
  AppState state;
  Settings settings;
  settings.text_size = 24;
  Apply(ChangeSettings{settings, false}, state);
  CHECK(Kept(state).empty());
  Apply(ChangeSettings{settings}, state);
  CHECK(Kept(state) == Effects{effect::Store{"settings", R"({"v":1,"size":24.0})", 1}});
}

TEST_CASE("a record that is restored is not written back, a joined one is") {
  AppState state;
  Apply(RestoreRecord{"review/adam", R"({"v":1,"read":true})"}, state);
  CHECK(MarksOf(state.user, "adam").read);
  CHECK(Kept(state).empty());
  Apply(RestoreRecord{"review/adam", R"({"v":1,"starred":true})", true}, state);
  CHECK(Kept(state) ==
        Effects{effect::Store{"review/adam", R"({"v":1,"starred":true,"read":true})", 1}});
  Apply(RestoreRecord{"review/adam", "{broken"}, state);
  CHECK(MarksOf(state.user, "adam").starred);
}

// --- Highlights ---------------------------------------------------------------------------------

AppState OpenedState(Review review) {
  AppState state;
  const std::string id = review.id;
  SetCatalog({.sources = {}, .reviews = {std::move(review)}}, state);
  Apply(Navigate{{.page = Route::Page::kReview, .id = id}}, state);
  state.effects.clear();
  return state;
}

const std::vector<Highlight>& HighlightsOf(const AppState& state) {
  return MarksOf(state.user, "adam").highlights;
}

TEST_CASE("highlighting a selection keeps its place, its words and its colour") {
  AppState state = OpenedState(MakeReview("adam", {"first words", "second words"}));
  Apply(SelectText{{{0, 5}, {1, 6}}}, state);
  // Without the white space at the ends.
  CHECK(state.keep.selection == Passage{{0, 6}, {1, 6}});
  Apply(AddHighlight{2}, state);
  REQUIRE(HighlightsOf(state).size() == 1);
  const Highlight& made = HighlightsOf(state)[0];
  CHECK(PassageOf(made) == Passage{{0, 6}, {1, 6}});
  CHECK(made.quote == "words\nsecond");
  CHECK(made.colour == 2);
  CHECK(state.keep.selection.empty());
  CHECK(Kept(state).size() == 1);
}

TEST_CASE("a new highlight takes those that it covers into itself, with their notes") {
  AppState state = OpenedState(MakeReview("adam", {"one two three"}));
  Apply(SelectText{{{0, 4}, {0, 7}}}, state);
  Apply(AddHighlight{1, true}, state);
  const std::string inner = HighlightsOf(state)[0].id;
  CHECK(state.keep.open_highlight == inner);
  Apply(NoteHighlight{"adam", inner, "why"}, state);
  Apply(SelectText{{{0, 0}, {0, 13}}}, state);
  Apply(AddHighlight{0}, state);
  REQUIRE(HighlightsOf(state).size() == 1);
  CHECK(HighlightsOf(state)[0].quote == "one two three");
  CHECK(HighlightsOf(state)[0].note == "why");
}

TEST_CASE("a press on a highlight opens it, a press beside it closes it") {
  AppState state = OpenedState(MakeReview("adam", {"one two three"}));
  Apply(SelectText{{{0, 4}, {0, 7}}}, state);
  Apply(AddHighlight{}, state);
  Apply(TouchText{{0, 5}}, state);
  CHECK(state.keep.open_highlight == HighlightsOf(state)[0].id);
  Apply(TouchText{{0, 7}}, state);
  CHECK(state.keep.open_highlight.empty());
}

TEST_CASE("a formula is selected whole, and reads as TeX between dollar signs") {
  Review review = MakeReview("adam", {"let "});
  Span formula;
  formula.text = "x^2";
  formula.math = true;
  review.blocks[0].spans.push_back(formula);
  review.blocks[0].spans.push_back({.text = " be"});
  const Passage passage = Trimmed(review, {{0, 0}, {0, 5}});
  CHECK(passage == Passage{{0, 0}, {0, 7}});
  CHECK(PassageText(review, passage) == "let x^2");
  CHECK(PassageWords(review, passage) == "let $x^2$");
}

TEST_CASE("a passage ends on whole letters and never outside the review") {
  const Review review = MakeReview("adam", {"שלום", ""});
  CHECK(Trimmed(review, {{0, 1}, {0, 3}}) == Passage{{0, 0}, {0, 4}});
  CHECK(Trimmed(review, {{0, 2}, {9, 99}}) == Passage{{0, 2}, {0, 8}});
  CHECK(Trimmed(review, {{5, 0}, {9, 99}}).empty());
  CHECK(Trimmed(review, {{1, 0}, {1, 5}}).empty());
}

TEST_CASE("a highlight follows its words when the review's blocks change") {
  std::vector<Highlight> highlights = {MakeHighlight("a", 0, 4, 9, "words"),
                                       MakeHighlight("b", 0, 0, 4, "gone")};
  CHECK(Anchor(MakeReview("adam", {"new", "some words and words"}), highlights));
  CHECK(PassageOf(highlights[0]) == Passage{{1, 5}, {1, 10}});
  CHECK_FALSE(highlights[0].lost);
  CHECK(highlights[1].lost);
  CHECK(highlights[1].quote == "gone");
}

// --- Lists and tags -----------------------------------------------------------------------------

TEST_CASE("lists are made, filled, put in order, renamed and deleted when the reader is sure") {
  AppState state;
  Apply(MakeList{"  קלאסיקות ", "adam"}, state);
  Apply(MakeList{"קלאסיקות", ""}, state);
  REQUIRE(state.user.lists.size() == 1);
  const std::string id = state.user.lists[0].id;
  CHECK(state.user.lists[0].name == "קלאסיקות");
  Apply(SetListed{id, "bert", true}, state);
  Apply(SetListed{id, "gpt", true}, state);
  Apply(MoveInList{id, 2, 0}, state);
  CHECK(state.user.lists[0].reviews == std::vector<std::string>{"gpt", "adam", "bert"});
  Apply(MoveInList{id, 0, 9}, state);
  CHECK(state.user.lists[0].reviews == std::vector<std::string>{"adam", "bert", "gpt"});
  Apply(SetListed{id, "bert", false}, state);
  Apply(RenameList{id, "ישנות"}, state);
  CHECK(state.user.lists[0].reviews == std::vector<std::string>{"adam", "gpt"});
  CHECK(state.user.lists[0].name == "ישנות");
  Apply(DeleteList{id}, state);
  CHECK(state.user.lists.size() == 1);
  CHECK(state.keep.pending_delete_list == id);
  Apply(DeleteList{id, true}, state);
  CHECK(state.user.lists.empty());
}

TEST_CASE("a tag stands on a review once") {
  AppState state;
  Apply(SetDraft{"new-tag", " rl "}, state);
  Apply(SetTag{"adam", "", true}, state);
  Apply(SetTag{"adam", "rl", true}, state);
  CHECK(MarksOf(state.user, "adam").tags == std::vector<std::string>{"rl"});
  Apply(SetTag{"adam", "rl", false}, state);
  CHECK(MarksOf(state.user, "adam").tags.empty());
}

}  // namespace
}  // namespace skira::app
