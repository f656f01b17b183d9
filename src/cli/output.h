// What the command prints. Documents and exports come from anywhere and a terminal obeys control
// characters (ECMA-48), so nothing that is printed has any but line ends and tabs.
#pragma once

#include <string>
#include <string_view>

namespace skira::cli {

// A fact of a document in a row of output: controls are U+FFFD, line ends and tabs a space.
std::string InOneLine(std::string_view text);

// With spaces behind it, up to `width` bytes.
std::string Padded(std::string text, size_t width);

// To the standard output: text of several lines, controls as U+FFFD.
void Print(std::string_view text);
// JSON, in whose strings controls are escapes (RFC 8259, 7).
void PrintJson(std::string_view json);
// To the standard error, as Print.
void PrintError(std::string_view text);

// Writes what is not yet out. Empty, or why something of it could not be written; each reason is
// given once.
std::string FinishOutput();

}  // namespace skira::cli
