// Twins: what the canvas shows, told to everything that cannot see it.
//
// A view that draws something also reports its twin, and the page's DOM layer makes a real element
// of it: a link, a heading, the lines of a paragraph exactly where the canvas drew them. The tree
// is plain data in the order in which it is to be read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace skira::reader {

struct TextBox;

enum class Role : uint8_t {
  kRoot,
  kBanner,
  kNavigation,
  kMain,
  kList,
  kListItem,
  kLink,
  kButton,
  kArticle,
  kHeading,
  kParagraph,
  kTable,
  kRow,
  kCell,
  kColumnHeader,
  kCaption,
  kCode,
  kCodeText,
  kMath,
  kFigure,
  kQuote,
  kSeparator,
  kGroup,
  kStatus,
};

// CSS pixels from the parent's top-left corner; inside a scrolling twin from its content's.
struct Box {
  float x = 0, y = 0, width = 0, height = 0;
};

// A line of text where the canvas drew it, in fragments of one style.
struct TwinFragment {
  std::string text{};
  std::string href{};
  std::string font{};    // a CSS font shorthand: "400 19px 'Skira Serif'"
  std::string mathml{};  // of a formula, whose `text` is its TeX; on the first of its parts alone
  std::string note{};    // what is to be known of it, in words
  const char* tag = "";  // an HTML element's name: "code", "strong"
  bool isolate = false;  // a left-to-right unit, whatever stands around it
  float width = 0;       // CSS px of a formula's part, or of what is there for eyes alone; 0: text
};
struct TwinLine {
  Box box{};
  std::string dir{};  // "rtl" or "ltr"; empty: the parent's
  std::vector<TwinFragment> fragments{};
};

struct Twin {
  Role role = Role::kGroup;
  std::string id{};    // unique among siblings, stable from frame to frame
  std::string name{};  // accessible name; empty where the content says it
  std::string href{};  // a link's target
  std::string lang{};  // "he" or "en"; empty: the parent's
  std::string dir{};   // "rtl" or "ltr"; empty: the parent's
  Box box{};
  float scroll_height = 0;  // > 0: scrolls, and its content is so high
  bool sideways = false;    // scrolls sideways: its one child is as wide as its content
  int level = 0;            // heading 1 to 6; list item depth from 1
  bool ordered = false;     // list: of numbers
  int value = 0;            // list: the number it starts with; list item: the number it prints
  int position = 0;         // list item: 1-based place in its whole list
  int set_size = 0;         // list item: size of its whole list
  bool current = false;     // the item that is open
  std::vector<TwinLine> lines{};
  std::vector<Twin> children{};
};

// The lines of a laid-out text whose box's parent is `origin`'s; isolates are left out.
std::vector<TwinLine> TwinLines(const TextBox& text);

// The tree as JSON, UTF-8; empty and zero members are left out.
std::string WriteTwinJson(const Twin& twin);

}  // namespace skira::reader
