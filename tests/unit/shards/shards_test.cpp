// A library in shards: what is written is read again, and found as in the whole index.
#include "shards/shards.h"

#include <algorithm>
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "parser/parser.h"
#include "review/json.h"
#include "review/markdown.h"
#include "search/search.h"

namespace skira {
namespace {

using Files = std::map<std::string, std::string>;

std::string Read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// The library of corpus/, with a formula that has been typeset.
const Catalog& Library() {
  static const Catalog catalog = [] {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(SKIRA_ROOT "/corpus")) {
      const auto ending = entry.path().extension();
      if ((ending == ".txt" || ending == ".md") && entry.path().filename() != "README.md") {
        paths.push_back(entry.path());
      }
    }
    std::sort(paths.begin(), paths.end());
    std::vector<ParseResult> documents;
    for (const auto& path : paths) {
      documents.push_back(ParseDocument(path.filename().string(), Read(path)));
    }
    Catalog library = BuildCatalog(std::move(documents));
    for (const Review& review : library.reviews) {
      for (const Block& block : review.blocks) {
        for (const Span& span : block.spans) {
          if (!span.math) continue;
          const int outline = static_cast<int>(library.math.outlines.size());
          library.math.outlines.push_back("M0 0L" + std::to_string(outline) + " 9Z");
          Formula& formula = library.math.formulas.emplace_back();
          formula.tex = span.text;
          formula.glyphs = {outline, 0, 0, 1000};
          formula.mathml = "<math></math>";
        }
      }
    }
    return library;
  }();
  return catalog;
}

Files ShardsOf(const Catalog& catalog, int per_text = 4) {
  Files files;
  std::string error;
  const auto sink = [&](const std::string& name, std::string_view bytes) {
    CHECK(files.emplace(name, bytes).second);
    return true;
  };
  const bool ok = WriteShards(WriteJson(catalog, false), {.per_text = per_text}, sink, error);
  CHECK(error == "");
  REQUIRE(ok);
  return files;
}

ShardSet OpenSet(const Files& files) {
  ShardSet set;
  REQUIRE(set.Open(files.at(std::string(kManifestName))) == "");
  return set;
}

std::vector<CatalogRow> RowsOf(const ShardSet& set, const Files& files) {
  std::vector<CatalogRow> rows;
  for (int i = 0; i < set.Count(ShardKind::kCatalog); ++i) {
    const ShardFile file{ShardKind::kCatalog, i};
    std::string error;
    auto page = set.ReadPage(file, files.at(set.NameOf(file)), error);
    CHECK(error == "");
    REQUIRE(page);
    rows.insert(rows.end(), page->begin(), page->end());
  }
  return rows;
}

// A reader's index over the shards; `lacks` names the files that cannot be had.
struct Searcher {
  explicit Searcher(const Catalog& catalog, int per_text = 4)
      : files(ShardsOf(catalog, per_text)), set(OpenSet(files)), rows(RowsOf(set, files)) {
    terms.Begin(set.terms(), index);
    for (size_t i = 0; i < rows.size(); ++i) {
      terms.List(static_cast<int>(i), rows[i].review, rows[i].traits, index);
    }
  }

  SearchResult Find(std::string_view query, const SearchOptions& options = {}) {
    while (true) {
      const auto lacking = terms.Prepare(query, options.last_word_is_prefix, index);
      if (lacking.empty()) return Search(index, query, options);
      for (const TermFile& file : lacking) {
        const std::string name = set.NameOf(ShardOf(file));
        asked.push_back(name);
        if (std::find(lacks.begin(), lacks.end(), name.substr(0, name.find('/'))) != lacks.end()) {
          terms.GiveUp(file);
        } else {
          REQUIRE(terms.Take(file, files.at(name)) == "");
        }
      }
    }
  }
  std::vector<std::string> Ids(std::string_view query, const SearchOptions& options = {}) {
    std::vector<std::string> ids;
    for (const Hit& hit : Find(query, options).hits) ids.push_back(rows[hit.review].review.id);
    return ids;
  }

