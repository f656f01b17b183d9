// Finds the vocabulary's phrases in a text. Words are compared in a normal form: folded, Latin
// plurals without their s, Hebrew words with or without prefix letters (ו ה ב ל מ כ ש). A phrase is
// found by its first word's hash, the rest of it is compared word by word.
#include "parser/topics.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "parser/parser.h"
#include "unicode/hash.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr Topic kTopics[] = {
#define SKIRA_TOPIC(id, english, hebrew) {id, english, hebrew},
#define SKIRA_EVIDENCE(index, phrase)
#include "vocabulary/topics.inc"
#undef SKIRA_TOPIC
#undef SKIRA_EVIDENCE
};

struct Evidence {
  uint16_t topic;  // index into kTopics
  std::string_view phrase;
};
constexpr Evidence kEvidence[] = {
#define SKIRA_TOPIC(id, english, hebrew)
#define SKIRA_EVIDENCE(index, phrase) {index, phrase},
#include "vocabulary/topics.inc"
#undef SKIRA_TOPIC
#undef SKIRA_EVIDENCE
};

constexpr size_t kTopicCount = std::size(kTopics);
constexpr size_t kMaxTopics = 5;
constexpr std::string_view kFallbackTopic = "machine-learning";  // of a text without evidence
constexpr size_t kLongestWord = 40;  // code points; longer ones match nothing

using Hash = uint64_t;

// The hash of a word from its last letter on: that of the word without its first letters is on the
// way to it.
Hash HashOf(std::u32string_view word) {
  Hash hash = kFnvStart;
  for (size_t i = word.size(); i > 0; --i) hash = Fnv1a(word.substr(i - 1, 1), hash);
  return hash;
}

bool IsHebrewPrefix(char32_t c) {
  return c == U'ו' || c == U'ה' || c == U'ב' || c == U'ל' || c == U'מ' || c == U'כ' || c == U'ש';
}

// What a code point is in a word's normal form, 0 where it belongs to no word; for what texts
// consist of (Latin, Greek, Hebrew) out of a table.
char32_t FindNormal(char32_t c) { return IsLetter(c) || IsDigit(c) ? ToLower(FoldFinal(c)) : 0; }
char32_t Normal(char32_t c) {
  constexpr size_t kTabled = 0x600;
  static const std::array<char32_t, kTabled> table = [] {
    std::array<char32_t, kTabled> made{};
    for (char32_t i = 0; i < kTabled; ++i) made[i] = FindNormal(i);
    return made;
  }();
  return c < kTabled ? table[c] : FindNormal(c);
}

// Reads a text word by word into a buffer of its own.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  // The next word in normal form; empty at the end.
  std::u32string_view Next() {
    size_t length = 0;
    while (at_ < text_.size()) {
      const Decoded decoded = DecodeAt(text_, at_);
      const char32_t c = decoded.code_point;
      at_ += decoded.length;
      if (const char32_t normal = Normal(c); normal != 0) {
        if (!IsHebrewMark(c) && length < buffer_.size()) buffer_[length++] = normal;
      } else if (length > 0) {
        const bool inner_quote =
            (IsGeresh(c) || IsGershayim(c)) && IsHebrewLetter(DecodeAt(text_, at_).code_point);
        if (!inner_quote) break;
        if (length < buffer_.size()) buffer_[length++] = U'\'';
      }
    }
    if (length > 3 && buffer_[length - 1] == U's' && buffer_[length - 2] != U's') --length;
    return {buffer_.data(), length};
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
  std::array<char32_t, kLongestWord> buffer_;
};

// A phrase as the hashes of its words.
struct Phrase {
  uint16_t topic = 0;
  uint8_t length = 0;  // words
  std::array<Hash, 6> words{};
};

class Vocabulary {
 public:
  Vocabulary() {
    for (const Evidence& evidence : kEvidence) {
      Phrase phrase;
      phrase.topic = evidence.topic;
      Words words(evidence.phrase);
      for (auto word = words.Next(); !word.empty() && phrase.length < phrase.words.size();
           word = words.Next()) {
        phrase.words[phrase.length++] = HashOf(word);
      }
      if (phrase.length == 0) continue;
      by_first_[phrase.words[0]].push_back(phrase);
      maybe_[phrase.words[0] % kFilterBits] = true;
    }
  }

  const std::vector<Phrase>* BeginningWith(Hash word) const {
    if (!maybe_[word % kFilterBits]) return nullptr;  // most words begin no phrase
    const auto found = by_first_.find(word);
    return found == by_first_.end() ? nullptr : &found->second;
  }

