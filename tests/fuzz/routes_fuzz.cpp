// Any bytes are an address: they are read as a route, which is written as an address that is read
// as the same route; and the application goes there, draws it, and comes back.
#include <cstddef>
#include <cstdint>

#include "screen_for_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace skira::app;
  const std::string_view hash(reinterpret_cast<const char*>(data), size);
  const Route route = ParseRoute(hash);
  const std::string written = RouteHash(route);
  Require(ParseRoute(written) == route, "a route's address is read as the route");
  Require(RouteHash(ParseRoute(written)) == written, "an address of ours is written as it is");

  Screen& screen = ScreenForFuzz();
  screen.Do(Navigate{route});
  screen.Frame();
  Require(screen.reader.state().route == route, "one is where one went");
  screen.Go("#/");
  screen.Frame();
  Require(screen.reader.state().listing.order.size() == 2, "the catalog lists what it did");
  return 0;
}
