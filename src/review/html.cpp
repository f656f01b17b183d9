#include "review/html.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <set>
#include <utility>
#include <vector>

#include "review/cross_references.h"
#include "review/escape_html.h"
#include "review/markdown.h"
#include "review/mathml.h"
#include "review/safe_url.h"
#include "review/table.h"
#include "review/units.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

struct StyleTag {
  uint16_t bit;
  std::string_view tag;
};
// Outermost first. Code is isolated.
constexpr StyleTag kStyleTags[] = {
    {kStyleBold, "strong"},     {kStyleItalic, "em"},       {kStyleUnderline, "u"},
    {kStyleHighlight, "mark"},  {kStyleStrikethrough, "s"}, {kStyleSubscript, "sub"},
    {kStyleSuperscript, "sup"},
};

// Bytes [begin, end) of the block's text, as spans.
std::vector<Span> SplitBox(const std::vector<Span>& spans, uint32_t begin, uint32_t end) {
  std::vector<Span> cut;
  uint32_t start = 0;
  for (const Span& span : spans) {
    const uint32_t stop = start + static_cast<uint32_t>(span.text.size());
    const uint32_t first = std::max(start, begin), last = std::min(stop, end);
    if (first < last) {
      cut.push_back(span);
      cut.back().text = span.text.substr(first - start, last - first);
    }
    start = stop;
  }
  return cut;
}

// The number that a list's marker is; -1 where it is none that HTML can count.
int NumberOf(const std::string& marker) {
  int number = -1;
  const char* end = marker.data() + marker.size();
  const auto read = std::from_chars(marker.data(), end, number);
  return read.ec == std::errc() && read.ptr == end && number >= 0 ? number : -1;
}

class HtmlWriter {
 public:
  HtmlWriter(const Review& review, const FindFormula& find, const HtmlOptions& options)
      : review_(review), find_(find), options_(options), article_(ArticleDirection(review)) {
    if (options.standalone) return;
    for (const Block& block : review.blocks) {
      for (const Span& span : block.spans) {
        if (!span.reference.empty()) referred_.insert(BlockOfReference(review, span.reference));
      }
    }
  }

  // Appends what is between the points, of the blocks `first` to `last`.
  void AddBlocks(int first, int last, const TextPoint& from, const TextPoint& to);
  std::string Finish() {
    CloseLists(-1);
    SetQuotes(0);
    return std::move(html_);
  }

 private:
  enum class ListKind : uint8_t { kBullets, kNumbers, kPrinted };
  struct OpenList {
    int level;
    ListKind kind;
  };

  // Appends the part [begin, end) of the block's text.
  void AddBlock(const Block& block, uint32_t begin, uint32_t end);
  void AddTableWithCaption(const Block& table, const Block& caption, bool above);
  void AddFigure(const Block& block, const std::vector<Span>& spans, bool picture);
  void AddFootnote(const Block& block, const std::vector<Span>& spans, bool whole);
  void AddMath(const Block& block, const std::vector<Span>& spans, bool whole);
  void AddId(const Block& block);
  void AddNoteMark(const Span& span);
  void AddItem(const Block& block, const std::vector<Span>& spans, bool whole);
  void OpenListAt(int level, ListKind kind);
  void CloseLists(int level);
  void SetQuotes(int quotes);
  void AddCellAlign(CellAlign align, TextDirection own, TextDirection table);
  void AddTable(const Block& block, const std::vector<Span>& spans, bool with_head);
  void AddElement(std::string_view tag, TextDirection direction, const std::vector<Span>& spans,
                  std::string_view of_class = "");
  void AddHeading(const Block& block, const std::vector<Span>& spans);
  void AddCode(const std::vector<Span>& spans);

  void AddSpans(const std::vector<Span>& spans, bool display = false);
  void AddSpan(const Span& span, bool display, bool isolated);
  void AddFormula(const std::string& tex, bool display);
  void AddRoom(const Formula& formula, std::string_view mathml);
  void AddPicture(const std::string& id, std::string_view alt);
  void AddWords(std::string_view text, bool isolated);
  void AddLines(std::string_view text);

