// A search from end to end: query ─▶ groups ─▶ candidates ─▶ filters ─▶ order ─▶ result.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>

#include "search/expand.h"
#include "search/filter.h"
#include "search/index.h"
#include "search/layout.h"
#include "search/morphology.h"
#include "search/rank.h"
#include "search/search.h"
#include "search/suggest.h"
#include "search/weights.h"

namespace skira {
namespace {

constexpr size_t kNearnessOf = 24;  // best candidates whose words' nearness is looked at

class Searcher {
 public:
  Searcher(IndexData& data, std::string_view query, const SearchOptions& options)
      : data_(data),
        options_(options),
        expander_(data, data.scratch->cache),
        read_(ReadQuery(data, expander_, query, options.last_word_is_prefix)),
        query_(read_.query),
        ranker_(data, *data.scratch),
        filter_(data, query_, options) {}

  SearchResult Run() {
    expanded_ = expander_.Expand(query_, options_.last_word_is_prefix);
    ResolvePhrases();
    FindCandidates();
    Restrict();
    Order();
    SearchResult result;
    if (read_.other_layout) result.reading = query_.text;
    result.total = static_cast<int>(candidates_.size());
    Take(result);
    CountFacets(data_, all_slots_, all_misses_, result);
    result.suggestions = Suggest(data_, query_, groups_, candidates_.empty());
    return result;
  }

 private:
  bool HasWords() const {
    return !groups_.empty() || std::any_of(phrases_.begin(), phrases_.end(),
                                           [](const ExactPhrase& p) { return !p.excluded; });
  }

  // Phrases that must stand as they are, and words that must not occur.
  void ResolvePhrases() {
    Tokenizer tokenizer;
    for (const QueryPart& part : query_.parts) {
      const bool phrase = part.kind == QueryPart::Kind::kPhrase;
      const bool title = part.kind == QueryPart::Kind::kOperator && part.op == Operator::kTitle;
      if (!phrase && !(part.excluded && (title || part.kind == QueryPart::Kind::kWord))) continue;
      ExactPhrase resolved{.words = {}, .excluded = part.excluded};
      tokenizer.Walk(query_.Value(part), [&](const Token& token) {
        if (token.whole || resolved.words.size() >= kMostWords) return;
        std::vector<TermMatch>& terms =
            resolved.words.emplace_back(expander_.ExpandWord(token.term, false));
        // In quotes: the word itself, with prefixes before the first.
        const float least = !phrase                      ? Weights().exclusion
                            : resolved.words.size() == 1 ? 0.9F
                                                         : 1.0F;
        std::erase_if(terms, [&](const TermMatch& match) { return match.weight < least; });
      });
      if (resolved.words.empty()) continue;
      ranker_.Loosen(resolved);
      phrases_.push_back(std::move(resolved));
    }
  }

  void FindCandidates() {
    if (!groups_.empty()) {
      ranker_.Score(expanded_, candidates_);
    } else if (!HasWords()) {
      if (!filter_.restricts() && phrases_.empty()) return;
      for (const uint32_t slot : data_.slots) {
        if (data_.facts[slot].review >= 0) candidates_.push_back({slot, 0, 1});
      }
    }
    for (const ExactPhrase& phrase : phrases_) {
      if (!phrase.excluded) ApplyPhrase(phrase);
    }
    for (const ExactPhrase& phrase : phrases_) {
      if (!phrase.excluded) continue;
      std::erase_if(candidates_,
                    [&](const Candidate& c) { return ranker_.Count(phrase, c.slot) > 0; });
    }
    for (const WordGroup& group : groups_) {
      if (group.title_only) RequireInTitle(group);
    }
    KeepCovering();
  }

  // Where there are no words, those that have the phrase are the candidates.
  void ApplyPhrase(const ExactPhrase& phrase) {
    if (candidates_.empty() && groups_.empty()) {
      std::vector<uint32_t> slots;
      ranker_.Collect(phrase.words[0], slots);
      std::sort(slots.begin(), slots.end());
      slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
      for (const uint32_t slot : slots) {
        if (data_.facts[slot].review >= 0) candidates_.push_back({slot, 0, 1});
      }
    }
    for (Candidate& candidate : candidates_) {
      const int count = ranker_.Count(phrase, candidate.slot);
      const auto times = static_cast<float>(count);
      candidate.score += count == 0 ? 0 : Weights().phrase * times / (times + 1);
      if (count == 0) candidate.coverage = -1;
    }
    std::erase_if(candidates_, [](const Candidate& c) { return c.coverage < 0; });
  }

