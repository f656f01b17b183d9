// FNV-1a (Fowler, Noll, Vo): a hash that every build and every machine gives alike.
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace skira {

inline constexpr uint64_t kFnvStart = 0xCBF29CE484222325;

// The hash of the text's units: bytes, or whole code points. `hash` is that of what is before them.
template <typename Char>
constexpr uint64_t Fnv1a(std::basic_string_view<Char> text, uint64_t hash = kFnvStart) {
  for (const Char c : text) {
    hash = (hash ^ static_cast<std::make_unsigned_t<Char>>(c)) * 0x100000001B3;
  }
  return hash;
}
constexpr uint64_t Fnv1a(std::string_view bytes, uint64_t hash = kFnvStart) {
  return Fnv1a<char>(bytes, hash);
}

}  // namespace skira
