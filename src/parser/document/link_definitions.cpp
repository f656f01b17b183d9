#include "parser/document/link_definitions.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "parser/blocks/block_lines.h"
#include "parser/blocks/block_words.h"
#include "parser/inline/inline.h"
#include "parser/inline/targets.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

using std::string_view;

constexpr size_t kLongestLabel = 999;  // characters, as CommonMark has it
constexpr size_t kLongestLine = 65536;
using Definitions = std::map<std::string, std::string>;  // address by label

bool IsWhite(char c) { return c == ' ' || c == '\t' || c == '\n'; }

size_t SkipWhite(string_view text, size_t i) {
  while (i < text.size() && IsWhite(text[i])) ++i;
  return i;
}

// Labels that differ in case and white space are the same.
std::string FoldLabel(string_view label) {
  std::string spaced;
  for (const char c : Trim(label)) {
    if (!IsWhite(c)) {
      spaced.push_back(c);
    } else if (!spaced.ends_with(' ')) {
      spaced.push_back(' ');
    }
  }
  return Fold(spaced);
}

// The offset of the "]" that closes the label behind the "[" at `open`; npos where none does, or
// where the label is empty.
size_t LabelEnd(string_view text, size_t open) {
  bool any = false;
  const size_t limit = std::min(text.size(), open + kLongestLabel);
  for (size_t i = open + 1; i < limit; ++i) {
    if (text[i] == '[') return text.npos;
    if (text[i] == ']') return any ? i : text.npos;
    any = any || !IsWhite(text[i]);
    if (text[i] == '\\') ++i;
  }
  return text.npos;
}

// --- Definitions -------------------------------------------------------------------------------

struct Definition {
  std::string label, address;
  size_t end = 0;  // offset behind it, at a line's end
};

// The end of the address at `i` and the address itself; npos where none is.
size_t ReadAddress(string_view text, size_t i, std::string& address) {
  const size_t begin = i;
  if (text.substr(i).starts_with('<')) {
    const size_t end = text.find_first_of(">\n", i);
    if (end == text.npos || text[end] == '\n') return text.npos;
    address = Unescaped(text.substr(i + 1, end - i - 1));
    return end + 1;
  }
  while (i < text.size() && !IsWhite(text[i])) ++i;
  // No address has Hebrew letters at its beginning: such a line is a sentence.
  if (i == begin || IsHebrewLetter(DecodeAt(text, begin).code_point)) return text.npos;
  address = Unescaped(text.substr(begin, i - begin));
  return i;
}

// The end of the title in quotes or brackets at `i`; npos where none is.
size_t TitleEnd(string_view text, size_t i) {
  if (i >= text.size()) return text.npos;
  const char open = text[i];
  if (open != '"' && open != '\'' && open != '(') return text.npos;
  const char close = open == '(' ? ')' : open;
  for (++i; i < text.size() && text[i] != close; ++i) {
    if (text[i] == '\\') ++i;
  }
  return i < text.size() ? i + 1 : text.npos;
}

// Whether nothing but spaces follows up to the line's end, which `i` moves to.
bool EndsLine(string_view text, size_t& i) {
  while (i < text.size() && (text[i] == ' ' || text[i] == '\t')) ++i;
  return i == text.size() || text[i] == '\n';
}

// The definition that begins `text`; `end` is 0 where none does.
Definition ReadDefinition(string_view text) {
  Definition definition;
  if (!text.starts_with('[') || text.starts_with("[^")) return {};
  const size_t close = LabelEnd(text, 0);
  if (close == text.npos || !text.substr(close).starts_with("]:")) return {};
  definition.label = FoldLabel(text.substr(1, close - 1));
  size_t i = ReadAddress(text, SkipWhite(text, close + 2), definition.address);
  if (i == text.npos) return {};
  size_t end = i;
  const bool alone = EndsLine(text, end);
  const size_t title = SkipWhite(text, i);
  size_t behind = title > i ? TitleEnd(text, title) : text.npos;
  if (behind != text.npos && EndsLine(text, behind)) {
    definition.end = behind;
  } else if (alone) {
    definition.end = end;
  }
  return definition.end > 0 ? definition : Definition{};
}

