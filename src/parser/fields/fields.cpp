#include "parser/fields/fields.h"

#include <algorithm>
#include <iterator>

#include "parser/blocks/block_words.h"
#include "parser/fields/labels.h"
#include "parser/fields/visible_text.h"
#include "parser/headers/dates.h"
#include "parser/headers/people.h"
#include "review/url.h"
#include "unicode/fuzzy.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr size_t kLongestLine = 4000;  // bytes; a longer one is no line of a field block

enum class Field : uint8_t {
  kNone,
  kCorner,
  kDetails,
  kRecommendation,
  kClarity,
  kPrior,
  kApplications,
  kPaperLink,
  kCodeLink,
  kPublished,
  kVenue,
  kDomains,
  kTools,
  kWriters,
  kDate,
  kUnknown,
};

// Whether a pattern is the whole label, its beginning (more words follow), or a word of it.
// kExact: the whole label, without tolerance, for words that others resemble.
enum class Place : uint8_t { kWhole, kBeginning, kWord, kExact };

struct LabelPattern {
  std::u32string_view text;  // folded
  Field field;
  Place place;
};

// Spellings of the labels. Compared with tolerance, so only what differs in words stands here.
constexpr LabelPattern kLabels[] = {
    {U"פינת הסוקר", Field::kCorner, Place::kWhole},
    {U"פרטי מאמר", Field::kDetails, Place::kWhole},
    {U"פרטי המאמר", Field::kDetails, Place::kWhole},
    {U"המלצת קריאה", Field::kRecommendation, Place::kBeginning},
    {U"בהירות כתיבה", Field::kClarity, Place::kWhole},
    {U"בהירות הכתיבה", Field::kClarity, Place::kWhole},
    {U"ידע מוקדמ", Field::kPrior, Place::kWhole},
    {U"רמת היכרות", Field::kPrior, Place::kBeginning},
    {U"יישומימ פרקטיימ אפשריימ", Field::kApplications, Place::kWhole},
    {U"יישומימ פרקטיימ", Field::kApplications, Place::kBeginning},
    {U"תחומי מאמר", Field::kDomains, Place::kWhole},
    {U"תחומי המאמר", Field::kDomains, Place::kWhole},
    {U"כלימ מתמטיימ, מושגימ וסימונימ", Field::kTools, Place::kWhole},
    {U"כלימ מתמטיימ", Field::kTools, Place::kBeginning},
    {U"פורסמ בתאריכ", Field::kPublished, Place::kWhole},
    {U"תאריכ פרסומ", Field::kPublished, Place::kWhole},
    {U"הוצג בכנס", Field::kVenue, Place::kWhole},
    {U"יוצג בכנס", Field::kVenue, Place::kWhole},
    {U"פורסמ בכנס", Field::kVenue, Place::kWhole},
    {U"למאמר", Field::kPaperLink, Place::kWord},
    {U"מאמר", Field::kPaperLink, Place::kWhole},
    {U"לקוד", Field::kCodeLink, Place::kWord},
    {U"לקובצ", Field::kCodeLink, Place::kWord},
    {U"קוד", Field::kCodeLink, Place::kWhole},
    {U"המלצה", Field::kRecommendation, Place::kExact},
    {U"בהירות", Field::kClarity, Place::kExact},
    {U"ידע נדרש", Field::kPrior, Place::kExact},
    {U"רקע נדרש", Field::kPrior, Place::kExact},
    {U"דרישות קדמ", Field::kPrior, Place::kExact},
    {U"יישומימ", Field::kApplications, Place::kExact},
    {U"תחומימ", Field::kDomains, Place::kExact},
    {U"תחומ", Field::kDomains, Place::kExact},
    {U"כלימ", Field::kTools, Place::kExact},
    {U"כנס", Field::kVenue, Place::kExact},
    {U"reading recommendation", Field::kRecommendation, Place::kExact},
    {U"recommendation", Field::kRecommendation, Place::kExact},
    {U"clarity", Field::kClarity, Place::kExact},
    {U"writing clarity", Field::kClarity, Place::kExact},
    {U"clarity of writing", Field::kClarity, Place::kExact},
    {U"prior knowledge", Field::kPrior, Place::kExact},
    {U"required background", Field::kPrior, Place::kExact},
    {U"prerequisites", Field::kPrior, Place::kExact},
    {U"practical applications", Field::kApplications, Place::kExact},
    {U"applications", Field::kApplications, Place::kExact},
    {U"paper", Field::kPaperLink, Place::kExact},
    {U"link to paper", Field::kPaperLink, Place::kExact},
    {U"code", Field::kCodeLink, Place::kExact},
    {U"link to code", Field::kCodeLink, Place::kExact},
    {U"published", Field::kPublished, Place::kExact},
    {U"published on", Field::kPublished, Place::kExact},
    {U"venue", Field::kVenue, Place::kExact},
    {U"conference", Field::kVenue, Place::kExact},
    {U"domain", Field::kDomains, Place::kExact},
    {U"domains", Field::kDomains, Place::kExact},
    {U"tools", Field::kTools, Place::kExact},
    {U"mathematical tools", Field::kTools, Place::kExact},
};

