#include "review/pictures.h"

#include <string>
#include <unordered_set>

namespace skira {

std::vector<Picture> PicturesOf(const std::vector<Review>& reviews, const FindPicture& find) {
  std::vector<Picture> pictures;
  std::unordered_set<std::string_view> known;
  const auto add = [&](const std::string& id) {
    const Picture* picture = id.empty() ? nullptr : find(id);
    if (picture != nullptr && known.insert(picture->id).second) pictures.push_back(*picture);
  };
  for (const Review& review : reviews) {
    for (const Block& block : review.blocks) {
      add(block.picture);
      for (const Span& span : block.spans) add(span.picture);
    }
  }
  return pictures;
}

}  // namespace skira
