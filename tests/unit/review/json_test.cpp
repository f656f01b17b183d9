#include "review/json.h"

#include <catch2/catch_test_macros.hpp>

using namespace skira;

namespace {

Catalog Sample() {
  Review review;
  review.id = "some-title-2024-06-16";
  review.first_line = 3;
  review.last_line = 9;
  review.kind = ReviewKind::kShort;
  review.number = 61;
  review.title = "Some \"Title\"";
  review.date = Date{2024, 6, 16};
  review.reviewers = {"Mike Erlihson", "עדן יבין"};
  review.paper.urls = {"https://arxiv.org/abs/2405.18047"};
  review.paper.arxiv_id = "2405.18047";
  review.fields.clarity = "גבוהה";
  review.fields.clarity_level = "high";
  review.fields.tools = {"SDP"};
  review.topics = {"llm"};
  review.links = {{"https://arxiv.org/abs/2405.18047", "", LinkRole::kPaper}};
  Block block;
  block.type = BlockType::kListItem;
  block.first_line = block.last_line = 5;
  block.ordered = true;
  block.marker = "3";
  block.spans = {{"טקסט\tעם \\ ושורה\n", kStyleBold | kStyleItalic, false, ""},
                 {"p_n", 0, true, ""},
                 {"קישור", 0, false, "https://a.b/c"}};
  review.blocks = {block};
  review.warnings = {{3, "banner-damaged", "The banner was read in spite of damage."}};
  Catalog catalog;
  catalog.sources = {{"a/b.txt", std::string(64, 'a'), 12}};
  catalog.reviews = {review};
  catalog.math.outlines = {"M0 0L10 0L10 10Z", "M0 0Q5 9 10 0Z"};
  Formula formula;
  formula.tex = "p_n";
  formula.width = 1010;
  formula.height = 442;
  formula.depth = 194;
  formula.glyphs = {0, 0, 0, 1000, 1, 536, -150, 707};
  formula.rules = {0, -20, 1010, 60};
  formula.colours = {kFormulaGlyphs, 1, 2, 0xCC0000};
  formula.texts = {{"אם", 3, -4, 1000, 1120}};
  formula.breaks = {536};
  formula.mathml = "<math><mi>p</mi></math>";
  Formula broken;
  broken.tex = "\\frac{";
  broken.display = true;
  broken.error = "Missing close brace";
  catalog.math.formulas = {formula, broken};
  return catalog;
}

JsonError ErrorOf(std::string_view text) {
  JsonError error;
  CHECK_FALSE(ReadJson(text, error).has_value());
  return error;
}

}  // namespace

TEST_CASE("a catalog comes back from its export as it was") {
  for (const bool pretty : {false, true}) {
    JsonError error;
    const std::optional<Catalog> back = ReadJson(WriteJson(Sample(), pretty), error);
    REQUIRE(back.has_value());
    CHECK(*back == Sample());
  }
}

TEST_CASE("the same catalog gives the same bytes, keys in the order of the contract") {
  CHECK(WriteJson(Sample(), false) == WriteJson(Sample(), false));
  Catalog empty;
  empty.sources = {{"a.txt", "00", 1}};
  Review review;
  review.id = "x";
  empty.reviews = {review};
  CHECK(WriteJson(empty, false) ==
        "{\"format\":\"skira-reviews\",\"version\":2,\"sources\":[\n"
        "{\"name\":\"a.txt\",\"sha256\":\"00\",\"lines\":1}],\"reviews\":[\n"
        "{\"id\":\"x\",\"source\":{\"document\":0,\"first_line\":0,\"last_line\":0},"
        "\"kind\":\"daily\",\"number\":null,\"title\":null,\"date\":null,\"date_inferred\":null,"
        "\"reviewers\":[],\"paper\":{\"urls\":[],\"arxiv_id\":null,\"code_urls\":[],"
        "\"published\":null,\"venue\":null},\"fields\":{\"recommendation\":\"\",\"clarity\":\"\","
        "\"prior_knowledge\":[],\"applications\":\"\",\"domains\":[],\"tools\":[],"
        "\"clarity_level\":null,\"recommendation_level\":null},\"topics\":[],\"links\":[],"
        "\"blocks\":[],\"warnings\":[]}],\"math\":{}}\n");
}

TEST_CASE(
    "the site's facts come back as they were, in the order of the contract, and those that are "
    "empty are left out") {
  Catalog catalog;
  catalog.site.title = "ביקורות";
  catalog.site.author = {"רות", "https://example.org/ruth"};
  catalog.site.licence.name = "CC BY 4.0";
  catalog.site.links = {{"Telegram", "https://example.org/channel"}};
  catalog.site.url = "https://example.org/";
  const std::string text = WriteJson(catalog, false);
  CHECK(text ==
        "{\"format\":\"skira-reviews\",\"version\":2,\"site\":{\"title\":\"ביקורות\","
        "\"author\":{\"name\":\"רות\",\"url\":\"https://example.org/ruth\"},"
        "\"licence\":{\"name\":\"CC BY 4.0\"},\"links\":[{\"text\":\"Telegram\","
        "\"url\":\"https://example.org/channel\"}],\"url\":\"https://example.org/\"},"
        "\"sources\":[],\"reviews\":[],\"math\":{}}\n");
  JsonError error;
  const std::optional<Catalog> back = ReadJson(text, error);
  REQUIRE(back.has_value());
  CHECK(back->site == catalog.site);
}

