// What stands beside the catalog while no review is open.
#include <algorithm>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "app/state/commands.h"
#include "app/state/reading_position.h"
#include "app/ui/page_flow.h"
#include "app/views/review_view_parts.h"
#include "app/views/user_data_widgets.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

constexpr size_t kMostOpened = 3, kMostNew = 5;

struct Hint {
  Icon icon;
  Str text;
};

void Welcome(const AppState& state, Ui& ui, PageFlow& flow) {
  constexpr TextLook kLead{.size = type_size::kLead, .max_lines = 0};
  const std::string text =
      Filled(ui.Say(Str::welcome_text), {std::to_string(state.catalog.reviews.size())});
  const Site& site = state.catalog.site;
  flow.Heading("welcome", site.title.empty() ? ui.Say(Str::welcome) : site.title, 1);
  if (!site.subtitle.empty()) flow.Paragraph("subtitle", site.subtitle, kLead);
  flow.Paragraph("welcome-text", text, kLead);
  flow.Gap(space::kLarge);
  const Hint hints[] = {{Icon::search, Str::welcome_search},
                        {Icon::highlight, Str::welcome_highlight},
                        {Icon::folder, OwnDocumentsHint(ui)}};
  for (const Hint& hint : hints) {
    SplitBox cut(flow.Take(38), ui.rtl());
    ui.DrawIcon(hint.icon, cut.Start(24), 20, ui.theme().accent);
    cut.Start(space::kMedium);
    Words(ui, cut.rest(), ui.Say(hint.text), ui.Say(hint.text), {});
  }
  flow.Gap(space::kLarge);
  const ButtonSpec done{.id = "welcome-dismiss",
                        .name = ui.Say(Str::welcome_dismiss),
                        .text = ui.Say(Str::welcome_dismiss),
                        .kind = ButtonSpec::Kind::kMain};
  SplitBox row(flow.Take(kTouchTarget), ui.rtl());
  Button(ui, row.Start(ButtonWidth(ui, done) + space::kLarge), done, [] { return EndWelcome{}; });
  flow.Gap(space::kHuge);
}

// The reviews that were begun and not finished, the last first.
std::vector<int> Begun(const AppState& state) {
  std::vector<std::pair<int64_t, int>> begun;
  for (size_t i = 0; i < state.catalog.reviews.size(); ++i) {
    const ReviewMarks& marks = MarksOf(state.user, state.catalog.reviews[i].id);
    if (marks.opened > 0 && marks.progress >= kLeastBegun && marks.progress <= kMostBegun) {
      begun.emplace_back(marks.opened, static_cast<int>(i));
    }
  }
  std::stable_sort(begun.begin(), begun.end(), std::greater<>());
  std::vector<int> reviews;
  for (const auto& [opened, review] : begun) {
    if (reviews.size() < kMostOpened) reviews.push_back(review);
  }
  return reviews;
}

// The newest, those of one day in the order of the documents.
std::vector<int> Newest(const Catalog& catalog) {
  std::vector<int> reviews(catalog.reviews.size());
  std::iota(reviews.begin(), reviews.end(), 0);
  const size_t count = std::min(kMostNew, reviews.size());
  std::partial_sort(reviews.begin(), reviews.begin() + static_cast<std::ptrdiff_t>(count),
                    reviews.end(), [&catalog](int a, int b) {
                      const Date x = ListingDate(catalog.reviews[static_cast<size_t>(a)]);
                      const Date y = ListingDate(catalog.reviews[static_cast<size_t>(b)]);
                      return x != y ? x > y : a < b;
                    });
  reviews.resize(count);
  return reviews;
}

void Cards(const AppState& state, Ui& ui, PageFlow& flow, const char* id, Str title,
           const std::vector<int>& reviews, bool begun) {
  if (reviews.empty()) return;
  flow.Heading(id, ui.Say(title), 2);
  const std::string prefix = std::string(id) + "-";
  for (const int i : reviews) {
    const Review& review = state.catalog.reviews[static_cast<size_t>(i)];
    const std::string card = prefix + review.id;
    CardSpec spec{.id = card};
    if (begun) spec.progress = MarksOf(state.user, review.id).progress;
    const Box row = flow.Take(ReviewCardHeight(ui, flow.width(), review, spec));
    if (flow.Visible(row) || ui.emitting()) ReviewCard(ui, row, review, spec);
    flow.Gap(space::kMedium);
  }
}

}  // namespace

void HomeView(const AppState& state, Ui& ui, const Box& box) {
  if (state.home.version != StateVersion(state)) {
    state.home.begun = Begun(state);
    state.home.newest = Newest(state.catalog);
    state.home.version = StateVersion(state);
  }
  PageFlow flow(state, ui, box,
                {.id = "review",
                 .name = std::string(state.name()),
                 .pane = Pane::kReview,
                 .column = 640,
                 .version = StateVersion(state)});
  if (state.catalog.reviews.empty()) {
    flow.Heading("title", state.name(), 1);
    return EmptyState(ui, flow, Icon::folder, EmptyCatalog(ui), DropHelp(ui), Command::kDocuments);
  }
  if (!state.user.welcomed) {
    Welcome(state, ui, flow);
  } else {
    const Site& site = state.catalog.site;
    flow.Heading("title", site.subtitle.empty() ? ui.Say(Str::tagline) : site.subtitle, 1);
  }
  Cards(state, ui, flow, "begun", Str::continue_reading, state.home.begun, true);
  Cards(state, ui, flow, "newest", Str::newest_reviews, state.home.newest, false);
}

}  // namespace skira::app
