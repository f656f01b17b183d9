#include <algorithm>
#include <cmath>

#include "app/article/article_drawing.h"
#include "app/article/article_highlights.h"
#include "app/state/bars.h"
#include "app/state/commands.h"
#include "app/state/listening.h"
#include "app/state/reading_position.h"
#include "app/state/review_hits.h"
#include "app/state/shard_library.h"
#include "app/ui/split_box.h"
#include "app/ui/widgets.h"
#include "app/views/article_pane.h"
#include "app/views/review_view_parts.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

constexpr float kFootGap = 72;  // between the text's end and what stands below it
constexpr float kShownSeconds = 1.6f;

float SideMargin(const Box& box) { return ReviewMargin(box.width); }

// What stands in the pane's middle where there is no review to show, and what is to be done.
void Message(const AppState& state, Ui& ui, const Box& box, EmptySpec spec, Command command) {
  ui.BeginSection({.role = Role::kMain, .id = "review", .box = box}, StateVersion(state));
  spec.id = "message";
  EmptyState(ui, Inset(box, SideMargin(box), space::kVast), spec,
             [command] { return Run{command}; });
  ui.EndSection();
}

// The address names no review.
void NoSuchReview(const AppState& state, Ui& ui, const Box& box) {
  Message(state, ui, box,
          {.icon = Icon::search,
           .title = ui.Say(Str::no_such_review),
           .help = ui.Say(Str::no_such_review_help),
           .action = ui.Say(Str::action_open_catalog)},
          Command::kCatalog);
}

// The review's text is in a file that has not come yet, or could not be had.
void NoTextYet(const AppState& state, Ui& ui, const Box& box, TextState text) {
  if (text == TextState::kLost) {
    return Message(state, ui, box,
                   {.icon = Icon::library,
                    .title = ui.Say(Str::review_lost),
                    .help = ui.Say(Str::review_lost_help),
                    .action = ui.Say(Str::library_retry)},
                   Command::kRetryLibrary);
  }
  Message(state, ui, box,
          {.icon = Icon::library,
           .title = ui.Say(Str::review_coming),
           .help = ui.Say(Str::review_coming_help),
           .action = ui.Say(Str::action_open_catalog)},
          Command::kCatalog);
}

// The block that was scrolled to stands on a ground that fades.
void DrawShown(const AppState& state, Ui& ui, const ArticleItem& item, float x, float y) {
  const ReadingPosition& place = state.place;
  if (item.block < 0 || item.block != place.shown || ReducesMotion(state)) return;
  const double now = CurrentSeconds();
  if (place.since < 0) place.since = now;
  const float left = 1 - static_cast<float>(now - place.since) / kShownSeconds;
  if (left <= 0) {
    place.shown = -1;
    return;
  }
  const auto strength = static_cast<uint32_t>(255 * std::min(1.0f, left * 1.5f));
  ui.FillRect({item.box.x + x - 10, item.box.y + y - 6, item.box.width + 20, item.box.height + 12},
              (ui.theme().mark & 0x00FFFFFFu) | strength << 24, radius::kMedium);
  ui.Animate();
}

// A bar beside the sentence that is read aloud, where its block begins.
void DrawSpokenBar(const ArticleLayout& article, Ui& ui, const ArticleItem& item, float x,
                   float y) {
  constexpr float kBar = 3, kAway = 10;
  const float left =
      item.right_to_left ? item.box.x + item.box.width + kAway : item.box.x - kAway - kBar;
  ui.FillRect({x + left, y + article.spoken_top, kBar, article.spoken_end - article.spoken_top},
              ui.theme().accent, kBar / 2);
}

// The blocks that the pane shows, with the article's corner at (x, y).
void DrawBlocks(const AppState& state, Ui& ui, const Box& pane, const Box& seen, float x, float y) {
  const ArticleLayout& article = state.article;
  state.keep.pane = seen;
  state.keep.x = x;
  state.keep.y = y;
  const ItemRange in_sight = ItemsInSight(article, pane, y);
  for (size_t i = in_sight.begin; i < in_sight.end; ++i) {
    const ArticleItem& item = article.items[i];
    DrawShown(state, ui, item, x, y);
    DrawItem(ui, item, x, y, BlockScroll(state.block_scroll, item, i));
    if (static_cast<int>(i) == article.spoken_item) DrawSpokenBar(article, ui, item, x, y);
  }
}

