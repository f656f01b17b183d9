// host: the page's program. The module's public header.
//
//   browser ─▶ bridge.cpp (wire/functions.h) ─▶ Host ─▶ user ─▶ Dear ImGui ─▶ WebGL 2
//                                                  └─▶ bridge (semantics nodes, scroll, next frame)
//                                                  ─▶ page
//
// SDL2 makes the window and brings pointer and keys; the context is the page's, and everything that
// a page has and a window has not (routes, scrolling, sizes) comes through the bridge.
#pragma once

#include <SDL.h>

#include <optional>
#include <string>
#include <string_view>

#include "app/app.h"
#include "host/atlas_texture.h"
#include "host/draw_renderer.h"
#include "host/picture_textures.h"
#include "typeset/typeset.h"

namespace skira::host {

// What the page's skira.stats() tells.
struct Stats {
  int frames = 0;     // drawn since the start
  double cpu_ms = 0;  // of the last kStatFrames frames together
  size_t reviews = 0;
  int indexed = 0;       // of these, how many the search knows
  double search_us = 0;  // that the listing's last search took
  size_t atlas_glyphs = 0;
  int atlas_side = 0;                            // device px
  size_t pictures = 0, picture_bytes = 0;        // on the graphics card, or on their way
  uint64_t layouts = 0;                          // paragraphs laid out since the start
  size_t index_bytes = 0, index_text_bytes = 0;  // of memory; of the texts that it has
  double index_ms = 0;                           // that it took to build
};

class Host {
 public:
  Host();

  // From the start on frames tell their semantics nodes and draw nothing: for a page without
  // WebGL 2.
  void DrawNothing() { draws_ = false; }
  // Makes the window on the page's #canvas. False when there is no WebGL 2.
  bool Start();

  // False when the bytes are no font.
  bool AddFont(std::span<const std::byte> bytes, const typeset::FaceInfo& info);
  std::optional<std::string> Load(std::string_view json);
  // Applies an action and asks for a frame.
  void Do(const app::Action& action);
  void Activate(int handle);
  void Edit(int handle, std::string_view value);
  bool Key(std::string_view chord);
  bool Work();
  // The user's own documents; see app/state/documents.h.
  void BeginDocument(app::DocumentFile file, int place, int count);
  void ShowDocumentProgress(float fraction);
  void AddDocumentPart(std::string_view json);
  void EndDocument(std::string_view report);
  void EndDocumentAsBackup(std::string_view json);
  // The files of a library in shards; see app/state/shard_library.h.
  void TakeFile(std::string_view name, std::string_view bytes);
  void LoseFile(std::string_view name);
  void ReportProblem(app::DocumentProblem problem);
  void AddFormulas(std::string_view json);
  void Tell(app::Str message, bool stays, app::PageOffer offer);  // see app::ShowNotice
  const app::Settings& settings() const { return app_.state().settings; }
  bool Reflow(float column) { return app_.Reflow(column); }         // see wire::Reflow()
  std::string RunBoxesJson() const { return app_.RunBoxesJson(); }  // see wire::Runs()
  // The theme and language that the page's address asks for; empty: none.
  void Ask(std::string_view theme, std::string_view language);
  // A picture that was asked for under this number is there, so many pixels large:
  // false where nobody wants it any more, else its texture is bound, to be filled, and a frame is
  // asked for. That it cannot be had.
  bool TakePicture(int number, int width, int height);
  void LosePicture(int number, app::PictureFault fault);
  void MovePointer(float x, float y);  // CSS px; (-1, -1): it left
  void ContextRestored();
  // False where the context refuses what it is given to draw with; waits for the graphics process.
  bool Draws() const { return !draws_ || renderer_.Works(); }
  // Draws one frame and tells the page what changed.
  void Frame();
  std::string DocumentPlaces(std::string_view name) const { return app_.DocumentPlaces(name); }
  std::string CopiedHtml(const app::Passage& passage, bool title) const {
    return app_.CopiedHtml(passage, title);
  }
  // Whether the address names a review that is not there, nor on its way.
  bool lacks_review() const {
    const app::AppState& state = app_.state();
    return state.route.page == app::Route::Page::kReview && state.open_review < 0 &&
           app::TextOfOpenReview(state) == app::TextState::kHere;
  }
  // Whether the open review is of a document of the user's own.
  bool opens_own() const { return app_.state().open_review >= app::LibraryReviews(app_.state()); }
  float text_size() const { return app_.state().settings.text_size; }
  Stats stats() const;
  std::string SearchJson(std::string_view query, int limit) {
    return app_.SearchJson(query, limit);
  }

 private:
  static constexpr int kStatFrames = 120;

  bool StartDrawing();
  void ShareTexture();
  void BuildFrame();
  // Hands on what the last action asked of the page, and asks for a frame where something changed
  // since `revision`.
  void SettleFrom(uint32_t revision);
  // The same with a frame in any case.
  void Settle();
  void PublishLookIfChanged();

  typeset::FontSet fonts_;
  typeset::GlyphAtlas atlas_;
  app::App app_;
  DrawRenderer renderer_;
  AtlasTexture texture_;
  PictureTextures pictures_;
  SDL_Window* window_ = nullptr;
  bool started_ = false, draws_ = true;
  std::optional<app::Theme> published_theme_;
  app::Settings published_settings_;
  ImVec2 pointer_{-1, -1};
  int frames_ = 0;
  double frame_ms_[kStatFrames] = {};
};

Host& TheHost();

}  // namespace skira::host
