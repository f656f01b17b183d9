// The user's own documents: joining, reading again, removing, what is found and what is exported.
#include "app/state/documents.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

#include "app/app.h"
#include "app/state/commands.h"
#include "app/state/document_remarks.h"
#include "app/state/exports.h"
#include "app/state/row_texts.h"
#include "effects.h"
#include "maker/maker.h"
#include "parser/parser.h"
#include "review/json.h"
#include "review/markdown.h"

namespace skira::app {
namespace {

std::string Prose(const std::string& word) {
  return "הפסקה הזו נכתבה לבדיקות בלבד, והיא ארוכה דיה כדי שקורא יראה בה גוף של סקירה ולא כותרת. "
         "היא מספרת על " +
         word + " אחת, על אימון אחד ועל תוצאה אחת, ואין בה שום מידע אמיתי מעבר לכך.";
}

std::string ReviewText(int number, const std::string& title, const std::string& word = "רשת") {
  return "Review " + std::to_string(number) + ": " + title + "\n\n" + Prose(word) + "\n\n";
}

Catalog CatalogOf(const std::string& name, const std::string& text) {
  std::vector<ParseResult> parsed;
  parsed.push_back(ParseDocument(name, text));
  return BuildCatalog(std::move(parsed));
}

void WorkAll(AppState& state) {
  while (WorkOnDocuments(state) || GrowIndex(4, state)) {
  }
}

// What the library maker gives of a document.
struct Made {
  std::vector<std::string> parts;
  std::string report;
};

Made Make(const std::string& name, const std::string& text) {
  Made made;
  maker::LibraryMaker maker;
  made.report = WriteReportJson(maker.Add(name, text));
  maker.Finish();
  for (std::string part; maker.TakePart(100, part);) made.parts.push_back(part);
  return made;
}

// Hands a document over as the page's worker does, up to its end.
void Give(DocumentFile file, const std::string& text, AppState& state) {
  const Made made = Make(file.name, text);
  file.size = static_cast<int64_t>(text.size());
  BeginDocument(std::move(file), 1, 1, state);
  ShowDocumentProgress(0.5f, state);
  for (const std::string& part : made.parts) AddDocumentPart(part, state);
  EndDocument(made.report, state);
}

void Open(const std::string& name, const std::string& text, AppState& state, int64_t added = 1000) {
  Give({.name = name, .added = added}, text, state);
  WorkAll(state);
}

// As one reads it, without the marks that isolate names.
std::string Read(const DocumentProblem& problem) {
  std::string text = ProblemText(problem, Language::kEnglish);
  for (const std::string mark : {"\u2068", "\u2069"}) {
    for (size_t at = 0; (at = text.find(mark, at)) != text.npos;) text.erase(at, mark.size());
  }
  return text;
}

struct Fixture {
  AppState state;
  Fixture() {
    SetCatalog(CatalogOf("library.txt", ReviewText(1, "The First Paper of the Library") +
                                            ReviewText(2, "The Second Paper of the Library")),
               state);
    WorkAll(state);
  }

