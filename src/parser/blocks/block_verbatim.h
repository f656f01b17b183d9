// Stretches of lines that are no prose: program text and display formulas.
#pragma once

#include <string>
#include <vector>

#include "parser/document/document.h"

namespace skira {

// Lines of a stretch; `last` is 0 where none begins.
struct Extent {
  int last = 0;
  bool closed = true;
  bool found() const { return last > 0; }
};

// The closing fences of a body, found once: an opening fence asks for the next one.
class Fences {
 public:
  Fences(const Document& document, int first_line, int last_line);
  // The program text whose opening fence is line `line`, both fences included. Where the fence is
  // never closed, or only behind a paragraph of Hebrew, it ends before that paragraph.
  Extent Find(int line) const;

 private:
  const Document& document_;
  int last_line_;
  std::vector<int> closing_;  // lines of a fence and nothing else
  std::vector<int> prose_;    // lines of Hebrew prose that follow a blank line
};

// Program text or pseudo-code without fences: three or more lines that read as such.
Extent FindBareCode(const Document& document, int line, int last_line);

// A display formula: "$$...$$" or "\[...\]" or "\begin{...}...\end{...}", on one line or several,
// with nothing but punctuation behind it.
Extent FindDisplayMath(const Document& document, int line, int last_line);

// The TeX of those lines without its delimiters, and the punctuation behind them.
struct DisplayMath {
  std::string tex;
  std::string after;
};
DisplayMath ReadDisplayMath(const Document& document, int first_line, int last_line);

}  // namespace skira
