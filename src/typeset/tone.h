// Text contrast: coverage corrected for the luminance of the text's colour.
#pragma once

#include <array>
#include <cstdint>

#include "typeset/typeset.h"

namespace skira::typeset {

// What becomes of each coverage where text of the tone is drawn. `tone` is below kToneCount.
const std::array<uint8_t, 256>& ToneCurve(Tone tone);

}  // namespace skira::typeset
