#include "search/terms.h"

#include <algorithm>

#include "search/analysis.h"
#include "search/codes.h"
#include "search/morphology.h"
#include "search/weights.h"

namespace skira {
namespace {

struct Row {
  std::string_view hebrew, english;  // "a", "b", …
};
constexpr Row kRows[] = {
#define SKIRA_TERMS(hebrew, english) {hebrew, english},
#include "search_terms.inc"
#undef SKIRA_TERMS
};

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
  std::vector<HashBuckets::Entry> entries;
  for (const Row& row : kRows) {
    row_starts_.push_back(static_cast<uint32_t>(spellings_.size()));
    AddSpellings(row.hebrew, entries);
    AddSpellings(row.english, entries);
  }
  row_starts_.push_back(static_cast<uint32_t>(spellings_.size()));
  by_key_ = HashBuckets(entries, static_cast<uint32_t>(spellings_.size()));
}

void TermPairs::AddSpellings(std::string_view quoted, std::vector<HashBuckets::Entry>& entries) {
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
    longest_ = std::max(longest_, spelling.size());
    entries.push_back({KeyHash(spelling), static_cast<uint32_t>(spellings_.size())});
    row_of_.push_back(static_cast<uint32_t>(row_starts_.size() - 1));
    spellings_.push_back(std::move(spelling));
  }
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
