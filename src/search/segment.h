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
  // Some terms of many reviews (term_shards.h): without the words in their order, and without
  // postings until they are put. `terms`, sorted, have postings of `sizes` bytes; `cut` are those
  // that have more reviews than their postings tell of.
  struct CutTerm {
    uint32_t term, reviews;
  };
  static Segment Partial(const std::vector<std::string_view>& terms,
                         const std::vector<uint32_t>& sizes, std::vector<CutTerm> cut,
                         std::vector<ReviewLength> lengths);
  // `offset`: the term's in the vocabulary. The bytes must be postings of this segment's reviews.
  void PutPostings(uint32_t offset, std::string_view bytes);
  bool HasPostings(uint32_t offset) const { return FindPut(offset) != nullptr; }
  void SetLength(uint32_t review, ReviewLength length) { lengths_[review] = length; }
  std::vector<ReviewLength> TakeLengths() { return std::move(lengths_); }
  // Whether it knows the order of words.
  bool ordered() const { return !starts_.empty(); }
  // How many reviews have a term of which more have it than its postings tell; 0 for other terms.
  uint32_t CutReviews(uint32_t term) const;

  uint32_t size() const { return static_cast<uint32_t>(lengths_.size()); }
  const Vocabulary& vocabulary() const { return vocabulary_; }
  ReviewLength Length(uint32_t review) const { return lengths_[review]; }
  uint32_t gap() const { return vocabulary_.size(); }  // stands in the words between texts

  // Calls visit(review, places) for each review of the term at the cursor.
  template <typename Visit>
  void ForEachPosting(uint32_t offset, uint32_t size, Visit&& visit) const {
    if (!ordered()) {
      const PutTerm* put = FindPut(offset);
      if (put == nullptr) return;
      offset = put->at;
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

  // The review's atoms are words()[WordsBegin(r)] to words()[WordsBegin(r + 1)].
  const PackedNumbers& words() const { return words_; }
  uint32_t WordsBegin(uint32_t review) const { return ordered() ? starts_[review] : 0; }

  size_t bytes() const;

 private:
  Segment() = default;
  LooseSegment Unpack() const;
  void Pack(LooseSegment& loose);
  struct PutTerm {
    uint32_t offset, at;
  };
  const PutTerm* FindPut(uint32_t offset) const;

  Vocabulary vocabulary_;
  std::vector<uint8_t> postings_;
  PackedNumbers words_;
  std::vector<uint32_t> starts_;  // size() + 1, or none
  // Of a partial segment: by term; where the postings of an offset are in postings_, by offset.
  std::vector<CutTerm> cut_;
  std::vector<PutTerm> put_;
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
