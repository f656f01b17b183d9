// The settings: how reviews look, how the interface does, what is kept. Every change is seen at
// once, in the preview and everywhere else.
#include <array>
#include <cmath>
#include <cstdio>

#include "app/model/device_records.h"
#include "app/state/bars.h"
#include "app/state/commands.h"
#include "app/state/documents.h"
#include "app/ui/isolates.h"
#include "app/ui/page_flow.h"
#include "app/views/review_view_parts.h"
#include "app/views/user_data_widgets.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

using typeset::Align;
using typeset::Family;

constexpr float kColumn = 680, kNarrowPage = 480;
constexpr float kLabelRow = 26, kSliderRow = 40, kSwitchRow = 52, kChoiceRow = 44;

std::string Rounded(float value) { return std::to_string(std::lround(value)); }
std::string TwoPlaces(float value) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", static_cast<double>(value));
  return text;
}

struct Scale {
  const char* id;
  Str name;
  float Settings::*member;
  float least, most, step;
  std::string (*text)(float);
};
constexpr Scale kScales[] = {
    {"text-size", Str::setting_text_size, &Settings::text_size, kLeastTextSize, kMostTextSize, 1,
     Rounded},
    {"line-height", Str::setting_line_height, &Settings::line_height, kLeastLineHeight,
     kMostLineHeight, 0.05f, TwoPlaces},
    {"column-width", Str::setting_column_width, &Settings::column_width, kLeastColumn, kMostColumn,
     10, Rounded},
};

struct Toggle {
  const char* id;
  Str name;
  bool Settings::*member;
};
constexpr Toggle kJustify{"justify", Str::setting_justify, &Settings::justify};
constexpr Toggle kRemind{"remind", Str::setting_remind, &Settings::remind_backup};
constexpr Toggle kMotion{"motion", Str::setting_motion, &Settings::reduce_motion};

template <typename Change>
Action Changed(Settings settings, Change change) {
  change(settings);
  return ChangeSettings{settings};
}

void LabelRow(Ui& ui, PageFlow& flow, std::string_view name, std::string_view value = {}) {
  flow.Gap(space::kMedium);
  SplitBox cut(flow.Take(kLabelRow), ui.rtl());
  const TextLook muted{.size = type_size::kSmall, .ink = Ink::kMuted, .align = Align::kEnd};
  if (!value.empty()) DrawText(ui, cut.End(80), value, muted);
  DrawText(ui, cut.rest(), name, {.size = type_size::kSmall, .weight = 700});
}

// --- Themes -------------------------------------------------------------------------------------

struct ThemeChoice {
  Str name;
  ThemeId light, dark;  // what its swatch shows; two where it follows the system
};
constexpr ThemeChoice kThemeChoices[] = {
    {Str::theme_follow, ThemeId::kLight, ThemeId::kDark},
    {Str::theme_name_light, ThemeId::kLight, ThemeId::kLight},
    {Str::theme_name_dark, ThemeId::kDark, ThemeId::kDark},
    {Str::theme_sepia, ThemeId::kSepia, ThemeId::kSepia},
    {Str::theme_contrast, ThemeId::kContrast, ThemeId::kContrast},
};
constexpr int kThemeChoiceCount = static_cast<int>(std::size(kThemeChoices));
constexpr float kSwatchHeight = 64, kThemeCard = kSwatchHeight + 34;

int ChosenTheme(const Settings& settings) {
  return settings.follow_system ? 0 : 1 + static_cast<int>(settings.theme);
}

// A page in small: a title, lines of text, a link.
void DrawPage(Ui& ui, const Box& box, const Theme& theme) {
  SplitBox rows(Inset(box, 12, 12), ui.rtl());
  const auto line = [&](float part, float height, Colour colour) {
    SplitBox row(rows.Top(height), ui.rtl());
    ui.FillRect(row.Start(row.rest().width * part), colour, height / 2);
    rows.Top(6);
  };
  line(0.55f, 7, theme.strong);
  line(1.0f, 4, theme.muted);
  line(0.85f, 4, theme.muted);
  line(0.4f, 5, theme.accent);
}

