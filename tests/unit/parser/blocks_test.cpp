#include "parser/blocks/blocks.h"

#include <catch2/catch_test_macros.hpp>
#include <ctime>
#include <fstream>
#include <sstream>

#include "parser/blocks/block_phrases.h"
#include "parser/inline/inline.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr const char* kNames[] = {"heading", "paragraph", "list_item", "math", "table", "code",
                                  "figure",  "quote",     "link",      "rule", "credit"};

// A paragraph of about 120 letters that ends as a sentence.
const std::string kText =
    "זוהי פסקה שנכתבה לצורך הבדיקה בלבד והיא ארוכה דיה כדי שאיש לא יחשוב שמדובר בכותרת של משהו "
    "אלא בטקסט רגיל לגמרי.";
// The same length, cut off in the middle of its sentence.
const std::string kCut =
    "זוהי פסקה שנכתבה לצורך הבדיקה בלבד והיא ארוכה דיה כדי שאיש לא יחשוב שמדובר בכותרת של משהו "
    "ובסופה היא נקטעת בגלל סוף העמוד";

struct Result {
  std::vector<Block> blocks;
  std::vector<Warning> warnings;
};

Result Read(std::string_view source) {
  Result result;
  const Document document("t.txt", source, result.warnings);
  result.blocks = ReadBlocks(document, 1, document.line_count(), result.warnings);
  return result;
}

// "type first-last" of every block; headings and items with their level.
std::string Outline(std::string_view source) {
  std::ostringstream out;
  for (const Block& block : Read(source).blocks) {
    out << kNames[static_cast<int>(block.type)] << ' ' << block.first_line << '-'
        << block.last_line;
    if (block.type == BlockType::kHeading) out << " h" << block.level;
    if (block.type == BlockType::kListItem) {
      out << " l" << block.level << (block.ordered ? " " + block.marker : "");
    }
    out << '\n';
  }
  return out.str();
}

std::string TextOf(const Block& block) { return PlainText(block.spans); }

}  // namespace

TEST_CASE("a short line with a colon above text is a heading, a sentence with one is not") {
  CHECK(Outline("תרומות מרכזיות:\n\n" + kText) == "heading 1-1 h1\nparagraph 3-3\n");
  CHECK(Outline("מסקנות עיקריות:\n\n- א\n- ב") ==
        "heading 1-1 h1\nlist_item 3-3 l0\nlist_item 4-4 l0\n");
  CHECK(Outline("השיטה כוללת ארבעה שלבים:\n\n- א\n- ב") ==
        "paragraph 1-1\nlist_item 3-3 l0\nlist_item 4-4 l0\n");
  CHECK(Outline("פונקציית המחיר נראית כך:\n\n$$x$$") == "paragraph 1-1\nmath 3-3\n");
}

TEST_CASE("a colon displaced to the front still makes a heading and is put back") {
  const Result result = Read(":Attention Sinks\n\n" + kText);
  REQUIRE(result.blocks.size() == 2);
  CHECK(result.blocks[0].type == BlockType::kHeading);
  CHECK(TextOf(result.blocks[0]) == "Attention Sinks:");
  CHECK(result.warnings[0].code == "mended-punctuation");
}

TEST_CASE("a short line without colon is a heading above text, not at the end") {
  CHECK(
      Outline("מנגנון הזיכרון\n\n" + kText + "\n\nמאמר מומלץ לכל אחד\n\n<https://example.org/1>") ==
      "heading 1-1 h1\nparagraph 3-3\nparagraph 5-5\nlink 7-7\n");
  CHECK(Outline("מהי חלקות?\n\n" + kText) == "heading 1-1 h1\nparagraph 3-3\n");
  CHECK(Outline("נ.ב.\n\n" + kText) == "heading 1-1 h1\nparagraph 3-3\n");
}

TEST_CASE("bold alone on a line is a heading, a bold label is not") {
  CHECK(Outline("**מבוא**\n\n" + kText) == "heading 1-1 h1\nparagraph 3-3\n");
  CHECK(Outline("**Answer:** 17\n\n" + kText) == "paragraph 1-1\nparagraph 3-3\n");
}

TEST_CASE("hashes make headings, a hashtag does not") {
  CHECK(Outline("# מבוא\n## רקע ##\n" + kText) ==
        "heading 1-1 h1\nheading 2-2 h2\nparagraph 3-3\n");
  CHECK(Outline("#deeplearning") == "credit 1-1\n");
}

