// The model: what a document of reviews is made of once it has been read.
//
// Plain data, no behaviour: the parser fills it, the JSON export writes and reads it, search and
// the reader look at it. All text is UTF-8. Lines are 1-based lines of the source document, ranges
// inclusive. Optional facts that a document does not state are std::nullopt or empty, never
// guessed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace skira {

// A calendar day as printed, without time zone. Written "2024-06-16" in the export.
struct Date {
  int16_t year = 0;
  uint8_t month = 0;  // 1 to 12
  uint8_t day = 0;    // 1 to 31
  auto operator<=>(const Date&) const = default;
};

// How a span is set. A span may carry several styles: the value is a set of these bits.
enum SpanStyle : uint16_t {
  kStyleBold = 1 << 0,
  kStyleItalic = 1 << 1,
  kStyleCode = 1 << 2,
  kStyleUnderline = 1 << 3,
  kStyleSubscript = 1 << 4,
  kStyleSuperscript = 1 << 5,
  kStyleHighlight = 1 << 6,
  kStyleStrikethrough = 1 << 7,
};

// The text of a picture without alt: U+FFFC, the object replacement character.
inline constexpr std::string_view kNoAlt = "\uFFFC";

// A stretch of text set one way, or one formula.
struct Span {
  std::string text;        // visible text; for a formula its TeX source without the dollar signs
  uint16_t style = 0;      // SpanStyle bits
  bool math = false;       // `text` is TeX
  std::string href{};      // link target, empty where the span is no link ("#" targets are dropped)
  std::string footnote{};  // the marker of the footnote that the span refers to; else empty
  // The id of a small picture that is drawn in the place of `text`, which is its alt or
  // kNoAlt; else empty.
  std::string picture{};
  // What with a number of the same review it refers to ("equation 3"; cross_references.h); else
  // empty.
  std::string reference{};
  bool operator==(const Span&) const = default;
};

enum class BlockType : uint8_t {
  kHeading,
  kParagraph,
  kListItem,
  kMath,
  kTable,
  kCode,
  kFigure,
  kQuote,
  kLink,
  kRule,
  kCredit,
  kFootnote,
};

// How a table's column is set; kNone as its text is.
enum class CellAlign : uint8_t { kNone, kStart, kCenter, kEnd };

// A picture of a document. Its bytes are beside the export (Picture::file), not in the catalog.
struct Picture {
  std::string id;    // "sha256-" and the digest of its bytes, lower-case hex
  std::string file;  // the id with the type's extension, in the folder kPictureFolder
  int width = 0;     // pixels; 0 where there is a problem
  int height = 0;
  int64_t bytes = 0;
  std::string alt;        // what it shows, in words; may be empty
  std::string problem{};  // why it cannot be shown, one English sentence; else empty
  bool operator==(const Picture&) const = default;
};
inline constexpr std::string_view kPictureFolder = "pictures/";

// One block of a review's body, in document order.
struct Block {
  BlockType type = BlockType::kParagraph;
  int first_line = 0;
  int last_line = 0;
  // Heading: 1 = top; list item: nesting depth from 0; else how many list items it is part of.
  int level = 0;
  bool ordered = false;  // list item with a printed number or letter
  // List item: its printed number or letter ("3", "א"); footnote: what refers to it; displayed
  // formula and caption: its number ("3"); else empty.
  std::string marker;
  // Text in logical order. A table holds its rows joined by "\n", cells by "\t"; code holds its
  // lines joined by "\n"; a figure its caption, which may be empty; everything else is one flowing
  // paragraph.
  std::vector<Span> spans;
  // How many quotes it is part of, but for the one whose paragraph a kQuote is.
  int quotes = 0;
  std::optional<bool> checked{};   // list item of a list of tasks: whether it is done
  std::vector<CellAlign> align{};  // table: its columns, where any of them is aligned
  std::string picture{};           // figure: the id of what it shows, empty for a caption alone
  bool operator==(const Block&) const = default;
};

enum class ReviewKind : uint8_t { kFull, kShort, kDaily, kPost };
enum class LinkRole : uint8_t { kPaper, kCode, kVideo, kReview, kOther };

struct Link {
  std::string url;
  std::string text;
  LinkRole role = LinkRole::kOther;
  bool operator==(const Link&) const = default;
};

struct Paper {
  std::vector<std::string> urls;
  std::optional<std::string> arxiv_id;  // "2405.18047", without version
  std::vector<std::string> code_urls;
  std::optional<Date> published;
  std::optional<std::string> venue;
  bool operator==(const Paper&) const = default;
};

// A field of a name that Skira has no place for, as printed.
struct NamedField {
  std::string name;
  std::vector<std::string> values;
  bool operator==(const NamedField&) const = default;
};

