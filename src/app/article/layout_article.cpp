#include <algorithm>
#include <cstdio>

#include "app/article/article.h"
#include "app/article/block_layout.h"
#include "app/article/compose.h"
#include "review/direction.h"

namespace skira::app {
namespace {

// Whether what Compose() made for one style is what it would make for the other.
bool SameComposition(const ArticleStyle& a, const ArticleStyle& b) {
  return a.family == b.family && a.text_size == b.text_size && a.language == b.language;
}

bool FitsAnyColumn(const std::vector<ArticleItem>& items) {
  return std::none_of(items.begin(), items.end(), [](const ArticleItem& item) {
    return std::any_of(item.texts.begin(), item.texts.end(),
                       [](const TextBox& text) { return text.shrunk; });
  });
}

// Whether each formula and picture that may be in a line would still fit into the column.
bool FormulasFit(const std::vector<ArticleItem>& items, const ArticleStyle& style) {
  for (const ArticleItem& item : items) {
    if (item.kind == ArticleItem::Kind::kMath || item.kind == ArticleItem::Kind::kTable) continue;
    for (const TextBox& text : item.texts) {
      for (const FormulaBox& part : text.formulas) {
        if (part.width() + item.indent > style.column) return false;
      }
      for (const PictureBox& picture : text.pictures) {
        if (picture.width + item.indent > style.column) return false;
      }
    }
  }
  return true;
}

}  // namespace

ArticleLayout LayoutArticle(const typeset::FontSet& fonts, const MathLibrary& math,
                            const Review& review, int index, const ArticleStyle& style,
                            const PictureLibrary& pictures) {
  ArticleLayout layout;
  layout.review = index;
  layout.style = style;
  layout.right_to_left = ArticleDirection(review) == TextDirection::kRtl;
  layout.items = Compose(fonts, math, pictures, review, style);
  layout.height = Place(style, layout.items);
  return layout;
}

bool ArticleLayout::Reflow(const ArticleStyle& wanted) {
  if (!SameComposition(style, wanted)) return false;
  if (style.column != wanted.column && !(FitsAnyColumn(items) && FormulasFit(items, wanted))) {
    return false;
  }
  style = wanted;
  marked = 0;
  hits_marked = 0;
  spoken = -1;
  height = Place(style, items);
  return true;
}

std::string PrintedDate(const Date& date) {
  char text[32];
  std::snprintf(text, sizeof text, "%02d.%02d.%d", date.day, date.month, date.year);
  return text;
}

const char* KindName(ReviewKind kind, Language language) {
  constexpr Str kNames[] = {Str::kind_full, Str::kind_short, Str::kind_daily, Str::kind_post};
  return Text(kNames[static_cast<size_t>(kind)], language);
}

}  // namespace skira::app
