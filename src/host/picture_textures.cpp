#include "host/picture_textures.h"

#include <GLES3/gl3.h>

#include <algorithm>
#include <utility>

#include "app/app.h"
#include "host/page.h"

namespace skira::host {
namespace {

constexpr int kMostAsked = 2;  // decoded at a time: what came into sight meanwhile goes first

size_t BytesOf(int width, int height) {
  return size_t{4} * static_cast<size_t>(width) * static_cast<size_t>(height);
}

ImTextureID IdOf(uint32_t texture) {
  return reinterpret_cast<ImTextureID>(static_cast<uintptr_t>(texture) | kPictureBit);
}

}  // namespace

PictureTextures::Image& PictureTextures::Want(const Picture& picture, int width, int height) {
  auto image = std::find_if(images_.begin(), images_.end(), [&](const Image& one) {
    return one.width == width && one.height == height && one.file == picture.file;
  });
  if (image == images_.end()) {
    image = images_.insert(images_.end(), {.number = ++numbers_,
                                           .file = picture.file,
                                           .width = width,
                                           .height = height,
                                           .declared_width = picture.width,
                                           .declared_height = picture.height});
  }
  if (image->frame != frame_) image->seen = false;
  image->frame = frame_;
  return *image;
}

// The largest that there is of the same picture in another size.
const PictureTextures::Image* PictureTextures::StandIn(const Image& wanted) const {
  const Image* best = nullptr;
  for (const Image& image : images_) {
    if (image.texture == 0 || image.file != wanted.file) continue;
    if (best == nullptr || image.width > best->width) best = &image;
  }
  return best;
}

ImTextureID PictureTextures::See(const Picture& picture, int width, int height) {
  Image& image = Want(picture, width, height);
  image.seen = true;
  if (image.texture != 0) return IdOf(image.texture);
  const Image* other = StandIn(image);
  return other == nullptr ? nullptr : IdOf(other->texture);
}

void PictureTextures::Expect(const Picture& picture, int width, int height) {
  Want(picture, width, height);
}

void PictureTextures::Drop(std::list<Image>::iterator image) {
  if (image->texture != 0) glDeleteTextures(1, &image->texture);
  bytes_ -= image->bytes;
  if (image->asked && image->texture == 0) --asked_;
  images_.erase(image);
}

// Gives back what was in sight longest ago until `bytes` more fit; what this frame has drawn stays,
// and for what may only be drawn soon what else may. False where they do not fit.
bool PictureTextures::MakeRoom(size_t bytes, bool for_seen) {
  const auto stays = [&](const Image& image) {
    return image.frame == frame_ && (image.seen || !for_seen);
  };
  const auto age = [](const Image& image) { return std::pair(image.frame, image.seen); };
  while (bytes_ + bytes > kMostBytes) {
    auto oldest = images_.end();
    for (auto image = images_.begin(); image != images_.end(); ++image) {
      if (image->texture == 0 || stays(*image)) continue;
      if (oldest == images_.end() || age(*image) < age(*oldest)) oldest = image;
    }
    if (oldest == images_.end()) return false;
    Drop(oldest);
  }
  return true;
}

void PictureTextures::Ask() {
  for (const bool seen : {true, false}) {
    for (Image& image : images_) {
      if (asked_ >= kMostAsked) return;
      if (image.asked || image.frame != frame_ || image.seen != seen) continue;
      const size_t bytes = BytesOf(image.width, image.height);
      // What is seen comes even where it alone is too much.
      if (!MakeRoom(bytes, seen) && !seen) continue;
      image.asked = true;
      image.bytes = bytes;
      bytes_ += bytes;
      ++asked_;
      Perform(app::effect::AskForPicture{image.number, image.file, image.width, image.height,
                                         image.declared_width, image.declared_height});
    }
  }
}

void PictureTextures::EndFrame() {
  // What nobody has asked for yet and nobody wants any more, and other sizes of what is there.
  for (auto image = images_.begin(); image != images_.end();) {
    const auto next = std::next(image);
    const bool old = image->frame != frame_;
    const bool replaced =
        old && image->texture != 0 &&
        std::any_of(images_.begin(), images_.end(), [&](const Image& other) {
          return other.file == image->file && other.frame == frame_ && other.texture != 0;
        });
    if (replaced || (old && !image->asked)) Drop(image);
    image = next;
  }
  Ask();
  ++frame_;
}

bool PictureTextures::Take(int number, int width, int height) {
  const auto image = std::find_if(images_.begin(), images_.end(),
                                  [&](const Image& one) { return one.number == number; });
  if (image == images_.end() || image->texture != 0) return false;
  --asked_;
  bytes_ += BytesOf(width, height) - image->bytes;
  image->bytes = BytesOf(width, height);
  glGenTextures(1, &image->texture);
  glBindTexture(GL_TEXTURE_2D, image->texture);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  return true;
}

std::string PictureTextures::Lose(int number) {
  const auto image = std::find_if(images_.begin(), images_.end(),
                                  [&](const Image& one) { return one.number == number; });
  if (image == images_.end()) return "";
  std::string file = image->file;
  Drop(image);
  return file;
}

void PictureTextures::Forget() {
  images_.clear();
  bytes_ = 0;
  asked_ = 0;
}

}  // namespace skira::host