  void Line() {
    if (!html_.empty()) html_ += '\n';
  }
  void AddDirection(TextDirection direction) {
    html_.append(" dir=\"").append(NameOf(direction)).append("\"");
  }
  // Of an element that is at the side where what is around it starts, whatever its own direction.
  void AddStart(TextDirection own, TextDirection around) {
    AddDirection(own);
    if (own == around) return;
    if (!options_.standalone) {
      html_ += " class=\"start\"";
    } else {
      html_ += around == TextDirection::kRtl ? " style=\"text-align: right\""
                                             : " style=\"text-align: left\"";
    }
  }

  bool HasNote(std::string_view marker) const {
    return std::any_of(review_.blocks.begin(), review_.blocks.end(), [&](const Block& block) {
      return block.type == BlockType::kFootnote && block.marker == marker;
    });
  }

  const Review& review_;
  const FindFormula& find_;
  const HtmlOptions& options_;
  const TextDirection article_;
  std::set<int> referred_;       // blocks that have an id
  std::set<std::string> noted_;  // footnotes that the text has referred to
  int quotes_ = 0;               // blockquotes that are open around blocks of their own
  std::vector<OpenList> lists_;  // each with an open item, outermost first
  std::string html_;
};

// --- Blocks --------------------------------------------------------------------------------------

void HtmlWriter::AddBlocks(int first, int last, const TextPoint& from, const TextPoint& to) {
  const auto whole = [&](int i) {
    return (i > from.block || (i == from.block && from.byte == 0)) && i < to.block;
  };
  for (int i = first; i <= last; ++i) {
    const Block& block = review_.blocks[static_cast<size_t>(i)];
    if (i < last && whole(i) && whole(i + 1)) {
      const Block& next = review_.blocks[static_cast<size_t>(i) + 1];
      const bool above = IsTableCaption(block) && next.type == BlockType::kTable;
      const bool below = block.type == BlockType::kTable && IsTableCaption(next);
      if (above || below) {
        AddTableWithCaption(above ? next : block, above ? block : next, above);
        ++i;
        continue;
      }
    }
    // A page has the title above.
    if (!options_.standalone && IsTitleAgain(review_, static_cast<size_t>(i))) continue;
    const uint32_t begin = i == from.block ? from.byte : 0;
    const uint32_t end = i == to.block ? to.byte : UINT32_MAX;
    if (begin < end) AddBlock(block, begin, end);
  }
}

void HtmlWriter::AddBlock(const Block& block, uint32_t begin, uint32_t end) {
  const std::vector<Span> spans = SplitBox(block.spans, begin, end);
  if (block.quotes != quotes_) SetQuotes(block.quotes);
  // What is part of an item stays in it.
  const bool in_item = block.type != BlockType::kHeading && block.level > 0;
  if (block.type != BlockType::kListItem) CloseLists(in_item ? block.level - 1 : -1);
  const bool picture = begin == 0 && !block.picture.empty();
  if (spans.empty() && block.type != BlockType::kRule && !picture) return;
  switch (block.type) {
    case BlockType::kHeading:
      return AddHeading(block, spans);
    case BlockType::kListItem:
      return AddItem(block, spans, begin == 0);
    case BlockType::kTable: {
      const size_t head = PlainText(block).find('\n');
      return AddTable(block, spans, begin < head);
    }
    case BlockType::kCode:
      return AddCode(spans);
    case BlockType::kMath:
      return AddMath(block, spans, begin == 0);
    case BlockType::kFigure:
      return AddFigure(block, spans, picture);
    case BlockType::kQuote:
      return AddElement("blockquote", DirectionOf(block), spans);
    case BlockType::kRule:
      Line();
      html_ += "<hr/>";
      return;
    case BlockType::kFootnote:
      return AddFootnote(block, spans, begin == 0);
    case BlockType::kCredit:
      return AddElement("p", DirectionOf(block), spans, "credit");
    case BlockType::kParagraph:
    case BlockType::kLink:
      break;
  }
  AddElement("p", DirectionOf(block), spans);
}

