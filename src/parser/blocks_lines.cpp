#include "parser/blocks_lines.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "parser/inline.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

bool IsAsciiLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsAsciiUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

// What stands before an item, longest first where one begins another. A bullet of ASCII or a dash
// must be followed by white space, the others need not.
constexpr std::string_view kBullets[] = {
    "-", "*", "+", "–", "—", "•", "●", "○",      "◦", "▪️", "▪",      "■",
    "□", "‣", "·", "⁃", "➢", "➤", "►", "▶️", "▶", "✓",      "✔️", "✔",
    "✅", "❖", "🔹", "🔸", "🔷", "🔶", "👉", "➡️", "◆", "◇",
};
// What a sub-bullet's circle was read as; a bullet only beside other items.
constexpr std::string_view kCircleDebris[] = {"o", "ס"};

// Words of captions, in lower case. An uncertain one is also an ordinary Hebrew word and needs a
// delimiter behind its number.
constexpr std::string_view kCaptionWords[] = {"figure", "fig.",      "fig",    "table",
                                              "tab.",   "algorithm", "listing"};
constexpr std::string_view kHebrewCaptionWords[] = {"איור", "תרשים", "טבלה", "תמונה", "גרף"};

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

template <typename Table>
bool Contains(const Table& table, std::string_view word) {
  return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = IsAsciiUpper(c) ? static_cast<char>(c | 0x20) : c;
  return lower;
}

// Up to `limit` words, without the punctuation around them, in lower case.
std::vector<std::string> Words(std::string_view text, size_t limit) {
  static constexpr std::string_view kAround = "*_`\"'()[]{},:;!?<>";
  std::vector<std::string> words;
  size_t i = 0;
  while (i < text.size() && words.size() < limit) {
    const size_t begin = text.find_first_not_of(" \t", i);
    if (begin == std::string_view::npos) break;
    const size_t end = std::min(text.find_first_of(" \t", begin), text.size());
    std::string_view word = text.substr(begin, end - begin);
    while (!word.empty() && kAround.find(word.front()) != std::string_view::npos) {
      word.remove_prefix(1);
    }
    while (!word.empty() && kAround.find(word.back()) != std::string_view::npos) {
      word.remove_suffix(1);
    }
    if (!word.empty()) words.push_back(LowerAscii(word));
    i = end;
  }
  return words;
}

