#include "app/app.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "app/article/article.h"
#include "app/state/commands.h"

namespace skira::app {
namespace {

Review MakeReview(std::string id, std::optional<Date> date) {
  Review review;
  review.id = std::move(id);
  review.title = "Adam";
  review.date = date;
  return review;
}

std::vector<std::string> Listed(const AppState& state) {
  std::vector<std::string> ids;
  for (const int i : state.listing.order) ids.push_back(state.catalog.reviews[i].id);
  return ids;
}

Route ReviewRoute(std::string id) { return {.page = Route::Page::kReview, .id = std::move(id)}; }

TEST_CASE("the catalog lists the newest review first, by the inferred day where the own is lost") {
  Review lost = MakeReview("lost", std::nullopt);
  lost.date_inferred = Date{2024, 6, 15};
  AppState state;
  SetCatalog({.sources = {},
              .reviews = {MakeReview("old", Date{2024, 6, 1}), MakeReview("undated", std::nullopt),
                          lost, MakeReview("new", Date{2024, 7, 1})}},
             state);
  CHECK(Listed(state) == std::vector<std::string>{"new", "lost", "old", "undated"});
}

TEST_CASE("navigating opens a review at its top, and an unknown id opens none") {
  AppState state;
  SetCatalog({.sources = {}, .reviews = {MakeReview("a", {}), MakeReview("b", {})}}, state);
  Apply(Scroll{Pane::kReview, 300}, state);
  Apply(Navigate{ReviewRoute("b")}, state);
  CHECK(state.open_review == 1);
  CHECK(state.scroll(Pane::kReview) == 0);
  Apply(Navigate{ReviewRoute("gone")}, state);
  CHECK(state.open_review == -1);
  CHECK(state.route.page == Route::Page::kReview);
}

TEST_CASE("a route that was set before the catalog came is found when it comes") {
  AppState state;
  Apply(Navigate{ReviewRoute("b")}, state);
  CHECK(state.open_review == -1);
  SetCatalog({.sources = {}, .reviews = {MakeReview("a", {}), MakeReview("b", {})}}, state);
  CHECK(state.open_review == 1);
}

TEST_CASE("what the page is to do comes out in order, once") {
  typeset::FontSet fonts;
  typeset::GlyphAtlas atlas(fonts);
  App reader(fonts, atlas);
  reader.Do(Navigate{ReviewRoute("a b")});
  CHECK(reader.TakeEffects() == std::vector<Effect>{effect::Scroll{Pane::kReview, 0, false},
                                                    effect::PushHash{"#/r/a%20b"}});
  CHECK(reader.TakeEffects().empty());
}

TEST_CASE(
    "a search that is typed replaces its own place in the history, its first letter does not") {
  AppState state;
  SetCatalog({.sources = {}, .reviews = {MakeReview("a", {})}}, state);
  ListQuery query;
  query.text = "a";
  Apply(ShowList{query, true}, state);
  CHECK(state.effects.back() == Effect{effect::PushHash{"#/?q=a"}});
  query.text = "ad";
  Apply(ShowList{query, true}, state);
  CHECK(state.effects.back() == Effect{effect::ReplaceHash{"#/?q=ad"}});
}

TEST_CASE("a key runs its command where it applies and is left alone where it does not") {
  AppState state;
  SetCatalog({.sources = {}, .reviews = {MakeReview("a", {})}}, state);
  CHECK_FALSE(HandleKey("s", state));
  Apply(Navigate{ReviewRoute("a")}, state);
  CHECK(HandleKey("s", state));
  CHECK(MarksOf(state.user, "a").starred);
  CHECK(HandleKey("Ctrl+Shift+p", state));
  CHECK(state.overlay == Overlay::kPalette);
  CHECK(HandleKey("Escape", state));
  CHECK(state.overlay == Overlay::kNone);
  CHECK_FALSE(HandleKey("F5", state));
}

TEST_CASE("a broken export is refused with its line and leaves the catalog as it was") {
  typeset::FontSet fonts;
  typeset::GlyphAtlas atlas(fonts);
  App reader(fonts, atlas);
  const auto error = reader.LoadExport("{\n\"format\": \"other\"}");
  REQUIRE(error.has_value());
  CHECK(error->starts_with("line "));
  CHECK(reader.state().catalog.reviews.empty());
}

TEST_CASE("reading time is counted at two hundred words a minute, and is never zero") {
  Review review = MakeReview("a", {});
  CHECK(ReadingMinutes(review) == 1);
  Block block;
  std::string text = "מילה";
  for (int i = 1; i < 600; ++i) text += " מילה";
  block.spans.push_back({.text = text});
  review.blocks.push_back(block);
  CHECK(ReadingMinutes(review) == 3);
}

TEST_CASE("counted strings have their own form for one") {
  CHECK(Counted(Str::review_count_one, Str::review_count, 1, Language::kEnglish) == "1 review");
  CHECK(Counted(Str::review_count_one, Str::review_count, 24, Language::kEnglish) == "24 reviews");
  CHECK(Counted(Str::review_count_one, Str::review_count, 24, Language::kHebrew) == "24 סקירות");
}

TEST_CASE(
    "a semantics node is written as JSON without its empty members, and its text is escaped") {
  SemanticsNode link{.role = Role::kLink,
                     .id = "a",
                     .name = "say \"שלום\"\n",
                     .href = "#/r/a",
                     .box = {1, 2, 3.5f, 4}};
  CHECK(WriteSemanticsJson(link) ==
        R"({"role":"link","box":[1,2,3.5,4],"id":"a","name":"say \"שלום\"\n",)"
        R"("href":"#/r/a"})");
}

// One formula of 2 em whose only glyph is a square, and one that is broken.
MathTable MakeMath() {
  Formula formula;
  formula.tex = "a=b";
  formula.width = 2000;
  formula.height = 700;
  formula.depth = 200;
  formula.glyphs = {0, 0, 0, 1000};
  formula.breaks = {1200};
  formula.mathml = "<math><mi>a</mi></math>";
  Formula broken;
  broken.tex = "\\frac{";
  broken.error = "Missing close brace";
  MathTable math;
  math.outlines = {"M0 0L500 0L500 500L0 500Z"};
  math.formulas = {formula, broken};
  return math;
}

// The text of a review whose one block is a paragraph of `spans`, in a column of `width` px.
TextBox LayoutParagraphOf(std::vector<Span> spans, const MathLibrary& math, float width) {
  typeset::FontSet fonts;  // without a face: letters are of no width, formulas of their own
  fonts.SetFallbackAdvance([](std::string_view, float, int) { return 0.0f; });
  Review review;
  Block block;
  block.spans = std::move(spans);
  review.blocks.push_back(block);
  const ArticleLayout article = LayoutArticle(fonts, math, review, 0, {.column = width});
  return article.items.back().texts.back();
}

Span Math(std::string tex) {
  Span span;
  span.text = std::move(tex);
  span.math = true;
  return span;
}

TEST_CASE("a formula in a paragraph is one box whose semantics node has its TeX and its MathML") {
  const MathLibrary math(MakeMath());
  Span before;
  before.text = "כאשר ";
  const TextBox text = LayoutParagraphOf({before, Math("a=b")}, math, 600);
  REQUIRE(text.formulas.size() == 1);
  CHECK(text.formulas[0].formula->tex == "a=b");
  const std::vector<SemanticsLine> lines = SemanticsLines(text);
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].fragments.size() == 2);
  CHECK(lines[0].fragments[0].text == "כאשר ");
  CHECK(lines[0].fragments[1].text == "a=b");
  CHECK(lines[0].fragments[1].mathml == "<math><mi>a</mi></math>");
  CHECK(lines[0].fragments[1].width == text.formulas[0].width());
}