// A line cut at its label's colon.
struct LabelledLine {
  std::string label, value;
  bool has_colon = false;
};

LabelledLine CutAtColon(std::string_view line) {
  constexpr size_t kLongestLabel = 160;  // bytes
  const std::string visible = VisibleText(line);
  std::string_view text = Trim(visible);
  LabelledLine cut;
  if (text.starts_with(':')) {  // displaced to the front by extraction
    text.remove_prefix(1);
    cut.has_colon = true;
  }
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon > kLongestLabel) {
    cut.label = Trim(text);
    return cut;
  }
  cut.has_colon = true;
  cut.label = Trim(text.substr(0, colon));
  cut.value = Trim(text.substr(colon + 1));
  return cut;
}

bool LabelMatches(std::u32string_view label, const LabelPattern& pattern) {
  constexpr size_t kMostWords = 3;
  switch (pattern.place) {
    case Place::kWhole:
      return Resembles(label, pattern.text);
    case Place::kExact:
      return label == pattern.text;
    case Place::kBeginning:
      return BeginsLike(label, pattern.text);
    case Place::kWord: {
      if (static_cast<size_t>(std::count(label.begin(), label.end(), U' ')) >= kMostWords)
        return false;
      const size_t space = label.rfind(U' ');
      const std::u32string_view last = space == label.npos ? label : label.substr(space + 1);
      return last == pattern.text;
    }
  }
  return false;
}

// Letters and spaces alone, so that quotes that extraction added do not count.
std::u32string LabelLetters(std::string_view label) {
  std::u32string letters;
  for (const char32_t c : Fold32(label)) {
    if (IsLetter(c) || c == U' ' || c == U',') letters.push_back(c);
  }
  while (!letters.empty() && letters.back() == U' ') letters.pop_back();
  return letters;
}

Field FieldOf(const LabelledLine& line) {
  if (line.label.size() > 160) return Field::kNone;
  const std::u32string label = LabelLetters(line.label);
  const bool digits = FindDigit(line.label) != std::string_view::npos;  // "Review 12"
  for (const LabelPattern& pattern : kLabels) {
    if (!LabelMatches(label, pattern) || (pattern.place == Place::kExact && digits)) continue;
    const bool group = pattern.field == Field::kCorner || pattern.field == Field::kDetails ||
                       pattern.field == Field::kDomains || pattern.field == Field::kTools;
    if (line.has_colon || (group && pattern.place == Place::kWhole)) return pattern.field;
  }
  switch (line.has_colon ? KindOfLabelled(line.label, line.value) : LabelKind::kNone) {
    case LabelKind::kDate:
      return Field::kDate;
    case LabelKind::kWriters:
      return Field::kWriters;
    case LabelKind::kLink:
      return Field::kPaperLink;
    default:
      return Field::kNone;
  }
}

// The text of a bullet; std::nullopt for a line that is none.
std::optional<std::string> BulletText(std::string_view line) {
  constexpr std::string_view kMarks[] = {"- ", "• ", "* ", "○ ", "– "};
  const std::string visible = VisibleText(line);
  std::string_view text = Trim(visible);
  if (text == "-" || text == "•") return "";
  for (const std::string_view mark : kMarks) {
    if (!text.starts_with(mark)) continue;
    text = Trim(text.substr(mark.size()));
    if (text.ends_with("•"))
      text = Trim(text.substr(0, text.size() - std::string_view("•").size()));
    return std::string(text);
  }
  return std::nullopt;
}

