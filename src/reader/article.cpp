#include "reader/article.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "reader/theme.h"
#include "unicode/unicode.h"

namespace skira::reader {
namespace {

using typeset::Align;
using typeset::Direction;
using typeset::Family;
using typeset::ParagraphStyle;
using typeset::TextStyle;

constexpr float kGap = 18;        // between blocks
constexpr float kListGap = 8;     // between the items of a list
constexpr float kIndent = 30;     // of a list level
constexpr float kMarkerGap = 10;  // between a marker and its text
constexpr float kCardPadding = 16;
constexpr float kMonoScale = 0.86f;  // the monospace face looks larger at the same size
constexpr float kHeadingSizes[] = {26, 22, 20};

TextStyle Sans(float size, int weight = 400) {
  return {.family = Family::kSans, .size = size, .weight = weight};
}
TextStyle Mono(float size) { return {.family = Family::kMono, .size = size * kMonoScale}; }

// Whether the text has a Hebrew word. A letter alone does not count: OCR strews them in Latin.
bool HasHebrew(std::string_view text) {
  bool after_letter = false;
  for (size_t i = 0; i < text.size();) {
    const Decoded decoded = DecodeAt(text, i);
    const bool letter = IsHebrewLetter(decoded.code_point);
    if (letter && after_letter) return true;
    after_letter = letter;
    i += decoded.length;
  }
  return false;
}

// A paragraph with Hebrew in it is a Hebrew one, though it begins with an English term.
Direction DirectionOf(std::string_view text) {
  return HasHebrew(text) ? Direction::kRtl : Direction::kAuto;
}

TextStyle Styled(TextStyle style, uint16_t bits) {
  if (bits & kStyleBold) style.weight = 700;
  if (bits & kStyleItalic) style.italic = true;
  if (bits & kStyleCode) {
    style.family = Family::kMono;
    style.size *= kMonoScale;
  }
  if (bits & (kStyleSubscript | kStyleSuperscript)) {
    style.rise = style.size * (bits & kStyleSubscript ? -0.18f : 0.36f);
    style.size *= 0.7f;
  }
  return style;
}

std::string PlainText(const Block& block) {
  std::string text;
  for (const Span& span : block.spans) text += span.text;
  return text;
}

// Builds the column from top to bottom; `y_` is where the next block begins.
class ArticleBuilder {
 public:
  ArticleBuilder(const typeset::FontSet& fonts, const MathLibrary& math, const ArticleStyle& style)
      : fonts_(fonts), math_(math), style_(style) {}

  std::vector<ArticleItem> Build(const Review& review) {
    TitleBlock(review);
    FieldCard(review);
    for (size_t i = 0; i < review.blocks.size(); ++i) {
      if (IsTitleAgain(review, i)) continue;
      AddBlock(review.blocks[i]);
    }
    return std::move(items_);
  }
  float height() const { return y_; }

 private:
  void TitleBlock(const Review& review);
  void DetailsLine(const Review& review);
  void LinksLine(const Review& review);
  void FieldCard(const Review& review);
  void AddBlock(const Block& block);
  void AddHeading(const Block& block);
  void AddParagraph(const Block& block, Role role, Ink ink, float size);
  void AddListItem(const Block& block);
  void AddCode(const Block& block);
  void AddMath(const Block& block);
  void AddTable(const Block& block);
  void AddQuote(const Block& block);
  void AddRule();

  void AppendSpan(const Span& span, const TextStyle& base, Ink ink, float width,
                  TextBuilder& builder) const;
  void AppendTex(const std::string& tex, bool display, const TextStyle& base, Ink ink, float width,
                 TextBuilder& builder) const;

  // The opening lines of a post often print the paper's title once more.
  static bool IsTitleAgain(const Review& review, size_t i) {
    const Block& block = review.blocks[i];
    return i < 2 && block.type == BlockType::kHeading && PlainText(block) == review.title;
  }

