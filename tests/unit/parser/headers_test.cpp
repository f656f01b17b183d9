#include <catch2/catch_test_macros.hpp>

#include "documents_for_tests.h"
#include "parser/headers/title.h"

using namespace skira;

namespace {

// What a daily header says, in one line.
std::string Said(const Review& review) {
  std::string said = review.date ? std::to_string(review.date->day) + "." +
                                       std::to_string(review.date->month) + "." +
                                       std::to_string(review.date->year)
                                 : "-";
  return said + " | " + review.title.value_or("-");
}

// The one review of a document that is `header`, a blank line and prose.
Review ReadOne(const std::string& header) {
  const ParseResult result = Parse(header + "\n\n" + Prose(" #deepnightlearners") + "\n");
  REQUIRE(result.reviews.size() == 1);
  return result.reviews[0];
}

}  // namespace

TEST_CASE("a daily header reads the same in every order and spelling") {
  const std::string same = "5.8.2024 | Some Title: A Study";
  for (const std::string header : {
           "🚀⚡️ המאמר היומי של מייק 05.08.24 ⚡️🚀 Some Title: A Study",
           "המאמר הימי של מיק 05.08.24: Some Title: A Study",
           "המאמר היום של מילק - 5.8.24 Some Title: A Study",
           "05.08.24 - המאמר היומי של מיק - Some Title: A Study",
           "🚀⚡️: 05.08.24. המאמר היומי של מ\"יק Some Title: A Study",
           "**המאמר היומי של מijk 05.08.24** Some Title: A Study",
           "## המאמר היומי של Mijk, 05/08/2024: **Some Title: A Study**",
           "🚀 05.08.24 🚀 Some Title: A Study",
           "24.08.05. המאמר היומי של מייק - Some Title: A Study",
           "的文章: 05.08.24 🔥 Some Title: A Study",
           ":05.08.24 - מיק - המאמר הימי של\nSome Title: A Study",
           "המאמר היומי של מייק - 2024.08.05\n\nSome Title: A Study",
           "המאמר היומי של מייק 05-08.24\nSome Title:\nA Study",
       }) {
    INFO(header);
    const Review review = ReadOne(header);
    CHECK(Said(review) == same);
    CHECK(review.kind == ReviewKind::kDaily);
    CHECK(review.reviewers == std::vector<std::string>{"Mike Erlihson"});
  }
}

TEST_CASE("a lost date stays empty, even where extraction put a month in its place") {
  const Review review =
      ReadOne("🚀⚡️: המאמר היומי של מאי 24 🚀⚡️ Some Title: A Study");
  CHECK(Said(review) == "- | Some Title: A Study");
  CHECK(Codes(review.warnings) == std::vector<std::string>{"banner-damaged", "date-lost"});
  CHECK(Said(ReadOne("המאמר היומי של מיק Some Title: A Study")) == "- | Some Title: A Study");
}

TEST_CASE("a banner of two writers names both, with or without the joining letter") {
  const std::vector<std::string> both = {"אביב", "Mike Erlihson"};
  CHECK(ReadOne("18.06.25 המאמר היומי של אביב ומיק: Some Title Here").reviewers == both);
  CHECK(ReadOne("18.06.25 המאמר היומי של אביב מיק: Some Title Here").reviewers == both);
  CHECK(ReadOne("המאמר היומי של צוות Skira 18.06.25 Some Title Here").reviewers ==
        std::vector<std::string>{"צוות Skira"});
}

TEST_CASE("a title may be a link, on the banner's line or below") {
  const Review same = ReadOne("13.07.25 המאמר היומי של מייק - [Some Title Here](https://a.org/x)");
  CHECK(same.title == "Some Title Here");
  const Review below =
      ReadOne("המאמר היומי של מייק: 13.07.25\n\n[Some Title Here](https://a.org/x)");
  CHECK(below.title == "Some Title Here");
}