// `pane`: all that scrolls; bars cover some of it, `seen` is what they leave now.
void Article(const AppState& state, Ui& ui, const Box& pane, const Box& seen) {
  const BarHeights bars = HeightsOfBars(state);
  const Review& review = *state.review();
  const float column = std::min(state.settings.column_width, pane.width - 2 * SideMargin(pane));
  LayOutReview(state, ui, state.open_review, column, state.article);
  MarkArticle(MarksOf(state.user, review.id).highlights, state.highlight_revision, state.article);
  MarkSpokenSentence(state);
  const bool hits = !state.hits.dismissed;
  MarkHits(hits ? std::span<const Passage>(state.hits.passages) : std::span<const Passage>(),
           state.hits.current, state.hits.number, state.article);
  const float scrolled = state.scroll(Pane::kReview);
  const float left = (pane.width - column) / 2, x = pane.x + left;
  const float top = pane.y + bars.top - scrolled;
  const ReadingPosition& place = state.place;

  ui.BeginSection({.role = Role::kMain, .id = "review", .box = pane},
                  ArticleVersion(state, state.article, left) * 31 + state.around.number);
  ui.Open({.role = Role::kArticle,
           .id = review.id,
           .name = ui.Say(Str::review_pane),
           .lang = state.article.right_to_left ? "he" : "en",
           .dir = state.article.right_to_left ? "rtl" : "ltr",
           .box = pane,
           .scroll_height = 1},
          scrolled);
  ui.PushPane(seen);
  // What is out of sight is drawn for its semantics nodes alone.
  const bool head_in_sight = place.text_top <= 0 || scrolled < place.text_top;
  if (ui.emitting() || head_in_sight) {
    const HeadSpec head{state.article.right_to_left, state.around.links};
    place.text_top =
        kTopMargin + ReviewHead(state, ui, review, head, {x, top + kTopMargin, column, 0});
  }
  place.text_end = place.text_top + state.article.height;
  place.view = pane.height - bars.top - bars.bottom;
  DrawBlocks(state, ui, pane, seen, x, top + place.text_top);
  ExpectPictures(state.article, ui, pane, top + place.text_top);
  if (ui.emitting()) {
    const auto handle_of = [&ui](int block) { return ui.HandleFor(OpenPicture{block}); };
    EmitBlocks(state.article, state.language(), ui, x, top + place.text_top, handle_of);
  }
  const Box foot{x, top + place.text_end + kFootGap, column, 0};
  if (ui.emitting() || foot.y < pane.y + pane.height) {
    const float height = ReviewFoot(state, ui, foot);
    const float all = bars.top + place.text_end + kFootGap + height + kBottomMargin + bars.bottom;
    ui.SetScrollHeight(all);
    state.bars.most[static_cast<size_t>(Pane::kReview)] = std::max(0.0f, all - pane.height);
  }
  ui.PopPane();
  ui.Close();
  ui.EndSection();
}

// The table of contents beside the text.
void ContentsBeside(const AppState& state, Ui& ui, const Box& box) {
  const uint64_t version =
      (static_cast<uint64_t>(state.around.number) * 1000003 + state.hits.number) * 1000003 +
      static_cast<uint64_t>(CurrentEntry(state) + 1);
  ui.BeginSection({.role = Role::kNavigation,
                   .id = "contents-beside",
                   .name = ui.Say(Str::contents),
                   .box = box},
                  version * 31 + static_cast<uint64_t>(state.language()));
  ui.PushPane(box);
  SplitBox cut(Inset(box, space::kMedium, kTopMargin), ui.rtl());
  DrawText(ui, Inset(cut.Top(kContentsRow), space::kMedium, 0), ui.Say(Str::contents),
           {.size = type_size::kCaption, .weight = 700, .ink = Ink::kMuted});
  // With more entries than fit, those around the current one are in sight.
  const float rows = static_cast<float>(state.around.contents.size()) * kContentsRow;
  const float here = static_cast<float>(std::max(0, CurrentEntry(state))) * kContentsRow;
  const float most = std::max(0.0f, rows - cut.rest().height);
  Box top = cut.rest();
  ui.PushPane(top);
  top.y -= std::clamp(here - top.height / 2, 0.0f, most);
  ContentsRows(state, ui, top, kContentsRow);
  ui.PopPane();
  ui.PopPane();
  ui.EndSection();
}