  std::vector<std::string> Ids() const {
    std::vector<std::string> ids;
    for (const Review& review : state.catalog.reviews) ids.push_back(review.id);
    return ids;
  }
  // What the last effects of this kind told, "what name".
  std::vector<std::string> Told() {
    constexpr std::string_view kSteps[] = {"read",    "failed", "cancelled",
                                           "removed", "reread", "keep"};
    std::vector<std::string> told;
    for (const auto& one : EffectsOf<effect::Document>(state.effects)) {
      told.push_back(std::string(kSteps[static_cast<size_t>(one.step)]) + " " + one.name);
    }
    state.effects.clear();
    return told;
  }
  std::vector<std::string> Found(const std::string& text) {
    ListQuery query;
    query.text = text;
    Apply(ShowList{query}, state);
    std::vector<std::string> ids;
    for (const int i : state.listing.order) {
      ids.push_back(state.catalog.reviews[static_cast<size_t>(i)].id);
    }
    return ids;
  }
};

using Strings = std::vector<std::string>;

TEST_CASE("a document's reviews join the catalog, the list and the search") {
  Fixture page;
  Open("mine.md", ReviewText(7, "A Paper of My Own", "צפרדע"), page.state);
  CHECK(page.Told() == Strings{"read mine.md"});
  CHECK(page.Ids() == Strings{"review-1", "review-2", "review-7"});
  CHECK(page.state.listing.order.size() == 3);
  CHECK(page.state.index.size() == 3);
  CHECK(page.Found("צפרדע") == Strings{"review-7"});
  CHECK(page.state.listing.sources == std::vector<FacetCount>{{"mine.md", 1}});
  const OwnDocument* own = DocumentOf(page.state.catalog.reviews[2], page.state);
  REQUIRE(own != nullptr);
  CHECK(own->name == "mine.md");
  CHECK(DocumentOf(page.state.catalog.reviews[0], page.state) == nullptr);
  CHECK(LibraryReviews(page.state) == 2);
  CHECK(RowName(page.state, 2).find("mine.md") != std::string::npos);
  CHECK(RowName(page.state, 0).find(".md") == std::string::npos);
}

TEST_CASE("a document of the same name is read again in place of the old one") {
  Fixture page;
  Open("mine.md", ReviewText(7, "A Paper of My Own", "צפרדע"), page.state, 1000);
  Apply(ToggleStar{"review-7"}, page.state);
  Open("other.md", ReviewText(9, "Another Paper of My Own"), page.state, 2000);
  Give({.name = "mine.md", .added = 3000, .replaces = true},
       ReviewText(7, "A Paper of My Own", "ארנבת") + ReviewText(8, "One Paper More of My Own"),
       page.state);
  WorkAll(page.state);
  CHECK(page.Ids() == Strings{"review-1", "review-2", "review-9", "review-7", "review-8"});
  CHECK(page.Found("צפרדע").empty());
  CHECK(page.Found("ארנבת") == Strings{"review-7"});
  CHECK(MarksOf(page.state.user, "review-7").starred);
  REQUIRE(page.state.documents.own.size() == 2);
  CHECK(page.state.documents.own[1].name == "mine.md");
  CHECK(page.state.documents.own[1].added == 1000);
  CHECK(page.state.documents.own[1].reviews == 2);
}

TEST_CASE("a second document of the same name waits until the user says what it is") {
  Fixture page;
  Open("mine.md", ReviewText(7, "A Paper of My Own"), page.state, 1000);
  page.Told();
  Open("mine.md", ReviewText(8, "Quite Another Paper"), page.state, 2000);
  CHECK(page.state.documents.asking);
  CHECK(page.Told() == Strings{});
  CHECK(page.Ids().size() == 3);
  SECTION("it takes the other's place") {
    Apply(AnswerSameName{.replace = true}, page.state);
    WorkAll(page.state);
    CHECK(page.Told() == Strings{"read mine.md"});
    CHECK(page.Ids() == Strings{"review-1", "review-2", "review-8"});
  }
  SECTION("it is kept beside the other, under a name of its own") {
    Apply(AnswerSameName{.replace = false}, page.state);
    WorkAll(page.state);
    CHECK(page.Told() == Strings{"read mine (2).md"});
    CHECK(page.Ids() == Strings{"review-1", "review-2", "review-7", "review-8"});
    CHECK(page.state.catalog.sources.back().name == "mine (2).md");
    CHECK(page.state.documents.own[0].name == "mine.md");
    CHECK(page.state.documents.own[1].name == "mine (2).md");
  }
  SECTION("it is given up") {
    Apply(CancelReading{}, page.state);
    WorkAll(page.state);
    CHECK(page.Told() == Strings{"cancelled "});
    CHECK_FALSE(page.state.documents.asking);
    CHECK(page.Ids().size() == 3);
  }
}

TEST_CASE("the same document twice is there once, also under another name") {
  Fixture page;
  const std::string text = ReviewText(7, "A Paper of My Own");
  Open("mine.md", text, page.state);
  Open("mine.md", text, page.state);
  CHECK(page.Ids().size() == 3);
  page.Told();
  Open("copy.md", text, page.state);
  CHECK(page.Told() == Strings{"failed copy.md"});
  CHECK(page.Ids().size() == 3);
  REQUIRE(page.state.documents.problems.size() == 1);
  CHECK(Read(page.state.documents.problems[0]) ==
        "The library already has the text of copy.md, in mine.md");
  SECTION("so is the library's own") {
    Open("again.txt",
         ReviewText(1, "The First Paper of the Library") +
             ReviewText(2, "The Second Paper of the Library"),
         page.state);
    CHECK(page.Ids().size() == 3);
  }
}

TEST_CASE("every review has an id of its own, whatever documents have in common") {
  Fixture page;
  const std::string text = ReviewText(1, "The First Paper of the Library", "צפרדע");
  Open("a.md", text, page.state);
  Open("b.md", text + ReviewText(3, "And Something Else Besides"), page.state);
  Open("c.md", text + ReviewText(4, "And Some Other Thing Besides"), page.state);
  const Strings ids = page.Ids();
  CHECK(ids.size() == 7);
  CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == 7);
  CHECK(ids[0] == "review-1");
}

TEST_CASE("what is kept of a review that has another id now goes with it, lists too") {
  Fixture page;
  // As version 0.1 named it, and before the document is here.
  Apply(RestoreRecord{"review/a-paper-of-my-own-7", R"({"v":1,"starred":true,"note":"הערה"})"},
        page.state);
  Apply(RestoreRecord{"list/a", R"({"v":1,"name":"א","reviews":["a-paper-of-my-own-7"]})"},
        page.state);
  Open("a.md", ReviewText(7, "A Paper of My Own"), page.state);
  CHECK(MarksOf(page.state.user, "review-7").starred);
  CHECK(MarksOf(page.state.user, "review-7").note == "הערה");
  CHECK(!page.state.user.marks.contains("a-paper-of-my-own-7"));
  CHECK(FindList(page.state.user, "a")->reviews == Strings{"review-7"});
  SECTION("a title that is corrected then changes nothing") {
    Open("a.md", ReviewText(7, "A Pepper of My Own"), page.state);
    Apply(AnswerSameName{true}, page.state);
    WorkAll(page.state);
    CHECK(page.Ids().back() == "review-7");
    CHECK(MarksOf(page.state.user, "review-7").starred);
  }
}

TEST_CASE("a removed document takes its reviews out of the catalog and the search") {
  Fixture page;
  Open("a.md", ReviewText(7, "A Paper of My Own", "צפרדע"), page.state);
  Open("b.md", ReviewText(8, "Another Paper of My Own", "צפרדע"), page.state);
  Apply(Navigate{{.page = Route::Page::kReview, .id = "review-8"}}, page.state);
  CHECK(page.state.open_review == 3);
  page.Told();
  Apply(RemoveDocument{"a.md"}, page.state);
  CHECK(page.state.documents.pending_delete == "a.md");
  CHECK(page.Ids().size() == 4);
  Apply(RemoveDocument{.name = "a.md", .sure = true}, page.state);
  CHECK(page.Told() == Strings{"removed a.md"});
  CHECK(page.state.open_review == 2);
  CHECK(page.state.review()->id == "review-8");
  CHECK(DocumentOf(*page.state.review(), page.state)->name == "b.md");
  CHECK(page.Found("צפרדע") == Strings{"review-8"});
  WorkAll(page.state);
  CHECK(page.state.documents.graveyard.empty());
  SECTION("what is kept of them comes back with them") {
    Apply(SetReviewNote{"review-7", "הערה"}, page.state);
    Open("a.md", ReviewText(7, "A Paper of My Own", "צפרדע"), page.state);
    CHECK(MarksOf(page.state.user, page.Ids().back()).note == "הערה");
  }
}

TEST_CASE("a document that is given up leaves the catalog as it was") {
  Fixture page;
  const Catalog before = page.state.catalog;
  const std::string text = ReviewText(7, "A Paper of My Own");
  for (int steps = 0; steps < 2; ++steps) {
    const Made made = Make("a.md", text);
    BeginDocument({.name = "a.md", .size = 1}, 1, 1, page.state);
    AddDocumentPart(made.parts[0], page.state);
    if (steps > 0) EndDocument(made.report, page.state);
    CHECK(page.state.documents.name == "a.md");
    page.Told();
    Apply(CancelReading{}, page.state);
    CHECK(page.Told() == Strings{"cancelled "});
    CHECK(page.state.documents.name.empty());
    WorkAll(page.state);
    CHECK(page.state.catalog == before);
  }
}

TEST_CASE("a file that is no document is named with its line and what is wrong") {
  Fixture page;
  struct Case {
    std::string name, text, problem;
  };
  const Case cases[] = {
      {"a.txt", "just words",
       "No review found in a.txt. A review starts with a header such as "
       "“Review 1: Title of the paper”."},
      {"b.txt", "Review 1: x\nא\xFF\nב\xFE\n",
       "b.txt is not UTF-8. Save it again in that encoding. (line 2)"},
      {"c.txt", std::string("a\nb\0c\n", 6), "c.txt is not a text file (line 2)"},
      {"d.json", "{\"format\":\n \"other\"}",
       "d.json is not a valid Skira export: line 2: this is no export of reviews (\"format\" "
       "differs)"},
  };
  for (const Case& one : cases) {
    Open(one.name, one.text, page.state);
    CHECK(page.Told() == Strings{"failed " + one.name});
    REQUIRE(page.state.documents.problems.size() == 1);
    CHECK(Read(page.state.documents.problems[0]) == one.problem);
    CHECK(page.Ids().size() == 2);
  }
  BeginDocument({.name = "e.txt", .size = kLargestDocument + 1}, 1, 1, page.state);
  CHECK(Read(page.state.documents.problems[0]) ==
        "e.txt is too large (64.0 MB). The limit is 64.0 MB.");
  Open("f.json", "{\"format\": ", page.state);
  REQUIRE(page.state.documents.problems.size() == 1);
  CHECK(page.state.documents.problems[0].line == 1);
  CHECK(!page.state.documents.problems[0].detail.empty());
}

TEST_CASE("an export from elsewhere joins with its formulas, and a backup asks") {
  Fixture page;
  Catalog other =
      CatalogOf("library.txt", ReviewText(1, "The First Paper of the Library", "צפרדע"));
  other.reviews[0].blocks[0].spans.push_back({.text = "x^2", .math = true});
  other.math.outlines = {"M0 0L10 0L10 10Z"};
  other.math.formulas.push_back({.tex = "x^2", .width = 500, .glyphs = {0, 0, 0, 1000}});
  Open("other.json", WriteJson(other, false), page.state);
  CHECK(page.Ids().size() == 3);
  CHECK(page.Ids()[2] != page.Ids()[0]);
  CHECK(page.state.catalog.sources[1].name == "library.txt (2)");
  REQUIRE(page.state.math.Find("x^2", false) != nullptr);
  CHECK(page.state.documents.own[0].exported);
  Apply(RemoveDocument{.name = "other.json", .sure = true}, page.state);
  CHECK(page.Ids().size() == 2);
  CHECK(page.state.catalog.sources.size() == 1);

  UserData user;
  user.marks["review-1"].starred = true;
  page.Told();
  BeginDocument({.name = "skira-backup.json"}, 1, 1, page.state);
  EndDocumentAsBackup(BackupJson(user, {}), page.state);
  CHECK(page.Told() == Strings{"failed skira-backup.json"});
  CHECK(page.state.notice.offer == Command::kJoinBackup);  // it asks first
  Apply(Run{Command::kJoinBackup}, page.state);
  CHECK(MarksOf(page.state.user, "review-1").starred);
  CHECK(page.state.documents.problems.empty());
}

TEST_CASE("the export of a document is the one that the command makes of it") {
  Fixture page;
  const std::string text = ReviewText(7, "A Paper of My Own", "צפרדע") +
                           ReviewText(8, "The First Paper of the Library", "צפרדע");
  Open("mine.md", text, page.state);
  const std::optional<ExportedFile> json =
      MakeExport({ExportOf::kDocument, ExportFormat::kJson, "mine.md"}, page.state);
  REQUIRE(json);
  CHECK(json->text == WriteJson(CatalogOf("mine.md", text), false));
  const std::optional<ExportedFile> markdown =
      MakeExport({ExportOf::kDocument, ExportFormat::kMarkdown, ""}, page.state);
  REQUIRE(markdown);
  const std::string front =
      "---\nskira: review\ntitle: 'A Paper of My Own'\nnumber: 7\nkind: 'full'\n---\n\n";
  CHECK(markdown->text.starts_with(front + "# A Paper of My Own\n\n" + Prose("צפרדע") +
                                   "\n\n---\nskira: review\ntitle: 'The First"));
  SECTION("and is read back to the same reviews") {
    Catalog again = CatalogOf("mine.md", markdown->text), first = CatalogOf("mine.md", text);
    REQUIRE(again.reviews.size() == 2);
    for (size_t i = 0; i < 2; ++i) {
      CHECK(again.reviews[i].id == first.reviews[i].id);
      CHECK(again.reviews[i].title == first.reviews[i].title);
      CHECK(again.reviews[i].number == first.reviews[i].number);
      CHECK(PlainText(again.reviews[i].blocks[0]) == PlainText(first.reviews[i].blocks[0]));
    }
  }
}

TEST_CASE("formulas that nobody has set are asked for, each once") {
  Fixture page;
  Open("mine.md",
       ReviewText(7, "A Paper of My Own") + "לפי $x^2$ וגם $x^2$ נקבל את הביטוי הבא:\n\n$$x^2$$\n",
       page.state);
  std::vector<std::string> wanted;
  for (const auto& one : EffectsOf<effect::SetFormulas>(page.state.effects)) {
    wanted.push_back(one.formulas);
  }
  CHECK(wanted == Strings{R"([{"tex":"x^2","display":false},{"tex":"x^2","display":true}])"});
  AddFormulas(R"({"format":"skira-reviews","version":1,"sources":[],"reviews":[],"math":{
    "outlines":["M0 0L1 0Z","M0 0L2 0Z"],"formulas":[{"tex":"x^2","display":false,"width":9,
    "height":1,"depth":0,"glyphs":[1,0,0,1000],"rules":[],"texts":[],"breaks":[],"mathml":""}]}})",
              page.state);
  REQUIRE(page.state.math.Find("x^2", false) != nullptr);
  CHECK(page.state.math.Find("x^2", false)->width == 9);
  CHECK(page.state.math.outlines().size() == 2);
}

