// The page of reading lists and tags, and a list's own page.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/state/commands.h"
#include "app/state/saved_searches.h"
#include "app/ui/page_flow.h"
#include "app/ui/split_box.h"
#include "app/ui/widgets.h"
#include "app/views/user_data_widgets.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

constexpr float kRow = 56;

// "Sure?", with what to press.
void Sure(Ui& ui, PageFlow& flow, std::string_view question, MakeAction make) {
  flow.Gap(space::kSmall);
  flow.Paragraph("sure", question, {.weight = 700});
  flow.Gap(space::kSmall);
  WrapRow row(ui, flow, kTouchTarget);
  RowButton(ui, row, "sure-yes", Str::erase, Icon::trash, make, ButtonSpec::Kind::kMain);
  RowButton(ui, row, "sure-no", Str::cancel, Icon::close, [] { return DontDelete{}; });
  flow.Gap(space::kSmall);
}

// --- All lists ----------------------------------------------------------------------------------

void ListRow(Ui& ui, PageFlow& flow, const std::string& id, std::string_view name, size_t reviews,
             Icon icon) {
  const Box row = flow.Take(kRow);
  ui.HorizontalLine(row.x, row.y + row.height - 1, row.width, ui.theme().line);
  SplitBox cut(row, ui.rtl());
  const std::string count =
      Counted(Str::list_count_one, Str::list_count, static_cast<int>(reviews), ui.language());
  const TextLook small{.size = type_size::kSmall, .ink = Ink::kMuted};
  const Box end = cut.End(TextWidth(ui, count, small) + space::kSmall);
  ui.DrawIcon(icon, cut.Start(28), 20, ui.theme().accent);
  LinkText(ui, cut.rest(), "list-" + id, name,
           {.size = type_size::kLead, .weight = 700, .own_direction = true},
           RouteHash({.page = Route::Page::kList, .id = id}));
  Words(ui, end, "count-" + id, count, small);
}

// What is starred, then the user's own lists.
void ListRows(const AppState& state, Ui& ui, PageFlow& flow) {
  const auto starred = std::count_if(state.user.marks.begin(), state.user.marks.end(),
                                     [](const auto& one) { return one.second.starred; });
  ListRow(ui, flow, std::string(kStarredList), ui.Say(Str::starred), static_cast<size_t>(starred),
          Icon::star_full);
  for (const ReadingList& list : state.user.lists) {
    if (!list.search.empty()) continue;
    ListRow(ui, flow, list.id, list.name, list.reviews.size(), Icon::list);
  }
}

bool IsSavedSearch(const ReadingList& list) { return !list.search.empty(); }

// The saved searches, each with what it finds that it had not found when it was last seen.
void SavedRows(const AppState& state, Ui& ui, PageFlow& flow) {
  if (std::none_of(state.user.lists.begin(), state.user.lists.end(), IsSavedSearch)) return;
  flow.Heading("saved-title", ui.Say(Str::searches_saved), 2);
  const std::map<std::string, int>& news = NewOfSaved(state);
  for (const ReadingList& list : state.user.lists) {
    if (!IsSavedSearch(list)) continue;
    const Box row = flow.Take(kRow);
    ui.HorizontalLine(row.x, row.y + row.height - 1, row.width, ui.theme().line);
    SplitBox cut(row, ui.rtl());
    const std::string erase_id = "erase-" + list.id;
    const std::string erase_name = std::string(ui.Say(Str::erase)) + ": " + list.name;
    Button(ui, Centred(cut.End(kTouchTarget), 40, kTouchTarget),
           {.id = erase_id, .name = erase_name, .icon = Icon::trash}, [&] {
             return DeleteList{list.id, true};
           });
    const auto found = news.find(list.id);
    if (found != news.end() && found->second > 0) {
      const std::string count =
          Counted(Str::searches_new_one, Str::searches_new, found->second, ui.language());
      const TextLook look{.size = type_size::kSmall, .weight = 700, .ink = Ink::kAccent};
      Words(ui, cut.End(TextWidth(ui, count, look) + space::kSmall), "new-" + list.id, count, look);
    }
    ui.DrawIcon(Icon::search, cut.Start(28), 20, ui.theme().accent);
    LinkText(ui, cut.rest(), "saved-" + list.id, list.name,
             {.size = type_size::kLead, .weight = 700, .own_direction = true}, list.search);
  }
}

