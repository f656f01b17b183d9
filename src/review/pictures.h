// The pictures of a catalog by their ids.
#pragma once

#include <functional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "review/review.h"

namespace skira {

// The picture of an id, null where there is none.
using FindPicture = std::function<const Picture*(std::string_view id)>;

class PictureIndex {
 public:
  PictureIndex() = default;
  // `pictures` must outlive the index and not move.
  explicit PictureIndex(const std::vector<Picture>& pictures) {
    for (const Picture& picture : pictures) by_id_.emplace(picture.id, &picture);
  }
  const Picture* Find(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::string_view, const Picture*> by_id_;
};

// The pictures that the reviews show, each once, in the order of their first use.
std::vector<Picture> PicturesOf(const std::vector<Review>& reviews, const FindPicture& find);

}  // namespace skira
