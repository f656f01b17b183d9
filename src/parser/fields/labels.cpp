#include "parser/fields/labels.h"

#include <algorithm>
#include <iterator>

#include "parser/fields/visible_text.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// What a word of a label says.
enum class Says : uint8_t {
  kNothing,  // the word is unknown
  kOf,       // it goes with any other: "the", "of the review"
  kReview,   // the same, and makes "author" the review's
  kPaper,    // the title, beside a date or a link the paper's
  kTitle,
  kSubject,
  kDate,
  kPosted,  // a date, unless "by" follows
  kWriter,
  kAuthor,  // a writer of the review where a word says that it is the review's
  kLink,
};

struct LabelWord {
  std::u32string_view word;  // folded, without the article
  Says says;
};

// Looked for exactly; the article ה may stand before each.
constexpr LabelWord kWords[] = {
    {U"של", Says::kOf},
    {U"על", Says::kOf},
    {U"ידי", Says::kWriter},
    {U"ע\"י", Says::kWriter},
    {U"מפגש", Says::kOf},
    {U"הרצאה", Says::kOf},
    {U"סקירה", Says::kReview},
    {U"סקירת", Says::kReview},
    {U"פוסט", Says::kReview},
    {U"רשומה", Says::kReview},
    {U"מאמר", Says::kPaper},
    {U"כותרת", Says::kTitle},
    {U"שמ", Says::kOf},
    {U"תאריכ", Says::kDate},
    {U"מועד", Says::kDate},
    {U"סוקר", Says::kWriter},
    {U"סוקרת", Says::kWriter},
    {U"סוקרימ", Says::kWriter},
    {U"סוקרות", Says::kWriter},
    {U"סקר", Says::kWriter},
    {U"סקרה", Says::kWriter},
    {U"נסקר", Says::kWriter},
    {U"כותב", Says::kWriter},
    {U"כותבת", Says::kWriter},
    {U"כותבימ", Says::kWriter},
    {U"כותבות", Says::kWriter},
    {U"כתב", Says::kWriter},
    {U"כתבה", Says::kWriter},
    {U"כתבו", Says::kWriter},
    {U"נכתב", Says::kWriter},
    {U"נכתבה", Says::kWriter},
    {U"מאת", Says::kWriter},
    {U"מציג", Says::kWriter},
    {U"מציגה", Says::kWriter},
    {U"מציגימ", Says::kWriter},
    {U"מציגות", Says::kWriter},
    {U"מגיש", Says::kWriter},
    {U"מגישה", Says::kWriter},
    {U"מגישימ", Says::kWriter},
    {U"מגישות", Says::kWriter},
    {U"מחבר", Says::kAuthor},
    {U"מחברת", Says::kAuthor},
    {U"קישור", Says::kLink},
    {U"לינק", Says::kLink},
    {U"the", Says::kOf},
    {U"of", Says::kOf},
    {U"on", Says::kOf},
    {U"this", Says::kOf},
    {U"session", Says::kOf},
    {U"meeting", Says::kOf},
    {U"review", Says::kReview},
    {U"post", Says::kReview},
    {U"paper", Says::kPaper},
    {U"title", Says::kTitle},
    {U"name", Says::kOf},
    {U"date", Says::kDate},
    {U"created", Says::kPosted},
    {U"posted", Says::kPosted},
    {U"read", Says::kDate},
    {U"up", Says::kOf},
    {U"notes", Says::kOf},
    {U"by", Says::kWriter},
    {U"reviewer", Says::kWriter},
    {U"reviewers", Says::kWriter},
    {U"reviewed", Says::kWriter},
    {U"writer", Says::kWriter},
    {U"writers", Says::kWriter},
    {U"written", Says::kWriter},
    {U"presenter", Says::kWriter},
    {U"presenters", Says::kWriter},
    {U"presented", Says::kWriter},
    {U"author", Says::kAuthor},
    {U"authors", Says::kAuthor},
    {U"link", Says::kLink},
    {U"url", Says::kLink},
    {U"arxiv", Says::kLink},
    {U"from", Says::kWriter},
    {U"subject", Says::kSubject},
    {U"נושא", Says::kSubject},
    {U"שולח", Says::kWriter},
    {U"שולחת", Says::kWriter},
    {U"סיכמ", Says::kWriter},
    {U"סיכמה", Says::kWriter},
    {U"וסיכמ", Says::kWriter},
    {U"וסיכמה", Says::kWriter},
    {U"קרא", Says::kWriter},
    {U"קראה", Says::kWriter},
    {U"מי", Says::kOf},
    {U"מתי", Says::kDate},
    {U"קראתי", Says::kOf},
    {U"נקרא", Says::kDate},
    {U"הציג", Says::kWriter},
    {U"הציגה", Says::kWriter},
    {U"הציגו", Says::kWriter},
    {U"ראשונ", Says::kOf},
    {U"שני", Says::kOf},
    {U"שלישי", Says::kOf},
    {U"רביעי", Says::kOf},
    {U"חמישי", Says::kOf},
    {U"שישי", Says::kOf},
    {U"שביעי", Says::kOf},
    {U"שמיני", Says::kOf},
    {U"תשיעי", Says::kOf},
    {U"עשירי", Says::kOf},
};

Says Find(std::u32string_view word) {
  const auto known = std::find_if(std::begin(kWords), std::end(kWords),
                                  [&](const LabelWord& one) { return one.word == word; });
  return known == std::end(kWords) ? Says::kNothing : known->says;
}

