#include "parser/blocks_pieces.h"

#include <algorithm>
#include <utility>

#include "parser/blocks_lines.h"
#include "parser/blocks_phrases.h"
#include "parser/blocks_verbatim.h"
#include "parser/blocks_words.h"
#include "parser/inline.h"
#include "parser/links.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// CommonMark 6.7: two spaces, or a backslash that escapes the line end.
bool EndsInBackslash(std::string_view line) {
  const size_t end = line.find_last_not_of('\\');
  return (line.size() - (end == line.npos ? 0 : end + 1)) % 2 == 1;
}
bool EndsInHardBreak(std::string_view line) {
  return !IsBlank(line) && (line.ends_with("  ") || EndsInBackslash(line));
}

// A line of nothing but punctuation: what is left of a mark that was torn off.
bool IsStrayMark(std::string_view line) {
  const std::string_view text = Strip(line);
  if (text.size() > 6) return false;
  return text.find_first_not_of(".,:;*_~|/\\()[]{}<>-+#\"' ") == std::string_view::npos ||
         text == "•" || text == "○" || text == "●" || text == "·";
}

std::string_view WithoutHashes(std::string_view line) {
  const std::string_view text = Strip(line);
  std::string_view rest = Strip(text.substr(std::min(text.find_first_not_of('#'), text.size())));
  const size_t end = rest.find_last_not_of('#');
  const bool closed = end != std::string_view::npos && end + 1 < rest.size() && rest[end] == ' ';
  return closed ? Strip(rest.substr(0, end)) : rest;
}

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
      if (!TakeVerbatim() && !TakeAlone() && !TakeQuote() && !TakeItem()) TakeText();
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
  bool TakeItem();
  void SplitRunTogether();
  void TakeText();
  // What adjacent lines may go on with.
  enum class Kind { kText, kItem, kCaption };
  bool BeginsPiece(int line, bool in_list) const;
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
  if (const Extent code = fences_.Find(line_); code.found()) {
    if (!code.closed) Warn(line_, "unclosed-code", "A code fence is never closed.");
    Add(BlockType::kCode, code.last);
    return true;
  }
  const Extent math = FindDisplayMath(document_, line_, last_line_);
  if (math.found()) {
    Add(BlockType::kMath, math.last);
    return true;
  }
  if (!math.closed) Warn(line_, "unclosed-math", "A display formula is never closed.");
  const TableExtent table = FindTable(document_, line_, last_line_);
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

// Lines of no Hebrew behind four spaces or more, below a blank line and outside of lists
// (CommonMark 4.4).
Extent Cutter::FindIndentedCode() const {
  constexpr std::string_view kIndent = "    ";
  const auto code = [&](int line) {
    const std::string_view text = document_.line(line);
    return text.starts_with(kIndent) && !IsBlank(text) && HebrewCount(text) == 0;
  };
  if (!blank_ || InList() || !code(line_)) return {};
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
  if (IsCredit(bare) || (after_credit && IsBiography(bare))) {
    Add(BlockType::kCredit, line_).text = bare;
    return true;
  }
  if (hashes > 0) {
    Piece& heading = Add(BlockType::kHeading, line_);
    heading.hash_level = hashes;
    heading.text = bare;
    return true;
  }
  if (ReadMarker(text, InList()).family == ItemMarker::kNone && IsLinkLine(text)) {
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

bool Cutter::TakeQuote() {
  const auto quoted = [&](int line) {
    const std::string_view text = StripLeft(document_.line(line).substr(0, 64));
    // "> 5" and "->" are no quotes' marks; a digit right behind it compares.
    return text.starts_with('>') && (text.size() < 2 || !IsAsciiDigit(text[1]));
  };
  if (!quoted(line_)) return false;
  int last = line_;
  while (last < last_line_ && quoted(last + 1)) ++last;
  Add(BlockType::kQuote, last);
  return true;
}

bool Cutter::TakeItem() {
  const std::string_view text = Text();
  ItemMarker marker = ReadMarker(text, InList());
  if (marker.family == ItemMarker::kNone) return false;
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
  item.text = content;
  for (const std::string_view box : {"[ ] ", "[x] ", "[X] "}) {
    if (!content.starts_with(box)) continue;
    item.checked = box[1] != ' ';
    item.text = Strip(content.substr(box.size()));
  }
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
  if (const size_t close = text.substr(0, 48).find("]:");
      text.starts_with("[^") && close != text.npos && close > 2) {
    Piece& note = Add(BlockType::kFootnote, LastOfText(line_, text, Kind::kItem));
    note.marker.printed = text.substr(2, close - 2);
    note.text = Strip(text.substr(close + 2));
    return;
  }
  const int last = LastOfText(line_, text, Kind::kText);
  const std::string_view below = last < last_line_ ? Strip(document_.line(last + 1)) : "";
  const bool underlined =
      !below.empty() && below.size() >= 2 && below.size() <= 400 &&
      (below.find_first_not_of('=') == below.npos || below.find_first_not_of('-') == below.npos);
  Piece& piece = Add(underlined ? BlockType::kHeading : BlockType::kParagraph, last);
  if (!underlined) return;
  piece.hash_level = below[0] == '=' ? 1 : 2;
  line_ = last + 2;
}

bool Cutter::BeginsPiece(int line, bool in_list) const {
  const std::string_view text = document_.line(line);
  return FenceLength(text) > 0 || IsRule(text) || IsPicture(text) || HashLevel(text) > 0 ||
         IsCaption(text) || ReadMarker(text, in_list).family != ItemMarker::kNone ||
         FindDisplayMath(document_, line, last_line_).found() ||
         FindTable(document_, line, last_line_).kind != TableKind::kNone || IsCredit(text) ||
         IsLinkLine(text);
}

// The last of the adjacent lines that go on with the text of line `first`.
int Cutter::LastOfText(int first, std::string_view text, Kind kind) const {
  int last = first;
  bool wrapped = false;  // a line end inside a sentence was seen: the text is wrapped
  const bool in_list = kind == Kind::kItem || InList();
  while (last < last_line_) {
    const std::string_view next = document_.line(last + 1);
    if (IsBlank(next) || !Flows(text, next, kind, wrapped) || BeginsPiece(last + 1, in_list)) {
      break;
    }
    wrapped = wrapped || (!EndsInHardBreak(text) && EndingOf(text) != Ending::kSentence);
    ++last;
    text = next;
  }
  return last;
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
    if (number == piece.first && piece.type != BlockType::kQuote) visible = piece.text;
    if (piece.type == BlockType::kQuote) {
      while (visible.starts_with('>')) visible = Strip(visible.substr(1));
      if (visible.empty()) {  // between two paragraphs of the quote
        hard_break = !text.empty();
        continue;
      }
      hard_break |= ReadMarker(visible, false).family != ItemMarker::kNone;
    }
    if (!text.empty()) text += hard_break ? '\n' : ' ';
    // At a block's end a backslash is text, but where the block ends before the lines do.
    const bool last = number == document.line_count() || IsBlank(document.line(number + 1));
    if (!last && EndsInBackslash(visible)) visible = Strip(visible.substr(0, visible.size() - 1));
    text += visible;
    hard_break = EndsInHardBreak(line);
  }
  return text;
}

}  // namespace skira
