// Small facts of text that the rules of block structure share: words, lengths, ends.
#pragma once

#include <algorithm>
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace skira {

inline constexpr bool IsAsciiLower(char c) { return c >= 'a' && c <= 'z'; }
inline constexpr bool IsAsciiUpper(char c) { return c >= 'A' && c <= 'Z'; }
inline constexpr bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

// The text without spaces and tabs at its beginning, or at both ends.
inline std::string_view StripLeft(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  return text;
}
inline std::string_view Strip(std::string_view text) {
  text = StripLeft(text);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Whether a table of words holds `word`.
template <typename Table>
bool Contains(const Table& table, std::string_view word) {
  return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

// Whether `text` holds the Hebrew `word`. Hebrew letters share their first byte, so that searching
// for it by its first byte, as string_view::find does, stops at every letter. (The standard's
// searchers are not in every library that must build this.)
inline bool Holds(std::string_view text, std::string_view word) {
  // Without text there may be no address, which memmem() must not be given.
  return !text.empty() && memmem(text.data(), text.size(), word.data(), word.size()) != nullptr;
}

// The offset of the first digit, npos where there is none. (string_view::find_first_of would search
// the ten digits at each byte.)
size_t FindDigit(std::string_view text);

std::string LowerAscii(std::string_view text);

// Up to `limit` words, without the punctuation around them, ASCII letters in lower case.
std::vector<std::string> Words(std::string_view text, size_t limit);

// Code points, counted up to `limit` or a little beyond.
size_t LengthUpTo(std::string_view text, size_t limit);

// Hebrew letters and points, by their lead byte alone: for rules of thumb.
size_t HebrewCount(std::string_view text);

}  // namespace skira
