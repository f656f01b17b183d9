// Writers' habits: one review after the other in a form that no rule names. Of each the division,
// the dates, the titles and the papers are right.
#include <catch2/catch_test_macros.hpp>

#include "documents_for_tests.h"
#include "review/json.h"
#include "review/markdown.h"

using namespace skira;

namespace {

struct Habit {
  const char* name;
  // One review: TITLE, DATE, URL, TEXT and the running number N stand for what differs.
  const char* form;
  const char* between = "\n\n";
  bool dated = true;
};

constexpr Habit kHabits[] = {
    {"the day and the title behind words that lead to them",
     "היי חברים, הסקירה של היום (DATE) היא על TITLE:\n\nTEXT\n\nURL\n\nשבת שלום!"},
    {"a title in quotes behind words", "על המאמר \"TITLE\" (DATE)\n\nTEXT\n\nקישור: URL"},
    {"a verb before the title", "בוקר טוב!\nהיום סקרתי את TITLE\n\nTEXT\n\nURL", "\n\n", false},
    {"a label and a title in quotes", "סקירת המאמר: \"TITLE\"\nתאריך: DATE\n\nTEXT\n\nלינק: URL"},
    {"a number, a dash and the date", "סקירה שבועית #1N – DATE\nTITLE\nURL\n\nTEXT"},
    {"a signature with the date below each review", "TITLE\n\nTEXT\n\nURL\n\nדנה לוי, DATE"},
    {"a diary whose first sentence names the paper",
     "**DATE** קראתי היום את TITLE. TEXT\n\nTEXT\n\nURL"},
    {"a table of fields above each text",
     "| שדה | ערך |\n| --- | --- |\n| כותרת | TITLE |\n| תאריך | DATE |\n| קישור | URL |\n\nTEXT"},
    {"headings and paragraphs of HTML",
     "<h2>TITLE</h2>\n<p>DATE</p>\n\nTEXT\n\n<a href=\"URL\">למאמר</a>"},
    {"a link and a date under bold labels",
     "## סקירה N: TITLE\n\n**מאמר:** URL\n**תאריך:** DATE\n\nTEXT"},
    {"a day and a month alone", "N.2 — TITLE\n\nTEXT\n\nURL", "\n\n", false},
    {"a label with the title below a banner",
     "המאמר היומי\nתאריך: DATE\nשם המאמר: TITLE\nסוקר: רוני כהן\n\nTEXT\n\nURL"},
    {"the title above the link at the end", "המאמר היומי של רוני – DATE\n\nTEXT\n\nTITLE\nURL"},
    {"\"[Short]\" behind the title", "Review N: TITLE [Short] DATE\n\nTEXT\n\nURL"},
    {"a bracket behind the number", "סקירה N) TITLE\n\nTEXT\n\nURL", "\n\n", false},
    {"who reviewed it and when, in English, below a heading that is the link",
     "#### Paper: [TITLE](URL)\n\nReviewed on DATE by Dana Levi\n\nTEXT"},
    {"a date in italics below each text, which no link closes",
     "## TITLE\n\nהקוד לא פורסם, אבל המאמר עצמו (URL) קצר וברור.\n\nTEXT\n\n*DATE*"},
    {"the same words before a title in quotes", "היום נדבר על \"TITLE\", מאמר קצר.\n\nTEXT\n\nURL",
     "\n\n", false},
    {"properties below a heading, as Notion exports them",
     "# TITLE\n\nStatus: נקרא\nRead on: DATE\nWritten up by: Dana Levi\nPaper: URL\nTags: a, "
     "b\n\nTEXT\n\n"
     "## מה לקחתי מזה\n\nTEXT"},
    {"front matter with other keys",
     "---\nlayout: post\nheadline: \"TITLE\"\npublished_at: DATE\nepisode: N\nbyline: דנה לוי\n"
     "paper_url: URL\n---\n\nTEXT",
     "\n\n"},
    {"the link first, the date and the writer last",
     "URL\n👆 TITLE\n\nTEXT\n\n🗓 DATE · ✍ דנה לוי"},
    {"a post whose date stands below its hashtags",
     "משפט קצר שפותח את הפוסט.\n\n📄 TITLE\n\nTEXT\n\n🔗 הקישור: URL\n\n#deep #למידה\nDATE · 17 "
     "תגובות"},
    {"a list of properties below a plain title",
     "TITLE\n* מתי קראתי: DATE\n* מי סיכם: דנה לוי\n* איפה למצוא: URL\n* כמה זה קשה: 4 מתוך "
     "5\n\nTEXT"},
    {"a numbered issue whose label leads to the title",
     "## גיליון N\n\n**במרכז הגיליון:** TITLE\n\nTEXT\n\n**לקריאה:** <URL>", "\n\n---\n\n", false},
    {"nothing but signs between texts whose first sentence quotes the title",
     "לפני שבוע מצאתי את \"TITLE\", ומאז אני חושב עליו.\n\nTEXT\n\n(URL)", "\n\n✦ ✦ ✦\n\n", false},
    {"letters that count, in bold", "**כ״א.** TITLE\nDATE\n\nTEXT\n\n[המאמר](URL)"},
    {"today's review, the title, the day and the number in one line",
     "היום בסקירה – TITLE – DATE – #N\n\nTEXT\n\nURL"},
    {"so many of a thousand, and the day",
     "✨ סקירה יומית של יואב 31N/1000 ✨ DATE\nTITLE\n\nTEXT\n\nURL"},
    {"a long review's number and length before the title",
     "## Review 1N, Long: TITLE\n\nתאריך הסקירה: DATE\nלינק למאמר: <URL>\n\nTEXT"},
    {"a heading and fields as wikis have them",
     "== TITLE ==\n;סוקרת: סיון הדר\n;תאריך: DATE\n\nTEXT\n\nURL"},
    {"a pinned title behind a chat's stamp", "[DATE, 08:41] רון לביא: 📌 TITLE\n\nTEXT\n\nURL"},
    {"a rule between titles with dates", "TITLE – DATE\n\nTEXT\n\nלקריאה: URL", "\n\n• • •\n\n"},
};

const char* const kTitles[] = {"Low-Rank Adapters for Frozen Encoders",
                               "ScaleR: Retrieval at Scale Without Labels",
                               "Sparse Mixtures Forget Less", "A Closer Look at Token Pruning"};

std::string Replaced(std::string text, std::string_view what, std::string_view with) {
  for (size_t at = text.find(what); at != text.npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

}  // namespace

TEST_CASE("reviews in forms that no rule names are told apart, with title, date and paper") {
  for (const Habit& habit : kHabits) {
    std::string document;
    std::vector<std::string> right, said;
    for (int i = 1; i <= 4; ++i) {
      const std::string title = kTitles[i - 1], number = std::to_string(i);
      const std::string url = "https://arxiv.org/abs/2501.0" + number + "123";
      std::string review = Replaced(habit.form, "TEXT", Prose());
      review = Replaced(review, "TITLE", title);
      review = Replaced(review, "DATE", "0" + number + ".02.25");
      review = Replaced(review, "URL", url);
      review = Replaced(review, "N", number);
      document += (document.empty() ? "" : habit.between) + review;
      right.push_back((habit.dated ? "2025-02-0" + number : "-") + " | " + title + " | " + url);
    }
    for (const Review& review : Parse(document + "\n").reviews) {
      said.push_back((review.date ? ToString(*review.date) : "-") + " | " +
                     review.title.value_or("-") + " |");
      for (const std::string& url : review.paper.urls) said.back() += " " + url;
    }
    INFO(habit.name);
    CHECK(said == right);
  }
}

TEST_CASE("counted Latin titles with texts and nothing else are reviews, in doubt") {
  std::string document;
  for (int i = 1; i <= 4; ++i) {
    document += std::to_string(i) + ". " + kTitles[i - 1] + "\n\n" + Prose() + "\n\n";
  }
  std::vector<std::string> titles;
  for (const Review& review : Parse(document).reviews) {
    titles.push_back(review.title.value_or("-"));
    REQUIRE(review.warnings.size() == 1);
    CHECK(review.warnings[0].code == "division-doubtful");
  }
  CHECK(titles == std::vector<std::string>(std::begin(kTitles), std::end(kTitles)));
}

TEST_CASE("the number is read where the header says that it is one") {
  const std::string url = "\n\n" + Prose() + "\n\nhttps://arxiv.org/abs/2501.01234";
  const auto number = [&](const std::string& header) {
    const auto result = Parse(header + url);
    REQUIRE(result.reviews.size() == 1);
    return result.reviews[0].number.value_or(-1);
  };
  const std::string title = kTitles[0];
  CHECK(number("המאמר היומי של רוני 12.03.25 – " + title + " – #417") == 417);
  CHECK(number("סקירה יומית של רוני 310/1000 12.03.25\n" + title) == 310);
  CHECK(number("סקירה יומית של רוני 12/2024\n" + title) == -1);  // a month, no number
}

TEST_CASE("a field of the number alone is the review's number") {
  std::string document;
  for (int i = 0; i < 3; ++i) {
    document += "## " + std::string(kTitles[i]) + "\n\n| שדה | ערך |\n|---|---|\n| מספר סקירה | 3" +
                std::to_string(i) + " |\n| תאריך | 14/02/2023 |\n\n" + Prose() + "\n\n";
  }
  std::vector<int> numbers;
  for (const Review& review : Parse(document).reviews)
    numbers.push_back(review.number.value_or(-1));
  CHECK(numbers == std::vector<int>{30, 31, 32});
}

TEST_CASE("top headings that are papers' titles divide a document that says nothing else of them") {
  std::string document;
  for (const char* title : kTitles) {
    document +=
        "# " + std::string(title) + "\n\nShort notes on what the paper proposes, and why.\n\n";
  }
  const auto result = Parse(document);
  std::vector<std::string> titles;
  for (const Review& review : result.reviews) {
    titles.push_back(review.title.value_or("-"));
    REQUIRE(review.warnings.size() == 1);
    CHECK(review.warnings[0].code == "division-doubtful");
  }
  CHECK(titles == std::vector<std::string>(std::begin(kTitles), std::end(kTitles)));
  // So do such titles in bold between rules.
  document = "מועדון הקריאה של השכונה.";
  for (const char* title : kTitles) {
    document += "\n\n---\n\n**״שם בעברית״ (" + std::string(title) + ")**\n\n" + Prose();
  }
  titles.clear();
  for (const Review& review : Parse(document).reviews) titles.push_back(review.title.value_or("-"));
  REQUIRE(titles.size() == std::size(kTitles));
  CHECK(titles[1] == "״שם בעברית״ (" + std::string(kTitles[1]) + ")");
  // Sections of one text have shorter names.
  CHECK(Parse("# Introduction\n\nWords.\n\n# Method\n\nWords.\n\n# Results\n\nWords.\n")
            .reviews.empty());
}

TEST_CASE("a document of one line with a date is a header, above which nothing is") {
  const auto catalog = Parse("המאמר היומי של מייק 05.03.25: Small Networks");
  REQUIRE(catalog.reviews.size() == 1);
  CHECK(catalog.reviews[0].title == "Small Networks");
}

TEST_CASE("a label says what its value can be: an address is no writer, a sentence no date") {
  std::string document;
  for (int i = 1; i <= 3; ++i) {
    const std::string number = std::to_string(i);
    document += "# " + std::string(kTitles[i]) + "\n\nקרא: https://arxiv.org/abs/2501.0" + number +
                "123\nנקרא: 0" + number + ".02.25\n\n" + Prose() +
                "\n\nRead: the appendix first.\n\n";
  }
  const auto result = Parse(document);
  REQUIRE(result.reviews.size() == 3);
  for (const Review& review : result.reviews) {
    CHECK(review.reviewers.empty());
    CHECK(review.date.has_value());
    CHECK(PlainText(review.blocks.back()) == "Read: the appendix first.");
  }
}
