#include "reader/widgets.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace skira::reader {
namespace {

using typeset::Align;
using typeset::Direction;

constexpr float kIconSize = 20, kIconGap = 8, kPadding = 12;

typeset::TextStyle StyleOf(const TextLook& look) {
  return {.family = look.family, .size = look.size, .weight = look.weight};
}

float LineHeight(const TextLook& look) { return std::round(look.size * 1.4f); }

const TextBox& LabelOf(Ui& ui, std::string_view text, const TextLook& look, float width) {
  Align align = look.align;
  Direction direction = Direction::kAuto;
  if (!look.own_direction) {
    direction = ui.rtl() ? Direction::kRtl : Direction::kLtr;
  } else if (align == Align::kStart) {
    align = ui.rtl() ? Align::kRight : Align::kLeft;
  } else if (align == Align::kEnd) {
    align = ui.rtl() ? Align::kLeft : Align::kRight;
  }
  return ui.Label(text, StyleOf(look),
                  {.direction = direction,
                   .align = align,
                   .width = width,
                   .line_height = LineHeight(look),
                   .max_lines = look.max_lines},
                  look.ink);
}

Colour GroundOf(const Ui& ui, const Box& box, const ButtonSpec& spec) {
  const Theme& theme = ui.theme();
  if (spec.kind == ButtonSpec::Kind::kMain) return theme.accent;
  if (spec.pressed == Tri::kYes || spec.current) return theme.selected;
  if (ui.Hovered(box) && !spec.disabled) return theme.hover;
  return spec.kind == ButtonSpec::Kind::kPlain ? theme.control : 0;
}

Ink InkOf(const ButtonSpec& spec) {
  if (spec.kind == ButtonSpec::Kind::kMain) return Ink::kOnAccent;
  return spec.disabled ? Ink::kMuted : spec.ink;
}

void DrawButton(Ui& ui, const Box& box, const ButtonSpec& spec) {
  if (const Colour ground = GroundOf(ui, box, spec); ground != 0) {
    ui.FillRect(box, ground, radius::kMedium);
  }
  const Ink ink = InkOf(spec);
  const Colour colour = ui.ColourOf(ink);
  if (spec.text.empty()) return ui.DrawIcon(spec.icon, box, kIconSize, colour);
  const TextLook look{.weight = spec.kind == ButtonSpec::Kind::kMain ? 700 : 400, .ink = ink};
  Box inner = Inset(box, kPadding, 0);
  if (spec.align == Align::kCenter) {
    const float wanted = ButtonWidth(ui, spec) - 2 * kPadding;
    inner = Centred(inner, std::min(wanted, inner.width), inner.height);
  }
  Cut cut(inner, ui.rtl());
  if (spec.icon != Icon::none) {
    ui.DrawIcon(spec.icon, cut.Start(kIconSize), kIconSize, colour);
    cut.Start(kIconGap);
  }
  DrawText(ui, cut.rest(), spec.text, look);
}

Twin ButtonTwin(const Box& box, const ButtonSpec& spec, Role role) {
  Twin twin{.role = role, .id = std::string(spec.id), .name = std::string(spec.name), .box = box};
  if (spec.text.empty()) twin.description = spec.name;
  twin.pressed = spec.pressed;
  twin.expanded = spec.expanded;
  twin.current = spec.current;
  twin.disabled = spec.disabled;
  twin.autofocus = spec.autofocus;
  twin.shortcut = spec.shortcut;
  return twin;
}

std::string Printed(float value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", static_cast<double>(value));
  return text;
}

// The number that `text` starts with, `otherwise` where it is none.
double ParsedNumber(std::string_view text, double otherwise) {
  const std::string copy(text);
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  return end == copy.c_str() || !std::isfinite(value) ? otherwise : value;
}

}  // namespace

void DrawText(Ui& ui, const Box& box, std::string_view text, const TextLook& look) {
  if (text.empty() || box.width <= 0) return;
  const TextBox& label = LabelOf(ui, text, look, box.width);
  ui.Text(label, box.x, box.y + std::round((box.height - label.layout.height) / 2));
}

float TextWidth(Ui& ui, std::string_view text, const TextLook& look) {
  return std::ceil(LabelOf(ui, text, look, 0).layout.width);
}