// A table and the caption beside it are one figure.
void HtmlWriter::AddTableWithCaption(const Block& table, const Block& caption, bool above) {
  if (table.quotes != quotes_) SetQuotes(table.quotes);
  CloseLists(table.level > 0 ? table.level - 1 : -1);
  Line();
  html_ += options_.standalone ? "<figure" : "<figure class=\"table\"";
  AddId(caption);
  AddDirection(DirectionOf(table));
  html_ += ">";
  const auto add_caption = [&] {
    html_ += "<figcaption";
    AddDirection(DirectionOf(caption));
    html_ += ">";
    AddSpans(caption.spans);
    html_ += "</figcaption>";
  };
  if (above) add_caption();
  AddTable(table, table.spans, true);
  if (!above) add_caption();
  html_ += "</figure>";
}

// The way there from what refers to it.
void HtmlWriter::AddId(const Block& block) {
  if (!referred_.contains(static_cast<int>(&block - review_.blocks.data()))) return;
  html_.append(" id=\"").append(AnchorOf(ReferenceTo(block))).append("\"");
}

void HtmlWriter::AddMath(const Block& block, const std::vector<Span>& spans, bool whole) {
  const bool numbered = whole && !block.marker.empty();
  Line();
  html_ += "<div";
  if (!options_.standalone) html_ += numbered ? " class=\"wide numbered\"" : " class=\"wide\"";
  AddId(block);
  html_ += " dir=\"ltr\">";
  AddSpans(spans, true);
  if (numbered) {
    html_ += options_.standalone ? "\u00A0\u00A0<span>(" : " <span class=\"number\">(";
    html_.append(EscapeHtml(block.marker)).append(")</span>");
  }
  html_ += "</div>";
}

// A figure whose picture the documents have not is a card, with the way to the paper where its
// caption has none.
void HtmlWriter::AddFigure(const Block& block, const std::vector<Span>& spans, bool picture) {
  const bool card = block.picture.empty() && !options_.standalone;
  Line();
  html_ += card ? "<figure class=\"card\"" : "<figure";
  AddId(block);
  AddDirection(spans.empty() ? article_ : DirectionOf(block));
  html_ += ">";
  if (picture) AddPicture(block.picture, "");
  if (!spans.empty()) {
    html_ += "<figcaption>";
    AddSpans(spans);
    html_ += "</figcaption>";
  }
  const std::vector<std::string>& urls = review_.paper.urls;
  const bool has_link =
      std::any_of(spans.begin(), spans.end(), [](const Span& span) { return !span.href.empty(); });
  const std::string there = urls.empty() ? "" : EscapeHtml(SafeUrl(urls.front()));
  if (card && !has_link && !there.empty()) {
    html_.append("<p class=\"see\"><a href=\"").append(there);
    html_.append("\" rel=\"noopener\" dir=\"ltr\">").append(there).append("</a></p>");
  }
  html_ += "</figure>";
}

void HtmlWriter::AddFootnote(const Block& block, const std::vector<Span>& spans, bool whole) {
  const bool linked = !options_.standalone && noted_.contains(block.marker);
  const std::string anchor = AnchorOf(block.marker);
  Line();
  html_ += "<p";
  if (linked) html_.append(" id=\"note-").append(anchor).append("\" role=\"doc-footnote\"");
  AddDirection(DirectionOf(block));
  html_ += options_.standalone ? ">" : " class=\"footnote\">";
  if (whole) html_.append("<sup>").append(EscapeHtml(block.marker)).append("</sup> ");
  AddSpans(spans);
  if (linked) {
    html_.append(" <a href=\"#noteref-").append(anchor);
    html_.append("\" role=\"doc-backlink\" aria-label=\"").append(EscapeHtml(block.marker));
    html_ += "\">↩</a>";
  }
  html_ += "</p>";
}

void HtmlWriter::SetQuotes(int quotes) {
  constexpr int kDeepest = 12;
  quotes = std::clamp(quotes, 0, kDeepest);
  CloseLists(-1);
  for (; quotes_ < quotes; ++quotes_) {
    Line();
    html_ += "<blockquote";
    AddDirection(article_);
    html_ += ">";
  }
  for (; quotes_ > quotes; --quotes_) html_ += "\n</blockquote>";
}

