#include "review/table.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "review/markdown.h"

namespace skira {
namespace {

// What a cell says of its column.
enum class CellKind : uint8_t { kEmpty, kNumber, kText };
CellKind KindOf(const std::vector<Span>& cell) {
  // A sign, a currency or a bracket may stand before the number, a unit of three letters behind it.
  constexpr std::string_view kLeading[] = {" ", "+", "-", "−", "–", "—", "~", "≈", "<",
                                           ">", "≤", "≥", "$", "€", "₪", "(", "#"};
  const std::string text = PlainText(cell);
  size_t at = 0;
  for (bool more = true; more && at < text.size();) {
    more = false;
    for (const std::string_view sign : kLeading) {
      if (text.compare(at, sign.size(), sign) != 0) continue;
      at += sign.size();
      more = true;
      break;
    }
  }
  const std::string_view rest = std::string_view(text).substr(at);
  if (rest.empty() || rest == "n/a" || rest == "N/A" || rest == "NA") return CellKind::kEmpty;
  if (text[at] < '0' || text[at] > '9') return CellKind::kText;
  int letters = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<uint8_t>(c) >= 0xD7;
  }
  return letters <= 4 ? CellKind::kNumber : CellKind::kText;
}

}  // namespace

TableRows RowsOf(const Block& table) {
  TableRows rows(1);
  rows.back().emplace_back();
  for (const Span& span : table.spans) {
    size_t start = 0;
    for (size_t i = 0; i <= span.text.size(); ++i) {
      const bool cut = i < span.text.size() && (span.text[i] == '\t' || span.text[i] == '\n');
      if (!cut && i < span.text.size()) continue;
      if (i > start) {
        Span piece = span;
        piece.text = span.text.substr(start, i - start);
        rows.back().back().push_back(std::move(piece));
      }
      if (i == span.text.size()) break;
      if (span.text[i] == '\n') rows.emplace_back();
      rows.back().emplace_back();
      start = i + 1;
    }
  }
  return rows;
}

std::vector<uint8_t> NumericColumns(const TableRows& rows) {
  size_t columns = 0;
  for (const auto& row : rows) columns = std::max(columns, row.size());
  std::vector<uint8_t> numeric(columns, 0);
  for (size_t c = 0; c < columns; ++c) {
    int numbers = 0, texts = 0;
    for (size_t r = 1; r < rows.size(); ++r) {
      if (c >= rows[r].size()) continue;
      const CellKind kind = KindOf(rows[r][c]);
      numbers += kind == CellKind::kNumber;
      texts += kind == CellKind::kText;
    }
    numeric[c] = numbers > 0 && texts * 4 <= numbers;  // a stray "n/a" or a head of two rows
  }
  return numeric;
}

}  // namespace skira