TEST_CASE("a title repeated from the review before gives way to the one below it") {
  const ParseResult result =
      Parse("המאמר היומי של מייק 01.08.24: First Title Of Two\n\n" + Prose() +
            "\n\nהמאמר היומי של מייק 02.08.24: First Title Of Two\n\n"
            "SECOND TITLE OF TWO\n\n" +
            Prose() + "\n");
  REQUIRE(result.reviews.size() == 2);
  CHECK(result.reviews[1].title == "SECOND TITLE OF TWO");
  CHECK(Codes(result.reviews[1].warnings) == std::vector<std::string>{"title-repeated"});
}

TEST_CASE("a title alone opens a daily review behind the link that ended the one before") {
  const std::string first = "המאמר היומי של מייק 01.08.24: First Title Of Two\n\n" + Prose() +
                            "\n\n<https://arxiv.org/abs/2408.00001>\n\n";
  const ParseResult result = Parse(first + "Second Title: Without Banner\n\n" + Prose() + "\n");
  REQUIRE(result.reviews.size() == 2);
  CHECK(result.reviews[0].last_line == 5);
  CHECK(Said(result.reviews[1]) == "- | Second Title: Without Banner");
  CHECK(Codes(result.reviews[1].warnings) == std::vector<std::string>{"banner-missing"});
  SECTION("but not in the middle of a text") {
    CHECK(Parse("המאמר היומי של מייק 01.08.24: First Title Of Two\n\n" + Prose() +
                "\n\nA Line Of English Words\n\n" + Prose() + "\n")
              .reviews.size() == 1);
  }
}

TEST_CASE("a review without any header begins behind the link and ends with its own") {
  const std::string text = Prose() + "\n\n" + Prose() + "\n\n" + Prose() + "\n\n";
  const ParseResult result = Parse("המאמר היומי של מייק 01.08.24: First Title Of Two\n\n" + text +
                                   "<https://arxiv.org/abs/2408.00001>\n\n" + text +
                                   "<https://arxiv.org/abs/2408.00002>\n");
  REQUIRE(result.reviews.size() == 2);
  CHECK(result.reviews[1].title == std::nullopt);
  CHECK(result.reviews[1].paper.arxiv_id == "2408.00002");
  CHECK(Codes(result.reviews[1].warnings) == std::vector<std::string>{"header-missing"});
}

TEST_CASE("a banner that nobody can read opens a review where a link, a date and a title say so") {
  const std::string first = "המאמר היומי של מייק 01.08.24: First Title Of Two\n\n" + Prose() +
                            "\n\n<https://arxiv.org/abs/2408.00001>\n\n";
  const ParseResult result =
      Parse(first + "hmamr hyvmy shl Mxx 02.08.24\n\nSecond Title Of Two\n\n" + Prose() + "\n");
  REQUIRE(result.reviews.size() == 2);
  CHECK(Said(result.reviews[1]) == "2.8.2024 | Second Title Of Two");
  CHECK(Codes(result.reviews[1].warnings) == std::vector<std::string>{"banner-damaged"});
}

TEST_CASE("dates and banner words inside of prose open nothing") {
  const ParseResult result = Parse(
      "המאמר היומי של מייק 01.08.24: First Title Of Two\n\nהמאמר היום מציע שיטה חדשה לאימון.\n\n"
      "30.05.24 היה היום שבו הכול התחיל.\n\nהמאמר של מייק ושל אחרים נסקר כאן כבר פעם.\n");
  CHECK(result.reviews.size() == 1);
}

TEST_CASE("a numbered header gives number, length, title and date, however it is set") {
  struct Case {
    std::string header, title;
    int number;
    ReviewKind kind;
    std::optional<Date> date;
  };
  const Case cases[] = {
      {"Review 61: A Title Of A Paper", "A Title Of A Paper", 61, ReviewKind::kFull, {}},
      {"## Review 122, Short: A TITLE & MORE, 12.08.23", "A TITLE & MORE", 122, ReviewKind::kShort,
       Date{2023, 8, 12}},
      {"# Review 125 : A Title: With a Colon, 15.08.2023", "A Title: With a Colon", 125,
       ReviewKind::kFull, Date{2023, 8, 15}},
      {"**Review 131, Short: 28.08.23: A Title  \nOver Two Lines**", "A Title Over Two Lines", 131,
       ReviewKind::kShort, Date{2023, 8, 28}},
      {"Reviw 147: A Title, 1.2.24.", "A Title", 147, ReviewKind::kFull, Date{2024, 2, 1}},
      {"סקירה 12: A Title Of A Paper", "A Title Of A Paper", 12, ReviewKind::kFull, {}},
  };
  for (const Case& expected : cases) {
    INFO(expected.header);
    const Review review = ReadOne(expected.header);
    CHECK(review.title == expected.title);
    CHECK(review.number == expected.number);
    CHECK(review.kind == expected.kind);
    CHECK(review.date == expected.date);
  }
}

