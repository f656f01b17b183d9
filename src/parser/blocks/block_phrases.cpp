#include "parser/blocks/block_phrases.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "parser/blocks/block_words.h"
#include "parser/inline/inline.h"
#include "review/url.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// Words that want another one behind them: a text ending in one was cut off.
constexpr std::string_view kOpenWords[] = {
    "של",       "את",    "על",    "עם",   "אל",   "מן",    "כי",  "או",   "אם",   "גם",   "כל",
    "בין",      "כדי",   "כאשר",  "אשר",  "כמו",  "לפי",   "תוך", "אחרי", "לפני", "בגלל", "עבור",
    "אנו",      "אנחנו", "הינו",  "הינה", "הוא",  "היא",   "הם",  "הן",   "לא",   "אך",   "אבל",
    "ולא",      "וגם",   "וכן",   "ואת",  "ועל",  "ושל",   "ועם", "ידי",  "לכל",  "בכל",  "באמצעות",
    "בעזרת",    "מאשר",  "למרות", "ואז",  "ואם",  "כגון",  "היה", "שבו",  "שבה",  "אותו", "אותה",
    "ביותר של", "and",   "or",    "the",  "of",   "to",    "a",   "an",   "in",   "for",  "with",
    "is",       "are",   "by",    "from", "that", "which", "as",
};

// Words that only follow others: no paragraph begins with one.
constexpr std::string_view kFollowers[] = {"אשר",   "וכו'", "וכו",  "בלבד",  "כלשהו",
                                           "כלשהי", "עצמו", "עצמה", "ביותר", "יותר"};

// Words that begin paragraphs.
constexpr std::string_view kStarters[] = {
    "המאמר",   "המחברים", "החוקרים", "הכותבים", "לאחר",   "לסיכום", "בנוסף", "מה",    "איך",
    "למה",     "האם",     "כיצד",    "מדוע",    "אבל",    "אז",     "כעת",   "נציין", "הערה",
    "היום",    "כאמור",   "לכן",     "כלומר",   "למשל",   "לדוגמה", "קודם",  "אם",    "אך",
    "לבסוף",   "בסוף",    "ראשית",   "שנית",    "אוקי",   "אוקיי",  "טוב",   "זהו",   "מאמר",
    "סקירה",   "מקווה",   "השיטה",   "שימו",    "בואו",   "נניח",   "נזכיר", "לעומת", "כמובן",
    "במאמר",   "בקיצור",  "בגדול",   "למעשה",   "עכשיו",  "הנה",    "ממליץ", "אני",   "סיכום",
    "התוצאות", "נתחיל",   "חשוב",    "מעניין",  "יתרה",   "נ.ב",    "נ.ב.",  "מומלץ", "יש",
    "בשלב",    "הקונספט", "הרעיון",  "הממצאים", "המצאים", "המחקר",  "שאלה",
};

// Words that make a line a sentence and no title: verbs in their commonest forms, pronouns,
// conjunctions and the mark of the object.
constexpr std::string_view kSentenceWords[] = {
    "את",     "אני",    "אנו",    "אנחנו",  "הוא",     "היא",    "הם",     "הן",      "זה",
    "זו",     "זאת",    "אלו",    "אלה",    "יש",      "היה",    "הייתה",  "היו",     "כי",
    "אבל",    "לכן",    "ולכן",   "אם",     "כאן",     "כאשר",   "כעת",    "עכשיו",   "ניתן",
    "אפשר",   "צריך",   "נראה",   "מציע",   "מציעה",   "מציעים", "מציג",   "מציגה",   "מציגים",
    "מראים",  "מראה",   "הראו",   "טוענים", "משתמשים", "משתמש",  "מבצעים", "מקבלים",  "עושים",
    "נזכיר",  "נניח",   "נסמן",   "נציין",  "נתחיל",   "נעבור",  "נתאר",   "כולל",    "כוללת",
    "כוללים", "כוללות", "מכיל",   "מכילה",  "מכילים",  "מורכב",  "מורכבת", "מורכבים", "בנוי",
    "בנויה",  "פועל",   "פועלת",  "פועלים", "עובד",    "עובדת",  "מתבצע",  "מתבצעת",  "קורה",
    "מאמן",   "מאמנים", "מאומן",  "נקרא",   "נקראת",   "מתואר",  "מתוארת", "מוגדר",   "מוגדרת",
    "נתון",   "נתונה",  "ידועים", "מתארים", "בוחרים",  "לוקחים", "מחשבים", "הינו",    "הינה",
    "הינם",   "הבא",    "הבאה",   "הבאים",  "הבאות",   "הבאת",   "כלומר",  "להלן",    "ולא",
    "היום",   "מקווה",  "ממליץ",  "זהו",    "מאוד",    "אהבתי",  "is",     "are",     "was",
    "were",   "we",     "has",    "have",   "can",     "will",   "let's",  "this",    "which",
};

