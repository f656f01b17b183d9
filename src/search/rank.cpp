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

// Words that must stand together are looked up where their postings take no more bytes, see
// kMostOfWord.
constexpr uint32_t kMostOfPhrase = 1 << 13;

// Makes the buffers fit an index that has changed.
void Fit(const IndexData& data, SearchScratch& scratch) {
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
      scratch.title_scale.push_back(TitleScale(title));
      scratch.body_scale.push_back(BodyScale(body));
    }
  }
}

// A misspelling or the like: what it finds counts, but not for how rare the word is.
bool IsUnsure(const TermMatch& match) { return match.weight < Weights().same_word; }

uint32_t PostingBytes(std::span<const TermMatch> matches) {
  uint32_t bytes = 0;
  for (const TermMatch& match : matches) bytes += match.posting_size;
  return bytes;
}

}  // namespace

float TitleScale(double length) {
  const SearchWeights& w = Weights();
  return static_cast<float>(w.title / (1 - w.title_length + w.title_length * length));
}

float BodyScale(double length) {
  const SearchWeights& w = Weights();
  return static_cast<float>(1 / (1 - w.body_length + w.body_length * length));
}

float Occurrences(uint8_t places, float title_scale, float body_scale) {
  const SearchWeights& w = Weights();
  float times = static_cast<float>(places & 0xF) * body_scale;
  if ((places & 0xF0) != 0) {
    times += static_cast<float>(places >> 4 & 3) * w.heading * body_scale;
    if ((places >> 6 & 1) != 0) times += w.fields;
    if (places >> 7 != 0) times += title_scale;
  }
  return times;
}

void ScratchDeleter::operator()(SearchScratch* scratch) const { delete scratch; }

SearchScratch& IndexData::Prepare() {
  Seal();
  if (!scratch) scratch.reset(new SearchScratch);
  if (scratch->generation != generation || scratch->cache.full()) {
    scratch->cache = {};
    Fit(*this, *scratch);
    scratch->generation = generation;
  }
  return *scratch;
}

Ranker::Ranker(const IndexData& data, SearchScratch& scratch)
    : data_(data),
      scratch_(scratch),
      partial_(std::any_of(data.segments.begin(), data.segments.end(),
                           [](const Segment& segment) { return !segment.ordered(); })) {}

