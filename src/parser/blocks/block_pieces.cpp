#include "parser/blocks/block_pieces.h"

#include <algorithm>
#include <utility>

#include "parser/blocks/block_lines.h"
#include "parser/blocks/block_phrases.h"
#include "parser/blocks/block_verbatim.h"
#include "parser/blocks/block_words.h"
#include "parser/inline/inline.h"
#include "parser/links/links.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr int kCodeIndent = 4;  // columns that make code of a line (CommonMark 4.4)

// CommonMark 6.7: two spaces, or a backslash that escapes the line end.
bool EndsInBackslash(std::string_view line) {
  const size_t end = line.find_last_not_of('\\');
  return (line.size() - (end == line.npos ? 0 : end + 1)) % 2 == 1;
}
bool EndsInHardBreak(std::string_view line) {
  return !IsBlank(line) && (line.ends_with("  ") || EndsInBackslash(line));
}

// What makes a heading of the text above it: a line of "=", or of two "-" or more (CommonMark 4.3;
// one alone is an item without text).
bool IsUnderline(std::string_view line) {
  const std::string_view text = Strip(line);
  if (text.empty() || text.size() > 400 || Indent(line) >= kCodeIndent) return false;
  return text.find_first_not_of('=') == text.npos ||
         (text.size() > 1 && text.find_first_not_of('-') == text.npos);
}

// A line of nothing but punctuation: what is left of a mark that was torn off.
bool IsStrayMark(std::string_view line) {
  const std::string_view text = Strip(line);
  if (text.size() > 6) return false;
  // Marks that stand for themselves, or around another one.
  const char mark = text.front();
  const bool markdown = mark == '*' || mark == '_' || mark == '-';
  if (markdown && text.size() > 1 && text.back() == mark && mark != '-') return false;
  if (text == "--") return false;
  return text.find_first_not_of(".,:;*_|/\\()-\"' ") == std::string_view::npos || text == "•" ||
         text == "○" || text == "●" || text == "·";
}

std::string_view WithoutHashes(std::string_view line) {
  const std::string_view text = Strip(line);
  std::string_view rest = Strip(text.substr(std::min(text.find_first_not_of('#'), text.size())));
  const size_t end = rest.find_last_not_of('#');
  if (end == std::string_view::npos) return {};
  const bool closed = end != std::string_view::npos && end + 1 < rest.size() && rest[end] == ' ';
  return closed ? Strip(rest.substr(0, end)) : rest;
}

// A quote's line without its mark and the space behind it.
std::string WithoutMark(std::string_view line) {
  const size_t mark = line.find('>');
  const std::string_view text = StripLeft(line.substr(mark + 1));
  // Of a tab one column is the mark's.
  const int gap =
      Columns(line.substr(0, line.size() - text.size())) - Columns(line.substr(0, mark + 1));
  return std::string(static_cast<size_t>(std::max(gap - 1, 0)), ' ') + std::string(text);
}

// "[ ] " or "[x] " of a list of tasks (GFM 5.3): whether it is done.
constexpr size_t kBoxLength = 4;
std::optional<bool> ReadBox(std::string_view content) {
  const bool box = content.size() > kBoxLength && content[0] == '[' && content[2] == ']' &&
                   content[3] == ' ' && std::string_view(" xX").find(content[1]) != content.npos;
  return box ? std::optional(content[1] != ' ') : std::nullopt;
}

// The lines of what a quote or an item holds, as they are collected.
class Lines {
 public:
  void Add(std::string_view line) {
    if (!empty_) text_ += '\n';
    text_ += line;
    empty_ = false;
    const size_t fence = FenceLength(line);
    if (fence > 0) fenced_ = !fenced_;
  }
  // Adds a line; whether it is text that the next line may go on with. `after_text`: the line
  // before it was.
  bool AddAndSeeText(std::string_view line, bool after_text) {
    Add(line);
    // In quotes within quotes the innermost text decides.
    std::string_view text = line;
    while (StripLeft(text).starts_with('>')) text = StripLeft(text).substr(1);
    return !fenced_ && !IsBlank(text) && FenceLength(text) == 0 && HashLevel(text) == 0 &&
           !IsRule(text) && (after_text || Indent(text) < kCodeIndent);
  }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
  bool empty_ = true, fenced_ = false;
};