TEST_CASE("a formula that is long for its column may part at its breaks, and never exceeds it") {
  const MathLibrary math(MakeMath());
  const TextBox narrow = LayoutParagraphOf({Math("a=b")}, math, 30);
  REQUIRE(narrow.formulas.size() == 2);
  CHECK(narrow.layout.lines.size() == 2);
  CHECK(narrow.layout.width <= 30.1f);
  const TextBox tiny = LayoutParagraphOf({Math("a=b")}, math, 10);
  CHECK(tiny.layout.width <= 10.1f);
  // Its TeX stands in the semantics nodes once.
  const std::vector<SemanticsLine> lines = SemanticsLines(narrow);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].fragments[0].text == "a=b");
  CHECK(lines[1].fragments[0].text.empty());
}

TEST_CASE("the parts of a formula that stand in one line are one piece of it, as wide as all") {
  MathTable table = MakeMath();
  table.formulas[0].width = 10000;
  table.formulas[0].breaks = {4000, 7000};
  const MathLibrary math(std::move(table));
  Span before, behind;
  before.text = "כאשר ";
  behind.text = " מתקיים";
  const TextBox text = LayoutParagraphOf({before, Math("a=b"), behind}, math, 600);
  REQUIRE(text.formulas.size() == 3);
  const std::vector<SemanticsLine> lines = SemanticsLines(text);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].first);
  CHECK(std::string_view(lines[0].dir) == "rtl");
  CHECK(lines[0].baseline == text.layout.lines[0].baseline);
  REQUIRE(lines[0].fragments.size() == 3);
  const SemanticsFragment& formula = lines[0].fragments[1];
  CHECK(formula.text == "a=b");
  CHECK(formula.boxed);
  CHECK(std::abs(formula.width - 10000 * text.formulas[0].scale) < 0.01f);
  CHECK(formula.ascent == text.formulas[0].ascent());
  CHECK(formula.descent == text.formulas[0].descent());
  CHECK(lines[0].fragments[2].text == " מתקיים");
}

