#include <array>
#include <catch2/catch_test_macros.hpp>

#include "wire/encode.h"

namespace skira::wire {
namespace {

TEST_CASE("an effect is numbers in the order of its members, a text its address and its bytes") {
  CHECK(Encode(effect::Print{}).empty());
  CHECK(Encode(effect::Scroll{Pane::kFilters, 12.5F, true}) == std::array<double, 3>{3, 12.5, 1});
  const effect::Store store{"review/adam", "{}", 7};
  CHECK(Encode(store) ==
        std::array<double, 5>{AddressOf(store.key), 11, AddressOf(store.json), 2, 7});
}

TEST_CASE("an effect's index is its place in the table") {
  CHECK(Effect{effect::PushHash{}}.index() == 0);
  CHECK(Effect{effect::ReplaceHash{}}.index() == 1);
}

}  // namespace
}  // namespace skira::wire
