#include "parser/document/decode.h"

#include <algorithm>
#include <utility>

#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr char32_t kEscape = 0x1B;

// --- UTF-16 ------------------------------------------------------------------------------------

enum class Order : uint8_t { kNone, kLittle, kBig };

// The byte order of UTF-16, by its mark or by where the zero bytes of its ASCII characters are.
Order Utf16Order(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return Order::kLittle;
  if (bytes.starts_with("\xFE\xFF")) return Order::kBig;
  constexpr size_t kLookedAt = 4096;
  size_t zeros[2] = {}, pairs = 0;
  for (size_t i = 0; i + 1 < std::min(bytes.size(), kLookedAt); i += 2, ++pairs) {
    zeros[0] += bytes[i] == '\0';
    zeros[1] += bytes[i + 1] == '\0';
  }
  // Spaces and line ends alone are a tenth of any text.
  const auto many = [&](size_t count) { return pairs >= 8 && count * 20 > pairs; };
  if (many(zeros[1]) && zeros[0] * 10 < zeros[1]) return Order::kLittle;
  if (many(zeros[0]) && zeros[1] * 10 < zeros[0]) return Order::kBig;
  return Order::kNone;
}

std::string FromUtf16(std::string_view bytes, Order order) {
  std::string text;
  text.reserve(bytes.size());
  const auto unit = [&](size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(order == Order::kBig ? first << 8 | second : second << 8 | first);
  };
  for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    const bool high = c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size();
    if (const char32_t low = high ? unit(i + 2) : 0; low >= 0xDC00 && low < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    if (c != 0xFEFF || i > 0) AppendUtf8(c, text);
  }
  if (bytes.size() % 2 == 1) AppendUtf8(kReplacement, text);
  return text;
}

// --- One byte a character ----------------------------------------------------------------------

// windows-1255 from 0x80 to 0xDF; 0 for what it leaves out. ISO-8859-8 agrees with it in letters.
constexpr char32_t kWindows1255[] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0,      0x2039,
    0,      0,      0,      0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0,      0x203A, 0,      0,      0,      0,      0x00A0, 0x00A1, 0x00A2, 0x00A3,
    0x20AA, 0x00A5, 0x00A6, 0x00A7, 0x00A8, 0x00A9, 0x00D7, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x00AF,
    0x00B0, 0x00B1, 0x00B2, 0x00B3, 0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x00B9, 0x00F7, 0x00BB,
    0x00BC, 0x00BD, 0x00BE, 0x00BF, 0x05B0, 0x05B1, 0x05B2, 0x05B3, 0x05B4, 0x05B5, 0x05B6, 0x05B7,
    0x05B8, 0x05B9, 0,      0x05BB, 0x05BC, 0x05BD, 0x05BE, 0x05BF, 0x05C0, 0x05C1, 0x05C2, 0x05C3,
    0x05F0, 0x05F1, 0x05F2, 0x05F3, 0x05F4, 0,      0,      0,      0,      0,      0,      0,
};

char32_t FromHebrewByte(unsigned char byte) {
  if (byte < 0x80) return byte;
  if (byte < 0xE0) return kWindows1255[byte - 0x80] == 0 ? kReplacement : kWindows1255[byte - 0x80];
  if (byte <= 0xFA) return 0x05D0 + (byte - 0xE0);
  return byte == 0xFD ? 0x200E : byte == 0xFE ? 0x200F : kReplacement;
}

// Whether bytes that are not UTF-8 are Hebrew in one byte a letter: most of those above ASCII.
bool IsHebrewBytes(std::string_view bytes) {
  constexpr size_t kLeast = 4;
  size_t high = 0, letters = 0, valid = 0;
  for (size_t i = 0; i < bytes.size();) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte < 0x80) {
      ++i;
      continue;
    }
    const Decoded c = DecodeAt(bytes, i);
    valid += c.valid ? c.length : 0;
    for (size_t k = 0; k < c.length; ++k) {
      const auto part = static_cast<unsigned char>(bytes[i + k]);
      ++high;
      letters += part >= 0xE0 && part <= 0xFA;
    }
    i += c.length;
  }
  return letters >= kLeast && letters * 10 >= high * 7 && valid * 2 < high;
}

std::string FromHebrewBytes(std::string_view bytes, std::vector<Warning>& warnings) {
  std::string text;
  text.reserve(2 * bytes.size());
  bool windows = false;  // has what ISO-8859-8 has not
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    windows |= (byte >= 0x80 && byte < 0xA0) || (byte >= 0xC0 && byte < 0xDF);
    AppendUtf8(FromHebrewByte(byte), text);
  }
  warnings.push_back({0, "encoding",
                      windows
                          ? "The document was read as windows-1255."
                          : "The document was read as windows-1255 or ISO-8859-8, which agree."});
  return text;
}

// --- Cleaning ----------------------------------------------------------------------------------