void HtmlWriter::AddElement(std::string_view tag, TextDirection direction,
                            const std::vector<Span>& spans, std::string_view of_class) {
  Line();
  html_.append("<").append(tag);
  if (!of_class.empty() && !options_.standalone) {
    html_.append(" class=\"").append(of_class).append("\"");
  }
  AddDirection(direction);
  html_ += ">";
  AddSpans(spans);
  html_.append("</").append(tag).append(">");
}

void HtmlWriter::AddHeading(const Block& block, const std::vector<Span>& spans) {
  const char level = static_cast<char>('1' + std::clamp(block.level, 1, 5));
  Line();
  html_ += "<h";
  html_ += level;
  AddStart(DirectionOf(block), article_);
  html_ += ">";
  AddSpans(spans);
  html_ += "</h";
  html_ += level;
  html_ += ">";
}

void HtmlWriter::AddCode(const std::vector<Span>& spans) {
  Line();
  html_ += "<pre dir=\"ltr\"><code>";
  for (const Span& span : spans) html_ += EscapeHtml(span.text);
  html_ += "</code></pre>";
}

// Sides are those of the table, whose columns a cell of another direction stays in.
void HtmlWriter::AddCellAlign(CellAlign align, TextDirection own, TextDirection table) {
  if (align == CellAlign::kNone) return AddStart(own, table);
  const bool right = (table == TextDirection::kRtl) == (align == CellAlign::kStart);
  const std::string_view side = align == CellAlign::kCenter ? "center" : right ? "right" : "left";
  AddDirection(own);
  html_.append(options_.standalone ? " style=\"text-align: " : " class=\"to-");
  html_.append(side).append("\"");
}

void HtmlWriter::AddTable(const Block& block, const std::vector<Span>& spans, bool with_head) {
  const TextDirection direction = DirectionOf(block);
  Line();
  html_ += options_.standalone ? "<table" : "<div class=\"wide\"><table";
  AddDirection(direction);
  html_ += ">";
  Block part;
  part.spans = spans;
  bool head = with_head;
  for (const auto& row : RowsOf(part)) {
    html_ += "\n<tr>";
    size_t column = 0;
    for (const std::vector<Span>& cell : row) {
      html_ += head ? "<th scope=\"col\"" : "<td";
      AddCellAlign(column < block.align.size() ? block.align[column] : CellAlign::kNone,
                   CellDirection(cell), direction);
      ++column;
      html_ += ">";
      AddSpans(cell);
      html_ += head ? "</th>" : "</td>";
    }
    html_ += "</tr>";
    head = false;
  }
  html_ += options_.standalone ? "\n</table>" : "\n</table></div>";
}

// --- Lists ---------------------------------------------------------------------------------------

void HtmlWriter::AddItem(const Block& block, const std::vector<Span>& spans, bool whole) {
  const int number = NumberOf(block.marker);
  const ListKind kind = !block.ordered                        ? ListKind::kBullets
                        : block.marker.empty() || number >= 0 ? ListKind::kNumbers
                                                              : ListKind::kPrinted;
  const int level = std::max(block.level, 0);
  CloseLists(level);
  if (!lists_.empty() && lists_.back().level == level && lists_.back().kind != kind) {
    CloseLists(level - 1);
  }
  if (lists_.empty() || lists_.back().level < level) {
    OpenListAt(level, kind);
  } else {
    html_ += "</li>\n";
  }
  html_ += "<li";
  if (kind == ListKind::kNumbers && number >= 0) {
    html_.append(" value=\"").append(std::to_string(number)).append("\"");
  }
  AddDirection(article_);
  html_ += ">";
  // A marker is the item's beginning: what is copied from its middle has none.
  if (kind == ListKind::kPrinted && whole) {
    html_ += options_.standalone ? "<span>" : "<span class=\"marker\">";
    html_.append(EscapeHtml(block.marker)).append(".</span> ");
  }
  const TextDirection own = DirectionOf(block);
  if (whole && block.checked) html_ += *block.checked ? "☑ " : "☐ ";
  if (own != article_) {
    html_ += "<bdi";
    AddDirection(own);
    html_ += ">";
  }
  AddSpans(spans);
  if (own != article_) html_ += "</bdi>";
}

