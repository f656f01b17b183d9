#include "app/state/apply_pictures.h"

#include <utility>

#include "app/state/announcements.h"
#include "app/state/picture_viewer.h"
#include "review/markdown.h"

namespace skira::app {
namespace {

void Open(const std::string& id, std::string_view alt, std::string caption, AppState& state) {
  const Picture* picture = state.pictures.Find(id);
  if (picture == nullptr) return;
  if (!ReasonOf(state.pictures, *picture, state.language()).empty()) return;
  state.viewer = {.picture = id, .alt = AltOf(*picture, alt), .caption = std::move(caption)};
  Apply(OpenOverlay{Overlay::kPicture}, state);
}

const Block* BlockAt(int block, const AppState& state) {
  const Review* review = state.review();
  if (review == nullptr || block < 0) return nullptr;
  const auto at = static_cast<size_t>(block);
  return at < review->blocks.size() ? &review->blocks[at] : nullptr;
}

}  // namespace

void Do(const OpenPicture& action, AppState& state) {
  const Block* block = BlockAt(action.block, state);
  if (block == nullptr) return;
  if (action.start < 0) return Open(block->picture, kNoAlt, PlainText(*block), state);
  int start = 0;
  for (const Span& span : block->spans) {
    if (start == action.start && !span.picture.empty()) {
      return Open(span.picture, span.text, "", state);
    }
    start += static_cast<int>(span.text.size());
  }
}

void Do(const MovePicture& action, AppState& state) {
  MoveViewer(action.factor, action.x, action.y, action.dx, action.dy, state.viewer);
}

void Do(const TogglePicture& action, AppState& state) {
  ToggleViewer(action.x, action.y, state.viewer);
}

void Do(const SavePicture& action, AppState& state) {
  state.effects.push_back(effect::SavePicture{action.file});
}

bool OpenPictureAt(const TextPosition& place, AppState& state) {
  const Overlay before = state.overlay;
  Apply(OpenPicture{place.block, static_cast<int>(place.start)}, state);
  return state.overlay != before;
}

void RetryPictures(AppState& state) {
  if (state.pictures.ForgetAway()) LayOutAnew(state);
}

void SetPictureFault(std::string_view file, PictureFault fault, AppState& state) {
  if (state.pictures.SetFault(file, fault)) LayOutAnew(state);
}

}  // namespace skira::app
