#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/article/article_highlights.h"
#include "app/state/announcements.h"
#include "app/state/app_state.h"
#include "app/state/listening.h"
#include "app/state/reading_position.h"

namespace skira::app {
namespace {

using Mode = Listening::Mode;

// What stays free above the sentence that is brought into sight, of the pane's height.
constexpr float kRoomAbove = 0.2f;

Passage PassageOf(const Sentence& sentence) {
  return {{sentence.block, sentence.start}, {sentence.block, sentence.end}};
}

// Asks the page to speak the current sentence, in place of what it speaks.
void Speak(AppState& state) {
  Listening& listening = state.listening;
  nlohmann::ordered_json runs = nlohmann::ordered_json::array();
  for (const SpokenRun& run : listening.sentences[static_cast<size_t>(listening.at)].runs) {
    runs.push_back({{"text", run.text}, {"lang", run.language == Language::kHebrew ? "he" : "en"}});
  }
  state.effects.push_back(
      effect::Speak{++listening.number, state.settings.speech_rate,
                    runs.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)});
}

void Silence(AppState& state) {
  ++state.listening.number;
  state.effects.push_back(effect::Silence{});
}

void MoveTo(int sentence, bool asked, AppState& state) {
  Listening& listening = state.listening;
  listening.at = sentence;
  listening.reveal = true;
  listening.follow = asked;
  if (listening.mode == Mode::kSpeaking) Speak(state);
}

// The box of a sentence, px from the article's corner; of what is not marked word by word (tables)
// that of its block.
Box BoxOfSentence(const AppState& state, const Sentence& sentence) {
  const PassageBox box = BoxOf(state.article, PassageOf(sentence));
  if (!box.empty()) return box.all;
  for (const ArticleItem& item : state.article.items) {
    if (item.block == sentence.block) return item.box;
  }
  return {};
}

// The first sentence of what is in sight.
int FirstInSight(const AppState& state) {
  const auto& sentences = state.listening.sentences;
  const bool drawn = state.article.review == state.open_review && state.place.view > 0;
  if (!drawn || state.scroll(Pane::kReview) <= state.place.text_top) return 0;
  const float top = state.scroll(Pane::kReview) - state.place.text_top;
  const int block = FirstBlockInSight(state, state.scroll(Pane::kReview));
  const auto first = std::find_if(sentences.begin(), sentences.end(), [&](const Sentence& one) {
    if (one.block != block) return one.block > block;
    const Box box = BoxOfSentence(state, one);
    return box.y + box.height > top;
  });
  // Below the text one begins anew.
  return first == sentences.end() ? 0 : static_cast<int>(first - sentences.begin());
}

int FirstFrom(const TextPosition& place, const std::vector<Sentence>& sentences) {
  const auto first = std::find_if(sentences.begin(), sentences.end(), [&](const Sentence& one) {
    return place < TextPosition{one.block, one.end};
  });
  return first == sentences.end() ? 0 : static_cast<int>(first - sentences.begin());
}

void Start(const TextPosition& from, AppState& state) {
  Listening& listening = state.listening;
  listening.sentences = SentencesOf(*state.review(), state.pictures);
  if (listening.sentences.empty()) {
    return ShowNoticeText(Text(Str::listen_nothing, state.language()), state);
  }
  listening.mode = Mode::kSpeaking;
  const int first = from.block < 0 ? FirstInSight(state) : FirstFrom(from, listening.sentences);
  MoveTo(first, from.block >= 0, state);
}

void Step(int by, AppState& state) {
  const int last = static_cast<int>(state.listening.sentences.size()) - 1;
  MoveTo(std::clamp(state.listening.at + by, 0, last), true, state);
}

void Toggle(AppState& state) {
  Listening& listening = state.listening;
  if (listening.mode == Mode::kSpeaking) {
    listening.mode = Mode::kPaused;
    return Silence(state);
  }
  listening.mode = Mode::kSpeaking;
  MoveTo(listening.at, true, state);
}

}  // namespace

const Sentence* SpokenSentence(const AppState& state) {
  const Listening& listening = state.listening;
  if (!listening.on()) return nullptr;
  return &listening.sentences[static_cast<size_t>(listening.at)];
}

void StopListening(AppState& state) {
  Listening& listening = state.listening;
  if (!listening.on()) return;
  listening.mode = Mode::kOff;
  listening.sentences.clear();
  Silence(state);
}

void Do(const Listen& action, AppState& state) {
  if (state.review() == nullptr) return;
  if (action.what == Listen::What::kStart) return Start(action.from, state);
  if (!state.listening.on()) return;
  switch (action.what) {
    case Listen::What::kStart:
      return;
    case Listen::What::kToggle:
      return Toggle(state);
    case Listen::What::kNext:
      return Step(1, state);
    case Listen::What::kPrevious:
      return Step(-1, state);
    case Listen::What::kStop:
      return StopListening(state);
  }
}

void Do(const SetSpeechRate& action, AppState& state) {
  Settings settings = state.settings;
  settings.speech_rate = action.rate;
  settings = Within(settings);
  if (settings == state.settings) return;
  Apply(ChangeSettings{settings}, state);
  if (state.listening.mode == Mode::kSpeaking) Speak(state);
}

void Do(const SpeechNews& action, AppState& state) {
  Listening& listening = state.listening;
  if (action.number != listening.number || listening.mode != Mode::kSpeaking) return;
  switch (action.what) {
    case SpeechOutcome::kNoHebrew:
      if (std::exchange(listening.told_no_hebrew, true)) return;
      return ShowNoticeText(Text(Str::listen_no_hebrew, state.language()), state);
    case SpeechOutcome::kNoVoice:
    case SpeechOutcome::kFailed: {
      StopListening(state);
      const bool none = action.what == SpeechOutcome::kNoVoice;
      return ShowNoticeText(
          Text(none ? Str::listen_no_voice : Str::listen_failed, state.language()), state);
    }
    case SpeechOutcome::kSpoken:
      break;
  }
  if (listening.at + 1 < static_cast<int>(listening.sentences.size())) {
    return MoveTo(listening.at + 1, false, state);
  }
  StopListening(state);
  ShowNoticeText(Text(Str::listen_finished, state.language()), state);
}

void MarkSpokenSentence(const AppState& state) {
  const Sentence* sentence = SpokenSentence(state);
  MarkSpoken(sentence == nullptr ? Passage{} : PassageOf(*sentence),
             sentence == nullptr ? -1 : state.listening.at, state.article);
}

void FollowSpoken(AppState& state) {
  Listening& listening = state.listening;
  const Sentence* sentence = SpokenSentence(state);
  if (sentence == nullptr || !listening.reveal || state.article.review != state.open_review) return;
  listening.reveal = false;
  const float top = state.scroll(Pane::kReview), view = state.place.view;
  const auto in_sight = [&](const Box& box) {
    const float y = state.place.text_top + box.y;
    return y < top + view && y + box.height > top;
  };
  // Who has scrolled elsewhere meanwhile is left there.
  if (!listening.follow && listening.at > 0) {
    const Sentence& before = listening.sentences[static_cast<size_t>(listening.at) - 1];
    if (!in_sight(BoxOfSentence(state, before))) return;
  }
  const Box box = BoxOfSentence(state, *sentence);
  const float y = state.place.text_top + box.y;
  const bool whole = y >= top && y + std::min(box.height, view) <= top + view;
  if (whole) return;
  Apply(ScrollTo{Pane::kReview, std::max(0.0f, y - view * kRoomAbove), true}, state);
}

}  // namespace skira::app