 private:
  static constexpr size_t kFilterBits = 1 << 15;
  std::bitset<kFilterBits> maybe_;
  std::unordered_map<Hash, std::vector<Phrase>> by_first_;
};

const Vocabulary& TheVocabulary() {
  static const Vocabulary* const vocabulary = new Vocabulary;  // lives as long as the program
  return *vocabulary;
}

using Scores = std::array<int, kTopicCount>;

// The words that are being looked at: one, and behind it as many as a phrase can have.
struct Window {
  static constexpr size_t kWords = std::tuple_size_v<decltype(Phrase::words)>;
  struct Word {
    Hash hash = 0;                // 0 behind the text's end
    std::array<Hash, 2> stems{};  // without one and two prefixes, 0 where there are none
  };
  std::array<Word, kWords> words;  // a ring
  size_t first = 0;
  const Word& at(size_t i) const { return words[(first + i) % kWords]; }
  void Push(const Word& word) {
    words[first] = word;
    first = (first + 1) % kWords;
  }
};

void Score(const Window& window, Hash first, int weight, Scores& scores) {
  const std::vector<Phrase>* phrases = TheVocabulary().BeginningWith(first);
  if (phrases == nullptr) return;
  for (const Phrase& phrase : *phrases) {
    bool same = true;
    for (size_t i = 1; i < phrase.length && same; ++i) same = window.at(i).hash == phrase.words[i];
    if (same) scores[phrase.topic] += weight * (phrase.length > 1 ? 3 : 2);
  }
}

Window::Word ReadWord(Words& reader) {
  Window::Word word;
  constexpr size_t kShortest = 4;  // letters of a word with a prefix
  const std::u32string_view letters = reader.Next();
  if (letters.empty()) return word;
  size_t prefixes = 0;
  while (prefixes < word.stems.size() && letters.size() - prefixes >= kShortest &&
         IsHebrewPrefix(letters[prefixes])) {
    ++prefixes;
  }
  word.hash = HashOf(letters.substr(prefixes));
  while (prefixes > 0) {
    word.stems[prefixes - 1] = word.hash;
    word.hash = Fnv1a(letters.substr(--prefixes, 1), word.hash);
  }
  return word;
}

// Scores a text: each word with the phrases that it begins, a Hebrew one also without up to two
// prefix letters.
void ScoreText(const WeightedText& text, Scores& scores) {
  Words reader(text.text);
  Window window;
  for (size_t i = 0; i < Window::kWords; ++i) window.Push(ReadWord(reader));
  for (; window.at(0).hash != 0; window.Push(ReadWord(reader))) {
    const Window::Word& word = window.at(0);
    Score(window, word.hash, text.weight, scores);
    for (const Hash stem : word.stems) {
      if (stem != 0) Score(window, stem, text.weight, scores);
    }
  }
}

}  // namespace

std::vector<std::string> TopicsOf(const std::vector<WeightedText>& texts) {
  // What the text repeats says little more each time; a title or a field says it outright. Without
  // these, what few of the text's lines tell of is mentioned in passing.
  constexpr int kMostFromText = 24, kFewestLines = 3;
  Scores scores{}, text_scores{}, lines{};
  for (const WeightedText& text : texts) {
    if (text.weight > 1) {
      ScoreText(text, scores);
      continue;
    }
    Scores line{};
    ScoreText(text, line);
    for (size_t i = 0; i < kTopicCount; ++i) {
      text_scores[i] += line[i];
      lines[i] += line[i] > 0;
    }
  }
  const auto add_text = [&](int fewest_lines) {
    for (size_t i = 0; i < kTopicCount; ++i) {
      if (scores[i] == 0 && lines[i] < fewest_lines) continue;
      scores[i] += std::min(text_scores[i], kMostFromText);
    }
  };
  add_text(kFewestLines);
  if (std::all_of(scores.begin(), scores.end(), [](int score) { return score == 0; })) {
    add_text(kFewestLines - 1);
  }
  std::vector<uint32_t> order(kTopicCount);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return scores[a] > scores[b]; });
  // A topic needs some evidence of its own and not too little beside the strongest; a review with
  // little evidence keeps its best topic.
  constexpr int kLeastScore = 8;
  const int least = std::max(kLeastScore, scores[order[0]] / 5);
  std::vector<std::string> ids;
  for (const size_t topic : order) {
    const bool enough = scores[topic] >= least || (ids.empty() && scores[topic] > 0);
    if (!enough || ids.size() == kMaxTopics) break;
    ids.emplace_back(kTopics[topic].id);
  }
  if (ids.empty() && !texts.empty()) ids.emplace_back(kFallbackTopic);
  return ids;
}

std::span<const Topic> Topics() { return kTopics; }

}  // namespace skira
