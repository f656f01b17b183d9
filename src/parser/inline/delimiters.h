// Runs of "*", "_", "~" and "=", and the emphasis that they pair to: the delimiter stack of
// CommonMark 0.31 ("An algorithm for parsing nested emphasis and links"). Inside of the parser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "parser/inline/tokens.h"

namespace skira {

// Whether a run may open and close emphasis, by the characters on both sides (CommonMark 6.2).
struct Flanking {
  bool can_open = false;
  bool can_close = false;
};
// Of the run of `length` bytes at `offset`. Direction marks and isolates beside it are looked
// through.
Flanking FlankingOf(std::string_view text, size_t offset, size_t length);

class Delimiters {
 public:
  // `tokens` must outlive this.
  explicit Delimiters(std::vector<Token>& tokens) : tokens_(tokens) {}

  // Adds a run of `length` marks, whose tokens, one a character, are the last ones.
  void Add(char mark, size_t length, Flanking flanking);

  // How many runs there are: what Pair takes as its bottom.
  size_t size() const { return runs_.size(); }

  // Pairs the runs from the `bottom`-th on and forgets them. The tokens of a pair become kStyleOn
  // and kStyleOff; what finds no partner stays text. Linear in the number of marks.
  void Pair(size_t bottom);

  // The first tokens of the runs of "**" that found no partner, in the order in which Pair saw
  // them.
  const std::vector<size_t>& unpaired_bold() const { return unpaired_bold_; }

  // Makes a style's beginning or end of the two tokens of an unpaired "**".
  void MakeBold(size_t token, TokenKind kind);

 private:
  struct Run {
    size_t token = 0;   // of its first mark that is not yet paired
    size_t length = 0;  // as printed
    size_t left = 0;    // marks not yet paired
    char mark = '*';
    Flanking flanking;
  };
  static size_t KeyOf(const Run& closer);
  static bool Fits(const Run& opener, const Run& closer);
  void Match(Run& opener, Run& closer);

  std::vector<Token>& tokens_;
  std::vector<Run> runs_;
  std::vector<size_t> unpaired_bold_;
};

}  // namespace skira
