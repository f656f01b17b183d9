// LayoutParagraph: the list of its steps.
#include <algorithm>
#include <utility>

#include "typeset/bidi.h"
#include "typeset/breaks.h"
#include "typeset/fonts.h"
#include "typeset/pieces.h"
#include "typeset/prepared.h"
#include "unicode/unicode.h"

namespace skira::typeset {
namespace {

// Scratch beyond so many bytes of text is given back.
constexpr size_t kKeptBytes = size_t{1} << 16;

FaceMetrics StrutOf(const FontSet& fonts, const std::vector<StyledSpan>& spans) {
  FaceMetrics strut;
  const TextStyle* before = nullptr;
  for (const StyledSpan& span : spans) {
    if (before != nullptr && *before == span.style) continue;
    before = &span.style;
    strut = Taller(strut, PrimaryMetrics(fonts, span.style));
  }
  return strut;
}

// Marks of the bytes of each character; a character's spaces and newlines hold at all of its bytes.
void SpreadMarks(const Analysis& analysis, std::vector<uint8_t>& marks) {
  marks.assign(analysis.offsets.back() + 1, 0);
  for (uint32_t i = 0; i < analysis.size(); ++i) {
    const uint32_t at = analysis.offsets[i];
    marks[at] = analysis.marks[i];
    const auto everywhere = static_cast<uint8_t>(analysis.marks[i] & (kHangs | kNewline));
    for (uint32_t byte = at + 1; byte < analysis.offsets[i + 1]; ++byte) marks[byte] = everywhere;
  }
}

Prepared& Prepare(const FontSet& fonts, std::string_view text, std::span<const StyledSpan> spans,
                  Direction direction) {
  FontSet::Impl& impl = fonts.impl();
  Analysis& analysis = impl.analysis;
  Prepared& prepared = impl.prepared;
  Decode(text, spans, analysis, prepared);
  Analyse(direction, analysis, prepared);
  Itemize(fonts, analysis, prepared);
  Shape(fonts, analysis, prepared);
  prepared.strut = StrutOf(fonts, prepared.spans);
  if (text.size() > kKeptBytes) analysis = {};
  return prepared;
}

}  // namespace

const StyledSpan& Prepared::SpanAt(uint32_t byte) const {
  const auto it = std::upper_bound(spans.begin(), spans.end(), byte,
                                   [](uint32_t at, const StyledSpan& s) { return at < s.end; });
  return it == spans.end() ? spans.back() : *it;
}

void Decode(std::string_view text, std::span<const StyledSpan> spans, Analysis& analysis,
            Prepared& prepared) {
  prepared.source = text;
  prepared.spans.assign(spans.begin(), spans.end());
  if (prepared.spans.empty()) prepared.spans.emplace_back();
  prepared.spans.front().start = 0;  // even where the caller's spans leave something out
  prepared.spans.back().end = prepared.size();
  analysis.text.clear();
  analysis.offsets.clear();
  size_t span = 0;
  for (uint32_t at = 0; at < prepared.size();) {
    while (span + 1 < prepared.spans.size() && at >= prepared.spans[span].end) ++span;
    const Decoded decoded = DecodeAt(text, at);
    const bool box = prepared.spans[span].box && decoded.code_point == kObjectReplacement;
    analysis.text.push_back(box ? kBoxLetter : decoded.code_point);
    analysis.offsets.push_back(at);
    at += static_cast<uint32_t>(decoded.length);
  }
  analysis.offsets.push_back(prepared.size());
}

void Analyse(Direction direction, Analysis& analysis, Prepared& prepared) {
  analysis.levels.assign(analysis.size(), 0);
  prepared.base_level = ResolveLevels(analysis.text, direction, analysis.levels);
  analysis.marks.assign(analysis.size(), 0);
  MarkBoundaries(analysis.text, analysis.marks);
  SpreadMarks(analysis, prepared.marks);
}

Paragraph LayoutParagraph(const FontSet& fonts, std::string_view text,
                          std::span<const StyledSpan> spans, const ParagraphStyle& style) {
  FontSet::Impl& impl = fonts.impl();
  Prepared& prepared = Prepare(fonts, text, spans, style.direction);
  ++impl.layouts;
  BreakLines(fonts, style, prepared, impl.work, impl.paragraph);
  if (text.size() <= kKeptBytes) return impl.paragraph;  // a copy has no spare capacity
  prepared = {};
  return std::exchange(impl.paragraph, {});
}

Paragraph LayoutParagraph(const FontSet& fonts, std::string_view text, const TextStyle& text_style,
                          const ParagraphStyle& style) {
  const StyledSpan span = {0, static_cast<uint32_t>(text.size()), text_style, 0};
  return LayoutParagraph(fonts, text, std::span(&span, 1), style);
}

ShapedText::ShapedText(const FontSet& fonts, std::string_view text,
                       std::span<const StyledSpan> spans, Direction direction)
    : fonts_(&fonts), text_(text) {
  Prepared& scratch = Prepare(fonts, text_, spans, direction);
  if (text.size() <= kKeptBytes) {
    prepared_ = std::make_unique<Prepared>(scratch);  // a copy has no spare capacity
    return;
  }
  prepared_ = std::make_unique<Prepared>(std::exchange(scratch, {}));
  prepared_->pool.glyphs.shrink_to_fit();
  prepared_->items.shrink_to_fit();
}
ShapedText::ShapedText(ShapedText&& other) noexcept = default;
ShapedText& ShapedText::operator=(ShapedText&& other) noexcept = default;
ShapedText::~ShapedText() = default;

const Prepared& ShapedText::Ready() const {
  prepared_->source = text_;  // a short text moves with its owner
  return *prepared_;
}

Direction ShapedText::direction() const {
  return prepared_->rtl() ? Direction::kRtl : Direction::kLtr;
}

Paragraph ShapedText::Layout(const ParagraphStyle& style) const {
  FontSet::Impl& impl = fonts_->impl();
  if (text_.size() <= kKeptBytes) {
    Layout(style, impl.paragraph);
    return impl.paragraph;
  }
  Paragraph paragraph;
  Layout(style, paragraph);
  return paragraph;
}

void ShapedText::Layout(const ParagraphStyle& style, Paragraph& into) const {
  ++fonts_->impl().layouts;
  BreakLines(*fonts_, style, Ready(), fonts_->impl().work, into);
}

float ShapedText::MinContentWidth() const {
  const float widest = WidestPiece(true);
  // A line that breaks nowhere shows no hyphen: with one, a piece may be wider than the whole line.
  return fonts_->impl().work.hyphen_span == LineWork::kNoSpan
             ? widest
             : std::min(widest, WidestPiece(false));
}
float ShapedText::MaxContentWidth() const { return WidestPiece(false); }

// The widest of the pieces into which forced breaks cut the text, or opportunities too, px.
float ShapedText::WidestPiece(bool at_opportunities) const {
  const Prepared& prepared = Ready();
  LineWork& work = fonts_->impl().work;
  const auto has = [&](uint32_t i, CharMark mark) { return (prepared.marks[i] & mark) != 0; };
  work.hyphen_span = LineWork::kNoSpan;
  float widest = 0;
  for (uint32_t start = 0; start < prepared.size();) {
    uint32_t end = start;
    while (end < prepared.size() && !has(end, kNewline) &&
           !(at_opportunities && end > start && has(end, kMayBreak))) {
      ++end;
    }
    uint32_t content_end = end;
    while (content_end > start && has(content_end - 1, kHangs)) --content_end;
    work.pieces.clear();
    work.extra.Clear();
    CollectPieces(*fonts_, prepared, start, content_end, {}, work);
    if (at_opportunities && end < prepared.size() && !has(end, kNewline) &&
        EndsInSoftHyphen(prepared, content_end)) {
      AddHyphen(*fonts_, prepared, content_end, work);
    }
    float width = 0;
    for (const Piece& piece : work.pieces) width += piece.width;
    widest = std::max(widest, width);
    start = std::max(end, start + 1);
  }
  return widest;
}

}  // namespace skira::typeset
