#include "parser/headers/people.h"

#include <algorithm>
#include <iterator>

#include "parser/document/line_facts.h"
#include "parser/fields/labels.h"
#include "unicode/fuzzy.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// Spellings of the nickname: as written, then as extraction misread it. Folded (base letters).
constexpr std::u32string_view kAuthorNames[] = {
    U"מייק",  U"מיק",   U"mike", U"מיכאל", U"michael",            // as written
    U"מילק",  U"מיליק", U"מאי",  U"מיומ",  U"מיינ",    U"מאייק",  // as misread
    U"מי\"ק", U"מ\"יק", U"mijk", U"מijk",  U"מייכ",    U"מיקמ",  U"מייקמ",
};

constexpr std::u32string_view kAuthorSurnames[] = {U"ארליכסונ", U"erlihson"};

// Series hashtags; extraction scrambles their letters, so they are compared with a wide tolerance.
constexpr std::u32string_view kSeriesHashtags[] = {U"deepnightlearners", U"shortdeepnightlearners",
                                                   U"shorthebrewpaperreviews"};

// Words that stand beside names without being one.
constexpr std::u32string_view kTitles[] = {U"phd", U"dr", U"ד\"ר", U"פרופ'", U"פרופ", U"prof"};

// What leads to a writer's name.
constexpr std::string_view kLeads[] = {
    "נכתב על ידי ", "נכתבה על ידי ", "נכתב ע\"י ", "נכתבה ע\"י ",   "פורסם על ידי ", "מאת ",
    "מאת: ",        "סקירה של ",     "סקר ",       "סקרה ",         "כתב ",          "כתב: ",
    "כתבה ",        "כתבה: ",        "Posted by ", "Published by ", "Written by ",   "written by ",
    "Reviewed by ", "reviewed by ",  "By ",        "by ",           "על ידי ",       "ע\"י "};

// Words that stand beside a date and begin no name.
constexpr std::string_view kNoNames[] = {"פורסם",     "עודכן",    "נכתב",   "תאריך",   "יום ",
                                         "Published", "Posted",   "Sunday", "Monday",  "Tuesday",
                                         "Wednesday", "Thursday", "Friday", "Saturday"};

struct Word {
  std::u32string folded;
  std::string_view printed;
  bool comma_before = false;
};

bool IsWordChar(char32_t c) {
  return IsLetter(c) || IsDigit(c) || c == U'"' || c == U'\'' || c == U'-' || c == U'_' ||
         IsGeresh(c) || IsGershayim(c) || c == 0x05BE;
}

// "Mike's" is Mike.
std::string_view WithoutPossessive(std::string_view word) {
  for (const std::string_view possessive : {"'s", "\u2019s"}) {
    if (word.size() > possessive.size() && word.ends_with(possessive)) {
      word.remove_suffix(possessive.size());
    }
  }
  return word;
}

std::vector<Word> WordsOf(std::string_view text) {
  std::vector<Word> words;
  bool comma = false;
  for (size_t i = 0; i < text.size();) {
    const Decoded first = DecodeAt(text, i);
    if (!IsWordChar(first.code_point) || first.code_point == U'-' || first.code_point == U'_') {
      comma |= first.code_point == U',' || first.code_point == U'&';
      i += first.length;
      continue;
    }
    size_t end = i;
    while (end < text.size() && IsWordChar(DecodeAt(text, end).code_point)) {
      end += DecodeAt(text, end).length;
    }
    while (end > i && (text[end - 1] == '-' || text[end - 1] == '_')) --end;
    const std::string_view printed = WithoutPossessive(text.substr(i, end - i));
    words.push_back({Fold32(printed), printed, comma});
    comma = false;
    i = end;
  }
  return words;
}

template <typename Table>
bool IsIn(std::u32string_view word, const Table& table) {
  return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

bool IsSurname(std::u32string_view folded) {
  for (const std::u32string_view surname : kAuthorSurnames) {
    if (EditDistance(folded, surname, 3) <= 3 || folded.starts_with(surname.substr(0, 3))) {
      return true;
    }
  }
  return false;
}

// The word without the ו that joins it to the name before it.
bool DropJoiner(Word& word) {
  if (word.folded.size() < 4 || word.folded[0] != U'ו') return false;
  word.folded.erase(0, 1);
  word.printed.remove_prefix(2);
  return true;
}

void AddUnique(std::vector<std::string>& names, std::string name) {
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
    names.push_back(std::move(name));
  }
}

}  // namespace

