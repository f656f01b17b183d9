#include "app/ui/page_flow.h"

#include <algorithm>

#include "app/state/bars.h"

namespace skira::app {
namespace {

constexpr float kPageMargin = 28, kBottomRoom = 72;
constexpr float kDialogSide = 20;

Box ColumnOf(const Box& box, float most, bool dialog) {
  const float side = dialog ? kDialogSide : box.width < 480 ? 16 : 32;
  const float width = std::min(most, box.width - 2 * side);
  return {box.x + (box.width - width) / 2, box.y, width, box.height};
}

}  // namespace

PageFlow::PageFlow(const AppState& state, Ui& ui, const Box& box, const Spec& spec)
    : ui_(ui),
      box_(box),
      column_(ColumnOf(box, spec.column, spec.head > 0)),
      end_(spec.head > 0 ? kDialogEnd : kPageMargin + kBottomRoom) {
  const bool dialog = spec.head > 0;
  box_.y += spec.head;
  box_.height -= spec.head;
  const float scrolled = state.scroll(spec.pane);
  if (spec.pane == Pane::kPage && IsOnePane(state)) {
    const BarHeights bars = HeightsOfBars(state);
    above_ = bars.top;
    below_ = bars.bottom;
    most_ = &state.bars.most[static_cast<size_t>(spec.pane)];
  }
  top_ = y_ = box_.y + above_ - scrolled + (dialog ? 0 : kPageMargin);
  SemanticsNode section{.role = spec.role, .id = spec.id, .box = box};
  if (dialog) section.name = spec.name;
  section.modal = dialog;
  ui.BeginSection(std::move(section), spec.version);
  if (dialog) {
    DialogHead(ui, {box.x, box.y, box.width, spec.head}, spec.name);
  }
  ui.Open({.role = Role::kRegion,
           .id = spec.id + "-content",
           .name = spec.name,
           .box = box_,
           .scroll_height = 1},
          scrolled);
  ui.PushPane(box_);
}

PageFlow::PageFlow(Ui& ui, float width)
    : ui_(ui),
      box_{0, 0, width, 0},
      column_(ColumnOf(box_, width, true)),
      measures_(true),
      end_(0) {
  ui.PushPane({});
}

PageFlow::~PageFlow() {
  if (measures_) {
    ui_.PopPane();
    return;
  }
  const float height = above_ + y_ - top_ + end_ + below_;
  ui_.SetScrollHeight(height);
  if (most_ != nullptr) *most_ = std::max(0.0f, height - box_.height);
  ui_.Close();
  ui_.PopPane();
  ui_.EndSection();
}

void DialogHead(Ui& ui, const Box& box, std::string_view title) {
  SplitBox cut(Inset(box, space::kMedium, 0), ui.rtl());
  cut.Start(space::kSmall);
  Button(ui, Centred(cut.End(kTouchTarget), kTouchTarget, kTouchTarget),
         {.id = "close", .name = ui.Say(Str::close), .icon = Icon::close},
         [] { return CloseOverlay{}; });
  Heading(ui, cut.rest(), "title", title, 1,
          {.size = type_size::kSection, .weight = 700, .ink = Ink::kStrong});
}

Box PageFlow::Take(float height) {
  const Box row{column_.x, y_, column_.width, height};
  y_ += height;
  return row;
}

bool PageFlow::Visible(const Box& row) const {
  return row.y + row.height > box_.y && row.y < box_.y + box_.height;
}

void PageFlow::Heading(std::string_view id, std::string_view text, int level) {
  const bool page = level <= 1;
  const TextLook look{.size = page ? type_size::kPage : type_size::kSection,
                      .weight = 700,
                      .ink = Ink::kStrong,
                      .family = page ? typeset::Family::kSerif : typeset::Family::kSans,
                      .max_lines = 0,
                      .own_direction = page};  // of a site, a list: its owner's words
  if (!page) Gap(space::kHuge);
  const Box row = Take(TextHeight(ui_, text, look, width()));
  app::Heading(ui_, row, id, text, level, look);
  Gap(page ? space::kLarge : space::kMedium);
}

void PageFlow::Paragraph(std::string_view id, std::string_view text, const TextLook& look) {
  TextLook all = look;
  all.max_lines = 0;
  Words(ui_, Take(TextHeight(ui_, text, all, width())), id, text, all, Role::kParagraph);
}

}  // namespace skira::app
