// The head of an entry: what the first lines of a review say where no known banner marks them.
#pragma once

#include <string>
#include <string_view>

#include "parser/headers/headers.h"
#include "parser/headers/lines.h"

namespace skira {

struct EntryHead {
  Header header;      // its lines are those that say nothing else than it does
  int last_read = 0;  // the last line that says something of the head, perhaps below its lines
  std::string printed_date;
  std::string day;  // a date without its year, where there is no other
  bool latin_title = false;
  bool labelled_title = false;  // behind a label ("Paper: ...")
  bool set_off = false;         // the title is a heading, in bold or italics, or a line of its own
  bool stamp = false;           // a chat's
};

// Reads the head that opens on `line`. Looks at no more than some lines.
EntryHead ReadEntryHead(const HeaderLines& lines, int line);

}  // namespace skira
