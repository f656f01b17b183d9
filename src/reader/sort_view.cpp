#include "reader/page_flow.h"
#include "reader/views.h"

namespace skira::reader {

void SortView(AppState& state, Ui& ui) {
  PageFlow flow(state, ui, DialogBox(ui, 480, 420),
                {.role = Role::kDialog,
                 .id = "sort",
                 .name = ui.Say(Str::sort_by),
                 .pane = Pane::kOverlay,
                 .version = StateVersion(state),
                 .modal = true});
  flow.Heading("title", ui.Say(Str::sort_by), 1);
}

}  // namespace skira::reader
