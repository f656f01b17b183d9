#include "parser/document/direction_marks.h"

#include <algorithm>
#include <utility>

#include "unicode/unicode.h"

namespace skira {
namespace {

// The length of the mark at `i`, 0 where none is. They begin with E2 80, E2 81 or D8.
size_t MarkLength(std::string_view text, size_t i) {
  if (text[i] != '\xE2' && text[i] != '\xD8') return 0;
  const Decoded c = DecodeAt(text, i);
  return IsDirectionMark(c.code_point) ? c.length : 0;
}

bool HasMarks(std::string_view text) {
  for (const char lead : {'\xE2', '\xD8'}) {
    for (size_t i = text.find(lead); i != text.npos; i = text.find(lead, i + 1)) {
      if (MarkLength(text, i) > 0) return true;
    }
  }
  return false;
}

}  // namespace

DirectionMarks::DirectionMarks(std::string& text) {
  if (!HasMarks(text)) return;
  std::string plain;
  plain.reserve(text.size());
  starts_.push_back(0);
  for (size_t i = 0; i < text.size();) {
    if (const size_t length = MarkLength(text, i); length > 0) {
      i += length;
      continue;
    }
    plain.push_back(text[i]);
    if (text[i++] == '\n') starts_.push_back(static_cast<uint32_t>(i));
  }
  starts_.push_back(static_cast<uint32_t>(text.size()));
  marked_ = std::exchange(text, std::move(plain));
}

void DirectionMarks::Restore(std::vector<Block>& blocks) const {
  if (empty()) return;
  size_t at = 0;  // where the text of the next block begins at the earliest
  for (size_t i = 0; i < blocks.size(); ++i) {
    const bool shares = i + 1 < blocks.size() && blocks[i + 1].first_line <= blocks[i].last_line;
    Restore(blocks[i], at, shares);
  }
}

// The block's characters are found in its lines one after the other, what lies between them being
// markup; marks that are passed come before the character that follows.
void DirectionMarks::Restore(Block& block, size_t& at, bool shares_line) const {
  constexpr size_t kLongestMarkup = 2048;  // bytes, between two characters
  const auto start = [&](int line) {
    const size_t index = static_cast<size_t>(std::max(line, 1)) - 1;
    return static_cast<size_t>(starts_[std::min(index, starts_.size() - 1)]);
  };
  at = std::max(at, start(block.first_line));
  const size_t end = std::max(at, start(block.last_line + 1));
  const std::string_view text = std::string_view(marked_).substr(0, end);
  if (!HasMarks(text.substr(at))) return;
  const auto take_marks = [&](size_t from, size_t to, std::string& out) {
    while (from < to) {
      const size_t length = MarkLength(text, from);
      if (length > 0) out.append(text, from, length);
      from += std::max<size_t>(length, 1);
    }
  };
  for (Span& span : block.spans) {
    std::string restored;
    for (size_t i = 0; i < span.text.size();) {
      const Decoded c = DecodeAt(span.text, i);
      const std::string_view character = std::string_view(span.text).substr(i, c.length);
      const size_t found = text.substr(0, std::min(end, at + kLongestMarkup)).find(character, at);
      if (found != text.npos) {
        take_marks(at, found, restored);
        at = found + character.size();
      }
      restored += character;
      i += c.length;
    }
    span.text = std::move(restored);
  }
  if (shares_line || block.spans.empty()) return;
  take_marks(at, end, block.spans.back().text);
  at = end;
}

}  // namespace skira
