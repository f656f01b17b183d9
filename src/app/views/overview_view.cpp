// The library in numbers.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "app/state/commands.h"
#include "app/ui/page_flow.h"
#include "app/views/overview_charts.h"
#include "app/views/user_data_widgets.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

constexpr size_t kMostTopics = 15, kMostReviewers = 10;
constexpr float kChartHeight = 220, kLeastPitch = 6;  // CSS px of a month
constexpr TextLook kSmall{.size = type_size::kSmall, .ink = Ink::kMuted};

std::string BarName(const Ui& ui, const std::string& what, int count) {
  if (count == 1) return Filled(ui.Say(Str::overview_bar_one), {what});
  return Filled(ui.Say(Str::overview_bar), {what, std::to_string(count)});
}

const char* MonthName(const Ui& ui, int month) {
  constexpr Str kNames[] = {Str::month_1, Str::month_2,  Str::month_3,  Str::month_4,
                            Str::month_5, Str::month_6,  Str::month_7,  Str::month_8,
                            Str::month_9, Str::month_10, Str::month_11, Str::month_12};
  return ui.Say(kNames[static_cast<size_t>(month - 1)]);
}

std::string Grouped(int64_t number) {
  std::string text = std::to_string(number);
  for (size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, ",");
  return text;
}

// Figures side by side: a large number above what it counts.
struct Figure {
  std::string number;
  Str name;
};
void Figures(Ui& ui, PageFlow& flow, std::span<const Figure> figures) {
  const size_t columns = flow.width() < 520 ? 2 : 4;
  for (size_t first = 0; first < figures.size(); first += columns) {
    SplitBox row(flow.Take(86), ui.rtl());
    const float gap = space::kMedium;
    const float width =
        (row.rest().width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    for (size_t i = first; i < std::min(first + columns, figures.size()); ++i) {
      const Box card = row.Start(width);
      row.Start(gap);
      ui.FillRect(card, ui.theme().card, radius::kMedium);
      SplitBox cut(Inset(card, space::kMedium, space::kMedium), ui.rtl());
      const std::string id = "figure-" + std::to_string(i);
      Words(ui, cut.Top(36), id, figures[i].number,
            {.size = 26, .weight = 700, .ink = Ink::kStrong, .align = typeset::Align::kCenter});
      TextLook look = kSmall;
      look.align = typeset::Align::kCenter;
      Words(ui, cut.rest(), id + "-name", ui.Say(figures[i].name), look);
    }
    flow.Gap(space::kMedium);
  }
}

void Summary(Ui& ui, PageFlow& flow, const Statistics& all) {
  if (all.first.year > 0) {
    flow.Paragraph(
        "span", Filled(ui.Say(Str::overview_span), {PrintedDate(all.first), PrintedDate(all.last)}),
        {.size = type_size::kLead, .ink = Ink::kMuted});
    flow.Gap(space::kLarge);
  }
  const int hours = std::max(1, (all.minutes + 30) / 60);
  const Figure figures[] = {
      {Grouped(all.reviews), Str::overview_reviews},
      {Grouped(all.papers), Str::overview_papers},
      {Grouped(all.words), Str::overview_words},
      {Grouped(hours), hours == 1 ? Str::overview_hour : Str::overview_hours},
  };
  Figures(ui, flow, figures);
}

int CountRead(const AppState& state) {
  int read = 0;
  for (const Review& review : state.catalog.reviews) read += MarksOf(state.user, review.id).read;
  return read;
}

void ReadSoFar(const AppState& state, Ui& ui, PageFlow& flow) {
  const int all = state.statistics.reviews;
  if (state.home.read_version != StateVersion(state)) {
    state.home.read_version = StateVersion(state);
    state.home.read = CountRead(state);
  }
  const int read = state.home.read;
  const std::string text =
      Filled(ui.Say(Str::overview_read_of), {std::to_string(read), std::to_string(all)});
  flow.Heading("read", ui.Say(Str::overview_read_so_far), 2);
  ProgressBar(ui, flow.Take(10), "read-progress", ui.Say(Str::overview_read_so_far),
              static_cast<float>(read) / static_cast<float>(std::max(1, all)));
  flow.Gap(space::kSmall);
  flow.Paragraph("read-text", text, kSmall);
}

// Turns the chart `id` into rows of numbers, and back. Whether it is rows now.
bool AsTable(const AppState& state, Ui& ui, PageFlow& flow, const std::string& id, Str title) {
  const std::string part = id + "-table";
  const std::string name = std::string(ui.Say(Str::chart_as_table)) + ": " + ui.Say(title);
  const bool table = state.unfolded.contains(part);
  const ButtonSpec spec{
      .id = part,
      .name = name,
      .text = ui.Say(Str::chart_as_table),
      .icon = Icon::table,
      .pressed = ToTri(table),
  };
  flow.Gap(space::kSmall);
  SplitBox row(flow.Take(kTarget), ui.rtl());
  Button(ui, row.Start(ButtonWidth(ui, spec)), spec, [&part] { return Unfold{part}; });
  flow.Gap(space::kSmall);
  return table;
}

// Upright bars, or rows where the reader wants a table.
void Chart(const AppState& state, Ui& ui, PageFlow& flow, const std::string& id, Str title,
           std::span<const Bar> bars) {
  const bool table = AsTable(state, ui, flow, id, title);
  const Box box = flow.Take(table ? kBarRow * static_cast<float>(bars.size()) : kChartHeight);
  if (!flow.Visible(box) && !ui.emitting()) return;
  const std::string name = id + "-chart";
  if (table) {
    BarRows(ui, box, name.c_str(), ui.Say(title), bars);
  } else {
    ColumnChart(ui, box, name.c_str(), ui.Say(title), bars);
  }
}

void Months(const AppState& state, Ui& ui, PageFlow& flow) {
  const Statistics& all = state.statistics;
  if (all.months.empty()) return;
  flow.Heading("months", ui.Say(Str::overview_per_month), 2);
  flow.Paragraph("months-help", ui.Say(Str::overview_per_month_help), kSmall);
  const auto room = static_cast<size_t>(std::max(1.0f, (flow.width() - 34) / kLeastPitch));
  const size_t shown = std::min(room, all.months.size());
  std::vector<Bar> bars;
  for (size_t i = all.months.size() - shown; i < all.months.size(); ++i) {
    const MonthCount& month = all.months[i];
    char key[16];
    std::snprintf(key, sizeof key, "%04d-%02d", month.year, month.month);
    const std::string name =
        Filled(ui.Say(Str::month_year), {MonthName(ui, month.month), std::to_string(month.year)});
    Bar bar{.id = key, .name = BarName(ui, name, month.count), .what = name, .value = month.count};
    if (month.count > 0) bar.href = RouteHash({.query = {.months = {key}}});
    if (month.month == 1 || bars.empty()) bar.label = std::to_string(month.year);
    bars.push_back(std::move(bar));
  }
  Chart(state, ui, flow, "months", Str::overview_per_month, bars);
  if (shown == all.months.size()) return;
  flow.Paragraph("months-shown", Filled(ui.Say(Str::overview_most_months), {std::to_string(shown)}),
                 kSmall);
}

void Ranked(Ui& ui, PageFlow& flow, const char* id, Str title, std::span<const NamedCount> counts,
            bool topics) {
  if (counts.empty()) return;
  flow.Heading(id, ui.Say(title), 2);
  const Box box = flow.Take(kBarRow * static_cast<float>(counts.size()));
  if (!flow.Visible(box) && !ui.emitting()) return;
  std::vector<Bar> bars;
  for (const NamedCount& one : counts) {
    const std::string name = topics ? std::string(TopicTitle(one.name, ui.rtl())) : one.name;
    Route route;
    (topics ? route.query.topics : route.query.reviewers) = {one.name};
    bars.push_back({.id = one.name,
                    .name = BarName(ui, name, one.count),
                    .href = RouteHash(route),
                    .label = name,
                    .value = one.count});
  }
  BarRows(ui, box, (std::string(id) + "-chart").c_str(), ui.Say(title), bars);
}

// --- Topics over time ---

std::string QuarterName(const Ui& ui, const Quarter& quarter) {
  return Filled(ui.Say(Str::overview_quarter),
                {std::to_string(quarter.quarter), std::to_string(quarter.year)});
}

// The chart's numbers for who cannot see it.
void TellTimes(Ui& ui, const Statistics& all, const TopicTimes& topic, const Box& box) {
  const std::string name(TopicTitle(topic.topic, ui.rtl()));
  ui.Open({.role = Role::kFigure, .id = "time-" + topic.topic, .name = name, .box = box});
  ui.Open({.role = Role::kList, .id = "quarters", .name = name, .box = box});
  for (size_t i = 0; i < topic.counts.size(); ++i) {
    const std::string id = std::to_string(i);
    ui.Open({.role = Role::kListItem, .id = id, .box = box});
    ui.Emit({.role = Role::kImage,
             .id = id,
             .name = BarName(ui, QuarterName(ui, all.quarters[i]), topic.counts[i]),
             .box = box});
    ui.Close();
  }
  ui.Close();
  ui.Close();
}

void OneTopicOverTime(Ui& ui, const Statistics& all, const TopicTimes& topic, const Box& box,
                      int most) {
  SplitBox cut(box, ui.rtl());
  DrawText(ui, cut.Top(24), TopicTitle(topic.topic, ui.rtl()),
           {.size = type_size::kSmall, .weight = 700});
  const Box axis = cut.Bottom(20);
  SmallColumns(ui, cut.rest(), topic.counts, most);
  const TextLook look{.size = 12, .ink = Ink::kMuted};
  TextLook end = look;
  end.align = typeset::Align::kEnd;
  DrawText(ui, axis, std::to_string(all.quarters.front().year), look);
  DrawText(ui, axis, std::to_string(all.quarters.back().year), end);
  if (ui.emitting()) TellTimes(ui, all, topic, box);
}

// A topic's quarters as rows below its name.
void TopicTable(Ui& ui, PageFlow& flow, const Statistics& all, const TopicTimes& topic) {
  const std::string name(TopicTitle(topic.topic, ui.rtl()));
  flow.Paragraph("time-name-" + topic.topic, name, {.size = type_size::kSmall, .weight = 700});
  const Box box = flow.Take(kBarRow * static_cast<float>(topic.counts.size()));
  if (!flow.Visible(box) && !ui.emitting()) return;
  std::vector<Bar> bars;
  for (size_t i = 0; i < topic.counts.size(); ++i) {
    const std::string quarter = QuarterName(ui, all.quarters[i]);
    bars.push_back({.id = topic.topic + "-" + std::to_string(i),
                    .name = BarName(ui, quarter, topic.counts[i]),
                    .label = quarter,
                    .value = topic.counts[i]});
  }
  BarRows(ui, box, ("time-" + topic.topic).c_str(), name, bars);
}

void TopicsOverTime(const AppState& state, Ui& ui, PageFlow& flow) {
  const Statistics& all = state.statistics;
  if (all.over_time.empty()) return;
  flow.Heading("over-time", ui.Say(Str::overview_topics_over_time), 2);
  if (AsTable(state, ui, flow, "over-time", Str::overview_topics_over_time)) {
    for (const TopicTimes& topic : all.over_time) TopicTable(ui, flow, all, topic);
    return;
  }
  int most = 1;
  for (const TopicTimes& topic : all.over_time) {
    most = std::max(most, *std::max_element(topic.counts.begin(), topic.counts.end()));
  }
  const size_t columns = flow.width() < 520 ? 2 : 3;
  const float gap = space::kHuge;
  for (size_t first = 0; first < all.over_time.size(); first += columns) {
    const Box row = flow.Take(124);
    flow.Gap(space::kLarge);
    if (!flow.Visible(row) && !ui.emitting()) continue;
    SplitBox cut(row, ui.rtl());
    const float width =
        (row.width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    for (size_t i = first; i < std::min(first + columns, all.over_time.size()); ++i) {
      OneTopicOverTime(ui, all, all.over_time[i], cut.Start(width), most);
      cut.Start(gap);
    }
  }
}

// --- Lengths and days ---

void Lengths(const AppState& state, Ui& ui, PageFlow& flow) {
  const Statistics& all = state.statistics;
  flow.Heading("lengths", ui.Say(Str::overview_lengths), 2);
  std::vector<Bar> bars;
  for (int i = 0; i < Statistics::kLengthBins; ++i) {
    const int minutes = i + 1;
    const bool last = minutes == Statistics::kLengthBins;
    const int count = all.lengths[static_cast<size_t>(i)];
    const std::string what =
        last ? Filled(ui.Say(Str::overview_minutes_more), {std::to_string(minutes)})
             : Counted(Str::overview_minute, Str::overview_minutes, minutes, ui.language());
    bars.push_back({.id = "length-" + std::to_string(minutes),
                    .name = BarName(ui, what, count),
                    .label = std::to_string(minutes) + (last ? "+" : ""),
                    .what = what,
                    .value = count});
  }
  Chart(state, ui, flow, "lengths", Str::overview_lengths, bars);
  const auto words = [&](int count) {
    return Filled(ui.Say(Str::overview_words_count), {Grouped(count)});
  };
  flow.Gap(space::kSmall);
  flow.Paragraph("median",
                 std::string(ui.Say(Str::overview_median_length)) + ": " + words(all.median_words),
                 {});
  if (all.longest < 0) return;
  const Review& longest = state.catalog.reviews[static_cast<size_t>(all.longest)];
  const std::string title = longest.title.value_or(ui.Say(Str::untitled));
  flow.Paragraph("longest",
                 std::string(ui.Say(Str::overview_longest)) + ": " + words(all.longest_words), {});
  const ButtonSpec spec{.id = "longest-link",
                        .name = title,
                        .text = title,
                        .icon = Icon::paper,
                        .align = typeset::Align::kStart,
                        .ink = Ink::kLink};
  SplitBox row(flow.Take(kTarget), ui.rtl());
  LinkButton(ui, row.Start(ButtonWidth(ui, spec)), spec,
             RouteHash({.page = Route::Page::kReview, .id = longest.id}));
}

void Streak(Ui& ui, PageFlow& flow, const Statistics& all) {
  if (all.streak == 0) return;
  flow.Heading("streak", ui.Say(Str::overview_streak), 2);
  flow.Paragraph(
      "streak-days",
      Counted(Str::overview_streak_day, Str::overview_streak_days, all.streak, ui.language()),
      {.size = 26, .weight = 700, .ink = Ink::kStrong});
  if (all.streak == 1) return;
  flow.Paragraph("streak-span",
                 Filled(ui.Say(Str::overview_streak_span),
                        {PrintedDate(all.streak_from), PrintedDate(all.streak_to)}),
                 kSmall);
}

template <typename T>
std::span<const T> First(const std::vector<T>& all, size_t most) {
  return std::span(all).first(std::min(most, all.size()));
}

}  // namespace

void OverviewView(const AppState& state, Ui& ui, const Box& box) {
  if (!state.counted) {
    state.statistics = CountCatalog(state.catalog, state.words);
    state.counted = true;
  }
  const Statistics& all = state.statistics;
  PageFlow flow(state, ui, box,
                {.id = "page", .name = ui.Say(Str::overview), .version = StateVersion(state)});
  flow.Heading("title", ui.Say(Str::overview), 1);
  if (all.reviews == 0) {
    return EmptyState(ui, flow, Icon::chart, Str::overview_empty, DropHelp(ui),
                      Command::kDocuments);
  }
  Summary(ui, flow, all);
  ReadSoFar(state, ui, flow);
  Months(state, ui, flow);
  Ranked(ui, flow, "topics", Str::overview_topics, First(all.topics, kMostTopics), true);
  TopicsOverTime(state, ui, flow);
  Lengths(state, ui, flow);
  Streak(ui, flow, all);
  Ranked(ui, flow, "reviewers", Str::overview_by_reviewer, First(all.reviewers, kMostReviewers),
         false);
}

}  // namespace skira::app
