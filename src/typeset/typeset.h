// typeset: text with Hebrew in it, from a string to positioned glyphs and their coverage.
//
// The module's public header. It knows neither Dear ImGui nor reviews, so any program can use it:
// load fonts into a FontSet, give LayoutParagraph() a string with styled spans and a width, then
// draw the glyphs of the lines that come back with coverage out of a GlyphAtlas.
//
//   text ─▶ bidi (UAX #9) ─▶ styles × fonts × scripts ─▶ HarfBuzz ─▶ breaks (UAX #14) ─▶ lines
//
// Units: byte offsets into the logical UTF-8 text, everywhere; lengths in px, which is what the
// caller makes of it (CSS pixels in Skira); the atlas alone counts device pixels. x grows to the
// right, y downwards. No function throws; text that is not UTF-8 is laid out with U+FFFD in place
// of each bad byte, offsets still true.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "unicode/byte_range.h"

namespace skira::typeset {

// --- Fonts --------------------------------------------------------------------------------------

using FaceId = uint16_t;
// Glyphs that no loaded font has belong to this face; their `glyph` is 0 and the caller may ask its
// platform to draw the cluster's text (GlyphAtlas::Fallback).
inline constexpr FaceId kNoFace = 0xFFFF;
// The glyph that stands for an inline box; the caller draws it.
inline constexpr FaceId kBoxFace = 0xFFFE;

enum class Family : uint8_t { kSerif, kSans, kMono };

struct FaceInfo {
  Family family = Family::kSerif;
  int weight = 400;  // CSS weight, 100 to 900
  bool italic = false;
  std::string name;  // for reports: the file's name
};

// Vertical metrics of a face at a size, px; descent is positive below the baseline.
struct FaceMetrics {
  float ascent = 0, descent = 0, line_gap = 0, x_height = 0;
};

// The loaded faces, in order of preference. Not copyable; must outlive layouts' use of its atlas.
class FontSet {
 public:
  FontSet();
  ~FontSet();
  FontSet(const FontSet&) = delete;
  FontSet& operator=(const FontSet&) = delete;

  // Takes a copy of an sfnt font (TrueType; natively CFF too; not WOFF). Returns kNoFace when the
  // bytes are no font that HarfBuzz and FreeType both accept; `reason`, where given, then says what
  // is wrong in words for a developer ("the table glyf reaches past the end of the file").
  FaceId Add(std::span<const std::byte> bytes, const FaceInfo& info, std::string* reason = nullptr);
  size_t size() const;
  const FaceInfo& Info(FaceId face) const;
  FaceMetrics Metrics(FaceId face, float size) const;
  // Paragraphs that were laid out with these fonts so far: what must not grow from one frame to the
  // next where nothing changed.
  uint64_t layouts() const;

  // Measures a grapheme cluster that no face covers, px at `size` px per em. Set by the host;
  // without it such a cluster is 1 em wide where it is East Asian Wide or an emoji, else 0.6 em.
  using FallbackAdvance = std::function<float(std::string_view cluster, float size, int weight)>;
  void SetFallbackAdvance(FallbackAdvance measure);

  struct Impl;
  Impl& impl() const { return *impl_; }  // for the room's own files