std::string_view TrimLeft(std::string_view line) {
  const size_t begin = line.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

// Bytes of white space at the beginning; at the end of the line counts as one.
size_t Gap(std::string_view text) {
  const size_t end = text.find_first_not_of(" \t");
  return end == std::string_view::npos ? text.size() : end;
}

// "1.", "2.3", "(4)", "1)", keycaps, and ".5" with its stop displaced.
bool ReadNumber(std::string_view text, bool in_list, ItemMarker& marker) {
  static constexpr std::string_view kKeycap = "\xEF\xB8\x8F\xE2\x83\xA3";
  size_t i = 0;
  const bool paren = !text.empty() && text[0] == '(';
  const bool displaced = in_list && text.size() > 2 && text[0] == '.' && IsAsciiDigit(text[1]);
  if (paren || displaced) ++i;
  const size_t digits_begin = i;
  int depth = 1;
  int value = 0;
  for (; i < text.size(); ++i) {
    if (IsAsciiDigit(text[i])) {
      if (value > 999) return false;
      value = value * 10 + text[i] - '0';
    } else if (text[i] == '.' && i + 1 < text.size() && IsAsciiDigit(text[i + 1]) && depth < 4) {
      ++depth;
      value = 0;
    } else {
      break;
    }
  }
  if (i == digits_begin || i - digits_begin > 8) return false;
  marker.printed = std::string(text.substr(digits_begin, i - digits_begin));
  const char after = i < text.size() ? text[i] : '\0';
  if (text.substr(i).starts_with(kKeycap)) {
    i += kKeycap.size();
    marker.delimiter = '.';
  } else if (after == ')' && depth == 1) {
    ++i;
    marker.delimiter = ')';
  } else if (after == '.' && !paren && !displaced) {
    ++i;
    marker.delimiter = '.';
  } else if ((depth > 1 || displaced) && (after == ' ' || after == '\t') && !paren) {
    marker.delimiter = '.';
  } else {
    return false;
  }
  const std::string_view rest = text.substr(i);
  const bool glued = rest.starts_with("**") || IsHebrewLetter(DecodeAt(rest, 0).code_point);
  if (!rest.empty() && Gap(rest) == 0 && !(glued && depth == 1)) return false;
  if (depth == 1 && value > 199) return false;
  marker.family = ItemMarker::kNumber;
  marker.value = value;
  marker.depth = depth;
  marker.length = i + Gap(rest);
  return true;
}

// "א.", "ב)", "(ג)", "a.", "B)", "ii.".
bool ReadLetter(std::string_view text, ItemMarker& marker) {
  const bool paren = !text.empty() && text[0] == '(';
  size_t i = paren ? 1 : 0;
  const Decoded letter = DecodeAt(text, i);
  if (IsHebrewLetter(letter.code_point)) {
    marker.family = ItemMarker::kHebrew;
    const char32_t base = FoldFinal(letter.code_point);
    int rank = 1;
    for (char32_t c = 0x05D0; c < base; ++c) rank += IsHebrewFinal(c) ? 0 : 1;
    marker.value = rank;
    i += letter.length;
  } else if (letter.length == 1 && (IsAsciiLower(text[i]) || IsAsciiUpper(text[i]))) {
    static constexpr std::string_view kRomans[] = {"i", "ii", "iii", "iv",
                                                   "v", "vi", "vii", "viii"};
    const size_t begin = i;
    while (i < text.size() && IsAsciiLower(static_cast<char>(text[i] | 0x20)) && i - begin < 5) ++i;
    const std::string word = LowerAscii(text.substr(begin, i - begin));
    const auto roman = std::find(std::begin(kRomans), std::end(kRomans), word);
    if (word.size() > 1 && roman == std::end(kRomans)) return false;
    marker.family = ItemMarker::kLatin;
    marker.value =
        word.size() > 1 ? static_cast<int>(roman - std::begin(kRomans)) + 1 : word[0] - 'a' + 1;
  } else {
    return false;
  }
  const char delimiter = i < text.size() ? text[i] : '\0';
  const bool upper = IsAsciiUpper(text[paren ? 1 : 0]);
  const bool fits = delimiter == ')' || (delimiter == '.' && !paren && !upper);
  const std::string_view rest = text.substr(std::min(i + 1, text.size()));
  if (!fits || Gap(rest) == 0) return false;  // a letter with nothing behind it is no item
  marker.printed = std::string(text.substr(paren ? 1 : 0, i - (paren ? 1 : 0)));
  marker.delimiter = delimiter;
  marker.depth = 1;
  marker.length = i + 1 + Gap(rest);
  return true;
}

// The bytes of the bullet at the beginning of `text`, white space included; 0 where none is.
size_t BulletLength(std::string_view text, bool in_list) {
  static constexpr std::string_view kFirstBytes = "-*+o\xC2\xD7\xE2\xF0";
  if (text.empty() || kFirstBytes.find(text[0]) == std::string_view::npos) return 0;
  for (const std::string_view bullet : kBullets) {
    if (!text.starts_with(bullet)) continue;
    const std::string_view rest = text.substr(bullet.size());
    const size_t gap = Gap(rest);
    if (rest.empty() || gap > 0) return bullet.size() + gap;
    const bool wide =
        static_cast<unsigned char>(bullet[0]) >= 0xE2 && bullet != "–" && bullet != "—";
    const bool hyphen_in_list = bullet == "-" && in_list && rest[0] != '-' &&
                                !IsAsciiDigit(rest[0]) && !IsAsciiLower(rest[0]) &&
                                !IsAsciiUpper(rest[0]);
    if (wide || hyphen_in_list) return bullet.size();
  }
  for (const std::string_view circle : kCircleDebris) {
    if (in_list && text.starts_with(circle) && text.size() > circle.size() &&
        text[circle.size()] == ' ') {
      return circle.size() + Gap(text.substr(circle.size()));
    }
  }
  return 0;
}

}  // namespace

size_t LengthUpTo(std::string_view text, size_t limit) {
  const std::string_view head = text.substr(0, limit * 4);
  return static_cast<size_t>(std::count_if(head.begin(), head.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

size_t HebrewCount(std::string_view text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), '\xD7'));
}

int Indent(std::string_view line) {
  int columns = 0;
  for (const char c : line.substr(0, 400)) {
    if (c != ' ' && c != '\t') break;
    columns += c == '\t' ? 4 : 1;
  }
  return columns;
}

ItemMarker ReadMarker(std::string_view line, bool in_list) {
  const std::string_view text = TrimLeft(line);
  const size_t indent = static_cast<size_t>(text.data() - line.data());
  ItemMarker marker;
  if (text.empty() || IsRule(text)) return marker;
  size_t offset = BulletLength(text, in_list);
  marker.bulleted = offset > 0;
  // "- ○ text": a second bullet is the print's, the first the extraction's.
  if (marker.bulleted && !text.substr(offset).starts_with("*")) {
    offset += BulletLength(text.substr(offset), true);
  }
  for (const std::string_view circle : kCircleDebris) {
    const std::string_view bullet = Strip(text.substr(0, offset));
    if (bullet.ends_with(circle)) marker.debris = std::string(circle);
  }
  const std::string_view rest = text.substr(offset);
  if (ReadNumber(rest, in_list, marker) || ReadLetter(rest, marker)) {
    // "- 2.5 times": a decimal behind a bullet is text.
    if (!(marker.bulleted && marker.depth > 1)) {
      marker.length += indent + offset;
      return marker;
    }
    marker.printed.clear();
  }
  if (!marker.bulleted) return {};
  marker.family = ItemMarker::kBullet;
  marker.value = marker.depth = 0;
  marker.length = indent + offset;
  return marker;
}

