// The filters, beside the catalog or in an overlay.
#include <algorithm>
#include <string>

#include "app/model/source_names.h"
#include "app/state/commands.h"
#include "app/ui/split_box.h"
#include "app/ui/widgets.h"
#include "app/views/catalog_list.h"
#include "app/views/dialog.h"
#include "app/views/user_data_widgets.h"
#include "app/views/views.h"
#include "unicode/hebrew.h"

namespace skira::app {
namespace {

using Strings = std::vector<std::string>;

constexpr FilterGroup kGroups[] = {
    {Str::filter_date, &ListQuery::years, Facet::kYear},
    {Str::filter_topic, &ListQuery::topics, Facet::kTopic},
    {Str::filter_kind, &ListQuery::kinds, Facet::kKind},
    {Str::filter_reviewer, &ListQuery::reviewers, Facet::kReviewer},
    {Str::filter_recommendation, &ListQuery::recommendation, Facet::kRecommendation},
    {Str::filter_clarity, &ListQuery::clarity, Facet::kClarity},
    {Str::filter_list, &ListQuery::lists, Facet::kTopic, &Listing::lists},
    {Str::filter_tag, &ListQuery::tags, Facet::kTopic, &Listing::tags},
    {Str::filter_source, &ListQuery::sources, Facet::kTopic, &Listing::sources},
};
constexpr FilterFlag kFlags[] = {
    {Str::filter_unread, &ListQuery::unread, "unread"},
    {Str::filter_starred, &ListQuery::starred, "starred"},
    {Str::filter_has_code, &ListQuery::code, "code"},
    {Str::filter_has_math, &ListQuery::math, "math"},
};
// Months stand below their years.
constexpr FilterGroup kMonths{Str::filter_month, &ListQuery::months, Facet::kMonth};

constexpr size_t kShown = 8;        // values of a long group before it is opened
constexpr size_t kManyTopics = 20;  // from so many on one is looked for by its name
constexpr const char* kTopicField = "find-topic";
constexpr float kFold = 36;                                // px of what opens a year
constexpr float kDialog = 420, kHead = 56, kShowBar = 68;  // of the overlay, px

bool Contains(const Strings& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// The list with the value chosen, or not any more. A whole year takes its months' place.
ListQuery Toggled(const ListQuery& list, Strings ListQuery::*chosen, const std::string& value) {
  ListQuery query = list;
  Strings& values = query.*chosen;
  if (std::erase(values, value) == 0) {
    values.push_back(value);
    if (chosen == &ListQuery::years) {
      std::erase_if(query.months, [&](const std::string& m) { return m.starts_with(value); });
    }
    if (chosen == &ListQuery::months) std::erase(query.years, value.substr(0, 4));
  }
  return query;
}

// The values to show: those that are counted, and those that are on though nothing has them now.
std::vector<FacetCount> ValuesOf(const AppState& state, const FilterGroup& group) {
  const Listing& listing = state.listing;
  std::vector<FacetCount> values = group.own ? listing.*group.own : listing.facet(group.facet);
  for (const std::string& chosen : state.list.*group.chosen) {
    const bool known = std::any_of(values.begin(), values.end(),
                                   [&](const FacetCount& one) { return one.value == chosen; });
    if (!known) values.push_back({chosen, 0});
  }
  return values;
}

int FlagCount(const Listing& listing, std::string_view id) {
  if (id == "unread") return listing.unread;
  if (id == "starred") return listing.starred;
  for (const FacetCount& one : listing.facet(Facet::kHas)) {
    if (one.value == id) return one.count;
  }
  return 0;
}

// Rows from top to bottom in a pane that scrolls; what is out of sight is told and not drawn.
class FilterList {
 public:
  FilterList(const AppState& state, Ui& ui, const Box& box, float scrolled)
      : state_(state), ui_(ui), box_(box), top_(box.y - scrolled), y_(top_) {
    row_ = state.system.coarse_pointer ? kTouchTarget : 34;
  }

  float height() const { return y_ - top_; }

  void Flags() {
    for (const FilterFlag& flag : kFlags) {
      const int count = FlagCount(state_.listing, flag.id);
      const bool on = state_.list.*flag.on;
      if (count == 0 && !on && FilterCount(state_.list) == 0) continue;
      Check(Take(row_), flag.id, ui_.Say(flag.name), on, count, [&]() -> Action {
        ListQuery query = state_.list;
        query.*flag.on = !on;
        return ShowList{query};
      });
    }
  }

  void Group(const FilterGroup& group) {
    std::vector<FacetCount> values = ValuesOf(state_, group);
    if (values.empty()) return;
    const std::string name = ui_.Say(group.name);
    Title(name);
    const bool years = group.chosen == &ListQuery::years;
    const bool found = group.chosen == &ListQuery::topics && FindTopics(values);
    const bool open = years || found || Unfolded(name);
    const size_t shown = open || values.size() <= kShown + 1 ? values.size() : kShown;
    for (size_t i = 0; i < values.size(); ++i) {
      // What is on is shown wherever it stands.
      const bool on = Contains(state_.list.*group.chosen, values[i].value);
      if (i >= shown && !on) continue;
      if (years) {
        Year(group, values[i]);
      } else {
        Value(Take(row_), group, values[i]);
      }
    }
    if (years || found || values.size() <= kShown + 1) return;
    const std::string more = Counted(Str::filter_more, Str::filter_more,
                                     static_cast<int>(values.size() - kShown), state_.language());
    const std::string text = open ? ui_.Say(Str::less) : more;
    Button(ui_, Take(row_),
           {.id = "more:" + name,
            .name = name + ": " + text,
            .text = text,
            .icon = open ? Icon::chevron_up : Icon::chevron_down,
            .expanded = ToTri(open),
            .align = typeset::Align::kStart,
            .ink = Ink::kLink},
           [&] { return Unfold{name}; });
  }

 private:
  // The field that finds one of many topics; leaves those that are found in `values`. Whether one
  // is looked for.
  bool FindTopics(std::vector<FacetCount>& values) {
    if (values.size() < kManyTopics) return false;
    const std::string typed = DraftOf(state_, kTopicField, "");
    const Box row = Take(kTouchTarget);
    if (ui_.emitting() || Seen(row)) {
      Field(ui_, Inset(row, 0, 2),
            {.id = kTopicField,
             .name = ui_.Say(Str::filter_topic_find),
             .placeholder = ui_.Say(Str::filter_topic_find),
             .value = typed,
             .role = Role::kSearchBox,
             .icon = Icon::search},
            [](std::string_view text) -> Action {
              return SetDraft{kTopicField, std::string(text)};
            });
    }
    y_ += space::kTiny;
    const std::string wanted = Fold(typed);
    if (wanted.empty()) return false;
    std::erase_if(values, [&](const FacetCount& topic) {
      const auto has = [&](std::string_view name) {
        return Fold(std::string(name)).find(wanted) != std::string::npos;
      };
      return !has(topic.value) && !has(TopicTitle(topic.value, true)) &&
             !has(TopicTitle(topic.value, false));
    });
    if (values.empty()) {
      Words(ui_, Take(row_), "no-topic", ui_.Say(Str::filter_topic_none),
            {.size = type_size::kSmall, .ink = Ink::kMuted}, Role::kStatus);
    }
    return true;
  }

  Box Take(float height) {
    const Box row{box_.x, y_, box_.width, height};
    y_ += height;
    return row;
  }
  bool Unfolded(std::string_view part) const { return state_.unfolded.contains(part); }
  bool Seen(const Box& row) const {
    return row.y + row.height > box_.y && row.y < box_.y + box_.height;
  }

  void Title(const std::string& name) {
    y_ += space::kMedium;
    Heading(ui_, Inset(Take(32), space::kSmall, 0), "group:" + name, name, 3,
            {.size = type_size::kCaption, .weight = 700, .ink = Ink::kMuted});
  }

  void Check(const Box& row, std::string_view id, std::string_view text, bool on, int count,
             MakeAction make) {
    if (!ui_.emitting() && !Seen(row)) return;
    CheckRow(ui_, row, id, text, on, std::to_string(count), make);
  }

  void Value(const Box& row, const FilterGroup& group, const FacetCount& value) {
    if (!ui_.emitting() && !Seen(row)) return;
    const bool on = Contains(state_.list.*group.chosen, value.value);
    const std::string id = std::string(Text(group.name, Language::kEnglish)) + ":" + value.value;
    Check(row, id, FilterValueName(state_, group, value.value), on, value.count,
          [&] { return ShowList{Toggled(state_.list, group.chosen, value.value)}; });
  }

  // A year, what opens it, and below it its months.
  void Year(const FilterGroup& group, const FacetCount& year) {
    const bool chosen =
        std::any_of(state_.list.months.begin(), state_.list.months.end(),
                    [&](const std::string& month) { return month.starts_with(year.value); });
    const bool open = chosen || Unfolded(year.value);
    SplitBox cut(Take(row_), ui_.rtl());
    const Box fold = cut.End(kFold);
    Value(cut.rest(), group, year);
    const std::string name = std::string(ui_.Say(Str::filter_month)) + ", " + year.value;
    const Icon closed = ui_.rtl() ? Icon::chevron_left : Icon::chevron_right;
    Button(ui_, fold,
           {.id = "months:" + year.value,
            .name = name,
            .icon = open ? Icon::chevron_down : closed,
            .expanded = ToTri(open),
            .ink = Ink::kMuted},
           [&] { return Unfold{year.value}; });
    if (!open) return;
    for (const FacetCount& month : ValuesOf(state_, kMonths)) {
      if (!month.value.starts_with(year.value)) continue;
      SplitBox inner(Take(row_), ui_.rtl());
      inner.Start(space::kHuge);
      inner.End(kFold);
      Value(inner.rest(), kMonths, month);
    }
  }

  const AppState& state_;
  Ui& ui_;
  Box box_;
  float top_, y_, row_;
};

void Head(const AppState& state, Ui& ui, const Box& box, bool overlay) {
  SplitBox cut(Inset(box, space::kLarge, 0), ui.rtl());
  cut.Start(space::kSmall);
  if (!overlay) {
    Button(ui, Centred(cut.End(kTarget), kTarget, kTarget),
           {.id = "hide",
            .name = ui.Say(Str::filters_close),
            .icon = ui.rtl() ? Icon::chevron_right : Icon::chevron_left,
            .shortcut = Shortcut(Command::kHideFilters),
            .ink = Ink::kMuted},
           [] { return Run{Command::kHideFilters}; });
  }
  if (FilterCount(state.list) > 0) {
    ListQuery bare = WithoutFilters(state.list);
    bare.text = state.list.text;
    const ButtonSpec clear{.id = "clear-filters",
                           .name = ui.Say(Str::filters_clear),
                           .text = ui.Say(Str::filters_clear),
                           .ink = Ink::kLink};
    const float width = ButtonWidth(ui, clear);
    Button(ui, Centred(cut.End(width), width, 36), clear, [&] { return ShowList{bare}; });
  }
  Heading(ui, cut.rest(), "title", ui.Say(Str::filters), 2,
          {.size = type_size::kLead, .weight = 700, .ink = Ink::kStrong});
}

void ShowButton(const AppState& state, Ui& ui, const Box& box) {
  const std::string text = Counted(Str::filters_show_result_one, Str::filters_show_results,
                                   static_cast<int>(state.listing.order.size()), state.language());
  Button(ui, Inset(box, space::kLarge, 10),
         {.id = "show", .name = text, .text = text, .kind = ButtonSpec::Kind::kMain},
         [] { return CloseOverlay{}; });
}

}  // namespace

std::span<const FilterGroup> FilterGroups() { return kGroups; }
std::span<const FilterFlag> FilterFlags() { return kFlags; }

std::string FilterValueName(const AppState& state, const FilterGroup& group,
                            std::string_view value) {
  if (group.own == nullptr) return FacetValueName(group.facet, value, state.language());
  if (group.own == &Listing::lists) {
    for (const ReadingList& list : state.user.lists) {
      if (list.id == value) return list.name;
    }
  }
  if (group.own == &Listing::sources) {
    const auto& sources = state.catalog.sources;
    const auto source = std::find_if(sources.begin(), sources.end(),
                                     [&](const Source& one) { return one.name == value; });
    return SourceTitle(value, static_cast<int>(source - sources.begin()) + 1, state.language());
  }
  return std::string(value);
}

std::vector<ActiveFilter> ActiveFilters(const AppState& state) {
  std::vector<ActiveFilter> filters;
  const auto add = [&](const FilterGroup& group) {
    for (const std::string& value : state.list.*group.chosen) {
      filters.push_back({"off:" + value, FilterValueName(state, group, value),
                         Toggled(state.list, group.chosen, value)});
    }
  };
  for (const FilterGroup& group : kGroups) {
    add(group);
    if (group.chosen == &ListQuery::years) add(kMonths);
  }
  for (const FilterFlag& flag : kFlags) {
    if (!(state.list.*flag.on)) continue;
    ListQuery without = state.list;
    without.*flag.on = false;
    filters.push_back({"off:" + std::string(flag.id), Text(flag.name, state.language()), without});
  }
  return filters;
}

namespace {

void List(FilterList& list) {
  list.Flags();
  for (const FilterGroup& group : kGroups) list.Group(group);
}

void Filters(const AppState& state, Ui& ui, const Box& box, bool overlay) {
  const Pane pane = overlay ? Pane::kOverlay : Pane::kFilters;
  SemanticsNode section{
      .role = overlay ? Role::kDialog : Role::kComplementary,
      .id = overlay ? "filters-dialog" : "filters",  // the pane may stand beside it
      .name = ui.Say(Str::region_filters),
      .box = box};
  section.modal = overlay;
  ui.BeginSection(std::move(section), StateVersion(state));
  SplitBox rows(box, ui.rtl());
  Head(state, ui, rows.Top(kHead), overlay);
  if (overlay) ShowButton(state, ui, rows.Bottom(kShowBar));
  const float scrolled = state.scroll(pane);
  ui.Open({.role = Role::kGroup,
           .id = "filters-content",
           .name = ui.Say(Str::filters),
           .box = rows.rest(),
           .scroll_height = 1},
          scrolled);
  ui.PushPane(rows.rest());
  FilterList list(state, ui, Inset(rows.rest(), space::kLarge, 0), scrolled);
  List(list);
  ui.SetScrollHeight(list.height() + (overlay ? space::kSmall : space::kVast));
  ui.PopPane();
  ui.Close();
  ui.EndSection();
}

}  // namespace

void FiltersView(const AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().panel);
  Filters(state, ui, box, false);
}

void FiltersDialog(const AppState& state, Ui& ui) {
  const float width = OverlayWidth(state, ui, kDialog);
  const float rows = OverlayHeight(state, width, [&] {
    ui.PushPane({});
    FilterList list(state, ui, {0, 0, width, 0}, 0);
    List(list);
    ui.PopPane();
    return list.height();
  });
  const float height = kHead + rows + space::kSmall + kShowBar;
  Filters(state, ui, DialogBox(state, ui, kDialog, height), true);
}

}  // namespace skira::app