Says SaysOf(std::u32string_view word) {
  constexpr size_t kShortest = 3;  // letters behind an article
  const Says says = Find(word);
  const bool article = word.size() > kShortest && word[0] == U'ה';
  return says == Says::kNothing && article ? Find(word.substr(1)) : says;
}

// The two cells of a row "| LABEL | VALUE |".
std::optional<Labelled> CutRow(std::string_view row) {
  const size_t second = row.find('|', 1);
  if (second == row.npos) return std::nullopt;
  const size_t close = row.find('|', second + 1);
  if (close != row.npos && !Trim(row.substr(close + 1)).empty()) return std::nullopt;
  Labelled cut;
  cut.label = Trim(VisibleText(Trim(row.substr(1, second - 1))));
  cut.value = Trim(row.substr(second + 1, close == row.npos ? row.npos : close - second - 1));
  if (cut.label.ends_with(':')) cut.label.pop_back();
  return cut;
}

}  // namespace

LabelKind KindOfLabel(std::string_view label) {
  constexpr size_t kLongest = 48;  // bytes
  if (label.empty() || label.size() > kLongest) return LabelKind::kNone;
  bool says[static_cast<size_t>(Says::kLink) + 1] = {};
  const std::u32string text = Fold32(label);
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    const auto in_word = [&](char32_t c) { return IsLetter(c) || IsGershayim(c) || c == U'"'; };
    while (end < text.size() && in_word(text[end])) ++end;
    if (end > i) {
      const Says said = SaysOf(std::u32string_view(text).substr(i, end - i));
      if (said == Says::kNothing) return LabelKind::kNone;
      says[static_cast<size_t>(said)] = true;
    } else if (IsDigit(text[i])) {
      return LabelKind::kNone;
    }
    i = std::max(end, i + 1);
  }
  const auto said = [&](Says what) { return says[static_cast<size_t>(what)]; };
  const bool of_paper = said(Says::kPaper);
  if (said(Says::kLink)) return LabelKind::kLink;
  if (said(Says::kWriter) || (said(Says::kAuthor) && said(Says::kReview))) {
    return of_paper ? LabelKind::kNone : LabelKind::kWriters;
  }
  if (said(Says::kAuthor)) return LabelKind::kNone;  // of the paper
  if (said(Says::kDate) || said(Says::kPosted)) {
    return of_paper ? LabelKind::kNone : LabelKind::kDate;
  }
  if (said(Says::kTitle) || of_paper) return LabelKind::kTitle;
  return said(Says::kSubject) ? LabelKind::kSubject : LabelKind::kNone;
}

LabelKind KindOfLabelled(std::string_view label, std::string_view value) {
  const LabelKind kind = KindOfLabel(label);
  const bool digits = value.find_first_of("0123456789") != value.npos;
  if (kind == LabelKind::kWriters && value.find("://") != value.npos) return LabelKind::kLink;
  return kind == LabelKind::kDate && !value.empty() && !digits ? LabelKind::kNone : kind;
}

std::optional<Labelled> CutLabel(std::string_view line) {
  constexpr size_t kLongest = 400, kLongestLabel = 60;  // bytes
  constexpr std::ptrdiff_t kMostSpaces = 3;
  if (line.size() > kLongest) return std::nullopt;
  std::string_view text = Trim(line);
  std::optional<Labelled> cut;
  if (text.starts_with('|')) {
    cut = CutRow(text);
  } else {
    for (const std::string_view mark : {"- ", "* ", "• "}) {
      if (text.starts_with(mark)) text.remove_prefix(mark.size());
    }
    const size_t bold = text.starts_with("**") ? 2 : 0;
    const size_t colon = text.find(':', bold);
    if (colon == text.npos || colon > kLongestLabel || text.substr(colon).starts_with("://")) {
      return std::nullopt;
    }
    std::string_view label = Trim(text.substr(bold, colon - bold));
    std::string_view value = text.substr(colon + 1);
    const bool closed = bold > 0 && label.ends_with("**");
    if (closed) label.remove_suffix(2);
    if (bold > 0 && !closed) {
      if (!value.starts_with("**")) return std::nullopt;
      value.remove_prefix(2);
    }
    cut = Labelled{LabelKind::kNone, std::string(label), std::string(Trim(value))};
  }
  if (!cut || cut->label.empty() || cut->value.empty()) return std::nullopt;
  if (std::count(cut->label.begin(), cut->label.end(), ' ') > kMostSpaces) return std::nullopt;
  if (cut->label.find_first_of("[](){}.!?") != std::string::npos) return std::nullopt;
  cut->kind = KindOfLabelled(cut->label, cut->value);
  return cut;
}

std::vector<std::string_view> LabelledParts(std::string_view line) {
  static constexpr std::string_view kBetween[] = {"|", "·", "•", "  ", "\t"};
  constexpr size_t kLongest = 400;  // bytes
  std::vector<std::string_view> parts;
  const std::string_view text = Trim(line);
  if (text.size() > kLongest || text.starts_with('|') || text.find(':') == text.npos) return {line};
  for (size_t begin = 0; begin < text.size();) {
    size_t end = text.size(), width = 0;
    for (const std::string_view between : kBetween) {
      const size_t at = text.find(between, begin);
      if (at >= end) continue;
      end = at;
      width = between.size();
    }
    if (const std::string_view part = Trim(text.substr(begin, end - begin)); !part.empty()) {
      if (!CutLabel(part)) return {line};
      parts.push_back(part);
    }
    begin = end + width;
  }
  return parts.size() > 1 ? parts : std::vector<std::string_view>{line};
}

}  // namespace skira
