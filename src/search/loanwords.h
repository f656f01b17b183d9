// How words of one language are written in the letters of the other: English terms and names in
// Hebrew letters, and back. Inside of the module.
//
// A Hebrew spelling is made of a Latin one by replacing stretches of one to five letters by none to
// four Hebrew ones; each such rule has a price (v is ב or ו, x is קס, th is ת, a silent e is
// nothing, tion is שן). The distance of two words is the least price of turning one into the other.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "search/vocabulary.h"

namespace skira {

// The price of writing the Latin term as the Hebrew one, both of codes.h; what is no loan at all
// costs LoanLimit or more. The ends of Hebrew words (ים, ות, י, ית, ה) are cheap.
float LoanDistance(std::string_view hebrew, std::string_view latin);

// What a loan may cost at most, by the Hebrew word's length.
float LoanLimit(size_t letters);

// How sure a Latin term is for a Hebrew word, or the other way, that is as far: 0 to 1.
float LoanWeight(float distance, size_t letters);

// The Latin terms that the Hebrew word, without its prefix, may write. Walks the sorted vocabulary
// once and leaves out the stretches whose beginning costs too much already.
class LoanSearch {
 public:
  explicit LoanSearch(std::string_view hebrew);  // which must outlive this

  // Calls visit(cursor, distance) for each such term.
  template <typename Visit>
  void Walk(const Vocabulary& vocabulary, Visit&& visit) {
    auto term = vocabulary.LowerBound("a");
    while (!term.done() && term.term()[0] <= 'z' && term.term()[0] >= 'a') {
      const size_t dead = Extend(term.term());
      if (dead == 0) {
        const float distance = Distance();
        if (distance < limit_) visit(term, distance);
        term.Next();
        continue;
      }
      // Nothing that begins so is near: on behind all of it, in steps where it is little.
      next_.assign(term.term().substr(0, dead));
      ++next_.back();
      for (int i = 0; i < kSteps && !term.done() && term.term() < next_; ++i) term.Next();
      if (!term.done() && term.term() < next_) term = vocabulary.LowerBound(next_);
    }
  }

  // The distance of one term.
  float DistanceTo(std::string_view latin);

 private:
  static constexpr size_t kMost = 24;  // letters of either word
  static constexpr int kSteps = 6;     // terms that are walked over rather than searched behind
  // A rule that the Hebrew word has a place for.
  struct Applicable {
    std::string_view latin;
    float price;
    uint32_t ends = 0;  // bit i: its Hebrew letters end behind the word's first i
    uint8_t size = 0;   // Hebrew letters
    bool at_start = false, at_end = false;
  };
  using Row = std::array<float, kMost + 1>;

  size_t Extend(std::string_view latin);
  float Distance() const;
  void FillRow(std::string_view latin, size_t j, bool at_end, Row& row) const;

  std::string_view hebrew_;
  float limit_;
  std::array<std::vector<Applicable>, 26> rules_;  // by their last Latin letter
  Row extra_{};                                    // the price of a Hebrew letter without a rule
  std::array<Row, kMost + 1> rows_;                // by Latin letters, then by Hebrew ones
  std::string latin_, next_;
};

}  // namespace skira
