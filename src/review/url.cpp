#include "review/url.h"

#include <algorithm>
#include <iterator>

#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr std::string_view kSchemes[] = {"http://", "https://"};
constexpr std::string_view kWww = "www.";

// The last label of hosts that are printed without a scheme; what has none of these ("and.or/x") is
// no address.
constexpr std::string_view kDomains[] = {
    "org", "com", "net",  "edu", "gov",  "io",   "ai",  "dev", "il", "uk", "de", "fr", "eu",
    "ch",  "me",  "be",   "co",  "cc",   "info", "app", "pub", "tv", "ml", "cn", "ca", "us",
    "nl",  "it",  "tech", "gg",  "site", "blog", "pm",  "ly",  "gl", "fm", "jp", "sh",
};

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHostByte(char c) { return IsAsciiLetter(c) || IsAsciiDigit(c) || c == '-' || c == '.'; }

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

// Whether `text` begins with `prefix`, which is in lower case, in any case.
bool BeginsWith(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(),
                                                    [](char a, char b) { return a == Lower(b); });
}

bool IsDomain(std::string_view label) {
  return std::any_of(std::begin(kDomains), std::end(kDomains), [&](std::string_view domain) {
    return label.size() == domain.size() && BeginsWith(label, domain);
  });
}

// The length of what says that an address begins here, 0 where nothing does: a scheme, "www.", or
// "host.domain/".
size_t HeadLength(std::string_view text) {
  for (const std::string_view scheme : kSchemes) {
    if (BeginsWith(text, scheme)) return scheme.size();
  }
  if (BeginsWith(text, kWww)) return kWww.size();
  constexpr size_t kLongestHost = 253;  // RFC 1035 2.3.4
  size_t end = 0, dot = 0;
  while (end < text.size() && end < kLongestHost && IsHostByte(text[end])) {
    if (text[end] == '.') dot = end;
    ++end;
  }
  const bool host = dot > 1 && end < text.size() && text[end] == '/' &&
                    IsDomain(text.substr(dot + 1, end - dot - 1));
  return host ? end + 1 : 0;
}

constexpr std::string_view kArxiv = "arxiv:";

// The length of "arXiv:2503.01234v2", 0 where the text does not begin with one. With a space behind
// the colon, as many print it.
size_t ArxivLength(std::string_view text) {
  if (!BeginsWith(text, kArxiv)) return 0;
  size_t i = kArxiv.size();
  const auto digits = [&](size_t most) {
    const size_t begin = i;
    while (i < text.size() && i - begin < most && IsAsciiDigit(text[i])) ++i;
    return i - begin;
  };
  if (text.substr(i).starts_with(' ')) ++i;
  if (digits(4) != 4 || !text.substr(i).starts_with('.')) return 0;
  ++i;
  if (digits(5) < 4) return 0;
  const size_t end = i;
  if (i < text.size() && text[i] == 'v') {
    ++i;
    if (digits(2) == 0) i = end;
  }
  const bool goes_on = i < text.size() && (IsAsciiDigit(text[i]) || IsAsciiLetter(text[i]));
  return goes_on ? 0 : i;
}

bool IsAsciiUrlChar(char32_t c) {
  static constexpr std::u32string_view kNever = U"<>\"`|\\^{}";
  return c > 0x20 && c < 0x7F && kNever.find(c) == std::u32string_view::npos;
}

// Scripts whose words are set apart from Latin ones by their letters alone.
bool IsFarScript(Script script) {
  return script != Script::kCommon && script != Script::kLatin && script != Script::kGreek &&
         script != Script::kCyrillic;
}

bool OpensPart(char c) { return std::string_view("/=&?#").find(c) != std::string_view::npos; }

// Reads an address's characters one by one.
class UrlReader {
 public:
  // Whether `c` belongs to the address.
  bool Take(char32_t c) {
    if (c < 0x80) return TakeAscii(c);
    const Script script = ScriptOf(c);
    if (script == Script::kCommon) return false;  // quotes, dashes, emoji, direction marks
    if (IsFarScript(script)) {
      if (!may_be_far_) return false;
      far_ = true;
    } else {
      may_be_far_ = far_;
    }
    return true;
  }

