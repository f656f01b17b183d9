// Header candidates: what may open a review, over several lines.
#pragma once

#include <map>
#include <vector>

#include "parser/headers/header_line.h"
#include "parser/headers/headers.h"
#include "parser/headers/lines.h"

namespace skira {

// How a candidate is marked as a header.
enum class Marked : uint8_t {
  kLines,    // by what its lines say
  kHeading,  // by a heading that is a link to a paper
  kTitle,    // by a title alone
  kShape,    // by a shape of line that the document repeats (entries.h)
};

struct HeaderCandidate {
  Header header;
  Marked marked = Marked::kLines;
  int head_end = 0;         // the last line that says something of the header; 0: its last line
  double weight = 0;        // of its lines' words (weights.h)
  double score = 0;         // of these and the lines around them
  bool link_above = false;  // the text above closes with a link
  bool banner = false, latin_title = false;
  bool labelled_title = false;  // the title is behind a label of its own
  bool list_item = false, hash = false;
  bool stamp = false;        // of a chat's message
  bool unreadable = true;    // no line says more than a date
  std::string printed_date;  // in digits, where the date was printed so
  std::string date_rest;     // digits in the date's place that are no date
};

// What the lines say, by line: those worth a candidate alone.
using Evidence = std::map<int, HeaderLine>;

// The candidates of a document, in their order; they do not overlap. `evidence` as read with the
// document's own words.
std::vector<HeaderCandidate> FormCandidates(const HeaderLines& lines, const Evidence& evidence);

// Takes the title on `line`, with the lines right below that it is wrapped to.
void TakeTitle(const HeaderLines& lines, int line, Header& header);

}  // namespace skira
