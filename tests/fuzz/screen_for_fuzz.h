// The application with a small catalog, for fuzzers that show something in it.
#pragma once

#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "../unit/app/screen.h"
#include "review/json.h"

namespace skira::app {

inline void Require(bool holds, std::string_view fact) {
  if (holds) return;
  std::cerr << "does not hold: " << fact << '\n';
  std::abort();
}

// No font: each cluster is half an em wide and drawn as a box.
inline const typeset::FontSet& FontsForFuzz() {
  static const typeset::FontSet* const fonts = [] {
    auto* made = new typeset::FontSet;
    made->SetFallbackAdvance([](std::string_view, float size, int) { return size / 2; });
    return made;
  }();
  return *fonts;
}

// Two reviews; the first, "a", has a formula in a line and one in a block: "x" and "y".
inline Catalog CatalogForFuzz() {
  Review first;
  first.id = "a";
  first.title = "תשומת לב";
  first.topics = {"llm"};
  first.date = Date{2024, 6, 16};
  Block words, formula;
  words.spans = {{.text = "אם "}, {.text = "x", .math = true}, {.text = " אז כן."}};
  formula.type = BlockType::kMath;
  formula.spans = {{.text = "y", .math = true}};
  first.blocks = {words, formula, words};
  Review second = first;
  second.id = "b c";
  second.blocks.pop_back();
  return {.sources = {{.name = "a.md", .sha256 = std::string(64, '0'), .lines = 9}},
          .reviews = {first, second}};
}

// The one screen of a fuzzer, with the catalog loaded.
inline Screen& ScreenForFuzz() {
  static Screen* const screen = [] {
    auto* made = new Screen(FontsForFuzz(), 1440, 900);
    const auto reason = made->reader.LoadExport(WriteJson(CatalogForFuzz(), false));
    Require(!reason, "the catalog can be read");
    made->Work();
    return made;
  }();
  return *screen;
}

}  // namespace skira::app
