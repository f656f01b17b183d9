// A part of the index: some reviews' words, packed, never changed.
//
//   vocabulary   terms ─▶ their postings
//   postings     for each review that has the term, in order: gap << 1 | more, and where `more` is
//                set a byte of places: title << 7 | fields << 6 | headings << 4 | body (at most 3
//                and 15 times); unset: once in the body
//   words        each review's atoms in the order of its text, kGap between title, fields, blocks
//
// Reviews are numbered within the segment from 0.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "review/review.h"
#include "search/analysis.h"
#include "search/packed.h"
#include "search/vocabulary.h"

namespace skira {

// Where a term stands in a review.
struct Places {
  uint8_t title = 0, fields = 0, headings = 0, body = 0;  // times
};
inline constexpr uint8_t kMostBody = 15, kMostHeadings = 3;

// What a review's fields hold, in atoms.
struct ReviewLength {
  uint16_t title = 0, body = 0;
};

// A segment while it is made: everything by number, nothing packed.
struct LooseSegment {
  struct Posting {
    uint32_t term, review;
    uint8_t places;  // as in the head comment
  };
  static constexpr uint32_t kGap = 0xFFFFFFFF;

  std::vector<std::string> terms;
  std::vector<Posting> postings;
  std::vector<std::vector<uint32_t>> words;  // of each review: terms, kGap
  std::vector<ReviewLength> lengths;         // of each review
};

class Segment {
 public:
  explicit Segment(LooseSegment loose);
  // The two, one behind the other, as one.
  static Segment Merge(const Segment& first, const Segment& second);
  // Some terms of many reviews (term_shards.h), without postings and words in their order until
  // they are put. All postings of `terms`, sorted, would take `sizes` bytes.
  struct PartialTerm {
    uint32_t reviews;  // that have it, all
    float times;       // that one of them has it, as rank.h counts occurrences, on the average
  };
  static Segment Partial(const std::vector<std::string_view>& terms,
                         const std::vector<uint32_t>& sizes, std::vector<PartialTerm> known,
                         std::vector<ReviewLength> lengths);
  // `offset`: the term's in the vocabulary. The bytes must be postings of this segment's reviews;
  // `all` that have the term, or some of them.
  void PutPostings(uint32_t offset, std::string_view bytes, bool all);
  bool HasPostings(uint32_t offset) const { return FindPut(offset) != nullptr; }
  // All that a partial segment's vocabulary says of a review: its words in their order, gap()
  // between texts and gap() + 1 for a term that the segment lacks, and its terms with their places.
  struct WholeReview {
    struct Term {
      uint32_t offset;  // the term's in the vocabulary
      uint8_t places;
    };
    uint32_t review = 0;
    std::vector<uint32_t> words;
    std::vector<Term> terms;
  };
  void PutReviews(const std::vector<WholeReview>& reviews);  // in place of those put before
  void SetLength(uint32_t review, ReviewLength length) { lengths_[review] = length; }
  std::vector<ReviewLength> TakeLengths() { return std::move(lengths_); }
  // Whether it has all postings, and the order of words, of all its reviews.
  bool ordered() const { return !starts_.empty(); }
  // What is known of a term whose postings are not all there, `offset` its in the vocabulary;
  // nullptr of other terms.
  const PartialTerm* Cut(uint32_t term, uint32_t offset) const;
  // What is known of a term of a partial segment; nullptr of other terms.
  const PartialTerm* Known(uint32_t term) const {
    return term < known_.size() ? &known_[term] : nullptr;
  }

  uint32_t size() const { return static_cast<uint32_t>(lengths_.size()); }
  const Vocabulary& vocabulary() const { return vocabulary_; }
  ReviewLength Length(uint32_t review) const { return lengths_[review]; }
  uint32_t gap() const { return vocabulary_.size(); }  // stands in the words between texts

  // Calls visit(review, places) for each review of the term at the cursor.
  template <typename Visit>
  void ForEachPosting(uint32_t offset, uint32_t size, Visit&& visit) const {
    if (!ordered()) {
      ForEachAdded(offset, visit);
      const PutTerm* put = FindPut(offset);
      if (put == nullptr) return;
      offset = put->at;
      size = put->size;
    }
    const uint8_t *at = postings_.data() + offset, *const end = at + size;
    for (uint32_t review = 0; at < end;) {
      const uint32_t head = GetVarint(at);
      review += head >> 1;
      if ((head & 1) == 0) {
        visit(review, uint8_t{1});
      } else {
        visit(review, *at++);
      }
    }
  }

  // The review's atoms are words()[begin] to words()[end - 1]; none where they are not there.
  struct WordRange {
    uint32_t begin = 0, end = 0;
  };
  const PackedNumbers& words() const { return words_; }
  WordRange WordsOf(uint32_t review) const {
    return ordered() ? WordRange{starts_[review], starts_[review + 1]} : PutWordsOf(review);
  }

  size_t bytes() const;

 private:
  Segment() = default;
  LooseSegment Unpack() const;
  void Pack(LooseSegment& loose);
  struct PutTerm {
    uint32_t offset, at, size;
    bool all;
  };
  const PutTerm* FindPut(uint32_t offset) const;
  struct PutWords {
    uint32_t review;
    WordRange range;
  };
  WordRange PutWordsOf(uint32_t review) const;
  struct AddedPosting {
    uint32_t offset, review;
    uint8_t places;
  };
  template <typename Visit>
  void ForEachAdded(uint32_t offset, Visit&& visit) const {
    auto at = std::lower_bound(added_.begin(), added_.end(), offset,
                               [](const AddedPosting& a, uint32_t o) { return a.offset < o; });
    for (; at != added_.end() && at->offset == offset; ++at) visit(at->review, at->places);
  }

  Vocabulary vocabulary_;
  std::vector<uint8_t> postings_;
  PackedNumbers words_;
  std::vector<uint32_t> starts_;  // size() + 1, or none
  // Of a partial segment: by term; where the postings of an offset are in postings_, by offset;
  // postings besides those, by offset; where a review's words are in words_, by review.
  std::vector<PartialTerm> known_;
  std::vector<PutTerm> put_;
  std::vector<AddedPosting> added_;
  std::vector<PutWords> put_words_;
  std::vector<ReviewLength> lengths_;
};

// Gathers reviews for a segment.
class SegmentBuilder {
 public:
  void Add(const Review& review);
  uint32_t size() const { return static_cast<uint32_t>(loose_.lengths.size()); }
  size_t text_bytes() const { return text_bytes_; }  // of all that was added
  // What was added, as a segment; the builder is then empty.
  Segment Take();

 private:
  enum class Place : uint8_t { kTitle, kFields, kHeadings, kBody };
  void AddText(std::string_view text, Place place);
  uint32_t Number(std::string_view term);
  void FinishReview();

  struct Slot {
    uint32_t hash, term;  // term + 1; 0: empty
  };
  LooseSegment loose_;
  std::vector<Slot> slots_;      // open addressing, a power of two
  std::vector<Places> places_;   // of the review at hand, by term
  std::vector<uint32_t> terms_;  // that it has
  Tokenizer tokenizer_;
  std::string text_;
  size_t text_bytes_ = 0;
};

}  // namespace skira
