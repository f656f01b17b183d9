// Any bytes are a query: its parts lie in it in order, it is answered from an index with what the
// index has, and what is marked in a text are whole code points of it.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "search/search.h"
#include "unicode/unicode.h"

namespace {

void Require(bool holds, std::string_view fact) {
  if (holds) return;
  std::cerr << "does not hold: " << fact << '\n';
  std::abort();
}

skira::Catalog MakeCatalog() {
  skira::Catalog catalog;
  const char* const texts[][2] = {
      {"Attention Is All You Need", "הטרנספורמר מבוסס על מנגנון תשומת לב"},
      {"Mamba", "חלופה ל-attention בזמן לינארי, pre-training"},
      {"GPT2", "מודלי שפה גדולים, בד״כ LLM-ים 2405.18047v2"},
      {"", "דיפוזיה וזיכרון אסוציאטיבי"}};
  for (const auto& [title, body] : texts) {
    skira::Review review;
    review.title = title;
    review.date = skira::Date{2024, 6, 16};
    review.topics = {"llm"};
    skira::Block block;
    block.spans.push_back({.text = body});
    review.blocks.push_back(block);
    catalog.reviews.push_back(review);
  }
  return catalog;
}

void RequireRanges(std::string_view text, const std::vector<skira::ByteRange>& ranges) {
  uint32_t end = 0;
  for (const skira::ByteRange range : ranges) {
    Require(range.begin >= end && range.begin < range.end && range.end <= text.size(),
            "hits lie in the text, in order");
    Require(skira::FindInvalidUtf8(text.substr(range.begin, range.end - range.begin)) ==
                std::string_view::npos,
            "hits are whole code points");
    end = range.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const skira::Catalog catalog = MakeCatalog();
  static const skira::SearchIndex index = [] {
    skira::SearchIndex made;
    made.Add(catalog, 0, 2);
    made.Add(catalog, 2, 2);
    return made;
  }();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const skira::ParsedQuery parsed = skira::ParseQuery(text);
  uint32_t end = 0;
  for (const skira::QueryPart& part : parsed.parts) {
    Require(part.range.begin >= end && part.range.begin < part.range.end, "parts come in order");
    Require(part.range.begin <= part.value.begin && part.value.begin <= part.value.end &&
                part.value.end <= part.range.end && part.range.end <= text.size(),
            "a value lies in its part, a part in the query");
    end = part.range.end;
  }
  const skira::SearchResult found = skira::Search(index, text);
  Require(found.total >= static_cast<int>(found.hits.size()) && found.total <= index.size(),
          "the total counts the hits");
  for (const skira::Hit& hit : found.hits) {
    Require(hit.review >= 0 && hit.review < index.size(), "a hit is a review");
  }
  const skira::Highlighter marks(index, text);
  for (const skira::Review& review : catalog.reviews) {
    RequireRanges(*review.title, marks.HitsIn(*review.title));
    const skira::Snippet snippet = marks.SnippetOf(review, 20);
    RequireRanges(snippet.text, snippet.hits);
  }
  marks.HitsIn(text);
  return 0;
}
