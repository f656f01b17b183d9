#include "search/rank.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "search/weights.h"

namespace skira {
namespace {

constexpr uint32_t kNear = 8;         // words apart, of which nearness tells
constexpr float kOrderedTerm = 0.5F;  // the weakest evidence that nearness looks at

// The words of a phrase are looked up where their postings take no more bytes, see kMostOfWord.
constexpr uint32_t kMostOfPhrase = 1 << 13;

// Makes the buffers fit an index that has changed.
void Fit(const IndexData& data, SearchScratch& scratch) {
  const SearchWeights& w = Weights();
  const size_t slots = data.facts.size();
  for (auto* values :
       {&scratch.frequency, &scratch.weight, &scratch.part_frequency, &scratch.part_weight,
        &scratch.score, &scratch.coverage, &scratch.rare, &scratch.rare_idf}) {
    values->resize(slots);
  }
  scratch.title_scale.clear();
  scratch.body_scale.clear();
  for (const Segment& segment : data.segments) {
    for (uint32_t i = 0; i < segment.size(); ++i) {
      const ReviewLength length = segment.Length(i);
      const double title = length.title / data.title_length, body = length.body / data.body_length;
      scratch.title_scale.push_back(
          static_cast<float>(w.title / (1 - w.title_length + w.title_length * title)));
      scratch.body_scale.push_back(
          static_cast<float>(1 / (1 - w.body_length + w.body_length * body)));
    }
  }
}

// A misspelling or the like: what it finds counts, but not for how rare the word is.
bool IsUnsure(const TermMatch& match) {
  return match.source == 0 && match.weight < Weights().same_word;
}

uint32_t PostingBytes(const std::vector<TermMatch>& matches) {
  uint32_t bytes = 0;
  for (const TermMatch& match : matches) bytes += match.posting_size;
  return bytes;
}

}  // namespace

void ScratchDeleter::operator()(SearchScratch* scratch) const { delete scratch; }

SearchScratch& IndexData::Prepare() {
  Seal();
  if (!scratch) scratch.reset(new SearchScratch);
  const size_t cached = scratch->cache.forms.size() + scratch->cache.typos.size();
  if (scratch->generation != generation || cached > WordCache::kMost) {
    scratch->cache = {};
    Fit(*this, *scratch);
    scratch->generation = generation;
  }
  return *scratch;
}

Ranker::Ranker(const IndexData& data, SearchScratch& scratch) : data_(data), scratch_(scratch) {}

void Ranker::AddTerm(const TermMatch& match, bool title_only, std::vector<float>& frequency,
                     std::vector<float>& best, std::vector<uint32_t>& touched) const {
  const SearchWeights& w = Weights();
  const float weight = match.weight;
  const Segment& segment = data_.segments[match.segment];
  const uint32_t base = data_.bases[match.segment];
  segment.ForEachPosting(match.posting, match.posting_size, [&](uint32_t review, uint8_t places) {
    const uint32_t slot = base + review;
    float times = static_cast<float>(places & 0xF) * scratch_.body_scale[slot];
    if ((places & 0xF0) != 0) {
      times += static_cast<float>(places >> 4 & 3) * w.heading * scratch_.body_scale[slot];
      if ((places >> 6 & 1) != 0) times += w.fields;
      if (places >> 7 != 0) times += scratch_.title_scale[slot];
    }
    if (title_only && places >> 7 == 0) return;
    if (best[slot] == 0) touched.push_back(slot);
    best[slot] = std::max(best[slot], weight);
    frequency[slot] += weight * times;
  });
}

float Ranker::Idf(float reviews) const {
  const auto all = static_cast<float>(data_.slots.size());
  return std::log1p(std::max(0.0F, all - reviews + 0.5F) / (reviews + 0.5F));
}

// The matches that are looked up, by source.
std::span<const TermMatch> Ranker::Affordable(const std::vector<TermMatch>& matches) {
  if (PostingBytes(matches) <= kMostOfWord) return matches;
  affordable_ = matches;
  std::stable_sort(affordable_.begin(), affordable_.end(),
                   [](const TermMatch& a, const TermMatch& b) { return a.weight > b.weight; });
  uint32_t bytes = 0;
  std::erase_if(affordable_, [&](const TermMatch& match) {
    if (bytes > 0 && bytes + match.posting_size > kMostOfWord) return true;
    bytes += match.posting_size;
    return false;
  });
  std::stable_sort(affordable_.begin(), affordable_.end(),
                   [](const TermMatch& a, const TermMatch& b) { return a.source < b.source; });
  return affordable_;
}

// Adds the matches of a group, one source after the other.
void Ranker::AddGroup(const WordGroup& group) {
  SearchScratch& s = scratch_;
  const std::span<const TermMatch> matches = Affordable(group.matches);
  for (size_t i = 0; i < matches.size();) {
    size_t end = i;
    while (end < matches.size() && matches[end].source == matches[i].source) ++end;
    const std::span<const TermMatch> source = matches.subspan(i, end - i);
    i = end;
    s.part_touched.clear();
    for (const TermMatch& match : source) {
      if (IsUnsure(match)) continue;
      AddTerm(match, group.title_only, s.part_frequency, s.part_weight, s.part_touched);
    }
    float most = 0, sum = 0;
    for (const uint32_t slot : s.part_touched) {
      sum += s.part_weight[slot];
      most = std::max(most, s.part_weight[slot]);
    }
    const float idf = most > 0 ? Idf(std::max(sum / most, CutReviews(source))) : 0;
    for (const uint32_t slot : s.part_touched) {
      AddAnswer({slot, s.part_frequency[slot], s.part_weight[slot]}, idf);
      s.part_frequency[slot] = s.part_weight[slot] = 0;
    }
    for (const TermMatch& match : source) {
      if (IsUnsure(match)) AddTerm(match, group.title_only, s.frequency, s.weight, s.touched);
    }
  }
}

// Adds what one source of the word at hand gives. What is rare for its own source is not made
// common by the others: "believe" answers a word whose forms look like those of "train".
void Ranker::AddAnswer(const PhraseAnswer& answer, float idf) {
  SearchScratch& s = scratch_;
  const float k = Weights().saturation;
  const uint32_t slot = answer.slot;
  if (s.weight[slot] == 0) s.touched.push_back(slot);
  s.weight[slot] = std::max(s.weight[slot], answer.weight);
  s.frequency[slot] += answer.frequency;
  const float worth = answer.weight * answer.frequency * (k + 1) / (answer.frequency + k);
  if (worth * idf <= s.rare[slot] * s.rare_idf[slot]) return;
  s.rare[slot] = worth;
  s.rare_idf[slot] = idf;
}

// A review has the phrase as often as its rarest word, as surely as its least sure one.
std::vector<PhraseAnswer> Ranker::Answers(const PhraseMatch& phrase) {
  SearchScratch& s = scratch_;
  std::vector<PhraseAnswer> answers;
  uint32_t bytes = 0;
  for (const auto* matches : phrase.words) bytes += PostingBytes(*matches);
  if (bytes > kMostOfPhrase) return answers;
  for (size_t i = 0; i < phrase.words.size(); ++i) {
    s.part_touched.clear();
    for (const TermMatch& match : *phrase.words[i]) {
      AddTerm(match, false, s.part_frequency, s.part_weight, s.part_touched);
    }
    if (i == 0) {
      for (const uint32_t slot : s.part_touched) {
        answers.push_back({slot, s.part_frequency[slot], s.part_weight[slot]});
      }
    } else {
      std::erase_if(answers, [&](const PhraseAnswer& a) { return s.part_weight[a.slot] == 0; });
      for (PhraseAnswer& answer : answers) {
        answer.frequency = std::min(answer.frequency, s.part_frequency[answer.slot]);
        answer.weight = std::min(answer.weight, s.part_weight[answer.slot]);
      }
    }
    for (const uint32_t slot : s.part_touched) s.part_frequency[slot] = s.part_weight[slot] = 0;
  }
  return answers;
}

// Adds the word at hand to the scores; returns its weight, the inverse document frequency.
float Ranker::FinishGroup(float reviews, float importance) {
  const SearchWeights& w = Weights();
  SearchScratch& s = scratch_;
  float added = 0;
  for (const uint32_t slot : s.touched) added += s.weight[slot];
  reviews = std::max(reviews, added);
  const float idf = importance * Idf(reviews);
  for (const uint32_t slot : s.touched) {
    if (s.coverage[slot] == 0) s.scored.push_back(slot);
    const float answer = idf * s.weight[slot];
    s.coverage[slot] += answer + 1e-6F;
    const float rare = s.rare[slot] * ((1 - w.rare) * idf + w.rare * importance * s.rare_idf[slot]);
    s.score[slot] += std::max(
        rare, answer * s.frequency[slot] * (w.saturation + 1) / (s.frequency[slot] + w.saturation));
    s.rare[slot] = s.rare_idf[slot] = 0;
    s.frequency[slot] = s.weight[slot] = 0;
  }
  s.touched.clear();
  return idf;
}

void Ranker::Score(const ExpandedQuery& query, std::vector<Candidate>& candidates) {
  const SearchWeights& w = Weights();
  SearchScratch& s = scratch_;
  std::vector<std::vector<PhraseAnswer>> answers;
  for (const PhraseMatch& phrase : query.phrases) answers.push_back(Answers(phrase));
  float whole = 0;
  const auto add = [&](const WordGroup& group, size_t bit) {
    AddGroup(group);
    for (size_t p = 0; p < answers.size() && !group.title_only; ++p) {
      const PhraseMatch& phrase = query.phrases[p];
      if ((phrase.groups >> bit & 1) == 0) continue;
      float reviews = 0;
      for (const PhraseAnswer& answer : answers[p]) reviews += answer.weight;
      for (const PhraseAnswer& answer : answers[p]) {
        AddAnswer({answer.slot, phrase.weight * answer.frequency, phrase.weight * answer.weight},
                  Idf(reviews));
      }
    }
    return FinishGroup(CutReviews(group.matches), group.importance);
  };
  for (size_t g = 0; g < query.groups.size(); ++g) {
    idf_.push_back(add(query.groups[g], g));
    whole += idf_.back();
  }
  for (size_t c = 0; c < query.concepts.size(); ++c) add(query.concepts[c], kMostWords + c);
  for (const uint32_t slot : s.scored) {
    const float coverage = whole > 0 ? std::min(1.0F, s.coverage[slot] / whole) : 1;
    const float score = s.score[slot] * (w.coverage_floor + (1 - w.coverage_floor) * coverage);
    if (data_.facts[slot].review >= 0) candidates.push_back({slot, score, coverage});
    s.score[slot] = s.coverage[slot] = 0;
  }
  s.scored.clear();
}

// Where postings were cut off: how many reviews answer the word if each of its terms stands where
// it does without regard to the others. 0 where none was cut off.
float Ranker::CutReviews(std::span<const TermMatch> matches) const {
  float without = 1;
  bool cut = false;
  const auto all = static_cast<float>(data_.slots.size());
  for (const TermMatch& match : matches) {
    const uint32_t reviews = data_.segments[match.segment].CutReviews(match.term);
    cut |= reviews > 0;
    const uint32_t about = reviews > 0 ? reviews : match.posting_size / 2;
    without *= 1 - std::min(1.0F, match.weight * static_cast<float>(about) / all);
  }
  return cut ? all * (1 - without) : 0;
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
  const SearchWeights& w = Weights();
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
      if (step > 0) near *= w.turned_nearness;
      if (title) near *= w.title_nearness;
      float& best = nearest[step < 0 ? group : other];
      best = std::max(best, near);
    }
  }
  float sum = 0;
  for (size_t g = 1; g < groups.size(); ++g) {
    sum += nearest[g + 1] * std::min(idf_[g - 1], idf_[g]);
  }
  return w.nearness * sum;
}

