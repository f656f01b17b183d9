// What reviews get from standing beside each other: ids that no other has, and links to the other
// reviews of the same paper or of a paper that they cite. One catalog joined to another.
//
//   ReviewIds ─▶ Review::id          ReviewLinks ─▶ Review::links of role kReview
//   a catalog + another ─▶ CatalogJoin (in steps) ─▶ what is put after the first one's reviews
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "review/review.h"

namespace skira {

// Gives ids, each once. An id is made of what identifies a review and is not retold when its text
// is corrected:
//
//   its number, else its date │ and its paper's arXiv id     review-801-2405-18047,
//   2025-02-03-2405-18047 one of the two alone      │                              review-801,
//   2025-02-03, arxiv-2405-18047 neither                   │ the first words of its title
//   teaching-with-commentaries
//
// so that a corrected title changes no id, nor a corrected date where there is a number. Reviews
// that would share one get the first words of their titles, all of them, whatever their order;
// those that share these as well, six digits of their text; the order decides where the whole text
// is the same.
class ReviewIds {
 public:
  // The id is another review's.
  void Take(const std::string& id) { copies_.emplace(id, 1); }
  // Gives the review its id: the one that it has, where it has one and that is free.
  void Give(Review& review);
  // The same for reviews that come together, of which none is before another.
  void GiveAll(std::vector<Review>& reviews);

 private:
  // Takes the id that the review has, with a number behind it where it is another's.
  void Number(Review& review);

  std::unordered_map<std::string, int> copies_;  // of each id, how many are given
};

// The index of the review that an address names by this id, -1 where there is none: the review's
// own id, one that it had before, or, where `nearest`, the one that the address is most likely
// about where no other is as likely: of the same paper, number or date, or, where the address has
// words (as those of version 0.1 have, of title and date), of most of the same words.
int IndexOfId(std::string_view id, const std::vector<Review>& reviews, bool nearest);

// The ids under which addresses and user data may know a review: those that it had before, and the
// one that version 0.1 made of its title and its date or number.
std::vector<std::string> FormerIdsOf(const Review& review);

// Adds a link of role kReview from one review to another, once: its url is the route "#/r/ID", its
// text the other's title.
void LinkTo(Review& from, const Review& to);

// Finds out which reviews are of the same paper, and which cite a paper that another reviews. All
// are noted first, then each is linked.
class ReviewLinks {
 public:
  // `review` stays where it is as long as this object is used.
  void Note(const Review& review);
  // Links the review that was noted as number `index` (from 0), which is `review`.
  void Link(size_t index, Review& review) const;

 private:
  static constexpr size_t kLeastTitle = 8;  // bytes of a title's key
  using Members = std::unordered_map<std::string, std::vector<size_t>>;

  void LinkSamePapers(size_t index, Review& review) const;
  void LinkCitedPapers(Review& review) const;

  std::vector<const Review*> reviews_;
  std::vector<std::string> keys_;  // the letters and digits of each title
  Members by_arxiv_, by_title_;
  std::unordered_map<std::string, size_t> by_url_;
};

// Adds pictures to others, those that are there already once.
void JoinPictures(std::vector<Picture> added, std::vector<Picture>& pictures);

// Joins another catalog to one that is there already, in steps. The other's reviews get ids that no
// other has (their links among each other follow) and links to the reviews that belong with them;
// the catalog's own stay as they are.
class CatalogJoin {
 public:
  // `catalog` must neither go nor change before the last step. Its reviews [first, first + count)
  // are those that the new ones replace, as if they were not there.
  CatalogJoin(const Catalog& catalog, int first, int count, Catalog other);
  ~CatalogJoin();
  CatalogJoin(const CatalogJoin&) = delete;
  CatalogJoin& operator=(const CatalogJoin&) = delete;

  // Looks at so many reviews; true when all is done.
  bool Step(int reviews);
  // What is to be put after the catalog's sources, reviews and formulas, once, after the last
  // step. `document` of its reviews counts from its own first source.
  Catalog Take();

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace skira
