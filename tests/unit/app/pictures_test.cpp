#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/article/article_drawing.h"
#include "app/model/picture_library.h"
#include "app/model/sentences.h"
#include "app/state/picture_viewer.h"
#include "review/markdown.h"

namespace skira::app {
namespace {

using Catch::Approx;
using Kind = ArticleItem::Kind;

constexpr auto kHandle = [](int block) { return 100 + block; };

Picture MakePicture(std::string id, int width, int height, std::string alt = "") {
  return {.id = id, .file = id + ".png", .width = width, .height = height, .alt = std::move(alt)};
}

Block Figure(std::string picture, std::string caption = "", int level = 0) {
  Block block;
  block.type = BlockType::kFigure;
  block.level = level;
  block.picture = std::move(picture);
  if (!caption.empty()) block.spans.push_back({.text = std::move(caption)});
  return block;
}

Block Item(std::string text) {
  Block block;
  block.type = BlockType::kListItem;
  block.spans.push_back({.text = std::move(text)});
  return block;
}

// Layouts without a font: each letter is half an em wide, isolates have no width.
struct Page {
  Page() {
    fonts->SetFallbackAdvance([](std::string_view cluster, float size, int) {
      return cluster.starts_with("\xE2\x81") ? 0 : size / 2;
    });
  }
  const ArticleItem& Only(std::vector<Block> blocks, const ArticleStyle& style) {
    review.blocks = std::move(blocks);
    article = LayoutArticle(*fonts, math, review, 0, style, pictures);
    REQUIRE(!article.items.empty());
    return article.items.front();
  }
  std::unique_ptr<typeset::FontSet> fonts = std::make_unique<typeset::FontSet>();
  MathLibrary math;
  PictureLibrary pictures;
  Review review;
  ArticleLayout article;
};

TEST_CASE("a picture is as large as its pixels where there is room, in the column's middle") {
  Page page;
  page.pictures.Add({MakePicture("a", 200, 100)});
  const ArticleItem& item = page.Only({Figure("a")}, {.column = 600, .window = 1000});
  CHECK(item.kind == Kind::kPicture);
  CHECK(item.pane.x == Approx(200));
  CHECK(item.pane.width == Approx(200));
  CHECK(item.pane.height == Approx(100));
  CHECK(item.box.height == Approx(100));
}

TEST_CASE("a picture is never wider than the column nor higher than 80 % of the window") {
  Page page;
  page.pictures.Add({MakePicture("wide", 1200, 300), MakePicture("tall", 300, 3000)});
  CHECK(page.Only({Figure("wide")}, {.column = 600, .window = 1000}).pane.width == Approx(600));
  CHECK(page.article.items.front().pane.height == Approx(150));
  CHECK(page.Only({Figure("tall")}, {.column = 600, .window = 1000}).pane.height == Approx(800));
  CHECK(page.article.items.front().pane.width == Approx(80));
}

TEST_CASE("a picture that cannot be shown keeps its room and says why in it") {
  Page page;
  page.pictures.Add({MakePicture("a", 500, 300, "תרשים")});
  const ArticleItem whole = page.Only({Figure("a", "כיתוב")}, {.column = 600});
  CHECK(page.pictures.SetFault("a.png", PictureFault::kBroken));
  CHECK(!page.pictures.SetFault("a.png", PictureFault::kBroken));
  const ArticleItem& broken = page.Only({Figure("a", "כיתוב")}, {.column = 600});
  CHECK(broken.box.height == Approx(whole.box.height));
  CHECK(broken.texts.front().text == "תרשים (התמונה פגומה)");
  CHECK(broken.texts.size() == 2);
}

TEST_CASE("a picture of which no size is known is a line that says why") {
  Page page;
  Picture picture = MakePicture("a", 0, 0, "צילום");
  picture.problem = "it is damaged";
  page.pictures.Add({picture});
  const ArticleItem& item = page.Only({Figure("a")}, {.column = 600});
  CHECK(item.texts.front().text == "צילום (\u2066it is damaged\u2069)");
  CHECK(item.pane.width == Approx(600));
  CHECK(item.pane.height > item.texts.front().layout.height);
}

TEST_CASE("what could not be fetched may be asked for again, what is broken may not") {
  PictureLibrary pictures;
  pictures.Add({MakePicture("a", 1, 1), MakePicture("b", 1, 1)});
  pictures.SetFault("a.png", PictureFault::kAway);
  pictures.SetFault("b.png", PictureFault::kHuge);
  CHECK(pictures.ForgetAway());
  CHECK(pictures.FaultOf(*pictures.Find("a")) == PictureFault::kNone);
  CHECK(pictures.FaultOf(*pictures.Find("b")) == PictureFault::kHuge);
  CHECK(!pictures.ForgetAway());
}

TEST_CASE(
    "a figure's semantics nodes are what opens it, the picture with its alt, and the caption") {
  Page page;
  page.pictures.Add({MakePicture("a", 200, 100, "תרשים")});
  page.Only({Figure("a", "כיתוב")}, {.column = 600});
  const std::vector<SemanticsNode> nodes =
      BlockNodes(page.article, Language::kHebrew, 0, 0, kHandle);
  REQUIRE(nodes.size() == 1);
  CHECK(nodes[0].role == Role::kFigure);
  REQUIRE(nodes[0].children.size() == 3);
  CHECK(nodes[0].children[0].role == Role::kButton);
  CHECK(nodes[0].children[0].name == "הגדלת התמונה: תרשים");
  CHECK(nodes[0].children[0].handle == 100);
  CHECK(nodes[0].children[1].role == Role::kPicture);
  CHECK(nodes[0].children[1].name == "תרשים");
  CHECK(nodes[0].children[1].picture == "a.png");
  CHECK(nodes[0].children[2].role == Role::kCaption);
}

TEST_CASE(
    "a figure of a list item is below its text and inside its semantics node, and the list goes "
    "on") {
  Page page;
  page.pictures.Add({MakePicture("a", 200, 100)});
  page.Only({Item("א"), Figure("a", "", 1), Item("ב")}, {.column = 600});
  const ArticleItem& item = page.article.items[0];
  const ArticleItem& figure = page.article.items[1];
  CHECK(figure.indent == Approx(item.indent));
  CHECK(figure.pane.x + figure.pane.width <= 600 - figure.indent + 0.01f);
  const std::vector<SemanticsNode> nodes =
      BlockNodes(page.article, Language::kHebrew, 0, 0, kHandle);
  REQUIRE(nodes.size() == 1);
  REQUIRE(nodes[0].children.size() == 2);
  CHECK(nodes[0].children[0].children.at(0).role == Role::kFigure);
}

TEST_CASE("a small picture is a box in its line and shows its whole alt") {
  Page page;
  page.pictures.Add({MakePicture("a", 16, 16, "סמל")});
  Block block;
  block.spans = {
      {.text = "לפני "}, {.text = std::string(kNoAlt), .picture = "a"}, {.text = " אחרי"}};
  const ArticleItem& item = page.Only({block}, {.text_size = 20, .column = 600});
  const TextBox& text = item.texts.front();
  REQUIRE(text.pictures.size() == 1);
  CHECK(text.pictures[0].width == Approx(20));
  CHECK(text.pictures[0].alt == "סמל");
  CHECK(text.layout.lines.size() == 1);
  const std::vector<SemanticsLine> lines = SemanticsLines(text);
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].fragments.size() == 3);
  CHECK(lines[0].fragments[1].picture == "a.png");
  CHECK(lines[0].fragments[1].text == "סמל");
  CHECK(lines[0].fragments[1].source_size == kNoAlt.size());
}