  TextStyle Reading(float size, int weight = 400) const {
    return {.family = style_.family, .size = size, .weight = weight};
  }
  ParagraphStyle Prose(std::string_view text, float width, float size) const {
    return {
        .direction = DirectionOf(text), .width = width, .line_height = size * style_.line_height};
  }
  TextBox Layout(const Block& block, const TextStyle& style, Ink ink, float width) {
    TextBuilder builder;
    for (const Span& span : block.spans) AppendSpan(span, style, ink, width, builder);
    return builder.Layout(fonts_, Prose(PlainText(block), width, style.size));
  }
  // Adds an item with one text at `x`, and moves on below it.
  ArticleItem& Push(Role role, TextBox text, float x, float gap) {
    text.x = x;
    text.y = y_;
    ArticleItem item;
    item.role = role;
    item.box = {x, y_, width_ - x, text.layout.height};
    item.dir = text.layout.direction == Direction::kLtr ? "ltr" : "";
    y_ += text.layout.height + gap;
    item.texts.push_back(std::move(text));
    items_.push_back(std::move(item));
    return items_.back();
  }
  const char* Say(Str id) const { return reader::Text(id, language_); }

  const typeset::FontSet& fonts_;
  const MathLibrary& math_;
  const ArticleStyle& style_;
  const float width_ = style_.column;
  const Language language_ = style_.language;
  float y_ = 0;
  std::vector<ArticleItem> items_;
};

void ArticleBuilder::AppendSpan(const Span& span, const TextStyle& base, Ink ink, float width,
                                TextBuilder& builder) const {
  if (span.math) return AppendTex(span.text, false, base, ink, width, builder);
  const TextStyle style = Styled(base, span.style);
  const bool link = !span.href.empty();
  const bool underline = link || (span.style & kStyleUnderline);
  const bool left_to_right = (link || (span.style & kStyleCode)) && !HasHebrew(span.text);
  if (left_to_right) {
    builder.AppendLtr(span.text, style, link ? Ink::kLink : ink, underline, span.href);
  } else {
    builder.Append(span.text, style, link ? Ink::kLink : ink, underline, span.href);
  }
}

// The formula, or where it is broken or was not typeset its source.
void ArticleBuilder::AppendTex(const std::string& tex, bool display, const TextStyle& base, Ink ink,
                               float width, TextBuilder& builder) const {
  const Formula* formula = math_.Find(tex, display);
  if (formula != nullptr && formula->error.empty() && formula->width > 0) {
    return builder.AppendFormula(fonts_, *formula, base, ink, width);
  }
  const bool broken = formula != nullptr && !formula->error.empty();
  builder.AppendLtr(tex, Mono(base.size), broken ? Ink::kBroken : ink, broken);
}

void ArticleBuilder::TitleBlock(const Review& review) {
  const std::string title = review.title.value_or(Say(Str::untitled));
  const float size = width_ < 480 ? 28 : 34;
  ParagraphStyle style{.direction = DirectionOf(title),
                       .align = Align::kRight,
                       .width = width_,
                       .line_height = size * 1.25f};
  ArticleItem& item = Push(
      Role::kHeading, LayoutText(fonts_, title, Reading(size, 700), style, Ink::kStrong), 0, 10);
  item.level = 1;
  DetailsLine(review);
  LinksLine(review);
  y_ += 6;
  AddRule();
}

void ArticleBuilder::DetailsLine(const Review& review) {
  std::string text;
  const auto add = [&text](std::string_view part) {
    if (!text.empty()) text += " · ";
    text += part;
  };
  if (review.date) add(PrintedDate(*review.date));
  add(KindName(review.kind, language_));
  add(Counted(Str::reading_minute, Str::reading_minutes, ReadingMinutes(review), language_));
  std::string people;
  for (const std::string& reviewer : review.reviewers) {
    people += (people.empty() ? "" : ", ") + reviewer;
  }
  if (!people.empty()) add(std::string(Say(Str::reviewed_by)) + " " + people);
  ParagraphStyle style{
      .direction = language_ == Language::kHebrew ? Direction::kRtl : Direction::kLtr,
      .align = Align::kRight,
      .width = width_,
      .line_height = 24};
  Push(Role::kParagraph, LayoutText(fonts_, text, Sans(14), style, Ink::kMuted), 0, 6);
}

void ArticleBuilder::LinksLine(const Review& review) {
  TextBuilder builder;
  const auto add = [&](std::string_view label, const std::string& url) {
    if (!builder.empty()) builder.Append("   ", Sans(14));
    builder.Append(label, Sans(14), Ink::kLink, true, url);
  };
  for (const std::string& url : review.paper.urls) add(Say(Str::paper), url);
  for (const std::string& url : review.paper.code_urls) add(Say(Str::code), url);
  if (builder.empty()) return;
  ParagraphStyle style{
      .direction = language_ == Language::kHebrew ? Direction::kRtl : Direction::kLtr,
      .align = Align::kRight,
      .width = width_,
      .line_height = 24};
  Push(Role::kParagraph, builder.Layout(fonts_, style), 0, 4);
}

void ArticleBuilder::FieldCard(const Review& review) {
  const auto joined = [](const std::vector<std::string>& values) {
    std::string text;
    for (const std::string& value : values) text += (text.empty() ? "" : " · ") + value;
    return text;
  };
  const Fields& fields = review.fields;
  const std::pair<Str, std::string> rows[] = {
      {Str::field_recommendation, fields.recommendation},
      {Str::field_clarity, fields.clarity},
      {Str::field_prior_knowledge, joined(fields.prior_knowledge)},
      {Str::field_applications, fields.applications},
      {Str::field_domains, joined(fields.domains)},
      {Str::field_tools, joined(fields.tools)},
      {Str::field_published, review.paper.published ? PrintedDate(*review.paper.published) : ""},
      {Str::field_venue, review.paper.venue.value_or("")},
  };
  ArticleItem card;
  card.role = Role::kGroup;
  card.decor = ArticleItem::Decor::kCard;
  const float top = y_;
  float y = top + kCardPadding;
  for (const auto& [label, value] : rows) {
    if (value.empty()) continue;
    TextBuilder builder;
    builder.Append(std::string(Say(label)) + ": ", Sans(15, 700), Ink::kStrong);
    builder.Append(value, Sans(15));
    TextBox text = builder.Layout(
        fonts_,
        {.direction = Direction::kRtl, .width = width_ - 2 * kCardPadding, .line_height = 24});
    text.x = kCardPadding;
    text.y = y;
    y += text.layout.height + 4;
    card.texts.push_back(std::move(text));
  }
  if (card.texts.empty()) return;
  y += kCardPadding - 4;
  card.box = {0, top, width_, y - top};
  y_ = y + kGap + 4;
  items_.push_back(std::move(card));
}

void ArticleBuilder::AddBlock(const Block& block) {
  const bool list_ends = !items_.empty() && items_.back().role == Role::kListItem;
  if (list_ends && block.type != BlockType::kListItem) y_ += kGap - kListGap;
  switch (block.type) {
    case BlockType::kHeading:
      return AddHeading(block);
    case BlockType::kListItem:
      return AddListItem(block);
    case BlockType::kMath:
      return AddMath(block);
    case BlockType::kTable:
      return AddTable(block);
    case BlockType::kCode:
      return AddCode(block);
    case BlockType::kQuote:
      return AddQuote(block);
    case BlockType::kRule:
      return AddRule();
    case BlockType::kFigure:
      return AddParagraph(block, Role::kFigure, Ink::kMuted, 16);
    case BlockType::kCredit:
      return AddParagraph(block, Role::kParagraph, Ink::kMuted, 16);
    case BlockType::kLink:
    case BlockType::kParagraph:
      break;
  }
  AddParagraph(block, Role::kParagraph, Ink::kText, style_.text_size);
}

void ArticleBuilder::AddHeading(const Block& block) {
  const int level = std::clamp(block.level, 1, 3);
  const float size = kHeadingSizes[level - 1];
  if (!items_.empty()) y_ += 8;
  TextBuilder builder;
  for (const Span& span : block.spans) {
    AppendSpan(span, Reading(size, 700), Ink::kStrong, width_, builder);
  }
  if (builder.empty()) return;
  TextBox text = builder.Layout(
      fonts_,
      {.direction = DirectionOf(PlainText(block)), .width = width_, .line_height = size * 1.3f});
  Push(Role::kHeading, std::move(text), 0, 10).level = level + 1;
}

void ArticleBuilder::AddParagraph(const Block& block, Role role, Ink ink, float size) {
  const TextStyle style = role == Role::kFigure ? Sans(size - 1) : Reading(size);
  TextBox text = Layout(block, style, ink, width_);
  if (!text.layout.lines.empty()) Push(role, std::move(text), 0, kGap);
}

void ArticleBuilder::AddListItem(const Block& block) {
  const float indent = kIndent * static_cast<float>(std::min(block.level, 4) + 1);
  const float width = std::max(width_ - indent, width_ / 2);
  TextBox text = Layout(block, Reading(style_.text_size), Ink::kText, width);
  if (text.layout.lines.empty()) return;
  const bool left_to_right = text.layout.direction == Direction::kLtr;
  std::string marker = block.level % 2 ? "◦" : "•";
  if (!block.marker.empty()) marker = block.marker + ".";
  TextBox sign = LayoutText(fonts_, marker, Reading(style_.text_size),
                            Prose(marker, 0, style_.text_size), Ink::kMuted);
  // The marker hangs outside the text's column, on the side where the text begins.
  sign.x = left_to_right ? width_ - width - kMarkerGap - sign.layout.width : width + kMarkerGap;
  sign.y = y_;
  ArticleItem& item =
      Push(Role::kListItem, std::move(text), left_to_right ? width_ - width : 0, kListGap);
  item.level = block.level + 1;
  item.texts.insert(item.texts.begin(), std::move(sign));
}

void ArticleBuilder::AddCode(const Block& block) {
  TextBuilder builder;
  builder.Append(PlainText(block), Mono(17));
  if (builder.empty()) return;
  const float top = y_;
  y_ += kCardPadding;
  TextBox text = builder.Layout(fonts_, {.direction = Direction::kLtr,
                                         .align = Align::kLeft,
                                         .width = width_ - 2 * kCardPadding,
                                         .line_height = 23});
  ArticleItem& item = Push(Role::kCode, std::move(text), kCardPadding, kCardPadding);
  item.decor = ArticleItem::Decor::kCard;
  item.box = {0, top, width_, y_ - top};
  y_ += kGap;
}

void ArticleBuilder::AddMath(const Block& block) {
  TextBuilder builder;
  for (const Span& span : block.spans) {
    if (span.math) {
      AppendTex(span.text, true, Reading(style_.text_size), Ink::kText, width_, builder);
    } else {
      AppendSpan(span, Reading(style_.text_size), Ink::kText, width_, builder);
    }
  }
  if (builder.empty()) return;
  TextBox text = builder.Layout(
      fonts_,
      {.direction = Direction::kLtr, .align = Align::kCenter, .width = width_, .line_height = 26});
  Push(Role::kMath, std::move(text), 0, kGap).dir = "ltr";
}

void ArticleBuilder::AddQuote(const Block& block) {
  TextBox text = Layout(block, Reading(style_.text_size), Ink::kMuted, width_ - kIndent);
  if (text.layout.lines.empty()) return;
  Push(Role::kQuote, std::move(text), 0, kGap).decor = ArticleItem::Decor::kQuote;
}

void ArticleBuilder::AddRule() {
  ArticleItem item;
  item.role = Role::kSeparator;
  item.decor = ArticleItem::Decor::kRule;
  item.box = {0, y_, width_, 1};
  y_ += kGap + 1;
  items_.push_back(std::move(item));
}

// Cells of a table's text: rows by "\n", cells by "\t"; spans may cross neither.
std::vector<std::vector<std::vector<Span>>> TableCells(const Block& block) {
  std::vector<std::vector<std::vector<Span>>> rows(1);
  rows.back().emplace_back();
  for (const Span& span : block.spans) {
    size_t start = 0;
    for (size_t i = 0; i <= span.text.size(); ++i) {
      const bool cut = i < span.text.size() && (span.text[i] == '\t' || span.text[i] == '\n');
      if (!cut && i < span.text.size()) continue;
      if (i > start) {
        Span piece = span;
        piece.text = span.text.substr(start, i - start);
        rows.back().back().push_back(std::move(piece));
      }
      if (i == span.text.size()) break;
      if (span.text[i] == '\n') rows.emplace_back();
      rows.back().emplace_back();
      start = i + 1;
    }
  }
  return rows;
}

void ArticleBuilder::AddTable(const Block& block) {
  constexpr float kCellPadding = 10;
  const auto rows = TableCells(block);
  size_t columns = 0;
  for (const auto& row : rows) columns = std::max(columns, row.size());
  if (columns == 0) return;
  const bool right_to_left = HasHebrew(PlainText(block));

  const auto cell_text = [&](const std::vector<Span>& spans, bool head, float width) {
    TextBuilder builder;
    for (const Span& span : spans) {
      AppendSpan(span, Sans(15, head ? 700 : 400), Ink::kText, width > 0 ? width : width_, builder);
    }
    return builder.Layout(fonts_, {.direction = right_to_left ? Direction::kRtl : Direction::kLtr,
                                   .width = width,
                                   .line_height = 22});
  };
  // Columns as wide as their widest cell; when that is too much for the page, all shrink alike.
  std::vector<float> widths(columns, 2 * kCellPadding);
  for (size_t r = 0; r < rows.size(); ++r) {
    for (size_t c = 0; c < rows[r].size(); ++c) {
      widths[c] =
          std::max(widths[c], cell_text(rows[r][c], r == 0, 0).layout.width + 1 + 2 * kCellPadding);
    }
  }
  float sum = 0;
  for (const float width : widths) sum += width;
  const float scale = std::min(1.0f, width_ / sum);

  ArticleItem item;
  item.role = Role::kTable;
  item.columns = static_cast<int>(columns);
  item.dir = right_to_left ? "" : "ltr";
  const float table_width = sum * scale;
  const float left = right_to_left ? width_ - table_width : 0;
  item.box = {left, y_, table_width, 0};
  for (size_t r = 0; r < rows.size(); ++r) {
    float x = right_to_left ? width_ : 0, height = 22;
    const size_t first = item.texts.size();
    for (size_t c = 0; c < columns; ++c) {
      const float width = widths[c] * scale;
      if (right_to_left) x -= width;
      TextBox text = cell_text(c < rows[r].size() ? rows[r][c] : std::vector<Span>(), r == 0,
                               std::max(width - 2 * kCellPadding, 24.0f));
      text.x = x + kCellPadding;
      height = std::max(height, text.layout.height);
      item.texts.push_back(std::move(text));
      if (!right_to_left) x += width;
    }
    for (size_t i = first; i < item.texts.size(); ++i) item.texts[i].y = y_ + 6;
    y_ += height + 12;
  }
  item.box.height = y_ - item.box.y;
  y_ += kGap;
  items_.push_back(std::move(item));
}

}  // namespace

ArticleLayout LayoutArticle(const typeset::FontSet& fonts, const MathLibrary& math,
                            const Review& review, int index, const ArticleStyle& style) {
  ArticleBuilder builder(fonts, math, style);
  ArticleLayout layout;
  layout.review = index;
  layout.style = style;
  layout.items = builder.Build(review);
  layout.height = builder.height();
  return layout;
}

std::string PrintedDate(const Date& date) {
  char text[32];
  std::snprintf(text, sizeof text, "%02d.%02d.%d", date.day, date.month, date.year);
  return text;
}

int ReadingMinutes(const Review& review) {
  constexpr int kWordsPerMinute = 200;
  int words = 0;
  for (const Block& block : review.blocks) {
    for (const Span& span : block.spans) {
      words += 1 + static_cast<int>(std::count(span.text.begin(), span.text.end(), ' '));
    }
  }
  return std::max(1, (words + kWordsPerMinute / 2) / kWordsPerMinute);
}

const char* KindName(ReviewKind kind, Language language) {
  constexpr Str kNames[] = {Str::kind_full, Str::kind_short, Str::kind_daily, Str::kind_post};
  return Text(kNames[static_cast<size_t>(kind)], language);
}

}  // namespace skira::reader
