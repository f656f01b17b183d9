#include "parser/document.h"

#include <algorithm>
#include <cstring>
#include <iterator>

#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr size_t kLongest = 0xFFFFFFFF / 3;  // a byte becomes three where it is replaced
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

// How many bytes at the end of `bytes` mean something else with others behind them: the beginning
// of a character, or a carriage return.
size_t OpenEnd(std::string_view bytes) {
  if (bytes.ends_with('\r')) return 1;
  for (size_t i = 1; i <= std::min<size_t>(3, bytes.size()); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - i]);
    if (byte < 0x80) return 0;
    if (byte < 0xC0) continue;  // inside of a character
    const size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    return length > i ? i : 0;
  }
  return 0;
}

}  // namespace

DocumentBuilder::DocumentBuilder(Document& document, size_t size) : document_(document) {
  document_.text.reserve(size);
}

void DocumentBuilder::Add(std::string_view bytes) {
  if (rest_.empty() && begun_) {
    const size_t open = OpenEnd(bytes);
    Take(bytes.substr(0, bytes.size() - open));
    rest_.assign(bytes.substr(bytes.size() - open));
    return;
  }
  rest_.append(bytes);
  if (!begun_ && rest_.size() < kBom.size()) return;
  begun_ = true;
  std::string all;
  all.swap(rest_);
  Add(all);
}

void DocumentBuilder::Finish(std::vector<Warning>& warnings) {
  begun_ = true;
  Take(rest_);
  rest_.clear();
  std::vector<uint32_t>& starts = document_.starts_;
  if (starts.back() != document_.text.size()) {
    starts.push_back(static_cast<uint32_t>(document_.text.size()));
  }
  if (bom_) warnings.push_back({1, "bom", "A byte order mark was skipped."});
  if (too_long_) {
    warnings.push_back({0, "too-long", "The document's end was not read: it is too long."});
  }
  std::move(damage_.begin(), damage_.end(), std::back_inserter(warnings));
  if (first_return_ != std::string::npos) {
    const auto after = std::upper_bound(starts.begin(), starts.end(), first_return_);
    warnings.push_back({static_cast<int>(after - starts.begin()), "carriage-return",
                        "Carriage returns were read as line ends."});
  }
}

void DocumentBuilder::Take(std::string_view piece) {
  if (taken_ == 0 && !bom_ && piece.starts_with(kBom)) {
    piece.remove_prefix(kBom.size());
    bom_ = true;
  }
  if (too_long_ || piece.size() > kLongest - taken_) {
    piece = too_long_ ? "" : piece.substr(0, FloorBoundary(piece, kLongest - taken_));
    too_long_ = true;
  }
  taken_ += piece.size();
  const size_t start = document_.text.size();
  if (IsClean(piece)) {
    document_.text.append(piece);
  } else {
    TakeRepaired(piece);
  }
  FindLines(start);
}

// With U+FFFD for what is no text; one warning a line for each kind of damage.
void DocumentBuilder::TakeRepaired(std::string_view piece) {
  int line = static_cast<int>(document_.starts_.size());
  for (size_t i = 0; i < piece.size();) {
    const Decoded decoded = DecodeAt(piece, i);
    if (!decoded.valid && invalid_line_ != line) {
      invalid_line_ = line;
      damage_.push_back({line, "invalid-utf8", "Bytes that are not UTF-8 were replaced."});
    }
    if (decoded.valid && decoded.code_point == 0 && nul_line_ != line) {
      nul_line_ = line;
      damage_.push_back({line, "nul-byte", "A NUL byte was replaced."});
    }
    if (decoded.valid && decoded.code_point != 0) {
      document_.text.append(piece, i, decoded.length);
    } else {
      document_.text.append(kReplacementBytes);
    }
    const bool lone_cr =
        decoded.code_point == U'\r' && (i + 1 >= piece.size() || piece[i + 1] != '\n');
    line += decoded.code_point == U'\n' || lone_cr;
    i += decoded.length;
  }
}

// The line ends behind `start`, where no line end is cut in two.
void DocumentBuilder::FindLines(size_t start) {
  const std::string_view all = document_.text;
  std::vector<uint32_t>& starts = document_.starts_;
  const size_t carriage_return = all.find('\r', start);
  if (first_return_ == std::string::npos) first_return_ = carriage_return;
  if (start == 0) starts.reserve(CountLineEnds(all) + 2);
  while (start < all.size()) {
    const size_t end =
        carriage_return == all.npos ? all.find('\n', start) : all.find_first_of("\r\n", start);
    if (end == all.npos) return;
    const bool crlf = all.substr(end).starts_with("\r\n");
    start = end + (crlf ? 2 : 1);
    starts.push_back(static_cast<uint32_t>(start));
  }
}

Document::Document(std::string_view document_name, std::string_view bytes,
                   std::vector<Warning>& warnings)
    : name(document_name) {
  DocumentBuilder builder(*this, bytes.size());
  builder.Add(bytes);
  builder.Finish(warnings);
}

}  // namespace skira
