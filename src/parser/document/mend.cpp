#include "parser/document/mend.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "parser/blocks/block_lines.h"
#include "parser/blocks/block_words.h"
#include "parser/document/link_definitions.h"
#include "review/url.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

using std::string_view;

constexpr size_t kLongestLine = 65536;  // bytes; a longer one is no writer's

// Tags that are read or dropped below, without their "<", as far as they tell.
constexpr string_view kTagBeginnings[] = {"!--", "/",       "span",    "div",   "a ",
                                          "img", "p",       "font",    "table", "td",
                                          "tr",  "details", "summary", "center"};

// Whether `text` has any of the marks below; most documents have none. One pass for each of the
// characters that they have in common.
bool MayNeedMending(string_view text) {
  const auto any = [&](char mark, auto&& tells) {
    for (size_t i = text.find(mark); i != text.npos; i = text.find(mark, i + 1)) {
      if (tells(i, text.substr(i + 1))) return true;
    }
    return false;
  };
  return any('<',
             [](size_t, string_view behind) {
               return std::any_of(std::begin(kTagBeginnings), std::end(kTagBeginnings),
                                  [&](string_view tag) { return behind.starts_with(tag); });
             }) ||
         any(']',
             [](size_t, string_view behind) {
               return behind.starts_with('{') || behind.starts_with(':');
             }) ||
         any('{',
             [&](size_t at, string_view behind) {
               return at > 0 && text[at - 1] == ' ' &&
                      (behind.starts_with('#') || behind.starts_with('.'));
             }) ||
         any('[',
             [](size_t, string_view behind) {
               return behind.starts_with('[') || behind.starts_with('!');
             }) ||
         any('%', [](size_t, string_view behind) { return behind.starts_with('%'); });
}

// --- Comments ----------------------------------------------------------------------------------

// The text without what is between `open` and `close`, but for its line ends. `close` must be on
// the line where `one_line` is set.
std::string DropBetween(string_view text, string_view open, string_view close, bool one_line) {
  std::string out;
  size_t at = 0;
  for (size_t begin = text.find(open); begin != text.npos; begin = text.find(open, begin)) {
    const size_t end = text.find(close, begin + open.size());
    if (end == text.npos) break;
    const string_view inside = text.substr(begin, end + close.size() - begin);
    if (one_line && inside.find('\n') != inside.npos) {
      begin += open.size();
      continue;
    }
    out += text.substr(at, begin - at);
    out.append(static_cast<size_t>(std::count(inside.begin(), inside.end(), '\n')), '\n');
    at = begin = end + close.size();
  }
  return out += text.substr(at);
}

// --- Attributes (Pandoc, Quarto) ---------------------------------------------------------------

// Whether "{…}" holds nothing but attributes: #id, .class, name="value".
bool IsAttributes(string_view inside) {
  bool any = false;
  for (size_t i = 0; i < inside.size();) {
    if (inside[i] == ' ') {
      ++i;
      continue;
    }
    const size_t begin = i;
    bool quoted = false;
    while (i < inside.size() && (quoted || inside[i] != ' ')) quoted ^= inside[i++] == '"';
    const string_view word = inside.substr(begin, i - begin);
    const size_t equal = word.find('=');
    const bool named = word.size() > 1 && (word[0] == '.' || word[0] == '#');
    const bool value = equal != word.npos && equal > 0 &&
                       word.substr(0, equal).find_first_of("\\^_$({") == word.npos &&
                       word.substr(equal + 1).starts_with('"');
    if (!named && !value) return false;
    any = true;
  }
  return any;
}

// The text of spans with attributes, and headings without them.
std::string DropAttributes(string_view line) {
  std::string out;
  std::vector<size_t> open;  // offsets into `out` of "[" not yet closed
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '[' && (i == 0 || line[i - 1] != '\\')) open.push_back(out.size());
    const bool span = line.substr(i).starts_with("]{");
    const bool heading = line.substr(i).starts_with(" {") && line.starts_with('#');
    if (span || heading) {
      const size_t brace = i + 1;
      const size_t close = line.find('}', brace);
      if (close != line.npos && IsAttributes(line.substr(brace + 1, close - brace - 1))) {
        if (span && !open.empty()) out.erase(open.back(), 1);
        if (span && !open.empty()) open.pop_back();
        i = close;
        continue;
      }
    }
    if (line[i] == ']' && !open.empty()) open.pop_back();
    out.push_back(line[i]);
  }
  return out;
}

// --- Notes' links (Obsidian, GitHub's alerts) --------------------------------------------------

