// Documents of kinds that the parser's rules were not written from: other headers, encodings,
// converters' markup, Markdown as its readers know it. Each says what is right.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "documents_for_tests.h"
#include "review/json.h"
#include "review/markdown.h"
#include "review/names.h"

using namespace skira;

namespace {

std::string Said(const Review& review) {
  std::string said = review.number ? std::to_string(*review.number) + " | " : "";
  said += review.date ? ToString(*review.date) : "-";
  return said + " | " + review.title.value_or("-");
}

std::vector<std::string> AllSaid(const ParseResult& result) {
  std::vector<std::string> said;
  for (const Review& review : result.reviews) said.push_back(Said(review));
  return said;
}

using Texts = std::vector<std::string>;

// The blocks' plain texts.
Texts TextsOf(const Review& review) {
  Texts texts;
  for (const Block& block : review.blocks) texts.push_back(PlainText(block));
  return texts;
}

Review ReadBody(const std::string& body) {
  const ParseResult result = Parse("Review 5: A Title Of A Paper, 12.03.25\n\n" + body);
  REQUIRE(result.reviews.size() == 1);
  return result.reviews[0];
}

std::vector<int> Levels(const Review& review, BlockType type) {
  std::vector<int> levels;
  for (const Block& block : review.blocks) {
    if (block.type == type) levels.push_back(block.level);
  }
  return levels;
}

bool Warns(const std::vector<Warning>& warnings, std::string_view code) {
  return std::any_of(warnings.begin(), warnings.end(),
                     [&](const Warning& warning) { return warning.code == code; });
}

const std::string kLink = "\n\nhttps://arxiv.org/abs/2503.01234\n\n";

}  // namespace

TEST_CASE(
    "the header of today gives date, number and writer, and its headline is the first block") {
  const ParseResult result = Parse(
      "רשתות קטנות, זיכרון גדול?\n\nסקירת המאמר היומית של מייק: 17.12.25, סקירה 552, 472 סקירות ל "
      "1024\nSmall Nets With Large Memory\n\n" +
      Prose() + kLink +
      "ללמוד לשכוח\n\nסקירת המאמר היומית של מייק: 471 סקירות ל 1024, סקירה 553, 18.12.25\nLearning "
      "To "
      "Forget\n\n" +
      Prose() + kLink);
  CHECK(AllSaid(result) == Texts{"552 | 2025-12-17 | Small Nets With Large Memory",
                                 "553 | 2025-12-18 | Learning To Forget"});
  CHECK(result.reviews[1].first_line == 10);
  CHECK(TextsOf(result.reviews[1]).front() == "ללמוד לשכוח");
  CHECK(result.reviews[0].last_line == 8);
}

TEST_CASE("a second mark inside of a header belongs to it") {
  for (const std::string header :
       {"Review 550: Some Title Here\n\nהמאמר היומי של מייק: 26.10.25\n\nSome Title Here\n\n",
        "המאמר היומי של מייק 26.10.25\n\nSome Title Here\n\nסקירה: 550\n\n",
        "26.10.25 המאמר היומי של דנה ומייק:\n\nSome Title Here\n\nסקירה :550\n\n",
        "26.10.25 המאמר היומי של מיק: Some Title Here\n\nסקירה מס' 550\n\n"}) {
    INFO(header);
    CHECK(AllSaid(Parse(header + Prose() + kLink)) == Texts{"550 | 2025-10-26 | Some Title Here"});
  }
}

TEST_CASE("dates are read in words, in brackets and with a digit lost that the neighbours know") {
  for (const std::string date : {", 5 באוגוסט 2024", ", August 5, 2024", " (2024-08-05)",
                                 " – 05/08/2024", ", ה-5 לאוגוסט 2024"}) {
    INFO(date);
    const ParseResult result = Parse("Review 7: Some Title Here" + date + "\n\n" + Prose());
    CHECK(AllSaid(result) == Texts{"7 | 2024-08-05 | Some Title Here"});
  }
  const auto day = [](const std::string& printed, const std::string& title) {
    return "המאמר היומי של מייק " + printed + ": " + title + "\n\n" + Prose() + kLink;
  };
  const ParseResult lost = Parse(day("14.08.24", "First Title") + day("15.08.24", "Second Title") +
                                 day("1608.24", "Third Title") + day("7.08.24", "Fourth Title") +
                                 day("18.08.24", "Fifth Title"));
  CHECK(AllSaid(lost) == Texts{"2024-08-14 | First Title", "2024-08-15 | Second Title",
                               "2024-08-16 | Third Title", "2024-08-17 | Fourth Title",
                               "2024-08-18 | Fifth Title"});
}

