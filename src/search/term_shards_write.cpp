// Writing an index in files (term_shards.h).
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "search/morphology.h"
#include "search/segment.h"
#include "search/term_keys.h"
#include "search/term_shards.h"

namespace skira {
namespace {

using Sink = std::function<void(TermFile, std::string bytes)>;

void PutVarint(uint32_t value, std::string& out) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
  out.push_back(static_cast<char>(value));
}

struct Posting {
  uint32_t review;
  uint8_t places;  // as in segment.h
  float says;      // how much the term says about the review
};

void PutPosting(uint32_t gap, uint8_t places, std::string& out) {
  PutVarint(gap << 1 | (places != 1), out);
  if (places != 1) out.push_back(static_cast<char>(places));
}

std::vector<Posting> Unpack(std::string_view bytes) {
  std::vector<Posting> postings;
  const auto* at = reinterpret_cast<const uint8_t*>(bytes.data());
  const uint8_t* const end = at + bytes.size();
  for (uint32_t review = 0; at < end;) {
    const uint32_t head = GetVarint(at);
    review += head >> 1;
    postings.push_back({review, (head & 1) == 0 ? uint8_t{1} : *at++, 0});
  }
  return postings;
}

// As rank.cpp weighs a word's places, in an order that only needs to be about the same.
float Says(uint8_t places, double title, double body) {
  const double in_body = (places & 0xF) + 1.5 * (places >> 4 & 3);
  return static_cast<float>((places >> 7) * 4 / (0.5 + 0.5 * title) + (places >> 6 & 1) +
                            in_body / (0.25 + 0.75 * body));
}

}  // namespace

struct TermShardWriter::Entry {
  std::string_view term;
  uint32_t reviews = 0, size = 0;
  int file = 0;
  uint32_t offset = 0;
};

TermShardWriter::TermShardWriter() = default;
TermShardWriter::~TermShardWriter() = default;

std::vector<ReviewTraits> TermShardWriter::Add(const std::vector<Review>& reviews) {
  const auto first = static_cast<uint32_t>(traits_.size());
  SegmentBuilder builder;
  for (const Review& review : reviews) {
    builder.Add(review);
    traits_.push_back(TraitsOf(review));
  }
  const Segment segment = builder.Take();
  for (uint32_t i = 0; i < segment.size(); ++i) {
    ReviewTraits& traits = traits_[first + i];
    traits.title_atoms = segment.Length(i).title;
    traits.body_atoms = segment.Length(i).body;
    title_atoms_ += traits.title_atoms;
    body_atoms_ += traits.body_atoms;
  }
  for (auto at = segment.vocabulary().At(0); !at.done(); at.Next()) {
    auto found = terms_.find(at.term());
    if (found == terms_.end()) found = terms_.try_emplace(std::string(at.term())).first;
    Term& term = found->second;
    segment.ForEachPosting(at.posting(), at.posting_size(), [&](uint32_t review, uint8_t places) {
      PutPosting(first + review - term.last, places, term.postings);
      term.last = first + review;
      ++term.reviews;
    });
  }
  return {traits_.begin() + first, traits_.end()};
}

// The term's postings, those that say most where there are too many.
std::string TermShardWriter::SplitBox(const Term& term) const {
  if (term.reviews <= kMostReviews) return term.postings;
  std::vector<Posting> postings = Unpack(term.postings);
  const double count = std::max<double>(1, static_cast<double>(traits_.size()));
  const double title = std::max(1.0, static_cast<double>(title_atoms_) / count);
  const double body = std::max(1.0, static_cast<double>(body_atoms_) / count);
  for (Posting& posting : postings) {
    const ReviewTraits& traits = traits_[posting.review];
    posting.says = Says(posting.places, traits.title_atoms / title, traits.body_atoms / body);
  }
  std::nth_element(postings.begin(), postings.begin() + kMostReviews, postings.end(),
                   [](const Posting& a, const Posting& b) {
                     return a.says > b.says || (a.says == b.says && a.review < b.review);
                   });
  postings.resize(kMostReviews);
  std::sort(postings.begin(), postings.end(),
            [](const Posting& a, const Posting& b) { return a.review < b.review; });
  std::string cut;
  uint32_t before = 0;
  for (const Posting& posting : postings) {
    PutPosting(posting.review - before, posting.places, cut);
    before = posting.review;
  }
  return cut;
}

