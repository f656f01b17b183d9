#include "parser/inline.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <utility>

#include "parser/pictures.h"
#include "review/url.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAsciiWord(char c) { return IsAsciiLetter(c) || IsAsciiDigit(c); }
bool IsBlankByte(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// A tag that sets a style. <br> is read apart.
struct StyleTag {
  std::string_view name;
  uint16_t style;
};
constexpr StyleTag kStyleTags[] = {
    {"u", kStyleUnderline},     {"ins", kStyleUnderline},     {"b", kStyleBold},
    {"strong", kStyleBold},     {"i", kStyleItalic},          {"em", kStyleItalic},
    {"sub", kStyleSubscript},   {"sup", kStyleSuperscript},   {"mark", kStyleHighlight},
    {"s", kStyleStrikethrough}, {"del", kStyleStrikethrough}, {"code", kStyleCode},
};

struct Entity {
  std::string_view name;
  char32_t code_point;
};
constexpr Entity kEntities[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},      {"apos", '\''},
    {"nbsp", ' '},     {"ndash", 0x2013}, {"mdash", 0x2014}, {"hellip", 0x2026}, {"rlm", 0x200F},
    {"lrm", 0x200E},   {"bull", 0x2022},  {"lsquo", 0x2018}, {"rsquo", 0x2019},  {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"minus", 0x2212}, {"le", 0x2264},    {"ge", 0x2265},     {"ne", 0x2260},
    {"rarr", 0x2192},  {"larr", 0x2190},  {"infin", 0x221E}, {"sum", 0x2211},    {"radic", 0x221A},
    {"asymp", 0x2248}, {"isin", 0x2208},  {"euro", 0x20AC},  {"trade", 0x2122},
};

// The names of runs of code points (HTML 13.5), in their order; "-" for one without a name.
struct EntityRun {
  char32_t first;
  std::string_view names;
};
constexpr EntityRun kEntityRuns[] = {
    {0xA1,
     "iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn "
     "sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest "
     "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave "
     "Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute "
     "Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave "
     "eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml "
     "divide oslash ugrave uacute ucirc uuml yacute thorn yuml"},
    {0x391,
     "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho "
     "- Sigma Tau Upsilon Phi Chi Psi Omega"},
    {0x3B1,
     "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
     "sigmaf sigma tau upsilon phi chi psi omega"},
};

char32_t NamedInRun(std::string_view name) {
  for (const EntityRun& run : kEntityRuns) {
    char32_t c = run.first;
    for (size_t at = 0; at < run.names.size(); ++c) {
      const size_t end = std::min(run.names.find(' ', at), run.names.size());
      if (run.names.substr(at, end - at) == name && name != "-") return c;
      at = end + 1;
    }
  }
  return 0;
}

// The code point of the entity at `text` ("&name;" or "&#n;"), and its length in bytes; 0 if none.
std::pair<char32_t, size_t> EntityAt(std::string_view text) {
  const size_t end = text.substr(0, 12).find(';');
  if (text.size() < 3 || text[0] != '&' || end == std::string_view::npos) return {0, 0};
  const std::string_view name = text.substr(1, end - 1);
  if (name.size() >= 2 && name[0] == '#') {
    const bool hex = name[1] == 'x' || name[1] == 'X';
    char32_t value = 0;
    for (const char c : name.substr(hex ? 2 : 1)) {
      const char lower = static_cast<char>(c | 0x20);
      const bool letter = hex && lower >= 'a' && lower <= 'f';
      if (!IsAsciiDigit(c) && !letter) return {0, 0};
      value = value * (hex ? 16 : 10) + static_cast<char32_t>(letter ? lower - 'a' + 10 : c - '0');
    }
    return {value < 32 || value > 0x10FFFF ? kReplacement : value, end + 1};
  }
  for (const Entity& entity : kEntities) {
    if (entity.name == name) return {entity.code_point, end + 1};
  }
  const char32_t named = NamedInRun(name);
  return {named, named == 0 ? 0 : end + 1};
}

// As EntityAt, for what repeated escaping made of it: "&amp;lt;", and "amp;lt;" without its "&".
std::pair<char32_t, size_t> EscapedEntityAt(std::string_view text) {
  const size_t amp = text.substr(0, 5) == "&amp;" ? 5 : text.substr(0, 4) == "amp;" ? 4 : 0;
  if (amp > 0) {
    const std::string inner = "&" + std::string(text.substr(amp, 11));
    const auto [code_point, length] = EntityAt(inner);
    if (length > 0) return {code_point, amp + length - 1};
  }
  return EntityAt(text);
}

// Bytes that may begin a token: marks and the "a" of "amp;"; letters and digits where the text may
// hold an address.
using Bytes = std::array<bool, 256>;
constexpr Bytes kMayBegin = [] {
  Bytes table{};
  for (const char c : std::string_view("\\`$*_~=![]<&\na")) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}();
