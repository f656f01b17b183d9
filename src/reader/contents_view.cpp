#include "reader/page_flow.h"
#include "reader/views.h"

namespace skira::reader {

void ContentsView(AppState& state, Ui& ui) {
  PageFlow flow(state, ui, DialogBox(ui, 480, 420),
                {.role = Role::kDialog,
                 .id = "contents",
                 .name = ui.Say(Str::contents),
                 .pane = Pane::kOverlay,
                 .version = StateVersion(state),
                 .modal = true});
  flow.Heading("title", ui.Say(Str::contents), 1);
}

}  // namespace skira::reader
