// The account of a document's text: each character that is no mark is in a block, a field, what the
// header says, or a warning.
//
// A mark is what Markdown, HTML or extraction set text with: the ASCII characters that CommonMark
// gives a meaning, tags that are read, character references, the info of a fence, targets that lead
// nowhere ("#..."). All else that is not white space counts: letters, digits, punctuation, symbols.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parser/document/document.h"
#include "parser/fields/fields.h"
#include "parser/headers/headers.h"
#include "review/review.h"

namespace skira {

// A line of a document without the marks that are words: tags, targets that lead nowhere; character
// references as what they stand for.
std::string SourceText(std::string_view line);

// What the header's lines say beyond what `header` has (title, date, number, writers, the series'
// words, its headlines) and its warnings: a paragraph for each line with such words.
std::vector<Block> RestOfHeader(const Document& document, const Header& header);

// Adds a warning "text-lost" for what of the review's lines is neither in its blocks nor in the
// header (front matter, [first_line, last_line]), nor in the fields of `fields`, nor in a warning.
// Linear in the review's size.
void AccountForText(const Document& document, const Header& header, const FieldBlock& fields,
                    Review& review);

// The same for the lines before `end` that no review has; the warnings are the document's. A
// document without reviews is accounted for by the warning that says so.
void AccountBetween(const Document& document, const std::vector<Review>& reviews, int end,
                    std::vector<Warning>& warnings);

}  // namespace skira
