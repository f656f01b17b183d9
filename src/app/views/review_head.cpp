// The title block of an open review.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "app/model/bibtex.h"
#include "app/state/bars.h"
#include "app/ui/widgets.h"
#include "app/views/review_view_parts.h"

namespace skira::app {
namespace {

using typeset::Align;
using typeset::Direction;
using typeset::Family;

// Sizes in ems of the running text.
constexpr float kTitleSize = 1.8f, kNarrowTitleSize = 1.5f, kDetailsSize = 0.74f;
constexpr float kTitleLeading = 1.25f, kDetailsLeading = 1.6f;
constexpr float kNarrowColumn = 480;  // CSS px; below it the title is set smaller
constexpr float kButtonHeight = 40;

// On phones everything that is pressed is as high as a finger wants.
float RowHeight(const Box& column, float height) {
  return column.width < kNarrowColumn ? kTouchTarget : height;
}

// Puts boxes of one height beside each other from the side where the review starts, and below where
// the row is full.
class Wrapping {
 public:
  Wrapping(const Box& column, bool rtl, float y, float height, float gap)
      : column_(column), rtl_(rtl), y_(y), height_(height), gap_(gap) {}

  Box Take(float width) {
    width = std::min(width, column_.width);
    if (used_ && taken_ + width > column_.width + 0.5f) {
      taken_ = 0;
      y_ += height_ + gap_;
    }
    const float left = rtl_ ? column_.width - taken_ - width : taken_;
    taken_ += width + gap_;
    used_ = true;
    return {column_.x + left, y_, width, height_};
  }
  float bottom() const { return used_ ? y_ + height_ : y_; }

