#include "app/state/exports.h"

#include <catch2/catch_test_macros.hpp>

#include "app/article/article.h"
#include "app/article/article_highlights.h"
#include "app/model/device_records.h"
#include "review/json.h"

namespace skira::app {
namespace {

Review MakeReview(std::string id, std::string title, std::vector<Span> spans) {
  Review review;
  review.id = std::move(id);
  review.title = std::move(title);
  Block block;
  block.spans = std::move(spans);
  review.blocks.push_back(std::move(block));
  return review;
}

Span Plain(std::string text) {
  Span span;
  span.text = std::move(text);
  return span;
}

Span Tex(std::string tex) {
  Span span = Plain(std::move(tex));
  span.math = true;
  return span;
}

AppState MakeState() {
  AppState state;
  state.settings.language = Language::kEnglish;
  Review adam = MakeReview("adam", "Adam: *A* method", {Plain("with "), Tex("v_t"), Plain(" it")});
  adam.date = Date{2024, 6, 16};
  adam.reviewers = {"Noa Levi"};
  adam.paper.urls = {"https://example.org/adam"};
  adam.document = 1;
  SetCatalog({.sources = {{.name = "a.md"}, {.name = "b.md"}},
              .reviews = {std::move(adam), MakeReview("bert", "BERT", {Plain("words")})},
              .math = {.outlines = {"M0 0Z", "M1 1Z"},
                       .formulas = {{.tex = "x", .glyphs = {0, 0, 0, 1000}},
                                    {.tex = "v_t", .glyphs = {1, 0, 0, 1000}}}}},
             state);
  Apply(Navigate{{.page = Route::Page::kReview, .id = "adam"}}, state);
  return state;
}

void HighlightAll(AppState& state, std::string note) {
  Apply(SelectText{{{0, 0}, {0, 99}}}, state);
  Apply(AddHighlight{1, true}, state);
  const std::string id = MarksOf(state.user, "adam").highlights[0].id;
  Apply(NoteHighlight{"adam", id, std::move(note)}, state);
}

TEST_CASE(
    "highlights go out as Markdown: the passage as a quotation, formulas as TeX, then the note") {
  AppState state = MakeState();
  CHECK_FALSE(MakeExport({ExportOf::kHighlights, ExportFormat::kMarkdown}, state).has_value());
  HighlightAll(state, "Remember.");
  const auto file = MakeExport({ExportOf::kHighlights, ExportFormat::kMarkdown}, state);
  REQUIRE(file.has_value());
  CHECK(file->name == "Highlights and notes.md");
  CHECK(file->type == "text/markdown");
  const std::string people =
      "# Highlights and notes\n\n## Adam: \\*A\\* method\n\n> with $v_t$ it\n\nRemember.\n";
  CHECK(file->text.substr(0, people.size()) == people);
  SECTION("and as a backup in a comment, which joins again") {
    const std::string comment = file->text.substr(people.size());
    REQUIRE(comment.starts_with("\n<!-- {"));
    REQUIRE(comment.ends_with("}\n-->\n"));
    UserData user;
    Settings settings;
    const BackupResult result = ReadBackup(comment.substr(6, comment.size() - 10), user, settings);
    CHECK(result.problem == BackupResult::Problem::kNone);
    REQUIRE(user.marks.size() == 1);
    CHECK(user.marks["adam"].highlights == MarksOf(state.user, "adam").highlights);
    CHECK(user.marks["adam"].note == MarksOf(state.user, "adam").note);
  }
  SECTION("two hyphens do not end the comment") {
    Apply(NoteHighlight{"adam", MarksOf(state.user, "adam").highlights[0].id, "a --> b"}, state);
    const auto again = MakeExport({ExportOf::kHighlights, ExportFormat::kMarkdown}, state);
    const std::string& text = again->text;
    CHECK(text.find("--", text.find("<!--") + 4) == text.size() - 4);
  }
}

TEST_CASE("a list goes out in its own order, as an export that opens again or as Markdown") {
  AppState state = MakeState();
  Apply(MakeList{"Mine: a/b", "bert"}, state);
  const std::string list = state.user.lists[0].id;
  Apply(SetListed{list, "gone", true}, state);
  Apply(SetListed{list, "adam", true}, state);
  Apply(SetTag{"adam", "rl", true}, state);
  const auto json = MakeExport({ExportOf::kList, ExportFormat::kJson, list}, state);
  REQUIRE(json.has_value());
  CHECK(json->name == "Mine- a-b.json");
  JsonError error;
  const auto catalog = ReadJson(json->text, error);
  REQUIRE(catalog.has_value());
  REQUIRE(catalog->reviews.size() == 2);
  CHECK(catalog->reviews[0].id == "bert");
  CHECK(catalog->reviews[1].id == "adam");
  CHECK(catalog->sources[static_cast<size_t>(catalog->reviews[1].document)].name == "b.md");
  const auto markdown = MakeExport({ExportOf::kList, ExportFormat::kMarkdown, list}, state);
  REQUIRE(markdown.has_value());
  CHECK(markdown->text.starts_with("# Mine: a/b\n\n## BERT\n\n- Kind: "));
  CHECK(markdown->text.ends_with(
      "\n## Adam: \\*A\\* method\n\n- Date: 2024-06-16\n- Kind: Daily paper\n- By: Noa Levi\n"
      "- Paper: <https://example.org/adam>\n- Tags: rl\n"));
}

TEST_CASE("an export of reviews has their formulas as they are set, and no others") {
  AppState state = MakeState();
  Apply(ToggleStar{"adam"}, state);
  const auto json = MakeExport({ExportOf::kStarred, ExportFormat::kJson}, state);
  REQUIRE(json.has_value());
  JsonError error;
  const std::optional<Catalog> read = ReadJson(json->text, error);
  REQUIRE(read.has_value());
  CHECK(read->math ==
        MathTable{.outlines = {"M1 1Z"}, .formulas = {{.tex = "v_t", .glyphs = {0, 0, 0, 1000}}}});
}

TEST_CASE("the starred reviews go out, and nothing where none is starred") {
  AppState state = MakeState();
  CHECK_FALSE(MakeExport({ExportOf::kStarred, ExportFormat::kBib}, state).has_value());
  Apply(ToggleStar{"adam"}, state);
  const auto bib = MakeExport({ExportOf::kStarred, ExportFormat::kBib}, state);
  REQUIRE(bib.has_value());
  CHECK(bib->name.ends_with(".bib"));
  CHECK(bib->text.starts_with("@"));
}

TEST_CASE("a backup holds everything and is joined with what is there") {
  AppState state = MakeState();
  HighlightAll(state, "why");
  Apply(MakeList{"Mine", "adam"}, state);
  const std::string backup = BackupJson(state.user, state.settings);
  UserData other;
  other.marks["adam"].starred = true;
  Settings settings;
  const BackupResult result = ReadBackup(backup, other, settings);
  CHECK(result.problem == BackupResult::Problem::kNone);
  CHECK(result.aside.empty());
  CHECK(MarksOf(other, "adam").starred);
  CHECK(MarksOf(other, "adam").highlights == MarksOf(state.user, "adam").highlights);
  CHECK(other.lists == state.user.lists);
  CHECK(settings == state.settings);
}

TEST_CASE(
    "what is no backup, or a newer one, is refused; what cannot be read in it is kept aside") {
  UserData user;
  Settings settings;
  using Problem = BackupResult::Problem;
  CHECK(ReadBackup("{", user, settings).problem == Problem::kNotOurs);
  CHECK(ReadBackup(R"({"format":"skira-reviews"})", user, settings).problem == Problem::kNotOurs);
  CHECK(
      ReadBackup(R"({"format":"skira-backup","version":2,"records":{}})", user, settings).problem ==
      Problem::kNewer);
  const BackupResult result = ReadBackup(
      R"({"format":"skira-backup","version":1,"records":{"review/a":{"v":1,"read":true},)"
      R"("review/b":{"v":1,"read":7},"x":{"v":1}}})",
      user, settings);
  CHECK(result.keys == std::vector<std::string>{"review/a"});
  REQUIRE(result.aside.size() == 2);
  CHECK(BaseKey(result.aside[0]) == "review/b");
  CHECK(user.unread.at(result.aside[0]) == R"({"v":1,"read":7})");
  CHECK(BaseKey(result.aside[1]) == "x");
  CHECK(MarksOf(user, "a").read);
}

// --- Marks in a laid-out article ----------------------------------------------------------------

// Every letter is 10 px wide.
ArticleLayout Layout(const Review& review, const typeset::FontSet& fonts, const MathLibrary& math) {
  return LayoutArticle(fonts, math, review, 0, {.column = 600});
}

struct LettersOfTen : typeset::FontSet {
  LettersOfTen() {
    SetFallbackAdvance([](std::string_view, float, int) { return 10.0f; });
  }
};

TEST_CASE(
    "a highlight's semantics node says which, and each semantics node says which bytes of which "
    "block it shows") {
  const LettersOfTen fonts;
  const MathLibrary math;
  Span link = Plain("link");
  link.href = "https://example.org/";
  const Review review = MakeReview("a", "A", {Plain("one two "), link});
  ArticleLayout article = Layout(review, fonts, math);
  Highlight highlight{.id = "h", .start = 4, .end = 10, .quote = "two li", .note = {}};
  MarkArticle({&highlight, 1}, 1, article);
  const std::vector<SemanticsLine> lines = SemanticsLines(article.items.back().texts.back());
  REQUIRE(lines.size() == 1);
  const auto& fragments = lines[0].fragments;
  // A link is told whole: its parts would each be set from left to right on their own.
  REQUIRE(fragments.size() == 3);
  const auto holds = [&](size_t i, std::string text, uint32_t source, std::string mark) {
    CHECK(fragments[i].text == text);
    CHECK(fragments[i].block == 0);
    CHECK(fragments[i].source == source);
    CHECK(fragments[i].source_size == text.size());
    CHECK(fragments[i].mark == mark);
  };
  holds(0, "one ", 0, "");
  holds(1, "two ", 4, "h");
  holds(2, "link", 8, "h");
}

TEST_CASE("a highlight is drawn over its bytes and nowhere else") {
  const LettersOfTen fonts;
  const MathLibrary math;
  ArticleLayout article = Layout(MakeReview("a", "A", {Plain("one two")}), fonts, math);
  const Highlight highlight{.id = "h", .start = 4, .end = 7, .quote = "two", .note = {}};
  MarkArticle({&highlight, 1}, 1, article);
  const TextBox& text = article.items.back().texts.back();
  REQUIRE(text.marks.size() == 1);
  REQUIRE(text.marks[0].rects.size() == 1);
  CHECK(text.marks[0].rects[0].width == 30);
  CHECK(BoxOf(article, PassageOf(highlight)).all.width == 30);
  CHECK(BoxOf(article, {{3, 0}, {3, 5}}).empty());
  MarkArticle({}, 2, article);
  CHECK(article.items.back().texts.back().marks.empty());
}

}  // namespace
}  // namespace skira::app
