// FreeType's own options without what Skira's fonts never need (FT_CONFIG_OPTIONS_H): compressed and
// Mac fonts, hinting bytecode, the environment.
#include <freetype/config/ftoption.h>

#undef FT_CONFIG_OPTION_USE_ZLIB
#undef FT_CONFIG_OPTION_USE_LZW
#undef FT_CONFIG_OPTION_MAC_FONTS
#undef FT_CONFIG_OPTION_GUESSING_EMBEDDED_RFORK
#undef FT_CONFIG_OPTION_ENVIRONMENT_PROPERTIES
#undef TT_USE_BYTECODE_INTERPRETER
#undef TT_CONFIG_OPTION_BYTECODE_INTERPRETER
#undef TT_CONFIG_OPTION_SUBPIXEL_HINTING
#undef TT_SUPPORT_SUBPIXEL_HINTING_MINIMAL