// Words before a lead-in's colon.
constexpr std::string_view kLeadInEndings[] = {
    "את",  "של",   "ידי",    "לדוגמה", "לדוגמא", "למשל", "כמו",  "כגון",  "דהיינו", "כאשר",
    "שבו", "שבה",  "היתר",   "כך",     "בין",    "על",   "עם",   "או",    "גם",     "where",
    "לכך", "אופן", "כדלקמן", "כדלהלן", "כלהלן",  "הבא",  "הבאה", "הבאים", "הבאות",
};

// Who does something in the sentence that they begin.
constexpr std::string_view kSubjects[] = {
    "המאמר",  "המחברים", "החוקרים", "הכותבים", "המחקר",     "השיטה",   "השיטות", "המודל",
    "המערכת", "הגישה",   "הסקירה",  "המודלים", "האלגוריתם", "התוצאות", "במאמר",  "היום",
};

// Numbers that count what a lead-in announces.
constexpr std::string_view kNumbers[] = {
    "שני", "שתי",  "שלושה", "שלוש", "ארבעה", "ארבע", "חמישה", "חמש", "שישה", "שש",
    "כמה", "מספר", "2",     "3",    "4",     "5",    "6",     "7",   "8",    "9",
};

// Words that open a question which may serve as a heading.
constexpr std::string_view kQuestionWords[] = {
    "מה",  "מהי",   "מהו",  "מהם", "מהן",  "איך",  "כיצד", "למה", "מדוע",
    "האם", "מי",    "איפה", "כמה", "אילו", "what", "why",  "how", "when",
    "who", "where", "does", "do",  "is",   "are",  "can",
};

// Headings that end in a full stop.
constexpr std::string_view kAbbreviatedTitles[] = {"נ.ב.", "נ.ב", "ג.ב.", "ג.ב",
                                                   "p.s.", "ps",  "נב"};

bool IsQuestionStart(const std::vector<std::string>& words) {
  return !words.empty() && Contains(kQuestionWords, words[0]);
}

bool HasSentenceWord(const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& w) { return Contains(kSentenceWords, w); });
}

// Whether the words run as a sentence does: a subject with its verb, an adverb with its comma.
bool RunsAsSentence(std::string_view text, const std::vector<std::string>& words) {
  constexpr size_t kSubjectAndVerb =
      4;  // words: "the model and its parts" is short, a sentence is not
  const size_t space = std::min(text.find(' '), text.size());
  const char after_first = space > 0 ? text[space - 1] : '\0';
  if (after_first == ':' || HebrewCount(text.substr(0, space)) == 0) return false;
  if (after_first == ',') return true;
  return words.size() >= kSubjectAndVerb && Contains(kSubjects, words[0]);
}

// "... splits into three stages": a number that is not the first word counts what follows.
bool CountsWhatFollows(const std::vector<std::string>& words) {
  for (size_t i = words.size(); i-- > 2 && words.size() - i <= 3;) {
    if (Contains(kNumbers, words[i]) && i + 1 < words.size()) return true;
  }
  return false;
}

// A full stop inside the text that ends a sentence there, not an abbreviation or a number.
bool HasInnerStop(std::string_view text) {
  if (text.find("! ") != std::string_view::npos && HebrewCount(text) > 0) return true;
  for (size_t i = text.find(". "); i != std::string_view::npos; i = text.find(". ", i + 1)) {
    const size_t word = text.substr(0, i).find_last_of(" .");
    const size_t length = i - (word == std::string_view::npos ? 0 : word + 1);
    if (length > 3) return true;
  }
  return false;
}

}  // namespace

std::string_view StripEmphasis(std::string_view text) {
  static constexpr std::string_view kPairs[][2] = {
      {"**", "**"}, {"*", "*"}, {"<u>", "</u>"}, {"<b>", "</b>"}, {"<i>", "</i>"}};
  text = Strip(text);
  for (bool again = true; again;) {
    again = false;
    for (const auto& [open, close] : kPairs) {
      const bool wrapped = text.size() > open.size() + close.size() && text.starts_with(open) &&
                           text.ends_with(close);
      if (!wrapped) continue;
      text = Strip(text.substr(open.size(), text.size() - open.size() - close.size()));
      again = true;
    }
  }
  return text;
}

