#include "app/views/dialog.h"

#include <algorithm>
#include <optional>

#include "app/state/bars.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

constexpr float kSheet = 560;         // a sheet is that wide at most, CSS px
constexpr float kSheetShare = 0.88f;  // and leaves the rest of the screen's height
constexpr float kEdge = 8, kGap = 6;

// At its button: below it, from the button's start; moved into the screen where it would leave it.
Box AtButton(const Ui& ui, const Box& button, float width, float height) {
  const Box& all = ui.safe();
  const float x = ui.rtl() ? button.x + button.width - width : button.x;
  const float right = all.x + all.width - width - kEdge;
  const float bottom = all.y + all.height - height - kEdge;
  return {
      std::clamp(x, all.x + kEdge, std::max(all.x + kEdge, right)),
      std::clamp(button.y + button.height + kGap, all.y + kEdge, std::max(all.y + kEdge, bottom)),
      width, height};
}

}  // namespace

Box DialogBox(const AppState& state, Ui& ui, float width, float height, bool at_button) {
  const Box& all = ui.safe();
  const std::optional<Box>& button = ui.opener();
  if (IsOnePane(state)) {
    ui.FillRect(ui.viewport(), ui.theme().scrim);
    const float high = std::min(height, all.height * kSheetShare);
    const float wide = OverlayWidth(state, ui, width);
    const Box box{all.x + (all.width - wide) / 2, all.y + all.height - high, wide, high};
    Surface(ui, box, ui.theme().page, radius::kLarge);
    return box;
  }
  width = OverlayWidth(state, ui, width);
  height = std::min(height, all.height - 4 * kEdge);
  const bool anchored = at_button && button;
  if (!anchored) ui.FillRect(ui.viewport(), ui.theme().scrim);
  const Box box = anchored ? AtButton(ui, *button, width, height) : Centred(all, width, height);
  Surface(ui, box, ui.theme().page, radius::kLarge);
  return box;
}

float OverlayWidth(const AppState& state, const Ui& ui, float width) {
  return IsOnePane(state) ? std::min(ui.safe().width, kSheet)
                          : std::min(width, ui.safe().width - 4 * kEdge);
}

float OverlayHeight(const AppState& state, float width, FunctionRef<float()> measure) {
  DialogHeight& known = state.dialog_height;
  const uint64_t version = StateVersion(state);
  if (known.overlay != state.overlay || known.version != version || known.width != width) {
    known = {state.overlay, version, width, measure()};
  }
  return known.height;
}

void Dialog(const AppState& state, Ui& ui, const DialogSpec& spec,
            FunctionRef<void(PageFlow&)> content) {
  const float width = OverlayWidth(state, ui, spec.width);
  const float rows = OverlayHeight(state, width, [&] {
    PageFlow flow(ui, width);
    content(flow);
    return flow.height();
  });
  const float height = kDialogHead + rows + PageFlow::kDialogEnd;
  const Box box = DialogBox(state, ui, spec.width, height);
  PageFlow flow(state, ui, box,
                {.role = Role::kDialog,
                 .id = std::string(spec.id),
                 .name = std::string(spec.title),
                 .pane = Pane::kOverlay,
                 .version = StateVersion(state),
                 .head = kDialogHead});
  content(flow);
}

}  // namespace skira::app
