#include "search/expand.h"

#include <algorithm>
#include <cmath>

#include "search/analysis.h"
#include "search/codes.h"
#include "search/fillers.h"
#include "search/loanwords.h"
#include "search/morphology.h"
#include "search/terms.h"
#include "search/weights.h"

namespace skira {
namespace {

constexpr size_t kShortestLoan = 3;  // letters
constexpr int kMostTried = 96;       // terms looked at in one range of the vocabulary

}  // namespace

void Expander::Offer(const Vocabulary::Cursor& term, float weight) {
  if (weight < Weights().weakest) return;
  for (size_t i = segment_begin_; i < matches_->size(); ++i) {
    TermMatch& match = (*matches_)[i];
    if (match.term == term.id() && match.segment == segment_) {
      match.weight = std::max(match.weight, weight);
      return;
    }
  }
  matches_->push_back({segment_, term.id(), term.posting(), term.posting_size(), weight});
}

bool Expander::Exact(std::string_view word) {
  const auto term = data_.segments[segment_].vocabulary().LowerBound(word);
  if (term.done() || term.term() != word) return false;
  Offer(term, 1);
  return true;
}

// The vocabulary keeps a term by the word that its prefixes leave if it has that word; where it has
// not, the terms are looked up by their end.
void Expander::Forms(std::string_view word, bool typos, bool exact) {
  const Vocabulary& vocabulary = data_.segments[segment_].vocabulary();
  const WordLikeness likeness(word, typos);
  const auto offer = [&](const Vocabulary::Cursor& term) { Offer(term, likeness.To(term.term())); };
  vocabulary.ForEachForm(word, offer);
  const bool thorough = typos && !exact;
  if (!IsHebrewTerm(word) || word.size() < 3) return;
  const uint32_t prefixes = PrefixLengths(word);
  for (size_t length = 1; length < 4; ++length) {
    if ((prefixes >> length & 1) == 0 || word.size() < length + 3) continue;
    const std::string_view rest = word.substr(length);
    if (thorough || vocabulary.Has(rest)) vocabulary.ForEachForm(rest, offer);
  }
  if (!thorough) return;
  int tried = 0;
  vocabulary.ForEachEndingWith(word, [&](const Vocabulary::Cursor& term) {
    const size_t before = term.term().size() - word.size();
    if (before <= 4 && (PrefixLengths(term.term()) >> before & 1) != 0) offer(term);
    return ++tried < kMostTried;
  });
}

// Adds the terms that begin with the word; with a Hebrew prefix before it, where the word stands
// nowhere as it is.
void Expander::Completions(std::string_view word, std::vector<TermMatch>& matches) {
  if (word.size() < 2) return;
  const bool known = std::any_of(matches.begin(), matches.end(),
                                 [](const TermMatch& match) { return match.weight == 1; });
  matches_ = &matches;
  segment_begin_ = 0;
  const auto complete = [&](std::string_view beginning, float weight) {
    auto term = data_.segments[segment_].vocabulary().LowerBound(beginning);
    for (int i = 0; i < kMostTried && !term.done() && term.term().starts_with(beginning); ++i) {
      const auto all = static_cast<float>(term.term().size() - beginning.size() + word.size());
      Offer(term, weight * std::sqrt(static_cast<float>(word.size()) / all));
      term.Next();
    }
  };
  for (segment_ = 0; segment_ < data_.segments.size(); ++segment_) {
    complete(word, Weights().completion);
    if (known || word.size() < 3 || !IsHebrewTerm(word)) continue;
    for (const std::string_view prefix : CommonPrefixes()) {
      key_ = prefix;
      key_ += word;
      complete(key_, Weights().prefix * Weights().completion);
    }
  }
}

void Expander::Typos(std::string_view word) {
  if (word.size() < 4) return;
  const Vocabulary& vocabulary = data_.segments[segment_].vocabulary();
  const size_t half = std::max<size_t>(2, word.size() / 2);
  const WordLikeness likeness(word);
  const auto offer = [&](const Vocabulary::Cursor& term) {
    const size_t size = term.term().size();
    if (size + 3 < word.size() || word.size() + 3 < size) return;
    Offer(term, likeness.To(term.term()));
  };
  auto begun = vocabulary.LowerBound(word);
  for (int i = 0; i < kMostTried && !begun.done() && begun.term().starts_with(word); ++i) {
    const auto share = static_cast<float>(word.size()) / static_cast<float>(begun.term().size());
    Offer(begun, Weights().beginning * std::sqrt(share));
    begun.Next();
  }
  auto term = vocabulary.LowerBound(word.substr(0, half));
  for (int i = 0; i < 4 * kMostTried && !term.done(); ++i) {
    if (!term.term().starts_with(word.substr(0, half))) break;
    offer(term);
    term.Next();
  }
  int tried = 0;
  vocabulary.ForEachEndingWith(word.substr(word.size() - half), [&](const Vocabulary::Cursor& end) {
    offer(end);
    return ++tried < 2 * kMostTried;
  });
}

// Words that the other alphabet writes so: a Hebrew word is looked for among the Latin terms by the
// rules of loanwords.h, with and without prefixes; a Latin one among the Hebrew terms that sound
// like it, by the same rules.
void Expander::Loans(std::string_view word) {
  const Vocabulary& vocabulary = data_.segments[segment_].vocabulary();
  if (word.size() < kShortestLoan || !IsOneScript(word)) return;
  const uint32_t prefixes = PrefixLengths(word);
  if (IsHebrewTerm(word)) {
    for (size_t length = 0; length < 3 && length + kShortestLoan <= word.size(); ++length) {
      if ((prefixes >> length & 1) == 0) continue;
      const std::string_view rest = word.substr(length);
      if (length > 0 && rest.size() <= kShortestLoan) continue;
      // A prefix may be the word's own letter.
      const float sure = length == 0 ? 1 : Weights().prefix * Weights().prefix;
      LoanSearch(rest).Walk(vocabulary, [&](const Vocabulary::Cursor& term, float distance) {
        Offer(term, sure * LoanWeight(distance, rest.size()));
      });
    }
    return;
  }
  vocabulary.ForEachSound(word, [&](const Vocabulary::Cursor& term) {
    if (!IsHebrewTerm(term.term())) return;
    const uint32_t chains = PrefixLengths(term.term());
    for (size_t skip = 0; skip < 4 && skip + 3 <= term.term().size(); ++skip) {
      if ((chains >> skip & 1) == 0) continue;
      const std::string_view rest = term.term().substr(skip);
      if (rest.size() > word.size() + 3 || word.size() > 2 * rest.size() + 2) continue;
      Offer(term, LoanWeight(LoanDistance(rest, word), rest.size()));
    }
  });
}

// A word that stands nowhere without a prefix: the common chains before its stem.
void Expander::Prefixed(std::string_view word) {
  if (!IsHebrewTerm(word) || word.size() < 3) return;
  const Vocabulary& vocabulary = data_.segments[segment_].vocabulary();
  const WordLikeness likeness(word);
  const std::string_view stem = word.substr(0, StemLength(word));
  constexpr size_t kLongestEnding = 5;  // letters
  int tried = 0;
  for (const std::string_view prefix : PrefixChains()) {
    key_ = prefix;
    key_ += stem;
    auto term = vocabulary.LowerBound(key_);
    for (; tried < 2 * kMostTried && !term.done(); ++tried) {
      if (!term.term().starts_with(key_)) break;
      if (term.term().size() <= key_.size() + kLongestEnding) {
        Offer(term, likeness.To(term.term()));
      }
      term.Next();
    }
  }
}

// Verbs and nouns of the word's root, in its common patterns: לספור, ספירה, סופר.
void Expander::Roots(std::string_view word) {
  const Vocabulary& vocabulary = data_.segments[segment_].vocabulary();
  ForEachOfRoot(word, [&](std::string_view pattern) {
    const auto term = vocabulary.LowerBound(pattern);
    if (!term.done() && term.term() == pattern) Offer(term, Weights().root);
  });
}

WordMatches& Expander::Match(std::string_view word, bool typos) {
  auto& cache = typos ? cache_.typos : cache_.forms;
  if (const auto known = cache.find(word); known != cache.end()) return known->second;
  WordMatches& found = cache[std::string(word)];
  std::vector<TermMatch>& matches = found.matches;
  matches_ = &matches;
  for (segment_ = 0; segment_ < data_.segments.size(); ++segment_) {
    segment_begin_ = matches.size();
    const bool exact = Exact(word);
    Forms(word, typos, exact);
    if (!typos) continue;
    uint32_t strong = 0;  // bytes of postings: about as many reviews
    for (size_t i = segment_begin_; i < matches.size(); ++i) {
      if (matches[i].weight > kStrongEvidence) strong += matches[i].posting_size;
    }
    if (strong >= kStrongPostings) continue;
    Roots(word);
    if (!exact) Prefixed(word);
    Loans(word);
    Typos(word);
  }
  return found;
}

// The spelling of the words, with what each matches.
Spelling& Expander::Spell(const std::vector<std::string>& words) {
  spelling_key_ = words[0];
  for (size_t i = 1; i < words.size(); ++i) (spelling_key_ += ' ') += words[i];
  const auto known = cache_.spellings.find(spelling_key_);
  if (known != cache_.spellings.end()) return known->second;
  Spelling& spelling = cache_.spellings[spelling_key_];
  const auto has = [&](const std::string& word) {
    return std::any_of(data_.segments.begin(), data_.segments.end(),
                       [&](const Segment& segment) { return segment.vocabulary().Has(word); });
  };
  if (words.size() > 1 && !std::all_of(words.begin(), words.end(), has)) return spelling;
  for (const std::string& word : words) {
    const WordMatches& found = Match(word, false);
    if (found.matches.empty()) {
      spelling.words.clear();
      return spelling;
    }
    spelling.words.push_back(&found);
    for (const TermMatch& match : found.matches) spelling.bytes += match.posting_size;
  }
  return spelling;
}

// What `words` find together is found by each of the groups, a bit each.
void Expander::Share(const std::vector<std::string>& words, float weight, uint32_t groups,
                     ExpandedQuery& query) {
  Spelling& spelling = Spell(words);
  if (spelling.words.empty()) return;
  const auto add = [&](WordGroup& group) {
    for (StandIn& source : group.sources) {
      if (source.spelling != &spelling) continue;
      source.weight = std::max(source.weight, weight);
      return;
    }
    group.sources.push_back({&spelling, weight});
    if (spelling.words.size() > 1) return;
    for (TermMatch match : spelling.words[0]->matches) {
      match.weight *= weight;
      if (match.weight >= Weights().weakest) group.matches.push_back(match);
    }
  };
  for (size_t i = 0; i < query.groups.size(); ++i) {
    if ((groups >> i & 1) != 0) add(query.groups[i]);
  }
  for (size_t i = 0; i < query.concepts.size(); ++i) {
    if ((groups >> (kMostWords + i) & 1) != 0) add(query.concepts[i]);
  }
  if (spelling.words.size() > 1) query.phrases.push_back({&spelling, weight, groups});
}

namespace {

// The groups from first to last.
uint32_t GroupBits(size_t first, size_t last) { return (2u << last) - (1u << first); }

}  // namespace

void Expander::ExpandOthers(ExpandedQuery& query) {
  const std::vector<WordGroup>& groups = query.groups;
  const TermPairs& pairs = TermPairs::Get();
  std::vector<std::string_view> words;
  for (size_t first = 0; first < groups.size(); ++first) {
    words.clear();
    for (size_t last = first; last < groups.size() && last < first + pairs.longest(); ++last) {
      words.push_back(groups[last].word);
      pairs.ForEachOther(words, [&](const std::vector<std::string>& other) {
        Share(other, other.size() == 1 ? Weights().other_word : Weights().other_phrase,
              GroupBits(first, last), query);
      });
    }
  }
}

// What the query speaks of without naming it: it answers the words that speak of it, and is asked
// for besides.
void Expander::ExpandConcepts(ExpandedQuery& query) {
  std::vector<std::string_view> words;
  for (const WordGroup& group : query.groups) words.push_back(group.word);
  std::vector<uint32_t> rows;
  TermPairs::Get().ForEachConcept(words, [&](uint32_t row, const std::vector<std::string>& other,
                                             uint32_t asked) {
    Share(other, Weights().other_concept, asked, query);
    const auto at = static_cast<size_t>(std::find(rows.begin(), rows.end(), row) - rows.begin());
    if (at == rows.size()) {
      if (rows.size() >= kMostConcepts) return;
      rows.push_back(row);
      query.concepts.emplace_back().importance = Weights().concept_word;
    }
    Share(other, 1, 1u << (kMostWords + at), query);
  });
  const auto count = static_cast<float>(query.concepts.size());
  for (WordGroup& group : query.concepts) {
    group.importance /= 1 + Weights().concept_crowd * (count - 1);
  }
}

// "multi token" finds multitoken, and multitoken finds "multi token".
void Expander::ExpandCompounds(ExpandedQuery& query) {
  const std::vector<WordGroup>& groups = query.groups;
  for (size_t i = 0; i + 1 < groups.size(); ++i) {
    const std::string joined = groups[i].word + groups[i + 1].word;
    if (joined.size() > kLongestTerm) continue;
    Share({joined}, Weights().compound, GroupBits(i, i + 1), query);
  }
  for (size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].best > 0.9F) continue;
    const std::string word = groups[i].word;
    for (size_t cut = 3; cut + 3 <= word.size(); ++cut) {
      const std::string front = word.substr(0, cut), back = word.substr(cut);
      const bool found = std::any_of(
          data_.segments.begin(), data_.segments.end(),
          [&](const auto& s) { return s.vocabulary().Has(front) && s.vocabulary().Has(back); });
      if (found) Share({front, back}, Weights().compound, GroupBits(i, i), query);
    }
  }
}

