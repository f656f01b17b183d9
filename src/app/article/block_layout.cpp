#include "app/article/block_layout.h"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace skira::app {
namespace {

using typeset::Align;
using typeset::Direction;
using typeset::ParagraphStyle;
using Kind = ArticleItem::Kind;

// Ems of the running text.
constexpr float kCardPadding = 0.85f;
constexpr float kMarkerGap = 0.5f;
constexpr float kListGap = 0.6f;
constexpr float kQuoteGap = 0.5f;  // between quotes that follow each other, their bar goes on
constexpr float kCellPaddingX = 0.55f;
constexpr float kCellPaddingY = 0.32f;
constexpr float kCaptionGap = 0.5f;
constexpr float kTallestPicture = 0.8f;  // of the window
constexpr float kLongestWord = 8;        // ems of a table's text: longer ones may part at a hyphen
constexpr float kEasyColumn = 14;        // ems of a table's text: wide enough to read sentences in
constexpr float kTabSize = 4;            // spaces
constexpr float kScrollbarRoom = 0.6f;   // below what scrolls sideways

// Where the number in a cell's text has its decimal point, or would have it: px left of the text's
// right edge.
float BehindPoint(const TextBox& text) {
  const std::string_view all = text.text;
  size_t at = 0;
  const auto digit = [&](size_t i) { return all[i] >= '0' && all[i] <= '9'; };
  while (at < all.size() && !digit(at)) ++at;
  if (at == all.size()) return 0;
  while (at < all.size() && (digit(at) || all[at] == ',')) ++at;
  if (at == all.size()) return 0;
  return text.layout.width - typeset::CaretAt(text.layout, static_cast<uint32_t>(at)).x;
}

// Cells of numbers stand with their decimal points below each other: what lies behind each one's
// point is made up to the column's widest.
class NumberColumn {
 public:
  void Add(const TextBox& text) {
    const float behind = BehindPoint(text);
    behind_ = std::max(behind_, behind);
    before_ = std::max(before_, text.layout.width - behind);
  }
  float width() const { return before_ + behind_; }
  // How far the text's right edge stays from its column's.
  float Inset(const TextBox& text) const { return behind_ - BehindPoint(text); }

 private:
  float before_ = 0, behind_ = 0;
};

// Whether a quote goes on in the next one, with one bar beside both.
bool GoesOn(const ArticleItem& before, const ArticleItem& item) {
  return before.kind == Kind::kQuote && item.kind == Kind::kQuote &&
         before.right_to_left == item.right_to_left;
}

// What stays free between two blocks, ems.
float Gap(const ArticleItem& before, const ArticleItem& item) {
  if (GoesOn(before, item)) return kQuoteGap;
  // A heading keeps close to what it heads, and the words before a list to the list.
  if (before.role == Role::kHeading) return before.below;
  if (item.kind == Kind::kListItem && before.role == Role::kParagraph) return kListGap;
  if (item.kind == Kind::kPicture && item.level > 0) return kListGap;
  return std::max(before.below, item.above);
}

class Placer {
 public:
  explicit Placer(const ArticleStyle& style) : style_(style) {}

  void Place(ArticleItem& item, const ArticleItem* before);
  float y() const { return y_; }

 private:
  void PlaceText(ArticleItem& item);
  void PlaceListItem(ArticleItem& item);
  void PlaceMath(ArticleItem& item);
  void PlaceCode(ArticleItem& item);
  void PlaceCard(ArticleItem& item);
  void PlacePicture(ArticleItem& item);
  void PlaceQuote(ArticleItem& item);
  void PlaceTable(ArticleItem& item);
  void PlaceRow(ArticleItem& item, size_t first, std::span<const float> widths,
                std::span<const NumberColumn> numbers);
  void PlaceCaption(ArticleItem& item);

