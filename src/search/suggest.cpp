#include "search/suggest.h"

#include <algorithm>

#include "search/codes.h"
#include "search/morphology.h"

namespace skira {
namespace {

constexpr size_t kMost = 3;
constexpr float kKnown = 0.76F;  // the weakest evidence of a word that is no misspelling

struct NearWord {
  std::string term;
  float weight;  // likeness, and a little for being frequent
};

float FrequencyBonus(uint32_t posting_size) {
  return 0.02F * static_cast<float>(std::min(posting_size, 10u));
}

// The nearest words of the vocabulary: those found already, or, where none were, those with the
// same beginning and the least edits for their length.
std::vector<NearWord> Nearest(const IndexData& data, const WordGroup& group) {
  std::vector<NearWord> spellings;
  const WordLikeness like(group.word);
  for (const TermMatch& match : group.matches) {
    const auto term = data.segments[match.segment].vocabulary().At(match.term);
    if (IsHebrewTerm(term.term()) != IsHebrewTerm(group.word)) continue;
    const float likeness = like.To(term.term());
    if (likeness == 0) continue;
    spellings.push_back({std::string(term.term()), likeness + FrequencyBonus(match.posting_size)});
  }
  if (!spellings.empty() || group.word.size() < 3) return spellings;
  const float limit = static_cast<float>(group.word.size()) * 0.4F;
  const std::string_view start = std::string_view(group.word).substr(0, 2);
  for (const Segment& segment : data.segments) {
    auto term = segment.vocabulary().LowerBound(start);
    for (; !term.done() && term.term().starts_with(start); term.Next()) {
      const float distance = EditDistance(group.word, term.term(), limit);
      if (distance > limit) continue;
      spellings.push_back(
          {std::string(term.term()), -distance + FrequencyBonus(term.posting_size())});
    }
  }
  return spellings;
}

}  // namespace

std::vector<Suggestion> Suggest(const IndexData& data, const ParsedQuery& query,
                                const std::vector<WordGroup>& groups, bool empty) {
  std::vector<Suggestion> suggestions;
  for (const WordGroup& group : groups) {
    if (group.best >= kKnown || suggestions.size() >= kMost) continue;
    if (!empty && group.matches.empty() && groups.size() > 3) continue;
    std::vector<NearWord> spellings = Nearest(data, group);
    std::stable_sort(spellings.begin(), spellings.end(),
                     [](const NearWord& a, const NearWord& b) { return a.weight > b.weight; });
    for (const NearWord& spelling : spellings) {
      if (suggestions.size() >= kMost) break;
      const std::string text = TermText(spelling.term);
      Suggestion one;
      one.query =
          query.text.substr(0, group.range.begin) + text + query.text.substr(group.range.end);
      one.changed = {group.range.begin, group.range.begin + static_cast<uint32_t>(text.size())};
      const bool known = std::any_of(suggestions.begin(), suggestions.end(),
                                     [&](const Suggestion& s) { return s.query == one.query; });
      if (!known) suggestions.push_back(std::move(one));
    }
  }
  return suggestions;
}

}  // namespace skira
