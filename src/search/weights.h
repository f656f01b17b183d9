// Every number that ranking is tuned by, in one table. Inside of the module.
//
// A row: name, value, the range in which it makes sense, why it is there. `skira search --weight
// NAME=VALUE` changes one for a run, which is how tests/bench/search/tune.js sets them: by
// cross-validation, each fold of the queries measured with what the others chose.
#pragma once

#include <cstddef>
#include <cstdint>

namespace skira {

// clang-format off
#define SKIRA_SEARCH_WEIGHTS(W)                                                                    \
  /* BM25F: what an occurrence in a field is worth beside one in the body. */                      \
  W(title, 7.04F, 1, 10, "a title says what a review is about")                                    \
  W(fields, 0.6F, 0, 5, "topics and names; a topic's name is that of many reviews")                \
  W(heading, 1.5F, 0, 5, "a heading says what a part is about")                                    \
  W(title_length, 0.8F, 0, 1, "how much a long title thins each of its words")                     \
  W(body_length, 0.938F, 0, 1, "how much a long body thins each of its words")                     \
  W(saturation, 2.08F, 0.2F, 3, "occurrences after which more of them say little (k1)")            \
  /* The query as a whole. */                                                                      \
  W(coverage_floor, 0.4F, 0, 1, "share of the score of a review that answers little of the query") \
  W(found_share, 0.33F, 0.2F, 0.9F, "of the best coverage that a review must have to be found")    \
  W(nearness, 1.44F, 0, 3, "two words of the query side by side, beside one word's weight")        \
  W(title_nearness, 1.2F, 1, 4, "the same in a title")                                             \
  W(title_share, 1.2F, 0, 3, "a title that the query has much of")                                 \
  W(turned_nearness, 0.5F, 0, 1, "the same in the other order")                                    \
  W(phrase, 3.0F, 0, 10, "a phrase in quotes")                                                     \
  W(rare, 0.7F, 0, 1, "how rare an answer is for its own source, beside for the whole word")       \
  W(general, 0.8F, 0, 1, "how much less a word weighs that reviews have but once: it says little") \
  W(general_at, 1.0F, 0.1F, 6, "times a review has a word, at which half of that is gone")         \
  W(filler, 0.12F, 0, 1, "a word that asks or fills, beside one that carries the query")           \
  /* How sure a term is for a word: 1 is the word itself. */                                       \
  W(prefix, 0.736F, 0.7F, 1, "another Hebrew prefix")                                              \
  W(ending, 0.82F, 0.5F, 1, "another ending")                                                      \
  W(spelling, 0.8F, 0.5F, 1, "a vowel letter more or less, a letter that OCR confuses")            \
  W(typo, 0.675F, 0.4F, 1, "a typo, before what its size takes off")                               \
  W(typo_loss, 0.33F, 0, 0.6F, "taken off a typo of the largest size that is allowed")             \
  W(same_word, 0.711F, 0.6F, 1, "least evidence that two words are forms of one, no typo")         \
  W(exclusion, 0.75F, 0.6F, 1, "least evidence by which an excluded word takes a review out")      \
  W(weakest, 0.313F, 0.1F, 0.5F, "evidence below this is none")                                    \
  W(completion, 0.77F, 0.3F, 1, "a word that the last one begins")                                 \
  W(beginning, 0.6F, 0, 1, "a word that one before the last begins")                               \
  W(root, 0.42F, 0, 0.8F, "another word of the same Hebrew root")                                  \
  W(sound, 0.8F, 0.3F, 1, "a word as the other alphabet writes it, before what differs")           \
  W(sound_loss, 0.45F, 0, 0.8F, "taken off where as much differs as is allowed")                   \
  W(other_word, 0.64F, 0.3F, 1, "one word of assets/terms.json for another")                       \
  W(other_phrase, 0.7F, 0.3F, 1, "several words of assets/terms.json")                             \
  W(other_concept, 0.45F, 0, 0.9F, "words of the same concept of assets/terms.json")               \
  W(concept_crowd, 0.4F, 0, 1, "what each further concept takes off: they share what they say")    \
  W(concept_word, 0.25F, 0, 1, "a concept that the query speaks of, as a word of it")              \
  W(compound, 0.9F, 0.3F, 1, "two words written as one, one as two")                               \
  /* Which reading of the keys (layout.h). */                                                      \
  W(layout_margin, 0.35F, 0.1F, 1, "how much better the other layout must explain the query")      \
  W(layout_switch, 0.25F, 0, 1, "a change of layout within a query")                               \
  W(layout_clear, 0.6F, 0.3F, 1, "a word explained so well needs no other reading")                \
  W(layout_typo, 0.35F, 0, 1, "a typo explains less than a word, of its evidence")                 \
  W(layout_beginning, 0.65F, 0, 1, "a word that begins so explains, while one types")              \
  W(layout_short, 0.8F, 0, 1, "two letters are a word by chance")                                  \
  W(layout_broken, 0.8F, 0, 1, "several words in one are there by chance")                         \
  W(layout_rare, 0.7F, 0, 1, "a word of one review may be an accident of letters")                 \
  W(layout_final, 0.3F, 0, 1, "a final letter within a word: no one types it who means Hebrew")    \
  /* Elsewhere. */                                                                                 \
  W(phrase_word, 0.9F, 0.7F, 1, "least evidence of a phrase's first word: another prefix")         \
  W(marked, 0.5F, 0.3F, 1, "evidence below this is not marked: it would puzzle")                   \
  W(known, 0.76F, 0.5F, 1, "least evidence of a word that is no misspelling, for suggestions")
// clang-format on

struct SearchWeights {
#define SKIRA_WEIGHT(name, value, least, most, reason) float name = value;
  SKIRA_SEARCH_WEIGHTS(SKIRA_WEIGHT)
#undef SKIRA_WEIGHT
};

// The weights in use. Set before the first search (SetSearchWeight of search.h), never during one.
extern SearchWeights search_weights;
inline const SearchWeights& Weights() { return search_weights; }

// Limits: what bounds the work, not the ranking.
inline constexpr size_t kLongestQuery = 2000;  // bytes of a query that are looked at
// Bytes of postings, about as many reviews, of a word that is no misspelling.
inline constexpr uint32_t kStrongPostings = 4;
inline constexpr float kStrongEvidence = 0.7F;  // a term that counts among these: forms, no typos

}  // namespace skira
