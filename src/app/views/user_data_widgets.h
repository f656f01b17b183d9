// Parts that the pages of highlights and lists share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "app/ui/page_flow.h"
#include "app/ui/widgets.h"

namespace skira::app {

// Boxes side by side from where reading starts, in as many rows of a page as they take.
class WrapRow {
 public:
  WrapRow(Ui& ui, PageFlow& flow, float height)
      : flow_(flow), rtl_(ui.rtl()), height_(height), row_(flow.Take(height), ui.rtl()) {}
  Box Take(float width) {
    if (taken_ && row_.rest().width < width) {
      flow_.Gap(space::kSmall);
      row_ = SplitBox(flow_.Take(height_), rtl_);
    }
    taken_ = true;
    const Box box = row_.Start(width);
    row_.Start(space::kSmall);
    return box;
  }

 private:
  PageFlow& flow_;
  bool rtl_;
  float height_;
  SplitBox row_;
  bool taken_ = false;
};

// Where each review stands in the catalog, by its id. Kept until the catalog changes.
const std::unordered_map<std::string, int>& ReviewPlaces(const AppState& state);

// What is typed into the field of this id and not yet taken, or `otherwise`.
std::string DraftOf(const AppState& state, std::string_view field, std::string_view otherwise);

// A field for a name with a button behind it; `make` gives the action that takes what is typed.
void NameRow(const AppState& state, Ui& ui, PageFlow& flow, const char* id, Str name, Str button,
             std::string_view otherwise, MakeAction make);

// Words that are a link.
void LinkText(Ui& ui, const Box& box, std::string_view id, std::string_view text,
              const TextLook& look, std::string_view href);

// What a page without content says and what to do: in words, and by a command where one does it.
void EmptyState(Ui& ui, PageFlow& flow, Icon icon, Str title, std::optional<Str> help,
                std::optional<Command> command = std::nullopt);

// A button that is as wide as it wants.
void RowButton(Ui& ui, WrapRow& row, std::string_view id, Str name, Icon icon, MakeAction make,
               ButtonSpec::Kind kind = ButtonSpec::Kind::kPlain);

// Exports of reviews as one file, a button a format.
void ExportButtons(Ui& ui, PageFlow& flow, std::string_view id, ExportOf of,
                   const std::string& list);

// Backup of everything that is kept, and its restoring.
void BackupPart(Ui& ui, PageFlow& flow);

// How documents are added: files can be dragged where there is a mouse.
inline Str DropHelp(const Ui& ui) {
  return ui.touch() ? Str::documents_empty_help_touch : Str::documents_empty_help;
}
inline Str EmptyCatalog(const Ui& ui) {
  return ui.touch() ? Str::catalog_empty_touch : Str::catalog_empty;
}
inline Str OwnDocumentsHint(const Ui& ui) {
  return ui.touch() ? Str::welcome_documents_touch : Str::welcome_documents;
}

}  // namespace skira::app
