// The digest of a document's bytes, and how its reading is announced.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "documents_for_tests.h"
#include "parser/parser.h"
#include "parser/sha256.h"

namespace skira {
namespace {

TEST_CASE("a digest does not know in which pieces its bytes came") {
  const std::string bytes(1000, 'a');
  for (size_t size : {0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1000}) {
    Sha256 whole;
    whole.Add(std::string_view(bytes).substr(0, size));
    const std::string hex = whole.Hex();
    for (const size_t piece : {1, 3, 64, 65}) {
      Sha256 digest;
      for (size_t i = 0; i < size; i += piece) {
        digest.Add(std::string_view(bytes).substr(i, std::min(piece, size - i)));
      }
      CHECK(digest.Hex() == hex);
    }
  }
  Sha256 abc;
  abc.Add("abc");
  CHECK(abc.Hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("progress grows from nothing to all, a hundred times at most") {
  std::string text;
  for (int i = 1; i <= 40; ++i) {
    text += "Review " + std::to_string(i) + ": A paper of number " + std::to_string(i) + "\n\n" +
            Prose() + "\n\n";
  }
  std::vector<double> seen;
  const ParseResult result =
      ParseDocument("a", text, [&](double fraction) { seen.push_back(fraction); });
  CHECK(result.reviews.size() == 40);
  CHECK(std::is_sorted(seen.begin(), seen.end()));
  REQUIRE(seen.size() > 10);
  CHECK(seen.size() <= 100);
  CHECK(seen.front() < 0.5);
  CHECK(seen.back() > 0.9);
}

}  // namespace
}  // namespace skira
