#include "reader/strings.h"

#include <cstddef>
#include <string_view>

namespace skira::reader {
namespace {

constexpr struct {
  const char* he;
  const char* en;
} kStrings[] = {
#define SKIRA_STRING(name, he, en) {he, en},
#include "reader/strings.inc"
#undef SKIRA_STRING
};

}  // namespace

const char* Text(Str id, Language language) {
  const auto& row = kStrings[static_cast<size_t>(id)];
  return language == Language::kHebrew ? row.he : row.en;
}

std::string Counted(Str one, Str many, int count, Language language) {
  std::string text = Text(count == 1 ? one : many, language);
  if (const size_t place = text.find("%d"); place != std::string::npos) {
    text.replace(place, 2, std::to_string(count));
  }
  return text;
}

}  // namespace skira::reader
