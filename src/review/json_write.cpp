#include <array>
#include <cstdio>

#include "review/json.h"
#include "review/names.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// Bytes of valid UTF-8 that an escape may stand for: quotes, control characters, the first of those
// of C1, and of U+2028 and U+2029.
constexpr std::array<bool, 256> kMayNeedEscape = [] {
  std::array<bool, 256> table{};
  for (size_t byte = 0; byte < 0x20; ++byte) table[byte] = true;
  for (const unsigned char byte : {'"', '\\', '\x7F'}) table[byte] = true;
  table[0xC2] = table[0xE2] = true;
  return table;
}();

// Writes JSON text key by key in the order of the calls. Pretty output puts each member on a line
// of its own; compact output has no white space.
class Writer {
 public:
  Writer(std::string& out, bool pretty) : out_(out), pretty_(pretty) {}

  void Open(char bracket) {
    Separate();
    out_.push_back(bracket);
    ++depth_;
    first_ = true;
  }
  void Close(char bracket) {
    --depth_;
    if (!first_) NewLine();
    out_.push_back(bracket);
    first_ = false;
  }
  void Key(std::string_view key) {
    Separate();
    Quote(key);
    out_ += pretty_ ? ": " : ":";
    after_key_ = true;
  }
  void String(std::string_view text) {
    Separate();
    Quote(text);
  }
  void Raw(std::string_view token) {
    Separate();
    out_ += token;
  }
  void Number(int value) { Raw(std::to_string(value)); }
  void Bool(bool value) { Raw(value ? "true" : "false"); }
  // The next value begins on a line of its own in compact output too.
  void BreakLine() { break_next_ = true; }

 private:
  void Separate() {
    if (after_key_) {
      after_key_ = false;
      first_ = false;
      return;
    }
    if (!first_) out_.push_back(',');
    if (depth_ > 0) NewLine();
    first_ = false;
  }
  void NewLine() {
    if (!pretty_) {
      if (break_next_) out_.push_back('\n');
      break_next_ = false;
      return;
    }
    out_.push_back('\n');
    out_.append(static_cast<size_t>(depth_) * 2, ' ');
  }
  void Quote(std::string_view text);

  std::string& out_;
  bool pretty_;
  bool first_ = true;  // nothing written yet in the open array or object
  bool after_key_ = false;
  bool break_next_ = false;
  int depth_ = 0;
};

void Writer::Quote(std::string_view text) { AppendJsonString(text, out_); }

void Member(Writer& w, std::string_view key, std::string_view text) {
  w.Key(key);
  w.String(text);
}

void Member(Writer& w, std::string_view key, int value) {
  w.Key(key);
  w.Number(value);
}

void Member(Writer& w, std::string_view key, const std::vector<std::string>& texts) {
  w.Key(key);
  w.Open('[');
  for (const std::string& text : texts) w.String(text);
  w.Close(']');
}

void Member(Writer& w, std::string_view key, const std::vector<int>& values) {
  w.Key(key);
  w.Open('[');
  for (const int value : values) w.Number(value);
  w.Close(']');
}

void Maybe(Writer& w, std::string_view key, const std::optional<std::string>& text) {
  w.Key(key);
  text ? w.String(*text) : w.Raw("null");
}

void Maybe(Writer& w, std::string_view key, const std::optional<Date>& date) {
  w.Key(key);
  date ? w.String(ToString(*date)) : w.Raw("null");
}

void Maybe(Writer& w, std::string_view key, const std::optional<int>& value) {
  w.Key(key);
  value ? w.Number(*value) : w.Raw("null");
}

void WriteSource(Writer& w, const Source& source) {
  w.Open('{');
  Member(w, "name", source.name);
  Member(w, "sha256", source.sha256);
  Member(w, "lines", source.lines);
  w.Close('}');
}

void NotEmpty(Writer& w, std::string_view key, const std::string& text) {
  if (!text.empty()) Member(w, key, text);
}

void NotEmpty(Writer& w, std::string_view key, const NamedUrl& named) {
  if (named == NamedUrl{}) return;
  w.Key(key);
  w.Open('{');
  Member(w, "name", named.name);
  NotEmpty(w, "url", named.url);
  w.Close('}');
}

void WriteSite(Writer& w, const Site& site) {
  w.Key("site");
  w.Open('{');
  NotEmpty(w, "title", site.title);
  NotEmpty(w, "subtitle", site.subtitle);
  NotEmpty(w, "author", site.author);
  NotEmpty(w, "about", site.about);
  NotEmpty(w, "language", site.language);
  NotEmpty(w, "direction", site.direction);
  NotEmpty(w, "accent", site.accent);
  NotEmpty(w, "licence", site.licence);
  if (!site.links.empty()) {
    w.Key("links");
    w.Open('[');
    for (const NamedUrl& link : site.links) {
      w.Open('{');
      Member(w, "text", link.name);
      Member(w, "url", link.url);
      w.Close('}');
    }
    w.Close(']');
  }
  NotEmpty(w, "url", site.url);
  NotEmpty(w, "picture", site.picture);
  NotEmpty(w, "favicon", site.favicon);
  w.Close('}');
}

