// The text of what is published: every review as HTML for the plain pages, and as Markdown.
#pragma once

#include <string>

#include "review/review.h"

namespace skira::maker {

// { id: {"dir" of the article, "title_dir", "minutes" to read it, "links": [{"kind", "url",
// "number"}] of review/paper_links.h, "body"} }, of each review of the catalog;
// web/publish/pages.js puts it into its pages.
std::string PagesJson(const Catalog& catalog);

// { id: the review as Markdown (review/markdown.h) }, of each review of the catalog. Pictures are
// named in the folder kPictureFolder.
std::string MarkdownJson(const Catalog& catalog);

}  // namespace skira::maker
