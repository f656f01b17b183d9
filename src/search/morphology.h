// How alike two words are: Hebrew prefixes and endings, English endings, spelling, OCR, sound.
// Words are terms of codes.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace skira {

// The length of the longest chain of Hebrew prefix letters that opens the term (ו, כש, שב, ולכש,
// …), which may be all of it; 0 where none does.
size_t PrefixLength(std::string_view term);

// Bit n is set where the term's first n letters are such a chain; bit 0 always.
uint32_t PrefixLengths(std::string_view term);

// The chains that most words take: ו ה ב כ ל מ ש and pairs of them.
std::span<const std::string> CommonPrefixes();

// All chains that are in use, those of several letters too: וכשה, לכשה.
std::span<const std::string> PrefixChains();

// Whether the term is an ending that follows a foreign word: ים of LLM-ים.
bool IsEnding(std::string_view term);

// The length of the term without its ending (ות, ית, s, ing, …): light, at least three letters
// stay.
size_t StemLength(std::string_view term);

// Terms that may be forms or misspellings of one word have one key: the stem without the vowel
// letters within it, letters that OCR confuses made one. Empty where too little stays.
void AppendFormKey(std::string_view term, std::string& key);

// Terms that may sound alike have one key, in whichever script: consonants in classes. Empty for
// less than three.
void AppendSoundKey(std::string_view term, std::string& key);

// How much finding `term` says for the query's `word`, in (0, 1]; 0 where they are two words.
// 1: the same; then other prefixes, endings, spellings, and typos, fewer the shorter the word.
float Likeness(std::string_view word, std::string_view term);

// The same for one word and many terms.
class WordLikeness {
 public:
  // `word` must outlive this. Without `typos`, what differs by more than a spelling is another
  // word, which takes a fraction of the time to see.
  explicit WordLikeness(std::string_view word, bool typos = true);
  float To(std::string_view term) const;

 private:
  bool MayBeLike(std::string_view term) const;

  float StemLikeness(std::string_view a, std::string_view b) const;

  std::string_view word_;
  bool hebrew_, typos_;
  uint32_t prefixes_;            // PrefixLengths
  uint64_t letters_, core_ = 0;  // sets: of the word, of its stem
  int limit_;                    // of its edits, hundredths
};

// Calls visit(term) for the words of the root that a Hebrew verb or verbal noun may be of, in the
// patterns that are common: of לספור ספירה, סופר, נספר and so on, words of the language or not.
// Nothing for a word whose root is not three letters long.
void ForEachOfRoot(std::string_view word, const std::function<void(std::string_view)>& visit);

// The edit distance of two words: a confusable letter, a vowel letter more or less and a swapped
// pair cost less than an edit. Above `limit`: any value above it.
float EditDistance(std::string_view a, std::string_view b, float limit);

// What edits a word of so many letters may bear.
float EditLimit(size_t letters);

}  // namespace skira
