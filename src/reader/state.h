// The application's state: plain data in one place. Views read it, Apply() alone changes it.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "reader/article.h"
#include "reader/math.h"
#include "reader/strings.h"
#include "reader/text_box.h"
#include "reader/theme.h"
#include "review/review.h"

namespace skira::reader {

// A place in the application, as in the URL's hash: "#/" or "#/r/ID".
struct Route {
  enum class Page : uint8_t { kCatalog, kReview };
  Page page = Page::kCatalog;
  std::string review;  // id, as in the export; of kReview only
  bool operator==(const Route&) const = default;
};

// Reads a hash ("#/r/adam"); whatever is no route is the catalog.
Route ParseRoute(std::string_view hash);
std::string RouteHash(const Route& route);

enum class Pane : uint8_t { kCatalog, kReview };

// A row of the catalog, laid out when it is first seen at a width.
struct CatalogRow {
  TextBox title, details;
  float width = 0;  // 0: not laid out yet
};

struct AppState {
  Catalog catalog;  // but for its formulas, which are in `math`
  MathLibrary math;
  std::vector<int> order;  // reviews by date, newest first: what the catalog lists
  Route route;
  int open_review = -1;  // index into catalog.reviews; -1: none or not found
  Language language = Language::kHebrew;
  ThemeId theme = ThemeId::kLight;
  float width = 0, height = 0;                  // canvas, CSS px
  float ratio = 1;                              // device pixels in a CSS pixel
  float catalog_scroll = 0, review_scroll = 0;  // CSS px from the top
  float scroll_review_to = -1;  // >= 0: where the DOM layer is to scroll the review, once
  std::vector<float>
      block_scroll;               // how far the open review's blocks are scrolled sideways, CSS px
  uint32_t catalog_revision = 0;  // counts changes of what the catalog lists

  // Layouts, kept until what they were made from changes.
  std::vector<CatalogRow> rows;  // parallel to `order`
  ArticleLayout article;
};

// What a user or the page did.
struct Navigate {
  Route route;
};
struct Scroll {
  Pane pane;
  float top;
};
// A block of the open review, by its place in ArticleLayout::items, scrolled sideways; `left` as
// the DOM's scrollLeft.
struct ScrollBlock {
  int block;
  float left;
};
struct Resize {
  float width, height, ratio;
};
struct SetTheme {
  ThemeId theme;
};
struct SetLanguage {
  Language language;
};
using Action = std::variant<Navigate, Scroll, ScrollBlock, Resize, SetTheme, SetLanguage>;

void Apply(const Action& action, AppState& state);

// Puts a catalog in place of the present one; the route is looked up in it.
void SetCatalog(Catalog catalog, AppState& state);

}  // namespace skira::reader
