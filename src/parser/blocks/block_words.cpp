#include "parser/blocks/block_words.h"

#include <algorithm>

namespace skira {

size_t LengthUpTo(std::string_view text, size_t limit) {
  const std::string_view head = text.substr(0, limit * 4);
  return static_cast<size_t>(std::count_if(head.begin(), head.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

size_t HebrewCount(std::string_view text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), '\xD7'));
}

size_t FindDigit(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (IsAsciiDigit(text[i])) return i;
  }
  return text.npos;
}

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = IsAsciiUpper(c) ? static_cast<char>(c | 0x20) : c;
  return lower;
}

std::vector<std::string> Words(std::string_view text, size_t limit) {
  static constexpr std::string_view kAround = "*_`\"'()[]{},:;!?<>";
  std::vector<std::string> words;
  size_t i = 0;
  while (i < text.size() && words.size() < limit) {
    const size_t begin = text.find_first_not_of(" \t", i);
    if (begin == std::string_view::npos) break;
    const size_t end = std::min(text.find_first_of(" \t", begin), text.size());
    std::string_view word = text.substr(begin, end - begin);
    while (!word.empty() && kAround.find(word.front()) != std::string_view::npos) {
      word.remove_prefix(1);
    }
    while (!word.empty() && kAround.find(word.back()) != std::string_view::npos) {
      word.remove_suffix(1);
    }
    if (!word.empty()) words.push_back(LowerAscii(word));
    i = end;
  }
  return words;
}

}  // namespace skira
