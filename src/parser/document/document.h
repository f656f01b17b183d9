// A document as the parser sees it: valid UTF-8 in logical order, split into lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/document/direction_marks.h"
#include "parser/document/front_matter.h"
#include "review/review.h"

namespace skira {

// The text, less than 4 GiB of it, and its lines. Neither copyable nor movable, because the lines
// point into the text; a function returns it by constructing it in place (ReadDocument).
struct Document {
  // Reads `bytes`: decoded (document/decode.h), Hebrew in logical order (document/visual_order.h),
  // without marks of direction (document/direction_marks.h),
  // converters' markup as plain Markdown (document/mend.h); lines keep their numbers. What was
  // changed adds warnings, and so does a document that is too long and was cut off ("too-long").
  Document(std::string_view name, std::string_view bytes, std::vector<Warning>& warnings);
  // Lines of a document that are a text of their own: what a quote or a list item holds.
  struct Inner {
    std::string text;
  };
  explicit Document(Inner inner);
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  std::string name;
  std::string text;                // valid UTF-8 without NUL
  DirectionMarks marks;            // that the text had
  std::vector<FrontMatter> front;  // in the order of its lines
  int line_count() const { return static_cast<int>(starts_.size()) - 1; }
  // Line `number`, 1-based, without its line end.
  std::string_view line(int number) const {
    const size_t i = static_cast<size_t>(number);
    size_t begin = starts_[i - 1], end = starts_[i];
    if (end > begin && text[end - 1] == '\n') --end;
    return std::string_view(text).substr(begin, end - begin);
  }

 private:
  std::vector<uint32_t> starts_ = {0};  // of the lines in `text`, and its end
};

inline Document ReadDocument(std::string_view name, std::string_view bytes,
                             std::vector<Warning>& warnings) {
  return Document(name, bytes, warnings);
}

}  // namespace skira
