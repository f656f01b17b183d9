#include "parser/blocks/blocks.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "parser/blocks/block_lines.h"
#include "parser/blocks/block_phrases.h"
#include "parser/blocks/block_pieces.h"
#include "parser/blocks/block_structure.h"
#include "parser/blocks/block_verbatim.h"
#include "parser/blocks/block_words.h"
#include "parser/blocks/tables.h"
#include "parser/inline/inline.h"
#include "parser/pictures.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// What ReadSpans noticed, as warnings of a block.
void AddWarnings(const SpanReport& report, int line, std::vector<Warning>& warnings) {
  struct Entry {
    bool SpanReport::*flag;
    std::string_view code, message;
  };
  static constexpr Entry kEntries[] = {
      {&SpanReport::unclosed_math, "unclosed-math", "A \"$\" has no partner and stays text."},
      {&SpanReport::unclosed_code, "unclosed-code", "A backtick has no partner and stays text."},
      {&SpanReport::unclosed_bold, "unclosed-bold", "A \"**\" has no partner and stays text."},
      {&SpanReport::mended_bold, "mended-bold", "A label's lost opening \"**\" was put back."},
  };
  for (const Entry& entry : kEntries) {
    if (report.*entry.flag) {
      warnings.push_back({line, std::string(entry.code), std::string(entry.message)});
    }
  }
}

// The lines between a code block's fences, blank ones at both ends left out.
std::string CodeText(const Document& document, const Piece& piece) {
  int first = piece.first, last = piece.last;
  const size_t fence = piece.fenced ? FenceLength(document.line(first)) : 0;
  if (fence > 0) {
    ++first;
    if (last >= first && ClosesFence(document.line(piece.first), document.line(last))) --last;
  }
  while (first <= last && IsBlank(document.line(first))) ++first;
  while (last >= first && IsBlank(document.line(last))) --last;
  std::string text;
  // One word behind the fence names the language, which is markup; more is text that slipped there.
  const std::string_view info =
      fence > 0 ? Strip(Strip(document.line(piece.first)).substr(fence)) : std::string_view();
  // "{.python}", "python {.numbered}": attributes are markup too.
  const bool attributes = info.ends_with('}') || Strip(document.line(piece.first))[0] == '~' ||
                          info.find('=') != std::string_view::npos;
  if (info.find(' ') != std::string_view::npos && !attributes) text = std::string(info) + "\n";
  // The indent that makes code of lines without fences is markup, and so is that of the fence
  // (CommonMark 4.4, 4.5).
  constexpr int kIndent = 4;
  int indent = fence > 0 ? Indent(document.line(piece.first)) : kIndent;
  for (int line = first; fence == 0 && line <= last; ++line) {
    const std::string_view code = document.line(line);
    if (!IsBlank(code) && Indent(code) < kIndent) indent = 0;
  }
  for (int line = first; line <= last; ++line) {
    if (line > first) text += '\n';
    const std::string_view code = document.line(line);
    text += indent > 0 && code.size() > StripLeft(code).size() ? WithoutColumns(code, indent)
                                                               : std::string(code);
  }
  return text;
}

// A sub-bullet's circle that extraction moved to the item's end.
std::string_view WithoutTrailingBullet(std::string_view text) {
  for (const std::string_view bullet : {" ○", " •", " ●", " ◦"}) {
    if (text.ends_with(bullet)) return Strip(text.substr(0, text.size() - bullet.size()));
  }
  return text;
}

std::vector<Span> TextSpans(const Document& document, const Piece& piece, SpanReport& report,
                            std::vector<Warning>& warnings) {
  std::string text = PieceText(document, piece);
  const bool mendable = piece.single_line() && piece.type != BlockType::kParagraph;
  if (IsBlank(text) || !mendable) return ReadSpans(text, &report);
  if (piece.type == BlockType::kListItem) text = std::string(WithoutTrailingBullet(text));
  std::string mended = MendDisplaced(text);
  if (mended != Strip(text)) {
    warnings.push_back({piece.first, "mended-punctuation",
                        "Punctuation displaced to the line's other end was put back."});
  }
  return ReadSpans(mended, &report);
}

std::vector<Span> MathSpans(const Document& document, const Piece& piece) {
  DisplayMath math = ReadDisplayMath(document, piece.first, piece.last);
  std::vector<Span> spans;
  spans.push_back({std::move(math.tex), 0, true, ""});
  if (!math.after.empty()) spans.push_back({std::move(math.after), 0, false, ""});
  return spans;
}