TEST_CASE("a site's name of ten megabytes is refused with its place") {
  const JsonError error =
      ErrorOf("{\"format\": \"skira-reviews\", \"version\": 2,\n\"site\": {\"title\": \"" +
              std::string(10 << 20, 'x') + "\"}}");
  CHECK(error.line == 2);
  CHECK(error.reason == "\"title\" has a value that the format does not allow");
}

TEST_CASE("ids that a review had before come back") {
  Catalog catalog = Sample();
  catalog.reviews[0].former_ids = {"older", "oldest"};
  JsonError error;
  const std::optional<Catalog> back = ReadJson(WriteJson(catalog, true), error);
  REQUIRE(back.has_value());
  CHECK(*back == catalog);
}

TEST_CASE("bytes that are not UTF-8 are written as U+FFFD, so that the export is always JSON") {
  Catalog catalog = Sample();
  catalog.reviews[0].title = "a\xD7z";
  JsonError error;
  const std::optional<Catalog> back = ReadJson(WriteJson(catalog, false), error);
  REQUIRE(back.has_value());
  CHECK(back->reviews[0].title == "a\uFFFDz");
}

TEST_CASE("an export of another format or version is refused with its place") {
  const JsonError format = ErrorOf("{\n\"format\": \"other\"}");
  CHECK(format.line == 2);
  CHECK(format.reason == "this is no export of reviews (\"format\" differs)");
  CHECK(ErrorOf(R"({"format": "skira-reviews", "version": 3})").reason ==
        "version 3 of the format is not known, only 1 to 2");
  CHECK(ErrorOf("{}").reason == "this is no export of reviews (no \"format\")");
  CHECK(ErrorOf("[]").reason == "the text is an array, not an object");
}

TEST_CASE("broken JSON is refused with the byte and the line") {
  const JsonError error = ErrorOf("{\"format\": \"skira-reviews\",\n\"version\": ]");
  CHECK(error.line == 2);
  CHECK(error.byte == 39);
  CHECK(error.reason.starts_with("broken JSON: "));
  CHECK(ErrorOf("").reason.starts_with("broken JSON: "));
}

TEST_CASE("values of the wrong type, out of range or unknown are refused by name") {
  const std::string head = R"({"format": "skira-reviews", "version": 1, "reviews": [{)";
  CHECK(ErrorOf(head + R"("id": 7}]})").reason == "\"id\" is a number, not a string");
  CHECK(ErrorOf(head + R"("kind": "long"}]})").reason ==
        "\"kind\" has a value that the format does not allow");
  CHECK(ErrorOf(head + R"("date": "2024-02-30"}]})").reason ==
        "\"date\" has a value that the format does not allow");
  CHECK(ErrorOf(head + R"("source": {"first_line": 99999999999}}]})").reason ==
        "\"first_line\" has a value that the format does not allow");
  CHECK(ErrorOf(head + R"("id": "a"}]})").reason ==
        "review \"a\" names a source that is not there");
}

TEST_CASE("an id that stands twice is refused") {
  CHECK(ErrorOf(R"({"format": "skira-reviews", "version": 1, "sources": [{}],
                    "reviews": [{"id": "a"}, {"id": "a"}]})")
            .reason == "the id \"a\" stands twice");
}

TEST_CASE("keys that this version does not know are skipped with all that is in them") {
  JsonError error;
  const std::optional<Catalog> catalog = ReadJson(
      R"({"format": "skira-reviews", "version": 1, "new": {"a": [1, {"b": null}]},
          "sources": [{"name": "a", "extra": [[]]}], "reviews": [], "math": {"glyphs": [1.5]}})",
      error);
  REQUIRE(catalog.has_value());
  CHECK(catalog->sources == std::vector<Source>{{"a", "", 0}});
}

TEST_CASE(
    "half of a surrogate pair is read as U+FFFD, a whole pair and an escaped backslash as they "
    "are") {
  Catalog catalog = Sample();
  catalog.reviews[0].title = "TITLE";
  const std::string json = WriteJson(catalog, false);
  const auto title_of = [&](std::string_view escaped) {
    std::string text = json;
    text.replace(text.find("TITLE"), 5, escaped);
    JsonError error;
    const std::optional<Catalog> read = ReadJson(text, error);
    return read ? read->reviews[0].title.value_or("") : error.reason;
  };
  CHECK(title_of("a\\ud800b") == "a\uFFFDb");
  CHECK(title_of("\\uDC00\\ud83d\\ude00\\uDBFF") == "\uFFFD😀\uFFFD");
  CHECK(title_of("\\ud800\\u0041") == "\uFFFDA");
  CHECK(title_of("\\ud800\\ud83d\\ude00") == "\uFFFD😀");
  CHECK(title_of("\\\\ud800") == "\\ud800");
  CHECK(title_of("\\u00e9") == "é");
}

