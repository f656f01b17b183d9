#include "app/ui/widgets.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "unicode/hebrew.h"
#include "unicode/utf8.h"

namespace skira::app {
namespace {

using typeset::Align;
using typeset::Direction;

constexpr float kIconSize = 20, kIconGap = 8, kPadding = 12;
constexpr uint32_t kHoverAlpha = 0x18;  // of the veil over the main button under the pointer

typeset::TextStyle StyleOf(const TextLook& look) {
  return {.family = look.family, .size = look.size, .weight = look.weight};
}

float LineHeight(const TextLook& look) { return std::round(look.size * 1.4f); }

const TextBox& LabelOf(Ui& ui, std::string_view text, const TextLook& look, float width) {
  Align align = look.align;
  Direction direction = ui.rtl() ? Direction::kRtl : Direction::kLtr;
  if (look.own_direction) {
    // It stays at the interface's sides.
    if (align == Align::kStart) align = ui.rtl() ? Align::kRight : Align::kLeft;
    if (align == Align::kEnd) align = ui.rtl() ? Align::kLeft : Align::kRight;
    direction = TypesetDirection(DirectionOf(text));
  }
  return ui.Label(text, StyleOf(look),
                  {.direction = direction,
                   .align = align,
                   .width = width,
                   .line_height = LineHeight(look),
                   .max_lines = look.max_lines},
                  look.ink, look.marks);
}

Colour GroundOf(const Ui& ui, const Box& box, const ButtonSpec& spec) {
  const Theme& theme = ui.theme();
  if (spec.disabled) return spec.kind == ButtonSpec::Kind::kQuiet ? 0 : theme.control;
  if (spec.kind == ButtonSpec::Kind::kMain) return theme.accent;
  if (spec.pressed == Tri::kYes || spec.current) return theme.selected;
  if (ui.Hovered(box)) return theme.hover;
  return spec.kind == ButtonSpec::Kind::kPlain ? theme.control : 0;
}

Ink InkOf(const ButtonSpec& spec) {
  if (spec.disabled) return Ink::kMuted;
  return spec.kind == ButtonSpec::Kind::kMain ? Ink::kOnAccent : spec.ink;
}

void DrawButton(Ui& ui, const Box& box, const ButtonSpec& spec) {
  if (const Colour ground = GroundOf(ui, box, spec); ground != 0) {
    ui.FillRect(box, ground, radius::kMedium);
  }
  if (spec.kind == ButtonSpec::Kind::kMain && !spec.disabled && ui.Hovered(box)) {
    ui.FillRect(box, (ui.theme().on_accent & 0x00FFFFFFu) | kHoverAlpha << 24, radius::kMedium);
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
  SplitBox cut(inner, ui.rtl());
  if (spec.icon != Icon::none) {
    ui.DrawIcon(spec.icon, cut.Start(kIconSize), kIconSize, colour);
    cut.Start(kIconGap);
  }
  DrawText(ui, cut.rest(), spec.text, look);
}

SemanticsNode ButtonNode(const Box& box, const ButtonSpec& spec, Role role) {
  SemanticsNode node{
      .role = role, .id = std::string(spec.id), .name = std::string(spec.name), .box = box};
  if (spec.text.empty()) node.description = spec.name;
  node.pressed = spec.pressed;
  node.expanded = spec.expanded;
  node.current = spec.current;
  node.disabled = spec.disabled;
  node.autofocus = spec.autofocus;
  node.shortcut = spec.shortcut;
  return node;
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
  if (!ui.emitting() || text.empty() || box.width <= 0) return;
  const TextBox& label = LabelOf(ui, text, look, box.width);
  SemanticsNode node{.role = role, .id = std::string(id), .box = box};
  node.lines = SemanticsLines(label);
  const float down = std::round((box.height - label.layout.height) / 2);
  for (SemanticsLine& line : node.lines) line.box.y += down;
  ui.Emit(std::move(node));
}

void Heading(Ui& ui, const Box& box, std::string_view id, std::string_view text, int level,
             const TextLook& look) {
  Words(ui, box, id, text, look, Role::kHeading);
  ui.SetLevel(level);
}

void Button(Ui& ui, const Box& box, const ButtonSpec& spec, MakeAction make) {
  DrawButton(ui, box, spec);
  if (spec.opens && spec.expanded == Tri::kYes) ui.SetOpener(box);
  if (!ui.emitting()) return;
  ui.Emit(ButtonNode(box, spec, spec.role));
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
  if (!ui.emitting()) return;
  SemanticsNode node = ButtonNode(box, spec, Role::kLink);
  node.href = href;
  ui.Emit(std::move(node));
}

void Chip(Ui& ui, const Box& box, const ChipSpec& spec, MakeAction make) {
  const Theme& theme = ui.theme();
  const Colour ground = spec.on ? theme.selected : ui.Hovered(box) ? theme.hover : theme.control;
  ui.FillRect(box, ground, box.height / 2);
  if (spec.on) ui.Outline(box, theme.accent, box.height / 2);
  SplitBox cut(Inset(box, kPadding, 0), ui.rtl());
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
  if (!ui.emitting()) return;
  SemanticsNode node{.role = Role::kButton,
                     .id = std::string(spec.id),
                     .name = std::string(spec.name),
                     .box = box};
  if (!spec.removable) node.pressed = ToTri(spec.on);
  ui.Emit(std::move(node));
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
  SplitBox cut(Inset(box, space::kSmall, 0), ui.rtl());
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
  if (!ui.emitting()) return;
  SemanticsNode node{.role = Role::kCheckBox,
                     .id = std::string(id),
                     .name = std::string(text),
                     .description = std::string(count),
                     .box = box};
  node.checked = ToTri(on);
  ui.Emit(std::move(node));
  ui.OnPress(make());
}

void SwitchRow(Ui& ui, const Box& box, std::string_view id, std::string_view text, bool on,
               MakeAction make) {
  const Theme& theme = ui.theme();
  SplitBox cut(box, ui.rtl());
  const Box track = Centred(cut.End(44), 44, 24);
  const bool at_right = on != ui.rtl();
  const float x = at_right ? track.x + track.width - 12 : track.x + 12;
  if (on) {
    ui.FillRect(track, theme.accent, 12);
    ui.FillCircle(x, track.y + 12, 9, theme.on_accent);
  } else {  // hollow, in whichever theme
    ui.FillRect(track, theme.page, 12);
    ui.Outline(track, theme.edge, 12, 1.5f);
    ui.FillCircle(x, track.y + 12, 7, theme.edge);
  }
  DrawText(ui, cut.rest(), text, {});
  if (!ui.emitting()) return;
  SemanticsNode node{
      .role = Role::kSwitch, .id = std::string(id), .name = std::string(text), .box = box};
  node.checked = ToTri(on);
  ui.Emit(std::move(node));
  ui.OnPress(make());
}

void Choices(Ui& ui, const Box& box, std::string_view id, std::string_view name,
             std::span<const Choice> choices, int chosen, FunctionRef<Action(int)> make) {
  const Theme& theme = ui.theme();
  ui.FillRect(box, theme.control, radius::kMedium);
  if (ui.emitting()) {
    ui.Open(
        {.role = Role::kRadioGroup, .id = std::string(id), .name = std::string(name), .box = box});
  }
  SplitBox cut(box, ui.rtl());
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
    if (!ui.emitting()) continue;
    SemanticsNode node{.role = Role::kRadio,
                       .id = std::to_string(i),
                       .name = std::string(choice.text),
                       .box = part};
    node.checked = ToTri(on);
    ui.Emit(std::move(node));
    ui.OnPress(make(static_cast<int>(i)));
  }
  if (ui.emitting()) ui.Close();
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
  if (!ui.emitting()) return;
  SemanticsNode node{.role = Role::kSlider,
                     .id = std::string(spec.id),
                     .name = std::string(spec.name),
                     .description = std::string(spec.text),
                     .box = box};
  node.value = Printed(spec.value);
  node.minimum = spec.minimum;
  node.maximum = spec.maximum;
  node.step = spec.step;
  ui.Emit(std::move(node));
  const float otherwise = spec.value;
  ui.OnEdit([make = std::move(make), otherwise](std::string_view text) {
    return make(static_cast<float>(ParsedNumber(text, static_cast<double>(otherwise))));
  });
}

void Splitter(Ui& ui, const Box& pane, const SplitterSpec& spec, uint64_t version,
              std::function<Action(float)> make) {
  constexpr float kGrip = 9, kStep = 24;
  const float x = ui.rtl() ? pane.x : pane.x + pane.width - 1;
  const Box grip{x - (kGrip - 1) / 2, pane.y, kGrip, pane.height};
  if (ui.Hovered(grip)) {
    ui.FillRect({x - 1, pane.y, 3, pane.height}, ui.theme().accent);
  } else {
    ui.VerticalLine(x, pane.y, pane.height, ui.theme().line);
  }
  ui.BeginSection({.role = Role::kRegion,
                   .id = std::string(spec.id) + "-region",
                   .name = std::string(spec.name),
                   .box = grip},
                  version);
  if (ui.emitting()) {
    SemanticsNode node{.role = Role::kSplitter,
                       .id = std::string(spec.id),
                       .name = std::string(spec.name),
                       .box = grip};
    node.value = Printed(spec.width);
    node.minimum = spec.least;
    node.maximum = spec.most;
    node.step = kStep;
    ui.Emit(std::move(node));
    ui.OnEdit([make = std::move(make), width = spec.width, least = spec.least,
               most = spec.most](std::string_view text) {
      const auto wanted = static_cast<float>(ParsedNumber(text, static_cast<double>(width)));
      return make(std::clamp(std::round(wanted), least, most));
    });
  }
  ui.EndSection();
}

void Select(Ui& ui, const Box& box, std::string_view id, std::string_view name,
            std::span<const std::string> options, int chosen, std::function<Action(int)> make) {
  const Theme& theme = ui.theme();
  ui.FillRect(box, ui.Hovered(box) ? theme.hover : theme.control, radius::kMedium);
  SplitBox cut(Inset(box, kPadding, 0), ui.rtl());
  ui.DrawIcon(Icon::chevron_down, cut.End(16), 16, theme.muted);
  cut.End(4);
  if (chosen >= 0 && static_cast<size_t>(chosen) < options.size()) {
    DrawText(ui, cut.rest(), options[static_cast<size_t>(chosen)], {.size = type_size::kSmall});
  }
  if (!ui.emitting()) return;
  SemanticsNode node{
      .role = Role::kSelect, .id = std::string(id), .name = std::string(name), .box = box};
  node.value = std::to_string(chosen);
  node.options.assign(options.begin(), options.end());
  ui.Emit(std::move(node));
  ui.OnEdit([make = std::move(make), chosen](std::string_view text) {
    return make(static_cast<int>(ParsedNumber(text, chosen)));
  });
}

void Field(Ui& ui, const Box& box, const FieldSpec& spec,
           std::function<Action(std::string_view)> make) {
  const Theme& theme = ui.theme();
  ui.FillRect(box, theme.page, radius::kMedium);
  ui.Outline(box, theme.edge, radius::kMedium);
  SplitBox cut(Inset(box, kPadding, 0), ui.rtl());
  if (spec.icon != Icon::none) {
    ui.DrawIcon(spec.icon, cut.Start(kIconSize), kIconSize, theme.muted);
    cut.Start(kIconGap);
  }
  cut.End(spec.room_at_end);
  const Box& text = cut.rest();
  if (!ui.emitting()) return;
  SemanticsNode node{
      .role = spec.role, .id = std::string(spec.id), .name = std::string(spec.name), .box = box};
  node.room_left = text.x - box.x;
  node.room_right = box.x + box.width - text.x - text.width;
  node.value = spec.value;
  node.placeholder = spec.placeholder;
  node.autofocus = spec.autofocus;
  node.shortcut = spec.shortcut;
  node.controls = spec.controls;
  node.active = spec.active;
  if (spec.role == Role::kComboBox) node.expanded = ToTri(!spec.active.empty());
  node.options.assign(spec.suggestions.begin(), spec.suggestions.end());
  // Systems enlarge the page when a field's letters are smaller than 16 px.
  node.font = "400 16px 'Skira Sans'";
  ui.Emit(std::move(node));
  ui.OnEdit(std::move(make));
}

namespace {

constexpr TextLook kCapLook{.size = type_size::kCaption, .align = Align::kCenter};
constexpr float kCapHeight = 24, kCapPadding = 7, kCapGap = 4, kKeysGap = 12;

// A key's name on its cap.
std::string CapName(const Ui& ui, std::string_view key) {
  struct Named {
    std::string_view key;
    Str name;
  };
  constexpr Named kNamed[] = {
      {"Space", Str::key_space}, {"Enter", Str::key_enter}, {"Escape", Str::key_escape}};
  for (const Named& named : kNamed) {
    if (key == named.key) return ui.Say(named.name);
  }
  std::string name(key);
  const std::string hebrew = ui.hebrew_keys() && name.size() == 1 ? OtherLayout(name) : "";
  if (name.size() == 1 && name[0] >= 'a' && name[0] <= 'z') name[0] -= 32;
  // As they are printed beside each other on the key.
  return hebrew.empty() || !IsHebrewLetter(DecodeAt(hebrew, 0).code_point) ? name
                                                                           : name + " " + hebrew;
}

// Calls `visit` with every cap's name and whether another of the same chord follows it.
void ForEachCap(const Ui& ui, std::string_view keys,
                FunctionRef<void(const std::string&, bool)> visit) {
  while (!keys.empty()) {
    const size_t end = std::min(keys.find(' '), keys.size());
    std::string_view chord = keys.substr(0, end);
    while (!chord.empty()) {
      // A plus that is a key itself stands at the chord's end.
      const size_t plus = std::min(chord.find('+', 1), chord.size());
      // A capital is typed with shift: "f" and "F" are two commands.
      if (plus == 1 && chord[0] >= 'A' && chord[0] <= 'Z') visit("Shift", true);
      visit(CapName(ui, chord.substr(0, plus)), plus < chord.size());
      chord.remove_prefix(std::min(plus + 1, chord.size()));
    }
    keys.remove_prefix(std::min(end + 1, keys.size()));
  }
}

float CapWidth(Ui& ui, const std::string& name) {
  return std::max(kCapHeight, TextWidth(ui, name, kCapLook) + 2 * kCapPadding);
}

}  // namespace

float KeysWidth(Ui& ui, std::string_view keys) {
  float width = -kKeysGap;
  ForEachCap(ui, keys, [&](const std::string& name, bool more) {
    width += CapWidth(ui, name) + (more ? kCapGap : kKeysGap);
  });
  return std::max(width, 0.0f);
}

void DrawKeys(Ui& ui, const Box& box, std::string_view keys) {
  // Chords read from the left in either language.
  float x = ui.rtl() ? box.x : box.x + box.width - KeysWidth(ui, keys);
  ForEachCap(ui, keys, [&](const std::string& name, bool more) {
    const Box cap{x, box.y + (box.height - kCapHeight) / 2, CapWidth(ui, name), kCapHeight};
    ui.FillRect({cap.x, cap.y + 2, cap.width, cap.height}, ui.theme().line, radius::kSmall);
    ui.FillRect(cap, ui.theme().card, radius::kSmall);
    ui.Outline(cap, ui.theme().line, radius::kSmall);
    DrawText(ui, cap, name, kCapLook);
    x += cap.width + (more ? kCapGap : kKeysGap);
  });
}

std::string SpokenKeys(const Ui& ui, std::string_view keys) {
  std::string spoken;
  bool inside = false;
  ForEachCap(ui, keys, [&](const std::string& name, bool more) {
    if (!spoken.empty()) spoken += inside ? "+" : ", ";
    spoken += name;
    inside = more;
  });
  return spoken;
}

float EmptyState(Ui& ui, const Box& box, const EmptySpec& spec, MakeAction make) {
  constexpr float kDisc = 64, kMostWidth = 420;
  const TextLook title{.size = type_size::kTitle,
                       .weight = 700,
                       .ink = spec.error ? Ink::kBroken : Ink::kStrong,
                       .align = Align::kCenter,
                       .max_lines = 0};
  const TextLook help{.ink = Ink::kMuted, .align = Align::kCenter, .max_lines = 0};
  const float width = std::min(box.width, kMostWidth);
  SplitBox rows({box.x + (box.width - width) / 2, box.y, width, 1e6f}, ui.rtl());
  rows.Top(space::kVast);
  const Box disc = Centred(rows.Top(kDisc), kDisc, kDisc);
  ui.FillCircle(disc.x + kDisc / 2, disc.y + kDisc / 2, kDisc / 2, ui.theme().control);
  ui.DrawIcon(spec.icon, disc, 28, spec.error ? ui.theme().broken : ui.theme().muted);
  rows.Top(space::kLarge);
  const std::string id(spec.id);
  Words(ui, rows.Top(TextHeight(ui, spec.title, title, width)), id, spec.title, title,
        spec.error ? Role::kAlert : Role::kStatus);
  if (!spec.help.empty()) {
    rows.Top(space::kSmall);
    Words(ui, rows.Top(TextHeight(ui, spec.help, help, width)), id + "-help", spec.help, help,
          Role::kParagraph);
  }
  if (!spec.action.empty()) {
    const std::string button_id = id + "-action";
    const ButtonSpec button{
        .id = button_id, .name = spec.action, .text = spec.action, .kind = ButtonSpec::Kind::kMain};
    rows.Top(space::kLarge);
    const Box row = rows.Top(kTouchTarget);
    Button(ui, Centred(row, ButtonWidth(ui, button) + 2 * space::kSmall, row.height), button, make);
  }
  rows.Top(space::kVast);
  return rows.rest().y - box.y;
}

float EmptyState(Ui& ui, const Box& box, const EmptySpec& spec) {
  return EmptyState(ui, box, spec, [] { return Nothing{}; });
}

void ProgressBar(Ui& ui, const Box& box, std::string_view id, std::string_view name,
                 float fraction) {
  const float width = box.width * std::clamp(fraction, 0.0f, 1.0f);
  ui.FillRect(box, ui.theme().line, box.height / 2);
  ui.FillRect({ui.rtl() ? box.x + box.width - width : box.x, box.y, width, box.height},
              ui.theme().accent, box.height / 2);
  if (!ui.emitting()) return;
  SemanticsNode node{
      .role = Role::kProgress, .id = std::string(id), .name = std::string(name), .box = box};
  node.value = std::to_string(static_cast<int>(std::lround(fraction * 100)));
  node.maximum = 100;
  ui.Emit(std::move(node));
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

}  // namespace skira::app