TEST_CASE("a library of formulas grows without moving what it has, and shares outlines") {
  MathTable one, two;
  one.outlines = {"M0 0L1 0Z"};
  one.formulas.push_back({.tex = "b", .glyphs = {0, 1, 1, 1000}});
  two.outlines = {"M0 0L2 0Z", "M0 0L1 0Z"};
  two.formulas.push_back({.tex = "a", .glyphs = {0, 0, 0, 1000, 1, 0, 0, 1000, 7, 0, 0, 1000}});
  two.formulas.push_back({.tex = "b", .width = 1});
  MathLibrary library(one);
  const Formula* b = library.Find("b", false);
  library.Add(two);
  CHECK(library.Find("b", false) == b);
  CHECK(b->width == 0);
  CHECK(library.outlines().size() == 3);  // the third is empty: there is no outline of that number
  CHECK(library.Find("a", false)->glyphs ==
        std::vector<int>{1, 0, 0, 1000, 0, 0, 0, 1000, 2, 0, 0, 1000});
}

TEST_CASE("progress is told in steps while a document is read") {
  Fixture page;
  std::string text;
  for (int i = 10; i < 400; ++i) text += ReviewText(i, "Paper Number " + std::to_string(i));
  BeginDocument({.name = "a.md", .size = static_cast<int64_t>(text.size())}, 2, 3, page.state);
  CHECK(page.state.documents.place == 2);
  std::vector<float> seen;
  maker::LibraryMaker maker;
  const std::string report = WriteReportJson(maker.Add("a.md", text, [&](double done) {
    ShowDocumentProgress(static_cast<float>(done), page.state);
    seen.push_back(page.state.documents.fraction);
  }));
  CHECK(std::is_sorted(seen.begin(), seen.end()));
  CHECK(std::set<float>(seen.begin(), seen.end()).size() > 10);
  maker.Finish();
  for (std::string part; maker.TakePart(1000, part);) AddDocumentPart(part, page.state);
  EndDocument(report, page.state);
  WorkAll(page.state);
  CHECK(page.state.documents.own[0].reviews == 390);
}

TEST_CASE("what the parser noticed is told in the reader's language, with what to do") {
  const Warning lost{3, "date-lost", "What stands in the date's place is no date."};
  CHECK(SayingOf(lost, Language::kEnglish) == "What stands in the date's place is no date.");
  CHECK(SayingOf(lost, Language::kHebrew) == "במקום התאריך כתוב משהו שאינו תאריך");
  CHECK(AdviceOn(lost.code) == Str::advice_date);
  const Warning unknown{0, "newer-than-us", "Something else."};
  CHECK(SayingOf(unknown, Language::kHebrew) == "Something else.");
  CHECK(AdviceOn(unknown.code) == std::nullopt);
}

}  // namespace
}  // namespace skira::app
