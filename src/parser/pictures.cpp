#include "parser/pictures.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "parser/inline/inline.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr std::string_view kPrefix = "sha256-";
constexpr size_t kDigits = 64;
constexpr int kTallestInLine = 48;  // pixels: a taller one breaks the lines around it apart

bool IsBlankText(const Span& span) {
  return span.picture.empty() && span.footnote.empty() && Trim(span.text).empty();
}

bool HoldsOnlyPictures(const Block& block) {
  const auto shows = [](const Span& span) { return !span.picture.empty(); };
  return std::any_of(block.spans.begin(), block.spans.end(), shows) &&
         std::all_of(block.spans.begin(), block.spans.end(),
                     [&](const Span& span) { return shows(span) || IsBlankText(span); });
}

Block FigureOf(const Block& block, const Span& span) {
  Block figure;
  figure.type = BlockType::kFigure;
  figure.first_line = block.first_line;
  figure.last_line = block.last_line;
  figure.level = block.type == BlockType::kListItem ? block.level + 1 : 0;
  figure.picture = span.picture;
  figure.spans.push_back(span);  // until it is placed, for its alt
  return figure;
}

bool IsCaption(const Block& block) {
  return block.type == BlockType::kFigure && block.picture.empty() && !block.spans.empty();
}

// Takes the blanks from both ends, and one of two where a picture was taken out between them.
void TrimSpans(std::vector<Span>& spans) {
  bool blank_before = true;  // what is before the span ends in a blank
  for (Span& span : spans) {
    if (span.picture.empty() && !span.math && blank_before && span.text.starts_with(' ')) {
      span.text.erase(0, 1);
    }
    if (!span.text.empty()) blank_before = span.text.ends_with(' ');
  }
  std::erase_if(spans, [](const Span& span) { return span.text.empty(); });
  if (spans.empty() || spans.back().math || !spans.back().picture.empty()) return;
  std::string& last = spans.back().text;
  while (last.ends_with(' ')) last.pop_back();
  if (last.empty()) spans.pop_back();
}

class Placing {
 public:
  explicit Placing(const std::vector<Picture>& pictures) {
    for (const Picture& picture : pictures) by_id_.emplace(picture.id, &picture);
  }

  void Place(Review& review) {
    std::vector<Block> placed;
    placed.reserve(review.blocks.size());
    for (Block& block : review.blocks) PlaceBlock(std::move(block), review, placed);
    review.blocks = std::move(placed);
  }

  bool IsShown(const Picture& picture) const { return shown_.contains(picture.id); }

 private:
  const Picture* Find(const std::string& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
  }

  bool IsLarge(const Span& span) const {
    const Picture* picture = Find(span.picture);
    return picture != nullptr && (picture->height > kTallestInLine || !picture->problem.empty());
  }

  // The alt that the figure's own span has is the picture's; another one than at its first use is
  // a caption where there is none.
  void TakeAlt(Block& figure, Review& review) {
    const Span own = std::move(figure.spans.front());
    figure.spans.erase(figure.spans.begin());
    if (own.text == kNoAlt || own.text == Find(figure.picture)->alt) return;
    if (figure.spans.empty()) {
      figure.spans.push_back({.text = own.text});
    } else {
      review.warnings.push_back({figure.first_line, "picture-alt",
                                 "The picture has another description already: " + own.text});
    }
  }

  void PlaceBlock(Block block, Review& review, std::vector<Block>& placed) {
    if (!block.picture.empty() && Find(block.picture) == nullptr) block.picture.clear();
    if (!block.picture.empty()) {
      shown_.insert(block.picture);
      TakeAlt(block, review);
    }
    std::vector<Block> figures;
    std::vector<Span> left;
    // A table's cells keep theirs: the block below would tell nobody which cell it belongs to.
    const bool may_leave = block.type != BlockType::kTable && block.type != BlockType::kFigure;
    for (Span& span : block.spans) {
      if (!span.picture.empty() && Find(span.picture) == nullptr) {
        Warn(block, review);
        span.picture.clear();
      }
      if (!span.picture.empty()) shown_.insert(span.picture);
      if (may_leave && IsLarge(span)) {
        figures.push_back(FigureOf(block, span));
        TakeAlt(figures.back(), review);
      } else {
        left.push_back(std::move(span));
      }
    }
    block.spans = std::move(left);
    if (!figures.empty()) TrimSpans(block.spans);
    const bool says_something = !block.spans.empty() || !block.picture.empty() ||
                                block.type == BlockType::kRule ||
                                (block.type == BlockType::kListItem && block.ordered);
    if (says_something) placed.push_back(std::move(block));
    std::move(figures.begin(), figures.end(), std::back_inserter(placed));
  }

  // Its alt is text from now on.
  static void Warn(const Block& block, Review& review) {
    review.warnings.push_back({block.first_line, "picture-missing",
                               "A picture is named here that did not come with the document."});
  }

  std::unordered_map<std::string, const Picture*> by_id_;
  std::unordered_set<std::string> shown_;
};

}  // namespace

bool NamesPicture(std::string_view text) {
  return !text.empty() &&
         memmem(text.data(), text.size(), kPrefix.data(), kPrefix.size()) != nullptr;
}

std::string_view PictureIdOf(std::string_view target) {
  if (!target.starts_with(kPrefix) || target.size() < kPrefix.size() + kDigits) return {};
  const std::string_view digits = target.substr(kPrefix.size(), kDigits);
  const std::string_view type = target.substr(kPrefix.size() + kDigits);
  if (digits.find_first_not_of("0123456789abcdef") != digits.npos) return {};
  if (!type.empty() && (type[0] != '.' || type.size() > 6)) return {};
  return target.substr(0, kPrefix.size() + kDigits);
}

void MakeFigures(std::vector<Block>& blocks) {
  const auto is_figure = [](const Block& block) {
    return (block.type == BlockType::kParagraph || block.type == BlockType::kFigure ||
            block.type == BlockType::kLink) &&
           HoldsOnlyPictures(block);
  };
  if (std::none_of(blocks.begin(), blocks.end(), is_figure)) return;
  std::vector<Block> made;
  made.reserve(blocks.size());
  for (Block& block : blocks) {
    if (is_figure(block)) {
      for (const Span& span : block.spans) {
        if (!span.picture.empty()) made.push_back(FigureOf(block, span));
      }
    } else if (IsCaption(block) && !made.empty() && !made.back().picture.empty() &&
               made.back().spans.size() == 1) {
      std::move(block.spans.begin(), block.spans.end(), std::back_inserter(made.back().spans));
      made.back().last_line = block.last_line;
    } else {
      made.push_back(std::move(block));
    }
  }
  blocks = std::move(made);
}

void PlacePictures(std::vector<Review>& reviews, std::vector<Picture>& pictures) {
  Placing placing(pictures);
  for (Review& review : reviews) placing.Place(review);
  std::erase_if(pictures, [&](const Picture& picture) { return !placing.IsShown(picture); });
}

}  // namespace skira