// Postings lie in the order of their terms' forms, so that a word's forms come in one file or two.
void TermShardWriter::PlaceTerms(const Sink& sink, std::vector<Entry>& entries) {
  std::vector<std::pair<std::string, Term*>> order;
  for (auto& [letters, term] : terms_) order.emplace_back(FormKeyOf(letters), &term);
  for (auto& [letters, term] : terms_) entries.push_back({letters, term.reviews});
  std::vector<uint32_t> numbers(entries.size());
  std::iota(numbers.begin(), numbers.end(), 0);
  std::stable_sort(numbers.begin(), numbers.end(),
                   [&](uint32_t a, uint32_t b) { return order[a].first < order[b].first; });
  int file = 0;
  std::string bytes;
  const auto close = [&] {
    sink({TermFileKind::kPostings, file++}, std::move(bytes));
    bytes.clear();
  };
  for (const uint32_t number : numbers) {
    Term& term = *order[number].second;
    const std::string cut = SplitBox(term);
    term.postings = {};
    if (!bytes.empty() && bytes.size() + cut.size() > kFileBytes) close();
    Entry& entry = entries[number];
    entry.file = file;
    entry.offset = static_cast<uint32_t>(bytes.size());
    entry.size = static_cast<uint32_t>(cut.size());
    bytes += cut;
  }
  if (!bytes.empty()) close();
}

void TermShardWriter::WriteWords(const Sink& sink, std::vector<Entry>& entries) {
  struct Keyed {
    std::string key;
    uint32_t entry;
  };
  std::vector<Keyed> keyed;
  const auto known = [&](std::string_view word) { return terms_.contains(word); };
  for (uint32_t i = 0; i < entries.size(); ++i) {
    for (std::string& key : KeysOf(entries[i].term, known)) keyed.push_back({std::move(key), i});
  }
  std::sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) {
    return a.key < b.key || (a.key == b.key && a.entry < b.entry);
  });
  constexpr size_t kEntryBytes = 10;  // that one comes to, about
  int file = 0;
  for (size_t first = 0; first < keyed.size();) {
    // As many as a file holds, and all of the last one's key.
    size_t end = std::min(keyed.size(), first + kFileBytes / kEntryBytes);
    while (end < keyed.size() && keyed[end].key == keyed[end - 1].key) ++end;
    std::vector<uint32_t> numbers;
    for (size_t i = first; i < end; ++i) numbers.push_back(keyed[i].entry);
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    std::string bytes;
    std::string_view before;
    for (const uint32_t number : numbers) {
      const Entry& entry = entries[number];
      const auto [mismatch, ignored] =
          std::mismatch(before.begin(), before.end(), entry.term.begin(), entry.term.end());
      const auto shared = static_cast<size_t>(mismatch - before.begin());
      bytes.push_back(static_cast<char>(shared));
      bytes.push_back(static_cast<char>(entry.term.size() - shared));
      bytes += entry.term.substr(shared);
      PutVarint(entry.reviews, bytes);
      PutVarint(entry.size, bytes);
      PutVarint(static_cast<uint32_t>(entry.file), bytes);
      PutVarint(entry.offset, bytes);
      before = entry.term;
    }
    keys_.push_back(keyed[first].key);
    sink({TermFileKind::kWords, file++}, std::move(bytes));
    first = end;
  }
}

void TermShardWriter::Finish(const Sink& sink) {
  std::vector<Entry> entries;
  PlaceTerms(sink, entries);
  WriteWords(sink, entries);
}

}  // namespace skira
