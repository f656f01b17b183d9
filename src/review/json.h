// The JSON export ("skira-reviews", version 2; version 1, without pictures, is read too): a Catalog
// to text and back.
//
//   { "format": "skira-reviews", "version": 2,
//     "site"?: {"title"?, "subtitle"?, "author"?: {"name", "url"?}, "about"?, "language"?,
//       "direction"?, "accent"?, "licence"?: {"name", "url"?}, "links"?: [ {"text", "url"} ],
//       "url"?, "picture"?, "favicon"?},
//     "sources": [ {"name", "sha256", "lines"} ],
//     "reviews": [ {"id", "former_ids"?, "source": {"document", "first_line", "last_line"}, "kind",
//     "number",
//       "title", "date", "date_inferred", "reviewers",
//       "paper": {"urls", "arxiv_id", "code_urls", "published", "venue"},
//       "fields": {"recommendation", "clarity", "prior_knowledge", "applications", "domains",
//                  "tools", "other"?: [ {"name", "values"} ], "clarity_level",
//                  "recommendation_level"},
//       "topics", "links": [ {"url", "text", "role"} ],
//       "blocks": [ {"type", "first_line", "last_line", "level", "ordered", "marker"?,
//                    "quotes"?, "checked"?, "align"?: ["none", "start", "center", "end"],
//                    "picture"?: id,
//                    "spans": [ {"text", "style"?, "href"?, "footnote"?, "picture"?,
//                                "reference"?: "equation 3"} | {"math"} ]} ],
//       "warnings": [ {"line", "code", "message"} ]} ],
//     "pictures"?: [ {"id", "file": "pictures/sha256-….png", "width", "height", "bytes", "alt",
//                     "problem"?} ],
//     "math": {"outlines": ["M52 289q…"],
//       "formulas": [ {"tex", "display", "width", "height", "depth", "glyphs", "rules",
//                      "texts": [ {"text", "x", "y", "size", "width"} ], "colours"?, "breaks",
//                      "mathml"} |
//                     {"tex", "display", "error"} ]} }
//
// Keys come in this order; those with a question mark are left out where empty, all others are
// always there (null for a fact that the document does not state). "math" is filled by
// web/typeset-math.js after `skira export` and {} until then; its numbers are those of review.h's
// Formula. Reading skips any key that it does not know.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "review/calendar.h"
#include "review/review.h"

namespace skira {

// The export's text, ending in a line end. The same catalog gives the same bytes. `pretty`:
// indented by two spaces; else one line for each source and review. Text must be UTF-8; bad bytes
// are written as U+FFFD.
std::string WriteJson(const Catalog& catalog, bool pretty);

// One review as its object in the export.
std::string WriteJson(const Review& review, bool pretty);

// Why an export could not be read.
struct JsonError {
  size_t byte = 0;  // offset of the last byte read
  int line = 0;     // 1-based
  std::string reason;
};

// Reads an export. Returns std::nullopt and fills `error` when the text is no JSON, no export of
// this format and version, or holds a value of the wrong type or out of range. A formula with a
// number beyond +-0xFFFFFF (16777 em) is read as a broken one, whose `error` says so. Half of a
// surrogate pair is read as U+FFFD.
std::optional<Catalog> ReadJson(std::string_view text, JsonError& error);

// Takes a review of an export and the place of its object, bytes [begin, end) of the text; returns
// what is wrong with it, empty where nothing is.
using ReviewVisitor = std::function<std::string(Review& review, size_t begin, size_t end)>;

// The same for an export that is too large to keep: its reviews are visited one by one and left out
// of the catalog. What ReadJson sees in reviews together (that ids are unique and sources there) is
// the visitor's business; sources stand before the reviews, formulas behind them.
std::optional<Catalog> ReadJson(std::string_view text, const ReviewVisitor& visit,
                                JsonError& error);

// The names of the model's values in the export ("list_item", "2024-06-16").
std::string_view NameOf(BlockType type);
std::string_view NameOf(ReviewKind kind);
std::string_view NameOf(LinkRole role);

// Appends the text as a JSON string (RFC 8259, 7), in quotes. Bad bytes are written as U+FFFD.
void AppendJsonString(std::string_view text, std::string& json);

}  // namespace skira
