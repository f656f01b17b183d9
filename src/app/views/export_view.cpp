// The dialog that gives what the catalog lists as a file.
#include "app/ui/page_flow.h"
#include "app/views/user_data_widgets.h"
#include "app/views/views.h"

namespace skira::app {

void ExportView(const AppState& state, Ui& ui) {
  PageFlow flow(state, ui, DialogBox(ui, 480, 300),
                {.role = Role::kDialog,
                 .id = "export-results",
                 .name = ui.Say(Str::export_results),
                 .pane = Pane::kOverlay,
                 .version = StateVersion(state),
                 .modal = true});
  flow.Heading("title", ui.Say(Str::export_results), 1);
  flow.Paragraph("count",
                 Counted(Str::review_count_one, Str::review_count,
                         static_cast<int>(state.listing.order.size()), ui.language()),
                 {.ink = Ink::kMuted});
  flow.Gap(space::kLarge);
  ExportButtons(ui, flow, "export", ExportOf::kResults, "");
}

}  // namespace skira::app