TEST_CASE("deep nesting neither overflows nor is slow") {
  JsonError error;
  const std::string deep(200000, '[');
  CHECK_FALSE(ReadJson(deep, error).has_value());
  CHECK_FALSE(ReadJson("{\"x\": " + deep, error).has_value());
}

TEST_CASE("days of the calendar are told from others") {
  CHECK(ParseIsoDate("2024-02-29") == Date{2024, 2, 29});
  CHECK_FALSE(ParseIsoDate("2023-02-29"));
  CHECK_FALSE(ParseIsoDate("2024-13-01"));
  CHECK_FALSE(ParseIsoDate("2024-1-01"));
  CHECK(ToString(Date{987, 1, 2}) == "0987-01-02");
  CHECK(ToString(UtcDay(1718582399999)) == "2024-06-16");
  CHECK(ToString(UtcDay(1718582400000)) == "2024-06-17");
  CHECK(ToString(UtcDay(-1)) == "1969-12-31");
  CHECK(ToString(UtcDay(INT64_MIN)) == "0001-01-01");
  CHECK(ToString(UtcDay(INT64_MAX)) == "9999-12-31");
}

TEST_CASE("a formula whose numbers make no sense is refused") {
  Catalog catalog = Sample();
  catalog.math.formulas[0].glyphs = {0, 0, 0};
  CHECK(ErrorOf(WriteJson(catalog, false)).reason ==
        "the formula \"p_n\" has a glyph, rule or colour of less than four numbers");
  catalog.math.formulas[0].glyphs = {2, 0, 0, 1000};
  CHECK(ErrorOf(WriteJson(catalog, false)).reason ==
        "the formula \"p_n\" names an outline that is not there");
}

TEST_CASE(
    "a formula with a number that is too large is a broken formula of a library that is read") {
  const std::string good =
      R"("tex":"x","display":true,"width":500,"height":1,"depth":0,"glyphs":[0,0,0,1000],)"
      R"("rules":[],"texts":[],"breaks":[],"mathml":"<math/>")";
  Formula broken;
  broken.tex = "\\rule{9em}";
  broken.display = true;
  broken.error = "a number of the formula is too large";
  for (const std::string bad : {
           R"("width":99999000)",
           R"("width":16777216)",
           R"("width":-16777216)",
           R"("height":99999999999999999999)",
           R"("depth":1e300)",
           R"("depth":null)",
           R"("glyphs":[0,0,99999000,1000])",
           R"("rules":[0,0,null,1])",
           R"("texts":[{"text":"a","x":99999000,"y":0,"size":0,"width":0}])",
           R"("colours":[0,0,1,16777216])",
           R"("breaks":[99999000])",
           R"("gaps":[1.5])",
       }) {
    INFO(bad);
    JsonError error;
    const std::optional<Catalog> read = ReadJson(
        R"({"format":"skira-reviews","version":1,"sources":[],"reviews":[],"math":{"outlines":[)"
        R"("M0 0L10 0L10 10Z"],"formulas":[{"tex":"\\rule{9em}","display":true,"rules":[0,0,1,1],)" +
            bad + R"(,"mathml":"<math/>"},{)" + good + "}]}}",
        error);
    REQUIRE(read.has_value());
    REQUIRE(read->math.formulas.size() == 2);
    CHECK(read->math.formulas[0] == broken);
    CHECK(read->math.formulas[1].error.empty());
    CHECK(read->math.formulas[1].width == 500);
  }
}

TEST_CASE("formulas stand in the export a line each, broken ones with the reason alone") {
  Catalog catalog;
  catalog.math = Sample().math;
  CHECK(WriteJson(catalog, false) ==
        "{\"format\":\"skira-reviews\",\"version\":2,\"sources\":[],\"reviews\":[],\"math\":{"
        "\"outlines\":[\n\"M0 0L10 0L10 10Z\",\n\"M0 0Q5 9 10 0Z\"],\"formulas\":[\n"
        "{\"tex\":\"p_n\",\"display\":false,\"width\":1010,\"height\":442,\"depth\":194,"
        "\"glyphs\":[0,0,0,1000,1,536,-150,707],\"rules\":[0,-20,1010,60],"
        "\"texts\":[{\"text\":\"אם\",\"x\":3,\"y\":-4,\"size\":1000,\"width\":1120}],"
        "\"colours\":[0,1,2,13369344],\"breaks\":[536],\"mathml\":\"<math><mi>p</mi></math>\"},\n"
        "{\"tex\":\"\\\\frac{\",\"display\":true,\"error\":\"Missing close brace\"}]}}\n");
}
