// The review beside the open one: its title and what ends it or takes it to the other place, its
// head and its text.
#include <algorithm>
#include <string>

#include "app/article/article_drawing.h"
#include "app/article/article_highlights.h"
#include "app/state/bars.h"
#include "app/ui/split_box.h"
#include "app/ui/widgets.h"
#include "app/views/article_pane.h"
#include "app/views/review_view_parts.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

void Bar(const AppState& state, Ui& ui, const Box& box, const Review& review) {
  ui.HorizontalLine(box.x, box.y + box.height - 1, box.width, ui.theme().line);
  ui.BeginSection(
      {.role = Role::kRegion, .id = "second-bar", .name = ui.Say(Str::beside_tools), .box = box},
      StateVersion(state));
  SplitBox cut(Inset(box, space::kSmall, 0), ui.rtl());
  const auto square = [&] { return Centred(cut.End(kTouchTarget), 40, 40); };
  Button(ui, square(),
         {.id = "second-close", .name = ui.Say(Str::beside_close), .icon = Icon::close},
         [] { return ReadBeside{}; });
  Button(ui, square(), {.id = "second-swap", .name = ui.Say(Str::beside_swap), .icon = Icon::swap},
         [] { return SwapReviews{}; });
  cut.Start(space::kMedium);
  DrawText(ui, cut.rest(), TitleOf(review, ui.language()),
           {.size = type_size::kSmall, .weight = 700, .own_direction = true});
  ui.EndSection();
}

void Article(const AppState& state, Ui& ui, const Box& pane, const Review& review) {
  const SecondReview& second = state.second;
  ArticleLayout& article = second.article;
  const float column =
      std::min(state.settings.column_width, pane.width - 2 * ReviewMargin(pane.width));
  const int before = article.review;
  LayOutReview(state, ui, second.index, column, article);
  if (before != article.review) {
    second.links = PaperLinksOf(review);
    second.text_top = 0;
  }
  MarkArticle(MarksOf(state.user, review.id).highlights, state.highlight_revision, article);
  const float scrolled = state.scroll(Pane::kSecond);
  const float left = (pane.width - column) / 2, x = pane.x + left, top = pane.y - scrolled;
  ui.BeginSection(
      {.role = Role::kRegion, .id = "second", .name = ui.Say(Str::beside_pane), .box = pane},
      ArticleVersion(state, article, left) * 31 + state.catalog_revision);
  ui.Open({.role = Role::kArticle,
           .id = review.id,
           .name = ui.Say(Str::beside_pane),
           .lang = article.right_to_left ? "he" : "en",
           .dir = article.right_to_left ? "rtl" : "ltr",
           .box = pane,
           .scroll_height = 1},
          scrolled);
  ui.PushPane(pane);
  // What is out of sight is drawn for its semantics nodes alone.
  if (ui.emitting() || second.text_top <= 0 || scrolled < second.text_top) {
    const HeadSpec head{article.right_to_left, second.links};
    second.text_top =
        kTopMargin + ReviewHead(state, ui, review, head, {x, top + kTopMargin, column, 0});
  }
  const float y = top + second.text_top;
  const ItemRange in_sight = ItemsInSight(article, pane, y);
  for (size_t i = in_sight.begin; i < in_sight.end; ++i) {
    const ArticleItem& item = article.items[i];
    DrawItem(ui, item, x, y, BlockScroll(second.block_scroll, item, i));
  }
  ExpectPictures(article, ui, pane, y);
  // Pictures are opened, and text is marked, in the open review alone.
  if (ui.emitting()) EmitBlocks(article, state.language(), ui, x, y, [](int) { return 0; });
  ui.SetScrollHeight(second.text_top + article.height + kBottomMargin);
  ui.PopPane();
  ui.Close();
  ui.EndSection();
}

}  // namespace

void SecondReviewView(const AppState& state, Ui& ui, const Box& box) {
  const Review& review = *state.second_review();
  ui.VerticalLine(ui.rtl() ? box.x + box.width - 1 : box.x, box.y, box.height, ui.theme().line);
  SplitBox rows(box, ui.rtl());
  Bar(state, ui, rows.Top(kReviewBarHeight), review);
  Article(state, ui, rows.rest(), review);
}

}  // namespace skira::app
