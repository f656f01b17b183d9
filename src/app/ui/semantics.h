// Semantics nodes: what the canvas shows, told to everything that cannot see it.
//
// A view that draws something also reports its semantics node, and the page's DOM layer makes a
// real element of it: a link, a heading, the lines of a paragraph exactly where the canvas drew
// them. The tree is plain data in the order in which it is to be read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/box.h"

namespace skira::app {

struct TextBox;

enum class Role : uint8_t {
  kRoot,
  // Landmarks and groups.
  kBanner,
  kNavigation,
  kMain,
  kRegion,
  kComplementary,
  kSearch,
  kGroup,
  kToolbar,
  kDialog,
  kMenu,
  // What a review is made of.
  kArticle,
  kHeading,
  kParagraph,
  kList,
  kListItem,
  kTable,
  kRow,
  kCell,
  kColumnHeader,
  kCaption,
  kCode,
  kCodeText,
  kMath,
  kFigure,
  kFootnote,
  kQuote,
  kSeparator,
  kPart,  // of a long list, see Ui::AddPart(): nothing by itself
  kText,  // words without a role of their own
  kImage,
  kPicture,  // of a review: an element that can be saved and dragged
  kStatus,   // told when it changes
  kAlert,
  kProgress,
  // What is pressed, chosen and typed into.
  kLink,
  kButton,
  kMenuItem,
  kSwitch,
  kCheckBox,
  kRadioGroup,
  kRadio,
  kSlider,
  kSplitter,  // the edge of a pane, whose width is its number
  kSelect,
  kSearchBox,
  kTextBox,
  kTextArea,
  kComboBox,  // a field whose list of choices stands below it
  kListBox,
  kOption,
};

// A line of text where the canvas drew it, in fragments of one style.
struct SemanticsFragment {
  std::string text{};
  std::string href{};
  std::string font{};     // a CSS font shorthand: "400 19px 'Skira Serif'"
  std::string mathml{};   // of a formula, whose `text` is its TeX; on the first of its parts alone
  std::string picture{};  // the file of a small picture, whose alt is `text`
  bool note_ref = false;  // leads to a footnote (doc-noteref)
  std::string note{};     // what is to be known of it, in words
  const char* tag = "";   // an HTML element's name: "code", "strong"
  bool isolate = false;   // a left-to-right unit, whatever stands around it
  float rise = 0;         // CSS px above the line's baseline
  // CSS px. Of what is no text (a formula's part, what is there for eyes alone) its width, and of a
  // formula how far it reaches above and below the baseline. Of text its width where the browser's
  // own fonts fill in for ours, so that it may differ from the canvas's; else 0.
  float width = 0, ascent = 0, descent = 0;
  bool boxed = false;  // no text but the room of one
  // Which text of the review it shows, as of Fragment; of a formula all of it.
  int block = -1;
  uint32_t source = 0, source_size = 0;
  std::string mark{};  // the id of the user's highlight that it stands in
};
struct SemanticsLine {
  Box box{};
  bool first = false;      // a text begins with it; the lines up to the next such are one text's
  const char* dir = "";    // of the text, told with its first line
  float baseline = 0;      // CSS px below the box's top
  float word_spacing = 0;  // CSS px that each of its spaces is wider
  std::vector<SemanticsFragment> fragments{};
};

// Something that is or is not so, or of which neither can be said.
enum class Tri : int8_t { kNone = -1, kNo, kYes };
constexpr Tri ToTri(bool value) { return value ? Tri::kYes : Tri::kNo; }

struct SemanticsNode {
  Role role = Role::kGroup;
  std::string id{};           // unique among siblings, stable from frame to frame
  std::string name{};         // accessible name; empty where the content says it
  std::string description{};  // said after the name; shown as a tooltip
  std::string href{};         // a link's target
  std::string lang{};         // "he" or "en"; empty: the parent's
  std::string dir{};          // "rtl" or "ltr"; empty: the parent's
  Box box{};
  float scroll_height = 0;  // > 0: scrolls, and its content is so high
  float scroll_top = 0;     // where it stands when it appears
  bool sideways = false;    // scrolls sideways: its one child is as wide as its content
  int level = 0;            // heading 1 to 6; list item depth from 1
  bool ordered = false;     // list: of numbers
  int place = 0;            // list: the number it starts with; list item: the number it prints
  int position = 0;         // list item: 1-based place in its whole list
  int set_size = 0;         // list item: size of its whole list
  bool current = false;     // the item that is open

  // Controls.
  int handle = 0;  // > 0: Ui::Activate() and Ui::Edit() know what a press or an edit does
  Tri checked = Tri::kNone, pressed = Tri::kNone, expanded = Tri::kNone, selected = Tri::kNone;
  bool disabled = false;
  std::string picture{};                     // of a kPicture: its file in kPictureFolder
  bool draggable = false;                    // is edited by dragging, see web/dom-layer.js
  bool autofocus = false;                    // takes the focus when it appears
  bool modal = false;                        // a dialog: all else is out of reach while it is there
  std::string shortcut{};                    // as in aria-keyshortcuts: "Control+K"
  std::string value{};                       // of a field; of a select the index of its option
  std::string placeholder{};                 // of a field
  float minimum = 0, maximum = 0, step = 0;  // of a slider, a splitter; of progress
  std::vector<std::string> options{};        // of a select, or what a field suggests
  std::string font{};                        // of a field, a CSS font shorthand
  float room_left = 0, room_right = 0;       // of a field: px left free beside its text
  std::string controls{}, active{};          // of a combo box: the ids of its list and option

  std::vector<SemanticsLine> lines{};
  std::vector<SemanticsNode> children{};
  // A section, or a part of one, that is as it was told before: its place in the order counts
  // alone.
  bool emitted = false;
};

// The lines of a laid-out text whose box's parent is `origin`'s; isolates are left out. Together
// they hold the whole text, white space that the lines' ends swallow included.
std::vector<SemanticsLine> SemanticsLines(const TextBox& text);

// The tree as JSON, UTF-8; empty and zero members are left out.
std::string WriteSemanticsJson(const SemanticsNode& node);

}  // namespace skira::app