void HtmlWriter::OpenListAt(int level, ListKind kind) {
  Line();
  html_ += kind == ListKind::kBullets ? "<ul" : "<ol";
  if (kind == ListKind::kPrinted) {
    html_ += options_.standalone ? " style=\"list-style-type: none\"" : " class=\"printed\"";
  }
  AddDirection(article_);
  html_ += ">\n";
  lists_.push_back({level, kind});
}

// Closes the lists that are deeper than `level`.
void HtmlWriter::CloseLists(int level) {
  while (!lists_.empty() && lists_.back().level > level) {
    html_ += lists_.back().kind == ListKind::kBullets ? "</li>\n</ul>" : "</li>\n</ol>";
    lists_.pop_back();
  }
}

// --- Spans ---------------------------------------------------------------------------------------

void HtmlWriter::AddSpans(const std::vector<Span>& spans, bool display) {
  for (size_t i = 0; i < spans.size();) {
    const std::string& href = spans[i].href;
    const std::string address = SafeUrl(href);
    size_t end = i + 1;
    if (address.empty()) {
      AddSpan(spans[i], display, false);
      i = end;
      continue;
    }
    // One link, however many styles it has.
    while (end < spans.size() && spans[end].href == href) ++end;
    const auto first = spans.begin() + static_cast<ptrdiff_t>(i);
    const auto last = spans.begin() + static_cast<ptrdiff_t>(end);
    const bool isolated = std::all_of(first, last, IsIsolated);
    html_.append("<a href=\"").append(EscapeHtml(address)).append("\" rel=\"noopener\"");
    if (isolated) AddDirection(TextDirection::kLtr);
    html_ += ">";
    for (; i < end; ++i) AddSpan(spans[i], display, isolated);
    html_ += "</a>";
  }
}

// `isolated`: it is in an element that isolates it.
void HtmlWriter::AddSpan(const Span& span, bool display, bool isolated) {
  const bool mark = !span.footnote.empty() && (span.style & kStyleSuperscript) == 0;
  const bool note = !options_.standalone && !span.footnote.empty() && HasNote(span.footnote);
  const bool leads = !options_.standalone && BlockOfReference(review_, span.reference) >= 0;
  if (note) AddNoteMark(span);
  if (leads) {
    const int block = BlockOfReference(review_, span.reference);
    const Block& there = review_.blocks[static_cast<size_t>(block)];
    html_.append("<a href=\"#").append(AnchorOf(ReferenceTo(there))).append("\">");
  }
  if (mark) html_ += "<sup>";
  for (const StyleTag& style : kStyleTags) {
    if (span.style & style.bit) html_.append("<").append(style.tag).append(">");
  }
  if (!span.picture.empty()) {
    AddPicture(span.picture, span.text);
  } else if (span.math) {
    AddFormula(span.text, display);
  } else if (span.style & kStyleCode) {
    html_ += "<code dir=\"ltr\">";
    AddLines(span.text);
    html_ += "</code>";
  } else {
    AddWords(span.text, isolated);
  }
  for (size_t i = std::size(kStyleTags); i-- > 0;) {
    if (span.style & kStyleTags[i].bit) html_.append("</").append(kStyleTags[i].tag).append(">");
  }
  if (mark) html_ += "</sup>";
  if (note || leads) html_ += "</a>";
}

// Opens the link of a footnote's sign; the note leads back to the first.
void HtmlWriter::AddNoteMark(const Span& span) {
  const std::string anchor = AnchorOf(span.footnote);
  html_ += "<a";
  if (noted_.insert(span.footnote).second)
    html_.append(" id=\"noteref-").append(anchor).append("\"");
  html_.append(" href=\"#note-").append(anchor).append("\" role=\"doc-noteref\">");
}

void HtmlWriter::AddFormula(const std::string& tex, bool display) {
  if (options_.standalone) {
    html_.append("<bdi dir=\"ltr\">$").append(EscapeHtml(tex)).append("$</bdi>");
    return;
  }
  const Formula* formula = find_ ? find_(tex, display) : nullptr;
  const std::optional<std::string> mathml =
      formula != nullptr ? PlainMathml(formula->mathml) : std::nullopt;
  if (mathml) {
    html_ += "<bdi dir=\"ltr\">";
    AddRoom(*formula, *mathml);
    html_ += "</bdi>";
  } else {
    html_.append("<code dir=\"ltr\">").append(EscapeHtml(tex)).append("</code>");
  }
}

