#include "cli/bench_layout.h"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "cli/fonts.h"
#include "typeset/typeset.h"

namespace skira::cli {
namespace {

using typeset::FontSet;
using typeset::Paragraph;
using typeset::ParagraphStyle;
using typeset::ShapedText;
using typeset::StyledSpan;
using typeset::TextStyle;

constexpr int kRuns = 9;
constexpr float kSize = 19, kLineHeight = 31;  // px: the reading text
constexpr float kWidths[] = {680, 340, 500};   // px: the reading column, others beside it
constexpr size_t kMegabyte = size_t{1} << 20;

// The least wall time of several runs, milliseconds.
template <typename Work>
double Milliseconds(const Work& work) {
  double least = 1e300;
  for (int run = 0; run < kRuns; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
    least = std::min(least, time.count());
  }
  return least;
}

std::vector<std::string> BlockTexts(const Review& review) {
  std::vector<std::string> texts;
  for (const Block& block : review.blocks) {
    std::string text;
    for (const Span& span : block.spans) text += span.text;
    if (!text.empty()) texts.push_back(std::move(text));
  }
  return texts;
}

size_t BytesOf(const std::vector<std::string>& texts) {
  size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  return bytes;
}

ShapedText Shaped(const FontSet& fonts, const std::string& text) {
  TextStyle style;
  style.size = kSize;
  const StyledSpan span = {0, static_cast<uint32_t>(text.size()), style, 0};
  return ShapedText(fonts, text, std::span(&span, 1), typeset::Direction::kAuto);
}

ParagraphStyle StyleOf(float width) {
  ParagraphStyle style;
  style.width = width;
  style.line_height = kLineHeight;
  return style;
}

size_t HeldBytes() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

// A megabyte of the texts, each shaped and laid out; what is held at the end is the most.
double BytesPerMegabyte(const FontSet& fonts, const std::vector<std::string>& texts) {
  if (BytesOf(texts) == 0) return 0;
  const size_t before = HeldBytes();
  std::vector<ShapedText> shaped;
  std::vector<Paragraph> paragraphs;
  size_t bytes = 0;
  for (size_t i = 0; bytes < kMegabyte; ++i) {
    const std::string& text = texts[i % texts.size()];
    shaped.push_back(Shaped(fonts, text));
    paragraphs.push_back(shaped.back().Layout(StyleOf(kWidths[0])));
    bytes += text.size();
  }
  return static_cast<double>(HeldBytes() - before) * kMegabyte / static_cast<double>(bytes);
}

void MeasureReflow(const FontSet& fonts, const std::vector<std::string>& longest,
                   nlohmann::ordered_json& figures) {
  std::vector<ShapedText> shaped;
  shaped.reserve(longest.size());
  for (const std::string& text : longest) shaped.push_back(Shaped(fonts, text));
  std::vector<Paragraph> paragraphs(shaped.size());
  size_t turn = 0;
  figures["reflow_ms"] = Milliseconds([&] {
    const ParagraphStyle style = StyleOf(kWidths[turn++ % std::size(kWidths)]);
    for (size_t i = 0; i < shaped.size(); ++i) shaped[i].Layout(style, paragraphs[i]);
  });
  figures["reflow_bytes"] = BytesOf(longest);
}

}  // namespace

void MeasureLayout(const Catalog& catalog, nlohmann::ordered_json& figures) {
  FontSet fonts;
  if (!LoadFonts(BundledFonts(), fonts).empty()) return;
  std::vector<std::string> all, longest;
  for (const Review& review : catalog.reviews) {
    std::vector<std::string> texts = BlockTexts(review);
    all.insert(all.end(), texts.begin(), texts.end());
    if (BytesOf(texts) > BytesOf(longest)) longest = std::move(texts);
  }
  TextStyle style;
  style.size = kSize;
  size_t lines = 0;
  figures["layout_ms"] = Milliseconds([&] {
    lines = 0;
    for (const std::string& text : all) {
      lines += typeset::LayoutParagraph(fonts, text, style, StyleOf(kWidths[0])).lines.size();
    }
  });
  figures["layout_lines"] = lines;
  MeasureReflow(fonts, longest, figures);
  figures["layout_bytes_per_mb"] = BytesPerMegabyte(fonts, all);
}

}  // namespace skira::cli