class Cutter {
 public:
  Cutter(const Document& document, int first_line, int last_line, std::vector<Warning>& warnings)
      : document_(document),
        line_(first_line),
        last_line_(last_line),
        warnings_(warnings),
        fences_(document, first_line, last_line) {}

  std::vector<Piece> Run() {
    while (line_ <= last_line_) {
      if (IsBlank(Text())) {
        blank_ = true;
        ++line_;
        continue;
      }
      if (!TakeQuote() && !TakeVerbatim() && !TakeAlone() && !TakeItem()) TakeText();
      blank_ = false;
    }
    return std::move(pieces_);
  }

 private:
  std::string_view Text() const { return document_.line(line_); }
  bool InList() const { return !pieces_.empty() && pieces_.back().type == BlockType::kListItem; }
  void Warn(int line, std::string code, std::string message) {
    warnings_.push_back({line, std::move(code), std::move(message)});
  }

  // Adds a piece of lines line_ to `last` and goes on behind it.
  Piece& Add(BlockType type, int last) {
    Piece piece;
    piece.type = type;
    piece.first = line_;
    piece.last = last;
    piece.blank_before = blank_;
    piece.text = Strip(Text());
    piece.indent = Indent(Text());
    pieces_.push_back(std::move(piece));
    line_ = last + 1;
    return pieces_.back();
  }

  bool TakeVerbatim();
  Extent FindIndentedCode() const;
  bool TakeAlone();
  bool TakeQuote();
  bool BeginsBlock(std::string_view text) const;
  int LastOfContainer(const ItemMarker& marker, int column) const;
  bool TakeContainer(ItemMarker& marker);
  bool TakeItem();
  void SplitRunTogether();
  void TakeText();
  // What adjacent lines may go on with.
  enum class Kind { kText, kItem, kCaption };
  bool BeginsPiece(int line, bool in_list) const;
  bool InterruptsText(int line, Kind kind, bool in_list) const;
  int LastOfText(int first, std::string_view text, Kind kind) const;
  bool Flows(std::string_view line, std::string_view next, Kind kind, bool wrapped) const;

  const Document& document_;
  int line_;
  int last_line_;
  std::vector<Warning>& warnings_;
  Fences fences_;
  std::vector<Piece> pieces_;
  bool blank_ = true;
};

bool Cutter::TakeVerbatim() {
  const bool fence = InList() || Indent(Text()) < kCodeIndent;
  if (const Extent code = fence ? fences_.Find(line_) : Extent{}; code.found()) {
    if (!code.closed) Warn(line_, "unclosed-code", "A code fence is never closed.");
    Add(BlockType::kCode, code.last).fenced = true;
    return true;
  }
  const Extent math = FindDisplayMath(document_, line_, last_line_);
  if (math.found()) {
    Add(BlockType::kMath, math.last);
    return true;
  }
  if (!math.closed) Warn(line_, "unclosed-math", "A display formula is never closed.");
  const bool spaces = Text().starts_with("    ");
  if (const Extent code = spaces ? FindIndentedCode() : Extent{}; code.found()) {
    Add(BlockType::kCode, code.last);
    return true;
  }
  const TableExtent table =
      IsRule(Text()) ? TableExtent{} : FindTable(document_, line_, last_line_);
  if (table.kind != TableKind::kNone) {
    Add(BlockType::kTable, table.last_line).table = table.kind;
    return true;
  }
  if (const Extent code = FindIndentedCode(); code.found()) {
    Add(BlockType::kCode, code.last);
    return true;
  }
  if (const Extent code = FindBareCode(document_, line_, last_line_); code.found()) {
    Add(BlockType::kCode, code.last);
    return true;
  }
  return false;
}

