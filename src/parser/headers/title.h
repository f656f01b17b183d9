// What a title looks like and how it is cleaned.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "parser/document/line_facts.h"

namespace skira {

// "**LABEL:** VALUE", which a field is.
bool HasBoldLabel(std::string_view line);

// A line that can be a paper's title: a few words, mostly Latin, no list mark, caption, link, table
// row, formula or label.
bool IsTitleLike(std::string_view line, const LineFacts& facts);

// Whether a title is mostly Latin, as papers' are.
bool IsLatinTitle(std::string_view title);

// A line that can be a title or a headline in any language: short, one line's worth of words, no
// list mark, caption, link, table row, formula, label or credit, and no end of a sentence.
bool IsHeadlineLike(std::string_view line, const LineFacts& facts);

// A title that is the text of a link: "[TITLE](address)" alone on its line.
bool IsLinkedTitle(std::string_view line);

// The title without markup, emoji and separators at its ends.
std::string CleanTitle(std::string_view text);

// What titles are quoted with, opening and closing.
inline constexpr std::string_view kTitleQuotes[][2] = {{"\"", "\""}, {"“", "”"}, {"״", "״"}};

// The first Latin title in quotes, bold or italics inside a line; `text` is empty where none is.
struct QuotedTitle {
  size_t start = 0;       // bytes; of the opening mark
  std::string_view text;  // what is inside, valid as long as the line
};
QuotedTitle FindQuotedTitle(std::string_view line);

// The title at the end of a line that leads to it ("... ושמו: TITLE"); empty where there is none.
std::string TitleBehindColon(std::string_view line);

}  // namespace skira
