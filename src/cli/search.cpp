// skira search FILE (QUERY | --queries FILE.jsonl) [--limit N] [--json]: the reviews that a query
// finds, best first.
#include "search/search.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/files.h"

namespace skira::cli {
namespace {

struct SearchArguments {
  std::string path, queries_path;
  std::vector<std::string> queries;
  int limit = 10;
  bool json = false;
};

bool ParsePositive(std::string_view text, int& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value > 0;
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

void PrintJson(const Catalog& catalog, const std::string& query, const std::vector<Hit>& hits,
               long microseconds) {
  nlohmann::ordered_json row;
  row["query"] = query;
  row["microseconds"] = microseconds;
  row["hits"] = nlohmann::ordered_json::array();
  for (const Hit& hit : hits) {
    const Review& review = catalog.reviews[hit.review];
    row["hits"].push_back({{"id", review.id},
                           {"score", hit.score},
                           {"document", catalog.sources[review.document].name},
                           {"first_line", review.first_line}});
  }
  const auto replace = nlohmann::ordered_json::error_handler_t::replace;
  std::printf("%s\n", row.dump(-1, ' ', false, replace).c_str());
}

void PrintRows(const Catalog& catalog, const std::vector<Hit>& hits) {
  for (const Hit& hit : hits) {
    const Review& review = catalog.reviews[hit.review];
    std::printf("%6.2f  %-40s  %s\n", hit.score, review.id.c_str(),
                review.title.value_or("").c_str());
  }
}

}  // namespace

int Search(Arguments arguments) {
  SearchArguments parsed;
  if (const std::string wrong = ParseArguments(arguments, parsed); !wrong.empty()) {
    return ComplainOfUsage("search: " + wrong);
  }
  std::string error;
  const std::optional<Catalog> catalog = ReadExport(parsed.path, error);
  if (!catalog) return Complain(error);
  if (!parsed.queries_path.empty() && !ReadQueries(parsed.queries_path, parsed.queries, error)) {
    return Complain(error);
  }
  SearchIndex index;
  index.Add(*catalog, 0, static_cast<int>(catalog->reviews.size()));
  index.Pack();
  for (const std::string& query : parsed.queries) {
    const SearchResult found = skira::Search(index, query, {.limit = parsed.limit});
    const std::vector<Hit>& hits = found.hits;
    const auto microseconds = std::lround(found.microseconds);
    if (parsed.json) {
      PrintJson(*catalog, query, hits, microseconds);
    } else {
      PrintRows(*catalog, hits);
    }
  }
  return kOk;
}

}  // namespace skira::cli
