#include "app/state/listening.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "app/state/app_state.h"
#include "app/state/commands.h"

namespace skira::app {
namespace {

using Mode = Listening::Mode;
using What = SpeechOutcome;

Review MakeReview(std::string id, std::vector<std::string> paragraphs) {
  Review review;
  review.id = std::move(id);
  review.title = "Adam";
  for (std::string& text : paragraphs) {
    review.blocks.emplace_back();
    review.blocks.back().spans.push_back({.text = std::move(text)});
  }
  return review;
}

// Two reviews, the first one open.
AppState Opened() {
  AppState state;
  SetCatalog({.sources = {},
              .reviews = {MakeReview("first", {"אחת. שתיים עם Adam.", "שלוש."}),
                          MakeReview("second", {"אחרת."}), MakeReview("empty", {})}},
             state);
  Apply(Navigate{{.page = Route::Page::kReview, .id = "first"}}, state);
  state.effects.clear();
  return state;
}

// What the page is asked to say by `action`: texts with a bar between runs; "-" for silence.
std::vector<std::string> Said(const Action& action, AppState& state) {
  state.effects.clear();
  Apply(action, state);
  std::vector<std::string> said;
  for (const Effect& effect : state.effects) {
    if (std::holds_alternative<effect::Silence>(effect)) said.emplace_back("-");
    const auto* speak = std::get_if<effect::Speak>(&effect);
    if (speak == nullptr) continue;
    std::string words;
    for (const auto& run : nlohmann::json::parse(speak->runs)) {
      if (!words.empty()) words += '|';
      words += run["text"].get<std::string>();
    }
    said.push_back(words);
  }
  return said;
}

using Words = std::vector<std::string>;

SpeechNews Spoken(const AppState& state) { return {What::kSpoken, state.listening.number}; }

TEST_CASE("a review is said sentence by sentence to its end") {
  AppState state = Opened();
  CHECK(Said(Run{Command::kListen}, state) == Words{"אחת."});
  CHECK(Said(Spoken(state), state) == Words{"שתיים עם|Adam."});
  CHECK(Said(Spoken(state), state) == Words{"שלוש."});
  CHECK(Said(Spoken(state), state) == Words{"-"});
  CHECK_FALSE(state.listening.on());
  CHECK(state.notice.text == Text(Str::listen_finished, Language::kHebrew));
}

TEST_CASE("what is said goes out with a number, the speed and a language for each run") {
  AppState state = Opened();
  Apply(Run{Command::kListen}, state);
  Apply(Listen{Listen::What::kNext}, state);
  CHECK(state.effects.back() == Effect{effect::Speak{2, 1,
                                                     "[{\"text\":\"שתיים עם\",\"lang\":\"he\"},"
                                                     "{\"text\":\"Adam.\",\"lang\":\"en\"}]"}});
}

TEST_CASE("a pause is silence, and going on says the sentence again") {
  AppState state = Opened();
  Apply(Run{Command::kListen}, state);
  Apply(Spoken(state), state);
  CHECK(Said(Run{Command::kListen}, state) == Words{"-"});
  CHECK(state.listening.mode == Mode::kPaused);
  CHECK(Said(Run{Command::kListen}, state) == Words{"שתיים עם|Adam."});
  CHECK(state.listening.mode == Mode::kSpeaking);
}

TEST_CASE("what comes late of an older sentence moves nothing") {
  AppState state = Opened();
  Apply(Run{Command::kListen}, state);
  const SpeechNews late = Spoken(state);
  Apply(Run{Command::kNextSentence}, state);
  CHECK(Said(late, state).empty());
  CHECK(state.listening.at == 1);
  Apply(Run{Command::kListen}, state);
  CHECK(Said(Spoken(state), state).empty());
  CHECK(state.listening.mode == Mode::kPaused);
}

TEST_CASE("steps stay within the review; in a pause they say nothing") {
  AppState state = Opened();
  Apply(Run{Command::kListen}, state);
  CHECK(Said(Run{Command::kPreviousSentence}, state) == Words{"אחת."});
  Apply(Run{Command::kListen}, state);
  CHECK(Said(Run{Command::kNextSentence}, state).empty());
  CHECK(Said(Run{Command::kNextSentence}, state).empty());
  CHECK(Said(Run{Command::kNextSentence}, state).empty());
  CHECK(state.listening.at == 2);
}

TEST_CASE("another speed is kept, within its bounds, and the sentence begins anew") {
  AppState state = Opened();
  Apply(Run{Command::kListen}, state);
  CHECK(Said(Run{Command::kFasterSpeech}, state) == Words{"אחת."});
  CHECK(state.settings.speech_rate == 1.25f);
  CHECK(RecordJson("settings", state.user, state.settings) == "{\"v\":1,\"speech\":1.25}");
  CHECK(Said(SetSpeechRate{9}, state) == Words{"אחת."});
  CHECK(state.settings.speech_rate == kMostSpeechRate);
  CHECK(Said(SetSpeechRate{9}, state).empty());
}

TEST_CASE("listening starts at a place of the text") {
  AppState state = Opened();
  CHECK(Said(Listen{Listen::What::kStart, {0, 12}}, state) == Words{"שתיים עם|Adam."});
  CHECK(Said(Listen{Listen::What::kStart, {1, 0}}, state) == Words{"שלוש."});
}

TEST_CASE("another review, another page and another catalog are silence") {
  const Route other{.page = Route::Page::kReview, .id = "second"};
  const Action pending_removal[] = {Navigate{other}, Navigate{{.page = Route::Page::kSettings}},
                                    Run{Command::kStopListening}, Run{Command::kBack}};
  for (const Action& action : pending_removal) {
    AppState state = Opened();
    Apply(Run{Command::kListen}, state);
    CHECK(Said(action, state) == Words{"-"});
    CHECK_FALSE(state.listening.on());
  }
  AppState state = Opened();
  Apply(Run{Command::kListen}, state);
  SetCatalog({}, state);
  CHECK_FALSE(state.listening.on());
}

TEST_CASE("another theme, size and language go on in the same sentence") {
  AppState state = Opened();
  Apply(Run{Command::kListen}, state);
  Apply(Spoken(state), state);
  CHECK(Said(Run{Command::kDarkTheme}, state).empty());
  CHECK(Said(Run{Command::kLargerText}, state).empty());
  CHECK(Said(Run{Command::kToggleLanguage}, state).empty());
  CHECK(Said(Resize{390, 844, 2}, state).empty());
  CHECK(state.listening.at == 1);
  CHECK(state.listening.mode == Mode::kSpeaking);
}

TEST_CASE("without a Hebrew voice the reader is told once, and the voice goes on") {
  AppState state = Opened();
  Apply(Run{Command::kListen}, state);
  Apply(SpeechNews{What::kNoHebrew, state.listening.number}, state);
  CHECK(state.notice.text == Text(Str::listen_no_hebrew, Language::kHebrew));
  CHECK(state.listening.mode == Mode::kSpeaking);
  const uint32_t notices = state.notice.number;
  Apply(Spoken(state), state);
  Apply(SpeechNews{What::kNoHebrew, state.listening.number}, state);
  CHECK(state.notice.number == notices);
}

TEST_CASE("without any voice, or with one that does not answer, it stops and says why") {
  for (const auto& [what, text] :
       {std::pair(What::kNoVoice, Str::listen_no_voice), {What::kFailed, Str::listen_failed}}) {
    AppState state = Opened();
    Apply(Run{Command::kListen}, state);
    Apply(SpeechNews{what, state.listening.number}, state);
    CHECK_FALSE(state.listening.on());
    CHECK(state.notice.text == Text(text, Language::kHebrew));
  }
}

TEST_CASE("a review without text says that there is nothing to read aloud") {
  AppState state = Opened();
  Apply(Navigate{{.page = Route::Page::kReview, .id = "empty"}}, state);
  CHECK(Said(Run{Command::kListen}, state).empty());
  CHECK_FALSE(state.listening.on());
  CHECK(state.notice.text == Text(Str::listen_nothing, Language::kHebrew));
}

}  // namespace
}  // namespace skira::app
