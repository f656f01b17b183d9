#include "reader/text_box.h"

#include <utility>

namespace skira::reader {
namespace {

constexpr std::string_view kLeftToRightIsolate = "\u2066";
constexpr std::string_view kPopIsolate = "\u2069";

}  // namespace

void TextBuilder::Append(std::string_view text, const typeset::TextStyle& style, Ink ink,
                         bool underline, std::string_view href) {
  if (text.empty()) return;
  const uint32_t start = static_cast<uint32_t>(box_.text.size());
  box_.text += text;
  box_.fragments.push_back(
      {start, static_cast<uint32_t>(box_.text.size()), style, ink, underline, std::string(href)});
}

void TextBuilder::AppendLtr(std::string_view text, const typeset::TextStyle& style, Ink ink,
                            bool underline, std::string_view href) {
  if (text.empty()) return;
  std::string isolated;
  isolated.reserve(text.size() + kLeftToRightIsolate.size() + kPopIsolate.size());
  isolated.append(kLeftToRightIsolate).append(text).append(kPopIsolate);
  Append(isolated, style, ink, underline, href);
}

TextBox TextBuilder::Layout(const typeset::FontSet& fonts, const typeset::ParagraphStyle& style) {
  std::vector<typeset::StyledSpan> spans;
  spans.reserve(box_.fragments.size());
  for (const Fragment& fragment : box_.fragments) {
    spans.push_back(
        {fragment.start, fragment.end, fragment.style, static_cast<uint32_t>(spans.size())});
  }
  box_.layout = typeset::LayoutParagraph(fonts, box_.text, spans, style);
  return std::exchange(box_, {});
}

TextBox LayoutText(const typeset::FontSet& fonts, std::string_view text,
                   const typeset::TextStyle& text_style, const typeset::ParagraphStyle& style,
                   Ink ink) {
  TextBuilder builder;
  builder.Append(text, text_style, ink);
  return builder.Layout(fonts, style);
}

}  // namespace skira::reader
