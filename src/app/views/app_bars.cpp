#include <algorithm>

#include "app/state/bars.h"
#include "app/state/commands.h"
#include "app/state/review_hits.h"
#include "app/ui/widgets.h"
#include "app/views/dialog.h"
#include "app/views/review_view_parts.h"
#include "app/views/user_data_widgets.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

using Page = Route::Page;

struct PageLink {
  Page page;
  Str name;
  Icon icon;
};
constexpr PageLink kPageLinks[] = {
    {Page::kOverview, Str::nav_overview, Icon::chart},
    {Page::kHighlights, Str::nav_highlights, Icon::highlight},
    {Page::kLists, Str::nav_lists, Icon::list},
    {Page::kDocuments, Str::nav_documents, Icon::folder},
    {Page::kSettings, Str::nav_settings, Icon::settings},
    {Page::kAbout, Str::nav_about, Icon::info},
};
// From this width the pages' names stand beside their icons.
constexpr float kNamedLinksWidth = 1240;

bool IsHere(const AppState& state, Page page) {
  return state.route.page == page || (page == Page::kLists && state.route.page == Page::kList);
}

void PageLinks(const AppState& state, Ui& ui, SplitBox& cut) {
  const bool named = ui.viewport().width >= kNamedLinksWidth;
  ui.Open(
      {.role = Role::kNavigation, .id = "pages", .name = ui.Say(Str::nav_main), .box = cut.rest()});
  for (const PageLink& link : kPageLinks) {
    const std::string hash = RouteHash({.page = link.page});
    ButtonSpec spec{.id = hash,
                    .name = ui.Say(link.name),
                    .icon = link.icon,
                    .current = IsHere(state, link.page)};
    if (named) spec.text = spec.name;
    const float width = named ? ButtonWidth(ui, spec) : 44;
    LinkButton(ui, Centred(cut.Start(width), width, 40), spec, hash);
  }
  ui.Close();
}

}  // namespace

void TopBar(const AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().panel);
  ui.HorizontalLine(box.x, box.y + box.height - 1, box.width, ui.theme().line);
  // Without a bar at the bottom the pages are here.
  const bool narrow = HasBottomBar(state);
  ui.BeginSection({.role = Role::kBanner, .id = "banner", .box = box}, StateVersion(state));
  SplitBox cut(Inset(box, narrow ? 12 : 20, 0), ui.rtl());
  const TextLook name{.size = 24,
                      .weight = 700,
                      .ink = Ink::kStrong,
                      .family = typeset::Family::kSerif,
                      .own_direction = !state.catalog.site.title.empty()};
  if (!IsOnePane(state) || state.route.page != Page::kCatalog) {
    // A long name leaves room for the field and the pages, where these are in the bar.
    const float most = narrow ? cut.rest().width - 8 : box.width * 0.34f;
    const float width = std::min(TextWidth(ui, state.name(), name), most);
    const Box label = cut.Start(width + (narrow ? 8 : 20));
    DrawText(ui, label, state.name(), name);
    if (ui.emitting()) {
      ui.Emit({.role = Role::kLink,
               .id = "home",
               .name = std::string(state.name()),
               .href = RouteHash({}),
               .box = label});
    }
  }
  if (ShowsCatalog(state)) {
    const bool alone = IsOnePane(state);
    const float links = narrow ? 0 : static_cast<float>(std::size(kPageLinks)) * 44 + space::kLarge;
    const float wide = alone ? cut.rest().width - links : std::min(480.0f, cut.rest().width * 0.4f);
    const Box field = cut.Start(wide);
    ui.Open({.role = Role::kSearch, .id = "search-form", .box = field});
    SearchField(state, ui, Centred(field, field.width, 42));
    ui.Close();
    cut.Start(space::kLarge);
  }
  if (!narrow) PageLinks(state, ui, cut);
  ui.EndSection();
}

