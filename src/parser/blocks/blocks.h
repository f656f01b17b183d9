// Block structure: the body of a review, header and field block taken off, to blocks.
//
//   lines ─▶ pieces (blocks_pieces) ─▶ headings, joins, levels (blocks_structure) ─▶ spans (inline)
//
// Reads as a person does who knows that the lines came out of a printed page: a heading may be a
// hash, bold, numbered, or a short line that names what follows; a paragraph may be cut in two by a
// page's end; a list's bullets and numbers are damaged. Layout follows function, not indentation.
#pragma once

#include <vector>

#include "parser/document/document.h"
#include "review/review.h"

namespace skira {

// The blocks of lines first_line to last_line (1-based, inclusive; none where first > last), in
// order. What a quote or a list item holds is blocks of its own, with their depth. Blocks do not
// share lines, but for items that were run together on one; a paragraph that a
// page break cut spans all its lines, the blank ones between included. In a block's spans a forced
// line break is "\n". A link's target that the document lost ("#") leaves only its text.
//
// Every visible character of the lines is in one block, markup aside (list markers, hashes, fences,
// rules of tables), or in a warning added to `warnings`: "empty-item" (a marker without text),
// "bullet-debris" (a bullet that was read as a letter), "empty-picture", "stray-mark" (punctuation
// alone on a line), "unclosed-code", "unclosed-math", "unclosed-bold", "mended-bold",
// "mended-punctuation". Linear in the lines' size.
std::vector<Block> ReadBlocks(const Document& document, int first_line, int last_line,
                              std::vector<Warning>& warnings);

}  // namespace skira