bool IsRule(std::string_view line) {
  const std::string_view text = Strip(line.substr(0, 400));
  if (text.size() < 3 || line.size() > 400) return false;
  const char mark = text[0];
  if (mark != '-' && mark != '*' && mark != '_' && mark != '=') return false;
  size_t marks = 0;
  for (const char c : text) {
    if (c != mark && c != ' ') return false;
    marks += c == mark;
  }
  return marks >= 3;
}

size_t FenceLength(std::string_view line) {
  const std::string_view text = TrimLeft(line.substr(0, 400));
  if (text.empty() || (text[0] != '`' && text[0] != '~')) return 0;
  const size_t length = std::min(text.find_first_not_of(text[0]), text.size());
  // "```code``` in a sentence" is a code span.
  return length >= 3 && text.find('`', length) == std::string_view::npos ? length : 0;
}

bool IsCaption(std::string_view line) {
  std::string_view text = TrimLeft(line.substr(0, 200));
  while (!text.empty() && (text[0] == '*' || text[0] == '_')) text.remove_prefix(1);
  static constexpr std::string_view kFirstBytes = "fFtTaAlL\xD7";
  if (text.empty() || kFirstBytes.find(text[0]) == std::string_view::npos) return false;
  const std::string lower = LowerAscii(text.substr(0, 40));
  size_t word = 0;
  bool certain = true;
  for (const std::string_view name : kCaptionWords) {
    if (lower.starts_with(name)) {
      word = name.size();
      certain = IsAsciiUpper(text[0]);
      break;
    }
  }
  for (const std::string_view name : kHebrewCaptionWords) {
    if (word == 0 && lower.starts_with(name)) {
      word = name.size();
      certain = false;
    }
  }
  if (word == 0) return false;
  text = TrimLeft(text.substr(word));
  size_t i = !text.empty() && (text[0] == 'S' || text[0] == 'A') ? 1 : 0;
  const size_t digits = i;
  while (i < text.size() &&
         (IsAsciiDigit(text[i]) ||
          (i > digits && text[i] == '.' && i + 1 < text.size() && IsAsciiDigit(text[i + 1])))) {
    ++i;
  }
  if (i == digits || i > digits + 5) return false;
  if (i < text.size() && IsAsciiLower(text[i])) ++i;  // "Figure 2a"
  const std::string_view rest = TrimLeft(text.substr(i));
  if (rest.empty()) return certain;
  static constexpr std::string_view kDelimiters = ":.|";
  if (kDelimiters.find(rest[0]) != std::string_view::npos) return true;
  if (rest.starts_with("**:") || rest.starts_with("**.") || rest.starts_with("–")) return true;
  // Without a delimiter a sentence goes on in small letters ("Figure 3 shows"), a caption does not.
  return certain && (IsAsciiUpper(rest[0]) || rest[0] == '*' || rest[0] == '(');
}

namespace {

// Whether an address may stand in the line: "//", "www." or a host's ".xx/".
bool MayHoldUrl(std::string_view line) {
  if (line.find("www.") != std::string_view::npos) return true;
  for (size_t i = line.find('/'); i != std::string_view::npos; i = line.find('/', i + 1)) {
    if (line.substr(i, 2) == "//") return true;
    const size_t dot = line.substr(0, i).find_last_of('.');
    if (dot != std::string_view::npos && i - dot <= 4) return true;
  }
  return false;
}

}  // namespace

bool IsLinkLine(std::string_view line) {
  constexpr size_t kLongest = 2000, kMostHebrew = 60;  // bytes, letters
  if (line.size() > kLongest || !MayHoldUrl(line)) return false;
  const std::string_view text = Strip(line);
  if (HebrewCount(text) > kMostHebrew) return false;
  int urls = 0;
  std::string rest;
  for (const Span& span : ReadSpans(text)) {
    if (!span.href.empty()) {
      ++urls;
      rest += ' ';
    } else {
      rest += span.text;
    }
  }
  if (urls == 0) return false;
  size_t letters = 0;
  for (const std::string& word : Words(rest, 50)) {
    if (IsLetter(DecodeAt(word, 0).code_point)) ++letters;
  }
  if (letters > 5 || LengthUpTo(Strip(rest), 60) > 45) return false;
  // With text before the address its label ends in a colon, or is a word or two.
  return letters <= 2 || rest.find(':') != std::string::npos;
}