// Lines of no Hebrew behind four spaces or more, not below text and outside of lists (CommonMark
// 4.4).
Extent Cutter::FindIndentedCode() const {
  const auto code = [&](int line) {
    const std::string_view text = document_.line(line);
    return Indent(text) >= kCodeIndent && !IsBlank(text) && HebrewCount(text) == 0;
  };
  const bool below_text =
      !blank_ && !pieces_.empty() && pieces_.back().type != BlockType::kHeading &&
      pieces_.back().type != BlockType::kQuote && pieces_.back().type != BlockType::kRule;
  if (below_text || InList() || !code(line_)) return {};
  int last = line_;
  for (int line = line_ + 1; line <= last_line_; ++line) {
    if (code(line)) {
      last = line;
    } else if (!IsBlank(document_.line(line))) {
      break;
    }
  }
  return {last, true};
}

// What is told by its own line: rule, picture, hash heading, caption, credit, link.
bool Cutter::TakeAlone() {
  const std::string_view text = Text();
  if (IsRule(text)) {
    Add(BlockType::kRule, line_);
    return true;
  }
  if (IsPicture(text)) {
    if (ShowsPictures(text) || (text.find("![](") == std::string_view::npos &&
                                text.find("<img") == std::string_view::npos)) {
      Add(BlockType::kFigure, line_);
    } else {
      Warn(line_, "empty-picture", "A picture without caption was left out.");
      ++line_;
    }
    return true;
  }
  const int hashes = HashLevel(text);
  const std::string_view bare = hashes > 0 ? WithoutHashes(text) : Strip(text);
  if (IsCaption(bare)) {
    Add(BlockType::kFigure, LastOfText(line_, text, Kind::kCaption)).text = bare;
    return true;
  }
  const bool after_credit = !pieces_.empty() && pieces_.back().type == BlockType::kCredit;
  if ((IsCredit(bare) && !(hashes > 0 && bare.ends_with('#'))) ||
      (after_credit && IsBiography(bare))) {
    Add(BlockType::kCredit, line_).text = bare;
    return true;
  }
  if (hashes > 0) {
    Piece& heading = Add(BlockType::kHeading, line_);
    heading.hash_level = hashes;
    heading.text = bare;
    return true;
  }
  const bool marked = ReadMarker(text, InList()).family != ItemMarker::kNone;
  if (!marked && DefinedFootnote(text).empty() && IsLinkLine(text)) {
    Add(BlockType::kLink, line_);
    return true;
  }
  if (IsStrayMark(text) && ReadMarker(text, InList()).family == ItemMarker::kNone) {
    Warn(line_, "stray-mark",
         "A line of punctuation alone (" + std::string(Strip(text)) + ") was left out.");
    ++line_;
    return true;
  }
  return false;
}

// Whether a line has a quote's mark. "> 5" and "->" are none; a digit right behind it compares.
bool IsQuoted(std::string_view line) {
  const std::string_view text = StripLeft(line.substr(0, 64));
  return text.starts_with('>') && (text.size() < 2 || !IsAsciiDigit(text[1])) &&
         Indent(line) < kCodeIndent;
}

// Lines with the mark, and those that go on with a paragraph of the quote without it
// (CommonMark 5.1).
bool Cutter::TakeQuote() {
  if (!IsQuoted(Text())) return false;
  Lines lines;
  bool paragraph = false;  // the last line is text that may go on
  int last = line_ - 1;
  for (int line = line_; line <= last_line_; ++line) {
    const std::string_view text = document_.line(line);
    if (IsQuoted(text)) {
      const std::string inside = WithoutMark(text);
      paragraph = lines.AddAndSeeText(inside, paragraph);
    } else if (paragraph && !IsBlank(text) && !BeginsPiece(line, true)) {
      lines.Add(Strip(text));
    } else {
      break;
    }
    last = line;
  }
  Piece& quote = Add(BlockType::kQuote, last);
  quote.content = lines.Take();
  quote.has_content = true;
  return true;
}

