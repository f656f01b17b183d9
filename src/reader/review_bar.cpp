// The bar above an open review: back to the catalog, marks, and what else can be done with it.
#include "reader/commands.h"
#include "reader/views.h"
#include "reader/widgets.h"

namespace skira::reader {
namespace {

constexpr float kButton = 44;

void MarkButtons(AppState& state, Ui& ui, Cut& cut, const Review& review) {
  const ReviewMarks& marks = MarksOf(state.user, review.id);
  const auto square = [&] { return Centred(cut.End(kButton), 40, 40); };
  Button(ui, square(),
         {.id = "more",
          .name = ui.Say(Str::more),
          .icon = Icon::more,
          .expanded = ToTri(state.overlay == Overlay::kMore)},
         [] { return OpenOverlay{Overlay::kMore}; });
  Button(ui, square(),
         {.id = "read",
          .name = ui.Say(marks.read ? Str::set_unread : Str::set_read),
          .icon = marks.read ? Icon::check : Icon::circle,
          .pressed = ToTri(marks.read),
          .shortcut = "r"},
         [&] {
           return SetRead{review.id, !marks.read};
         });
  Button(ui, square(),
         {.id = "star",
          .name = ui.Say(marks.starred ? Str::unstar : Str::star),
          .icon = marks.starred ? Icon::star_full : Icon::star,
          .pressed = ToTri(marks.starred),
          .shortcut = "s"},
         [&] { return ToggleStar{review.id}; });
  Button(ui, square(),
         {.id = "contents",
          .name = ui.Say(Str::contents),
          .icon = Icon::contents,
          .expanded = ToTri(state.overlay == Overlay::kContents),
          .shortcut = "c"},
         [] { return OpenOverlay{Overlay::kContents}; });
}

}  // namespace

void ReviewBar(AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().page);
  ui.HorizontalLine(box.x, box.y + box.height - 1, box.width, ui.theme().line);
  ui.BeginSection(
      {.role = Role::kToolbar, .id = "review-bar", .name = ui.Say(Str::region_toolbar), .box = box},
      StateVersion(state));
  Cut cut(Inset(box, space::kSmall, 0), ui.rtl());
  if (!ShowsCatalog(state)) {
    const ButtonSpec back{.id = "back",
                          .name = ui.Say(Str::back_to_catalog),
                          .text = ui.Say(Str::back_to_catalog),
                          .icon = ui.rtl() ? Icon::arrow_right : Icon::arrow_left,
                          .ink = Ink::kLink};
    LinkButton(ui, Centred(cut.Start(ButtonWidth(ui, back)), ButtonWidth(ui, back), 44), back,
               RouteHash({.query = state.list}));
  }
  if (const Review* review = state.review()) MarkButtons(state, ui, cut, *review);
  ui.EndSection();
}

}  // namespace skira::reader