TEST_CASE("the point below which a picture is enlarged stays, and no side leaves its room's") {
  PictureViewer viewer{.stage = {0, 0, 400, 400}, .fit = 1, .width = 400, .height = 200};
  MoveViewer(2, 300, 200, 0, 0, viewer);
  CHECK(viewer.zoom == Approx(2));
  CHECK(viewer.x == Approx(-100));
  CHECK(viewer.y == Approx(0));
  MoveViewer(1, 0, 0, 1000, 1000, viewer);
  CHECK(viewer.x == Approx(200));
  CHECK(viewer.y == Approx(0));
  MoveViewer(100, 0, 0, 0, 0, viewer);
  CHECK(viewer.zoom == Approx(kMostZoom));
  ToggleViewer(0, 0, viewer);
  CHECK(viewer.zoom == Approx(1));
  CHECK(viewer.x == Approx(0));
}

TEST_CASE("aloud a picture is what it shows, and one without words in a line is nothing") {
  PictureLibrary pictures;
  pictures.Add({MakePicture("a", 10, 10, "עקומת הלמידה")});
  Review review;
  Block block;
  block.spans = {{.text = "שלום "}, {.text = std::string(kNoAlt), .picture = "a"}};
  review.blocks = {Figure("a"), block};
  const std::vector<Sentence> sentences = SentencesOf(review, pictures);
  REQUIRE(sentences.size() == 2);
  CHECK(sentences[0] == Sentence{0, 0, 0, {{"תמונה: עקומת הלמידה", Language::kHebrew}}});
  CHECK(sentences[1].runs == std::vector<SpokenRun>{{"שלום", Language::kHebrew}});
  CHECK(WordCount(review) == 2);
}

}  // namespace
}  // namespace skira::app
