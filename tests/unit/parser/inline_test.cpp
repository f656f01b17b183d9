#include "parser/inline/inline.h"

#include <catch2/catch_test_macros.hpp>
#include <ctime>

namespace skira {
namespace {

Span Text(std::string text, uint16_t style = 0) { return {std::move(text), style, false, ""}; }
Span Math(std::string tex) { return {std::move(tex), 0, true, ""}; }
Span LinkTo(std::string text, std::string href) {
  return {std::move(text), 0, false, std::move(href)};
}

using Spans = std::vector<Span>;

}  // namespace

TEST_CASE("plain text is one span with its white space folded") {
  CHECK(ReadSpans("  שלום   לכל\tהעולם ") == Spans{Text("שלום לכל העולם")});
  CHECK(ReadSpans("") == Spans{});
  CHECK(ReadSpans(" \t ") == Spans{});
}

TEST_CASE("bold and italic marks style what stands between them") {
  CHECK(ReadSpans("זה **חשוב** וזה *נטוי*") ==
        Spans{Text("זה "), Text("חשוב", kStyleBold), Text(" וזה "), Text("נטוי", kStyleItalic)});
  CHECK(ReadSpans("***both***") == Spans{Text("both", kStyleBold | kStyleItalic)});
  CHECK(ReadSpans("**bold *and italic***") ==
        Spans{Text("bold ", kStyleBold), Text("and italic", kStyleBold | kStyleItalic)});
}

TEST_CASE("marks glued to Hebrew letters still pair") {
  CHECK(ReadSpans("ה**מודל**הזה") == Spans{Text("ה"), Text("מודל", kStyleBold), Text("הזה")});
  CHECK(ReadSpans("**תווית:**טקסט") == Spans{Text("תווית:", kStyleBold), Text("טקסט")});
  CHECK(ReadSpans("ב*חישוב* ו*תפיסה*") ==
        Spans{Text("ב"), Text("חישוב", kStyleItalic), Text(" ו"), Text("תפיסה", kStyleItalic)});
}

TEST_CASE("a space that crept into a bold mark does not undo it") {
  CHECK(ReadSpans("**label: **text") == Spans{Text("label:", kStyleBold), Text(" text")});
}

TEST_CASE("a lost opening mark before a label is put back and reported") {
  SpanReport report;
  CHECK(ReadSpans("נרמול:** כך עושים", &report) ==
        Spans{Text("נרמול:", kStyleBold), Text(" כך עושים")});
  CHECK(report.mended_bold);
  CHECK_FALSE(report.unclosed_bold);
}

TEST_CASE("unclosed marks stay text and are reported") {
  SpanReport report;
  CHECK(ReadSpans("a **b `c $d", &report) == Spans{Text("a **b `c $d")});
  CHECK(report.unclosed_bold);
  CHECK(report.unclosed_code);
  CHECK(report.unclosed_math);
  CHECK(ReadSpans("לא* משייך") == Spans{Text("לא* משייך")});
}

TEST_CASE("stars and underscores of formulas are no emphasis") {
  CHECK(ReadSpans("y^* ו- z^* וגם x_i + x_j") == Spans{Text("y^* ו- z^* וגם x_i + x_j")});
  CHECK(ReadSpans("2*3*4") == Spans{Text("2*3*4")});
  CHECK(ReadSpans("snake_case_name and _word_") ==
        Spans{Text("snake_case_name and "), Text("word", kStyleItalic)});
}

TEST_CASE("inline formulas are spans of TeX") {
  CHECK(ReadSpans("עבור  $m$  ו- $n_1$.") ==
        Spans{Text("עבור "), Math("m"), Text(" ו- "), Math("n_1"), Text(".")});
  CHECK(ReadSpans("$1 = t$") == Spans{Math("1 = t")});
  CHECK(ReadSpans("\\(a_1\\) and \\[b\\]") == Spans{Math("a_1"), Text(" and [b]")});
  CHECK(ReadSpans("$\\text{חסם|קצב}$") == Spans{Math("\\text{חסם|קצב}")});
}

TEST_CASE("money is no formula") {
  CHECK(ReadSpans("עלה \\$5 ו-\\$7") == Spans{Text("עלה $5 ו-$7")});
  CHECK(ReadSpans("עלה $5 מיליון ואז $10 מיליון") == Spans{Text("עלה $5 מיליון ואז $10 מיליון")});
}

TEST_CASE("TeX that lost its dollars is a formula, with the star of its script") {
  CHECK(ReadSpans("לחזות \\hat{y}_n^* כאן") ==
        Spans{Text("לחזות "), Math("\\hat{y}_n^*"), Text(" כאן")});
  CHECK(ReadSpans("(\\mathcal{D}, \\alpha_{t-1})") ==
        Spans{Text("("), Math("\\mathcal{D}"), Text(", "), Math("\\alpha_{t-1}"), Text(")")});
}

TEST_CASE("links keep their text and, where it was not lost, their target") {
  CHECK(ReadSpans("ראו [כאן](https://example.org/a(1)).") ==
        Spans{Text("ראו "), LinkTo("כאן", "https://example.org/a(1)"), Text(".")});
  CHECK(ReadSpans("[\\[1\\]](#), [2](#)") == Spans{Text("[1], 2")});
  CHECK(ReadSpans("<https://example.org/x?a=1&b=2>") ==
        Spans{LinkTo("https://example.org/x?a=1&b=2", "https://example.org/x?a=1&b=2")});
  CHECK(ReadSpans("www.example.org/x, וזהו") ==
        Spans{LinkTo("www.example.org/x", "https://www.example.org/x"), Text(", וזהו")});
  CHECK(ReadSpans("https://arxiv.org/abs/2401.00001וגם") ==
        Spans{LinkTo("https://arxiv.org/abs/2401.00001", "https://arxiv.org/abs/2401.00001"),
              Text("וגם")});
  CHECK(ReadSpans("[arxiv.org/abs/1](https://arxiv.org/abs/1)") ==
        Spans{LinkTo("arxiv.org/abs/1", "https://arxiv.org/abs/1")});
}

TEST_CASE("a link without a text shows its target, whatever stands around it") {
  const std::string url = "https://example.org/דף";
  const Spans shown = {Text("כאן "), LinkTo(url, url), Text(".")};
  CHECK(ReadSpans("כאן [](" + url + ").") == shown);
  CHECK(ReadSpans("כאן []( " + url + " ).") == shown);
  CHECK(ReadSpans("כאן [](<" + url + ">).") == shown);
  CHECK(ReadSpans("כאן [](" + url + " \"a title\").") == shown);
}

TEST_CASE("tags that set a style are read, unknown ones are text") {
  CHECK(ReadSpans("מי<u>לה</u> L<sub>T</sub>") ==
        Spans{Text("מי"), Text("לה", kStyleUnderline), Text(" L"), Text("T", kStyleSubscript)});
  CHECK(ReadSpans("<think> ואז </think>") == Spans{Text("<think> ואז </think>")});
  CHECK(ReadSpans("א<br>ב") == Spans{Text("א\nב")});
}

TEST_CASE("entities and escapes give their characters") {
  CHECK(ReadSpans("a &lt; b &amp; c &#x5d0; &amp;lt; amp;gt;") == Spans{Text("a < b & c א < >")});
  CHECK(ReadSpans("\\*לא נטוי\\* \\_") == Spans{Text("*לא נטוי* _")});
}

TEST_CASE("code spans keep their marks, a geresh is no backtick") {
  CHECK(ReadSpans("`a ** b` ו- ``x`y``") ==
        Spans{Text("a ** b", kStyleCode), Text(" ו- "), Text("x`y", kStyleCode)});
  CHECK(ReadSpans("צ`אט וג`יד") == Spans{Text("צ`אט וג`יד")});
}

TEST_CASE("program text keeps its spaces and its formulas") {
  CHECK(ReadCodeSpans("1:  $x_t$ = f\n  ** $PATH:$HOME") ==
        Spans{Text("1:  ", kStyleCode),
              {"x_t", kStyleCode, true, ""},
              Text(" = f\n  ** $PATH:$HOME", kStyleCode)});
}

TEST_CASE("text of any kind is read in linear time") {
  const size_t size = 400'000;
  for (const std::string_view unit :
       {"*",    "**a",     "_a ",      "`",        "``a`", "$",     "$a ", "\\$",   "[",
        "[a](", "](",      "![",       "<u>",      "</u>", "\\aa{", "{",   "&amp;", "\\(",
        "\\[a", "**a *b ", "<http://", "\xF0\x9F", "\xD7", "$$",    "* "}) {
    INFO("unit " << unit);
    std::string text;
    while (text.size() < size) text += unit;
    const std::clock_t start = std::clock();
    const std::vector<Span> spans = ReadSpans(text);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    CHECK(seconds < 2.0);
    CHECK(PlainText(spans).size() <= text.size());
  }
}

}  // namespace skira
