// The bundled fonts for a screen, read once.
#pragma once

#include "../typeset/fonts_for_tests.h"

namespace skira::app {

inline const typeset::FontSet& Fonts() {
  static typeset::FontSet fonts;
  if (fonts.size() == 0) typeset::LoadBundledFonts(fonts);
  return fonts;
}

}  // namespace skira::app
