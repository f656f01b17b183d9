// What a review's bar has no room for.
#include <algorithm>
#include <string>

#include "app/model/bibtex.h"
#include "app/model/source_names.h"
#include "app/state/commands.h"
#include "app/ui/isolates.h"
#include "app/views/dialog.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

struct MenuRow {
  Command command;
  Str name;
};
constexpr MenuRow kRows[] = {
    {Command::kFind, Str::find_in_review}, {Command::kListen, Str::action_listen},
    {Command::kCopyLink, Str::copy_link},  {Command::kCopyBibtex, Str::copy_bibtex},
    {Command::kAddToList, Str::list_add},  {Command::kReadBeside, Str::beside_open},
    {Command::kPrint, Str::print_review}};
constexpr float kRow = 48;

void CommandRow(Ui& ui, PageFlow& flow, const MenuRow& row) {
  Button(ui, flow.Take(kRow),
         {.id = ui.Say(row.name),
          .name = ui.Say(row.name),
          .text = ui.Say(row.name),
          .icon = InfoOf(row.command).icon,
          .align = typeset::Align::kStart},
         [&] { return Run{row.command}; });
}

// Smaller, as it is, larger: the menu stays open while one tries.
void TextSizeRow(const AppState& state, Ui& ui, PageFlow& flow) {
  const auto sized = [&state](float size) {
    return [&state, size]() -> Action {
      Settings settings = state.settings;
      settings.text_size = std::clamp(size, kLeastTextSize, kMostTextSize);
      return ChangeSettings{settings};
    };
  };
  const float size = state.settings.text_size;
  SplitBox cut(Inset(flow.Take(kRow), 12, 0), ui.rtl());
  ui.DrawIcon(Icon::text_size, cut.Start(20), 20, ui.theme().text);
  cut.Start(space::kSmall);
  Button(ui, Centred(cut.End(44), 44, 40),
         {.id = "larger",
          .name = ui.Say(Str::text_larger),
          .icon = Icon::plus,
          .kind = ButtonSpec::Kind::kPlain,
          .disabled = size >= kMostTextSize},
         sized(size + 1));
  const std::string number = std::to_string(static_cast<int>(size));
  Words(ui, cut.End(44), "size", number, {.align = typeset::Align::kCenter});
  Button(ui, Centred(cut.End(44), 44, 40),
         {.id = "smaller",
          .name = ui.Say(Str::text_smaller),
          .icon = Icon::minus,
          .kind = ButtonSpec::Kind::kPlain,
          .disabled = size <= kLeastTextSize},
         sized(size - 1));
  DrawText(ui, cut.rest(), ui.Say(Str::setting_text_size), {});
}

void ReadRow(const AppState& state, Ui& ui, PageFlow& flow, const Review& review) {
  const bool read = MarksOf(state.user, review.id).read;
  const Str name = read ? Str::set_unread : Str::set_read;
  Button(ui, flow.Take(kRow),
         {.id = "read",
          .name = ui.Say(name),
          .text = ui.Say(name),
          .icon = read ? Icon::circle : Icon::check,
          .align = typeset::Align::kStart},
         [&] { return Run{Command::kToggleRead}; });
}

// The document and the lines that the review was read from.
std::string SourceOf(const AppState& state, const Review& review) {
  const auto document = static_cast<size_t>(review.document);
  if (document >= state.catalog.sources.size()) return "";
  std::string text = Text(Str::source_lines, state.language());
  const std::string name = SourceTitle(state.catalog.sources[document].name,
                                       static_cast<int>(document) + 1, state.language());
  text.replace(text.find("%s"), 2, Isolated(name));
  for (const int line : {review.first_line, review.last_line}) {
    text.replace(text.find("%d"), 2, std::to_string(line));
  }
  return text;
}

void Rows(const AppState& state, Ui& ui, PageFlow& flow, const Review& review) {
  for (const MenuRow& row : kRows) {
    if (Applies(InfoOf(row.command), state)) CommandRow(ui, flow, row);
  }
  ReadRow(state, ui, flow, review);
  TextSizeRow(state, ui, flow);
  flow.Gap(space::kMedium);
  if (const std::string source = SourceOf(state, review); !source.empty()) {
    const TextLook small{.size = type_size::kCaption, .ink = Ink::kMuted};
    flow.Paragraph("source-title", ui.Say(Str::original_document), small);
    flow.Paragraph("source", source, small);
  }
}

}  // namespace

void ReviewMenuView(const AppState& state, Ui& ui) {
  const Review* review = state.review();
  Dialog(state, ui, {.id = "review-menu", .title = ui.Say(Str::more), .width = 360},
         [&](PageFlow& flow) {
           if (review != nullptr) Rows(state, ui, flow, *review);
         });
}

}  // namespace skira::app
