// Draws Dear ImGui's lists with WebGL 2.
//
// In place of Dear ImGui's own backend, which asks the context for the state that it is going to
// put back: each question waits until the graphics process has drawn all before it, and nobody else
// draws into this context. A vertex's uv are texels of its command's texture, not shares of it:
// what is drawn holds when the atlas grows meanwhile, and nothing is filtered. They are highp: half
// floats would miss texels of a large atlas. Of a picture (kPictureBit in the texture's id) they
// are shares of it, and it is filtered: it may be drawn smaller or larger than it is.
#pragma once

#include <imgui.h>

#include <cstdint>

namespace skira::host {

// Needs a current WebGL 2 context whenever it is called.
class DrawRenderer {
 public:
  // Tells Dear ImGui what is supported. After ImGui::CreateContext().
  void Start();
  // Makes what the context lacks: once early, since shaders are compiled beside the program.
  void Prepare();
  // The same for pictures: when the first is about to be drawn.
  void PreparePictures();
  // Before each frame, and before anything is uploaded for it: the first time it waits for the
  // shaders, and would wait for the uploads too.
  void Begin();
  // False where the context refuses the shaders. It waits until all before it is drawn.
  bool Works() const;
  // The lists cover the canvas. Commands may have textures of this context only, no callbacks.
  void Draw(const ImDrawData& data);
  // The context is gone, and all that was made in it.
  void Forget();

 private:
  void SetUp(const ImDrawData& data);
  void DrawList(const ImDrawList& list, const ImDrawData& data);

  uint32_t program_ = 0, picture_program_ = 0, vertices_ = 0, indices_ = 0, array_ = 0;
};

}  // namespace skira::host
