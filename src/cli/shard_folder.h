// A folder of shards (src/shards), read file by file as a page would.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "search/search.h"
#include "shards/shards.h"

namespace skira::cli {

// Writes the shards of an export's text into a folder, which is made where it is missing. Files
// that are there already are left alone: their names tell what is in them. The manifest comes last.
// False and a complaint in `error` where something fails; `name` is what the text is called in it.
bool WriteShardFolder(const std::string& name, std::string_view text, int per_text,
                      const std::string& folder, std::string& error);

// Whether the folder holds shards.
bool IsShardFolder(const std::string& path);

class ShardFolder {
 public:
  // Reads the manifest. std::nullopt and a complaint in `error` where it cannot be read.
  static std::optional<ShardFolder> Open(const std::string& path, std::string& error);

  // The review with the id, whole. std::nullopt and a complaint where there is none or a file
  // cannot be read.
  std::optional<Review> Find(const std::string& id, std::string& error);

  // Reads the whole catalog, which searches list their finds from. False and a complaint where a
  // page cannot be read.
  bool ReadCatalog(std::string& error);
  const std::vector<CatalogRow>& rows() const { return rows_; }
  const ShardSet& shards() const { return shards_; }
  const SearchIndex& index() const { return index_; }  // what the last search needed of it

  // Finds as a page does that has nothing of the index yet. Files that cannot be read are told of
  // on stderr and done without. `fetched`: the names of those that the search read.
  SearchResult Search(const std::string& query, int limit, std::vector<std::string>& fetched);

 private:
  explicit ShardFolder(std::string path) : path_(std::move(path)) {}
  std::optional<std::string> Read(ShardFile file, std::string& error) const;

  std::string path_;
  ShardSet shards_;
  std::vector<CatalogRow> rows_;
  SearchIndex index_;
  TermShards terms_;
};

}  // namespace skira::cli
