// The command palette: a field, and below it what can be done and read by the words in it.
#include "app/state/commands.h"
#include "app/state/palette.h"
#include "app/state/row_texts.h"
#include "app/ui/widgets.h"
#include "app/views/dialog.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

constexpr float kWidth = 640, kHeight = 560, kFieldHeight = 46;
constexpr TextLook kName{.own_direction = true};

std::string OptionId(int row) { return "palette-" + std::to_string(row); }

std::string RowName(const AppState& state, const PaletteRow& row) {
  if (row.command >= 0) {
    return CommandName(Commands()[static_cast<size_t>(row.command)], state.language());
  }
  const Review& review = state.catalog.reviews[static_cast<size_t>(row.review)];
  return review.title.value_or(Text(Str::untitled, state.language()));
}

void DrawRow(const AppState& state, Ui& ui, const Box& box, int index, std::string_view name) {
  const PaletteRow& row = state.palette.rows[static_cast<size_t>(index)];
  const bool chosen = index == state.palette.chosen;
  const Box ground = Inset(box, space::kSmall, 1);
  if (chosen) {
    ui.FillRect(ground, ui.theme().selected, radius::kMedium);
  } else if (ui.Hovered(box)) {
    ui.FillRect(ground, ui.theme().hover, radius::kMedium);
  }
  SplitBox cut(Inset(box, space::kLarge + 4, 0), ui.rtl());
  const CommandInfo* info =
      row.command < 0 ? nullptr : &Commands()[static_cast<size_t>(row.command)];
  const Icon icon = info == nullptr ? Icon::paper : info->icon;
  ui.DrawIcon(icon, cut.Start(20), 20, chosen ? ui.theme().strong : ui.theme().muted);
  cut.Start(space::kMedium);
  if (info != nullptr && !info->keys.empty() && !ui.touch()) {
    DrawKeys(ui, cut.End(KeysWidth(ui, info->keys)), info->keys);
    cut.End(space::kMedium);
  }
  DrawText(ui, cut.rest(), name, kName);
}

void Row(const AppState& state, Ui& ui, const Box& box, int index, const Box& pane) {
  const bool in_sight = box.y + box.height > pane.y && box.y < pane.y + pane.height;
  if (!in_sight && !ui.emitting()) return;
  const std::string name = RowName(state, state.palette.rows[static_cast<size_t>(index)]);
  if (in_sight) DrawRow(state, ui, box, index, name);
  if (!ui.emitting()) return;
  SemanticsNode node{.role = Role::kOption, .id = OptionId(index), .name = name, .box = box};
  node.selected = ToTri(index == state.palette.chosen);
  ui.Emit(std::move(node));
  ui.OnPress(RunPalette{index});
}

void Rows(const AppState& state, Ui& ui, const Box& pane) {
  const Palette& palette = state.palette;
  const int count = static_cast<int>(palette.rows.size());
  const int first_review = FirstPaletteReview(palette);
  const float scrolled = state.scroll(Pane::kOverlay), top = pane.y - scrolled;
  ui.Open({.role = Role::kListBox,
           .id = "palette-list",
           .name = ui.Say(Str::palette),
           .box = pane,
           .scroll_height = PaletteRowTop(palette, count) + space::kSmall},
          scrolled);
  ui.PushPane(pane);
  const auto row_box = [&](int row) {
    return Box{pane.x, top + PaletteRowTop(palette, row), pane.width, kPaletteRow};
  };
  for (int row = 0; row < first_review; ++row) Row(state, ui, row_box(row), row, pane);
  if (first_review < count) {
    const float y = row_box(first_review).y - kPaletteHeading;
    const Box group{pane.x, y, pane.width,
                    kPaletteHeading + static_cast<float>(count - first_review) * kPaletteRow};
    DrawText(ui, Inset({pane.x, y, pane.width, kPaletteHeading}, space::kLarge + 4, 0),
             ui.Say(Str::overview_reviews),
             {.size = type_size::kCaption, .weight = 700, .ink = Ink::kMuted});
    ui.Open({.role = Role::kGroup,
             .id = "palette-reviews",
             .name = ui.Say(Str::overview_reviews),
             .box = group});
    for (int row = first_review; row < count; ++row) Row(state, ui, row_box(row), row, pane);
    ui.Close();
  }
  ui.PopPane();
  ui.Close();
}

}  // namespace

void PaletteView(const AppState& state, Ui& ui) {
  const Palette& palette = state.palette;
  const Box box = DialogBox(state, ui, kWidth, kHeight, false);
  ui.BeginSection({.role = Role::kDialog,
                   .id = "overlay",
                   .name = ui.Say(Str::palette),
                   .box = box,
                   .modal = true},
                  StateVersion(state));
  SplitBox cut(box, ui.rtl());
  const Box top = cut.Top(kFieldHeight + 2 * space::kMedium);
  SplitBox bar(Inset(top, space::kMedium, space::kMedium), ui.rtl());
  const Box close = bar.End(kTouchTarget);
  bar.End(space::kTiny);
  Field(ui, bar.rest(),
        {.id = "palette-field",
         .name = ui.Say(Str::palette),
         .placeholder = ui.Say(Str::palette_placeholder),
         .value = palette.text,
         .role = Role::kComboBox,
         .icon = Icon::command,
         .autofocus = true,
         .controls = "palette-list",
         .active = palette.rows.empty() ? std::string() : OptionId(palette.chosen)},
        [](std::string_view text) -> Action { return SearchPalette{std::string(text)}; });
  Button(ui, close, {.id = "close", .name = ui.Say(Str::close), .icon = Icon::close},
         [] { return CloseOverlay{}; });
  ui.HorizontalLine(box.x, top.y + top.height - 1, box.width, ui.theme().line);
  palette.view = cut.rest().height;
  if (palette.rows.empty()) {
    Words(ui, cut.Top(80), "nothing", ui.Say(Str::palette_nothing),
          {.ink = Ink::kMuted, .align = typeset::Align::kCenter}, Role::kStatus);
  } else {
    Rows(state, ui, cut.rest());
  }
  ui.EndSection();
}

}  // namespace skira::app
