// The design tokens: colours of each theme, and the scales of space, type, radius and motion.
//
// Views take every colour and measure from here. Lengths are CSS pixels.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "app/resources/strings.h"

namespace skira::app {

// 0xAABBGGRR, as Dear ImGui's draw lists take it.
using Colour = uint32_t;

constexpr Colour Rgb(uint32_t rgb) {
  return 0xFF000000u | (rgb & 0xFF) << 16 | (rgb & 0xFF00) | (rgb >> 16 & 0xFF);
}

enum class ThemeId : uint8_t { kLight, kDark, kSepia, kContrast };
inline constexpr int kThemeCount = 4;

struct Theme {
  bool operator==(const Theme&) const = default;
  std::string_view name;  // as in addresses and settings: "light"
  bool dark = false;      // light text on a dark ground

  // Grounds.
  Colour page;          // behind everything, the reading pane
  Colour panel;         // the catalog, bars
  Colour hover;         // a row or control under the pointer
  Colour selected;      // the open review's row, a control that is on
  Colour card;          // boxes inside a review: code, the reviewer's corner
  Colour control;       // buttons, chips, fields
  Colour accent;        // the main button, markers, progress
  Colour mark;          // hits of a search
  Colour scrim;         // over what a dialog covers; translucent
  Colour shadow;        // below what floats; translucent
  Colour highlight[4];  // a user's own marks: yellow, green, blue, pink
  Colour spoken;        // the sentence that is read aloud

  // Lines.
  Colour line;   // hairlines
  Colour edge;   // the outline of fields and controls: 3 : 1 against its ground (WCAG 1.4.11)
  Colour focus;  // the ring of the focused control

  // Text.
  Colour text;    // reading text
  Colour strong;  // titles
  Colour muted;   // dates, captions, credits
  Colour link;
  Colour broken;     // the source of a formula that is no TeX; errors
  Colour on_accent;  // text on `accent`
};

// The ground of pictures on dark pages: they are drawn for paper.
inline constexpr Colour kPaper = 0xFFF2F4F4;

const Theme& ThemeOf(ThemeId id);
// The theme of this name; light where there is none.
ThemeId ThemeNamed(std::string_view name);

// A text colour and a ground that the interface sets it on. Every pair in use is listed, and a test
// holds each to 4.5 : 1 in every theme (WCAG 2.2, 1.4.3).
struct TokenPair {
  Colour Theme::*text;
  Colour Theme::*ground;
};
std::span<const TokenPair> TextPairs();
// What must stand out at 3 : 1 without being text (WCAG 2.2, 1.4.11).
std::span<const TokenPair> EdgePairs();
// The theme with the site's accent ("#1a5c9e") for its main button, markers and focus ring, moved
// towards the text's colour until it stands out from their grounds (4.5 : 1 from page and panel, 3
// : 1 from controls; WCAG 2.2, 1.4.3 and 1.4.11), and for links, 4.5 : 1 from each ground that has
// some. The theme of high contrast keeps its own, and so does any where `accent` is no colour.
// web/publish/accent.js does the same.
Theme Accented(const Theme& theme, std::string_view accent);
// An author's colour (0xRRGGBB), moved towards the text's until it stands out from the page.
Colour Readable(int rgb, const Theme& theme);
// WCAG's contrast ratio of two opaque colours, 1 to 21.
double Contrast(Colour a, Colour b);

// --- Scales -------------------------------------------------------------------------------------

namespace space {
inline constexpr float kHair = 2, kTiny = 4, kSmall = 8, kMedium = 12, kLarge = 16, kHuge = 24,
                       kVast = 40;
}
namespace type_size {
inline constexpr float kCaption = 13, kSmall = 14, kBody = 15, kLead = 17, kTitle = 18,
                       kSection = 21, kPage = 28;
}
namespace radius {
inline constexpr float kSmall = 4, kMedium = 8, kLarge = 14, kPill = 999;
}
// Milliseconds; nothing moves where the system or the settings ask for less motion.
namespace motion {
inline constexpr float kFast = 90, kSlow = 140;
}
// The least side of anything that is pressed, on fine and coarse pointers (WCAG 2.2, 2.5.5).
inline constexpr float kTarget = 36, kTouchTarget = 44;

// --- Measures of the panes ----------------------------------------------------------------------

// Unless the reader has sized them (state/bars.h): the catalog beside a review, the filters beside
// the catalog.
inline constexpr float kCatalogWidth = 400, kFiltersWidth = 248;
inline constexpr float kTwoPaneMinWidth = 720;     // from here the catalog stands beside a review
inline constexpr float kThreePaneMinWidth = 1408;  // filters, catalog and a review's full column
inline constexpr float kLowScreen = 480;    // lower than this, a screen has one pane however wide
inline constexpr float kHeaderHeight = 64;  // the bar above the catalog
inline constexpr float kReviewBarHeight = 52;  // the bar above a review
inline constexpr float kBottomBarHeight = 60;  // the bar of a phone
inline constexpr float kListenBarHeight = 60;  // what steers the voice that reads aloud
inline constexpr float kColumnWidth = 680;     // the reading column, about 70 characters
inline constexpr float kTextSize = 19;
inline constexpr float kLineHeight = 1.65f;  // of the text size

}  // namespace skira::app
