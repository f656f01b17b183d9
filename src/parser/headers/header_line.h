// What a line says when it is read as a part of a header.
//
//   prelude TITLE?  |  TITLE prelude      prelude: words of the series, date, number, writers,
//                                         pictographs and separators in any order
//
// Any part of the prelude may be damaged or unknown; how much of it is known is its weight. Whether
// the line opens a review depends on the lines around it too (headers.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/document/line_facts.h"
#include "parser/headers/words.h"
#include "review/review.h"

namespace skira {

struct HeaderLine {
  double weight = 0;        // of what was understood (weights.h); 0 where nothing was
  bool banner = false;      // words of the series: "the daily paper of"
  bool numbered = false;    // opens with "Review 12"
  bool is_short = false;    // "[Short]"
  bool stamp = false;       // a chat's: writer, date and time of a message
  bool byline = false;      // a date and what may be a writer's name, which `title` is
  bool unreadable = false;  // a short line with a date, and nothing else that we know
  bool damaged = false;     // words misread, unknown, in another script or out of order
  bool lost_date = false;   // what stands in the date's place is none
  bool open_bold = false;   // "**" was opened and not closed: the title goes on
  std::optional<int> number;
  std::optional<Date> date;
  std::string date_rest;           // digits in the date's place that are no date; else empty
  std::string lost_date_printed;   // what stands in the date's place and is none
  std::string printed_date;        // the date as printed, where it was in digits
  std::vector<std::string> names;  // writers
  bool credit_adds = false;        // they wrote it together with the document's author
  std::string title;               // the rest of the line, cleaned; empty where nothing is left
  std::vector<std::string> series_words;  // of the prelude: learned ones, and writers as printed
  std::string unread;  // words of the prelude that nobody knows, joined by spaces
};

// Reads a line of at most a few hundred bytes.
HeaderLine ReadHeaderLine(std::string_view line, const HeaderWords& learned);

// A line that may open or hold a header, and is worth reading: short, or with a date or a number
// near its beginning.
bool MayBeHeaderLine(std::string_view line, const LineFacts& facts);

}  // namespace skira