constexpr Bytes kMayBeginWithUrls = [] {
  Bytes table = kMayBegin;
  for (size_t c = 0; c < 128; ++c) table[c] = table[c] || IsAsciiWord(static_cast<char>(c));
  return table;
}();

enum class TokenKind : uint8_t {
  kText,      // `text`
  kChar,      // `value` is a code point
  kMath,      // `text` is TeX
  kCode,      // `text` as it is
  kBreak,     // forced line break
  kStyleOn,   // `style`
  kStyleOff,  // `style`
  kLinkOn,    // `value` indexes the targets
  kLinkOff,
  kFootnote,  // `text` is its marker
  kPicture,   // `text` is its alt as printed, `value` the index of its target
};

struct Token {
  TokenKind kind = TokenKind::kText;
  uint16_t style = 0;
  uint32_t value = 0;
  std::string_view text;
};

// Turns text into tokens in one pass. Emphasis, tags and links are paired by stacks of what is
// open; a token that stays unpaired remains the text that it was printed as.
class Tokenizer {
  static constexpr size_t kMostOpen = 256;  // marks, brackets; what opens beyond these is text

 public:
  Tokenizer(std::string_view text, SpanReport* report) : text_(text), report_(report) {}

  void Run();
  std::vector<Token> tokens;
  std::vector<std::string> targets;

 private:
  struct OpenMark {
    size_t token;
    char mark;
    uint8_t length;
    bool is_bold() const { return mark == '*' && length == 2; }
  };
  struct OpenTag {
    size_t token;
    uint16_t style;
  };

  char At(size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  char Before(size_t i) const { return i > 0 ? text_[i - 1] : '\0'; }
  bool HebrewBefore(size_t i) const { return IsHebrewLetter(DecodeBefore(text_, i).code_point); }
  bool HebrewAt(size_t i) const { return IsHebrewLetter(DecodeAt(text_, i).code_point); }

  void FlushText();
  void Push(TokenKind kind, std::string_view text, uint32_t value = 0, uint16_t style = 0);
  // Each Try... reads what begins at position_; true when it took it, position_ then behind it.
  bool TryAt(char c);
  bool TryEscape();
  bool TryTex();
  bool TryCode();
  bool TryMath();
  bool TryMathBetween(std::string_view close, size_t& cache);
  bool TryMarks();
  bool TryWordMarks(char mark);
  bool TryFootnote();
  bool TryOpenBracket();
  bool TryCloseBracket();
  bool TryAngle();
  bool TryTag();
  bool TryEntity();
  bool TryUrl();
  void PairMarks(char mark, size_t length, bool can_open, bool can_close);
  void CloseMark(size_t open_index);
  void PairLeftovers();
  void IndexBackticks();
  void IndexBraces();
  size_t TexEnd(size_t begin);
  size_t TargetEnd(size_t begin, std::string_view& target) const;

  std::string_view text_;
  SpanReport* report_;
  size_t position_ = 0;
  size_t text_begin_ = 0;
  std::vector<OpenMark> open_marks_;
  std::vector<OpenTag> open_tags_;
  std::vector<size_t> open_brackets_;  // tokens
  std::vector<size_t> stray_bold_;     // tokens of "**" that stand before and after a letter
  std::vector<std::pair<size_t, size_t>> backticks_;  // a run's offset, its partner's (or 0)
  bool backticks_indexed_ = false;
  std::vector<std::pair<size_t, size_t>> braces_;  // "{" to "}", by offset
  bool braces_indexed_ = false;
  // Where the search for "\)", "\]", "$$" and "](" last stopped.
  size_t next_paren_ = 0, next_square_ = 0, next_double_ = 0, next_target_ = 0;
};

void Tokenizer::Push(TokenKind kind, std::string_view text, uint32_t value, uint16_t style) {
  FlushText();
  tokens.push_back({kind, style, value, text});
}

void Tokenizer::FlushText() {
  if (text_begin_ < position_) {
    tokens.push_back({TokenKind::kText, 0, 0, text_.substr(text_begin_, position_ - text_begin_)});
  }
  text_begin_ = position_;
}

void Tokenizer::Run() {
  const Bytes& may_begin = MayHoldUrl(text_) ? kMayBeginWithUrls : kMayBegin;
  while (position_ < text_.size()) {
    const size_t begin = position_;
    if (may_begin[static_cast<unsigned char>(text_[begin])] && TryAt(text_[begin])) {
      text_begin_ = position_;
    } else if (position_ == begin) {
      ++position_;
    }
  }
  FlushText();
  PairLeftovers();
  if (report_ != nullptr) {
    for (const OpenMark& open : open_marks_) report_->unclosed_bold |= open.is_bold();
  }
}

bool Tokenizer::TryAt(char c) {
  switch (c) {
    case '\\':
      return TryEscape();
    case '`':
      return TryCode();
    case '$':
      return TryMath();
    case '*':
      return TryMarks();
    case '_':
    case '~':
    case '=':
      return TryWordMarks(c);
    case '!':
      return At(position_ + 1) == '[' && TryOpenBracket();
    case '[':
      return TryOpenBracket();
    case ']':
      return TryCloseBracket();
    case '<':
      return TryAngle();
    case '&':
      return TryEntity();
    case '\n':
      Push(TokenKind::kBreak, {});
      ++position_;
      return true;
    default:
      if (IsAsciiWord(Before(position_))) return false;
      return TryUrl() || (c == 'a' && TryEntity());
  }
}

bool Tokenizer::TryEscape() {
  const char next = At(position_ + 1);
  if (IsAsciiLetter(next)) return TryTex();
  if (next == '(' && TryMathBetween("\\)", next_paren_)) return true;
  if (next == '[' && TryMathBetween("\\]", next_square_)) return true;
  if (!IsEscapable(next)) return false;
  Push(TokenKind::kText, text_.substr(position_ + 1, 1));
  position_ += 2;
  return true;
}

// "\(" and "\[" are escaped brackets of a link's text as often as they open a formula: only what
// looks like TeX between them decides.
bool Tokenizer::TryMathBetween(std::string_view close, size_t& cache) {
  if (cache < position_ + 2) cache = std::min(text_.find(close, position_ + 2), text_.size());
  if (cache >= text_.size()) return false;
  const std::string_view tex = text_.substr(position_ + 2, cache - position_ - 2);
  if (tex.size() > 2000 || tex.find_first_of("\\_^=") == std::string_view::npos) return false;
  Push(TokenKind::kMath, Trim(tex));
  position_ = cache + 2;
  return true;
}

void Tokenizer::IndexBraces() {
  std::vector<size_t> open;
  for (size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '{') open.push_back(i);
    if (text_[i] != '}' || open.empty()) continue;
    braces_.emplace_back(open.back(), i);
    open.pop_back();
  }
  std::stable_sort(braces_.begin(), braces_.end(), std::less<>());
  braces_indexed_ = true;
}

