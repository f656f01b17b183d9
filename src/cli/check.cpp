// skira check PATH...: what an author should look at, a line each: "FILE:LINE: code: message".
//
// All that the parser warns of (what it mended, guessed or could not read, and each character that
// is in no block) and words that hardly anyone wrote. Exit status 1 where there is anything.
#include <algorithm>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/output.h"
#include "maker/maker.h"

namespace skira::cli {

int Check(Arguments arguments) {
  std::vector<std::string> given;
  for (const std::string_view argument : arguments) {
    if (argument.starts_with("-")) {
      return ComplainOfUsage("check: no option \"" + std::string(argument) + "\"");
    }
    given.emplace_back(argument);
  }
  if (given.empty()) return ComplainOfUsage("check: no document given");
  std::vector<DocumentPath> paths;
  std::string error;
  if (!FindDocuments(given, paths, error)) return Complain(error);
  bool silent = true;
  for (const DocumentPath& document : paths) {
    const std::optional<std::string> bytes = ReadFile(document.path, error);
    if (!bytes) return Complain(document.path + ": " + error);
    maker::LibraryMaker maker;
    maker.LookForSuspicions();
    const DocumentReport& report = maker.Add(document.name, *bytes);
    std::vector<Warning> all = report.warnings;
    all.insert(all.end(), report.suspicions.begin(), report.suspicions.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const Warning& a, const Warning& b) { return a.line < b.line; });
    for (const Warning& warning : all) {
      const std::string place = document.path + ":" + std::to_string(std::max(warning.line, 1));
      Print(InOneLine(place + ": " + warning.code + ": " + warning.message) + "\n");
    }
    silent = silent && all.empty();
  }
  return silent ? kOk : kBadInput;
}

}  // namespace skira::cli