  Files files;
  ShardSet set;
  std::vector<CatalogRow> rows;
  TermShards terms;
  SearchIndex index;
  std::vector<std::string> asked, lacks;
};

Review MakeReview(int number, std::string text) {
  Review review;
  review.id = "review-" + std::to_string(number);
  review.date = Date{2024, 1, 1};
  review.blocks.emplace_back().spans.push_back({.text = std::move(text)});
  return review;
}

Catalog CatalogOf(std::vector<std::string> texts) {
  Catalog catalog;
  catalog.sources.push_back({"made.txt", "", 1});
  for (std::string& text : texts) {
    const int number = static_cast<int>(catalog.reviews.size());
    catalog.reviews.push_back(MakeReview(number, std::move(text)));
  }
  return catalog;
}

TEST_CASE("each review is found by its id, whole, with its source and its formulas") {
  const Files files = ShardsOf(Library());
  const ShardSet set = OpenSet(files);
  REQUIRE(set.reviews() == static_cast<int>(Library().reviews.size()));
  for (const Review& review : Library().reviews) {
    const int number = set.FindId(files.at(set.NameOf(set.IdsOf(review.id))), review.id);
    REQUIRE(number >= 0);
    const ShardFile file = set.TextOf(number);
    std::string error;
    const auto text = set.ReadText(file, files.at(set.NameOf(file)), error);
    CHECK(error == "");
    REQUIRE(text);
    Review found = text->reviews[static_cast<size_t>(number - set.FirstOf(file))];
    CHECK(text->sources[static_cast<size_t>(found.document)] ==
          Library().sources[static_cast<size_t>(review.document)]);
    found.document = review.document;
    CHECK(found == review);
    for (const Block& block : review.blocks) {
      for (const Span& span : block.spans) {
        if (!span.math) continue;
        const auto formula = std::find_if(text->math.formulas.begin(), text->math.formulas.end(),
                                          [&](const Formula& one) { return one.tex == span.text; });
        REQUIRE(formula != text->math.formulas.end());
        CHECK(static_cast<size_t>(formula->glyphs[0]) < text->math.outlines.size());
      }
    }
  }
  CHECK(set.FindId(files.at(set.NameOf(set.IdsOf("no-such-review"))), "no-such-review") == -1);
}

TEST_CASE("the catalog lists the reviews newest first with what a list says of them") {
  const Files files = ShardsOf(Library());
  const ShardSet set = OpenSet(files);
  std::vector<const Review*> sorted;
  for (const Review& review : Library().reviews) sorted.push_back(&review);
  const auto day = [](const Review* r) { return r->date ? r->date : r->date_inferred; };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const Review* a, const Review* b) { return day(a) > day(b); });
  const std::vector<CatalogRow> rows = RowsOf(set, files);
  REQUIRE(rows.size() == sorted.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    const Review &row = rows[i].review, &review = *sorted[i];
    CHECK(row.id == review.id);
    CHECK(row.title == review.title);
    CHECK(row.number == review.number);
    CHECK(row.kind == review.kind);
    CHECK(row.date == review.date);
    CHECK(row.date_inferred == review.date_inferred);
    CHECK(row.reviewers == review.reviewers);
    CHECK(row.topics == review.topics);
    CHECK(row.first_line == review.first_line);
    CHECK(row.paper.arxiv_id == review.paper.arxiv_id);
    CHECK(row.fields.clarity_level == review.fields.clarity_level);
    CHECK(row.fields.recommendation_level == review.fields.recommendation_level);
    CHECK(set.sources()[static_cast<size_t>(row.document)] ==
          Library().sources[static_cast<size_t>(review.document)].name);
    CHECK(rows[i].words == WordCount(review));
    CHECK(rows[i].traits.code == !review.paper.code_urls.empty());
  }
  const std::vector<CatalogRow>& newest = set.newest();
  REQUIRE(newest.size() == std::min<size_t>(rows.size(), ShardSet::kNewest));
  CHECK(std::equal(newest.begin(), newest.end(), rows.begin()));
}

TEST_CASE("the same export gives the same files, and one more review leaves most of them") {
  const Files files = ShardsOf(Library());
  CHECK(ShardsOf(Library()) == files);
  Catalog more = Library();
  more.reviews.push_back(MakeReview(1, "משפט על חתולים"));
  more.reviews.back().date.reset();  // the last of all
  size_t same = 0, text = 0;
  const Files other = ShardsOf(more);
  for (const auto& [name, bytes] : files) {
    text += name.starts_with("text/");
    same += name.starts_with("text/") && other.contains(name);
  }
  CHECK(same + 1 >= text);
}

