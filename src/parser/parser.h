// parser: a document of reviews, as people wrote it and extraction left it, to the model.
//
// The face of the room.
//
//   bytes ─▶ lines ─▶ headers ─▶ fields ─▶ blocks and spans ─▶ facts (links, topics) ParseDocument
//   documents ─▶ ids, inferred dates, links between reviews BuildCatalog
//
// Nothing is lost: every non-space character of a document's text ends up in exactly one review's
// header, fields or blocks (markup aside), or in a warning. Nothing throws; input of any shape is
// read in time linear in its size.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

// One document, read. `reviews` have no `id`, no `document` and no `date_inferred` yet: these
// depend on the other documents (BuildCatalog).
struct ParseResult {
  Source source;
  std::vector<Review> reviews;    // in the order of their lines
  std::vector<Warning> warnings;  // what concerns the document or lies outside every review
};

// Reads a document. `name` is kept as it is ("/" between folders). A document in which no review is
// found gives none, with a warning "no-review".
ParseResult ParseDocument(std::string_view name, std::string_view bytes);

// The same in steps, so that whoever calls stays alive beside it:
//
//   DocumentParser parser(name, size);
//   for (each piece of the bytes, cut anywhere) parser.Add(piece);
//   parser.End();
//   while (!parser.Step(16384)) …;
//   ParseResult result = parser.Take();
//
// The result is ParseDocument's, whatever the pieces and the steps. What cannot be cut is a review:
// a step takes as long as the longest of the document's reviews at least.
class DocumentParser {
 public:
  // `size`: how many bytes are expected, for the memory alone.
  explicit DocumentParser(std::string_view name, size_t size = 0);
  ~DocumentParser();
  DocumentParser(const DocumentParser&) = delete;
  DocumentParser& operator=(const DocumentParser&) = delete;

  void Add(std::string_view bytes);
  void End();  // no more bytes come
  // Looks at about so many bytes of the text once; true when all is read. After End() only.
  bool Step(size_t bytes);
  double progress() const;  // of the steps, from 0 to 1
  // Once, after the last step.
  ParseResult Take();

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

// Joins documents, in their order: fills `id`, `document` and `date_inferred`, and adds links of
// role kReview between reviews of the same paper and to reviews that another one mentions where
// certain; their url is the route "#/r/ID", their text the other review's title.
Catalog BuildCatalog(std::vector<ParseResult> documents);

// Joins one more document, or all of another export, to a catalog that is there already, in steps.
// Reviews get ids that no other has and, where they come from a document, the links of BuildCatalog
// to all others; the catalog's own stay as they are.
class CatalogJoin {
 public:
  // `catalog` must neither go nor change before the last step. Its reviews [first, first + count)
  // are those that the new ones replace, as if they were not there.
  CatalogJoin(const Catalog& catalog, int first, int count, ParseResult document);
  CatalogJoin(const Catalog& catalog, int first, int count, Catalog other);
  ~CatalogJoin();
  CatalogJoin(const CatalogJoin&) = delete;
  CatalogJoin& operator=(const CatalogJoin&) = delete;

  // Looks at so many reviews; true when all is done.
  bool Step(int reviews);
  // What is to be put behind the catalog's sources, reviews and formulas, once, after the last
  // step. `document` of its reviews counts from its own first source.
  Catalog Take();

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

// A topic of the vocabulary (assets/topics.json). Static storage.
struct Topic {
  std::string_view id;
  std::string_view english;
  std::string_view hebrew;
};
std::span<const Topic> Topics();

}  // namespace skira
