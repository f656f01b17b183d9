// skira list FILE [--json]: the reviews of an export, a line each.
#include <cstdio>

#include "cli/command.h"
#include "cli/files.h"
#include "review/json.h"

namespace skira::cli {
namespace {

// The review's date as printed, or "~" and the inferred one.
std::string DateOf(const Review& review) {
  if (review.date) return ToString(*review.date);
  return review.date_inferred ? "~" + ToString(*review.date_inferred) : "";
}

void PrintRow(const Review& review) {
  std::printf("%-40s  %-11s  %-5s  %s\n", review.id.c_str(), DateOf(review).c_str(),
              std::string(NameOf(review.kind)).c_str(), review.title.value_or("").c_str());
}

// One JSON object a line: the review without its text.
void PrintJson(const Review& review) {
  Review head = review;
  head.blocks.clear();
  std::fputs(WriteJson(head, false).c_str(), stdout);
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
  for (const Review& review : catalog->reviews) json ? PrintJson(review) : PrintRow(review);
  return kOk;
}

}  // namespace skira::cli
