#include "cli/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
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

// Appends the documents in a folder and below. False and a complaint that names the folder which
// cannot be read; what is hidden is not looked into.
bool WalkFolder(const fs::path& folder, const fs::path& top, std::vector<std::string>& found,
                std::string& error) {
  std::error_code code;
  for (fs::directory_iterator walk(folder, code), end; !code && walk != end; walk.increment(code)) {
    const fs::path& path = walk->path();
    std::error_code ignored;
    if (path.filename().string().starts_with(".")) continue;
    if (walk->is_directory(ignored) && !walk->is_symlink(ignored)) {
      if (!WalkFolder(path, top, found, error)) return false;
    } else if (walk->is_regular_file(ignored) && IsDocument(path.lexically_relative(top))) {
      found.push_back(path.generic_string());
    }
  }
  if (!code) return true;
  error = folder.generic_string() + ": the folder cannot be read: " + code.message();
  return false;
}

// The documents in a folder and below, sorted by path.
bool ListFolder(const std::string& folder, std::vector<DocumentPath>& documents,
                std::string& error) {
  std::vector<std::string> found;
  if (!WalkFolder(folder, folder, found, error)) return false;
  if (found.empty()) {
    error = folder + ": the folder holds no document (.txt or .md)";
    return false;
  }
  std::sort(found.begin(), found.end());
  std::error_code code;
  const fs::path parent = fs::absolute(folder, code).lexically_normal();
  const fs::path own = parent.has_filename() ? parent.filename() : parent.parent_path().filename();
  for (const std::string& path : found) {
    documents.push_back({path, (own / fs::path(path).lexically_relative(folder)).generic_string()});
  }
  return true;
}

// The file that is being written, for the handler of signals: "" where there is none. A handler may
// read no more than this (POSIX, 2.4.3).
char part_path[4096] = "";

void RemovePart(int signal) {
  if (part_path[0] != 0) ::unlink(part_path);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

// Where a link leads in the end, also one to a file that is not there yet.
fs::path LinkTarget(fs::path path) {
  constexpr int kMostLinks = 40;  // as Linux follows
  std::error_code code;
  for (int i = 0; i < kMostLinks && fs::is_symlink(fs::symlink_status(path, code)); ++i) {
    const fs::path next = fs::read_symlink(path, code);
    if (code) break;
    path = next.is_absolute() ? next : path.parent_path() / next;
  }
  return path;
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

bool WriteFile(const std::string& given, std::string_view bytes, std::string& error) {
  const std::string path = LinkTarget(given).string();
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  // A device or pipe has no place to put another file into.
  const bool replace = !fs::exists(status) || fs::is_regular_file(status);
  const std::string target =
      replace ? path + ".part" + std::to_string(static_cast<long>(::getpid())) : path;
  if (replace && target.size() < sizeof part_path) {
    std::copy(target.begin(), target.end() + 1, part_path);
  }
  File file(std::fopen(target.c_str(), "wb"));
  bool good = file && WriteAll(file.get(), bytes);
  if (file && std::fclose(file.release()) != 0) good = false;
  if (good && fs::is_regular_file(status)) fs::permissions(target, status.permissions(), code);
  if (good && replace) good = std::rename(target.c_str(), path.c_str()) == 0;
  if (!good) error = Because("cannot be written");
  if (!good && replace) std::remove(target.c_str());
  part_path[0] = 0;
  return good;
}

void RemovePartsWhenInterrupted() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, RemovePart);
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
