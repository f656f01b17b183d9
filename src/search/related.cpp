// Reviews near a review: by its topics, and by those of its words that few reviews have.
#include <algorithm>
#include <cmath>

#include "search/index.h"
#include "search/rank.h"

namespace skira {
namespace {

constexpr size_t kWords = 24;        // of the review, its most telling
constexpr float kTopicShare = 0.5F;  // what a topic says beside a word as rare

struct Telling {
  uint32_t segment;
  Vocabulary::Cursor term;
  float weight;
};

}  // namespace

std::vector<Hit> Related(const SearchIndex& index, int review, int limit) {
  IndexData& data = index.data();
  data.Seal();
  std::vector<Hit> hits;
  if (review < 0 || review >= index.size() || limit <= 0) return hits;
  const uint32_t slot = data.slots[review];
  const auto all = static_cast<float>(data.slots.size());
  std::vector<float> scores(data.facts.size(), 0);
  const auto idf = [&](float reviews) {
    return std::max(0.0F, std::log(all / std::max(1.0F, reviews)));
  };

  // Topics.
  const auto topic = static_cast<uint16_t>(Facet::kTopic);
  std::vector<float> mine(data.values[topic].size(), 0), count(data.values[topic].size(), 0);
  for (const FacetValue& value : data.facets) {
    if (value.facet == topic) ++count[value.value];
  }
  for (uint32_t i = data.facts[slot].facets; i < data.FacetsEnd(slot); ++i) {
    const FacetValue value = data.facets[i];
    if (value.facet == topic) mine[value.value] = kTopicShare * idf(count[value.value]);
  }
  for (uint32_t other = 0; other < data.facts.size(); ++other) {
    for (uint32_t i = data.facts[other].facets; i < data.FacetsEnd(other); ++i) {
      if (data.facets[i].facet == topic) scores[other] += mine[data.facets[i].value];
    }
  }

  // Words: those that stand often here and in few reviews.
  const auto after = std::upper_bound(data.bases.begin(), data.bases.end(), slot);
  const auto at = static_cast<uint32_t>(after - data.bases.begin()) - 1;
  const Segment& segment = data.segments[at];
  const uint32_t local = slot - data.bases[at];
  std::vector<uint32_t> words;
  const Segment::WordRange text = segment.WordsOf(local);
  for (uint32_t i = text.begin; segment.ordered() && i < text.end; ++i) {
    if (segment.words()[i] != segment.gap()) words.push_back(segment.words()[i]);
  }
  std::sort(words.begin(), words.end());
  std::vector<Telling> telling;
  for (size_t i = 0; i < words.size();) {
    size_t end = i;
    while (end < words.size() && words[end] == words[i]) ++end;
    const Vocabulary::Cursor term = segment.vocabulary().At(words[i]);
    float reviews = 0;
    segment.ForEachPosting(term.posting(), term.posting_size(),
                           [&](uint32_t, uint8_t) { ++reviews; });
    if (term.term().size() > 2 && reviews > 1) {
      const float often = std::min(3.0F, static_cast<float>(end - i));
      telling.push_back({at, term, idf(reviews) * (1 + std::log(often))});
    }
    i = end;
  }
  const size_t kept = std::min(kWords, telling.size());
  std::partial_sort(telling.begin(), telling.begin() + static_cast<long>(kept), telling.end(),
                    [](const Telling& a, const Telling& b) { return a.weight > b.weight; });
  for (size_t i = 0; i < kept; ++i) {
    for (uint32_t s = 0; s < data.segments.size(); ++s) {
      auto term = data.segments[s].vocabulary().LowerBound(telling[i].term.term());
      if (term.done() || term.term() != telling[i].term.term()) continue;
      data.segments[s].ForEachPosting(
          term.posting(), term.posting_size(),
          [&](uint32_t other, uint8_t) { scores[data.bases[s] + other] += telling[i].weight; });
    }
  }
  for (uint32_t other = 0; other < scores.size(); ++other) {
    if (other == slot || scores[other] <= 0 || data.facts[other].review < 0) continue;
    hits.push_back({data.facts[other].review, scores[other]});
  }
  const size_t shown = std::min(hits.size(), static_cast<size_t>(limit));
  std::partial_sort(hits.begin(), hits.begin() + static_cast<long>(shown), hits.end(),
                    [](const Hit& a, const Hit& b) {
                      return a.score > b.score || (a.score == b.score && a.review < b.review);
                    });
  hits.resize(shown);
  return hits;
}

}  // namespace skira