  void RequireInTitle(const WordGroup& group) {
    std::vector<uint32_t> slots;
    for (const TermMatch& match : group.matches) {
      data_.segments[match.segment].ForEachPosting(
          match.posting, match.posting_size, [&](uint32_t review, uint8_t places) {
            if (places >> 7 != 0) slots.push_back(data_.bases[match.segment] + review);
          });
    }
    std::sort(slots.begin(), slots.end());
    std::erase_if(candidates_, [&](const Candidate& c) {
      return !std::binary_search(slots.begin(), slots.end(), c.slot);
    });
  }

  // What answers much less of the query than the best is not found.
  void KeepCovering() {
    float best = 0;
    for (const Candidate& candidate : candidates_) best = std::max(best, candidate.coverage);
    std::erase_if(candidates_,
                  [&](const Candidate& c) { return c.coverage < Weights().found_share * best; });
  }

  void Restrict() {
    for (const Candidate& candidate : candidates_) {
      const uint32_t misses = filter_.restricts() ? filter_.Misses(candidate.slot) : 0;
      if (misses == Filter::kOut) continue;
      all_slots_.push_back(candidate.slot);
      all_misses_.push_back(misses);
      if (misses == 0) candidates_[kept_++] = candidate;
    }
    candidates_.resize(kept_);
  }

  int32_t DateOf(const Candidate& c) const { return data_.facts[c.slot].date; }

  void Order() {
    const auto by_score = [&](const Candidate& a, const Candidate& b) {
      if (a.score != b.score) return a.score > b.score;
      if (DateOf(a) != DateOf(b)) return DateOf(a) > DateOf(b);
      return data_.facts[a.slot].review < data_.facts[b.slot].review;
    };
    const auto by_date = [&](const Candidate& a, const Candidate& b) {
      const bool oldest = options_.sort == SortOrder::kOldest;
      // Without a date: last in either order.
      if ((DateOf(a) == 0) != (DateOf(b) == 0)) return DateOf(b) == 0;
      if (DateOf(a) != DateOf(b)) return oldest == (DateOf(a) < DateOf(b));
      return data_.facts[a.slot].review < data_.facts[b.slot].review;
    };
    const size_t shown =
        std::min(candidates_.size(), static_cast<size_t>(std::max(0, options_.offset)) +
                                         static_cast<size_t>(std::max(0, options_.limit)));
    if (options_.sort != SortOrder::kRelevance || groups_.empty()) {
      if (options_.sort != SortOrder::kRelevance || !HasWords()) {
        std::partial_sort(candidates_.begin(), candidates_.begin() + static_cast<long>(shown),
                          candidates_.end(), by_date);
        return;
      }
    }
    const size_t near = std::min(candidates_.size(), std::max(shown, kNearnessOf));
    std::partial_sort(candidates_.begin(), candidates_.begin() + static_cast<long>(near),
                      candidates_.end(), by_score);
    const size_t looked = std::min(near, kNearnessOf);
    ranker_.AddNearness(groups_, candidates_.data(), candidates_.data() + looked);
    std::sort(candidates_.begin(), candidates_.begin() + static_cast<long>(near), by_score);
  }

  void Take(SearchResult& result) const {
    const auto first = static_cast<size_t>(std::max(0, options_.offset));
    for (size_t i = first; i < candidates_.size(); ++i) {
      if (static_cast<int>(result.hits.size()) >= options_.limit) break;
      const Candidate& candidate = candidates_[i];
      result.hits.push_back({data_.facts[candidate.slot].review, candidate.score});
    }
  }

  IndexData& data_;
  const SearchOptions& options_;
  Expander expander_;
  const QueryReading read_;
  const ParsedQuery& query_;
  Ranker ranker_;
  Filter filter_;
  ExpandedQuery expanded_;
  const std::vector<WordGroup>& groups_ = expanded_.groups;
  std::vector<ExactPhrase> phrases_;
  std::vector<Candidate> candidates_;
  std::vector<uint32_t> all_slots_, all_misses_;
  size_t kept_ = 0;
};

}  // namespace

SearchResult Search(const SearchIndex& index, std::string_view query,
                    const SearchOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  IndexData& data = index.data();
  data.Prepare();
  SearchResult result = Searcher(data, query, options).Run();
  const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - begin;
  result.microseconds = time.count();
  return result;
}

}  // namespace skira
