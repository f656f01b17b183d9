// shards: a library in many small files. The module's public header.
//
//   export (JSON) ─▶ WriteShards ─▶ shards.txt, catalog/ text/ ids/ words/ postings/ order/
//   shards.txt ─▶ ShardSet ─▶ which file a list, a review, an id or a query needs, and what it says
//
// One export is right for some thousand reviews; of a larger library a visitor fetches the list of
// its files, the newest page of its catalog, and then what a view or a query needs. README.md of
// this folder has the format.
//
// Reviews are numbered from 0, the newest first, those without a date last; those of one day in the
// order of the export.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"
#include "search/term_shards.h"

namespace skira {

enum class ShardKind : uint8_t { kCatalog, kText, kIds, kWords, kPostings, kOrder };
inline constexpr int kShardKinds = 6;

// A file of the set.
struct ShardFile {
  ShardKind kind = ShardKind::kCatalog;
  int number = 0;  // from 0
  auto operator<=>(const ShardFile&) const = default;
};

// The files of the index (search/term_shards.h) are among those of the set.
ShardFile ShardOf(TermFile file);
std::optional<TermFile> TermFileOf(ShardFile file);

// The file that names all others; it alone has a fixed name.
inline constexpr std::string_view kManifestName = "shards.txt";

// --- Writing -------------------------------------------------------------------------------------

struct ShardOptions {
  int per_text = 50;  // reviews in a file of text
};

// Takes a file's name ("text/17-9f3a1c2e.json") and bytes; false ends the writing. The manifest
// comes last, when all that it names has been taken.
using ShardSink = std::function<bool(const std::string& name, std::string_view bytes)>;

// Writes the shards of an export's text. Reads the text twice and keeps, besides it, some hundred
// bytes a review, the index's postings and one shard. The same text gives the same files. False
// with the line and the reason in `error` where the text is no export, without a reason where the
// sink ended it.
bool WriteShards(std::string_view text, const ShardOptions& options, const ShardSink& sink,
                 std::string& error);

// --- Reading -------------------------------------------------------------------------------------

// A review as the catalog lists it: without blocks, links, warnings, and without the paper's
// addresses and the fields' texts.
struct CatalogRow {
  Review review;
  ReviewTraits traits;
  int words = 0;  // of its text
  bool operator==(const CatalogRow&) const = default;
};

class ShardSet {
 public:
  static constexpr int kPerPage = 1000;  // reviews on a page of the catalog
  static constexpr int kNewest = 60;     // of them in the manifest too

  // Reads the manifest. Returns what is wrong with it, with its line; empty: nothing.
  std::string Open(std::string_view manifest);

  int reviews() const { return terms_.reviews; }
  int Count(ShardKind kind) const {
    return static_cast<int>(hashes_[static_cast<size_t>(kind)].size());
  }
  const Site& site() const { return site_; }
  const std::vector<std::string>& sources() const { return sources_; }  // names of documents
  const std::vector<CatalogRow>& newest() const { return newest_; }     // reviews 0, 1, …
  const TermShardFacts& terms() const { return terms_; }

  // The file's name beside the manifest.
  std::string NameOf(ShardFile file) const;
  // The file of this name, if the set has it.
  std::optional<ShardFile> FileOf(std::string_view name) const;

  ShardFile PageOf(int review) const { return {ShardKind::kCatalog, review / kPerPage}; }
  ShardFile TextOf(int review) const { return {ShardKind::kText, review / per_text_}; }
  // The first review of a catalog or text file.
  int FirstOf(ShardFile file) const;
  // The file that knows which review has the id.
  ShardFile IdsOf(std::string_view id) const;

  // What is wrong with a file's bytes; empty: they are those that the manifest means.
  std::string Check(ShardFile file, std::string_view bytes) const;

  // The rows of a catalog file, or std::nullopt and the line and reason in `error`.
  std::optional<std::vector<CatalogRow>> ReadPage(ShardFile file, std::string_view bytes,
                                                  std::string& error) const;
  // The reviews of a text file with their formulas and sources, or std::nullopt and the reason.
  std::optional<Catalog> ReadText(ShardFile file, std::string_view bytes, std::string& error) const;
  // The number of the review with this id by the bytes of IdsOf(id); -1: there is none.
  int FindId(std::string_view bytes, std::string_view id) const;

 private:
  TermShardFacts terms_;
  int per_text_ = 1;
  Site site_;
  std::vector<std::string> sources_;
  std::vector<CatalogRow> newest_;
  std::array<std::vector<uint32_t>, kShardKinds> hashes_;
};

}  // namespace skira
