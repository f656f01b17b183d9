#include "reader/page_flow.h"
#include "reader/views.h"

namespace skira::reader {

void AddToListView(AppState& state, Ui& ui) {
  PageFlow flow(state, ui, DialogBox(ui, 480, 420),
                {.role = Role::kDialog,
                 .id = "add-to-list",
                 .name = ui.Say(Str::list_add),
                 .pane = Pane::kOverlay,
                 .version = StateVersion(state),
                 .modal = true});
  flow.Heading("title", ui.Say(Str::list_add), 1);
}

}  // namespace skira::reader