Block MakeBlock(const Document& document, const Piece& piece, std::vector<Warning>& warnings) {
  Block block;
  block.type = piece.type;
  block.first_line = piece.first;
  block.last_line = piece.last;
  block.level = piece.level;
  SpanReport report;
  switch (piece.type) {
    case BlockType::kMath:
      block.spans = MathSpans(document, piece);
      break;
    case BlockType::kTable:
      block.align = ReadAlignment(document, piece.table, piece.first, piece.last);
      block.spans = ReadTable(document, piece.table, piece.first, piece.last, &report);
      break;
    case BlockType::kCode:
      block.spans = ReadCodeSpans(CodeText(document, piece));
      break;
    case BlockType::kRule:
      break;
    case BlockType::kListItem:
      block.ordered = piece.marker.ordered();
      block.marker = piece.marker.printed;
      block.checked = piece.checked;
      block.spans = TextSpans(document, piece, report, warnings);
      break;
    case BlockType::kFootnote:
      block.marker = piece.marker.printed;
      [[fallthrough]];
    default:
      block.spans = TextSpans(document, piece, report, warnings);
  }
  AddWarnings(report, piece.first, warnings);
  return block;
}

// A heading's printed number is part of its text, and a number that was no marker after all.
void RestoreNumber(const Document& document, Piece& piece) {
  if (piece.type != BlockType::kListItem && piece.marker.ordered()) {
    piece.text = Strip(document.line(piece.first));
  }
}

// Whose marks the lines have.
enum class Marks : uint8_t {
  kPrinted,  // extraction's: headings and page breaks are to be recognised
  kMarkdown,
  kOurs,  // Skira's own, whose headings stand one level below the title
};

class Reader {
 public:
  Reader(Marks marks, int depth, std::vector<Warning>& warnings)
      : marks_(marks), depth_(depth), warnings_(warnings) {}

  std::vector<Block> Read(const Document& document, int first_line, int last_line) {
    std::vector<Piece> pieces = CutPieces(document, first_line, last_line, warnings_);
    if (marks_ == Marks::kPrinted) {
      MarkHeadings(pieces);
      JoinPageBreaks(document, pieces);
    }
    NestItems(pieces);
    LevelHeadings(pieces);
    blocks_.reserve(pieces.size());
    for (Piece& piece : pieces) {
      if (marks_ == Marks::kOurs && piece.type == BlockType::kHeading) {
        piece.level = std::max(piece.level - 1, 1);
      }
      RestoreNumber(document, piece);
      if (!piece.has_content || depth_ == kDeepest) {
        AddBlock(MakeBlock(document, piece, warnings_));
      } else {
        AddContent(piece);
      }
    }
    MakeFigures(blocks_);
    return std::move(blocks_);
  }

 private:
  static constexpr int kDeepest = 12;  // quotes and items around each other

  void AddBlock(Block block) {
    if (block.spans.empty() && block.type != BlockType::kRule) {
      WarnOfStrayMark(block.first_line);
    } else {
      blocks_.push_back(std::move(block));
    }
  }

  void WarnOfStrayMark(int line) {
    warnings_.push_back({line, "stray-mark", "A line of markup alone was left out."});
  }

  // The blocks of a quote, or of an item that holds more than its text.
  void AddContent(Piece& piece) {
    std::vector<Warning> warnings;
    const Document document(Document::Inner{std::move(piece.content)});
    const Marks marks = marks_ == Marks::kPrinted ? Marks::kMarkdown : marks_;
    std::vector<Block> blocks =
        Reader(marks, depth_ + 1, warnings).Read(document, 1, document.line_count());
    const int above = piece.first - 1;
    for (Warning& warning : warnings) {
      warning.line += above;
      warnings_.push_back(std::move(warning));
    }
    const bool quote = piece.type == BlockType::kQuote;
    if (blocks.empty() && warnings.empty()) WarnOfStrayMark(piece.first);
    for (Block& block : blocks) {
      block.first_line += above;
      block.last_line += above;
      if (quote) {
        Quote(block);
      } else if (&block == &blocks.front() && block.type == BlockType::kParagraph) {
        block.type = BlockType::kListItem;
        block.level = piece.level;
        block.ordered = piece.marker.ordered();
        block.marker = piece.marker.printed;
        block.checked = piece.checked;
      } else if (block.type != BlockType::kHeading) {
        block.level += piece.level + 1;
      }
      blocks_.push_back(std::move(block));
    }
  }

  static void Quote(Block& block) {
    if (block.type == BlockType::kParagraph && block.level == 0) {
      block.type = BlockType::kQuote;
    } else {
      ++block.quotes;
    }
  }

  const Marks marks_;
  const int depth_;
  std::vector<Warning>& warnings_;
  std::vector<Block> blocks_;
};

}  // namespace

std::vector<Block> ReadBlocks(const Document& document, int first_line, int last_line,
                              std::vector<Warning>& warnings) {
  const bool ours = !document.front.empty() && document.front.front().is_skira();
  return Reader(ours ? Marks::kOurs : Marks::kPrinted, 0, warnings)
      .Read(document, std::max(first_line, 1), std::min(last_line, document.line_count()));
}

}  // namespace skira
