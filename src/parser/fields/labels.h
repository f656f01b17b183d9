// Labels before a colon, by what their words say, whatever their form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace skira {

// What the value behind a label is, as far as a header needs to know.
// kSubject: a mail's, the title where nothing else is; else what the review is about.
enum class LabelKind : uint8_t { kNone, kTitle, kSubject, kDate, kWriters, kLink };

// The kind of a label without its colon: "סוקרת", "שם המאמר", "תאריך הסקירה", "Date of review";
// kNone where a word of it is unknown. Gender, number, article and the order of the words do not
// matter.
LabelKind KindOfLabel(std::string_view label);

// The same of a label with its value, which decides where both could be meant: "קרא: דנה לוי" names
// a writer, "קרא: https://..." leads to a paper; a date has digits.
LabelKind KindOfLabelled(std::string_view label, std::string_view value);

// A short line that is a label and its value; both are parts of `line` or of the text of its bold
// label. The value of a cell of a table is trimmed.
struct Labelled {
  LabelKind kind = LabelKind::kNone;
  std::string label, value;
};

// "LABEL: VALUE", "**LABEL:** VALUE", "- LABEL: VALUE", or a table's row "| LABEL | VALUE |", with
// any label of a few words; std::nullopt for every other line.
std::optional<Labelled> CutLabel(std::string_view line);

// The parts of a line that have a label each, "By: NAME | Date: 4.3.25", with bars or wide spaces
// between them; the line itself where it is no such line. Valid as long as `line`.
std::vector<std::string_view> LabelledParts(std::string_view line);

}  // namespace skira
