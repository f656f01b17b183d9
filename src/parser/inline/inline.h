// Inline structure: a block's source text to styled spans.
//
//   text ─▶ tokens (marks paired as they come) ─▶ spans
//
// Reads what extraction makes of Markdown: **bold**, *italic*, `code`, [text](url), <autolinks>,
// bare addresses, $TeX$, \(TeX\), TeX that lost its dollars (\hat{y}_n), <u> <i> <b> <sub> <sup>
// <br>, entities, backslash escapes. A mark without its partner, an unknown tag (<think>) and the
// star of y^* are text. Every function is linear in its input's length and accepts any bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

// What ReadSpans noticed in a text.
struct SpanReport {
  bool unclosed_math = false;  // a "$" that opens a formula and has no partner
  bool unclosed_code = false;  // backticks without partner
  bool unclosed_bold = false;  // "**" without partner
  bool mended_bold = false;    // "label:** text", whose opening "**" was lost, was made bold
};

// The spans of `text`: one flowing paragraph, white space folded to single spaces and trimmed. A
// "\n" in `text` and a <br> are forced line breaks and stay "\n". AdjacentReviews differ in style,
// link or kind. `report`, where given, is added to, not reset.
std::vector<Span> ReadSpans(std::string_view text, SpanReport* report = nullptr);

// The spans of program text: white space kept, styled kStyleCode; only $TeX$ and <sub> <sup> are
// read, since the algorithms that papers print hold them.
std::vector<Span> ReadCodeSpans(std::string_view text);

// Whether a backslash escapes the character: ASCII punctuation (CommonMark 2.4).
bool IsEscapable(char c);

// The visible text of spans, formulas as TeX.
std::string PlainText(const std::vector<Span>& spans);

}  // namespace skira
