#include "review/safe_url.h"

#include "unicode/unicode.h"

namespace skira {
namespace {

// What browsers drop before they read the scheme, and what nobody sees.
bool IsUnseen(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// The end of what is seen of the text from `at` on.
size_t SeenEnd(std::string_view text, size_t at) {
  size_t end = at;
  while (at < text.size()) {
    const Decoded next = DecodeAt(text, at);
    at += next.length;
    if (!IsUnseen(next.code_point)) end = at;
  }
  return end;
}

}  // namespace

bool IsSafeUrl(std::string_view href) { return !SafeUrl(href).empty(); }

std::string SafeUrl(std::string_view href) {
  constexpr std::string_view kSchemes[] = {"http://", "https://", "mailto:"};
  std::string start, lower;
  for (size_t at = 0; at < href.size() && lower.size() < kSchemes[1].size();) {
    const Decoded next = DecodeAt(href, at);
    at += next.length;
    if (IsUnseen(next.code_point)) continue;
    if (next.code_point >= 0x80) break;
    start += static_cast<char>(next.code_point);
    lower += static_cast<char>(ToLower(next.code_point));
    for (const std::string_view scheme : kSchemes) {
      if (lower == scheme) return start.append(href.substr(at, SeenEnd(href, at) - at));
    }
  }
  return "";
}

}  // namespace skira
