// The bench's figures of text layout.
#pragma once

#include <nlohmann/json.hpp>

#include "review/review.h"

namespace skira::cli {

// Adds to `figures`: layout_ms and layout_lines (every block laid out from its bytes), reflow_ms
// and reflow_bytes (the longest review, shaped before, laid out at another width), and
// layout_bytes_per_mb (memory of a megabyte of the reviews' text, shaped and laid out, at its
// peak). Nothing where the command has no fonts.
void MeasureLayout(const Catalog& catalog, nlohmann::ordered_json& figures);

}  // namespace skira::cli
