#include "search/fillers.h"

#include <algorithm>
#include <string>
#include <vector>

#include "search/codes.h"
#include "search/morphology.h"

namespace skira {
namespace {

// By what they do; final forms folded.
constexpr std::u32string_view kHebrewFillers[] = {
    // ask
    U"מה",
    U"למה",
    U"מדוע",
    U"איכ",
    U"כיצד",
    U"האמ",
    U"מתי",
    U"איפה",
    U"היכנ",
    U"מי",
    U"איזה",
    U"איזו",
    U"אילו",
    U"כמה",
    U"מהו",
    U"מהי",
    U"מהמ",
    U"מהנ",
    // happen, be, can
    U"קורה",
    U"קרה",
    U"יקרה",
    U"יש",
    U"אינ",
    U"זה",
    U"זו",
    U"זאת",
    U"אלה",
    U"אלו",
    U"היה",
    U"הייתה",
    U"היו",
    U"להיות",
    U"יכול",
    U"יכולה",
    U"יכולימ",
    U"יכולות",
    U"אפשר",
    U"ניתנ",
    U"צריכ",
    U"צריכה",
    U"צריכימ",
    U"כדאי",
    U"רוצה",
    U"באמת",
    U"בכלל",
    U"פשוט",
    U"בעצמ",
    U"בדיוק",
    // join
    U"של",
    U"על",
    U"את",
    U"עמ",
    U"אל",
    U"מנ",
    U"בינ",
    U"לבינ",
    U"כי",
    U"אמ",
    U"או",
    U"גמ",
    U"רק",
    U"כל",
    U"כמו",
    U"לפי",
    U"בלי",
    U"ללא",
    U"עד",
    U"אחרי",
    U"לפני",
    U"תוכ",
    U"דרכ",
    U"בתוכ",
    U"אצל",
    U"כדי",
    U"לא",
    U"הוא",
    U"היא",
    U"המ",
    U"הנ",
    U"אני",
    U"אנחנו",
    U"שלי",
    U"שלו",
    U"שלה",
    U"שלהמ",
    U"אותו",
    U"אותה",
    U"אותמ",
    U"לו",
    U"לה",
    U"להמ",
    U"בו",
    U"בה",
    U"כאשר",
    U"אשר",
    U"אבל",
    U"יותר",
    U"פחות",
    U"מאוד",
    U"הכי",
    U"במקומ",
    U"לגבי",
    U"בנושא",
    U"בקשר",
    U"הקשר",
    // fill
    U"מאמר",
    U"מאמרימ",
    U"סקירה",
    U"סקירות",
    U"משהו",
    U"דבר",
    U"דברימ",
    U"ענייני",
    U"חומר",
    U"מידע",
    U"הסבר",
    U"עבודה",
    U"מחקר",
    U"סוג",
    U"סוגי",
    U"מיני",
    U"לעשות",
    U"עושימ",
    U"עושה",
    U"נעשה",
    U"לגרומ",
};
constexpr std::string_view kEnglishFillers[] = {
    "a",     "about",  "an",      "and",     "any",    "are",   "article",   "articles", "as",
    "at",    "be",     "by",      "can",     "could",  "did",   "do",        "does",     "for",
    "from",  "get",    "happens", "has",     "have",   "how",   "i",         "if",       "in",
    "into",  "is",     "it",      "its",     "me",     "my",    "of",        "on",       "or",
    "paper", "papers", "review",  "reviews", "should", "some",  "something", "stuff",    "than",
    "that",  "the",    "their",   "them",    "there",  "these", "they",      "thing",    "things",
    "this",  "those",  "to",      "was",     "we",     "were",  "what",      "whats",    "when",
    "where", "which",  "who",     "why",     "will",   "with",  "would",     "you",      "your"};

// All of them as terms, sorted.
const std::vector<std::string>& Fillers() {
  static const std::vector<std::string> fillers = [] {
    std::vector<std::string> made(std::begin(kEnglishFillers), std::end(kEnglishFillers));
    for (const std::u32string_view word : kHebrewFillers) {
      std::string& term = made.emplace_back();
      for (const char32_t letter : word) term.push_back(static_cast<char>(Hebrew(letter)));
    }
    std::sort(made.begin(), made.end());
    return made;
  }();
  return fillers;
}

}  // namespace

bool IsFiller(std::string_view term) {
  const std::vector<std::string>& fillers = Fillers();
  const auto is = [&](std::string_view word) {
    return std::binary_search(fillers.begin(), fillers.end(), word);
  };
  if (is(term)) return true;
  // ולמה, שאיך, במאמר; a rest of two letters is one by chance.
  const uint32_t prefixes = PrefixLengths(term);
  for (size_t length = 1; length < 4 && length + 3 <= term.size(); ++length) {
    if ((prefixes >> length & 1) != 0 && is(term.substr(length))) return true;
  }
  return false;
}

}  // namespace skira