 private:
  const Box column_;
  const bool rtl_;
  float taken_ = 0;  // of the row, px
  float y_;
  const float height_, gap_;
  bool used_ = false;
};

// A text at the side where the review starts, as high as it wants; returns where it ends.
float StartText(Ui& ui, const Box& column, bool rtl, float y, const char* id, std::string_view text,
                const typeset::TextStyle& style, float leading, Ink ink, Direction direction,
                Role role) {
  const TextBox& label = ui.Label(text, style,
                                  {.direction = direction,
                                   .align = rtl ? Align::kRight : Align::kLeft,
                                   .width = column.width,
                                   .line_height = std::round(style.size * leading)},
                                  ink);
  ui.Text(label, column.x, y);
  const float height = label.layout.height;
  if (ui.emitting()) {
    SemanticsNode node{.role = role, .id = id, .box = {column.x, y, column.width, height}};
    // The title is in its own language, the rest in the interface's.
    const bool from_left = label.layout.direction == Direction::kLtr;
    node.dir = from_left ? "ltr" : "rtl";
    node.lang = (role == Role::kHeading ? from_left : !ui.rtl()) ? "en" : "he";
    node.level = role == Role::kHeading ? 1 : 0;
    node.lines = SemanticsLines(label);
    ui.Emit(std::move(node));
  }
  return y + height;
}

float TopicChips(Ui& ui, const Review& review, const Box& column, bool rtl, float y) {
  if (review.topics.empty()) return y;
  Wrapping row(column, rtl, y + space::kMedium, RowHeight(column, kChipHeight), space::kSmall);
  if (ui.emitting()) {
    ui.Open({.role = Role::kGroup,
             .id = "topics",
             .name = ui.Say(Str::topics),
             .lang = ui.rtl() ? "" : "en",
             .box = column});
  }
  for (const std::string& topic : review.topics) {
    const std::string_view name = TopicTitle(topic, ui.rtl());
    const float width =
        TextWidth(ui, name, {.size = type_size::kSmall, .own_direction = true}) + 2 * 12;
    const Box box = row.Take(width);
    std::string href;
    if (ui.emitting()) href = RouteHash({.query = {.topics = {topic}}});
    LinkChip(ui, box, topic, name, href);
  }
  if (ui.emitting()) ui.Close();
  return row.bottom();
}

std::pair<Str, Icon> LookOf(PaperLinkKind kind) {
  constexpr std::pair<Str, Icon> kLooks[] = {{Str::paper_link, Icon::paper},
                                             {Str::pdf_link, Icon::download},
                                             {Str::code_link, Icon::code},
                                             {Str::huggingface_link, Icon::external},
                                             {Str::video_link, Icon::video}};
  return kLooks[static_cast<size_t>(kind)];
}

// Links as buttons, then what can be copied.
float LinkButtons(Ui& ui, const Review& review, const HeadSpec& head, const Box& column, float y) {
  Wrapping row(column, head.right_to_left, y + space::kLarge, RowHeight(column, kButtonHeight),
               space::kSmall);
  if (ui.emitting()) {
    ui.Open({.role = Role::kGroup,
             .id = "links",
             .name = ui.Say(Str::paper),
             .lang = ui.rtl() ? "" : "en",
             .box = column});
  }
  for (const PaperLink& link : head.links) {
    const auto [word, icon] = LookOf(link.kind);
    std::string name = ui.Say(word);
    if (link.number > 1) name += " " + std::to_string(link.number);
    const ButtonSpec spec{
        .id = link.url, .name = name, .text = name, .icon = icon, .kind = ButtonSpec::Kind::kPlain};
    LinkButton(ui, row.Take(ButtonWidth(ui, spec)), spec, link.url);
  }
  if (const auto& id = review.paper.arxiv_id) {
    const std::string text = "arXiv " + *id;
    const ButtonSpec spec{
        .id = "copy-arxiv", .name = ui.Say(Str::copy_arxiv), .text = text, .icon = Icon::copy};
    Button(ui, row.Take(ButtonWidth(ui, spec)), spec, [&]() -> Action {
      std::string notice = ui.Say(Str::copied_arxiv);
      notice.replace(notice.find("%s"), 2, *id);
      return CopyText{*id, notice};
    });
  }
  if (!head.links.empty() || review.title) {
    const ButtonSpec spec{.id = "copy-bibtex",
                          .name = ui.Say(Str::copy_bibtex),
                          .text = "BibTeX",
                          .icon = Icon::copy};
    Button(ui, row.Take(ButtonWidth(ui, spec)), spec, [&]() -> Action {
      return CopyText{BibtexOf(review), ui.Say(Str::copied_bibtex)};
    });
  }
  if (ui.emitting()) ui.Close();
  return row.bottom();
}

std::string People(const Review& review, Language language) {
  std::string people;
  for (const std::string& reviewer : review.reviewers) {
    people +=
        (people.empty() ? std::string(Text(Str::reviewed_by, language)) + " " : ", ") + reviewer;
  }
  return people;
}

}  // namespace

void LinkChip(Ui& ui, const Box& box, const std::string& id, std::string_view text,
              const std::string& href) {
  const Box pill = Centred(box, box.width, std::min(box.height, kChipHeight + 4));
  ui.FillRect(pill, ui.Hovered(box) ? ui.theme().hover : ui.theme().control, pill.height / 2);
  DrawText(ui, box, text,
           {.size = type_size::kSmall, .align = Align::kCenter, .own_direction = true});
  if (!ui.emitting()) return;
  SemanticsNode node{
      .role = Role::kLink, .id = id, .name = std::string(text), .href = href, .box = box};
  ui.Emit(std::move(node));
}

std::string TitleOf(const Review& review, Language language) {
  return review.title.value_or(Text(Str::untitled, language));
}

std::string ReviewDetails(const Review& review, Language language) {
  std::string text = KindName(review.kind, language);
  const auto add = [&text](std::string_view part) { text.append(" · ").append(part); };
  const auto replaced = [language](Str pattern, const char* place, const std::string& value) {
    std::string all = Text(pattern, language);
    if (const size_t at = all.find(place); at != all.npos) all.replace(at, 2, value);
    return all;
  };
  if (review.number) add(replaced(Str::review_number, "%d", std::to_string(*review.number)));
  if (const std::string day = PrintedDay(review, language); !day.empty()) add(day);
  add(Counted(Str::reading_minute, Str::reading_minutes, ReadingMinutes(review), language));
  return text;
}

float ReviewHead(const AppState& state, Ui& ui, const Review& review, const HeadSpec& head,
                 const Box& top) {
  const float em = state.settings.text_size;
  const typeset::TextStyle small{.family = Family::kSans, .size = std::round(em * kDetailsSize)};
  const typeset::TextStyle title{
      .family = state.settings.family,
      .size = em * (top.width < kNarrowColumn ? kNarrowTitleSize : kTitleSize),
      .weight = 700};
  const Direction own = ui.rtl() ? Direction::kRtl : Direction::kLtr;
  const std::string text = TitleOf(review, ui.language());
  const bool rtl = head.right_to_left;
  float y = StartText(ui, top, rtl, top.y, "title", text, title, kTitleLeading, Ink::kStrong,
                      TypesetDirection(DirectionOf(text)), Role::kHeading);
  y = StartText(ui, top, rtl, y + space::kMedium, "details", ReviewDetails(review, ui.language()),
                small, kDetailsLeading, Ink::kMuted, own, Role::kParagraph);
  if (!review.reviewers.empty()) {
    y = StartText(ui, top, rtl, y, "people", People(review, ui.language()), small, kDetailsLeading,
                  Ink::kText, own, Role::kParagraph);
  }
  if (!IsAlone(state)) y = TopicChips(ui, review, top, rtl, y);
  y = LinkButtons(ui, review, head, top, y);
  y += space::kHuge;
  ui.HorizontalLine(top.x, y, top.width, ui.theme().line);
  return y + space::kHuge - top.y;
}

}  // namespace skira::app
