#include "app/ui/text_box.h"

#include <algorithm>
#include <utility>

#include "app/model/formula_library.h"

namespace skira::app {
namespace {

constexpr std::string_view kLeftToRightIsolate = "\u2066";
static_assert(kLeftToRightIsolate.size() == Fragment::kIsolateBytes);
constexpr std::string_view kPopIsolate = "\u2069";
constexpr std::string_view kObject = "\uFFFC";
constexpr std::string_view kMayBreak = "\u200B";

constexpr float kMathSize = 1.04f;  // of the text: their small letters are then about as high
constexpr float kLongFormula = 7;   // ems: what is longer may part

// Where a part of a formula ends, in its units, and how much of it is blank.
struct PartEnd {
  int x = 0, gap = 0;
};

std::vector<PartEnd> PartEnds(const Formula& formula, bool may_part) {
  std::vector<PartEnd> ends;
  for (size_t i = 0; may_part && i < formula.breaks.size(); ++i) {
    const int place = formula.breaks[i], before = ends.empty() ? 0 : ends.back().x;
    if (place <= before || place >= formula.width) continue;
    const int gap = i < formula.gaps.size() ? formula.gaps[i] : 0;
    ends.push_back({place, std::clamp(gap, 0, place - before - 1)});
  }
  ends.push_back({formula.width, 0});
  return ends;
}

// The width of a space in ems of `style`; 0 where no font has one.
float SpaceWidth(const typeset::FontSet& fonts, const typeset::TextStyle& style) {
  const auto width = [&](std::string_view text) {
    return LayoutText(fonts, text, style, {}).layout.width;
  };
  return (width("x x") - 2 * width("x")) / style.size;
}

// The text in the middle of the room that the formula leaves for it, smaller where it is too wide.
TextBox LayoutFormulaText(const typeset::FontSet& fonts, const FormulaText& text,
                          const FormulaBox& part, Look look) {
  const float room = static_cast<float>(text.width) * part.scale;
  look.style.size = static_cast<float>(text.size) * part.scale;
  const auto lay_out = [&] {
    TextBuilder builder;
    builder.Append(text.text, look);
    return builder.Layout(fonts, {});
  };
  TextBox box = lay_out();
  if (box.layout.width > room && room > 0) {
    look.style.size *= room / box.layout.width;
    box = lay_out();
  }
  box.x = static_cast<float>(text.x - part.from) * part.scale + (room - box.layout.width) / 2;
  box.y = -static_cast<float>(text.y) * part.scale - box.layout.lines.front().baseline;
  return box;
}

}  // namespace

float FormulaBox::ascent() const { return static_cast<float>(formula->height) * scale + kLeading; }

float FormulaBox::descent() const { return static_cast<float>(formula->depth) * scale + kLeading; }

void TextBox::Reflow(typeset::ParagraphStyle style) {
  style.direction = direction;
  shaped->Layout(style, layout);
}

std::string VisibleText(const TextBox& text, const Fragment& fragment, uint32_t start,
                        uint32_t end) {
  start = std::max(start, fragment.own_start());
  end = std::min(end, fragment.own_end());
  std::string visible = start < end ? text.text.substr(start, end - start) : std::string();
  if (fragment.block >= 0) return visible;
  for (const std::string_view isolate : {"\u2066", "\u2067", "\u2068", "\u2069"}) {
    for (size_t at = visible.find(isolate); at != visible.npos; at = visible.find(isolate, at)) {
      visible.erase(at, isolate.size());
    }
  }
  return visible;
}

void TextBuilder::Append(std::string_view text, const Look& look) {
  if (text.empty()) return;
  const uint32_t start = static_cast<uint32_t>(box_.text.size());
  box_.text += text;
  Fragment fragment{start, static_cast<uint32_t>(box_.text.size()), look};
  if (!look.sign) {
    fragment.block = block_;
    fragment.source = source_;
    fragment.source_size = source_size_;
  }
  box_.fragments.push_back(std::move(fragment));
}

void TextBuilder::AppendLtr(std::string_view text, const Look& look) {
  if (text.empty()) return;
  std::string isolated;
  isolated.reserve(text.size() + kLeftToRightIsolate.size() + kPopIsolate.size());
  isolated.append(kLeftToRightIsolate).append(text).append(kPopIsolate);
  Append(isolated, look);
  box_.fragments.back().isolated = true;
}

void TextBuilder::AppendFormula(const typeset::FontSet& fonts, const Formula& formula,
                                const Look& look, float room) {
  const float unit = look.style.size * kMathSize / typeset::OutlineSet::kUnitsPerEm;
  const float whole = static_cast<float>(formula.width) * unit;
  const bool may_part = room > 0 && (whole > room || whole > look.style.size * kLongFormula);
  const std::vector<PartEnd> ends = PartEnds(formula, may_part);
  int widest = 1, from = 0;
  for (const PartEnd& end : ends) widest = std::max(widest, end.x - std::exchange(from, end.x));
  const float space = ends.size() > 1 ? SpaceWidth(fonts, look.style) : 0;
  const float scale = room > 0 ? std::min(unit, room / static_cast<float>(widest)) : unit;
  box_.shrunk = box_.shrunk || scale < unit || (room > 0 && whole > room);
  from = 0;
  for (const PartEnd& end : ends) {
    const int gap = space > 0 ? end.gap : 0;
    AppendPart(fonts, {&formula, std::exchange(from, end.x), end.x, gap, scale, {}}, look, space);
  }
}

// `space`: the width of a space, ems. The blank at the part's end is one, so that a line that ends
// there drops it.
void TextBuilder::AppendPart(const typeset::FontSet& fonts, FormulaBox part, const Look& look,
                             float space) {
  Look inner{.style = look.style, .ink = look.ink};
  PartColours colours(*part.formula, kFormulaTexts);
  for (size_t i = 0; i < part.formula->texts.size(); ++i) {
    inner.rgb = colours.Of(i);
    const FormulaText& text = part.formula->texts[i];
    if (part.Has(text.x)) part.texts.push_back(LayoutFormulaText(fonts, text, part, inner));
  }
  std::string object;
  if (part.first()) object += kLeftToRightIsolate;
  object += kObject;
  if (part.last()) object += kPopIsolate;
  if (!part.last() && part.gap == 0) object += kMayBreak;
  Append(object, look);
  box_.fragments.back().formula = static_cast<int>(box_.formulas.size());
  const float gap = static_cast<float>(part.gap) * part.scale;
  box_.formulas.push_back(std::move(part));
  if (gap <= 0) return;
  Look blank = look;
  blank.style.size = gap / space;
  blank.sign = true;
  Append(" ", blank);
}

void TextBuilder::AppendPicture(PictureBox picture, const Look& look) {
  Append(kObject, look);
  box_.fragments.back().picture = static_cast<int>(box_.pictures.size());
  box_.pictures.push_back(std::move(picture));
}

std::vector<typeset::StyledSpan> TextBuilder::Spans() const {
  std::vector<typeset::StyledSpan> spans;
  spans.reserve(box_.fragments.size());
  for (const Fragment& fragment : box_.fragments) {
    spans.push_back(
        {fragment.start, fragment.end, fragment.look.style, static_cast<uint32_t>(spans.size())});
    if (fragment.picture >= 0) {
      const PictureBox& picture = box_.pictures[static_cast<size_t>(fragment.picture)];
      spans.back().box = typeset::InlineBox{picture.width, picture.ascent(), picture.descent};
    }
    if (fragment.formula < 0) continue;
    const FormulaBox& part = box_.formulas[fragment.formula];
    spans.back().box = typeset::InlineBox{part.width(), part.ascent(), part.descent()};
  }
  return spans;
}

TextBox TextBuilder::Layout(const typeset::FontSet& fonts, const typeset::ParagraphStyle& style) {
  box_.layout = typeset::LayoutParagraph(fonts, box_.text, Spans(), style);
  return std::exchange(box_, {});
}

TextBox TextBuilder::Shape(const typeset::FontSet& fonts, typeset::Direction direction) {
  box_.direction = direction;
  box_.shaped = std::make_shared<typeset::ShapedText>(fonts, box_.text, Spans(), direction);
  return std::exchange(box_, {});
}

TextBox LayoutText(const typeset::FontSet& fonts, std::string_view text,
                   const typeset::TextStyle& text_style, const typeset::ParagraphStyle& style,
                   Ink ink) {
  TextBuilder builder;
  builder.Append(text, {.style = text_style, .ink = ink});
  return builder.Layout(fonts, style);
}

}  // namespace skira::app
