// Any bytes are a document: they are parsed, joined with themselves to a catalog, written and read
// back, and what comes back is what was written. Nothing of their text is lost.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "../unit/parser/account_for_tests.h"
#include "parser/parser.h"
#include "review/json.h"

namespace {

void Require(bool holds, std::string_view fact) {
  if (holds) return;
  std::cerr << "does not hold: " << fact << '\n';
  std::abort();
}

// Reviews lie in the document, in order, and blocks in their review; footnotes may be defined below
// all of them.
void RequireOrder(const skira::ParseResult& parsed) {
  int last = 0;
  for (const skira::Review& review : parsed.reviews) {
    Require(review.first_line > last, "reviews do not overlap");
    Require(review.last_line >= review.first_line, "a review has a line");
    last = review.last_line;
    const int end = parsed.reviews.back().last_line;
    for (const skira::Block& block : review.blocks) {
      Require(block.first_line >= review.first_line && block.last_line >= block.first_line &&
                  (block.last_line <= review.last_line || block.first_line > end),
              "a block lies in its review");
    }
  }
  Require(last <= parsed.source.lines, "reviews lie in the document");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::vector<skira::ParseResult> documents;
  documents.push_back(skira::ParseDocument("a.md", bytes));
  RequireOrder(documents.back());
  for (const std::string& lost : skira::AccountOfText::Lost(bytes, documents.back())) {
    Require(false, "nothing is lost; " + lost);
  }
  documents.push_back(skira::ParseDocument("b.txt", bytes.substr(size / 2)));
  const skira::Catalog catalog = skira::BuildCatalog(std::move(documents));

  skira::JsonError error;
  const std::string json = skira::WriteJson(catalog, (size & 1) != 0);
  const auto read = skira::ReadJson(json, error);
  Require(read.has_value(), "an export can be read: " + error.reason);
  Require(*read == catalog, "an export holds the whole catalog");
  return 0;
}