// The formula as high as where it is drawn, so that a page's lines stand as the app's whatever font
// the browser has for it (MathML 3, 3.3.6). Its width is the font's: else letters would overlap.
void HtmlWriter::AddRoom(const Formula& formula, std::string_view mathml) {
  const size_t open = mathml.find('>'), close = mathml.rfind("</math>");
  if (formula.width <= 0 || open >= close || close == mathml.npos) {
    html_ += mathml;
    return;
  }
  const auto length = [this](std::string_view name, int thousandths) {
    char text[32];
    std::snprintf(text, sizeof text, "=\"%gem\"", thousandths / 1000.0);
    html_.append(" ").append(name).append(text);
  };
  html_.append(mathml.substr(0, open + 1)).append("<mpadded");
  length("height", std::max(formula.height, 0));
  length("depth", std::max(formula.depth, 0));
  html_.append(">").append(mathml.substr(open + 1, close - open - 1)).append("</mpadded></math>");
}

// `alt`: of its span; a figure's is the picture's own.
void HtmlWriter::AddPicture(const std::string& id, std::string_view alt) {
  const Picture* picture = options_.find_picture ? options_.find_picture(id) : nullptr;
  if (alt == kNoAlt) alt = "";
  if (alt.empty() && picture != nullptr) alt = picture->alt;
  if (picture == nullptr) {
    html_ += EscapeHtml(alt);
    return;
  }
  if (!picture->problem.empty()) {
    html_.append("<span class=\"no-picture\">").append(EscapeHtml(alt));
    html_.append(alt.empty() ? "(" : " (").append(EscapeHtml(picture->problem)).append(")</span>");
    return;
  }
  html_.append("<img src=\"").append(options_.base).append(kPictureFolder);
  html_.append(EscapeHtml(picture->file)).append("\" alt=\"").append(EscapeHtml(alt));
  html_.append("\" width=\"").append(std::to_string(picture->width)).append("\" height=\"");
  html_.append(std::to_string(picture->height));
  html_.append("\" loading=\"lazy\" decoding=\"async\"/>");
}

void HtmlWriter::AddWords(std::string_view text, bool isolated) {
  if (isolated) return AddLines(text);
  size_t at = 0;
  for (const ByteRange& unit : FindUnits(text)) {
    AddLines(text.substr(at, unit.begin - at));
    html_ += "<bdi dir=\"ltr\">";
    AddLines(text.substr(unit.begin, unit.end - unit.begin));
    html_ += "</bdi>";
    at = unit.end;
  }
  AddLines(text.substr(at));
}

// Text whose line ends are the author's.
void HtmlWriter::AddLines(std::string_view text) {
  constexpr std::string_view kLineSeparator = "\u2028";
  size_t at = 0;
  while (true) {
    const size_t feed = text.find('\n', at), separator = text.find(kLineSeparator, at);
    const size_t end = std::min(feed, separator);
    html_ += EscapeHtml(text.substr(at, end - at));
    if (end == text.npos) return;
    html_ += "<br/>";
    at = end + (end == feed ? 1 : kLineSeparator.size());
  }
}

}  // namespace

std::string ReviewHtml(const Review& review, const FindFormula& find, const HtmlOptions& options) {
  HtmlWriter writer(review, find, options);
  const int last = static_cast<int>(review.blocks.size()) - 1;
  writer.AddBlocks(0, last, {0, 0}, {last + 1, 0});
  return writer.Finish();
}

std::string PassageHtml(const Review& review, const TextPoint& from, const TextPoint& to,
                        const FindFormula& find, const HtmlOptions& options) {
  HtmlWriter writer(review, find, options);
  const int last = std::min(to.block, static_cast<int>(review.blocks.size()) - 1);
  writer.AddBlocks(std::max(from.block, 0), last, from, to);
  return writer.Finish();
}

}  // namespace skira
