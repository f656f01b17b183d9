#include "reader/page_flow.h"
#include "reader/views.h"

namespace skira::reader {

void ReviewMenuView(AppState& state, Ui& ui) {
  PageFlow flow(state, ui, DialogBox(ui, 480, 420),
                {.role = Role::kDialog,
                 .id = "review-menu",
                 .name = ui.Say(Str::more),
                 .pane = Pane::kOverlay,
                 .version = StateVersion(state),
                 .modal = true});
  flow.Heading("title", ui.Say(Str::more), 1);
}

}  // namespace skira::reader