TEST_CASE("the words of a series that nobody has seen are learned from its own headers") {
  std::string text;
  Texts right;
  for (int i = 1; i <= 6; ++i) {
    const std::string title = "Paper Title Number " + std::string(1, static_cast<char>('A' + i));
    text +=
        "יומן הקריאה שלי – 0" + std::to_string(i) + ".03.25\n\n" + title + "\n\n" + Prose() + kLink;
    right.push_back("2025-03-0" + std::to_string(i) + " | " + title);
  }
  CHECK(AllSaid(Parse(text)) == right);
}

TEST_CASE("a chat's messages are reviews where they link a paper, the others are said") {
  const ParseResult result =
      Parse("דנה לוי, [12.03.25 09:14]\nסקירה יומית: First Title Here\n\n" + Prose() + kLink +
            "דנה לוי, [13.03.25 08:55]\nסקירה יומית: Second Title Here\n\n" + Prose() + kLink +
            "דנה לוי, [14.03.25 10:02]\nתודה לכולם! מחר נחים.\n");
  CHECK(AllSaid(result) ==
        Texts{"2025-03-12 | First Title Here", "2025-03-13 | Second Title Here"});
  CHECK(result.reviews[0].reviewers == Texts{"דנה לוי"});
  CHECK(Warns(result.reviews[1].warnings, "message-without-review"));
}

TEST_CASE("a digest's numbered headings and a post with a Hebrew title are reviews") {
  CHECK(AllSaid(Parse(
            "# סיכום שבועי\n\n## 1. [First Title Here](https://arxiv.org/abs/2503.00001)\n\n" +
            Prose() + "\n\n## 2. [Second Title](https://arxiv.org/abs/2503.00002)\n\n" + Prose() +
            "\n\n## 3. Third Title\n\n" + Prose() + "\n")) ==
        Texts{"- | First Title Here", "- | Second Title", "- | Third Title"});
  const ParseResult post = Parse("רשתות שסופרות צעדים\n\nדנה לוי, 12.3.2025\n\n" + Prose() + kLink);
  CHECK(AllSaid(post) == Texts{"2025-03-12 | רשתות שסופרות צעדים"});
  CHECK(post.reviews[0].reviewers == Texts{"דנה לוי"});
}

TEST_CASE("front matter is a header, and what it says beyond is in fields of its own name") {
  const ParseResult yaml = Parse(
      "---\ntitle: Some Title Here\ntags: [a, ב]\ndate: 2025-03-12\nauthor: דנה לוי\n---\n\n" +
      Prose());
  CHECK(AllSaid(yaml) == Texts{"2025-03-12 | Some Title Here"});
  CHECK(yaml.reviews[0].reviewers == Texts{"דנה לוי"});
  CHECK(yaml.reviews[0].fields.other == std::vector<NamedField>{{"tags", {"a", "ב"}}});
  CHECK(AllSaid(Parse("+++\ntitle = \"Some Title Here\"\ndate = 2025-03-12T09:14:00\n+++\n\n" +
                      Prose())) == Texts{"2025-03-12 | Some Title Here"});
}

TEST_CASE("bytes that are not UTF-8 are decoded with a warning that names the encoding") {
  const std::string hebrew =
      "\xF9\xEC\xE5\xED \xEC\xEB\xE5\xEC\xED, \xE6\xE5 \xF1\xF7\xE9\xF8\xE4 ";
  std::string bytes = "Review 12: Some Title Here, 12.03.25\n\n";
  for (int i = 0; i < 8; ++i) bytes += hebrew;
  const ParseResult windows = Parse(bytes);
  REQUIRE(windows.reviews.size() == 1);
  CHECK(PlainText(windows.reviews[0].blocks.at(0)).starts_with("שלום לכולם, זו סקירה"));
  CHECK(Warns(windows.warnings, "encoding"));
  std::string utf16 = "\xFF\xFE";
  for (const char32_t c : std::u32string(U"Review 12: Some Title Here\n\nשלום לכולם")) {
    utf16 += static_cast<char>(c & 0xFF);
    utf16 += static_cast<char>(c >> 8);
  }
  const ParseResult wide = Parse(utf16);
  CHECK(AllSaid(wide) == Texts{"12 | - | Some Title Here"});
  CHECK(Warns(wide.warnings, "encoding"));
}

