// A review's table of contents: beside its text, or in an overlay.
#include <algorithm>
#include <string>

#include "app/state/review_hits.h"
#include "app/views/dialog.h"
#include "app/views/review_view_parts.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

// A heading is where one reads when it stands so near below the pane's top, CSS px.
constexpr float kReach = 96;

// The words that answer the search from a heading's block to the next one's (-1: to the end).
int HitsUnder(const AppState& state, int block, int next) {
  if (!HasHits(state) || state.hits.dismissed) return 0;
  const int end = static_cast<int>(state.review()->blocks.size());
  return HitsBetween(state.hits, block, next < 0 ? end : next);
}

}  // namespace

int CurrentEntry(const AppState& state) {
  const std::vector<ContentsEntry>& contents = state.around.contents;
  const float y = state.scroll(Pane::kReview) - state.place.text_top + kReach;
  int current = -1;
  size_t entry = 0;
  for (const ArticleItem& item : state.article.items) {
    if (item.box.y > y || entry == contents.size()) break;
    if (item.block < contents[entry].block) continue;
    current = static_cast<int>(entry++);
  }
  return current;
}

bool ContentsBesideText(const AppState& state, float width) {
  return state.around.contents.size() >= kLeastContents && width >= kColumnWidth + kContentsWidth;
}

void ContentsRows(const AppState& state, Ui& ui, const Box& top, float height) {
  const int current = CurrentEntry(state);
  Box row{top.x, top.y, top.width, height};
  for (size_t i = 0; i < state.around.contents.size(); ++i, row.y += height) {
    const ContentsEntry& entry = state.around.contents[i];
    const bool here = static_cast<int>(i) == current;
    if (here || ui.Hovered(row)) {
      ui.FillRect(row, here ? ui.theme().selected : ui.theme().hover, radius::kSmall);
    }
    const bool last = i + 1 == state.around.contents.size();
    const int hits = HitsUnder(state, entry.block, last ? -1 : state.around.contents[i + 1].block);
    SplitBox cut(Inset(row, space::kMedium, 0), ui.rtl());
    if (hits > 0) {
      const TextLook count{.size = type_size::kSmall, .ink = Ink::kAccent};
      const std::string number = std::to_string(hits);
      DrawText(ui, cut.End(TextWidth(ui, number, count)), number, count);
      cut.End(space::kSmall);
    }
    cut.Start(static_cast<float>(std::min(entry.level - 1, 3)) * space::kMedium);
    DrawText(ui, cut.rest(), entry.text,
             {.size = type_size::kSmall,
              .weight = here ? 700 : 400,
              .ink = here ? Ink::kStrong : Ink::kText,
              .own_direction = true});
    if (!ui.emitting()) continue;
    SemanticsNode node{
        .role = Role::kLink,
        .id = "b" + std::to_string(entry.block),
        .name = hits == 0 ? entry.text
                          : entry.text + ", " +
                                Counted(Str::hits_one, Str::hits_count, hits, ui.language()),
        .href = RouteHash(
            {.page = Route::Page::kReview, .id = state.review()->id, .block = entry.block}),
        .box = row};
    node.current = here;
    ui.Emit(std::move(node));
    // Also where the address is the same already.
    ui.OnPress(ShowBlock{entry.block});
  }
}

void ContentsView(const AppState& state, Ui& ui) {
  Dialog(state, ui, {.id = "contents", .title = ui.Say(Str::contents), .width = 480},
         [&](PageFlow& flow) {
           const float rows = static_cast<float>(state.around.contents.size()) * kTouchTarget;
           if (state.review() != nullptr && rows > 0) {
             ContentsRows(state, ui, flow.Take(rows), kTouchTarget);
           } else {
             flow.Paragraph("none", ui.Say(Str::none), {.ink = Ink::kMuted});
           }
         });
}

}  // namespace skira::app
