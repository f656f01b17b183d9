// How the catalog is sorted, grouped and shown.
#include <string>

#include "app/views/dialog.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

struct SortChoice {
  Sort sort;
  Str name;
};
constexpr SortChoice kSorts[] = {
    {Sort::kRelevance, Str::sort_relevance}, {Sort::kNewest, Str::sort_date_new},
    {Sort::kOldest, Str::sort_date_old},     {Sort::kTitle, Str::sort_title},
    {Sort::kShortest, Str::sort_shortest},   {Sort::kLongest, Str::sort_longest},
};

// What the list is sorted by, whatever was chosen.
Sort SortOf(const ListQuery& query) {
  const bool searched = !query.text.empty();
  if (query.sort == Sort::kAuto) return searched ? Sort::kRelevance : Sort::kNewest;
  return query.sort == Sort::kRelevance && !searched ? Sort::kNewest : query.sort;
}

void SortRow(const AppState& state, Ui& ui, const Box& box, const SortChoice& choice) {
  const bool on = SortOf(state.list) == choice.sort;
  if (ui.Hovered(box)) ui.FillRect(box, ui.theme().hover, radius::kSmall);
  SplitBox cut(Inset(box, space::kSmall, 0), ui.rtl());
  const Box mark = cut.Start(20);
  const float x = mark.x + 10, y = mark.y + mark.height / 2;
  ui.FillCircle(x, y, 9, on ? ui.theme().accent : ui.theme().edge);
  ui.FillCircle(x, y, 7.5f, ui.theme().page);
  if (on) ui.FillCircle(x, y, 4.5f, ui.theme().accent);
  cut.Start(space::kMedium);
  DrawText(ui, cut.rest(), ui.Say(choice.name), {.weight = on ? 700 : 400});
  if (!ui.emitting()) return;
  SemanticsNode node{
      .role = Role::kRadio, .id = ui.Say(choice.name), .name = ui.Say(choice.name), .box = box};
  node.checked = ToTri(on);
  node.autofocus = on;
  ui.Emit(std::move(node));
  ListQuery query = state.list;
  query.sort = choice.sort == Sort::kNewest && query.text.empty() ? Sort::kAuto : choice.sort;
  if (choice.sort == Sort::kRelevance) query.sort = Sort::kAuto;
  ui.OnPress(ShowList{query});
}

void Caption(Ui& ui, PageFlow& flow, std::string_view id, Str name) {
  flow.Gap(space::kLarge);
  Heading(ui, flow.Take(32), id, ui.Say(name), 2,
          {.size = type_size::kSmall, .weight = 700, .ink = Ink::kMuted});
}

void Content(const AppState& state, Ui& ui, PageFlow& flow, float row) {
  const bool searched = !state.list.text.empty();
  const float rows = (searched ? 6.0f : 5.0f) * row;
  const Box list = flow.Take(rows);
  ui.Open({.role = Role::kRadioGroup, .id = "sorts", .name = ui.Say(Str::sort_by), .box = list});
  SplitBox cut(list, ui.rtl());
  for (const SortChoice& choice : kSorts) {
    if (choice.sort == Sort::kRelevance && !searched) continue;
    SortRow(state, ui, cut.Top(row), choice);
  }
  ui.Close();
  Caption(ui, flow, "group-title", Str::group_by);
  const Choice groups[] = {{.text = ui.Say(Str::group_none)},
                           {.text = ui.Say(Str::group_month)},
                           {.text = ui.Say(Str::group_topic)}};
  Choices(ui, flow.Take(kTouchTarget), "group", ui.Say(Str::group_by), groups,
          static_cast<int>(state.list.grouping), [&](int chosen) -> Action {
            ListQuery query = state.list;
            query.grouping = static_cast<Grouping>(chosen);
            return ShowList{query};
          });
  Caption(ui, flow, "view-title", Str::view_as);
  const Choice views[] = {{.text = ui.Say(Str::view_cards)}, {.text = ui.Say(Str::view_table)}};
  Choices(ui, flow.Take(kTouchTarget), "view", ui.Say(Str::view_as), views,
          state.list.table ? 1 : 0, [&](int chosen) -> Action {
            ListQuery query = state.list;
            query.table = chosen == 1;
            return ShowList{query};
          });
}

}  // namespace

void SortView(const AppState& state, Ui& ui) {
  const float row = state.system.coarse_pointer ? kTouchTarget : 40;
  Dialog(state, ui, {.id = "sort-dialog", .title = ui.Say(Str::sort_by), .width = 340},
         [&](PageFlow& flow) { Content(state, ui, flow, row); });
}

}  // namespace skira::app
