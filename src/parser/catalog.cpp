#include "parser/parser.h"

namespace skira {

Catalog BuildCatalog(std::vector<ParseResult> documents) {
  Catalog catalog;
  for (ParseResult& document : documents) {
    const int index = static_cast<int>(catalog.sources.size());
    catalog.sources.push_back(std::move(document.source));
    for (Review& review : document.reviews) {
      review.document = index;
      catalog.reviews.push_back(std::move(review));
    }
  }
  return catalog;
}

}  // namespace skira
