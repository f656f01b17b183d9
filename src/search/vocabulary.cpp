#include "search/vocabulary.h"

#include <algorithm>

#include "search/codes.h"
#include "search/morphology.h"

namespace skira {
namespace {

constexpr uint8_t kEscape = 0xFF;
constexpr uint32_t kNibble = 14;  // the largest number that half a byte holds beside kEscape

// Whether `a` comes before `b` when both are read from their ends.
bool EndsBefore(std::string_view a, std::string_view b) {
  const size_t common = std::min(a.size(), b.size());
  for (size_t i = 1; i <= common; ++i) {
    const auto ca = static_cast<uint8_t>(a[a.size() - i]);
    const auto cb = static_cast<uint8_t>(b[b.size() - i]);
    if (ca != cb) return ca < cb;
  }
  return a.size() < b.size();
}

}  // namespace

bool IsOneScript(std::string_view term) {
  const auto all = [&](auto is) {
    return std::all_of(term.begin(), term.end(),
                       [&](char c) { return is(static_cast<uint8_t>(c)); });
  };
  return all(IsHebrewCode) || all(IsLatinCode);
}

Vocabulary::Vocabulary(const std::vector<std::string_view>& terms,
                       const std::vector<uint32_t>& postings)
    : count_(static_cast<uint32_t>(terms.size())) {
  uint32_t posting = 0;
  std::string_view before;
  for (uint32_t id = 0; id < count_; ++id) {
    const std::string_view term = terms[id];
    uint32_t shared = 0;
    if (id % kBlock == 0) {
      blocks_.push_back({static_cast<uint32_t>(entries_.size()), posting});
      entries_.push_back(static_cast<uint8_t>(term.size()));
    } else {
      while (shared < before.size() && shared < term.size() && before[shared] == term[shared]) {
        ++shared;
      }
      const auto rest = static_cast<uint32_t>(term.size()) - shared;
      if (shared <= kNibble && rest <= kNibble) {
        entries_.push_back(static_cast<uint8_t>(shared << 4 | rest));
      } else {
        entries_.insert(entries_.end(),
                        {kEscape, static_cast<uint8_t>(shared), static_cast<uint8_t>(rest)});
      }
    }
    entries_.insert(entries_.end(), term.begin() + shared, term.end());
    PutVarint(postings[id], entries_);
    posting += postings[id];
    before = term;
  }
  entries_.shrink_to_fit();
  blocks_.shrink_to_fit();
  IndexEnds(terms);
  IndexKeys(terms);
}

void Vocabulary::IndexEnds(const std::vector<std::string_view>& terms) {
  std::vector<uint32_t> order;
  for (uint32_t id = 0; id < count_; ++id) {
    if (terms[id].size() > 3 && IsOneScript(terms[id])) order.push_back(id);
  }
  std::sort(order.begin(), order.end(),
            [&](uint32_t a, uint32_t b) { return EndsBefore(terms[a], terms[b]); });
  by_end_ = PackedNumbers(count_);
  by_end_.Reserve(order.size());
  for (const uint32_t id : order) by_end_.Push(id);
}

uint32_t Vocabulary::FormHash(std::string_view word) {
  static thread_local std::string key;
  key.clear();
  AppendFormKey(word, key);
  return HashBytes(key);
}

uint32_t Vocabulary::SoundHash(std::string_view word) {
  static thread_local std::string key;
  key.clear();
  AppendSoundKey(word, key);
  return key.empty() ? 0 : HashBytes(key) | 1u << 31;
}

// A term stands under its own keys and, where a prefix leaves another word of the vocabulary, under
// that word's: so are prefixes told from first letters.
void Vocabulary::IndexKeys(const std::vector<std::string_view>& terms) {
  std::vector<HashBuckets::Entry> forms, sounds;
  for (uint32_t id = 0; id < count_; ++id) {
    const std::string_view term = terms[id];
    const auto put = [&](std::string_view word) {
      forms.push_back({FormHash(word), id});
      if (const uint32_t sound = SoundHash(word); sound != 0) sounds.push_back({sound, id});
    };
    if (!IsOneScript(term)) continue;
    put(term);
    const uint32_t prefixes = PrefixLengths(term);
    for (size_t length = 1; length < 5; ++length) {
      if ((prefixes >> length & 1) == 0 || term.size() < length + 3) continue;
      const std::string_view rest = term.substr(length);
      const std::string_view stem = rest.substr(0, StemLength(rest));
      if (std::binary_search(terms.begin(), terms.end(), rest) ||
          std::binary_search(terms.begin(), terms.end(), stem)) {
        put(rest);
      }
    }
  }
  by_form_ = HashBuckets(forms, count_);
  by_sound_ = HashBuckets(sounds, count_);
}

size_t Vocabulary::bytes() const {
  return entries_.capacity() + blocks_.capacity() * sizeof(Block) + by_end_.bytes() +
         by_form_.bytes() + by_sound_.bytes();
}

// --- Walking -------------------------------------------------------------------------------------

Vocabulary::Cursor::Cursor(const Vocabulary& vocabulary, uint32_t block)
    : vocabulary_(&vocabulary), id_(std::min(block * kBlock, vocabulary.count_)) {
  if (done()) return;
  at_ = &vocabulary.entries_[vocabulary.blocks_[block].entry];
  posting_ = vocabulary.blocks_[block].posting;
  Read();
}

void Vocabulary::Cursor::Read() {
  uint32_t shared = 0, rest = *at_++;
  if (id_ % kBlock != 0) {
    if (rest == kEscape) {
      shared = *at_++;
      rest = *at_++;
    } else {
      shared = rest >> 4;
      rest &= 0xF;
    }
  }
  for (uint32_t i = 0; i < rest; ++i) letters_[shared + i] = static_cast<char>(at_[i]);
  size_ = shared + rest;
  at_ += rest;
  posting_size_ = GetVarint(at_);
}

void Vocabulary::Cursor::Next() {
  posting_ += posting_size_;
  ++id_;
  if (!done()) Read();
}

Vocabulary::Cursor Vocabulary::At(uint32_t id) const {
  Cursor cursor(*this, id / kBlock);
  while (cursor.id() < id) cursor.Next();
  return cursor;
}

Vocabulary::Cursor Vocabulary::LowerBound(std::string_view term) const {
  // The last block whose first term is not behind `term` holds the place, or the next one begins
  // with it.
  const auto behind = std::partition_point(blocks_.begin(), blocks_.end(), [&](const Block& block) {
    const uint8_t* at = &entries_[block.entry];
    return std::string_view(reinterpret_cast<const char*>(at + 1), *at) <= term;
  });
  const auto block = static_cast<uint32_t>(behind - blocks_.begin());
  Cursor cursor(*this, block == 0 ? 0 : block - 1);
  while (!cursor.done() && cursor.term() < term) cursor.Next();
  return cursor;
}

bool Vocabulary::Has(std::string_view term) const {
  const Cursor cursor = LowerBound(term);
  return !cursor.done() && cursor.term() == term;
}

uint32_t Vocabulary::LowerBoundOfEnd(std::string_view ending) const {
  uint32_t low = 0, high = static_cast<uint32_t>(by_end_.size());
  while (low < high) {
    const uint32_t middle = (low + high) / 2;
    if (EndsBefore(At(by_end_[middle]).term(), ending)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace skira
