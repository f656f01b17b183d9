// Colours and measures of the interface, one struct a theme.
#pragma once

#include <cstdint>

namespace skira::reader {

// 0xAABBGGRR, as Dear ImGui's draw lists take it.
using Colour = uint32_t;

constexpr Colour Rgb(uint32_t rgb) {
  return 0xFF000000u | (rgb & 0xFF) << 16 | (rgb & 0xFF00) | (rgb >> 16 & 0xFF);
}

struct Theme {
  Colour page;      // behind everything, the reading pane
  Colour panel;     // the catalog
  Colour hover;     // a row under the pointer
  Colour selected;  // the open review's row
  Colour card;      // boxes inside a review: code, the reviewer's corner
  Colour line;      // hairlines
  Colour text;      // reading text
  Colour strong;    // titles
  Colour muted;     // dates, captions, credits
  Colour link;
  Colour broken;  // the source of a formula that is no TeX
  Colour accent;  // the marker beside the open review
};

// Contrast of text, muted, link and broken on page, panel and card is at least 4.5 : 1
// (WCAG 2.2, 1.4.3).
inline constexpr Theme kLightTheme{.page = Rgb(0xFFFFFF),
                                   .panel = Rgb(0xF6F5F1),
                                   .hover = Rgb(0xECEAE3),
                                   .selected = Rgb(0xE3E8F0),
                                   .card = Rgb(0xF6F5F1),
                                   .line = Rgb(0xDEDBD2),
                                   .text = Rgb(0x1F2328),
                                   .strong = Rgb(0x0B0D10),
                                   .muted = Rgb(0x5A5F66),
                                   .link = Rgb(0x0B57A4),
                                   .broken = Rgb(0xA4262C),
                                   .accent = Rgb(0x1F6FB5)};

inline constexpr Theme kDarkTheme{.page = Rgb(0x16181C),
                                  .panel = Rgb(0x1C1F24),
                                  .hover = Rgb(0x262A31),
                                  .selected = Rgb(0x273244),
                                  .card = Rgb(0x1F2329),
                                  .line = Rgb(0x343941),
                                  .text = Rgb(0xD9DCE1),
                                  .strong = Rgb(0xF2F4F7),
                                  .muted = Rgb(0xA0A6AF),
                                  .link = Rgb(0x7FB6EE),
                                  .broken = Rgb(0xF28B82),
                                  .accent = Rgb(0x5B9BD9)};

// Measures in CSS pixels.
inline constexpr float kCatalogWidth = 400;     // the catalog beside a review
inline constexpr float kTwoPaneMinWidth = 820;  // below it one pane shows at a time
inline constexpr float kHeaderHeight = 64;      // the bar above the catalog
inline constexpr float kRowHeight = 92;         // one review in the catalog
inline constexpr float kColumnWidth = 680;      // the reading column, about 70 characters
inline constexpr float kTextSize = 19;
inline constexpr float kLineHeight = 1.65f;  // of the text size

}  // namespace skira::reader
