#include "review/html.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "review/markdown.h"
#include "review/mathml.h"
#include "review/safe_url.h"

namespace skira {
namespace {

Span Plain(std::string text, uint16_t style = 0) {
  return {.text = std::move(text), .style = style};
}
Span LinkTo(std::string text, std::string href) {
  return {.text = std::move(text), .href = std::move(href)};
}
Span Math(std::string tex) { return {.text = std::move(tex), .math = true}; }
Block MakeBlock(BlockType type, std::vector<Span> spans) {
  return {.type = type, .spans = std::move(spans)};
}
Block Item(std::string text, int level = 0, std::string marker = "") {
  Block block = MakeBlock(BlockType::kListItem, {Plain(std::move(text))});
  block.level = level;
  block.ordered = !marker.empty();
  block.marker = std::move(marker);
  return block;
}
// So much Hebrew that the review is Hebrew whatever the blocks before it are.
Block Rest() {
  return MakeBlock(BlockType::kCredit, {Plain("א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת")});
}
constexpr std::string_view kRestHtml =
    "<p class=\"credit\" dir=\"rtl\">א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת</p>";
constexpr std::string_view kRestAlone =
    "<p dir=\"rtl\">א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת</p>";

// The HTML of the blocks in a Hebrew review.
std::string Html(std::vector<Block> blocks, const HtmlOptions& options = {}) {
  Review review;
  review.blocks = std::move(blocks);
  review.blocks.push_back(Rest());
  const std::string html = ReviewHtml(review, nullptr, options);
  const std::string_view rest = options.standalone ? kRestAlone : kRestHtml;
  REQUIRE(html.ends_with(rest));
  return html.substr(0, html.size() - rest.size() - (html.size() > rest.size()));
}
std::string Html(Span span) { return Html({MakeBlock(BlockType::kParagraph, {std::move(span)})}); }

TEST_CASE("each block has its own direction, and headings stay at the article's side") {
  Block heading = MakeBlock(BlockType::kHeading, {Plain("Results and more")});
  heading.level = 2;
  CHECK(Html({MakeBlock(BlockType::kParagraph, {Plain("Most of this is English, שלום.")}),
              MakeBlock(BlockType::kParagraph, {Plain("Adam הוא שיטה")}), heading,
              MakeBlock(BlockType::kQuote, {Plain("ציטוט")}), MakeBlock(BlockType::kRule, {}),
              MakeBlock(BlockType::kFigure, {Plain("Figure 1: a net")})}) ==
        "<p dir=\"ltr\">Most of this is English, שלום.</p>\n"
        "<p dir=\"rtl\">Adam הוא שיטה</p>\n"
        "<h3 dir=\"ltr\" class=\"start\">Results and more</h3>\n"
        "<blockquote dir=\"rtl\">ציטוט</blockquote>\n"
        "<hr/>\n"
        "<figure class=\"card\" dir=\"ltr\"><figcaption>Figure 1: a net</figcaption></figure>");
  CHECK(Html({heading}, {.standalone = true}) ==
        "<h3 dir=\"ltr\" style=\"text-align: right\">Results and more</h3>");
}

TEST_CASE(
    "a title that the text opens with again stands once on a page, and in a copy as printed") {
  Review review;
  review.title = "Adam";
  Block heading = MakeBlock(BlockType::kHeading, {Plain("Adam")});
  heading.level = 1;
  review.blocks = {heading, MakeBlock(BlockType::kParagraph, {Plain("א")})};
  CHECK(ReviewHtml(review, nullptr) == "<p dir=\"rtl\">א</p>");
  CHECK(ReviewHtml(review, nullptr, {.standalone = true}) ==
        "<h2 dir=\"ltr\" style=\"text-align: right\">Adam</h2>\n<p dir=\"rtl\">א</p>");
}

TEST_CASE("a figure that is not there leads to the paper, unless its caption leads somewhere") {
  Review review;
  review.paper.urls = {"https://arxiv.org/abs/2405.18047"};
  review.blocks = {MakeBlock(BlockType::kFigure, {Plain("א")}),
                   MakeBlock(BlockType::kFigure, {LinkTo("ב", "https://example.org/")})};
  CHECK(ReviewHtml(review, nullptr) ==
        "<figure class=\"card\" dir=\"rtl\"><figcaption>א</figcaption><p class=\"see\"><a "
        "href=\"https://arxiv.org/abs/2405.18047\" rel=\"noopener\" "
        "dir=\"ltr\">https://arxiv.org/abs/2405.18047</a></p></figure>\n"
        "<figure class=\"card\" dir=\"rtl\"><figcaption><a href=\"https://example.org/\" "
        "rel=\"noopener\">ב</a></figcaption></figure>");
}

TEST_CASE("a formula is as high on a page as where it is drawn") {
  MathTable table;
  table.formulas = {
      {.tex = "x", .width = 572, .height = 442, .depth = 11, .mathml = "<math><mi>x</mi></math>"}};
  const FormulaIndex index(table);
  Review review;
  review.blocks = {MakeBlock(BlockType::kParagraph, {Plain("א "), Math("x")})};
  CHECK(ReviewHtml(review,
                   [&](std::string_view tex, bool display) { return index.Find(tex, display); }) ==
        "<p dir=\"rtl\">א <bdi dir=\"ltr\"><math xmlns=\"http://www.w3.org/1998/Math/MathML\">"
        "<mpadded height=\"0.442em\" "
        "depth=\"0.011em\"><mi>x</mi></mpadded></math></bdi></p>");
}

TEST_CASE("headings are one level below the title, as deep as HTML has them") {
  std::string html;
  for (const int level : {0, 1, 4, 5, 9}) {
    Block heading = MakeBlock(BlockType::kHeading, {Plain("א")});
    heading.level = level;
    html += Html({heading});
  }
  CHECK(html ==
        "<h2 dir=\"rtl\">א</h2><h2 dir=\"rtl\">א</h2><h5 dir=\"rtl\">א</h5><h6 dir=\"rtl\">א</h6>"
        "<h6 dir=\"rtl\">א</h6>");
}

TEST_CASE("every style has its element, code one that is isolated") {
  CHECK(Html(Plain("א", kStyleBold | kStyleItalic)) ==
        "<p dir=\"rtl\"><strong><em>א</em></strong></p>");
  CHECK(Html(Plain("א", kStyleHighlight | kStyleUnderline)) ==
        "<p dir=\"rtl\"><u><mark>א</mark></u></p>");
  CHECK(Html(Plain("א", kStyleSubscript)) == "<p dir=\"rtl\"><sub>א</sub></p>");
  CHECK(Html(Plain("א", kStyleSuperscript)) == "<p dir=\"rtl\"><sup>א</sup></p>");
  CHECK(Html(Plain("print(\"שלום\", x[0] + 1)", kStyleCode)) ==
        "<p dir=\"rtl\"><code dir=\"ltr\">print(&quot;שלום&quot;, x[0] + 1)</code></p>");
}

TEST_CASE("footnotes, tasks and columns are as they were written") {
  Block paragraph = MakeBlock(BlockType::kParagraph, {Plain("טענה"), Plain("1")});
  paragraph.spans[1].footnote = "1";
  Block note = MakeBlock(BlockType::kFootnote, {Plain("הערת שוליים")});
  note.marker = "1";
  CHECK(Html({paragraph, note}) ==
        "<p dir=\"rtl\">טענה<a id=\"noteref-1\" href=\"#note-1\" "
        "role=\"doc-noteref\"><sup>1</sup></a></p>\n"
        "<p id=\"note-1\" role=\"doc-footnote\" dir=\"rtl\" class=\"footnote\"><sup>1</sup> "
        "הערת שוליים <a href=\"#noteref-1\" role=\"doc-backlink\" aria-label=\"1\">↩</a></p>");
  CHECK(Html({paragraph, note}, {.standalone = true}) ==
        "<p dir=\"rtl\">טענה<sup>1</sup></p>\n<p dir=\"rtl\"><sup>1</sup> הערת שוליים</p>");
  CHECK(Html(Plain("נמחק", kStyleStrikethrough)) == "<p dir=\"rtl\"><s>נמחק</s></p>");
  Block done = Item("נעשה"), open = Item("לא נעשה");
  done.checked = true;
  open.checked = false;
  CHECK(Html({done, open}) ==
        "<ul dir=\"rtl\">\n<li dir=\"rtl\">☑ נעשה</li>\n<li dir=\"rtl\">☐ לא נעשה</li>\n</ul>");
  Block table = MakeBlock(BlockType::kTable, {Plain("שיטה\tציון\tזמן\nשלנו\t1\t2")});
  table.align = {CellAlign::kStart, CellAlign::kCenter, CellAlign::kEnd};
  const std::string html = Html({table});
  CHECK(html.find("<th scope=\"col\" dir=\"rtl\" class=\"to-right\">שיטה</th>"
                  "<th scope=\"col\" dir=\"rtl\" class=\"to-center\">ציון</th>"
                  "<th scope=\"col\" dir=\"rtl\" class=\"to-left\">זמן</th>") != html.npos);
}

TEST_CASE("what has a number shows it, and what refers to it leads there") {
  Block formula = MakeBlock(BlockType::kMath, {Math("x")});
  formula.marker = "3";
  Block text = MakeBlock(BlockType::kParagraph, {Plain("לפי "), Plain("משוואה (3)")});
  text.spans[1].reference = "equation 3";
  CHECK(Html({formula, text}) ==
        "<div class=\"wide numbered\" id=\"equation-3\" dir=\"ltr\"><code dir=\"ltr\">x</code> "
        "<span class=\"number\">(3)</span></div>\n"
        "<p dir=\"rtl\">לפי <a href=\"#equation-3\">משוואה (3)</a></p>");
  CHECK(Html({formula, text}, {.standalone = true}) ==
        "<div dir=\"ltr\"><bdi dir=\"ltr\">$x$</bdi>\u00A0\u00A0<span>(3)</span></div>\n"
        "<p dir=\"rtl\">לפי משוואה (3)</p>");
}

TEST_CASE("a table and its caption are one figure, with the caption where it was") {
  const Block table = MakeBlock(BlockType::kTable, {Plain("א\tב\n1\t2")});
  const Block caption = MakeBlock(BlockType::kFigure, {Plain("טבלה 1: ציונים")});
  const std::string grid = Html({table});
  const std::string head = "<figure class=\"table\" dir=\"rtl\">",
                    said = "<figcaption dir=\"rtl\">טבלה 1: ציונים</figcaption>";
  CHECK(Html({table, caption}) == head + "\n" + grid + said + "</figure>");
  CHECK(Html({caption, table}) == head + said + "\n" + grid + "</figure>");
  const Block other = MakeBlock(BlockType::kFigure, {Plain("איור 1: רשת")});
  CHECK(Html({table, other}) ==
        grid +
            "\n<figure class=\"card\" dir=\"rtl\"><figcaption>איור 1: רשת</figcaption></figure>");
}

TEST_CASE("markers are as printed: numbers are HTML's own, others text") {
  CHECK(Html({Item("אחד", 0, "3"), Item("two of them", 0, "7")}) ==
        "<ol dir=\"rtl\">\n"
        "<li value=\"3\" dir=\"rtl\">אחד</li>\n"
        "<li value=\"7\" dir=\"rtl\"><bdi dir=\"ltr\">two of them</bdi></li>\n"
        "</ol>");
  CHECK(Html({Item("אחד", 0, "א"), Item("שתיים", 0, "ב")}) ==
        "<ol class=\"printed\" dir=\"rtl\">\n"
        "<li dir=\"rtl\"><span class=\"marker\">א.</span> אחד</li>\n"
        "<li dir=\"rtl\"><span class=\"marker\">ב.</span> שתיים</li>\n"
        "</ol>");
  CHECK(Html({Item("אחד", 0, "א")}, {.standalone = true}) ==
        "<ol style=\"list-style-type: none\" dir=\"rtl\">\n"
        "<li dir=\"rtl\"><span>א.</span> אחד</li>\n"
        "</ol>");
}

TEST_CASE("lists nest by their levels, and a list of another kind is another list") {
  CHECK(Html({Item("א"), Item("ב", 1, "1"), Item("ג", 1, "2"), Item("ד"), Item("ה", 2),
              Item("ו", 1), Item("ז", 0, "1")}) ==
        "<ul dir=\"rtl\">\n"
        "<li dir=\"rtl\">א\n"
        "<ol dir=\"rtl\">\n"
        "<li value=\"1\" dir=\"rtl\">ב</li>\n"
        "<li value=\"2\" dir=\"rtl\">ג</li>\n"
        "</ol></li>\n"
        "<li dir=\"rtl\">ד\n"
        "<ul dir=\"rtl\">\n"
        "<li dir=\"rtl\">ה</li>\n"
        "</ul>\n"
        "<ul dir=\"rtl\">\n"
        "<li dir=\"rtl\">ו</li>\n"
        "</ul></li>\n"
        "</ul>\n"
        "<ol dir=\"rtl\">\n"
        "<li value=\"1\" dir=\"rtl\">ז</li>\n"
        "</ol>");
}

TEST_CASE(
    "an English list in a Hebrew review is at the review's side, each item read its own way") {
  CHECK(Html({Item("first of two"), Item("second of two")}) ==
        "<ul dir=\"rtl\">\n"
        "<li dir=\"rtl\"><bdi dir=\"ltr\">first of two</bdi></li>\n"
        "<li dir=\"rtl\"><bdi dir=\"ltr\">second of two</bdi></li>\n"
        "</ul>");
}

TEST_CASE("a table's cells keep their signs and stay at the side where its columns start") {
  CHECK(Html({MakeBlock(BlockType::kTable, {Plain("מודל\tדיוק\nAdam הישן\t-0.5\nSGD\t<5%")})}) ==
        "<div class=\"wide\"><table dir=\"rtl\">\n"
        "<tr><th scope=\"col\" dir=\"rtl\">מודל</th><th scope=\"col\" dir=\"rtl\">דיוק</th></tr>\n"
        "<tr><td dir=\"rtl\">Adam הישן</td><td dir=\"ltr\" class=\"start\"><bdi "
        "dir=\"ltr\">-0.5</bdi></td></tr>\n"
        "<tr><td dir=\"ltr\" class=\"start\">SGD</td><td dir=\"ltr\" "
        "class=\"start\">&lt;5%</td></tr>\n"
        "</table></div>");
}

TEST_CASE("units in a text and links that show an address are isolated") {
  CHECK(Html(Plain("בקובץ ./net.py, עד -3%")) ==
        "<p dir=\"rtl\">בקובץ <bdi dir=\"ltr\">./net.py</bdi>, עד <bdi dir=\"ltr\">-3%</bdi></p>");
  CHECK(Html(LinkTo("https://he.example.org/ערך", "https://he.example.org/ערך")) ==
        "<p dir=\"rtl\"><a href=\"https://he.example.org/ערך\" rel=\"noopener\" "
        "dir=\"ltr\">https://he.example.org/ערך</a></p>");
  CHECK(Html(LinkTo("המאמר", "https://example.org/?a=1&b=2")) ==
        "<p dir=\"rtl\"><a href=\"https://example.org/?a=1&amp;b=2\" "
        "rel=\"noopener\">המאמר</a></p>");
}

TEST_CASE("a link of several styles is one link, and one that leads nowhere good is text") {
  Span bold = LinkTo("Big", "https://example.org/");
  bold.style = kStyleBold;
  CHECK(Html({MakeBlock(BlockType::kParagraph,
                        {Plain("ראו כאן "), bold, LinkTo(" nets", "https://example.org/")})}) ==
        "<p dir=\"rtl\">ראו כאן <a href=\"https://example.org/\" rel=\"noopener\" "
        "dir=\"ltr\"><strong>Big</strong> nets</a></p>");
  CHECK(Html(LinkTo("כאן", "javascript:alert(1)")) == "<p dir=\"rtl\">כאן</p>");
  CHECK(Html(LinkTo("כאן", "http:evil")) == "<p dir=\"rtl\">כאן</p>");
}

TEST_CASE("text is escaped, line ends are kept, and what XML has not is dropped") {
  CHECK(Html(Plain("א<b>\"&'\x01\x1B\nב\u2028ג\xFF")) ==
        "<p dir=\"rtl\">א&lt;b&gt;&quot;&amp;&#39;<br/>ב<br/>ג\uFFFD</p>");
  CHECK(Html({MakeBlock(BlockType::kCode, {Plain("a < b\n\tc")})}) ==
        "<pre dir=\"ltr\"><code>a &lt; b\n\tc</code></pre>");
}

TEST_CASE("a formula is its MathML, isolated, and TeX where there is none or more than MathML") {
  MathTable table;
  table.formulas = {{.tex = "x", .mathml = "<math><mi>x</mi></math>"},
                    {.tex = "x", .display = true, .mathml = "<math display=\"block\"/>"},
                    {.tex = "y", .mathml = "<math><mi onclick=\"1\">y</mi></math>"}};
  const FormulaIndex index(table);
  const FindFormula find = [&](std::string_view tex, bool display) {
    return index.Find(tex, display);
  };
  Review review;
  review.blocks = {
      MakeBlock(BlockType::kParagraph, {Plain("נסמן "), Math("x"), Math("y"), Math("z<")}),
      MakeBlock(BlockType::kMath, {Math("x")})};
  const std::string math = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"";
  CHECK(ReviewHtml(review, find) ==
        "<p dir=\"rtl\">נסמן <bdi dir=\"ltr\">" + math +
            "><mi>x</mi></math></bdi>"
            "<code dir=\"ltr\">y</code><code dir=\"ltr\">z&lt;</code></p>\n"
            "<div class=\"wide\" dir=\"ltr\"><bdi dir=\"ltr\">" +
            math + " display=\"block\"></math></bdi></div>");
  CHECK(ReviewHtml(review, find, {.standalone = true}) ==
        "<p dir=\"rtl\">נסמן <bdi dir=\"ltr\">$x$</bdi><bdi dir=\"ltr\">$y$</bdi>"
        "<bdi dir=\"ltr\">$z&lt;$</bdi></p>\n"
        "<div dir=\"ltr\"><bdi dir=\"ltr\">$x$</bdi></div>");
}

TEST_CASE("a passage is its part of the blocks, each in the direction of the whole block") {
  Review review;
  review.blocks = {MakeBlock(BlockType::kParagraph, {Plain("כאן יש Adam ועוד")}),
                   Item("ראשון ברשימה", 0, "א"),
                   MakeBlock(BlockType::kTable, {Plain("מודל\tדיוק\nSGD\t1")}), Rest()};
  const std::string text = PlainText(review.blocks[0]);
  const auto at = static_cast<uint32_t>(text.find("Adam"));
  CHECK(PassageHtml(review, {0, at}, {0, at + 4}, nullptr) == "<p dir=\"rtl\">Adam</p>");
  CHECK(PassageHtml(review, {1, 11}, {2, 4}, nullptr) ==
        "<ol class=\"printed\" dir=\"rtl\">\n"
        "<li dir=\"rtl\">ברשימה</li>\n</ol>\n"
        "<div class=\"wide\"><table dir=\"rtl\">\n"
        "<tr><th scope=\"col\" dir=\"rtl\">מו</th></tr>\n</table></div>");
  CHECK(PassageHtml(review, {2, 18}, {2, 23}, nullptr, {.standalone = true}) ==
        "<table dir=\"rtl\">\n"
        "<tr><td dir=\"ltr\" style=\"text-align: right\">SGD</td>"
        "<td dir=\"ltr\" style=\"text-align: right\">1</td></tr>\n</table>");
  CHECK(PassageHtml(review, {0, at}, {0, at}, nullptr).empty());
  CHECK(PassageHtml(review, {7, 0}, {9, 1}, nullptr).empty());
}

TEST_CASE("addresses of http, https and mailto are safe and no others") {
  std::ifstream file(SKIRA_ROOT "/tests/fixtures/urls.json");
  for (const nlohmann::json& one : nlohmann::json::parse(file)) {
    const std::string href = one.at("href");
    CAPTURE(href);
    const bool safe = one.at("safe").get<bool>();
    CHECK(IsSafeUrl(href) == safe);
    CHECK(SafeUrl(href) == (safe ? one.value("link", href) : ""));
  }
}

TEST_CASE("MathML is written anew of its own elements and attributes, and is nothing else") {
  const std::string begin = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"";
  const std::pair<std::string, std::string> good[] = {
      {begin + " display=\"block\"><mi>x</mi></math>",
       begin + " display=\"block\"><mi>x</mi></math>"},
      {"<math><mrow><mo stretchy=\"false\">(</mo><mspace width=\"1em\" /></mrow ></math>",
       begin + "><mrow><mo stretchy=\"false\">(</mo><mspace width=\"1em\"></mspace></mrow></math>"},
      {"<math><mo>&#x2061;</mo><mtext>שלום &amp; &lt; '&#39;</mtext></math>",
       begin + "><mo>\u2061</mo><mtext>שלום &amp; &lt; &#39;&#39;</mtext></math>"},
      {"<math/>", begin + "></math>"},
  };
  for (const auto& [text, written] : good) {
    CAPTURE(text);
    CHECK(PlainMathml(text) == written);
    CHECK(PlainMathml(written) == written);
  }
  std::string deep = "<math>";
  for (int i = 0; i < 100'000; ++i) deep += "<mrow>";
  CHECK(PlainMathml(deep) == std::nullopt);
  for (const char* bad : {"",
                          "x",
                          "<mi>x</mi>",
                          "<math>",
                          "<math></math> ",
                          "<math></math><math></math>",
                          "<math><math></math></math>",
                          "<math><mi>x</math></mi>",
                          "<math><script>1</script></math>",
                          "<math><mi href=\"https://example.org\">x</mi></math>",
                          "<math><mi onclick=\"1\">x</mi></math>",
                          "<math><mi width='1'>x</mi></math>",
                          "<math><mi width=1>x</mi></math>",
                          "<math><mi width=\"<\">x</mi></math>",
                          "<math><!-- c --></math>",
                          "<math><![CDATA[x]]></math>",
                          "<?xml?><math></math>",
                          "<math xmlns=\"http://www.w3.org/1999/xhtml\"></math>",
                          "<math><MI>x</MI></math>",
                          "<math>&nbsp;</math>",
                          "<math>&#;</math>",
                          "<math>a & b</math>",
                          "<math>a > b</math>",
                          "<math><mi/ onclick=\"1\"></mi></math>",
                          "<math\"></math>",
                          "<math <mi></mi></math>",
                          "<math>\x01</math>",
                          "<math><mi>\x01</mi></math>",
                          "<math><mi>\u0085</mi></math>",
                          "<math><mi>&#1;</mi></math>",
                          "<math><mi>&#xD800;</mi></math>",
                          "<math><mi>&#x110000;</mi></math>",
                          "<math><mi>&#xFFFFFFFFF;</mi></math>",
                          "<math><mi>&#x41 ;</mi></math>",
                          "<math>x</math>",
                          "<math><mtext><mrow></mrow></mtext></math>",
                          "<math><mi width=\"1\" width=\"2\">x</mi></math>",
                          "<math><me<x>ta http-equiv=\"refresh\" content=\"0;url=a\">x</math>"}) {
    CAPTURE(bad);
    CHECK(PlainMathml(bad) == std::nullopt);
  }
}

}  // namespace
}  // namespace skira
