#include "host/atlas_texture.h"

#include <GLES3/gl3.h>

namespace skira::host {

void AtlasTexture::Update(typeset::GlyphAtlas& atlas) {
  const int side = atlas.side();
  const typeset::GlyphAtlas::Rect dirty = atlas.TakeDirty();
  const bool whole = !filled_ || generation_ != atlas.generation();
  if (!whole && dirty.width == 0) return;
  glBindTexture(GL_TEXTURE_2D, Name());
  if (whole) {
    // Glyphs are rasterised at the device's resolution and drawn on its grid: no filtering.
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, side, side, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 atlas.pixels());
    generation_ = atlas.generation();
    filled_ = true;
    return;
  }
  glPixelStorei(GL_UNPACK_ROW_LENGTH, side);
  glTexSubImage2D(GL_TEXTURE_2D, 0, dirty.x, dirty.y, dirty.width, dirty.height, GL_RGBA,
                  GL_UNSIGNED_BYTE, atlas.pixels() + dirty.y * side + dirty.x);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

uint32_t AtlasTexture::Name() {
  if (texture_ == 0) glGenTextures(1, &texture_);
  return texture_;
}

ImTextureID AtlasTexture::id() {
  return reinterpret_cast<ImTextureID>(static_cast<uintptr_t>(Name()));
}

}  // namespace skira::host
