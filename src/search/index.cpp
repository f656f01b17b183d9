#include "search/index.h"

#include <algorithm>

#include "search/terms.h"

namespace skira {
namespace {

// Add makes a segment of so many reviews and lets it be, so that what it may cost stays bounded, by
// some tens of milliseconds on a page.
constexpr uint32_t kSealed = 384;

constexpr std::string_view kKinds[] = {"full", "short", "daily", "post"};

uint16_t Intern(std::vector<std::string>& values, std::string_view value) {
  auto found = std::find(values.begin(), values.end(), value);
  if (found == values.end()) found = values.emplace(values.end(), value);
  return static_cast<uint16_t>(found - values.begin());
}

void AddFacets(const Review& review, ReviewTraits traits, IndexData& data) {
  const auto put = [&](Facet facet, std::string_view value) {
    const auto f = static_cast<uint16_t>(facet);
    data.facets.push_back({f, Intern(data.values[f], value)});
  };
  if (const std::optional<Date> date = review.date ? review.date : review.date_inferred) {
    const std::string year = std::to_string(date->year);
    put(Facet::kYear, year);
    put(Facet::kMonth, year + (date->month < 10 ? "-0" : "-") + std::to_string(date->month));
  }
  for (const std::string& topic : review.topics) put(Facet::kTopic, topic);
  put(Facet::kKind, kKinds[static_cast<size_t>(review.kind)]);
  for (const std::string& reviewer : review.reviewers) put(Facet::kReviewer, reviewer);
  if (review.fields.clarity_level) put(Facet::kClarity, *review.fields.clarity_level);
  if (review.fields.recommendation_level) {
    put(Facet::kRecommendation, *review.fields.recommendation_level);
  }
  if (traits.code) put(Facet::kHas, "code");
  if (traits.math) put(Facet::kHas, "math");
}

template <typename T>
size_t Bytes(const std::vector<T>& values) {
  return values.capacity() * sizeof(T);
}

}  // namespace

ReviewTraits TraitsOf(const Review& review) {
  const bool math = std::any_of(review.blocks.begin(), review.blocks.end(), [](const Block& block) {
    return std::any_of(block.spans.begin(), block.spans.end(),
                       [](const Span& s) { return s.math; });
  });
  return {.code = !review.paper.code_urls.empty(), .math = math};
}

void IndexData::PutFacts(uint32_t slot, const Review& review, ReviewTraits traits, int place) {
  ReviewFacts put;
  if (const std::optional<Date> date = review.date ? review.date : review.date_inferred) {
    put.date = date->year * 10000 + date->month * 100 + date->day;
  }
  put.number = review.number.value_or(-1);
  put.review = place;
  put.arxiv = static_cast<uint32_t>(arxiv.size());
  arxiv += review.paper.arxiv_id.value_or("");
  arxiv += '\n';
  put.facets = static_cast<uint32_t>(facets.size());
  AddFacets(review, traits, *this);
  put.facets_end = static_cast<uint32_t>(facets.size());
  facts[slot] = put;
}

void IndexData::Seal() {
  if (open.size() == 0) return;
  bases.push_back(static_cast<uint32_t>(facts.size()) - open.size());
  segments.push_back(open.Take());
  ++generation;
  while (segments.size() > 1) {
    const Segment &last = segments.back(), &before = segments[segments.size() - 2];
    if (!before.ordered()) break;  // of term_shards.h
    if (before.size() + last.size() > kSealed || before.size() > 2 * last.size()) break;
    Segment merged = Segment::Merge(before, last);
    segments.pop_back();
    segments.back() = std::move(merged);
    bases.pop_back();
  }
  title_atoms = body_atoms = 0;
  for (const Segment& segment : segments) {
    for (uint32_t i = 0; i < segment.size(); ++i) {
      title_atoms += segment.Length(i).title;
      body_atoms += segment.Length(i).body;
    }
  }
  const auto count = static_cast<double>(facts.size());
  title_length = std::max(1.0, static_cast<double>(title_atoms) / count);
  body_length = std::max(1.0, static_cast<double>(body_atoms) / count);
}

bool IndexData::JoinNeighbors(uint32_t most) {
  // The smallest two, so that each review is packed anew as often as sizes double.
  size_t left = segments.size();
  uint32_t least = most + 1;
  for (size_t i = 0; i + 1 < segments.size(); ++i) {
    const uint32_t size = segments[i].size() + segments[i + 1].size();
    if (size >= least || !segments[i].ordered()) continue;  // not ordered: of term_shards.h
    least = size;
    left = i;
  }
  if (left == segments.size()) return false;
  const auto at = static_cast<ptrdiff_t>(left);
  segments[left] = Segment::Merge(segments[left], segments[left + 1]);
  segments.erase(segments.begin() + at + 1);
  bases.erase(bases.begin() + at + 1);
  ++generation;
  return true;
}

SearchIndex::SearchIndex() : data_(std::make_unique<IndexData>()) {}
SearchIndex::~SearchIndex() = default;
SearchIndex::SearchIndex(SearchIndex&&) noexcept = default;
SearchIndex& SearchIndex::operator=(SearchIndex&&) noexcept = default;

void SearchIndex::Add(const Catalog& catalog, int first, int count) {
  count = std::min(count, static_cast<int>(catalog.reviews.size()) - first);
  if (count <= 0) return;
  WarmUpSearch();
  for (ReviewFacts& facts : data_->facts) {
    if (facts.review >= first) facts.review += count;
  }
  std::vector<uint32_t> added;
  for (int i = first; i < first + count; ++i) {
    added.push_back(static_cast<uint32_t>(data_->facts.size()));
    data_->facts.emplace_back();
    data_->PutFacts(added.back(), catalog.reviews[i], TraitsOf(catalog.reviews[i]), i);
    data_->open.Add(catalog.reviews[i]);
    if (data_->open.size() >= kSealed) data_->Seal();
  }
  data_->slots.insert(data_->slots.begin() + first, added.begin(), added.end());
}

void SearchIndex::Remove(int first, int count) {
  count = std::min(count, size() - first);
  if (count <= 0) return;
  for (ReviewFacts& facts : data_->facts) {
    if (facts.review >= first + count) {
      facts.review -= count;
    } else if (facts.review >= first) {
      facts.review = -1;
    }
  }
  data_->slots.erase(data_->slots.begin() + first, data_->slots.begin() + first + count);
}

void SearchIndex::Pack(int most) {
  while (PackSome(most)) {
  }
}

bool SearchIndex::PackSome(int most) {
  if (data_->open.size() > 0) {
    data_->Seal();
    return true;
  }
  if (data_->JoinNeighbors(static_cast<uint32_t>(most))) return true;
  data_->facts.shrink_to_fit();
  data_->facets.shrink_to_fit();
  data_->arxiv.shrink_to_fit();
  return false;
}

int SearchIndex::size() const { return static_cast<int>(data_->slots.size()); }

size_t SearchIndex::bytes() const {
  size_t bytes = sizeof(IndexData) + Bytes(data_->facts) + Bytes(data_->facets) +
                 data_->arxiv.capacity() + Bytes(data_->slots);
  for (const Segment& segment : data_->segments) bytes += segment.bytes();
  return bytes;
}

size_t SearchIndex::text_bytes() const { return data_->open.text_bytes(); }

const std::vector<std::string>& SearchIndex::FacetValues(Facet facet) const {
  return data_->values[static_cast<size_t>(facet)];
}

}  // namespace skira
