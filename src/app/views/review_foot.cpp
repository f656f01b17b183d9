// What stands below an open review: where to read on.
#include <algorithm>
#include <string>

#include "app/state/bars.h"
#include "app/state/commands.h"
#include "app/ui/isolates.h"
#include "app/ui/widgets.h"
#include "app/views/review_view_parts.h"
#include "review/safe_url.h"

namespace skira::app {
namespace {

using typeset::Align;
using typeset::Family;

constexpr float kCardPadding = 14, kCardLine = 20, kCardGap = 4;
constexpr TextLook kCardTitle{.size = 16,
                              .weight = 700,
                              .ink = Ink::kStrong,
                              .family = Family::kSerif,
                              .max_lines = 2,
                              .own_direction = true};
constexpr float kSideBySide = 520;  // CSS px from which the neighbours stand beside each other

// Fills a column from top to bottom.
class Column {
 public:
  explicit Column(const Box& top) : box_(top), y_(top.y) {}
  Box Take(float height) {
    const Box row{box_.x, y_, box_.width, height};
    y_ += height;
    return row;
  }
  void Gap(float height) { y_ += height; }
  float width() const { return box_.width; }
  float height() const { return y_ - box_.y; }

 private:
  Box box_;
  float y_;
};

const Review& At(const AppState& state, int review) {
  return state.catalog.reviews[static_cast<size_t>(review)];
}

// The user's own note on the whole review; returns its height. What is typed is in the field: the
// section is not told anew for it.
float NotePart(const AppState& state, Ui& ui, const Box& top) {
  constexpr float kField = 96;
  const std::string& review = state.review()->id;
  Column column(top);
  if (ui.emitting()) {
    ui.Open({.role = Role::kRegion,
             .id = "review-note-part",
             .name = ui.Say(Str::note_review),
             .lang = ui.rtl() ? "he" : "en",
             .dir = ui.rtl() ? "rtl" : "ltr",
             .box = {top.x, top.y, top.width, 32 + kField}});
  }
  Heading(ui, column.Take(32), "review-note-title", ui.Say(Str::note_review), 2,
          {.size = type_size::kSmall, .weight = 700, .ink = Ink::kMuted});
  Field(ui, column.Take(kField),
        {.id = "review-note",
         .name = ui.Say(Str::note_review),
         .placeholder = ui.Say(Str::note_placeholder),
         .value = MarksOf(state.user, review).note,
         .role = Role::kTextArea,
         .shortcut = Shortcut(Command::kReviewNote)},
        [review](std::string_view text) -> Action {
          return SetReviewNote{review, std::string(text)};
        });
  if (ui.emitting()) ui.Close();
  column.Gap(space::kVast);
  return column.height();
}

void BesideCards(const AppState& state, Ui& ui, Column& column) {
  const Beside& beside = state.around.beside;
  if (beside.previous < 0 && beside.next < 0) return;
  CardSpec previous{.id = "previous",
                    .label = ui.Say(Str::previous_review),
                    .icon = ui.rtl() ? Icon::arrow_right : Icon::arrow_left};
  CardSpec next{.id = "next",
                .label = ui.Say(Str::next_review),
                .icon = ui.rtl() ? Icon::arrow_left : Icon::arrow_right};
  const auto height = [&](int review, const CardSpec& spec, float width) {
    return review < 0 ? 0.0f : ReviewCardHeight(ui, width, At(state, review), spec);
  };
  const bool below = column.width() < kSideBySide;
  const float width = below ? column.width() : (column.width() - space::kLarge) / 2;
  const float first = height(beside.previous, previous, width);
  const float second = height(beside.next, next, width);
  if (below) {
    if (first > 0) ReviewCard(ui, column.Take(first), At(state, beside.previous), previous);
    if (first > 0) column.Gap(space::kMedium);
    if (second > 0) ReviewCard(ui, column.Take(second), At(state, beside.next), next);
    return;
  }
  next.at_end = true;
  SplitBox cut(column.Take(std::max(first, second)), ui.rtl());
  const Box start = cut.Start(width), end = cut.End(width);
  if (beside.previous >= 0) ReviewCard(ui, start, At(state, beside.previous), previous);
  if (beside.next >= 0) ReviewCard(ui, end, At(state, beside.next), next);
}

// "Shared topics: …", or nothing.
std::string SharedTopics(const Review& a, const Review& b, bool hebrew) {
  std::string names;
  for (const std::string& topic : a.topics) {
    if (std::find(b.topics.begin(), b.topics.end(), topic) == b.topics.end()) continue;
    if (!names.empty()) names += ", ";
    names += TopicTitle(topic, hebrew);
  }
  if (names.empty()) return names;
  std::string text = Text(Str::related_topics, hebrew ? Language::kHebrew : Language::kEnglish);
  text.replace(text.find("%s"), 2, names);
  return text;
}

struct Group {
  const char* id;
  Str title;
  std::vector<int> AdjacentReviews::*reviews;
  bool topics;  // what they share with the open review is said
};
constexpr Group kGroups[] = {
    {"same-paper", Str::same_paper, &AdjacentReviews::same_paper, false},
    {"mentions", Str::mentions, &AdjacentReviews::mentions, false},
    {"mentioned-in", Str::mentioned_in, &AdjacentReviews::mentioned_in, false},
    {"related", Str::related, &AdjacentReviews::related, true},
};
// A paper that everyone mentions.
constexpr size_t kMostOfAGroup = 12;

void GroupCards(const AppState& state, Ui& ui, const Group& group, Column& column) {
  const std::vector<int>& reviews = state.around.neighbours.*group.reviews;
  if (reviews.empty()) return;
  column.Gap(space::kVast);
  Heading(ui, column.Take(30), group.id, ui.Say(group.title), 2,
          {.size = type_size::kSection, .weight = 700, .ink = Ink::kStrong});
  column.Gap(space::kMedium);
  const std::string id = std::string(group.id) + "-";
  for (size_t i = 0; i < std::min(reviews.size(), kMostOfAGroup); ++i) {
    const Review& review = At(state, reviews[i]);
    const std::string note =
        group.topics ? SharedTopics(*state.review(), review, ui.rtl()) : std::string();
    const std::string card = id + review.id;
    const CardSpec spec{.id = card, .note = note};
    ReviewCard(ui, column.Take(ReviewCardHeight(ui, column.width(), review, spec)), review, spec);
    column.Gap(space::kMedium);
  }
}

}  // namespace

float ReviewCardHeight(Ui& ui, float width, const Review& review, const CardSpec& spec) {
  const float title =
      TextHeight(ui, TitleOf(review, ui.language()), kCardTitle, width - 2 * kCardPadding);
  return 2 * kCardPadding + title + kCardGap + kCardLine +
         (spec.label.empty() ? 0 : kCardLine + kCardGap) + (spec.note.empty() ? 0 : kCardLine) +
         (spec.progress > 0 ? 10 : 0);
}

void ReviewCard(Ui& ui, const Box& box, const Review& review, const CardSpec& spec) {
  ui.FillRect(box, ui.Hovered(box) ? ui.theme().hover : ui.theme().card, radius::kMedium);
  SplitBox cut(Inset(box, kCardPadding, kCardPadding), ui.rtl());
  const TextLook small{.size = type_size::kCaption, .ink = Ink::kMuted};
  if (!spec.label.empty()) {
    SplitBox line(cut.Top(kCardLine), ui.rtl());
    TextLook look{.size = type_size::kCaption, .weight = 700, .ink = Ink::kAccent};
    if (spec.at_end) look.align = Align::kEnd;
    if (spec.icon != Icon::none) {
      ui.DrawIcon(spec.icon, spec.at_end ? line.End(18) : line.Start(18), 18, ui.theme().accent);
      if (spec.at_end) {
        line.End(6);
      } else {
        line.Start(6);
      }
    }
    DrawText(ui, line.rest(), spec.label, look);
    cut.Top(kCardGap);
  }
  if (spec.progress > 0) {
    const Box bar = cut.Bottom(4);
    const float width = bar.width * std::clamp(spec.progress, 0.0f, 1.0f);
    ui.FillRect(bar, ui.theme().line, 2);
    ui.FillRect({ui.rtl() ? bar.x + bar.width - width : bar.x, bar.y, width, 4}, ui.theme().accent,
                2);
    cut.Bottom(6);
  }
  const std::string title = TitleOf(review, ui.language());
  const std::string details = ReviewDetails(review, ui.language());
  DrawText(ui, cut.Top(TextHeight(ui, title, kCardTitle, cut.rest().width)), title, kCardTitle);
  cut.Top(kCardGap);
  DrawText(ui, cut.Top(kCardLine), details, small);
  if (!spec.note.empty()) DrawText(ui, cut.Top(kCardLine), spec.note, small);
  if (!ui.emitting()) return;
  SemanticsNode node{.role = Role::kLink,
                     .id = std::string(spec.id),
                     .name = title + ", " + details,
                     .href = RouteHash({.page = Route::Page::kReview, .id = review.id}),
                     .box = box};
  if (!spec.label.empty()) node.name = std::string(spec.label) + ": " + node.name;
  node.description = spec.note;
  ui.Emit(std::move(node));
}

namespace {

// Of a review inside of another page: the line that leads to the library, at its own address where
// the site has one.
float LibraryLine(const AppState& state, Ui& ui, const Box& top) {
  const std::string& url = state.catalog.site.url;
  const std::string text =
      Filled(ui.Say(Str::embed_library), {Isolated(std::string(state.name()))});
  const ButtonSpec spec{
      .id = "library", .name = text, .text = text, .icon = Icon::library, .ink = Ink::kLink};
  ui.HorizontalLine(top.x, top.y, top.width, ui.theme().line);
  SplitBox row({top.x, top.y + space::kLarge, top.width, kTouchTarget}, ui.rtl());
  const float width = std::min(ButtonWidth(ui, spec), top.width);
  LinkButton(ui, row.Start(width), spec, IsSafeUrl(url) ? url : RouteHash({}));
  return space::kLarge + kTouchTarget;
}

}  // namespace

float ReviewFoot(const AppState& state, Ui& ui, const Box& where) {
  if (IsAlone(state)) return LibraryLine(state, ui, where);
  const float note = NotePart(state, ui, where);
  const Box top{where.x, where.y + note, where.width, where.height};
  Column column(top);
  if (ui.emitting()) {
    ui.Open({.role = Role::kNavigation,
             .id = "read-on",
             .name = ui.Say(Str::related),
             .lang = ui.rtl() ? "he" : "en",
             .dir = ui.rtl() ? "rtl" : "ltr",
             .box = top});
  }
  ui.HorizontalLine(top.x, top.y, top.width, ui.theme().line);
  column.Gap(space::kHuge);
  BesideCards(state, ui, column);
  for (const Group& group : kGroups) GroupCards(state, ui, group, column);
  if (ui.emitting()) ui.Close();
  return note + column.height();
}

}  // namespace skira::app