// The end of the TeX that begins at the backslash at `begin`: commands, groups, scripts.
size_t Tokenizer::TexEnd(size_t begin) {
  if (!braces_indexed_) IndexBraces();
  const auto group_end = [&](size_t at) -> size_t {
    const auto it = std::lower_bound(braces_.begin(), braces_.end(), std::pair(at, size_t{0}));
    return it != braces_.end() && it->first == at ? it->second + 1 : 0;
  };
  size_t i = begin;
  bool after_script = false;
  while (i < text_.size()) {
    const char c = text_[i];
    if (c == '\\' && IsAsciiLetter(At(i + 1))) {
      for (++i; IsAsciiLetter(At(i)); ++i) {
      }
      after_script = false;
    } else if (c == '{' && group_end(i) > 0) {
      i = group_end(i);
      after_script = false;
    } else if ((c == '_' || c == '^') && !after_script) {
      const char next = At(i + 1);
      if (!IsAsciiWord(next) && next != '{' && next != '\\' && next != '*') break;
      after_script = true;
      ++i;
    } else if (after_script && (IsAsciiWord(c) || c == '*')) {
      ++i;
      after_script = false;
    } else {
      break;
    }
  }
  return i;
}

// A command outside dollars: `\hat{y}_n`. Commands of one letter stay text.
bool Tokenizer::TryTex() {
  if (IsAsciiWord(Before(position_)) || !IsAsciiLetter(At(position_ + 2))) return false;
  const size_t end = TexEnd(position_);
  Push(TokenKind::kMath, text_.substr(position_, end - position_));
  position_ = end;
  return true;
}

void Tokenizer::IndexBackticks() {
  constexpr size_t kLongest = 64;  // longer runs are rules drawn with backticks
  for (size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] != '`') continue;
    const size_t begin = i;
    while (At(i + 1) == '`') ++i;
    backticks_.emplace_back(begin, i + 1 - begin);  // the length, until partners are known
  }
  std::array<size_t, kLongest + 1> last{};  // by length: the next run's offset, from the right
  for (auto run = backticks_.rbegin(); run != backticks_.rend(); ++run) {
    size_t& next = last[std::min(run->second, kLongest)];
    const size_t length = run->second;
    run->second = length < kLongest ? next : 0;
    next = run->first;
  }
  backticks_indexed_ = true;
}

