#include "app/ui/page_flow.h"

#include <algorithm>

namespace skira::app {
namespace {

constexpr float kPageMargin = 28, kBottomRoom = 72;

Box ColumnOf(const Box& box, float most) {
  const float side = box.width < 480 ? 16 : 32;
  const float width = std::min(most, box.width - 2 * side);
  return {box.x + (box.width - width) / 2, box.y, width, box.height};
}

}  // namespace

PageFlow::PageFlow(const AppState& state, Ui& ui, const Box& box, const Spec& spec)
    : ui_(ui), box_(box), column_(ColumnOf(box, spec.column)), modal_(spec.modal) {
  const float scrolled = state.scroll(spec.pane);
  top_ = y_ = box.y - scrolled + kPageMargin;
  SemanticsNode section{.role = spec.role, .id = spec.id, .box = box};
  if (spec.role == Role::kDialog) section.name = spec.name;
  section.modal = spec.modal;
  ui.BeginSection(std::move(section), spec.version);
  ui.Open({.role = Role::kRegion,
           .id = spec.id + "-content",
           .name = spec.name,
           .box = box,
           .scroll_height = 1},
          scrolled);
  ui.PushPane(box);
}

PageFlow::~PageFlow() {
  ui_.SetScrollHeight(y_ - top_ + kPageMargin + kBottomRoom);
  ui_.Close();
  ui_.PopPane();
  if (modal_) {
    // Last of all, above what scrolls.
    SplitBox bar({box_.x, box_.y, box_.width, kTouchTarget + 2 * space::kSmall}, ui_.rtl());
    bar.End(space::kSmall);
    Button(ui_, Centred(bar.End(kTouchTarget), kTouchTarget, kTouchTarget),
           {.id = "close", .name = ui_.Say(Str::close), .icon = Icon::close},
           [] { return CloseOverlay{}; });
  }
  ui_.EndSection();
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
                      .max_lines = 0};
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