void BottomBar(const AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().panel);
  ui.HorizontalLine(box.x, box.y, box.width, ui.theme().line);
  ui.BeginSection(
      {.role = Role::kNavigation, .id = "bottom", .name = ui.Say(Str::nav_main), .box = box},
      StateVersion(state));
  constexpr PageLink kLinks[] = {{Page::kCatalog, Str::nav_catalog, Icon::library},
                                 {Page::kOverview, Str::nav_overview, Icon::chart},
                                 {Page::kHighlights, Str::nav_highlights, Icon::highlight},
                                 {Page::kLists, Str::nav_lists, Icon::list}};
  SplitBox cut(box, ui.rtl());
  const float width = box.width / 5;
  const auto label = [&](const Box& part, Icon icon, Str name, bool here) {
    SplitBox rows(Inset(part, 0, 6), ui.rtl());
    const Ink ink = here ? Ink::kAccent : Ink::kMuted;
    ui.DrawIcon(icon, rows.Top(28), 22, ui.ColourOf(ink));
    DrawText(
        ui, rows.rest(), ui.Say(name),
        {.size = 12, .weight = here ? 700 : 400, .ink = ink, .align = typeset::Align::kCenter});
  };
  for (const PageLink& link : kLinks) {
    const Box part = cut.Start(width);
    label(part, link.icon, link.name, IsHere(state, link.page));
    if (!ui.emitting()) continue;
    Route route{.page = link.page};
    if (link.page == Page::kCatalog) route.query = state.list;
    SemanticsNode node{
        .role = Role::kLink, .id = ui.Say(link.name), .name = ui.Say(link.name), .box = part};
    node.href = RouteHash(route);
    node.current = IsHere(state, link.page);
    ui.Emit(std::move(node));
  }
  const Box more = cut.rest();
  label(more, Icon::more, Str::more, state.overlay == Overlay::kPages);
  if (ui.emitting()) {
    SemanticsNode node{.role = Role::kButton, .id = "more", .name = ui.Say(Str::more), .box = more};
    node.expanded = ToTri(state.overlay == Overlay::kPages);
    ui.Emit(std::move(node));
    ui.OnPress(OpenOverlay{Overlay::kPages});
  }
  ui.EndSection();
}

void NoticeView(const AppState& state, Ui& ui) {
  if (state.notice.text.empty()) return;
  const TextLook look{.size = type_size::kSmall, .ink = Ink::kText};
  ButtonSpec offer{.id = "offer"};
  if (state.notice.offer) {
    offer.name = offer.text = ui.Say(InfoOf(*state.notice.offer).name);
    offer.ink = Ink::kLink;
  }
  const float offer_width = state.notice.offer ? ButtonWidth(ui, offer) : 0;
  const float width =
      std::min(TextWidth(ui, state.notice.text, look) + 72 + offer_width, ui.viewport().width - 32);
  TextLook lines = look;
  lines.max_lines = 6;
  const float height =
      std::max(44.0f, TextHeight(ui, state.notice.text, lines, width - 72 - offer_width) +
                          2 * space::kSmall);
  const Box& safe = ui.safe();
  float bottom = safe.y + safe.height - (HasBottomBar(state) ? kBottomBarHeight + 16 : 24);
  if (state.listening.on()) bottom -= kListenBarHeight;
  // On a phone both are in the middle.
  if (ShowsHitsBar(state) && IsOnePane(state)) bottom -= kTouchTarget + 20;
  const Box box{(ui.viewport().width - width) / 2, bottom - height, width, height};
  ui.BeginSection(
      {.role = Role::kRegion, .id = "notice", .name = ui.Say(Str::region_notices), .box = box},
      StateVersion(state));
  Surface(ui, box, ui.theme().card, radius::kMedium);
  SplitBox cut(Inset(box, 8, 4), ui.rtl());
  Button(ui, cut.End(36), {.id = "dismiss", .name = ui.Say(Str::close), .icon = Icon::close},
         [] { return DismissNotice{}; });
  if (state.notice.offer) {
    const Command command = *state.notice.offer;
    Button(ui, cut.End(offer_width), offer, [command] { return Run{command}; });
  }
  Words(ui, Inset(cut.rest(), 8, 0), "text", state.notice.text, lines);
  ui.EndSection();
}

namespace {

// Whose pane the skip link leads to.
const char* FocusTarget(const AppState& state) {
  if (state.route.page == Page::kReview) return "review";
  return state.route.page == Page::kCatalog ? "catalog" : "page";
}

}  // namespace

void SkipLink(const AppState& state, Ui& ui) {
  const float width = 200;
  const Box& safe = ui.safe();
  SplitBox cut({safe.x, safe.y, safe.width, kHeaderHeight}, ui.rtl());
  const Box box = Centred(cut.Start(width + 2 * space::kSmall), width, kTouchTarget);
  ui.BeginSection({.role = Role::kGroup, .id = "skip", .box = box}, StateVersion(state));
  if (ui.emitting()) {
    ui.Emit({.role = Role::kButton,
             .id = "skip-link",
             .name = ui.Say(Str::skip_to_content),
             .box = box});
    ui.OnPress(FocusOn{FocusTarget(state)});
  }
  ui.EndSection();
}