bool Tokenizer::TryCode() {
  if (!backticks_indexed_) IndexBackticks();
  size_t length = 1;
  while (At(position_ + length) == '`') ++length;
  // A backtick inside a Hebrew word is a geresh.
  const bool geresh = length == 1 && HebrewBefore(position_) && HebrewAt(position_ + 1);
  const auto run =
      std::lower_bound(backticks_.begin(), backticks_.end(), std::pair(position_, size_t{0}));
  const size_t partner = run != backticks_.end() && run->first == position_ ? run->second : 0;
  if (geresh || partner == 0) {
    if (report_ != nullptr && !geresh && !HebrewBefore(position_)) report_->unclosed_code = true;
    position_ += length;
    return false;
  }
  std::string_view code = text_.substr(position_ + length, partner - position_ - length);
  if (code.size() > 2 && code.front() == ' ' && code.back() == ' ') {
    code = code.substr(1, code.size() - 2);
  }
  Push(TokenKind::kCode, code);
  position_ = partner + length;
  return true;
}

// Whether what stands between two dollars is a formula and not the text between two sums of money.
bool IsFormula(std::string_view tex, char after) {
  if (tex.empty() || tex.size() > 4000 || Trim(tex).empty()) return false;
  const bool marked = tex.find_first_of("\\_^=<>") != std::string_view::npos;
  const bool padded = IsBlankByte(tex.front()) || IsBlankByte(tex.back());
  if (tex.find('\\') == std::string_view::npos && CountHebrewLetters(tex) > 0) return false;
  if (tex.find('\n') != std::string_view::npos && !marked) return false;
  return marked || (!padded && !IsAsciiDigit(after));
}

bool Tokenizer::TryMath() {
  if (At(position_ + 1) == '$') {
    if (next_double_ < position_ + 2) {
      next_double_ = std::min(text_.find("$$", position_ + 2), text_.size());
    }
    if (next_double_ < text_.size() && next_double_ > position_ + 2) {
      Push(TokenKind::kMath, Trim(text_.substr(position_ + 2, next_double_ - position_ - 2)));
      position_ = next_double_ + 2;
      return true;
    }
    position_ += 2;
    return false;
  }
  size_t close = text_.find('$', position_ + 1);
  while (close != std::string_view::npos && text_[close - 1] == '\\') {
    close = text_.find('$', close + 1);
  }
  if (close == std::string_view::npos) {
    if (report_ != nullptr && !IsAsciiDigit(At(position_ + 1)) &&
        !IsAsciiDigit(Before(position_))) {
      report_->unclosed_math = true;
    }
    return false;
  }
  const std::string_view tex = text_.substr(position_ + 1, close - position_ - 1);
  if (!IsFormula(tex, At(close + 1))) return false;
  Push(TokenKind::kMath, Trim(tex));
  position_ = close + 1;
  return true;
}

bool Tokenizer::TryMarks() {
  size_t length = 1;
  while (At(position_ + length) == '*') ++length;
  const char before = Before(position_), after = At(position_ + length);
  const bool space_before = before == '\0' || IsBlankByte(before);
  const bool space_after = after == '\0' || IsBlankByte(after);
  bool can_open = !space_after, can_close = !space_before;
  if (length == 1) {
    static constexpr std::string_view kNoOpening = ")]},.;:!?*^_";
    const bool script = before == '^' || before == '_';
    if (script || (IsAsciiWord(before) && IsAsciiWord(after))) return false;
    can_open = can_open && kNoOpening.find(after) == std::string_view::npos;
  }
  const bool too_many = !can_close && open_marks_.size() >= kMostOpen;
  if (length > 4 || (space_before && space_after) || too_many) {
    position_ += length;
    return false;
  }
  FlushText();
  PairMarks('*', length, can_open, can_close);
  return true;
}

// Underscores are part of names and formulas; they are emphasis only around whole words. So are
// "~~" and "==", which strike out and highlight.
bool Tokenizer::TryWordMarks(char mark) {
  size_t length = 1;
  while (At(position_ + length) == mark) ++length;
  const char before = Before(position_), after = At(position_ + length);
  const auto outside = [](char c) {
    return c == '\0' || IsBlankByte(c) ||
           std::string_view("().,;:!?\"'-[]").find(c) != std::string_view::npos;
  };
  const auto inside = [](char c) {
    return IsAsciiWord(c) || static_cast<unsigned char>(c) >= 0x80 || c == '"';
  };
  const bool can_open = outside(before) && inside(after);
  const bool can_close = inside(before) && outside(after);
  const bool too_many = !can_close && open_marks_.size() >= kMostOpen;
  const bool fits = length == 2 || (length == 1 && mark == '_');
  if (!fits || (!can_open && !can_close) || too_many) {
    position_ += length;
    return false;
  }
  FlushText();
  PairMarks(mark, length, can_open, can_close);
  return true;
}

