// Draws Dear ImGui's lists with WebGL 2.
//
// In place of Dear ImGui's own backend, which asks the context for the state that it is going to
// put back: each question waits until the graphics process has drawn all before it, and nobody else
// draws into this context. Texture coordinates are highp: half floats would miss texels of a large
// atlas.
#pragma once

#include <imgui.h>

#include <cstdint>

namespace skira::host {

// Needs a current WebGL 2 context whenever it is called.
class DrawRenderer {
 public:
  // Tells Dear ImGui what is supported. After ImGui::CreateContext().
  void Start();
  // Makes what the context lacks: at the start and after a loss. False where the shaders fail,
  // which only a context that is lost again brings about. Before ImGui::NewFrame().
  bool Prepare();
  // The lists cover the canvas. Commands may have textures of this context only, no callbacks.
  void Draw(const ImDrawData& data);
  // The context is gone, and all that was made in it.
  void Forget();

 private:
  bool MakeProgram();
  void SetUp(const ImDrawData& data);
  void DrawList(const ImDrawList& list, const ImDrawData& data);

  uint32_t program_ = 0, vertices_ = 0, indices_ = 0, array_ = 0;
  int projection_ = -1;  // the uniform
};

}  // namespace skira::host
