// What the search finds, in which order, and what it says of it. Each case states one sentence of
// the room's README.
#include "search/search.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

namespace skira {
namespace {

struct Facts {
  std::string title, body;
  std::optional<Date> date{};
  std::vector<std::string> topics{};
};

Review MakeReview(Facts facts) {
  Review review;
  review.title = std::move(facts.title);
  review.date = facts.date;
  review.topics = std::move(facts.topics);
  Block paragraph;
  paragraph.spans.push_back({.text = std::move(facts.body)});
  review.blocks.push_back(std::move(paragraph));
  return review;
}

Catalog MakeCatalog(std::vector<Facts> all) {
  Catalog catalog;
  for (Facts& facts : all) catalog.reviews.push_back(MakeReview(std::move(facts)));
  return catalog;
}

SearchIndex IndexOf(const Catalog& catalog) {
  SearchIndex index;
  index.Add(catalog, 0, static_cast<int>(catalog.reviews.size()));
  index.Pack();
  return index;
}

using Found = std::vector<int>;

Found Reviews(const SearchResult& result) {
  Found reviews;
  for (const Hit& hit : result.hits) reviews.push_back(hit.review);
  return reviews;
}

Found Find(const Catalog& catalog, std::string_view query, const SearchOptions& options = {}) {
  return Reviews(Search(IndexOf(catalog), query, options));
}

// Whether a review of the one text is found among others.
bool Finds(std::string_view text, std::string_view query) {
  const Catalog catalog = MakeCatalog(
      {{"", std::string(text)}, {"", "משפט בלי שום קשר"}, {"", "another text of no relation"}});
  return Find(catalog, query) == Found{0};
}

TEST_CASE("case, final letters, niqqud and typographic letters make no difference") {
  CHECK(Finds("שיטת ADAM לאופטימיזציה", "adam"));
  CHECK(Finds("מומנטים של גרדיאנט", "מומנטימ"));
  CHECK(Finds("הטרנספורמר המקורי", "הַטְּרַנְסְפוֹרְמֶר"));
  CHECK(Finds("the ﬁnal naïve ＢＥＲＴ", "final naive bert"));
}

TEST_CASE("geresh, quotation marks and abbreviations are one word however they are typed") {
  CHECK(Finds("זה בד״כ עובד", "בד\"כ"));
  CHECK(Finds("זה בד\"כ עובד", "בדכ"));
  CHECK(Finds("כמה פיצ׳רים חדשים", "פיצ'רים"));
}

TEST_CASE("hyphenated words are found split and joined, and the other way round") {
  for (const char* text : {"about pre-training", "about pretraining", "about pre training"}) {
    for (const char* query : {"pre-training", "pretraining", "pre training"}) {
      INFO(text << " / " << query);
      CHECK(Finds(text, query));
    }
  }
}

TEST_CASE("words of mixed script are found by their parts and as a whole") {
  CHECK(Finds("שימוש ב-LLM", "llm"));
  CHECK(Finds("הLLM עונה", "LLM"));
  CHECK(Finds("כמה LLM-ים יחד", "llm"));
  CHECK(Finds("אימון GPT2 מחדש", "gpt"));
  CHECK(Finds("אימון GPT2 מחדש", "GPT-2"));
  CHECK(Finds("אימון GPT-2 מחדש", "gpt2"));
}

TEST_CASE("a letter of another script in a Hebrew word is the Hebrew one that it stands for") {
  CHECK(Finds("רשת عمוקה", "עמוקה"));
  CHECK(Finds("רשת עמוקה", "عمוקה"));
  CHECK(Finds("הרבה דатаה", "דאטאה"));
  CHECK(Finds("שתי תМОנות", "תמונות"));
  CHECK_FALSE(Finds("слово אחת", "סלובו"));  // a word of its own
}

TEST_CASE("arXiv ids, numbers and versions are words") {
  CHECK(Finds("ראו 2405.18047v2 לפרטים", "2405.18047"));
  CHECK(Finds("מודל phi-1.5 הקטן", "phi-1.5"));
  CHECK(Finds("על 1,000 דוגמאות", "1000"));
}

TEST_CASE("Hebrew prefixes, plurals and endings are found as weaker evidence than the word") {
  const Catalog catalog = MakeCatalog({{"", "ושבמודלים אחרים"}, {"", "מודל אחד"}, {"", "אין כאן"}});
  CHECK(Find(catalog, "מודל") == Found{1, 0});
  CHECK(Finds("דגימת תשובות", "לתשובה"));
  CHECK(Finds("ארכיטקטורות רבות", "ארכיטקטורה"));
  CHECK(Finds("שכבה ליניארית", "לינארי"));
}

TEST_CASE("letters that OCR confuses cost less than others") {
  const Catalog catalog = MakeCatalog({{"", "דינמיקח"}, {"", "דינמיקץ"}, {"", "אחר"}});
  CHECK(Find(catalog, "דינמיקה") == Found{0, 1});
}

TEST_CASE("longer words bear more typos") {
  CHECK(Finds("selective attention", "attenton"));
  CHECK(Finds("statistical sampling", "statisitcal samplng"));
  CHECK(Finds("a reinforcement scheme", "reinforcment"));
  CHECK(!Finds("the cat", "car"));
}

TEST_CASE("the last word matches as a prefix while it is typed") {
  const Catalog catalog = MakeCatalog({{"", "a diffusion process"}, {"", "nothing"}});
  CHECK(Find(catalog, "process diffu") == Found{0});
  CHECK(Find(catalog, "di") == Found{0});
  CHECK(Find(catalog, "di", {.last_word_is_prefix = false}).empty());
}

TEST_CASE("a word is answered by the other language's") {
  CHECK(Finds("about diffusion", "דיפוזיה"));
  CHECK(Finds("על טרנספורמר", "transformers"));
  CHECK(Finds("מנגנון תשומת הלב", "attention") == Finds("מנגנון תשומת לב", "attention"));
  CHECK(Finds("רשתות הופפילד", "Hopfield"));
}

TEST_CASE("a title weighs more than a text, ties go to the newest") {
  const Catalog catalog = MakeCatalog({{"Other", "the optimizer", Date{2023, 1, 1}},
                                       {"Other", "the optimizer", Date{2024, 1, 1}},
                                       {"Optimizer", "the text", Date{2020, 1, 1}}});
  CHECK(Find(catalog, "optimizer") == Found{2, 1, 0});
}

TEST_CASE("words near each other weigh more than the same words apart") {
  const std::string between = " one two three four five six seven eight nine ten eleven twelve ";
  const Catalog catalog = MakeCatalog(
      {{"", "tree" + between + "search"}, {"", between + "tree search"}, {"", between + "tree"}});
  CHECK(Find(catalog, "tree search").front() == 1);
}

TEST_CASE("a phrase stands as it is, an excluded word does not stand") {
  const Catalog catalog = MakeCatalog(
      {{"", "reward model ensembles"}, {"", "a model of reward"}, {"", "reward models"}});
  CHECK(Find(catalog, "\"reward model\"") == Found{0});
  CHECK(Find(catalog, "reward -ensemble").size() == 2);
  CHECK(Find(catalog, "reward -\"reward model\"").size() == 2);
  CHECK(Find(catalog, "-model").empty());
}

TEST_CASE("direction marks in a phrase, around it and in the text make no difference") {
  const Catalog catalog =
      MakeCatalog({{"", "עצי \u200fהחלטה\u200f עמוקים"}, {"", "החלטה על עצי פרי"}});
  for (const char* query :
       {"\"עצי החלטה\"", "\u200f\"עצי החלטה\"\u200f", "\"\u202bעצי\u202c החלטה\"",
        "\u2067\"עצי\u200e החלטה\"\u2069 עמוקים", "״עצי החלטה״\u200e"}) {
    INFO(query);
    CHECK(Find(catalog, query) == Found{0});
  }
}

Catalog FactsCatalog() {
  Catalog catalog = MakeCatalog({{"Mamba", "a", Date{2024, 6, 16}, {"state-space-models"}},
                                 {"Diffusion", "mamba", Date{2024, 8, 1}, {"diffusion"}},
                                 {"Third", "c", Date{2023, 8, 1}, {"diffusion", "llm"}}});
  catalog.reviews[0].number = 61;
  catalog.reviews[0].paper.arxiv_id = "2405.18047";
  catalog.reviews[0].reviewers = {"Skira Team"};
  catalog.reviews[1].paper.code_urls = {"https://example.org/code"};
  catalog.reviews[1].kind = ReviewKind::kFull;
  catalog.reviews[1].fields.clarity_level = "high";
  catalog.reviews[2].blocks[0].spans.push_back({.text = "x^2", .math = true});
  return catalog;
}

TEST_CASE("operators restrict, in English and in Hebrew; without words all that match, by date") {
  const Catalog catalog = FactsCatalog();
  const std::pair<const char*, Found> cases[] = {
      {"title:mamba", {0}},
      {"כותרת:mamba", {0}},
      {"topic:diffusion", {1, 2}},
      {"נושא:דיפוזיה", {1, 2}},
      {"year:2024", {1, 0}},
      {"שנה:2023", {2}},
      {"date:2024-06..2024-07", {0}},
      {"date:2024", {1, 0}},
      {"תאריך:..2023-12-31", {2}},
      {"reviewer:skira", {0}},
      {"has:code", {1}},
      {"יש:נוסחאות", {2}},
      {"number:61", {0}},
      {"מספר:61", {0}},
      {"arxiv:2405.18047", {0}},
      {"arxiv:https://arxiv.org/abs/2405.18047v3", {0}},
      {"kind:full", {1}},
      {"clarity:high", {1}},
      {"-topic:diffusion year:2024", {0}},
      {"year:2024 mamba -has:code", {0}},
      {"year:", {}},
      {"year:1999", {}},
  };
  for (const auto& [query, found] : cases) {
    INFO(query);
    CHECK(Find(catalog, query) == found);
  }
}

TEST_CASE("a query is parsed into parts with their places") {
  const ParsedQuery parsed = ParseQuery("מודל -\"a b\" year:2024 כותרת:\"x y");
  using Kind = QueryPart::Kind;
  CHECK(
      parsed.parts ==
      std::vector<QueryPart>{
          {.kind = Kind::kWord, .range = {0, 8}, .value = {0, 8}},
          {.kind = Kind::kPhrase, .excluded = true, .range = {9, 15}, .value = {11, 14}},
          {.kind = Kind::kOperator, .op = Operator::kYear, .range = {16, 25}, .value = {21, 25}},
          {.kind = Kind::kOperator, .op = Operator::kTitle, .range = {26, 41}, .value = {38, 41}}});
  CHECK(parsed.Value(parsed.parts[3]) == "x y");
}

TEST_CASE("nothing a person types is an error") {
  const SearchIndex index = IndexOf(FactsCatalog());
  for (const char* query : {"", " ", "\"", "-", "--", "-\"", ":", "year:", "date:x..y", "has:\"",
                            "\xFF\xFE", "number:99999999999999999999", "״", "title:-", "-title:"}) {
    INFO(query);
    CHECK(Search(index, query).total <= index.size());
  }
}

std::vector<std::pair<std::string, int>> Counts(const SearchIndex& index,
                                                const SearchResult& result, Facet facet) {
  std::vector<std::pair<std::string, int>> counts;
  const std::vector<std::string>& values = index.FacetValues(facet);
  for (size_t i = 0; i < values.size(); ++i) {
    counts.emplace_back(values[i], result.facets[static_cast<size_t>(facet)][i]);
  }
  return counts;
}

TEST_CASE("facets count what was found, a facet's own restriction left out") {
  const SearchIndex index = IndexOf(FactsCatalog());
  using Expected = std::vector<std::pair<std::string, int>>;
  const SearchResult all = Search(index, "year:2024");
  CHECK(Counts(index, all, Facet::kYear) == Expected{{"2024", 2}, {"2023", 0}});
  CHECK(Counts(index, all, Facet::kHas) == Expected{{"code", 1}, {"math", 0}});
  CHECK(Counts(index, all, Facet::kKind) == Expected{{"daily", 1}, {"full", 1}});
  const SearchResult chosen =
      Search(index, "", {.restrictions = {{Facet::kTopic, "llm"}, {Facet::kYear, "2023"}}});
  CHECK(Reviews(chosen) == Found{2});
  CHECK(Counts(index, chosen, Facet::kTopic) ==
        Expected{{"state-space-models", 0}, {"diffusion", 1}, {"llm", 1}});
}

TEST_CASE("an order by date replaces the order by relevance") {
  const Catalog catalog = FactsCatalog();
  CHECK(Find(catalog, "mamba") == Found{0, 1});
  CHECK(Find(catalog, "mamba", {.sort = SortOrder::kNewest}) == Found{1, 0});
  CHECK(Find(catalog, "mamba", {.sort = SortOrder::kOldest}) == Found{0, 1});
  CHECK(Find(catalog, "mamba", {.limit = 1, .offset = 1}) == Found{1});
}

TEST_CASE("a misspelt query is answered with the nearest spelling that finds something") {
  const SearchIndex index = IndexOf(MakeCatalog({{"", "knowledge distillation"}, {"", "other"}}));
  const SearchResult result = Search(index, "distxllatxon", {.last_word_is_prefix = false});
  REQUIRE(!result.suggestions.empty());
  CHECK(result.suggestions[0] == Suggestion{"distillation", {0, 12}});
  CHECK(Search(index, "distillation").suggestions.empty());
}

TEST_CASE("what was added later is found, what was removed is not, without building anew") {
  Catalog catalog = MakeCatalog({{"Alpha", "shared"}, {"Beta", "shared"}});
  SearchIndex index = IndexOf(catalog);
  catalog.reviews.insert(catalog.reviews.begin(), MakeReview({"Gamma", "shared gamma"}));
  index.Add(catalog, 0, 1);
  CHECK(index.size() == 3);
  CHECK(Reviews(Search(index, "gamma")) == Found{0});
  CHECK(Reviews(Search(index, "beta")) == Found{2});
  CHECK(Search(index, "shared").total == 3);
  index.Remove(1, 1);
  CHECK(Reviews(Search(index, "beta")) == Found{1});
  CHECK(Search(index, "alpha", {.last_word_is_prefix = false}).total == 0);
  CHECK(Search(index, "shared").total == 2);
}

TEST_CASE("an index built in slices finds what one built at once finds") {
  Catalog catalog;
  for (int i = 0; i < 200; ++i) {
    catalog.reviews.push_back(
        MakeReview({"Title " + std::to_string(i * 7 % 31),
                    "text " + std::to_string(i % 13) + " מודל " + std::to_string(i % 5)}));
  }
  const SearchIndex once = IndexOf(catalog);
  SearchIndex slices;
  while (slices.size() < 200) {
    slices.Add(catalog, slices.size(), 17);
    Search(slices, "title");  // makes a segment of what there is
  }
  for (const char* query : {"title 7", "מודלים 3", "\"text 12\"", "titel"}) {
    INFO(query);
    CHECK(Reviews(Search(slices, query)) == Reviews(Search(once, query)));
  }
  slices.Pack();
  CHECK(slices.bytes() < once.bytes() * 11 / 10);
}

TEST_CASE("a snippet is the passage that answers, in whole words, with its hits") {
  Catalog catalog = MakeCatalog({{"", "opening words without an answer"}});
  Block answer;
  answer.spans.push_back({.text = "Long ago and far away,  a model that learns "});
  answer.spans.push_back({.text = "sparse attention", .style = kStyleBold});
  answer.spans.push_back({.text = " was trained on very many texts of every kind"});
  catalog.reviews[0].blocks.push_back(answer);
  const SearchIndex index = IndexOf(catalog);
  const Snippet snippet = Highlighter(index, "attention sparse").SnippetOf(catalog.reviews[0], 40);
  CHECK(snippet == Snippet{.text = "learns sparse attention was trained on",
                           .hits = {{7, 13}, {14, 23}},
                           .block = 1,
                           .cut_before = true,
                           .cut_after = true});
  const Snippet opening = Highlighter(index, "zzz").SnippetOf(catalog.reviews[0], 15);
  CHECK(opening == Snippet{.text = "opening words", .hits = {}, .block = 0, .cut_after = true});
}

TEST_CASE("hits in a title are whole words with their prefixes") {
  const SearchIndex index = IndexOf(MakeCatalog({{"ה-Transformer והדיפוזיה", "x"}}));
  const std::string_view title = "ה-Transformer והדיפוזיה";
  std::vector<std::string> hits;
  for (const ByteRange range : Highlighter(index, "transformer דיפוזיה").HitsIn(title)) {
    hits.emplace_back(title.substr(range.begin, range.end - range.begin));
  }
  CHECK(hits == std::vector<std::string>{"Transformer", "והדיפוזיה"});
}

TEST_CASE("a word that is half typed is found and marked in the words that it begins") {
  const std::string text = "הטרנספורמר, ואחריו טרנספורמרים וגם attention";
  const SearchIndex index = IndexOf(MakeCatalog({{"", text}}));
  const auto marked = [&](std::string_view query, bool typing) {
    std::vector<std::string> hits;
    for (const ByteRange range : Highlighter(index, query, typing).HitsIn(text)) {
      hits.emplace_back(text.substr(range.begin, range.end - range.begin));
    }
    return hits;
  };
  CHECK(marked("טרנס", true) == std::vector<std::string>{"הטרנספורמר", "טרנספורמרים"});
  CHECK(marked("atten", true) == std::vector<std::string>{"attention"});
  CHECK(marked("טרנס ", true).empty());
  CHECK(marked("טרנס", false).empty());
  CHECK(Finds("הטרנספורמר", "טרנס"));
  CHECK(Finds("ובדיפוזיה", "דיפו"));
}

TEST_CASE("related reviews share topics and rare words") {
  const SearchIndex index = IndexOf(MakeCatalog({{"A", "crystal lattice", {}, {"diffusion"}},
                                                 {"B", "nothing", {}, {"llm"}},
                                                 {"C", "crystal lattice", {}, {"diffusion"}},
                                                 {"D", "nothing", {}, {"diffusion"}}}));
  Found related;
  for (const Hit& hit : Related(index, 0, 5)) related.push_back(hit.review);
  CHECK(related == Found{2, 3});
}

TEST_CASE("any query of ten thousand characters is answered") {
  const SearchIndex index = IndexOf(FactsCatalog());
  std::string words;
  for (int i = 0; words.size() < 10000; ++i) words += "מלה" + std::to_string(i) + " ";
  for (const std::string& query :
       {words, std::string(10000, 'a'), std::string(10000, '"'), std::string(10000, '-')}) {
    CHECK(Search(index, query).microseconds < 20000);
  }
}

}  // namespace
}  // namespace skira
