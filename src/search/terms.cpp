#include "search/terms.h"

#include <algorithm>

#include "search/analysis.h"
#include "search/codes.h"
#include "search/fillers.h"
#include "search/morphology.h"
#include "search/weights.h"

namespace skira {
namespace {

struct Row {
  std::string_view theme, hebrew, english;  // "a", "b", …
};
constexpr Row kRows[] = {
#define SKIRA_TERMS(theme, hebrew, english) {theme, hebrew, english},
#include "search_terms.inc"
#undef SKIRA_TERMS
};

constexpr std::string_view kConcepts = "concept";

// The form keys of the words, one behind the other.
template <typename Words>
uint32_t KeyHash(const Words& words) {
  std::string key;
  for (const auto& word : words) {
    AppendFormKey(word, key);
    key += ' ';
  }
  return HashBytes(key);
}

}  // namespace

const TermPairs& TermPairs::Get() {
  static const TermPairs pairs;
  return pairs;
}

void WarmUpSearch() { TermPairs::Get(); }

TermPairs::TermPairs() {
  Entries entries;
  for (const Row& row : kRows) {
    row_starts_.push_back(static_cast<uint32_t>(spellings_.size()));
    const bool is_concept = row.theme == kConcepts;
    AddSpellings(row.hebrew, is_concept, entries);
    AddSpellings(row.english, is_concept, entries);
  }
  row_starts_.push_back(static_cast<uint32_t>(spellings_.size()));
  by_key_ = HashBuckets(entries.pairs, static_cast<uint32_t>(spellings_.size()));
  by_concept_word_ = HashBuckets(entries.concepts, static_cast<uint32_t>(concept_words_.size()));
}

void TermPairs::AddSpellings(std::string_view quoted, bool is_concept, Entries& entries) {
  constexpr std::string_view kBetween = "\", \"";
  Tokenizer tokenizer;
  if (quoted.size() < 2) return;
  quoted = quoted.substr(1, quoted.size() - 2);
  while (!quoted.empty()) {
    const size_t end = std::min(quoted.find(kBetween), quoted.size());
    Spelling spelling;
    tokenizer.Walk(quoted.substr(0, end), [&](const Token& token) {
      if (!token.whole) spelling.emplace_back(token.term);
    });
    quoted.remove_prefix(std::min(quoted.size(), end + kBetween.size()));
    if (spelling.empty()) continue;
    const auto number = static_cast<uint32_t>(spellings_.size());
    row_of_.push_back(static_cast<uint32_t>(row_starts_.size() - 1));
    spellings_.push_back(std::move(spelling));
    concept_sizes_.push_back(0);
    if (is_concept) {
      AddConcept(number, entries);
      continue;
    }
    longest_ = std::max(longest_, spellings_.back().size());
    entries.pairs.push_back({KeyHash(spellings_.back()), number});
  }
}

void TermPairs::AddConcept(uint32_t spelling, Entries& entries) {
  constexpr uint8_t kMostWords = 16;
  uint8_t& size = concept_sizes_[spelling];
  for (const std::string& term : spellings_[spelling]) {
    if (IsFiller(term) || size >= kMostWords) continue;
    const std::vector<std::string_view> alone = {term};
    entries.concepts.push_back({KeyHash(alone), static_cast<uint32_t>(concept_words_.size())});
    concept_words_.push_back({term, spelling, size++});
  }
}

// The words of concepts that a word of a query may be: one of its forms, one of its root, or
// another single word of its line.
const std::vector<TermPairs::ConceptUse>& TermPairs::ConceptsOf(std::string_view word) const {
  constexpr size_t kMostKept = 4096;  // words
  if (concepts_of_.size() > kMostKept) concepts_of_.clear();
  const auto [entry, added] = concepts_of_.try_emplace(std::string(word));
  std::vector<ConceptUse>& uses = entry->second;
  if (!added || IsFiller(word)) return uses;
  const auto look = [&](std::string_view form) {
    const std::vector<std::string_view> alone = {form};
    by_concept_word_.ForEach(KeyHash(alone), [&](uint32_t number) {
      const ConceptWord& of = concept_words_[number];
      if (Likeness(form, of.term) < Weights().same_word) return;
      const bool known = std::any_of(uses.begin(), uses.end(), [&](const ConceptUse& use) {
        return use.spelling == of.spelling && use.bit == of.bit;
      });
      if (!known) uses.push_back({of.spelling, of.bit});
    });
  };
  look(word);
  const uint32_t prefixes = PrefixLengths(word);
  for (size_t length = 1; length < 4; ++length) {
    if ((prefixes >> length & 1) == 0 || word.size() < length + 3) continue;
    look(word.substr(length));
  }
  ForEachOfRoot(word, look);
  ForEachOther({word}, [&](const Spelling& other) {
    if (other.size() == 1) look(other[0]);
  });
  return uses;
}

std::vector<TermPairs::Spoken> TermPairs::FindConcepts(
    const std::vector<std::string_view>& words) const {
  struct Heard {
    uint32_t spelling, bits, asked;
  };
  std::vector<Heard> heard;
  for (size_t i = 0; i < words.size() && i < 32; ++i) {
    for (const ConceptUse& use : ConceptsOf(words[i])) {
      auto at = std::find_if(heard.begin(), heard.end(),
                             [&](const Heard& h) { return h.spelling == use.spelling; });
      if (at == heard.end()) at = heard.insert(at, {use.spelling, 0, 0});
      at->bits |= 1u << use.bit;
      at->asked |= 1u << i;
    }
  }
  std::vector<Spoken> spoken;
  for (const Heard& one : heard) {
    if (one.bits != (1u << concept_sizes_[one.spelling]) - 1) continue;
    spoken.push_back({row_of_[one.spelling], one.spelling, one.asked});
  }
  return spoken;
}

bool TermPairs::Says(const std::vector<std::string_view>& words, const Spelling& spelling) {
  if (words.size() != spelling.size()) return false;
  for (size_t i = 0; i < words.size(); ++i) {
    if (Likeness(words[i], spelling[i]) < Weights().same_word) return false;
  }
  return true;
}

void TermPairs::FindRows(const std::vector<std::string_view>& words) const {
  const auto look = [&](const std::vector<std::string_view>& form) {
    by_key_.ForEach(KeyHash(form), [&](uint32_t spelling) {
      const uint32_t row = row_of_[spelling];
      if (!Says(form, spellings_[spelling])) return;
      if (std::find(rows_.begin(), rows_.end(), row) == rows_.end()) rows_.push_back(row);
    });
  };
  look(words);
  // Without the Hebrew prefix of the first word.
  std::vector<std::string_view> form = words;
  const uint32_t prefixes = PrefixLengths(words[0]);
  for (size_t length = 1; length < 4; ++length) {
    if ((prefixes >> length & 1) == 0 || words[0].size() < length + 3) continue;
    form[0] = words[0].substr(length);
    look(form);
  }
}

}  // namespace skira
