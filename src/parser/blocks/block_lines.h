// What a single line is by itself, whatever stands around it: blocks_pieces puts lines together.
//
// Every test bounds what it looks at, so that a line of any length costs at most one pass over it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace skira {

// Columns of white space before the text; a tab counts 4.
int Indent(std::string_view line);

// Columns that the text takes up to its end, tabs going on to the next multiple of 4 (CommonMark
// 2.2).
int Columns(std::string_view text);

// The line without its first `count` columns of white space, the rest of its indent as spaces.
std::string WithoutColumns(std::string_view line, int count);

// "---", "***", "___", "=====" alone.
bool IsRule(std::string_view line);

// The length of the run of backticks or tildes that opens a fence (3 or more); 0 for another line.
size_t FenceLength(std::string_view line);

// Whether `line` closes the code that the fence `opening` opens: a fence of the same mark, as long
// at least, and nothing else (CommonMark 4.5).
bool ClosesFence(std::string_view opening, std::string_view line);

// "Figure 3: ...", "**Fig. 2.** ...", "Table 1 | ...", "Algorithm 2 ...", "איור 4: ...".
bool IsCaption(std::string_view line);

// Who wrote the review, or hashtags alone.
bool IsCredit(std::string_view line);

// About a writer rather than about the paper: what a credit at the end is followed by.
bool IsBiography(std::string_view line);

// The number of "#" before a heading's text; 0 where the line is no such heading ("#word" is a
// hashtag).
int HashLevel(std::string_view line);

// The label of the footnote that a line defines, "[^label]: text"; empty where it defines none.
// Valid as long as `line`.
std::string_view DefinedFootnote(std::string_view line);

// `![alt](target)` alone.
bool IsPicture(std::string_view line);

// A picture that came with the document alone (pictures.h), or several.
bool ShowsPictures(std::string_view line);

}  // namespace skira
