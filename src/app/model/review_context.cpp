#include "app/model/review_context.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include "review/markdown.h"

namespace skira::app {
namespace {

constexpr int kMostRelated = 4;

const Review& At(const Catalog& catalog, int review) {
  return catalog.reviews[static_cast<size_t>(review)];
}

bool SamePaper(const Paper& a, const Paper& b) {
  if (a.arxiv_id && b.arxiv_id) return *a.arxiv_id == *b.arxiv_id;
  for (const std::string& url : a.urls) {
    for (const std::string& other : b.urls) {
      if (LeadToSamePage(url, other)) return true;
    }
  }
  return false;
}

bool LinksTo(const Review& from, std::string_view id) {
  constexpr std::string_view kRoute = "#/r/";
  return std::any_of(from.links.begin(), from.links.end(), [&](const Link& link) {
    const std::string_view url = link.url;
    return link.role == LinkRole::kReview && url.starts_with(kRoute) &&
           url.substr(kRoute.size()) == id;
  });
}

bool Has(const std::vector<int>& reviews, int review) {
  return std::find(reviews.begin(), reviews.end(), review) != reviews.end();
}

}  // namespace

std::vector<ContentsEntry> ContentsOf(const Review& review) {
  std::vector<ContentsEntry> contents;
  int highest = 6;
  for (size_t i = 0; i < review.blocks.size(); ++i) {
    const Block& block = review.blocks[i];
    if (block.type != BlockType::kHeading) continue;
    std::string text = PlainText(block);
    if (text.empty() || IsTitleAgain(review, i)) continue;
    contents.push_back({static_cast<int>(i), std::max(1, block.level), std::move(text)});
    highest = std::min(highest, contents.back().level);
  }
  for (ContentsEntry& entry : contents) entry.level -= highest - 1;
  return contents;
}

AdjacentReviews FindAdjacentReviews(const Catalog& catalog, const SearchIndex& index, int review) {
  AdjacentReviews found;
  const Review& open = At(catalog, review);
  for (size_t i = 0; i < catalog.reviews.size(); ++i) {
    const Review& other = catalog.reviews[i];
    if (static_cast<int>(i) == review) continue;
    if (SamePaper(open.paper, other.paper)) {
      found.same_paper.push_back(static_cast<int>(i));
      continue;
    }
    if (LinksTo(open, other.id)) found.mentions.push_back(static_cast<int>(i));
    if (LinksTo(other, open.id)) found.mentioned_in.push_back(static_cast<int>(i));
  }
  const int wanted = kMostRelated + static_cast<int>(found.same_paper.size());
  for (const Hit& hit : Related(index, review, wanted)) {
    if (found.related.size() == kMostRelated) break;
    if (!Has(found.same_paper, hit.review)) found.related.push_back(hit.review);
  }
  return found;
}

Beside FindBeside(const Catalog& catalog, const Listing& listing, int review) {
  const std::vector<int>& order = listing.order;
  const auto here = std::find(order.begin(), order.end(), review);
  Beside beside;
  if (here != order.end()) {
    if (here != order.begin()) beside.previous = *(here - 1);
    if (here + 1 != order.end()) beside.next = *(here + 1);
    return beside;
  }
  // The newest first, and of one day those that stand first in their documents, as it is listed.
  const auto key = [&catalog](int i) { return std::tuple(ListingDate(At(catalog, i)), -i); };
  for (int i = 0; i < static_cast<int>(catalog.reviews.size()); ++i) {
    if (i == review) continue;
    int& place = key(i) > key(review) ? beside.previous : beside.next;
    const bool nearer =
        place < 0 || (key(i) > key(review) ? key(i) < key(place) : key(i) > key(place));
    if (nearer) place = i;
  }
  return beside;
}

void Around::Follow(const Catalog& catalog, const SearchIndex& index, const Listing& listing,
                    uint32_t listed, int review) {
  // What is related is known when all is indexed; before that it would change with every slice.
  const bool all = static_cast<size_t>(index.size()) >= catalog.reviews.size();
  const int indexed = all ? index.size() : 0;
  const bool same_review = review_ == review && reviews_ == catalog.reviews.size();
  if (same_review && indexed_ == indexed && listed_ == listed) return;
  if (!same_review) {
    links = PaperLinksOf(At(catalog, review));
    contents = ContentsOf(At(catalog, review));
    ++number;
  }
  if (!same_review || indexed_ != indexed) {
    AdjacentReviews found = FindAdjacentReviews(catalog, index, review);
    if (!all) found.related.clear();
    if (found != neighbours) ++number;
    neighbours = std::move(found);
  }
  const Beside found = FindBeside(catalog, listing, review);
  if (found != beside) ++number;
  beside = found;
  review_ = review;
  reviews_ = catalog.reviews.size();
  indexed_ = indexed;
  listed_ = listed;
}

}  // namespace skira::app
