// Listening: the open review read aloud, sentence by sentence.
//
// The page speaks one sentence for each effect::Speak and tells when it is over
// (SpeechNews); sentences are numbered, so that what comes late of an older one is known as such.
#pragma once

#include "app/state/app_state.h"

namespace skira::app {

// What one may choose, each a step of the bar's buttons.
inline constexpr float kSpeechRateStep = 0.25f;

// The sentence at hand; null where nothing is read.
const Sentence* SpokenSentence(const AppState& state);

// --- Steps of Apply() and of App::Frame() ---
void Do(const Listen& action, AppState& state);
void Do(const SetSpeechRate& action, AppState& state);
void Do(const SpeechNews& action, AppState& state);
// Silence: the review is no longer open, or another text is.
void StopListening(AppState& state);
// Marks the current sentence in the laid-out review.
void MarkSpokenSentence(const AppState& state);
// Scrolls to the current sentence where it is out of sight.
void FollowSpoken(AppState& state);

}  // namespace skira::app