int Ranker::Count(const ExactPhrase& phrase, uint32_t slot) const {
  const uint32_t segment = SegmentOf(slot);
  const Segment& in = data_.segments[segment];
  if (!in.ordered()) return std::binary_search(phrase.loose.begin(), phrase.loose.end(), slot);
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

void Ranker::Loosen(ExactPhrase& phrase) const {
  if (std::all_of(data_.segments.begin(), data_.segments.end(),
                  [](const Segment& segment) { return segment.ordered(); })) {
    return;
  }
  std::vector<uint32_t> slots, both;
  for (size_t i = 0; i < phrase.words.size(); ++i) {
    slots.clear();
    Collect(phrase.words[i], slots);
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    if (i == 0) {
      phrase.loose = slots;
      continue;
    }
    both.clear();
    std::set_intersection(phrase.loose.begin(), phrase.loose.end(), slots.begin(), slots.end(),
                          std::back_inserter(both));
    phrase.loose = both;
  }
}

void Ranker::Collect(const std::vector<TermMatch>& terms, std::vector<uint32_t>& slots) const {
  for (const TermMatch& match : terms) {
    data_.segments[match.segment].ForEachPosting(
        match.posting, match.posting_size,
        [&](uint32_t review, uint8_t) { slots.push_back(data_.bases[match.segment] + review); });
  }
}

}  // namespace skira
