// How fast an export is loaded, indexed and searched, whatever its size.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace skira::cli {

// Figures by name: load_ms (once, with reading the file), reviews, index_ms (the least of three),
// index_bytes, text_bytes, queries, query_first_us (the median over the queries, each asked for the
// first time), query_median_us and query_p99_us (over the queries, of each the
// median of seven runs). `queries_path` is a JSON Lines file as of `skira search --queries`; empty:
// one query. False and a complaint in `error` where a file cannot be read.
bool MeasureExport(const std::string& path, const std::string& queries_path,
                   nlohmann::ordered_json& figures, std::string& error);

}  // namespace skira::cli
