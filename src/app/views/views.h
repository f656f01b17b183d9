// The views: each one function that reads from top to bottom as the screen does.
#pragma once

#include "app/state/app_state.h"
#include "app/ui/ui.h"

namespace skira::app {

// --- The frame around the panes (app_bars.cpp) ---
// The bar at the top: name, search, pages.
void TopBar(const AppState& state, Ui& ui, const Box& box);
// What the search field offers, below it while it has the focus (search_field_view.cpp).
void SearchField(const AppState& state, Ui& ui, const Box& box);
void SearchOffersView(const AppState& state, Ui& ui);
// The first thing that Tab reaches: past the bars, to what is read.
void SkipLink(const AppState& state, Ui& ui);
// The welcome above a phone's catalog on the first visit; px that it takes off the top of `box`,
// 0 where there is none.
float WelcomeBand(const AppState& state, Ui& ui, const Box& box);
// The bar of a phone.
void BottomBar(const AppState& state, Ui& ui, const Box& box);
// The message that has just come.
void NoticeView(const AppState& state, Ui& ui);

// --- Panes ---
// The list of reviews and what stands above it.
void CatalogView(const AppState& state, Ui& ui, const Box& box);
// The filters of the catalog, as a pane beside it.
void FiltersView(const AppState& state, Ui& ui, const Box& box);
// The bar above an open review.
void ReviewBar(const AppState& state, Ui& ui, const Box& box);
// The open review in `box`, or what to do where none is open.
void ReviewView(const AppState& state, Ui& ui, const Box& box);

// What floats above the open review: the menu of the selection, the card of a highlight
// (selection_view.cpp).
void SelectionView(const AppState& state, Ui& ui);
void HighlightCard(const AppState& state, Ui& ui);
// The footnote whose reference was pressed.
void NoteCard(const AppState& state, Ui& ui);

// --- Pages, which take the review's place ---
void OverviewView(const AppState& state, Ui& ui, const Box& box);
void HighlightsView(const AppState& state, Ui& ui, const Box& box);
void ListsView(const AppState& state, Ui& ui, const Box& box);
void DocumentsView(const AppState& state, Ui& ui, const Box& box);
// What lies over the whole page while files are held over it (documents_view.cpp).
void DropTargetView(const AppState& state, Ui& ui);
void SettingsView(const AppState& state, Ui& ui, const Box& box);
void AboutView(const AppState& state, Ui& ui, const Box& box);

// --- Overlays ---
void FiltersDialog(const AppState& state, Ui& ui);
void PaletteView(const AppState& state, Ui& ui);
void ShortcutsView(const AppState& state, Ui& ui);
void SortView(const AppState& state, Ui& ui);
void PagesView(const AppState& state, Ui& ui);
void ReviewMenuView(const AppState& state, Ui& ui);
void ContentsView(const AppState& state, Ui& ui);
void ListSheetView(const AppState& state, Ui& ui);
void AddToListView(const AppState& state, Ui& ui);
void ExportView(const AppState& state, Ui& ui);
// One picture, large (picture_viewer.h).
void PictureView(const AppState& state, Ui& ui);

}  // namespace skira::app
