#include "host/atlas_texture.h"

#include <GLES3/gl3.h>

namespace skira::host {

void AtlasTexture::Update(typeset::GlyphAtlas& atlas) {
  const int side = atlas.side();
  const typeset::GlyphAtlas::Rect dirty = atlas.TakeDirty();
  if (texture_ != 0 && generation_ == atlas.generation() && dirty.width == 0) return;
  if (texture_ == 0) glGenTextures(1, &texture_);
  glBindTexture(GL_TEXTURE_2D, texture_);
  if (generation_ != atlas.generation() || dirty.width == 0) {
    // Glyphs are rasterised at the device's resolution and drawn on its grid: no filtering.
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, side, side, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 atlas.pixels());
    generation_ = atlas.generation();
    return;
  }
  glPixelStorei(GL_UNPACK_ROW_LENGTH, side);
  glTexSubImage2D(GL_TEXTURE_2D, 0, dirty.x, dirty.y, dirty.width, dirty.height, GL_RGBA,
                  GL_UNSIGNED_BYTE, atlas.pixels() + dirty.y * side + dirty.x);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

ImTextureID AtlasTexture::id() {
  if (texture_ == 0) glGenTextures(1, &texture_);
  return reinterpret_cast<ImTextureID>(static_cast<uintptr_t>(texture_));
}

}  // namespace skira::host