// The way through the words that answer the search, over the text's end; with a field for others
// where they are looked for in the review alone.
void HitsBar(const AppState& state, Ui& ui, const Box& pane) {
  constexpr float kField = 220, kEdge = 20;
  const ReviewHits& hits = state.hits;
  if (!ShowsHitsBar(state)) return;
  std::string number;
  if (!hits.passages.empty()) {
    number = Filled(ui.Say(Str::hit_of), {std::to_string(hits.current + 1),
                                          std::to_string(static_cast<int>(hits.passages.size()))});
  } else if (!hits.wanted.empty()) {
    number = ui.Say(Str::find_none);
  }
  const TextLook look{.size = type_size::kSmall};
  const float count = TextWidth(ui, number, look) + 2 * space::kMedium;
  const float wanted = count + 3 * kTouchTarget + (hits.finding ? kField : 0);
  const float width = std::min(wanted, pane.width - 2 * space::kSmall);
  const Box box{pane.x + (pane.width - width) / 2, pane.y + pane.height - kTouchTarget - kEdge,
                width, kTouchTarget};
  const Str name = hits.finding ? Str::find_in_review : Str::hits;
  ui.BeginSection({.role = Role::kRegion, .id = "hits", .name = ui.Say(name), .box = box},
                  StateVersion(state) * 31 + hits.number);
  Surface(ui, box, ui.theme().panel, radius::kMedium);
  SplitBox cut(box, ui.rtl());
  if (hits.finding) {
    const Box field = cut.Start(std::max(96.0f, width - count - 3 * kTouchTarget));
    Field(ui, Inset(field, 3, 3),
          {.id = "find-field",
           .name = ui.Say(Str::find_in_review),
           .placeholder = ui.Say(Str::find_in_review),
           .value = hits.wanted,
           .role = Role::kSearchBox},
          [](std::string_view text) -> Action { return FindText{std::string(text)}; });
  }
  const auto button = [&](const char* id, Str what, Icon icon, const Box& place, MakeAction make) {
    const bool disabled = hits.passages.empty() && icon != Icon::close;
    Button(ui, place, {.id = id, .name = ui.Say(what), .icon = icon, .disabled = disabled}, make);
  };
  button("hits-close", hits.finding ? Str::close : Str::hits_close, Icon::close,
         cut.End(kTouchTarget), [&]() -> Action {
           if (hits.finding) return CloseFind{};
           return DismissHits{};
         });
  button("hit-next", Str::hit_next, Icon::chevron_down, cut.End(kTouchTarget),
         [] { return ShowHit{1}; });
  button("hit-previous", Str::hit_previous, Icon::chevron_up, cut.End(kTouchTarget),
         [] { return ShowHit{-1}; });
  Words(ui, Inset(cut.rest(), space::kSmall, 0), "hit-number", number, look, Role::kStatus);
  ui.EndSection();
}

// The only pane: the text runs below the bars.
void OneReview(const AppState& state, Ui& ui, const Box& box) {
  if (IsAlone(state)) return Article(state, ui, box, box);
  const float shown = state.bars.shown;
  SplitBox seen(box, ui.rtl());
  const float top = box.y - kReviewBarHeight * (1 - shown);
  ReviewBar(state, ui, {box.x, top, box.width, kReviewBarHeight});
  seen.Top(kReviewBarHeight * shown);
  if (HasBottomBar(state)) seen.Bottom(kBottomBarHeight * shown);
  if (state.listening.on()) ListenBar(state, ui, seen.Bottom(kListenBarHeight));
  Article(state, ui, box, seen.rest());
  HitsBar(state, ui, seen.rest());
}

}  // namespace

void ReviewView(const AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().page);
  if (state.open_review < 0 && state.route.page == Route::Page::kCatalog) {
    return HomeView(state, ui, box);
  }
  SplitBox area(box, ui.rtl());
  if (ShowsSecond(state)) SecondReviewView(state, ui, area.End(std::floor(box.width / 2)));
  const TextState text = TextOfOpenReview(state);
  if (state.open_review < 0 || text != TextState::kHere) {
    if (!ShowsCatalog(state)) ReviewBar(state, ui, area.Top(kReviewBarHeight));
    area.Bottom(HeightsOfBars(state).bottom);
    if (text != TextState::kHere) return NoTextYet(state, ui, area.rest(), text);
    return NoSuchReview(state, ui, area.rest());
  }
  state.around.Follow(state.catalog, state.index, state.listing, state.catalog_revision,
                      state.open_review);
  if (IsOnePane(state)) return OneReview(state, ui, box);
  ReviewBar(state, ui, area.Top(kReviewBarHeight));
  if (state.listening.on()) ListenBar(state, ui, area.Bottom(kListenBarHeight));
  const bool beside = ContentsBesideText(state, area.rest().width);
  const Box contents = beside ? area.End(kContentsWidth) : Box{};
  Article(state, ui, area.rest(), area.rest());
  if (beside) ContentsBeside(state, ui, contents);
  HitsBar(state, ui, area.rest());
}

}  // namespace skira::app
