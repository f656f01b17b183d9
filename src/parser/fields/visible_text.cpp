#include "parser/fields/visible_text.h"

namespace skira {

std::string VisibleText(std::string_view line) {
  std::string out;
  for (size_t i = 0; i < line.size();) {
    const std::string_view rest = line.substr(i);
    if (rest.starts_with("**")) {
      i += 2;
    } else if (rest.starts_with("](")) {
      const size_t close = line.find(')', i);
      i = close == std::string_view::npos ? line.size() : close + 1;
    } else if (line[i] == '[' && rest.find("](") != std::string_view::npos) {
      ++i;
    } else if (line[i] == '<' && rest.size() > 1 && (rest[1] == '/' || rest.starts_with("<u>"))) {
      const size_t close = line.find('>', i);
      i = close == std::string_view::npos ? line.size() : close + 1;
    } else {
      out.push_back(line[i++]);
    }
  }
  std::string_view text = out;
  while (text.starts_with('#')) text.remove_prefix(1);
  return std::string(text);
}

}  // namespace skira
