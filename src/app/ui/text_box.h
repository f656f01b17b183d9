// A piece of laid-out text with what the interface adds to it: colours, links and a place.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "review/direction.h"
#include "review/review.h"
#include "typeset/typeset.h"

namespace skira::app {

constexpr typeset::Direction TypesetDirection(TextDirection direction) {
  return direction == TextDirection::kLtr ? typeset::Direction::kLtr : typeset::Direction::kRtl;
}

// Which of the theme's colours a stretch of text takes; resolved when it is drawn, so that a change
// of theme lays nothing out again.
enum class Ink : uint8_t { kText, kStrong, kMuted, kLink, kAccent, kBroken, kOnAccent };

// What lies behind a stretch of text.
enum class Fill : uint8_t { kNone, kCode, kMark, kBroken };

// How a stretch of text looks, and what its semantics node is to say of it.
struct Look {
  typeset::TextStyle style{};
  Ink ink = Ink::kText;
  int rgb = -1;  // 0xRRGGBB in place of the ink; -1: none
  Fill fill = Fill::kNone;
  bool underline = false, strike = false;
  uint16_t marks = 0;     // SpanStyle bits
  bool sign = false;      // drawn for eyes alone: no part of the text
  std::string href{};     // empty where it is no link
  bool note_ref = false;  // leads to a footnote
  std::string note{};     // what is to be known of it, in words
};

// A stretch of a TextBox's text of one look, in logical order.
struct Fragment {
  uint32_t start = 0, end = 0;  // bytes of TextBox::text
  Look look;
  int formula = -1;  // index into TextBox::formulas: the fragment is an inline box
  int picture = -1;  // the same of TextBox::pictures
  bool boxed() const { return formula >= 0 || picture >= 0; }
  // Stands between isolates of the layout's (LRI and PDI, kIsolateBytes each), which are no part of
  // what it shows; the author's own are.
  bool isolated = false;
  static constexpr uint32_t kIsolateBytes = 3;
  uint32_t own_start() const { return start + (isolated ? kIsolateBytes : 0); }
  uint32_t own_end() const { return end - (isolated ? kIsolateBytes : 0); }
  // Which text of the review it shows: a block and bytes of the block's text (see passage.h). A
  // formula, each of its parts, or a picture shows its whole text. block -1: words that the user
  // adds.
  int block = -1;
  uint32_t source = 0, source_size = 0;
};

// A stretch of a TextBox that a user highlighted.
struct TextMark {
  uint32_t start = 0, end = 0;         // bytes of TextBox::text
  uint8_t colour = 0;                  // index into Theme::highlight
  std::string id{};                    // the highlight's
  bool noted = false;                  // it has a note
  std::vector<typeset::Rect> rects{};  // that it covers, px of the layout
};

struct TextBox;

// A formula in a line, or the part of one between two of its breaks.
struct FormulaBox {
  const Formula* formula = nullptr;     // a MathLibrary's, which must outlive the layout
  int from = 0, to = 0;                 // the part, by x in the formula's units
  int gap = 0;                          // at its end, of the line's spaces instead of the box
  float scale = 0;                      // px of a unit
  std::vector<TextBox> texts;           // the part's texts, from the part's left end and baseline
  static constexpr float kLeading = 2;  // px kept free above and below
  float width() const { return static_cast<float>(to - from - gap) * scale; }
  // px that its room reaches above and below the baseline.
  float ascent() const;
  float descent() const;
  bool first() const { return from == 0; }
  bool last() const { return to == formula->width; }
  // Whether what the formula draws at `x` belongs to the part.
  bool Has(int x) const { return (first() || x >= from) && (last() || x < to); }
};

// A small picture in a line.
struct PictureBox {
  const Picture* picture = nullptr;  // a PictureLibrary's, which must outlive the layout
  std::string alt{};                 // what it shows, in words; may be empty
  float width = 0, height = 0;       // CSS px
  float descent = 0;                 // px that it reaches below the baseline
  float ascent() const { return height - descent; }
};

struct TextBox {
  std::string text;                 // what was laid out; may hold isolates (U+2066 … U+2069)
  std::vector<Fragment> fragments;  // gapless; a run's tag is the index of its fragment
  std::vector<FormulaBox> formulas;
  std::vector<PictureBox> pictures;
  // What Reflow() lays out anew; null where the text was laid out once for all.
  std::shared_ptr<typeset::ShapedText> shaped;
  typeset::Direction direction = typeset::Direction::kAuto;  // that it was shaped for
  bool shrunk = false;  // a formula was too wide for its room: another width needs another text
  typeset::Paragraph layout;
  std::vector<TextMark> marks;        // set by MarkArticle() (article_highlights.h)
  std::vector<typeset::Rect> hits;    // of words that answer a search; set by MarkHits()
  std::vector<typeset::Rect> hit;     // of the one that was gone to
  std::vector<typeset::Rect> spoken;  // that the sentence read aloud covers; set by MarkSpoken()
  float x = 0, y = 0;                 // of the layout's top-left corner in its parent, CSS px

  // Lays the shaped text out; of `style` all but the direction counts.
  void Reflow(typeset::ParagraphStyle style);
};

// What is seen of the fragment's bytes [start, end): without the layout's isolates. Words that the
// interface adds have no others; of the review's own text every byte is told, so that offsets count
// them and their order is the canvas's.
std::string VisibleText(const TextBox& text, const Fragment& fragment, uint32_t start,
                        uint32_t end);

// Collects text fragment by fragment and lays it out.
class TextBuilder {
 public:
  // Appends `text` as it is.
  void Append(std::string_view text, const Look& look);
  // Appends `text` as one left-to-right unit whatever stands around it: URLs, code, TeX.
  void AppendLtr(std::string_view text, const Look& look);
  // Appends a typeset formula as one left-to-right unit of boxes. A long one may part at its
  // breaks; a part wider than `room` px is drawn smaller. Without a room (0) it stays whole.
  void AppendFormula(const typeset::FontSet& fonts, const Formula& formula, const Look& look,
                     float room);
  // Appends a picture as one box.
  void AppendPicture(PictureBox picture, const Look& look);
  bool empty() const { return box_.text.empty(); }
  // What is appended next shows `size` bytes of a block's text from `start`; a block of -1: none.
  void ShowNext(int block, size_t start, size_t size) {
    block_ = block;
    source_ = static_cast<uint32_t>(start);
    source_size_ = static_cast<uint32_t>(size);
  }

  // Lays out what was collected; the builder is empty afterwards.
  TextBox Layout(const typeset::FontSet& fonts, const typeset::ParagraphStyle& style);
  // Shapes what was collected, for Reflow(); the builder is empty afterwards.
  TextBox Shape(const typeset::FontSet& fonts, typeset::Direction direction);

 private:
  void AppendPart(const typeset::FontSet& fonts, FormulaBox part, const Look& look, float space);
  std::vector<typeset::StyledSpan> Spans() const;

  TextBox box_;
  int block_ = -1;  // as of ShowNext()
  uint32_t source_ = 0, source_size_ = 0;
};

// One text in one style.
TextBox LayoutText(const typeset::FontSet& fonts, std::string_view text,
                   const typeset::TextStyle& text_style, const typeset::ParagraphStyle& style,
                   Ink ink = Ink::kText);

}  // namespace skira::app