bool IsEmptyValue(std::string_view value) {
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return c == '-' || c == ' ' || c == '.'; });
}

class FieldReader {
 public:
  FieldReader(const Document& document, const DocumentFacts& facts, int first, int last)
      : document_(document), facts_(facts), first_(first), last_(last) {}

  FieldBlock Read();

 private:
  int FindBlock() const;
  std::optional<LabelledLine> PlainField(int line) const;
  int FindPlainBlock() const;
  void ReadPlainBlock(int line);
  bool ReadLine(int line, bool tight);
  void Store(Field field, std::string value, int line);
  void Continue(const std::string& more);
  static constexpr int kLabelsApart = 2, kValuesBelow = 6;  // lines to the next known label
  bool ReadLabelled(std::string_view text, const LabelledLine& cut, int line);
  bool IsValueLine(const LabelledLine& cut, int line) const;
  bool SectionFollows(int line) const;
  void StoreOther(const LabelledLine& cut);
  bool KnownLabelFollows(int line, int lines_looked_at) const;
  void ReadNames(const std::string& label);
  int NextText(int line) const;

  const Document& document_;
  const DocumentFacts& facts_;
  const int first_, last_;
  FieldBlock block_;
  Field current_ = Field::kNone;       // the field whose values may follow
  bool values_below_ = false;          // its label had no value on its line
  std::string* open_value_ = nullptr;  // what a line right below would continue
};

int FieldReader::NextText(int line) const {
  for (++line; line <= last_; ++line) {
    if (!facts_.of(line).blank) return line;
  }
  return 0;
}

// The block's first line: the corner's title, or a label of the corner as the body's first line.
int FieldReader::FindBlock() const {
  constexpr int kLinesLookedAt = 6;
  int line = NextText(first_ - 1);
  for (int i = 0; i < kLinesLookedAt && line != 0; ++i, line = NextText(line)) {
    const std::string_view text = document_.line(line);
    constexpr size_t kLongestTitle = 60;  // bytes; anything longer needs a colon early on
    if (text.size() > kLongestLine) continue;
    if (text.size() > kLongestTitle && text.substr(0, 120).find(':') == text.npos) continue;
    const Field field = FieldOf(CutAtColon(document_.line(line)));
    if (field == Field::kCorner || field == Field::kRecommendation || field == Field::kDetails) {
      return line;
    }
  }
  return 0;
}

// "**LABEL:** VALUE" or "LABEL: VALUE" with a known label, on one short line, perhaps an item.
std::optional<LabelledLine> FieldReader::PlainField(int line) const {
  constexpr size_t kLongest = 300, kLongestLabel = 60;  // bytes
  constexpr int kMostSpaces = 3;
  const std::string_view text = document_.line(line);
  if (text.size() > kLongest || text.starts_with('#')) return std::nullopt;
  const std::optional<std::string> bullet = BulletText(text);
  LabelledLine cut = CutAtColon(bullet ? std::string_view(*bullet) : text);
  if (!cut.has_colon || cut.value.empty() || cut.label.size() > kLongestLabel) return std::nullopt;
  if (std::count(cut.label.begin(), cut.label.end(), ' ') > kMostSpaces) return std::nullopt;
  const bool bold = text.find("**" + cut.label + ":**") != text.npos ||
                    text.find("**" + cut.label + "**:") != text.npos;
  return bold || FieldOf(cut) != Field::kNone ? std::optional(std::move(cut)) : std::nullopt;
}

// The first of the body's first lines, where these are fields without a title above them: two at
// least, one of them known and no link.
int FieldReader::FindPlainBlock() const {
  constexpr int kLeast = 2;
  const int first = NextText(first_ - 1);
  int fields = 0, known = 0;
  for (int line = first; line != 0; line = NextText(line)) {
    const std::optional<LabelledLine> cut = PlainField(line);
    if (!cut) break;
    const Field field = FieldOf(*cut);
    const bool link = field == Field::kPaperLink || field == Field::kCodeLink;
    ++fields;
    known += field != Field::kNone && !link;
  }
  return fields >= kLeast && known > 0 ? first : 0;
}

