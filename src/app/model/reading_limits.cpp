#include "app/model/reading_limits.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

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

bool IsPlainText(const Span& span) {
  return !span.math && span.href.empty() && span.footnote.empty() && span.picture.empty() &&
         span.reference.empty();
}

// Links beyond the first become text of the span before them: each span has an element of the page.
void CutLinks(Block& block) {
  const auto links = std::count_if(block.spans.begin(), block.spans.end(),
                                   [](const Span& span) { return !span.href.empty(); });
  if (static_cast<size_t>(links) <= kShownLinks) return;
  std::vector<Span> kept;
  size_t link = 0;
  for (Span& span : block.spans) {
    if (!span.href.empty() && ++link > kShownLinks) span.href.clear();
    const bool joins = link > kShownLinks && IsPlainText(span) && IsPlainText(kept.back()) &&
                       kept.back().style == span.style;
    if (joins) {
      kept.back().text += span.text;
    } else {
      kept.push_back(std::move(span));
    }
  }
  block.spans = std::move(kept);
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
