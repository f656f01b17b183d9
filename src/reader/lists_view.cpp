#include "reader/page_flow.h"
#include "reader/views.h"

namespace skira::reader {

void ListsView(AppState& state, Ui& ui, const Box& box) {
  PageFlow flow(state, ui, box,
                {.id = "page", .name = ui.Say(Str::lists), .version = StateVersion(state)});
  flow.Heading("title", ui.Say(Str::lists), 1);
}

}  // namespace skira::reader
