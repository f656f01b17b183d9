// What Skira is, and whose work is in it.
#include "app/state/commands.h"
#include "app/ui/page_flow.h"
#include "app/views/views.h"

namespace skira::app {

void AboutView(AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().page);
  PageFlow flow(
      state, ui, box,
      {.id = "page", .name = ui.Say(Str::about), .column = 640, .version = StateVersion(state)});
  flow.Heading("title", ui.Say(Str::app_name), 1);
  flow.Paragraph("tagline", ui.Say(Str::tagline), {.size = type_size::kLead, .ink = Ink::kMuted});
  flow.Gap(space::kLarge);
  flow.Paragraph("what", ui.Say(Str::about_text), {.size = type_size::kLead});
  flow.Gap(space::kLarge);
  const int count = static_cast<int>(state.catalog.reviews.size());
  flow.Paragraph("numbers",
                 Filled(ui.Say(Str::about_numbers), {std::to_string(count), SKIRA_VERSION}),
                 {.ink = Ink::kMuted});
  flow.Heading("licences", ui.Say(Str::about_licences), 2);
  flow.Paragraph("texts", ui.Say(Str::about_texts_licence), {});
  flow.Gap(space::kSmall);
  flow.Paragraph("relink", ui.Say(Str::about_relink), {});
  flow.Gap(space::kLarge);
  const CommandInfo& info = InfoOf(Command::kLicences);
  const std::string name = CommandName(info, ui.language());
  const ButtonSpec spec{.id = "open-licences",
                        .name = name,
                        .text = name,
                        .icon = info.icon,
                        .kind = ButtonSpec::Kind::kPlain};
  SplitBox row(flow.Take(kTouchTarget), ui.rtl());
  Button(ui, row.Start(ButtonWidth(ui, spec)), spec, [] { return Run{Command::kLicences}; });
}

}  // namespace skira::app
