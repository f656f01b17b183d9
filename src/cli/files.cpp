#include "cli/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "review/json.h"

namespace skira::cli {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

std::string Because(std::string_view what) {
  return std::string(what) + ": " + std::strerror(errno);
}

bool WriteAll(std::FILE* file, std::string_view bytes) {
  return std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size() && std::fflush(file) == 0;
}

// `path` from the folder on: what is hidden, or in a folder that is, is none (the rule of
// web/document-names.js).
bool IsDocument(const fs::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return (extension == ".txt" || extension == ".md") && path.filename() != "README.md" &&
         std::none_of(path.begin(), path.end(),
                      [](const fs::path& part) { return part.string().starts_with("."); });
}

// The documents in a folder and below, sorted by path.
bool ListFolder(const std::string& folder, std::vector<DocumentPath>& documents,
                std::string& error) {
  std::error_code code;
  std::vector<std::string> found;
  fs::recursive_directory_iterator walk(folder, code), end;
  for (; !code && walk != end; walk.increment(code)) {
    std::error_code ignored;
    if (walk->is_regular_file(ignored) && IsDocument(walk->path().lexically_relative(folder))) {
      found.push_back(walk->path().generic_string());
    }
  }
  if (code) {
    error = folder + ": the folder cannot be read: " + code.message();
    return false;
  }
  if (found.empty()) {
    error = folder + ": the folder holds no document (.txt or .md)";
    return false;
  }
  std::sort(found.begin(), found.end());
  const fs::path parent = fs::absolute(folder, code).lexically_normal();
  const fs::path own = parent.has_filename() ? parent.filename() : parent.parent_path().filename();
  for (const std::string& path : found) {
    documents.push_back({path, (own / fs::path(path).lexically_relative(folder)).generic_string()});
  }
  return true;
}

}  // namespace

std::optional<std::string> ReadFile(const std::string& path, std::string& error) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    error = "is a folder, not a file";
    return std::nullopt;
  }
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) {
    error = Because("cannot be read");
    return std::nullopt;
  }
  std::string bytes;
  const auto size = fs::file_size(path, ignored);
  if (!ignored) bytes.reserve(size);
  char buffer[1 << 16];
  while (const size_t count = std::fread(buffer, 1, sizeof buffer, file.get())) {
    bytes.append(buffer, count);
  }
  if (std::ferror(file.get())) {
    error = Because("cannot be read");
    return std::nullopt;
  }
  return bytes;
}

std::optional<MappedFile> MappedFile::Open(const std::string& path, std::string& error) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status = {};
  if (file < 0 || ::fstat(file, &status) != 0) {
    error = Because("cannot be read");
    if (file >= 0) ::close(file);
    return std::nullopt;
  }
  const auto size = static_cast<size_t>(status.st_size);
  void* data = nullptr;
  if (size > 0) data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (data == MAP_FAILED) error = Because("cannot be read");
  ::close(file);
  if (data == MAP_FAILED) return std::nullopt;
  return MappedFile(static_cast<const char*>(data), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

bool WriteFile(const std::string& path, std::string_view bytes, std::string& error) {
  if (path == "-") {
    if (WriteAll(stdout, bytes)) return true;
    error = Because("cannot be written");
    return false;
  }
  // A device or pipe has no place to put another file into.
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  const bool replace = !fs::exists(status) || fs::is_regular_file(status);
  const std::string target =
      replace ? path + ".part" + std::to_string(static_cast<long>(::getpid())) : path;
  File file(std::fopen(target.c_str(), "wb"));
  if (!file || !WriteAll(file.get(), bytes)) {
    error = Because("cannot be written");
    if (file && replace) std::remove(target.c_str());
    return false;
  }
  file.reset();
  if (replace && std::rename(target.c_str(), path.c_str()) != 0) {
    error = Because("cannot be written");
    std::remove(target.c_str());
    return false;
  }
  return true;
}

bool FindDocuments(const std::vector<std::string>& paths, std::vector<DocumentPath>& documents,
                   std::string& error) {
  for (const std::string& path : paths) {
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (!fs::exists(status)) {
      error = path + ": there is no such file or folder";
      return false;
    }
    if (fs::is_directory(status)) {
      if (!ListFolder(path, documents, error)) return false;
    } else {
      documents.push_back({path, fs::path(path).filename().string()});
    }
  }
  return true;
}

std::optional<Catalog> ReadExport(const std::string& path, std::string& error) {
  std::string reason;
  const std::optional<std::string> bytes = ReadFile(path, reason);
  if (!bytes) {
    error = path + ": " + reason;
    return std::nullopt;
  }
  JsonError json_error;
  std::optional<Catalog> catalog = ReadJson(*bytes, json_error);
  if (!catalog) {
    error = path + ":" + std::to_string(json_error.line) + ": " + json_error.reason;
  }
  return catalog;
}

bool ReadQueries(const std::string& path, std::vector<std::string>& queries, std::string& error) {
  const std::optional<std::string> text = ReadFile(path, error);
  if (!text) {
    error = path + ": " + error;
    return false;
  }
  int line = 0;
  for (size_t start = 0; start < text->size();) {
    const size_t end = std::min(text->find('\n', start), text->size());
    const std::string_view row = std::string_view(*text).substr(start, end - start);
    start = end + 1;
    ++line;
    if (row.find_first_not_of(" \t\r") == row.npos) continue;
    const auto json = nlohmann::json::parse(row, nullptr, false);
    if (!json.is_object() || !json.contains("query") || !json["query"].is_string()) {
      error = path + ":" + std::to_string(line) + ": no object with a string \"query\"";
      return false;
    }
    queries.push_back(json["query"]);
  }
  return true;
}

}  // namespace skira::cli
