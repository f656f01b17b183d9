// A piece of laid-out text with what the interface adds to it: colours, links and a place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"
#include "typeset/typeset.h"

namespace skira::reader {

// Which of the theme's colours a stretch of text takes; resolved when it is drawn, so that a change
// of theme lays nothing out again.
enum class Ink : uint8_t { kText, kStrong, kMuted, kLink, kAccent, kBroken };

// A stretch of a TextBox's text in one style, in logical order.
struct Fragment {
  uint32_t start = 0, end = 0;  // bytes of TextBox::text
  typeset::TextStyle style;
  Ink ink = Ink::kText;
  bool underline = false;
  std::string href;  // empty where the fragment is no link
  int formula = -1;  // index into TextBox::formulas: the fragment is an inline box
};

struct TextBox;

// A formula in a line, or the part of one between two of its breaks.
struct FormulaBox {
  const Formula* formula = nullptr;  // a MathLibrary's, which must outlive the layout
  int from = 0, to = 0;              // the part, by x in the formula's units
  float scale = 0;                   // px of a unit
  std::vector<TextBox> texts;        // the part's texts, from the part's left end and baseline
  float width() const { return static_cast<float>(to - from) * scale; }
  bool first() const { return from == 0; }
  bool last() const { return to == formula->width; }
  // Whether what the formula draws at `x` belongs to the part.
  bool Has(int x) const { return (first() || x >= from) && (last() || x < to); }
};

struct TextBox {
  std::string text;                 // what was laid out; may hold isolates (U+2066 … U+2069)
  std::vector<Fragment> fragments;  // gapless; a run's tag is the index of its fragment
  std::vector<FormulaBox> formulas;
  typeset::Paragraph layout;
  float x = 0, y = 0;  // of the layout's top-left corner in its parent, CSS px
};

// Collects text fragment by fragment and lays it out.
class TextBuilder {
 public:
  // Appends `text` as it is.
  void Append(std::string_view text, const typeset::TextStyle& style, Ink ink = Ink::kText,
              bool underline = false, std::string_view href = {});
  // Appends `text` as one left-to-right unit whatever stands around it: formulas, URLs, code.
  void AppendLtr(std::string_view text, const typeset::TextStyle& style, Ink ink = Ink::kText,
                 bool underline = false, std::string_view href = {});
  // Appends a typeset formula as one left-to-right unit of boxes, for a column of `width` px. A
  // long one may part at its breaks; what is wider than the column is drawn smaller.
  void AppendFormula(const typeset::FontSet& fonts, const Formula& formula,
                     const typeset::TextStyle& style, Ink ink, float width);
  bool empty() const { return box_.text.empty(); }

  // Lays out what was collected; the builder is empty afterwards.
  TextBox Layout(const typeset::FontSet& fonts, const typeset::ParagraphStyle& style);

 private:
  void AppendPart(const typeset::FontSet& fonts, FormulaBox part, const typeset::TextStyle& style,
                  Ink ink);

  TextBox box_;
};

// One text in one style.
TextBox LayoutText(const typeset::FontSet& fonts, std::string_view text,
                   const typeset::TextStyle& text_style, const typeset::ParagraphStyle& style,
                   Ink ink = Ink::kText);

}  // namespace skira::reader
