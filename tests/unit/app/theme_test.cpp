#include "app/resources/theme.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>

namespace skira::app {
namespace {

TEST_CASE("text stands out at least 4.5 to 1 from every ground it is set on, in every theme") {
  for (int i = 0; i < kThemeCount; ++i) {
    const Theme& theme = ThemeOf(static_cast<ThemeId>(i));
    for (const TokenPair& pair : TextPairs()) {
      const Colour text = theme.*pair.text, ground = theme.*pair.ground;
      INFO(theme.name << ": " << std::hex << text << " on " << ground);
      CHECK(Contrast(text, ground) >= 4.5);
    }
  }
}

TEST_CASE("text stands out at least 4.5 to 1 from a reader's highlights, in every theme") {
  for (int i = 0; i < kThemeCount; ++i) {
    const Theme& theme = ThemeOf(static_cast<ThemeId>(i));
    for (const Colour ground : theme.highlight) {
      for (const Colour text : {theme.text, theme.strong, theme.muted, theme.link}) {
        INFO(theme.name << ": " << std::hex << text << " on " << ground);
        CHECK(Contrast(text, ground) >= 4.5);
      }
    }
  }
}

TEST_CASE("outlines and focus rings stand out at least 3 to 1, in every theme") {
  for (int i = 0; i < kThemeCount; ++i) {
    const Theme& theme = ThemeOf(static_cast<ThemeId>(i));
    for (const TokenPair& pair : EdgePairs()) {
      const Colour edge = theme.*pair.text, ground = theme.*pair.ground;
      INFO(theme.name << ": " << std::hex << edge << " on " << ground);
      CHECK(Contrast(edge, ground) >= 3.0);
    }
  }
}

TEST_CASE(
    "any site's accent and its links stand out from the grounds of each theme, and text from it") {
  for (int i = 0; i < kThemeCount; ++i) {
    const Theme& theme = ThemeOf(static_cast<ThemeId>(i));
    for (const char* accent : {"#000000", "#ffffff", "#ffcc00", "#7f7f7f", "#00ff00", "#16181c"}) {
      const Theme own = Accented(theme, accent);
      INFO(theme.name << ": " << accent);
      CHECK(Contrast(own.accent, own.page) >= 4.5);
      CHECK(Contrast(own.accent, own.panel) >= 4.5);
      CHECK(Contrast(own.focus, own.control) >= 3.0);
      CHECK(Contrast(own.on_accent, own.accent) >= 4.5);
      for (const Colour ground :
           {own.page, own.panel, own.card, own.control, own.hover, own.selected, own.spoken,
            own.highlight[0], own.highlight[1], own.highlight[2], own.highlight[3]}) {
        CHECK(Contrast(own.link, ground) >= 4.5);
      }
    }
    for (const char* none : {"", "red", "#12345", "#12345g"}) CHECK(Accented(theme, none) == theme);
  }
  CHECK(Accented(ThemeOf(ThemeId::kLight), "#ffcc00").accent == Rgb(0x816D16));
  CHECK(Accented(ThemeOf(ThemeId::kLight), "#ffcc00").link == Rgb(0x65581B));
  CHECK(Accented(ThemeOf(ThemeId::kContrast), "#ffcc00") == ThemeOf(ThemeId::kContrast));
}

TEST_CASE("contrast is counted as WCAG does") {
  CHECK(Contrast(Rgb(0x000000), Rgb(0xFFFFFF)) == 21.0);
  CHECK(Contrast(Rgb(0x767676), Rgb(0xFFFFFF)) >= 4.5);
  CHECK(Contrast(Rgb(0x777777), Rgb(0xFFFFFF)) < 4.5);
}

TEST_CASE("a theme is known by its name, and light stands in for one that is unknown") {
  CHECK(ThemeNamed("sepia") == ThemeId::kSepia);
  CHECK(ThemeNamed("contrast") == ThemeId::kContrast);
  CHECK(ThemeNamed("plaid") == ThemeId::kLight);
}

TEST_CASE("no file of the application but the themes' own has a colour of its own") {
  // The mask of a colour's alpha, and the white that leaves coloured glyphs as they are.
  const std::set<std::string> kNoColours = {"0x00FFFFFFu", "0xFFFFFFFFu"};
  const std::regex literal(
      "\\bRgba?\\(|IM_COL32|ImColor|\"#[0-9A-Fa-f]{6}\"|0x[0-9A-Fa-f]{8}u?\\b");
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(SKIRA_ROOT "/src/app")) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".cpp" || name == "theme.cpp") continue;
    ++files;
    std::ifstream in(entry.path());
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
      for (std::sregex_iterator hit(line.begin(), line.end(), literal), end; hit != end; ++hit) {
        INFO(name << ":" << number << ": " << line);
        CHECK(kNoColours.count(hit->str()) == 1);
      }
    }
  }
  CHECK(files > 30);
}

}  // namespace
}  // namespace skira::app
