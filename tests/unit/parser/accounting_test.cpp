// Nothing is lost: what stands in a document is in a review's header, fields or blocks, or in a
// warning. Shown for the documents of the library and, where they are at hand, for real ones.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "documents_for_tests.h"
#include "parser/fields.h"
#include "parser/headers/headers.h"
#include "parser/line_facts.h"
#include "parser/links.h"
#include "review/json.h"
#include "unicode/unicode.h"

using namespace skira;

namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::vector<fs::path> DocumentsIn(const fs::path& folder) {
  std::vector<fs::path> paths;
  if (!fs::is_directory(folder)) return paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const bool readme = entry.path().filename() == "README.md";
    if ((entry.path().extension() == ".txt" || entry.path().extension() == ".md") && !readme) {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

using Letters = std::map<char32_t, int>;

// The letters and digits of a text. Markup is made of other characters but for HTML tags, entities
// and link targets, which are taken out of a line first (Bare).
void Count(std::string_view text, int sign, Letters& letters) {
  for (const char32_t c : ToUtf32(text)) {
    if (IsLetter(c) || IsDigit(c)) letters[c] += sign;
  }
}

std::string Bare(std::string_view line) {
  std::string out;
  size_t at = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    size_t end = 0;
    if (line[i] == '<') {
      end = line.find('>', i);
      constexpr std::string_view kTags[] = {"<u", "</u", "<i", "</i", "<b", "</b", "<su", "</su"};
      const bool tag = end != line.npos && end - i < 8 &&
                       std::any_of(std::begin(kTags), std::end(kTags), [&](std::string_view name) {
                         return line.substr(i).starts_with(name);
                       });
      if (!tag) end = 0;
    } else if (line[i] == '&' || line.substr(i).starts_with("amp;") ||
               line.substr(i).starts_with("lt;") || line.substr(i).starts_with("gt;")) {
      end = line.find(';', i);
      if (end == line.npos || end - i > 6) end = 0;
    } else if (line.substr(i).starts_with("](")) {
      end = line.find(')', i);
      if (end == line.npos) end = 0;
    }
    if (end == 0) continue;
    out += line.substr(at, i - at);
    at = end + 1;
    i = end;
  }
  return out += line.substr(at);
}

bool Holds(const std::vector<Warning>& warnings, int line) {
  return std::any_of(warnings.begin(), warnings.end(),
                     [&](const Warning& warning) { return warning.line == line; });
}

// Everything of the fields and links as one text.
std::string FieldText(const Review& review) {
  std::string text;
  const auto add = [&](const std::string& more) { text += more + "\n"; };
  const Fields& fields = review.fields;
  for (const std::string* value : {&fields.recommendation, &fields.clarity, &fields.applications}) {
    add(*value);
  }
  for (const auto* values : {&fields.prior_knowledge, &fields.domains, &fields.tools}) {
    for (const std::string& value : *values) add(value);
  }
  for (const NamedField& field : fields.other) {
    for (const std::string& value : field.values) add(value);
  }
  return text;
}

struct Accounts {
  std::vector<std::string> lost;  // "document:line what"

  void Lose(std::string_view name, int line, const std::string& what) {
    lost.push_back(std::string(name) + ":" + std::to_string(line) + " " + what);
  }
};

// Blocks that share a line (items run together) are accounted for together.
void CheckBlocks(const Document& document, const Review& review, Accounts& accounts) {
  for (size_t i = 0; i < review.blocks.size();) {
    const int first = review.blocks[i].first_line;
    int last = first - 1;
    Letters letters;
    bool warned = false;
    for (; i < review.blocks.size() && (last < first || review.blocks[i].first_line <= last); ++i) {
      const Block& block = review.blocks[i];
      for (int line = std::max(block.first_line, last + 1); line <= block.last_line; ++line) {
        const bool fence = Trim(document.line(line)).starts_with("```");  // and its language
        if (!fence) Count(Bare(document.line(line)), 1, letters);
        warned |= Holds(review.warnings, line);
      }
      last = std::max(last, block.last_line);
      Count(block.marker, -1, letters);
      for (const Span& span : block.spans) {
        Count(span.text, -1, letters);
        if (span.text != span.href) Count(span.href, -1, letters);
      }
    }
    std::string missing;
    for (const auto& [letter, count] : letters) {
      for (int n = 0; n < count; ++n) AppendUtf8(letter, missing);
    }
    if (!missing.empty() && !warned) accounts.Lose(document.name, first, "letters " + missing);
  }
}

void CheckLines(const Document& document, const Review& review, const Header& header,
                const FieldBlock& fields, int last, Accounts& accounts) {
  std::vector<bool> held(static_cast<size_t>(document.line_count()) + 1, false);
  const auto hold = [&](int from, int to) {
    for (int line = std::max(from, 1); line <= to; ++line) held[static_cast<size_t>(line)] = true;
  };
  hold(header.first_line, header.last_line);
  if (fields.first_line > 0) hold(fields.first_line, fields.last_line);
  for (const Block& block : review.blocks) hold(block.first_line, block.last_line);
  for (int line = header.first_line; line <= last; ++line) {
    const bool lost = !held[static_cast<size_t>(line)] && !IsBlank(document.line(line)) &&
                      !Holds(review.warnings, line);
    if (lost) accounts.Lose(document.name, line, "line");
  }
}

// The values of the field block are in the fields, the links, the dates or a warning.
void CheckFields(const Document& document, const Review& review, const FieldBlock& fields,
                 Accounts& accounts) {
  const std::string all = FieldText(review);
  for (int line = std::max(fields.first_line, 1); line <= fields.last_line; ++line) {
    std::string text = VisibleText(document.line(line));
    const size_t colon = text.find(':');
    if (colon != std::string::npos && colon > 0) text = text.substr(colon + 1);
    std::string_view value = Trim(text);
    while (value.starts_with('-') || value.starts_with(' ')) value.remove_prefix(1);
    value = Trim(value);
    if (value.ends_with("•")) value = Trim(value.substr(0, value.size() - 3));
    const LineFacts facts = FactsOf(value);
    if (facts.hebrew + facts.latin == 0) continue;
    const bool link = document.line(line).find("](") != std::string_view::npos || facts.has_url;
    const bool dated = review.paper.published && FactsOf(value).digits > 2;
    const bool venue = review.paper.venue && value.find(*review.paper.venue) != value.npos;
    const bool label = std::string_view(document.line(line)).find(value) == 0;
    const bool no_link = value.size() < 60;  // "no code was found"
    if (all.find(value) == std::string::npos && !link && !dated && !venue && !label && !no_link &&
        !Holds(review.warnings, line)) {
      accounts.Lose(document.name, line, "value " + std::string(value));
    }
  }
}

Accounts Account(const fs::path& path) {
  const std::string bytes = ReadFile(path);
  const ParseResult result = ParseDocument(path.filename().string(), bytes);
  std::vector<Warning> warnings;
  const Document document = ReadDocument(path.filename().string(), bytes, warnings);
  const DocumentFacts facts(document);
  const std::vector<Header> headers = FindHeaders(document, facts);
  Accounts accounts;
  REQUIRE(headers.size() == result.reviews.size());
  int next = 1;
  for (size_t i = 0; i < headers.size(); ++i) {
    const Review& review = result.reviews[i];
    for (int line = next; line < review.first_line; ++line) {
      if (!IsBlank(document.line(line))) accounts.Lose(document.name, line, "line");
    }
    const FieldBlock fields =
        ReadFields(document, facts, headers[i].last_line + 1, review.last_line);
    CheckLines(document, review, headers[i], fields, review.last_line, accounts);
    CheckFields(document, review, fields, accounts);
    CheckBlocks(document, review, accounts);
    next = review.last_line + 1;
  }
  for (int line = next; line <= document.line_count(); ++line) {
    if (!IsBlank(document.line(line))) accounts.Lose(document.name, line, "line");
  }
  return accounts;
}

void CheckFolder(const fs::path& folder) {
  for (const fs::path& path : DocumentsIn(folder)) {
    for (const std::string& lost : Account(path).lost) FAIL_CHECK(lost);
  }
}

const fs::path kShared = fs::path(SKIRA_ROOT).parent_path() / "shared";

}  // namespace

