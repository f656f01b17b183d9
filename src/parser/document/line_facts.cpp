#include "parser/document/line_facts.h"

#include "review/url.h"
#include "unicode/unicode.h"

namespace skira {

LineFacts FactsOf(std::string_view line) {
  LineFacts facts;
  facts.bytes = static_cast<uint32_t>(line.size());
  for (size_t i = 0; i < line.size();) {
    const Decoded decoded = DecodeAt(line, i);
    const char32_t c = decoded.code_point;
    if (!IsSpace(c)) facts.blank = false;
    if (IsDigit(c)) ++facts.digits;
    switch (ScriptOf(c)) {
      case Script::kCommon:
        break;
      case Script::kHebrew:
        ++facts.hebrew;
        break;
      case Script::kLatin:
        ++facts.latin;
        break;
      default:
        ++facts.foreign;
    }
    i += decoded.length;
  }
  facts.has_url = MayHoldUrl(line);
  return facts;
}

DocumentFacts::DocumentFacts(const Document& document) {
  groups_.reserve(static_cast<size_t>(document.line_count() + 63) / 64);
  for (int line = 1; line <= document.line_count(); ++line) AddLine(document.line(line));
}

void DocumentFacts::AddLine(std::string_view text) {
  const size_t i = static_cast<size_t>(lines_++);
  if (i % 64 == 0) groups_.push_back({0, facts_.size()});
  if (text.empty()) return;
  // A line of white space is blank too.
  if (const LineFacts facts = FactsOf(text); !facts.blank) {
    groups_.back().filled |= uint64_t{1} << (i % 64);
    facts_.push_back(facts);
  }
}

}  // namespace skira
