// skira export PATH... [-o FILE] [--strict] [--pretty]
// skira export (PATH... | EXPORT.json) --shard N -o FOLDER [--strict]
//
// Reads the documents, writes one JSON export, and prints a summary on stderr: a row a document,
// then the warnings grouped by code. --strict: any warning makes the exit status 1, nothing is
// written. --shard writes many small files (src/shards) with N reviews in a file of text, of the
// documents or of an export that is there already.
#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/shard_folder.h"
#include "maker/maker.h"
#include "review/json.h"

namespace skira::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string output = "-";
  bool strict = false;
  bool pretty = false;
  int per_text = 0;  // reviews in a shard; 0: one export
};

// What is wrong with the arguments; empty when nothing is.
std::string ReadOptions(Arguments arguments, Options& options) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--strict") {
      options.strict = true;
    } else if (argument == "--pretty") {
      options.pretty = true;
    } else if (argument == "-o") {
      if (++i == arguments.size()) return "export: -o needs a file";
      options.output = arguments[i];
    } else if (argument == "--shard") {
      if (++i == arguments.size() || !ParsePositive(arguments[i], options.per_text)) {
        return "export: --shard needs a number of reviews";
      }
    } else if (argument.starts_with("-")) {
      return "export: no option \"" + std::string(argument) + "\"";
    } else {
      options.paths.emplace_back(argument);
    }
  }
  if (options.paths.empty()) return "export: no document given";
  if (options.per_text == 0) return "";
  if (options.output == "-") return "export: --shard needs -o with a folder";
  return options.pretty ? "export: --pretty is not for --shard" : "";
}

// Whether the shards are to be made of an export.
bool IsExport(const Options& options) {
  return options.per_text > 0 && options.paths.size() == 1 && options.paths[0].ends_with(".json");
}

// All warnings of one code, with the first few places.
struct Group {
  int count = 0;
  std::string message;
  std::string places;
};

void AddWarning(std::map<std::string, Group>& groups, const Warning& warning,
                const std::string& document) {
  constexpr int kPlacesShown = 4;
  Group& group = groups[warning.code];
  if (group.message.empty()) group.message = warning.message;
  if (++group.count > kPlacesShown) return;
  if (!group.places.empty()) group.places += ", ";
  group.places += document + ":" + std::to_string(warning.line);
}

std::string FileName(const std::string& path) {
  return InOneLine(path.substr(path.rfind('/') + 1));
}

std::string DateRange(const std::vector<const Review*>& reviews) {
  std::optional<Date> first, last;
  for (const Review* review : reviews) {
    if (!review->date) continue;
    if (!first || *review->date < *first) first = review->date;
    if (!last || *last < *review->date) last = review->date;
  }
  if (!first) return "";
  return *first == *last ? ToString(*first) : ToString(*first) + " to " + ToString(*last);
}

// A row a document, in the order of `reports`; `catalog` has those without a problem.
void PrintSummary(const std::vector<DocumentReport>& reports, const Catalog& catalog) {
  size_t width = 8;
  for (const DocumentReport& report : reports) {
    width = std::max(width, FileName(report.name).size());
  }
  PrintError(Padded("document", width) + "    lines  reviews  warnings  dates\n");
  std::map<std::string, std::vector<const Review*>> reviews;  // by document
  std::map<std::string, int> lines;
  for (const Source& source : catalog.sources) lines[source.name] = source.lines;
  for (const Review& review : catalog.reviews) {
    reviews[catalog.sources[static_cast<size_t>(review.document)].name].push_back(&review);
  }
  std::map<std::string, Group> groups;
  for (const DocumentReport& report : reports) {
    const std::string name = FileName(report.name);
    char counts[64];
    std::snprintf(counts, sizeof counts, "  %7d  %7d  %8zu  ", lines[report.name], report.reviews,
                  report.warnings.size());
    PrintError(Padded(name, width) + counts + DateRange(reviews[report.name]) + "\n");
    for (const Warning& warning : report.warnings) AddWarning(groups, warning, name);
  }
  for (const auto& [code, group] : groups) {
    char count[32];
    std::snprintf(count, sizeof count, "%4d  ", group.count);
    PrintError(count + Padded(code, 20) + " " + InOneLine(group.message) + "\n      " +
               group.places + (group.count > 4 ? ", ..." : "") + "\n");
  }
}

// What is wrong with the document, where something is: "FILE:LINE: reason".
std::string ProblemText(const std::string& path, const DocumentReport& report) {
  const std::string place = path + ":" + std::to_string(std::max(report.line, 1)) + ": ";
  if (report.problem == "no-review") return place + "no review was found in this document";
  if (report.problem == "not-text") return place + "this is no text: it has NUL bytes";
  if (report.problem == "not-utf8") return place + "this is no UTF-8";
  return place + report.detail;
}

}  // namespace

int Export(Arguments arguments) {
  Options options;
  if (const std::string wrong = ReadOptions(arguments, options); !wrong.empty()) {
    return ComplainOfUsage(wrong);
  }
  std::vector<DocumentPath> paths;
  std::string error;
  if (IsExport(options)) {
    const std::optional<MappedFile> file = MappedFile::Open(options.paths[0], error);
    if (!file) return Complain(options.paths[0] + ": " + error);
    if (WriteShardFolder(options.paths[0], file->bytes(), options.per_text, options.output,
                         error)) {
      return kOk;
    }
    return Complain(error);
  }
  if (!FindDocuments(options.paths, paths, error)) return Complain(error);

  maker::LibraryMaker maker;
  bool unreadable = false;
  for (const DocumentPath& document : paths) {
    const std::optional<std::string> bytes = ReadFile(document.path, error);
    if (!bytes) return Complain(document.path + ": " + error);
    const DocumentReport& report = maker.Add(document.name, *bytes);
    if (!report.problem.empty()) Complain(ProblemText(document.path, report));
    unreadable |= !report.problem.empty() && report.problem != "no-review";
  }
  const Catalog& catalog = maker.Finish();
  if (unreadable || catalog.reviews.empty()) return kBadInput;
  PrintSummary(maker.reports(), catalog);
  size_t warnings = 0;
  for (const DocumentReport& report : maker.reports()) warnings += report.warnings.size();
  if (options.strict && warnings > 0) {
    return Complain("--strict: " + std::to_string(warnings) + " warnings; nothing was written");
  }
  const std::string json = maker.Json(options.pretty);
  if (options.per_text > 0) {
    if (WriteShardFolder("the export", json, options.per_text, options.output, error)) return kOk;
    return Complain(error);
  }
  if (options.output == "-") {
    PrintJson(json);
    return kOk;
  }
  if (!WriteFile(options.output, json, error)) return Complain(options.output + ": " + error);
  return kOk;
}

}  // namespace skira::cli
