// The bar above an open review: back to the catalog, what is left to read, marks, and what else can
// be done with it.
#include <cmath>
#include <string>
#include <utility>

#include "app/state/bars.h"
#include "app/state/commands.h"
#include "app/state/list_sheet.h"
#include "app/state/reading_position.h"
#include "app/ui/widgets.h"
#include "app/views/review_view_parts.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

constexpr float kButton = 44, kLine = 3;
constexpr float kNamedBack = 480;  // CSS px of the bar from which "back" has its name beside it
// Semantics nodes follow the progress in steps of so many hundredths.
constexpr int kStep = 5;

int ProgressStep(const AppState& state) {
  return static_cast<int>(std::floor(ReadingProgress(state) * 100 / kStep)) * kStep;
}

// Starts the voice, pauses it, lets it go on.
void ListenButton(const AppState& state, Ui& ui, const Box& box) {
  const Listening::Mode mode = state.listening.mode;
  const Str name = mode == Listening::Mode::kOff        ? Str::action_listen
                   : mode == Listening::Mode::kSpeaking ? Str::listen_pause
                                                        : Str::listen_resume;
  Button(ui, box,
         {.id = "listen",
          .name = ui.Say(name),
          .icon = Icon::speaker,
          .pressed = ToTri(mode == Listening::Mode::kSpeaking),
          .shortcut = Shortcut(Command::kListen)},
         [] { return Run{Command::kListen}; });
}

void MarkButtons(const AppState& state, Ui& ui, SplitBox& cut, const Review& review,
                 bool contents) {
  const ReviewMarks& marks = MarksOf(state.user, review.id);
  const auto square = [&] { return Centred(cut.End(kButton), 40, 40); };
  Button(ui, square(),
         {.id = "more",
          .name = ui.Say(Str::more),
          .icon = Icon::more,
          .expanded = ToTri(state.overlay == Overlay::kMore),
          .opens = true},
         [] { return OpenOverlay{Overlay::kMore}; });
  Button(ui, square(),
         {.id = "read",
          .name = ui.Say(marks.read ? Str::set_unread : Str::set_read),
          .icon = marks.read ? Icon::check : Icon::circle,
          .pressed = ToTri(marks.read),
          .shortcut = Shortcut(Command::kToggleRead)},
         [&] {
           return SetRead{review.id, !marks.read};
         });
  Button(ui, square(),
         {.id = "star",
          .name = ui.Say(marks.starred ? Str::unstar : Str::star),
          .icon = marks.starred ? Icon::star_full : Icon::star,
          .pressed = ToTri(marks.starred),
          .shortcut = Shortcut(Command::kToggleStar)},
         [&] { return ToggleStar{review.id}; });
  ListenButton(state, ui, square());
  if (HasRoomForSecond(state)) {
    Button(ui, square(),
           {.id = "beside",
            .name = ui.Say(Str::beside_open),
            .icon = Icon::columns,
            .pressed = ToTri(ShowsSecond(state)),
            .shortcut = Shortcut(Command::kReadBeside)},
           [] { return Run{Command::kReadBeside}; });
  }
  if (!contents) return;
  Button(ui, square(),
         {.id = "contents",
          .name = ui.Say(Str::contents),
          .icon = Icon::contents,
          .expanded = ToTri(state.overlay == Overlay::kContents),
          .opens = true,
          .shortcut = Shortcut(Command::kToggleContents)},
         [] { return OpenOverlay{Overlay::kContents}; });
}

void BackButton(const AppState& state, Ui& ui, SplitBox& cut, bool named) {
  ButtonSpec back{.id = "back",
                  .name = ui.Say(Str::back_to_catalog),
                  .icon = ui.rtl() ? Icon::arrow_right : Icon::arrow_left,
                  .ink = Ink::kLink};
  if (named) back.text = back.name;
  const float width = named ? ButtonWidth(ui, back) : kButton;
  LinkButton(ui, Centred(cut.Start(width), width, 44), back, RouteHash({.query = state.list}));
}

