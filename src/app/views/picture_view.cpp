// A picture that is open by itself, with its controls, caption and alt.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "app/state/picture_viewer.h"
#include "app/ui/split_box.h"
#include "app/ui/widgets.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

constexpr float kStep = 1.25f;        // a press on + or -
constexpr float kMostFit = 2;         // CSS px of a pixel: a small picture is not blown up further
constexpr int kMostPixels = 8 << 20;  // of the texture of an enlarged picture
constexpr int kMostLines = 4;         // of alt and caption, each
constexpr float kBar = kTouchTarget + 2 * space::kSmall;

// Three numbers after a word, as web/picture-gestures.js sends them.
std::array<float, 3> Numbers(std::string_view text) {
  std::array<float, 3> numbers{};
  const char* at = text.data();
  const char* end = at + text.size();
  for (float& number : numbers) {
    while (at < end && *at == ' ') ++at;
    int whole = 0;  // hundredths: the library has no from_chars for floats
    at = std::from_chars(at, end, whole).ptr;
    number = static_cast<float>(whole) / 100;
  }
  return numbers;
}

Action GestureOf(std::string_view gesture) {
  const size_t space = gesture.find(' ');
  const std::string_view what = gesture.substr(0, space);
  const auto [a, b, c] = Numbers(space == gesture.npos ? "" : gesture.substr(space));
  if (what == "zoom") return MovePicture{.factor = a, .x = b, .y = c};
  if (what == "pan") return MovePicture{.dx = a, .dy = b};
  if (what == "double") return TogglePicture{a, b};
  return Nothing{};
}

// The texts below the picture, from the bottom up; returns what is left above them.
Box Texts(const PictureViewer& viewer, Ui& ui, Box rest) {
  const TextLook caption{.size = type_size::kSmall,
                         .ink = Ink::kMuted,
                         .align = typeset::Align::kCenter,
                         .max_lines = kMostLines,
                         .own_direction = true};
  TextLook alt = caption;
  alt.ink = Ink::kText;
  struct Row {
    const char* id;
    const std::string& text;
    const TextLook& look;
  };
  SplitBox cut(rest, ui.rtl());
  for (const Row& row : {Row{"caption", viewer.caption, caption}, Row{"alt", viewer.alt, alt}}) {
    if (row.text.empty() || (row.text == viewer.caption && &row.text == &viewer.alt)) continue;
    const float width = std::min(rest.width - 2 * space::kLarge, kColumnWidth);
    const float height = TextHeight(ui, row.text, row.look, width);
    Box box = cut.Bottom(height + space::kSmall);
    box.height = height;
    Words(ui, Centred(box, width, height), row.id, row.text, row.look, Role::kParagraph);
  }
  return cut.rest();
}

// The controls at the top.
void Controls(const PictureViewer& viewer, const Picture& picture, Ui& ui, const Box& bar) {
  SplitBox cut(Inset(bar, space::kSmall, space::kSmall), ui.rtl());
  const auto button = [&](std::string_view id, Str name, Icon icon, bool disabled,
                          MakeAction make) {
    Button(ui, cut.End(kTouchTarget),
           {.id = id, .name = ui.Say(name), .icon = icon, .disabled = disabled}, make);
  };
  const float x = viewer.stage.x + viewer.stage.width / 2;
  const float y = viewer.stage.y + viewer.stage.height / 2;
  button("close", Str::close, Icon::close, false, [] { return CloseOverlay{}; });
  button("save", Str::picture_save, Icon::download, false,
         [&] { return SavePicture{picture.file}; });
  button("larger", Str::picture_larger, Icon::plus, false,
         [&] { return MovePicture{.factor = kStep, .x = x, .y = y}; });
  button("smaller", Str::picture_smaller, Icon::minus, false,
         [&] { return MovePicture{.factor = 1 / kStep, .x = x, .y = y}; });
}

void DrawPicture(const PictureViewer& viewer, const Picture& picture, Ui& ui) {
  const float scale = viewer.fit * viewer.zoom;
  const float width = static_cast<float>(picture.width) * scale;
  const float height = static_cast<float>(picture.height) * scale;
  Box box = Centred(viewer.stage, width, height);
  box.x += viewer.x;
  box.y += viewer.y;
  // Enlarged it is drawn from all of its pixels, whatever the zoom is: no step asks for others.
  const float pixels = static_cast<float>(picture.width) * static_cast<float>(picture.height);
  const float most = std::min(1.0f, std::sqrt(static_cast<float>(kMostPixels) / pixels));
  const ImVec2 whole{static_cast<float>(picture.width) * most,
                     static_cast<float>(picture.height) * most};
  ui.PushPane(viewer.stage);
  ui.DrawPicture(picture, box, viewer.zoom > 1 ? whole : ImVec2());
  ui.PopPane();
}

}  // namespace

void PictureView(const AppState& state, Ui& ui) {
  const PictureViewer& viewer = state.viewer;
  const Picture* picture = state.pictures.Find(viewer.picture);
  const Box& all = ui.safe();
  ui.FillRect(ui.viewport(), ui.theme().page);
  ui.BeginSection({.role = Role::kDialog,
                   .id = "picture-viewer",
                   .name = ui.Say(Str::picture),
                   .box = all,
                   .modal = true},
                  StateVersion(state) * 31 + static_cast<uint64_t>(viewer.zoom > 1));
  if (picture != nullptr && picture->width > 0 && picture->height > 0) {
    SplitBox cut(all, ui.rtl());
    const Box bar = cut.Top(kBar);
    const Box stage = Inset(Texts(viewer, ui, cut.rest()), space::kSmall, space::kSmall);
    viewer.stage = stage;
    viewer.width = picture->width;
    viewer.height = picture->height;
    viewer.fit =
        std::max(0.01f, std::min({stage.width / static_cast<float>(picture->width),
                                  stage.height / static_cast<float>(picture->height), kMostFit}));
    Controls(viewer, *picture, ui, bar);
    DrawPicture(viewer, *picture, ui);
    if (ui.emitting()) {
      SemanticsNode image{.role = Role::kPicture,
                          .id = "picture",
                          .name = viewer.alt.empty() ? ui.Say(Str::picture) : viewer.alt,
                          .box = stage};
      image.picture = picture->file;
      ui.Emit(std::move(image));
      ui.OnEdit([](std::string_view gesture) { return GestureOf(gesture); });
    }
  }
  ui.EndSection();
}

}  // namespace skira::app
