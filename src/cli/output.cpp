#include "cli/output.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "unicode/unicode.h"

namespace skira::cli {
namespace {

// Why the standard output failed at first; 0: it has not.
int output_error = 0;

enum class Kind { kText, kLine, kJson };

// Appends one that a terminal would obey.
void AppendControl(char32_t c, Kind kind, std::string& out) {
  if (c == '\n' || c == '\t') {
    out += kind == Kind::kLine ? ' ' : static_cast<char>(c);
  } else if (kind == Kind::kJson && c != '\r') {
    char escape[8];
    std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
    out += escape;
  } else {
    out += "\uFFFD";
  }
}

// Bad bytes become U+FFFD too: alone they are C1 controls to a terminal of one byte a character.
std::string Printable(std::string_view text, Kind kind) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const Decoded next = DecodeAt(text, at);
    const char32_t c = next.code_point;
    if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) {
      AppendControl(c, kind, out);
    } else {
      AppendUtf8(c, out);
    }
    at += next.length;
  }
  return out;
}

void Write(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() && output_error == 0) {
    output_error = errno;
  }
}

}  // namespace

std::string InOneLine(std::string_view text) { return Printable(text, Kind::kLine); }

std::string Padded(std::string text, size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

void Print(std::string_view text) { Write(Printable(text, Kind::kText)); }
void PrintJson(std::string_view json) { Write(Printable(json, Kind::kJson)); }
void PrintError(std::string_view text) {
  const std::string printable = Printable(text, Kind::kText);
  std::fwrite(printable.data(), 1, printable.size(), stderr);
}

std::string FinishOutput() {
  errno = 0;
  if (std::fflush(stdout) != 0 && output_error == 0) output_error = errno;
  const bool failed = output_error != 0 || std::ferror(stdout) != 0;
  const std::string reason = std::strerror(output_error != 0 ? output_error : EIO);
  output_error = 0;
  std::clearerr(stdout);
  return failed ? "the standard output cannot be written: " + reason : "";
}

}  // namespace skira::cli