void DrawSwatch(Ui& ui, const Box& box, const ThemeChoice& choice, bool on) {
  const Theme& light = ThemeOf(choice.light);
  const Theme& dark = ThemeOf(choice.dark);
  ui.FillRect(box, light.page, radius::kMedium);
  ui.PushPane(box);
  SplitBox halves(box, ui.rtl());
  const bool both = choice.light != choice.dark;
  DrawPage(ui, halves.Start(both ? box.width / 2 : box.width), light);
  if (both) {
    const Box half = halves.rest();
    ui.PushPane(half);
    ui.FillRect(box, dark.page, radius::kMedium);
    DrawPage(ui, half, dark);
    ui.PopPane();
  }
  ui.PopPane();
  ui.Outline(box, on ? ui.theme().accent : ui.theme().edge, radius::kMedium, on ? 3.0f : 1.0f);
}

void ThemeCard(const AppState& state, Ui& ui, const Box& box, int index) {
  const ThemeChoice& choice = kThemeChoices[index];
  const bool on = index == ChosenTheme(state.settings);
  SplitBox rows(box, ui.rtl());
  DrawSwatch(ui, rows.Top(kSwatchHeight), choice, on);
  DrawText(ui, rows.rest(), ui.Say(choice.name),
           {.size = type_size::kCaption,
            .weight = on ? 700 : 400,
            .ink = on || ui.Hovered(box) ? Ink::kStrong : Ink::kMuted,
            .align = Align::kCenter});
  if (!ui.emitting()) return;
  SemanticsNode node{
      .role = Role::kRadio, .id = std::to_string(index), .name = ui.Say(choice.name)};
  node.box = box;
  node.checked = ToTri(on);
  ui.Emit(std::move(node));
  ui.OnPress(Changed(state.settings, [index](Settings& settings) {
    settings.follow_system = index == 0;
    if (index > 0) settings.theme = static_cast<ThemeId>(index - 1);
  }));
}

