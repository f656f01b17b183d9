#include "reader/page_flow.h"
#include "reader/views.h"

namespace skira::reader {

void PaletteView(AppState& state, Ui& ui) {
  PageFlow flow(state, ui, DialogBox(ui, 560, 480),
                {.role = Role::kDialog,
                 .id = "palette",
                 .name = ui.Say(Str::palette),
                 .pane = Pane::kOverlay,
                 .version = StateVersion(state),
                 .modal = true});
  flow.Heading("title", ui.Say(Str::palette), 1);
}

}  // namespace skira::reader
