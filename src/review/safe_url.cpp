#include "review/safe_url.h"

#include <string>

#include "unicode/unicode.h"

namespace skira {
namespace {

// What browsers drop before they read the scheme, and what nobody sees.
bool IsUnseen(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

bool IsSafeUrl(std::string_view href) {
  constexpr size_t kLongest = 8;  // "https://"
  std::string start;
  for (size_t at = 0; at < href.size() && start.size() < kLongest;) {
    const Decoded next = DecodeAt(href, at);
    at += next.length;
    if (IsUnseen(next.code_point)) continue;
    if (next.code_point >= 0x80) break;
    start += static_cast<char>(ToLower(next.code_point));
  }
  return start.starts_with("http://") || start.starts_with("https://") ||
         start.starts_with("mailto:");
}

}  // namespace skira
