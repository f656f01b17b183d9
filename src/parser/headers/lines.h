// A document's lines as the search for headers looks at them.
#pragma once

#include <string_view>

#include "parser/document/document.h"
#include "parser/document/line_facts.h"

namespace skira {

class HeaderLines {
 public:
  HeaderLines(const Document& document, const DocumentFacts& facts)
      : document_(document), facts_(facts) {}

  int count() const { return document_.line_count(); }
  std::string_view text(int line) const { return document_.line(line); }
  const LineFacts& facts(int line) const { return facts_.of(line); }

  // The nearest line that is not blank, 0 where there is none.
  int Next(int line) const;
  int Previous(int line) const;

  bool IsTitle(int line) const;       // or the first line of one that is wrapped behind its colon
  bool IsHeadline(int line) const;    // a short line in any language
  bool EndsWithLink(int line) const;  // false for line 0
  bool EndsWithPaperLink(int line) const;
  bool IsPaperLink(int line) const;  // a line that is a link to a paper

 private:
  const Document& document_;
  const DocumentFacts& facts_;
};

}  // namespace skira
