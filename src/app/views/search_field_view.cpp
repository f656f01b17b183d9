// The search field, and what it offers below itself.
#include <algorithm>
#include <string>
#include <vector>

#include "app/state/commands.h"
#include "app/state/search_offers.h"
#include "app/ui/widgets.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

constexpr const char* kOffersId = "search-offers";

std::string OptionId(int position) { return "search-offer-" + std::to_string(position); }

}  // namespace

void SearchField(const AppState& state, Ui& ui, const Box& box) {
  state.search.box = box;
  const std::vector<SearchOffer> offers =
      ui.emitting() ? SearchOffers(state) : std::vector<SearchOffer>{};
  const std::string active = state.search.choice >= 0 ? OptionId(state.search.choice) : "";
  Field(ui, box,
        {.id = "search",
         .name = ui.Say(Str::search),
         .placeholder = ui.Say(Str::search_placeholder),
         .value = state.list.text,
         .role = Role::kSearchBox,
         .icon = Icon::search,
         .room_at_end = state.list.text.empty() ? 0.0f : 36.0f,
         .shortcut = Shortcut(Command::kSearch),
         .controls = offers.empty() ? "" : kOffersId,
         .active = offers.empty() ? "" : active},
        [list = state.list](std::string_view text) -> Action {
          ListQuery query = list;
          query.text = text;
          return ShowList{query, true};
        });
  if (state.list.text.empty()) return;
  SplitBox cut(Inset(box, 4), ui.rtl());
  Button(ui, cut.End(box.height - 8),
         {.id = "search-clear", .name = ui.Say(Str::search_clear), .icon = Icon::close},
         [&]() -> Action {
           ListQuery query = state.list;
           query.text.clear();
           return ShowList{query, true};
         });
}

void SearchOffersView(const AppState& state, Ui& ui) {
  constexpr float kRow = 42, kCaption = 30, kPadding = 8, kLeastWidth = 340;
  const std::vector<SearchOffer> offers = SearchOffers(state);
  if (offers.empty()) return;
  const bool recent = offers.front().recent;
  const bool hints = !offers.back().recent && !offers.back().help.empty();
  const Box& field = state.search.box;
  const float width = std::max(field.width, std::min(kLeastWidth, ui.viewport().width - 16));
  const float height = static_cast<float>(offers.size()) * kRow + (recent ? kCaption : 0) +
                       (hints ? kCaption : 0) + 2 * kPadding;
  const Box box{ui.rtl() ? field.x + field.width - width : field.x, field.y + field.height + 6,
                width, height};
  Surface(ui, box, ui.theme().card, radius::kMedium);
  ui.BeginSection({.role = Role::kListBox,
                   .id = kOffersId,
                   .name = ui.Say(Str::search_suggestions),
                   .box = box},
                  StateVersion(state));
  SplitBox rows(Inset(box, 0, kPadding), ui.rtl());
  const auto caption = [&](Str name) {
    DrawText(ui, Inset(rows.Top(kCaption), 14, 0), ui.Say(name),
             {.size = type_size::kCaption, .weight = 700, .ink = Ink::kMuted});
  };
  for (int i = 0; i < static_cast<int>(offers.size()); ++i) {
    const SearchOffer& offer = offers[static_cast<size_t>(i)];
    if (i == 0 && offer.recent) caption(Str::search_history);
    const bool first_hint = i == 0 || offers[static_cast<size_t>(i) - 1].recent;
    if (hints && first_hint && !offer.recent) caption(Str::search_operators);
    const Box row = rows.Top(kRow);
    const bool chosen = i == state.search.choice;
    if (chosen || ui.Hovered(row)) {
      ui.FillRect(Inset(row, 6, 1), chosen ? ui.theme().selected : ui.theme().hover,
                  radius::kSmall);
    }
    SplitBox cut(Inset(row, 14, 0), ui.rtl());
    ui.DrawIcon(offer.icon, cut.Start(18), 18, ui.theme().muted);
    cut.Start(space::kMedium);
    const TextLook name{.weight = offer.help.empty() ? 400 : 700, .own_direction = true};
    const float most = offer.help.empty() ? cut.rest().width : 130;
    DrawText(ui, cut.Start(std::min(most, cut.rest().width)), offer.name, name);
    DrawText(ui, cut.rest(), offer.help, {.size = type_size::kCaption, .ink = Ink::kMuted});
    if (!ui.emitting()) continue;
    SemanticsNode node{.role = Role::kOption,
                       .id = OptionId(i),
                       .name = offer.name,
                       .description = offer.help,
                       .box = row};
    node.selected = ToTri(chosen);
    ui.Emit(std::move(node));
    ui.OnPress(offer.action);
  }
  ui.EndSection();
}

}  // namespace skira::app
