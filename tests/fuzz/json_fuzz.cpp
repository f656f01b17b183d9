// Any bytes are offered as an export: they are refused with a reason, or read; what was read
// is written to an export that reads as the same bytes again.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "review/json.h"

namespace {

void Require(bool holds, std::string_view fact) {
  if (holds) return;
  std::cerr << "does not hold: " << fact << '\n';
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  skira::JsonError error;
  const auto catalog = skira::ReadJson(text, error);
  if (!catalog) {
    Require(!error.reason.empty(), "a refusal has a reason");
    return 0;
  }
  const std::string written = skira::WriteJson(*catalog, false);
  const auto again = skira::ReadJson(written, error);
  Require(again.has_value(), "what was read can be written and read: " + error.reason);
  Require(skira::WriteJson(*again, false) == written, "reading what was written changes nothing");
  return 0;
}