namespace {

bool IsHashtag(const std::string& word) {
  return word.size() > 1 &&
         (word.front() == '#' || word.back() == '#' || word.find("#-") != std::string::npos);
}

// "this review was written by ...": the passive, the review as its subject, and a name to follow.
// On a short line any subject will do whose writer is not the paper's.
bool NamesWriter(std::string_view line, const std::vector<std::string>& words) {
  static constexpr std::string_view kOurs[] = {"סקיר", "הסקיר", "סירה",  "הסירה",
                                               "סקרה", "פוסט",  "הפוסט", "הסיקור"};
  static constexpr std::string_view kTheirs[] = {"המאמר", "מאמר", "הספר", "הקוד", "הבלוג", "הטקסט"};
  static constexpr std::string_view kBy[] = {"על ידי", "על-ידי", "ע\"י",  "ע״י",   "עי\"",
                                             "בשיתוף", "בשיטת",  "בעזרת", "יחד עם"};
  constexpr size_t kFurthest = 6, kNear = 3, kShort = 110;  // words, words, code points
  const auto verb =
      std::find_if(words.begin(), words.end(), [](const auto& w) { return w.starts_with("נכתב"); });
  const size_t place = static_cast<size_t>(verb - words.begin());
  if (verb == words.end() || place == 0 || place > kFurthest) return false;
  const bool by = std::any_of(std::begin(kBy), std::end(kBy), [&](std::string_view b) {
    return line.find(b) != std::string_view::npos;
  });
  const bool ours = std::any_of(
      verb - static_cast<std::ptrdiff_t>(std::min(place, kNear)), verb, [](const std::string& w) {
        return std::any_of(std::begin(kOurs), std::end(kOurs),
                           [&](std::string_view t) { return w.starts_with(t); });
      });
  return by && (ours || (place <= kNear && LengthUpTo(line, kShort + 1) <= kShort &&
                         !Contains(kTheirs, words[0])));
}

}  // namespace

bool IsCredit(std::string_view line) {
  // Hashtags and the passive stand near the beginning: most lines are done with here.
  const std::string_view head = line.substr(0, 200);
  const bool may_be = head.find("נכתב") != head.npos || head.find('#') != head.npos;
  if (!may_be || line.size() > 600) return false;
  const std::vector<std::string> words = Words(line, 60);
  if (words.empty()) return false;
  const bool hashtags = std::all_of(words.begin(), words.end(), IsHashtag);
  return hashtags || NamesWriter(line, words);
}

bool IsBiography(std::string_view line) {
  static constexpr std::string_view kDoes[] = {"עובד", "חוקר", "מרצה", "סטודנט", "לומד"};
  static constexpr std::string_view kWhere[] = {"מרצה",   "Scientist", "חברת",     "PhD",  "Ph.D",
                                                "דוקטור", "אוניברסיט", "Engineer", "לתואר"};
  if (line.size() > 1200) return false;
  const auto has = [&](std::string_view word) { return line.find(word) != std::string_view::npos; };
  return std::any_of(std::begin(kDoes), std::end(kDoes), has) &&
         std::any_of(std::begin(kWhere), std::end(kWhere), has);
}

int HashLevel(std::string_view line) {
  const std::string_view text = TrimLeft(line.substr(0, 400));
  const size_t level = std::min(text.find_first_not_of('#'), text.size());
  if (level == 0 || level > 6 || level == text.size()) return 0;
  return text[level] == ' ' || text[level] == '\t' || text[level] == '*' ? static_cast<int>(level)
                                                                         : 0;
}

bool IsPicture(std::string_view line) {
  if (line.size() > 4000) return false;
  const std::string_view text = Strip(line);
  if (text.starts_with("<img ") && text.ends_with(">")) return true;
  if (!text.starts_with("![") || !text.ends_with(")")) return false;
  const size_t middle = text.find("](");
  return middle != std::string_view::npos &&
         text.find_first_of("()", middle + 2) == text.size() - 1;
}

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
  if (last == '.' || last == '!' || last == '?' || last == ';' || rest.ends_with("…")) {
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
  text = TrimLeft(text.substr(0, FloorBoundary(text, std::min<size_t>(text.size(), 400))));
  if (text.empty()) return Opening::kUnknown;
  if (text[0] == ',' || text[0] == ')' || text[0] == ';') return Opening::kContinues;
  if (UrlLength(text, 0) == 0 && IsAsciiLower(text[0])) return Opening::kContinues;
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

namespace {

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
  if (run_in) return TitleShape::kNone;
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
  if (!ends_well || IsAsciiLower(text.front()) || text.front() == '.' || text.front() == ',') {
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