// Controls and non-characters but tab and line ends: no text, and no XML can hold them.
bool IsControl(char32_t c) {
  const bool c0 = c < 0x20 && c != U'\t' && c != U'\n' && c != U'\r';
  return c0 || (c >= 0x7F && c < 0xA0) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

// The length of a control sequence (ECMA-48 5.4) whose escape is at `at`: "ESC [ 0 m".
size_t SequenceLength(std::string_view text, size_t at) {
  constexpr size_t kLongest = 16;
  if (text.substr(at + 1, 1) != "[") return 1;
  size_t end = at + 2;
  while (end < text.size() && end < at + kLongest && text[end] >= 0x20 && text[end] < 0x40) ++end;
  return end < text.size() && text[end] >= 0x40 && text[end] < 0x7F ? end + 1 - at : 1;
}

// Whether a byte is, or may begin, something that is no text; carriage returns among them.
unsigned IsOfNote(char c) {
  const auto byte = static_cast<unsigned char>(c);
  const bool control = (byte < 0x20) & (byte != '\n') & (byte != '\t');
  return static_cast<unsigned>(control | (byte == 0x7F) | (byte == 0xC2) | (byte >= 0xEF));
}

// Whether a text needs no cleaning. Controls are one byte, or begin with C2; non-characters
// with EF or more. `valid`: it is known to be valid UTF-8.
bool IsClean(std::string_view text, bool valid) {
  constexpr size_t kStride = 64;  // bytes that are looked at together; most hold nothing of note
  for (size_t begin = 0; begin < text.size(); begin += kStride) {
    const size_t end = std::min(begin + kStride, text.size());
    unsigned of_note = end - begin < kStride;
    for (size_t i = 0; end - begin == kStride && i < kStride; ++i)
      of_note |= IsOfNote(text[begin + i]);
    if (of_note == 0) continue;
    for (size_t i = begin; i < end; ++i) {
      if (IsOfNote(text[i]) == 0) continue;
      const Decoded c = DecodeAt(text, i);
      if (!c.valid || IsControl(c.code_point) || c.code_point == U'\r') return false;
    }
  }
  return valid || FindInvalidUtf8(text) == text.npos;
}

// Copies what is text and warns of the rest, once a line and kind.
class Cleaner {
 public:
  Cleaner(std::string_view text, std::vector<Warning>& warnings)
      : text_(text), warnings_(warnings) {}

  std::string Clean() {
    out_.reserve(text_.size());
    for (size_t i = 0; i < text_.size();) i += Copy(i);
    if (first_return_ > 0) {
      damage_.push_back(
          {first_return_, "carriage-return", "Carriage returns were read as line ends."});
    }
    std::move(damage_.begin(), damage_.end(), std::back_inserter(warnings_));
    return std::move(out_);
  }

 private:
  void Warn(int& last, const char* code, const char* message) {
    if (last != line_) damage_.push_back({line_, code, message});
    last = line_;
  }

  // Copies the character at `i`; how many bytes of the text that were.
  size_t Copy(size_t i) {
    const Decoded c = DecodeAt(text_, i);
    if (!c.valid || c.code_point == 0) {
      if (c.valid) {
        Warn(nul_line_, "nul-byte", "A NUL byte was replaced.");
      } else {
        Warn(invalid_line_, "invalid-utf8", "Bytes that are not UTF-8 were replaced.");
      }
      AppendUtf8(kReplacement, out_);
      return c.length;
    }
    if (c.code_point == U'\r') {
      if (first_return_ == 0) first_return_ = line_;
      const bool pair = text_.substr(i + 1, 1) == "\n";
      out_.push_back('\n');
      ++line_;
      return pair ? 2 : 1;
    }
    if (IsControl(c.code_point)) {
      Warn(control_line_, "control-character", "Control characters were left out.");
      return c.code_point == kEscape ? SequenceLength(text_, i) : c.length;
    }
    line_ += c.code_point == U'\n';
    out_.append(text_, i, c.length);
    return c.length;
  }

  std::string_view text_;
  std::vector<Warning>& warnings_;
  std::vector<Warning> damage_;
  std::string out_;
  int line_ = 1, first_return_ = 0;
  int nul_line_ = 0, invalid_line_ = 0, control_line_ = 0;  // the last that was warned of
};

}  // namespace

std::string DecodeDocument(std::string_view bytes, std::vector<Warning>& warnings) {
  std::string decoded;
  bool valid = false;
  if (const Order order = Utf16Order(bytes); order != Order::kNone) {
    warnings.push_back({0, "encoding", "The document was read as UTF-16."});
    decoded = FromUtf16(bytes, order);
    bytes = decoded;
  } else if (bytes.starts_with(kBom)) {
    warnings.push_back({1, "bom", "A byte order mark was skipped."});
    bytes.remove_prefix(kBom.size());
  } else {
    valid = FindInvalidUtf8(bytes) == bytes.npos;
    if (!valid && IsHebrewBytes(bytes)) {
      decoded = FromHebrewBytes(bytes, warnings);
      bytes = decoded;
      valid = true;
    }
  }
  return IsClean(bytes, valid) ? std::string(bytes) : Cleaner(bytes, warnings).Clean();
}

}  // namespace skira
