// In place of the shapers of scripts that no bundled font has, for the page, which would carry them for
// nothing: the browser draws those scripts. What asks for one of them gets the default shaper.
#include "hb-ot-shaper.hh"

#define SKIRA_AS_DEFAULT(name)                                                               \
  const hb_ot_shaper_t _hb_ot_shaper_##name = {                                              \
      nullptr,      nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,  \
      nullptr,      HB_TAG_NONE, HB_OT_SHAPE_NORMALIZATION_MODE_DEFAULT,                     \
      HB_OT_SHAPE_ZERO_WIDTH_MARKS_BY_GDEF_LATE, true};

SKIRA_AS_DEFAULT(hangul)
SKIRA_AS_DEFAULT(indic)
SKIRA_AS_DEFAULT(khmer)
SKIRA_AS_DEFAULT(myanmar)
SKIRA_AS_DEFAULT(myanmar_zawgyi)
SKIRA_AS_DEFAULT(thai)
SKIRA_AS_DEFAULT(use)
