// Notices: which go by themselves, which wait for an answer.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "app/state/app_state.h"
#include "app/state/commands.h"
#include "effects.h"

namespace skira::app {
namespace {

// The numbers of the notices that the page is to dismiss after a time.
std::vector<uint32_t> Ending(const AppState& state) {
  std::vector<uint32_t> numbers;
  for (const auto& notice : EffectsOf<effect::Notice>(state.effects)) {
    numbers.push_back(notice.number);
  }
  return numbers;
}

TEST_CASE("a notice goes when its time is over, and only it") {
  AppState state;
  Apply(ShowNotice{"first"}, state);
  Apply(ShowNotice{"second"}, state);
  CHECK(Ending(state) == std::vector<uint32_t>{1, 2});
  Apply(DismissNotice{1}, state);
  CHECK(state.notice.text == "second");
  Apply(DismissNotice{2}, state);
  CHECK(state.notice.text.empty());
}

TEST_CASE("the longer a notice, the longer it stays") {
  AppState state;
  Apply(ShowNotice{"ab"}, state);
  Apply(ShowNotice{"abcd"}, state);
  CHECK(EffectsOf<effect::Notice>(state.effects) ==
        std::vector<effect::Notice>{{1, 4080}, {2, 4160}});
}

TEST_CASE("a notice of a failure or with an offer stays until it is answered") {
  AppState state;
  Apply(ShowNotice{"failed", {}, true}, state);
  CHECK(Ending(state).empty());
  CHECK(state.notice.text == "failed");
  Apply(ShowNotice{"offers", Command::kBackup}, state);
  CHECK(Ending(state).empty());
  Apply(DismissNotice{state.notice.number}, state);
  CHECK(state.notice.text == "offers");
  Apply(ShowNotice{"news"}, state);  // which does not cover it
  CHECK(Ending(state).empty());
  CHECK(state.notice.text == "offers");
  Apply(DismissNotice{}, state);
  CHECK(state.notice.text.empty());
}

}  // namespace
}  // namespace skira::app
