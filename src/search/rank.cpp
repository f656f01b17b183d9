#include "search/rank.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace skira {
namespace {

// BM25F: what an occurrence in each field is worth, how much length matters there, where more
// occurrences stop to matter. Chosen on queries of our own and on labelled ones by turns, see
// README.md.
constexpr float kTitleWeight = 4.0F, kFieldsWeight = 1.0F, kHeadingWeight = 1.5F,
                kBodyWeight = 1.0F;
constexpr float kTitleLength = 0.5F, kBodyLength = 0.6F;
constexpr float kSaturation = 1.2F;

// A review that answers all of the query keeps its score, one that answers little of it this share.
constexpr float kCoverageFloor = 0.4F;

constexpr float kNearness = 0.35F;  // of the weight of two query words that stand side by side
constexpr uint32_t kNear = 8;       // words apart
constexpr float kTitleNearness = 1.5F;
constexpr float kOrderedTerm = 0.5F;  // the weakest evidence that nearness looks at

void Grow(SearchScratch& scratch, size_t slots) {
  for (auto* values : {&scratch.frequency, &scratch.weight, &scratch.part_frequency,
                       &scratch.part_weight, &scratch.score, &scratch.coverage}) {
    values->resize(slots);
  }
  scratch.parts.resize(slots);
}

}  // namespace

void ScratchDeleter::operator()(SearchScratch* scratch) const { delete scratch; }

SearchScratch& IndexData::Prepare() {
  Seal();
  if (!scratch) scratch.reset(new SearchScratch);
  const size_t cached = scratch->cache.forms.size() + scratch->cache.typos.size();
  if (scratch->generation != generation || cached > WordCache::kMost) {
    scratch->cache = {};
    scratch->generation = generation;
  }
  return *scratch;
}

Ranker::Ranker(const IndexData& data, SearchScratch& scratch) : data_(data), scratch_(scratch) {
  Grow(scratch_, data.facts.size());
}

void Ranker::AddTerm(const TermMatch& match, float weight, bool title_only,
                     std::vector<float>& frequency, std::vector<float>& best,
                     std::vector<uint32_t>& touched) const {
  const Segment& segment = data_.segments[match.segment];
  const uint32_t base = data_.bases[match.segment];
  const auto title_mean = static_cast<float>(data_.title_length);
  const auto body_mean = static_cast<float>(data_.body_length);
  segment.ForEachPosting(match.posting, match.posting_size, [&](uint32_t review, uint8_t places) {
    const bool title = places >> 7 != 0;
    if (title_only && !title) return;
    const ReviewLength length = segment.Length(review);
    const float body_norm =
        1 - kBodyLength + kBodyLength * static_cast<float>(length.body) / body_mean;
    float times = static_cast<float>(places & 0xF) * kBodyWeight +
                  static_cast<float>(places >> 4 & 3) * kHeadingWeight;
    times /= body_norm;
    if ((places >> 6 & 1) != 0) times += kFieldsWeight;
    if (title) {
      times += kTitleWeight /
               (1 - kTitleLength + kTitleLength * static_cast<float>(length.title) / title_mean);
    }
    const uint32_t slot = base + review;
    if (best[slot] == 0) touched.push_back(slot);
    best[slot] = std::max(best[slot], weight);
    frequency[slot] += weight * times;
  });
}

// A review has the phrase as often as its rarest word, as surely as its least sure one.
void Ranker::AddPhrase(const PhraseMatch& phrase, bool title_only) {
  SearchScratch& s = scratch_;
  std::vector<uint32_t> all;
  std::vector<float> least_frequency, least_weight;
  for (size_t i = 0; i < phrase.words.size(); ++i) {
    s.part_touched.clear();
    for (const TermMatch& match : *phrase.words[i]) {
      AddTerm(match, match.weight, title_only, s.part_frequency, s.part_weight, s.part_touched);
    }
    std::vector<uint32_t> kept;
    std::vector<float> kept_frequency, kept_weight;
    if (i == 0) {
      for (const uint32_t slot : s.part_touched) {
        kept.push_back(slot);
        kept_frequency.push_back(s.part_frequency[slot]);
        kept_weight.push_back(s.part_weight[slot]);
      }
    } else {
      for (size_t k = 0; k < all.size(); ++k) {
        const uint32_t slot = all[k];
        if (s.part_weight[slot] == 0) continue;
        kept.push_back(slot);
        kept_frequency.push_back(std::min(least_frequency[k], s.part_frequency[slot]));
        kept_weight.push_back(std::min(least_weight[k], s.part_weight[slot]));
      }
    }
    for (const uint32_t slot : s.part_touched) s.part_frequency[slot] = s.part_weight[slot] = 0;
    all.swap(kept);
    least_frequency.swap(kept_frequency);
    least_weight.swap(kept_weight);
  }
  for (size_t k = 0; k < all.size(); ++k) {
    const uint32_t slot = all[k];
    const float weight = least_weight[k] * phrase.weight;
    if (s.weight[slot] == 0) s.touched.push_back(slot);
    s.weight[slot] = std::max(s.weight[slot], weight);
    s.frequency[slot] += phrase.weight * least_frequency[k];
  }
}