TEST_CASE("nothing of the library's documents is lost") {
  CheckFolder(fs::path(SKIRA_ROOT) / "corpus");
}

TEST_CASE("nothing of the real documents is lost") {
  if (!fs::is_directory(kShared / "corpus")) SKIP("the real documents are not here");
  CheckFolder(kShared / "corpus");
}

TEST_CASE("the labelled reviews are read to the figures of a careful reader") {
  const fs::path tool = kShared / "tools" / "score_parser.py";
  const fs::path labels = kShared / "labels" / "reviews.jsonl";
  if (!fs::exists(tool) || !fs::exists(labels)) SKIP("the labels are not here");
  std::vector<ParseResult> documents;
  for (const fs::path& path : DocumentsIn(kShared / "corpus")) {
    documents.push_back(ParseDocument(path.filename().string(), ReadFile(path)));
  }
  const fs::path exported = fs::path(SKIRA_BUILD) / "labelled.json";
  std::ofstream(exported) << WriteJson(BuildCatalog(std::move(documents)), false);
  const std::string command =
      "python3 '" + tool.string() + "' '" + exported.string() + "' '" + labels.string() + "'";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::map<std::string, double> figures;
  char name[64];
  double value = 0;
  while (std::fscanf(pipe, "%63s %lf", name, &value) == 2) figures[name] = value;
  ::pclose(pipe);
  struct Floor {
    const char* figure;
    double least;
  };
  for (const auto& [figure, least] :
       {Floor{"boundary_f1", 0.995}, Floor{"all_urls", 0.995}, Floor{"arxiv_id", 0.99},
        Floor{"date", 0.99}, Floor{"number", 0.99}, Floor{"kind", 0.99}, Floor{"title", 0.985},
        Floor{"reviewers", 0.985}, Floor{"paper_urls", 0.985}, Floor{"last_line", 0.98}}) {
    INFO(figure);
    CHECK(figures[figure] >= least);
  }
}
