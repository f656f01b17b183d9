// The page of all highlights and notes, review by review, the newest first.
#include <algorithm>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/state/commands.h"
#include "app/ui/page_flow.h"
#include "app/ui/split_box.h"
#include "app/ui/widgets.h"
#include "app/views/user_data_widgets.h"
#include "app/views/views.h"
#include "unicode/hebrew.h"

namespace skira::app {
namespace {

constexpr Str kColourNames[kHighlightColours] = {Str::color_yellow, Str::color_green,
                                                 Str::color_blue, Str::color_pink};
constexpr const char* kSearchField = "highlights-search";
constexpr float kBar = 4;          // the colour at the side of a quote
constexpr float kNoteHeight = 96;  // of a note's field

// Whether a highlight or a note has every word that is searched for, in some form.
class MarkSearch {
 public:
  MarkSearch(const SearchIndex& index, std::string_view text) {
    const ParsedQuery query = ParseQuery(text);
    for (const QueryPart& part : query.parts) {
      const std::string word(query.Value(part));
      words_.push_back({Fold(word), Highlighter(index, word)});
    }
  }
  bool Finds(const std::string& text) const {
    return std::all_of(words_.begin(), words_.end(), [&](const Word& word) {
      return Fold(text).find(word.folded) != std::string::npos || !word.marker.HitsIn(text).empty();
    });
  }

