// The query language: text to words, phrases and operators, with their places.
//
//   query    = ["="] pieces      "=": as typed, in no other keyboard layout (layout.h)
//   piece    = ["-"] ( phrase | operator | word )
//   phrase   = quote … quote     any of " ״ “ ” „, closing at the end of a word; open to the end
//   operator = name ":" ( phrase | non-spaces )     name in kSpellings
//   word     = non-spaces
#include <algorithm>
#include <iterator>

#include "search/search.h"
#include "unicode/unicode.h"

namespace skira {

const std::array<OperatorNames, kOperatorCount> kOperators = {{
    {Operator::kTitle, "title", "כותרת", "attention"},
    {Operator::kTopic, "topic", "נושא", "diffusion"},
    {Operator::kYear, "year", "שנה", "2024"},
    {Operator::kDate, "date", "תאריך", "2024-06..2024-08"},
    {Operator::kReviewer, "reviewer", "סוקר", "mike"},
    {Operator::kHas, "has", "יש", "code"},
    {Operator::kNumber, "number", "מספר", "61"},
    {Operator::kArxiv, "arxiv", "ארקיב", "2405.18047"},
    {Operator::kKind, "kind", "סוג", "daily"},
    {Operator::kClarity, "clarity", "בהירות", "high"},
    {Operator::kRecommendation, "recommendation", "המלצה", "must"},
}};

namespace {

// What people write for an operator besides the names that are offered, folded.
struct Spelling {
  std::string_view name;
  Operator op;
};
constexpr Spelling kSpellings[] = {
    {"intitle", Operator::kTitle},   {"tag", Operator::kTopic},
    {"topics", Operator::kTopic},    {"תחומ", Operator::kTopic},
    {"נושאימ", Operator::kTopic},    {"by", Operator::kReviewer},
    {"author", Operator::kReviewer}, {"סוקרת", Operator::kReviewer},
    {"מאת", Operator::kReviewer},    {"with", Operator::kHas},
    {"עמ", Operator::kHas},          {"no", Operator::kNumber},
    {"ארכיב", Operator::kArxiv},     {"type", Operator::kKind},
    {"בשנת", Operator::kYear},       {"rec", Operator::kRecommendation},
};

constexpr OperatorValue kValues[] = {
    {Operator::kHas, "code", "code", "קוד"},
    {Operator::kHas, "math", "formulas", "נוסחאות"},
    {Operator::kKind, "full", "full", "מלאה"},
    {Operator::kKind, "short", "short", "קצרה"},
    {Operator::kKind, "daily", "daily", "יומית"},
    {Operator::kKind, "post", "post", "פוסט"},
    {Operator::kClarity, "high", "high", "גבוהה"},
    {Operator::kClarity, "medium", "medium", "בינונית"},
    {Operator::kClarity, "low", "low", "נמוכה"},
    {Operator::kRecommendation, "must", "must", "חובה"},
    {Operator::kRecommendation, "recommended", "recommended", "מומלצת"},
    {Operator::kRecommendation, "optional", "optional", "רשות"},
    {Operator::kRecommendation, "skip", "skip", "לדלג"},
};

// The operator of a folded name; std::nullopt where it is none.
std::optional<Operator> FindOperator(std::string_view folded) {
  for (const OperatorNames& names : kOperators) {
    if (folded == names.english || folded == Fold(names.hebrew)) return names.op;
  }
  const auto* spelling = std::find_if(std::begin(kSpellings), std::end(kSpellings),
                                      [&](const Spelling& s) { return s.name == folded; });
  if (spelling == std::end(kSpellings)) return std::nullopt;
  return spelling->op;
}

constexpr uint32_t kLongestName = 32;  // bytes; no operator's name is longer

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::vector<QueryPart> Parse() {
    std::vector<QueryPart> parts;
    if (IsAsTyped(text_)) ++at_;
    for (SkipSpace(); at_ < text_.size(); SkipSpace()) parts.push_back(ParsePart());
    return parts;
  }

 private:
  Decoded Here() const { return DecodeAt(text_, at_); }
  bool AtSpace() const { return at_ >= text_.size() || IsSpace(Here().code_point); }

  // Also over marks without a shape of their own: pasted text has direction marks around quotes.
  void SkipSpace() {
    while (at_ < text_.size() && (AtSpace() || IsIgnorable(Here().code_point))) {
      at_ += Here().length;
    }
  }
  // Whether nothing but such marks stands before the next space.
  bool AtWordEnd() const {
    uint32_t at = at_;
    while (at < text_.size()) {
      const Decoded next = DecodeAt(text_, at);
      if (!IsIgnorable(next.code_point)) return IsSpace(next.code_point);
      at += next.length;
    }
    return true;
  }
  void SkipWord() {
    while (!AtSpace()) at_ += Here().length;
  }

  QueryPart ParsePart() {
    QueryPart part;
    part.range.begin = at_;
    if (text_[at_] == '-' && at_ + 1 < text_.size() &&
        !IsSpace(DecodeAt(text_, at_ + 1).code_point)) {
      part.excluded = true;
      ++at_;
    }
    if (const std::optional<Operator> op = SkipOperator()) {
      part.kind = QueryPart::Kind::kOperator;
      part.op = *op;
    }
    const bool quoted = !AtSpace() && IsGershayim(Here().code_point);
    if (quoted) {
      part.value = SkipQuoted();
      if (part.kind == QueryPart::Kind::kWord) part.kind = QueryPart::Kind::kPhrase;
    } else {
      part.value.begin = at_;
      SkipWord();
      part.value.end = at_;
    }
    part.range.end = at_;
    return part;
  }

  // Steps over "name:" where it is an operator's.
  std::optional<Operator> SkipOperator() {
    const std::string_view ahead = text_.substr(at_, kLongestName);
    const size_t colon = ahead.find(':');
    if (colon == ahead.npos) return std::nullopt;
    const std::optional<Operator> op = FindOperator(Fold(ahead.substr(0, colon)));
    if (op) at_ += static_cast<uint32_t>(colon) + 1;
    return op;
  }

  // Steps over a quoted stretch and returns what it holds. The closing mark stands at the end of a
  // word: within one it belongs to an abbreviation.
  ByteRange SkipQuoted() {
    at_ += Here().length;
    ByteRange inside{at_, static_cast<uint32_t>(text_.size())};
    while (at_ < text_.size()) {
      const Decoded here = Here();
      const uint32_t start = at_;
      at_ += here.length;
      if (IsGershayim(here.code_point) && AtWordEnd()) {
        inside.end = start;
        break;
      }
    }
    return inside;
  }

  std::string_view text_;
  uint32_t at_ = 0;
};

}  // namespace

std::vector<OperatorValue> OperatorValues(Operator op) {
  std::vector<OperatorValue> values;
  std::copy_if(std::begin(kValues), std::end(kValues), std::back_inserter(values),
               [&](const OperatorValue& value) { return value.op == op; });
  return values;
}

ParsedQuery ParseQuery(std::string_view query) {
  ParsedQuery parsed;
  parsed.text = query;
  parsed.parts = Parser(parsed.text).Parse();
  return parsed;
}

}  // namespace skira
