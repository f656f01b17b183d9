// Converters' markup to the plain Markdown that the parser reads.
//
//   <!-- … --> %%…%%                      dropped (comments)
//   [text]{dir="rtl"} {#id .class}        text
//   <span …> <div …> <a id="x"></a> …     dropped, their text stays
//   <h2>text</h2> on its own line         ## text
//   <a href="u">text</a> <img src="u">    [text](u) ![alt](u)
//   [text][label] [label] ![][label]      [text](u), with the label's definition, which is dropped
//   [[page|text]] ![[u]] > [!note] text   text, ![](u), > text
//
// Every line stays on its number; code between fences stays as it is.
#pragma once

#include <string>
#include <vector>

#include "review/review.h"

namespace skira {

// Linear in the text's length.
std::string MendMarkup(std::string text, std::vector<Warning>& warnings);

}  // namespace skira
