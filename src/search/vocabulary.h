// The words of a segment, sorted, packed and found: by themselves, by their beginning, by their
// end, by the key of their forms and by their sound.
//
// Terms are numbered in the order of their bytes and stand in blocks of 16, each as the difference
// from the one before it (front coding):
//
//   block = size, letters, posting size  { shared << 4 | rest, letters, posting size }
//
// A byte 0xFF stands for shared << 4 | rest where either is above 14: both follow, a byte each.
// Sizes of postings are varints; postings lie in the order of the terms.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "search/analysis.h"
#include "search/packed.h"

namespace skira {

// Hebrew or Latin throughout: words that have forms. Others are found as they are and by their
// atoms.
bool IsOneScript(std::string_view term);

class Vocabulary {
 public:
  // A term while one walks through the vocabulary in order.
  class Cursor {
   public:
    bool done() const { return id_ >= vocabulary_->size(); }
    uint32_t id() const { return id_; }
    std::string_view term() const { return {letters_.data(), size_}; }
    uint32_t posting() const { return posting_; }  // byte offset
    uint32_t posting_size() const { return posting_size_; }
    void Next();

   private:
    friend class Vocabulary;
    Cursor(const Vocabulary& vocabulary, uint32_t block);
    void Read();

    const Vocabulary* vocabulary_;
    const uint8_t* at_ = nullptr;
    uint32_t id_, posting_ = 0, posting_size_ = 0, size_ = 0;
    std::array<char, kLongestTerm + 1> letters_;
  };

  Vocabulary() = default;
  // `terms` sorted and unique, of 1 to kLongestTerm bytes; their postings' sizes in bytes.
  Vocabulary(const std::vector<std::string_view>& terms, const std::vector<uint32_t>& postings);

  uint32_t size() const { return count_; }
  Cursor At(uint32_t id) const;
  Cursor LowerBound(std::string_view term) const;  // the first term that is not before `term`

  // Visits cursors at terms that end with `ending`, until `visit` returns false.
  template <typename Visit>
  void ForEachEndingWith(std::string_view ending, Visit&& visit) const {
    for (uint32_t i = LowerBoundOfEnd(ending); i < by_end_.size(); ++i) {
      const Cursor cursor = At(by_end_[i]);
      if (!cursor.term().ends_with(ending) || !visit(cursor)) return;
    }
  }
  // Visits cursors at terms that have one of `word`'s form keys, and some others.
  template <typename Visit>
  void ForEachForm(std::string_view word, Visit&& visit) const {
    ForEachKeyed(by_form_, FormHash(word), visit);
  }
  // Visits cursors at terms that sound like `word`, and some others; none for a short word.
  template <typename Visit>
  void ForEachSound(std::string_view word, Visit&& visit) const {
    if (const uint32_t hash = SoundHash(word); hash != 0) ForEachKeyed(by_sound_, hash, visit);
  }
  bool Has(std::string_view term) const;

  size_t bytes() const;

 private:
  static constexpr uint32_t kBlock = 16;
  static uint32_t FormHash(std::string_view word);
  static uint32_t SoundHash(std::string_view word);  // 0: no key

  template <typename Visit>
  void ForEachKeyed(const HashBuckets& buckets, uint32_t hash, Visit&& visit) const {
    buckets.ForEach(hash, [&](uint32_t id) { visit(At(id)); });
  }
  uint32_t LowerBoundOfEnd(std::string_view ending) const;
  void IndexEnds(const std::vector<std::string_view>& terms);
  void IndexKeys(const std::vector<std::string_view>& terms);

  struct Block {
    uint32_t entry, posting;  // byte offsets
  };
  std::vector<uint8_t> entries_;
  std::vector<Block> blocks_;
  PackedNumbers by_end_;  // ids, sorted by the terms read backwards
  HashBuckets by_form_, by_sound_;
  uint32_t count_ = 0;
};

}  // namespace skira