TEST_CASE("files bear the name of their bytes, and other bytes are refused") {
  const Files files = ShardsOf(Library());
  const ShardSet set = OpenSet(files);
  for (const auto& [name, bytes] : files) {
    const std::optional<ShardFile> file = set.FileOf(name);
    CHECK(file.has_value() == (name != kManifestName));
    if (!file) continue;
    CHECK(set.Check(*file, bytes) == "");
    CHECK(set.Check(*file, bytes + " ") == "these are not the bytes that shards.txt means");
  }
  CHECK_FALSE(set.FileOf("text/0-00000000.json"));
  CHECK_FALSE(set.FileOf("../text"));
  std::string error;
  CHECK_FALSE(set.ReadText({ShardKind::kText, 0}, "<!doctype html>", error));
  CHECK(error == "these are not the bytes that shards.txt means");
}

TEST_CASE("a damaged manifest is refused with its line, wherever it is cut") {
  const std::string manifest = ShardsOf(Library()).at(std::string(kManifestName));
  ShardSet set;
  CHECK(set.Open("{}") == "line 1: this is no list of shards");
  CHECK(set.Open("skira-shards 1\nreviews 5\n") ==
        "line 1: this list of shards is of another version: they must be written anew");
  CHECK(set.Open("skira-shards 2\nreviews many\n") ==
        "line 2: \"reviews\" has a value that cannot be read");
  CHECK(set.Open("skira-shards 2\nreviews 5\n") ==
        "line 3: the files do not fit the number of reviews");
  for (size_t size = 0; size + 1 < manifest.size(); ++size) {
    CAPTURE(size);
    CHECK(set.Open(std::string_view(manifest).substr(0, size)).starts_with("line "));
  }
  for (size_t at = 0; at < manifest.size(); ++at) {
    std::string broken = manifest;
    broken[at] ^= 1;
    set.Open(broken);  // whatever it says, it does not fall over
  }
}

TEST_CASE("an export that is none is refused with its line") {
  std::string error;
  const auto sink = [](const std::string&, std::string_view) { return true; };
  CHECK_FALSE(WriteShards("{\"format\": \"skira-reviews\",\n\"version\": 3}", {}, sink, error));
  CHECK(error.starts_with("2: "));
  Catalog twice = CatalogOf({"משפט", "משפט"});
  twice.reviews[1].id = twice.reviews[0].id;
  CHECK_FALSE(WriteShards(WriteJson(twice, false), {}, sink, error));
  CHECK(error == "4: this review's id stands twice");
  twice.reviews[1].id = "other";
  twice.reviews[1].document = 7;
  CHECK_FALSE(WriteShards(WriteJson(twice, false), {}, sink, error));
  CHECK(error == "4: this review names a source that is not there");
}

TEST_CASE("an export without reviews is a manifest alone") {
  const Files files = ShardsOf(Catalog{});
  CHECK(files.size() == 1);
  CHECK(OpenSet(files).reviews() == 0);
}

TEST_CASE("a search over shards finds what the whole index finds first") {
  Searcher shards(Library());
  SearchIndex whole;
  whole.Add(Library(), 0, static_cast<int>(Library().reviews.size()));
  whole.Pack();
  std::ifstream queries(SKIRA_ROOT "/tests/bench/search/queries.jsonl");
  int count = 0, same = 0;
  for (std::string line; std::getline(queries, line); ++count) {
    const std::string query = nlohmann::json::parse(line)["query"];
    const std::vector<Hit> hits = Search(whole, query).hits;
    const std::vector<std::string> ids = shards.Ids(query);
    if (hits.empty() || ids.empty()) {
      same += hits.empty() == ids.empty();
    } else {
      same += Library().reviews[static_cast<size_t>(hits[0].review)].id == ids[0];
    }
  }
  CAPTURE(same, count);
  CHECK(same * 100 >= count * 95);
}

