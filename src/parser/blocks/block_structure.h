// What pieces are by their neighbours: headings, continued paragraphs, depth.
#pragma once

#include <vector>

#include "parser/blocks/block_pieces.h"
#include "parser/document/document.h"

namespace skira {

// Makes headings of paragraphs and numbered pieces that name what follows them.
void MarkHeadings(std::vector<Piece>& pieces);

// Joins a paragraph, item or caption with the paragraph behind the blank line that cut its
// sentence.
void JoinPageBreaks(const Document& document, std::vector<Piece>& pieces);

// Sets the level of list items (nesting, from 0).
void NestItems(std::vector<Piece>& pieces);

// Sets the level of headings (1 = top), by their marks and by what stands directly below what.
void LevelHeadings(std::vector<Piece>& pieces);

}  // namespace skira