 private:
  std::unique_ptr<Impl> impl_;
};

// --- Paragraphs ---------------------------------------------------------------------------------

struct TextStyle {
  Family family = Family::kSerif;
  float size = 17;  // px, the em
  int weight = 400;
  bool italic = false;  // synthesised (oblique by 12 degrees) where the family has no italic face
  float rise = 0;       // px above the baseline (superscripts; negative for subscripts)
  // px after each cluster that has a width, also a line's last (CSS Text 8.2, as browsers have it).
  // Letters so spaced do not ligate; those of joining scripts (Arabic) are not spaced.
  float letter_spacing = 0;
  bool kerning = true;    // font feature kern
  bool ligatures = true;  // font features liga, clig; not those that a script requires
  bool operator==(const TextStyle&) const = default;
};

// What a style becomes where its text is raised or lowered, and in the monospaced family at a size
// that looks as large: its letters are wider than others of their size.
TextStyle Superscript(TextStyle style);
TextStyle Subscript(TextStyle style);
TextStyle Monospaced(TextStyle style);

// Something within a line that is no text: a formula, a picture. px from the pen and the baseline.
struct InlineBox {
  float width = 0, ascent = 0, descent = 0;
  bool operator==(const InlineBox&) const = default;
};

// [start, end) of the text in one style. `tag` is the caller's (colour, link); it comes back on
// runs. Spans must be sorted, gapless and cover the text. Where `box` is set, each U+FFFC of the
// span is such a box: to line breaking and bidi a letter of a left-to-right word.
struct StyledSpan {
  uint32_t start = 0, end = 0;
  TextStyle style;
  uint32_t tag = 0;
  std::optional<InlineBox> box = std::nullopt;
};

enum class Direction : uint8_t { kAuto, kLtr, kRtl };  // kAuto: first strong letter, Hebrew if none
// kJustify: every line but those before a forced break and the last one fills the width, as in CSS
// `text-align: justify; text-justify: inter-word`: its spaces (U+0020, U+00A0, tabs) are widened
// alike. A line without such a space stands as with kStart.
enum class Align : uint8_t { kStart, kEnd, kCenter, kLeft, kRight, kJustify };

struct ParagraphStyle {
  Direction direction = Direction::kAuto;
  Align align = Align::kStart;
  // px, indents included. <= 0: only forced breaks end lines, and the paragraph is as wide as its
  // widest line with its indents.
  float width = 0;
  // px; <= 0: the tallest face's ascent + descent + gap. A line grows where a box asks for more.
  float line_height = 0;
  float first_indent = 0;  // px at the start side of the first line, beside start_indent; may be
                           // negative (a hanging indent)
  int max_lines = 0;       // > 0: the rest is cut off and the last line ends in an ellipsis
  // px that every line leaves free: on the right in a right-to-left paragraph, and on the left.
  float start_indent = 0, end_indent = 0;
  // > 0: a tab reaches to the next multiple of so many spaces (of its face) from where an
  // unindented line starts, as CSS `tab-size`. 0: a tab is a space.
  float tab_size = 0;
};

struct Glyph {
  static constexpr int kStepsPerPixel = 64;

  uint32_t cluster = 0;  // byte offset of the cluster's first character
  float x = 0;           // px from the paragraph's left edge to the pen
  uint16_t glyph = 0;    // glyph index in the run's face
  int16_t y_steps = 0;   // from the line's baseline to the pen, 1/64 px, downwards
  float y() const { return static_cast<float>(y_steps) / kStepsPerPixel; }  // px
};

// A stretch of one line in one embedding level, one style and one face, glyphs in visual order. The
// spaces that a line's end swallows and the characters that force a break are in no run; a line of
// nothing else has none. A sign that the layout adds (the ellipsis; the hyphen of a line that ends
// in a soft hyphen, U+00AD) is a run of its own with start == end, its place in the text.
struct Run {
  uint32_t start = 0, end = 0;  // logical bytes
  FaceId face = kNoFace;
  uint8_t level = 0;       // embedding level; odd is right to left
  float x = 0, width = 0;  // left edge from the paragraph's left edge, px
  uint32_t first_glyph = 0, glyph_count = 0;
  TextStyle style;
  uint32_t tag = 0;
  bool operator==(const Run&) const = default;
};

struct Line {
  uint32_t start = 0, end = 0;  // logical bytes; `end` includes the spaces the break swallowed
  float x = 0, width = 0;       // px: left edge, advances without trailing spaces
  float top = 0;                // from the paragraph's top, px
  float baseline = 0;           // from the paragraph's top, px
  float height = 0;
  float word_spacing = 0;                 // px that Align::kJustify adds to each of its spaces
  uint32_t first_run = 0, run_count = 0;  // runs in visual order, left to right
  bool ellipsis = false;
};

// A place where a caret may stand: before the grapheme cluster at `offset`, on its leading edge.
struct Stop {
  uint32_t offset = 0;  // logical byte
  float x = 0;          // from the paragraph's left edge, px
};

// The result; owns everything, independent of the input but for the FontSet's face ids.
struct Paragraph {
  Direction direction = Direction::kRtl;  // resolved: kLtr or kRtl
  float width = 0;                        // widest line, px
  float height = 0;                       // px
  std::vector<Line> lines;
  std::vector<Run> runs;
  std::vector<Glyph> glyphs;
  // The carets whose place the glyphs do not tell (within ligatures, beside raised marks, behind a
  // line's swallowed spaces), in logical order: StopsOf() and CaretAt() know the others. One whose
  // x is kNoCaret takes a place away: a grapheme cluster is never parted.
  std::vector<Stop> uneven_stops;
  static constexpr float kNoCaret = std::numeric_limits<float>::infinity();
};

// Lays `text` out. Linear in the text's length. "\n" (and U+2028) force a break; one at the very
// end opens no further line. Empty text is one empty line. A soft hyphen (U+00AD) shows only where
// a line is broken behind it. `text` must be shorter than 4 GiB.
Paragraph LayoutParagraph(const FontSet& fonts, std::string_view text,
                          std::span<const StyledSpan> spans, const ParagraphStyle& style);

// The whole text in one style.
Paragraph LayoutParagraph(const FontSet& fonts, std::string_view text, const TextStyle& text_style,
                          const ParagraphStyle& style);

// The end of what the glyph with the cluster `offset` stands for: a grapheme cluster, a ligature,
// or a whole word of a joining script (Arabic) that no face covers. With it, the text for
// FindCluster().
uint32_t ClusterEnd(const Paragraph& paragraph, uint32_t offset);

// A text that is analysed and shaped once and laid out at many widths: a reflow costs a fraction of
// LayoutParagraph(). Owns what it needs of the text; `fonts` must outlive it.
struct Prepared;
class ShapedText {
 public:
  // `spans` as for LayoutParagraph().
  ShapedText(const FontSet& fonts, std::string_view text, std::span<const StyledSpan> spans,
             Direction direction);
  ShapedText(ShapedText&& other) noexcept;
  ShapedText& operator=(ShapedText&& other) noexcept;
  ~ShapedText();

