// Ui: what a view draws with. Shapes and text go into Dear ImGui's draw list, clipped to the pane
// at hand; what is drawn is also reported as a semantics node for the DOM layer.
//
// Units are CSS pixels from the canvas's top-left corner. One Ui lives through the program; its
// Begin() starts a frame.
#pragma once

#include <imgui.h>

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "app/model/action.h"
#include "app/model/picture_library.h"
#include "app/resources/icons.h"
#include "app/resources/strings.h"
#include "app/resources/theme.h"
#include "app/ui/function_ref.h"
#include "app/ui/semantics.h"
#include "app/ui/text_box.h"
#include "search/search.h"
#include "typeset/typeset.h"

namespace skira::app {

class Ui {
 public:
  // `fonts` and `atlas` must outlive the Ui.
  Ui(const typeset::FontSet& fonts, typeset::GlyphAtlas& atlas) : fonts_(fonts), atlas_(atlas) {}

  // Starts a frame: `draw` takes what is drawn, its uv in texels of `texture`, the atlas's, so that
  // they hold when that grows within the frame; `ratio` the device pixels in a CSS pixel, `pointer`
  // the pointer's place or (-1, -1).
  void Begin(ImDrawList* draw, ImTextureID texture, float ratio, const Theme& theme, Box viewport,
             ImVec2 pointer, Language language);

  // What formulas are drawn with; must outlive the Ui or the next call.
  void SetOutlines(const typeset::OutlineSet& outlines) { atlas_.SetOutlines(&outlines); }

  // What pictures are drawn from; null: their room alone is drawn. Must outlive the Ui.
  void SetPictures(PictureImages* pictures) { pictures_ = pictures; }

  const typeset::FontSet& fonts() const { return fonts_; }
  const Theme& theme() const { return *theme_; }
  // What of the viewport nothing of the device covers, whether fingers press, and whether the
  // keyboard's layout is the Hebrew one: set before Begin().
  void SetScreen(const Box& safe, bool touch, bool hebrew_keys) {
    safe_ = safe;
    touch_ = touch;
    hebrew_keys_ = hebrew_keys;
  }
  bool hebrew_keys() const { return hebrew_keys_; }
  const Box& safe() const { return safe_; }
  bool touch() const { return touch_; }
  // The least side of what is pressed.
  float target() const { return touch_ ? kTouchTarget : kTarget; }
  const Box& viewport() const { return viewport_; }
  // The interface's language; in Hebrew everything starts at the right.
  Language language() const { return language_; }
  bool rtl() const { return language_ == Language::kHebrew; }
  const char* Say(Str id) const { return app::Text(id, language_); }

  // The button whose overlay is open, as drawn in this frame (ButtonSpec::opens).
  void SetOpener(const Box& box) { opener_ = box; }
  const std::optional<Box>& opener() const { return opener_; }

  // Asks for another frame after this one: something moves.
  void Animate() { animating_ = true; }
  bool animating() const { return animating_; }

  // --- Panes ---
  // Draws inside `box`, and the current pane, alone until PopPane(). Panes nest.
  void PushPane(const Box& box);
  void PopPane();
  bool Hovered(const Box& box) const;  // the pointer is over it and over the current pane

  // --- Shapes and text ---
  void FillRect(const Box& box, Colour colour, float rounding = 0);
  void Outline(const Box& box, Colour colour, float rounding = 0, float thickness = 1);
  // `thickness` CSS px, rounded to the device's; never thinner than one of its pixels.
  void HorizontalLine(float x, float y, float width, Colour colour, float thickness = 0);
  void VerticalLine(float x, float y, float height, Colour colour);
  // Covers `box` with `colour`, as strong as `strength` (0 to 1) at its left or right side and
  // nothing at the other.
  void FadeSide(const Box& box, Colour colour, float strength, bool at_left);
  void FillCircle(float x, float y, float radius, Colour colour);
  // An icon of our own (assets/icons.json) as large as `size` px, centred in `box`.
  void DrawIcon(Icon icon, const Box& box, float size, Colour colour);
  // A picture in `box`, moved to the device's grid so that it is drawn pixel by pixel. `texture`:
  // the size to have it in, device px; (0, 0): the one that it is drawn in.
  void DrawPicture(const Picture& picture, const Box& box, ImVec2 texture = {});
  // A picture that may be drawn soon, so large.
  void ExpectPicture(const Picture& picture, const Box& box);
  Colour ColourOf(Ink ink) const;
  // For charts: shapes go where the current pane lets them.
  ImDrawList& draw_list() { return *draw_; }

  // A short text of the interface, laid out when it is first asked for and kept. `marks`: the
  // stretches of it that a search has found. Valid until the next Begin().
  const TextBox& Label(std::string_view text, const typeset::TextStyle& text_style,
                       const typeset::ParagraphStyle& style, Ink ink,
                       std::span<const ByteRange> marks = {});
  // Draws the lines of `text` that the pane shows, with its parent's corner at (x, y).
  void Text(const TextBox& text, float x, float y);