bool IsAllBold(std::string_view text) {
  text = Strip(text);
  if (text.ends_with(":") || text.ends_with(".")) text = Strip(text.substr(0, text.size() - 1));
  if (text.size() < 5 || text.size() > 1000 || !text.starts_with("**") || !text.ends_with("**")) {
    return false;
  }
  return text.find("**", 2) == text.size() - 2;
}

Ending EndingOf(std::string_view text) {
  static constexpr std::string_view kClosers = ")]}\"*_`>";
  text = Strip(text);
  constexpr size_t kTail = 400;  // bytes in which brackets are counted
  const size_t tail = text.size() > kTail ? FloorBoundary(text, text.size() - kTail) : 0;
  std::string_view rest = text.substr(tail);
  const std::string_view whole = rest;
  bool closer = false;
  while (!rest.empty()) {
    if (kClosers.find(rest.back()) != std::string_view::npos) {
      rest.remove_suffix(1);
    } else if (rest.ends_with("”") || rest.ends_with("״")) {
      rest.remove_suffix(DecodeBefore(rest, rest.size()).length);
    } else {
      break;
    }
    closer = true;
  }
  rest = Strip(rest);
  if (rest.empty()) return Ending::kOther;
  const char last = rest.back();
  const bool reference = last == ';' && rest.find_last_of("& ") != rest.npos &&
                         rest[rest.find_last_of("& ")] == '&';  // "&amp;" ends no sentence
  if (last == '.' || last == '!' || last == '?' || (last == ';' && !reference) ||
      rest.ends_with("…")) {
    return Ending::kSentence;
  }
  if (last == ':') return Ending::kColon;
  // A prefix with its hyphen wants a word; a dash after a space stands for nothing.
  const bool prefix = last == '-' && rest.size() > 1 && rest[rest.size() - 2] != '-' &&
                      rest[rest.size() - 2] != ' ';
  if (last == ',' || prefix || last == '(' || last == '[' || last == '/' || last == '+' ||
      rest.ends_with("–") || rest.ends_with("—")) {
    return Ending::kOpen;
  }
  if (tail == 0 &&
      std::count(whole.begin(), whole.end(), '(') > std::count(whole.begin(), whole.end(), ')')) {
    return Ending::kOpen;
  }
  if (closer) return Ending::kOther;
  const size_t space = rest.find_last_of(" \t");
  const std::string word = LowerAscii(rest.substr(space == std::string_view::npos ? 0 : space + 1));
  if (Contains(kOpenWords, word)) return Ending::kOpen;
  char32_t c = DecodeBefore(rest, rest.size()).code_point;
  if (c == '\'') c = DecodeBefore(rest, rest.size() - 1).code_point;
  return IsHebrewLetter(c) ? Ending::kHebrew : Ending::kOther;
}

Opening OpeningOf(std::string_view text) {
  text = StripLeft(text.substr(0, FloorBoundary(text, std::min<size_t>(text.size(), 400))));
  if (text.empty()) return Opening::kUnknown;
  if (text[0] == ',' || text[0] == ')' || text[0] == ';') return Opening::kContinues;
  const bool address =
      UrlLength(text, 0) > 0 || text.substr(0, text.find(' ')).find('@') != text.npos;
  if (!address && IsAsciiLower(text[0])) return Opening::kContinues;
  const std::vector<std::string> words = Words(text, 1);
  if (words.empty()) return Opening::kUnknown;
  if (Contains(kFollowers, words[0])) return Opening::kContinues;
  if (Contains(kStarters, words[0])) return Opening::kStarts;
  // "label: text" begins a paragraph of its own.
  size_t i = 0;
  for (int spaces = 0; i < text.size() && spaces < 5; ++i) {
    if (text[i] == ':' && i > 0) return Opening::kStarts;
    if (text[i] == '.' || text[i] == ',') break;
    spaces += text[i] == ' ';
  }
  return text.starts_with("**") ? Opening::kStarts : Opening::kUnknown;
}

