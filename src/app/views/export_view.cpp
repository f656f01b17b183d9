// The dialog that gives what the catalog lists as a file.
#include "app/views/dialog.h"
#include "app/views/user_data_widgets.h"
#include "app/views/views.h"

namespace skira::app {

void ExportView(const AppState& state, Ui& ui) {
  Dialog(state, ui, {.id = "export-results", .title = ui.Say(Str::export_results)},
         [&](PageFlow& flow) {
           flow.Paragraph("count",
                          Counted(Str::review_count_one, Str::review_count,
                                  static_cast<int>(state.listing.order.size()), ui.language()),
                          {.ink = Ink::kMuted});
           flow.Gap(space::kMedium);
           ExportButtons(ui, flow, "export", ExportOf::kResults, "");
         });
}

}  // namespace skira::app