// Closes open marks with as much of the run at position_ as fits, opens new ones with the rest.
void Tokenizer::PairMarks(char mark, size_t length, bool can_open, bool can_close) {
  const auto find_open = [&](size_t wanted) -> size_t {
    for (size_t i = open_marks_.size(); i-- > 0 && open_marks_.size() - i <= 8;) {
      if (open_marks_[i].mark == mark && open_marks_[i].length == wanted) return i;
    }
    return open_marks_.size();
  };
  while (can_close && length > 0) {
    const bool single_on_top =
        !open_marks_.empty() && open_marks_.back().mark == mark && open_marks_.back().length == 1;
    const size_t wanted = length >= 2 && !(length == 3 && single_on_top) ? 2 : 1;
    const size_t open = find_open(wanted);
    if (open == open_marks_.size()) break;
    CloseMark(open);
    length -= wanted;
  }
  while (length > 0) {
    const uint8_t part = length >= 2 ? 2 : 1;
    Push(TokenKind::kText, text_.substr(position_, part));
    if (can_open) {
      open_marks_.push_back({tokens.size() - 1, mark, part});
    } else if (part == 2 && mark == '*') {
      stray_bold_.push_back(tokens.size() - 1);
    }
    position_ += part;
    text_begin_ = position_;
    length -= part;
  }
}

// What was opened in between and not closed is text.
void Tokenizer::CloseMark(size_t open_index) {
  const OpenMark open = open_marks_[open_index];
  for (size_t i = open_index + 1; i < open_marks_.size(); ++i) {
    if (open_marks_[i].is_bold()) stray_bold_.push_back(open_marks_[i].token);
  }
  open_marks_.resize(open_index);
  const uint16_t style = open.mark == '~'   ? kStyleStrikethrough
                         : open.mark == '=' ? kStyleHighlight
                         : open.length == 2 ? kStyleBold
                                            : kStyleItalic;
  tokens[open.token].kind = TokenKind::kStyleOn;
  tokens[open.token].style = style;
  Push(TokenKind::kStyleOff, {}, 0, style);
  position_ += open.length;
  text_begin_ = position_;
}

// "**" that found no partner because a space crept in ("**label: **text") pair up in their order
// when their number is even. A single one behind a label ("label:** text") lost its opening.
void Tokenizer::PairLeftovers() {
  std::vector<size_t> left = stray_bold_;
  for (const OpenMark& open : open_marks_) {
    if (open.is_bold()) left.push_back(open.token);
  }
  std::sort(left.begin(), left.end());
  if (left.empty()) return;
  if (left.size() % 2 == 0) {
    for (size_t i = 0; i < left.size(); ++i) {
      tokens[left[i]].kind = i % 2 == 0 ? TokenKind::kStyleOn : TokenKind::kStyleOff;
      tokens[left[i]].style = kStyleBold;
    }
    open_marks_.clear();
    return;
  }
  const size_t first = left.front();
  const size_t offset = static_cast<size_t>(tokens[first].text.data() - text_.data());
  const bool closes = stray_bold_.size() == 1 && left.size() == 1 && offset > 0 && offset <= 240;
  const bool label = closes && (Before(offset) == ':' || At(offset + 2) == ':');
  const auto styled = [](const Token& t) { return t.kind == TokenKind::kStyleOn; };
  const auto mark = tokens.begin() + static_cast<std::ptrdiff_t>(first);
  if (label && std::none_of(tokens.begin(), mark, styled)) {
    tokens[first] = {TokenKind::kStyleOff, kStyleBold, 0, {}};
    tokens.insert(tokens.begin(), Token{TokenKind::kStyleOn, kStyleBold, 0, {}});
    if (report_ != nullptr) report_->mended_bold = true;
  } else if (report_ != nullptr) {
    report_->unclosed_bold = true;
  }
}

// "[^1]", a reference to a footnote (GFM).
bool Tokenizer::TryFootnote() {
  constexpr size_t kLongest = 40;  // bytes
  const std::string_view rest = text_.substr(position_, kLongest + 3);
  const size_t close = rest.find(']');
  if (!rest.starts_with("[^") || close == rest.npos || close < 3) return false;
  const std::string_view marker = rest.substr(2, close - 2);
  if (marker.find_first_of(" \t\n[^{\\") != marker.npos) return false;
  Push(TokenKind::kFootnote, marker);
  position_ += close + 1;
  return true;
}

bool Tokenizer::TryOpenBracket() {
  if (TryFootnote()) return true;
  // A bracket that can open no link needs no token: lines of nothing but brackets stay small.
  if (next_target_ < position_) next_target_ = std::min(text_.find("](", position_), text_.size());
  if (next_target_ == text_.size() || open_brackets_.size() == kMostOpen) return false;
  const size_t length = text_[position_] == '!' ? 2 : 1;
  Push(TokenKind::kText, text_.substr(position_, length));
  open_brackets_.push_back(tokens.size() - 1);
  position_ += length;
  return true;
}

