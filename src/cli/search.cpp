// skira search (FILE | SHARDS) (QUERY | --queries FILE.jsonl) [--limit N] [--json]
//              [--weight NAME=VALUE]...
// The reviews that a query finds, best first, and which reading of the keys they answer. Of a
// folder of shards also what each query reads of it. --weight changes a number of
// src/search/weights.h.
#include "search/search.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/shard_folder.h"

namespace skira::cli {
namespace {

struct SearchArguments {
  std::string path, queries_path;
  std::vector<std::string> queries;
  int limit = 10;
  bool json = false;
};

// "nearness=0.5". Returns what is wrong with it, or nothing.
std::string SetWeight(std::string_view argument) {
  const size_t equals = argument.find('=');
  const std::string name(argument.substr(0, equals));
  for (const SearchWeight& weight : SearchWeightTable()) {
    if (weight.name != name || equals == argument.npos) continue;
    const std::string value(argument.substr(equals + 1));
    char* end = nullptr;
    const float number = std::strtof(value.c_str(), &end);
    if (!value.empty() && *end == 0 && SetSearchWeight(name, number)) return "";
    char range[64];
    std::snprintf(range, sizeof range, "%g to %g", weight.least, weight.most);
    return "--weight " + name + " is a number from " + range;
  }
  return "--weight wants NAME=VALUE; \"" + name + "\" is no weight";
}

// Fills `parsed`; returns what is wrong, or nothing.
std::string ParseArguments(Arguments arguments, SearchArguments& parsed) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    const bool more = i + 1 < arguments.size();
    if (argument == "--json") {
      parsed.json = true;
    } else if (argument == "--limit" && more) {
      if (!ParsePositive(arguments[++i], parsed.limit)) return "--limit wants a positive number";
    } else if (argument == "--weight" && more) {
      if (std::string wrong = SetWeight(arguments[++i]); !wrong.empty()) return wrong;
    } else if (argument == "--queries" && more) {
      parsed.queries_path = arguments[++i];
    } else if (argument.starts_with("--")) {
      return "no use for \"" + std::string(argument) + "\"";
    } else if (parsed.path.empty()) {
      parsed.path = argument;
    } else {
      parsed.queries.emplace_back(argument);
    }
  }
  if (parsed.path.empty()) return "no export given";
  if (parsed.queries.size() + !parsed.queries_path.empty() != 1) {
    return "one query wanted, or --queries FILE.jsonl";
  }
  return "";
}

// A review found, with what it is called and where it stands.
struct Listed {
  const Review* review;
  const std::string* document;
};
using Lookup = std::function<Listed(const Hit&)>;

void PrintResult(const std::string& query, const SearchResult& found, const Lookup& lookup,
                 const std::vector<std::string>* fetched) {
  nlohmann::ordered_json row;
  row["query"] = query;
  if (!found.reading.empty()) row["reading"] = found.reading;
  row["microseconds"] = std::lround(found.microseconds);
  row["hits"] = nlohmann::ordered_json::array();
  for (const Hit& hit : found.hits) {
    const auto [review, document] = lookup(hit);
    row["hits"].push_back({{"id", review->id},
                           {"score", hit.score},
                           {"document", *document},
                           {"first_line", review->first_line}});
  }
  if (fetched != nullptr) row["fetched"] = *fetched;
  const auto replace = nlohmann::ordered_json::error_handler_t::replace;
  PrintJson(row.dump(-1, ' ', false, replace) + "\n");
}

// The words that a review has in another form than the query: "ספקולטיב: Speculative".
std::string ReasonsOf(const Highlighter& marks, const Review& review) {
  std::string reasons;
  for (const WordAnswer& answer : marks.AnswersIn(review)) {
    if (answer.as_typed || answer.found.empty()) continue;
    reasons += (reasons.empty() ? "" : ", ") + answer.word + ": " + answer.found;
  }
  return reasons;
}

void PrintRows(const std::string& query, const SearchIndex& index, const SearchResult& found,
               const Lookup& lookup) {
  if (!found.reading.empty()) {
    Print("results for: " + InOneLine(found.reading) +
          "\nfor the letters as typed, search for: " + InOneLine(AsTyped(query)) + "\n");
  }
  const Highlighter marks(index, query);
  for (const Hit& hit : found.hits) {
    const Review& review = *lookup(hit).review;
    const std::string reasons = ReasonsOf(marks, review);
    char score[32];
    std::snprintf(score, sizeof score, "%6.2f  ", hit.score);
    Print(score + Padded(InOneLine(review.id), 40) + "  " + InOneLine(review.title.value_or("")) +
          (reasons.empty() ? "" : "  (" + InOneLine(reasons) + ")") + "\n");
  }
}

int SearchExport(const SearchArguments& parsed) {
  std::string error;
  const std::optional<Catalog> catalog = ReadExport(parsed.path, error);
  if (!catalog) return Complain(error);
  SearchIndex index;
  index.Add(*catalog, 0, static_cast<int>(catalog->reviews.size()));
  index.Pack();
  const auto lookup = [&](const Hit& hit) {
    const Review& review = catalog->reviews[hit.review];
    return Listed{&review, &catalog->sources[review.document].name};
  };
  for (const std::string& query : parsed.queries) {
    const SearchResult found = skira::Search(index, query, {.limit = parsed.limit});
    parsed.json ? PrintResult(query, found, lookup, nullptr)
                : PrintRows(query, index, found, lookup);
  }
  return kOk;
}

int SearchShards(const SearchArguments& parsed) {
  std::string error;
  std::optional<ShardFolder> folder = ShardFolder::Open(parsed.path, error);
  if (!folder || !folder->ReadCatalog(error)) return Complain(error);
  const auto lookup = [&](const Hit& hit) {
    const Review& review = folder->rows()[hit.review].review;
    return Listed{&review, &folder->shards().sources()[review.document]};
  };
  for (const std::string& query : parsed.queries) {
    std::vector<std::string> fetched;
    const SearchResult found = folder->Search(query, parsed.limit, fetched);
    parsed.json ? PrintResult(query, found, lookup, &fetched)
                : PrintRows(query, folder->index(), found, lookup);
  }
  return kOk;
}

}  // namespace

int Search(Arguments arguments) {
  SearchArguments parsed;
  if (const std::string wrong = ParseArguments(arguments, parsed); !wrong.empty()) {
    return ComplainOfUsage("search: " + wrong);
  }
  std::string error;
  if (!parsed.queries_path.empty() && !ReadQueries(parsed.queries_path, parsed.queries, error)) {
    return Complain(error);
  }
  return IsShardFolder(parsed.path) ? SearchShards(parsed) : SearchExport(parsed);
}

}  // namespace skira::cli