float TextHeight(Ui& ui, std::string_view text, const TextLook& look, float width) {
  return LabelOf(ui, text, look, width).layout.height;
}

void Words(Ui& ui, const Box& box, std::string_view id, std::string_view text, const TextLook& look,
           Role role) {
  DrawText(ui, box, text, look);
  if (!ui.telling() || text.empty() || box.width <= 0) return;
  const TextBox& label = LabelOf(ui, text, look, box.width);
  Twin twin{.role = role, .id = std::string(id), .box = box};
  twin.lines = TwinLines(label);
  const float down = std::round((box.height - label.layout.height) / 2);
  for (TwinLine& line : twin.lines) line.box.y += down;
  ui.Tell(std::move(twin));
}

void Heading(Ui& ui, const Box& box, std::string_view id, std::string_view text, int level,
             const TextLook& look) {
  Words(ui, box, id, text, look, Role::kHeading);
  ui.SetLevel(level);
}

void Button(Ui& ui, const Box& box, const ButtonSpec& spec, MakeAction make) {
  DrawButton(ui, box, spec);
  if (!ui.telling()) return;
  ui.Tell(ButtonTwin(box, spec, spec.role));
  if (!spec.disabled) ui.OnPress(make());
}

float ButtonWidth(Ui& ui, const ButtonSpec& spec) {
  const TextLook look{.weight = spec.kind == ButtonSpec::Kind::kMain ? 700 : 400};
  const float icon = spec.icon == Icon::none ? 0 : kIconSize;
  if (spec.text.empty()) return icon + 2 * kIconGap;
  return TextWidth(ui, spec.text, look) + (icon > 0 ? icon + kIconGap : 0) + 2 * kPadding;
}

void LinkButton(Ui& ui, const Box& box, const ButtonSpec& spec, std::string_view href) {
  DrawButton(ui, box, spec);
  if (!ui.telling()) return;
  Twin twin = ButtonTwin(box, spec, Role::kLink);
  twin.href = href;
  ui.Tell(std::move(twin));
}

void Chip(Ui& ui, const Box& box, const ChipSpec& spec, MakeAction make) {
  const Theme& theme = ui.theme();
  const Colour ground = spec.on ? theme.selected : ui.Hovered(box) ? theme.hover : theme.control;
  ui.FillRect(box, ground, box.height / 2);
  if (spec.on) ui.Outline(box, theme.accent, box.height / 2);
  Cut cut(Inset(box, kPadding, 0), ui.rtl());
  if (spec.colour != 0) {
    const Box dot = cut.Start(10);
    ui.FillCircle(dot.x + 5, dot.y + dot.height / 2, 5, spec.colour);
    cut.Start(6);
  }
  if (spec.removable) {
    ui.DrawIcon(Icon::close, cut.End(14), 14, theme.muted);
    cut.End(6);
  }
  DrawText(ui, cut.rest(), spec.text, {.size = type_size::kSmall, .own_direction = true});
  if (!ui.telling()) return;
  Twin twin{.role = Role::kButton,
            .id = std::string(spec.id),
            .name = std::string(spec.name),
            .box = box};
  if (!spec.removable) twin.pressed = ToTri(spec.on);
  ui.Tell(std::move(twin));
  ui.OnPress(make());
}

float ChipWidth(Ui& ui, const ChipSpec& spec) {
  return TextWidth(ui, spec.text, {.size = type_size::kSmall, .own_direction = true}) +
         2 * kPadding + (spec.removable ? 20 : 0) + (spec.colour != 0 ? 16 : 0);
}

void CheckRow(Ui& ui, const Box& box, std::string_view id, std::string_view text, bool on,
              std::string_view count, MakeAction make) {
  const Theme& theme = ui.theme();
  if (ui.Hovered(box)) ui.FillRect(box, theme.hover, radius::kSmall);
  Cut cut(Inset(box, space::kSmall, 0), ui.rtl());
  const Box mark = Centred(cut.Start(18), 18, 18);
  cut.Start(space::kSmall);
  if (on) {
    ui.FillRect(mark, theme.accent, radius::kSmall);
    ui.DrawIcon(Icon::check, mark, 14, theme.on_accent);
  } else {
    ui.Outline(mark, theme.edge, radius::kSmall);
  }
  const TextLook small{.size = type_size::kCaption, .ink = Ink::kMuted, .align = Align::kEnd};
  if (!count.empty()) DrawText(ui, cut.End(TextWidth(ui, count, small) + 4), count, small);
  DrawText(ui, cut.rest(), text, {.size = type_size::kSmall, .own_direction = true});
  if (!ui.telling()) return;
  Twin twin{.role = Role::kCheckBox,
            .id = std::string(id),
            .name = std::string(text),
            .description = std::string(count),
            .box = box};
  twin.checked = ToTri(on);
  ui.Tell(std::move(twin));
  ui.OnPress(make());
}

