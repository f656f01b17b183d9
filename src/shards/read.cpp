#include <algorithm>

#include "review/json.h"
#include "shards/rows.h"
#include "shards/shards.h"

namespace skira {
namespace {

constexpr uint64_t kMostReviews = 10'000'000;
constexpr uint64_t kMostPerText = 100'000;

// The value of a lower-case hexadecimal digit; -1: none.
int DigitOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool ReadHex(std::string_view text, uint32_t& value) {
  value = 0;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    value = value << 4 | static_cast<uint32_t>(std::max(0, DigitOf(c)));
    return DigitOf(c) >= 0;
  });
}

// Text in groups of `digits`; false where it is not.
template <typename Visit>
bool ForEachHex(std::string_view text, size_t digits, Visit&& visit) {
  if (text.size() % digits != 0) return false;
  for (size_t i = 0; i < text.size(); i += digits) {
    uint32_t value = 0;
    if (!ReadHex(text.substr(i, digits), value)) return false;
    visit(value);
  }
  return true;
}

std::string AtLine(int line, std::string_view reason) {
  return "line " + std::to_string(line) + ": " + std::string(reason);
}

// Reads rows, one a line. Empty, or the line (from `line` on) and what is wrong.
std::string ReadRows(std::string_view text, int line, size_t sources,
                     std::vector<CatalogRow>& rows) {
  for (; !text.empty(); ++line) {
    CatalogRow row;
    if (!ReadRow(TakeUpTo('\n', text), row)) return AtLine(line, "this is no review's row");
    if (static_cast<size_t>(row.review.document) >= sources) {
      return AtLine(line, "the review names a source that is not there");
    }
    rows.push_back(std::move(row));
  }
  return "";
}

int CeilDivide(int a, int b) { return (a + b - 1) / b; }

}  // namespace

namespace {
constexpr std::pair<TermFileKind, ShardKind> kTermKinds[] = {
    {TermFileKind::kWords, ShardKind::kWords},
    {TermFileKind::kPostings, ShardKind::kPostings},
    {TermFileKind::kOrder, ShardKind::kOrder}};
}  // namespace

ShardFile ShardOf(TermFile file) {
  return {kTermKinds[static_cast<size_t>(file.kind)].second, file.number};
}

std::optional<TermFile> TermFileOf(ShardFile file) {
  for (const auto& [term, shard] : kTermKinds) {
    if (shard == file.kind) return TermFile{term, file.number};
  }
  return std::nullopt;
}

std::string ShardSet::Open(std::string_view manifest) {
  *this = {};
  std::string_view text = manifest;
  if (const std::string_view head = TakeUpTo('\n', text); head != kManifestHead) {
    const bool other = head.starts_with("skira-shards ");
    return AtLine(1, other ? "this list of shards is of another version: they must be written anew"
                           : "this is no list of shards");
  }
  uint64_t reviews = 0, per_text = 1;
  int line = 2;
  bool listed = false;  // "newest" was there
  for (; !text.empty(); ++line) {
    std::string_view value = TakeUpTo('\n', text);
    listed = value == "newest";
    if (listed) break;
    const std::string_view word = TakeUpTo(' ', value);
    const auto kind = std::find_if(kKindNames.begin(), kKindNames.end(),
                                   [&](const ShardKindName& name) { return name.folder == word; });
    bool ok = true;
    if (word == "reviews") {
      ok = ReadNumber(value, kMostReviews, reviews);
    } else if (word == "per_text") {
      ok = ReadNumber(value, kMostPerText, per_text) && per_text > 0;
    } else if (word == "atoms") {
      ok = ReadNumber(TakeUpTo(' ', value), UINT64_MAX, terms_.title_atoms) &&
           ReadNumber(value, UINT64_MAX, terms_.body_atoms);
    } else if (kind != kKindNames.end()) {
      auto& hashes = hashes_[static_cast<size_t>(kind - kKindNames.begin())];
      ok = ForEachHex(value, 8, [&](uint32_t hash) { hashes.push_back(hash); });
    } else if (word == "key") {
      std::string& key = terms_.keys.emplace_back();
      ok = ForEachHex(value, 2, [&](uint32_t byte) { key.push_back(static_cast<char>(byte)); });
    } else if (word == "site") {
      JsonError error;
      std::optional<Catalog> read = ReadJson(value, error);
      ok = read.has_value();
      if (ok) site_ = std::move(read->site);
    } else if (word == "source") {
      sources_.emplace_back(value);
    }  // A line that we do not know is of a later writer.
    if (!ok) return AtLine(line, "\"" + std::string(word) + "\" has a value that cannot be read");
  }
  terms_.reviews = static_cast<int>(reviews);
  per_text_ = static_cast<int>(per_text);
  terms_.postings_files = Count(ShardKind::kPostings);
  terms_.order_files = Count(ShardKind::kOrder);
  if (Count(ShardKind::kCatalog) != CeilDivide(terms_.reviews, kPerPage) ||
      Count(ShardKind::kText) != CeilDivide(terms_.reviews, per_text_) ||
      terms_.keys.size() != hashes_[static_cast<size_t>(ShardKind::kWords)].size() ||
      (terms_.reviews > 0 && Count(ShardKind::kIds) == 0) || !listed) {
    return AtLine(line, "the files do not fit the number of reviews");
  }
  std::string wrong = ReadRows(text, line + 1, sources_.size(), newest_);
  const bool all = static_cast<int>(newest_.size()) == std::min(kNewest, terms_.reviews) &&
                   manifest.ends_with('\n');
  if (wrong.empty() && !all) {
    wrong = AtLine(line, "the newest reviews are not all there");
  }
  return wrong;
}

