// Listening: the open review read aloud, sentence by sentence. listening.h has what is done with
// it.
#pragma once

#include <cstdint>
#include <vector>

#include "app/model/sentences.h"

namespace skira::app {

struct Listening {
  enum class Mode : uint8_t { kOff, kSpeaking, kPaused };
  Mode mode = Mode::kOff;
  std::vector<Sentence> sentences;  // of the open review
  int at = 0;                       // the one that is read, index into `sentences`
  int number = 0;                   // of the last effect
  bool told_no_hebrew = false;      // the user knows that there is no Hebrew voice
  // Whether the current sentence is still to be brought into sight; `follow`: also where the one
  // before was not (it was asked for).
  bool reveal = false, follow = false;
  bool on() const { return mode != Mode::kOff; }
};

}  // namespace skira::app
