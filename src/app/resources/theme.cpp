#include "app/resources/theme.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <utility>

namespace skira::app {
namespace {

constexpr Colour Rgba(uint32_t rgb, uint32_t alpha) {
  return (Rgb(rgb) & 0x00FFFFFFu) | alpha << 24;
}

constexpr Theme kThemes[kThemeCount] = {
    {.name = "light",
     .dark = false,
     .page = Rgb(0xFFFFFF),
     .panel = Rgb(0xF7F6F2),
     .hover = Rgb(0xEDEBE4),
     .selected = Rgb(0xE1E8F1),
     .card = Rgb(0xF6F5F1),
     .control = Rgb(0xEFEDE7),
     .accent = Rgb(0x1B5FA0),
     .mark = Rgb(0xFFE9A8),
     .scrim = Rgba(0x101418, 0x66),
     .shadow = Rgba(0x101418, 0x22),
     .highlight = {Rgb(0xFFF0A6), Rgb(0xCDEFC4), Rgb(0xCBE4FB), Rgb(0xFAD3E2)},
     .spoken = Rgb(0xE6DCFA),
     .line = Rgb(0xDEDBD2),
     .edge = Rgb(0x85827A),
     .focus = Rgb(0x1B5FA0),
     .text = Rgb(0x1F2328),
     .strong = Rgb(0x0B0D10),
     .muted = Rgb(0x5A5F66),
     .link = Rgb(0x0B57A4),
     .broken = Rgb(0xA4262C),
     .on_accent = Rgb(0xFFFFFF)},
    {.name = "dark",
     .dark = true,
     .page = Rgb(0x16181C),
     .panel = Rgb(0x1C1F24),
     .hover = Rgb(0x262A31),
     .selected = Rgb(0x273244),
     .card = Rgb(0x1F2329),
     .control = Rgb(0x2A2E35),
     .accent = Rgb(0x7FB6EE),
     .mark = Rgb(0x4A3D0C),
     .scrim = Rgba(0x000000, 0x99),
     .shadow = Rgba(0x000000, 0x66),
     .highlight = {Rgb(0x463A09), Rgb(0x1F4427), Rgb(0x1F4263), Rgb(0x5A2C42)},
     .spoken = Rgb(0x3B2F5C),
     .line = Rgb(0x343941),
     .edge = Rgb(0x7C838E),
     .focus = Rgb(0x7FB6EE),
     .text = Rgb(0xD9DCE1),
     .strong = Rgb(0xF2F4F7),
     .muted = Rgb(0xA6ACB5),
     .link = Rgb(0x8FC1F2),
     .broken = Rgb(0xF5A19A),
     .on_accent = Rgb(0x10161D)},
    {.name = "sepia",
     .dark = false,
     .page = Rgb(0xF8F0DF),
     .panel = Rgb(0xF1E7D2),
     .hover = Rgb(0xE8DCC3),
     .selected = Rgb(0xE2D3B4),
     .card = Rgb(0xF1E7D2),
     .control = Rgb(0xEADFC8),
     .accent = Rgb(0x7A4A17),
     .mark = Rgb(0xF6D98A),
     .scrim = Rgba(0x2B2115, 0x66),
     .shadow = Rgba(0x2B2115, 0x22),
     .highlight = {Rgb(0xF7E08B), Rgb(0xCFE3AE), Rgb(0xC6DCE6), Rgb(0xF2CBC9)},
     .spoken = Rgb(0xE7D6EC),
     .line = Rgb(0xDCCFB4),
     .edge = Rgb(0x857557),
     .focus = Rgb(0x7A4A17),
     .text = Rgb(0x3A2F21),
     .strong = Rgb(0x241B10),
     .muted = Rgb(0x5F4F39),
     .link = Rgb(0x6B3F0E),
     .broken = Rgb(0x8F2318),
     .on_accent = Rgb(0xFFF9EC)},
    {.name = "contrast",
     .dark = true,
     .page = Rgb(0x000000),
     .panel = Rgb(0x000000),
     .hover = Rgb(0x2B2B2B),
     .selected = Rgb(0x003A66),
     .card = Rgb(0x141414),
     .control = Rgb(0x141414),
     .accent = Rgb(0xFFE14D),
     .mark = Rgb(0x5C4A00),
     .scrim = Rgba(0x000000, 0xCC),
     .shadow = Rgba(0x000000, 0x00),
     .highlight = {Rgb(0x5C4A00), Rgb(0x004D16), Rgb(0x003E70), Rgb(0x66003B)},
     .spoken = Rgb(0x47207A),
     .line = Rgb(0x8C8C8C),
     .edge = Rgb(0xFFFFFF),
     .focus = Rgb(0xFFE14D),
     .text = Rgb(0xFFFFFF),
     .strong = Rgb(0xFFFFFF),
     .muted = Rgb(0xE0E0E0),
     .link = Rgb(0x9BD1FF),
     .broken = Rgb(0xFFB3AB),
     .on_accent = Rgb(0x000000)},
};

constexpr TokenPair kTextPairs[] = {
    {&Theme::text, &Theme::page},       {&Theme::strong, &Theme::page},
    {&Theme::muted, &Theme::page},      {&Theme::link, &Theme::page},
    {&Theme::broken, &Theme::page},     {&Theme::text, &Theme::panel},
    {&Theme::strong, &Theme::panel},    {&Theme::muted, &Theme::panel},
    {&Theme::link, &Theme::panel},      {&Theme::broken, &Theme::panel},
    {&Theme::text, &Theme::card},       {&Theme::strong, &Theme::card},
    {&Theme::muted, &Theme::card},      {&Theme::link, &Theme::card},
    {&Theme::broken, &Theme::card},     {&Theme::text, &Theme::control},
    {&Theme::strong, &Theme::control},  {&Theme::muted, &Theme::control},
    {&Theme::link, &Theme::control},    {&Theme::text, &Theme::hover},
    {&Theme::strong, &Theme::hover},    {&Theme::muted, &Theme::hover},
    {&Theme::link, &Theme::hover},      {&Theme::text, &Theme::selected},
    {&Theme::strong, &Theme::selected}, {&Theme::muted, &Theme::selected},
    {&Theme::link, &Theme::selected},   {&Theme::text, &Theme::mark},
    {&Theme::strong, &Theme::mark},     {&Theme::muted, &Theme::mark},
    {&Theme::text, &Theme::spoken},     {&Theme::strong, &Theme::spoken},
    {&Theme::muted, &Theme::spoken},    {&Theme::link, &Theme::spoken},
    {&Theme::broken, &Theme::spoken},   {&Theme::on_accent, &Theme::accent},
};

constexpr TokenPair kEdgePairs[] = {
    {&Theme::edge, &Theme::page},     {&Theme::edge, &Theme::panel},
    {&Theme::focus, &Theme::page},    {&Theme::focus, &Theme::panel},
    {&Theme::accent, &Theme::page},   {&Theme::accent, &Theme::panel},
    {&Theme::focus, &Theme::control},
};

// Relative luminance, WCAG 2.2.
double Luminance(Colour colour) {
  const auto channel = [colour](int shift) {
    const double value = (colour >> shift & 0xFF) / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(0) + 0.7152 * channel(8) + 0.0722 * channel(16);
}

}  // namespace

const Theme& ThemeOf(ThemeId id) { return kThemes[static_cast<size_t>(id)]; }

ThemeId ThemeNamed(std::string_view name) {
  for (int i = 0; i < kThemeCount; ++i) {
    if (kThemes[i].name == name) return static_cast<ThemeId>(i);
  }
  return ThemeId::kLight;
}

std::span<const TokenPair> TextPairs() { return kTextPairs; }
std::span<const TokenPair> EdgePairs() { return kEdgePairs; }

Theme Accented(const Theme& theme, std::string_view accent) {
  constexpr int kSteps = 16;
  constexpr double kText = 4.5, kEdge = 3;
  uint32_t rgb = 0;
  const char* const end = accent.data() + accent.size();
  const bool is_color = accent.size() == 7 && accent[0] == '#' &&
                        std::from_chars(accent.data() + 1, end, rgb, 16).ptr == end;
  if (!is_color || theme.name == "contrast") return theme;
  const Colour wanted = Rgb(rgb);
  const auto mixed = [&](int step) {
    Colour colour = 0xFF000000u;
    for (int shift = 0; shift < 24; shift += 8) {
      const int from = wanted >> shift & 0xFF, to = theme.text >> shift & 0xFF;
      colour |= static_cast<Colour>(from + (to - from) * step / kSteps) << shift;
    }
    return colour;
  };
  const auto moved = [&](const auto& stands_out) {
    int step = 0;
    while (step < kSteps && !stands_out(mixed(step))) ++step;
    return mixed(step);
  };
  Theme accented = theme;
  accented.accent = accented.focus = moved([&](Colour colour) {
    return Contrast(colour, theme.page) >= kText && Contrast(colour, theme.panel) >= kText &&
           Contrast(colour, theme.control) >= kEdge;
  });
  accented.link = moved([&](Colour colour) {
    const auto from = [&](Colour ground) { return Contrast(colour, ground) >= kText; };
    return std::all_of(std::begin(theme.highlight), std::end(theme.highlight), from) &&
           std::all_of(std::begin(kTextPairs), std::end(kTextPairs), [&](const TokenPair& pair) {
             return pair.text != &Theme::link || from(theme.*pair.ground);
           });
  });
  const bool on_light = Contrast(Rgb(0xFFFFFF), accented.accent) < kText;
  accented.on_accent = on_light ? Rgb(0x000000) : Rgb(0xFFFFFF);
  return accented;
}

Colour Readable(int rgb, const Theme& theme) {
  constexpr double kLeastContrast = 3;
  constexpr Colour kHalf = 0x7F7F7F;
  Colour colour = Rgb(static_cast<uint32_t>(rgb));
  for (int step = 0; step < 4 && Contrast(colour, theme.page) < kLeastContrast; ++step) {
    colour = 0xFF000000u | ((colour >> 1 & kHalf) + (theme.text >> 1 & kHalf));
  }
  return colour;
}

double Contrast(Colour a, Colour b) {
  const double first = Luminance(a) + 0.05, second = Luminance(b) + 0.05;
  return std::max(first, second) / std::min(first, second);
}

}  // namespace skira::app
