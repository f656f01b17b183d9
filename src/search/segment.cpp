#include "search/segment.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "search/search.h"

namespace skira {
namespace {

uint8_t PackPlaces(const Places& places) {
  return static_cast<uint8_t>((places.title > 0) << 7 | (places.fields > 0) << 6 |
                              std::min(places.headings, kMostHeadings) << 4 |
                              std::min(places.body, kMostBody));
}

}  // namespace

// --- Building ------------------------------------------------------------------------------------

uint32_t SegmentBuilder::Number(std::string_view term) {
  if ((loose_.terms.size() + 1) * 2 > slots_.size()) {
    std::vector<Slot> old(std::max<size_t>(1024, slots_.size() * 2));
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.term == 0) continue;
      size_t i = slot.hash & (slots_.size() - 1);
      while (slots_[i].term != 0) i = (i + 1) & (slots_.size() - 1);
      slots_[i] = slot;
    }
  }
  const uint32_t hash = HashBytes(term);
  size_t i = hash & (slots_.size() - 1);
  for (; slots_[i].term != 0; i = (i + 1) & (slots_.size() - 1)) {
    if (slots_[i].hash == hash && loose_.terms[slots_[i].term - 1] == term) {
      return slots_[i].term - 1;
    }
  }
  loose_.terms.emplace_back(term);
  places_.emplace_back();
  slots_[i] = {hash, static_cast<uint32_t>(loose_.terms.size())};
  return slots_[i].term - 1;
}

void SegmentBuilder::AddText(std::string_view text, Place place) {
  text_bytes_ += text.size();
  std::vector<uint32_t>& words = loose_.words.back();
  tokenizer_.Walk(text, [&](const Token& token) {
    const uint32_t term = Number(token.term);
    Places& places = places_[term];
    if (places.title + places.fields + places.headings + places.body == 0) terms_.push_back(term);
    uint8_t* const counts[] = {&places.title, &places.fields, &places.headings, &places.body};
    uint8_t& count = *counts[static_cast<int>(place)];
    if (count < 0xFF) ++count;
    if (!token.whole) words.push_back(term);
  });
  words.push_back(LooseSegment::kGap);
}

void SegmentBuilder::FinishReview() {
  const auto review = static_cast<uint32_t>(loose_.lengths.size() - 1);
  std::sort(terms_.begin(), terms_.end());
  for (const uint32_t term : terms_) {
    loose_.postings.push_back({term, review, PackPlaces(places_[term])});
    places_[term] = {};
  }
  terms_.clear();
}

void SegmentBuilder::Add(const Review& review) {
  loose_.words.emplace_back();
  std::vector<uint32_t>& words = loose_.words.back();
  const auto length = [](size_t atoms) {
    return static_cast<uint16_t>(std::min<size_t>(atoms, 0xFFFF));
  };
  AddText(review.title.value_or(""), Place::kTitle);
  ReviewLength lengths{.title = length(words.size() - 1)};
  for (const std::string& reviewer : review.reviewers) AddText(reviewer, Place::kFields);
  const Fields& fields = review.fields;
  AddText(fields.applications, Place::kFields);
  for (const auto* list : {&fields.prior_knowledge, &fields.domains, &fields.tools}) {
    for (const std::string& one : *list) AddText(one, Place::kFields);
  }
  AddText(review.paper.venue.value_or(""), Place::kFields);
  if (review.paper.arxiv_id) AddText(*review.paper.arxiv_id, Place::kFields);
  for (const std::string& topic : review.topics) {
    const size_t bytes = text_bytes_;
    if (const TopicName* name = FindTopic(topic)) {
      AddText(name->english, Place::kFields);
      AddText(name->hebrew, Place::kFields);
    }
    text_bytes_ = bytes;  // no text of the review's
  }
  const size_t before = words.size();
  for (const Block& block : review.blocks) {
    text_.clear();
    for (const Span& span : block.spans) {
      if (!span.math && span.text != kNoAlt) text_ += span.text;
    }
    AddText(text_, block.type == BlockType::kHeading ? Place::kHeadings : Place::kBody);
    for (const Span& span : block.spans) text_bytes_ += span.math ? span.text.size() : 0;
  }
  lengths.body = length(words.size() - before);
  loose_.lengths.push_back(lengths);
  FinishReview();
}

