#include "app/model/sentences.h"

#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "app/model/passage.h"
#include "review/markdown.h"

namespace skira::app {
namespace {

using Texts = std::vector<std::string>;

// The sentences of a flowing text as they stand there.
Texts SplitBox(std::string_view text) {
  Texts sentences;
  size_t from = 0;
  for (const uint32_t end : SentenceEnds(text)) {
    sentences.emplace_back(text.substr(from, end - from));
    while (!sentences.back().empty() && sentences.back().back() == ' ') sentences.back().pop_back();
    from = end;
  }
  return sentences;
}

Block MakeBlock(BlockType type, std::vector<Span> spans) {
  Block block;
  block.type = type;
  block.spans = std::move(spans);
  return block;
}

// What is said of a review of these blocks, runs of a sentence with a bar between them.
Texts Said(std::vector<Block> blocks) {
  Review review;
  review.blocks = std::move(blocks);
  Texts said;
  for (const Sentence& sentence : SentencesOf(review)) {
    std::string words;
    for (const SpokenRun& run : sentence.runs) {
      if (!words.empty()) words += '|';
      words += run.text;
    }
    said.push_back(words);
  }
  return said;
}

TEST_CASE("a sentence ends behind its mark, its quotes and its brackets, before white space") {
  CHECK(SplitBox("המודל קטן. האם הוא טוב? כן!") == Texts{"המודל קטן.", "האם הוא טוב?", "כן!"});
  CHECK(SplitBox("הוא שאל \"למה?\" ואז ענה. סוף") == Texts{"הוא שאל \"למה?\"", "ואז ענה.", "סוף"});
  CHECK(SplitBox("רגע... מה קרה?! כלום.") == Texts{"רגע...", "מה קרה?!", "כלום."});
  CHECK(SplitBox("שורה ראשונה\nשורה שנייה") == Texts{"שורה ראשונה\n", "שורה שנייה"});
  CHECK(SplitBox("").empty());
}

TEST_CASE("decimal numbers, arXiv ids, addresses and names of files end no sentence") {
  CHECK(SplitBox("שיפור של 28.4 אחוז ב-2405.18047 ובקובץ train.py כאן.").size() == 1);
  CHECK(SplitBox("הקוד נמצא ב-https://example.org/a.b?c=d. המשקולות לא.").size() == 2);
  CHECK(SplitBox("ראו example.org/paper.pdf בהמשך").size() == 1);
}

TEST_CASE("abbreviations and initials end no sentence") {
  CHECK(SplitBox("לפי Kingma et al. השיטה עובדת.").size() == 1);
  CHECK(SplitBox("שיטות רבות, e.g. dropout, עוזרות.").size() == 1);
  CHECK(SplitBox("ראו Fig. 3 ואת Eq. 5 שם.").size() == 1);
  CHECK(SplitBox("מאמר של J. Smith מאשתקד.").size() == 1);
  CHECK(SplitBox("מאת א. כהן וגם ב. לוי.").size() == 1);
  CHECK(SplitBox("בפרופ. כהן תלוי הכול, ושבעמ. 12 שם.").size() == 2);  // three letters before it
  CHECK(SplitBox("בפרופ. כהן תלוי הכול, ובעמ. 12 שם.").size() == 1);
  CHECK(SplitBox("התשובה היא no. 5 דוגמאות").size() == 1);
  CHECK(SplitBox("התשובה היא no. אחר כך ממשיכים").size() == 2);
}

TEST_CASE("a sentence may begin with a lower-case Latin word behind a Hebrew one") {
  CHECK(SplitBox("זה הכול. dropout הוא רעש.") == Texts{"זה הכול.", "dropout הוא רעש."});
  CHECK(SplitBox("We use it approx. once. Then we stop.") ==
        Texts{"We use it approx. once.", "Then we stop."});
  CHECK(SplitBox("נסמן את המשתנה x. לכן די בכך.").size() == 2);
}

TEST_CASE("an enumerator belongs to what it counts") {
  CHECK(SplitBox("1. טוענים נתונים. 2. מאמנים.") == Texts{"1. טוענים נתונים.", "2. מאמנים."});
}

TEST_CASE("no sentence ends inside brackets, but one in brackets of its own does") {
  CHECK(SplitBox("המודל (האם הוא גדול? כן) נבדק.").size() == 1);
  CHECK(SplitBox("(כך זה נעשה.) אחר כך בודקים.") == Texts{"(כך זה נעשה.)", "אחר כך בודקים."});
  CHECK(SplitBox("סוגר ( שנשכח. עוד משפט.").size() == 2);
}

TEST_CASE("where the space was forgotten between Hebrew sentences they are two all the same") {
  CHECK(SplitBox("זה הסוף.כאן מתחילים") == Texts{"זה הסוף.", "כאן מתחילים"});
  CHECK(SplitBox("ת.ז. של המודל").size() == 1);
}

TEST_CASE("Latin words are runs of their own, numbers go with what is around them") {
  using Runs = std::vector<SpokenRun>;
  constexpr Language kHe = Language::kHebrew, kEn = Language::kEnglish;
  CHECK(RunsOf("המודל GPT-4 (2023) טוב", kHe) ==
        Runs{{"המודל", kHe}, {"GPT-4", kEn}, {"(2023) טוב", kHe}});
  CHECK(RunsOf("את ה-Transformer encoder, בקיצור", kHe) ==
        Runs{{"את ה-", kHe}, {"Transformer encoder,", kEn}, {"בקיצור", kHe}});
  CHECK(RunsOf("a ResNet 50 model", kEn) == Runs{{"a ResNet 50 model", kEn}});
  CHECK(RunsOf("2024", kHe) == Runs{{"2024", kHe}});
}

TEST_CASE("no run is so long that a voice gives up, and nothing of it is lost") {
  std::string text;
  for (int i = 0; i < 80; ++i) text += i % 7 == 6 ? "מילה, " : "מילה ";
  std::string joined;
  for (const SpokenRun& run : RunsOf(text, Language::kHebrew)) {
    CHECK(run.text.size() <= kMostRun);
    joined += run.text;
    joined += ' ';
  }
  CHECK(joined == text);
}

TEST_CASE("every block is said in its way: code and tables by a word, rules not at all") {
  Block item = MakeBlock(BlockType::kListItem, {{.text = "סעיף ראשון. ויש לו המשך."}});
  item.ordered = true;
  item.marker.assign(1, '3');
  CHECK(Said({MakeBlock(BlockType::kHeading, {{.text = "מה חדש? הכול."}}),
              MakeBlock(BlockType::kParagraph, {{.text = "פסקה."}}), item,
              MakeBlock(BlockType::kCode, {{.text = "x = 1. y"}}),
              MakeBlock(BlockType::kTable, {{.text = "א\tב"}}), MakeBlock(BlockType::kRule, {}),
              MakeBlock(BlockType::kMath, {{.text = "a = b. c", .math = true}})}) ==
        Texts{"מה חדש? הכול.", "פסקה.", "3. סעיף ראשון.", "ויש לו המשך.", "קטע קוד", "טבלה",
              "נוסחה"});
}

TEST_CASE("a formula is said by its kind, a letter or a number by itself, an address by its host") {
  CHECK(Said({MakeBlock(BlockType::kParagraph,
                        {{.text = "כאשר "},
                         {.text = "\\alpha_t. x", .math = true},
                         {.text = " שווה "},
                         {.text = "k", .math = true},
                         {.text = " ראו https://www.example.org/a/b?c (שם)."}})}) ==
        Texts{"כאשר נוסחה שווה|k|ראו|example.org|(שם)."});
}

TEST_CASE("in a review without Hebrew the labels are English") {
  CHECK(Said({MakeBlock(BlockType::kParagraph,
                        {{.text = "Let "}, {.text = "x^2", .math = true}, {.text = " be small."}}),
              MakeBlock(BlockType::kCode, {{.text = "pass"}})}) ==
        Texts{"Let formula be small.", "code"});
}

TEST_CASE("what has no words is not said, and pictographs are left out") {
  CHECK(Said({MakeBlock(BlockType::kParagraph, {{.text = "***"}}),
              MakeBlock(BlockType::kParagraph, {{.text = "🚀 יוצאים לדרך •"}})}) ==
        Texts{"יוצאים לדרך"});
}

TEST_CASE("each sentence tells its block and its bytes there, without white space around") {
  Review review;
  review.blocks = {MakeBlock(BlockType::kParagraph, {{.text = " אחת. "}, {.text = "שתיים."}}),
                   MakeBlock(BlockType::kParagraph, {{.text = "שלוש"}})};
  const std::vector<Sentence> sentences = SentencesOf(review);
  Texts texts;
  for (const Sentence& one : sentences) {
    texts.push_back(PlainText(review.blocks[static_cast<size_t>(one.block)])
                        .substr(one.start, one.end - one.start));
  }
  CHECK(texts == Texts{"אחת.", "שתיים.", "שלוש"});
  CHECK(sentences[2].block == 1);
}

}  // namespace
}  // namespace skira::app
