// What floats above the open review: the menu of the selected text and the card of a highlight.
#include <algorithm>
#include <cmath>

#include "app/article/article_highlights.h"
#include "app/state/bars.h"
#include "app/state/commands.h"
#include "app/ui/widgets.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

constexpr float kGap = 10;  // between the text and what floats beside it
constexpr float kDot = 22;  // a colour's
constexpr int kNoteLines = 12;
constexpr float kCardWidth = 380, kNoteHeight = 84;
constexpr Str kColourNames[kHighlightColours] = {Str::color_yellow, Str::color_green,
                                                 Str::color_blue, Str::color_pink};

// Whether something may float above the review now.
bool ReviewIsFree(const AppState& state) {
  return state.review() != nullptr && state.overlay == Overlay::kNone &&
         state.article.review == state.open_review;
}

float TargetOf(const AppState& state) {
  return state.system.coarse_pointer || IsOnePane(state) ? kTouchTarget + 4 : 40;
}

// A round button of a highlight's colour; a ring tells that it is on.
void ColourButton(Ui& ui, const Box& box, int colour, Tri pressed, std::string_view name,
                  MakeAction make) {
  const float x = box.x + box.width / 2, y = box.y + box.height / 2;
  if (ui.Hovered(box)) ui.FillRect(box, ui.theme().hover, radius::kMedium);
  ui.FillCircle(x, y, kDot / 2, ui.theme().highlight[colour]);
  const Box ring = Centred(box, kDot, kDot);
  ui.Outline(ring, ui.theme().edge, kDot / 2);
  if (pressed == Tri::kYes) {
    ui.DrawIcon(Icon::check, box, 16, ui.theme().strong);
  }
  if (!ui.emitting()) return;
  SemanticsNode node{.role = Role::kButton,
                     .id = "colour-" + std::to_string(colour),
                     .name = std::string(name),
                     .description = std::string(name),
                     .box = box};
  node.pressed = pressed;
  ui.Emit(std::move(node));
  ui.OnPress(make());
}

struct MenuItem {
  const char* id;
  Str name;
  Icon icon;
  Action action;
};

void ColourItems(const AppState& state, Ui& ui, SplitBox& row, float side) {
  for (int i = 0; i < kHighlightColours; ++i) {
    const std::string name =
        std::string(ui.Say(Str::selection_highlight)) + ": " + ui.Say(kColourNames[i]);
    ColourButton(ui, row.Start(side), i, Tri::kNone, name,
                 [i] { return AddHighlight{static_cast<uint8_t>(i)}; });
  }
  Button(ui, row.Start(side),
         {.id = "note",
          .name = ui.Say(Str::selection_note),
          .icon = Icon::note,
          .shortcut = Shortcut(Command::kNote)},
         [] { return AddHighlight{.note = true}; });
  (void)state;
}

void WordItems(const AppState& state, Ui& ui, SplitBox& row, float side) {
  ListQuery query;
  if (ui.emitting()) query.text = ShortWords(*state.review(), state.keep.selection);
  const MenuItem items[] = {
      {"copy", Str::selection_copy, Icon::copy, CopySelection{}},
      {"quote", Str::selection_copy_quote, Icon::quote, CopySelection{true}},
      {"find", Str::selection_search, Icon::search, ShowList{query}},
      {"look-up", Str::selection_lookup, Icon::globe, LookUpSelection{}},
      {"listen", Str::selection_listen, Icon::speaker,
       Listen{Listen::What::kStart, state.keep.selection.from}},
  };
  for (const MenuItem& item : items) {
    Button(ui, row.Start(side), {.id = item.id, .name = ui.Say(item.name), .icon = item.icon},
           [&] { return item.action; });
  }
}

Box Moved(const Box& box, const KeepState& keep) {
  return {box.x + keep.x, box.y + keep.y, box.width, box.height};
}

// A box of this size at the passage, inside the pane: above its first line, or below its last one
// where `below` or no room is above.
Box PlaceBeside(const Box& pane, const Box& first, const Box& last, float width, float height,
                bool below) {
  const bool room_above = first.y - kGap - height >= pane.y;
  const bool room_below = last.y + last.height + kGap + height <= pane.y + pane.height;
  const bool go_below = (below || !room_above) && (room_below || !room_above);
  const Box& line = go_below ? last : first;
  const float x = std::clamp(line.x + line.width / 2 - width / 2, pane.x + 8,
                             std::max(pane.x + 8, pane.x + pane.width - width - 8));
  const float y = go_below ? line.y + line.height + kGap : line.y - kGap - height;
  const float most = std::max(pane.y + 8, pane.y + pane.height - height - 8);
  return {std::round(x), std::round(std::clamp(y, pane.y + 8, most)), width, height};
}

const Highlight* OpenedHighlight(const AppState& state) {
  if (state.keep.open_highlight.empty() || !ReviewIsFree(state)) return nullptr;
  const auto& highlights = MarksOf(state.user, state.review()->id).highlights;
  const auto found = std::find_if(highlights.begin(), highlights.end(), [&](const Highlight& one) {
    return one.id == state.keep.open_highlight;
  });
  return found == highlights.end() ? nullptr : &*found;
}

// The first row of a card: the colours, and to take the highlight away or close the card.
void CardBar(Ui& ui, const Box& box, const std::string& review, const Highlight& highlight) {
  SplitBox row(box, ui.rtl());
  const float side = box.height;
  for (int i = 0; i < kHighlightColours; ++i) {
    ColourButton(ui, row.Start(side), i, ToTri(highlight.colour == i), ui.Say(kColourNames[i]),
                 [&] {
                   return ColourHighlight{review, highlight.id, static_cast<uint8_t>(i)};
                 });
  }
  Button(ui, row.End(side), {.id = "close", .name = ui.Say(Str::close), .icon = Icon::close},
         [] { return OpenHighlight{}; });
  Button(ui, row.End(side),
         {.id = "remove", .name = ui.Say(Str::highlight_remove), .icon = Icon::trash}, [&] {
           return RemoveHighlight{review, highlight.id};
         });
}

}  // namespace

