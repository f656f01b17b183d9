#include "review/markdown.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "review/json.h"
#include "review/names.h"

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
  std::string_view tag{};  // what is read beside white space too, where the mark is not
};
constexpr StyleMark kMarks[] = {
    {kStyleBold, "**", "**", "b"},
    {kStyleItalic, "*", "*", "i"},
    {kStyleUnderline, "<u>", "</u>"},
    {kStyleHighlight, "<mark>", "</mark>"},
    {kStyleStrikethrough, "~~", "~~", "del"},
    {kStyleSubscript, "<sub>", "</sub>"},
    {kStyleSuperscript, "<sup>", "</sup>"},
    {kStyleCode, "`", "`"},
};

bool IsWordByte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The text with what Markdown would take for markup behind backslashes; forced line breaks as two
// spaces and a line end. `begins`: it begins a block, where more characters are marks.
std::string Escaped(std::string_view text, bool begins) {
  constexpr std::string_view kAlways = "\\`*$";
  constexpr std::string_view kAtLineStart = ">+-|=";
  std::string out;
  bool line_start = begins;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char after = i + 1 < text.size() ? text[i + 1] : '\0';
    const bool inside = i > 0 && IsWordByte(text[i - 1]) && IsWordByte(after);
    const bool mark = kAlways.find(c) != kAlways.npos || (c == '_' && !inside) ||
                      ((c == '~' || c == '=') && after == c) ||
                      (c == '<' && (IsWordByte(after) || after == '/' || after == '!')) ||
                      (c == '#' && line_start && (after == ' ' || after == '#' || after == '*')) ||
                      (c == '&' && (IsWordByte(after) || after == '#')) ||
                      (line_start && kAtLineStart.find(c) != kAtLineStart.npos);
    // "\\[" opens a formula.
    if (c == '[' && (after == '^' || text.find("](", i) != text.npos)) {
      out += "&#91;";
      line_start = false;
      continue;
    }
    if (mark) out += '\\';
    if (c == '\n') out += "  ";
    out += c;
    line_start = c == '\n';
  }
  return out;
}