// Hides the catalog beside the review, and shows it; where the review is alone, the list lies over
// it.
void ListButton(const AppState& state, Ui& ui, const Box& box) {
  if (IsListSheet(state)) {
    Button(ui, box,
           {.id = "list-sheet-open",
            .name = ui.Say(Str::nav_catalog),
            .icon = Icon::list,
            .expanded = ToTri(state.overlay == Overlay::kList),
            .opens = true},
           [] { return OpenOverlay{Overlay::kList}; });
    return;
  }
  Button(ui, box,
         {.id = "list-pane",
          .name = ui.Say(Str::list_beside),
          .icon = Icon::list,
          .pressed = ToTri(!state.settings.hide_list),
          .shortcut = Shortcut(Command::kHideList)},
         [] { return Run{Command::kHideList}; });
}

// The review's title once it has been scrolled away, and what is left to read.
void Where(const AppState& state, Ui& ui, SplitBox& cut, const Review& review) {
  constexpr TextLook kSmall{.size = type_size::kCaption, .ink = Ink::kMuted};
  const int minutes = MinutesLeft(state);
  const std::string left =
      minutes > 0 ? Counted(Str::minute_left, Str::minutes_left, minutes, ui.language())
                  : ui.Say(Str::reading_finished);
  const float wanted = TextWidth(ui, left, kSmall) + space::kSmall;
  cut.Start(space::kMedium);
  if (cut.rest().width >= wanted) Words(ui, cut.End(wanted), "left", left, kSmall);
  cut.End(space::kMedium);
  const bool scrolled = state.scroll(Pane::kReview) > state.place.text_top / 2;
  if (!scrolled || cut.rest().width < 120) return;
  DrawText(ui, cut.rest(), TitleOf(review, ui.language()),
           {.size = type_size::kSmall, .weight = 700, .own_direction = true});
}

// From where reading starts, on the bar's lower edge.
void ProgressLine(const AppState& state, Ui& ui, const Box& box) {
  const float width = box.width * ReadingProgress(state);
  ui.FillRect({ui.rtl() ? box.x + box.width - width : box.x, box.y, width, box.height},
              ui.theme().accent);
  if (!ui.emitting()) return;
  SemanticsNode node{
      .role = Role::kProgress, .id = "progress", .name = ui.Say(Str::progress), .box = box};
  node.value = std::to_string(ProgressStep(state));
  node.maximum = 100;
  ui.Emit(std::move(node));
}

}  // namespace

void ReviewBar(const AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().page);
  ui.HorizontalLine(box.x, box.y + box.height - 1, box.width, ui.theme().line);
  // Drawn in every frame, told when the scrolling rests: nobody hears a bar that runs.
  const float top = state.scroll(Pane::kReview);
  const bool rests = std::exchange(state.place.drawn_at, top) == top;
  if (rests) state.place.emitted = ProgressStep(state) * 1000 + MinutesLeft(state);
  ui.BeginSection(
      {.role = Role::kRegion, .id = "review-bar", .name = ui.Say(Str::region_toolbar), .box = box},
      StateVersion(state) * 1000003 + static_cast<uint64_t>(state.place.emitted));
  ui.Open({.role = Role::kToolbar, .id = "bar", .name = ui.Say(Str::region_toolbar), .box = box});
  SplitBox cut(Inset(box, space::kSmall, 0), ui.rtl());
  if (!IsOnePane(state) || IsListSheet(state))
    ListButton(state, ui, Centred(cut.Start(kButton), 40, 40));
  if (!ShowsCatalog(state)) BackButton(state, ui, cut, box.width >= kNamedBack);
  if (const Review* review = state.review()) {
    const bool contents =
        state.around.contents.size() >= kLeastContents && !ContentsBesideText(state, box.width);
    MarkButtons(state, ui, cut, *review, contents);
    Where(state, ui, cut, *review);
    ProgressLine(state, ui, {box.x, box.y + box.height - kLine, box.width, kLine});
  }
  ui.Close();
  ui.EndSection();
}

}  // namespace skira::app