void Themes(const AppState& state, Ui& ui, PageFlow& flow) {
  LabelRow(ui, flow, ui.Say(Str::setting_theme));
  const int columns = flow.width() < kNarrowPage ? 3 : kThemeChoiceCount;
  const int rows = (kThemeChoiceCount + columns - 1) / columns;
  const Box area = flow.Take(static_cast<float>(rows) * (kThemeCard + space::kSmall));
  ui.Open(
      {.role = Role::kRadioGroup, .id = "theme", .name = ui.Say(Str::setting_theme), .box = area});
  SplitBox down(area, ui.rtl());
  const float gap = space::kMedium;
  const float width =
      (area.width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  for (int first = 0; first < kThemeChoiceCount; first += columns) {
    SplitBox across(down.Top(kThemeCard), ui.rtl());
    for (int i = first; i < std::min(first + columns, kThemeChoiceCount); ++i) {
      ThemeCard(state, ui, across.Start(width), i);
      across.Start(gap);
    }
    down.Top(space::kSmall);
  }
  ui.Close();
}

// --- Rows ---------------------------------------------------------------------------------------

void ScaleRow(const AppState& state, Ui& ui, PageFlow& flow, const Scale& scale) {
  const float value = state.settings.*scale.member;
  const std::string text = scale.text(value);
  LabelRow(ui, flow, ui.Say(scale.name), text);
  Slider(ui, flow.Take(kSliderRow),
         {.id = scale.id,
          .name = ui.Say(scale.name),
          .text = text,
          .minimum = scale.least,
          .maximum = scale.most,
          .step = scale.step,
          .value = value},
         [settings = state.settings, member = scale.member](float wanted) {
           return Changed(settings, [&](Settings& changed) { changed.*member = wanted; });
         });
}

// Whether the pane of a review has room for more than the narrowest column.
bool ColumnVaries(const AppState& state) {
  float pane = state.width - state.insets.left - state.insets.right;
  if (!IsOnePane(state)) pane -= ListWidth(state).width;
  if (ShowsFiltersBeside(state)) pane -= FiltersWidth(state).width;
  return pane - 2 * ReviewMargin(pane) > kLeastColumn;
}

void ToggleRow(const AppState& state, Ui& ui, PageFlow& flow, const Toggle& toggle) {
  const bool on = state.settings.*toggle.member;
  SwitchRow(ui, flow.Take(kSwitchRow), toggle.id, ui.Say(toggle.name), on, [&] {
    return Changed(state.settings, [&](Settings& changed) { changed.*toggle.member = !on; });
  });
}

void Typefaces(const AppState& state, Ui& ui, PageFlow& flow) {
  LabelRow(ui, flow, ui.Say(Str::setting_typeface));
  const Choice choices[] = {{ui.Say(Str::typeface_serif)}, {ui.Say(Str::typeface_sans)}};
  Choices(ui, flow.Take(kChoiceRow), "typeface", ui.Say(Str::setting_typeface), choices,
          state.settings.family == Family::kSans ? 1 : 0, [&](int chosen) {
            return Changed(state.settings, [chosen](Settings& changed) {
              changed.family = chosen == 1 ? Family::kSans : Family::kSerif;
            });
          });
}

void Languages(const AppState& state, Ui& ui, PageFlow& flow) {
  LabelRow(ui, flow, ui.Say(Str::setting_language));
  const Choice choices[] = {{ui.Say(Str::language_hebrew)}, {ui.Say(Str::language_english)}};
  Choices(ui, flow.Take(kChoiceRow), "language", ui.Say(Str::setting_language), choices,
          static_cast<int>(state.language()), [&](int chosen) {
            return Changed(state.settings, [chosen](Settings& changed) {
              changed.language = static_cast<Language>(chosen);
            });
          });
}

// A paragraph set as a review's would be.
void Preview(const AppState& state, Ui& ui, PageFlow& flow) {
  const Settings& settings = state.settings;
  const float width = std::min(settings.column_width, flow.width() - 2 * space::kLarge);
  const TextBox& text = ui.Label(
      ui.Say(Str::settings_preview_text), {.family = settings.family, .size = settings.text_size},
      {.direction = ui.rtl() ? typeset::Direction::kRtl : typeset::Direction::kLtr,
       .align = settings.justify ? Align::kJustify : Align::kStart,
       .width = width,
       .line_height = settings.text_size * settings.line_height},
      Ink::kText);
  flow.Gap(space::kMedium);
  const Box card = flow.Take(text.layout.height + 2 * space::kLarge);
  ui.FillRect(card, ui.theme().card, radius::kMedium);
  ui.Outline(card, ui.theme().line, radius::kMedium);
  const Box words{card.x + (card.width - width) / 2, card.y + space::kLarge, width,
                  text.layout.height};
  ui.Text(text, words.x, words.y);
  if (!ui.emitting()) return;
  ui.Open(
      {.role = Role::kRegion, .id = "preview", .name = ui.Say(Str::settings_preview), .box = card});
  SemanticsNode node{.role = Role::kParagraph, .id = "preview-text", .box = words};
  node.lines = SemanticsLines(text);
  ui.Emit(std::move(node));
  ui.Close();
}

// What can be done with what is kept, as far as there are commands for it.
void DataCommands(const AppState& state, Ui& ui, PageFlow& flow) {
  constexpr Str kNames[] = {Str::action_export_backup, Str::import_backup, Str::backup_join,
                            Str::undo, Str::keep_again};
  for (const CommandInfo& info : Commands()) {
    if (std::find(std::begin(kNames), std::end(kNames), info.name) == std::end(kNames)) continue;
    if (!Applies(info, state)) continue;
    const std::string name = CommandName(info, ui.language());
    flow.Gap(space::kSmall);
    const ButtonSpec spec{.id = name,
                          .name = name,
                          .text = name,
                          .icon = info.icon,
                          .kind = ButtonSpec::Kind::kPlain};
    SplitBox row(flow.Take(kTouchTarget), ui.rtl());
    Button(ui, row.Start(ButtonWidth(ui, spec)), spec, [&] { return Run{info.command}; });
  }
}

// Where user data is not on the device, what is wrong.
void StorageNotice(const AppState& state, Ui& ui, PageFlow& flow) {
  constexpr Str kTexts[] = {Str::data_stays, Str::storage_memory, Str::storage_full,
                            Str::storage_slow, Str::storage_cleared};
  const auto keeping = static_cast<size_t>(state.keep.keeping);
  if (state.keep.keeping == StorageStatus::kDevice || keeping >= std::size(kTexts)) return;
  flow.Gap(space::kSmall);
  flow.Paragraph("storage-status", ui.Say(kTexts[keeping]), {.ink = Ink::kStrong, .max_lines = 0});
}

// What a record is of, for people: a review's title where the catalog has it.
std::string RecordName(std::string_view key, const AppState& state, Ui& ui) {
  std::string base(BaseKey(key));
  const std::string marks = MarksKey("");
  const auto& places = ReviewPlaces(state);
  const auto found =
      base.starts_with(marks) ? places.find(base.substr(marks.size())) : places.end();
  if (found == places.end()) return base;
  return state.catalog.reviews[static_cast<size_t>(found->second)].title.value_or(
      ui.Say(Str::untitled));
}

void UnreadRecords(const AppState& state, Ui& ui, PageFlow& flow) {
  const auto& unread = state.user.unread;
  if (unread.empty()) return;
  constexpr size_t kMostShown = 20;
  flow.Heading("unread", ui.Say(Str::unread_title), 2);
  flow.Paragraph("unread-help", ui.Say(Str::unread_help), {.ink = Ink::kMuted, .max_lines = 0});
  size_t shown = 0;
  for (const auto& [key, json] : unread) {
    if (shown == kMostShown) break;
    flow.Paragraph("unread-" + std::to_string(shown++),
                   Isolated(RecordName(key, state, ui)) + " · " +
                       Isolated(PrintedSize(static_cast<int64_t>(json.size()))),
                   {.own_direction = true});
  }
  if (shown == unread.size()) return;
  flow.Paragraph("unread-more",
                 Filled(ui.Say(Str::unread_more), {std::to_string(unread.size() - shown)}),
                 {.ink = Ink::kMuted});
}

void ResetButton(Ui& ui, PageFlow& flow) {
  flow.Gap(space::kLarge);
  const char* name = ui.Say(Str::settings_reset);
  const ButtonSpec spec{.id = "reset",
                        .name = name,
                        .text = name,
                        .icon = Icon::undo,
                        .kind = ButtonSpec::Kind::kPlain};
  SplitBox row(flow.Take(kTouchTarget), ui.rtl());
  Button(ui, row.Start(ButtonWidth(ui, spec)), spec, [] { return ResetSettings{}; });
}

}  // namespace

