// LayoutParagraph: the list of its steps.
#include <algorithm>
#include <limits>

#include "typeset/bidi.h"
#include "typeset/breaks.h"
#include "typeset/fonts.h"
#include "typeset/pieces.h"
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
    const bool in_box = started > 0 && prepared.spans[started - 1].box.has_value();
    const bool box = in_box && decoded.code_point == kObjectReplacement;
    prepared.text.push_back(box ? kBoxLetter : decoded.code_point);
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

namespace {

void Prepare(const FontSet& fonts, std::string_view text, std::span<const StyledSpan> spans,
             Direction direction, Prepared& prepared) {
  Decode(text, spans, prepared);
  Analyse(direction, prepared);
  Itemize(fonts, prepared);
  Shape(fonts, prepared);
}

}  // namespace

Paragraph LayoutParagraph(const FontSet& fonts, std::string_view text,
                          std::span<const StyledSpan> spans, const ParagraphStyle& style) {
  Prepared& prepared = fonts.impl().scratch;
  Prepare(fonts, text, spans, style.direction, prepared);
  return BreakLines(fonts, style, prepared);
}

Paragraph LayoutParagraph(const FontSet& fonts, std::string_view text, const TextStyle& text_style,
                          const ParagraphStyle& style) {
  const StyledSpan span = {0, static_cast<uint32_t>(text.size()), text_style, 0};
  return LayoutParagraph(fonts, text, std::span(&span, 1), style);
}

ShapedText::ShapedText(const FontSet& fonts, std::string_view text,
                       std::span<const StyledSpan> spans, Direction direction)
    : fonts_(&fonts), text_(text), prepared_(std::make_unique<Prepared>()) {
  Prepare(fonts, text_, spans, direction, *prepared_);
}
ShapedText::ShapedText(ShapedText&& other) noexcept = default;
ShapedText& ShapedText::operator=(ShapedText&& other) noexcept = default;
ShapedText::~ShapedText() = default;

Paragraph ShapedText::Layout(const ParagraphStyle& style) {
  prepared_->source = text_;  // a short text moves with its owner
  const size_t shaped = prepared_->pool.size();
  Paragraph paragraph = BreakLines(*fonts_, style, *prepared_);
  prepared_->pool.resize(shaped);  // without what line ends added
  return paragraph;
}

float ShapedText::MinContentWidth() { return WidestPiece(true); }
float ShapedText::MaxContentWidth() { return WidestPiece(false); }

// The widest of the pieces into which forced breaks cut the text, or opportunities too, px.
float ShapedText::WidestPiece(bool at_opportunities) {
  Prepared& prepared = *prepared_;
  prepared.source = text_;
  const size_t shaped = prepared.pool.size();
  const auto has = [&](uint32_t i, CharMark mark) { return (prepared.marks[i] & mark) != 0; };
  std::vector<Piece> pieces;
  float widest = 0;
  for (uint32_t start = 0; start < prepared.size();) {
    uint32_t end = start;
    while (end < prepared.size() && !has(end, kNewline) &&
           !(at_opportunities && end > start && has(end, kMayBreak))) {
      ++end;
    }
    uint32_t content_end = end;
    while (content_end > start && has(content_end - 1, kHangs)) --content_end;
    pieces.clear();
    CollectPieces(*fonts_, start, content_end, prepared, pieces);
    float width = 0;
    for (const Piece& piece : pieces) width += piece.width;
    widest = std::max(widest, width);
    start = std::max(end, start + 1);
    prepared.pool.resize(shaped);  // without what the piece's ends added
  }
  return widest;
}

}  // namespace skira::typeset
