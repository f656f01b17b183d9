// The glyph atlas on the graphics card.
#pragma once

#include <imgui.h>

#include <cstdint>

#include "typeset/typeset.h"

namespace skira::host {

// An RGBA8 texture that follows a GlyphAtlas. Needs a current WebGL 2 context.
class AtlasTexture {
 public:
  // Uploads what changed since the last call: one rectangle, or all of it after the atlas grew or
  // the context was lost.
  void Update(typeset::GlyphAtlas& atlas);
  // The context is gone, and the texture with it: the next Update() makes a new one.
  void Forget() {
    texture_ = 0;
    filled_ = false;
  }
  // Stable until Forget(); valid to draw with after the next Update().
  ImTextureID id();

 private:
  uint32_t Name();  // the texture's, made when first asked for

  uint32_t texture_ = 0;
  uint32_t generation_ = 0;  // of the atlas, when all of it was uploaded last
  bool filled_ = false;      // the texture has had an image
};

}  // namespace skira::host
