// What people type: in the other keyboard layout, as a question, in another form, without the
// field's word.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "search/search.h"

namespace skira {
namespace {

struct Library {
  std::vector<std::string> titles, texts;

  SearchIndex Index() const {
    Catalog catalog;
    for (size_t i = 0; i < titles.size(); ++i) {
      Review review;
      review.title = titles[i];
      review.blocks.push_back({});
      review.blocks.back().spans.push_back({.text = texts[i]});
      catalog.reviews.push_back(std::move(review));
    }
    SearchIndex index;
    index.Add(catalog, 0, static_cast<int>(catalog.reviews.size()));
    index.Pack();
    return index;
  }
};

Library Papers() {
  return {
      {"Growing Forests of Decisions", "Grokking Revisited", "Queries over Tables", "Why Sleep"},
      {"עצי החלטה עם זיכרון ושגיאה קטנה", "הרשת מכלילה מאוחר, אחרי שינון ארוך",
       "שאילתות על טבלאות, והעלמה של שורות", "למה ישנים, ואיך חולמים דברים"}};
}

int First(const SearchResult& result) { return result.hits.empty() ? -1 : result.hits[0].review; }

struct Typed {
  std::string_view keys, reading;
  int review;
};

TEST_CASE("keys of the other layout are read in it, both ways, and the result says so") {
  const SearchIndex index = Papers().Index();
  for (const Typed& typed : std::vector<Typed>{
           {"gmh vjkyv", "עצי החלטה", 0},      // Hebrew on a QWERTY keyboard
           {"GMH VJKYV", "עצי החלטה", 0},      // with caps lock
           {"vgknv", "העלמה", 2},              // a word that stands with a prefix
           {"ערםללןמע", "grokking", 1},        // English on a Hebrew keyboard
           {"Gרםללןמע", "Grokking", 1},        // a capital with shift stays Latin
           {"ערםלל", "grokk", 1},              // half a word
           {"/וקרןקד", "queries", 2},          // keys that are no letters in Hebrew
           {"growing gmh", "growing עצי", 0},  // one word of two
           {"gmh, vjkyv", "עצי החלטה", 0},     // a comma that is one
       }) {
    INFO(typed.keys);
    const SearchResult result = Search(index, typed.keys);
    CHECK(result.reading == typed.reading);
    CHECK(First(result) == typed.review);
  }
}

TEST_CASE(
    "letters that the library knows stay as they are, and so does what neither layout explains") {
  const SearchIndex index = Papers().Index();
  for (const char* query : {"grokking", "עצי החלטה", "growing forests", "qwxzv", "גגגגג", "",
                            "2024", "זיכרון growing", "forest", "זיכרו"}) {
    INFO(query);
    CHECK(Search(index, query).reading.empty());
  }
}

TEST_CASE("a query as typed is searched for by its letters alone") {
  const SearchIndex index = Papers().Index();
  const SearchResult result = Search(index, AsTyped("gmh vjkyv"));
  CHECK(result.reading.empty());
  CHECK(result.hits.empty());
  CHECK(AsTyped("gmh") == "=gmh");
  CHECK(AsTyped("=gmh") == "=gmh");
  CHECK(First(Search(index, AsTyped("grokking"))) == 1);
  CHECK(First(Search(index, "=title:grokking")) == 1);
}

TEST_CASE("what was read in the other layout is marked in the texts") {
  const SearchIndex index = Papers().Index();
  const Highlighter marks(index, "gmh vjkyv");
  CHECK(marks.HitsIn("עצי החלטה").size() == 2);
}

TEST_CASE("a result says why: each word of the query with what answers it") {
  const Library library = {{"Speculative Forests"}, {"יערות של עצי החלטה, וכשהרשתות גדלות"}};
  const SearchIndex index = library.Index();
  Review review;
  review.title = library.titles[0];
  review.blocks.push_back({});
  review.blocks.back().spans.push_back({.text = library.texts[0]});
  using Answers = std::vector<WordAnswer>;
  CHECK(Highlighter(index, "ספקולטיב עצי רשת שמש", false).AnswersIn(review) ==
        Answers{{"ספקולטיב", "Speculative", false},
                {"עצי", "עצי", true},
                {"רשת", "וכשהרשתות", false},
                {"שמש", "", true}});
  CHECK(Highlighter(index, "", false).AnswersIn(review).empty());
}

TEST_CASE("words that ask and fill weigh little beside others, and are found when they are all") {
  const Library library = {
      {"LLMs Will Always Hallucinate", "Why Is Anything Conscious?", "Filler"},
      {"מודלי שפה ממציאים עובדות.", "למה יש תודעה? מאמר על דברים ועל הכרה.", "משפט שאין בו כלום."}};
  const SearchIndex index = library.Index();
  CHECK(First(Search(index, "למה מודלים ממציאים דברים")) == 0);
  CHECK(First(Search(index, "why do llms hallucinate")) == 0);
  CHECK(First(Search(index, "מאמר על הכרה")) == 1);
  CHECK(First(Search(index, "למה")) == 1);
  CHECK(First(Search(index, "why is")) == 1);
}

TEST_CASE("a bare word is found where it stands with prefixes alone") {
  const Library library = {
      {"One", "Two", "Three"},
      {"ולשמחת החוקרים הכול עבד", "וכשהרשתות גדלו גדלה השגיאה", "לכשהמטוסים ימריאו"}};
  const SearchIndex index = library.Index();
  CHECK(First(Search(index, "שמחה")) == 0);
  CHECK(First(Search(index, "רשת")) == 1);
  CHECK(First(Search(index, "מטוס")) == 2);
}

TEST_CASE("verbs and nouns of one root find each other as weak evidence") {
  const Library library = {
      {"One", "Two", "Three", "Four"},
      {"משימות ספירה פשוטות", "דחיסה של קבצים", "הסבר של החלטות", "התאמנות של ספורטאים"}};
  const SearchIndex index = library.Index();
  CHECK(First(Search(index, "לספור")) == 0);
  CHECK(First(Search(index, "לדחוס")) == 1);
  CHECK(First(Search(index, "להסביר")) == 2);
  CHECK(First(Search(index, "להתאמן")) == 3);
}

TEST_CASE("maqaf is a hyphen, in texts and in queries") {
  const Library library = {{"One", "Two"}, {"למידה תת־מודעת של ילדים", "עוד משפט"}};
  const SearchIndex index = library.Index();
  for (const char* query : {"תת־מודעת", "תת-מודעת", "תת מודעת", "תתמודעת"}) {
    INFO(query);
    CHECK(First(Search(index, query)) == 0);
  }
}

TEST_CASE("a concept is found by what people ask, in any order and form of the words") {
  const Library library = {{"On model collapse", "On something else"},
                           {"recursively generated data", "a text about nothing"}};
  const SearchIndex index = library.Index();
  CHECK(First(Search(index, "קריסה של המודל")) == 0);
  CHECK(First(Search(index, "פלט של מודל שמודל אחר התאמן עליו")) == 0);
}

TEST_CASE("a rare translation is not made common by words that look like the one it translates") {
  Library library;
  library.titles = {"Forests of belief"};
  library.texts = {"a text"};
  // What OCR makes of "trains", as common as that is.
  for (int i = 0; i < 30; ++i) {
    library.titles.push_back("Paper " + std::to_string(i));
    library.texts.push_back(i % 2 == 0 ? "המודל מאמין את הרשת" : "כאן לאמן רשת");
  }
  const SearchIndex index = library.Index();
  CHECK(First(Search(index, "להאמין")) == 0);
}

TEST_CASE("a concept is heard through another word for one of its words") {
  const Library library = {{"On model collapse", "On something else"},
                           {"recursively generated data", "a text about nothing"}};
  CHECK(First(Search(library.Index(), "התמוטטות של מודלים")) == 0);
}

TEST_CASE("ten thousand characters of anything take little time") {
  const SearchIndex index = Papers().Index();
  const auto fill = [](std::string_view piece) {
    std::string text;
    while (text.size() < 10000) text += piece;
    return text;
  };
  for (const char* piece : {"gmh vjkyv ", "ערםללןמע", "דיפרנציאלי ", "\"a", "-", "=", "א",
                            "abcdefg ", "למה איך why ", "title:", "קוונטיזציה,"}) {
    INFO(piece);
    // The fastest of some: the machine may be busy.
    double least = 1e9;
    for (int i = 0; i < 5; ++i) least = std::min(least, Search(index, fill(piece)).microseconds);
    CHECK(least < 20000);
  }
}

TEST_CASE("half a word is found anywhere in a query, in the words that it begins") {
  const Library library = {{"Amortizing Intractable Inference", "Inference of Trees", "Trees"},
                           {"טקסט אחד", "טקסט אחר", "ועוד טקסט"}};
  const SearchIndex index = library.Index();
  CHECK(First(Search(index, "amort intract infer")) == 0);
  CHECK(First(Search(index, "infer amort")) == 0);
}

TEST_CASE("English words of one family have one stem") {
  const Library library = {{"Generalizing Probabilities", "Trees", "Forests"},
                           {"טקסט אחד", "טקסט אחר", "ועוד טקסט"}};
  const SearchIndex index = library.Index();
  for (const std::string_view word :
       {"generalize", "generalization", "generalized", "probability", "probabilistic"}) {
    INFO(word);
    CHECK(First(Search(index, word)) == 0);
  }
}

TEST_CASE("of titles with the same words that which says little else comes first") {
  const Library library = {
      {"Pruning Forests of Decisions over Long Streams of Noisy Data", "Pruning Forests", "Other"},
      {"טקסט אחד", "טקסט אחר", "ועוד טקסט"}};
  CHECK(First(Search(library.Index(), "pruning forests data")) == 0);
  CHECK(First(Search(library.Index(), "pruning forests")) == 1);
}

TEST_CASE("a weight is set by its name within its range") {
  const std::vector<SearchWeight> before = SearchWeightTable();
  REQUIRE(!before.empty());
  for (const SearchWeight& weight : before) {
    INFO(weight.name);
    CHECK(weight.least <= weight.value);
    CHECK(weight.value <= weight.most);
    CHECK(!weight.reason.empty());
    CHECK(!SetSearchWeight(weight.name, weight.most + 1));
    CHECK(SetSearchWeight(weight.name, weight.value));
  }
  CHECK(!SetSearchWeight("no such weight", 1));
}

}  // namespace
}  // namespace skira