void FieldReader::ReadPlainBlock(int line) {
  for (std::optional<LabelledLine> cut; line != 0; line = NextText(line)) {
    cut = PlainField(line);
    if (!cut) return;
    if (block_.first_line == 0) block_.first_line = line;
    block_.last_line = line;
    const Field field = FieldOf(*cut);
    const bool link = field == Field::kPaperLink || field == Field::kCodeLink;
    const bool linked = MayHoldUrl(document_.line(line));
    if (field == Field::kNone || (link && !linked)) {
      StoreOther(*cut);
    } else {
      Store(field, cut->value, line);
    }
  }
}

FieldBlock FieldReader::Read() {
  int line = FindBlock();
  if (const int plain = FindPlainBlock(); plain != 0 && (line == 0 || plain < line)) {
    ReadPlainBlock(plain);
    return std::move(block_);
  }
  int before = line - 1;
  while (line != 0 && ReadLine(line, line == before + 1)) {
    if (block_.first_line == 0) block_.first_line = line;
    block_.last_line = line;
    before = line;
    line = NextText(line);
  }
  return std::move(block_);
}

// Takes a line of the block; false for the first line behind it.
bool FieldReader::ReadLine(int line, bool tight) {
  const std::string_view text = document_.line(line);
  if (text.size() > kLongestLine) return false;
  if (std::optional<std::string> bullet = BulletText(text)) {
    const LabelledLine cut = CutAtColon(*bullet);
    const bool labelled = cut.has_colon && FieldOf(cut) != Field::kNone;
    if (labelled && (current_ != Field::kNone || !cut.value.empty())) {
      return ReadLabelled(*bullet, cut, line);
    }
    if (current_ == Field::kNone) return false;
    if (current_ == Field::kCorner || current_ == Field::kDetails) {
      // An item below a group's title is a field of its own name, or text of the group.
      StoreOther(cut);
      return true;
    }
    if (!bullet->empty()) Store(current_, std::move(*bullet), line);
    return true;
  }
  const LabelledLine cut = CutAtColon(text);
  if (FieldOf(cut) == Field::kNone && tight && open_value_ != nullptr) {
    Continue(VisibleText(text));
    return true;
  }
  if (FieldOf(cut) == Field::kNone && IsValueLine(cut, line)) {
    Store(current_, std::string(Trim(VisibleText(text))), line);
    return true;
  }
  return ReadLabelled(text, cut, line);
}

// A value on a line of its own, below a label that has none on its line.
bool FieldReader::IsValueLine(const LabelledLine& cut, int line) const {
  constexpr size_t kLongest = 200;  // bytes
  const std::string_view text = document_.line(line);
  const bool takes_lines = current_ == Field::kPrior || current_ == Field::kDomains ||
                           current_ == Field::kTools || current_ == Field::kApplications ||
                           current_ == Field::kRecommendation || current_ == Field::kClarity ||
                           current_ == Field::kVenue || current_ == Field::kPublished;
  return takes_lines && values_below_ && !cut.has_colon && text.size() <= kLongest &&
         !text.starts_with('#') && (KnownLabelFollows(line, kValuesBelow) || SectionFollows(line));
}

// Whether short lines lead to a section's label ("תמצית מאמר:"), which ends the block.
bool FieldReader::SectionFollows(int line) const {
  constexpr size_t kLongest = 80;  // bytes
  for (int i = 0; i < kValuesBelow; ++i) {
    line = NextText(line);
    if (line == 0 || document_.line(line).size() > kLongest) return false;
    if (Trim(document_.line(line)).ends_with(':') || document_.line(line).starts_with('#'))
      return true;
  }
  return false;
}

