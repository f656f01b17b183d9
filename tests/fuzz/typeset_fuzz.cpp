// Any bytes are a paragraph: the first choose its style and widths, the rest is laid out with boxes
// and several styles in it, and its lines cover it. SKIRA_FONTS names a folder with fonts; without
// it every cluster is a fallback's.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "fonts_for_fuzz.h"

namespace {

using namespace skira::typeset;

// The fonts of the folder, loaded once.
const FontSet& Fonts() {
  static const FontSet* const fonts = [] {
    FontSet* loaded = new FontSet;
    for (const auto& [name, bytes] : FontFiles()) {
      loaded->Add(std::as_bytes(std::span(bytes)), {.name = name});
    }
    return loaded;
  }();
  return *fonts;
}

// The options of a paragraph, from the bytes at the start of the data.
struct Options {
  static constexpr size_t kBytes = 8;

  ParagraphStyle paragraph;
  TextStyle text;
  bool boxes = false;

  explicit Options(const uint8_t* data) {
    const auto chosen = [&](size_t byte, int choices) { return data[byte] % choices; };
    constexpr float kWidths[] = {0, 1, 3, 10, 40, 100, 320, 1000, 10000};
    paragraph.width = data[0] < 9 ? kWidths[data[0]] : static_cast<float>(data[0]) * 4;
    paragraph.direction = static_cast<Direction>(chosen(1, 3));
    paragraph.align = static_cast<Align>(chosen(1, 18) / 3);
    paragraph.line_height = chosen(2, 2) == 0 ? 0.0F : 28.0F;
    paragraph.max_lines = chosen(2, 64) / 16;
    paragraph.first_indent = static_cast<float>(chosen(3, 8)) * 20 - 40;
    paragraph.start_indent = static_cast<float>(data[3] / 8 % 4) * 15;
    paragraph.end_indent = static_cast<float>(data[3] / 32) * 15;
    paragraph.tab_size = static_cast<float>(chosen(4, 4)) * 3.5F;
    text.letter_spacing = static_cast<float>(data[4] / 4 % 4) * 2 - 2;
    text.kerning = data[4] / 16 % 2 == 0;
    text.ligatures = data[4] / 32 % 2 == 0;
    text.size = 12 + static_cast<float>(chosen(5, 29));
    text.rise = static_cast<float>(data[5] / 32) - 3;
    boxes = chosen(6, 2) == 1;
  }
};

// The text in three styles of which the last is of boxes; spans may end within a character.
std::vector<StyledSpan> SpansOf(const Options& options, size_t size, uint8_t cut) {
  const auto end = static_cast<uint32_t>(size);
  const uint32_t first = end * cut / 512, second = end * cut / 256;
  TextStyle large = options.text;
  large.size *= 1.5F;
  large.weight = 700;
  StyledSpan last = {second, end, options.text, 2};
  if (options.boxes) last.box = InlineBox{30, 12, 4};
  return {{0, first, options.text, 0}, {first, second, large, 1}, last};
}

void RequireWhole(const Paragraph& paragraph, size_t size) {
  uint32_t at = 0;
  for (const Line& line : paragraph.lines) {
    Require(line.start == at && line.end >= line.start, "lines follow each other");
    Require(std::isfinite(line.x + line.width + line.top + line.height), "a line has a place");
    at = line.end;
    uint32_t signs = 0;
    for (uint32_t i = line.first_run; i < line.first_run + line.run_count; ++i) {
      const Run& run = paragraph.runs[i];
      Require(run.start >= line.start && run.start <= run.end && run.end <= line.end,
              "a run lies in its line");
      Require(run.first_glyph + run.glyph_count <= paragraph.glyphs.size(), "a run has its glyphs");
      signs += run.start == run.end ? 1 : 0;
    }
    Require(signs <= 1, "only an ellipsis or a hyphen has no text");
  }
  Require(at == size, "lines cover the text");
}

void RequireCarets(const Paragraph& paragraph, std::string_view text) {
  uint32_t at = 0;
  bool first = true;
  for (size_t line = 0; line < paragraph.lines.size(); ++line) {
    for (const Stop& stop : StopsOf(paragraph, line)) {
      Require(first || stop.offset > at, "carets follow each other");
      Require(std::isfinite(stop.x), "a caret has a place");
      Require(stop.offset < text.size(), "a caret stands before a character");
      at = stop.offset;
      first = false;
    }
  }
  const auto middle = static_cast<uint32_t>(text.size() / 2);
  Require(OffsetAt(paragraph, 50, paragraph.height / 2) <= text.size(), "a point is in the text");
  for (const Motion motion : {Motion::kNext, Motion::kPrevious, Motion::kLeft, Motion::kRight,
                              Motion::kUp, Motion::kDown, Motion::kLineStart, Motion::kLineEnd}) {
    Require(MoveCaret(paragraph, middle, motion) <= text.size(), "a caret stays in the text");
  }
  for (const Rect& rect :
       SelectionRects(paragraph, middle / 2, static_cast<uint32_t>(text.size()))) {
    Require(rect.width > 0 && rect.height >= 0, "a selection covers something");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < Options::kBytes) return 0;
  const Options options(data);
  const std::string_view text(reinterpret_cast<const char*>(data) + Options::kBytes,
                              size - Options::kBytes);
  const std::vector<StyledSpan> spans = SpansOf(options, text.size(), data[7]);
  const ShapedText shaped(Fonts(), text, spans, options.paragraph.direction);
  Paragraph paragraph = LayoutParagraph(Fonts(), text, spans, options.paragraph);
  RequireWhole(paragraph, text.size());
  RequireCarets(paragraph, text);
  const std::vector<Run> runs = paragraph.runs;
  shaped.Layout(options.paragraph, paragraph);
  Require(paragraph.runs == runs, "a shaped text is laid out as a text laid out anew");
  const float least = shaped.MinContentWidth(), most = shaped.MaxContentWidth();
  Require(least <= most + 0.5F || options.text.letter_spacing < 0,
          "a word is no wider than a line");
  WordAt(text, static_cast<uint32_t>(text.size() / 3));
  return 0;
}
