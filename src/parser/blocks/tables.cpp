#include "parser/blocks/tables.h"

#include <algorithm>
#include <string>
#include <utility>

#include "parser/blocks/block_markers.h"
#include "parser/blocks/block_words.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

using Cells = std::vector<std::string_view>;

// Tabs that separate cells: those behind an item's marker do not.
size_t CellTabs(std::string_view line) {
  if (line.find('\t') == line.npos || IsBlank(line)) return 0;  // most lines have none
  const size_t all = static_cast<size_t>(std::count(line.begin(), line.end(), '\t'));
  const size_t marker = ReadMarker(line, false).length;
  const auto head = line.substr(0, marker);
  const size_t in_marker = static_cast<size_t>(std::count(head.begin(), head.end(), '\t'));
  if (marker > 0 && in_marker == all) return 0;
  // One leading tab alone is an indent.
  return all == 1 && line.front() == '\t' ? 0 : all;
}

TableExtent FindTabs(const Document& document, int line, int last_line) {
  const size_t first_tabs = CellTabs(document.line(line));
  if (first_tabs == 0) return {};
  int last = line;
  while (last < last_line && CellTabs(document.line(last + 1)) > 0) ++last;
  // A single row that begins with a tab is indented.
  if (last == line && StripLeft(document.line(line)).data() != document.line(line).data() &&
      document.line(line).substr(0, 4).find('\t') != std::string_view::npos) {
    return {};
  }
  return last > line || first_tabs >= 2 ? TableExtent{TableKind::kTabs, last} : TableExtent{};
}

