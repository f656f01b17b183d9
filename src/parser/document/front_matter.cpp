#include "parser/document/front_matter.h"

#include <algorithm>

#include "unicode/unicode.h"

namespace skira {
namespace {

std::string Unquoted(std::string_view value) {
  value = Trim(value);
  const bool quoted = value.size() >= 2 && value.front() == value.back() &&
                      (value.front() == '"' || value.front() == '\'');
  if (!quoted) return std::string(value);
  const char quote = value.front();
  std::string text;
  for (size_t i = 1; i + 1 < value.size(); ++i) {
    // A single quote is doubled inside of single ones, a double one is escaped inside of double.
    const bool doubled = quote == '\'' && value.substr(i, 2) == "''";
    const bool escaped = quote == '"' && value[i] == '\\' && i + 2 < value.size();
    i += doubled || escaped;
    text.push_back(value[i]);
  }
  return text;
}

// "VALUE", "[A, B]" or nothing.
std::vector<std::string> ReadValues(std::string_view text) {
  text = Trim(text);
  std::vector<std::string> values;
  if (!text.starts_with('[') || !text.ends_with(']')) {
    if (!text.empty()) values.push_back(Unquoted(text));
    return values;
  }
  text = text.substr(1, text.size() - 2);
  char quote = '\0';
  size_t start = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ',';
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    }
    if (i < text.size() && (c != ',' || quote != '\0')) continue;
    std::string value = Unquoted(text.substr(start, i - start));
    if (!value.empty()) values.push_back(std::move(value));
    start = i + 1;
  }
  return values;
}

bool IsName(std::string_view name) {
  constexpr size_t kLongest = 60;  // bytes
  return !name.empty() && name.size() <= kLongest && name.find_first_of("[]{}<>\"/*") == name.npos;
}

// Reads one line between the fences; false where it is none of front matter.
bool ReadLine(std::string_view line, char separator, int number, FrontMatter& front) {
  const std::string_view text = Trim(line);
  if (text.empty() || text.starts_with('#')) return true;
  if (text.starts_with("- ")) {
    if (front.entries.empty()) return false;
    front.entries.back().values.push_back(Unquoted(text.substr(2)));
    return true;
  }
  const size_t at = text.find(separator);
  const bool table = separator == '=' && text.starts_with('[') && text.ends_with(']');
  if (at == text.npos || !IsName(Trim(text.substr(0, at)))) return table;
  front.entries.push_back(
      {std::string(Trim(text.substr(0, at))), ReadValues(text.substr(at + 1)), number});
  return true;
}

}  // namespace

const FrontMatter::Entry* FrontMatter::Find(std::string_view name) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return Fold(entry.name) == name; });
  return found == entries.end() ? nullptr : &*found;
}

std::string FrontMatter::Value(std::initializer_list<std::string_view> names) const {
  for (const Entry& entry : entries) {
    const std::string folded = Fold(entry.name);
    const bool named = std::find(names.begin(), names.end(), folded) != names.end();
    if (named && !entry.values.empty()) return entry.values.front();
  }
  return "";
}

namespace {

// The front matter that begins at byte `start`, on line `number`; without entries where none does.
FrontMatter ReadAt(std::string_view text, size_t start, int number) {
  constexpr int kMostLines = 100;
  const std::string_view fence = text.substr(start, 3);
  if ((fence != "---" && fence != "+++") || text.substr(start + 3, 1) != "\n") return {};
  FrontMatter front;
  front.first_line = number;
  start += 4;
  for (int i = 1; i <= kMostLines && start < text.size(); ++i) {
    const size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = text.substr(start, end - start);
    start = end + 1;
    if (line == fence || (fence == "---" && line == "...")) {
      front.last_line = number + i;
      return front.entries.empty() ? FrontMatter() : front;
    }
    if (!ReadLine(line, fence == "---" ? ':' : '=', number + i, front)) return {};
  }
  return {};
}

}  // namespace

std::vector<FrontMatter> ReadFrontMatter(std::string_view text) {
  constexpr std::string_view kFence = "---\n", kOurs = "---\nskira:";
  std::vector<FrontMatter> all;
  if (FrontMatter front = ReadAt(text, 0, 1); front.last_line > 0) all.push_back(std::move(front));
  // Posts that were put into one file have theirs each, of the same entries as the first.
  const bool posts = !all.empty() && !all.front().is_skira() && text.starts_with(kFence) &&
                     !all.front().Title().empty();
  const std::string_view opening = posts ? kFence : kOurs;
  int number = 1;
  size_t counted = 0;
  for (size_t at = text.find(opening, 1); at != text.npos; at = text.find(opening, at + 1)) {
    if (text[at - 1] != '\n') continue;
    number += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted),
                                          text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted = at;
    if (number <= (all.empty() ? 0 : all.back().last_line)) continue;
    FrontMatter front = ReadAt(text, at, number);
    if (front.last_line == 0 || (posts && front.Title().empty())) continue;
    all.push_back(std::move(front));
  }
  return all;
}

}  // namespace skira
