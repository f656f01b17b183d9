// LayoutParagraph: the list of its steps.
#include <limits>

#include "typeset/bidi.h"
#include "typeset/breaks.h"
#include "typeset/fonts.h"
#include "typeset/prepared.h"
#include "unicode/unicode.h"

namespace skira::typeset {

void Decode(std::string_view text, std::span<const StyledSpan> spans, Prepared& prepared) {
  prepared.source = text;
  prepared.text.clear();
  prepared.offsets.clear();
  prepared.spans.assign(spans.begin(), spans.end());
  if (prepared.spans.empty()) prepared.spans.emplace_back();
  size_t started = 0, ended = 0;  // spans whose first or last character is known
  const auto settle = [&](size_t byte) {
    const uint32_t index = prepared.size();
    for (; started < prepared.spans.size() && prepared.spans[started].start <= byte; ++started) {
      prepared.spans[started].start = index;
    }
    for (; ended < prepared.spans.size() && prepared.spans[ended].end <= byte; ++ended) {
      prepared.spans[ended].end = index;
    }
  };
  for (size_t at = 0; at < text.size();) {
    settle(at);
    const Decoded decoded = DecodeAt(text, at);
    prepared.text.push_back(decoded.code_point);
    prepared.offsets.push_back(static_cast<uint32_t>(at));
    at += decoded.length;
  }
  prepared.offsets.push_back(static_cast<uint32_t>(text.size()));
  settle(std::numeric_limits<size_t>::max());
  prepared.spans.front().start = 0;  // even where the caller's spans leave something out
  prepared.spans.back().end = prepared.size();
}

void Analyse(Direction direction, Prepared& prepared) {
  prepared.levels.assign(prepared.size(), 0);
  prepared.base_level = ResolveLevels(prepared.text, direction, prepared.levels);
  prepared.marks.assign(prepared.size(), 0);
  MarkBoundaries(prepared.text, prepared.marks);
}

Paragraph LayoutParagraph(const FontSet& fonts, std::string_view text,
                          std::span<const StyledSpan> spans, const ParagraphStyle& style) {
  Prepared& prepared = fonts.impl().scratch;
  Decode(text, spans, prepared);
  Analyse(style.direction, prepared);
  Itemize(fonts, prepared);
  Shape(fonts, prepared);
  return BreakLines(fonts, style, prepared);
}

Paragraph LayoutParagraph(const FontSet& fonts, std::string_view text, const TextStyle& text_style,
                          const ParagraphStyle& style) {
  const StyledSpan span = {0, static_cast<uint32_t>(text.size()), text_style, 0};
  return LayoutParagraph(fonts, text, std::span(&span, 1), style);
}

}  // namespace skira::typeset
