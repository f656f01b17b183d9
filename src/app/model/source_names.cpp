#include "app/model/source_names.h"

#include <algorithm>

namespace skira::app {
namespace {

constexpr size_t kDigest = 12;  // letters of a digest at least
constexpr size_t kEnding = 5;   // of a file's name at most, without the dot

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool IsBetween(char c) { return c == '_' || c == '-' || c == '.' || c == ' '; }

// A number, or so many hexadecimal digits that nobody chose them.
bool IsForMachines(std::string_view word) {
  if (std::all_of(word.begin(), word.end(), IsDigit)) return true;
  return word.size() >= kDigest && std::all_of(word.begin(), word.end(), IsHex) &&
         std::any_of(word.begin(), word.end(), IsDigit);
}

std::string_view Stem(std::string_view name) {
  name = name.substr(name.rfind('/') + 1);
  const size_t dot = name.rfind('.');
  const bool ending = dot != name.npos && dot > 0 && name.size() - dot - 1 <= kEnding;
  return ending ? name.substr(0, dot) : name;
}

}  // namespace

std::string SourceTitle(std::string_view name, int number, Language language) {
  const std::string_view stem = Stem(name);
  // A name that somebody gave stays as it is, with its numbers.
  bool digest = false, words = false;
  for (size_t i = 0; i < stem.size();) {
    const size_t end = static_cast<size_t>(
        std::find_if(stem.begin() + static_cast<std::ptrdiff_t>(i), stem.end(), IsBetween) -
        stem.begin());
    const std::string_view word = stem.substr(i, end - i);
    if (!word.empty() && IsForMachines(word)) {
      digest |= word.size() >= kDigest;
    } else if (!word.empty() && word != "part") {
      words = true;
    }
    i = end + 1;
  }
  if (words && !digest) return std::string(stem);
  return Filled(Text(Str::source_number, language), {std::to_string(number)});
}

}  // namespace skira::app
