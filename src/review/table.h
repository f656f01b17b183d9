// A table's cells, out of the text of its block.
#pragma once

#include <cstdint>
#include <vector>

#include "review/review.h"

namespace skira {

// Rows of cells, the head first; a cell is its spans. Rows may differ in length.
using TableRows = std::vector<std::vector<std::vector<Span>>>;

// Of a block whose rows are joined by "\n" and cells by "\t"; a span may go on over both.
TableRows RowsOf(const Block& table);

// For each column whether its cells, below the head, are numbers.
std::vector<uint8_t> NumericColumns(const TableRows& rows);

}  // namespace skira