// The offset behind the ")" of a link target that begins at `begin`, 0 where it is none. The depth
// of brackets is bounded, so that unclosed targets cost linear time.
size_t Tokenizer::TargetEnd(size_t begin, std::string_view& target) const {
  size_t i = begin;
  while (At(i) == ' ') ++i;
  const size_t target_begin = i;
  for (int depth = 0; i < text_.size() && !IsBlankByte(text_[i]); ++i) {
    if (text_[i] == '(' && ++depth > 8) return 0;
    if (text_[i] == ')' && --depth < 0) break;
  }
  target = text_.substr(target_begin, i - target_begin);
  if (target.size() >= 2 && target.front() == '<' && target.back() == '>') {
    target = target.substr(1, target.size() - 2);
  }
  while (At(i) == ' ') ++i;
  if (At(i) == '"') {  // a title, which no reader sees
    const size_t end = text_.substr(i + 1, 300).find('"');
    if (end == std::string_view::npos) return 0;
    i += end + 2;
  }
  return At(i) == ')' ? i + 1 : 0;
}

bool Tokenizer::TryCloseBracket() {
  if (open_brackets_.empty()) return false;
  const size_t open = open_brackets_.back();
  open_brackets_.pop_back();
  if (At(position_ + 1) != '(') return false;
  std::string_view target;
  const size_t end = TargetEnd(position_ + 2, target);
  if (end == 0) return false;
  const bool picture = tokens[open].text == "![";
  if (picture && !PictureIdOf(target).empty()) {
    const auto alt = static_cast<size_t>(tokens[open].text.data() - text_.data()) + 2;
    FlushText();
    tokens[open] = {TokenKind::kPicture, 0, static_cast<uint32_t>(targets.size()),
                    text_.substr(alt, position_ - alt)};
    std::fill(tokens.begin() + static_cast<std::ptrdiff_t>(open) + 1, tokens.end(), Token{});
    targets.emplace_back(PictureIdOf(target));
    position_ = end;
    return true;
  }
  // A picture that is a link's text is its caption.
  if (picture && !open_brackets_.empty()) {
    FlushText();
    tokens[open] = {TokenKind::kText, 0, 0, {}};
    position_ = end;
    return true;
  }
  if (target.starts_with("#")) target = {};
  FlushText();
  const bool empty = tokens.size() == open + 1;
  tokens[open] = {TokenKind::kLinkOn, 0, static_cast<uint32_t>(targets.size()), {}};
  if (empty) tokens.push_back({TokenKind::kText, 0, 0, target});
  targets.emplace_back(target);
  tokens.push_back({TokenKind::kLinkOff, 0, 0, {}});
  position_ = end;
  return true;
}

bool Tokenizer::TryAngle() {
  const size_t begin = position_ + 1;
  size_t url = UrlLength(text_, begin);
  // Inside the angle brackets the address goes up to ">", whatever punctuation ends it.
  if (url > 0) {
    while (begin + url < text_.size() && !IsBlankByte(text_[begin + url]) &&
           text_[begin + url] != '>' && text_[begin + url] != '<') {
      ++url;
    }
  }
  if (url == 0 || At(begin + url) != '>') return TryTag();
  const std::string_view printed = text_.substr(begin, url);
  Push(TokenKind::kLinkOn, {}, static_cast<uint32_t>(targets.size()));
  targets.push_back(UrlTarget(printed));
  tokens.push_back({TokenKind::kText, 0, 0, printed});
  tokens.push_back({TokenKind::kLinkOff, 0, 0, {}});
  position_ = begin + url + 1;
  return true;
}

bool Tokenizer::TryTag() {
  size_t i = position_ + 1;
  const bool closing = At(i) == '/';
  if (closing) ++i;
  const size_t name_begin = i;
  while (IsAsciiLetter(At(i)) && i - name_begin < 8) ++i;
  std::string name(text_.substr(name_begin, i - name_begin));
  for (char& c : name) c = static_cast<char>(c | 0x20);
  while (At(i) == ' ' || At(i) == '/') ++i;
  if (At(i) != '>') return false;
  if (name == "br") {
    Push(TokenKind::kBreak, {});
    position_ = i + 1;
    return true;
  }
  const auto tag = std::find_if(std::begin(kStyleTags), std::end(kStyleTags),
                                [&](const StyleTag& t) { return t.name == name; });
  if (tag == std::end(kStyleTags)) return false;
  FlushText();
  if (!closing) {
    tokens.push_back({TokenKind::kText, 0, 0, {}});  // becomes the style's beginning when closed
    open_tags_.push_back({tokens.size() - 1, tag->style});
  } else {
    const size_t depth = std::min<size_t>(open_tags_.size(), 8);
    const auto open =
        std::find_if(open_tags_.rbegin(), open_tags_.rbegin() + static_cast<std::ptrdiff_t>(depth),
                     [&](const OpenTag& o) { return o.style == tag->style; });
    if (open != open_tags_.rbegin() + static_cast<std::ptrdiff_t>(depth)) {
      tokens[open->token] = {TokenKind::kStyleOn, tag->style, 0, {}};
      tokens.push_back({TokenKind::kStyleOff, tag->style, 0, {}});
      open_tags_.erase(std::next(open).base(), open_tags_.end());
    }
  }
  position_ = i + 1;
  return true;
}