TitleShape TitleShapeOf(std::string_view text) {
  constexpr size_t kMaxLength = 100, kMaxWords = 13, kMaxQuestionWords = 8;
  if (text.size() > 800) return TitleShape::kNone;
  text = StripEmphasis(text);
  if (text.empty() || LengthUpTo(text, kMaxLength + 1) > kMaxLength) return TitleShape::kNone;
  if (Contains(kAbbreviatedTitles, LowerAscii(text))) return TitleShape::kPlain;
  std::vector<std::string> words = Words(text, kMaxWords + 4);
  // An emoji before the title is decoration.
  while (!words.empty() && IsEmoji(DecodeAt(words[0], 0).code_point)) words.erase(words.begin());
  const bool latin = HebrewCount(text) == 0;
  if (words.empty() || words.size() > kMaxWords + (latin ? 3 : 0)) return TitleShape::kNone;
  if (HasInnerStop(text)) return TitleShape::kNone;
  // "**Label:** text" opens a paragraph.
  const bool run_in = text.starts_with("**") && !IsAllBold(text) &&
                      (text.find(":**") != text.npos || text.find("**:") != text.npos);
  if (run_in || text.ends_with("]:")) return TitleShape::kNone;
  const bool displaced_colon = text.front() == ':' && text.size() > 2 && text[1] != ' ';
  const Ending ending = EndingOf(text);
  if (ending == Ending::kColon || displaced_colon) return TitleShape::kColon;
  if (text.ends_with("?") || (text.front() == '?' && text.size() > 1)) {
    return IsQuestionStart(words) && words.size() <= kMaxQuestionWords ? TitleShape::kPlain
                                                                       : TitleShape::kNone;
  }
  if (ending == Ending::kSentence || ending == Ending::kOpen) return TitleShape::kNone;
  static constexpr std::string_view kTitleEnds = ")]\"'*";
  const char32_t last = DecodeBefore(text, text.size()).code_point;
  const bool ends_well =
      IsLetter(last) || IsDigit(last) ||
      (last < 128 && kTitleEnds.find(static_cast<char>(last)) != kTitleEnds.npos) ||
      IsGershayim(last) || IsGeresh(last);
  if (!ends_well || IsAsciiLower(text.front()) || text.front() == '.' || text.front() == ',' ||
      text.front() == '-' || text.front() == '&') {
    return TitleShape::kNone;
  }
  const bool commas = std::count(text.begin(), text.end(), ',') > 2;
  if (commas || text.front() == '[' || RunsAsSentence(text, words) ||
      (!IsQuestionStart(words) && HasSentenceWord(words))) {
    return TitleShape::kNone;
  }
  return TitleShape::kPlain;
}

bool IsLeadIn(std::string_view text) {
  constexpr size_t kSentenceLength = 9;  // words
  if (text.size() > 1000) return true;
  const std::vector<std::string> words = Words(StripEmphasis(text), 40);
  if (words.empty()) return false;
  if (Contains(kLeadInEndings, words.back())) return true;
  if (IsQuestionStart(words)) return false;
  return HasSentenceWord(words) || words.size() >= kSentenceLength || RunsAsSentence(text, words) ||
         CountsWhatFollows(words);
}

std::string MendDisplaced(std::string_view text) {
  text = Strip(text);
  if (text.size() < 3 || text.size() > 600) return std::string(text);
  const std::string_view rest = text.substr(1);
  const bool closed = text.back() == text.front();
  if (text[0] == ':' && !closed && rest[0] != ' ' && rest[0] != ':') {
    return std::string(rest) + ":";
  }
  constexpr size_t kShortestHashtag = 6;  // "C#" is a language
  if (text.ends_with("#") && text.size() > kShortestHashtag &&
      text.find_first_of("# ") == text.size() - 1) {
    return "#" + std::string(text.substr(0, text.size() - 1));
  }
  if (text[0] != '.' || rest[0] == '.' || rest[0] == ' ') return std::string(text);
  // ".LATIN hebrew" and ".(LATIN) hebrew": the line's end was printed at its left.
  size_t hebrew = 0;
  for (size_t i = 0; i < rest.size();) {
    const Decoded c = DecodeAt(rest, i);
    if (IsHebrewLetter(c.code_point)) {
      hebrew = i;
      break;
    }
    i += c.length;
  }
  const std::string_view head = Strip(rest.substr(0, hebrew));
  const std::string_view tail = Strip(rest.substr(hebrew));
  const bool tail_hebrew = std::none_of(tail.begin(), tail.end(), [](char c) {
    return IsAsciiLower(c) || IsAsciiUpper(c) || c == '.';
  });
  if (hebrew == 0 || head.empty() || tail.empty() || !tail_hebrew) return std::string(text);
  return std::string(tail) + " " + std::string(head) + ".";
}

}  // namespace skira