// Where the text of an item begins, in columns from the line's beginning: what is indented as far
// is part of the item (CommonMark 5.2). 0 for a marker that is not Markdown's.
int ContentColumn(std::string_view line, const ItemMarker& marker) {
  const std::string_view head = line.substr(0, std::min(marker.length, line.size()));
  const size_t end = head.find_last_not_of(" \t");
  if (end == head.npos || head.find_first_not_of(" \t-*+.)0123456789") != head.npos) return 0;
  const int mark = Columns(head.substr(0, end + 1)), gap = Columns(head) - mark;
  // Five columns or more, or nothing behind the marker: the text begins one behind it.
  return marker.length >= line.size() || gap > 4 ? mark + 1 : Columns(head);
}

// Whether a line, taken by itself, is something else than text.
bool Cutter::BeginsBlock(std::string_view text) const {
  const bool bullet = text.starts_with("- ") || text.starts_with("* ") || text.starts_with("+ ");
  return bullet || FenceLength(text) > 0 || HashLevel(text) > 0 || IsQuoted(text) || IsRule(text) ||
         StripLeft(text).starts_with('|');
}

// The last line of an item that holds more than text and items: paragraphs behind blank lines,
// code, quotes; `column` is where its text begins. 0 where it is none.
int Cutter::LastOfContainer(const ItemMarker& marker, int column) const {
  if (column == 0) return 0;
  const std::string_view text = Text();
  const std::string_view rest = text.substr(std::min(marker.length, text.size()));
  const bool empty = IsBlank(rest);
  bool more = !empty && (BeginsBlock(rest) || Columns(text.substr(0, marker.length)) > column);
  int last = line_;
  bool blank = false;
  for (int line = line_ + 1; line <= last_line_; ++line) {
    const std::string_view next = document_.line(line);
    if (IsBlank(next)) {
      // An item that begins with a blank line has nothing but it.
      if (empty && line == line_ + 1) return 0;
      blank = true;
      continue;
    }
    const bool inside = Indent(next) >= column;
    const bool lazy = !blank && last == line - 1 && !BeginsPiece(line, true);
    if (!inside && !lazy) break;
    const bool item = ReadMarker(next, true).family != ItemMarker::kNone;
    more =
        more || (inside && ((blank && !item) || BeginsBlock(next) || (empty && line == line_ + 1)));
    last = line;
    blank = false;
  }
  return more ? last : 0;
}

bool Cutter::TakeContainer(ItemMarker& marker) {
  const std::string_view text = Text();
  const int column = ContentColumn(text, marker);
  const int last = LastOfContainer(marker, column);
  if (last == 0) return false;
  Lines lines;
  const std::string_view rest = text.substr(std::min(marker.length, text.size()));
  const int gap = Columns(text.substr(0, marker.length)) - column;  // of indented code
  const std::optional<bool> checked = ReadBox(rest);
  lines.Add(std::string(static_cast<size_t>(std::max(gap, 0)), ' ') +
            std::string(checked ? rest.substr(kBoxLength) : rest));
  for (int line = line_ + 1; line <= last; ++line) {
    const std::string_view next = document_.line(line);
    if (Indent(next) >= column) {
      lines.Add(WithoutColumns(next, column));
    } else {
      lines.Add(Strip(next));
    }
  }
  Piece& item = Add(BlockType::kListItem, last);
  item.text = Strip(rest);
  item.checked = checked;
  item.content = lines.Take();
  item.has_content = true;
  item.marker = std::move(marker);
  return true;
}

