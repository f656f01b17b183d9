// What a user may choose of the look; plain data, kept on the device.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "app/resources/strings.h"
#include "app/resources/theme.h"
#include "typeset/typeset.h"

namespace skira::app {

struct Settings {
  bool follow_system = true;        // the theme is the system's
  ThemeId theme = ThemeId::kLight;  // where it does not follow
  typeset::Family family = typeset::Family::kSerif;
  float text_size = kTextSize;        // CSS px, 12 to 40
  float line_height = kLineHeight;    // of the text size, 1.2 to 2.4
  float column_width = kColumnWidth;  // CSS px, 420 to 1000
  bool justify = false;
  Language language = Language::kHebrew;  // of the interface
  bool reduce_motion = false;             // also where the system does not ask for it
  bool hide_filters = false;              // also where there is room for them beside the catalog
  bool hide_list = false;                 // the catalog beside a review
  // Of the panes beside a review, CSS px; 0 as the screen has room.
  float list_width = 0, filters_width = 0;
  float speech_rate = 1;      // of the voice's own, 0.75 to 2
  bool remind_backup = true;  // of making one, where much was changed since the last
  bool operator==(const Settings&) const = default;
};

inline constexpr float kLeastTextSize = 12, kMostTextSize = 40;
inline constexpr float kLeastLineHeight = 1.2f, kMostLineHeight = 2.4f;
inline constexpr float kLeastSpeechRate = 0.75f, kMostSpeechRate = 2;
inline constexpr float kLeastColumn = 420, kMostColumn = 1000;
inline constexpr float kLeastPane = 200, kMostPane = 800;

// The settings with every length within its bounds.
inline Settings Within(Settings settings) {
  const auto hold = [](float value, float least, float most, float otherwise) {
    return value == value ? std::clamp(value, least, most) : otherwise;  // not a number
  };
  settings.text_size = hold(settings.text_size, kLeastTextSize, kMostTextSize, kTextSize);
  settings.line_height = hold(settings.line_height, kLeastLineHeight, kMostLineHeight, kLineHeight);
  settings.column_width = hold(settings.column_width, kLeastColumn, kMostColumn, kColumnWidth);
  for (float* width : {&settings.list_width, &settings.filters_width}) {
    if (*width != 0) *width = std::round(hold(*width, kLeastPane, kMostPane, 0));
  }
  settings.speech_rate = hold(settings.speech_rate, kLeastSpeechRate, kMostSpeechRate, 1);
  return settings;
}

// What the system tells of itself and its user's wishes.
struct SystemState {
  bool dark = false, more_contrast = false, reduced_motion = false;
  bool coarse_pointer = false;  // touch: targets are larger
  bool online = true;
  // The page shows the semantics nodes instead of the canvas: all of them are told.
  bool plain = false;
  bool hebrew_keys = false;  // the keyboard's layout in use, as far as keys have told it
  bool operator==(const SystemState&) const = default;
};

// What the edges of the screen keep for themselves, CSS px: notches, the home bar, and at the
// bottom the keyboard on the screen.
struct Insets {
  float top = 0, right = 0, bottom = 0, left = 0;
  float keyboard = 0;  // of `bottom`
  bool operator==(const Insets&) const = default;
};

// The theme to draw with.
inline ThemeId ThemeFor(const Settings& settings, const SystemState& system) {
  if (!settings.follow_system) return settings.theme;
  if (system.more_contrast) return ThemeId::kContrast;
  return system.dark ? ThemeId::kDark : ThemeId::kLight;
}

}  // namespace skira::app
