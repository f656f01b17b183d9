#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <utility>

#include "parser/blocks/block_words.h"
#include "parser/inline/delimiters.h"
#include "parser/inline/entities.h"
#include "parser/inline/inline.h"
#include "parser/inline/targets.h"
#include "parser/inline/tokens.h"
#include "parser/pictures.h"
#include "review/url.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr bool IsAsciiLetter(char c) { return IsAsciiLower(c) || IsAsciiUpper(c); }
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

// Bytes that may begin a token: marks and the "a" of "amp;"; letters and digits where the text may
// hold an address.
using Bytes = std::array<bool, 256>;
constexpr Bytes kMayBegin = [] {
  Bytes table{};
  for (const char c : std::string_view("\\`$*_~=![]<&@\na")) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}();
constexpr Bytes kMayBeginWithUrls = [] {
  Bytes table = kMayBegin;
  for (size_t c = 0; c < 128; ++c) table[c] = table[c] || IsAsciiWord(static_cast<char>(c));
  return table;
}();

// The length of the address of mail that begins `text` ("name@host.domain"), 0 where none does.
size_t MailLength(std::string_view text) {
  size_t at = 0;
  while (at < text.size() &&
         (IsAsciiWord(text[at]) ||
          std::string_view(".!#$%&'*+/=?^_{|}~-").find(text[at]) != text.npos)) {
    ++at;
  }
  if (at == 0 || at >= text.size() || text[at] != '@') return 0;
  size_t end = at + 1, dots = 0;
  while (end < text.size() && (IsAsciiWord(text[end]) || text[end] == '-' || text[end] == '.')) {
    dots += text[end++] == '.';
  }
  return dots > 0 && IsAsciiWord(text[end - 1]) ? end : 0;
}

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
  struct Bracket {
    size_t token;
    size_t delimiters;  // how many runs stand before it
    bool image;
    bool active = true;  // no link stands inside of it
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
  bool TryMarks(char mark);
  bool IsBetweenFactors(size_t star) const;
  bool TryFootnote();
  bool TryOpenBracket();
  bool TryCloseBracket();
  size_t AutolinkLength(size_t begin) const;
  void PushLink(std::string_view printed, std::string target);
  bool TryAngle();
  size_t TagEnd(size_t begin, std::string& name) const;
  bool TryTag();
  bool TryEntity();
  bool TryMail();
  bool TryUrl();
  void CloseLink(const Bracket& open, std::string target);
  void AddPicture(const Bracket& open, const std::string& target);
  void Unstyle(size_t first);
  void PairLeftovers();
  void IndexBackticks();
  void IndexBraces();
  size_t TexEnd(size_t begin);

  std::string_view text_;
  SpanReport* report_;
  size_t position_ = 0;
  size_t text_begin_ = 0;
  Delimiters delimiters_{tokens};
  std::vector<OpenTag> open_tags_;
  std::vector<Bracket> open_brackets_;
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
  delimiters_.Pair(0);
  PairLeftovers();
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
    case '_':
    case '~':
    case '=':
      return TryMarks(c);
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
    case '@':
      return TryMail();
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
  if (tex.size() > 2000 || tex.find_first_of("\\_^=") == std::string_view::npos ||
      std::none_of(tex.begin(), tex.end(), IsAsciiWord)) {
    return false;
  }
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

// Whether a star stands between names or numbers that are multiplied: of words, one has one letter
// or begins with a digit.
bool Tokenizer::IsBetweenFactors(size_t star) const {
  const char before = Before(star), after = At(star + 1);
  if (!IsAsciiWord(before) || !IsAsciiWord(after)) return false;
  const bool words = IsAsciiLetter(before) && IsAsciiLetter(after) && star >= 2 &&
                     IsAsciiLetter(text_[star - 2]) && IsAsciiLetter(At(star + 2));
  return !words;
}

bool Tokenizer::TryMarks(char mark) {
  constexpr size_t kLongest = 64;  // longer runs are rules
  size_t length = 1;
  while (At(position_ + length) == mark) ++length;
  const char before = Before(position_);
  bool text = length > kLongest;
  if (mark == '*' && length == 1) {
    // The star of y^*, and the one between the factors of a product.
    const bool index = before == '_' && position_ >= 2 && IsAsciiLetter(text_[position_ - 2]) &&
                       (position_ == 2 || !IsAsciiWord(text_[position_ - 3]));
    text = before == '^' || index || IsBetweenFactors(position_);
  } else if (mark == '~' || mark == '=') {
    text = length > 2 || (mark == '=' && length == 1);
  }
  const Flanking flanking = FlankingOf(text_, position_, length);
  if (text || (!flanking.can_open && !flanking.can_close)) {
    position_ += length;
    return false;
  }
  FlushText();
  for (size_t i = 0; i < length; ++i) {
    tokens.push_back({TokenKind::kText, 0, 0, text_.substr(position_ + i, 1)});
  }
  delimiters_.Add(mark, length, flanking);
  position_ += length;
  return true;
}

// "**" that found no partner because a space crept in ("**label: **text") pair up in their order
// when their number is even. A single one behind a label ("label:** text") lost its opening.
void Tokenizer::PairLeftovers() {
  std::vector<size_t> left = delimiters_.unpaired_bold();
  std::sort(left.begin(), left.end());
  if (left.empty()) return;
  if (left.size() % 2 == 0) {
    for (size_t i = 0; i < left.size(); ++i) {
      delimiters_.MakeBold(left[i], i % 2 == 0 ? TokenKind::kStyleOn : TokenKind::kStyleOff);
    }
    return;
  }
  const size_t first = left.front();
  const size_t offset = static_cast<size_t>(tokens[first].text.data() - text_.data());
  const bool closes =
      left.size() == 1 && offset > 0 && offset <= 240 && FlankingOf(text_, offset, 2).can_close;
  const bool label = closes && (Before(offset) == ':' || At(offset + 2) == ':');
  const auto styled = [](const Token& t) { return t.kind == TokenKind::kStyleOn; };
  const auto mark = tokens.begin() + static_cast<std::ptrdiff_t>(first);
  if (label && std::none_of(tokens.begin(), mark, styled)) {
    delimiters_.MakeBold(first, TokenKind::kStyleOff);
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
  const bool image = text_[position_] == '!';
  const size_t length = image ? 2 : 1;
  Push(TokenKind::kText, text_.substr(position_, length));
  open_brackets_.push_back({tokens.size() - 1, delimiters_.size(), image});
  position_ += length;
  return true;
}

bool Tokenizer::TryCloseBracket() {
  if (open_brackets_.empty()) return false;
  const Bracket open = open_brackets_.back();
  open_brackets_.pop_back();
  if (!open.active || At(position_ + 1) != '(') return false;
  std::string target;
  const size_t end = LinkTargetEnd(text_, position_ + 2, target);
  if (end == 0) return false;
  FlushText();
  CloseLink(open, std::move(target));
  position_ = end;
  return true;
}

// What stands behind `open` is the alt of a picture of the document.
void Tokenizer::AddPicture(const Bracket& open, const std::string& target) {
  const auto alt = static_cast<size_t>(tokens[open.token].text.data() - text_.data()) + 2;
  tokens[open.token] = {TokenKind::kPicture, 0, static_cast<uint32_t>(targets.size()),
                        text_.substr(alt, position_ - alt)};
  std::fill(tokens.begin() + static_cast<std::ptrdiff_t>(open.token) + 1, tokens.end(), Token{});
  targets.emplace_back(PictureIdOf(target));
}

// What stands behind `open` becomes the text of a link, or of a picture.
void Tokenizer::CloseLink(const Bracket& open, std::string target) {
  delimiters_.Pair(open.delimiters);
  if (open.image && !PictureIdOf(target).empty()) return AddPicture(open, target);
  if (open.image) {
    Unstyle(open.token + 1);
    const bool inside = std::any_of(open_brackets_.begin(), open_brackets_.end(),
                                    [](const Bracket& b) { return b.active; });
    // A picture that is part of a link's text is its caption.
    if (inside) {
      tokens[open.token].text = {};
      return;
    }
  } else {
    // A link holds no other link.
    for (size_t i = open.token + 1; i < tokens.size(); ++i) {
      const TokenKind kind = tokens[i].kind;
      if (kind == TokenKind::kLinkOn || kind == TokenKind::kLinkOff) tokens[i] = {};
    }
    for (Bracket& bracket : open_brackets_) bracket.active = bracket.active && bracket.image;
  }
  if (target.starts_with('#')) target.clear();
  const bool empty = tokens.size() == open.token + 1;
  tokens[open.token] = {TokenKind::kLinkOn, 0, static_cast<uint32_t>(targets.size()), {}};
  targets.push_back(std::move(target));
  if (empty)
    tokens.push_back({TokenKind::kTarget, 0, static_cast<uint32_t>(targets.size() - 1), {}});
  tokens.push_back({TokenKind::kLinkOff, 0, 0, {}});
}

// A picture's caption is plain text.
void Tokenizer::Unstyle(size_t first) {
  for (size_t i = first; i < tokens.size(); ++i) {
    const TokenKind kind = tokens[i].kind;
    const bool text = kind == TokenKind::kText || kind == TokenKind::kChar ||
                      kind == TokenKind::kMath || kind == TokenKind::kBreak;
    if (kind == TokenKind::kCode) {
      tokens[i].kind = TokenKind::kText;
    } else if (!text) {
      tokens[i] = {};
    }
  }
}

// The length of what is between angle brackets and names an address: of the web, of another scheme
// with "//" or of those without one that people write, or of mail (CommonMark 6.5).
size_t Tokenizer::AutolinkLength(size_t begin) const {
  constexpr size_t kLongest = 2048;  // bytes
  const std::string_view rest = text_.substr(begin, kLongest);
  const size_t end = rest.find_first_of("<> \t\n");
  if (end == rest.npos || rest[end] != '>') return 0;
  const std::string_view inside = rest.substr(0, end);
  if (UrlLength(text_, begin) > 0 || MailLength(inside) == inside.size()) return end;
  const size_t colon = inside.find(':');
  if (colon == inside.npos || colon < 2 || colon > 32 || !IsAsciiLetter(inside[0])) return 0;
  const std::string scheme = LowerAscii(inside.substr(0, colon));
  const auto in_scheme = [](char c) { return IsAsciiWord(c) || c == '+' || c == '.' || c == '-'; };
  const bool named = scheme == "mailto" || scheme == "tel" || scheme == "doi" || scheme == "urn";
  return std::all_of(scheme.begin(), scheme.end(), in_scheme) &&
                 (named || inside.substr(colon).starts_with("://"))
             ? end
             : 0;
}

void Tokenizer::PushLink(std::string_view printed, std::string target) {
  Push(TokenKind::kLinkOn, {}, static_cast<uint32_t>(targets.size()));
  targets.push_back(std::move(target));
  tokens.push_back({TokenKind::kText, 0, 0, printed});
  tokens.push_back({TokenKind::kLinkOff, 0, 0, {}});
}

bool Tokenizer::TryAngle() {
  const size_t begin = position_ + 1;
  const size_t length = AutolinkLength(begin);
  if (length == 0) return TryTag();
  const std::string_view printed = text_.substr(begin, length);
  const bool mail = MailLength(printed) == printed.size();
  PushLink(printed, mail                          ? "mailto:" + std::string(printed)
                    : UrlLength(text_, begin) > 0 ? UrlTarget(printed)
                                                  : std::string(printed));
  position_ = begin + length + 1;
  return true;
}

// The offset behind the tag that begins at `begin`, a "<" (CommonMark 6.6), 0 where none does;
// `name` is then its name. Attributes must have values: "a <b and c> d" compares.
size_t Tokenizer::TagEnd(size_t begin, std::string& name) const {
  constexpr size_t kLongest = 2048;  // bytes
  const std::string_view text = text_.substr(0, std::min(text_.size(), begin + kLongest));
  const auto at = [&](size_t i) { return i < text.size() ? text[i] : '\0'; };
  const auto skip_white = [&](size_t i) {
    while (IsBlankByte(at(i))) ++i;
    return i;
  };
  const auto in_attribute = [](char c) {
    return IsAsciiWord(c) || c == '_' || c == ':' || c == '.' || c == '-';
  };
  size_t i = begin + 1;
  const bool closing = at(i) == '/';
  if (closing) ++i;
  const size_t name_begin = i;
  if (!IsAsciiLetter(at(i))) return 0;
  while (IsAsciiWord(at(i)) || at(i) == '-') ++i;
  name = LowerAscii(text.substr(name_begin, i - name_begin));
  while (!closing) {
    const size_t attribute = skip_white(i);
    if (attribute == i || !in_attribute(at(attribute))) break;
    for (i = attribute; in_attribute(at(i)); ++i) {
    }
    i = skip_white(i);
    if (at(i) != '=') return 0;
    i = skip_white(i + 1);
    if (at(i) == '"' || at(i) == '\'') {
      const size_t end = text.find(at(i), i + 1);
      if (end == text.npos) return 0;
      i = end + 1;
    } else {
      const size_t end = std::min(text.find_first_of(" \t\n\"'=<>`", i), text.size());
      if (end == i) return 0;
      i = end;
    }
  }
  i = skip_white(i);
  if (at(i) == '/' && !closing) ++i;
  return at(i) == '>' ? i + 1 : 0;
}

// Tags that set a style or break a line are read, others that people write for markup are dropped;
// what remains is text, whatever marks its attributes hold.
bool Tokenizer::TryTag() {
  static constexpr std::string_view kDropped[] = {"a",     "img",     "span",    "div",   "p",
                                                  "font",  "details", "summary", "table", "thead",
                                                  "tbody", "tr",      "td",      "th"};
  std::string name;
  const size_t end = TagEnd(position_, name);
  if (end == 0) return false;
  const bool closing = At(position_ + 1) == '/';
  if (name == "br") {
    Push(TokenKind::kBreak, {});
    position_ = end;
    return true;
  }
  if (Contains(kDropped, name)) {
    FlushText();
    position_ = end;
    return true;
  }
  const auto tag = std::find_if(std::begin(kStyleTags), std::end(kStyleTags),
                                [&](const StyleTag& t) { return t.name == name; });
  if (tag == std::end(kStyleTags)) {
    position_ = end;
    return false;
  }
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
  position_ = end;
  return true;
}

bool Tokenizer::TryEntity() {
  const auto [code_point, length] = EntityAt(text_.substr(position_, 24));
  if (length == 0) return false;
  Push(TokenKind::kChar, {}, code_point);
  position_ += length;
  return true;
}

// An address of mail in running text, around the "@" at position_ (GFM 6.9).
bool Tokenizer::TryMail() {
  const auto in_name = [](char c) {
    return IsAsciiWord(c) || c == '.' || c == '-' || c == '_' || c == '+';
  };
  size_t begin = position_, end = position_ + 1, dots = 0;
  while (begin > text_begin_ && in_name(text_[begin - 1])) --begin;
  while (in_name(At(end)) && At(end) != '+') dots += text_[end++] == '.';
  while (end > position_ + 1 && text_[end - 1] == '.') --end, --dots;
  const char last = text_[end - 1];
  if (begin == position_ || dots == 0 || !IsAsciiWord(last) || At(end) == '+') return false;
  std::string target = "mailto:";
  for (const std::string_view scheme : {"mailto:", "xmpp:"}) {
    const bool named = text_.substr(text_begin_, begin - text_begin_).ends_with(scheme);
    if (named) target.clear(), begin -= scheme.size();
  }
  const auto in_resource = [](char c) { return IsAsciiWord(c) || c == '@' || c == '.'; };
  if (text_.substr(begin).starts_with("xmpp:") && At(end) == '/' && in_resource(At(end + 1))) {
    for (++end; in_resource(At(end)); ++end) {
    }
  }
  const std::string_view printed = text_.substr(begin, end - begin);
  position_ = begin;
  PushLink(printed, target.append(printed));
  position_ = end;
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
  PushLink(printed, UrlTarget(printed));
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
      case TokenKind::kCode: {
        std::string code(token.text);
        std::replace(code.begin(), code.end(), '\n', ' ');
        AppendFolded(code, kStyleCode);
        break;
      }
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
      case TokenKind::kTarget:
        AppendFolded(source_.targets[token.value], 0);
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
