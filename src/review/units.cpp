#include "review/units.h"

#include <algorithm>
#include <iterator>

#include "review/url.h"
#include "unicode/script.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNameCharacter(char c) {
  return IsAsciiLetter(c) || IsAsciiDigit(c) || c == '_' || c == '-' || c == '.' || c == '~' ||
         c == '+' || c == '%' || c == '*';
}

// What the names of files end in. Sorted.
constexpr std::string_view kExtensions[] = {
    "avi",  "bash", "bib",   "bin",      "bmp",  "c",       "cc",   "cfg",         "ckpt", "conf",
    "cpp",  "css",  "csv",   "cu",       "doc",  "docx",    "epub", "gguf",        "gif",  "go",
    "gz",   "h",    "h5",    "hpp",      "htm",  "html",    "ini",  "ipynb",       "java", "jpeg",
    "jpg",  "js",   "json",  "jsonl",    "log",  "lua",     "md",   "mjs",         "mkv",  "mov",
    "mp3",  "mp4",  "npy",   "npz",      "onnx", "parquet", "pdf",  "pickle",      "pkl",  "png",
    "ppt",  "pptx", "proto", "pt",       "pth",  "py",      "rs",   "safetensors", "sh",   "sql",
    "svg",  "tar",  "tex",   "tfrecord", "toml", "ts",      "tsv",  "txt",         "wasm", "wav",
    "webm", "webp", "xls",   "xlsx",     "xml",  "yaml",    "yml",  "zip",
};

std::string Lower(std::string_view ascii) {
  std::string lower(ascii);
  for (char& c : lower) c = IsAsciiLetter(c) ? static_cast<char>(c | 0x20) : c;
  return lower;
}

bool IsFileName(std::string_view word) {
  const size_t dot = word.rfind('.');
  if (dot == word.npos || dot == 0) return false;
  if (!std::all_of(word.begin(), word.end(), IsNameCharacter)) return false;
  const std::string extension = Lower(word.substr(dot + 1));
  return std::binary_search(std::begin(kExtensions), std::end(kExtensions), extension);
}

// What the one scanner takes for an address, "mailto:…" and "someone@example.org".
bool IsAddress(std::string_view word) {
  if (word.empty()) return false;
  if (UrlLength(word, 0) == word.size()) return true;
  const size_t at = word.find('@');
  if (at == word.npos || at == 0 || !IsNameCharacter(word[at - 1])) return false;
  const std::string_view host = word.substr(at + 1);
  const size_t dot = host.rfind('.');
  return dot != host.npos && dot > 0 && host.size() - dot > 2 &&
         std::all_of(host.begin(), host.end(), IsNameCharacter);
}

// "./a", "../a", "~/a", "/a/b", "C:\a", "src/a/b", "src/a.cpp".
bool IsPath(std::string_view word) {
  if (word.size() > 3 && IsAsciiLetter(word[0]) && word[1] == ':' && word[2] == '\\') return true;
  for (const std::string_view start : {"./", "../", "~/"}) {
    if (word.starts_with(start)) return word.size() > start.size();
  }
  const auto slashes = std::count(word.begin(), word.end(), '/');
  if (slashes == 0) return false;
  const bool plain =
      std::all_of(word.begin(), word.end(), [](char c) { return c == '/' || IsNameCharacter(c); });
  if (!plain || std::none_of(word.begin(), word.end(), IsAsciiLetter)) return false;
  if (word.find("//") != word.npos) return false;
  return slashes > 1 || word.front() == '/' || word.back() == '/' ||
         IsFileName(word.substr(word.find('/') + 1));
}

// The length of a sign that a number may begin with; 0 where there is none.
size_t SignLength(std::string_view word) {
  for (const std::string_view sign : {"-", "+", "−", "±", "∓"}) {
    if (word.starts_with(sign)) return sign.size();
  }
  return 0;
}

// The length of the number with its sign that the word begins with, its decimals, thousands,
// exponent and unit ("%") included; 0 where it begins with none.
size_t SignedNumber(std::string_view word) {
  size_t at = SignLength(word);
  if (at == 0) return 0;
  if (at < word.size() && word[at] == '.') ++at;
  if (at == word.size() || !IsAsciiDigit(word[at])) return 0;
  const auto digit = [&](size_t i) { return i < word.size() && IsAsciiDigit(word[i]); };
  while (at < word.size()) {
    const char c = word[at];
    const bool inside = (c == '.' || c == ',') && digit(at + 1);
    if (!IsAsciiDigit(c) && !inside) break;
    ++at;
  }
  if (at < word.size() && (word[at] == 'e' || word[at] == 'E')) {
    size_t exponent = at + 1;
    exponent += SignLength(word.substr(exponent));
    if (digit(exponent)) {
      at = exponent;
      while (digit(at)) ++at;
    }
  }
  if (at < word.size() && word[at] == '%') ++at;
  return at;
}

