// Any bytes are what the worker that sets formulas answers (web/math-worker.js), or the "math" of
// it: they are left alone, or the formulas of an open review are drawn with them, in any size.
#include <cstddef>
#include <cstdint>

#include "screen_for_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace skira::app;
  if (size < 1) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const bool whole = (data[0] & 1) != 0;
  const std::string answer =
      whole ? bytes
            : R"({"format":"skira-reviews","version":1,"sources":[],"reviews":[],"math":)" + bytes +
                  "}";
  skira::JsonError error;
  const std::optional<skira::Catalog> read = skira::ReadJson(answer, error);
  const bool reads = read.has_value();
  for (const skira::Formula& formula :
       reads ? read->math.formulas : std::vector<skira::Formula>()) {
    skira::Formula broken;
    broken.tex = formula.tex;
    broken.display = formula.display;
    broken.error = formula.error;
    Require(formula.error.empty() || formula == broken, "of a broken formula nothing is drawn");
  }

  // What was set stays set: each answer meets an application that has none.
  Screen& screen = ScreenForFuzz();
  static const std::string catalog = skira::WriteJson(CatalogForFuzz(), false);
  Require(!screen.reader.LoadExport(catalog), "the catalog can be read");
  screen.reader.AddFormulas(answer);
  Require(reads || screen.reader.state().math.size() == 0, "what cannot be read sets nothing");
  screen.Do(Resize{(data[0] & 2) != 0 ? 320.0f : 1440.0f, 900, (data[0] & 4) != 0 ? 3.0f : 1.0f});
  screen.Go("#/r/a");
  screen.Frame();
  screen.reader.AddFormulas(answer);
  screen.Frame();
  return 0;
}