TEST_CASE("broken TeX shows its source with a mark, and TeX that was not typeset without") {
  const MathLibrary math(MakeMath());
  const TextBox text = LayoutParagraphOf({Math("\\frac{"), Math("c")}, math, 600);
  REQUIRE(text.fragments.size() == 3);
  const Look& sign = text.fragments[0].look;
  CHECK(sign.sign);
  CHECK(sign.fill == Fill::kBroken);
  const Look& broken = text.fragments[1].look;
  CHECK(broken.ink == Ink::kBroken);
  CHECK(broken.fill == Fill::kBroken);
  CHECK(broken.style.family == typeset::Family::kMono);
  CHECK(broken.note == Text(Str::broken_formula, Language::kHebrew));
  const Look& unset = text.fragments[2].look;
  CHECK(unset.ink == Ink::kText);
  CHECK(unset.fill == Fill::kNone);
  CHECK(unset.note.empty());
  CHECK(text.formulas.empty());
  // The sign is for eyes: the semantics node tells the source and the note.
  const std::vector<SemanticsLine> lines = SemanticsLines(text);
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].fragments.size() == 2);
  CHECK(lines[0].fragments[0].text == "\\frac{");
  CHECK(lines[0].fragments[0].note == broken.note);
  CHECK(lines[0].fragments[1].text == "c");
}

TEST_CASE("a formula's parts have the colours that TeX gave them, the others none") {
  Formula formula;
  formula.colours = {kFormulaGlyphs, 1, 3, 0xCC0000, kFormulaTexts, 0, 1, 0x0000CC,
                     kFormulaGlyphs, 4, 5, 0x00CC00};
  PartColours glyphs(formula, kFormulaGlyphs);
  std::vector<int> found;
  for (size_t i = 0; i < 6; ++i) found.push_back(glyphs.Of(i));
  CHECK(found == std::vector<int>{-1, 0xCC0000, 0xCC0000, -1, 0x00CC00, -1});
  CHECK(PartColours(formula, kFormulaRules).Of(0) == -1);
  CHECK(PartColours(formula, kFormulaTexts).Of(0) == 0x0000CC);
}

}  // namespace
}  // namespace skira::app
