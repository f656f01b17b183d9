// skira bench (PATH... | EXPORT.json [--queries FILE.jsonl]) [--json]: how fast documents are
// parsed, written, loaded, searched and laid out, or an export is loaded and searched. Each figure
// is the least of several runs in this process; where `cmark` is installed, a whole run of `skira
// export` stands beside a whole run of it on the same bytes.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>

#include "cli/bench_export.h"
#include "cli/bench_layout.h"
#include "cli/command.h"
#include "cli/files.h"
#include "cli/output.h"
#include "parser/parser.h"
#include "review/json.h"
#include "search/search.h"

extern char** environ;

namespace skira::cli {
namespace {

using nlohmann::ordered_json;

constexpr int kRuns = 7;

// The least wall time of several runs, milliseconds.
double Milliseconds(const std::function<void()>& work) {
  double least = 1e300;
  for (int run = 0; run < kRuns; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
    least = std::min(least, time.count());
  }
  return least;
}

// Runs a program with its output thrown away; false where it cannot be run or fails.
bool RunQuietly(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0);
  }
  pid_t child = 0;
  const bool started =
      posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ) == 0;
  posix_spawn_file_actions_destroy(&actions);
  int status = 1;
  return started && waitpid(child, &status, 0) == child && status == 0;
}

// Whole processes: this command's export beside cmark, milliseconds and the ratio.
void CompareWithCmark(const std::vector<std::string>& documents, ordered_json& figures) {
  std::error_code error;
  const std::string self = std::filesystem::read_symlink("/proc/self/exe", error);
  std::vector<std::string> ours = {self, "export", "-o", "-"}, theirs = {"cmark"};
  ours.insert(ours.end(), documents.begin(), documents.end());
  theirs.insert(theirs.end(), documents.begin(), documents.end());
  if (error || !RunQuietly(theirs) || !RunQuietly(ours)) return;
  const double skira = Milliseconds([&] { RunQuietly(ours); });
  const double cmark = Milliseconds([&] { RunQuietly(theirs); });
  figures["export_process_ms"] = skira;
  figures["cmark_process_ms"] = cmark;
  figures["export_to_cmark"] = skira / cmark;
}

// The least time that each query takes, in an index that has answered only those before it.
std::vector<double> QueryTimes(const Catalog& catalog, const std::vector<std::string>& queries) {
  std::vector<double> least(queries.size(), 1e300);
  for (int run = 0; run < kRuns; ++run) {
    SearchIndex index;
    index.Add(catalog, 0, static_cast<int>(catalog.reviews.size()));
    index.Pack();
    for (size_t i = 0; i < queries.size(); ++i) {
      least[i] = std::min(least[i], skira::Search(index, queries[i]).microseconds);
    }
  }
  std::sort(least.begin(), least.end());
  return least;
}

// Building the index, its size beside that of the texts, and queries: half of each title, as one
// half remembers it.
void MeasureSearch(const Catalog& catalog, ordered_json& figures) {
  SearchIndex index;
  figures["index_ms"] = Milliseconds([&] {
    index = SearchIndex();
    index.Add(catalog, 0, static_cast<int>(catalog.reviews.size()));
    index.Pack();
  });
  figures["index_bytes"] = index.bytes();
  figures["index_share"] = static_cast<double>(index.bytes()) /
                           static_cast<double>(std::max<size_t>(1, index.text_bytes()));
  std::vector<std::string> queries;
  for (const Review& review : catalog.reviews) {
    const std::string title = review.title.value_or("");
    if (!title.empty()) queries.push_back(title.substr(0, title.find(' ', title.size() / 2)));
  }
  if (queries.empty()) return;
  const std::vector<double> times = QueryTimes(catalog, queries);
  figures["query_median_us"] = times[times.size() / 2];
  figures["query_p99_us"] = times[times.size() * 99 / 100];
}

ordered_json Measure(const std::vector<std::string>& documents,
                     const std::vector<std::string>& texts) {
  ordered_json figures;
  size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  Catalog catalog;
  figures["documents"] = documents.size();
  figures["bytes"] = bytes;
  figures["parse_ms"] = Milliseconds([&] {
    std::vector<ParseResult> results;
    for (size_t i = 0; i < texts.size(); ++i) {
      results.push_back(ParseDocument(documents[i], texts[i]));
    }
    catalog = BuildCatalog(std::move(results));
  });
  figures["reviews"] = catalog.reviews.size();
  std::string json;
  figures["write_ms"] = Milliseconds([&] { json = WriteJson(catalog, false); });
  JsonError ignored;
  figures["load_ms"] = Milliseconds([&] { ReadJson(json, ignored); });
  MeasureSearch(catalog, figures);
  MeasureLayout(catalog, figures);
  CompareWithCmark(documents, figures);
  return figures;
}

bool MeasureDocuments(const std::vector<std::string>& paths, ordered_json& figures,
                      std::string& error) {
  std::vector<DocumentPath> found;
  std::vector<std::string> documents, texts;
  if (!FindDocuments(paths, found, error)) return false;
  for (const DocumentPath& document : found) {
    std::optional<std::string> text = ReadFile(document.path, error);
    if (!text) {
      error = document.path + ": " + error;
      return false;
    }
    documents.push_back(document.path);
    texts.push_back(*std::move(text));
  }
  figures = Measure(documents, texts);
  return true;
}

void PrintFigures(const ordered_json& figures, bool json) {
  if (json) {
    PrintJson(figures.dump(2) + "\n");
    return;
  }
  for (const auto& [name, value] : figures.items()) {
    Print(Padded(name, 18) + " " + value.dump() + "\n");
  }
}

}  // namespace

int Bench(Arguments arguments) {
  std::vector<std::string> paths;
  std::string queries_path, error;
  bool json = false;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--json") {
      json = true;
    } else if (argument == "--queries" && i + 1 < arguments.size()) {
      queries_path = arguments[++i];
    } else if (argument.starts_with("-")) {
      return ComplainOfUsage("bench: no use for \"" + std::string(argument) + "\"");
    } else {
      paths.emplace_back(argument);
    }
  }
  if (paths.empty()) return ComplainOfUsage("bench: no document given");
  const bool one_export = paths.size() == 1 && paths[0].ends_with(".json");
  if (!queries_path.empty() && !one_export) {
    return ComplainOfUsage("bench: --queries wants an export (.json)");
  }
  ordered_json figures;
  const bool measured = one_export ? MeasureExport(paths[0], queries_path, figures, error)
                                   : MeasureDocuments(paths, figures, error);
  if (!measured) return Complain(error);
  PrintFigures(figures, json);
  return kOk;
}

}  // namespace skira::cli
