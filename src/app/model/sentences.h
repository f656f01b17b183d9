// What is read aloud of a review: its sentences in the order of the text, each in runs of one
// language, so that a Hebrew voice and an English one can take turns.
//
//   block's text ─▶ SentenceEnds ─▶ words to say (formulas, addresses by a name) ─▶ runs
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/picture_library.h"
#include "app/resources/strings.h"
#include "review/review.h"

namespace skira::app {

// Words in one language; at most about kMostRun bytes, since some voices stop after 15 seconds.
struct SpokenRun {
  std::string text;
  Language language = Language::kHebrew;
  bool operator==(const SpokenRun&) const = default;
};
inline constexpr size_t kMostRun = 220;

struct Sentence {
  int block = 0;                // index into Review::blocks
  uint32_t start = 0, end = 0;  // bytes of the block's text (passage.h), without white space around
  std::vector<SpokenRun> runs;  // never empty
  bool operator==(const Sentence&) const = default;
};

// A byte of the text that SentenceEnds() takes for a part of a formula: a letter of no script.
inline constexpr char kFormulaByte = '\x01';

// Where the sentences of a flowing text end: bytes of it behind the white space that follows,
// increasing, the last the text's size. None of an empty text.
//
// As UAX #29 has it (SB5 to SB11), but that no sentence ends after an abbreviation, an initial or
// an enumerator, nor inside brackets, and that one may begin with a lower-case Latin letter where
// Hebrew stands before it. Addresses, decimal numbers and names of files hold no space.
std::vector<uint32_t> SentenceEnds(std::string_view text);

// The review's sentences. A heading is one, a list item begins one; of code and tables, and for
// formulas, a word is said; of a picture what it shows. Nothing for what has no words.
std::vector<Sentence> SentencesOf(const Review& review, const PictureLibrary& pictures = {});

// The words in runs; what stands between words of one language belongs to them, what stands between
// two languages (numbers) to `base`.
std::vector<SpokenRun> RunsOf(std::string_view words, Language base);

}  // namespace skira::app
