// The names of the model's values in the export, as tables that writing and reading share. Inside
// of the room.
#pragma once

#include <cstdint>
#include <string_view>

#include "review/review.h"

namespace skira {

// Indexed by the enumerations' values.
inline constexpr std::string_view kBlockTypeNames[] = {
    "heading", "paragraph", "list_item", "math", "table",  "code",
    "figure",  "quote",     "link",      "rule", "credit", "footnote"};
inline constexpr std::string_view kCellAlignNames[] = {"none", "start", "center", "end"};
inline constexpr std::string_view kReviewKindNames[] = {"full", "short", "daily", "post"};
inline constexpr std::string_view kLinkRoleNames[] = {"paper", "code", "video", "review", "other"};

struct StyleName {
  uint16_t bit;
  std::string_view name;
};
inline constexpr StyleName kStyleNames[] = {
    {kStyleBold, "bold"},           {kStyleItalic, "italic"},
    {kStyleCode, "code"},           {kStyleUnderline, "underline"},
    {kStyleSubscript, "subscript"}, {kStyleSuperscript, "superscript"},
    {kStyleHighlight, "highlight"}, {kStyleStrikethrough, "strikethrough"},
};

inline constexpr std::string_view kFormatName = "skira-reviews";
inline constexpr int kFormatVersion = 2;        // that is written
inline constexpr int kOldestFormatVersion = 1;  // that is read

}  // namespace skira
