// skira show FILE ID [--format text|markdown|json]: one review of an export.
#include <cstdio>

#include "cli/command.h"
#include "cli/files.h"
#include "review/json.h"

namespace skira::cli {
namespace {

std::string JoinTexts(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) {
    if (!joined.empty()) joined += ", ";
    joined += text;
  }
  return joined;
}

void AppendRow(std::string& out, std::string_view label, const std::string& value) {
  if (value.empty()) return;
  out.append(label).append(": ").append(value).append("\n");
}

// What stands above the text: the review's facts, a line each.
std::string Facts(const Review& review) {
  std::string out;
  AppendRow(out, "id", review.id);
  AppendRow(out, "kind", std::string(NameOf(review.kind)));
  AppendRow(out, "number", review.number ? std::to_string(*review.number) : "");
  AppendRow(out, "date", review.date ? ToString(*review.date) : "");
  AppendRow(out, "date (inferred)", review.date_inferred ? ToString(*review.date_inferred) : "");
  AppendRow(out, "reviewers", JoinTexts(review.reviewers));
  AppendRow(out, "paper", JoinTexts(review.paper.urls));
  AppendRow(out, "code", JoinTexts(review.paper.code_urls));
  AppendRow(out, "published", review.paper.published ? ToString(*review.paper.published) : "");
  AppendRow(out, "venue", review.paper.venue.value_or(""));
  AppendRow(out, "recommendation", review.fields.recommendation);
  AppendRow(out, "clarity", review.fields.clarity);
  AppendRow(out, "prior knowledge", JoinTexts(review.fields.prior_knowledge));
  AppendRow(out, "applications", review.fields.applications);
  AppendRow(out, "domains", JoinTexts(review.fields.domains));
  AppendRow(out, "tools", JoinTexts(review.fields.tools));
  AppendRow(out, "topics", JoinTexts(review.topics));
  return out;
}

// --- Plain text
// -----------------------------------------------------------------------------------

std::string PlainText(const Block& block) {
  std::string text;
  for (const Span& span : block.spans) text += span.text;
  return text;
}

// The sign that stands before a list item, with its nesting.
std::string ItemMark(const Block& block) {
  const std::string indent(static_cast<size_t>(block.level) * 2, ' ');
  if (!block.ordered) return indent + "- ";
  return indent + (block.marker.empty() ? "1" : block.marker) + ". ";
}

std::string ShowText(const Review& review) {
  std::string out = review.title.value_or("") + "\n\n" + Facts(review);
  for (const Block& block : review.blocks) {
    out += "\n";
    if (block.type == BlockType::kListItem) out += ItemMark(block);
    out += block.type == BlockType::kRule ? "---" : PlainText(block);
    out += "\n";
  }
  return out;
}

// --- Markdown
// -------------------------------------------------------------------------------------

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

std::string ShowMarkdown(const Review& review) {
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

}  // namespace

int Show(Arguments arguments) {
  std::vector<std::string> names;
  std::string format = "text", error;
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--format" && i + 1 < arguments.size()) {
      format = arguments[++i];
    } else if (arguments[i].starts_with("-")) {
      return ComplainOfUsage("show: no use for \"" + std::string(arguments[i]) + "\"");
    } else {
      names.emplace_back(arguments[i]);
    }
  }
  if (names.size() != 2) return ComplainOfUsage("show: needs an export and a review's id");
  if (format != "text" && format != "markdown" && format != "json") {
    return ComplainOfUsage("show: no format \"" + format + "\"; there are text, markdown, json");
  }
  const std::optional<Catalog> catalog = ReadExport(names[0], error);
  if (!catalog) return Complain(error);
  for (const Review& review : catalog->reviews) {
    if (review.id != names[1]) continue;
    const std::string text = format == "json"       ? WriteJson(review, true)
                             : format == "markdown" ? ShowMarkdown(review)
                                                    : ShowText(review);
    std::fputs(text.c_str(), stdout);
    return kOk;
  }
  return Complain(names[0] + ": no review has the id \"" + names[1] + "\"");
}

}  // namespace skira::cli
