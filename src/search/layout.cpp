#include "search/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "search/analysis.h"
#include "search/codes.h"
#include "search/weights.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

struct Key {
  char latin;
  char32_t hebrew;
};
constexpr Key kKeys[] = {
    {'q', U'/'}, {'w', U'\''}, {'e', U'ק'}, {'r', U'ר'}, {'t', U'א'}, {'y', U'ט'}, {'u', U'ו'},
    {'i', U'ן'}, {'o', U'ם'},  {'p', U'פ'}, {'a', U'ש'}, {'s', U'ד'}, {'d', U'ג'}, {'f', U'כ'},
    {'g', U'ע'}, {'h', U'י'},  {'j', U'ח'}, {'k', U'ל'}, {'l', U'ך'}, {';', U'ף'}, {'\'', U','},
    {'z', U'ז'}, {'x', U'ס'},  {'c', U'ב'}, {'v', U'ה'}, {'b', U'נ'}, {'n', U'מ'}, {'m', U'צ'},
    {',', U'ת'}, {'.', U'ץ'},  {'/', U'.'},
};

// Of one direction, by code point below 0x80 or by the letter's place behind א; 0: the same.
constexpr auto MakeToHebrew() {
  std::array<char32_t, 128> table{};
  for (const Key& key : kKeys) {
    table[static_cast<unsigned char>(key.latin)] = key.hebrew;
    if (key.latin >= 'a' && key.latin <= 'z')
      table[static_cast<unsigned char>(key.latin - 32)] = key.hebrew;
  }
  return table;
}
constexpr auto kToHebrew = MakeToHebrew();

char32_t ToLatinKey(char32_t c) {
  if (IsGeresh(c)) c = U'\'';  // macOS, and keyboards that mend it
  for (const Key& key : kKeys) {
    if (key.hebrew == c) return static_cast<char32_t>(key.latin);
  }
  return 0;
}

// A word of the query in one of its two readings.
struct Word {
  ByteRange range;
  std::string other;
  float typed_score = 0, other_score = 0, length = 0;
};

constexpr float kUnknownTypo = 0.35F;  // of its evidence: a typo explains less than a word

// A final form that does not end a word: no one types it who means Hebrew.
bool HasStrayFinal(std::string_view word) {
  bool after_final = false;
  for (size_t i = 0; i < word.size();) {
    const Decoded here = DecodeAt(word, i);
    if (here.length == 0) break;
    const char32_t c = here.code_point;
    if (after_final && IsHebrewLetter(c)) return true;
    after_final = IsHebrewLetter(c) && FoldFinal(c) != c;
    i += here.length;
  }
  return false;
}

class Explainer {
 public:
  Explainer(const IndexData& data, Expander& expander) : data_(data), expander_(expander) {}

  // How well the words of the library explain a word's letters: 0 not at all, 1 best.
  float Score(std::string_view text, bool typos, bool prefix) {
    float sum = 0, letters = 0;
    int tokens = 0;
    tokenizer_.Walk(text, [&](const Token& token) {
      if (token.whole) return;
      const auto size = static_cast<float>(token.term.size());
      letters += size;
      ++tokens;
      sum += size * ScoreTerm(std::string(token.term), typos, prefix && token.end == text.size());
    });
    if (tokens > 1) sum *= kBroken;
    return letters > 0 ? sum / letters : 0;
  }

 private:
  float ScoreTerm(const std::string& term, bool typos, bool prefix) {
    float best = 0;
    for (const TermMatch& match : expander_.ExpandWord(term, typos)) {
      const bool form = match.weight >= Weights().same_word;
      const float sure = form ? match.weight : match.weight * kUnknownTypo;
      // A word of one review may be an accident of letters.
      const float often = std::log2(1 + static_cast<float>(match.posting_size)) / 5;
      best = std::max(best, sure * (0.7F + 0.3F * std::min(1.0F, often)));
    }
    if (prefix && best < kBeginning && term.size() >= 3 && IsBeginning(term)) best = kBeginning;
    return term.size() <= 2 ? kShort * best : best;
  }

  bool IsBeginning(std::string_view term) const {
    return std::any_of(data_.segments.begin(), data_.segments.end(), [&](const Segment& segment) {
      const auto at = segment.vocabulary().LowerBound(term);
      return !at.done() && at.term().starts_with(term);
    });
  }

  // What a beginning explains, and what stays where words are so short or so many in one that they
  // are there by chance.
  static constexpr float kBeginning = 0.65F, kShort = 0.8F, kBroken = 0.8F;
  const IndexData& data_;
  Expander& expander_;
  Tokenizer tokenizer_;
};

