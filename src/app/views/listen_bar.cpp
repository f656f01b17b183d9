// What steers the voice that reads the review aloud: back, pause, on, how fast, enough.
#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>

#include "app/state/commands.h"
#include "app/state/listening.h"
#include "app/ui/widgets.h"
#include "app/views/review_view_parts.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

constexpr float kSide = kTouchTarget;
constexpr float kSpeedText = 56;

// What differs from the command's row in the table.
struct Control {
  const char* id;
  Command command;
  bool disabled = false;
  std::optional<Icon> icon{};
  std::optional<Str> name{};
  ButtonSpec::Kind kind = ButtonSpec::Kind::kQuiet;
};

void ControlButton(Ui& ui, const Box& box, const Control& control) {
  const CommandInfo& info = InfoOf(control.command);
  Button(ui, Centred(box, kSide, kSide),
         {.id = control.id,
          .name = ui.Say(control.name.value_or(info.name)),
          .icon = control.icon.value_or(info.icon),
          .kind = control.kind,
          .disabled = control.disabled,
          .shortcut = Shortcut(control.command)},
         [&] { return Run{control.command}; });
}

// "1.25", "1.5", "2".
std::string Shortest(float number) {
  char text[16];
  std::snprintf(text, sizeof text, "%.3g", static_cast<double>(number));
  return text;
}

void Steps(const AppState& state, Ui& ui, SplitBox& cut) {
  const Listening& listening = state.listening;
  const bool speaking = listening.mode == Listening::Mode::kSpeaking;
  const int last = static_cast<int>(listening.sentences.size()) - 1;
  ControlButton(ui, cut.Start(kSide),
                {.id = "previous",
                 .command = Command::kPreviousSentence,
                 .disabled = listening.at == 0,
                 .icon = ui.rtl() ? Icon::chevron_right : Icon::chevron_left});
  cut.Start(space::kTiny);
  ControlButton(ui, cut.Start(kSide),
                {.id = "pause",
                 .command = Command::kListen,
                 .icon = speaking ? Icon::pause : Icon::play,
                 .name = speaking ? Str::listen_pause : Str::listen_resume,
                 .kind = ButtonSpec::Kind::kMain});
  cut.Start(space::kTiny);
  ControlButton(ui, cut.Start(kSide),
                {.id = "next",
                 .command = Command::kNextSentence,
                 .disabled = listening.at >= last,
                 .icon = ui.rtl() ? Icon::chevron_left : Icon::chevron_right});
}

void Speed(const AppState& state, Ui& ui, SplitBox& cut) {
  const float rate = state.settings.speech_rate;
  SplitBox group(cut.End(2 * kSide + kSpeedText), ui.rtl());
  ui.Open({.role = Role::kGroup,
           .id = "speed",
           .name = ui.Say(Str::listen_speed),
           .box = group.rest()});
  ControlButton(ui, group.Start(kSide),
                {"slower", Command::kSlowerSpeech, rate <= kLeastSpeechRate});
  Words(ui, group.Start(kSpeedText), "rate",
        Filled(ui.Say(Str::listen_speed_value), {Shortest(rate)}),
        {.size = type_size::kSmall, .align = typeset::Align::kCenter});
  ControlButton(ui, group.Start(kSide),
                {"faster", Command::kFasterSpeech, rate >= kMostSpeechRate});
  ui.Close();
}

}  // namespace

void ListenBar(const AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().panel);
  ui.HorizontalLine(box.x, box.y, box.width, ui.theme().line);
  ui.BeginSection(
      {.role = Role::kToolbar, .id = "listening", .name = ui.Say(Str::listen), .box = box},
      StateVersion(state));
  const float width = std::min(box.width - 2 * space::kSmall, kColumnWidth);
  SplitBox cut(Centred(box, width, box.height), ui.rtl());
  Steps(state, ui, cut);
  ControlButton(ui, cut.End(kSide), {"stop", Command::kStopListening});
  Speed(state, ui, cut);
  constexpr TextLook kSmall{
      .size = type_size::kCaption, .ink = Ink::kMuted, .align = typeset::Align::kCenter};
  const std::string place = Filled(
      ui.Say(Str::listen_place),
      {std::to_string(state.listening.at + 1), std::to_string(state.listening.sentences.size())});
  if (TextWidth(ui, place, kSmall) + space::kLarge <= cut.rest().width) {
    Words(ui, cut.rest(), "place", place, kSmall);
  }
  ui.EndSection();
}

}  // namespace skira::app
