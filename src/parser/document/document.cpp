#include "parser/document/document.h"

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
  for (size_t end = text.find('\n'); end != text.npos; end = text.find('\n', end + 1)) {
    starts.push_back(static_cast<uint32_t>(end + 1));
  }
  if (starts.back() != text.size()) starts.push_back(static_cast<uint32_t>(text.size()));
  return starts;
}

}  // namespace

Document::Document(std::string_view document_name, std::string_view bytes,
                   std::vector<Warning>& warnings)
    : name(document_name) {
  if (bytes.size() > kLongest) {
    warnings.push_back({0, "too-long", "The document's end was not read: it is too long."});
  }
  text = ToLogicalOrder(DecodeDocument(bytes.substr(0, kLongest), warnings), warnings);
  marks = DirectionMarks(text);
  text = MendMarkup(std::move(text), warnings);
  starts_ = FindLines(text);
  front = ReadFrontMatter(text);
}

Document::Document(Inner inner) : text(std::move(inner.text)), starts_(FindLines(text)) {}

}  // namespace skira