void SettingsView(const AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().page);
  PageFlow flow(state, ui, box,
                {.id = "page",
                 .name = ui.Say(Str::settings),
                 .column = kColumn,
                 .version = StateVersion(state)});
  flow.Heading("title", ui.Say(Str::settings), 1);
  flow.Heading("appearance", ui.Say(Str::settings_appearance), 2);
  Themes(state, ui, flow);
  flow.Heading("reading", ui.Say(Str::settings_reading), 2);
  Preview(state, ui, flow);
  Typefaces(state, ui, flow);
  for (const Scale& scale : kScales) {
    if (scale.member == &Settings::column_width && !ColumnVaries(state)) continue;
    ScaleRow(state, ui, flow, scale);
  }
  flow.Gap(space::kSmall);
  ToggleRow(state, ui, flow, kJustify);
  flow.Heading("interface", ui.Say(Str::settings_interface), 2);
  Languages(state, ui, flow);
  flow.Gap(space::kSmall);
  ToggleRow(state, ui, flow, kMotion);
  ResetButton(ui, flow);
  flow.Heading("data", ui.Say(Str::settings_data), 2);
  flow.Paragraph("data-stays", ui.Say(Str::data_stays), {.ink = Ink::kMuted});
  StorageNotice(state, ui, flow);
  DataCommands(state, ui, flow);
  ToggleRow(state, ui, flow, kRemind);
  UnreadRecords(state, ui, flow);
}

}  // namespace skira::app
