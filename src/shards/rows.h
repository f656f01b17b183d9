// What writing and reading share: a review as a row, names, hashes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "shards/shards.h"
#include "unicode/hash.h"

namespace skira {

inline constexpr std::string_view kManifestHead = "skira-shards 2";

// By ShardKind: the word of the manifest, which is the folder too, and the ending.
struct ShardKindName {
  std::string_view folder, ending;
};
inline constexpr std::array<ShardKindName, kShardKinds> kKindNames = {{
    {"catalog", "txt"},
    {"text", "json"},
    {"ids", "bin"},
    {"words", "bin"},
    {"postings", "bin"},
    {"order", "bin"},
}};

// Entries of an ids file: the id's hash, eight bytes, then the review's number, four bytes; the
// lowest byte first, by hash.
inline constexpr size_t kIdEntry = 12;
inline constexpr int kIdsPerFile = 1000;  // on the average

uint32_t NameHash(std::string_view bytes);
std::string Hex(uint64_t value, int digits);
std::string ShardName(ShardFile file, uint32_t hash);
int IdsFileFor(uint64_t id_hash, int files);

// A row with its line end. Control characters within a value become spaces.
std::string WriteRow(const CatalogRow& row);
// False where the line (without its end) is no row.
bool ReadRow(std::string_view line, CatalogRow& row);

// A number that fills the text; false where it does not.
bool ReadNumber(std::string_view text, uint64_t most, uint64_t& value);
// The text up to the separator or its end, taken off the front with the separator.
std::string_view TakeUpTo(char separator, std::string_view& text);

}  // namespace skira
