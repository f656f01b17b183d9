#include "parser/inline/targets.h"

#include <algorithm>
#include <utility>

#include "parser/inline/entities.h"
#include "parser/inline/inline.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

bool IsBlankByte(char c) { return c == ' ' || c == '\t' || c == '\n'; }

}  // namespace

std::string Unescaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    if (text[i] == '\\' && i + 1 < text.size() && IsEscapable(text[i + 1])) {
      out.push_back(text[i + 1]);
      i += 2;
      continue;
    }
    const auto [code_point, length] =
        text[i] == '&' ? EntityAt(text.substr(i, 24)) : std::pair<char32_t, size_t>(0, 0);
    if (length > 0) {
      AppendUtf8(code_point, out);
    } else {
      out.push_back(text[i]);
    }
    i += std::max<size_t>(length, 1);
  }
  return out;
}

size_t LinkTargetEnd(std::string_view text, size_t begin, std::string& target) {
  const auto at = [&](size_t i) { return i < text.size() ? text[i] : '\0'; };
  constexpr int kDeepest = 32;
  constexpr size_t kLongestTitle = 300;  // bytes
  size_t i = begin;
  while (at(i) == ' ') ++i;
  size_t target_begin = i, target_end = 0;
  if (at(i) == '<') {
    target_begin = ++i;
    while (i < text.size() && text[i] != '>' && text[i] != '<' && text[i] != '\n') {
      i += text[i] == '\\' && i + 1 < text.size() ? 2 : 1;
    }
    if (at(i) != '>') return 0;
    target_end = i++;
  } else {
    for (int depth = 0; i < text.size() && !IsBlankByte(text[i]); ++i) {
      if (text[i] == '\\' && IsEscapable(at(i + 1))) {
        ++i;
        continue;
      }
      if (text[i] == '(' && ++depth > kDeepest) return 0;
      if (text[i] == ')' && --depth < 0) break;
    }
    target_end = i;
  }
  const size_t gap = i;
  while (at(i) == ' ') ++i;
  const char quote = at(i);
  if (i > gap && (quote == '"' || quote == '\'' || quote == '(')) {  // a title, which no one sees
    const char close = quote == '(' ? ')' : quote;
    size_t end = i + 1;
    const size_t limit = std::min(text.size(), i + kLongestTitle);
    while (end < limit && text[end] != close) end += text[end] == '\\' ? 2 : 1;
    if (end >= limit) return 0;
    i = end + 1;
    while (at(i) == ' ') ++i;
  }
  if (at(i) != ')') return 0;
  target = Unescaped(text.substr(target_begin, std::min(target_end, text.size()) - target_begin));
  return i + 1;
}

}  // namespace skira