bool IsSeriesAuthor(std::u32string_view folded) { return IsIn(folded, kAuthorNames); }

std::vector<std::string> NamesIn(std::string_view phrase) {
  // "NAME <name@example.org>"
  if (const size_t mail = phrase.find('<'); phrase.find('@', mail) != phrase.npos) {
    phrase = phrase.substr(0, mail);
  }
  // "NAME בקטגוריות ..."
  phrase = phrase.substr(0, phrase.find(" בקטגורי"));
  std::vector<std::string> names;
  std::string current;  // the name being put together
  for (Word& word : WordsOf(phrase)) {
    // A name that begins with ו of its own is no joined one when it opens the phrase.
    const bool joined = (!current.empty() || !names.empty()) && DropJoiner(word);
    if (joined || word.comma_before) {
      AddUnique(names, std::move(current));
      current.clear();
    }
    if (word.folded == U"and") {
      AddUnique(names, std::move(current));
      current.clear();
      continue;
    }
    if (IsIn(word.folded, kTitles)) continue;
    if (IsSeriesAuthor(word.folded) || IsSurname(word.folded)) {
      // "עמרי מיק" has lost its ו: the author's name begins a new one.
      if (current != kSeriesAuthor) AddUnique(names, std::move(current));
      current = kSeriesAuthor;
      continue;
    }
    if (current == kSeriesAuthor) {
      AddUnique(names, std::move(current));
      current.clear();
    }
    if (!current.empty()) current += ' ';
    current += word.printed;
  }
  AddUnique(names, std::move(current));
  return names;
}

namespace {

// What a credit may open with; the last word is followed by the names. Folded.
struct CreditPattern {
  std::u32string_view subject;  // begins the sentence
  std::u32string_view verb;
};
constexpr CreditPattern kCredits[] = {
    {U"סקירה", U"נכתבה"}, {U"הסקירה", U"נכתבה"}, {U"הסקירה", U"נכתבת"},
    {U"סקירה", U"נכתבת"}, {U"פוסט", U"נכתב"},    {U"הפוסט", U"נכתב"},
};

// The position behind "על ידי", "ע"י" or "בידי" at or after word `from`, 0 where there is none.
size_t AfterBy(const std::vector<Word>& words, size_t from, size_t limit) {
  for (size_t i = from; i < words.size() && i < limit; ++i) {
    if (words[i].folded == U"ע\"י" || words[i].folded == U"עי\"" || words[i].folded == U"בידי") {
      return i + 1;
    }
    if (words[i].folded == U"על" && i + 1 < words.size() &&
        Resembles(words[i + 1].folded, U"ידי")) {
      return i + 2;
    }
  }
  return 0;
}

// Names end with the sentence or where a clause about them begins.
std::string_view UntilSentenceEnd(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const bool stop = text[i] == '.' || text[i] == '!' || text[i] == ')' ||
                      (text[i] == ':' && i > 0) || text[i] == '*' || text[i] == '<';
    if (stop && i > 0 && text.substr(0, i).find('(') == std::string_view::npos) {
      return text.substr(0, i);
    }
  }
  return text;
}

// Removes "(...)" groups: nicknames and titles.
std::string WithoutBrackets(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (depth == 0) out.push_back(c);
    if (c == ')' && depth > 0) --depth;
  }
  return out;
}

std::vector<std::string> CreditedNames(std::string_view phrase) {
  std::vector<std::string> names = NamesIn(WithoutBrackets(UntilSentenceEnd(phrase)));
  // More than a few words are a sentence that goes on, not a name.
  std::erase_if(names, [](const std::string& name) {
    return name.size() > 60 || std::count(name.begin(), name.end(), ' ') > 3;
  });
  return names;
}

}  // namespace