TEST_CASE("Hebrew in visual order is put right, with a warning") {
  const ParseResult result = Parse(
      "52.30.21 קיימ לש ימויה רמאמה\n\nSome Title Here\n\n.םידליו םישנא לש םיבר םירבד לע רפסמ "
      "רמאמה\n" +
      kLink);
  CHECK(AllSaid(result) == Texts{"2025-03-12 | Some Title Here"});
  CHECK(TextsOf(result.reviews.at(0)).front() == "המאמר מספר על דברים רבים של אנשים וילדים.");
  CHECK(Warns(result.warnings, "visual-order"));
}

TEST_CASE("control characters are dropped with a warning") {
  const ParseResult result =
      Parse("Review 7: Some Title Here, 12.02.24\n\nא\x01ב \x1B[0mג \xEF\xBF\xBEד\n");
  CHECK(TextsOf(result.reviews.at(0)) == Texts{"אב ג ד"});
  CHECK(Warns(result.warnings, "control-character"));
}

std::string WithoutMarks(std::string text) {
  for (const std::string_view mark : {"\u200E", "\u200F", "\u2066", "\u2067", "\u2068", "\u2069"}) {
    for (size_t at = text.find(mark); at != text.npos; at = text.find(mark)) {
      text.erase(at, mark.size());
    }
  }
  return text;
}

TEST_CASE("marks of direction have no effect on parsing and stay in the texts of blocks") {
  const std::string marked =
      "\u200F\U0001F680 המאמר היומי של מייק \u206631.05.24\u2069:\u200F\n\n\u200ESome Title "
      "Here\u200E\n\n" +
      Prose() +
      "\n\n\u200F## \u2067כותרת\u2069\n\n\u200F- \u200Fאחת\n\u200F- **\u200Eשתיים\u200F** "
      "ועוד\n\n\u200F> "
      "ציטוט\n\n\u2067ראו [קישור]\u200F(https://example.org/a)\u200F כאן\u2069.\n\n"
      "https://arxiv.org/abs/2503.01234\u200E\n";
  ParseResult with = Parse(marked);
  const ParseResult without = Parse(WithoutMarks(marked));
  REQUIRE(with.reviews.size() == 1);
  std::string texts;
  for (Block& block : with.reviews[0].blocks) {
    texts += PlainText(block);
    for (Span& span : block.spans) span.text = WithoutMarks(span.text);
  }
  CHECK(with.reviews == without.reviews);
  for (const std::string_view kept :
       {"\u2067כותרת\u2069", "\u200Fאחת", "\u200Eשתיים", "כאן\u2069."}) {
    INFO(kept);
    CHECK(texts.find(kept) != texts.npos);
  }
}

TEST_CASE("words that no one wrote are found by line, with the mended form where one is clear") {
  std::vector<std::string> found;
  for (const Warning& warning : FindSuspicions(
           "שורה רגילה עם הTransformer ו-BERT, GANים, μP, $x_ם$ ו`קוdד`.\nמילה בתחוםים וגם "
           "המצביםם.\n"
           "קוד מעuרב ו\u0645ילה.\nכתבה Dana  Levi השבוע.\nhttps://arxiv.org/abs/2413.00001\n"
           "```\nקוdד\n```\n")) {
    found.push_back(std::to_string(warning.line) + " " + warning.code + " " + warning.message);
  }
  CHECK(found ==
        Texts{"2 final-letter-inside A final letter is inside of a word: בתחוםים; perhaps בתחומים.",
              "2 final-letter-inside A final letter is inside of a word: המצביםם; perhaps המצבים.",
              "3 mixed-scripts Hebrew and Latin letters are in one word: מעuרב.",
              "3 mixed-scripts Letters of two scripts are in one word: ו\u0645ילה; perhaps ומילה.",
              "4 doubled-space Two spaces are in a name: Dana  Levi; perhaps Dana Levi.",
              "5 arxiv-id-implausible No paper can have the arXiv identifier 2413.00001."});
}

TEST_CASE("converters' spans, comments and escapes are no text") {
  const ParseResult result = Parse(
      "[]{dir=\"ltr\"}[⚡המאמר היומי של דנה 31.05.24: ⚡]{dir=\"rtl\"}\n\n**[Some Title "
      "Here]{dir=\"ltr\"}**\n\n"
      "<!-- image -->\n[בדקו]{dir=\"rtl\"} את [BERT]{dir=\"ltr\"} ע\\\"י <span "
      "style=\"x\">מדידה</span>, וגם \\; \\@.\n");
  CHECK(AllSaid(result) == Texts{"2024-05-31 | Some Title Here"});
  CHECK(TextsOf(result.reviews.at(0)) == Texts{"בדקו את BERT ע\"י מדידה, וגם ; @."});
  CHECK(AllSaid(Parse("# <span id=\"p\"></span>**Review 21: Some Title Here, 12.03.25**\n\n" +
                      Prose())) == Texts{"21 | 2025-03-12 | Some Title Here"});
}