float WelcomeBand(const AppState& state, Ui& ui, const Box& box) {
  struct Line {
    Icon icon;
    Str text;
  };
  const Line all[] = {{Icon::search, Str::welcome_search},
                      {Icon::highlight, Str::welcome_highlight},
                      {Icon::folder, OwnDocumentsHint(ui)}};
  constexpr float kLine = 28, kLeastCatalog = 260;
  if (state.user.welcomed || state.catalog.reviews.empty()) return 0;
  const int count = static_cast<int>(state.catalog.reviews.size());
  const std::string text = Filled(ui.Say(Str::welcome_text), {std::to_string(count)});
  const TextLook words{.max_lines = 0};
  const float width = box.width - 2 * space::kLarge;
  const float text_height = TextHeight(ui, text, words, width);
  const float lines = kLine * static_cast<float>(std::size(all));
  // A low screen has room for the first words alone.
  float height = space::kLarge + 34 + text_height + space::kSmall + lines + 52 + space::kMedium;
  const bool brief =
      box.height - height < kLeastCatalog + (HasBottomBar(state) ? kBottomBarHeight : 0);
  if (brief) height = 52 + space::kSmall;
  const Box band{box.x, box.y, box.width, height};
  ui.FillRect(band, ui.theme().card);
  ui.HorizontalLine(band.x, band.y + band.height - 1, band.width, ui.theme().line);
  ui.BeginSection(
      {.role = Role::kRegion, .id = "welcome", .name = ui.Say(Str::welcome), .box = band},
      StateVersion(state));
  SplitBox rows(Inset(band, space::kLarge, brief ? space::kTiny : space::kLarge), ui.rtl());
  const ButtonSpec done{.id = "welcome-done",
                        .name = ui.Say(Str::welcome_dismiss),
                        .text = ui.Say(Str::welcome_dismiss),
                        .kind = ButtonSpec::Kind::kMain};
  const TextLook title{.size = type_size::kTitle,
                       .weight = 700,
                       .ink = Ink::kStrong,
                       .family = typeset::Family::kSerif,
                       .own_direction = true};
  const std::string& site = state.catalog.site.title;
  const std::string_view welcome = site.empty() ? std::string_view(ui.Say(Str::welcome)) : site;
  if (brief) {
    SplitBox row(rows.rest(), ui.rtl());
    Button(ui, Centred(row.End(ButtonWidth(ui, done)), ButtonWidth(ui, done), kTouchTarget), done,
           [] { return EndWelcome{}; });
    Heading(ui, row.rest(), "welcome-title", welcome, 2, title);
  } else {
    Heading(ui, rows.Top(34), "welcome-title", welcome, 2, title);
    Words(ui, rows.Top(text_height), "welcome-text", text, words, Role::kParagraph);
    rows.Top(space::kSmall);
    for (const Line& line : all) {
      SplitBox row(rows.Top(kLine), ui.rtl());
      ui.DrawIcon(line.icon, row.Start(20), 18, ui.theme().accent);
      row.Start(space::kSmall);
      Words(ui, row.rest(), ui.Say(line.text), ui.Say(line.text), {.size = type_size::kSmall},
            Role::kParagraph);
    }
    SplitBox row(rows.Bottom(kTouchTarget), ui.rtl());
    Button(ui, row.Start(ButtonWidth(ui, done) + space::kLarge), done, [] { return EndWelcome{}; });
  }
  ui.EndSection();
  return height;
}

void PagesView(const AppState& state, Ui& ui) {
  constexpr PageLink kLinks[] = {{Page::kDocuments, Str::nav_documents, Icon::folder},
                                 {Page::kSettings, Str::nav_settings, Icon::settings},
                                 {Page::kAbout, Str::nav_about, Icon::info}};
  constexpr float kRow = 52;
  Dialog(state, ui, {.id = "more-pages", .title = ui.Say(Str::more), .width = 360},
         [&](PageFlow& flow) {
           for (const PageLink& link : kLinks) {
             const std::string hash = RouteHash({.page = link.page});
             LinkButton(ui, flow.Take(kRow),
                        {.id = hash,
                         .name = ui.Say(link.name),
                         .text = ui.Say(link.name),
                         .icon = link.icon,
                         .align = typeset::Align::kStart},
                        hash);
           }
           Button(ui, flow.Take(kRow),
                  {.id = "palette",
                   .name = ui.Say(Str::palette),
                   .text = ui.Say(Str::palette),
                   .icon = Icon::command,
                   .align = typeset::Align::kStart},
                  [] { return OpenOverlay{Overlay::kPalette}; });
         });
}

}  // namespace skira::app