std::string ShardSet::NameOf(ShardFile file) const {
  return ShardName(file, hashes_[static_cast<size_t>(file.kind)][static_cast<size_t>(file.number)]);
}

std::optional<ShardFile> ShardSet::FileOf(std::string_view name) const {
  std::string_view rest = name;
  const std::string_view folder = TakeUpTo('/', rest);
  uint64_t number = 0;
  if (!ReadNumber(TakeUpTo('-', rest), kMostReviews, number)) return std::nullopt;
  for (size_t kind = 0; kind < kShardKinds; ++kind) {
    if (kKindNames[kind].folder != folder || number >= hashes_[kind].size()) continue;
    const ShardFile file{static_cast<ShardKind>(kind), static_cast<int>(number)};
    if (NameOf(file) == name) return file;
  }
  return std::nullopt;
}

int ShardSet::FirstOf(ShardFile file) const {
  return file.number * (file.kind == ShardKind::kCatalog ? kPerPage : per_text_);
}

ShardFile ShardSet::IdsOf(std::string_view id) const {
  return {ShardKind::kIds, IdsFileFor(Fnv1a(id), Count(ShardKind::kIds))};
}

std::string ShardSet::Check(ShardFile file, std::string_view bytes) const {
  const auto& hashes = hashes_[static_cast<size_t>(file.kind)];
  if (static_cast<size_t>(file.number) >= hashes.size()) return "there is no such file";
  if (NameHash(bytes) == hashes[static_cast<size_t>(file.number)]) return "";
  return "these are not the bytes that " + std::string(kManifestName) + " means";
}

std::optional<std::vector<CatalogRow>> ShardSet::ReadPage(ShardFile file, std::string_view bytes,
                                                          std::string& error) const {
  std::vector<CatalogRow> rows;
  error = Check(file, bytes);
  if (error.empty()) error = ReadRows(bytes, 1, sources_.size(), rows);
  const int expected = std::min(kPerPage, reviews() - FirstOf(file));
  if (error.empty() && static_cast<int>(rows.size()) != expected) {
    error =
        "the page has " + std::to_string(rows.size()) + " reviews, not " + std::to_string(expected);
  }
  return error.empty() ? std::optional(std::move(rows)) : std::nullopt;
}

std::optional<Catalog> ShardSet::ReadText(ShardFile file, std::string_view bytes,
                                          std::string& error) const {
  error = Check(file, bytes);
  if (!error.empty()) return std::nullopt;
  JsonError json;
  std::optional<Catalog> catalog = ReadJson(bytes, json);
  if (!catalog) {
    error = AtLine(json.line, json.reason);
    return std::nullopt;
  }
  const int expected = std::min(per_text_, reviews() - FirstOf(file));
  if (static_cast<int>(catalog->reviews.size()) == expected) return catalog;
  error = "the file has " + std::to_string(catalog->reviews.size()) + " reviews, not " +
          std::to_string(expected);
  return std::nullopt;
}

int ShardSet::FindId(std::string_view bytes, std::string_view id) const {
  const uint64_t wanted = Fnv1a(id);
  const auto number = [&](size_t at, int size) {
    uint64_t value = 0;
    for (int i = size; i-- > 0;) {
      value = value << 8 | static_cast<uint8_t>(bytes[at + static_cast<size_t>(i)]);
    }
    return value;
  };
  size_t low = 0, high = bytes.size() / kIdEntry;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    const uint64_t hash = number(middle * kIdEntry, 8);
    if (hash == wanted) {
      const uint64_t review = number(middle * kIdEntry + 8, 4);
      return review < static_cast<uint64_t>(reviews()) ? static_cast<int>(review) : -1;
    }
    hash < wanted ? low = middle + 1 : high = middle;
  }
  return -1;
}

}  // namespace skira