// Chooses a reading for each word, true: the other, so that the sum of the scores without the
// changes between them is the largest. Returns by how much that is better than all as typed.
float Choose(const std::vector<Word>& words, std::vector<bool>& other) {
  struct Step {
    float typed, other;
    bool typed_from_other, other_from_other;
  };
  const float change = Weights().layout_switch;
  std::vector<Step> steps;
  float typed = 0, swapped = 0, all_typed = 0;
  for (const Word& word : words) {
    Step step{};
    const bool first = steps.empty();
    step.typed_from_other = !first && swapped - change > typed;
    step.other_from_other = first || swapped >= typed - change;
    step.typed = word.typed_score + (step.typed_from_other ? swapped - change : typed);
    step.other = word.other_score + (step.other_from_other ? swapped : typed - change);
    typed = step.typed;
    swapped = step.other;
    all_typed += word.typed_score;
    steps.push_back(step);
  }
  other.assign(words.size(), false);
  bool at_other = swapped > typed;
  const float best = std::max(typed, swapped);
  for (size_t i = words.size(); i-- > 0;) {
    other[i] = at_other;
    at_other = at_other ? steps[i].other_from_other : steps[i].typed_from_other;
  }
  return best - all_typed;
}

}  // namespace

std::string OtherLayout(std::string_view word) {
  bool hebrew = false, latin = false;
  for (size_t i = 0; i < word.size();) {
    const Decoded here = DecodeAt(word, i);
    if (here.length == 0) break;
    hebrew |= IsHebrewLetter(here.code_point);
    latin |= here.code_point < 0x80 && IsLetter(here.code_point);
    i += here.length;
  }
  if (!hebrew && !latin) return "";
  std::u32string keys;
  for (size_t i = 0; i < word.size();) {
    const Decoded here = DecodeAt(word, i);
    if (here.length == 0) break;
    const char32_t c = here.code_point;
    const char32_t key = hebrew ? ToLatinKey(c) : c < 0x80 ? kToHebrew[c] : 0;
    keys.push_back(key != 0 ? key : c);
    i += here.length;
  }
  return ToUtf8(keys);
}

namespace {

// The query in the reading that is best; empty where that is as typed, or about as good.
std::string ReadLayout(const IndexData& data, Expander& expander, const ParsedQuery& parsed,
                       bool last_word_is_prefix) {
  constexpr float kClear = 0.6F;    // a word that is explained so well needs no other reading
  constexpr float kUnknown = 0.3F;  // by no form of it: a typo at best
  Explainer explain(data, expander);
  std::vector<Word> words;
  bool puzzled = false;
  for (const QueryPart& part : parsed.parts) {
    if (part.kind != QueryPart::Kind::kWord || words.size() >= kMostWords) continue;
    const std::string_view value = parsed.Value(part);
    Word word{.range = part.value, .other = OtherLayout(value)};
    if (word.other.empty()) continue;
    const bool last = part.value.end == parsed.text.size() && last_word_is_prefix;
    word.typed_score = explain.Score(value, true, last);
    if (HasStrayFinal(value)) word.typed_score *= 0.3F;
    puzzled |= word.typed_score < kClear;
    words.push_back(std::move(word));
  }
  if (!puzzled) return "";
  for (Word& word : words) {
    const bool last = word.range.end == parsed.text.size() && last_word_is_prefix;
    // Its forms are looked up first: what is known as typed, or by them, needs no more.
    word.other_score = explain.Score(word.other, false, last);
    const bool thorough = word.typed_score < kUnknown && word.other_score == 0;
    if (thorough) word.other_score = explain.Score(word.other, true, last);
    // A comma or stop at the end is a letter's key, or what it looks like.
    const std::string_view typed =
        std::string_view(parsed.text).substr(word.range.begin, word.range.end - word.range.begin);
    const size_t end = typed.find_last_not_of(",.;");
    if (end == typed.npos || end + 1 == typed.size()) continue;
    std::string bare = OtherLayout(typed.substr(0, end + 1));
    const float score = explain.Score(bare, thorough, last);
    if (score > word.other_score) {
      word.other = std::move(bare);
      word.other_score = score;
    }
  }
  std::vector<bool> other;
  if (Choose(words, other) < Weights().layout_margin) return "";
  std::string reading;
  size_t at = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    if (!other[i]) continue;
    reading += parsed.text.substr(at, words[i].range.begin - at) + words[i].other;
    at = words[i].range.end;
  }
  return reading.empty() ? reading : reading + parsed.text.substr(at);
}

constexpr std::string_view kAsTyped = "=";

}  // namespace

std::string AsTyped(std::string_view query) {
  return IsAsTyped(query) ? std::string(query) : std::string(kAsTyped).append(query);
}

bool IsAsTyped(std::string_view query) { return query.starts_with(kAsTyped); }

QueryReading ReadQuery(const IndexData& data, Expander& expander, std::string_view query,
                       bool last_word_is_prefix) {
  QueryReading read{.query = ParseQuery(query.substr(0, kLongestQuery))};
  if (IsAsTyped(query)) return read;
  const std::string other = ReadLayout(data, expander, read.query, last_word_is_prefix);
  if (other.empty()) return read;
  return {.query = ParseQuery(other), .other_layout = true};
}

}  // namespace skira