bool Tokenizer::TryEntity() {
  const auto [code_point, length] = EscapedEntityAt(text_.substr(position_, 24));
  if (length == 0) return false;
  Push(TokenKind::kChar, {}, code_point);
  position_ += length;
  return true;
}

bool Tokenizer::TryUrl() {
  const size_t length = UrlLength(text_, position_);
  if (length == 0) return false;
  const std::string_view printed = text_.substr(position_, length);
  const bool linked = !open_brackets_.empty() && At(position_ + length) == ']';
  if (linked) {  // the text of [url](url)
    position_ += length;
    return false;
  }
  Push(TokenKind::kLinkOn, {}, static_cast<uint32_t>(targets.size()));
  targets.push_back(UrlTarget(printed));
  tokens.push_back({TokenKind::kText, 0, 0, printed});
  tokens.push_back({TokenKind::kLinkOff, 0, 0, {}});
  position_ += length;
  return true;
}

// Turns tokens into spans: folds white space, merges what looks the same.
class SpanWriter {
 public:
  explicit SpanWriter(const Tokenizer& source) : source_(source) {}

  std::vector<Span> Write() {
    for (const Token& token : source_.tokens) WriteToken(token);
    while (!spans_.empty() && !spans_.back().math) {
      std::string& text = spans_.back().text;
      while (!text.empty() && IsBlankByte(text.back())) text.pop_back();
      if (!text.empty()) break;
      spans_.pop_back();
    }
    return std::move(spans_);
  }

 private:
  void WriteToken(const Token& token) {
    switch (token.kind) {
      case TokenKind::kText:
        AppendFolded(token.text, 0);
        break;
      case TokenKind::kChar: {
        std::string text;
        AppendUtf8(token.value, text);
        AppendFolded(text, 0);
        break;
      }
      case TokenKind::kCode:
        AppendFolded(token.text, kStyleCode);
        break;
      case TokenKind::kMath:
        AppendMath(token.text);
        break;
      case TokenKind::kBreak:
        pending_ = '\n';
        break;
      case TokenKind::kStyleOn:
        Count(token.style, 1);
        break;
      case TokenKind::kStyleOff:
        Count(token.style, -1);
        break;
      case TokenKind::kLinkOn:
        links_.push_back(token.value);
        break;
      case TokenKind::kLinkOff:
        links_.pop_back();
        break;
      case TokenKind::kPicture:
        AppendPicture(token);
        break;
      case TokenKind::kFootnote: {
        const std::string space = TakeSpace();
        if (!space.empty()) spans_.back().text += space;
        const auto style = static_cast<uint16_t>(Style() | kStyleSuperscript);
        spans_.push_back({std::string(token.text), style, false, "", std::string(token.text)});
        break;
      }
    }
  }

  void Count(uint16_t style, int step) {
    for (size_t bit = 0; bit < depth_.size(); ++bit) {
      if (style == 1 << bit) depth_[bit] += step;
    }
  }

  uint16_t Style() const {
    uint16_t style = 0;
    for (size_t bit = 0; bit < depth_.size(); ++bit) {
      if (depth_[bit] > 0) style = static_cast<uint16_t>(style | 1 << bit);
    }
    return style;
  }

  std::string Target() const { return links_.empty() ? "" : source_.targets[links_.back()]; }

  bool Continues(uint16_t style) const {
    return !spans_.empty() && !spans_.back().math && spans_.back().footnote.empty() &&
           spans_.back().picture.empty() && spans_.back().style == style &&
           SameTarget(spans_.back().href);
  }

  // The white space seen since the last visible character, which belongs to the plainer neighbour.
  std::string TakeSpace() {
    const char pending = std::exchange(pending_, '\0');
    return pending == '\0' || spans_.empty() ? "" : std::string(1, pending);
  }

  void AppendMath(std::string_view tex) {
    const std::string space = TakeSpace();
    if (!space.empty() && (spans_.back().math || !spans_.back().picture.empty())) {
      spans_.push_back({space, 0, false, ""});
    } else if (!space.empty()) {
      spans_.back().text += space;
    }
    spans_.push_back({std::string(tex), Style(), true, Target()});
  }