 private:
  bool TakeAscii(char32_t c) {
    if (!IsAsciiUrlChar(c)) return false;
    if (c == U'(') ++round_;
    if (c == U'[') ++square_;
    if (c == U')' && --round_ < 0) return false;
    if (c == U']' && --square_ < 0) return false;
    if (c == U'*' && before_ == U'*') return false;  // the end of bold text
    before_ = c;
    const char byte = static_cast<char>(c);
    if (OpensPart(byte)) far_ = false;
    may_be_far_ = far_ || OpensPart(byte) || byte == '_' || byte == '(';
    return true;
  }

  int round_ = 0, square_ = 0;  // open brackets
  char32_t before_ = 0;         // the last ASCII character
  bool far_ = false;            // this part of the address has letters of a far script
  bool may_be_far_ = false;     // such a letter may follow
};

bool IsClosing(char c) {
  static constexpr std::string_view kClosing = ".,;:!?'*_~";
  return kClosing.find(c) != std::string_view::npos;
}

// Whether an address may begin behind `before`: not inside a word; without a scheme not inside a
// path, a host or a mail address either.
bool MayBeginBehind(char before, bool scheme) {
  if (IsAsciiLetter(before) || IsAsciiDigit(before)) return false;
  return scheme || std::string_view("./-@_").find(before) == std::string_view::npos;
}

}  // namespace

size_t UrlLength(std::string_view text, size_t offset) {
  if (offset >= text.size()) return 0;
  const std::string_view rest = text.substr(offset);
  const bool scheme = BeginsWith(rest, "http");
  if (!IsAsciiLetter(rest[0]) && !IsAsciiDigit(rest[0])) return 0;
  if (offset > 0 && !MayBeginBehind(text[offset - 1], scheme)) return 0;
  if (const size_t length = ArxivLength(rest); length > 0) return length;
  const size_t head = HeadLength(rest);
  if (head == 0) return 0;
  UrlReader reader;
  size_t end = 0;
  for (Decoded c = DecodeAt(rest, 0); c.length > 0; c = DecodeAt(rest, end)) {
    if (!c.valid || !reader.Take(c.code_point)) break;
    end += c.length;
  }
  while (end > head && IsClosing(rest[end - 1])) --end;
  return end > head ? end : 0;
}

bool MayHoldUrl(std::string_view text) {
  for (size_t i = text.find('/'); i != std::string_view::npos; i = text.find('/', i + 1)) {
    if (text.substr(i, 2) == "//") return true;
    size_t label = i;
    while (label > 0 && i - label <= 4 && IsAsciiLetter(text[label - 1])) --label;
    if (label > 0 && text[label - 1] == '.' && IsDomain(text.substr(label, i - label))) return true;
  }
  // By letters that Hebrew and even English lines rarely have.
  const auto any = [&](std::string_view either, size_t before, auto&& begins) {
    for (const char c : either) {
      for (size_t i = text.find(c); i != std::string_view::npos; i = text.find(c, i + 1)) {
        if (i >= before && begins(text.substr(i - before))) return true;
      }
    }
    return false;
  };
  constexpr size_t kBeforeX = 2;  // of "arxiv:"
  return any("wW", 0, [](std::string_view at) { return BeginsWith(at, kWww); }) ||
         any("xX", kBeforeX, [](std::string_view at) { return ArxivLength(at) > 0; });
}

std::string UrlTarget(std::string_view printed) {
  if (BeginsWith(printed, kArxiv)) {
    printed.remove_prefix(kArxiv.size());
    if (printed.starts_with(' ')) printed.remove_prefix(1);
    return "https://arxiv.org/abs/" + std::string(printed);
  }
  const bool scheme = printed.substr(0, 9).find("://") != std::string_view::npos;
  return scheme ? std::string(printed) : "https://" + std::string(printed);
}

std::string_view UrlHost(std::string_view url) {
  const size_t scheme = url.substr(0, 9).find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  if (BeginsWith(url, kWww)) url.remove_prefix(kWww.size());
  return url.substr(0, url.find_first_of("/?#:"));
}

}  // namespace skira