 private:
  struct Word {
    std::string folded;
    Highlighter marker;
  };
  std::vector<Word> words_;
};

// The reviews that have something to show, the one that was marked last first; kept until the state
// changes.
const std::vector<HighlightGroup>& GroupsOf(const AppState& state) {
  const KeepState& keep = state.keep;
  const uint64_t version = StateVersion(state);
  if (keep.groups_version == version) return keep.groups;
  keep.groups_version = version;
  keep.groups.clear();
  const std::unordered_map<std::string, int>& places = ReviewPlaces(state);
  const MarkSearch search(state.index, DraftOf(state, kSearchField, ""));
  for (const auto& [id, marks] : state.user.marks) {
    HighlightGroup group{id, -1, 0, false};
    group.noted = keep.colour < 0 && !marks.note.empty() && search.Finds(marks.note);
    for (size_t i = 0; i < marks.highlights.size(); ++i) {
      const Highlight& highlight = marks.highlights[i];
      if (keep.colour >= 0 && highlight.colour != keep.colour) continue;
      if (!search.Finds(highlight.quote + "\n" + highlight.note)) continue;
      group.shown.push_back(i);
      group.newest = std::max(group.newest, highlight.made);
    }
    if (group.newest > 0 || group.noted) keep.groups.push_back(std::move(group));
  }
  for (HighlightGroup& group : keep.groups) {
    if (const auto found = places.find(group.review); found != places.end()) {
      group.index = found->second;
    }
  }
  std::stable_sort(
      keep.groups.begin(), keep.groups.end(),
      [](const HighlightGroup& a, const HighlightGroup& b) { return a.newest > b.newest; });
  return keep.groups;
}

void FilterRow(const AppState& state, Ui& ui, PageFlow& flow) {
  WrapRow row(ui, flow, kChipHeight);
  const auto chip = [&](int colour, Str name, Colour dot) {
    const std::string id = "filter-" + std::to_string(colour + 1);
    const ChipSpec spec{.id = id,
                        .name = ui.Say(name),
                        .text = ui.Say(name),
                        .on = state.keep.colour == colour,
                        .colour = dot};
    Chip(ui, row.Take(ChipWidth(ui, spec)), spec, [colour] { return FilterHighlights{colour}; });
  };
  chip(-1, Str::all, 0);
  for (int i = 0; i < kHighlightColours; ++i) chip(i, kColourNames[i], ui.theme().highlight[i]);
}

void ExportRow(Ui& ui, PageFlow& flow) {
  WrapRow row(ui, flow, kTouchTarget);
  const auto button = [&](const char* id, Str name, Icon icon, MakeAction make) {
    const ButtonSpec spec{.id = id,
                          .name = ui.Say(name),
                          .text = ui.Say(name),
                          .icon = icon,
                          .kind = ButtonSpec::Kind::kPlain};
    Button(ui, row.Take(ButtonWidth(ui, spec)), spec, make);
  };
  button("markdown", Str::export_markdown, Icon::download, [] {
    return Export{ExportOf::kHighlights, ExportFormat::kMarkdown};
  });
  button("json", Str::export_json, Icon::download, [] {
    return Export{ExportOf::kHighlights, ExportFormat::kJson};
  });
}

// The note's field while it is edited, else the note.
void NotePart(const AppState& state, Ui& ui, PageFlow& flow, const std::string& review,
              const Highlight& highlight) {
  const EditNote& edited = state.keep.edited;
  if (edited.review == review && edited.id == highlight.id) {
    Field(ui, flow.Take(kNoteHeight),
          {.id = "note-field-" + highlight.id,
           .name = ui.Say(Str::note),
           .placeholder = ui.Say(Str::note_placeholder),
           .value = highlight.note,
           .role = Role::kTextArea},
          [review, id = highlight.id](std::string_view text) -> Action {
            return NoteHighlight{review, id, std::string(text)};
          });
  } else if (!highlight.note.empty()) {
    flow.Paragraph("note-" + highlight.id, highlight.note, {.own_direction = true});
  }
}

void HighlightButtons(const AppState& state, Ui& ui, const Box& box, const std::string& review,
                      const Highlight& highlight, bool here) {
  SplitBox row(box, ui.rtl());
  const std::string& id = highlight.id;
  if (here && !highlight.lost) {
    const std::string go_id = "go-" + id;
    const ButtonSpec go{.id = go_id,
                        .name = ui.Say(Str::highlights_go),
                        .text = ui.Say(Str::highlights_go),
                        .ink = Ink::kLink};
    LinkButton(ui, row.Start(ButtonWidth(ui, go)), go,
               RouteHash({.page = Route::Page::kReview, .id = review, .block = highlight.block}));
  }
  const bool edited = state.keep.edited.review == review && state.keep.edited.id == id;
  const std::string remove_id = "remove-" + id, edit_id = "edit-" + id, colour_id = "turn-" + id;
  const std::string colour = std::string(ui.Say(Str::highlight_change_color)) + " (" +
                             ui.Say(kColourNames[highlight.colour]) + ")";
  Button(ui, row.End(kTouchTarget),
         {.id = remove_id, .name = ui.Say(Str::highlight_remove), .icon = Icon::trash}, [&] {
           return RemoveHighlight{review, id};
         });
  Button(ui, row.End(kTouchTarget), {.id = colour_id, .name = colour, .icon = Icon::highlight},
         [&] {
           const int next = (highlight.colour + 1) % kHighlightColours;
           return ColourHighlight{review, id, static_cast<uint8_t>(next)};
         });
  Button(ui, row.End(kTouchTarget),
         {.id = edit_id,
          .name = ui.Say(edited                   ? Str::done
                         : highlight.note.empty() ? Str::note_add
                                                  : Str::note_edit),
          .icon = edited ? Icon::check : Icon::edit},
         [&] {
           return edited ? EditNote{} : EditNote{review, id};
         });
}

void HighlightRows(const AppState& state, Ui& ui, PageFlow& flow, const std::string& review,
                   const Highlight& highlight, bool here) {
  flow.Gap(space::kLarge);
  const float top = flow.height();
  const Box start = flow.Take(0);
  const TextLook quote{.size = type_size::kLead,
                       .family = typeset::Family::kSerif,
                       .max_lines = 0,
                       .own_direction = true};
  const float inset = kBar + space::kMedium;
  const float height = TextHeight(ui, highlight.quote, quote, flow.width() - inset);
  SplitBox row(flow.Take(height), ui.rtl());
  row.Start(inset);
  Words(ui, row.rest(), "quote-" + highlight.id, highlight.quote, quote, Role::kQuote);
  const float quoted = flow.height() - top;
  ui.FillRect({ui.rtl() ? start.x + start.width - kBar : start.x, start.y, kBar, quoted},
              ui.theme().highlight[highlight.colour], kBar / 2);
  flow.Gap(space::kTiny);
  if (highlight.lost) {
    flow.Paragraph("lost-" + highlight.id, ui.Say(Str::highlight_lost),
                   {.size = type_size::kSmall, .ink = Ink::kMuted});
  }
  NotePart(state, ui, flow, review, highlight);
  HighlightButtons(state, ui, flow.Take(kTouchTarget), review, highlight, here);
}

// To the note's own field, at the review's foot.
void NoteLink(Ui& ui, PageFlow& flow, const Review& review) {
  const std::string id = "edit-note-" + review.id;
  const ButtonSpec spec{
      .id = id, .name = ui.Say(Str::note_edit), .text = ui.Say(Str::note_edit), .ink = Ink::kLink};
  SplitBox row(flow.Take(kTouchTarget), ui.rtl());
  LinkButton(ui, row.Start(ButtonWidth(ui, spec)), spec,
             RouteHash({.page = Route::Page::kReview,
                        .id = review.id,
                        .block = static_cast<int>(review.blocks.size()) - 1}));
}

// The group's first `most` highlights; returns how many these are.
size_t GroupRows(const AppState& state, Ui& ui, PageFlow& flow, const HighlightGroup& group,
                 size_t most) {
  const bool here = group.index >= 0;
  const Review* review = here ? &state.catalog.reviews[static_cast<size_t>(group.index)] : nullptr;
  const std::string title =
      review == nullptr ? group.review : review->title.value_or(ui.Say(Str::untitled));
  flow.Gap(space::kHuge);
  const TextLook look{.size = type_size::kSection,
                      .weight = 700,
                      .ink = Ink::kStrong,
                      .max_lines = 0,
                      .own_direction = true};
  Heading(ui, flow.Take(TextHeight(ui, title, look, flow.width())), "review-" + group.review, title,
          2, look);
  const ReviewMarks& marks = MarksOf(state.user, group.review);
  if (group.noted) {
    flow.Gap(space::kSmall);
    flow.Paragraph("review-note-" + group.review, marks.note, {.own_direction = true});
    if (review != nullptr) NoteLink(ui, flow, *review);
  }
  const size_t count = std::min(group.shown.size(), most);
  for (const size_t i : std::span(group.shown).first(count)) {
    HighlightRows(state, ui, flow, group.review, marks.highlights[i], here);
  }
  return count;
}

// All groups, a page of them at first: as many rows as a frame can make. Below them a button shows
// the next page.
void Groups(const AppState& state, Ui& ui, PageFlow& flow,
            const std::vector<HighlightGroup>& groups) {
  constexpr size_t kPage = 200;  // highlights
  const auto part = [](size_t page) { return "highlights-" + std::to_string(page); };
  size_t pages = 1, all = 0;
  while (state.unfolded.contains(part(pages))) ++pages;
  size_t left = pages * kPage;
  for (const HighlightGroup& group : groups) {
    all += group.shown.size();
    if (left > 0) left -= GroupRows(state, ui, flow, group, left);
  }
  if (all <= pages * kPage) return;
  flow.Gap(space::kLarge);
  const std::string text = Filled(ui.Say(Str::filter_more), {std::to_string(all - pages * kPage)});
  const ButtonSpec spec{.id = "more", .name = text, .text = text, .kind = ButtonSpec::Kind::kPlain};
  SplitBox row(flow.Take(kTouchTarget), ui.rtl());
  Button(ui, row.Start(ButtonWidth(ui, spec)), spec, [&] { return Unfold{part(pages)}; });
}

}  // namespace

void HighlightsView(const AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().page);
  PageFlow flow(state, ui, box,
                {.id = "page", .name = ui.Say(Str::highlights), .version = StateVersion(state)});
  flow.Heading("title", ui.Say(Str::highlights), 1);
  const std::vector<HighlightGroup>& groups = GroupsOf(state);
  const std::string searched = DraftOf(state, kSearchField, "");
  if (groups.empty() && state.keep.colour < 0 && searched.empty()) {
    EmptyState(ui, flow, Icon::highlight, Str::highlights_empty, Str::highlights_empty_help,
               Command::kCatalog);
  } else {
    Field(ui, flow.Take(kTouchTarget),
          {.id = kSearchField,
           .name = ui.Say(Str::highlights_search),
           .placeholder = ui.Say(Str::highlights_search),
           .value = searched,
           .role = Role::kSearchBox,
           .icon = Icon::search},
          [](std::string_view typed) -> Action {
            return SetDraft{kSearchField, std::string(typed)};
          });
    flow.Gap(space::kSmall);
    FilterRow(state, ui, flow);
    flow.Gap(space::kSmall);
    ExportRow(ui, flow);
    if (groups.empty() && !searched.empty()) {
      EmptyState(ui, flow, Icon::search, Str::highlights_not_found, std::nullopt);
    } else if (groups.empty()) {
      EmptyState(ui, flow, Icon::highlight, Str::highlights_none_of_colour, std::nullopt,
                 Command::kAllHighlights);
    }
    Groups(state, ui, flow, groups);
  }
  BackupPart(ui, flow);
}

}  // namespace skira::app