TEST_CASE("numbered short lines over text of their own are headings") {
  CHECK(Outline("1. מבוא\n\n" + kText + "\n\n2. שיטה\n\n2.1 פרטי המימוש\n\n" + kText +
                "\n\n3. סיכום\n\n" + kText) ==
        "heading 1-1 h1\nparagraph 3-3\nheading 5-5 h1\nheading 7-7 h2\nparagraph 9-9\n"
        "heading 11-11 h1\nparagraph 13-13\n");
  CHECK(Outline("א. רקע\n\n" + kText + "\n\nב. תוצאות:\n\n- אחת\n- שתיים") ==
        "heading 1-1 h1\nparagraph 3-3\nheading 5-5 h1\nlist_item 7-7 l0\nlist_item 8-8 l0\n");
}

TEST_CASE("numbered lines that a sentence announces are items") {
  CHECK(Outline(
            "המנגנון בנוי משתי תחנות:\n\n1. קידוד\n\n- כך וכך קורה\n\n2. פענוח\n\n- כך וכך קורה") ==
        "paragraph 1-1\nlist_item 3-3 l0 1\nlist_item 5-5 l1\nlist_item 7-7 l0 2\n"
        "list_item 9-9 l1\n");
}

TEST_CASE("the numbers of sections go on behind lists inside them") {
  CHECK(Outline("1. מבוא\n\n" + kText + "\n\n2. שיטה\n\n1. **שלב:** " + kText + "\n2. **שלב:** " +
                kText + "\n\n3. סיכום\n\n" + kText) ==
        "heading 1-1 h1\nparagraph 3-3\nheading 5-5 h1\nlist_item 7-7 l0 1\nlist_item 8-8 l0 2\n"
        "heading 10-10 h1\nparagraph 12-12\n");
}

TEST_CASE("a paragraph that a page break cut is one block over both pieces") {
  const Result result = Read(kCut + "\n\n \nונמשכת בעמוד הבא עד סופה.");
  REQUIRE(result.blocks.size() == 1);
  CHECK(result.blocks[0].first_line == 1);
  CHECK(result.blocks[0].last_line == 4);
  CHECK(TextOf(result.blocks[0]) == kCut + " ונמשכת בעמוד הבא עד סופה.");
}

TEST_CASE("a new paragraph, a heading or a label is not joined to what lost its full stop") {
  CHECK(Outline(kCut + "\n\nהמחברים מראים שזה עובד היטב בכל המקרים שנבדקו.") ==
        "paragraph 1-1\nparagraph 3-3\n");
  CHECK(Outline(kCut + "\n\nסיכום:\n\n" + kText) ==
        "paragraph 1-1\nheading 3-3 h1\nparagraph 5-5\n");
  CHECK(Outline(kCut + "\n\nזיכרון קבוע: זהו דבר אחר לגמרי שמתחיל כאן.") ==
        "paragraph 1-1\nparagraph 3-3\n");
}

TEST_CASE("wrapped lines are one paragraph, complete lines are one each") {
  CHECK(Outline("A line that is wrapped where the page\nends goes on here and stops.") ==
        "paragraph 1-2\n");
  CHECK(Outline(kText + "\n" + kText) == "paragraph 1-1\nparagraph 2-2\n");
  const Result hard = Read("**Prompt 1**  \nYou may not use code.");
  REQUIRE(hard.blocks.size() == 1);
  CHECK(TextOf(hard.blocks[0]) == "Prompt 1\nYou may not use code.");
}

TEST_CASE("lists of every marker give items") {
  CHECK(
      Outline("- א\n* ב\n• ג\n○ ד\n🔹 ה") ==
      "list_item 1-1 l0\nlist_item 2-2 l0\nlist_item 3-3 l0\nlist_item 4-4 l0\nlist_item 5-5 l0\n");
  CHECK(Outline("1. א\n2) ב\n(3) ג\n4️⃣ ד") ==
        "list_item 1-1 l0 1\nlist_item 2-2 l0 2\nlist_item 3-3 l0 3\nlist_item 4-4 l0 4\n");
  CHECK(Outline("א) אחת ארוכה.\nב) שתיים ארוכה.\nיא) לא פריט") ==
        "list_item 1-1 l0 א\nlist_item 2-2 l0 ב\nparagraph 3-3\n");
}

TEST_CASE("a number that begins an item's text is no marker") {
  const Result result = Read("- 4 תפוחים\n- 2.5 ליטר\n- (3) שלישי");
  REQUIRE(result.blocks.size() == 3);
  CHECK(result.blocks[0].marker.empty());
  CHECK(TextOf(result.blocks[0]) == "4 תפוחים");
  CHECK(TextOf(result.blocks[1]) == "2.5 ליטר");
  CHECK(result.blocks[2].marker == "3");
  CHECK(Outline("2024. היה זה מזמן\n\n3.5 שניות בלבד עברו.") == "paragraph 1-1\nparagraph 3-3\n");
}