// Punctuation that opens or closes around a word.
bool IsAround(char32_t c) {
  constexpr std::u32string_view kAround = U"()[]{}<>\"'.,;:!?،؛…“”„‘’«»״׳";
  return kAround.find(c) != kAround.npos || IsIgnorable(c);
}

// [begin, end) without the punctuation around it. A slash, a sign and "./" at its beginning are its
// own, and so is a bracket at its end that it opens itself.
void Strip(std::string_view text, size_t& begin, size_t& end) {
  while (begin < end) {
    const Decoded next = DecodeAt(text.substr(0, end), begin);
    const std::string_view rest = text.substr(begin, end - begin);
    if (!IsAround(next.code_point) || rest.starts_with("./") || rest.starts_with("../")) break;
    begin += next.length;
  }
  while (begin < end) {
    const Decoded last = DecodeBefore(text, end);
    if (!IsAround(last.code_point)) break;
    const std::string_view word = text.substr(begin, end - begin);
    const char closing = static_cast<char>(last.code_point);
    const char opening = closing == ')' ? '(' : closing == ']' ? '[' : 0;
    if (last.code_point < 0x80 && opening != 0 &&
        std::count(word.begin(), word.end(), opening) >=
            std::count(word.begin(), word.end(), closing)) {
      break;
    }
    end -= last.length;
  }
}

// Where the word goes on behind a Hebrew prefix with its hyphen ("ב-train.py"), else `begin`.
size_t BehindPrefix(std::string_view text, size_t begin, size_t end) {
  size_t at = begin;
  while (at < end) {
    const Decoded next = DecodeAt(text.substr(0, end), at);
    const bool hyphen = next.code_point == U'-' || next.code_point == 0x05BE;
    if (hyphen && at > begin) return at + next.length;
    if (!IsHebrewLetter(next.code_point)) return begin;
    at += next.length;
  }
  return begin;
}

// The unit in the word [begin, end) of the text; empty where it has none.
ByteRange UnitOf(std::string_view text, size_t begin, size_t end) {
  Strip(text, begin, end);
  begin = BehindPrefix(text, begin, end);
  const std::string_view word = text.substr(begin, end - begin);
  size_t size = SignedNumber(word);
  if (size == 0 && (IsAddress(word) || IsPath(word) || IsFileName(word))) size = word.size();
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + size)};
}

// Whether a word without a dot, a slash, an at sign or a digit could be skipped at once: no unit
// lacks all of them.
bool MayHaveUnits(std::string_view text) {
  return text.find_first_of("./\\@:0123456789") != text.npos;
}

}  // namespace

std::vector<ByteRange> FindUnits(std::string_view text) {
  std::vector<ByteRange> units;
  if (!MayHaveUnits(text)) return units;
  for (size_t at = 0; at < text.size();) {
    const Decoded first = DecodeAt(text, at);
    if (IsSpace(first.code_point)) {
      at += first.length;
      continue;
    }
    size_t end = at;
    for (; end < text.size();) {
      const Decoded next = DecodeAt(text, end);
      if (IsSpace(next.code_point)) break;
      end += next.length;
    }
    if (MayHaveUnits(text.substr(at, end - at))) {
      const ByteRange unit = UnitOf(text, at, end);
      if (unit.begin < unit.end) units.push_back(unit);
    }
    at = end;
  }
  return units;
}

bool IsUnit(const Span& span) {
  if (span.math || (span.style & kStyleCode) != 0) return true;
  if (span.href.empty()) return false;
  const std::string_view text = Trim(span.text);
  const bool part = text.find_first_of(" \n") == text.npos && text.find('.') != text.npos &&
                    span.href.find(text) != span.href.npos;
  return part || IsAddress(text);
}

bool IsIsolated(const Span& span) {
  if (IsUnit(span)) return true;
  if (span.href.empty()) return false;
  for (size_t at = 0; at < span.text.size();) {
    const Decoded next = DecodeAt(span.text, at);
    if (IsRtlLetter(next.code_point)) return false;
    at += next.length;
  }
  return true;
}

}  // namespace skira
