// The keys under which term_shards.h files terms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/morphology.h"
#include "search/packed.h"
#include "search/vocabulary.h"

namespace skira {

// The key of the term's form; the term itself where it has none.
inline std::string FormKeyOf(std::string_view term) {
  if (!IsOneScript(term)) return std::string(term);
  std::string key;
  AppendFormKey(term, key);
  return key;
}

// By which order files name a term.
inline constexpr int kOrderHashBytes = 3;
inline uint32_t OrderHash(std::string_view term) {
  return HashBytes(term) & ((1u << 8 * kOrderHashBytes) - 1);
}
// Parts of an occurrence in which words files count them.
inline constexpr float kTimesParts = 16;

// Of what sounds alike, in either alphabet; empty for a short word.
inline std::string SoundKeyOf(std::string_view term) {
  std::string key;
  if (IsOneScript(term)) AppendSoundKey(term, key);
  return key.empty() ? key : "~" + key;
}

// All keys of a term: its own and, where a prefix leaves another word that is known(), that word's
// (as Vocabulary::IndexKeys has them).
template <typename Known>
std::vector<std::string> KeysOf(std::string_view term, Known&& known) {
  std::vector<std::string> keys;
  const auto put = [&](std::string_view word) {
    keys.push_back(FormKeyOf(word));
    if (std::string sound = SoundKeyOf(word); !sound.empty()) keys.push_back(std::move(sound));
  };
  put(term);
  if (!IsOneScript(term)) return keys;
  const uint32_t prefixes = PrefixLengths(term);
  for (size_t length = 1; length < 5; ++length) {
    if ((prefixes >> length & 1) == 0 || term.size() < length + 3) continue;
    const std::string_view rest = term.substr(length);
    if (known(rest) || known(rest.substr(0, StemLength(rest)))) put(rest);
  }
  return keys;
}

}  // namespace skira
