#include "parser/document.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "parser/document/decode.h"
#include "parser/document/mend.h"
#include "parser/document/visual_order.h"

namespace skira {
namespace {

constexpr size_t kLongest = 0xFFFFFFFF / 3;  // a byte becomes three where it is replaced

// The offsets of the lines of `text`, and its end.
std::vector<uint32_t> FindLines(std::string_view text) {
  std::vector<uint32_t> starts = {0};
  starts.reserve(static_cast<size_t>(std::count(text.begin(), text.end(), '\n')) + 2);
  for (size_t end = text.find('\n'); end != text.npos; end = text.find('\n', end + 1)) {
    starts.push_back(static_cast<uint32_t>(end + 1));
  }
  if (starts.back() != text.size()) starts.push_back(static_cast<uint32_t>(text.size()));
  return starts;
}

}  // namespace

DocumentBuilder::DocumentBuilder(Document& document, size_t size) : document_(document) {
  bytes_.reserve(size);
}

void DocumentBuilder::Add(std::string_view bytes) {
  const size_t room = kLongest - bytes_.size();
  too_long_ |= bytes.size() > room;
  bytes_.append(bytes.substr(0, room));
}

void DocumentBuilder::Finish(std::vector<Warning>& warnings) {
  if (too_long_) {
    warnings.push_back({0, "too-long", "The document's end was not read: it is too long."});
  }
  std::string text = DecodeDocument(bytes_, warnings);
  std::string().swap(bytes_);
  document_.text = MendMarkup(ToLogicalOrder(std::move(text), warnings), warnings);
  document_.starts_ = FindLines(document_.text);
  document_.front = ReadFrontMatter(document_.text);
}

Document::Document(std::string_view document_name, std::string_view bytes,
                   std::vector<Warning>& warnings)
    : name(document_name) {
  DocumentBuilder builder(*this, bytes.size());
  builder.Add(bytes);
  builder.Finish(warnings);
}

}  // namespace skira
