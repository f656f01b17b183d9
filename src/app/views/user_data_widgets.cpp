#include "app/views/user_data_widgets.h"

#include <utility>

#include "app/state/commands.h"

namespace skira::app {

const std::unordered_map<std::string, int>& ReviewPlaces(const AppState& state) {
  const KeepState& keep = state.keep;
  // The listing is made anew with every catalog.
  if (keep.places_version == state.catalog_revision) return keep.places;
  keep.places_version = state.catalog_revision;
  keep.places.clear();
  for (size_t i = 0; i < state.catalog.reviews.size(); ++i) {
    keep.places.emplace(state.catalog.reviews[i].id, static_cast<int>(i));
  }
  return keep.places;
}

std::string DraftOf(const AppState& state, std::string_view field, std::string_view otherwise) {
  const auto found = state.keep.drafts.find(field);
  return found == state.keep.drafts.end() ? std::string(otherwise) : found->second;
}

void NameRow(const AppState& state, Ui& ui, PageFlow& flow, const char* id, Str name, Str button,
             std::string_view otherwise, MakeAction make) {
  const std::string text = DraftOf(state, id, otherwise), take = std::string(id) + "-take";
  const ButtonSpec spec{
      .id = take, .name = ui.Say(button), .text = ui.Say(button), .kind = ButtonSpec::Kind::kPlain};
  SplitBox row(flow.Take(kTouchTarget), ui.rtl());
  const Box end = row.End(ButtonWidth(ui, spec));
  row.End(space::kSmall);
  Field(ui, row.rest(),
        {.id = id, .name = ui.Say(name), .placeholder = ui.Say(name), .value = text},
        [field = std::string(id)](std::string_view typed) -> Action {
          return SetDraft{field, std::string(typed)};
        });
  Button(ui, end, spec, make);
}

void LinkText(Ui& ui, const Box& box, std::string_view id, std::string_view text,
              const TextLook& look, std::string_view href) {
  if (ui.Hovered(box)) ui.FillRect(box, ui.theme().hover, radius::kSmall);
  DrawText(ui, Inset(box, space::kSmall, 0), text, look);
  if (!ui.emitting()) return;
  SemanticsNode node{
      .role = Role::kLink, .id = std::string(id), .name = std::string(text), .box = box};
  node.href = href;
  ui.Emit(std::move(node));
}

void EmptyState(Ui& ui, PageFlow& flow, Icon icon, Str title, std::optional<Str> help,
                std::optional<Command> command) {
  // A page may have two: each has an id of its own.
  const std::string id = "empty-" + std::to_string(static_cast<int>(title));
  EmptySpec spec{.id = id, .icon = icon, .title = ui.Say(title)};
  if (help) spec.help = ui.Say(*help);
  if (command) spec.action = ui.Say(InfoOf(*command).name);
  const float height = EmptyState(ui, flow.Take(0), spec, [command]() -> Action {
    if (!command) return Nothing{};
    return Run{*command};
  });
  flow.Gap(height);
}

void RowButton(Ui& ui, WrapRow& row, std::string_view id, Str name, Icon icon, MakeAction make,
               ButtonSpec::Kind kind) {
  const ButtonSpec spec{
      .id = id, .name = ui.Say(name), .text = ui.Say(name), .icon = icon, .kind = kind};
  Button(ui, row.Take(ButtonWidth(ui, spec)), spec, make);
}

void ExportButtons(Ui& ui, PageFlow& flow, std::string_view id, ExportOf of,
                   const std::string& list) {
  constexpr std::pair<Str, ExportFormat> kFormats[] = {
      {Str::export_bib, ExportFormat::kBib},
      {Str::export_markdown, ExportFormat::kMarkdown},
      {Str::export_json, ExportFormat::kJson}};
  WrapRow row(ui, flow, kTouchTarget);
  for (const auto& one : kFormats) {
    const ExportFormat format = one.second;
    const std::string own = std::string(id) + "-" + std::to_string(static_cast<int>(format));
    RowButton(ui, row, own, one.first, Icon::download, [&] { return Export{of, format, list}; });
  }
}

void BackupPart(Ui& ui, PageFlow& flow) {
  flow.Heading("backup-title", ui.Say(Str::export_backup), 2);
  WrapRow row(ui, flow, kTouchTarget);
  RowButton(ui, row, "backup", Str::action_export_backup, Icon::download,
            [] { return Run{Command::kBackup}; });
  RowButton(ui, row, "restore", Str::import_backup, Icon::upload,
            [] { return Run{Command::kRestore}; });
}

}  // namespace skira::app
