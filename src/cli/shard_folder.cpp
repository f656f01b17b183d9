#include "cli/shard_folder.h"

#include <filesystem>

#include "cli/command.h"
#include "cli/files.h"

namespace skira::cli {
namespace {

namespace fs = std::filesystem;

}  // namespace

bool WriteShardFolder(const std::string& name, std::string_view text, int per_text,
                      const std::string& folder, std::string& error) {
  std::string failed;
  const auto sink = [&](const std::string& file, std::string_view bytes) {
    const std::string path = folder + "/" + file;
    std::error_code code;
    fs::create_directories(fs::path(path).parent_path(), code);
    if (code) {
      failed = path + ": cannot be written: " + code.message();
      return false;
    }
    // A file's name is of its content: what is there and the same need not be written.
    std::string reason;
    const bool there = file != kManifestName && fs::is_regular_file(path, code);
    if (there && ReadFile(path, reason) == std::optional<std::string>(bytes)) return true;
    if (WriteFile(path, bytes, reason)) return true;
    failed = path + ": " + reason;
    return false;
  };
  if (WriteShards(text, {.per_text = per_text}, sink, error)) return true;
  error = failed.empty() ? name + ":" + error : failed;
  return false;
}

bool IsShardFolder(const std::string& path) {
  std::error_code ignored;
  return fs::is_regular_file(path + "/" + std::string(kManifestName), ignored);
}

std::optional<ShardFolder> ShardFolder::Open(const std::string& path, std::string& error) {
  ShardFolder folder(path);
  const std::string manifest = path + "/" + std::string(kManifestName);
  std::string reason;
  const std::optional<std::string> bytes = ReadFile(manifest, reason);
  if (bytes) reason = folder.shards_.Open(*bytes);
  if (bytes && reason.empty()) return folder;
  error = manifest + ": " + reason;
  return std::nullopt;
}

std::optional<std::string> ShardFolder::Read(ShardFile file, std::string& error) const {
  const std::string path = path_ + "/" + shards_.NameOf(file);
  std::string reason;
  std::optional<std::string> bytes = ReadFile(path, reason);
  if (bytes) reason = shards_.Check(file, *bytes);
  if (reason.empty()) return bytes;
  error = path + ": " + reason;
  return std::nullopt;
}

std::optional<Review> ShardFolder::Find(const std::string& id, std::string& error) {
  const std::string none = path_ + ": no review has the id \"" + id + "\"";
  if (shards_.reviews() == 0) {
    error = none;
    return std::nullopt;
  }
  const std::optional<std::string> ids = Read(shards_.IdsOf(id), error);
  if (!ids) return std::nullopt;
  const int number = shards_.FindId(*ids, id);
  if (number < 0) {
    error = none;
    return std::nullopt;
  }
  const ShardFile file = shards_.TextOf(number);
  const std::optional<std::string> bytes = Read(file, error);
  if (!bytes) return std::nullopt;
  std::string reason;
  std::optional<Catalog> text = shards_.ReadText(file, *bytes, reason);
  if (!text) {
    error = path_ + "/" + shards_.NameOf(file) + ": " + reason;
    return std::nullopt;
  }
  Review& review = text->reviews[static_cast<size_t>(number - shards_.FirstOf(file))];
  if (review.id == id) return std::move(review);
  error = none;
  return std::nullopt;
}

bool ShardFolder::ReadCatalog(std::string& error) {
  rows_.clear();
  for (int i = 0; i < shards_.Count(ShardKind::kCatalog); ++i) {
    const ShardFile file{ShardKind::kCatalog, i};
    const std::optional<std::string> bytes = Read(file, error);
    if (!bytes) return false;
    std::string reason;
    std::optional<std::vector<CatalogRow>> page = shards_.ReadPage(file, *bytes, reason);
    if (!page) {
      error = path_ + "/" + shards_.NameOf(file) + ": " + reason;
      return false;
    }
    std::move(page->begin(), page->end(), std::back_inserter(rows_));
  }
  terms_.Begin(shards_.terms(), index_);
  for (size_t i = 0; i < rows_.size(); ++i) {
    terms_.List(static_cast<int>(i), rows_[i].review, rows_[i].traits, index_);
  }
  return true;
}

SearchResult ShardFolder::Search(const std::string& query, int limit,
                                 std::vector<std::string>& fetched) {
  terms_.Clear(index_);
  while (true) {
    const std::vector<TermFile> lacking = terms_.Prepare(query, true, index_);
    if (lacking.empty()) break;
    for (const TermFile file : lacking) {
      std::string error;
      std::optional<std::string> bytes = Read(ShardOf(file), error);
      if (bytes) {
        fetched.push_back(shards_.NameOf(ShardOf(file)));
        const std::string reason = terms_.Take(file, *std::move(bytes));
        if (reason.empty()) continue;
        error = path_ + "/" + shards_.NameOf(ShardOf(file)) + ": " + reason;
      }
      Complain(error);
      terms_.GiveUp(file);
    }
  }
  return skira::Search(index_, query, {.limit = limit});
}

}  // namespace skira::cli
