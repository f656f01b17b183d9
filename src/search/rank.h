// Scores: how well reviews answer the words of a query.
//
//   groups ─▶ frequencies by review (BM25F) ─▶ score and coverage ─▶ nearness of the words
#pragma once

#include <span>
#include <vector>

#include "search/expand.h"
#include "search/index.h"

namespace skira {

// Terms of a word are looked up, the surest first, until their postings take so many bytes: what
// stands in that many reviews tells none from another.
inline constexpr uint32_t kMostOfWord = 1 << 15;

// Leaves the terms that are looked up, the surest first.
void KeepSurest(std::vector<TermMatch>& matches);

// How often a review has a term, as BM25F counts: `places` of segment.h, weighted by the fields and
// by what their lengths make of a word (SearchScratch).
float Occurrences(uint8_t places, float title_scale, float body_scale);
// What the length of a title or a body, in mean lengths, makes of a word.
float TitleScale(double length);
float BodyScale(double length);

// A review and its score.
struct Candidate {
  uint32_t slot;
  float score;
  float coverage;  // share of the query's weight that it answers, 0 to 1
};

// Buffers of a search, by slot but for what says otherwise; all zero between searches.
struct SearchScratch {
  std::vector<float> frequency, weight;            // of the word at hand: occurrences, best term
  std::vector<float> part_frequency, part_weight;  // of the part of a phrase at hand
  std::vector<float> score, coverage;              // of the query so far
  // Of the word at hand: what the rarest of its sources gives, and how rare that is.
  std::vector<float> rare, rare_idf;
  std::vector<float> title_scale, body_scale;  // what the length of a field makes of a word
  std::vector<uint32_t> touched, part_touched, scored;
  WordCache cache;
  uint64_t generation = 0;        // IndexData::generation that the cache is of
  std::vector<uint8_t> group_of;  // by term of a segment: 1 + index of the group it answers
};

// A phrase that must stand as it is, resolved: for each of its words the terms that will do, by
// segment.
struct ExactPhrase {
  std::vector<std::vector<TermMatch>> words;
  bool excluded = false;
  // Slots of segments that do not know the order of words: those that have all of the phrase's.
  std::vector<uint32_t> loose{};
};

class Ranker {
 public:
  Ranker(const IndexData& data, SearchScratch& scratch);

  // Scores the reviews that answer a word of the groups.
  void Score(const ExpandedQuery& query, std::vector<Candidate>& candidates);

  // Adds to each score what the nearness of the query's words is worth.
  void AddNearness(const std::vector<WordGroup>& groups, Candidate* begin, Candidate* end);

  // How often the phrase stands in the review.
  int Count(const ExactPhrase& phrase, uint32_t slot) const;
  // Fills `loose`.
  void Loosen(ExactPhrase& phrase) const;
  // The slots of the reviews that have any of the terms, in any order, perhaps more than once.
  void Collect(const std::vector<TermMatch>& terms, std::vector<uint32_t>& slots) const;

 private:
  float Idf(float reviews) const;
  std::vector<TermMatch> Affordable(std::vector<TermMatch> matches) const;
  void AddTerm(const TermMatch& match, bool title_only, std::vector<float>& frequency,
               std::vector<float>& best, std::vector<uint32_t>& touched) const;
  void AddGroup(const WordGroup& group);
  void AddAnswers(const Answers& answers, float weight);
  void AddUnsure(const Answer& answer);
  Answers TakeAnswers(std::span<const TermMatch> matches, bool sure, bool unsure);
  void AnswerWord(std::span<const TermMatch> matches, WordMatches& word);
  const Answers& AnswersOf(Spelling& spelling);
  // `looked_up`: the terms that were added, where a segment does not have all their postings.
  float FinishGroup(std::span<const TermMatch> looked_up, float importance);
  float CutReviews(std::span<const TermMatch> matches) const;
  float CutTimes(std::span<const TermMatch> matches) const;
  float Nearness(const std::vector<WordGroup>& groups, uint32_t segment, uint32_t review) const;
  uint32_t SegmentOf(uint32_t slot) const;

  const IndexData& data_;
  SearchScratch& scratch_;
  const bool partial_;                // whether a segment lacks postings
  std::vector<TermMatch> looked_up_;  // of the group at hand, where one does
  std::vector<float> idf_;            // by group
};

}  // namespace skira
