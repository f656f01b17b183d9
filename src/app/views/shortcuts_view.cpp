// The sheet of shortcuts: every command that has a key, by where it applies.
#include "app/state/commands.h"
#include "app/views/dialog.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

constexpr float kRow = 40;

struct Section {
  CommandGroup group;
  Str name;
};
constexpr Section kSections[] = {
    {CommandGroup::kEverywhere, Str::shortcuts_everywhere},
    {CommandGroup::kCatalog, Str::shortcuts_catalog},
    {CommandGroup::kReading, Str::shortcuts_reading},
    {CommandGroup::kListening, Str::shortcuts_listening},
};

// What the page itself does with keys.
struct PageKeys {
  CommandGroup group;
  Str name;
  std::string_view keys;
};
constexpr PageKeys kPageKeys[] = {
    {CommandGroup::kReading, Str::shortcut_page, "Space PageDown PageUp"},
    {CommandGroup::kReading, Str::shortcut_ends, "Home End"},
};

void Row(Ui& ui, PageFlow& flow, std::string_view name, std::string_view keys) {
  const Box row = flow.Take(kRow);
  if (flow.Visible(row)) {
    SplitBox cut(row, ui.rtl());
    DrawKeys(ui, cut.End(KeysWidth(ui, keys)), keys);
    cut.End(space::kMedium);
    DrawText(ui, cut.rest(), name, {});
    ui.HorizontalLine(row.x, row.y + row.height - 1, row.width, ui.theme().line);
  }
  if (!ui.emitting()) return;
  const std::string id(name);
  ui.Emit(
      {.role = Role::kListItem, .id = id, .name = id + ": " + SpokenKeys(ui, keys), .box = row});
}

void Sections(Ui& ui, PageFlow& flow) {
  for (const Section& section : kSections) {
    const std::string id = std::to_string(static_cast<int>(section.group));
    flow.Heading("heading-" + id, ui.Say(section.name), 2);
    const Box below = flow.Take(0);
    ui.Open({.role = Role::kList, .id = "list-" + id, .name = ui.Say(section.name), .box = below});
    for (const CommandInfo& info : Commands()) {
      if (info.group != section.group || info.keys.empty()) continue;
      Row(ui, flow, CommandName(info, ui.language()), info.keys);
    }
    for (const PageKeys& keys : kPageKeys) {
      if (keys.group == section.group) Row(ui, flow, ui.Say(keys.name), keys.keys);
    }
    ui.Close();
  }
}

}  // namespace

void ShortcutsView(const AppState& state, Ui& ui) {
  Dialog(state, ui, {.id = "overlay", .title = ui.Say(Str::shortcuts), .width = 600},
         [&](PageFlow& flow) { Sections(ui, flow); });
}

}  // namespace skira::app