Segment SegmentBuilder::Take() {
  Segment segment(std::move(loose_));
  loose_ = {};
  slots_.clear();
  places_.clear();
  return segment;
}

// --- Packing -------------------------------------------------------------------------------------

Segment::Segment(LooseSegment loose) { Pack(loose); }

void Segment::Pack(LooseSegment& loose) {
  const auto count = static_cast<uint32_t>(loose.terms.size());
  // Terms in the order of their letters, and each one's number in it.
  std::vector<uint32_t> order(count), number(count);
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](uint32_t a, uint32_t b) { return loose.terms[a] < loose.terms[b]; });
  for (uint32_t i = 0; i < count; ++i) number[order[i]] = i;
  // Postings by term; they came by review, which the counting keeps.
  std::vector<uint32_t> starts(count + 1, 0);
  for (const auto& posting : loose.postings) ++starts[number[posting.term] + 1];
  for (uint32_t i = 0; i < count; ++i) starts[i + 1] += starts[i];
  std::vector<uint32_t> sorted(loose.postings.size()), next(starts.begin(), starts.end() - 1);
  for (uint32_t i = 0; i < loose.postings.size(); ++i) {
    sorted[next[number[loose.postings[i].term]]++] = i;
  }
  std::vector<std::string_view> terms(count);
  std::vector<uint32_t> sizes(count);
  for (uint32_t i = 0; i < count; ++i) {
    terms[i] = loose.terms[order[i]];
    const size_t before = postings_.size();
    uint32_t review = 0;
    for (uint32_t k = starts[i]; k < starts[i + 1]; ++k) {
      const auto& posting = loose.postings[sorted[k]];
      const bool more = posting.places != 1;
      PutVarint((posting.review - review) << 1 | more, postings_);
      if (more) postings_.push_back(posting.places);
      review = posting.review;
    }
    sizes[i] = static_cast<uint32_t>(postings_.size() - before);
  }
  postings_.shrink_to_fit();
  vocabulary_ = Vocabulary(terms, sizes);
  words_ = PackedNumbers(count + 1);
  size_t total = 0;
  for (const auto& words : loose.words) total += words.size();
  words_.Reserve(total);
  for (const auto& words : loose.words) {
    starts_.push_back(static_cast<uint32_t>(words_.size()));
    for (const uint32_t word : words)
      words_.Push(word == LooseSegment::kGap ? count : number[word]);
  }
  starts_.push_back(static_cast<uint32_t>(words_.size()));
  starts_.shrink_to_fit();
  lengths_ = std::move(loose.lengths);
  lengths_.shrink_to_fit();
}

LooseSegment Segment::Unpack() const {
  LooseSegment loose;
  for (Vocabulary::Cursor at = vocabulary_.At(0); !at.done(); at.Next()) {
    loose.terms.emplace_back(at.term());
    ForEachPosting(at.posting(), at.posting_size(), [&](uint32_t review, uint8_t places) {
      loose.postings.push_back({at.id(), review, places});
    });
  }
  for (uint32_t review = 0; review < size(); ++review) {
    std::vector<uint32_t>& words = loose.words.emplace_back();
    for (uint32_t i = starts_[review]; i < starts_[review + 1]; ++i) {
      words.push_back(words_[i] == gap() ? LooseSegment::kGap : words_[i]);
    }
  }
  loose.lengths = lengths_;
  return loose;
}

Segment Segment::Merge(const Segment& first, const Segment& second) {
  LooseSegment all = first.Unpack(), more = second.Unpack();
  // Both are sorted: a term of the second is in the first's, or gets a number behind them.
  std::vector<uint32_t> number(more.terms.size());
  const auto count = static_cast<uint32_t>(all.terms.size());
  uint32_t at = 0;
  for (size_t i = 0; i < more.terms.size(); ++i) {
    while (at < count && all.terms[at] < more.terms[i]) ++at;
    if (at < count && all.terms[at] == more.terms[i]) {
      number[i] = at;
    } else {
      number[i] = static_cast<uint32_t>(all.terms.size());
      all.terms.push_back(std::move(more.terms[i]));
    }
  }
  for (LooseSegment::Posting posting : more.postings) {
    posting.term = number[posting.term];
    posting.review += first.size();
    all.postings.push_back(posting);
  }
  for (std::vector<uint32_t>& words : more.words) {
    for (uint32_t& word : words) {
      if (word != LooseSegment::kGap) word = number[word];
    }
    all.words.push_back(std::move(words));
  }
  all.lengths.insert(all.lengths.end(), more.lengths.begin(), more.lengths.end());
  return Segment(std::move(all));
}

