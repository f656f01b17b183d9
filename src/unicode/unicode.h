// unicode: the module's public header. UTF-8, facts of compatibility folding, Hebrew letters,
// scripts.
#pragma once

#include "unicode/compat.h"  // IWYU pragma: export
#include "unicode/hebrew.h"  // IWYU pragma: export
#include "unicode/script.h"  // IWYU pragma: export
#include "unicode/utf8.h"    // IWYU pragma: export
