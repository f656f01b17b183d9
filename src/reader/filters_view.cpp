#include "reader/page_flow.h"
#include "reader/views.h"

namespace skira::reader {

void FiltersView(AppState& state, Ui& ui, const Box& box, bool overlay) {
  ui.FillRect(box, ui.theme().panel);
  PageFlow flow(state, ui, box,
                {.role = overlay ? Role::kDialog : Role::kComplementary,
                 .id = "filters",
                 .name = ui.Say(Str::region_filters),
                 .pane = overlay ? Pane::kOverlay : Pane::kFilters,
                 .version = StateVersion(state),
                 .modal = overlay});
  flow.Heading("title", ui.Say(Str::filters), 2);
}

}  // namespace skira::reader
