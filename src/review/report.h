// What became of a document that was read: written by the library maker, read by the page.
//
//   {"name":"mine.md","exported":false,"reviews":2,"warnings":[{"line":3,"code":"…","message":"…"}],
//    "suspicions":[…],"problem":"no-review","line":0,"detail":""}
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

struct DocumentReport {
  std::string name;       // as it was given
  bool exported = false;  // it was a JSON export
  int reviews = 0;
  std::vector<Warning> warnings{};  // its own and its reviews', by line
  // Words that hardly anyone wrote, by line, where they were looked for: nothing was changed.
  std::vector<Warning> suspicions{};
  // Why nothing could be taken of it; empty: it was read.
  //   no-review   it holds none
  //   not-text    NUL bytes: `line` has the first
  //   not-utf8    bytes that are no UTF-8: `line` has the first
  //   bad-export  a JSON file that is no export: `line` and `detail` say where and why
  std::string problem{};
  int line = 0;
  std::string detail{};
  bool operator==(const DocumentReport&) const = default;
};

std::string WriteReportJson(const DocumentReport& report);
// std::nullopt where the text is no report.
std::optional<DocumentReport> ReadReportJson(std::string_view text);

}  // namespace skira
