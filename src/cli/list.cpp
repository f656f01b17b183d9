// skira list FILE [--json]: the reviews of an export, a line each.
#include <cstdio>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/output.h"
#include "review/json.h"

namespace skira::cli {
namespace {

// The review's date as printed, or "~" and the inferred one.
std::string DateOf(const Review& review) {
  if (review.date) return ToString(*review.date);
  return review.date_inferred ? "~" + ToString(*review.date_inferred) : "";
}

void PrintRow(const Review& review) {
  char facts[64];
  std::snprintf(facts, sizeof facts, "  %-11s  %-5s  ", DateOf(review).c_str(),
                std::string(NameOf(review.kind)).c_str());
  Print(Padded(InOneLine(review.id), 40) + facts + InOneLine(review.title.value_or("")) + "\n");
}

// One JSON object a line: the review without its text.
void PrintHead(const Review& review) {
  Review head = review;
  head.blocks.clear();
  PrintJson(WriteJson(head, false));
}

}  // namespace

int List(Arguments arguments) {
  std::string path, error;
  bool json = false;
  for (const std::string_view argument : arguments) {
    if (argument == "--json") {
      json = true;
    } else if (argument.starts_with("-") || !path.empty()) {
      return ComplainOfUsage("list: no use for \"" + std::string(argument) + "\"");
    } else {
      path = argument;
    }
  }
  if (path.empty()) return ComplainOfUsage("list: no export given");
  const std::optional<Catalog> catalog = ReadExport(path, error);
  if (!catalog) return Complain(error);
  for (const Review& review : catalog->reviews) json ? PrintHead(review) : PrintRow(review);
  return kOk;
}

}  // namespace skira::cli
