#include "app/article/compose.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "app/model/route.h"
#include "review/cross_references.h"
#include "review/direction.h"
#include "review/markdown.h"
#include "review/table.h"
#include "review/units.h"

namespace skira::app {
namespace {

using typeset::Align;
using typeset::Direction;
using typeset::Family;
using typeset::TextStyle;
using Kind = ArticleItem::Kind;

// Sizes in ems of the running text.
// Of headings 1 to 6; the review's title is the first (review_head.cpp).
constexpr float kHeadingSizes[] = {1.8f, 1.4f, 1.2f, 1.06f, 1, 0.9f};
constexpr float kCellSize = 0.8f;       // tables and the reviewer's corner, in the sans face
constexpr float kAsideSize = 0.82f;     // captions and credits
constexpr float kCodeSize = 0.88f;      // blocks of code, before the face's own scale
constexpr float kSignSize = 0.86f;      // the mark before the source of a broken formula
constexpr float kIndent = 1.6f;         // a list level, a quote
constexpr float kMarkerGap = 0.5f;      // between a marker and its text
constexpr float kTallestInLine = 2.6f;  // a small picture in a line
constexpr float kPictureAxis = 0.3f;    // above the baseline: the middle of a picture in a line
constexpr float kCellPicture = 10;      // the longer side of a picture in a table, of its text
constexpr float kCssEm = 16;            // px: what pictures in a line are made for
constexpr float kSansLeading = 1.5f;    // line height of captions, cells, code, of their own size

// The markers of unordered lists, depth by depth in turn.
constexpr std::string_view kBullets[] = {"•", "–"};

TextStyle Sans(float size, int weight = 400) {
  return {.family = Family::kSans, .size = size, .weight = weight};
}
TextStyle Mono(float size) { return typeset::Monospaced({.size = size}); }

// The span's own look on top of `base`.
Look LookOf(const Span& span, const Look& base) {
  Look look = base;
  const uint16_t bits = span.style;
  look.marks |= bits;
  look.href = span.href;
  if (!span.href.empty()) look.ink = Ink::kLink;
  look.underline = base.underline || !span.href.empty() || (bits & kStyleUnderline) != 0;
  if (bits & kStyleStrikethrough) look.strike = true;
  if (bits & kStyleBold) look.style.weight = 700;
  if (bits & kStyleItalic) look.style.italic = true;
  if (bits & kStyleHighlight) look.fill = Fill::kMark;
  if (bits & kStyleCode && base.style.family != Family::kMono) {
    look.style = typeset::Monospaced(look.style);
    if (look.fill == Fill::kNone) look.fill = Fill::kCode;
  }
  if (bits & kStyleSubscript) {
    look.style = typeset::Subscript(look.style);
  } else if (bits & kStyleSuperscript) {
    look.style = typeset::Superscript(look.style);
  }
  return look;
}

// The side that a shaped text begins at.
bool BeginsAtRight(const TextBox& text) { return text.shaped->direction() == Direction::kRtl; }

class Composer {
 public:
  Composer(const typeset::FontSet& fonts, const MathLibrary& math, const PictureLibrary& pictures,
           const Review& review, const ArticleStyle& style)
      : fonts_(fonts),
        math_(math),
        pictures_(pictures),
        review_(review),
        style_(style),
        right_to_left_(ArticleDirection(review) == TextDirection::kRtl) {}

  std::vector<ArticleItem> Compose() {
    FieldCards();
    const std::vector<Block>& blocks = review_.blocks;
    for (size_t i = 0; i < blocks.size();) {
      block_ = static_cast<int>(i);
      if (IsTitleAgain(review_, i)) {
        ++i;
      } else if (blocks[i].type == BlockType::kListItem) {
        i = AddList(i);
      } else if (blocks[i].type == BlockType::kTable || CaptionsNextTable(i)) {
        i = AddTable(i);
      } else {
        AddBlock(blocks[i++]);
      }
    }
    return std::move(items_);
  }