TEST_CASE("an item's own list is nested, whatever its indent") {
  CHECK(Outline("- המצב מיוצג על ידי:\n 1. מיקום\n 2. זמן\n\n- הפעולה מיוצגת על ידי:\n 1. סוג") ==
        "list_item 1-1 l0\nlist_item 2-2 l1 1\nlist_item 3-3 l1 2\nlist_item 5-5 l0\n"
        "list_item 6-6 l1 1\n");
  CHECK(Outline("1. שלב ראשון של האימון:\n - a. כך\n - b. אחרת\n2. שלב שני.") ==
        "list_item 1-1 l0 1\nlist_item 2-2 l1 a\nlist_item 3-3 l1 b\nlist_item 4-4 l0 2\n");
  CHECK(Outline("- אחת\n - שתיים\n   - שלוש") ==
        "list_item 1-1 l0\nlist_item 2-2 l0\nlist_item 3-3 l1\n");
}

TEST_CASE("items run together on one line are told apart, a displaced number is read") {
  const Result result = Read("1. ראשון.\n2. שני. 3. שלישי. 4. רביעי\n.5 חמישי");
  REQUIRE(result.blocks.size() == 5);
  CHECK(TextOf(result.blocks[2]) == "שלישי.");
  CHECK(result.blocks[2].marker == "3");
  CHECK(result.blocks[3].first_line == 2);
  CHECK(TextOf(result.blocks[4]) == "חמישי");
  CHECK(result.blocks[4].marker == "5");
  CHECK(Outline("1. גרסה 2. 0 היא החדשה") == "list_item 1-1 l0 1\n");
}

TEST_CASE("bullets that were misread or torn off are put right or reported") {
  const Result result = Read("- אחת\n- ס שתיים\n- שלוש ○\n-ארבע\n-\n- 4.");
  REQUIRE(result.blocks.size() == 4);
  CHECK(TextOf(result.blocks[1]) == "שתיים");
  CHECK(TextOf(result.blocks[2]) == "שלוש");
  CHECK(TextOf(result.blocks[3]) == "ארבע");
  std::string codes;
  for (const Warning& warning : result.warnings) {
    codes += std::to_string(warning.line) + " " + warning.code + "\n";
  }
  CHECK(codes == "2 bullet-debris\n5 empty-item\n6 empty-item\n");
}

TEST_CASE("display formulas stand on one line or several") {
  const Result result = Read(
      "$$a = b$$.\n\n$$\n\\begin{aligned} a &= b \\\\\nc &= d \\end{aligned}\n$$\n\n"
      "\\begin{align}\nx\n\\end{align}\n\n\\[ z \\]");
  REQUIRE(result.blocks.size() == 4);
  CHECK(result.blocks[0].spans == std::vector<Span>{{"a = b", 0, true, ""}, {".", 0, false, ""}});
  CHECK(TextOf(result.blocks[1]) == "\\begin{aligned} a &= b \\\\\nc &= d \\end{aligned}");
  CHECK(TextOf(result.blocks[2]) == "\\begin{align}\nx\n\\end{align}");
  CHECK(TextOf(result.blocks[3]) == "z");
  CHECK(result.warnings.empty());
}

TEST_CASE("code stands between fences or is told by its lines") {
  const Result fenced = Read("```python\n\nx ** 2\n  - y\n```\n" + kText);
  REQUIRE(fenced.blocks.size() == 2);
  CHECK(fenced.blocks[0].type == BlockType::kCode);
  CHECK(TextOf(fenced.blocks[0]) == "x ** 2\n  - y");
  CHECK(Outline("1: for $t = 1$ to $T$ do\n2:   sample x\n3:   update y := y + x\n4: end for") ==
        "code 1-4\n");
}

TEST_CASE("a fence that is never closed ends before the next Hebrew paragraph") {
  const Result result = Read("```\nx = 1\n\n" + kText);
  REQUIRE(result.blocks.size() == 2);
  CHECK(result.blocks[0].last_line == 2);
  CHECK(result.blocks[1].type == BlockType::kParagraph);
  CHECK(result.warnings ==
        std::vector<Warning>{{1, "unclosed-code", "A code fence is never closed."}});
}

TEST_CASE("captions are told by their number, sentences about figures are not") {
  CHECK(Outline(
            "Figure 3: Overview.\n\n**Fig. 2.** Text\n\nTable 1 | Sizes\n\nAlgorithm 2 Training\n\n"
            "איור 4: סקירה") == "figure 1-1\nfigure 3-3\nfigure 5-5\nfigure 7-7\nfigure 9-9\n");
  CHECK(Outline("Figure 3 shows that the loss falls quickly at the beginning.") ==
        "paragraph 1-1\n");
  CHECK(Outline("Figure 1: Different thresholds.\nError bars are shown.") == "figure 1-2\n");
}