void Ranker::AddTerm(const TermMatch& match, bool title_only, std::vector<float>& frequency,
                     std::vector<float>& best, std::vector<uint32_t>& touched) const {
  const float weight = match.weight;
  const Segment& segment = data_.segments[match.segment];
  const uint32_t base = data_.bases[match.segment];
  segment.ForEachPosting(match.posting, match.posting_size, [&](uint32_t review, uint8_t places) {
    const uint32_t slot = base + review;
    const float times = Occurrences(places, scratch_.title_scale[slot], scratch_.body_scale[slot]);
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

void KeepSurest(std::vector<TermMatch>& matches) {
  std::stable_sort(matches.begin(), matches.end(),
                   [](const TermMatch& a, const TermMatch& b) { return a.weight > b.weight; });
  uint32_t bytes = 0;
  std::erase_if(matches, [&](const TermMatch& match) {
    if (bytes > 0 && bytes + match.posting_size > kMostOfWord) return true;
    bytes += match.posting_size;
    return false;
  });
}

// The matches that are looked up: the surest, until they take too many bytes.
std::vector<TermMatch> Ranker::Affordable(std::vector<TermMatch> matches) const {
  if (PostingBytes(matches) > kMostOfWord) KeepSurest(matches);
  return matches;
}

// The reviews that have any of the matches, of those that are sure, unsure or both.
Answers Ranker::TakeAnswers(std::span<const TermMatch> matches, bool sure, bool unsure) {
  SearchScratch& s = scratch_;
  s.part_touched.clear();
  for (const TermMatch& match : matches) {
    if (IsUnsure(match) ? unsure : sure) {
      AddTerm(match, false, s.part_frequency, s.part_weight, s.part_touched);
    }
  }
  Answers answers;
  answers.list.reserve(s.part_touched.size());
  float sum = 0, most = 0;
  for (const uint32_t slot : s.part_touched) {
    answers.list.push_back({slot, s.part_frequency[slot], s.part_weight[slot]});
    sum += s.part_weight[slot];
    most = std::max(most, s.part_weight[slot]);
    s.part_frequency[slot] = s.part_weight[slot] = 0;
  }
  if (most > 0) answers.reviews = std::max(sum / most, CutReviews(matches));
  s.cache.answers += answers.list.size();
  return answers;
}

void Ranker::AnswerWord(std::span<const TermMatch> matches, WordMatches& word) {
  if (word.answered) return;
  word.sure = TakeAnswers(matches, true, false);
  word.unsure = TakeAnswers(matches, false, true);
  word.answered = true;
}

// A review has several words as often as the rarest of them, as surely as the least sure one.
const Answers& Ranker::AnswersOf(Spelling& spelling) {
  if (spelling.answered) return spelling.answers;
  spelling.answered = true;
  Answers& answers = spelling.answers;
  if (spelling.words.size() == 1) {
    answers = TakeAnswers(Affordable(spelling.words[0]->matches), true, true);
    return answers;
  }
  if (spelling.bytes > kMostOfPhrase) return answers;
  SearchScratch& s = scratch_;
  float unseen = 1;  // all reviews of a word to those whose postings are there
  for (size_t i = 0; i < spelling.words.size(); ++i) {
    const Answers word = TakeAnswers(spelling.words[i]->matches, true, true);
    if (partial_ && !word.list.empty()) {
      unseen = std::max(unseen, word.reviews / static_cast<float>(word.list.size()));
    }
    if (i == 0) {
      answers.list = word.list;
      continue;
    }
    for (const Answer& one : word.list) {
      s.part_frequency[one.slot] = one.frequency;
      s.part_weight[one.slot] = one.weight;
    }
    std::erase_if(answers.list, [&](const Answer& a) { return s.part_weight[a.slot] == 0; });
    for (Answer& answer : answers.list) {
      answer.frequency = std::min(answer.frequency, s.part_frequency[answer.slot]);
      answer.weight = std::min(answer.weight, s.part_weight[answer.slot]);
    }
    for (const Answer& one : word.list) s.part_frequency[one.slot] = s.part_weight[one.slot] = 0;
  }
  for (const Answer& answer : answers.list) answers.reviews += answer.weight;
  answers.reviews *= unseen;
  return answers;
}

// Adds what the word at hand and its sources give.
void Ranker::AddGroup(const WordGroup& group) {
  SearchScratch& s = scratch_;
  looked_up_.clear();
  if (group.title_only) {
    if (partial_) looked_up_ = group.matches;
    for (const TermMatch& match : group.matches) {
      AddTerm(match, true, s.frequency, s.weight, s.touched);
    }
    return;
  }
  const std::span<const TermMatch> own(group.matches.data(), group.own_count);
  if (partial_) looked_up_ = Affordable({own.begin(), own.end()});
  WordMatches typed;  // of a word that is still being typed, or that too many reviews have to keep
  const bool kept = group.own != nullptr && PostingBytes(own) <= kMostOfPhrase;
  WordMatches& word = kept ? *group.own : typed;
  if (!word.answered) AnswerWord(Affordable({own.begin(), own.end()}), word);
  AddAnswers(word.sure, 1);
  for (const Answer& answer : word.unsure.list) AddUnsure(answer);
  s.cache.answers -= typed.sure.list.size() + typed.unsure.list.size();
  uint32_t bytes = std::min(kMostOfWord, PostingBytes(own));
  for (const StandIn& source : group.sources) {
    // What so many reviews have tells little as itself, and less in another's place.
    if (source.spelling->bytes > kMostOfPhrase) continue;
    if (bytes > 0 && bytes + source.spelling->bytes > kMostOfWord) continue;
    bytes += source.spelling->bytes;
    AddAnswers(AnswersOf(*source.spelling), source.weight);
    if (!partial_ || source.spelling->words.size() != 1) continue;
    for (TermMatch match : source.spelling->words[0]->matches) {
      match.weight *= source.weight;
      if (match.weight >= Weights().weakest) looked_up_.push_back(match);
    }
  }
}

void Ranker::AddUnsure(const Answer& answer) {
  SearchScratch& s = scratch_;
  const uint32_t slot = answer.slot;
  if (s.weight[slot] == 0) s.touched.push_back(slot);
  s.weight[slot] = std::max(s.weight[slot], answer.weight);
  s.frequency[slot] += answer.frequency;
}

// Adds what one source of the word at hand gives. What is rare for its own source is not made
// common by the others: "believe" answers a word whose forms look like those of "train".
void Ranker::AddAnswers(const Answers& answers, float weight) {
  SearchScratch& s = scratch_;
  const float k = Weights().saturation, weakest = Weights().weakest;
  const float idf = Idf(answers.reviews);
  for (Answer answer : answers.list) {
    answer.weight *= weight;
    answer.frequency *= weight;
    if (answer.weight < weakest) continue;
    AddUnsure(answer);
    const float worth = answer.weight * answer.frequency * (k + 1) / (answer.frequency + k);
    if (worth * idf <= s.rare[answer.slot] * s.rare_idf[answer.slot]) continue;
    s.rare[answer.slot] = worth;
    s.rare_idf[answer.slot] = idf;
  }
}

// Adds the word at hand to the scores; returns its weight, the inverse document frequency.
float Ranker::FinishGroup(std::span<const TermMatch> looked_up, float importance) {
  const SearchWeights& w = Weights();
  SearchScratch& s = scratch_;
  float added = 0, times = 0;
  for (const uint32_t slot : s.touched) {
    added += s.weight[slot];
    times += s.frequency[slot];
  }
  const float cut = CutReviews(looked_up);
  const float reviews = std::max(cut, added);
  if (added > 0) {
    const float mean = cut > added ? CutTimes(looked_up) : times / added;
    importance *= 1 - w.general + w.general * mean / (mean + w.general_at);
  }
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
  float whole = 0;
  for (const WordGroup& group : query.groups) {
    AddGroup(group);
    idf_.push_back(FinishGroup(looked_up_, group.importance));
    whole += idf_.back();
  }
  for (const WordGroup& group : query.concepts) {
    AddGroup(group);
    FinishGroup(looked_up_, group.importance);
  }
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
    const Segment::PartialTerm* known =
        data_.segments[match.segment].Cut(match.term, match.posting);
    cut |= known != nullptr;
    const uint32_t about = known != nullptr ? known->reviews : match.posting_size / 2;
    without *= 1 - std::min(1.0F, match.weight * static_cast<float>(about) / all);
  }
  return cut ? all * (1 - without) : 0;
}

// The same of how often a review that has it has the word, on the average.
float Ranker::CutTimes(std::span<const TermMatch> matches) const {
  float times = 0, reviews = 0;
  for (const TermMatch& match : matches) {
    const Segment::PartialTerm* known = data_.segments[match.segment].Known(match.term);
    if (known == nullptr) continue;
    const float sure = match.weight * static_cast<float>(known->reviews);
    reviews += sure;
    times += sure * known->times;
  }
  return reviews > 0 ? times / reviews : 0;
}

uint32_t Ranker::SegmentOf(uint32_t slot) const {
  const auto after = std::upper_bound(data_.bases.begin(), data_.bases.end(), slot);
  return static_cast<uint32_t>(after - data_.bases.begin()) - 1;
}

void Ranker::AddNearness(const std::vector<WordGroup>& groups, Candidate* begin, Candidate* end) {
  if (groups.size() < 2) return;
  std::vector<uint8_t>& group_of = scratch_.group_of;
  for (uint32_t segment = 0; segment < data_.segments.size(); ++segment) {
    group_of.resize(std::max<size_t>(group_of.size(), data_.segments[segment].gap() + 2));
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
  const auto [begin, end] = in.WordsOf(review);
  bool title = true;
  uint32_t title_words = 0, title_answered = 0, title_groups = 0;
  for (uint32_t at = begin; at < end; ++at) {
    const uint32_t term = in.words()[at];
    if (term == in.gap()) {
      title = false;
      last = {};
      continue;
    }
    title_words += title;
    const uint32_t group = scratch_.group_of[term];
    if (group == 0) continue;
    if (title && group <= 32) {
      ++title_answered;
      title_groups |= 1u << (group - 1);
    }
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
  float in_title = 0;
  for (size_t g = 0; g < groups.size(); ++g) in_title += (title_groups >> g & 1) ? idf_[g] : 0;
  if (title_words > 0)
    in_title *= static_cast<float>(title_answered) / static_cast<float>(title_words);
  return w.nearness * sum + w.title_share * in_title;
}

int Ranker::Count(const ExactPhrase& phrase, uint32_t slot) const {
  const uint32_t segment = SegmentOf(slot);
  const Segment& in = data_.segments[segment];
  const auto [begin, end] = in.WordsOf(slot - data_.bases[segment]);
  if (begin == end) return std::binary_search(phrase.loose.begin(), phrase.loose.end(), slot);
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