// --- Links -------------------------------------------------------------------------------------

// Puts addresses into one paragraph.
class Resolver {
 public:
  Resolver(string_view text, const Definitions& definitions)
      : text_(text), definitions_(definitions) {}

  std::string Resolve() {
    size_t i = 0;
    while (i < text_.size()) i = Step(i);
    return out_ += text_.substr(copied_);
  }

 private:
  struct Bracket {
    size_t at;
    bool image;
    bool active = true;
  };

  size_t Step(size_t i) {
    constexpr size_t kMostOpen = 256;
    switch (text_[i]) {
      case '\\':
        return i + 2;
      case '`':
        return CodeEnd(i);
      case '<':
        return AngleEnd(i);
      case '[':
        if (open_.size() < kMostOpen) open_.push_back({i, i > 0 && text_[i - 1] == '!'});
        return i + 1;
      case ']':
        return open_.empty() ? i + 1 : Close(i);
      default:
        return i + 1;
    }
  }

  // Behind the code span, or the backticks that open none.
  size_t CodeEnd(size_t i) {
    const size_t length = std::min(text_.find_first_not_of('`', i), text_.size()) - i;
    if (length > longest_unclosed_) {
      for (size_t at = text_.find('`', i + length); at != text_.npos; at = text_.find('`', at)) {
        const size_t end = std::min(text_.find_first_not_of('`', at), text_.size());
        if (end - at == length) return end;
        at = end;
      }
      longest_unclosed_ = length;
    }
    return i + length;
  }

  // Behind a tag or an address between angle brackets.
  size_t AngleEnd(size_t i) const {
    constexpr size_t kLongest = 2048;
    const char next = i + 1 < text_.size() ? text_[i + 1] : '\0';
    if (next != '/' && !IsAsciiLower(next) && !IsAsciiUpper(next)) return i + 1;
    const string_view rest = text_.substr(i + 1, kLongest);
    const size_t end = rest.find_first_of("<>");
    return end != rest.npos && rest[end] == '>' ? i + end + 2 : i + 1;
  }

  size_t Close(size_t close) {
    const Bracket open = open_.back();
    open_.pop_back();
    if (!open.active) return close + 1;
    std::string target;
    if (text_.substr(close + 1).starts_with('(')) {
      if (const size_t end = LinkTargetEnd(text_, close + 2, target); end > 0) {
        Linked(open);
        return end;
      }
    }
    string_view label = text_.substr(open.at + 1, close - open.at - 1);
    size_t end = close + 1;
    const bool bracket = text_.substr(end).starts_with('[');
    const size_t second = bracket ? LabelEnd(text_, end) : text_.npos;
    if (second != text_.npos) {
      label = text_.substr(end + 1, second - end - 1);
      end = second + 1;
    } else {
      if (text_.substr(end).starts_with("[]")) end += 2;
      if (LabelEnd(text_, open.at) != close) return close + 1;
    }
    const auto found = definitions_.find(FoldLabel(label));
    if (found == definitions_.end()) return close + 1;
    out_.append(text_.substr(copied_, close - copied_)).append("](<");
    for (const char c : found->second) {
      if (c == '<' || c == '>' || c == '\\') out_ += '\\';
      out_ += c;
    }
    out_ += ">)";
    const string_view replaced = text_.substr(close, end - close);
    out_.append(static_cast<size_t>(std::count(replaced.begin(), replaced.end(), '\n')), '\n');
    copied_ = end;
    Linked(open);
    return end;
  }

  // A link holds no other link.
  void Linked(const Bracket& link) {
    if (link.image) return;
    for (Bracket& bracket : open_) bracket.active = bracket.active && bracket.image;
  }

  const string_view text_;
  const Definitions& definitions_;
  std::vector<Bracket> open_;
  std::string out_;
  size_t copied_ = 0;            // what of the text is in `out_`
  size_t longest_unclosed_ = 0;  // runs of backticks up to this length open no code
};

