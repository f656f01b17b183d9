#include "app/model/look.h"

#include <cstdio>
#include <utility>

namespace skira::app {

std::string LookJson(const Theme& theme, const Settings& settings) {
  constexpr std::pair<const char*, Colour Theme::*> kNamed[] = {
      {"page", &Theme::page},     {"panel", &Theme::panel},     {"text", &Theme::text},
      {"muted", &Theme::muted},   {"accent", &Theme::accent},   {"focus", &Theme::focus},
      {"line", &Theme::line},     {"control", &Theme::control}, {"card", &Theme::card},
      {"strong", &Theme::strong}, {"link", &Theme::link},
  };
  const bool hebrew = settings.language == Language::kHebrew;
  std::string json = "{\"theme\":\"" + std::string(theme.name) + "\",\"dark\":";
  json += theme.dark ? "true" : "false";
  json += settings.follow_system ? ",\"system\":true" : ",\"system\":false";
  json += hebrew ? ",\"lang\":\"he\",\"dir\":\"rtl\"" : ",\"lang\":\"en\",\"dir\":\"ltr\"";
  json += ",\"colours\":{";
  char text[96];
  for (const auto& [name, member] : kNamed) {
    const Colour colour = theme.*member;
    std::snprintf(text, sizeof text, "%s\"%s\":\"#%02x%02x%02x\"", json.back() == '{' ? "" : ",",
                  name, colour & 0xFF, colour >> 8 & 0xFF, colour >> 16 & 0xFF);
    json += text;
  }
  const char* family = settings.family == typeset::Family::kSans ? "Skira Sans" : "Skira Serif";
  std::snprintf(text, sizeof text,
                "},\"text\":{\"em\":\"%gpx\",\"leading\":\"%g\",\"column\":\"%gpx\"",
                static_cast<double>(settings.text_size), static_cast<double>(settings.line_height),
                static_cast<double>(settings.column_width));
  json += text;
  json.append(",\"family\":\"'").append(family).append("'\",\"align\":\"");
  return json + (settings.justify ? "justify" : "start") + "\"}}";
}

}  // namespace skira::app
