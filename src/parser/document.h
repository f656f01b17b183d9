// A document as the parser sees it: valid UTF-8, cut into lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

// The text and its lines. Neither copyable nor movable, because the lines point into the text; a
// function returns it by constructing it in place (ReadDocument).
struct Document {
  // Reads `bytes`. A BOM is skipped; CRLF and a lone CR end a line; NUL and bytes that are not
  // UTF-8 become U+FFFD. Each of these adds a Warning with its line ("bom", "carriage-return",
  // "nul-byte", "invalid-utf8"; the last two once a line, "carriage-return" once a document).
  Document(std::string_view name, std::string_view bytes, std::vector<Warning>& warnings);
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  std::string name;
  std::string text;                     // valid UTF-8 without NUL
  std::vector<std::string_view> lines;  // lines[i] is line i + 1, without its line end
  int line_count() const { return static_cast<int>(lines.size()); }
  // Line `number`, 1-based.
  std::string_view line(int number) const { return lines[static_cast<size_t>(number - 1)]; }
};

inline Document ReadDocument(std::string_view name, std::string_view bytes,
                             std::vector<Warning>& warnings) {
  return Document(name, bytes, warnings);
}

}  // namespace skira
