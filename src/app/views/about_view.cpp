// What Skira is, and whose work is in it.
#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "app/state/commands.h"
#include "app/ui/page_flow.h"
#include "app/views/review_view_parts.h"
#include "app/views/views.h"
#include "review/safe_url.h"

namespace skira::app {
namespace {

// The Markdown of one paragraph as it is read: without its emphasis, of links the words; where they
// lead is added to `links`.
std::string Plain(std::string_view markdown, std::vector<NamedUrl>& links) {
  std::string text;
  size_t open = 0;  // of the last "[", in the text
  for (size_t i = 0; i < markdown.size(); ++i) {
    const char c = markdown[i];
    const std::string_view rest = markdown.substr(i);
    const size_t close = c == ']' ? rest.find(')') : c == '<' ? rest.find('>') : rest.npos;
    if (rest.starts_with("](") && close != rest.npos) {
      links.push_back(
          {text.substr(std::min(open, text.size())), std::string(rest.substr(2, close - 2))});
      i += close;
    } else if (c == '<' && close != rest.npos && IsSafeUrl(rest.substr(1, close - 1))) {
      const std::string url(rest.substr(1, close - 1));
      links.push_back({url, url});
      text += links.back().url;
      i += close;
    } else if (c == '\\' && i + 1 < markdown.size()) {
      text.push_back(markdown[++i]);
    } else if (c == '[') {
      open = text.size();
    } else if (c != '*' && c != '`') {
      text.push_back(c == '\n' ? ' ' : c);
    }
  }
  return text;
}

// A chip for each address; without one that is safe, words.
void Links(Ui& ui, PageFlow& flow, std::string_view id, std::span<const NamedUrl> links) {
  const TextLook look{.size = type_size::kSmall, .own_direction = true};
  for (size_t i = 0; i < links.size(); ++i) {
    const std::string own = std::string(id) + "-" + std::to_string(i);
    if (!IsSafeUrl(links[i].url)) {
      flow.Paragraph(own, links[i].name, look);
      continue;
    }
    const float width = std::min(TextWidth(ui, links[i].name, look) + 2 * 12, flow.width());
    SplitBox row(flow.Take(kTouchTarget), ui.rtl());
    LinkChip(ui, row.Start(width), own, links[i].name, links[i].url);
  }
}

// What the site's owner says of it, a paragraph for each of the Markdown's; headings are bold, and
// the links of a paragraph stand below it.
void OwnersText(Ui& ui, PageFlow& flow, std::string_view about) {
  for (int number = 1; !about.empty(); ++number) {
    const size_t end = std::min({about.find("\n\n"), about.find("\n- "), about.size()});
    std::string_view part = about.substr(0, end);
    about.remove_prefix(std::min(end + 1, about.size()));
    while (part.starts_with('\n')) part.remove_prefix(1);
    const bool heading = part.starts_with('#'), item = part.starts_with("- ");
    part.remove_prefix(std::min(part.find_first_not_of(item ? "- " : "# "), part.size()));
    if (part.empty()) continue;
    std::vector<NamedUrl> links;
    const std::string id = "about-" + std::to_string(number);
    flow.Paragraph(id, (item ? "• " : "") + Plain(part, links),
                   {.size = type_size::kLead,
                    .weight = heading ? 700 : 400,
                    .max_lines = 0,
                    .own_direction = true});
    std::erase_if(links, [](const NamedUrl& link) { return !IsSafeUrl(link.url); });
    Links(ui, flow, id + "-link", links);
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
  Links(ui, flow, "site", all);
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
    OwnersText(ui, flow, site.about);
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
