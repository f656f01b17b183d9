#include "unicode/utf8.h"

namespace skira {
namespace {

constexpr Decoded kBadByte{kReplacement, 1, false};

bool IsContinuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

}  // namespace

Decoded DecodeAnyAt(std::string_view text, size_t offset) {
  if (offset >= text.size()) return {0, 0, true};
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  // Length and the range of the second byte by the lead byte (table 3-7).
  uint32_t length = 0;
  unsigned char low = 0x80, high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return kBadByte;
  }
  if (text.size() - offset < length || byte(1) < low || byte(1) > high) return kBadByte;
  char32_t code_point = lead & (0xFF >> (length + 1));
  for (uint32_t i = 1; i < length; ++i) {
    if (!IsContinuation(byte(i))) return kBadByte;
    code_point = (code_point << 6) | (byte(i) & 0x3F);
  }
  return {code_point, length, true};
}

Decoded DecodeBefore(std::string_view text, size_t offset) {
  if (offset == 0 || offset > text.size()) return {0, 0, true};
  for (uint32_t length = 1; length <= 4 && length <= offset; ++length) {
    if (IsContinuation(static_cast<unsigned char>(text[offset - length]))) continue;
    const Decoded decoded = DecodeAt(text, offset - length);
    if (decoded.length == length) return decoded;
    break;
  }
  return kBadByte;
}

void AppendUtf8(char32_t code_point, std::string& out) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
    code_point = kReplacement;
  }
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

size_t FindInvalidUtf8(std::string_view text) {
  const auto byte = [&](size_t at) { return static_cast<unsigned char>(text[at]); };
  for (size_t i = 0; i < text.size();) {
    // ASCII and Hebrew letters, of which texts consist.
    constexpr unsigned char kHebrew = 0xD7;
    if (byte(i) < 0x80) {
      ++i;
    } else if (byte(i) == kHebrew && i + 1 < text.size() && (byte(i + 1) & 0xC0) == 0x80) {
      i += 2;
    } else {
      const Decoded decoded = DecodeAt(text, i);
      if (!decoded.valid) return i;
      i += decoded.length;
    }
  }
  return std::string_view::npos;
}

std::string ReplaceInvalidUtf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const Decoded decoded = DecodeAt(text, i);
    if (decoded.valid) {
      out.append(text, i, decoded.length);
    } else {
      AppendUtf8(kReplacement, out);
    }
    i += decoded.length;
  }
  return out;
}

size_t CountCodePoints(std::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); i += DecodeAt(text, i).length) ++count;
  return count;
}

std::u32string ToUtf32(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const Decoded decoded = DecodeAt(text, i);
    out.push_back(decoded.code_point);
    i += decoded.length;
  }
  return out;
}

std::string ToUtf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 2);
  for (const char32_t code_point : text) AppendUtf8(code_point, out);
  return out;
}

size_t FloorBoundary(std::string_view text, size_t offset) {
  if (offset >= text.size()) return text.size();
  for (size_t back = 0; back < 4 && back <= offset; ++back) {
    if (!IsContinuation(static_cast<unsigned char>(text[offset - back]))) {
      return DecodeAt(text, offset - back).length > back ? offset - back : offset;
    }
  }
  return offset;
}

bool IsSpace(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

std::string_view Trim(std::string_view text) {
  size_t start = 0, end = text.size();
  while (start < end) {
    const Decoded decoded = DecodeAt(text, start);
    if (!IsSpace(decoded.code_point)) break;
    start += decoded.length;
  }
  while (end > start) {
    const Decoded decoded = DecodeBefore(text, end);
    if (!IsSpace(decoded.code_point)) break;
    end -= decoded.length;
  }
  return text.substr(start, end - start);
}

}  // namespace skira
