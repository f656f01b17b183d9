// What stands above the catalog's list.
#include <algorithm>
#include <utility>

#include "app/state/bars.h"
#include "app/state/commands.h"
#include "app/state/row_texts.h"
#include "app/state/saved_searches.h"
#include "app/ui/split_box.h"
#include "app/ui/widgets.h"
#include "app/views/catalog_list.h"
#include "app/views/user_data_widgets.h"
#include "app/views/views.h"
#include "unicode/unicode.h"

namespace skira::app {
namespace {

constexpr float kSide = 20, kBar = 52, kLine = 40;
constexpr int kLongIndex = 1000;  // reviews whose indexing is noticed

bool IsNarrowed(const AppState& state) { return state.list != WithoutFilters(state.list); }

// What is searched for, in words: the text, then the filters.
std::string SearchName(const AppState& state) {
  std::string name(Trim(state.list.text));
  for (const ActiveFilter& filter : ActiveFilters(state)) {
    name += (name.empty() ? "" : " · ") + filter.name;
  }
  return name;
}

std::string CountText(const AppState& state) {
  const int count = static_cast<int>(state.listing.order.size());
  return IsNarrowed(state)
             ? Counted(Str::search_result_one, Str::search_results, count, state.language())
             : Counted(Str::review_count_one, Str::review_count, count, state.language());
}

void Bar(const AppState& state, Ui& ui, const Box& box) {
  SplitBox cut(Inset(box, space::kSmall, 0), ui.rtl());
  cut.Start(kSide - space::kSmall);
  const auto square = [&] { return Centred(cut.End(kTouchTarget), 40, 40); };
  const bool table = state.list.table;
  Button(ui, square(),
         {.id = "view",
          .name = ui.Say(table ? Str::view_cards : Str::view_table),
          .icon = table ? Icon::cards : Icon::table,
          .shortcut = Shortcut(Command::kToggleTable)},
         [] { return Run{Command::kToggleTable}; });
  Button(ui, square(),
         {.id = "sort",
          .name = ui.Say(Str::sort_by),
          .icon = Icon::sort,
          .expanded = ToTri(state.overlay == Overlay::kSort),
          .opens = true},
         [] { return OpenOverlay{Overlay::kSort}; });
  if (IsNarrowed(state)) {
    const bool saved = SavedSearch(state, state.list) != nullptr;
    Button(ui, square(),
           {.id = "save-search",
            .name = ui.Say(Str::search_save),
            .icon = saved ? Icon::star_full : Icon::star,
            .pressed = ToTri(saved)},
           [&] { return SaveSearch{SearchName(state)}; });
  }
  if (!state.listing.order.empty()) {
    Button(ui, square(),
           {.id = "export",
            .name = ui.Say(Str::export_results),
            .icon = Icon::download,
            .expanded = ToTri(state.overlay == Overlay::kExport),
            .opens = true,
            .shortcut = Shortcut(Command::kExportResults)},
           [] { return OpenOverlay{Overlay::kExport}; });
  }
  if (!ShowsFiltersBeside(state)) {
    const int filters = FilterCount(state.list);
    const std::string number = filters > 0 ? std::to_string(filters) : "";
    const std::string name = filters == 0
                                 ? ui.Say(Str::filters_open)
                                 : std::string(ui.Say(Str::filters_open))
                                       .append(", ")
                                       .append(Counted(Str::filters_active_one, Str::filters_active,
                                                       filters, state.language()));
    const std::string shortcut = Shortcut(Command::kToggleFilters);
    const ButtonSpec spec{.id = "filters-open",
                          .name = name,
                          .text = number,
                          .icon = Icon::filter,
                          .expanded = ToTri(state.overlay == Overlay::kFilters),
                          .opens = true,
                          .shortcut = shortcut};
    const float width = std::max(kTouchTarget, ButtonWidth(ui, spec));
    Button(ui, Centred(cut.End(width), std::max(40.0f, width - 4), 40), spec, [&state]() -> Action {
      // Where there is room the pane comes back.
      if (HasRoomForFilters(state)) return Run{Command::kHideFilters};
      return OpenOverlay{Overlay::kFilters};
    });
  }
  // Where the words have no room the number has.
  const TextLook look{.size = type_size::kSmall, .weight = 700, .ink = Ink::kMuted};
  std::string count = CountText(state);
  if (TextWidth(ui, count, look) > cut.rest().width) {
    count = std::to_string(state.listing.order.size());
  }
  Words(ui, cut.rest(), "count", count, look, Role::kStatus);
}

// Chips that take a filter off each, then one that takes all off; what has no room in `kMostLines`
// is counted.
void FilterChips(const AppState& state, Ui& ui, SplitBox& rows) {
  constexpr int kMostLines = 2;
  constexpr float kGap = 6, kTail = 92;
  const std::vector<ActiveFilter> filters = ActiveFilters(state);
  if (filters.empty()) return;
  const auto line = [&] { return SplitBox(Inset(rows.Top(kChipHeight), kSide, 0), ui.rtl()); };
  int lines = 1;
  SplitBox cut = line();
  size_t shown = 0;
  for (; shown < filters.size(); ++shown) {
    const ActiveFilter& filter = filters[shown];
    const std::string name = Filled(Text(Str::filter_remove, state.language()), {filter.name});
    const ChipSpec spec{
        .id = filter.id, .name = name, .text = filter.name, .on = true, .removable = true};
    const float width = std::min(ChipWidth(ui, spec), rows.rest().width - 2 * kSide);
    // The last line keeps room for what stands at its end.
    const float room = cut.rest().width - (lines == kMostLines ? kTail : 0);
    if (width > room) {
      if (lines == kMostLines && shown > 0) break;
      rows.Top(kGap);
      cut = line();
      ++lines;
    }
    Chip(ui, cut.Start(width), spec, [&] { return ShowList{filter.without}; });
    cut.Start(kGap);
  }
  const bool rest = shown < filters.size();
  const std::string more = Counted(Str::filter_more, Str::filter_more,
                                   static_cast<int>(filters.size() - shown), state.language());
  ListQuery bare = WithoutFilters(state.list);
  bare.text = state.list.text;
  const ButtonSpec clear{.id = "clear",
                         .name = rest ? more : std::string_view(ui.Say(Str::filters_clear)),
                         .text = rest ? more : std::string_view(ui.Say(Str::filters_clear)),
                         .ink = Ink::kLink};
  const float width = ButtonWidth(ui, clear);
  if (width > cut.rest().width) {
    rows.Top(kGap);
    cut = line();
  }
  Button(ui, cut.Start(width), clear, [&]() -> Action {
    if (rest) return OpenOverlay{Overlay::kFilters};
    return ShowList{bare};
  });
  rows.Top(space::kMedium);
}

// Where reading stopped, while nothing else is asked for.
void ContinueLink(const AppState& state, Ui& ui, SplitBox& rows) {
  if (IsNarrowed(state)) return;
  const int place = InProgress(state, state.rows);
  if (place < 0 || place == state.open_review) return;
  const Review& review = state.catalog.reviews[static_cast<size_t>(place)];
  const ReviewMarks& marks = MarksOf(state.user, review.id);
  const Box box = Inset(rows.Top(60), kSide - space::kSmall, 0);
  ui.FillRect(box, ui.Hovered(box) ? ui.theme().hover : ui.theme().card, radius::kMedium);
  ui.Outline(box, ui.theme().line, radius::kMedium);
  SplitBox cut(Inset(box, space::kMedium, 8), ui.rtl());
  ui.DrawIcon(Icon::clock, cut.Start(22), 20, ui.theme().accent);
  cut.Start(space::kMedium);
  SplitBox text = cut;
  const std::string title = review.title.value_or(ui.Say(Str::untitled));
  DrawText(ui, text.Top(18), ui.Say(Str::continue_reading),
           {.size = type_size::kCaption, .ink = Ink::kMuted});
  DrawText(ui, text.Top(22), title, {.weight = 700, .ink = Ink::kStrong, .own_direction = true});
  const float width = text.rest().width * std::clamp(marks.progress, 0.0f, 1.0f);
  ui.FillRect({ui.rtl() ? text.rest().x + text.rest().width - width : text.rest().x,
               box.y + box.height - 5, width, 3},
              ui.theme().accent, 2);
  rows.Top(space::kSmall);
  if (!ui.emitting()) return;
  SemanticsNode link{.role = Role::kLink, .id = "continue", .box = box};
  link.name = std::string(ui.Say(Str::continue_reading)) + ": " + title;
  link.href = RouteHash({.page = Route::Page::kReview, .id = review.id});
  ui.Emit(std::move(link));
}

// The index is still being built, or its building was stopped: a search may find more later.
void IndexNotice(const AppState& state, Ui& ui, SplitBox& rows) {
  const int all = static_cast<int>(state.catalog.reviews.size());
  const bool paused = state.index_paused;
  if (!state.listing.partial || !(IsNarrowed(state) || all >= kLongIndex)) return;
  const float share = static_cast<float>(state.index.size()) / static_cast<float>(all);
  if (!IsNarrowed(state) && !paused) {
    // Nothing waits for it yet: a line that moves is enough.
    ProgressBar(ui, rows.Top(3), "building-progress", ui.Say(Str::working_index), share);
    return;
  }
  if (state.library.on()) {  // its index is not built: some of it is on its way
    Words(ui, Inset(rows.Top(kLine), kSide, 0), "building", ui.Say(Str::search_coming),
          {.size = type_size::kCaption, .ink = Ink::kMuted, .max_lines = 2}, Role::kStatus);
    return;
  }
  const std::string text = std::string(ui.Say(paused ? Str::search_paused : Str::search_building)) +
                           " " + std::to_string(static_cast<int>(share * 100)) + "%";
  const Box box = Inset(rows.Top(std::max(kLine, ui.target())), kSide, 0);
  const ButtonSpec spec{.id = "building-stop",
                        .name = ui.Say(paused ? Str::index_go_on : Str::index_stop),
                        .text = ui.Say(paused ? Str::index_go_on : Str::index_stop),
                        .ink = Ink::kLink};
  SplitBox cut(box, ui.rtl());
  Button(ui, cut.End(ButtonWidth(ui, spec)), spec, [paused] { return PauseIndex{!paused}; });
  Words(ui, cut.rest(), "building", text,
        {.size = type_size::kCaption, .ink = Ink::kMuted, .max_lines = 2}, Role::kStatus);
  ProgressBar(ui, {box.x, box.y + box.height - 3, box.width, 3}, "building-progress",
              ui.Say(Str::search_building), share);
}

// The keys were of the other layout: what they were read as, and the way back to the letters.
void ReadingNotice(const AppState& state, Ui& ui, SplitBox& rows) {
  const std::string& reading = state.listing.reading;
  if (reading.empty()) return;
  const std::string& typed = state.listing.query.text;
  Words(ui, Inset(rows.Top(kLine), kSide, 0), "reading",
        Filled(Text(Str::search_reading, state.language()), {reading}), {.max_lines = 2},
        Role::kStatus);
  const std::string text = Filled(Text(Str::search_as_typed, state.language()), {typed});
  const ButtonSpec spec{.id = "as-typed", .name = text, .text = text, .ink = Ink::kLink};
  SplitBox cut(Inset(rows.Top(kLine), kSide - space::kMedium, 0), ui.rtl());
  Button(ui, cut.Start(ButtonWidth(ui, spec)), spec, [&] {
    return PickSearch{AsTyped(typed), true};
  });
}

// A search that would find more, or was another one.
void SearchNotices(const AppState& state, Ui& ui, SplitBox& rows) {
  IndexNotice(state, ui, rows);
  ReadingNotice(state, ui, rows);
  if (state.listing.suggestions.empty()) return;
  const std::string& query = state.listing.suggestions.front().query;
  const std::string text = Filled(Text(Str::search_did_you_mean, state.language()), {query});
  const ButtonSpec spec{.id = "did-you-mean", .name = text, .text = text, .ink = Ink::kLink};
  const Box line = Inset(rows.Top(kLine), kSide - space::kMedium, 0);
  SplitBox cut(line, ui.rtl());
  Button(ui, cut.Start(ButtonWidth(ui, spec)), spec, [&] { return PickSearch{query, true}; });
}

// Names over the columns of dense rows; those that can be sorted by are buttons.
void TableHead(const AppState& state, Ui& ui, const Box& box) {
  ui.HorizontalLine(box.x, box.y + box.height - 1, box.width, ui.theme().line);
  const TableColumns columns(box.width);
  SplitBox cut(Inset(box, kSide, 0), ui.rtl());
  cut.End(columns.marks);
  const Sort sort = state.list.sort;
  const auto head = [&](Box column, std::string_view id, Str name, Sort first, Sort second) {
    const bool up = sort == second, down = sort == first;
    const Box target{column.x - 4, column.y, column.width + 8, column.height};
    if (ui.Hovered(target)) ui.FillRect(target, ui.theme().hover, radius::kSmall);
    SplitBox inside(column, ui.rtl());
    const TextLook look{.size = type_size::kCaption, .weight = 700, .ink = Ink::kMuted};
    DrawText(ui, inside.Start(TextWidth(ui, ui.Say(name), look)), ui.Say(name), look);
    if (up || down) {
      ui.DrawIcon(up ? Icon::chevron_up : Icon::chevron_down, inside.Start(16), 14,
                  ui.theme().muted);
    }
    if (!ui.emitting()) return;
    SemanticsNode node{
        .role = Role::kButton, .id = std::string(id), .name = ui.Say(name), .box = target};
    node.description = std::string(ui.Say(Str::sort_by)) + " " + ui.Say(name);
    ui.Emit(std::move(node));
    ListQuery query = state.list;
    query.sort = sort == first ? second : first;
    ui.OnPress(ShowList{query});
  };
  const auto plain = [&](float width, Str name) {
    if (width <= 0) return;
    DrawText(ui, cut.End(width), ui.Say(name),
             {.size = type_size::kCaption, .weight = 700, .ink = Ink::kMuted});
  };
  if (columns.minutes > 0) {
    head(cut.End(columns.minutes), "by-length", Str::column_minutes, Sort::kLongest,
         Sort::kShortest);
  }
  plain(columns.kind, Str::column_kind);
  plain(columns.topics, Str::column_topics);
  if (columns.date > 0) {
    head(cut.End(columns.date), "by-date", Str::column_date, Sort::kNewest, Sort::kOldest);
  }
  cut.End(space::kMedium);
  head(cut.rest(), "by-title", Str::column_title, Sort::kTitle, Sort::kTitle);
}

// What to do where the list is empty.
void NothingFound(const AppState& state, Ui& ui, const Box& box) {
  const bool none = state.catalog.reviews.empty();
  const std::string& text = state.list.text;
  const std::string what = none ? ui.Say(EmptyCatalog(ui))
                           : !text.empty()
                               ? Filled(Text(Str::search_nothing, state.language()), {text})
                               : ui.Say(Str::catalog_no_match);
  const Str help = none           ? DropHelp(ui)
                   : text.empty() ? Str::catalog_no_match_help
                                  : Str::search_nothing_help;
  EmptyState(ui, Inset(box, kSide, 0),
             {.id = "nothing",
              .icon = none ? Icon::folder : Icon::search,
              .title = what,
              .help = ui.Say(help),
              .action = ui.Say(none ? Str::action_open_documents : Str::show_all)},
             [&]() -> Action {
               if (none) return Run{Command::kDocuments};
               return ShowList{WithoutFilters(state.list)};
             });
}

}  // namespace

TableColumns::TableColumns(float width) {
  constexpr float kDateFrom = 320, kMinutesFrom = 460, kKindFrom = 620, kTopicsFrom = 820;
  if (width >= kDateFrom) date = width >= kMinutesFrom ? 132 : 92;
  if (width >= kMinutesFrom) minutes = 96;
  if (width >= kKindFrom) kind = 112;
  if (width >= kTopicsFrom) topics = std::min(380.0f, width * 0.3f);
}

Box CatalogBar(const AppState& state, Ui& ui, const Box& box) {
  uint64_t version = StateVersion(state) * 1000003;
  if (state.listing.partial) {
    version += static_cast<uint64_t>(state.index.size()) * 2 + state.index_paused;
  }
  Box section = box;
  const bool empty = state.listing.order.empty();
  // Below it the list is pressed: it takes no more than it was high in the last frame.
  if (!empty) section.height = std::max(kBar, state.bars.results);
  ui.BeginSection({.role = Role::kRegion,
                   .id = "catalog-bar",
                   .name = ui.Say(Str::region_results),
                   .box = section},
                  version);
  SplitBox rows(box, ui.rtl());
  Bar(state, ui, rows.Top(kBar));
  FilterChips(state, ui, rows);
  ContinueLink(state, ui, rows);
  SearchNotices(state, ui, rows);
  if (state.list.table && !empty) {
    TableHead(state, ui, rows.Top(34));
  } else {
    ui.HorizontalLine(box.x, rows.rest().y - 1, box.width, ui.theme().line);
  }
  if (empty && !(state.listing.partial && IsNarrowed(state))) {
    NothingFound(state, ui, rows.rest());
    rows.Top(rows.rest().height);  // no list lies over what it offers to press
  }
  ui.EndSection();
  const float height = rows.rest().y - box.y;
  if (std::exchange(state.bars.results, height) != height) ui.Animate();
  return rows.rest();
}

}  // namespace skira::app