TEST_CASE("a line of addresses with at most a label is a link") {
  CHECK(Outline("<https://arxiv.org/abs/2401.00001>:\n\nקוד: https://github.com/a/b\n\n"
                "<https://example.org/1>, <https://example.org/2>") ==
        "link 1-1\nlink 3-3\nlink 5-5\n");
  CHECK(Outline(kText + "\n<https://example.org/1>") == "paragraph 1-1\nlink 2-2\n");
  CHECK(Outline("כפי שהוסבר בהרחבה במאמר המקורי https://example.org/1 זה עובד") ==
        "paragraph 1-1\n");
}

TEST_CASE("credits name the writer, prose about writing does not") {
  CHECK(Outline("## סקירה זו נכתבה על ידי פלוני אלמוני") == "credit 1-1\n");
  CHECK(Outline("הקוד נכתב על ידי קבוצה קטנה ומציג דרך חדשה.") == "paragraph 1-1\n");
}

TEST_CASE("rules, quotes and pictures") {
  CHECK(Outline("---\n\n> ציטוט\n> ארוך\n\n![תרשים](https://example.org/a.png)") ==
        "rule 1-1\nquote 3-4\nfigure 6-6\n");
  CHECK(Read("![](#)").warnings[0].code == "empty-picture");
  CHECK(TextOf(Read("> אחת\n> שתיים").blocks[0]) == "אחת שתיים");
}

TEST_CASE("displaced punctuation moves only where certain") {
  CHECK(MendDisplaced("deeplearning#") == "#deeplearning");
  CHECK(MendDisplaced(".(inner loop) לולאה פנימית") == "לולאה פנימית (inner loop).");
  CHECK(MendDisplaced(". והמשך רגיל") == ". והמשך רגיל");
  CHECK(MendDisplaced("C#") == "C#");
  CHECK(MendDisplaced("מילה: עוד") == "מילה: עוד");
}

TEST_CASE("every letter of the library's documents is in a block of its line") {
  for (const std::string_view name : {"dailies.txt", "short-reviews.md", "post-alphago.md"}) {
    std::ifstream file(std::string(SKIRA_ROOT "/corpus/") + std::string(name));
    std::stringstream bytes;
    bytes << file.rdbuf();
    std::vector<Warning> warnings;
    const Document document(name, bytes.str(), warnings);
    std::vector<size_t> seen(static_cast<size_t>(document.line_count()) + 1);
    for (const Block& block : ReadBlocks(document, 1, document.line_count(), warnings)) {
      size_t printed = 0;
      for (int line = block.first_line; line <= block.last_line; ++line) {
        printed += CountHebrewLetters(document.line(line));
        ++seen[static_cast<size_t>(line)];
      }
      INFO(name << " line " << block.first_line);
      CHECK(CountHebrewLetters(TextOf(block) + block.marker) == printed);
    }
    for (int line = 1; line <= document.line_count(); ++line) {
      INFO(name << " line " << line);
      CHECK((IsBlank(document.line(line)) || seen[static_cast<size_t>(line)] == 1));
    }
  }
}

TEST_CASE("no shape of input costs more than linear time, or is lost silently") {
#ifdef SKIRA_CHECKED
  constexpr double kSeconds = 30;  // the sanitizers take their time
#else
  constexpr double kSeconds = 3;
#endif
  const auto repeat = [](std::string_view unit, size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += unit;
    return text;
  };
  for (const std::string_view unit : {"- ",
                                      "- 1. ",
                                      "- \n",
                                      "1. a\n",
                                      "```python\n",
                                      "$$\n",
                                      "$$a\n",
                                      "\\[\n",
                                      "\\begin{a}\n",
                                      "| a\n",
                                      "a | b\n",
                                      "a  b\n",
                                      "x = 1\n\n",
                                      "for a\nb\nc\nd\n",
                                      "**a\n",
                                      "> \n",
                                      "#\n",
                                      "# a\n",
                                      "a\n\n",
                                      "א\n\n",
                                      "Figure 1: a\n",
                                      "http://a\n",
                                      "a\tb\n",
                                      "\xD7\n",
                                      "כותרת\n\n"}) {
    INFO("unit " << unit);
    const std::clock_t start = std::clock();
    const Result result = Read(repeat(unit, 300'000));
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    CHECK(seconds < kSeconds);
    CHECK(result.blocks.size() + result.warnings.size() > 0);
  }
}

}  // namespace skira
