// The other keyboard layout: what was typed while the keyboard was set to the other language.
// Inside of the module.
//
// The keys are those of SI-1452, which Windows, macOS and Linux share for letters, and of QWERTY:
//
//   q w e r t y u i o p      / ' ק ר א ט ו ן ם פ
//   a s d f g h j k l ; '    ש ד ג כ ע י ח ל ך ף ,
//   z x c v b n m , . /      ז ס ב ה נ מ צ ת ץ .
//
// Which layout was meant is decided by how well each reading of each word is explained by the
// words of the library, with a price for changing within the query: people type a stretch in the
// wrong layout, not letters of it.
#pragma once

#include <string>
#include <string_view>

#include "search/expand.h"
#include "search/index.h"

namespace skira {

// A query as it is searched for.
struct QueryReading {
  ParsedQuery query;
  bool other_layout = false;  // some words are not as typed
};

// Parses what is looked at of the query, and reads those words that the library knows by the other
// layout alone, or much better, in that layout; a query of AsTyped() as it is.
QueryReading ReadQuery(const IndexData& data, Expander& expander, std::string_view query,
                       bool last_word_is_prefix);

}  // namespace skira
