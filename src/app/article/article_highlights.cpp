#include "app/article/article_highlights.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace skira::app {
namespace {

struct Bytes {
  uint32_t start = 0, end = 0;  // of TextBox::text
};

// What of a fragment shows the passage.
std::optional<Bytes> CoveredBytes(const Fragment& fragment, const Passage& passage) {
  if (fragment.block < passage.from.block || fragment.block > passage.to.block) return std::nullopt;
  if (fragment.block < 0) return std::nullopt;
  const uint32_t source_end = fragment.source + fragment.source_size;
  uint32_t from = fragment.source, to = source_end;
  if (fragment.block == passage.from.block) from = std::max(from, passage.from.start);
  if (fragment.block == passage.to.block) to = std::min(to, passage.to.start);
  if (from >= to) return std::nullopt;
  if (fragment.boxed()) return Bytes{fragment.start, fragment.end};
  const uint32_t own = fragment.own_start();
  return Bytes{own + from - fragment.source, std::min(own + to - fragment.source, fragment.end)};
}

// What of the text shows the passage; a passage has no gaps, so neither has this.
std::optional<Bytes> CoveredBytes(const TextBox& text, const Passage& passage) {
  std::optional<Bytes> covered;
  for (const Fragment& fragment : text.fragments) {
    const auto own = CoveredBytes(fragment, passage);
    if (!own) continue;
    if (!covered) covered = own;
    covered->end = own->end;
  }
  return covered;
}

Box Joined(const Box& a, const Box& b) {
  if (a.width <= 0) return b;
  const float left = std::min(a.x, b.x), top = std::min(a.y, b.y);
  return {left, top, std::max(a.x + a.width, b.x + b.width) - left,
          std::max(a.y + a.height, b.y + b.height) - top};
}

}  // namespace

void MarkArticle(std::span<const Highlight> highlights, uint32_t revision, ArticleLayout& article) {
  if (article.marked == revision) return;
  article.marked = revision;
  for (ArticleItem& item : article.items) {
    for (TextBox& text : item.texts) {
      text.marks.clear();
      for (const Highlight& highlight : highlights) {
        if (highlight.lost) continue;
        const auto bytes = CoveredBytes(text, PassageOf(highlight));
        if (!bytes) continue;
        text.marks.push_back({bytes->start, bytes->end, highlight.colour, highlight.id,
                              !highlight.note.empty(),
                              typeset::SelectionRects(text.layout, bytes->start, bytes->end)});
      }
    }
  }
}

void MarkHits(std::span<const Passage> hits, int current, uint32_t revision,
              ArticleLayout& article) {
  if (article.hits_marked == revision) return;
  article.hits_marked = revision;
  for (ArticleItem& item : article.items) {
    for (TextBox& text : item.texts) {
      text.hits.clear();
      text.hit.clear();
      for (size_t i = 0; i < hits.size(); ++i) {
        const auto bytes = CoveredBytes(text, hits[i]);
        if (!bytes) continue;
        auto& boxes = static_cast<int>(i) == current ? text.hit : text.hits;
        for (const typeset::Rect& rect :
             typeset::SelectionRects(text.layout, bytes->start, bytes->end)) {
          boxes.push_back(rect);
        }
      }
    }
  }
}

void MarkSpoken(const Passage& passage, int sentence, ArticleLayout& article) {
  if (article.spoken == sentence) return;
  article.spoken = sentence;
  article.spoken_item = -1;
  for (size_t i = 0; i < article.items.size(); ++i) {
    ArticleItem& item = article.items[i];
    for (TextBox& text : item.texts) text.spoken.clear();
    if (sentence < 0 || item.block != passage.from.block) continue;
    article.spoken_item = static_cast<int>(i);
    article.spoken_top = item.box.y;
    article.spoken_end = item.box.y + item.box.height;
    Box all;
    for (TextBox& text : item.texts) {
      const auto bytes = CoveredBytes(text, passage);
      if (!bytes) continue;
      text.spoken = typeset::SelectionRects(text.layout, bytes->start, bytes->end);
      for (const typeset::Rect& rect : text.spoken) {
        all = Joined(all, {text.x + rect.x, text.y + rect.y, rect.width, rect.height});
      }
    }
    // A table is spoken of as a whole.
    if (all.height <= 0) continue;
    article.spoken_top = all.y;
    article.spoken_end = all.y + all.height;
  }
}

PassageBox BoxOf(const ArticleLayout& article, const Passage& passage) {
  PassageBox box;
  for (const ArticleItem& item : article.items) {
    for (const TextBox& text : item.texts) {
      const auto bytes = CoveredBytes(text, passage);
      if (!bytes) continue;
      for (const typeset::Rect& rect :
           typeset::SelectionRects(text.layout, bytes->start, bytes->end)) {
        const Box one{text.x + rect.x, text.y + rect.y, rect.width, rect.height};
        if (box.empty() || one.y == box.first.y) box.first = Joined(box.first, one);
        box.last = one.y == box.last.y ? Joined(box.last, one) : one;
        box.all = Joined(box.all, one);
      }
    }
  }
  return box;
}

}  // namespace skira::app