// Adds the word at hand to the scores; returns its weight, the inverse document frequency.
float Ranker::FinishGroup() {
  SearchScratch& s = scratch_;
  float reviews = 0;
  for (const uint32_t slot : s.touched) reviews += s.weight[slot];
  const auto all = static_cast<float>(data_.slots.size());
  const float idf = std::log1p(std::max(0.0F, all - reviews + 0.5F) / (reviews + 0.5F));
  for (const uint32_t slot : s.touched) {
    if (s.coverage[slot] == 0) s.scored.push_back(slot);
    const float answer = idf * s.weight[slot];
    s.coverage[slot] += answer + 1e-6F;
    s.score[slot] +=
        answer * s.frequency[slot] * (kSaturation + 1) / (s.frequency[slot] + kSaturation);
    s.frequency[slot] = s.weight[slot] = 0;
  }
  s.touched.clear();
  return idf;
}

void Ranker::Score(const std::vector<WordGroup>& groups, std::vector<Candidate>& candidates) {
  SearchScratch& s = scratch_;
  float whole = 0;
  for (const WordGroup& group : groups) {
    for (const TermMatch& match : group.matches) {
      AddTerm(match, match.weight, group.title_only, s.frequency, s.weight, s.touched);
    }
    for (const PhraseMatch& phrase : group.phrases) AddPhrase(phrase, group.title_only);
    idf_.push_back(FinishGroup());
    whole += idf_.back();
  }
  for (const uint32_t slot : s.scored) {
    const float coverage = whole > 0 ? std::min(1.0F, s.coverage[slot] / whole) : 1;
    const float score = s.score[slot] * (kCoverageFloor + (1 - kCoverageFloor) * coverage);
    if (data_.facts[slot].review >= 0) candidates.push_back({slot, score, coverage});
    s.score[slot] = s.coverage[slot] = 0;
  }
  s.scored.clear();
}

uint32_t Ranker::SegmentOf(uint32_t slot) const {
  const auto after = std::upper_bound(data_.bases.begin(), data_.bases.end(), slot);
  return static_cast<uint32_t>(after - data_.bases.begin()) - 1;
}

void Ranker::AddNearness(const std::vector<WordGroup>& groups, Candidate* begin, Candidate* end) {
  if (groups.size() < 2) return;
  std::vector<uint8_t>& group_of = scratch_.group_of;
  for (uint32_t segment = 0; segment < data_.segments.size(); ++segment) {
    group_of.resize(std::max<size_t>(group_of.size(), data_.segments[segment].gap() + 1));
    const auto set = [&](bool on) {
      for (size_t g = 0; g < groups.size(); ++g) {
        for (const TermMatch& match : groups[g].matches) {
          if (match.segment != segment || match.weight < kOrderedTerm) continue;
          group_of[match.term] = on ? static_cast<uint8_t>(g + 1) : 0;
        }
      }
    };
    set(true);
    for (Candidate* candidate = begin; candidate != end; ++candidate) {
      if (SegmentOf(candidate->slot) != segment) continue;
      candidate->score += Nearness(groups, segment, candidate->slot - data_.bases[segment]);
    }
    set(false);
  }
}

float Ranker::Nearness(const std::vector<WordGroup>& groups, uint32_t segment,
                       uint32_t review) const {
  const Segment& in = data_.segments[segment];
  std::array<uint32_t, kMostWords + 1> last{};  // 1 + where each group stood last
  std::array<float, kMostWords + 1> nearest{};  // of each group and the one before it
  const uint32_t begin = in.WordsBegin(review), end = in.WordsBegin(review + 1);
  bool title = true;
  for (uint32_t at = begin; at < end; ++at) {
    const uint32_t term = in.words()[at];
    if (term == in.gap()) {
      title = false;
      last = {};
      continue;
    }
    const uint32_t group = scratch_.group_of[term];
    if (group == 0) continue;
    last[group] = at + 1;
    for (const int step : {-1, 1}) {
      const uint32_t other = group + step;
      if (other == 0 || other > groups.size() || last[other] == 0) continue;
      const uint32_t apart = at + 1 - last[other];
      if (apart > kNear) continue;
      // The words in the order of the query are worth their nearness, turned around half of it.
      float near = 1.0F / static_cast<float>(apart == 0 ? 1 : apart);
      if (step > 0) near *= 0.5F;
      if (title) near *= kTitleNearness;
      float& best = nearest[step < 0 ? group : other];
      best = std::max(best, near);
    }
  }
  float sum = 0;
  for (size_t g = 1; g < groups.size(); ++g) {
    sum += nearest[g + 1] * std::min(idf_[g - 1], idf_[g]);
  }
  return kNearness * sum;
}

int Ranker::Count(const ExactPhrase& phrase, uint32_t slot) const {
  const uint32_t segment = SegmentOf(slot);
  const Segment& in = data_.segments[segment];
  const uint32_t review = slot - data_.bases[segment];
  const uint32_t begin = in.WordsBegin(review), end = in.WordsBegin(review + 1);
  const auto stands = [&](uint32_t at) {
    for (size_t i = 0; i < phrase.words.size(); ++i) {
      const uint32_t term = in.words()[at + i];
      const auto& terms = phrase.words[i];
      if (!std::any_of(terms.begin(), terms.end(), [&](const TermMatch& match) {
            return match.segment == segment && match.term == term;
          })) {
        return false;
      }
    }
    return true;
  };
  int count = 0;
  for (uint32_t at = begin; at + phrase.words.size() <= end; ++at) count += stands(at);
  return count;
}

void Ranker::Collect(const std::vector<TermMatch>& terms, std::vector<uint32_t>& slots) const {
  for (const TermMatch& match : terms) {
    data_.segments[match.segment].ForEachPosting(
        match.posting, match.posting_size,
        [&](uint32_t review, uint8_t) { slots.push_back(data_.bases[match.segment] + review); });
  }
}

}  // namespace skira
