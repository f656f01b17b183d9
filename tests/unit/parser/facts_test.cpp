// Dates, links, people, fields and topics: what the parser reads beside headers and blocks.
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "documents_for_tests.h"
#include "parser/fields/fields.h"
#include "parser/headers/dates.h"
#include "parser/headers/people.h"
#include "parser/links/links.h"
#include "parser/sha256.h"
#include "parser/topics.h"
#include "unicode/fuzzy.h"

using namespace skira;

TEST_CASE("a date is read day first, or year first where day first gives no likely year") {
  const auto read = [](std::string_view text) {
    const std::optional<FoundDate> found = FindDate(text);
    return found ? std::optional<Date>(found->date) : std::nullopt;
  };
  const Date day{2024, 6, 7};
  for (const std::string_view text : {"07.06.24", "7.6.24", "07.06.2024", "24.06.07", "2024.06.07",
                                      "07-06.24", "07/06/24", "7. 6.24", "ביום 07.06.24, בערב"}) {
    INFO(text);
    CHECK(read(text) == day);
  }
  CHECK(read("05.13.24") == Date{2024, 5, 13});
  CHECK(read("24.06.12") == Date{2024, 6, 12});
  CHECK(FindDate("24.06.12", DateOf::kPaper)->date == Date{2012, 6, 24});
  CHECK(FindDate("02.09.1998", DateOf::kPaper)->date == Date{1998, 9, 2});
  for (const std::string_view text :
       {"2.4.1", "1.2.3.4", "31.02.24", "12:30", "2405.18047", "24"}) {
    INFO(text);
    CHECK(read(text) == std::nullopt);
  }
}

TEST_CASE("links are found bare, in angle brackets and in Markdown") {
  std::vector<std::string> urls;
  for (const FoundLink& link : FindLinks("א <https://a.org/1> (https://b.org/2). "
                                         "[שם](https://c.org/x_(y)) www.d.org/3, [x](#)")) {
    urls.emplace_back(link.url);
  }
  CHECK(urls == std::vector<std::string>{"https://a.org/1", "https://b.org/2",
                                         "https://c.org/x_(y)", "www.d.org/3"});
}

TEST_CASE("an address tells its role") {
  CHECK(RoleOfUrl("https://www.arxiv.org/abs/2405.18047v2").role == LinkRole::kPaper);
  CHECK(RoleOfUrl("https://huggingface.co/papers/2308.05734").role == LinkRole::kPaper);
  CHECK(RoleOfUrl("https://some.edu/files/x.pdf").role == LinkRole::kPaper);
  CHECK(RoleOfUrl("https://github.com/a/b").role == LinkRole::kCode);
  CHECK(RoleOfUrl("https://m.youtube.com/watch?v=1").role == LinkRole::kVideo);
  CHECK(RoleOfUrl("https://t.me/abc/60").role == LinkRole::kOther);
  CHECK_FALSE(RoleOfUrl("https://nobody.knows/this").known);
  CHECK_FALSE(RoleOfUrl("https://notarxiv.org.example/abs").known);
}

TEST_CASE("an arXiv identifier comes without version, and an impossible one is told") {
  CHECK(ArxivIdOfUrl("http://arxiv.org/pdf/2402.04494v2.pdf") == "2402.04494");
  CHECK(ArxivIdOfUrl("https://huggingface.co/papers/2308.05734") == "2308.05734");
  CHECK(ArxivIdOfUrl("https://github.com/2308.05734") == std::nullopt);
  CHECK(IsPlausibleArxivId("2405.18047"));
  CHECK(IsPlausibleArxivId("1203.0001"));
  CHECK_FALSE(IsPlausibleArxivId("2405.2044"));
  CHECK_FALSE(IsPlausibleArxivId("2413.20441"));
}

TEST_CASE("the reviewed paper is told from those that the text cites by where their links stand") {
  const ParseResult result =
      Parse("המאמר היומי של מייק 01.08.24: Some Title Here\n\n" +
            Prose(" כמו ב-[עבודה קודמת](https://arxiv.org/abs/2001.00001)") +
            "\n\n- [רשימה](https://arxiv.org/abs/2001.00002)\n\nקוד: https://github.com/a/b\n"
            "מאמר: <https://arxiv.org/abs/2408.00001>\nטלגרם: https://t.me/x/1\n");
  REQUIRE(result.reviews.size() == 1);
  const Review& review = result.reviews[0];
  CHECK(review.paper.urls == std::vector<std::string>{"https://arxiv.org/abs/2408.00001"});
  CHECK(review.paper.arxiv_id == "2408.00001");
  CHECK(review.paper.code_urls == std::vector<std::string>{"https://github.com/a/b"});
  CHECK(review.links.size() == 5);
}

TEST_CASE("names come out of a phrase without titles, the series' author under one name") {
  using Names = std::vector<std::string>;
  CHECK(NamesIn("מייק") == Names{"Mike Erlihson"});
  CHECK(NamesIn("יניב ומיק") == Names{"יניב", "Mike Erlihson"});
  CHECK(NamesIn("מיק ואוראל") == Names{"Mike Erlihson", "אוראל"});
  CHECK(NamesIn("מיכאל ארליכסון, PhD ודנה בן-עמי") == Names{"Mike Erlihson", "דנה בן-עמי"});
}

