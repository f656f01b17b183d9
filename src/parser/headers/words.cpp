#include "parser/headers/words.h"

#include <algorithm>
#include <array>

#include "unicode/fuzzy.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

struct HeaderWord {
  std::u32string_view word;  // folded
  WordPart part;
};

// Compared with tolerance (Resembles), so that a spelling stands here only where it is further away
// than that. Sorted by what the words do.
constexpr HeaderWord kWords[] = {
    {U"המאמר", WordPart::kSeries},   {U"מאמר", WordPart::kSeries},
    {U"סקירת", WordPart::kSeries},   {U"paper", WordPart::kSeries},
    {U"digest", WordPart::kSeries},  {U"פינת", WordPart::kSeries},
    {U"היומי", WordPart::kDaily},    {U"הימי", WordPart::kDaily},
    {U"היומ", WordPart::kDaily},     {U"הימוי", WordPart::kDaily},
    {U"היומית", WordPart::kDaily},   {U"יומית", WordPart::kDaily},
    {U"יומי", WordPart::kDaily},     {U"השבועי", WordPart::kDaily},
    {U"השבועית", WordPart::kDaily},  {U"שבועית", WordPart::kDaily},
    {U"daily", WordPart::kDaily},    {U"weekly", WordPart::kDaily},
    {U"סקירה", WordPart::kReview},   {U"הסקירה", WordPart::kReview},
    {U"review", WordPart::kReview},  {U"מספר", WordPart::kNumber},
    {U"מס'", WordPart::kNumber},     {U"מס", WordPart::kNumber},
    {U"no", WordPart::kNumber},      {U"number", WordPart::kNumber},
    {U"issue", WordPart::kNumber},   {U"vol", WordPart::kNumber},
    {U"volume", WordPart::kNumber},  {U"episode", WordPart::kNumber},
    {U"edition", WordPart::kNumber}, {U"גיליונ", WordPart::kNumber},
    {U"גליונ", WordPart::kNumber},   {U"פרק", WordPart::kNumber},
    {U"מפגש", WordPart::kNumber},    {U"פגישה", WordPart::kNumber},
    {U"short", WordPart::kShort},    {U"קצרה", WordPart::kShort},
    {U"של", WordPart::kOf},          {U"מאת", WordPart::kOf},
    {U"by", WordPart::kOf},          {U"סקירות", WordPart::kLeft},
    {U"reviews", WordPart::kLeft},   {U"נותרו", WordPart::kLeft},
    {U"נשארו", WordPart::kLeft},     {U"left", WordPart::kLeft},
    {U"מתוכ", WordPart::kLeft},      {U"עוד", WordPart::kLeft},
    {U"עד", WordPart::kLeft},        {U"ל", WordPart::kLeft},
    {U"to", WordPart::kLeft},
};

// The words of a length: most that are looked for are none of them.
constexpr size_t kLongestWord = 8;  // letters
const std::vector<HeaderWord>& WordsOfLength(size_t length) {
  static const auto* const by_length = [] {  // lives as long as the program
    auto* words = new std::array<std::vector<HeaderWord>, kLongestWord + 2>;
    for (const HeaderWord& word : kWords) (*words)[word.word.size()].push_back(word);
    return words;
  }();
  return (*by_length)[std::min(length, kLongestWord + 1)];
}

bool IsTolerant(WordPart part) {
  return part == WordPart::kSeries || part == WordPart::kDaily || part == WordPart::kReview ||
         part == WordPart::kShort;
}

// Whether words may differ in one letter alone: one of their ends is then the same.
bool MayResemble(std::u32string_view a, std::u32string_view b) {
  return a.size() + 1 >= b.size() && b.size() + 1 >= a.size() &&
         (a.front() == b.front() || a.back() == b.back());
}

}  // namespace

KnownWord FindHeaderWord(std::u32string_view folded, bool tolerant) {
  constexpr size_t kShortest = 4, kLongest = 9;  // letters of what may be misread
  for (const HeaderWord& known : WordsOfLength(folded.size())) {
    if (folded == known.word) return {known.part, false};
  }
  if (!tolerant || folded.empty() || folded.size() < kShortest - 1 || folded.size() > kLongest)
    return {};
  for (size_t length = folded.size() - 1; length <= folded.size() + 1; ++length) {
    for (const HeaderWord& known : WordsOfLength(length)) {
      const bool resembles = IsTolerant(known.part) && known.word.size() >= kShortest &&
                             MayResemble(folded, known.word) && Resembles(folded, known.word);
      if (resembles) return {known.part, true};
    }
  }
  return {};
}

std::vector<size_t> HeaderWordsBeginning(std::u32string_view folded) {
  constexpr size_t kShortest = 2;
  std::vector<size_t> lengths;
  for (const HeaderWord& known : kWords) {
    const bool begins = known.word.size() >= kShortest && folded[0] == known.word[0] &&
                        folded.size() > known.word.size() && folded.starts_with(known.word);
    if (begins) lengths.push_back(known.word.size());
  }
  return lengths;
}

void HeaderWords::Count(std::string_view before) {
  constexpr size_t kMostWords = 8;
  ++lines_;
  const std::u32string text = Fold32(before);
  size_t words = 0;
  for (size_t i = 0; i < text.size() && words < kMostWords; ++words) {
    while (i < text.size() && !IsLetter(text[i])) ++i;
    size_t end = i;
    while (end < text.size() && (IsLetter(text[end]) || IsGeresh(text[end]))) ++end;
    if (end > i) ++counts_[text.substr(i, end - i)];
    i = end;
  }
}

void HeaderWords::Learn() {
  constexpr int kLeastLines = 3;
  constexpr double kLeastShare = 0.3;  // of the lines that were counted
  for (const auto& [word, count] : counts_) {
    if (word.size() >= 2 && count >= kLeastLines && count >= kLeastShare * lines_) {
      learned_.insert(word);
    }
  }
  counts_.clear();
}

}  // namespace skira