bool Cutter::TakeItem() {
  const std::string_view text = Text();
  ItemMarker marker = ReadMarker(text, InList());
  if (marker.family == ItemMarker::kNone) return false;
  if (TakeContainer(marker)) return true;
  const std::string_view content = Strip(text.substr(std::min(marker.length, text.size())));
  const int last = LastOfText(line_, text, Kind::kItem);
  if (content.empty() && last == line_) {
    Warn(line_, "empty-item",
         "A list marker without text (" + std::string(Strip(text)) + ") was left out.");
    ++line_;
    return true;
  }
  if (!marker.debris.empty()) {
    Warn(line_, "bullet-debris",
         "A bullet that was read as a letter (" + marker.debris + ") was left out.");
  }
  Piece& item = Add(BlockType::kListItem, last);
  item.checked = ReadBox(content);
  item.text = item.checked ? Strip(content.substr(kBoxLength)) : content;
  item.marker = std::move(marker);
  SplitRunTogether();
  return true;
}

// "3. First. 4. Second" on one line are two items of that line: the next number stands behind the
// end of a sentence.
void Cutter::SplitRunTogether() {
  const auto ends_sentence = [](char c) { return c == '.' || c == ';' || c == '!' || c == '?'; };
  size_t from = 0;
  while (pieces_.back().single_line() && pieces_.back().marker.family == ItemMarker::kNumber) {
    const Piece& item = pieces_.back();
    const std::string_view text = item.text;
    const std::string next =
        " " + std::to_string(item.marker.value + 1) + item.marker.delimiter + " ";
    const size_t at = text.find(next, from);
    if (at == std::string_view::npos || at == 0) return;
    from = at + 1;
    if (!ends_sentence(text[at - 1])) continue;
    const ItemMarker marker = ReadMarker(text.substr(at), true);
    const std::string_view rest = Strip(text.substr(std::min(at + marker.length, text.size())));
    if (marker.family != ItemMarker::kNumber || rest.empty()) return;
    Piece split = item;
    split.text = rest;
    split.marker = marker;
    split.blank_before = false;
    pieces_.back().text = Strip(text.substr(0, at));
    pieces_.push_back(std::move(split));
    from = 0;
  }
}

// "[^1]: text", and "# " text's other form: a line of "=" or "-" below it (CommonMark 4.3).
void Cutter::TakeText() {
  const std::string_view text = Text();
  if (const std::string_view label = DefinedFootnote(text); !label.empty()) {
    Piece& note = Add(BlockType::kFootnote, LastOfText(line_, text, Kind::kItem));
    note.marker.printed = label;
    note.text = Strip(text.substr(text.find("]:") + 2));
    return;
  }
  const int last = LastOfText(line_, text, Kind::kText);
  const std::string_view below = last < last_line_ ? Strip(document_.line(last + 1)) : "";
  const bool underlined = last < last_line_ && IsUnderline(document_.line(last + 1));
  Piece& piece = Add(underlined ? BlockType::kHeading : BlockType::kParagraph, last);
  if (!underlined) return;
  piece.hash_level = below[0] == '=' ? 1 : 2;
  line_ = last + 2;
}

bool Cutter::BeginsPiece(int line, bool in_list) const {
  const std::string_view text = document_.line(line);
  return FenceLength(text) > 0 || IsRule(text) || IsQuoted(text) || IsPicture(text) ||
         HashLevel(text) > 0 || IsCaption(text) ||
         ReadMarker(text, in_list).family != ItemMarker::kNone ||
         FindDisplayMath(document_, line, last_line_).found() ||
         FindTable(document_, line, last_line_).kind != TableKind::kNone || IsCredit(text) ||
         IsLinkLine(text);
}

// Whether a line below text begins something else. A marker without text does not, and of numbers
// only the first of a list does (CommonMark 5.2).
bool Cutter::InterruptsText(int line, Kind kind, bool in_list) const {
  if (!BeginsPiece(line, in_list)) return false;
  if (kind != Kind::kText || in_list) return true;
  const std::string_view text = document_.line(line);
  const ItemMarker marker = ReadMarker(text, false);
  if (marker.family == ItemMarker::kNone || IsRule(text)) return true;
  const bool empty = IsBlank(text.substr(std::min(marker.length, text.size())));
  return !empty && (marker.family != ItemMarker::kNumber || marker.value <= 1);
}