// The reviewer's corner and the paper's details, as printed.
struct Fields {
  std::string recommendation;
  std::string clarity;
  std::vector<std::string> prior_knowledge;
  std::string applications;
  std::vector<std::string> domains;
  std::vector<std::string> tools;
  std::vector<NamedField> other{};
  // The scale that the printed words stand for, where they can be read.
  std::optional<std::string> clarity_level;         // "high", "medium", "low"
  std::optional<std::string> recommendation_level;  // "must", "recommended", "optional", "skip"
  bool operator==(const Fields&) const = default;
};

// Something the parser noticed and mended, dropped or could not read.
struct Warning {
  int line = 0;         // 0 where it concerns the whole document
  std::string code;     // stable, kebab-case: "banner-damaged"
  std::string message;  // one English sentence
  bool operator==(const Warning&) const = default;
};

struct Review {
  std::string id;  // unique in a catalog, URL-safe; what it is made of says review/join.h
  // Ids that it had in earlier publications, whose addresses lead to it.
  std::vector<std::string> former_ids{};
  int document = 0;    // index into Catalog::sources
  int first_line = 0;  // header line
  int last_line = 0;   // last non-blank line
  ReviewKind kind = ReviewKind::kDaily;
  std::optional<int> number;
  std::optional<std::string> title;
  std::optional<Date> date;
  std::optional<Date> date_inferred;  // from the neighbours, where `date` was lost; for sorting
  std::vector<std::string> reviewers;
  Paper paper;
  Fields fields;
  std::vector<std::string> topics;  // ids of assets/topics.json
  std::vector<Link> links;
  std::vector<Block> blocks;
  std::vector<Warning> warnings;
  bool operator==(const Review&) const = default;
};

struct Source {
  std::string name;    // path as given, "/" between folders
  std::string sha256;  // lower-case hex of the document's bytes
  int lines = 0;
  bool operator==(const Source&) const = default;
};

// Text inside a formula in letters that the formula's own outlines lack.
struct FormulaText {
  std::string text;
  int x = 0, y = 0;  // the left end of its baseline
  int size = 0;      // its em
  int width = 0;     // the room that the formula leaves for it
  bool operator==(const FormulaText&) const = default;
};

enum FormulaPart : int { kFormulaGlyphs, kFormulaRules, kFormulaTexts };

// A formula, typeset. Lengths are 1/1000 of the em of the text around it; the origin is the left
// end of the formula's baseline, x grows to the right and y upwards.
struct Formula {
  std::string tex;                       // as in its spans
  bool display = false;                  // stands in a block of its own
  int width = 0, height = 0, depth = 0;  // above and below the baseline
  std::vector<int>
      glyphs;              // four numbers each: index into MathTable::outlines, x, y, size (its em)
  std::vector<int> rules;  // four numbers each: x, y of the lower left corner, width, height
  std::vector<FormulaText> texts;
  // Of what is not in the colour of the text around, four numbers each: a FormulaPart, the first of
  // these, the one behind the last, 0xRRGGBB. Increasing in each kind of part.
  std::vector<int> colours;
  std::vector<int> breaks;  // x of the places where a line may be broken, increasing
  std::vector<int> gaps;    // for each, the blank before it that a broken line drops; or empty
  std::string mathml;
  std::string error;  // why `tex` is broken; all else but `tex` and `display` is then empty
  bool operator==(const Formula&) const = default;
};

// The formulas of an export, each once for each way of setting it.
struct MathTable {
  // Paths of the commands M, L, Q, C and Z, absolute or relative, as in SVG, in 1/1000 of a glyph's
  // em, y upwards.
  std::vector<std::string> outlines;
  std::vector<Formula> formulas;
  bool operator==(const MathTable&) const = default;
};

// A name that may lead somewhere.
struct NamedUrl {
  std::string name;
  std::string url;  // may be empty
  bool operator==(const NamedUrl&) const = default;
};

// What the owner of a library says of it. All may be empty.
struct Site {
  std::string title;
  std::string subtitle;
  NamedUrl author;
  std::string about;      // Markdown
  std::string language;   // of the interface at the first visit: "he", "en"
  std::string direction;  // "rtl", "ltr"
  std::string accent;     // "#1a5c9e"
  NamedUrl licence;
  std::vector<NamedUrl> links;  // printed text, address
  std::string url;              // the address that it has, ending in "/"
  std::string picture;          // for previews: a file beside the export
  std::string favicon;          // a file beside the export
  bool operator==(const Site&) const = default;
};

// All reviews of one export, in the order of their sources and lines.
struct Catalog {
  Site site{};
  std::vector<Source> sources;
  std::vector<Review> reviews;
  std::vector<Picture> pictures{};  // each once, in the order of their first use
  MathTable math{};                 // empty until the export's formulas have been typeset
  bool operator==(const Catalog&) const = default;
};

}  // namespace skira