std::string ReadWikiLinks(string_view line) {
  std::string out;
  size_t at = 0;
  for (size_t open = line.find("[["); open != line.npos; open = line.find("[[", at)) {
    const size_t close = line.find("]]", open);
    const string_view inside =
        close == line.npos ? string_view() : line.substr(open + 2, close - open - 2);
    out += line.substr(at, open - at);
    at = open + 2;
    // "[[1, 2], [3, 4]]" is no link.
    if (inside.empty() || inside.find_first_of("[]") != inside.npos) {
      out += "[[";
      continue;
    }
    const size_t bar = inside.find('|');
    if (out.ends_with('!')) {
      out.append("[](").append(inside.substr(0, bar)).append(")");
    } else {
      out += bar == inside.npos ? inside : inside.substr(bar + 1);
    }
    at = close + 2;
  }
  return out += line.substr(at);
}

// "> [!note] text" is a quote of the text.
std::string DropCallout(std::string line) {
  const size_t open = line.find("[!");
  if (!string_view(line).starts_with('>') || open == line.npos || open > 4) return line;
  const size_t close = line.find(']', open);
  if (close == line.npos) return line;
  size_t end = close + 1;
  if (end < line.size() && (line[end] == '-' || line[end] == '+')) ++end;
  // Its title has a line of its own.
  const string_view title = Strip(string_view(line).substr(end));
  return line.substr(0, open) + std::string(title) + (title.empty() ? "" : "  ");
}

// --- HTML --------------------------------------------------------------------------------------

// Tags that say nothing of their text; those that the inline structure reads stay (inline.h).
constexpr string_view kDropped[] = {"span",    "div",     "p",       "font",   "center",
                                    "details", "summary", "section", "article"};

struct Tag {
  std::string name;  // in lower case
  bool closing = false;
  string_view attributes;
  size_t end = 0;  // offset behind ">"
};

// The tag at `at`, which must be a "<"; its name is empty where there is none.
Tag TagAt(string_view line, size_t at) {
  Tag tag;
  size_t i = at + 1;
  tag.closing = i < line.size() && line[i] == '/';
  i += tag.closing;
  const size_t begin = i;
  while (i < line.size() &&
         (IsAsciiLower(line[i]) || IsAsciiUpper(line[i]) || IsAsciiDigit(line[i]))) {
    ++i;
  }
  if (i >= line.size() || (line[i] != ' ' && line[i] != '>' && line[i] != '/')) return {};
  const size_t close = line.find('>', i);
  if (close == line.npos) return {};
  tag.name = LowerAscii(line.substr(begin, i - begin));
  tag.attributes = line.substr(i, close - i);
  tag.end = close + 1;
  return tag;
}

string_view Attribute(const Tag& tag, string_view name) {
  const std::string key = std::string(name) + "=";
  const size_t at = tag.attributes.find(key);
  if (at == tag.attributes.npos) return {};
  string_view value = tag.attributes.substr(at + key.size());
  if (value.empty()) return {};
  const char quote = value[0];
  if (quote != '"' && quote != '\'') return value.substr(0, value.find(' '));
  value = value.substr(1);
  return value.substr(0, value.find(quote));
}

// "<h2>text</h2>" on a line of its own is "## text".
std::string ReadHeading(string_view line) {
  const string_view text = Strip(line);
  const Tag open = text.starts_with('<') ? TagAt(text, 0) : Tag();
  const bool heading = !open.closing && open.name.size() == 2 && open.name[0] == 'h' &&
                       open.name[1] >= '1' && open.name[1] <= '6';
  const std::string close = "</" + open.name + ">";
  if (!heading || text.size() < open.end + close.size() || !text.ends_with(close)) {
    return std::string(line);
  }
  const string_view inside = text.substr(open.end, text.size() - open.end - close.size());
  return std::string(static_cast<size_t>(open.name[1] - '0'), '#') + " " +
         std::string(Strip(inside));
}

std::string ReadTags(string_view line) {
  std::string out;
  std::string href;  // of the <a> that is open
  size_t at = 0;
  for (size_t open = line.find('<'); open != line.npos; open = line.find('<', open + 1)) {
    const Tag tag = TagAt(line, open);
    const bool link = tag.name == "a" && (tag.closing ? !href.empty() : true);
    const bool image = tag.name == "img";
    if (tag.name.empty() || !(link || image || Contains(kDropped, tag.name))) continue;
    out += line.substr(at, open - at);
    at = tag.end;
    if (image) {
      out.append("![").append(Attribute(tag, "alt")).append("](").append(Attribute(tag, "src"));
      out += ")";
    } else if (tag.name == "a" && !tag.closing) {
      href = Attribute(tag, "href");
      if (!href.empty()) out += "[";
      if (href.empty() && line.substr(at).starts_with("</a>")) at += 4;
    } else if (tag.name == "a") {
      out += "](" + href + ")";
      href.clear();
    }
    open = at - 1;
  }
  if (!href.empty()) return std::string(line);  // its end is on another line
  return out += line.substr(at);
}

// --- Lines -------------------------------------------------------------------------------------