TEST_CASE("a credit in a numbered header names the only writer") {
  const Review review =
      ReadOne("## Review 128, Short: 18.08.23: A Title (סקירה זו נכתבה על ידי דנה כהן)");
  CHECK(review.title == "A Title");
  CHECK(review.reviewers == std::vector<std::string>{"דנה כהן"});
}

TEST_CASE("a number in the first sentence counts, a sentence that begins with one is no header") {
  const ParseResult result = Parse(
      "המאמר היומי של מייק 18.02.25\n\nSome Title: A Study\n\n"
      "סקירה מס' 412 - והיא קצרה. " +
      Prose() + "\n");
  REQUIRE(result.reviews.size() == 1);
  CHECK(result.reviews[0].number == 412);
}

TEST_CASE("a greeting or teaser above a header belongs to it") {
  const std::string before = "Review 1: First Title\n\n" + Prose() + "\n\n";
  for (const std::string teaser : {"ערב טוב לכולם,", "היום סוקרים משהו קטן:",
                                   "היום בפינה **#shorthebrewpaperreviews** נקרא דבר אחד:"}) {
    const ParseResult result =
        Parse(before + teaser + "\n\nReview 2: Second Title\n\n" + Prose() + "\n");
    REQUIRE(result.reviews.size() == 2);
    CHECK(result.reviews[0].last_line == 3);
    CHECK(result.reviews[1].first_line == 5);
  }
}

TEST_CASE("a document without headers is one post when it has a title and Hebrew text") {
  const ParseResult alone = Parse(Prose() + "\n\nA Paper's Whole Title\n\n" + Prose() + "\n");
  REQUIRE(alone.reviews.size() == 1);
  CHECK(alone.reviews[0].title == "A Paper's Whole Title");
  CHECK(alone.reviews[0].kind == ReviewKind::kPost);
  const ParseResult led = Parse("הפעם מאמר ישן וטוב, ושמו: A Paper's Whole Title\n\n" + Prose() +
                                "\n\n" + Prose() + "\n");
  REQUIRE(led.reviews.size() == 1);
  CHECK(led.reviews[0].title == "A Paper's Whole Title");
}

TEST_CASE("text about something else than a paper is a post") {
  CHECK(ReadOne("המאמר היומי של מיק 12.09.24: Some Announcement Here\n\nהיום במקום הסקירה אכתוב על "
                "דבר אחר. ")
            .kind == ReviewKind::kPost);
}

TEST_CASE("a document without a review says so") {
  for (const std::string_view text : {"", "\n\n", "hello world\n", "שלום\n"}) {
    const ParseResult result = Parse(text);
    CHECK(result.reviews.empty());
    CHECK(Codes(result.warnings) == std::vector<std::string>{"no-review"});
  }
}

TEST_CASE("a title is a few Latin words, not a caption, list item, label or link") {
  const auto is_title = [](std::string_view line) { return IsTitleLike(line, FactsOf(line)); };
  CHECK(is_title("Learning to Learn"));
  CHECK(is_title("?When Can Models Count"));
  for (const std::string_view line :
       {"Figure 1: An overview", "- an item", "2. an item", "Contents:", "<https://a.org/abc>",
        "a\tb\tc row", "משפט בעברית with words", "$$x = y$$", ""}) {
    INFO(line);
    CHECK_FALSE(is_title(line));
  }
}
