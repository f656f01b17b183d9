// What Skira is, and whose work is in it.
#include <algorithm>
#include <string>
#include <vector>

#include "app/state/commands.h"
#include "app/ui/page_flow.h"
#include "app/views/review_view_parts.h"
#include "app/views/views.h"
#include "review/safe_url.h"

namespace skira::app {
namespace {

// The Markdown of one paragraph as it is read: without its emphasis, of links the words.
std::string Plain(std::string_view markdown) {
  std::string text;
  for (size_t i = 0; i < markdown.size(); ++i) {
    const char c = markdown[i];
    const size_t end = c == ']' ? markdown.find(')', i) : markdown.npos;
    if (end != markdown.npos && markdown.substr(i).starts_with("](")) {
      i = end;
    } else if (c == '\\' && i + 1 < markdown.size()) {
      text.push_back(markdown[++i]);
    } else if (c != '*' && c != '`' && c != '[' && c != '<' && c != '>') {
      text.push_back(c == '\n' ? ' ' : c);
    }
  }
  return text;
}

// What the site's owner says of it, a paragraph for each of the Markdown's; headings are bold.
void OwnersText(PageFlow& flow, std::string_view about) {
  for (int number = 1; !about.empty(); ++number) {
    const size_t end = std::min({about.find("\n\n"), about.find("\n- "), about.size()});
    std::string_view part = about.substr(0, end);
    about.remove_prefix(std::min(end + 1, about.size()));
    while (part.starts_with('\n')) part.remove_prefix(1);
    const bool heading = part.starts_with('#'), item = part.starts_with("- ");
    part.remove_prefix(std::min(part.find_first_not_of(item ? "- " : "# "), part.size()));
    if (part.empty()) continue;
    flow.Paragraph("about-" + std::to_string(number), (item ? "• " : "") + Plain(part),
                   {.size = type_size::kLead,
                    .weight = heading ? 700 : 400,
                    .max_lines = 0,
                    .own_direction = true});
    flow.Gap(space::kMedium);
  }
}

// The author, the licence and the links of the site, a chip for each; without an address, words.
void SiteLinks(Ui& ui, PageFlow& flow, const Site& site) {
  std::vector<NamedUrl> all;
  for (const NamedUrl& named : {site.author, site.licence}) {
    if (!named.name.empty()) all.push_back(named);
  }
  all.insert(all.end(), site.links.begin(), site.links.end());
  for (size_t i = 0; i < all.size(); ++i) {
    const std::string id = "site-" + std::to_string(i);
    const TextLook look{.size = type_size::kSmall, .own_direction = true};
    if (!IsSafeUrl(all[i].url)) {
      flow.Paragraph(id, all[i].name, look);
      continue;
    }
    const float width = std::min(TextWidth(ui, all[i].name, look) + 2 * 12, flow.width());
    SplitBox row(flow.Take(kTouchTarget), ui.rtl());
    LinkChip(ui, row.Start(width), id, all[i].name, all[i].url);
  }
  if (!all.empty()) flow.Gap(space::kLarge);
}

// Of what the program is made of: behind a button, for few ask for it.
void Licences(const AppState& state, Ui& ui, PageFlow& flow) {
  constexpr const char* kPart = "licences";
  const CommandInfo& info = InfoOf(Command::kLicences);
  const std::string name = CommandName(info, ui.language());
  const bool open = state.unfolded.contains(kPart);
  const ButtonSpec fold{.id = "licences",
                        .name = name,
                        .text = name,
                        .icon = open ? Icon::chevron_up : Icon::chevron_down,
                        .expanded = ToTri(open),
                        .ink = Ink::kMuted};
  SplitBox row(flow.Take(kTouchTarget), ui.rtl());
  Button(ui, row.Start(ButtonWidth(ui, fold)), fold, [] { return Unfold{kPart}; });
  if (!open) return;
  flow.Paragraph("relink", ui.Say(Str::about_relink), {.ink = Ink::kMuted});
  flow.Gap(space::kMedium);
  const ButtonSpec all{.id = "open-licences",
                       .name = ui.Say(Str::about_licences_all),
                       .text = ui.Say(Str::about_licences_all),
                       .icon = info.icon,
                       .kind = ButtonSpec::Kind::kPlain};
  SplitBox below(flow.Take(kTouchTarget), ui.rtl());
  Button(ui, below.Start(ButtonWidth(ui, all)), all, [] { return Run{Command::kLicences}; });
}

}  // namespace

void AboutView(const AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().page);
  PageFlow flow(
      state, ui, box,
      {.id = "page", .name = ui.Say(Str::about), .column = 640, .version = StateVersion(state)});
  const Site& site = state.catalog.site;
  flow.Heading("title", state.name(), 1);
  const std::string_view tagline =
      site.subtitle.empty() ? std::string_view(ui.Say(Str::tagline)) : site.subtitle;
  flow.Paragraph("tagline", tagline, {.size = type_size::kLead, .ink = Ink::kMuted});
  flow.Gap(space::kLarge);
  if (site.about.empty()) {
    flow.Paragraph("what", ui.Say(Str::about_text), {.size = type_size::kLead});
  } else {
    OwnersText(flow, site.about);
  }
  flow.Gap(space::kLarge);
  SiteLinks(ui, flow, site);
  if (!site.title.empty()) flow.Paragraph("program", ui.Say(Str::about_made_with), {});
  const int count = static_cast<int>(state.catalog.reviews.size());
  flow.Paragraph("numbers",
                 Filled(ui.Say(Str::about_numbers), {std::to_string(count), SKIRA_VERSION}),
                 {.ink = Ink::kMuted});
  flow.Gap(space::kHuge);
  Licences(state, ui, flow);
}

}  // namespace skira::app
