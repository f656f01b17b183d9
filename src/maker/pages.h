// The text of the plain pages: every review's blocks as HTML.
#pragma once

#include <string>

#include "review/review.h"

namespace skira::maker {

// { id: {"dir" of the article, "title_dir", "body"} }, of each review of the catalog;
// web/static-pages.js puts it into its pages.
std::string PagesJson(const Catalog& catalog);

}  // namespace skira::maker
