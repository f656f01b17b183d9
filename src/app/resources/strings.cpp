#include "app/resources/strings.h"

#include <cstddef>
#include <string_view>

namespace skira::app {
namespace {

constexpr struct {
  const char* he;
  const char* en;
} kStrings[] = {
#define SKIRA_STRING(name, he, en) {he, en},
#include "app/resources/strings.inc"
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

std::string Filled(std::string_view pattern, std::initializer_list<std::string> parts) {
  std::string text;
  auto part = parts.begin();
  for (size_t i = 0; i < pattern.size(); ++i) {
    const std::string_view two = pattern.substr(i, 2);
    if ((two == "%d" || two == "%s") && part != parts.end()) {
      text += *part++;
      ++i;
    } else {
      text += pattern[i];
    }
  }
  return text;
}

}  // namespace skira::app