// Words that ask or fill weigh little, unless they are all there is.
void Expander::WeighFillers(ExpandedQuery& query) const {
  const auto fills = [](const WordGroup& group) {
    return !group.title_only && IsFiller(group.word);
  };
  if (std::all_of(query.groups.begin(), query.groups.end(), fills)) return;
  for (WordGroup& group : query.groups) {
    if (fills(group)) group.importance = Weights().filler;
  }
}

ExpandedQuery Expander::Expand(const ParsedQuery& query, bool last_word_is_prefix) {
  ExpandedQuery expanded;
  std::vector<WordGroup>& groups = expanded.groups;
  Tokenizer tokenizer;
  for (const QueryPart& part : query.parts) {
    const bool title = part.kind == QueryPart::Kind::kOperator && part.op == Operator::kTitle;
    if (part.excluded || !(title || part.kind == QueryPart::Kind::kWord)) continue;
    tokenizer.Walk(query.Value(part), [&](const Token& token) {
      if (token.whole || groups.size() >= kMostWords) return;
      WordGroup& group = groups.emplace_back();
      group.word = token.term;
      group.range = {part.value.begin + token.begin, part.value.begin + token.end};
      group.title_only = title;
    });
  }
  for (WordGroup& group : groups) {
    const bool last = &group == &groups.back() && group.range.end == query.text.size();
    WordMatches& own = Match(group.word, true);
    group.matches = own.matches;
    if (last && last_word_is_prefix) {
      Completions(group.word, group.matches);
    } else {
      group.own = &own;
    }
    group.own_count = group.matches.size();
    for (const TermMatch& match : group.matches) group.best = std::max(group.best, match.weight);
  }
  WeighFillers(expanded);
  ExpandCompounds(expanded);
  ExpandOthers(expanded);
  ExpandConcepts(expanded);
  return expanded;
}

}  // namespace skira