void SelectionView(const AppState& state, Ui& ui) {
  const KeepState& keep = state.keep;
  if (keep.selection.empty() || !ReviewIsFree(state)) return;
  // While the text moves, what floats above it would only be in the way; the page tells the
  // selection anew when it rests.
  if (std::abs(state.scroll(Pane::kReview) - keep.selected_at) > 1) return;
  const PassageBox passage = BoxOf(state.article, keep.selection);
  if (passage.empty()) return;
  const float side = TargetOf(state);
  const bool two_rows = keep.pane.width < 10 * side + 2 * space::kTiny + 16;
  const float width = (two_rows ? 5 : 10) * side + 2 * space::kTiny;
  const float height = (two_rows ? 2 : 1) * side + 2 * space::kTiny;
  const Box box = PlaceBeside(keep.pane, Moved(passage.first, keep), Moved(passage.last, keep),
                              width, height, state.system.coarse_pointer);
  ui.BeginSection(
      {.role = Role::kRegion, .id = "selection", .name = ui.Say(Str::selection_menu), .box = box},
      StateVersion(state));
  ui.Open({.role = Role::kToolbar, .id = "menu", .name = ui.Say(Str::selection_menu), .box = box});
  Surface(ui, box, ui.theme().page, radius::kLarge);
  SplitBox rows(Inset(box, space::kTiny), ui.rtl());
  SplitBox first(rows.Top(side), ui.rtl());
  ColourItems(state, ui, first, side);
  SplitBox second(two_rows ? rows.Top(side) : first.rest(), ui.rtl());
  WordItems(state, ui, second, side);
  ui.Close();
  ui.EndSection();
}

void HighlightCard(const AppState& state, Ui& ui) {
  const Highlight* highlight = OpenedHighlight(state);
  if (highlight == nullptr) return;
  const KeepState& keep = state.keep;
  const PassageBox passage = BoxOf(state.article, PassageOf(*highlight));
  const float side = TargetOf(state);
  const float width = std::min(kCardWidth, keep.pane.width - 16);
  const float height = side + kNoteHeight + 3 * space::kSmall;
  keep.card_height = height;
  const Box box = PlaceBeside(keep.pane, Moved(passage.first, keep), Moved(passage.last, keep),
                              width, height, true);
  const std::string& review = state.review()->id;
  ui.BeginSection(
      {.role = Role::kRegion, .id = "highlight-card", .name = ui.Say(Str::highlight), .box = box},
      StateVersion(state));
  Surface(ui, box, ui.theme().page, radius::kLarge);
  SplitBox rows(Inset(box, space::kSmall), ui.rtl());
  CardBar(ui, rows.Top(side), review, *highlight);
  rows.Top(space::kSmall);
  Field(ui, rows.Top(kNoteHeight),
        {.id = "highlight-note",
         .name = ui.Say(Str::note),
         .placeholder = ui.Say(Str::note_placeholder),
         .value = highlight->note,
         .role = Role::kTextArea},
        [review, id = highlight->id](std::string_view text) -> Action {
          return NoteHighlight{review, id, std::string(text)};
        });
  ui.EndSection();
}

void NoteCard(const AppState& state, Ui& ui) {
  const KeepState& keep = state.keep;
  if (keep.open_note.block < 0 || !ReviewIsFree(state)) return;
  const Review& review = *state.review();
  const Block* note = FootnoteAt(review, keep.open_note);
  TextPosition end = keep.open_note;
  ++end.start;
  const PassageBox passage = BoxOf(state.article, {keep.open_note, end});
  if (note == nullptr || passage.empty()) return;
  const TextLook look{
      .family = state.settings.family, .max_lines = kNoteLines, .own_direction = true};
  const std::string text = PlainText(*note);
  const float side = TargetOf(state);
  const float width = std::min(kCardWidth, keep.pane.width - 16);
  const float text_height = TextHeight(ui, text, look, width - 2 * space::kMedium);
  const Box box = PlaceBeside(keep.pane, Moved(passage.first, keep), Moved(passage.last, keep),
                              width, side + text_height + 3 * space::kSmall, true);
  const std::string name = Filled(ui.Say(Str::footnote), {note->marker});
  ui.BeginSection({.role = Role::kRegion, .id = "note-card", .name = name, .box = box},
                  StateVersion(state));
  Surface(ui, box, ui.theme().page, radius::kLarge);
  SplitBox rows(Inset(box, space::kSmall), ui.rtl());
  SplitBox bar(rows.Top(side), ui.rtl());
  Button(ui, bar.End(side), {.id = "close", .name = ui.Say(Str::close), .icon = Icon::close},
         [] { return OpenNote{}; });
  const ButtonSpec show{
      .id = "show", .name = ui.Say(Str::footnote_show), .text = ui.Say(Str::footnote_show)};
  const int block = static_cast<int>(note - review.blocks.data());
  Button(ui, bar.End(ButtonWidth(ui, show)), show, [block] { return ShowBlock{block}; });
  DrawText(ui, Inset(bar.rest(), space::kTiny, 0), name, {.weight = 700, .ink = Ink::kMuted});
  rows.Top(space::kSmall);
  Words(ui, Inset(rows.Top(text_height), space::kTiny, 0), "text", text, look, Role::kParagraph);
  ui.EndSection();
}

}  // namespace skira::app
