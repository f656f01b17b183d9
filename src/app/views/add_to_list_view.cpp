// The dialog that puts the open review into lists and gives it tags.
#include <algorithm>
#include <set>
#include <string>

#include "app/ui/widgets.h"
#include "app/views/dialog.h"
#include "app/views/user_data_widgets.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

void ListChecks(const AppState& state, Ui& ui, PageFlow& flow, const std::string& review) {
  for (const ReadingList& list : state.user.lists) {
    if (!list.search.empty()) continue;
    const bool on =
        std::find(list.reviews.begin(), list.reviews.end(), review) != list.reviews.end();
    CheckRow(ui, flow.Take(kTouchTarget), "list-" + list.id, list.name, on,
             std::to_string(list.reviews.size()), [&] {
               return SetListed{list.id, review, !on};
             });
  }
}

// The review's own tags, to be taken off, then those of other reviews, to be put on.
void Tags(const AppState& state, Ui& ui, PageFlow& flow, const std::string& review) {
  const std::vector<std::string>& own = MarksOf(state.user, review).tags;
  std::set<std::string> known;
  for (const auto& [id, marks] : state.user.marks) {
    known.insert(marks.tags.begin(), marks.tags.end());
  }
  if (known.empty()) return;
  WrapRow row(ui, flow, kChipHeight);
  for (const std::string& tag : known) {
    const bool on = std::find(own.begin(), own.end(), tag) != own.end();
    const std::string id = "tag-" + tag;
    const ChipSpec spec{.id = id, .name = tag, .text = tag, .on = on};
    Chip(ui, row.Take(ChipWidth(ui, spec)), spec, [&] { return SetTag{review, tag, !on}; });
  }
}

void Lists(const AppState& state, Ui& ui, PageFlow& flow, const std::string& review) {
  ListChecks(state, ui, flow, review);
  flow.Gap(space::kSmall);
  NameRow(state, ui, flow, "new-list", Str::list_name, Str::list_new, "", [&] {
    return MakeList{"", review};
  });
  flow.Heading("tags-title", ui.Say(Str::tags), 2);
  Tags(state, ui, flow, review);
  flow.Gap(space::kSmall);
  NameRow(state, ui, flow, "new-tag", Str::tag_name, Str::tag_add, "", [&] {
    return SetTag{review, "", true};
  });
}

}  // namespace

void AddToListView(const AppState& state, Ui& ui) {
  const Review* review = state.review();
  Dialog(state, ui, {.id = "add-to-list", .title = ui.Say(Str::list_add), .width = 480},
         [&](PageFlow& flow) {
           if (review != nullptr) Lists(state, ui, flow, review->id);
         });
}

}  // namespace skira::app