  Direction direction() const;  // resolved: kLtr or kRtl
  // What LayoutParagraph() would return; `style.direction` is the one that was shaped for.
  Paragraph Layout(const ParagraphStyle& style) const;
  // The same into a paragraph that is there already, whose memory is used again: laying out at
  // another width then allocates nothing.
  void Layout(const ParagraphStyle& style, Paragraph& into) const;

  // Both in px, for the columns of a table, without laying out; indents are the caller's to add,
  // and tabs are spaces. The widest piece that no line may break: at a narrower width words are cut
  // (as in CSS the min-content width under `overflow-wrap: break-word`).
  float MinContentWidth() const;
  // The widest line where only forced breaks end lines: Layout() at this width breaks no other.
  float MaxContentWidth() const;

 private:
  const Prepared& Ready() const;
  float WidestPiece(bool at_opportunities) const;

  const FontSet* fonts_;
  std::string text_;
  std::unique_ptr<Prepared> prepared_;
};

// --- Points, carets, selections ------------------------------------------------------------------

// The byte offset of the grapheme boundary nearest to a point of the paragraph, and the caret at an
// offset, px of the paragraph. A point outside is clamped; an offset within a grapheme cluster
// stands for the cluster's start. At a line's end that swallowed spaces the caret stands behind the
// last letter.
uint32_t OffsetAt(const Paragraph& paragraph, float x, float y);
struct CaretPosition {
  float x = 0, top = 0, height = 0;
};
CaretPosition CaretAt(const Paragraph& paragraph, uint32_t offset);

// Where carets may stand in a line (an index into `lines`), in logical order: one before each of
// its grapheme clusters.
std::vector<Stop> StopsOf(const Paragraph& paragraph, size_t line);

// The index of the line that holds byte `offset`; at the text's end the last one. There must be
// one.
size_t LineIndexOf(const Paragraph& paragraph, uint32_t offset);

// What the bytes [start, end) cover, px of the paragraph: for each line the rectangles from left to
// right, of the line's full height, as few as they can be (a stretch of mixed text may need
// several). Swallowed spaces and newlines cover nothing.
struct Rect {
  float x = 0, y = 0, width = 0, height = 0;
  bool operator==(const Rect&) const = default;
};
std::vector<Rect> SelectionRects(const Paragraph& paragraph, uint32_t start, uint32_t end);

// Where a caret at `offset` goes. kNext and kPrevious follow the text, kLeft and kRight the eye:
// through mixed text every place of the line once, then on to the next line. kUp and kDown keep x.
// At the paragraph's ends it stays. kLineEnd is the place before a forced break, or behind the last
// letter of a line that wraps.
enum class Motion : uint8_t { kNext, kPrevious, kLeft, kRight, kUp, kDown, kLineStart, kLineEnd };
uint32_t MoveCaret(const Paragraph& paragraph, uint32_t offset, Motion motion);

// The word of `text` (UAX #29) that holds the byte `offset`: what a double click selects. Spaces
// and punctuation between words are such pieces too. At the text's end, the last one.
ByteRange WordAt(std::string_view text, uint32_t offset);

// --- Faces of styles -----------------------------------------------------------------------------

// How a face must be drawn to look like `style` where no loaded face does: for GlyphAtlas::Find().
struct Synthesis {
  bool slant = false;
  float embolden = 0;  // of the em; multiply by device pixels per em
};
Synthesis SynthesisOf(const FontSet& fonts, FaceId face, const TextStyle& style);

// --- Coverage -----------------------------------------------------------------------------------

// How light a text's colour is: one of kToneCount classes, from black to white. Coverage is
// corrected for it as Chromium does, so that text neither thins nor fattens on either ground.
using Tone = uint8_t;
inline constexpr int kToneCount = 8;
inline constexpr Tone kPlainTone = 0xFF;  // coverage as it is
Tone ToneOf(uint8_t red, uint8_t green, uint8_t blue);

// Shapes that come from no font (those of formulas), to be drawn like glyphs.
class OutlineSet {
 public:
  static constexpr int kUnitsPerEm = 1000;