TEST_CASE("a credit names who wrote the review, not who wrote the paper") {
  using Names = std::vector<std::string>;
  CHECK(ReadCredit("סקירה זו נכתבה על ידי דנה כהן.").names == Names{"דנה כהן"});
  CHECK(ReadCredit("סקירה זו נכתבת ע\"י דנה כהן").names == Names{"דנה כהן"});
  CHECK(ReadCredit("הפוסט נכתב על ידי מיכאל (מייק) ארליכסון, PhD, ודנה כהן.").names ==
        Names{"Mike Erlihson", "דנה כהן"});
  const Credit together = ReadCredit("שיתוף פעולה: הסקירה נכתבה בשיתוף פעולה עם דנה כהן.");
  CHECK(together.names == Names{"דנה כהן"});
  CHECK(together.adds);
  CHECK_FALSE(ReadCredit("המאמר נכתב על ידי חוקרים מאוניברסיטה גדולה.").found);
}

TEST_CASE("nobody is credited where the document names nobody") {
  CHECK(Parse("Review 1: A Title Of A Paper\n\n" + Prose()).reviews.at(0).reviewers.empty());
  CHECK(Parse("Review 1: A Title Of A Paper\n\n" + Prose(" #deepnightlearners"))
            .reviews.at(0)
            .reviewers == std::vector<std::string>{"Mike Erlihson"});
}

TEST_CASE("the field block is read through damaged labels and takes no line of the text") {
  const ParseResult result = Parse(
      "Review 5: A Title Of A Paper\n\nפינט הסוקר:\n\nהמלצת קרייה ממייק: חובה לכולם\n\n"
      "בahirot chibah: גבואה.\n\nידע מוקדם:\n\n- הסתברות\n - אלגברה •\n-\n\n"
      "\"ישומיים פרקטיים אפשריים: --\n\nפרטי מאמר:\n\nلينك למאמר: [זמין](https://arxiv.org/abs/"
      "2109.00001)\n\nפורסם בתאריך: 02.09.2021, בארכיב\n\nהציג בכנס: - ICML 2021.\n\nתחומי "
      "מאמר:\n\n"
      "- רשתות\nבעלות שכבה אחת\n\nידע מוקדם:\n\n- מרחק KL\n\nתמצית מאמר:\n\n" +
      Prose() + "\n");
  REQUIRE(result.reviews.size() == 1);
  const Review& review = result.reviews[0];
  Fields expected;
  expected.recommendation = "חובה לכולם";
  expected.recommendation_level = "must";
  expected.clarity = "גבואה.";
  expected.clarity_level = "high";
  expected.prior_knowledge = {"הסתברות", "אלגברה"};
  expected.domains = {"רשתות בעלות שכבה אחת"};
  expected.tools = {"מרחק KL"};
  expected.other = {{"פורסם בתאריך", {"בארכיב"}}};
  CHECK(review.fields == expected);
  CHECK(review.paper.published == Date{2021, 9, 2});
  CHECK(review.paper.venue == "ICML 2021");
  CHECK(review.paper.arxiv_id == "2109.00001");
  REQUIRE_FALSE(review.blocks.empty());
  CHECK(review.blocks[0].type == BlockType::kHeading);
}

TEST_CASE("a label of a field in a list, with nothing below it, is text and read once") {
  const ParseResult result = Parse("Review 5: A Title Of A Paper\n\nמשפט.\n\n- המלצת קריאה:\n");
  REQUIRE(result.reviews.size() == 1);
  const std::vector<Block>& blocks = result.reviews[0].blocks;
  REQUIRE(blocks.size() == 2);
  CHECK((blocks[0].first_line == 3 && blocks[0].spans[0].text == "משפט."));
  CHECK((blocks[1].first_line == 5 && blocks[1].spans[0].text == "המלצת קריאה:"));
}

TEST_CASE("the vocabulary holds at least sixty topics, each named once in both languages") {
  std::set<std::string_view> ids;
  for (const Topic& topic : Topics()) {
    ids.insert(topic.id);
    CHECK_FALSE(topic.english.empty());
    CHECK_FALSE(topic.hebrew.empty());
  }
  CHECK(ids.size() == Topics().size());
  CHECK(Topics().size() >= 60);
}

TEST_CASE("topics come from Hebrew and English evidence, with prefixes and plurals, five at most") {
  const std::vector<std::string> topics =
      TopicsOf({{"Graph Neural Networks", 8}, {"ובטרנספורמרים, כמו במודלי דיפוזיה, גרפים", 8}});
  CHECK(topics.at(0) == "graphs");
  CHECK(std::set<std::string>(topics.begin(), topics.end()) ==
        std::set<std::string>{"graphs", "transformers", "diffusion"});
  CHECK(TopicsOf({{"שום דבר מוכר", 1}}) == std::vector<std::string>{"machine-learning"});
}

TEST_CASE("words are alike up to one letter in four") {
  CHECK(Resembles(U"היומי", U"הימי") == Resembles(U"הימי", U"היומי"));
  CHECK(Resembles(U"פינט הסוקר", U"פינת הסוקר"));
  CHECK_FALSE(Resembles(U"של", U"שם"));
  CHECK(BeginsLike(U"המלצת קרייה ממייק", U"המלצת קריאה"));
  CHECK_FALSE(BeginsLike(U"תמצית מאמר", U"תחומי מאמר"));
  CHECK(EditDistance(U"kitten", U"sitting", 5) == 3);
  CHECK(EditDistance(U"kitten", U"sitting", 2) == 3);
}

TEST_CASE("a document is named by its SHA-256") {
  CHECK(Sha256Hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(Sha256Hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(Sha256Hex(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
