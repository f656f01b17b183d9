// The fonts that the command measures with.
#pragma once

#include <string>

#include "typeset/typeset.h"

namespace skira::cli {

// The folder "fonts" beside the executable.
std::string BundledFonts();

// Loads the folder's fonts ("serif-400.ttf", "sans-700-italic.ttf"): serif, sans, mono, each from
// light to bold. Returns a complaint, or "".
std::string LoadFonts(const std::string& folder, typeset::FontSet& fonts);

}  // namespace skira::cli
