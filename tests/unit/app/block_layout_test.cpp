#include "app/article/block_layout.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <memory>

#include "app/article/article_drawing.h"
#include "review/html.h"
#include "review/markdown.h"

namespace skira::app {
namespace {

using Widths = std::vector<float>;

TEST_CASE("a table with room gives each column its widest cell's width") {
  CHECK(ColumnWidths(Widths{10, 20}, Widths{50, 60}, 200) == Widths{50, 60});
}

TEST_CASE("a table without enough room shares out what its columns want beyond their least") {
  CHECK(ColumnWidths(Widths{10, 20, 30}, Widths{10, 60, 90}, 110) == Widths{10, 40, 60});
}

TEST_CASE("a table wider than the room even so keeps its columns' least widths") {
  CHECK(ColumnWidths(Widths{80, 70}, Widths{80, 300}, 100) == Widths{80, 70});
}

// Nothing is pressed here.
constexpr auto kNoHandle = [](int) { return 0; };

// Layouts without a face: each letter is half an em wide, isolates have no width.
struct Page {
  Page() {
    fonts->SetFallbackAdvance([](std::string_view cluster, float size, int) {
      return cluster.starts_with("\xE2\x81") ? 0 : size / 2;
    });
  }
  ArticleLayout Layout(std::vector<Block> blocks, const ArticleStyle& style) {
    review.title = "כותרת";
    review.blocks = std::move(blocks);
    return LayoutArticle(*fonts, math, review, 0, style);
  }
  std::unique_ptr<typeset::FontSet> fonts = std::make_unique<typeset::FontSet>();
  MathLibrary math;
  Review review;
};

Block MakeBlock(BlockType type, std::string text, int level = 0, std::string marker = {}) {
  Block block;
  block.type = type;
  block.level = level;
  block.ordered = !marker.empty();
  block.marker = std::move(marker);
  Span span;
  span.text = std::move(text);
  block.spans.push_back(std::move(span));
  return block;
}

std::vector<Block> SomeBlocks() {
  return {
      MakeBlock(BlockType::kHeading, "כותרת משנה", 2),
      MakeBlock(BlockType::kParagraph, "פסקה שיש בה די מילים כדי למלא יותר משורה אחת או שתיים"),
      MakeBlock(BlockType::kListItem, "פריט ראשון ברשימה"),
      MakeBlock(BlockType::kListItem, "an item in English", 1, "12"),
      MakeBlock(BlockType::kCode, "if x:\n\treturn a_rather_long_name(with, several, arguments)"),
      MakeBlock(BlockType::kTable, "מודל\tדיוק\nקטן\t9.5\nגדול\t81.25"),
      MakeBlock(BlockType::kQuote, "ציטוט"),
      MakeBlock(BlockType::kFigure, "Figure 2: A caption."),
      MakeBlock(BlockType::kRule, ""),
  };
}

bool operator==(const Box& a, const Box& b) {
  return a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
}

// What of two layouts is drawn: every box and every line.
bool SameLook(const ArticleLayout& a, const ArticleLayout& b) {
  if (a.items.size() != b.items.size() || a.height != b.height || a.style != b.style) return false;
  for (size_t i = 0; i < a.items.size(); ++i) {
    const ArticleItem &x = a.items[i], &y = b.items[i];
    if (!(x.box == y.box) || !(x.pane == y.pane) || x.content_width != y.content_width ||
        x.lines != y.lines || x.texts.size() != y.texts.size()) {
      return false;
    }
    for (size_t t = 0; t < x.texts.size(); ++t) {
      const TextBox &p = x.texts[t], &q = y.texts[t];
      if (p.x != q.x || p.y != q.y || p.layout.runs != q.layout.runs) return false;
    }
  }
  return true;
}

TEST_CASE("an article placed anew at another width is the one that would be laid out there") {
  Page page;
  const ArticleStyle wide{.column = 700};
  ArticleLayout article = page.Layout(SomeBlocks(), wide);
  for (const ArticleStyle& style : {ArticleStyle{.column = 520}, ArticleStyle{.column = 300},
                                    ArticleStyle{.line_height = 2, .column = 520},
                                    ArticleStyle{.column = 640, .justify = true}, wide}) {
    REQUIRE(article.Reflow(style));
    CHECK(SameLook(article, page.Layout(SomeBlocks(), style)));
  }
}

TEST_CASE("another size, family or language of the text takes more than placing") {
  Page page;
  ArticleLayout article = page.Layout(SomeBlocks(), {});
  CHECK_FALSE(article.Reflow({.text_size = 24}));
  CHECK_FALSE(article.Reflow({.family = typeset::Family::kSans}));
  CHECK_FALSE(article.Reflow({.language = Language::kEnglish}));
  CHECK(article.style == ArticleStyle{});
}

// The items of a layout behind its cards of fields.
std::span<const ArticleItem> Body(const ArticleLayout& article) {
  size_t first = 0;
  while (first < article.items.size() && article.items[first].block < 0) ++first;
  return std::span(article.items).subspan(first);
}

// So much Hebrew that the article is Hebrew whatever the other blocks are.
Block Rest() {
  return MakeBlock(BlockType::kParagraph, "א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת");
}

TEST_CASE("a list's markers hang at the side where the list begins, numbers beside their texts") {
  Page page;
  const ArticleLayout article =
      page.Layout({MakeBlock(BlockType::kListItem, "פריט", 0, "9"),
                   MakeBlock(BlockType::kListItem, "English in a Hebrew list", 0, "10"), Rest()},
                  {.column = 600});
  REQUIRE(Body(article).size() == 3);
  const auto items = Body(article).first(2);
  for (const ArticleItem& item : items) {
    CHECK(item.right_to_left);
    const TextBox &marker = item.texts[0], &text = item.texts[1];
    const typeset::Line& line = text.layout.lines.front();
    CHECK(text.x + line.x + line.width <= marker.x);
    CHECK(marker.x + marker.layout.width <= 600.01f);
    CHECK(marker.x == items[0].texts[0].x);  // dots below each other
  }
  const ArticleLayout english = page.Layout(
      {MakeBlock(BlockType::kListItem, "one"), MakeBlock(BlockType::kListItem, "two")}, {});
  for (const ArticleItem& item : Body(english)) {
    CHECK_FALSE(item.right_to_left);
    CHECK(item.texts[0].x + item.texts[0].layout.width <= item.texts[1].x);
  }
}

// The right end of a text's first line, px from the column's left side.
float RightEnd(const TextBox& text) {
  const typeset::Line& line = text.layout.lines.front();
  return text.x + line.x + line.width;
}

TEST_CASE("headings and an English list are at the side where the article starts") {
  Page page;
  const ArticleLayout article =
      page.Layout({MakeBlock(BlockType::kHeading, "An English heading", 2),
                   MakeBlock(BlockType::kParagraph, "An English paragraph"),
                   MakeBlock(BlockType::kListItem, "the first item"),
                   MakeBlock(BlockType::kListItem, "the second item"), Rest()},
                  {.column = 600});
  CHECK(article.right_to_left);
  const auto items = Body(article);
  REQUIRE(items.size() == 5);
  const TextBox& heading = items[0].texts[0];
  CHECK(heading.layout.direction == typeset::Direction::kLtr);
  CHECK(std::abs(RightEnd(heading) - 600) < 0.01f);
  CHECK(RightEnd(items[1].texts[0]) < 400);
  for (const ArticleItem& item : items.subspan(2, 2)) {
    CHECK(item.texts[1].layout.direction == typeset::Direction::kLtr);
    CHECK(item.texts[0].x >= RightEnd(item.texts[1]));
  }
}

TEST_CASE("an English article starts at the left, with what is Hebrew in it") {
  Page page;
  const ArticleLayout article =
      page.Layout({MakeBlock(BlockType::kHeading, "תוצאות", 2),
                   MakeBlock(BlockType::kParagraph, "An English paragraph of some words"),
                   MakeBlock(BlockType::kListItem, "פריט")},
                  {.column = 600});
  CHECK_FALSE(article.right_to_left);
  const auto items = Body(article);
  REQUIRE(items.size() == 3);
  const TextBox& heading = items[0].texts[0];
  CHECK(heading.layout.direction == typeset::Direction::kRtl);
  CHECK(heading.x + heading.layout.lines.front().x == 0);
  CHECK(items[2].texts[0].x < items[2].texts[1].x + items[2].texts[1].layout.lines.front().x);
}

TEST_CASE("canvas, DOM layer and HTML read a text in the same direction") {
  const char* texts[] = {"The word שלום is Hebrew.",
                         "Adam ו-SGD",
                         "GPT-4 הוא דגם גדול",
                         "שלום and good morning",
                         "ראו ./train.py",
                         "12 — 7",
                         "⁦A note in English⁩ ואחריה",
                         "שָׁלוֹם to us all",
                         "Results"};
  Page page;
  for (const char* text : texts) {
    CAPTURE(text);
    const ArticleLayout article = page.Layout(
        {MakeBlock(BlockType::kParagraph, text), MakeBlock(BlockType::kHeading, text, 1), Rest()},
        {});
    const std::string direction = NameOf(DirectionOf(text));
    const std::vector<SemanticsNode> nodes = BlockNodes(article, Language::kHebrew, 0, 0, kNoHandle);
    const auto items = Body(article);
    for (size_t i = 0; i < 2; ++i) {
      const bool rtl = items[i].texts[0].layout.direction == typeset::Direction::kRtl;
      CHECK((rtl ? "rtl" : "ltr") == direction);
      const SemanticsNode& node = nodes[nodes.size() - 3 + i];
      CHECK(node.dir == direction);
      CHECK(std::string(node.lines[0].dir) == direction);
    }
    const std::string html = ReviewHtml(page.review, nullptr);
    CHECK(html.starts_with("<p dir=\"" + direction + "\""));
    CHECK(html.find("<h2 dir=\"" + direction + "\"") != html.npos);
  }
}

TEST_CASE("code, addresses and units in a text are isolated, and show their own bytes") {
  Page page;
  Block block = MakeBlock(BlockType::kParagraph, "בקובץ ./net.py יש ");
  block.spans.push_back({.text = "f(\"שלום\")", .style = kStyleCode});
  block.spans.push_back({.text = " וכן "});
  block.spans.push_back(
      {.text = "https://he.example.org/ערך", .href = "https://he.example.org/ערך"});
  const ArticleLayout article = page.Layout({block}, {});
  const TextBox& text = Body(article)[0].texts[0];
  CHECK(text.text ==
        "בקובץ \u2066./net.py\u2069 יש \u2066f(\"שלום\")\u2069 וכן "
        "\u2066https://he.example.org/ערך\u2069");
  const std::string whole = PlainText(block);
  std::vector<std::string> shown;
  for (const Fragment& fragment : text.fragments) {
    shown.push_back(whole.substr(fragment.source, fragment.source_size));
  }
  CHECK(shown == std::vector<std::string>{"בקובץ ", "./net.py", " יש ", "f(\"שלום\")", " וכן ",
                                          "https://he.example.org/ערך"});
}

TEST_CASE("code keeps its lines: what is wider than the column scrolls, from the left") {
  Page page;
  const ArticleLayout article =
      page.Layout({MakeBlock(BlockType::kCode, "short\n" + std::string(200, 'x')),
                   MakeBlock(BlockType::kCode, "short")},
                  {.column = 400});
  const auto items = Body(article);
  REQUIRE(items.size() == 2);
  CHECK(items[0].texts[0].layout.lines.size() == 2);
  CHECK(items[0].content_width > 1000);
  CHECK(items[0].pane.width == 400);
  CHECK_FALSE(items[0].right_to_left);
  CHECK_FALSE(items[1].scrolls());
}

TEST_CASE("a table's columns run from the side where it reads from, its numbers by their points") {
  Page page;
  const ArticleLayout article =
      page.Layout({MakeBlock(BlockType::kTable, "מודל\tדיוק\nקטן\t9.5\nגדול\t81.25")}, {});
  const ArticleItem& table = Body(article)[0];
  CHECK(table.right_to_left);
  CHECK(table.columns == 2);
  CHECK(table.texts[0].x > table.texts[1].x);
  CHECK(table.numeric == std::vector<uint8_t>{0, 1});
  const TextBox &half = table.texts[3], &quarter = table.texts[5];
  const float points[] = {half.x + typeset::CaretAt(half.layout, 1).x,
                          quarter.x + typeset::CaretAt(quarter.layout, 2).x};
  CHECK(std::abs(points[0] - points[1]) < 0.01f);
  const ArticleLayout english = page.Layout({MakeBlock(BlockType::kTable, "a\tb\nc\td")}, {});
  CHECK_FALSE(Body(english)[0].right_to_left);
  CHECK(Body(english)[0].texts[0].x < Body(english)[0].texts[1].x);
}

TEST_CASE("a caption beside a table is the table's, and other captions are figures") {
  Page page;
  const Block table = MakeBlock(BlockType::kTable, "a\tb\n1\t2");
  const ArticleLayout article = page.Layout(
      {MakeBlock(BlockType::kFigure, "Table 1: Above."), table,
       MakeBlock(BlockType::kParagraph, "x"), table, MakeBlock(BlockType::kFigure, "טבלה 2. מתחת."),
       MakeBlock(BlockType::kFigure, "Figure 1: A picture.")},
      {});
  const auto items = Body(article);
  REQUIRE(items.size() == 4);
  CHECK(items[0].captions == 1);
  CHECK(items[0].caption_above);
  CHECK(items[0].texts.back().y < items[0].pane.y);
  CHECK(items[2].captions == 1);
  CHECK_FALSE(items[2].caption_above);
  CHECK(items[2].texts.back().y >= items[2].pane.y + items[2].pane.height);
  CHECK(items[3].kind == ArticleItem::Kind::kFigure);
  CHECK(items[3].texts[0].fragments[0].look.style.weight == 700);  // "Figure 1:"
}

TEST_CASE("the blank at a formula's break is dropped where a line ends there") {
  Formula formula;
  formula.tex = "a=b";
  formula.width = 9000;
  formula.height = 700;
  formula.breaks = {4000};
  formula.gaps = {250};
  MathTable table;
  table.formulas = {formula};
  Page page;
  page.math = MathLibrary(std::move(table));
  Block block = MakeBlock(BlockType::kParagraph, "a=b");
  block.spans[0].math = true;
  const auto lines = [&](float column) {
    const ArticleLayout article = page.Layout({block}, {.text_size = 20, .column = column});
    return Body(article)[0].texts[0].layout.lines;
  };
  const float unit = 20 * 1.04f / 1000;
  const auto whole = lines(600), parted = lines(150);
  REQUIRE(whole.size() == 1);
  CHECK(std::abs(whole[0].width - 9000 * unit) < 0.1f);
  REQUIRE(parted.size() == 2);
  CHECK(std::abs(parted[0].width - 3750 * unit) < 0.1f);
  CHECK(std::abs(parted[1].width - 5000 * unit) < 0.1f);
}

TEST_CASE("a justified line's semantics node has the room that was put between its words") {
  Page page;
  const ArticleLayout article = page.Layout(SomeBlocks(), {.column = 500, .justify = true});
  const std::vector<SemanticsNode> nodes = BlockNodes(article, Language::kHebrew, 0, 0, kNoHandle);
  const auto paragraph = std::find_if(nodes.begin(), nodes.end(), [](const SemanticsNode& node) {
    return node.role == Role::kParagraph && node.lines.size() > 1;
  });
  REQUIRE(paragraph != nodes.end());
  CHECK(paragraph->lines.front().word_spacing > 0);
  CHECK(paragraph->lines.front().box.width > 499);
  CHECK(paragraph->lines.back().word_spacing == 0);
}

TEST_CASE("list items are told as lists within lists, with the numbers they print") {
  Page page;
  const ArticleLayout article = page.Layout(
      {MakeBlock(BlockType::kListItem, "א", 0, "3"), MakeBlock(BlockType::kListItem, "ב", 1),
       MakeBlock(BlockType::kListItem, "ג", 1), MakeBlock(BlockType::kListItem, "ד", 0, "4")},
      {});
  const std::vector<SemanticsNode> nodes = BlockNodes(article, Language::kHebrew, 0, 0, kNoHandle);
  const SemanticsNode& list = nodes.back();
  CHECK(list.role == Role::kList);
  CHECK(list.ordered);
  CHECK(list.place == 3);
  REQUIRE(list.children.size() == 2);
  CHECK(list.children[1].place == 4);
  REQUIRE(list.children[0].children.size() == 1);
  const SemanticsNode& inner = list.children[0].children[0];
  CHECK_FALSE(inner.ordered);
  REQUIRE(inner.children.size() == 2);
  // Placed from its parent: the inner item stands where the article has it.
  const ArticleItem& item = article.items[article.items.size() - 2];
  CHECK(list.children[0].box.y + inner.children[1].box.y == item.box.y);
}

}  // namespace
}  // namespace skira::app
