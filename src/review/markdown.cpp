#include "review/markdown.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace skira {

std::string PlainText(std::span<const Span> spans) {
  std::string text;
  for (const Span& span : spans) text += span.text;
  return text;
}

std::string PlainText(const Block& block) { return PlainText(std::span(block.spans)); }

std::string ItemMark(const Block& block) {
  const std::string indent(static_cast<size_t>(block.level) * 2, ' ');
  if (!block.ordered) return indent + "- ";
  return indent + (block.marker.empty() ? "1" : block.marker) + ". ";
}

namespace {

// Marks around a span's text, outermost first.
struct StyleMark {
  uint16_t bit;
  std::string_view open, close;
};
constexpr StyleMark kMarks[] = {
    {kStyleBold, "**", "**"},
    {kStyleItalic, "*", "*"},
    {kStyleUnderline, "<u>", "</u>"},
    {kStyleHighlight, "<mark>", "</mark>"},
    {kStyleSubscript, "<sub>", "</sub>"},
    {kStyleSuperscript, "<sup>", "</sup>"},
    {kStyleCode, "`", "`"},
};

std::string MarkdownSpan(const Span& span) {
  if (span.math) return "$" + span.text + "$";
  std::string text = span.text;
  for (size_t i = std::size(kMarks); i-- > 0;) {
    const StyleMark& mark = kMarks[i];
    if (span.style & mark.bit) text = std::string(mark.open) + text + std::string(mark.close);
  }
  if (span.href.empty()) return text;
  return text == span.href ? "<" + text + ">" : "[" + text + "](" + span.href + ")";
}

// "a\tb\nc\td" as a pipe table.
std::string MarkdownTable(const std::string& text) {
  std::string out = "| ";
  bool head = true;
  int cells = 1;
  for (const char c : text) {
    if (c == '\t') {
      out += " | ";
      ++cells;
    } else if (c != '\n') {
      out += c;
    } else {
      out += " |\n";
      if (head) {
        for (int i = 0; i < cells; ++i) out += "| --- ";
        out += "|\n";
      }
      head = false;
      out += "| ";
    }
  }
  return out + " |";
}

std::string MarkdownBlock(const Block& block) {
  std::string text;
  for (const Span& span : block.spans) text += MarkdownSpan(span);
  switch (block.type) {
    case BlockType::kHeading:
      return std::string(static_cast<size_t>(block.level) + 1, '#') + " " + text;
    case BlockType::kListItem:
      return ItemMark(block) + text;
    case BlockType::kMath:
      return "$$" + PlainText(block) + "$$";
    case BlockType::kCode:
      return "```\n" + PlainText(block) + "\n```";
    case BlockType::kTable:
      return MarkdownTable(text);
    case BlockType::kQuote:
      return "> " + text;
    case BlockType::kRule:
      return "---";
    default:
      return text;
  }
}

}  // namespace

std::string WriteMarkdown(const Review& review) {
  std::string out = "# " + review.title.value_or("") + "\n";
  const Block* before = nullptr;
  for (const Block& block : review.blocks) {
    const bool tight = before != nullptr && before->type == BlockType::kListItem &&
                       block.type == BlockType::kListItem;
    out += tight ? "" : "\n";
    out += MarkdownBlock(block) + "\n";
    before = &block;
  }
  return out;
}

int WordCount(const Review& review) {
  int words = 0;
  for (const Block& block : review.blocks) {
    for (const Span& span : block.spans) {
      words += 1 + static_cast<int>(std::count(span.text.begin(), span.text.end(), ' '));
    }
  }
  return words;
}

}  // namespace skira
