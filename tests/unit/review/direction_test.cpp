#include "review/direction.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

namespace skira {
namespace {

constexpr TextDirection kRtl = TextDirection::kRtl, kLtr = TextDirection::kLtr;

Span Plain(std::string text) { return {.text = std::move(text)}; }
Span Code(std::string text) { return {.text = std::move(text), .style = kStyleCode}; }
Span Math(std::string tex) { return {.text = std::move(tex), .math = true}; }
Span LinkTo(std::string text, std::string href) {
  return {.text = std::move(text), .href = std::move(href)};
}
Block MakeBlock(BlockType type, std::vector<Span> spans) {
  return {.type = type, .spans = std::move(spans)};
}

TEST_CASE("a text is read as most of its words are") {
  CHECK(DirectionOf("The word for peace is שלום in Hebrew.") == kLtr);
  CHECK(DirectionOf("המילה attention מופיעה כאן פעמיים") == kRtl);
  CHECK(DirectionOf("Transformers הם הארכיטקטורה הנפוצה ביותר") == kRtl);
  CHECK(DirectionOf("שלום is how we greet one another") == kLtr);
}

TEST_CASE("where both are even, and where there is no word, Hebrew comes first") {
  CHECK(DirectionOf("Adam ו-SGD") == kRtl);
  CHECK(DirectionOf("רשת attention") == kRtl);
  CHECK(DirectionOf("") == kRtl);
  CHECK(DirectionOf("... 12 — 7!") == kRtl);
}

TEST_CASE("one letter is a word, and a word goes by its first letter") {
  CHECK(CountStrongWords("Adam ו-SGD") == StrongWords{.rtl = 1, .ltr = 1});
  CHECK(CountStrongWords("א ב a") == StrongWords{.rtl = 2, .ltr = 1});
  CHECK(CountStrongWords("GPT-ים (של OpenAI)") == StrongWords{.rtl = 1, .ltr = 2});
}

TEST_CASE("points, accents and direction marks are no letters") {
  CHECK(CountStrongWords("שָׁלוֹם") == StrongWords{.rtl = 1, .ltr = 0});
  CHECK(CountStrongWords("\u05B8 \u0301 \u200F \u200E ־") == StrongWords{});
  CHECK(DirectionOf("\u200F"
                    "an English sentence") == kLtr);
  CHECK(DirectionOf("\u200E"
                    "משפט בעברית") == kRtl);
}

TEST_CASE("numbers are no words, with or without a unit") {
  CHECK(CountStrongWords("7B, 13B, 1e-4, 81.2% — הגדלים") == StrongWords{.rtl = 1, .ltr = 0});
}

TEST_CASE("letters of other scripts count by the direction of their script") {
  CHECK(CountStrongWords("سلام кот 日本 αβγ") == StrongWords{.rtl = 1, .ltr = 3});
  CHECK(CountStrongWords("\u0663\u0664 \uFB2A") == StrongWords{.rtl = 1, .ltr = 0});
}

TEST_CASE("what the author isolated counts only where nothing else is there") {
  CHECK(DirectionOf("\u2066Generative Pretrained Transformer\u2069 הוא דגם") == kRtl);
  CHECK(DirectionOf("\u2068A whole English sentence.\u2069") == kLtr);
  CHECK(DirectionOf("\u2067"
                    "never closed, so all is isolated") == kLtr);
}

TEST_CASE("addresses, paths and names of files in a text do not count") {
  for (const char* text :
       {"ראו https://example.org/a/very/long.html", "ראו www.example.org example.net/abs/1",
        "ראו me@example.org", "ראו ./train.py ../b ~/c /etc/hosts src/a/b src/net.py C:\\x\\y",
        "ראו (train.py), \"model.safetensors\"."}) {
    CAPTURE(text);
    CHECK(CountStrongWords(text) == StrongWords{.rtl = 1, .ltr = 0});
  }
  CHECK(CountStrongWords("and/or e.g. U.S. Ph.D. end.Next 3D/4D") ==
        StrongWords{.rtl = 0, .ltr = 5});
}

TEST_CASE("code, formulas and links that show an address do not count, a link's words do") {
  CHECK(CountStrongWords(std::vector{Plain("מריצים "), Code("pip install a b c"), Plain(" כאן")}) ==
        StrongWords{.rtl = 2, .ltr = 0});
  CHECK(CountStrongWords(std::vector{Plain("נסמן "), Math("x \\in X"), Plain(" ולכן")}) ==
        StrongWords{.rtl = 2, .ltr = 0});
  CHECK(CountStrongWords(std::vector{
            Plain("כאן "), LinkTo("https://example.org/שלום", "https://example.org/"),
            LinkTo("example.org/x", "https://example.org/x")}) == StrongWords{.rtl = 1, .ltr = 0});
  CHECK(CountStrongWords(std::vector{LinkTo("All about it", "https://example.org/")}) ==
        StrongWords{.rtl = 0, .ltr = 3});
}

TEST_CASE("a word that goes on in another style is one word") {
  Span bold = Plain("QLoRA");
  bold.style = kStyleBold;
  CHECK(CountStrongWords(std::vector{Plain("LoRA ו-"), bold}) == StrongWords{.rtl = 1, .ltr = 1});
}

TEST_CASE("a block goes by its words; code and formulas are left to right") {
  CHECK(DirectionOf(MakeBlock(BlockType::kParagraph, {Plain("פסקה קצרה")})) == kRtl);
  CHECK(DirectionOf(MakeBlock(BlockType::kCode, {Plain("print(\"שלום לכל העולם\")")})) == kLtr);
  CHECK(DirectionOf(MakeBlock(BlockType::kMath, {Math("x")})) == kLtr);
}

TEST_CASE("a table's columns run as the words of its head") {
  const auto table = [](std::string text) {
    return DirectionOf(MakeBlock(BlockType::kTable, {Plain(std::move(text))}));
  };
  CHECK(table("מודל\tדיוק\nResNet small\tvery good\nViT large\tbetter") == kRtl);
  CHECK(table("Model\tAccuracy\nרשת קטנה מאוד\t1") == kLtr);
  CHECK(table("1\t2\nרשת קטנה\tnet") == kRtl);
}

TEST_CASE("a cell without words is left to right, so that its sign is before its number") {
  CHECK(CellDirection(std::vector{Plain("-0.5")}) == kLtr);
  CHECK(CellDirection(std::vector{Plain("<5%")}) == kLtr);
  CHECK(CellDirection(std::vector{Plain("GPT-4 הגדול")}) == kRtl);
}

TEST_CASE("an article starts at the side of most of its words") {
  Review review;
  CHECK(ArticleDirection(review) == kRtl);
  review.blocks = {
      MakeBlock(BlockType::kHeading, {Plain("An English Heading Comes First")}),
      MakeBlock(BlockType::kParagraph, {Plain("ואחריה פסקה ארוכה יותר בעברית פשוטה")})};
  CHECK(ArticleDirection(review) == kRtl);
  review.blocks.pop_back();
  CHECK(ArticleDirection(review) == kLtr);
}

}  // namespace
}  // namespace skira