// `alt`: of its span, kNoAlt for a figure's.
std::string MarkdownPicture(const std::string& id, std::string_view alt, const FindPicture& find) {
  const Picture* picture = find ? find(id) : nullptr;
  if (alt == kNoAlt) alt = picture != nullptr ? std::string_view(picture->alt) : "";
  std::string out = "![";
  for (const char c : alt) {
    if (c == '[' || c == ']' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out + "](" + (picture != nullptr ? std::string(kPictureFolder) + picture->file : id) + ")";
}

bool IsSpaceAt(std::string_view text, size_t i) {
  return i < text.size() && (text[i] == ' ' || text[i] == '\n');
}

std::string MarkdownSpan(const Span& span, bool begins, const FindPicture& find) {
  if (!span.picture.empty()) {
    const std::string picture = MarkdownPicture(span.picture, span.text, find);
    return span.href.empty() ? picture : "[" + picture + "](" + span.href + ")";
  }
  if (span.math) return "$" + span.text + "$";
  if (!span.footnote.empty()) return "[^" + span.footnote + "]";
  const bool verbatim = (span.style & kStyleCode) != 0 || span.text == span.href;
  std::string text = verbatim ? span.text : Escaped(span.text, begins);
  const bool spaced = IsSpaceAt(span.text, 0) || IsSpaceAt(span.text, span.text.size() - 1);
  for (size_t i = std::size(kMarks); i-- > 0;) {
    const StyleMark& mark = kMarks[i];
    if ((span.style & mark.bit) == 0) continue;
    const bool tagged = spaced && !mark.tag.empty();
    const std::string tag(mark.tag);
    text = tagged ? "<" + tag + ">" + text + "</" + tag + ">"
                  : std::string(mark.open) + text + std::string(mark.close);
  }
  if (span.href.empty()) return text;
  return text == span.href ? "<" + text + ">" : "[" + text + "](" + span.href + ")";
}

// "a\tb\nc\td" as a pipe table.
std::string MarkdownTable(const Block& block, const std::string& text) {
  // By CellAlign (GFM 4.10): the text's start is the left side of Markdown's tables.
  constexpr std::string_view kRules[] = {"| --- ", "| :-- ", "| :-: ", "| --: "};
  std::string out = "| ";
  bool head = true;
  size_t cells = 1;
  for (const char c : text) {
    if (c == '\t') {
      out += " | ";
      ++cells;
    } else if (c != '\n') {
      out += c;
    } else {
      out += " |\n";
      if (head) {
        for (size_t i = 0; i < cells; ++i) {
          const CellAlign align = i < block.align.size() ? block.align[i] : CellAlign::kNone;
          out += kRules[static_cast<size_t>(align)];
        }
        out += "|\n";
      }
      head = false;
      out += "| ";
    }
  }
  return out + " |";
}

// The lines of `text` behind `prefix`, the first behind `first`.
std::string Prefixed(const std::string& text, std::string_view first, std::string_view prefix) {
  std::string out(first);
  for (const char c : text) {
    out += c;
    if (c == '\n') out += prefix;
  }
  return out;
}

// Code between fences; formulas and scripts inside of it as algorithms have them.
std::string MarkdownCode(const Block& block) {
  std::string code;
  for (const Span& span : block.spans) {
    const bool sub = (span.style & kStyleSubscript) != 0,
               sup = (span.style & kStyleSuperscript) != 0;
    code += sub ? "<sub>" : sup ? "<sup>" : "";
    code += span.math ? "$" + span.text + "$" : span.text;
    code += sub ? "</sub>" : sup ? "</sup>" : "";
  }
  const std::string fence = code.find("```") == code.npos ? "```" : "~~~~";
  return fence + "\n" + code + "\n" + fence;
}

std::string MarkdownItem(const Block& block, const std::string& text) {
  std::string mark(ItemMark(block), static_cast<size_t>(block.level) * 2);
  const std::string indent(mark.size(), ' ');
  if (block.checked) mark += *block.checked ? "[x] " : "[ ] ";
  return Prefixed(text, mark, indent);
}

// Where the texts of the items begin that are open, in columns, by their level: what is part of an
// item is indented as far.
class Columns {
 public:
  // Of the block's first column; an item opens a level.
  size_t Place(const Block& block) {
    const bool item = block.type == BlockType::kListItem;
    const size_t level = block.type == BlockType::kHeading ? 0 : static_cast<size_t>(block.level);
    while (columns_.size() < level) columns_.push_back(Last() + 2);
    columns_.resize(level);
    const size_t column = Last();
    if (item) columns_.push_back(column + ItemMark(block).size() - 2 * level);
    return column;
  }

 private:
  size_t Last() const { return columns_.empty() ? 0 : columns_.back(); }
  std::vector<size_t> columns_;
};

std::string MarkdownBlock(const Block& block, const FindPicture& find) {
  std::string text;
  for (const Span& span : block.spans) text += MarkdownSpan(span, text.empty(), find);
  switch (block.type) {
    case BlockType::kHeading:
      return std::string(static_cast<size_t>(block.level) + 1, '#') + " " + text;
    case BlockType::kListItem:
      return MarkdownItem(block, text);
    case BlockType::kMath:
      return "$$" + PlainText(block) +
             (block.marker.empty() ? "$$" : " \\tag{" + block.marker + "}$$");
    case BlockType::kCode:
      return MarkdownCode(block);
    case BlockType::kTable:
      return MarkdownTable(block, text);
    case BlockType::kQuote:
      return Prefixed(text, "> ", "> ");
    case BlockType::kFootnote:
      return "[^" + block.marker + "]: " + text;
    case BlockType::kRule:
      return "---";
    case BlockType::kFigure: {
      if (block.picture.empty()) return text;
      const std::string picture = MarkdownPicture(block.picture, kNoAlt, find);
      return text.empty() ? picture : picture + "\n\n" + text;
    }
    default:
      return text;
  }
}

// A YAML string (7.3.2): in single quotes, those inside of it doubled.
std::string Quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += c;
    out += c == '\n' ? ' ' : c;
  }
  return out + "'";
}

void AddEntry(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out.append(name).append(": ").append(Quoted(value)).append("\n");
}

