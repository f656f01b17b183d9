// The page of reading lists and tags, and a list's own page.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "reader/cut.h"
#include "reader/keep_parts.h"
#include "reader/page_flow.h"
#include "reader/views.h"
#include "reader/widgets.h"

namespace skira::reader {
namespace {

constexpr float kRow = 56;

// "Sure?", with what to press.
void DeletePart(AppState& state, Ui& ui, PageFlow& flow, const ReadingList& list) {
  if (state.keep.doomed_list != list.id) return;
  std::string question = ui.Say(Str::list_delete_confirm);
  if (const size_t place = question.find("%s"); place != question.npos) {
    question.replace(place, 2, list.name);
  }
  flow.Gap(space::kSmall);
  flow.Paragraph("sure", question, {.weight = 700});
  flow.Gap(space::kSmall);
  WrapRow row(ui, flow, kTouchTarget);
  RowButton(
      ui, row, "sure-yes", Str::erase, Icon::trash,
      [&] {
        return DeleteList{list.id, true};
      },
      ButtonSpec::Kind::kMain);
  RowButton(ui, row, "sure-no", Str::cancel, Icon::close, [] { return DontDelete{}; });
}

// --- All lists ----------------------------------------------------------------------------------

void ListRows(AppState& state, Ui& ui, PageFlow& flow) {
  for (const ReadingList& list : state.user.lists) {
    const Box row = flow.Take(kRow);
    ui.HorizontalLine(row.x, row.y + row.height - 1, row.width, ui.theme().line);
    Cut cut(row, ui.rtl());
    const std::string count = Counted(Str::list_count_one, Str::list_count,
                                      static_cast<int>(list.reviews.size()), ui.language());
    const TextLook small{.size = type_size::kSmall, .ink = Ink::kMuted};
    const Box end = cut.End(TextWidth(ui, count, small) + space::kSmall);
    LinkText(ui, cut.rest(), "list-" + list.id, list.name,
             {.size = type_size::kLead, .weight = 700, .own_direction = true},
             RouteHash({.page = Route::Page::kList, .id = list.id}));
    Words(ui, end, "count-" + list.id, count, small);
  }
}

void TagChips(AppState& state, Ui& ui, PageFlow& flow) {
  std::map<std::string_view, int> counts;
  for (const auto& [review, marks] : state.user.marks) {
    for (const std::string& tag : marks.tags) ++counts[tag];
  }
  if (counts.empty()) {
    return flow.Paragraph("no-tags", ui.Say(Str::tags_empty), {.ink = Ink::kMuted});
  }
  WrapRow row(ui, flow, kChipHeight);
  for (const auto& [tag, count] : counts) {
    const std::string id = "tag-" + std::string(tag);
    const std::string text = std::string(tag) + " · " + std::to_string(count);
    const ChipSpec spec{.id = id, .name = text, .text = text};
    Chip(ui, row.Take(ChipWidth(ui, spec)), spec, [tag = tag] {
      ListQuery query;
      query.tags.emplace_back(tag);
      return Navigate{{.query = query}};
    });
  }
}

void AllLists(AppState& state, Ui& ui, const Box& box) {
  PageFlow flow(state, ui, box,
                {.id = "page", .name = ui.Say(Str::lists), .version = StateVersion(state)});
  flow.Heading("title", ui.Say(Str::lists), 1);
  NameRow(state, ui, flow, "new-list", Str::list_name, Str::list_new, "",
          [] { return MakeList{}; });
  flow.Gap(space::kSmall);
  if (state.user.lists.empty()) EmptyState(ui, flow, Str::lists_empty, Str::lists_empty_help);
  ListRows(state, ui, flow);
  flow.Heading("tags-title", ui.Say(Str::tags), 2);
  TagChips(state, ui, flow);
  flow.Heading("starred-title", ui.Say(Str::export_starred), 2);
  ExportButtons(ui, flow, "starred", ExportOf::kStarred, "");
  flow.Heading("results-title", ui.Say(Str::export_results), 2);
  ExportButtons(ui, flow, "results", ExportOf::kResults, "");
  BackupPart(ui, flow);
}

// --- One list -----------------------------------------------------------------------------------

// The place that a row would take when it is dropped `by` px from its own.
int DroppedAt(int from, float by, int count) {
  return std::clamp(from + static_cast<int>(std::lround(by / kRow)), 0, count - 1);
}

// How far a row stands from its place while another one is dragged past it.
float ShiftOf(const DragInList& drag, int index, int count) {
  if (drag.from < 0) return 0;
  if (index == drag.from) return drag.by;
  const int to = DroppedAt(drag.from, drag.by, count);
  if (index > drag.from && index <= to) return -kRow;
  if (index < drag.from && index >= to) return kRow;
  return 0;
}

// What the page tells of a row's grip: "drag 12" (px from where it was taken), "drop 12", "move
// -1".
Action GripAction(const std::string& list, int from, int count, std::string_view text,
                  const std::string& focus) {
  const size_t space = text.find(' ');
  if (space == text.npos) return Nothing{};
  int number = 0;
  std::from_chars(text.data() + space + 1, text.data() + text.size(), number);
  const float by = static_cast<float>(number);
  if (text.starts_with("drag")) return DragInList{list, from, by};
  if (text.starts_with("drop")) return MoveInList{list, from, DroppedAt(from, by, count), ""};
  return MoveInList{list, from, from + number, focus};
}

void ReviewRow(AppState& state, Ui& ui, const Box& place, const ReadingList& list, int index,
               const Review* review) {
  const int count = static_cast<int>(list.reviews.size());
  const DragInList none;
  const DragInList& drag = state.keep.drag.list == list.id ? state.keep.drag : none;
  Box row = place;
  row.y += ShiftOf(drag, index, count);
  const std::string& id = list.reviews[static_cast<size_t>(index)];
  if (drag.from == index) Surface(ui, row, ui.theme().card, radius::kMedium);
  ui.HorizontalLine(row.x, row.y + row.height - 1, row.width, ui.theme().line);
  if (ui.telling()) {
    Twin item{.role = Role::kListItem, .id = id, .box = row};
    item.position = index + 1;
    item.set_size = count;
    ui.Open(std::move(item));
  }
  Cut cut(row, ui.rtl());
  const std::string grip_id = "grip-" + id, remove_id = "remove-" + id, down_id = "down-" + id,
                    up_id = "up-" + id;
  const Box grip = Centred(cut.Start(40), 40, kTouchTarget);
  ui.DrawIcon(Icon::grip, grip, 18, ui.theme().muted);
  if (ui.telling()) {
    Twin twin{.role = Role::kButton,
              .id = grip_id,
              .name = ui.Say(Str::list_drag),
              .description = ui.Say(Str::list_drag),
              .box = grip};
    twin.draggable = true;
    ui.Tell(std::move(twin));
    ui.OnEdit([list = list.id, index, count, focus = grip_id](std::string_view text) {
      return GripAction(list, index, count, text, focus);
    });
  }
  Button(ui, Centred(cut.End(kTouchTarget), 40, kTouchTarget),
         {.id = remove_id, .name = ui.Say(Str::list_remove_review), .icon = Icon::close}, [&] {
           return SetListed{list.id, id, false};
         });
  Button(ui, Centred(cut.End(40), 40, kTouchTarget),
         {.id = down_id,
          .name = ui.Say(Str::list_move_down),
          .icon = Icon::chevron_down,
          .disabled = index + 1 == count},
         [&] {
           return MoveInList{list.id, index, index + 1, down_id};
         });
  Button(ui, Centred(cut.End(40), 40, kTouchTarget),
         {.id = up_id,
          .name = ui.Say(Str::list_move_up),
          .icon = Icon::chevron_up,
          .disabled = index == 0},
         [&] {
           return MoveInList{list.id, index, index - 1, up_id};
         });
  const std::string title = review == nullptr ? id : review->title.value_or(ui.Say(Str::untitled));
  LinkText(ui, cut.rest(), "open-" + id, title,
           {.size = type_size::kLead, .max_lines = 2, .own_direction = true},
           RouteHash({.page = Route::Page::kReview, .id = id}));
  if (ui.telling()) ui.Close();
}

void ReviewRows(AppState& state, Ui& ui, PageFlow& flow, const ReadingList& list) {
  const auto& places = ReviewPlaces(state);
  const int count = static_cast<int>(list.reviews.size());
  const Box all = flow.Take(kRow * static_cast<float>(count));
  if (ui.telling()) {
    ui.Open({.role = Role::kList, .id = "reviews", .name = list.name, .box = all});
  }
  // The one that is dragged lies on top.
  const int dragged = state.keep.drag.list == list.id ? state.keep.drag.from : -1;
  const auto row = [&](int i) {
    const Box place{all.x, all.y + kRow * static_cast<float>(i), all.width, kRow};
    if (!ui.telling() && !flow.Visible(place) && i != dragged) return;
    const auto found = places.find(list.reviews[static_cast<size_t>(i)]);
    ReviewRow(state, ui, place, list, i,
              found == places.end() ? nullptr
                                    : &state.catalog.reviews[static_cast<size_t>(found->second)]);
  };
  for (int i = 0; i < count; ++i) row(i);
  if (ui.telling()) ui.Close();
  if (dragged >= 0 && dragged < count && !ui.telling()) row(dragged);
}

void OneList(AppState& state, Ui& ui, const Box& box, const ReadingList& list) {
  PageFlow flow(state, ui, box, {.id = "page", .name = list.name, .version = StateVersion(state)});
  const ButtonSpec back{.id = "back",
                        .name = ui.Say(Str::lists),
                        .text = ui.Say(Str::lists),
                        .icon = ui.rtl() ? Icon::arrow_right : Icon::arrow_left,
                        .ink = Ink::kLink};
  Cut top(flow.Take(kTouchTarget), ui.rtl());
  LinkButton(ui, top.Start(ButtonWidth(ui, back)), back, RouteHash({.page = Route::Page::kLists}));
  flow.Heading("title", list.name, 1);
  if (list.reviews.empty()) EmptyState(ui, flow, Str::list_empty, Str::list_empty_help);
  ReviewRows(state, ui, flow, list);
  flow.Heading("export-title", ui.Say(Str::export_list), 2);
  ExportButtons(ui, flow, "export", ExportOf::kList, list.id);
  flow.Heading("rename-title", ui.Say(Str::list_rename), 2);
  NameRow(state, ui, flow, "rename", Str::list_name, Str::save, list.name, [&] {
    return RenameList{list.id, ""};
  });
  flow.Gap(space::kLarge);
  WrapRow row(ui, flow, kTouchTarget);
  RowButton(ui, row, "delete", Str::list_delete, Icon::trash, [&] { return DeleteList{list.id}; });
  DeletePart(state, ui, flow, list);
}

}  // namespace

void ListsView(AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().page);
  if (state.route.page == Route::Page::kList) {
    if (const ReadingList* list = FindList(state.user, state.route.id)) {
      return OneList(state, ui, box, *list);
    }
  }
  AllLists(state, ui, box);
}

}  // namespace skira::reader