// A tag with how many reviews have it, and what can be done with it.
void TagRow(const AppState& state, Ui& ui, PageFlow& flow, const std::string& tag, int count) {
  const Box place = flow.Take(kRow);
  ui.HorizontalLine(place.x, place.y + place.height - 1, place.width, ui.theme().line);
  SplitBox cut(place, ui.rtl());
  const auto named = [&](Str what) { return std::string(ui.Say(what)) + ": " + tag; };
  const std::string delete_id = "delete-tag-" + tag, rename_id = "rename-tag-" + tag;
  const std::string delete_name = named(Str::tag_delete), rename_name = named(Str::tag_rename);
  const bool edited = state.keep.edited_tag == tag,
             pending_delete = state.keep.pending_delete_tag == tag;
  Button(ui, Centred(cut.End(kTouchTarget), kTouchTarget, kTouchTarget),
         {.id = delete_id,
          .name = delete_name,
          .icon = Icon::trash,
          .expanded = ToTri(pending_delete)},
         [&] { return DeleteTag{tag}; });
  Button(ui, Centred(cut.End(kTouchTarget), kTouchTarget, kTouchTarget),
         {.id = rename_id, .name = rename_name, .icon = Icon::edit, .expanded = ToTri(edited)},
         [&] { return EditTag{edited ? "" : tag}; });
  const std::string number = Counted(Str::list_count_one, Str::list_count, count, ui.language());
  const TextLook small{.size = type_size::kSmall, .ink = Ink::kMuted};
  const Box end = cut.End(TextWidth(ui, number, small) + space::kSmall);
  ListQuery query;
  query.tags.push_back(tag);
  LinkText(ui, cut.rest(), "tag-" + tag, tag,
           {.size = type_size::kLead, .weight = 700, .own_direction = true},
           RouteHash({.query = query}));
  Words(ui, end, "count-tag-" + tag, number, small);
  if (edited) {
    flow.Gap(space::kSmall);
    NameRow(state, ui, flow, "tag-name", Str::tag_name, Str::save, tag, [&] {
      return RenameTag{tag, ""};
    });
    flow.Gap(space::kSmall);
  }
  if (!pending_delete) return;
  Sure(ui, flow, Filled(ui.Say(Str::tag_delete_confirm), {tag}), [&] {
    return DeleteTag{tag, true};
  });
}

void TagRows(const AppState& state, Ui& ui, PageFlow& flow) {
  std::map<std::string, int> counts;
  for (const auto& [review, marks] : state.user.marks) {
    for (const std::string& tag : marks.tags) ++counts[tag];
  }
  if (counts.empty()) EmptyState(ui, flow, Icon::tag, Str::tags_empty, Str::tags_empty_help);
  for (const auto& [tag, count] : counts) TagRow(state, ui, flow, tag, count);
}