 private:
  struct Field {
    Str label;
    std::string value;
  };
  void FieldCards();
  void AddCard(Str title, std::span<const Field> fields);
  void AddBlock(const Block& block);
  void AddHeading(const Block& block);
  float DepthIndent(const Block& block) const;
  void AddProse(const Block& block, float scale, Ink ink);
  void AddCode(const Block& block);
  void AddMath(const Block& block);
  void AddFootnote(const Block& block);
  void AddFigure(const Block& block);
  void AddPicture(const Block& block, const Picture& picture, float indent);
  void AddQuote(const Block& block);
  void AddRule(float above, float below);
  size_t AddList(size_t first);
  void AddFigureOfItem(const Block& block, std::span<const float> rooms);
  void AddListItem(const Block& block, float indent);
  void AddMarker(const Block& block, ArticleItem& item) const;
  size_t AddTable(size_t first);
  void AddCells(const TableRows& rows, ArticleItem& table) const;

  // Appends what spans of block `block` show; the first begins at byte `start` of its text.
  void AppendSpans(std::span<const Span> spans, const Look& base, float room, TextBuilder& builder,
                   int block, size_t start = 0) const;
  void AppendWords(std::string_view text, const Look& look, TextBuilder& builder, int block,
                   size_t start) const;
  void AppendPicture(const Span& span, const Look& look, float room, TextBuilder& builder) const;
  void AppendReference(const Span& span, const Look& base, TextBuilder& builder) const;
  int BlockOf(std::string_view marker, BlockType type) const;
  std::string LinkTo(int block) const;
  std::string WhyNotShown(const Picture& picture) const;
  void AppendTex(const std::string& tex, bool display, const Look& base, float room,
                 TextBuilder& builder) const;
  TextBox Caption(const Block& block, float size) const;

  bool CaptionsNextTable(size_t i) const {
    const std::vector<Block>& blocks = review_.blocks;
    return IsTableCaption(blocks[i]) && i + 1 < blocks.size() &&
           blocks[i + 1].type == BlockType::kTable;
  }

  float Em(float ems) const { return style_.text_size * ems; }
  TextStyle Reading(float size, int weight = 400) const {
    return {.family = style_.family, .size = size, .weight = weight};
  }
  Direction LanguageDirection() const {
    return style_.language == Language::kHebrew ? Direction::kRtl : Direction::kLtr;
  }
  const char* Say(Str id) const { return app::Text(id, style_.language); }

  ArticleItem& Push(Kind kind, Role role, float size, float above, float below) {
    ArticleItem item;
    item.kind = kind;
    item.role = role;
    item.block = block_;
    item.size = size;
    item.above = above;
    item.below = below;
    items_.push_back(std::move(item));
    return items_.back();
  }
  // The item is at the side where the article starts, whatever its own direction.
  void StartWithArticle(ArticleItem& item) const {
    item.right_to_left = right_to_left_;
    item.align = right_to_left_ ? Align::kRight : Align::kLeft;
  }
  // Adds an item with one text.
  ArticleItem& PushText(Kind kind, Role role, TextBox text, float size, float above, float below) {
    ArticleItem& item = Push(kind, role, size, above, below);
    item.right_to_left = BeginsAtRight(text);
    item.texts.push_back(std::move(text));
    return item;
  }

