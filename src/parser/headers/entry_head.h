// The head of an entry: what the first lines of a review say where no known banner marks them.
#pragma once

#include <set>
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

// The name that is alone on a line in italics ("*Dana Levi*") or behind a pen ("✍️ Dana Levi");
// `pen` says which. Empty for another line.
struct Byline {
  std::string_view name;
  bool pen = false;
};
Byline BylineOf(std::string_view line);

// Reads the head that opens on `line`; a name in italics is a writer's where `writers` has it.
// Looks at no more than some lines.
EntryHead ReadEntryHead(const HeaderLines& lines, int line, const std::set<std::string>& writers);

}  // namespace skira