  void AppendPicture(const Token& token) {
    if (const std::string space = TakeSpace(); !space.empty()) {
      if (spans_.back().picture.empty()) {
        spans_.back().text += space;
      } else {
        spans_.push_back({.text = space});
      }
    }
    std::string alt;
    for (size_t i = 0; i < token.text.size(); ++i) {
      const bool escape =
          token.text[i] == '\\' && i + 1 < token.text.size() && IsEscapable(token.text[i + 1]);
      alt += token.text[escape ? ++i : i];
    }
    spans_.push_back({.text = alt.empty() ? std::string(kNoAlt) : alt,
                      .href = Target(),
                      .picture = source_.targets[token.value]});
  }

  // Words with one space between them go in one piece.
  void AppendFolded(std::string_view text, uint16_t extra) {
    const uint16_t style = static_cast<uint16_t>(Style() | extra);
    for (size_t i = 0; i < text.size();) {
      if (text[i] == ' ' || text[i] == '\t') {
        if (pending_ == '\0') pending_ = ' ';
        ++i;
        continue;
      }
      const size_t begin = i;
      while (
          i < text.size() && text[i] != '\t' &&
          (text[i] != ' ' || (i + 1 < text.size() && text[i + 1] != ' ' && text[i + 1] != '\t'))) {
        ++i;
      }
      AppendWord(text.substr(begin, i - begin), style);
    }
  }

  void AppendWord(std::string_view words, uint16_t style) {
    std::string space = TakeSpace();
    if (!Continues(style)) {
      const bool marked_before =
          !spans_.empty() && (spans_.back().math || (spans_.back().style & ~style) != 0 ||
                              !spans_.back().href.empty() || !spans_.back().picture.empty());
      if (!space.empty() && !marked_before) spans_.back().text += std::exchange(space, "");
      spans_.push_back({"", style, false, Target()});
    }
    spans_.back().text += space;
    spans_.back().text += words;
  }

  bool SameTarget(const std::string& href) const {
    return links_.empty() ? href.empty() : href == source_.targets[links_.back()];
  }

  const Tokenizer& source_;
  std::vector<Span> spans_;
  std::array<int, 8> depth_{};  // by style bit
  std::vector<uint32_t> links_;
  char pending_ = '\0';
};

}  // namespace

std::vector<Span> ReadSpans(std::string_view text, SpanReport* report) {
  Tokenizer tokenizer(text, report);
  tokenizer.Run();
  return SpanWriter(tokenizer).Write();
}

std::vector<Span> ReadCodeSpans(std::string_view text) {
  std::vector<Span> spans;
  uint16_t style = kStyleCode;
  const auto append = [&](std::string_view piece) {
    if (piece.empty()) return;
    if (!spans.empty() && !spans.back().math && spans.back().style == style) {
      spans.back().text += piece;
    } else {
      spans.push_back({std::string(piece), style, false, ""});
    }
  };
  struct Tag {
    std::string_view printed;
    uint16_t style;
  };
  static constexpr Tag kTags[] = {{"<sub>", kStyleCode | kStyleSubscript},
                                  {"</sub>", kStyleCode},
                                  {"<sup>", kStyleCode | kStyleSuperscript},
                                  {"</sup>", kStyleCode}};
  size_t begin = 0, i = 0;
  while ((i = text.find_first_of("<$", i)) != std::string_view::npos) {
    size_t end = i + 1;
    if (text[i] == '$') {
      const size_t stop = text.find_first_of("$\n", i + 1);
      const bool closed = stop != std::string_view::npos && text[stop] == '$';
      const std::string_view tex = closed ? text.substr(i + 1, stop - i - 1) : std::string_view();
      // "$PATH:$HOME" is no formula: one letter is, and what holds TeX's own marks.
      const bool tex_like = tex.size() == 1 ? !IsBlankByte(tex[0])
                                            : tex.find_first_of("\\_^=") != std::string_view::npos;
      if (closed && tex_like) {
        append(text.substr(begin, i - begin));
        spans.push_back({std::string(Trim(tex)), kStyleCode, true, ""});
        begin = end = stop + 1;
      }
    } else {
      for (const Tag& tag : kTags) {
        if (!text.substr(i).starts_with(tag.printed)) continue;
        append(text.substr(begin, i - begin));
        style = tag.style;
        begin = end = i + tag.printed.size();
        break;
      }
    }
    i = end;
  }
  append(text.substr(begin));
  return spans;
}

bool IsEscapable(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

std::string PlainText(const std::vector<Span>& spans) {
  std::string text;
  for (const Span& span : spans) text += span.text;
  return text;
}

}  // namespace skira
