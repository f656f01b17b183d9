// Listening: the open review read aloud, sentence by sentence. Inside the room.
//
// The page speaks one sentence for each effect::Speak and tells when it is over
// (SpeechNews); sentences are numbered, so that what comes late of an older one is known as such.
#pragma once

#include <vector>

#include "app/model/action.h"
#include "app/model/sentences.h"
#include "app/ui/text_box.h"

namespace skira::app {

struct AppState;

struct Listening {
  enum class Mode : uint8_t { kOff, kSpeaking, kPaused };
  Mode mode = Mode::kOff;
  std::vector<Sentence> sentences;  // of the open review
  int at = 0;                       // the one that is read, index into `sentences`
  int number = 0;                   // of the last effect
  bool told_no_hebrew = false;      // the reader knows that there is no Hebrew voice
  // Whether the sentence at hand is still to be brought into sight; `follow`: also where the one
  // before was not (it was asked for).
  bool reveal = false, follow = false;
  bool on() const { return mode != Mode::kOff; }
};

// What one may choose, each a step of the bar's buttons.
inline constexpr float kSpeechRateStep = 0.25f;

// The sentence at hand; null where nothing is read.
const Sentence* SpokenSentence(const AppState& state);

// --- Steps of Apply() and of Reader::Frame() ---
void Do(const Listen& action, AppState& state);
void Do(const SetSpeechRate& action, AppState& state);
void Do(const SpeechNews& action, AppState& state);
// Silence: the review is no longer open, or another text is.
void StopListening(AppState& state);
// Marks the sentence at hand in the laid-out review.
void MarkSpokenSentence(AppState& state);
// Scrolls to the sentence at hand where it is out of sight.
void FollowSpoken(AppState& state);

}  // namespace skira::app