Cells SplitTabs(std::string_view line) {
  Cells cells;
  for (size_t begin = 0; begin <= line.size();) {
    const size_t end = std::min(line.find('\t', begin), line.size());
    cells.push_back(Strip(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  return cells;
}

// Cells between "|", those inside formulas and code not counting. The outer pipes make no cells.
Cells SplitPipes(std::string_view line) {
  line = Strip(line);
  if (line.starts_with("|")) line.remove_prefix(1);
  if (line.ends_with("|") && !line.ends_with("\\|")) line.remove_suffix(1);
  Cells cells;
  size_t begin = 0;
  char inside = '\0';
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\\') {
      ++i;
    } else if (inside != '\0') {
      if (c == inside) inside = '\0';
    } else if ((c == '$' || c == '`') && line.find(c, i + 1) != std::string_view::npos) {
      inside = c;
    } else if (c == '|') {
      cells.push_back(Strip(line.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  cells.push_back(Strip(line.substr(begin)));
  return cells;
}

// "|---|:--:|", or "---  -----" between aligned columns.
bool IsDelimiterRow(std::string_view line, std::string_view separators) {
  bool dash = false, separator = false;
  for (const char c : Strip(line.substr(0, 1000))) {
    if (c == '-' || c == '=') {
      dash = true;
    } else if (separators.find(c) != std::string_view::npos) {
      separator = true;
    } else if (c != ':' && c != ' ') {
      return false;
    }
  }
  return dash && separator && line.size() <= 1000;
}

bool IsPipeRow(std::string_view line) {
  const std::string_view text = Strip(line);
  return text.size() > 2 && text.front() == '|' && text.back() == '|';
}

TableExtent FindPipes(const Document& document, int line, int last_line) {
  const std::string_view head = document.line(line);
  if (line == last_line || head.find('|') == std::string_view::npos) return {};
  const std::string_view next = document.line(line + 1);
  const bool delimited = IsDelimiterRow(next, "|") && !IsDelimiterRow(head, "|");
  if (!delimited && !(IsPipeRow(head) && IsPipeRow(next))) return {};
  int last = line + 1;
  while (last < last_line && document.line(last + 1).find('|') != std::string_view::npos) ++last;
  return {TableKind::kPipes, last};
}

struct Column {
  size_t begin = 0, end = 0;  // bytes
  int from = 0, to = 0;       // code points: where the cell begins and ends on the line
};

// Cells between gaps of two or more spaces. Lines too long for a printed table have none.
std::vector<Column> SplitColumns(std::string_view line) {
  constexpr size_t kWidest = 1000;
  std::vector<Column> columns;
  if (line.size() > kWidest) return columns;
  int position = 0;
  size_t spaces = 2;
  for (size_t i = 0; i < line.size(); ++position) {
    const Decoded c = DecodeAt(line, i);
    if (c.code_point == ' ') {
      ++spaces;
    } else {
      if (spaces >= 2 || columns.empty()) columns.push_back({i, i, position, position});
      columns.back().end = i + c.length;
      columns.back().to = position;
      spaces = 0;
    }
    i += c.length;
  }
  return columns;
}

// Whether every column of the two rows begins, or ends, at the same place.
bool Aligned(const std::vector<Column>& a, const std::vector<Column>& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i].from != b[i].from && a[i].to != b[i].to) return false;
  }
  return true;
}

TableExtent FindColumns(const Document& document, int line, int last_line) {
  constexpr int kFewestRows = 3;
  const std::string_view head = document.line(line);
  if (head.find("  ") == std::string_view::npos || head.ends_with("  ")) return {};
  const std::vector<Column> columns = SplitColumns(head);
  if (columns.size() < 2) return {};
  int last = line;
  while (last < last_line && (Aligned(columns, SplitColumns(document.line(last + 1))) ||
                              (last == line && IsDelimiterRow(document.line(last + 1), " ")))) {
    ++last;
  }
  return last - line + 1 >= kFewestRows ? TableExtent{TableKind::kColumns, last} : TableExtent{};
}

// "<table> … </table>", on one line or many.
TableExtent FindHtml(const Document& document, int line, int last_line) {
  constexpr int kMostLines = 2000;
  if (!LowerAscii(StripLeft(document.line(line)).substr(0, 6)).starts_with("<table")) return {};
  for (int last = line; last <= std::min(last_line, line + kMostLines); ++last) {
    const std::string_view text = document.line(last);
    if (text.find("</table") != text.npos || text.find("</TABLE") != text.npos) {
      return {TableKind::kHtml, last};
    }
  }
  return {};
}

// The rows of the table's lines: each "<tr>" begins one, each "<td>" and "<th>" a cell.
std::vector<std::vector<std::string>> SplitHtml(const Document& document, int first_line,
                                                int last_line) {
  std::vector<std::vector<std::string>> rows;
  const auto cell = [&]() -> std::string& {
    if (rows.empty()) rows.emplace_back();
    if (rows.back().empty()) rows.back().emplace_back();
    return rows.back().back();
  };
  for (int number = first_line; number <= last_line; ++number) {
    const std::string_view line = document.line(number);
    for (size_t i = 0; i < line.size();) {
      const size_t end = line[i] == '<' ? line.find('>', i) : line.npos;
      const std::string tag =
          end == line.npos ? "" : LowerAscii(line.substr(i, std::min<size_t>(end - i, 8)));
      const auto is = [&](std::string_view name) {
        return tag.starts_with(name) && (tag.size() == name.size() || tag[name.size()] == ' ');
      };
      if (is("<tr")) {
        rows.emplace_back();
      } else if (is("<td") || is("<th")) {
        if (rows.empty()) rows.emplace_back();
        rows.back().emplace_back();
      } else if (!(is("</tr") || is("</td") || is("</th") || is("<table") || is("</table") ||
                   is("<thead") || is("</thead") || is("<tbody") || is("</tbody"))) {
        const size_t stop = std::min(line.find('<', i + 1), line.size());
        const std::string_view text = line.substr(i, stop - i);
        if (!IsBlank(text) || !rows.empty()) cell() += text;
        i = stop;
        continue;
      }
      i = end + 1;
    }
    if (!rows.empty() && !rows.back().empty()) rows.back().back() += ' ';
  }
  std::erase_if(rows, [](const auto& row) { return row.empty(); });
  return rows;
}

Cells SplitRow(std::string_view line, TableKind kind) {
  if (kind == TableKind::kTabs) return SplitTabs(line);
  if (kind == TableKind::kPipes) return SplitPipes(line);
  Cells cells;
  for (const Column& column : SplitColumns(line)) {
    cells.push_back(line.substr(column.begin, column.end - column.begin));
  }
  return cells;
}

void AppendPlain(std::string_view text, std::vector<Span>& spans) {
  const bool plain =
      !spans.empty() && !spans.back().math && spans.back().style == 0 && spans.back().href.empty();
  if (!plain) spans.push_back({});
  spans.back().text += text;
}

void AppendCell(std::string_view cell, std::vector<Span>& spans, SpanReport* report) {
  // A pipe in code is escaped too (GFM 4.10); in a formula "\|" is a norm.
  std::string code;
  if (cell.find('`') != cell.npos && cell.find('$') == cell.npos) {
    for (size_t i = 0; i < cell.size(); ++i) {
      if (!cell.substr(i).starts_with("\\|")) code += cell[i];
    }
    cell = code;
  }
  for (Span& span : ReadSpans(cell, report)) {
    std::replace(span.text.begin(), span.text.end(), '\n', ' ');
    const bool plain = !span.math && span.style == 0 && span.href.empty();
    if (plain) {
      AppendPlain(span.text, spans);
    } else {
      spans.push_back(std::move(span));
    }
  }
}

}  // namespace

TableExtent FindTable(const Document& document, int line, int last_line) {
  TableExtent found = FindTabs(document, line, last_line);
  if (found.kind == TableKind::kNone) found = FindPipes(document, line, last_line);
  if (found.kind == TableKind::kNone) found = FindColumns(document, line, last_line);
  if (found.kind == TableKind::kNone) found = FindHtml(document, line, last_line);
  return found;
}

std::vector<CellAlign> ReadAlignment(const Document& document, TableKind kind, int first_line,
                                     int last_line) {
  if (kind != TableKind::kPipes || first_line == last_line) return {};
  const std::string_view line = document.line(first_line + 1);
  if (!IsDelimiterRow(line, "|") || line.find(':') == line.npos) return {};
  std::vector<CellAlign> align;
  for (const std::string_view cell : SplitPipes(line)) {
    const bool left = cell.starts_with(':'), right = cell.ends_with(':');
    align.push_back(left && right ? CellAlign::kCenter
                    : left        ? CellAlign::kStart
                    : right       ? CellAlign::kEnd
                                  : CellAlign::kNone);
  }
  return align;
}

std::vector<Span> ReadTable(const Document& document, TableKind kind, int first_line, int last_line,
                            SpanReport* report) {
  std::vector<Span> spans;
  const auto append_row = [&](const auto& cells) {
    bool first_cell = true;
    for (const auto& cell : cells) {
      if (!first_cell) AppendPlain("\t", spans);
      first_cell = false;
      AppendCell(Strip(cell), spans, report);
    }
  };
  if (kind == TableKind::kHtml) {
    bool first_row = true;
    for (const auto& row : SplitHtml(document, first_line, last_line)) {
      if (!first_row) AppendPlain("\n", spans);
      first_row = false;
      append_row(row);
    }
    return spans;
  }
  for (int number = first_line; number <= last_line; ++number) {
    const std::string_view line = document.line(number);
    const bool markup = kind != TableKind::kTabs && number > first_line &&
                        IsDelimiterRow(line, kind == TableKind::kPipes ? "|" : " ");
    if (markup) continue;
    if (number > first_line) AppendPlain("\n", spans);
    append_row(SplitRow(line, kind));
  }
  return spans;
}

}  // namespace skira