  float Em(float ems) const { return style_.text_size * ems; }
  float width() const { return style_.column; }
  ParagraphStyle Style(const ArticleItem& item, float width) const {
    const float leading = item.leading > 0 ? item.leading : style_.line_height;
    return {.align = item.align, .width = width, .line_height = item.size * leading};
  }
  // The style of running text, which reads from the right or the left.
  ParagraphStyle Prose(const ArticleItem& item, float width, bool right_to_left) const {
    ParagraphStyle style = Style(item, width);
    const bool running = item.role != Role::kHeading && item.leading == 0;
    // An item that does not read as its list does stays ragged on its marker's other side.
    if (style_.justify && running && right_to_left == item.right_to_left) {
      style.align = Align::kJustify;
    }
    return style;
  }
  // Lays `text` out at the pen and moves the pen below it.
  void Set(TextBox& text, const ParagraphStyle& style, float x) {
    text.Reflow(style);
    text.x = x;
    text.y = y_;
    y_ += text.layout.height;
  }

  const ArticleStyle& style_;
  float y_ = 0;  // where the next block begins
};

void Placer::Place(ArticleItem& item, const ArticleItem* before) {
  if (before != nullptr) y_ += Em(Gap(*before, item));
  const float top = y_;
  item.content_width = 0;
  item.box = item.pane = {0, top, width(), 0};
  switch (item.kind) {
    case Kind::kText:
      PlaceText(item);
      break;
    case Kind::kListItem:
      PlaceListItem(item);
      break;
    case Kind::kMath:
      PlaceMath(item);
      break;
    case Kind::kCode:
      PlaceCode(item);
      break;
    case Kind::kPicture:
      PlacePicture(item);
      break;
    case Kind::kFigure:
    case Kind::kFields:
      PlaceCard(item);
      break;
    case Kind::kQuote:
      PlaceQuote(item);
      break;
    case Kind::kTable:
      PlaceTable(item);
      break;
    case Kind::kRule:
      y_ += 1;
      break;
  }
  item.box.height = y_ - top;
  const bool own_pane = item.kind == Kind::kTable || item.kind == Kind::kPicture;
  if (!own_pane) item.pane.height = item.box.height;
  if (before != nullptr && GoesOn(*before, item)) {
    item.box.y -= Em(kQuoteGap);
    item.box.height += Em(kQuoteGap);
  }
}

void Placer::PlaceText(ArticleItem& item) {
  const float indent = std::min(item.indent, width() / 2);
  Set(item.texts.front(), Prose(item, width() - indent, item.right_to_left),
      item.right_to_left ? 0 : indent);
}

void Placer::PlaceListItem(ArticleItem& item) {
  TextBox& marker = item.texts.front();
  TextBox& text = item.texts.back();
  const float indent = std::min(item.indent, width() / 2);
  const float top = y_;
  const ParagraphStyle style =
      Prose(item, width() - indent, text.shaped->direction() == Direction::kRtl);
  Set(text, style, item.right_to_left ? 0 : indent);
  marker.Reflow({.line_height = Style(item, 0).line_height});
  // It hangs outside the text's column, where the text begins, on its first line's baseline.
  const float gap = Em(kMarkerGap);
  marker.x = item.right_to_left ? width() - indent + gap : indent - gap - marker.layout.width;
  marker.y = top + text.layout.lines.front().baseline - marker.layout.lines.front().baseline;
}

void Placer::PlaceMath(ArticleItem& item) {
  TextBox& text = item.texts.front();
  float widest = width();
  for (const FormulaBox& part : text.formulas) widest = std::max(widest, part.width());
  Set(text, Style(item, widest), 0);
  if (widest <= width()) return;
  item.content_width = widest;
  y_ += Em(kScrollbarRoom);
}

void Placer::PlaceCode(ArticleItem& item) {
  TextBox& text = item.texts.front();
  const float padding = Em(kCardPadding);
  y_ += padding;
  ParagraphStyle style = Style(item, 0);
  style.tab_size = kTabSize;
  Set(text, style, padding);
  y_ += padding;
  const float content = text.layout.width + 2 * padding;
  if (content > width()) item.content_width = content;
}

void Placer::PlaceCard(ArticleItem& item) {
  const float padding = Em(kCardPadding);
  y_ += padding;
  for (TextBox& text : item.texts) {
    if (&text != &item.texts.front()) y_ += Em(0.25f);
    ParagraphStyle style = Style(item, width() - 2 * padding);
    // The way to a figure stands below its caption's beginning.
    style.align = item.right_to_left ? Align::kRight : Align::kLeft;
    Set(text, style, padding);
  }
  y_ += padding;
}

// As large as the column and the window let it, at most as large as its pixels; its room is the
// same before it has come, and whether it can be shown or not.
void Placer::PlacePicture(ArticleItem& item) {
  const float indent = std::min(item.indent, width() / 2), room = width() - indent;
  const float left = item.right_to_left ? 0 : indent;
  const Picture& picture = *item.picture;
  if (picture.width > 0 && picture.height > 0) {
    const auto wide = static_cast<float>(picture.width);
    const auto high = static_cast<float>(picture.height);
    float scale = std::min(1.0f, room / wide);
    if (style_.window > 0) scale = std::min(scale, style_.window * kTallestPicture / high);
    item.pane = {left + (room - wide * scale) / 2, y_, wide * scale, high * scale};
    if (item.faulty) {
      TextBox& why = item.texts.front();
      why.Reflow(Style(item, item.pane.width));
      why.x = item.pane.x;
      why.y = y_ + std::max(0.0f, (item.pane.height - why.layout.height) / 2);
    }
    y_ += item.pane.height;
  } else {
    // Nothing is known of its size: the reason has the room that it takes.
    const float padding = Em(kCardPadding);
    item.pane = {left, y_, room, 0};
    y_ += padding;
    Set(item.texts.front(), Style(item, room - 2 * padding), left + padding);
    y_ += padding;
    item.pane.height = y_ - item.pane.y;
  }
  if (item.captions == 0) return;
  y_ += Em(kCaptionGap);
  Set(item.texts.back(), Style(item, room), left);
}

void Placer::PlaceQuote(ArticleItem& item) {
  TextBox& text = item.texts.front();
  const float indent = std::min(item.indent, width() / 2);
  Set(text, Prose(item, width() - indent, item.right_to_left), 0);
  if (!item.right_to_left) text.x = indent;
}

// The least and the greatest width of each column that holds its cells with their padding.
struct Wishes {
  std::vector<float> least, most;
  std::vector<NumberColumn> numbers;
};

// The width of the widest piece of a cell that is not to be broken: a word, also one that could be
// broken behind a hyphen ("ResNet-50"), unless it is longer than `longest_word`.
float LeastWidth(TextBox& text, float longest_word) {
  const float least = text.shaped->MinContentWidth();
  text.Reflow({});
  float widest = 0;
  for (size_t start = 0; start < text.text.size();) {
    const size_t end = std::min(text.text.find_first_of(" \n", start), text.text.size());
    float width = 0;
    for (const typeset::Rect& rect : typeset::SelectionRects(
             text.layout, static_cast<uint32_t>(start), static_cast<uint32_t>(end))) {
      width += rect.width;
    }
    if (width <= longest_word) widest = std::max(widest, width);
    start = end + 1;
  }
  return std::max(least, widest);
}

Wishes WishesOf(ArticleItem& table, size_t cells, float padding) {
  constexpr float kRounding = 1.0f / 64;  // so that what fits exactly does fit
  const float longest_word = table.size * kLongestWord;
  const size_t columns = static_cast<size_t>(table.columns);
  Wishes wishes{std::vector<float>(columns, 0), std::vector<float>(columns, 0),
                std::vector<NumberColumn>(columns)};
  for (size_t c = 0; c < columns; ++c) {
    NumberColumn& numbers = wishes.numbers[c];
    for (size_t i = c; i < cells; i += columns) {
      TextBox& text = table.texts[i];
      if (table.numeric[c] && i >= columns) {
        text.Reflow({});
        numbers.Add(text);
      } else {
        wishes.least[c] = std::max(wishes.least[c], LeastWidth(text, longest_word));
        wishes.most[c] = std::max(wishes.most[c], text.shaped->MaxContentWidth());
      }
    }
    for (float* wish : {&wishes.least[c], &wishes.most[c]}) {
      *wish = std::max(*wish, numbers.width()) + 2 * padding + kRounding;
    }
  }
  return wishes;
}

void Placer::PlaceTable(ArticleItem& item) {
  if (item.caption_above) {
    PlaceCaption(item);
    y_ += Em(kCaptionGap);
  }
  const size_t columns = static_cast<size_t>(item.columns);
  const size_t cells = item.texts.size() - static_cast<size_t>(item.captions);
  const Wishes wishes = WishesOf(item, cells, Em(kCellPaddingX));
  std::vector<float> widths = ColumnWidths(wishes.least, wishes.most, width());
  float sum = std::accumulate(widths.begin(), widths.end(), 0.0f);
  if (sum > width()) {
    // It scrolls: then no column needs to be so narrow that its rows grow tall.
    for (size_t c = 0; c < columns; ++c) {
      widths[c] = std::max(widths[c], std::min(wishes.most[c], item.size * kEasyColumn));
    }
    sum = std::accumulate(widths.begin(), widths.end(), 0.0f);
  }
  const float shown = std::min(sum, width());
  item.pane = {item.right_to_left ? width() - shown : 0, y_, shown, 0};
  item.lines.clear();
  for (size_t first = 0; first < cells; first += columns) {
    PlaceRow(item, first, widths, wishes.numbers);
    item.lines.push_back(y_);
  }
  if (sum > width()) {
    item.content_width = sum;
    y_ += Em(kScrollbarRoom);
  }
  item.pane.height = y_ - item.pane.y;
  if (item.captions == 0 || item.caption_above) return;
  y_ += Em(kCaptionGap);
  PlaceCaption(item);
}

void Placer::PlaceCaption(ArticleItem& item) {
  TextBox& caption = item.texts.back();
  ParagraphStyle style = Style(item, width());
  style.align = item.right_to_left ? Align::kRight : Align::kLeft;
  Set(caption, style, 0);
}

// The cells from `first` on, one for each column, their first lines on one baseline.
void Placer::PlaceRow(ArticleItem& item, size_t first, std::span<const float> widths,
                      std::span<const NumberColumn> numbers) {
  const float padding = Em(kCellPaddingX);
  const Align start = item.right_to_left ? Align::kRight : Align::kLeft;
  float x = item.right_to_left ? width() : 0, baseline = 0, height = 0;
  for (size_t c = 0; c < widths.size(); ++c) {
    TextBox& text = item.texts[first + c];
    const bool number = item.numeric[c] && first > 0;
    ParagraphStyle style = Style(item, number ? 0 : widths[c] - 2 * padding);
    style.align = number ? Align::kLeft : item.numeric[c] ? Align::kRight : start;
    if (item.aligned[c] == CellAlign::kCenter) style.align = Align::kCenter;
    if (item.aligned[c] == CellAlign::kEnd) {
      style.align = start == Align::kLeft ? Align::kRight : Align::kLeft;
    }
    text.Reflow(style);
    if (item.right_to_left) x -= widths[c];
    text.x = x + padding;
    if (number) text.x = x + widths[c] - padding - numbers[c].Inset(text) - text.layout.width;
    if (!item.right_to_left) x += widths[c];
    baseline = std::max(baseline, text.layout.lines.front().baseline);
  }
  for (size_t c = 0; c < widths.size(); ++c) {
    TextBox& text = item.texts[first + c];
    const float shift = baseline - text.layout.lines.front().baseline;
    text.y = y_ + Em(kCellPaddingY) + shift;
    height = std::max(height, shift + text.layout.height);
  }
  y_ += height + 2 * Em(kCellPaddingY);
}

}  // namespace

float Place(const ArticleStyle& style, std::span<ArticleItem> items) {
  Placer placer(style);
  const ArticleItem* before = nullptr;
  for (ArticleItem& item : items) {
    placer.Place(item, before);
    before = &item;
  }
  return placer.y();
}

std::vector<float> ColumnWidths(std::span<const float> least, std::span<const float> most,
                                float room) {
  const float all_least = std::accumulate(least.begin(), least.end(), 0.0f);
  const float all_most = std::accumulate(most.begin(), most.end(), 0.0f);
  if (all_most <= room) return {most.begin(), most.end()};
  std::vector<float> widths(least.begin(), least.end());
  if (all_least >= room || all_most <= all_least) return widths;
  const float share = (room - all_least) / (all_most - all_least);
  for (size_t i = 0; i < widths.size(); ++i) widths[i] += (most[i] - least[i]) * share;
  return widths;
}

}  // namespace skira::app
