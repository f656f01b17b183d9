#include "search/search.h"

#include <algorithm>
#include <string>

#include "unicode/unicode.h"

namespace skira {
namespace {

std::vector<std::string> Words(std::string_view query) {
  std::vector<std::string> words;
  std::string word;
  for (char c : Fold(query) + ' ') {
    if (c != ' ' && c != '\t' && c != '\n') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

struct FoldedReview {
  std::string title, people, body;
};

FoldedReview FoldReview(const Review& review) {
  FoldedReview folded;
  folded.title = Fold(review.title.value_or(""));
  for (const std::string& reviewer : review.reviewers) folded.people += Fold(reviewer) + "\n";
  for (const Block& block : review.blocks) {
    for (const Span& span : block.spans) folded.body += Fold(span.text);
    folded.body += '\n';
  }
  return folded;
}

// What a word's place is worth; 0 where it does not occur.
double WordScore(const FoldedReview& review, const std::string& word) {
  const auto in = [&](const std::string& text) { return text.find(word) != std::string::npos; };
  if (in(review.title)) return 3;
  if (in(review.people)) return 2;
  return in(review.body) ? 1 : 0;
}

}  // namespace

std::vector<Hit> Search(const Catalog& catalog, std::string_view query, int limit) {
  const std::vector<std::string> words = Words(query);
  std::vector<Hit> hits;
  if (words.empty()) return hits;
  for (size_t i = 0; i < catalog.reviews.size(); ++i) {
    const FoldedReview review = FoldReview(catalog.reviews[i]);
    double score = 0;
    for (const std::string& word : words) {
      const double one = WordScore(review, word);
      if (one == 0) {
        score = 0;
        break;
      }
      score += one;
    }
    if (score > 0) hits.push_back({static_cast<int>(i), score});
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const Hit& a, const Hit& b) { return a.score > b.score; });
  if (hits.size() > static_cast<size_t>(std::max(limit, 0))) hits.resize(std::max(limit, 0));
  return hits;
}

}  // namespace skira