TEST_CASE("operators, facets and exclusions work over shards") {
  Searcher shards(Library());
  SearchIndex whole;
  whole.Add(Library(), 0, static_cast<int>(Library().reviews.size()));
  whole.Pack();
  for (const std::string_view query :
       {"has:code", "has:math", "kind:daily", "year:2025", "topic:llm -diffusion", "date:..2024-06",
        "title:attention", "-model has:code"}) {
    const SearchResult all = Search(whole, query, {.limit = 100});
    std::vector<std::string> ids, expected;
    for (const Hit& hit : all.hits) {
      expected.push_back(Library().reviews[static_cast<size_t>(hit.review)].id);
    }
    const SearchResult found = shards.Find(query, {.limit = 100});
    for (const Hit& hit : found.hits) ids.push_back(shards.rows[hit.review].review.id);
    std::sort(ids.begin(), ids.end());
    std::sort(expected.begin(), expected.end());
    CAPTURE(query);
    CHECK(ids == expected);
    CHECK(found.total == all.total);
  }
}

TEST_CASE("a word is found with prefixes, endings, typos, by its sound and by its beginning") {
  Searcher shards(CatalogOf({"המודלים הגדולים", "רשת הופפילד", "שיטת דיפוזיה", "משפט אחר"}));
  using Ids = std::vector<std::string>;
  CHECK(shards.Ids("מודל") == Ids{"review-0"});
  CHECK(shards.Ids("Hopfield") == Ids{"review-1"});
  CHECK(shards.Ids("דיפוזה") == Ids{"review-2"});
  CHECK(shards.Ids("diffusion") == Ids{"review-2"});
  CHECK(shards.Ids("דיפו") == Ids{"review-2"});
  CHECK(shards.Ids("\"רשת הופפילד\"") == Ids{"review-1"});
  CHECK(shards.Ids("\"רשת דיפוזיה\"") == Ids{});
}

TEST_CASE("a second search asks for no file that is at hand") {
  Searcher shards(Library());
  shards.Find("diffusion");
  CHECK_FALSE(shards.asked.empty());
  shards.asked.clear();
  shards.Find("diffusion");
  CHECK(shards.asked == std::vector<std::string>{});
}

TEST_CASE("a search does without files that could not be fetched, until they are tried again") {
  Searcher shards(CatalogOf({"שיטת דיפוזיה", "משפט אחר"}));
  shards.lacks = {"postings"};
  CHECK(shards.Ids("דיפוזיה").empty());
  CHECK(shards.terms.gave_up());
  shards.lacks = {"words"};
  CHECK(shards.Ids("משפט").empty());
  shards.lacks = {};
  shards.terms.Retry();
  CHECK(shards.Ids("דיפוזיה") == std::vector<std::string>{"review-0"});
  CHECK(shards.Ids("משפט") == std::vector<std::string>{"review-1"});
}

TEST_CASE("reviews that the catalog does not have yet are not found") {
  Searcher shards(CatalogOf({"שיטת דיפוזיה", "דיפוזיה שוב"}));
  SearchIndex half;
  TermShards& terms = shards.terms;
  terms.Begin(shards.set.terms(), half);
  terms.List(1, shards.rows[1].review, shards.rows[1].traits, half);
  for (auto lacking = terms.Prepare("דיפוזיה", true, half); !lacking.empty();
       lacking = terms.Prepare("דיפוזיה", true, half)) {
    for (const TermFile& file : lacking) {
      terms.Take(file, shards.files.at(shards.set.NameOf(ShardOf(file))));
    }
  }
  const SearchResult found = Search(half, "דיפוזיה");
  REQUIRE(found.hits.size() == 1);
  CHECK(found.hits[0].review == 1);
}

TEST_CASE("a reader's own documents are found beside the shards") {
  Searcher shards(CatalogOf({"שיטת דיפוזיה", "משפט אחר"}));
  Catalog catalog;
  for (const CatalogRow& row : shards.rows) catalog.reviews.push_back(row.review);
  catalog.reviews.push_back(MakeReview(2, "עוד דיפוזיה"));
  shards.Find("דיפוזיה");
  shards.index.Add(catalog, 2, 1);
  const SearchResult found = shards.Find("דיפוזיה");
  REQUIRE(found.total == 2);
  std::vector<int> reviews{found.hits[0].review, found.hits[1].review};
  std::sort(reviews.begin(), reviews.end());
  CHECK(reviews == std::vector<int>{0, 2});
  shards.index.Remove(2, 1);
  CHECK(shards.Find("דיפוזיה").total == 1);
}