void SwitchRow(Ui& ui, const Box& box, std::string_view id, std::string_view text, bool on,
               MakeAction make) {
  const Theme& theme = ui.theme();
  Cut cut(box, ui.rtl());
  const Box track = Centred(cut.End(44), 44, 24);
  ui.FillRect(track, on ? theme.accent : theme.edge, 12);
  const bool at_right = on != ui.rtl();
  const float x = at_right ? track.x + track.width - 12 : track.x + 12;
  ui.FillCircle(x, track.y + 12, 9, on ? theme.on_accent : theme.page);
  DrawText(ui, cut.rest(), text, {});
  if (!ui.telling()) return;
  Twin twin{.role = Role::kSwitch, .id = std::string(id), .name = std::string(text), .box = box};
  twin.checked = ToTri(on);
  ui.Tell(std::move(twin));
  ui.OnPress(make());
}

void Choices(Ui& ui, const Box& box, std::string_view id, std::string_view name,
             std::span<const Choice> choices, int chosen, FunctionRef<Action(int)> make) {
  const Theme& theme = ui.theme();
  ui.FillRect(box, theme.control, radius::kMedium);
  if (ui.telling()) {
    ui.Open(
        {.role = Role::kRadioGroup, .id = std::string(id), .name = std::string(name), .box = box});
  }
  Cut cut(box, ui.rtl());
  const float width = box.width / static_cast<float>(choices.size());
  for (size_t i = 0; i < choices.size(); ++i) {
    const Choice& choice = choices[i];
    const Box part = cut.Start(width);
    const bool on = static_cast<int>(i) == chosen;
    const Box pill = Inset(part, 3);
    if (on) {
      ui.FillRect(pill, theme.page, radius::kMedium - 2);
      ui.Outline(pill, theme.accent, radius::kMedium - 2);
    } else if (ui.Hovered(part)) {
      ui.FillRect(pill, theme.hover, radius::kMedium - 2);
    }
    if (choice.icon != Icon::none) {
      ui.DrawIcon(choice.icon, part, kIconSize, on ? theme.strong : theme.muted);
    } else {
      DrawText(ui, Inset(part, 4, 0), choice.text,
               {.size = type_size::kSmall,
                .weight = on ? 700 : 400,
                .ink = on ? Ink::kStrong : Ink::kMuted,
                .align = Align::kCenter});
    }
    if (!ui.telling()) continue;
    Twin twin{.role = Role::kRadio,
              .id = std::to_string(i),
              .name = std::string(choice.text),
              .box = part};
    twin.checked = ToTri(on);
    ui.Tell(std::move(twin));
    ui.OnPress(make(static_cast<int>(i)));
  }
  if (ui.telling()) ui.Close();
}

void Slider(Ui& ui, const Box& box, const SliderSpec& spec, std::function<Action(float)> make) {
  const Theme& theme = ui.theme();
  const float span = spec.maximum - spec.minimum;
  const float fraction = std::clamp((spec.value - spec.minimum) / span, 0.0f, 1.0f);
  const float y = box.y + box.height / 2;
  const float room = box.width - 20;  // the knob's middle never leaves the box
  const float knob = box.x + 10 + room * (ui.rtl() ? 1 - fraction : fraction);
  ui.FillRect({box.x + 10, y - 2, room, 4}, theme.edge, 2);
  const float start = ui.rtl() ? box.x + 10 + room : box.x + 10;
  ui.FillRect({std::min(start, knob), y - 2, std::abs(start - knob), 4}, theme.accent, 2);
  ui.FillCircle(knob, y, 10, theme.accent);
  if (!ui.telling()) return;
  Twin twin{.role = Role::kSlider,
            .id = std::string(spec.id),
            .name = std::string(spec.name),
            .description = std::string(spec.text),
            .box = box};
  twin.value = Printed(spec.value);
  twin.minimum = spec.minimum;
  twin.maximum = spec.maximum;
  twin.step = spec.step;
  ui.Tell(std::move(twin));
  const float otherwise = spec.value;
  ui.OnEdit([make = std::move(make), otherwise](std::string_view text) {
    return make(static_cast<float>(ParsedNumber(text, static_cast<double>(otherwise))));
  });
}

