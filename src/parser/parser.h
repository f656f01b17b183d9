// parser: a document of reviews, as people wrote it and extraction left it, to the model.
//
// The module's public header.
//
//   bytes ─▶ lines ─▶ headers ─▶ fields ─▶ blocks and spans ─▶ facts (links, topics) ParseDocument
//   documents ─▶ ids, inferred dates, links between reviews BuildCatalog
//
// Nothing is lost: every non-space character of a document's text ends up in exactly one review's
// header, fields or blocks (markup aside), or in a warning. Nothing throws; input of any shape is
// read in time linear in its size.
#pragma once

#include <functional>
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
  std::vector<Picture> pictures;  // those that the reviews show
  std::vector<Warning> warnings;  // what concerns the document or lies outside every review
};

// Is told how much of a document has been read, from 0 to 1, some hundred times at most.
using Progress = std::function<void(double fraction)>;

// What came with a document's text, from a file of another format (web/import).
struct Attachments {
  // Those that the text names as ![alt](sha256-….png).
  std::vector<Picture> pictures{};
  // The line of the author's file that the text's first line is; less than 1 where lines were put
  // before the file's own.
  int first_line = 1;
};

// Reads a document. `name` is kept as it is ("/" between folders). A document in which no review is
// found gives none, with a warning "no-review".
ParseResult ParseDocument(std::string_view name, std::string_view bytes,
                          const Progress& progress = {}, Attachments attachments = {});

// What of a document's text hardly anyone wrote, by line: words with letters of two scripts
// ("mixed-scripts"; a Hebrew prefix before a Latin word is usual) or with a final letter inside
// ("final-letter-inside"), two spaces in a name ("doubled-space"), arXiv identifiers that cannot be
// ("arxiv-id-implausible"). The message has the mended form where one is clear. Code between
// fences, formulas and addresses are not looked at. Nothing of the text is changed by it.
std::vector<Warning> FindSuspicions(std::string_view bytes);

// Joins documents, in their order: fills `id`, `document` and `date_inferred`, and adds links of
// role kReview between reviews of the same paper and to reviews that another one mentions where
// certain; their url is the route "#/r/ID", their text the other review's title.
Catalog BuildCatalog(std::vector<ParseResult> documents);

// A topic of the vocabulary (assets/topics.json). Static storage.
struct Topic {
  std::string_view id;
  std::string_view english;
  std::string_view hebrew;
};
std::span<const Topic> Topics();

}  // namespace skira