TEST_CASE("a word of very many reviews keeps those that it says most about") {
  std::vector<std::string> texts(TermShardWriter::kMostReviews + 500, "המודל עם עוד כמה מילים");
  texts[4321] = "מודל מודל מודל המודל";
  texts[7] = "חתול עם המודל";
  Searcher shards(CatalogOf(std::move(texts)), 100);
  const SearchResult found = shards.Find("מודל", {.limit = 1});
  CHECK(shards.rows[found.hits.at(0).review].review.id == "review-4321");
  CHECK(shards.Ids("חתול המודל", {.limit = 1}) == std::vector<std::string>{"review-7"});
  size_t largest = 0;
  for (const auto& [name, bytes] : shards.files) {
    if (name.starts_with("postings/")) largest = std::max(largest, bytes.size());
  }
  CHECK(largest < 4 * TermShardWriter::kPostingsBytes);
}

TEST_CASE("words that stand side by side count in shards as in the whole index") {
  // The words of the query are in all, next to each other in one; a phrase is in that alone.
  std::vector<std::string> texts(20, "שולחן גדולים מאוד ליד הים ואחר כך גם נחל");
  texts[13] = "שולחן נחל גדולים מאוד ליד הים ואחר כך גם";
  Catalog catalog = CatalogOf(texts);
  SearchIndex whole;
  whole.Add(catalog, 0, static_cast<int>(catalog.reviews.size()));
  const SearchResult expected = Search(whole, "שולחן נחל", {.limit = 1});
  CHECK(catalog.reviews[expected.hits.at(0).review].id == "review-13");
  Searcher shards(std::move(catalog));
  const SearchResult found = shards.Find("שולחן נחל", {.limit = 1});
  CHECK(shards.rows[found.hits.at(0).review].review.id == "review-13");
  CHECK(found.hits[0].score == Catch::Approx(expected.hits[0].score));
  CHECK(shards.Ids("\"שולחן נחל\"", {.limit = 1}) == std::vector<std::string>{"review-13"});
}

TEST_CASE("without order files a search finds by words and postings") {
  Searcher shards(CatalogOf({"שיטת דיפוזיה", "משפט אחר", "diffusion models"}));
  shards.lacks = {"order"};
  CHECK(shards.Find("דיפוזיה").total == 2);
}

TEST_CASE("damaged order files are refused or do no harm") {
  Searcher shards(CatalogOf({"שיטת דיפוזיה", "משפט אחר", "diffusion models"}));
  int refused = 0;
  for (auto& [name, bytes] : shards.files) {
    if (!name.starts_with("order/")) continue;
    for (size_t at = 0; at < bytes.size(); ++at) {
      for (const int changed : {0x00, 0x7F, 0xFF}) {
        std::string broken = bytes;
        broken[at] = static_cast<char>(changed);
        TermShards terms;
        refused += !terms.Take({TermFileKind::kOrder, 0}, broken).empty();
      }
    }
    CHECK_FALSE(TermShards().Take({TermFileKind::kOrder, 0}, bytes.substr(1)).empty());
  }
  CHECK(refused > 0);
}

TEST_CASE("damaged words and postings do no harm") {
  Searcher shards(CatalogOf({"שיטת דיפוזיה", "משפט אחר", "diffusion models"}));
  for (auto& [name, bytes] : shards.files) {
    if (!name.starts_with("words/")) continue;
    for (size_t at = 0; at < bytes.size(); ++at) {
      std::string broken = bytes;
      broken[at] = static_cast<char>(broken[at] ^ 0x40);
      Searcher again(CatalogOf({"שיטת דיפוזיה", "משפט אחר", "diffusion models"}));
      again.terms.Prepare("דיפוזיה", true, again.index);
      if (!again.terms.Take({TermFileKind::kWords, 0}, broken).empty()) continue;
      auto lacking = again.terms.Prepare("דיפוזיה", true, again.index);
      for (const TermFile& file : lacking) {
        again.terms.Take(file, std::string(40, static_cast<char>(at)));
      }
      again.terms.Prepare("דיפוזיה", true, again.index);
      Search(again.index, "דיפוזיה");
    }
  }
}

}  // namespace
}  // namespace skira
