#include "review/escape_html.h"

#include "unicode/unicode.h"

namespace skira {

bool IsHtmlCharacter(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  const bool half = c >= 0xD800 && c <= 0xDFFF;
  return (c < 0x7F || c > 0x9F) && !half && c != 0xFFFE && c != 0xFFFF && c <= 0x10FFFF;
}

std::string EscapeHtml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const Decoded next = DecodeAt(text, at);
    switch (next.code_point) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        if (IsHtmlCharacter(next.code_point)) AppendUtf8(next.code_point, escaped);
    }
    at += next.length;
  }
  return escaped;
}

}  // namespace skira