Segment Segment::Partial(const std::vector<std::string_view>& terms,
                         const std::vector<uint32_t>& sizes, std::vector<PartialTerm> known,
                         std::vector<ReviewLength> lengths) {
  Segment segment;
  segment.vocabulary_ = Vocabulary(terms, sizes);
  segment.known_ = std::move(known);
  segment.lengths_ = std::move(lengths);
  return segment;
}

void Segment::PutPostings(uint32_t offset, std::string_view bytes, bool all) {
  const auto behind =
      std::lower_bound(put_.begin(), put_.end(), offset,
                       [](const PutTerm& put, uint32_t at) { return put.offset < at; });
  put_.insert(behind, {offset, static_cast<uint32_t>(postings_.size()),
                       static_cast<uint32_t>(bytes.size()), all});
  postings_.insert(postings_.end(), bytes.begin(), bytes.end());
}

void Segment::PutReviews(const std::vector<WholeReview>& reviews) {
  added_.clear();
  put_words_.clear();
  words_ = PackedNumbers(gap() + 2);
  for (const WholeReview& one : reviews) {
    const auto begin = static_cast<uint32_t>(words_.size());
    for (const uint32_t word : one.words) words_.Push(word);
    put_words_.push_back({one.review, {begin, static_cast<uint32_t>(words_.size())}});
    for (const auto& [offset, places] : one.terms) added_.push_back({offset, one.review, places});
  }
  std::sort(put_words_.begin(), put_words_.end(),
            [](const PutWords& a, const PutWords& b) { return a.review < b.review; });
  std::sort(added_.begin(), added_.end(), [](const AddedPosting& a, const AddedPosting& b) {
    return a.offset < b.offset || (a.offset == b.offset && a.review < b.review);
  });
  // What the postings tell already is not said twice.
  std::vector<AddedPosting> all = std::exchange(added_, {});
  std::vector<uint32_t> known;
  for (size_t i = 0; i < all.size(); ++i) {
    const uint32_t offset = all[i].offset;
    if (i == 0 || all[i - 1].offset != offset) {
      known.clear();
      ForEachPosting(offset, 0, [&](uint32_t review, uint8_t) { known.push_back(review); });
    }
    if (!std::binary_search(known.begin(), known.end(), all[i].review)) added_.push_back(all[i]);
  }
}

const Segment::PutTerm* Segment::FindPut(uint32_t offset) const {
  const auto found =
      std::lower_bound(put_.begin(), put_.end(), offset,
                       [](const PutTerm& put, uint32_t at) { return put.offset < at; });
  return found != put_.end() && found->offset == offset ? &*found : nullptr;
}

Segment::WordRange Segment::PutWordsOf(uint32_t review) const {
  const auto found =
      std::lower_bound(put_words_.begin(), put_words_.end(), review,
                       [](const PutWords& put, uint32_t r) { return put.review < r; });
  return found != put_words_.end() && found->review == review ? found->range : WordRange{};
}

const Segment::PartialTerm* Segment::Cut(uint32_t term, uint32_t offset) const {
  if (ordered() || term >= known_.size()) return nullptr;
  const PutTerm* put = FindPut(offset);
  return put != nullptr && put->all ? nullptr : &known_[term];
}

size_t Segment::bytes() const {
  return vocabulary_.bytes() + postings_.capacity() + words_.bytes() +
         known_.capacity() * sizeof(PartialTerm) + starts_.capacity() * sizeof(uint32_t) +
         lengths_.capacity() * sizeof(ReviewLength);
}

}  // namespace skira
