#include "cli/fonts.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "cli/files.h"

namespace skira::cli {
namespace {

// Reads "serif-400.ttf" or "sans-700-italic.ttf".
bool ParseFontName(const std::string& name, typeset::FaceInfo& info) {
  constexpr std::pair<std::string_view, typeset::Family> kFamilies[] = {
      {"serif-", typeset::Family::kSerif},
      {"sans-", typeset::Family::kSans},
      {"mono-", typeset::Family::kMono}};
  for (const auto& [prefix, family] : kFamilies) {
    if (!name.starts_with(prefix) || !name.ends_with(".ttf")) continue;
    info.family = family;
    info.name = name;
    info.italic = name.find("-italic") != std::string::npos;
    const char* digits = name.data() + prefix.size();
    return std::from_chars(digits, name.data() + name.size(), info.weight).ec == std::errc();
  }
  return false;
}

}  // namespace

std::string BundledFonts() {
  std::error_code error;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "fonts" : (self.parent_path().parent_path() / "fonts").string();
}

std::string LoadFonts(const std::string& folder, typeset::FontSet& fonts) {
  std::vector<typeset::FaceInfo> infos;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    typeset::FaceInfo info;
    if (ParseFontName(entry.path().filename().string(), info)) infos.push_back(info);
  }
  if (infos.empty()) return folder + ": no fonts (serif-400.ttf, ...); name a folder with --fonts";
  std::sort(infos.begin(), infos.end(), [](const auto& a, const auto& b) {
    return std::tie(a.family, a.italic, a.weight) < std::tie(b.family, b.italic, b.weight);
  });
  for (const typeset::FaceInfo& info : infos) {
    const std::string path = folder + "/" + info.name;
    std::string reason;
    const std::optional<std::string> bytes = ReadFile(path, reason);
    if (!bytes) return reason;
    if (fonts.Add(std::as_bytes(std::span(*bytes)), info, &reason) == typeset::kNoFace) {
      return path + ": no font to use: " + reason;
    }
  }
  return "";
}

}  // namespace skira::cli
