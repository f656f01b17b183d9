// SHA-256 (FIPS 180-4), to name a document by its content.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace skira {

// The digest of bytes that come piece by piece.
class Sha256 {
 public:
  void Add(std::string_view bytes);
  // Lower-case hexadecimal digest of all that was added, 64 digits. Nothing may be added behind.
  std::string Hex();

 private:
  std::array<uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> block_{};  // its first size_ % 64 bytes wait for the others
  uint64_t size_ = 0;
};

// The digest of all at once.
inline std::string Sha256Hex(std::string_view bytes) {
  Sha256 digest;
  digest.Add(bytes);
  return digest.Hex();
}

}  // namespace skira