std::string MendLine(string_view line) {
  std::string out(line);
  const bool attributes =
      out.find("]{") != out.npos || (out.starts_with('#') && out.ends_with('}'));
  if (attributes) out = DropAttributes(out);
  if (out.find("[[") != out.npos) out = ReadWikiLinks(out);
  if (out.find("[!") != out.npos) out = DropCallout(std::move(out));
  if (out.find('<') != out.npos) out = ReadTags(ReadHeading(out));
  return out;
}

// Calls `function` with each line and whether it is code between fences.
template <typename Function>
void ForEachLine(string_view text, Function&& function) {
  size_t fence = 0;
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    const string_view line = text.substr(start, end - start);
    const size_t length = line.size() < 400 ? FenceLength(line) : 0;
    const bool code = fence > 0 || length > 0;
    if (fence == 0) {
      fence = length;
    } else if (length >= fence) {
      fence = 0;
    }
    function(line, code);
    start = end + 1;
  }
}

// --- Underlined headings -----------------------------------------------------------------------

// The level of the heading that `line` is by `below`, an underline (CommonMark 4.3), 0 for none.
// `above` is the line before it: a heading of several lines is left as it is. What ends a sentence
// or a review above a line of "-" has a rule below it.
int UnderlinedLevel(string_view above, string_view line, string_view below) {
  constexpr size_t kShortest = 3, kLongest = 200;  // bytes; "--" below a line may be a dash
  const string_view marks = Trim(below), text = Trim(line);
  if (marks.size() < kShortest || marks.size() > kLongest || below.starts_with("    ")) return 0;
  const bool equals = marks[0] == '=';
  if (marks.find_first_not_of(equals ? '=' : '-') != marks.npos) return 0;
  if (!IsBlank(above) || text.empty() || text.size() > kLongest || line.starts_with("    ")) {
    return 0;
  }
  static constexpr string_view kOthers = "#>|-+=*<";  // what opens no paragraph, but for "**"
  if (kOthers.find(text[0]) != kOthers.npos && !text.starts_with("**")) return 0;
  const bool definition = text[0] == '[' && text.find("]:") != text.npos;
  if (definition || IsRule(text)) return 0;
  const bool rule = IsAsciiDigit(text[0]) || text.ends_with('.') || MayHoldUrl(text);
  return equals ? 1 : rule ? 0 : 2;
}

// A wiki's heading, "== TITLE ==", as one with hashes; other lines as they are.
void AppendLine(string_view line, bool code, std::string& out) {
  constexpr size_t kLeast = 2, kMost = 6;
  const string_view text = Trim(line);
  const size_t open = std::min(text.find_first_not_of('='), text.size());
  const string_view inside = open < text.size() && text.size() > 2 * open
                                 ? Trim(text.substr(open, text.size() - 2 * open))
                                 : string_view();
  const bool wiki = !code && open >= kLeast && open <= kMost && !inside.empty() &&
                    inside.find('=') == inside.npos &&
                    text.find_last_not_of('=') + 1 == text.size() - open;
  if (wiki) {
    out.append(open, '#').append(1, ' ').append(inside);
  } else {
    out.append(line);
  }
}

// Headings with a line drawn below them, and those of wikis, as headings with hashes, so that
// whatever looks for a heading sees it in its own line.
std::string ReadUnderlines(string_view text) {
  std::string out;
  out.reserve(text.size());
  string_view above, line;  // `line` is not written yet
  bool code = true;         // so is `line`
  ForEachLine(text, [&](string_view below, bool below_code) {
    const int level = code || below_code ? 0 : UnderlinedLevel(above, line, below);
    if (level > 0) out.append(static_cast<size_t>(level), '#').push_back(' ');
    if (below.data() != text.data()) {
      AppendLine(line, code, out);
      out += '\n';
    }
    above = line;
    line = level > 0 ? "" : below;
    code = below_code;
  });
  AppendLine(line, code, out);
  if (text.ends_with('\n')) out += '\n';
  return out;
}

}  // namespace

std::string MendMarkup(std::string text, std::vector<Warning>& warnings) {
  if (text.starts_with("==") || text.find("\n==") != text.npos || text.find("\n---") != text.npos) {
    text = ReadUnderlines(text);
  }
  if (!MayNeedMending(text)) return text;
  if (text.find("<!--") != text.npos) text = DropBetween(text, "<!--", "-->", false);
  if (text.find("%%") != text.npos) text = DropBetween(text, "%%", "%%", true);
  std::string out;
  out.reserve(text.size());
  ForEachLine(text, [&](string_view line, bool code) {
    out += code || line.size() > kLongestLine ? std::string(line) : MendLine(line);
    out += '\n';
  });
  if (!text.ends_with('\n') && !out.empty()) out.pop_back();
  return ResolveReferences(std::move(out), warnings);
}

}  // namespace skira
