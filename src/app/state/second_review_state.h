#pragma once

#include <string>
#include <vector>

#include "app/article/article.h"
#include "review/paper_links.h"

namespace skira::app {

// A review that is read beside the open one.
struct SecondReview {
  std::string id;                     // empty: none
  int index = -1;                     // into Catalog::reviews; -1: none, or not there
  std::vector<float> block_scroll{};  // how far its blocks are scrolled sideways, CSS px
  // What its view has computed: the review as laid out last, the ways to its paper, and how high
  // what stands above its blocks is, CSS px (0: not drawn yet).
  mutable ArticleLayout article{};
  mutable std::vector<PaperLink> links{};
  mutable float text_top = 0;
};

}  // namespace skira::app
