#include "app/model/reading_limits.h"

#include <string>

#include "app/resources/strings.h"
#include "review/direction.h"

namespace skira::app {
namespace {

template <typename Value>
void KeepFirst(std::vector<Value>& values, size_t most) {
  if (values.size() > most) values.resize(most);
}

void CutBlocks(Review& review) {
  const size_t all = review.blocks.size();
  if (all <= kShownBlocks) return;
  review.blocks.resize(kShownBlocks);
  const bool hebrew = ArticleDirection(review) == TextDirection::kRtl;
  Block note;
  note.first_line = note.last_line = review.blocks.back().last_line;
  note.spans.push_back(
      {.text = Filled(Text(Str::review_cut, hebrew ? Language::kHebrew : Language::kEnglish),
                      {std::to_string(kShownBlocks), std::to_string(all)})});
  review.blocks.push_back(std::move(note));
}

void CutLinks(Block& block) {
  size_t links = 0;
  for (Span& span : block.spans) {
    if (!span.href.empty() && ++links > kShownLinks) span.href.clear();
  }
}

}  // namespace

void CutForReading(Catalog& catalog) {
  for (Review& review : catalog.reviews) {
    CutBlocks(review);
    for (Block& block : review.blocks) CutLinks(block);
    KeepFirst(review.links, kShownLinks);
    KeepFirst(review.topics, kShownTopics);
  }
}

}  // namespace skira::app
