#include "search/search.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "unicode/unicode.h"

namespace skira {

struct IndexedReview {
  std::string title, people, body;
  Date date;
  std::array<std::vector<int>, kFacetCount> facets;
};

struct IndexData {
  std::vector<IndexedReview> reviews;
  std::array<std::vector<std::string>, kFacetCount> values;
  size_t text_bytes = 0;
};

namespace {

std::vector<std::string> Words(std::string_view query) {
  std::vector<std::string> words;
  const ParsedQuery parsed = ParseQuery(query);
  for (const QueryPart& part : parsed.parts) {
    if (part.kind == QueryPart::Kind::kOperator || part.excluded) continue;
    if (part.value.end > part.value.begin) words.push_back(Fold(parsed.Value(part)));
  }
  return words;
}

int Intern(std::vector<std::string>& values, const std::string& value) {
  const auto found = std::find(values.begin(), values.end(), value);
  if (found == values.end()) values.push_back(value);
  return static_cast<int>(std::find(values.begin(), values.end(), value) - values.begin());
}

double WordScore(const IndexedReview& review, const std::string& word) {
  const auto in = [&](const std::string& text) { return text.find(word) != std::string::npos; };
  if (in(review.title)) return 3;
  if (in(review.people)) return 2;
  return in(review.body) ? 1 : 0;
}

}  // namespace

SearchIndex::SearchIndex() : data_(std::make_unique<IndexData>()) {}
SearchIndex::~SearchIndex() = default;
SearchIndex::SearchIndex(SearchIndex&&) noexcept = default;
SearchIndex& SearchIndex::operator=(SearchIndex&&) noexcept = default;

void SearchIndex::Add(const Catalog& catalog, int first, int count) {
  constexpr std::string_view kKinds[] = {"full", "short", "daily", "post"};
  std::vector<IndexedReview> added;
  for (int i = first; i < first + count && i < static_cast<int>(catalog.reviews.size()); ++i) {
    const Review& review = catalog.reviews[i];
    IndexedReview& one = added.emplace_back();
    one.title = Fold(review.title.value_or(""));
    for (const std::string& reviewer : review.reviewers) one.people += Fold(reviewer) + "\n";
    bool math = false;
    for (const Block& block : review.blocks) {
      for (const Span& span : block.spans) one.body += Fold(span.text);
      for (const Span& span : block.spans) math |= span.math;
      one.body += '\n';
    }
    const auto put = [&](Facet facet, const std::string& value) {
      const auto f = static_cast<size_t>(facet);
      one.facets[f].push_back(Intern(data_->values[f], value));
    };
    if (review.date || review.date_inferred) {
      one.date = review.date ? *review.date : *review.date_inferred;
      const std::string month = std::to_string(one.date.month);
      put(Facet::kYear, std::to_string(one.date.year));
      put(Facet::kMonth, std::to_string(one.date.year) + (month.size() < 2 ? "-0" : "-") + month);
    }
    for (const std::string& topic : review.topics) put(Facet::kTopic, topic);
    for (const std::string& reviewer : review.reviewers) put(Facet::kReviewer, reviewer);
    put(Facet::kKind, std::string(kKinds[static_cast<int>(review.kind)]));
    if (review.fields.clarity_level) put(Facet::kClarity, *review.fields.clarity_level);
    if (review.fields.recommendation_level) {
      put(Facet::kRecommendation, *review.fields.recommendation_level);
    }
    if (!review.paper.code_urls.empty()) put(Facet::kHas, "code");
    if (math) put(Facet::kHas, "math");
    data_->text_bytes += one.title.size() + one.body.size();
  }
  data_->reviews.insert(data_->reviews.begin() + first, added.begin(), added.end());
}

void SearchIndex::Remove(int first, int count) {
  const auto begin = data_->reviews.begin() + first;
  data_->reviews.erase(begin, begin + count);
}

void SearchIndex::Pack() {}
int SearchIndex::size() const { return static_cast<int>(data_->reviews.size()); }
size_t SearchIndex::bytes() const { return data_->text_bytes; }
size_t SearchIndex::text_bytes() const { return data_->text_bytes; }
const std::vector<std::string>& SearchIndex::FacetValues(Facet facet) const {
  return data_->values[static_cast<size_t>(facet)];
}

SearchResult Search(const SearchIndex& index, std::string_view query,
                    const SearchOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  SearchResult result;
  const IndexData& data = index.data();
  for (size_t f = 0; f < kFacetCount; ++f) result.facets[f].resize(data.values[f].size());
  const std::vector<std::string> words = Words(query);
  for (size_t i = 0; i < data.reviews.size(); ++i) {
    const IndexedReview& review = data.reviews[i];
    double score = words.empty() && options.restrictions.empty() ? 0 : 1;
    for (const std::string& word : words) {
      const double one = WordScore(review, word);
      score = one == 0 ? 0 : score == 0 ? 0 : score + one;
    }
    for (const FacetRestriction& restriction : options.restrictions) {
      const auto f = static_cast<size_t>(restriction.facet);
      const auto& values = review.facets[f];
      if (!std::any_of(values.begin(), values.end(),
                       [&](int v) { return data.values[f][v] == restriction.value; })) {
        score = 0;
      }
    }
    if (score == 0) continue;
    ++result.total;
    for (size_t f = 0; f < kFacetCount; ++f) {
      for (const int value : review.facets[f]) ++result.facets[f][value];
    }
    result.hits.push_back({static_cast<int>(i), score});
  }
  const auto date = [&](const Hit& hit) { return data.reviews[hit.review].date; };
  std::stable_sort(result.hits.begin(), result.hits.end(), [&](const Hit& a, const Hit& b) {
    if (options.sort == SortOrder::kOldest) return date(a) < date(b);
    if (options.sort == SortOrder::kNewest) return date(b) < date(a);
    return a.score > b.score || (a.score == b.score && date(b) < date(a));
  });
  const auto skipped = std::min(result.hits.size(), static_cast<size_t>(options.offset));
  result.hits.erase(result.hits.begin(), result.hits.begin() + static_cast<long>(skipped));
  if (result.hits.size() > static_cast<size_t>(options.limit)) result.hits.resize(options.limit);
  const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - begin;
  result.microseconds = time.count();
  return result;
}

Highlighter::Highlighter(const SearchIndex&, std::string_view query, bool) {
  for (std::string& word : Words(query)) words_.push_back({std::move(word), 0, 1});
}

std::vector<ByteRange> Highlighter::HitsIn(std::string_view text) const {
  std::vector<ByteRange> hits;
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && !IsSpace(DecodeAt(text, end).code_point)) {
      end += DecodeAt(text, end).length;
    }
    const std::string folded = Fold(text.substr(i, end - i));
    for (const Word& word : words_) {
      if (folded.find(word.term) == folded.npos) continue;
      hits.push_back({static_cast<uint32_t>(i), static_cast<uint32_t>(end)});
      break;
    }
    i = end + DecodeAt(text, end).length;
  }
  return hits;
}

Snippet Highlighter::SnippetOf(const Review& review, int) const {
  Snippet first;
  for (size_t i = 0; i < review.blocks.size(); ++i) {
    Snippet snippet;
    snippet.block = static_cast<int>(i);
    for (const Span& span : review.blocks[i].spans) snippet.text += span.text;
    snippet.hits = HitsIn(snippet.text);
    if (!snippet.hits.empty()) return snippet;
    if (first.block < 0) first = snippet;
  }
  return first;
}

std::vector<Hit> Related(const SearchIndex& index, int review, int limit) {
  std::vector<Hit> hits;
  const auto topic = static_cast<size_t>(Facet::kTopic);
  const auto& mine = index.data().reviews[review].facets[topic];
  for (int i = 0; i < index.size(); ++i) {
    double shared = 0;
    for (const int value : index.data().reviews[i].facets[topic]) {
      shared += std::count(mine.begin(), mine.end(), value) > 0;
    }
    if (i != review && shared > 0) hits.push_back({i, shared});
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const Hit& a, const Hit& b) { return a.score > b.score; });
  if (hits.size() > static_cast<size_t>(limit)) hits.resize(limit);
  return hits;
}

}  // namespace skira