void Select(Ui& ui, const Box& box, std::string_view id, std::string_view name,
            std::span<const std::string> options, int chosen, std::function<Action(int)> make) {
  const Theme& theme = ui.theme();
  ui.FillRect(box, ui.Hovered(box) ? theme.hover : theme.control, radius::kMedium);
  Cut cut(Inset(box, kPadding, 0), ui.rtl());
  ui.DrawIcon(Icon::chevron_down, cut.End(16), 16, theme.muted);
  cut.End(4);
  if (chosen >= 0 && static_cast<size_t>(chosen) < options.size()) {
    DrawText(ui, cut.rest(), options[static_cast<size_t>(chosen)], {.size = type_size::kSmall});
  }
  if (!ui.telling()) return;
  Twin twin{.role = Role::kSelect, .id = std::string(id), .name = std::string(name), .box = box};
  twin.value = std::to_string(chosen);
  twin.options.assign(options.begin(), options.end());
  ui.Tell(std::move(twin));
  ui.OnEdit([make = std::move(make), chosen](std::string_view text) {
    return make(static_cast<int>(ParsedNumber(text, chosen)));
  });
}

void Field(Ui& ui, const Box& box, const FieldSpec& spec,
           std::function<Action(std::string_view)> make) {
  const Theme& theme = ui.theme();
  ui.FillRect(box, theme.page, radius::kMedium);
  ui.Outline(box, theme.edge, radius::kMedium);
  Cut cut(Inset(box, kPadding, 0), ui.rtl());
  if (spec.icon != Icon::none) {
    ui.DrawIcon(spec.icon, cut.Start(kIconSize), kIconSize, theme.muted);
    cut.Start(kIconGap);
  }
  cut.End(spec.room_at_end);
  if (!ui.telling()) return;
  Twin twin{.role = spec.role,
            .id = std::string(spec.id),
            .name = std::string(spec.name),
            .box = cut.rest()};
  twin.value = spec.value;
  twin.placeholder = spec.placeholder;
  twin.autofocus = spec.autofocus;
  twin.shortcut = spec.shortcut;
  twin.options.assign(spec.suggestions.begin(), spec.suggestions.end());
  // Systems enlarge the page when a field's letters are smaller than 16 px.
  twin.font = "400 16px 'Skira Sans'";
  ui.Tell(std::move(twin));
  ui.OnEdit(std::move(make));
}

void ProgressBar(Ui& ui, const Box& box, std::string_view id, std::string_view name,
                 float fraction) {
  const float width = box.width * std::clamp(fraction, 0.0f, 1.0f);
  ui.FillRect(box, ui.theme().line, box.height / 2);
  ui.FillRect({ui.rtl() ? box.x + box.width - width : box.x, box.y, width, box.height},
              ui.theme().accent, box.height / 2);
  if (!ui.telling()) return;
  Twin twin{.role = Role::kProgress, .id = std::string(id), .name = std::string(name), .box = box};
  twin.value = std::to_string(static_cast<int>(std::lround(fraction * 100)));
  twin.maximum = 100;
  ui.Tell(std::move(twin));
}

void Surface(Ui& ui, const Box& box, Colour ground, float rounding) {
  for (int i = 3; i >= 1; --i) {
    const float by = static_cast<float>(i) * 3;
    const Colour soft = (ui.theme().shadow & 0x00FFFFFFu) | ((ui.theme().shadow >> 24) / 3u) << 24;
    ui.FillRect({box.x - by, box.y - by + 3, box.width + 2 * by, box.height + 2 * by}, soft,
                rounding + by);
  }
  ui.FillRect(box, ground, rounding);
  ui.Outline(box, ui.theme().line, rounding);
}

}  // namespace skira::reader
