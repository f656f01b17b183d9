#include "host/draw_renderer.h"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "host/picture_textures.h"

namespace skira::host {
namespace {

// The places of a vertex's attributes, bound by layout() in the shader.
enum Attribute : GLuint { kPosition, kTexel, kColour, kProjection };

constexpr const char* kVertexShader = R"(#version 300 es
precision highp float;
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 texel;
layout(location = 2) in vec4 colour;
layout(location = 3) in vec4 projection;  // scale, shift: one value for all vertices
out highp vec2 at;
out lowp vec4 ink;
void main() {
  at = texel;
  ink = colour;
  gl_Position = vec4(position * projection.xy + projection.zw, 0.0, 1.0);
}
)";
// Vertices have texels, not shares of the image: what is drawn holds when the atlas grows
// meanwhile.
constexpr const char* kFragmentShader = R"(#version 300 es
precision highp float;
in highp vec2 at;
in lowp vec4 ink;
uniform lowp sampler2D image;
layout(location = 0) out lowp vec4 result;
void main() { result = ink * texelFetch(image, ivec2(at), 0); }
)";

constexpr const char* kPictureShader = R"(#version 300 es
precision highp float;
in highp vec2 at;
in lowp vec4 ink;
uniform lowp sampler2D image;
layout(location = 0) out lowp vec4 result;
void main() { result = ink * texture(image, at); }
)";

GLuint Compile(GLenum kind, const char* text) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &text, nullptr);
  glCompileShader(shader);
  return shader;
}

// Asks the context nothing: each answer is a wait for all that it was told before. That is why the
// projection is no uniform, whose place would have to be asked for.
GLuint MakeProgram(const char* fragment_shader) {
  const GLuint vertex = Compile(GL_VERTEX_SHADER, kVertexShader);
  const GLuint fragment = Compile(GL_FRAGMENT_SHADER, fragment_shader);
  const GLuint program = glCreateProgram();
  glAttachShader(program, vertex);
  glAttachShader(program, fragment);
  glLinkProgram(program);
  glDeleteShader(vertex);
  glDeleteShader(fragment);
  return program;
}

GLuint NameOf(ImTextureID id) {
  return static_cast<GLuint>(reinterpret_cast<uintptr_t>(id) & ~kPictureBit);
}

bool IsPicture(ImTextureID id) { return (reinterpret_cast<uintptr_t>(id) & kPictureBit) != 0; }

}  // namespace

void DrawRenderer::Start() {
  ImGuiIO& io = ImGui::GetIO();
  io.BackendRendererName = "skira";
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
}

void DrawRenderer::Prepare() {
  if (program_ != 0) return;
  program_ = MakeProgram(kFragmentShader);
  glGenVertexArrays(1, &array_);
  glGenBuffers(1, &vertices_);
  glGenBuffers(1, &indices_);
}

void DrawRenderer::PreparePictures() {
  if (picture_program_ == 0) picture_program_ = MakeProgram(kPictureShader);
}

void DrawRenderer::Begin() {
  Prepare();
  glUseProgram(program_);
}

bool DrawRenderer::Works() const {
  if (program_ == 0) return true;
  GLint linked = 0;
  glGetProgramiv(program_, GL_LINK_STATUS, &linked);
  return linked != 0;
}

void DrawRenderer::Forget() { program_ = picture_program_ = vertices_ = indices_ = array_ = 0; }

void DrawRenderer::SetUp(const ImDrawData& data) {
  const ImVec2 size = data.DisplaySize, from = data.DisplayPos;
  glViewport(0, 0, static_cast<GLsizei>(size.x * data.FramebufferScale.x),
             static_cast<GLsizei>(size.y * data.FramebufferScale.y));
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_SCISSOR_TEST);
  const float scale_x = 2 / size.x, scale_y = -2 / size.y;
  glVertexAttrib4f(kProjection, scale_x, scale_y, -1 - from.x * scale_x, 1 - from.y * scale_y);
  glActiveTexture(GL_TEXTURE0);
  glBindVertexArray(array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
  for (const GLuint attribute : {kPosition, kTexel, kColour}) glEnableVertexAttribArray(attribute);
}

void DrawRenderer::Draw(const ImDrawData& data) {
  if (program_ == 0 || data.DisplaySize.x <= 0 || data.DisplaySize.y <= 0) return;
  SetUp(data);
  for (const ImDrawList* list : data.CmdLists) DrawList(*list, data);
}

void DrawRenderer::DrawList(const ImDrawList& list, const ImDrawData& data) {
  glBufferData(GL_ARRAY_BUFFER, list.VtxBuffer.size_in_bytes(), list.VtxBuffer.Data,
               GL_STREAM_DRAW);
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, list.IdxBuffer.size_in_bytes(), list.IdxBuffer.Data,
               GL_STREAM_DRAW);
  constexpr GLsizei kStride = sizeof(ImDrawVert);
  constexpr GLenum kIndex = sizeof(ImDrawIdx) == 2 ? GL_UNSIGNED_SHORT : GL_UNSIGNED_INT;
  const auto offset = [](size_t bytes) { return reinterpret_cast<const void*>(bytes); };
  const ImVec2 scale = data.FramebufferScale, from = data.DisplayPos;
  const float height = data.DisplaySize.y * scale.y;
  unsigned base = ~0u;
  uint32_t bound = 0;
  bool pictures = false;
  for (const ImDrawCmd& command : list.CmdBuffer) {
    const float left = std::max(0.0f, (command.ClipRect.x - from.x) * scale.x);
    const float top = std::max(0.0f, (command.ClipRect.y - from.y) * scale.y);
    const float right = (command.ClipRect.z - from.x) * scale.x;
    const float bottom = std::min(height, (command.ClipRect.w - from.y) * scale.y);
    if (command.ElemCount == 0 || right <= left || bottom <= top) continue;
    glScissor(static_cast<GLint>(left), static_cast<GLint>(height - bottom),
              static_cast<GLsizei>(right - left), static_cast<GLsizei>(bottom - top));
    if (base != command.VtxOffset) {
      base = command.VtxOffset;
      const size_t first = size_t{base} * kStride;
      glVertexAttribPointer(kPosition, 2, GL_FLOAT, GL_FALSE, kStride,
                            offset(first + offsetof(ImDrawVert, pos)));
      glVertexAttribPointer(kTexel, 2, GL_FLOAT, GL_FALSE, kStride,
                            offset(first + offsetof(ImDrawVert, uv)));
      glVertexAttribPointer(kColour, 4, GL_UNSIGNED_BYTE, GL_TRUE, kStride,
                            offset(first + offsetof(ImDrawVert, col)));
    }
    const bool picture = IsPicture(command.GetTexID());
    if (std::exchange(pictures, picture) != picture) {
      if (picture) PreparePictures();
      glUseProgram(picture ? picture_program_ : program_);
    }
    const uint32_t texture = NameOf(command.GetTexID());
    if (std::exchange(bound, texture) != texture) glBindTexture(GL_TEXTURE_2D, texture);
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), kIndex,
                   offset(command.IdxOffset * sizeof(ImDrawIdx)));
  }
  if (pictures) glUseProgram(program_);
}

}  // namespace skira::host
