#include "search/morphology.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

#include "search/codes.h"
#include "search/weights.h"

namespace skira {
namespace {

constexpr uint8_t kVav = Hebrew(U'ו'), kYod = Hebrew(U'י'), kAlef = Hebrew(U'א');

uint8_t At(std::string_view term, size_t i) { return static_cast<uint8_t>(term[i]); }

// --- Prefixes ------------------------------------------------------------------------------------

// A chain takes at most one of each group, in this order: and · that, when · in, as, to, from ·
// the.
constexpr std::u32string_view kPrefixes[] = {U"ו", U"לכש", U"כש", U"מש", U"ש",
                                             U"ב", U"כ",   U"ל",  U"מ",  U"ה"};
constexpr uint8_t kGroupOf[] = {0, 1, 1, 1, 1, 2, 2, 2, 2, 3};
static_assert(std::size(kPrefixes) == std::size(kGroupOf));

// Bit g: a prefix of group g begins with the letter. Most words stop here.
constexpr auto MakePrefixLetters() {
  std::array<uint8_t, 256> groups{};
  for (size_t i = 0; i < std::size(kPrefixes); ++i) {
    groups[Hebrew(kPrefixes[i][0])] |= static_cast<uint8_t>(1 << kGroupOf[i]);
  }
  return groups;
}
constexpr auto kPrefixLetters = MakePrefixLetters();

bool BeginsWith(std::string_view term, std::u32string_view letters) {
  if (term.size() < letters.size()) return false;
  for (size_t i = 0; i < letters.size(); ++i) {
    if (At(term, i) != Hebrew(letters[i])) return false;
  }
  return true;
}

void CollectPrefixes(std::string_view term, size_t at, size_t group, uint32_t& lengths) {
  lengths |= 1u << at;
  if (at >= term.size() || kPrefixLetters[At(term, at)] >> group == 0) return;
  for (size_t i = 0; i < std::size(kPrefixes); ++i) {
    if (kGroupOf[i] < group || !BeginsWith(term.substr(at), kPrefixes[i])) continue;
    CollectPrefixes(term, at + kPrefixes[i].size(), kGroupOf[i] + 1u, lengths);
  }
}

// --- Endings -------------------------------------------------------------------------------------

// Hebrew endings, longest first, folded: the plurals, the feminine, the adjective's, the
// possessive.
constexpr std::u32string_view kHebrewEndings[] = {
    U"יותיהמ", U"יותיו", U"ותיהמ", U"יימ", U"יות", U"ותיו", U"ותיה", U"ויות", U"ית", U"ימ",
    U"ות",     U"יה",    U"תה",    U"יו",  U"ה",   U"ת",    U"י",    U"ו",    U"נ"};
constexpr std::string_view kLatinEndings[] = {
    "izations", "ization", "ations", "ational", "atively", "istics", "izing", "ators",
    "ating",    "ative",   "ation",  "ities",   "istic",   "ional",  "ively", "ments",
    "izers",    "ized",    "izer",   "izes",    "ated",    "ator",   "ates",  "ings",
    "ions",     "ness",    "ment",   "ical",    "ally",    "ize",    "ate",   "ing",
    "ion",      "ers",     "ive",    "ity",     "ies",     "ics",    "ed",    "er",
    "es",       "al",      "ly",     "ic",      "s",       "e",      "y"};

// An ending in codes.
struct Ending {
  uint8_t size = 0;
  std::array<char, 6> codes{};
};
constexpr auto MakeHebrewEndings() {
  std::array<Ending, std::size(kHebrewEndings)> endings;
  for (size_t i = 0; i < endings.size(); ++i) {
    for (const char32_t letter : kHebrewEndings[i]) {
      endings[i].codes[endings[i].size++] = static_cast<char>(Hebrew(letter));
    }
  }
  return endings;
}
constexpr auto kHebrewEndingCodes = MakeHebrewEndings();

// Whether some ending ends with the code: most words stop here.
constexpr auto MakeLastCodes() {
  std::array<bool, 256> last{};
  for (const Ending& ending : kHebrewEndingCodes) {
    last[static_cast<uint8_t>(ending.codes[ending.size - 1])] = true;
  }
  for (const std::string_view ending : kLatinEndings) {
    last[static_cast<uint8_t>(ending.back())] = true;
  }
  return last;
}
constexpr auto kLastCodes = MakeLastCodes();

// As ends_with, for endings of a few letters.
bool EndsWith(std::string_view term, const char* ending, size_t size) {
  const char* at = term.data() + (term.size() - size);
  for (size_t i = size; i-- > 0;) {
    if (at[i] != ending[i]) return false;
  }
  return true;
}

size_t HebrewStemLength(std::string_view term) {
  const char last = term.back();
  if (!kLastCodes[static_cast<uint8_t>(last)]) return term.size();
  for (const Ending& ending : kHebrewEndingCodes) {
    if (term.size() >= ending.size + 3u && EndsWith(term, ending.codes.data(), ending.size)) {
      return term.size() - ending.size;
    }
  }
  return term.size();
}

size_t LatinStemLength(std::string_view term) {
  size_t length = term.size();
  const char last = term.back();
  if (!kLastCodes[static_cast<uint8_t>(last)]) return length;
  for (const std::string_view ending : kLatinEndings) {
    if (term.size() >= ending.size() + 3 && EndsWith(term, ending.data(), ending.size())) {
      length -= ending.size();
      break;
    }
  }
  if (length > 3 && term[length - 1] == term[length - 2]) --length;  // plan of planning
  return length;
}

// --- Letters -------------------------------------------------------------------------------------

constexpr bool IsVowelLetter(uint8_t c) { return c == kVav || c == kYod || c == kAlef; }
constexpr bool IsLatinVowel(uint8_t c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

// Letters that OCR takes for one another. ם and ס, ן and ו look alike in their final forms only.
struct LetterPair {
  char32_t a, b;
  bool at_end;
};
constexpr LetterPair kConfusable[] = {{U'ה', U'ח', false}, {U'ד', U'ר', false}, {U'ו', U'ז', false},
                                      {U'כ', U'ב', false}, {U'ט', U'ס', false}, {U'ג', U'נ', false},
                                      {U'ה', U'ת', false}, {U'מ', U'ס', true},  {U'נ', U'ו', true},
                                      {U'נ', U'ז', true},  {U'ט', U'מ', false}, {U'ו', U'י', false},
                                      {U'ש', U'ט', false}, {U'ק', U'כ', false}, {U'ט', U'ת', false},
                                      {U'ס', U'ש', false}, {U'א', U'ע', false}};

// Costs in hundredths of an edit.
constexpr int kEdit = 100, kConfusableCost = 45, kVowelCost = 40, kSwapCost = 80, kDoubledCost = 50,
              kLatinVowelCost = 70;

constexpr size_t kHebrewLetters = 27;
using LetterCosts = std::array<std::array<uint8_t, kHebrewLetters>, kHebrewLetters>;

// Of one Hebrew letter in another's place, at the end of a word or before it.
constexpr LetterCosts MakeLetterCosts(bool at_end) {
  LetterCosts costs{};
  for (size_t a = 0; a < kHebrewLetters; ++a) {
    for (size_t b = 0; b < kHebrewLetters; ++b) costs[a][b] = a == b ? 0 : kEdit;
  }
  for (const LetterPair& pair : kConfusable) {
    if (pair.at_end && !at_end) continue;
    const size_t a = pair.a - U'א', b = pair.b - U'א';
    costs[a][b] = costs[b][a] = kConfusableCost;
  }
  return costs;
}
constexpr LetterCosts kInnerCosts = MakeLetterCosts(false), kEndCosts = MakeLetterCosts(true);

int SubstitutionCost(uint8_t a, uint8_t b, bool at_end) {
  if (a == b) return 0;
  if (IsHebrewCode(a) && IsHebrewCode(b)) {
    return (at_end ? kEndCosts : kInnerCosts)[a - kHebrewCode][b - kHebrewCode];
  }
  return IsLatinVowel(a) && IsLatinVowel(b) ? kLatinVowelCost : kEdit;
}

// Of a letter that one word has and the other lacks, behind `before`.
int GapCost(uint8_t c, uint8_t before) {
  if (IsVowelLetter(c)) return kVowelCost;
  return c == before ? kDoubledCost : kEdit;
}

}  // namespace

uint32_t PrefixLengths(std::string_view term) {
  uint32_t lengths = 1;
  if (IsHebrewTerm(term)) CollectPrefixes(term, 0, 0, lengths);
  return lengths;
}

std::span<const std::string> CommonPrefixes() {
  static const std::vector<std::string> prefixes = [] {
    constexpr std::u32string_view kChains[] = {U"ה",  U"ו",  U"ב",  U"כ",  U"ל",  U"מ",  U"ש",
                                               U"וה", U"וב", U"ול", U"ומ", U"וש", U"שה", U"מה"};
    std::vector<std::string> result;
    for (const std::u32string_view chain : kChains) {
      std::string& codes = result.emplace_back();
      for (const char32_t letter : chain) codes.push_back(static_cast<char>(Hebrew(letter)));
    }
    return result;
  }();
  return prefixes;
}

std::span<const std::string> PrefixChains() {
  static const std::vector<std::string> prefixes = [] {
    constexpr std::u32string_view kChains[] = {
        U"ה",   U"ו",   U"ב",    U"כ",   U"ל",    U"מ",    U"ש",   U"וה",  U"וב", U"וכ", U"ול",
        U"ומ",  U"וש",  U"שה",   U"שב",  U"של",   U"שמ",   U"מה",  U"בה",  U"לה", U"כה", U"כש",
        U"וכש", U"כשה", U"וכשה", U"לכש", U"לכשה", U"ולכש", U"ושה", U"ומה", U"מש", U"ובה"};
    std::vector<std::string> result;
    for (const std::u32string_view chain : kChains) {
      std::string& codes = result.emplace_back();
      for (const char32_t letter : chain) codes.push_back(static_cast<char>(Hebrew(letter)));
    }
    return result;
  }();
  return prefixes;
}

size_t PrefixLength(std::string_view term) {
  const uint32_t lengths = PrefixLengths(term);
  size_t longest = 0;
  for (size_t i = 1; i < 8; ++i) longest = (lengths >> i & 1) != 0 ? i : longest;
  return longest;
}

bool IsEnding(std::string_view term) {
  constexpr std::u32string_view kEndings[] = {U"ימ", U"ות", U"ית", U"י", U"ה", U"יימ"};
  return std::any_of(std::begin(kEndings), std::end(kEndings), [&](std::u32string_view ending) {
    return term.size() == ending.size() && BeginsWith(term, ending);
  });
}

size_t StemLength(std::string_view term) {
  if (IsHebrewTerm(term)) return HebrewStemLength(term);
  return IsLatinTerm(term) ? LatinStemLength(term) : term.size();
}

void AppendFormKey(std::string_view term, std::string& key) {
  const std::string_view stem = term.substr(0, StemLength(term));
  if (!IsHebrewTerm(term)) {
    key += stem;
    return;
  }
  const size_t start = key.size();
  for (size_t i = 0; i < stem.size(); ++i) {
    uint8_t c = At(stem, i);
    if (i > 0 && IsVowelLetter(c)) continue;
    switch (c) {
      case Hebrew(U'ח'):
        c = Hebrew(U'ה');
        break;
      case Hebrew(U'ר'):
        c = Hebrew(U'ד');
        break;
      case Hebrew(U'כ'):
        c = Hebrew(U'ב');
        break;
      case Hebrew(U'ט'):
        c = Hebrew(U'ס');
        break;
      case Hebrew(U'נ'):
        c = Hebrew(U'ג');
        break;
      default:
        break;
    }
    if (key.size() > start && At(key, key.size() - 1) == c) continue;
    key.push_back(static_cast<char>(c));
  }
  if (key.size() < start + 2) {
    key.resize(start);
    key += stem;
  }
}

void AppendSoundKey(std::string_view term, std::string& key) {
  // A class a letter, from א and from a; a space is silent.
  constexpr std::u32string_view kHebrewSounds = U" BGD  SKT  KL M NS  P SKRST";
  constexpr std::string_view kLatinSounds = " BKD PG  GKLMN PKRST   K S";
  static_assert(kHebrewSounds.size() == 27 && kLatinSounds.size() == 26);
  const size_t start = key.size();
  const auto put = [&](char sound) {
    if (sound == ' ' || (key.size() > start && key.back() == sound)) return;
    key.push_back(sound);
  };
  if (IsHebrewTerm(term)) {
    term = term.substr(0, StemLength(term));
    for (size_t i = 0; i < term.size(); ++i) {
      if (IsHebrewCode(At(term, i))) {
        put(static_cast<char>(kHebrewSounds[At(term, i) - kHebrewCode]));
      }
    }
  } else if (IsLatinTerm(term)) {
    if (term.size() > 4 && term.ends_with('s') && !term.ends_with("ss")) term.remove_suffix(1);
    const auto next = [&](size_t i) { return i + 1 < term.size() ? term[i + 1] : ' '; };
    for (size_t i = 0; i < term.size(); ++i) {
      const char c = term[i];
      if (!IsLatinCode(At(term, i))) continue;
      if (c == 't' && term.substr(i) == "tion") {
        put('S');
        break;
      }
      if (c == 's' && term.substr(i) == "sion") {
        put('S');
        break;
      }
      if (c == 'c' && (next(i) == 'e' || next(i) == 'i' || next(i) == 'y')) {
        put('S');
      } else if (c == 'p' && next(i) == 'h') {
        put('P');
      } else if (c == 'x') {
        put('K');
        put('S');
      } else {
        put(kLatinSounds[c - 'a']);
      }
    }
  }
  constexpr size_t kLeast = 3;  // fewer are shared by chance
  if (key.size() < start + kLeast) key.resize(start);
}

float EditLimit(size_t letters) {
  if (letters <= 2) return 0;
  if (letters == 3) return 0.5F;
  if (letters <= 7) return 1.0F;
  return letters <= 11 ? 2.0F : 2.5F;
}

namespace {

// Sets of a word's letters, a bit each: the codes of one script differ in their low six bits.
constexpr uint64_t LetterBit(uint8_t code) { return uint64_t{1} << (code & 63); }

uint64_t LetterSet(std::string_view term) {
  uint64_t set = 0;
  for (const char c : term) set |= LetterBit(static_cast<uint8_t>(c));
  return set;
}

// By the low six bits of a letter: those that it may stand for cheaply.
constexpr auto MakeHebrewLookalikes() {
  std::array<uint64_t, 64> likes{};
  for (const LetterPair& pair : kConfusable) {
    likes[Hebrew(pair.a) & 63] |= LetterBit(Hebrew(pair.b));
    likes[Hebrew(pair.b) & 63] |= LetterBit(Hebrew(pair.a));
  }
  return likes;
}
constexpr auto MakeLatinLookalikes() {
  std::array<uint64_t, 64> likes{};
  for (const uint8_t vowel : std::string_view("aeiouy")) {
    for (const uint8_t other : std::string_view("aeiouy")) likes[vowel & 63] |= LetterBit(other);
  }
  return likes;
}
constexpr auto kHebrewLookalikes = MakeHebrewLookalikes(), kLatinLookalikes = MakeLatinLookalikes();
constexpr uint64_t kHebrewVowels = LetterBit(kVav) | LetterBit(kYod) | LetterBit(kAlef);

// At least what it costs to rid a word of the letters that the other lacks: each is left out or
// stands for another one.
int CostOfLacking(uint64_t letters, uint64_t others, bool hebrew) {
  uint64_t lacking = letters & ~others;
  if (hebrew) lacking &= ~kHebrewVowels;  // come and go cheaply
  const auto& lookalikes = hebrew ? kHebrewLookalikes : kLatinLookalikes;
  int cost = 0;
  for (; lacking != 0; lacking &= lacking - 1) {
    const bool like = (lookalikes[static_cast<size_t>(std::countr_zero(lacking))] & others) != 0;
    cost += !like ? kEdit : hebrew ? kConfusableCost : kLatinVowelCost;
  }
  return cost;
}

// At least what an edit between the words costs.
int LeastDistance(std::string_view a, std::string_view b) {
  const uint64_t in_a = LetterSet(a), in_b = LetterSet(b);
  const bool hebrew = IsHebrewTerm(a);
  return std::max(CostOfLacking(in_a, in_b, hebrew), CostOfLacking(in_b, in_a, hebrew));
}

// The rows of the distance table, a band of them wide enough for the limit.
int BandedDistance(std::string_view a, std::string_view b, int limit) {
  constexpr size_t kLongest = 64;
  constexpr int kFar = 10000;
  const auto band = static_cast<size_t>(limit / kVowelCost);
  if (a.size() > kLongest || b.size() > kLongest) return kFar;
  std::array<std::array<int, kLongest + 1>, 3> rows;
  std::array<int, kLongest + 1> gaps;  // of b's letters
  rows[0][0] = 0;
  for (size_t j = 1; j <= b.size(); ++j) {
    gaps[j] = GapCost(At(b, j - 1), j > 1 ? At(b, j - 2) : 0);
    rows[0][j] = rows[0][j - 1] + gaps[j];
  }
  for (size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto &above = rows[(i + 2) % 3], &above2 = rows[(i + 1) % 3];
    const uint8_t ca = At(a, i - 1), before = i > 1 ? At(a, i - 2) : 0;
    const int gap = GapCost(ca, before);
    const size_t from = i > band ? i - band : 1, to = std::min(b.size(), i + band);
    row[from - 1] = from == 1 ? above[0] + gap : kFar;
    int least = row[from - 1];
    for (size_t j = from; j <= to; ++j) {
      const uint8_t cb = At(b, j - 1);
      int best = above[j - 1] + SubstitutionCost(ca, cb, i == a.size() && j == b.size());
      if (j < i + band) best = std::min(best, above[j] + gap);
      best = std::min(best, row[j - 1] + gaps[j]);
      if (j > 1 && before == cb && ca == At(b, j - 2) && i > 1) {
        best = std::min(best, above2[j - 2] + kSwapCost);
      }
      row[j] = best;
      least = std::min(least, best);
    }
    if (to < b.size()) row[to + 1] = kFar;
    if (least > limit) return kFar;
  }
  return rows[a.size() % 3][b.size()];
}

// What it costs to leave letters out of the longer word where that makes it the shorter, which is
// what most forms and spellings of a word differ by; -1 where it does not.
int CostOfGap(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  size_t front = 0;
  while (front < b.size() && a[front] == b[front]) ++front;
  const size_t gap = a.size() - b.size();
  if (a.substr(front + gap) != b.substr(front)) return -1;
  int cost = 0;
  for (size_t i = front; i < front + gap; ++i) cost += GapCost(At(a, i), i > 0 ? At(a, i - 1) : 0);
  return cost;
}

}  // namespace

float EditDistance(std::string_view a, std::string_view b, float limit) {
  const auto hundredths = static_cast<int>(limit * kEdit);
  if (const int cost = CostOfGap(a, b); cost >= 0) return static_cast<float>(cost) / kEdit;
  const auto gaps =
      static_cast<int>(a.size() > b.size() ? a.size() - b.size() : b.size() - a.size());
  if (gaps * kVowelCost > hundredths || LeastDistance(a, b) > hundredths) return limit + 1;
  return static_cast<float>(BandedDistance(a, b, hundredths)) / kEdit;
}

namespace {

// Whether the words are one in two spellings: a vowel letter more or less, or a letter for another
// that OCR confuses. As EditDistance <= kConfusableCost.
bool IsOtherSpelling(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) {
    const int cost = a.size() + 1 == b.size() || b.size() + 1 == a.size() ? CostOfGap(a, b) : -1;
    return cost >= 0 && cost <= kConfusableCost;
  }
  size_t at = 0;
  while (at < a.size() && a[at] == b[at]) ++at;
  return at == a.size() ||
         (a.substr(at + 1) == b.substr(at + 1) &&
          SubstitutionCost(At(a, at), At(b, at), at + 1 == a.size()) <= kConfusableCost);
}

// The letters that any form of the word keeps: without the longest prefix and the ending.
uint64_t CoreLetters(std::string_view word, size_t prefix) {
  const size_t stem = StemLength(word);
  return stem <= prefix ? 0 : LetterSet(word.substr(prefix, stem - prefix));
}

constexpr size_t kLongestPrefix = 4;  // of those that are taken off

}  // namespace

// Of two stems without prefixes.
float WordLikeness::StemLikeness(std::string_view a, std::string_view b) const {
  if (a == b) return 1;
  const std::string_view stem_a = a.substr(0, StemLength(a)), stem_b = b.substr(0, StemLength(b));
  if (stem_a == stem_b) return Weights().ending;
  if (stem_a == b || stem_b == a) return Weights().ending;
  const float limit = EditLimit(std::min(a.size(), b.size()));
  if (limit == 0) return 0;
  if (IsOtherSpelling(a, b)) return Weights().spelling;
  if (!typos_) {
    return IsOtherSpelling(stem_a, stem_b) ? Weights().ending * Weights().spelling : 0;
  }
  float distance = EditDistance(a, b, limit);
  float weight = 1;
  if (distance > limit) {
    if (stem_a.size() == a.size() && stem_b.size() == b.size()) return 0;
    const float stem_limit = EditLimit(std::min(stem_a.size(), stem_b.size()));
    distance = EditDistance(stem_a, stem_b, stem_limit);
    if (distance > stem_limit) return 0;
    weight = Weights().ending;
  }
  if (distance * kEdit <= kConfusableCost) return weight * Weights().spelling;
  return weight * (Weights().typo - Weights().typo_loss * distance / EditLimit(a.size()));
}

WordLikeness::WordLikeness(std::string_view word, bool typos)
    : word_(word),
      hebrew_(IsHebrewTerm(word)),
      typos_(typos),
      prefixes_(PrefixLengths(word)),
      letters_(LetterSet(word)),
      limit_(static_cast<int>(EditLimit(word.size()) * kEdit)) {
  size_t longest = 0;
  for (size_t i = 1; i <= kLongestPrefix; ++i) longest = (prefixes_ >> i & 1) != 0 ? i : longest;
  core_ = CoreLetters(word, longest);
}

// Most terms are no form of the word, and their letters tell.
bool WordLikeness::MayBeLike(std::string_view term) const {
  if (CostOfLacking(core_, LetterSet(term), hebrew_) > limit_) return false;
  const bool prefixed = kPrefixLetters[At(term, 0)] != 0;
  return CostOfLacking(CoreLetters(term, prefixed ? kLongestPrefix : 0), letters_, hebrew_) <=
         limit_;
}

float WordLikeness::To(std::string_view term) const {
  if (word_ == term) return 1;
  if (term.empty() || (typos_ && !MayBeLike(term))) return 0;
  float best = StemLikeness(word_, term);
  if (best >= Weights().prefix || !hebrew_ || !IsHebrewTerm(term)) return best;
  const uint32_t terms = PrefixLengths(term);
  for (size_t i = 0; i <= kLongestPrefix; ++i) {
    if ((prefixes_ >> i & 1) == 0 || word_.size() < i + 2) continue;
    for (size_t j = 0; j <= kLongestPrefix; ++j) {
      if ((terms >> j & 1) == 0 || term.size() < j + 2 || (i == 0 && j == 0)) continue;
      const std::string_view a = word_.substr(i), b = term.substr(j);
      // Behind a prefix no typo is looked for in the first letter: few are, many pairs are tried.
      // A prefix that the query has and the text lacks may as well be a letter of the word.
      const float weight =
          i == 0 || j == 0 ? Weights().prefix : Weights().prefix * Weights().prefix;
      if (a == b) {
        best = std::max(best, a.size() >= 3 ? weight : weight * 0.7F);
      } else if (a.size() >= 3 && b.size() >= 3 && a[0] == b[0] &&
                 best < weight * Weights().ending) {
        best = std::max(best, weight * StemLikeness(a, b));
      }
    }
  }
  return best;
}

float Likeness(std::string_view word, std::string_view term) { return WordLikeness(word).To(term); }

}  // namespace skira