// Takes a line with a label; false where it has none of a field.
bool FieldReader::ReadLabelled(std::string_view text, const LabelledLine& cut, int line) {
  Field field = FieldOf(cut);
  if (field == Field::kNone) {
    // A label that nobody can read any more, between labels that one can.
    if (!cut.has_colon || cut.value.empty() || !KnownLabelFollows(line, kLabelsApart)) return false;
    field = current_ == Field::kRecommendation && block_.fields.clarity.empty() ? Field::kClarity
                                                                                : Field::kUnknown;
  }
  // Behind the domains come the tools, even when the label repeats one from above.
  const bool past_domains = current_ == Field::kDomains || !block_.fields.domains.empty();
  if (field == Field::kPrior && past_domains) field = Field::kTools;
  if (field == Field::kRecommendation) ReadNames(cut.label);
  current_ = field;
  open_value_ = nullptr;
  values_below_ = cut.value.empty();
  const bool link = field == Field::kPaperLink || field == Field::kCodeLink;
  if (link && !IsEmptyValue(cut.value) && text.find("](") == text.npos && !MayHoldUrl(text)) {
    StoreOther(cut);  // "there is none"
  } else if (field == Field::kUnknown) {
    block_.warnings.push_back({line, "field-unknown", "No known field: " + VisibleText(text)});
    StoreOther(cut);
  } else {
    Store(field, cut.value, line);
  }
  return true;
}

// A field of a name that we do not know, or one more value of it.
void FieldReader::StoreOther(const LabelledLine& cut) {
  std::vector<NamedField>& other = block_.fields.other;
  if (!cut.has_colon && !other.empty()) {
    other.back().values.push_back(cut.label);
  } else {
    other.push_back({cut.has_colon ? cut.label : "", {cut.has_colon ? cut.value : cut.label}});
  }
}

bool FieldReader::KnownLabelFollows(int line, int lines_looked_at) const {
  for (int i = 0; i < lines_looked_at; ++i) {
    line = NextText(line);
    if (line == 0 || document_.line(line).size() > kLongestLine) return false;
    const std::string_view text = document_.line(line);
    const std::optional<std::string> bullet = BulletText(text);
    if (FieldOf(CutAtColon(bullet ? std::string_view(*bullet) : text)) != Field::kNone) return true;
  }
  return false;
}

bool EndsInPunctuation(std::string_view text) {
  return !text.empty() && std::string_view(",;:.!?").find(text.back()) != std::string_view::npos;
}

void FieldReader::Continue(const std::string& more) {
  *open_value_ += ' ';
  *open_value_ += Trim(more);
}

void FieldReader::ReadNames(const std::string& label) {
  // "המלצת קריאה ממייק": the names stand behind the second word, the first behind מ.
  size_t at = label.find(' ');
  if (at != std::string::npos) at = label.find(' ', at + 1);
  if (at == std::string::npos) return;
  std::string_view names = std::string_view(label).substr(at + 1);
  constexpr std::string_view kFrom = "מ", kTeam = "צוות";
  if (!names.starts_with(kFrom)) return;
  const std::string_view without = names.substr(kFrom.size());
  for (const std::string& name : NamesIn(without)) {
    const bool certain = name == kSeriesAuthor || name.starts_with(kTeam);
    if (certain) block_.names.push_back(name);
  }
}

void FieldReader::Store(Field field, std::string value, int line) {
  if (IsEmptyValue(value)) return;
  Fields& fields = block_.fields;
  const auto set = [&](std::string& target) {
    // Values on lines of their own, as a list's items are.
    if (!target.empty()) target += EndsInPunctuation(target) ? " " : ", ";
    target += value;
    open_value_ = &target;
  };
  const auto append = [&](std::vector<std::string>& target) {
    target.push_back(std::move(value));
    open_value_ = &target.back();
  };
  switch (field) {
    case Field::kRecommendation:
      return set(fields.recommendation);
    case Field::kClarity:
      return set(fields.clarity);
    case Field::kApplications:
      return set(fields.applications);
    case Field::kPrior:
      return append(fields.prior_knowledge);
    case Field::kDomains:
      return append(fields.domains);
    case Field::kTools:
      return append(fields.tools);
    case Field::kWriters:
      block_.names = NamesIn(value);
      return;
    case Field::kDate:
      if (const std::optional<FoundDate> date = FindDate(value)) {
        block_.date = date->date;
      } else {
        block_.warnings.push_back({line, "date-lost", "No date of the review: " + value});
      }
      return;
    case Field::kPublished:
      if (const std::optional<FoundDate> date = FindDate(value, DateOf::kPaper)) {
        block_.published = date->date;
      } else {
        block_.warnings.push_back({line, "published-unread", "No date of publication: " + value});
      }
      return;
    case Field::kVenue: {
      std::string_view venue = Trim(value);
      while (venue.starts_with('-')) venue = Trim(venue.substr(1));
      while (venue.ends_with('.')) venue.remove_suffix(1);
      if (!venue.empty()) block_.venue = std::string(venue);
      return;
    }
    default:
      return;  // links are read with all others
  }
}