void AllLists(const AppState& state, Ui& ui, const Box& box) {
  PageFlow flow(state, ui, box,
                {.id = "page", .name = ui.Say(Str::lists), .version = StateVersion(state)});
  flow.Heading("title", ui.Say(Str::lists), 1);
  ListRows(state, ui, flow);
  flow.Gap(space::kLarge);
  NameRow(state, ui, flow, "new-list", Str::list_name, Str::list_new, "",
          [] { return MakeList{}; });
  if (std::all_of(state.user.lists.begin(), state.user.lists.end(), IsSavedSearch)) {
    EmptyState(ui, flow, Icon::list, Str::lists_empty, Str::lists_empty_help);
  }
  SavedRows(state, ui, flow);
  flow.Heading("tags-title", ui.Say(Str::tags), 2);
  TagRows(state, ui, flow);
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

void ReviewRow(const AppState& state, Ui& ui, const Box& place, const ReadingList& list, int index,
               const Review* review) {
  const int count = static_cast<int>(list.reviews.size());
  const DragInList none;
  const DragInList& drag = state.keep.drag.list == list.id ? state.keep.drag : none;
  Box row = place;
  row.y += ShiftOf(drag, index, count);
  const std::string& id = list.reviews[static_cast<size_t>(index)];
  if (drag.from == index) Surface(ui, row, ui.theme().card, radius::kMedium);
  ui.HorizontalLine(row.x, row.y + row.height - 1, row.width, ui.theme().line);
  if (ui.emitting()) {
    SemanticsNode item{.role = Role::kListItem, .id = id, .box = row};
    item.position = index + 1;
    item.set_size = count;
    ui.Open(std::move(item));
  }
  SplitBox cut(row, ui.rtl());
  const std::string grip_id = "grip-" + id, remove_id = "remove-" + id, down_id = "down-" + id,
                    up_id = "up-" + id;
  const Box grip = Centred(cut.Start(40), 40, kTouchTarget);
  ui.DrawIcon(Icon::grip, grip, 18, ui.theme().muted);
  if (ui.emitting()) {
    SemanticsNode node{.role = Role::kButton,
                       .id = grip_id,
                       .name = ui.Say(Str::list_drag),
                       .description = ui.Say(Str::list_drag),
                       .box = grip};
    node.draggable = true;
    ui.Emit(std::move(node));
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
  if (ui.emitting()) ui.Close();
}

void ReviewRows(const AppState& state, Ui& ui, PageFlow& flow, const ReadingList& list) {
  const auto& places = ReviewPlaces(state);
  const int count = static_cast<int>(list.reviews.size());
  const Box all = flow.Take(kRow * static_cast<float>(count));
  if (ui.emitting()) {
    ui.Open({.role = Role::kList, .id = "reviews", .name = list.name, .box = all});
  }
  // The one that is dragged lies on top.
  const int dragged = state.keep.drag.list == list.id ? state.keep.drag.from : -1;
  const auto row = [&](int i) {
    const Box place{all.x, all.y + kRow * static_cast<float>(i), all.width, kRow};
    if (!ui.emitting() && !flow.Visible(place) && i != dragged) return;
    const auto found = places.find(list.reviews[static_cast<size_t>(i)]);
    ReviewRow(state, ui, place, list, i,
              found == places.end() ? nullptr
                                    : &state.catalog.reviews[static_cast<size_t>(found->second)]);
  };
  for (int i = 0; i < count; ++i) row(i);
  if (ui.emitting()) ui.Close();
  if (dragged >= 0 && dragged < count && !ui.emitting()) row(dragged);
}

// To all lists.
void BackRow(Ui& ui, PageFlow& flow) {
  const ButtonSpec back{.id = "back",
                        .name = ui.Say(Str::lists),
                        .text = ui.Say(Str::lists),
                        .icon = ui.rtl() ? Icon::arrow_right : Icon::arrow_left,
                        .ink = Ink::kLink};
  SplitBox top(flow.Take(kTouchTarget), ui.rtl());
  LinkButton(ui, top.Start(ButtonWidth(ui, back)), back, RouteHash({.page = Route::Page::kLists}));
}

// To the catalog of this list alone, where the search's field is.
void SearchRow(Ui& ui, PageFlow& flow, const ListQuery& query) {
  const ButtonSpec search{.id = "search-list",
                          .name = ui.Say(Str::lists_search),
                          .text = ui.Say(Str::lists_search),
                          .icon = Icon::search,
                          .ink = Ink::kLink};
  SplitBox row(flow.Take(kTouchTarget), ui.rtl());
  LinkButton(ui, row.Start(ButtonWidth(ui, search)), search, RouteHash({.query = query}));
}

void OneList(const AppState& state, Ui& ui, const Box& box, const ReadingList& list) {
  PageFlow flow(state, ui, box, {.id = "page", .name = list.name, .version = StateVersion(state)});
  BackRow(ui, flow);
  flow.Heading("title", list.name, 1);
  if (list.reviews.empty()) {
    EmptyState(ui, flow, Icon::list, Str::list_empty, Str::list_empty_help, Command::kCatalog);
  } else {
    ListQuery query;
    query.lists.push_back(list.id);
    SearchRow(ui, flow, query);
  }
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
  if (state.keep.pending_delete_list != list.id) return;
  Sure(ui, flow, Filled(ui.Say(Str::list_delete_confirm), {list.name}), [&] {
    return DeleteList{list.id, true};
  });
}

// --- What is starred ----------------------------------------------------------------------------

// The reviews of the catalog that are starred, the newest first.
std::vector<int> Starred(const AppState& state) {
  std::vector<int> reviews;
  const auto& places = ReviewPlaces(state);
  for (const auto& [id, marks] : state.user.marks) {
    const auto found = places.find(id);
    if (marks.starred && found != places.end()) reviews.push_back(found->second);
  }
  const auto date = [&](int i) {
    return ListingDate(state.catalog.reviews[static_cast<size_t>(i)]);
  };
  std::sort(reviews.begin(), reviews.end(),
            [&](int a, int b) { return date(a) != date(b) ? date(a) > date(b) : a < b; });
  return reviews;
}

void StarredRow(Ui& ui, const Box& row, const Review& review) {
  ui.HorizontalLine(row.x, row.y + row.height - 1, row.width, ui.theme().line);
  if (ui.emitting()) ui.Open({.role = Role::kListItem, .id = review.id, .box = row});
  SplitBox cut(row, ui.rtl());
  const std::string unstar = "unstar-" + review.id;
  Button(ui, Centred(cut.End(kTouchTarget), 40, kTouchTarget),
         {.id = unstar, .name = ui.Say(Str::unstar), .icon = Icon::star_full},
         [&] { return ToggleStar{review.id}; });
  LinkText(ui, cut.rest(), "open-" + review.id, review.title.value_or(ui.Say(Str::untitled)),
           {.size = type_size::kLead, .max_lines = 2, .own_direction = true},
           RouteHash({.page = Route::Page::kReview, .id = review.id}));
  if (ui.emitting()) ui.Close();
}

void StarredList(const AppState& state, Ui& ui, const Box& box) {
  PageFlow flow(state, ui, box,
                {.id = "page", .name = ui.Say(Str::starred), .version = StateVersion(state)});
  BackRow(ui, flow);
  flow.Heading("title", ui.Say(Str::starred), 1);
  const std::vector<int> reviews = Starred(state);
  if (reviews.empty()) {
    return EmptyState(ui, flow, Icon::star, Str::starred_empty, Str::starred_empty_help,
                      Command::kCatalog);
  }
  SearchRow(ui, flow, {.starred = true});
  const Box all = flow.Take(kRow * static_cast<float>(reviews.size()));
  if (ui.emitting()) {
    ui.Open({.role = Role::kList, .id = "reviews", .name = ui.Say(Str::starred), .box = all});
  }
  Box row{all.x, all.y, all.width, kRow};
  for (const int i : reviews) {
    if (ui.emitting() || flow.Visible(row)) {
      StarredRow(ui, row, state.catalog.reviews[static_cast<size_t>(i)]);
    }
    row.y += kRow;
  }
  if (ui.emitting()) ui.Close();
  flow.Heading("export-title", ui.Say(Str::export_starred), 2);
  ExportButtons(ui, flow, "export", ExportOf::kStarred, "");
}

}  // namespace

void ListsView(const AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().page);
  if (state.route.page == Route::Page::kList) {
    if (state.route.id == kStarredList) return StarredList(state, ui, box);
    if (const ReadingList* list = FindList(state.user, state.route.id)) {
      return OneList(state, ui, box, *list);
    }
  }
  AllLists(state, ui, box);
}

}  // namespace skira::app
