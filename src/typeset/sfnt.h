// The container of TrueType and OpenType fonts, checked before any library opens it.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace skira::typeset {

// What keeps `bytes` from being a font that can be used, in words; empty where nothing does.
// Whether the tables make sense is FreeType's and HarfBuzz's to find.
std::string FaultOf(std::span<const std::byte> bytes);

}  // namespace skira::typeset