// --- The document ------------------------------------------------------------------------------

// The line behind the marks of quotes and items, where a definition may begin.
size_t Beginning(string_view line) {
  size_t i = line.find_first_not_of(" \t");
  while (i != line.npos && (line[i] == '>' || line.substr(i).starts_with("- "))) {
    i = line.find_first_not_of(" \t", i + 1);
  }
  return std::min(i, line.size());
}

class Pass {
 public:
  explicit Pass(string_view text) : text_(text) {}

  // Finds the definitions, and the paragraphs that the rest consists of.
  void Collect(std::vector<Warning>& warnings) {
    size_t fence = 0;
    int number = 1;
    bool in_paragraph = false;
    for (size_t at = 0; at < text_.size(); ++number) {
      size_t end = std::min(text_.find('\n', at), text_.size());
      const string_view line = text_.substr(at, end - at);
      const size_t length = line.size() < 400 ? FenceLength(line) : 0;
      if (fence > 0 || length > 0) {
        fence = fence == 0 ? length : length >= fence ? 0 : fence;
        in_paragraph = false;
      } else if (line.size() <= kLongestLine) {
        const size_t begin = at + (Indent(line) < 4 ? Beginning(line) : line.size());
        const Definition definition = in_paragraph || begin >= text_.size() || text_[begin] != '['
                                          ? Definition{}
                                          : ReadDefinition(Paragraph(begin));
        if (definition.end > 0) {
          definitions.emplace(definition.label, definition.address);
          warnings.push_back(
              {number, "link-definition", "The definition of a link was put where it is used."});
          end = begin + definition.end;
          dropped_.push_back({begin, end});
          number += static_cast<int>(std::count(text_.begin() + static_cast<ptrdiff_t>(at),
                                                text_.begin() + static_cast<ptrdiff_t>(end), '\n'));
        }
        in_paragraph = definition.end == 0 && !IsBlank(line) && HashLevel(line) == 0 &&
                       !IsRule(line) && begin < end;
      }
      at = end + 1;
    }
  }

  std::string Resolve() const {
    std::string out;
    size_t fence = 0;
    auto dropped = dropped_.begin();
    std::string paragraph;
    const auto flush = [&] {
      if (!paragraph.empty()) out += Resolver(paragraph, definitions).Resolve();
      paragraph.clear();
    };
    for (size_t at = 0; at < text_.size();) {
      const size_t end = std::min(text_.find('\n', at), text_.size() - 1) + 1;
      std::string line(text_.substr(at, end - at));
      for (; dropped != dropped_.end() && dropped->first < end; ++dropped) {
        const size_t from = std::max(dropped->first, at) - at;
        const size_t to = std::min(dropped->second, end) - at;
        line.erase(from, to - from);
        if (dropped->second > end) break;  // it goes on in the next line
      }
      if (!line.ends_with('\n') && text_[end - 1] == '\n') line += '\n';
      const size_t length = line.size() < 400 ? FenceLength(line) : 0;
      if (fence > 0 || length > 0 || IsBlank(line) || line.size() > kLongestLine) {
        flush();
        if (length > 0 || fence > 0) fence = fence == 0 ? length : length >= fence ? 0 : fence;
        out += line;
      } else {
        paragraph += line;
      }
      at = end;
    }
    flush();
    return out;
  }

  Definitions definitions;

 private:
  // The text from `begin` up to the next blank line, or as much of it as a definition may take.
  string_view Paragraph(size_t begin) const {
    constexpr size_t kLongest = 4096;
    const string_view rest = text_.substr(begin, kLongest);
    return rest.substr(0, rest.find("\n\n"));
  }

  const string_view text_;
  std::vector<std::pair<size_t, size_t>> dropped_;  // definitions, by offset
};

}  // namespace

std::string ResolveReferences(std::string text, std::vector<Warning>& warnings) {
  if (text.find("]:") == text.npos) return text;
  Pass pass(text);
  pass.Collect(warnings);
  return pass.definitions.empty() ? text : pass.Resolve();
}

}  // namespace skira
