// A Hebrew list item in a Dear ImGui window, its marker hanging on the right.
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "imgui.h"
#include "typeset/typeset.h"

using namespace skira::typeset;

// Adds a paragraph to the window, its top-left corner `at` px; `ratio` is device pixels a px.
void Draw(const FontSet& fonts, GlyphAtlas& atlas, float ratio, const Paragraph& text, ImVec2 at) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float unit = 1 / ratio, texel = 1.0f / static_cast<float>(atlas.side());
  for (const Line& line : text.lines)
    for (const Run& run : std::span(text.runs).subspan(line.first_run, line.run_count)) {
      const Synthesis look = SynthesisOf(fonts, run.face, run.style);
      const float em = run.style.size * ratio;
      for (uint32_t g = 0; g < run.glyph_count; ++g) {
        const Glyph& glyph = text.glyphs[run.first_glyph + g];
        const float pen = std::floor((at.x + glyph.x) * ratio * 4 + 0.5f);  // quarter pixels
        const float y = std::round((at.y + line.baseline + glyph.y()) * ratio);
        const AtlasGlyph image = atlas.Find(run.face, glyph.glyph, em, static_cast<int>(pen) & 3,
                                            look.slant, look.embolden * em);
        const ImVec2 corner((std::floor(pen / 4) + image.left) * unit, (y - image.top) * unit);
        const ImVec2 end(corner.x + image.width * unit, corner.y + image.height * unit);
        list.AddImage(&atlas,  // your texture of side() by side() texels
                      corner, end, ImVec2(image.u * texel, image.v * texel),
                      ImVec2((image.u + image.width) * texel, (image.v + image.height) * texel));
      }
    }
}

int main(int, char** arguments) {
  std::ifstream file(arguments[1], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  FontSet fonts;
  std::string reason;
  fonts.Add(std::as_bytes(std::span(bytes)), {}, &reason);
  if (!reason.empty()) return std::puts(reason.c_str()), 1;
  GlyphAtlas atlas(fonts, 1024, 1024);  // of one size: texture coordinates stay true
  ImGui::CreateContext();
  ImGui::GetIO().DisplaySize = ImVec2(480, 320);
  ImGui::GetIO().Fonts->Build();
  ImGui::NewFrame();  // in a program with a window, each frame:
  atlas.BeginFrame();
  ImGui::SetNextWindowSize(ImVec2(360, 120));
  ImGui::Begin("Skira");
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ParagraphStyle style{.direction = Direction::kRtl, .width = 320, .line_height = 28};
  Draw(fonts, atlas, 2, LayoutParagraph(fonts, "1.", TextStyle{}, style), at);
  style.start_indent = 26;  // beside the marker
  const char* const words = "מודל GPT-4 נבדק על 12 משימות בעברית";
  Draw(fonts, atlas, 2, LayoutParagraph(fonts, words, TextStyle{}, style), at);
  ImGui::End();
  ImGui::Render();  // upload the rectangle atlas.TakeDirty() of atlas.pixels(), then the draw data
  std::printf("%d vertices\n", ImGui::GetDrawData()->TotalVtxCount);
}
