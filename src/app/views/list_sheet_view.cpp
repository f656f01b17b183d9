// What the catalog lists, as a sheet over a review that has the screen alone: the reviews around
// the open one. The whole list is the catalog's page.
#include <string>

#include "app/model/route.h"
#include "app/state/list_sheet.h"
#include "app/state/row_texts.h"
#include "app/ui/widgets.h"
#include "app/views/dialog.h"
#include "app/views/user_data_widgets.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

void Row(const AppState& state, Ui& ui, const Box& box, int review) {
  const Review& shown = state.catalog.reviews[static_cast<size_t>(review)];
  const bool here = review == state.open_review;
  if (here || ui.Hovered(box)) {
    ui.FillRect(box, here ? ui.theme().selected : ui.theme().hover, radius::kSmall);
  }
  const RowText& text = RowTextOf(state, review, state.rows);
  SplitBox cut(Inset(box, space::kMedium, space::kTiny), ui.rtl());
  DrawText(ui, cut.Top(26), text.title,
           {.weight = 700, .ink = Ink::kStrong, .own_direction = true});
  DrawText(ui, cut.rest(), text.details, {.size = type_size::kCaption, .ink = Ink::kMuted});
  if (!ui.emitting()) return;
  SemanticsNode node{.role = Role::kLink,
                     .id = shown.id,
                     .name = RowName(state, review),
                     .href = RouteHash({.page = Route::Page::kReview, .id = shown.id}),
                     .box = box};
  node.current = here;
  ui.Emit(std::move(node));
}

}  // namespace

void ListSheetView(const AppState& state, Ui& ui) {
  const ListSheetRows rows = RowsOfListSheet(state);
  Dialog(state, ui, {.id = "list-sheet", .title = ui.Say(Str::nav_catalog), .width = 560},
         [&](PageFlow& flow) {
           for (int i = rows.begin; i < rows.end; ++i) {
             Row(state, ui, flow.Take(kListSheetRow), state.listing.order[static_cast<size_t>(i)]);
           }
           LinkText(ui, flow.Take(kTouchTarget), "whole-list", ui.Say(Str::back_to_catalog), {},
                    RouteHash({.query = state.list}));
         });
}

}  // namespace skira::app
