// The interface's words in Hebrew and English; the table is assets/strings.json.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace skira::app {

enum class Language : uint8_t { kHebrew, kEnglish };

enum class Str : uint16_t {
#define SKIRA_STRING(name, he, en) name,
#include "app/resources/strings.inc"
#undef SKIRA_STRING
};

// UTF-8, lives as long as the program.
const char* Text(Str id, Language language);

// The string of `many` with its "%d" replaced by `count`, or that of `one` where count is 1.
std::string Counted(Str one, Str many, int count, Language language);

// `pattern` with its "%d" and "%s" replaced by `parts`, one after the other.
std::string Filled(std::string_view pattern, std::initializer_list<std::string> parts);

}  // namespace skira::app