// The last of the adjacent lines that go on with the text of line `first`.
int Cutter::LastOfText(int first, std::string_view text, Kind kind) const {
  int last = first;
  bool wrapped = false;  // a line end inside a sentence was seen: the text is wrapped
  const bool in_list = kind == Kind::kItem || InList();
  while (last < last_line_) {
    const std::string_view next = document_.line(last + 1);
    // What is indented as code is cannot begin anything below a paragraph.
    const bool indented = kind == Kind::kText && !in_list && Indent(next) >= kCodeIndent;
    const bool flows =
        indented || (Flows(text, next, kind, wrapped) && !InterruptsText(last + 1, kind, in_list));
    if (IsBlank(next) || !flows || (kind == Kind::kText && IsUnderline(next))) break;
    wrapped = wrapped || (!EndsInHardBreak(text) && EndingOf(text) != Ending::kSentence);
    ++last;
    text = next;
  }
  return last;
}

// Whether a "**" of the line has its partner on another one.
bool HasOpenBold(std::string_view line) {
  size_t marks = 0;
  for (size_t at = line.find("**"); at != line.npos; at = line.find("**", at + 2)) ++marks;
  return marks % 2 == 1 && line.find(":**") == line.npos;
}

// Whether the line end between two adjacent lines falls inside a paragraph: a hard break, a
// sentence that goes on, or the end of a sentence in the middle of wrapped lines.
bool Cutter::Flows(std::string_view line, std::string_view next, Kind kind, bool wrapped) const {
  constexpr size_t kWidest = 130, kShort = 50, kLong = 100;
  if (EndsInHardBreak(line)) return true;
  if (kind == Kind::kItem && Indent(next) >= 2) return true;
  const size_t length = LengthUpTo(Strip(line), kWidest + 1);
  const size_t next_length = LengthUpTo(Strip(next), kWidest + 1);
  switch (EndingOf(line)) {
    case Ending::kColon:
      return false;
    case Ending::kSentence:
      if (kind == Kind::kText && HasOpenBold(line)) return true;
      if (kind == Kind::kCaption) return HebrewCount(next) == 0;
      if (length < kShort || length > kWidest || next_length > kWidest) return false;
      return wrapped || HebrewCount(line) == 0;
    case Ending::kOpen:
      return true;
    default:
      break;
  }
  // A title directly above its paragraph.
  return kind != Kind::kText || length >= kShort || next_length < kLong ||
         TitleShapeOf(line) == TitleShape::kNone;
}

}  // namespace

std::vector<Piece> CutPieces(const Document& document, int first_line, int last_line,
                             std::vector<Warning>& warnings) {
  return Cutter(document, first_line, last_line, warnings).Run();
}

std::string PieceText(const Document& document, const Piece& piece) {
  std::string text;
  bool hard_break = false;
  for (int number = piece.first; number <= piece.last; ++number) {
    const std::string_view line = document.line(number);
    std::string_view visible = Strip(line);
    if (visible.empty()) {
      hard_break = false;
      continue;
    }
    if (number == piece.first) visible = piece.text;
    if (!text.empty()) text += hard_break ? '\n' : ' ';
    // At a block's end a backslash is text, but where the block ends before the lines do.
    const bool last = number == document.line_count() || IsBlank(document.line(number + 1)) ||
                      (number == piece.last && piece.type == BlockType::kHeading);
    if (!last && EndsInBackslash(visible)) visible = Strip(visible.substr(0, visible.size() - 1));
    text += visible;
    hard_break = EndsInHardBreak(line);
  }
  return text;
}

}  // namespace skira
