// Files, read and written whole. Errors come back as one English sentence part: "cannot be read:
// ...".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira::cli {

// The file's bytes; std::nullopt and the reason in `error` where it cannot be read.
std::optional<std::string> ReadFile(const std::string& path, std::string& error);

// A file's bytes, left where they are until they are looked at: for files larger than memory should
// hold.
class MappedFile {
 public:
  // std::nullopt and the reason in `error` where it cannot be read.
  static std::optional<MappedFile> Open(const std::string& path, std::string& error);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  ~MappedFile();
  std::string_view bytes() const { return {data_, size_}; }  // lives as long as the object

 private:
  MappedFile(const char* data, size_t size) : data_(data), size_(size) {}
  const char* data_;
  size_t size_;
};

// Writes the bytes beside `path` and then puts them in its place, so that nobody sees half a file;
// into a device or pipe as they are. A link is followed, and the mode of a file that was there
// stays. False and the reason in `error` where it fails.
bool WriteFile(const std::string& path, std::string_view bytes, std::string& error);

// From now on a signal that ends the program (SIGINT, SIGTERM, SIGHUP) removes the half that
// WriteFile() has written.
void RemovePartsWhenInterrupted();

// A document and the name that an export gives its source: relative to what was given, a folder's
// own name included, so that nothing of this machine's folders leaves it.
struct DocumentPath {
  std::string path, name;  // "/home/dana/reviews/2024/a.md", "reviews/2024/a.md"
};

// The documents that the paths stand for: a file for itself, a folder for the .txt and .md files in
// it and below (README.md left out), sorted by name. False and a complaint in `error` naming the
// path where one is missing, a folder (or one below it) cannot be read, or holds none.
bool FindDocuments(const std::vector<std::string>& paths, std::vector<DocumentPath>& documents,
                   std::string& error);

// Reads an export. std::nullopt and a complaint in `error` that names the file, line and reason.
std::optional<Catalog> ReadExport(const std::string& path, std::string& error);

// Appends the "query" of each line of a JSON Lines file. False and a complaint in `error` that
// names the file and line where one has none.
bool ReadQueries(const std::string& path, std::vector<std::string>& queries, std::string& error);

}  // namespace skira::cli
