#include "app/model/picture_library.h"

#include <utility>

namespace skira::app {

void PictureLibrary::Add(std::vector<Picture> pictures) {
  for (Picture& picture : pictures) {
    if (by_id_.contains(picture.id)) continue;
    const Picture& kept = pictures_.emplace_back(std::move(picture));
    by_id_.emplace(kept.id, &kept);
  }
}

const Picture* PictureLibrary::Find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

bool PictureLibrary::SetFault(std::string_view file, PictureFault fault) {
  return std::exchange(faults_[std::string(file)], fault) != fault;
}

PictureFault PictureLibrary::FaultOf(const Picture& picture) const {
  const auto found = faults_.find(picture.file);
  return found == faults_.end() ? PictureFault::kNone : found->second;
}

bool PictureLibrary::ForgetAway() {
  return std::erase_if(faults_,
                       [](const auto& fault) { return fault.second == PictureFault::kAway; }) > 0;
}

std::string ReasonOf(const PictureLibrary& library, const Picture& picture, Language language) {
  // What the maker found is one English sentence: a unit of its own between Hebrew words.
  if (!picture.problem.empty()) return "\u2066" + picture.problem + "\u2069";
  if (picture.width <= 0 || picture.height <= 0) return Text(Str::picture_broken, language);
  switch (library.FaultOf(picture)) {
    case PictureFault::kNone:
      return "";
    case PictureFault::kBroken:
      return Text(Str::picture_broken, language);
    case PictureFault::kHuge:
      return Text(Str::picture_huge, language);
    case PictureFault::kSize:
      return Text(Str::picture_size, language);
    case PictureFault::kAway:
      return Text(Str::picture_away, language);
  }
  return "";
}

std::string AltOf(const Picture& picture, std::string_view alt) {
  return alt == kNoAlt || alt.empty() ? picture.alt : std::string(alt);
}

}  // namespace skira::app