void WritePicture(Writer& w, const Picture& picture) {
  w.Open('{');
  Member(w, "id", picture.id);
  Member(w, "file", std::string(kPictureFolder) + picture.file);
  Member(w, "width", picture.width);
  Member(w, "height", picture.height);
  w.Key("bytes");
  w.Raw(std::to_string(picture.bytes));
  Member(w, "alt", picture.alt);
  if (!picture.problem.empty()) Member(w, "problem", picture.problem);
  w.Close('}');
}

void WritePaper(Writer& w, const Paper& paper) {
  w.Open('{');
  Member(w, "urls", paper.urls);
  Maybe(w, "arxiv_id", paper.arxiv_id);
  Member(w, "code_urls", paper.code_urls);
  Maybe(w, "published", paper.published);
  Maybe(w, "venue", paper.venue);
  w.Close('}');
}

void WriteFields(Writer& w, const Fields& fields) {
  w.Open('{');
  Member(w, "recommendation", fields.recommendation);
  Member(w, "clarity", fields.clarity);
  Member(w, "prior_knowledge", fields.prior_knowledge);
  Member(w, "applications", fields.applications);
  Member(w, "domains", fields.domains);
  Member(w, "tools", fields.tools);
  if (!fields.other.empty()) {
    w.Key("other");
    w.Open('[');
    for (const NamedField& field : fields.other) {
      w.Open('{');
      Member(w, "name", field.name);
      Member(w, "values", field.values);
      w.Close('}');
    }
    w.Close(']');
  }
  Maybe(w, "clarity_level", fields.clarity_level);
  Maybe(w, "recommendation_level", fields.recommendation_level);
  w.Close('}');
}

void WriteSpan(Writer& w, const Span& span) {
  w.Open('{');
  Member(w, span.math ? "math" : "text", span.text);
  if (span.style != 0) {
    w.Key("style");
    w.Open('[');
    for (const StyleName& style : kStyleNames) {
      if (span.style & style.bit) w.String(style.name);
    }
    w.Close(']');
  }
  if (!span.href.empty()) Member(w, "href", span.href);
  if (!span.footnote.empty()) Member(w, "footnote", span.footnote);
  if (!span.picture.empty()) Member(w, "picture", span.picture);
  if (!span.reference.empty()) Member(w, "reference", span.reference);
  w.Close('}');
}

void WriteBlock(Writer& w, const Block& block) {
  w.Open('{');
  Member(w, "type", NameOf(block.type));
  Member(w, "first_line", block.first_line);
  Member(w, "last_line", block.last_line);
  Member(w, "level", block.level);
  w.Key("ordered");
  w.Bool(block.ordered);
  if (!block.marker.empty()) Member(w, "marker", block.marker);
  if (block.quotes > 0) Member(w, "quotes", block.quotes);
  if (block.checked) {
    w.Key("checked");
    w.Bool(*block.checked);
  }
  if (!block.align.empty()) {
    w.Key("align");
    w.Open('[');
    for (const CellAlign align : block.align) w.String(kCellAlignNames[static_cast<size_t>(align)]);
    w.Close(']');
  }
  if (!block.picture.empty()) Member(w, "picture", block.picture);
  w.Key("spans");
  w.Open('[');
  for (const Span& span : block.spans) WriteSpan(w, span);
  w.Close(']');
  w.Close('}');
}

void WriteLink(Writer& w, const Link& link) {
  w.Open('{');
  Member(w, "url", link.url);
  Member(w, "text", link.text);
  Member(w, "role", NameOf(link.role));
  w.Close('}');
}

void WriteWarning(Writer& w, const Warning& warning) {
  w.Open('{');
  Member(w, "line", warning.line);
  Member(w, "code", warning.code);
  Member(w, "message", warning.message);
  w.Close('}');
}

template <typename T>
void Array(Writer& w, std::string_view key, const std::vector<T>& values,
           void (*write)(Writer&, const T&), bool line_each = false) {
  w.Key(key);
  w.Open('[');
  for (const T& value : values) {
    if (line_each) w.BreakLine();
    write(w, value);
  }
  w.Close(']');
}