TEST_CASE("nested lists come back out, headings keep their printed depth") {
  CHECK(Levels(ReadBody("- א\n  - ב\n    - ג\n- ד\n"), BlockType::kListItem) ==
        std::vector<int>{0, 1, 2, 0});
  CHECK(Levels(ReadBody("1. אחד\n   1. תת\n2. שתיים\n"), BlockType::kListItem) ==
        std::vector<int>{0, 1, 0});
  const std::string text = "\n\n" + Prose() + "\n\n";
  CHECK(Levels(ReadBody("# א" + text + "## ב" + text + "### ג" + text + "# ד" + text),
               BlockType::kHeading) == std::vector<int>{1, 2, 3, 1});
  CHECK(Levels(ReadBody("רקע\n===" + text + "שיטה\n---" + text), BlockType::kHeading) ==
        std::vector<int>{1, 2});
}

// The blocks' types, depths and plain texts, a line each.
Texts Structure(const Review& review) {
  Texts lines;
  for (const Block& block : review.blocks) {
    lines.push_back(std::string(NameOf(block.type)) + " " + std::to_string(block.level) + "/" +
                    std::to_string(block.quotes) + " " + PlainText(block));
  }
  return lines;
}

TEST_CASE("what a quote holds is blocks of their own") {
  CHECK(Structure(ReadBody("> ציטוט\n>> פנימי\n\n> - אחת\n> - שתיים\n>\n> סוף")) ==
        Texts{"quote 0/0 ציטוט", "quote 0/1 פנימי", "list_item 0/1 אחת", "list_item 0/1 שתיים",
              "quote 0/0 סוף"});
  CHECK(Structure(ReadBody("> [!note] שם\n> גוף ההערה")) == Texts{"quote 0/0 שם\nגוף ההערה"});
}

TEST_CASE("an item holds several paragraphs, code and quotes") {
  CHECK(Structure(ReadBody("1. אחת\n\n   עוד על אחת\n\n   ```\n   x = 1\n   ```\n2. שתיים\n"
                           "   - בפנים\n\n     עוד בפנים\n3. שלוש\n   > ציטוט\n")) ==
        Texts{"list_item 0/0 אחת", "paragraph 1/0 עוד על אחת", "code 1/0 x = 1",
              "list_item 0/0 שתיים", "list_item 1/0 בפנים", "paragraph 2/0 עוד בפנים",
              "list_item 0/0 שלוש", "quote 1/0 ציטוט"});
}

TEST_CASE("a table of HTML is a table, on one line or on many") {
  const Texts table = {"table 0/0 א\tב\n1\t2"};
  CHECK(Structure(ReadBody("<table><tr><th>א</th><th>ב</th></tr><tr><td>1</td><td>2</td></tr>"
                           "</table>\n")) == table);
  CHECK(Structure(ReadBody("<table>\n<tr>\n<th>א</th><th>ב</th>\n</tr>\n\n<tr><td>1</td>\n"
                           "<td>2</td></tr>\n</table>\n")) == table);
}

TEST_CASE("a picture's address is no link, that of the link around it is") {
  const Review review = ReadBody("[![תג](https://img.example.org/a.svg)](https://example.org)\n");
  REQUIRE(review.links.size() == 1);
  CHECK(review.links[0].url == "https://example.org");
}

TEST_CASE("strikethrough, highlight, strong underscores, tasks, footnotes and alignment are read") {
  const Review review = ReadBody(
      "הוא __חשוב__ וגם ~~לא~~ אבל ==כן==, ראו[^1] &eacute;.\n\n- [ ] לקרוא\n- [x] להריץ\n\n"
      "| א | ב |\n|:--|--:|\n| 1 | 2\\|3 |\n\n[^1]: לפי טבלה שלוש.\n");
  const std::vector<Span> spans = {
      {"הוא "},  {"חשוב", kStyleBold},    {" וגם "}, {"לא", kStyleStrikethrough},
      {" אבל "}, {"כן", kStyleHighlight}, {", ראו"}, {"1", kStyleSuperscript, false, "", "1"},
      {" é."}};
  REQUIRE(review.blocks.size() == 5);
  CHECK(PlainText(review.blocks[0]) == "הוא חשוב וגם לא אבל כן, ראו1 é.");
  for (const Span& span : spans) {
    const bool plain = span.style == 0;
    CHECK((plain ||
           std::count(review.blocks[0].spans.begin(), review.blocks[0].spans.end(), span) == 1));
  }
  CHECK(review.blocks[1].checked == false);
  CHECK(review.blocks[2].checked == true);
  CHECK(review.blocks[3].align == std::vector<CellAlign>{CellAlign::kStart, CellAlign::kEnd});
  CHECK(PlainText(review.blocks[3]) == "א\tב\n1\t2|3");
  CHECK(review.blocks[4].type == BlockType::kFootnote);
  CHECK(review.blocks[4].marker == "1");
}