void AddEntry(std::string& out, std::string_view name, const std::vector<std::string>& values) {
  if (values.empty()) return;
  out.append(name).append(":\n");
  for (const std::string& value : values) out.append("  - ").append(Quoted(value)).append("\n");
}

// The review's links that no block has (those of its fields), as Markdown; but for links to other
// reviews, which a catalog makes.
std::vector<std::string> LinksOutsideBlocks(const Review& review) {
  std::vector<std::string> links;
  for (const Link& link : review.links) {
    const auto leads_there = [&](const Span& span) { return span.href == link.url; };
    const bool in_block =
        std::any_of(review.blocks.begin(), review.blocks.end(), [&](const Block& block) {
          return std::any_of(block.spans.begin(), block.spans.end(), leads_there);
        });
    if (in_block || link.role == LinkRole::kReview) continue;
    links.push_back(link.text.empty() ? link.url : "[" + link.text + "](" + link.url + ")");
  }
  return links;
}

// What the review's text does not say, as front matter that the parser reads back.
std::string MarkdownFrontMatter(const Review& review) {
  std::string out = "---\nskira: review\n";
  AddEntry(out, "title", review.title.value_or(""));
  if (review.date) AddEntry(out, "date", ToString(*review.date));
  if (review.number) out += "number: " + std::to_string(*review.number) + "\n";
  AddEntry(out, "kind", kReviewKindNames[static_cast<size_t>(review.kind)]);
  AddEntry(out, "reviewers", review.reviewers);
  const Fields& fields = review.fields;
  AddEntry(out, "recommendation", fields.recommendation);
  AddEntry(out, "clarity", fields.clarity);
  AddEntry(out, "prior_knowledge", fields.prior_knowledge);
  AddEntry(out, "applications", fields.applications);
  AddEntry(out, "domains", fields.domains);
  AddEntry(out, "tools", fields.tools);
  if (review.paper.published) AddEntry(out, "paper_date", ToString(*review.paper.published));
  AddEntry(out, "venue", review.paper.venue.value_or(""));
  for (const NamedField& field : fields.other) AddEntry(out, field.name, field.values);
  // None of its links is the paper's, whatever their hosts.
  if (!review.links.empty() && review.paper.urls.empty()) out += "papers: []\n";
  AddEntry(out, "links", LinksOutsideBlocks(review));
  return out + "---\n\n";
}

}  // namespace

std::string WriteMarkdown(const Review& review, const FindPicture& find) {
  std::string out = MarkdownFrontMatter(review);
  out += "# " + Escaped(review.title.value_or(""), false) + "\n";
  const Block* before = nullptr;
  Columns columns;
  for (const Block& block : review.blocks) {
    const bool tight = before != nullptr && before->type == BlockType::kListItem &&
                       block.type == BlockType::kListItem && before->quotes == block.quotes;
    out += tight ? "" : "\n";
    std::string quotes, indent(columns.Place(block), ' ');
    for (int i = 0; i < block.quotes; ++i) quotes += "> ";
    // A quote is inside of the item, an item inside of the quote.
    const bool inside = block.type == BlockType::kQuote;
    const std::string prefix = inside ? indent + quotes : quotes + indent;
    out += Prefixed(MarkdownBlock(block, find), prefix, prefix) + "\n";
    before = &block;
  }
  return out;
}

bool IsTitleAgain(const Review& review, size_t block) {
  if (block >= 2 || block >= review.blocks.size()) return false;
  const Block& one = review.blocks[block];
  return one.type == BlockType::kHeading && PlainText(one.spans) == review.title;
}

int WordCount(const Review& review) {
  int words = 0;
  for (const Block& block : review.blocks) {
    for (const Span& span : block.spans) {
      if (span.text == kNoAlt) continue;
      words += 1 + static_cast<int>(std::count(span.text.begin(), span.text.end(), ' '));
    }
  }
  return words;
}

int MinutesOf(int words) {
  constexpr int kWordsPerMinute = 200;
  return std::max(1, (words + kWordsPerMinute / 2) / kWordsPerMinute);
}

int ReadingMinutes(const Review& review) { return MinutesOf(WordCount(review)); }

}  // namespace skira
