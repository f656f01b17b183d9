#include "parser/document.h"

#include <algorithm>
#include <cstring>

#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::string_view kReplacementBytes = "\xEF\xBF\xBD";

// The number of line ends in `text`, to allocate the lines once.
size_t CountLineEnds(std::string_view text) {
  size_t count = 0;
  for (const char* at = text.data(); at != nullptr && at < text.data() + text.size(); ++at) {
    at = static_cast<const char*>(
        std::memchr(at, '\n', static_cast<size_t>(text.data() + text.size() - at)));
    if (at == nullptr) break;
    ++count;
  }
  return count;
}

bool IsClean(std::string_view bytes) {
  return bytes.find('\0') == std::string_view::npos && FindInvalidUtf8(bytes) == bytes.npos;
}

// `bytes` with U+FFFD for what is no text; one warning a line for each kind of damage.
std::string Repaired(std::string_view bytes, std::vector<Warning>& warnings) {
  std::string out;
  out.reserve(bytes.size());
  int line = 1, nul_line = 0, invalid_line = 0;
  for (size_t i = 0; i < bytes.size();) {
    const Decoded decoded = DecodeAt(bytes, i);
    if (!decoded.valid && invalid_line != line) {
      invalid_line = line;
      warnings.push_back({line, "invalid-utf8", "Bytes that are not UTF-8 were replaced."});
    }
    if (decoded.valid && decoded.code_point == 0 && nul_line != line) {
      nul_line = line;
      warnings.push_back({line, "nul-byte", "A NUL byte was replaced."});
    }
    if (decoded.valid && decoded.code_point != 0) {
      out.append(bytes, i, decoded.length);
    } else {
      out.append(kReplacementBytes);
    }
    const bool lone_cr =
        decoded.code_point == U'\r' && (i + 1 >= bytes.size() || bytes[i + 1] != '\n');
    line += decoded.code_point == U'\n' || lone_cr;
    i += decoded.length;
  }
  return out;
}

}  // namespace

Document::Document(std::string_view document_name, std::string_view bytes,
                   std::vector<Warning>& warnings)
    : name(document_name) {
  if (bytes.starts_with(kBom)) {
    bytes.remove_prefix(kBom.size());
    warnings.push_back({1, "bom", "A byte order mark was skipped."});
  }
  constexpr size_t kLongest = 0xFFFFFFFF / 3;  // a byte becomes three where it is replaced
  if (bytes.size() > kLongest) {
    bytes = bytes.substr(0, FloorBoundary(bytes, kLongest));
    warnings.push_back({0, "too-long", "The document's end was not read: it is too long."});
  }
  text = IsClean(bytes) ? std::string(bytes) : Repaired(bytes, warnings);
  const std::string_view all = text;
  const bool has_carriage_returns = all.find('\r') != all.npos;
  starts_.reserve(CountLineEnds(text) + 2);
  starts_.push_back(0);
  for (size_t start = 0; start < all.size();) {
    const size_t found =
        has_carriage_returns ? all.find_first_of("\r\n", start) : all.find('\n', start);
    const size_t end = std::min(found, all.size());
    const bool crlf = all.substr(end).starts_with("\r\n");
    start = std::min(end + (crlf ? 2 : 1), all.size());
    starts_.push_back(static_cast<uint32_t>(start));
  }
  if (has_carriage_returns) {
    const size_t first = all.find('\r');
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), first);
    warnings.push_back({static_cast<int>(after - starts_.begin()), "carriage-return",
                        "Carriage returns were read as line ends."});
  }
}

}  // namespace skira
