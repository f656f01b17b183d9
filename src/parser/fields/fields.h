// The field block below a long review's header: the reviewer's corner and the paper's details.
//
//
//   פינת הסוקר:                         group
//   המלצת קריאה ממייק: VALUE            label and value
//   ידע מוקדם:                          label, values as bullets below
//   - VALUE
//   פרטי מאמר:                          group
//   ...
//
// or lines of bold or known labels without a group, right below the header:
//
//   **Reviewed by:** NAME
//   **Clarity:** VALUE
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parser/document/document.h"
#include "parser/document/line_facts.h"
#include "review/review.h"

namespace skira {

// The block on lines [first_line, last_line]; first_line is 0 where there is none.
struct FieldBlock {
  int first_line = 0, last_line = 0;
  Fields fields;
  std::optional<Date> published;
  std::optional<std::string> venue;
  std::optional<Date> date;        // of the review
  std::vector<std::string> names;  // whose recommendation it is, as far as certain
  std::vector<Warning> warnings;
};

// Looks for the block near the beginning of the body [first_line, last_line] and reads it.
// `facts` are the document's.
FieldBlock ReadFields(const Document& document, const DocumentFacts& facts, int first_line,
                      int last_line);

// Sets the scales' levels by the fields' words.
void ReadLevels(Fields& fields);

// Whether a line is a field's: one of the known labels with its colon.
bool IsFieldLine(std::string_view line);

// The names in a line that is a field for the review's writers ("Reviewed by: NAME"); empty for
// any other.
std::vector<std::string> WritersIn(std::string_view line);

// How a line of the block is divided: what is before the byte offset `value` is one of the known
// labels with its list mark and colon; 0 where it has none.
size_t FieldValueAt(std::string_view visible);

}  // namespace skira