void WriteReview(Writer& w, const Review& review) {
  w.Open('{');
  Member(w, "id", review.id);
  if (!review.former_ids.empty()) Member(w, "former_ids", review.former_ids);
  w.Key("source");
  w.Open('{');
  Member(w, "document", review.document);
  Member(w, "first_line", review.first_line);
  Member(w, "last_line", review.last_line);
  w.Close('}');
  Member(w, "kind", NameOf(review.kind));
  Maybe(w, "number", review.number);
  Maybe(w, "title", review.title);
  Maybe(w, "date", review.date);
  Maybe(w, "date_inferred", review.date_inferred);
  Member(w, "reviewers", review.reviewers);
  w.Key("paper");
  WritePaper(w, review.paper);
  w.Key("fields");
  WriteFields(w, review.fields);
  Member(w, "topics", review.topics);
  Array(w, "links", review.links, WriteLink);
  Array(w, "blocks", review.blocks, WriteBlock);
  Array(w, "warnings", review.warnings, WriteWarning);
  w.Close('}');
}

void WriteOutline(Writer& w, const std::string& path) { w.String(path); }

void WriteFormulaText(Writer& w, const FormulaText& text) {
  w.Open('{');
  Member(w, "text", text.text);
  Member(w, "x", text.x);
  Member(w, "y", text.y);
  Member(w, "size", text.size);
  Member(w, "width", text.width);
  w.Close('}');
}

void WriteFormula(Writer& w, const Formula& formula) {
  w.Open('{');
  Member(w, "tex", formula.tex);
  w.Key("display");
  w.Bool(formula.display);
  if (!formula.error.empty()) {
    Member(w, "error", formula.error);
  } else {
    Member(w, "width", formula.width);
    Member(w, "height", formula.height);
    Member(w, "depth", formula.depth);
    Member(w, "glyphs", formula.glyphs);
    Member(w, "rules", formula.rules);
    Array(w, "texts", formula.texts, WriteFormulaText);
    if (!formula.colours.empty()) Member(w, "colours", formula.colours);
    Member(w, "breaks", formula.breaks);
    if (!formula.gaps.empty()) Member(w, "gaps", formula.gaps);
    Member(w, "mathml", formula.mathml);
  }
  w.Close('}');
}

void WriteMath(Writer& w, const MathTable& math) {
  w.Open('{');
  if (!math.formulas.empty()) {
    Array(w, "outlines", math.outlines, WriteOutline, true);
    Array(w, "formulas", math.formulas, WriteFormula, true);
  }
  w.Close('}');
}

}  // namespace

std::string WriteJson(const Catalog& catalog, bool pretty) {
  std::string out;
  Writer w(out, pretty);
  w.Open('{');
  Member(w, "format", kFormatName);
  Member(w, "version", kFormatVersion);
  if (catalog.site != Site{}) WriteSite(w, catalog.site);
  Array(w, "sources", catalog.sources, WriteSource, true);
  Array(w, "reviews", catalog.reviews, WriteReview, true);
  if (!catalog.pictures.empty()) Array(w, "pictures", catalog.pictures, WritePicture, true);
  w.Key("math");
  WriteMath(w, catalog.math);
  w.Close('}');
  out.push_back('\n');
  return out;
}

std::string WriteJson(const Review& review, bool pretty) {
  std::string out;
  Writer w(out, pretty);
  WriteReview(w, review);
  out.push_back('\n');
  return out;
}

std::string_view NameOf(BlockType type) { return kBlockTypeNames[static_cast<size_t>(type)]; }
std::string_view NameOf(ReviewKind kind) { return kReviewKindNames[static_cast<size_t>(kind)]; }
std::string_view NameOf(LinkRole role) { return kLinkRoleNames[static_cast<size_t>(role)]; }

void AppendJsonString(std::string_view text, std::string& json) {
  json.push_back('"');
  const bool valid = FindInvalidUtf8(text) == text.npos;
  size_t copied = 0;  // what stands before is written; plain text goes in long stretches
  for (size_t i = 0; i < text.size();) {
    if (valid && !kMayNeedEscape[static_cast<unsigned char>(text[i])]) {
      ++i;
      continue;
    }
    const Decoded decoded = DecodeAt(text, i);
    const char32_t c = decoded.code_point;
    const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
    const bool plain =
        !control && c != U'"' && c != U'\\' && c != 0x2028 && c != 0x2029 && decoded.valid;
    if (plain) {
      i += decoded.length;
      continue;
    }
    json.append(text, copied, i - copied);
    copied = i + decoded.length;
    if (c == U'"' || c == U'\\') {
      json.push_back('\\');
      json.push_back(static_cast<char>(c));
    } else if (c == U'\n') {
      json += "\\n";
    } else if (c == U'\t') {
      json += "\\t";
    } else if (!decoded.valid) {
      AppendUtf8(kReplacement, json);
    } else {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
      json += escape;
    }
    i = copied;
  }
  json.append(text, copied);
  json.push_back('"');
}

}  // namespace skira
