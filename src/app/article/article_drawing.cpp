#include "app/article/article_drawing.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

namespace skira::app {
namespace {

using Kind = ArticleItem::Kind;

constexpr float kCardRounding = 6;
constexpr float kQuoteBar = 3;
constexpr float kFade = 28;  // where a pane's content goes on outside

Box Moved(const Box& box, float x, float y) {
  return {box.x + x, box.y + y, box.width, box.height};
}

bool IsCard(Kind kind) {
  return kind == Kind::kCode || kind == Kind::kFigure || kind == Kind::kFields;
}

void DrawGround(Ui& ui, const ArticleItem& item, float x, float y) {
  const Box box = Moved(item.box, x, y);
  if (IsCard(item.kind)) ui.FillRect(box, ui.theme().card, kCardRounding);
  if (item.kind == Kind::kRule) ui.HorizontalLine(box.x, box.y, box.width, ui.theme().line);
  if (item.kind == Kind::kQuote) {
    const float bar = item.right_to_left ? box.x + box.width - kQuoteBar : box.x;
    ui.FillRect({bar, box.y, kQuoteBar, box.height}, ui.theme().line, kQuoteBar / 2);
  }
  const Box pane = Moved(item.pane, x, y);
  for (size_t i = 0; i < item.lines.size(); ++i) {
    const float thickness = i == 0 ? 1.5f : 0;  // below the head; else a hairline
    ui.HorizontalLine(pane.x, y + item.lines[i], pane.width,
                      i == 0 ? ui.theme().muted : ui.theme().line, thickness);
  }
}

// The pane's sides fade where its content goes on.
void DrawFades(Ui& ui, const ArticleItem& item, const Box& pane, float scrolled) {
  const Colour ground = IsCard(item.kind) ? ui.theme().card : ui.theme().page;
  const float most = item.content_width - pane.width;
  const float hidden_left = item.right_to_left ? most + scrolled : scrolled;
  const float width = std::min(kFade, pane.width / 4);
  const auto strength = [](float hidden) { return std::clamp(hidden / kFade, 0.0f, 1.0f); };
  const float corner = IsCard(item.kind) ? kCardRounding : 0;  // which stays round
  const float top = pane.y + corner, height = pane.height - 2 * corner;
  ui.FadeSide({pane.x, top, width, height}, ground, strength(hidden_left), true);
  ui.FadeSide({pane.x + pane.width - width, top, width, height}, ground,
              strength(most - hidden_left), false);
}

// A text's lines, told from `origin`.
std::vector<SemanticsLine> LinesFrom(const TextBox& text, const Box& origin) {
  std::vector<SemanticsLine> lines = SemanticsLines(text);
  for (SemanticsLine& line : lines) {
    line.box.x -= origin.x;
    line.box.y -= origin.y;
  }
  return lines;
}

Box Inside(const Box& box, const Box& parent) { return Moved(box, -parent.x, -parent.y); }

Box BoxOf(const TextBox& text) {
  // Aligned lines stand away from the layout's left edge.
  float left = text.layout.lines.empty() ? 0 : text.layout.lines.front().x, right = left;
  for (const typeset::Line& line : text.layout.lines) {
    left = std::min(left, line.x);
    right = std::max(right, line.x + line.width);
  }
  return {text.x + left, text.y, right - left, text.layout.height};
}

// A semantics node of `role` with one text's lines, in `box` of the article; its parent is at
// `parent`.
SemanticsNode TextNode(Role role, std::string id, const TextBox& text, const Box& box,
                       const Box& parent) {
  SemanticsNode node{.role = role, .id = std::move(id), .box = Inside(box, parent)};
  node.lines = LinesFrom(text, box);
  const bool left_to_right = text.layout.direction == typeset::Direction::kLtr;
  node.dir = left_to_right ? "ltr" : "rtl";
  if (role != Role::kCodeText && role != Role::kMath) node.lang = left_to_right ? "en" : "he";
  return node;
}

// What scrolls sideways, with `content` as wide as it is.
SemanticsNode PaneNode(const ArticleItem& item, std::string id, Str name, Language language,
                       SemanticsNode content) {
  SemanticsNode pane{.role = Role::kGroup,
                     .id = std::move(id),
                     .name = Text(name, language),
                     .dir = item.dir(),
                     .box = item.pane};
  pane.sideways = true;
  pane.children.push_back(std::move(content));
  return pane;
}

Box ContentBox(const ArticleItem& item) {
  if (!item.scrolls()) return item.pane;
  Box box = item.pane;
  if (item.right_to_left) box.x += box.width - item.content_width;
  box.width = item.content_width;
  return box;
}

SemanticsNode CodeNode(const ArticleItem& item, std::string id, Language language) {
  SemanticsNode block{.role = Role::kCode, .id = std::move(id), .dir = "ltr", .box = item.pane};
  if (item.scrolls()) {
    block.name = Text(Str::code_block, language);
    block.sideways = true;
  }
  block.children.push_back(
      TextNode(Role::kCodeText, "code", item.texts.front(), ContentBox(item), item.pane));
  return block;
}

SemanticsNode MathNode(const ArticleItem& item, std::string id, Language language) {
  const TextBox& text = item.texts.front();
  // A formula's own element says that it is one; its source alone needs the role.
  const Role role = text.formulas.empty() ? Role::kMath : Role::kParagraph;
  if (!item.scrolls()) {
    SemanticsNode node = TextNode(role, std::move(id), text, item.box, {});
    if (item.captions == 0) return node;
    for (SemanticsLine& line : LinesFrom(item.texts.back(), item.box)) {
      node.lines.push_back(std::move(line));
    }
    return node;
  }
  const bool numbered = item.captions > 0;
  SemanticsNode content = TextNode(role, "formula", text, ContentBox(item), item.pane);
  SemanticsNode pane = PaneNode(item, id, Str::formula_block, language, std::move(content));
  if (!numbered) return pane;
  pane.box = Inside(pane.box, item.box);
  const TextBox& number = item.texts.back();
  SemanticsNode block{
      .role = Role::kGroup, .id = id + "-numbered", .dir = item.dir(), .box = item.box};
  block.children.push_back(std::move(pane));
  block.children.push_back(TextNode(Role::kParagraph, "number", number, BoxOf(number), item.box));
  return block;
}

// The rows tile the table and the cells their row.
SemanticsNode GridNode(const ArticleItem& item, std::string id, const Box& parent) {
  const Box box = ContentBox(item);
  SemanticsNode table{
      .role = Role::kTable, .id = std::move(id), .dir = item.dir(), .box = Inside(box, parent)};
  const size_t columns = static_cast<size_t>(item.columns);
  float top = item.pane.y;
  for (size_t r = 0; r < item.lines.size(); ++r) {
    const Box row_box{box.x, top, box.width, item.lines[r] - top};
    SemanticsNode row{.role = Role::kRow, .id = std::to_string(r), .box = Inside(row_box, box)};
    for (size_t c = 0; c < columns; ++c) {
      const TextBox& text = item.texts[r * columns + c];
      row.children.push_back(TextNode(r == 0 ? Role::kColumnHeader : Role::kCell, std::to_string(c),
                                      text, BoxOf(text), row_box));
    }
    table.children.push_back(std::move(row));
    top = item.lines[r];
  }
  return table;
}

SemanticsNode TableNode(const ArticleItem& item, const std::string& id, Language language) {
  const Box parent = item.captions > 0 ? item.box : Box{};
  SemanticsNode table = item.scrolls() ? PaneNode(item, id, Str::table_block, language,
                                                  GridNode(item, "table", item.pane))
                                       : GridNode(item, id, parent);
  if (item.captions == 0) return table;
  if (item.scrolls()) table.box = Inside(table.box, parent);
  SemanticsNode figure{.role = Role::kFigure, .id = id + "-figure", .box = item.box};
  const TextBox& text = item.texts.back();
  SemanticsNode caption = TextNode(Role::kCaption, "caption", text, BoxOf(text), item.box);
  figure.children.push_back(std::move(table));
  figure.children.insert(item.caption_above ? figure.children.begin() : figure.children.end(),
                         std::move(caption));
  return figure;
}

// The texts of a card, one below the other.
SemanticsNode CardNode(const ArticleItem& item, std::string id) {
  SemanticsNode card{.role = item.role, .id = std::move(id), .box = item.box};
  const bool fields = item.kind == Kind::kFields;
  if (fields) card.name = item.texts.front().text;
  for (size_t i = 0; i < item.texts.size(); ++i) {
    const bool caption = item.kind == Kind::kFigure && i == 0;
    const Role role = caption            ? Role::kCaption
                      : fields && i == 0 ? Role::kHeading
                                         : Role::kParagraph;
    card.children.push_back(
        TextNode(role, std::to_string(i), item.texts[i], BoxOf(item.texts[i]), item.box));
    card.children.back().level = role == Role::kHeading ? 2 : 0;
  }
  return card;
}

// A number that a list item's marker prints; 0 where it prints none.
int NumberOf(const ArticleItem& item) {
  const std::string& marker = item.texts.front().text;
  int number = 0;
  std::from_chars(marker.data(), marker.data() + marker.size(), number);
  return item.ordered ? number : 0;
}

SemanticsNode ListItemNode(const ArticleItem& item, std::string id) {
  SemanticsNode node{
      .role = Role::kListItem, .id = std::move(id), .dir = item.dir(), .box = item.box};
  node.level = item.level;
  node.place = NumberOf(item);
  node.lang = item.texts.back().layout.direction == typeset::Direction::kLtr ? "en" : "he";
  // A number or a task's box is text that can be found and copied; a bullet is the list's own.
  if (item.ordered || item.task) node.lines = LinesFrom(item.texts.front(), item.box);
  for (SemanticsLine& line : LinesFrom(item.texts.back(), item.box)) {
    node.lines.push_back(std::move(line));
  }
  return node;
}

// A picture, what opens it large, and its caption; or the words that say why it is not shown.
SemanticsNode PictureNode(const ArticleItem& item, std::string id, Language language, int handle) {
  SemanticsNode figure{
      .role = Role::kFigure, .id = std::move(id), .dir = item.dir(), .box = item.box};
  if (item.faulty) {
    const TextBox& why = item.texts.front();
    figure.children.push_back(TextNode(Role::kParagraph, "why", why, BoxOf(why), item.box));
  } else {
    const std::string alt = AltOf(*item.picture);
    SemanticsNode open{
        .role = Role::kButton, .id = "open", .name = Text(Str::picture_open, language)};
    if (!alt.empty()) open.name += ": " + alt;
    SemanticsNode picture{.role = Role::kPicture,
                          .id = "picture",
                          .name = alt.empty() ? Text(Str::picture, language) : alt};
    picture.picture = item.picture->file;
    for (SemanticsNode* node : {&open, &picture}) {
      node->box = Inside(item.pane, item.box);
      node->handle = handle;
    }
    if (handle != 0) figure.children.push_back(std::move(open));
    figure.children.push_back(std::move(picture));
  }
  if (item.captions > 0) {
    const TextBox& text = item.texts.back();
    figure.children.push_back(TextNode(Role::kCaption, "caption", text, BoxOf(text), item.box));
  }
  return figure;
}

SemanticsNode ItemNode(const ArticleItem& item, size_t index, Language language,
                       FunctionRef<int(int)> handle_of) {
  std::string id = "b" + std::to_string(index);
  switch (item.kind) {
    case Kind::kTable:
      return TableNode(item, id, language);
    case Kind::kCode:
      return CodeNode(item, std::move(id), language);
    case Kind::kMath:
      return MathNode(item, std::move(id), language);
    case Kind::kFields:
    case Kind::kFigure:
      return CardNode(item, std::move(id));
    case Kind::kPicture:
      return PictureNode(item, std::move(id), language, item.faulty ? 0 : handle_of(item.block));
    case Kind::kListItem:
      return ListItemNode(item, std::move(id));
    case Kind::kText:
    case Kind::kQuote: {
      SemanticsNode node = TextNode(item.role, std::move(id), item.texts.front(), item.box, {});
      node.level = item.level;
      return node;
    }
    case Kind::kRule:
      break;
  }
  return {.role = item.role, .id = std::move(id), .box = item.box};
}

// Puts a list item's semantics node, placed in the article, where it belongs: into the current
// list, into one inside its last item where it stands deeper, or into a new one. `origin` is the
// parent's corner.
void AddToLists(SemanticsNode item, bool ordered, int depth, const Box& origin,
                std::vector<SemanticsNode>& siblings) {
  SemanticsNode* list = siblings.empty() ? nullptr : &siblings.back();
  const bool same = list != nullptr && list->role == Role::kList;
  if (same && depth > 1 && !list->children.empty()) {
    SemanticsNode& last = list->children.back();
    const Box corner{origin.x + last.box.x, origin.y + last.box.y, 0, 0};
    return AddToLists(std::move(item), ordered, depth - 1, corner, last.children);
  }
  if (!same || list->ordered != ordered) {
    SemanticsNode added{.role = Role::kList, .id = item.id + "-list", .dir = item.dir};
    added.ordered = ordered;
    added.place = item.place;
    siblings.push_back(std::move(added));
    list = &siblings.back();
  }
  item.box = Inside(item.box, origin);
  list->children.push_back(std::move(item));
}

// Puts what belongs to a list's last item, placed in the article, below that; false where no list
// comes before it.
bool AddToItem(SemanticsNode& node, int depth, std::vector<SemanticsNode>& siblings) {
  std::vector<SemanticsNode>* level = &siblings;
  SemanticsNode* item = nullptr;
  float x = 0, y = 0;  // of the item's corner
  for (int d = 0; d < depth; ++d) {
    SemanticsNode* list = level->empty() ? nullptr : &level->back();
    if (list == nullptr || list->role != Role::kList || list->children.empty()) break;
    item = &list->children.back();
    x += item->box.x;
    y += item->box.y;
    level = &item->children;
  }
  if (item == nullptr) return false;
  node.box.x -= x;
  node.box.y -= y;
  item->children.push_back(std::move(node));
  return true;
}

void DrawMarks(Ui& ui, const TextBox& text, float x, float y) {
  for (const TextMark& mark : text.marks) {
    for (const typeset::Rect& rect : mark.rects) {
      // Lines stand apart: a mark is as high as letters are.
      const float inset = rect.height * 0.12f;
      ui.FillRect(
          {x + text.x + rect.x, y + text.y + rect.y + inset, rect.width, rect.height - 2 * inset},
          ui.theme().highlight[mark.colour], 3);
      if (!mark.noted) continue;
      ui.HorizontalLine(x + text.x + rect.x, y + text.y + rect.y + rect.height - inset, rect.width,
                        ui.theme().accent, 1.5f);
    }
  }
}

// The sentence that is read aloud, below the user's own marks.
void DrawSpoken(Ui& ui, const TextBox& text, float x, float y) {
  for (const typeset::Rect& rect : text.spoken) {
    const float inset = rect.height * 0.08f;
    ui.FillRect({x + text.x + rect.x - 2, y + text.y + rect.y + inset, rect.width + 4,
                 rect.height - 2 * inset},
                ui.theme().spoken, 3);
  }
}

// The words that answer the search, as the catalog marks them; the one that was gone to in a frame.
void DrawHits(Ui& ui, const TextBox& text, float x, float y) {
  for (const auto* boxes : {&text.hits, &text.hit}) {
    for (const typeset::Rect& rect : *boxes) {
      const float inset = rect.height * 0.12f;
      const Box box{x + text.x + rect.x - 1, y + text.y + rect.y + inset, rect.width + 2,
                    rect.height - 2 * inset};
      ui.FillRect(box, ui.theme().mark, 3);
      if (boxes == &text.hit)
        ui.HorizontalLine(box.x, box.y + box.height, box.width, ui.theme().accent, 2);
    }
  }
}

void DrawText(Ui& ui, const TextBox& text, float x, float y) {
  DrawSpoken(ui, text, x, y);
  DrawHits(ui, text, x, y);
  DrawMarks(ui, text, x, y);
  ui.Text(text, x, y);
}

}  // namespace

void DrawItem(Ui& ui, const ArticleItem& item, float x, float y, float scrolled) {
  DrawGround(ui, item, x, y);
  const size_t fixed = static_cast<size_t>(item.captions);  // outside the pane
  const size_t inside = item.texts.size() - fixed;
  const Box pane = Moved(item.pane, x, y);
  if (item.kind == Kind::kPicture && !item.faulty) ui.DrawPicture(*item.picture, pane);
  const bool clipped = item.scrolls() || item.faulty;
  if (item.faulty) ui.FillRect(pane, ui.theme().card, kCardRounding);
  if (clipped) ui.PushPane(pane);
  for (size_t i = 0; i < inside; ++i) DrawText(ui, item.texts[i], x - scrolled, y);
  if (item.scrolls()) DrawFades(ui, item, pane, scrolled);
  if (clipped) ui.PopPane();
  for (size_t i = inside; i < item.texts.size(); ++i) DrawText(ui, item.texts[i], x, y);
}

std::vector<SemanticsNode> BlockNodes(const ArticleLayout& article, Language language, float left,
                                      float top, FunctionRef<int(int)> handle_of) {
  std::vector<SemanticsNode> nodes;
  for (size_t i = 0; i < article.items.size(); ++i) {
    const ArticleItem& item = article.items[i];
    SemanticsNode node = ItemNode(item, i, language, handle_of);
    node.box = Moved(node.box, left, top);
    if (item.kind == Kind::kListItem) {
      AddToLists(std::move(node), item.ordered, item.level, {}, nodes);
    } else if (item.level == 0 || item.kind != Kind::kPicture ||
               !AddToItem(node, item.level, nodes)) {
      nodes.push_back(std::move(node));
    }
  }
  return nodes;
}

}  // namespace skira::app