  // --- Semantics nodes ---
  // A section is a part of the screen whose semantics nodes are told together: a landmark, a bar, a
  // dialog. Its semantics nodes are made only when `version` or its place differs from the frame
  // before, so that scrolling and hovering make none; widgets draw in any case. `version` must
  // differ whenever anything that the section's semantics nodes say does. Sections do not nest;
  // boxes are the canvas's. Returns whether semantics nodes are made.
  bool BeginSection(SemanticsNode node, uint64_t version);
  void EndSection();
  bool emitting() const { return !open_.empty(); }
  // Adds a semantics node below the one that is open. `semantics node.box` is the canvas's. Nothing
  // where none is made.
  void Emit(SemanticsNode node);
  // As Emit(), and semantics nodes until Close() go below it. `scroll_top` is how far its content
  // is scrolled: boxes of what it holds are still those of the canvas.
  void Open(SemanticsNode node, float scroll_top = 0);
  void Close();
  void SetLevel(int level);            // of the heading that was told last
  void SetScrollHeight(float height);  // of the innermost open semantics node
  // Gives the semantics node that was told last what a press does, or an edit (of a field: its
  // text; of a slider: its number; of a select: its option's index).
  void OnPress(Action action);
  // The handle of a press for a semantics node of the open section that is emitted with others in
  // one.
  int HandleFor(Action action);
  void OnEdit(std::function<Action(std::string_view)> edit);
  // What they were told to do; std::nullopt where the handle is not (or no longer) known.
  std::optional<Action> Activate(int handle) const;
  std::optional<Action> Edit(int handle, std::string_view value) const;

  // A section whose content `build` makes with boxes relative to it.
  void AddNode(SemanticsNode node, uint64_t version,
               const std::function<void(SemanticsNode&)>& build);
  // The whole tree of the last frame; `changed` tells whether it differs from the one before.
  const SemanticsNode& semantics() const { return root_; }
  bool TakeSemanticsChanged() { return std::exchange(semantics_changed_, false); }
  // From now on the sections of the last frame need not be told again, as long as they stay.
  void MarkEmitted();

  // A part is a semantics node of the open section, unique in it by its id, that can stay when
  // others of the section change. `version` must differ whenever anything that the part says does,
  // its box in the section included. A part that the page has is told by its role, id, box and
  // `told` alone.
  bool HasPart(std::string_view id, uint64_t version) const;
  void AddPart(std::string id, uint64_t version);

  // Ends the frame's report of semantics nodes.
  void End();

 private:
  struct Known {
    std::string id;
    uint64_t version = 0;
    Box box;
    std::string name;
    bool operator==(const Known& other) const {
      return id == other.id && version == other.version && box.x == other.box.x &&
             box.y == other.box.y && box.width == other.box.width &&
             box.height == other.box.height && name == other.name;
    }
  };

  Colour ColourOf(Fill fill) const;
  Colour ColourOf(const Look& look) const;
  void DrawFills(const TextBox& text, const typeset::Line& line, float x, float y);
  void DrawLine(const TextBox& text, const typeset::Line& line, float x, float y);
  void DrawRun(const TextBox& text, const typeset::Run& run, float x, float baseline);
  void DrawFormula(const FormulaBox& part, float x, float baseline, Colour colour);
  void DrawGlyph(const typeset::AtlasGlyph& glyph, int device_x, int device_y, Colour colour);

  const typeset::FontSet& fonts_;
  typeset::GlyphAtlas& atlas_;
  PictureImages* pictures_ = nullptr;
  const Theme* theme_ = &ThemeOf(ThemeId::kLight);
  ImDrawList* draw_ = nullptr;
  ImTextureID texture_ = nullptr;
  float ratio_ = 1;
  bool animating_ = false;
  Language language_ = Language::kHebrew;
  Box viewport_, safe_;
  bool touch_ = false, hebrew_keys_ = false;
  std::optional<Box> opener_;
  Box pane_;  // what the clipping leaves
  std::vector<Box> outer_panes_;
  ImVec2 pointer_{-1, -1};
  std::unordered_map<uint64_t, TextBox> labels_;  // by a hash of all that went into them
  SemanticsNode root_;
  std::vector<Known> known_, reported_;  // the sections of the frame before and of this one
  // Versions by the parts' ids, by the ids of their sections: those of the tree as it is, and those
  // that the page has.
  using Parts = std::map<std::string, uint64_t, std::less<>>;
  std::map<std::string, Parts, std::less<>> parts_, emitted_parts_;
  struct Handler {
    Action press;
    std::function<Action(std::string_view)> edit;
  };
  std::vector<std::vector<Handler>> handlers_;  // of each section
  struct OpenNode {
    SemanticsNode* node;
    float x, y;  // of what its children's boxes are relative to, in the canvas
  };
  std::vector<OpenNode> open_;  // from the section inwards; empty where no semantics nodes are made
  SemanticsNode* told_ = nullptr;  // the last that was told
  bool semantics_changed_ = false;
};

}  // namespace skira::app
