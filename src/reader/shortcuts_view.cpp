#include "reader/page_flow.h"
#include "reader/views.h"

namespace skira::reader {

void ShortcutsView(AppState& state, Ui& ui) {
  PageFlow flow(state, ui, DialogBox(ui, 480, 420),
                {.role = Role::kDialog,
                 .id = "shortcuts",
                 .name = ui.Say(Str::shortcuts),
                 .pane = Pane::kOverlay,
                 .version = StateVersion(state),
                 .modal = true});
  flow.Heading("title", ui.Say(Str::shortcuts), 1);
}

}  // namespace skira::reader