Credit ReadCredit(std::string_view line) {
  constexpr size_t kSubjectWithin = 6;  // words before the verb's subject: "שיתוף פעולה:"
  Credit credit;
  if (line.size() > 600) return credit;
  const std::vector<Word> words = WordsOf(line);
  for (size_t i = 0; i + 1 < words.size() && i <= kSubjectWithin; ++i) {
    for (const CreditPattern& pattern : kCredits) {
      if (!Resembles(words[i].folded, pattern.subject)) continue;
      for (size_t v = i + 1; v < words.size() && v <= i + 2; ++v) {
        if (!Resembles(words[v].folded, pattern.verb)) continue;
        const size_t by = AfterBy(words, v + 1, v + 3);
        size_t with = 0;
        for (size_t k = v + 1; by == 0 && k + 1 < words.size() && k <= v + 4; ++k) {
          if (words[k].folded == U"עמ") with = k + 1;
        }
        const size_t names_at = by != 0 ? by : with;
        if (names_at == 0 || names_at >= words.size()) continue;
        credit.found = true;
        credit.adds = by == 0;
        const size_t offset = static_cast<size_t>(words[names_at].printed.data() - line.data());
        credit.names = CreditedNames(line.substr(offset));
        // In a line that extraction left in visual order the first name stands before the credit.
        const std::vector<std::string> before =
            NamesIn(line.substr(0, static_cast<size_t>(words[i].printed.data() - line.data())));
        const bool author_before =
            std::find(before.begin(), before.end(), kSeriesAuthor) != before.end();
        if (author_before) AddUnique(credit.names, std::string(kSeriesAuthor));
        credit.found = !credit.names.empty();
        return credit;
      }
    }
  }
  return credit;
}

bool HasSeriesHashtag(std::string_view line) {
  for (size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    size_t start = at, end = at + 1;
    const auto is_letter = [&](size_t i) {
      return (line[i] >= 'a' && line[i] <= 'z') || (line[i] >= 'A' && line[i] <= 'Z');
    };
    while (end < line.size() && is_letter(end)) ++end;
    while (start > 0 && is_letter(start - 1)) --start;
    const std::u32string before = Fold32(line.substr(start, at - start));
    const std::u32string after = Fold32(line.substr(at + 1, end - at - 1));
    for (const std::u32string_view tag : kSeriesHashtags) {
      const int tolerance = static_cast<int>(tag.size() / 3);
      if (EditDistance(before, tag, tolerance) <= tolerance) return true;
      if (EditDistance(after, tag, tolerance) <= tolerance) return true;
    }
  }
  return false;
}

bool MayBeWriter(std::string_view text) {
  constexpr std::string_view kHebrewYear = "תשפ";  // of a date: "י״ב בתמוז תשפ״ה"
  if (text.find(kHebrewYear) != text.npos) return false;
  for (const std::string_view word : kNoNames) {
    if (text.starts_with(word)) return false;
  }
  if (KindOfLabel(text) != LabelKind::kNone) return false;
  constexpr size_t kLongest = 48;  // bytes
  constexpr std::ptrdiff_t kMostSpaces = 2;
  if (text.size() > kLongest || std::count(text.begin(), text.end(), ' ') > kMostSpaces)
    return false;
  const LineFacts facts = FactsOf(text);
  const bool latin =
      facts.latin >= 3 && text.find(' ') != text.npos && text[0] >= 'A' && text[0] <= 'Z';
  return facts.digits == 0 && text.find_first_of(".:;?!\"()[]#*") == text.npos &&
         (facts.hebrew >= 3 || latin);
}

size_t LeadToWriter(std::string_view text) {
  const auto found = std::find_if(std::begin(kLeads), std::end(kLeads),
                                  [&](std::string_view lead) { return text.starts_with(lead); });
  if (found != std::end(kLeads)) return found->size();
  // "נסקר על ידי", "הוכן ע"י"
  const size_t word = std::min(text.find(' '), text.size());
  for (const std::string_view by : {" על ידי ", " ע\"י "}) {
    if (text.substr(word).starts_with(by) && FactsOf(text.substr(0, word)).hebrew >= 3) {
      return word + by.size();
    }
  }
  return 0;
}

}  // namespace skira
