// Writing an index in files (term_shards.h).
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "search/morphology.h"
#include "search/rank.h"
#include "search/segment.h"
#include "search/term_keys.h"
#include "search/term_shards.h"

namespace skira {
namespace {

void PutVarint(uint32_t value, std::string& out) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
  out.push_back(static_cast<char>(value));
}

struct Posting {
  uint32_t review;
  uint8_t places;  // as in segment.h
  float says;      // how much the term says about the review (rank.h, Occurrences)
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

}  // namespace

struct TermShardWriter::Entry {
  std::string_view term;
  uint32_t reviews = 0, whole = 0, size = 0;
  float times = 0;
  int file = 0;
  uint32_t offset = 0;
};

TermShardWriter::TermShardWriter() = default;
TermShardWriter::~TermShardWriter() = default;

std::vector<ReviewTraits> TermShardWriter::Add(const std::vector<Review>& reviews,
                                               const Sink& sink) {
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
  WriteOrder(segment, sink);
  return {traits_.begin() + first, traits_.end()};
}

void TermShardWriter::WriteOrder(const Segment& segment, const Sink& sink) {
  struct Has {
    uint32_t term, words;  // how often it is among the review's words
    uint8_t places;
  };
  std::vector<uint32_t> hashes;                       // by term
  std::vector<std::vector<Has>> has(segment.size());  // by review
  for (auto at = segment.vocabulary().At(0); !at.done(); at.Next()) {
    hashes.push_back(OrderHash(at.term()));
    segment.ForEachPosting(at.posting(), at.posting_size(), [&](uint32_t review, uint8_t places) {
      has[review].push_back({at.id(), 0, places});
    });
  }
  std::vector<uint32_t> index(hashes.size());  // of a term in the review's list
  for (uint32_t review = 0; review < segment.size(); ++review) {
    std::vector<Has>& terms = has[review];
    const auto [begin, end] = segment.WordsOf(review);
    for (uint32_t i = 0; i < terms.size(); ++i) index[terms[i].term] = i;
    for (uint32_t at = begin; at < end; ++at) {
      if (segment.words()[at] != segment.gap()) ++terms[index[segment.words()[at]]].words;
    }
    // The most frequent first: their indices are short.
    std::stable_sort(terms.begin(), terms.end(),
                     [](const Has& a, const Has& b) { return a.words > b.words; });
    for (uint32_t i = 0; i < terms.size(); ++i) index[terms[i].term] = i;
    PutVarint(static_cast<uint32_t>(terms.size()), order_);
    PutVarint(end - begin, order_);
    for (const Has& one : terms) {
      for (int i = 0; i < kOrderHashBytes; ++i) {
        order_.push_back(static_cast<char>(hashes[one.term] >> 8 * i));
      }
    }
    for (const Has& one : terms) order_.push_back(static_cast<char>(one.places));
    for (uint32_t at = begin; at < end; ++at) {
      const uint32_t word = segment.words()[at];
      PutVarint(word == segment.gap() ? 0 : index[word] + 1, order_);
    }
    if (++ordered_ % kPerOrder == 0) CloseOrder(sink);
  }
}

void TermShardWriter::CloseOrder(const Sink& sink) {
  const auto number = static_cast<int>((ordered_ - 1) / kPerOrder);
  sink({TermFileKind::kOrder, number}, std::exchange(order_, {}));
}

// The term's postings, those that say most where there are too many; how often a review has it.
std::string TermShardWriter::MostTelling(const Term& term, float& times) const {
  std::vector<Posting> postings = Unpack(term.postings);
  const double count = std::max<double>(1, static_cast<double>(traits_.size()));
  const double title = std::max(1.0, static_cast<double>(title_atoms_) / count);
  const double body = std::max(1.0, static_cast<double>(body_atoms_) / count);
  double sum = 0;
  for (Posting& posting : postings) {
    const ReviewTraits& traits = traits_[posting.review];
    posting.says = Occurrences(posting.places, TitleScale(traits.title_atoms / title),
                               BodyScale(traits.body_atoms / body));
    sum += posting.says;
  }
  times = static_cast<float>(sum / static_cast<double>(postings.size()));
  if (term.reviews <= kMostReviews) return term.postings;
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
    Entry& entry = entries[number];
    const std::string cut = MostTelling(term, entry.times);
    entry.whole = static_cast<uint32_t>(term.postings.size());
    term.postings = {};
    if (!bytes.empty() && bytes.size() + cut.size() > kPostingsBytes) close();
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
  constexpr size_t kEntryBytes = 12;  // that one comes to, about
  int file = 0;
  for (size_t first = 0; first < keyed.size();) {
    // As many as a file holds, and all of the last one's key.
    size_t end = std::min(keyed.size(), first + kWordsBytes / kEntryBytes);
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
      PutVarint(static_cast<uint32_t>(std::lround(kTimesParts * entry.times)), bytes);
      PutVarint(entry.whole, bytes);
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
  if (!order_.empty()) CloseOrder(sink);
  std::vector<Entry> entries;
  PlaceTerms(sink, entries);
  WriteWords(sink, entries);
}

}  // namespace skira