TEST_CASE("a footnote at the document's end is of the review that does not define it itself") {
  std::string document;
  for (int i = 1; i <= 3; ++i) {
    const std::string number = std::to_string(i);
    document += "Review " + number + ": Title Number " + number + " Here, 0" + number +
                ".03.25\n\n" + Prose("[^1]") + "\n\n[^1]: הערה " + number + ".\n\n";
  }
  const ParseResult result = Parse(document);
  REQUIRE(result.reviews.size() == 3);
  for (const Review& review : result.reviews) {
    const std::string number = std::to_string(*review.number);
    CHECK(TextsOf(review).back() == "הערה " + number + ".");
  }
}

TEST_CASE("links by reference lead where their definitions say") {
  const Review review = ReadBody(
      "ראו [את המאמר][1] וגם [הקוד].\n\n" + Prose() +
      "\n\n[1]: https://arxiv.org/abs/2503.99999\n[הקוד]: https://github.com/a/b \"קוד\"\n");
  CHECK(review.paper.arxiv_id == "2503.99999");
  CHECK(review.paper.code_urls == Texts{"https://github.com/a/b"});
}

TEST_CASE("a field block is read with bullets or with values on lines of their own") {
  const Review bullets = ReadBody(
      "## פינת הסוקר\n\n- המלצת קריאה: חובה\n- **בהירות כתיבה:** גבוהה\n- ידע מוקדם: הסתברות\n\n"
      "## פרטי מאמר\n\n- תחומי מאמר: דיבור\n\nתמצית מאמר:\n\n" +
      Prose());
  CHECK(bullets.fields.recommendation == "חובה");
  CHECK(bullets.fields.clarity == "גבוהה");
  CHECK(bullets.fields.prior_knowledge == Texts{"הסתברות"});
  CHECK(bullets.fields.domains == Texts{"דיבור"});
  const Review lines = ReadBody(
      "פינת הסוקר:\n\nהמלצת קריאה: חובה\n\nידע מוקדם:\n\nהסתברות בסיסית\n\nאלגברה\n\n"
      "יישומים פרקטיים: עוזרים\n\nתחומי מאמר:\n\nדיבור\n\nשפה\n\nתמצית מאמר:\n\n" +
      Prose());
  CHECK(lines.fields.prior_knowledge == Texts{"הסתברות בסיסית", "אלגברה"});
  CHECK(lines.fields.domains == Texts{"דיבור", "שפה"});
}

TEST_CASE("a review written as Markdown reads back to itself") {
  const ParseResult first = Parse(
      "Review 701: Some Title Here, 02.02.25\n\nלינק למאמר: https://arxiv.org/abs/2401.00001\n\n" +
      Prose() + "\n\n## כותרת\n\n- א\n  - **ב** ו-`x`\n\n10. ג\n\n    ד\n\n    > ה\n11. ו\n\n" +
      Prose() + "\n\n> ז\n> > ח\n>\n> - ט\n> - י\n\n" + Prose() +
      "\n\nReview 702: Other Title Here, 03.02.25\n\n" + Prose() + "\n");
  REQUIRE(first.reviews.size() == 2);
  std::string written;
  for (const Review& review : first.reviews) written += WriteMarkdown(review) + "\n";
  const ParseResult second = Parse(written);
  REQUIRE(second.reviews.size() == 2);
  for (size_t i = 0; i < 2; ++i) {
    Review a = first.reviews[i], b = second.reviews[i];
    CHECK(Said(a) == Said(b));
    CHECK(a.kind == b.kind);
    CHECK(a.reviewers == b.reviewers);
    CHECK(a.links == b.links);
    REQUIRE(a.blocks.size() == b.blocks.size());
    for (size_t k = 0; k < a.blocks.size(); ++k) {
      CHECK(a.blocks[k].type == b.blocks[k].type);
      CHECK(a.blocks[k].level == b.blocks[k].level);
      CHECK(a.blocks[k].quotes == b.blocks[k].quotes);
      CHECK(a.blocks[k].spans == b.blocks[k].spans);
    }
  }
}