  const typeset::FontSet& fonts_;
  const MathLibrary& math_;
  const PictureLibrary& pictures_;
  const Review& review_;
  const ArticleStyle& style_;
  const bool right_to_left_;  // the side where the article's text starts
  int block_ = -1;            // which of the review's blocks is being added
  std::vector<ArticleItem> items_;
};

void Composer::AppendSpans(std::span<const Span> spans, const Look& base, float room,
                           TextBuilder& builder, int block, size_t start) const {
  for (const Span& span : spans) {
    builder.ShowNext(block, start, span.text.size());
    if (span.math) {
      AppendTex(span.text, false, base, room, builder);
    } else if (!span.picture.empty()) {
      AppendPicture(span, LookOf(span, base), room, builder);
    } else if (!span.footnote.empty()) {
      AppendReference(span, base, builder);
    } else if (!span.reference.empty()) {
      Look look = LookOf(span, base);
      look.href = LinkTo(BlockOfReference(review_, span.reference));
      if (!look.href.empty()) look.ink = Ink::kLink;
      AppendWords(span.text, look, builder, block, start);
    } else if (const Look look = LookOf(span, base); IsIsolated(span)) {
      builder.AppendLtr(span.text, look);
    } else {
      AppendWords(span.text, look, builder, block, start);
    }
    start += span.text.size();
  }
  builder.ShowNext(-1, 0, 0);
}

// Plain text, which begins at byte `start` of its block's: its units are isolated.
void Composer::AppendWords(std::string_view text, const Look& look, TextBuilder& builder, int block,
                           size_t start) const {
  const auto show = [&](size_t begin, size_t end) {
    builder.ShowNext(block, start + begin, end - begin);
    return text.substr(begin, end - begin);
  };
  size_t at = 0;
  for (const ByteRange& unit : FindUnits(text)) {
    builder.Append(show(at, unit.begin), look);
    builder.AppendLtr(show(unit.begin, unit.end), look);
    at = unit.end;
  }
  builder.Append(show(at, text.size()), look);
}

// A picture in its line, as large beside the text as it is beside a page's; in a table, where it is
// what the cell is for, larger. What cannot be shown is its alt and the reason.
void Composer::AppendPicture(const Span& span, const Look& look, float room,
                             TextBuilder& builder) const {
  const Picture* picture = pictures_.Find(span.picture);
  if (picture == nullptr) {
    if (span.text != kNoAlt) builder.Append(span.text, look);
    return;
  }
  if (!ReasonOf(pictures_, *picture, style_.language).empty()) {
    Look broken = look;
    broken.ink = Ink::kMuted;
    return builder.Append(WhyNotShown(*picture), broken);
  }
  const float em = look.style.size;
  const auto width = static_cast<float>(picture->width);
  const auto height = static_cast<float>(picture->height);
  const bool in_cell = room <= 0;
  const float high = in_cell ? em * kCellPicture : em * kTallestInLine;
  const float wide = in_cell ? em * kCellPicture : room;
  const float scale = std::min({em / kCssEm, high / height, wide / width});
  PictureBox box{picture, AltOf(*picture, span.text), width * scale, height * scale, 0};
  box.descent = std::max(0.0f, box.height / 2 - em * kPictureAxis);
  builder.AppendPicture(std::move(box), look);
}

// The block of a footnote's text, or the first that refers to it; -1: none.
int Composer::BlockOf(std::string_view marker, BlockType type) const {
  const auto found =
      std::find_if(review_.blocks.begin(), review_.blocks.end(), [&](const Block& block) {
        if (type == BlockType::kFootnote) return block.type == type && block.marker == marker;
        return std::any_of(block.spans.begin(), block.spans.end(),
                           [&](const Span& span) { return span.footnote == marker; });
      });
  return found == review_.blocks.end() ? -1 : static_cast<int>(found - review_.blocks.begin());
}

std::string Composer::LinkTo(int block) const {
  if (block < 0) return "";
  return RouteHash({.page = Route::Page::kReview, .id = review_.id, .block = block});
}

// A footnote's number or sign, which leads to it.
void Composer::AppendReference(const Span& span, const Look& base, TextBuilder& builder) const {
  Look look = LookOf(span, base);
  if (!(span.style & kStyleSuperscript)) look.style = typeset::Superscript(look.style);
  look.href = LinkTo(BlockOf(span.footnote, BlockType::kFootnote));
  look.note_ref = !look.href.empty();
  if (look.note_ref) look.ink = Ink::kLink;
  builder.AppendLtr(span.text, look);
}

// A footnote: its sign, its text, the way back to what refers to it.
void Composer::AddFootnote(const Block& block) {
  const float size = Em(kAsideSize);
  const Look look{.style = Reading(size), .ink = Ink::kMuted};
  TextBuilder builder;
  if (!block.marker.empty()) {
    Look sign = look;
    sign.style = typeset::Superscript(sign.style);
    builder.AppendLtr(block.marker, sign);
    builder.Append(" ", look);
  }
  AppendSpans(block.spans, look, style_.column, builder, block_);
  if (builder.empty()) return;
  if (const std::string back = LinkTo(BlockOf(block.marker, BlockType::kParagraph));
      !back.empty() && !block.marker.empty()) {
    Look link{.style = Sans(size * kSignSize), .ink = Ink::kLink, .underline = true, .href = back};
    builder.Append(" ", look);
    builder.Append(Say(Str::footnote_back), link);
  }
  PushText(Kind::kText, Role::kFootnote,
           builder.Shape(fonts_, TypesetDirection(DirectionOf(block))), size, 0.5f, 0.5f);
}

// The alt, and in brackets the reason.
std::string Composer::WhyNotShown(const Picture& picture) const {
  const std::string reason = ReasonOf(pictures_, picture, style_.language);
  const std::string alt = picture.alt.empty() ? Say(Str::picture) : picture.alt;
  return alt + " (" + reason + ")";
}

// The formula, or where it is broken or was not typeset its source.
void Composer::AppendTex(const std::string& tex, bool display, const Look& base, float room,
                         TextBuilder& builder) const {
  const Formula* formula = math_.Find(tex, display);
  const bool broken = formula != nullptr && !formula->error.empty();
  if (formula != nullptr && !broken && formula->width > 0) {
    return builder.AppendFormula(fonts_, *formula, base, room);
  }
  Look look = base;
  look.style = Mono(base.style.size);
  if (broken) {
    look.ink = Ink::kBroken;
    look.fill = Fill::kBroken;
    look.note = Say(Str::broken_formula);
    Look sign = look;
    sign.style = Sans(base.style.size * kSignSize, 700);
    sign.sign = true;
    // Before the source on whichever side the text around begins.
    builder.Append("\u2066⚠\u2069\u00A0", sign);
  }
  builder.AppendLtr(tex, look);
}

// The reviewer's corner and the paper's details.
void Composer::FieldCards() {
  const auto joined = [](const std::vector<std::string>& values) {
    std::string text;
    for (const std::string& value : values) text += (text.empty() ? "" : " · ") + value;
    return text;
  };
  const Fields& fields = review_.fields;
  const Field corner[] = {
      {Str::field_recommendation, fields.recommendation},
      {Str::field_clarity, fields.clarity},
      {Str::field_prior_knowledge, joined(fields.prior_knowledge)},
      {Str::field_applications, fields.applications},
  };
  const Paper& paper = review_.paper;
  const Field details[] = {
      {Str::field_published, paper.published ? PrintedDate(*paper.published) : ""},
      {Str::field_venue, paper.venue.value_or("")},
      {Str::field_domains, joined(fields.domains)},
      {Str::field_tools, joined(fields.tools)},
  };
  AddCard(Str::corner, corner);
  AddCard(Str::paper_card, details);
}

// Appends the text as a unit of its own direction (UAX #9, RLI and LRI).
void AppendInOwnDirection(std::string_view text, const Look& look, TextBuilder& builder) {
  if (DirectionOf(text) != TextDirection::kRtl) return builder.AppendLtr(text, look);
  builder.Append(std::string("\u2067").append(text).append("\u2069"), look);
}

// A card of the fields that have a value, below its title; none where none has.
void Composer::AddCard(Str title, std::span<const Field> fields) {
  const float size = Em(kCellSize);
  std::vector<TextBox> texts;
  const auto add = [&](std::string_view label, std::string_view value, Ink ink) {
    TextBuilder builder;
    // The label is the interface's, the value the author's: each is read its own way, and both
    // stand at the side where the article begins.
    AppendInOwnDirection(label, {.style = Sans(size, 700), .ink = ink}, builder);
    if (!value.empty()) {
      builder.Append(": ", {.style = Sans(size, 700), .ink = ink});
      AppendInOwnDirection(value, {.style = Sans(size)}, builder);
    }
    texts.push_back(builder.Shape(fonts_, right_to_left_ ? Direction::kRtl : Direction::kLtr));
  };
  for (const auto& [label, value] : fields) {
    if (value.empty()) continue;
    if (texts.empty()) add(Say(title), "", Ink::kAccent);
    add(Say(label), value, Ink::kStrong);
  }
  if (texts.empty()) return;
  ArticleItem& card = Push(Kind::kFields, Role::kGroup, size, 0.8f, 1.2f);
  card.leading = 1.6f;
  card.right_to_left = right_to_left_;
  card.texts = std::move(texts);
}

void Composer::AddBlock(const Block& block) {
  switch (block.type) {
    case BlockType::kHeading:
      return AddHeading(block);
    case BlockType::kMath:
      return AddMath(block);
    case BlockType::kCode:
      return AddCode(block);
    case BlockType::kQuote:
      return AddQuote(block);
    case BlockType::kRule:
      return AddRule(1.4f, 1.4f);
    case BlockType::kFigure:
      return AddFigure(block);
    case BlockType::kFootnote:
      return AddFootnote(block);
    case BlockType::kCredit:
      return AddProse(block, kAsideSize, Ink::kMuted);
    case BlockType::kListItem:
    case BlockType::kTable:
    case BlockType::kLink:
    case BlockType::kParagraph:
      break;
  }
  AddProse(block, 1, Ink::kText);
}

void Composer::AddHeading(const Block& block) {
  const int level = std::clamp(block.level, 1, 5) + 1;  // the title is the first
  const float size = Em(kHeadingSizes[level - 1]);
  TextBuilder builder;
  AppendSpans(block.spans,
              {.style = Reading(size, 700), .ink = level == 6 ? Ink::kMuted : Ink::kStrong},
              style_.column, builder, block_);
  if (builder.empty()) return;
  ArticleItem& item = PushText(Kind::kText, Role::kHeading,
                               builder.Shape(fonts_, TypesetDirection(DirectionOf(block))), size,
                               level <= 3 ? 1.7f : 1.3f, level <= 3 ? 0.55f : 0.4f);
  item.level = level;
  item.leading = 1.3f;
  StartWithArticle(item);
}

// Of what is part of list items and of quotes.
float Composer::DepthIndent(const Block& block) const {
  constexpr int kDeepest = 8;
  return Em(kIndent) * static_cast<float>(std::clamp(block.level + block.quotes, 0, kDeepest));
}

void Composer::AddProse(const Block& block, float scale, Ink ink) {
  const float size = Em(scale);
  TextBuilder builder;
  AppendSpans(block.spans, {.style = Reading(size), .ink = ink}, style_.column, builder, block_);
  if (builder.empty()) return;
  PushText(Kind::kText, Role::kParagraph,
           builder.Shape(fonts_, TypesetDirection(DirectionOf(block))), size, 0.95f, 0.95f)
      .indent = DepthIndent(block);
}

void Composer::AddQuote(const Block& block) {
  TextBuilder builder;
  AppendSpans(block.spans, {.style = Reading(Em(1)), .ink = Ink::kMuted},
              style_.column - Em(kIndent), builder, block_);
  if (builder.empty()) return;
  PushText(Kind::kQuote, Role::kQuote, builder.Shape(fonts_, TypesetDirection(DirectionOf(block))),
           Em(1), 1, 1)
      .indent = Em(kIndent) * 0.75f + DepthIndent(block);
}

void Composer::AddCode(const Block& block) {
  const float size = Em(kCodeSize);
  TextBuilder builder;
  size_t start = 0;
  for (const Span& span : block.spans) {
    builder.ShowNext(block_, start, span.text.size());
    start += span.text.size();
    if (span.math) {
      AppendTex(span.text, false, {.style = Mono(size)}, 0, builder);
    } else {
      Look look = LookOf(span, {.style = Mono(size)});
      look.fill = Fill::kNone;
      builder.Append(span.text, look);
    }
  }
  if (builder.empty()) return;
  ArticleItem& item =
      PushText(Kind::kCode, Role::kCode, builder.Shape(fonts_, Direction::kLtr), size, 1.1f, 1.1f);
  item.leading = kSansLeading;
  item.align = Align::kLeft;
  item.right_to_left = false;
}

void Composer::AddMath(const Block& block) {
  const Look look = {.style = Reading(Em(1))};
  TextBuilder builder;
  size_t start = 0;
  for (const Span& span : block.spans) {
    if (span.math) {
      builder.ShowNext(block_, start, span.text.size());
      AppendTex(span.text, true, look, 0, builder);
    } else {
      AppendSpans({&span, 1}, look, style_.column, builder, block_, start);
    }
    start += span.text.size();
  }
  builder.ShowNext(-1, 0, 0);
  if (builder.empty()) return;
  ArticleItem& item =
      PushText(Kind::kMath, Role::kMath, builder.Shape(fonts_, Direction::kLtr), Em(1), 1, 1);
  item.leading = 1.4f;
  item.align = Align::kCenter;
  item.right_to_left = false;
  if (block.marker.empty()) return;
  builder.Append("(" + block.marker + ")", {.style = Reading(Em(1)), .ink = Ink::kMuted});
  item.texts.push_back(builder.Shape(fonts_, right_to_left_ ? Direction::kRtl : Direction::kLtr));
  item.captions = 1;
}

// The caption with its label in bold.
TextBox Composer::Caption(const Block& block, float size) const {
  const std::string text = PlainText(block.spans);
  const std::optional<CaptionLabel> read = ReadCaptionLabel(text);
  size_t label = read ? read->size : 0;
  std::vector<Span> spans;
  for (const Span& span : block.spans) {
    const size_t cut = span.math ? 0 : std::min(label, span.text.size());
    label -= cut;
    if (cut > 0) {
      Span head = span;
      head.text.resize(cut);
      head.style |= kStyleBold;
      spans.push_back(std::move(head));
    }
    if (cut == span.text.size()) continue;
    spans.push_back(span);
    spans.back().text.erase(0, cut);
  }
  TextBuilder builder;
  AppendSpans(spans, {.style = Sans(size), .ink = Ink::kMuted}, style_.column - 2 * Em(kIndent),
              builder, static_cast<int>(&block - review_.blocks.data()));
  return builder.Shape(fonts_, TypesetDirection(DirectionOf(block)));
}

// A picture with its caption below it. `indent`: px that a list's items keep free before them.
void Composer::AddPicture(const Block& block, const Picture& picture, float indent) {
  const float size = Em(kAsideSize);
  ArticleItem& item = Push(Kind::kPicture, Role::kFigure, size, 1.1f, 1.1f);
  StartWithArticle(item);
  item.align = Align::kCenter;
  item.leading = kSansLeading;
  item.picture = &picture;
  item.level = block.level;
  item.indent = indent;
  item.faulty = !ReasonOf(pictures_, picture, style_.language).empty();
  if (item.faulty) {
    TextBuilder builder;
    builder.Append(WhyNotShown(picture), {.style = Sans(size), .ink = Ink::kMuted});
    item.texts.push_back(builder.Shape(fonts_, LanguageDirection()));
  }
  if (PlainText(block.spans).empty()) return;
  item.texts.push_back(Caption(block, size));
  item.captions = 1;
}

// A figure whose picture is not in the documents: its caption stands in a card, with the way to it.
void Composer::AddFigure(const Block& block) {
  if (const Picture* picture = pictures_.Find(block.picture)) return AddPicture(block, *picture, 0);
  if (PlainText(block.spans).empty()) return;
  const float size = Em(kAsideSize);
  ArticleItem& item =
      PushText(Kind::kFigure, Role::kFigure, Caption(block, size), size, 1.1f, 1.1f);
  item.leading = kSansLeading;
  const bool has_link = std::any_of(block.spans.begin(), block.spans.end(),
                                    [](const Span& span) { return !span.href.empty(); });
  if (has_link || review_.paper.urls.empty()) return;
  TextBuilder builder;
  builder.Append(Say(Str::see_figure), {.style = Sans(size),
                                        .ink = Ink::kLink,
                                        .underline = true,
                                        .href = review_.paper.urls.front()});
  item.texts.push_back(builder.Shape(fonts_, LanguageDirection()));
}

void Composer::AddRule(float above, float below) {
  Push(Kind::kRule, Role::kSeparator, 0, above, below);
}

// Adds the list item at `first` and those that follow it; returns the block after them. They share
// the room for their markers, so that texts stand below each other.
size_t Composer::AddList(size_t first) {
  const std::vector<Block>& blocks = review_.blocks;
  std::array<float, 8> rooms{};  // for the markers of each depth, px
  rooms.fill(Em(kIndent));
  const auto depth = [&](const Block& block) {
    return static_cast<size_t>(std::clamp(block.level, 0, static_cast<int>(rooms.size()) - 1));
  };
  const TextStyle style = Reading(Em(1));
  size_t end = first;
  const auto belongs = [](const Block& block) {
    return block.type == BlockType::kListItem ||
           (block.type == BlockType::kFigure && block.level > 0);
  };
  for (; end < blocks.size() && belongs(blocks[end]); ++end) {
    if (blocks[end].marker.empty()) continue;
    const float width = LayoutText(fonts_, blocks[end].marker + ".", style, {}).layout.width;
    float& room = rooms[depth(blocks[end])];
    room = std::max(room, width + Em(kMarkerGap));
  }
  const size_t added = items_.size();
  for (size_t i = first; i < end; ++i) {
    float indent = 0;
    for (size_t d = 0; d <= depth(blocks[i]); ++d) indent += rooms[d];
    block_ = static_cast<int>(i);
    if (blocks[i].type == BlockType::kFigure) {
      AddFigureOfItem(blocks[i], rooms);
      continue;
    }
    AddListItem(blocks[i], indent);
  }
  for (ArticleItem& item : std::span(items_).subspan(added)) {
    if (item.kind != Kind::kListItem) continue;
    StartWithArticle(item);
    AddMarker(blocks[static_cast<size_t>(item.block)], item);
  }
  return end;
}

// A figure below an item's text, as far in as that.
void Composer::AddFigureOfItem(const Block& block, std::span<const float> rooms) {
  const Picture* picture = pictures_.Find(block.picture);
  if (picture == nullptr) return AddFigure(block);
  const size_t depth = std::min(static_cast<size_t>(block.level), rooms.size());
  AddPicture(block, *picture, std::accumulate(rooms.begin(), rooms.begin() + depth, 0.0f));
}

void Composer::AddListItem(const Block& block, float indent) {
  TextBuilder builder;
  AppendSpans(block.spans, {.style = Reading(Em(1))},
              std::max(style_.column - indent, style_.column / 2), builder, block_);
  if (builder.empty()) return;
  ArticleItem& item =
      PushText(Kind::kListItem, Role::kListItem,
               builder.Shape(fonts_, TypesetDirection(DirectionOf(block))), Em(1), 0.42f, 0.42f);
  item.level = block.level + 1;
  item.ordered = block.ordered;
  item.task = block.checked.has_value();
  item.indent = indent;
}

void Composer::AddMarker(const Block& block, ArticleItem& item) const {
  const size_t bullet = static_cast<size_t>(block.level) % std::size(kBullets);
  TextBuilder builder;
  const std::string mark = block.checked          ? (*block.checked ? "☑" : "☐")
                           : block.marker.empty() ? std::string(kBullets[bullet])
                                                  : block.marker + ".";
  builder.Append(mark, {.style = Reading(Em(1)), .ink = Ink::kMuted});
  const Direction direction = item.right_to_left ? Direction::kRtl : Direction::kLtr;
  item.texts.insert(item.texts.begin(), builder.Shape(fonts_, direction));
}

// Adds the table at `first`, or the caption there with the table below it; returns the block after
// what was added.
size_t Composer::AddTable(size_t first) {
  const std::vector<Block>& blocks = review_.blocks;
  const bool caption_above = blocks[first].type != BlockType::kTable;
  const size_t at = first + (caption_above ? 1 : 0);
  const bool caption_below =
      !caption_above && at + 1 < blocks.size() && IsTableCaption(blocks[at + 1]);
  block_ = static_cast<int>(at);
  const TableRows rows = RowsOf(blocks[at]);
  ArticleItem& table = Push(Kind::kTable, Role::kTable, Em(kCellSize), 1.1f, 1.2f);
  table.leading = kSansLeading;
  table.right_to_left = DirectionOf(blocks[at]) == TextDirection::kRtl;
  AddCells(rows, table);
  table.caption_above = caption_above;
  if (caption_above || caption_below) {
    table.texts.push_back(Caption(blocks[caption_above ? first : at + 1], Em(kAsideSize)));
    table.captions = 1;
  }
  return at + (caption_below ? 2 : 1);
}

void Composer::AddCells(const TableRows& rows, ArticleItem& table) const {
  table.numeric = NumericColumns(rows);
  const size_t columns = table.numeric.size();
  table.columns = static_cast<int>(columns);
  table.aligned = review_.blocks[static_cast<size_t>(block_)].align;
  table.aligned.resize(columns, CellAlign::kNone);
  for (size_t c = 0; c < columns; ++c) {
    // What the author says goes before what the numbers would like.
    if (table.aligned[c] != CellAlign::kNone) table.numeric[c] = 0;
  }
  size_t start = 0;  // of the cell, bytes of the block's text
  for (size_t r = 0; r < rows.size(); ++r) {
    for (size_t c = 0; c < columns; ++c) {
      static const std::vector<Span> kNothing;
      const std::vector<Span>& cell = c < rows[r].size() ? rows[r][c] : kNothing;
      TextBuilder builder;
      AppendSpans(cell,
                  {.style = Sans(table.size, r == 0 ? 700 : 400),
                   .ink = r == 0 ? Ink::kStrong : Ink::kText},
                  0, builder, block_, start);
      if (c < rows[r].size()) start += PlainText(cell).size() + 1;
      table.texts.push_back(builder.Shape(fonts_, TypesetDirection(CellDirection(cell))));
    }
  }
}

}  // namespace

std::vector<ArticleItem> Compose(const typeset::FontSet& fonts, const MathLibrary& math,
                                 const PictureLibrary& pictures, const Review& review,
                                 const ArticleStyle& style) {
  return Composer(fonts, math, pictures, review, style).Compose();
}

}  // namespace skira::app