  OutlineSet();
  ~OutlineSet();
  OutlineSet(OutlineSet&& other) noexcept;
  OutlineSet& operator=(OutlineSet&& other) noexcept;

  // Takes a path of whole numbers as in SVG with the commands M, L, Q, C and Z, absolute or
  // relative, y upwards, filled by the nonzero rule. Returns its index, one for each call; a broken
  // path, or one that leaves 100 em around its origin, is empty.
  uint32_t Add(std::string_view path);
  size_t size() const;

  struct Impl;
  const Impl& impl() const { return *impl_; }  // for the room's own files

 private:
  std::unique_ptr<Impl> impl_;
};

// A glyph's place in the atlas, device pixels. `left` and `top` lead from the pen position, snapped
// to whole device pixels, to the image's top-left corner (top is positive upwards).
struct AtlasGlyph {
  uint16_t u = 0, v = 0, width = 0, height = 0;
  int16_t left = 0, top = 0;
  bool colour = false;  // drawn in its own colours (emoji): do not tint
  bool empty() const { return width == 0 || height == 0; }
};

// An image that the platform drew for text no font covers: RGBA, straight alpha, row-major.
struct FallbackImage {
  std::vector<uint32_t> pixels;
  int width = 0, height = 0;  // device pixels
  int left = 0, top = 0;      // as in AtlasGlyph
  bool colour = false;
};

// Coverage of glyphs at device resolution, packed into one RGBA image (white, alpha = coverage; or
// colours), rasterised when first asked for. Grows by doubling up to `max_side` or 2048 px, then
// evicts what was used longest ago, but nothing that the current frame uses; larger than 2048 px it
// becomes only where one frame needs that.
class GlyphAtlas {
 public:
  static constexpr int kSubpixelSteps = 4;  // horizontal pen positions per device pixel

  explicit GlyphAtlas(const FontSet& fonts, int initial_side = 512, int max_side = 4096);
  ~GlyphAtlas();
  GlyphAtlas(const GlyphAtlas&) = delete;
  GlyphAtlas& operator=(const GlyphAtlas&) = delete;

  // Draws `text` (one grapheme cluster) at `device_size` px per em. Set by the host; without it
  // clusters of kNoFace come back as a missing-glyph box.
  using Fallback =
      std::function<FallbackImage(std::string_view text, float device_size, int weight)>;
  void SetFallback(Fallback fallback);
  // What FindOutline() draws; must outlive the atlas or the next call. Null: nothing.
  void SetOutlines(const OutlineSet* outlines);

  // Forgets which glyphs are in use: call once at the start of a frame.
  void BeginFrame();

  // The glyph at `device_size` px per em with the pen at `step`/4 device pixels right of a whole
  // one. `slant`: synthetic oblique; `embolden`: device pixels of synthetic bold; `tone`: of the
  // colour that it will be drawn in. Valid until the next BeginFrame(). A glyph that cannot fit
  // even after eviction comes back empty.
  AtlasGlyph Find(FaceId face, uint32_t glyph, float device_size, int step, bool slant = false,
                  float embolden = 0, Tone tone = kPlainTone);
  // The outline at `device_size` px per em of its own, its origin at `step`/4 device pixels right
  // of and `rise`/4 above a whole one; otherwise as Find().
  AtlasGlyph FindOutline(uint32_t outline, float device_size, int step, int rise,
                         Tone tone = kPlainTone);
  // The platform's image of a cluster no font covers.
  AtlasGlyph FindCluster(std::string_view cluster, float device_size, int weight,
                         Tone tone = kPlainTone);

  // A place that is all white and stays so: shapes that are drawn with its middle need no texture
  // of their own among the glyphs.
  AtlasGlyph white() const;

  // The image. Its side changes when it grows: `generation` then changes too, everything is dirty.
  int side() const;
  const uint32_t* pixels() const;  // RGBA, row-major, side() * side()
  uint32_t generation() const;
  // What changed since the last call, as one rectangle; empty (width 0) where nothing did.
  struct Rect {
    int x = 0, y = 0, width = 0, height = 0;
  };
  Rect TakeDirty();
  size_t glyph_count() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// --- Boundaries (UAX #29) ------------------------------------------------------------------------

// The boundaries of grapheme clusters or words of `text`, as increasing byte offsets from 0 to
// text.size(). Empty for empty text.
std::vector<uint32_t> GraphemeBoundaries(std::string_view text);
std::vector<uint32_t> WordBoundaries(std::string_view text);

}  // namespace skira::typeset
