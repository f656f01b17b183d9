// SHA-256 (FIPS 180-4), to name a document by its content. Inside of the room.
#pragma once

#include <string>
#include <string_view>

namespace skira {

// Lower-case hexadecimal digest of the bytes, 64 digits.
std::string Sha256Hex(std::string_view bytes);

}  // namespace skira
