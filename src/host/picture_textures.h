// Pictures on the graphics card: asked for where they are drawn or may soon be, made of what the
// page has decoded, and given back beyond a bound, those first that were in sight longest ago.
//
//   See / Expect (in a frame) ─▶ EndFrame ─▶ the page decodes ─▶ Take ─▶ a texture, one more frame
#pragma once

#include <imgui.h>

#include <cstdint>
#include <list>
#include <string>
#include <string_view>

#include "app/model/picture_library.h"

namespace skira::host {

// The uv of what is drawn with such a texture are shares of it, and it is filtered; see
// draw_renderer.h.
constexpr uintptr_t kPictureBit = uintptr_t{1} << 31;

// Needs a current WebGL 2 context whenever it is called, but for Forget().
class PictureTextures : public app::PictureImages {
 public:
  static constexpr size_t kMostBytes = size_t{64} << 20;

  ImTextureID See(const Picture& picture, int width, int height) override;
  void Expect(const Picture& picture, int width, int height) override;

  // Asks the page for what the frame lacks and gives back what is too much.
  void EndFrame();
  // The page has what was asked for under this number, so many pixels large: makes its texture and
  // leaves it bound, to be filled. False where nobody wants it any more.
  bool Take(int number, int width, int height);
  // The page cannot have it; gives its file, empty where nobody wants it any more.
  std::string Lose(int number);
  // The context is gone, and all textures with it: what is drawn is asked for again.
  void Forget();

  size_t bytes() const { return bytes_; }
  size_t count() const { return images_.size(); }

 private:
  struct Image {
    int number = 0;  // as the page knows it
    std::string file;
    int width = 0, height = 0;                    // as it is wanted
    int declared_width = 0, declared_height = 0;  // of the whole picture
    size_t bytes = 0;                             // of memory, once it is there
    uint32_t texture = 0;                         // 0: not there yet
    bool asked = false;
    uint64_t frame = 0;  // that wanted it last
    bool seen = false;   // and drew it
  };
  Image& Want(const Picture& picture, int width, int height);
  const Image* StandIn(const Image& wanted) const;
  void Ask();
  bool MakeRoom(size_t bytes, bool for_seen);
  void Drop(std::list<Image>::iterator image);

  std::list<Image> images_;  // few: what is on some screens
  size_t bytes_ = 0;         // of textures, those that are asked for included
  int numbers_ = 0, asked_ = 0;
  uint64_t frame_ = 1;
};

}  // namespace skira::host
