// unicode: the face of the room. UTF-8, facts of Hebrew letters, scripts.
#pragma once

#include "unicode/hebrew.h"  // IWYU pragma: export
#include "unicode/script.h"  // IWYU pragma: export
#include "unicode/utf8.h"    // IWYU pragma: export
