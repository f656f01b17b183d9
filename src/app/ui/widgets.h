// Widgets: in one call each draws itself and tells its semantics node (role, name, state, box), so
// that no view can forget the one or the other. What a press or an edit does is an Action.
//
// Boxes are CSS pixels of the canvas; text and icons start at the side where reading starts. A
// FunctionRef makes the Action only when semantics nodes are made, not in every frame.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "app/model/action.h"
#include "app/resources/icons.h"
#include "app/ui/function_ref.h"
#include "app/ui/split_box.h"
#include "app/ui/ui.h"

namespace skira::app {

using MakeAction = FunctionRef<Action()>;

// How a text of the interface is set.
struct TextLook {
  float size = type_size::kBody;
  int weight = 400;
  Ink ink = Ink::kText;
  typeset::Family family = typeset::Family::kSans;
  typeset::Align align = typeset::Align::kStart;
  int max_lines = 1;           // the rest ends in an ellipsis; 0: as many as it takes
  bool own_direction = false;  // by its words (review/direction.h) instead of the interface's
  std::span<const ByteRange> marks{};  // what a search has found in it
};

// Draws `text` in `box`, in the middle of its height. Without a semantics node: for words that a
// widget's name says already.
void DrawText(Ui& ui, const Box& box, std::string_view text, const TextLook& look);
// px that `text` takes up in one line; `height` px of a text in a width.
float TextWidth(Ui& ui, std::string_view text, const TextLook& look);
float TextHeight(Ui& ui, std::string_view text, const TextLook& look, float width);

// Words with a semantics node of their own: kText, kParagraph, kStatus, or a heading of `level`.
void Words(Ui& ui, const Box& box, std::string_view id, std::string_view text, const TextLook& look,
           Role role = Role::kText);
void Heading(Ui& ui, const Box& box, std::string_view id, std::string_view text, int level,
             const TextLook& look);

struct ButtonSpec {
  std::string_view id;      // unique among its siblings
  std::string_view name;    // accessible name; also the tooltip where there is no text
  std::string_view text{};  // drawn; empty: the icon alone
  Icon icon = Icon::none;
  enum class Kind : uint8_t { kQuiet, kPlain, kMain } kind = Kind::kQuiet;
  Tri pressed = Tri::kNone;   // a toggle
  Tri expanded = Tri::kNone;  // opens something
  bool opens = false;         // an overlay, which begins at it
  bool current = false;       // a link to where one is
  bool disabled = false;
  bool autofocus = false;
  std::string_view shortcut{};                     // "Control+K"
  Role role = Role::kButton;                       // or kMenuItem
  typeset::Align align = typeset::Align::kCenter;  // of the text and the icon together
  Ink ink = Ink::kText;
};
void Button(Ui& ui, const Box& box, const ButtonSpec& spec, MakeAction make);
// px that the button wants with its text and icon.
float ButtonWidth(Ui& ui, const ButtonSpec& spec);
// A link that looks like a button; `href` is a route's hash or an address.
void LinkButton(Ui& ui, const Box& box, const ButtonSpec& spec, std::string_view href);

// A rounded label that can be pressed; `removable` adds a cross.
struct ChipSpec {
  std::string_view id, name, text;
  bool on = false, removable = false;
  Colour colour = 0;  // of a dot before the text; 0: none
};
void Chip(Ui& ui, const Box& box, const ChipSpec& spec, MakeAction make);
float ChipWidth(Ui& ui, const ChipSpec& spec);
inline constexpr float kChipHeight = 30;

// A row with a check box at its start and a count at its end.
void CheckRow(Ui& ui, const Box& box, std::string_view id, std::string_view text, bool on,
              std::string_view count, MakeAction make);
// A switch at the end of its row, its label at the start.
void SwitchRow(Ui& ui, const Box& box, std::string_view id, std::string_view text, bool on,
               MakeAction make);
// One of a few, side by side.
struct Choice {
  std::string_view text;
  Icon icon = Icon::none;
};
void Choices(Ui& ui, const Box& box, std::string_view id, std::string_view name,
             std::span<const Choice> choices, int chosen, FunctionRef<Action(int)> make);
// A number by a slider; `text` is the value as one reads it.
struct SliderSpec {
  std::string_view id, name, text;
  float minimum = 0, maximum = 1, step = 0.1f, value = 0;
};
void Slider(Ui& ui, const Box& box, const SliderSpec& spec, std::function<Action(float)> make);

// The edge at the end side of `pane`, a section of its own (Ui::BeginSection): what is dragged, or
// moved by the arrow keys, sets the pane's width.
struct SplitterSpec {
  std::string_view id, name;
  float width = 0, least = 0, most = 0;  // CSS px
};
void Splitter(Ui& ui, const Box& pane, const SplitterSpec& spec, uint64_t version,
              std::function<Action(float)> make);

// One of many, by the system's own list.
void Select(Ui& ui, const Box& box, std::string_view id, std::string_view name,
            std::span<const std::string> options, int chosen, std::function<Action(int)> make);

// A field with a real input in place: the page draws its text, caret and selection.
struct FieldSpec {
  std::string_view id, name, placeholder, value;
  Role role = Role::kTextBox;  // or kSearchBox, kTextArea
  Icon icon = Icon::none;      // at the start
  float room_at_end = 0;       // px left free for buttons that stand in the field
  bool autofocus = false;
  std::string_view shortcut{};
  std::span<const std::string> suggestions{};
  std::string controls{}, active{};  // of a kComboBox: the ids of its list and of its option
};
void Field(Ui& ui, const Box& box, const FieldSpec& spec,
           std::function<Action(std::string_view)> make);

// Keys as commands.h writes them ("Ctrl+k", several with a space between) as caps, at the side of
// `box` where reading ends. Without a semantics node.
void DrawKeys(Ui& ui, const Box& box, std::string_view keys);
float KeysWidth(Ui& ui, std::string_view keys);
// The same in words: "Ctrl+K, /".
std::string SpokenKeys(const Ui& ui, std::string_view keys);

// What stands where there is nothing yet, or where something went wrong: what is so and what to do.
struct EmptySpec {
  std::string_view id{};
  Icon icon = Icon::none;
  std::string_view title, help{};
  std::string_view action{};  // the words of a button that does it; empty: none
  bool error = false;         // told at once
};
// As high as it comes out, from the top of `box`; returns its height, CSS px.
float EmptyState(Ui& ui, const Box& box, const EmptySpec& spec, MakeAction make);
float EmptyState(Ui& ui, const Box& box, const EmptySpec& spec);

// How far something is: `fraction` from 0 to 1.
void ProgressBar(Ui& ui, const Box& box, std::string_view id, std::string_view name,
                 float fraction);
// A box that floats above what is below it.
void Surface(Ui& ui, const Box& box, Colour ground, float rounding);

}  // namespace skira::app