// --- The scales
// ------------------------------------------------------------------------------------

struct Level {
  std::u32string_view word;  // folded, compared with tolerance
  std::string_view level;
};

// In the order in which they are tried: what limits a word stands before the word.
constexpr Level kRecommendationLevels[] = {
    {U"לא מומלצ", "skip"},
    {U"לוותר", "skip"},
    {U"לדלג", "skip"},
    {U"לא חובה", "optional"},
    {U"הרחבת אופקימ", "optional"},
    {U"להרחבות אופקימ", "optional"},
    {U"להרחבת", "optional"},
    {U"אופציונלי", "optional"},
    {U"חובה", "must"},
    {U"בהחלט", "recommended"},
    {U"מומלצ", "recommended"},
    {U"מומלצת", "recommended"},
    {U"אפשר", "optional"},
    {U"not recommended", "skip"},
    {U"skip", "skip"},
    {U"optional", "optional"},
    {U"must read", "must"},
    {U"must", "must"},
    {U"recommended", "recommended"},
};
constexpr Level kClarityLevels[] = {
    {U"לא גבוהה", "low"},   {U"לא ברור", "low"},   {U"נמוכה", "low"},     {U"נמוכ", "low"},
    {U"בינונית", "medium"}, {U"בינוני", "medium"}, {U"סבירה", "medium"},  {U"גבוהה", "high"},
    {U"גבוה", "high"},      {U"טובה", "high"},     {U"טוב", "high"},      {U"מצוינת", "high"},
    {U"ברור", "high"},      {U"low", "low"},       {U"medium", "medium"}, {U"high", "high"},
    {U"clear", "high"},
};

// The level whose word stands in the value: phrases as they are, single words with tolerance.
template <size_t kCount>
std::optional<std::string> LevelOf(const std::string& value, const Level (&levels)[kCount]) {
  const std::u32string folded = Fold32(value);
  for (const Level& level : levels) {
    if (level.word.find(U' ') != level.word.npos) {
      if (folded.find(level.word) != folded.npos) return std::string(level.level);
      continue;
    }
    for (size_t i = 0; i < folded.size();) {
      size_t end = i;
      while (end < folded.size() && IsLetter(folded[end])) ++end;
      const auto word = std::u32string_view(folded).substr(i, end - i);
      if (!word.empty() && Resembles(word, level.word)) return std::string(level.level);
      i = std::max(end, i + 1);
    }
  }
  return std::nullopt;
}

}  // namespace

FieldBlock ReadFields(const Document& document, const DocumentFacts& facts, int first_line,
                      int last_line) {
  FieldBlock block = FieldReader(document, facts, first_line, last_line).Read();
  ReadLevels(block.fields);
  return block;
}

void ReadLevels(Fields& fields) {
  fields.clarity_level = LevelOf(fields.clarity, kClarityLevels);
  fields.recommendation_level = LevelOf(fields.recommendation, kRecommendationLevels);
}

bool IsFieldLine(std::string_view line) {
  if (line.size() > kLongestLine) return false;
  const LabelledLine cut = CutAtColon(line);
  const Field field = FieldOf(cut);
  // A date or a writer is a header's too.
  const bool header = field == Field::kDate || field == Field::kWriters;
  return cut.has_colon && field != Field::kNone && !header;
}

std::vector<std::string> WritersIn(std::string_view line) {
  constexpr size_t kLongest = 200;  // bytes
  if (line.size() > kLongest || line.find(':') == line.npos) return {};
  for (const std::string_view part : LabelledParts(line)) {
    const LabelledLine cut = CutAtColon(part);
    if (FieldOf(cut) == Field::kWriters) return NamesIn(cut.value);
  }
  return {};
}

size_t FieldValueAt(std::string_view visible) {
  const std::optional<std::string> bullet = BulletText(visible);
  const LabelledLine cut = CutAtColon(bullet ? std::string_view(*bullet) : visible);
  if (FieldOf(cut) == Field::kNone) return 0;
  if (cut.value.empty()) return visible.size();
  return visible.find(cut.value, visible.find(':'));
}

}  // namespace skira
