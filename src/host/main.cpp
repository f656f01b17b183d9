#include <SDL.h>
#include <backends/imgui_impl_sdl2.h>
#include <emscripten.h>
#include <emscripten/html5.h>
#include <imgui.h>

#include <cmath>
#include <numeric>

#include "host/host.h"
#include "host/page.h"

namespace skira::host {
namespace {

// Something came into SDL's queue: draw a frame. Polling itself puts a sentinel there, which is
// nothing that happened.
int OnSdlEvent(void*, SDL_Event* event) {
  if (event->type != SDL_POLLSENTINEL) RequestFrame();
  return 0;
}

// Dear ImGui wants a font where it draws no text. Its own, and what rasterises it, would be carried
// for nothing.
void GiveEmptyFont(ImFontAtlas& atlas) {
  auto* font = IM_NEW(ImFont);
  font->FontSize = 13;
  font->ContainerAtlas = &atlas;
  atlas.Fonts.push_back(font);
  atlas.TexReady = true;
}

// Curves are flattened to a fraction of a device pixel: Dear ImGui's own measures are of CSS
// pixels.
void RoundCurves(ImGuiStyle& style, float ratio) {
  style.CurveTessellationTol = 0.1f / (ratio * ratio);  // a squared distance
  style.CircleTessellationMaxError = 0.2f / ratio;
}

}  // namespace

Host::Host() : atlas_(fonts_), app_(fonts_, atlas_) {
  atlas_.SetFallback(DrawFallback);
  fonts_.SetFallbackAdvance(MeasureFallback);
}

bool Host::Start() {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  ImGui::GetStyle().AntiAliasedLinesUseTex = false;  // shapes take the glyphs' texture
  GiveEmptyFont(*io.Fonts);
  started_ = !draws_ || StartDrawing();
  return started_;
}

bool Host::StartDrawing() {
  // Without this SDL takes the whole window's keyboard: Tab, Ctrl+F and F5 included.
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, "#canvas");
  SDL_SetMainReady();
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
  // The page keeps the canvas's size, and has made its context: asked for one, the canvas gives
  // that.
  window_ = SDL_CreateWindow("skira", 0, 0, 640, 480, SDL_WINDOW_ALLOW_HIGHDPI);
  if (window_ == nullptr) return false;
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = attributes.depth = attributes.stencil = attributes.antialias = false;
  attributes.enableExtensionsByDefault =
      false;  // none is used; each is a wait for the graphics process
  const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context =
      emscripten_webgl_create_context("#canvas", &attributes);
  if (context <= 0 || emscripten_webgl_make_context_current(context) != EMSCRIPTEN_RESULT_SUCCESS) {
    return false;
  }
  renderer_.Start();
  if (!ImGui_ImplSDL2_InitForOther(window_)) return false;
  app_.SetPictures(&pictures_);
  renderer_.Prepare();  // compiled while the page does the rest
  SDL_AddEventWatch(OnSdlEvent, nullptr);
  return true;
}

bool Host::AddFont(std::span<const std::byte> bytes, const typeset::FaceInfo& info) {
  std::string reason;
  const typeset::FaceId face = fonts_.Add(bytes, info, &reason);
  if (face == typeset::kNoFace) SDL_Log("a font of weight %d: %s", info.weight, reason.c_str());
  return face != typeset::kNoFace;
}

std::optional<std::string> Host::Load(std::string_view json) {
  auto error = app_.LoadExport(json);
  Settle();
  return error;
}

void Host::Settle() {
  for (const app::Effect& effect : app_.TakeEffects()) Perform(effect);
  RequestFrame();
}

void Host::Do(const app::Action& action) {
  app_.Do(action);
  Settle();
}

void Host::Activate(int handle) {
  if (app_.Activate(handle)) Settle();
}

void Host::Edit(int handle, std::string_view value) {
  if (app_.Edit(handle, value)) Settle();
}

bool Host::Key(std::string_view chord) {
  const bool taken = app_.Key(chord);
  if (taken) Settle();
  return taken;
}

bool Host::Work() {
  const uint32_t before = app_.state().revision;
  const bool more = app_.Work();
  SettleFrom(before);
  return more;
}

void Host::SettleFrom(uint32_t revision) {
  for (const app::Effect& effect : app_.TakeEffects()) Perform(effect);
  if (app_.state().revision != revision) RequestFrame();
}

void Host::BeginDocument(app::DocumentFile file, int place, int count) {
  app_.BeginDocument(std::move(file), place, count);
  Settle();
}

void Host::ShowDocumentProgress(float fraction) {
  const uint32_t before = app_.state().revision;
  app_.ShowDocumentProgress(fraction);
  SettleFrom(before);
}

void Host::AddDocumentPart(std::string_view json) {
  const uint32_t before = app_.state().revision;
  app_.AddDocumentPart(json);
  SettleFrom(before);
}

void Host::TakeFile(std::string_view name, std::string_view bytes) {
  app_.TakeFile(name, bytes);
  Settle();
}

void Host::LoseFile(std::string_view name) {
  app_.LoseFile(name);
  Settle();
}

void Host::EndDocumentAsBackup(std::string_view json) {
  app_.EndDocumentAsBackup(json);
  Settle();
}

void Host::EndDocument(std::string_view report) {
  app_.EndDocument(report);
  Settle();
}

void Host::ReportProblem(app::DocumentProblem problem) {
  app_.ReportProblem(std::move(problem));
  Settle();
}

void Host::AddFormulas(std::string_view json) {
  app_.AddFormulas(json);
  Settle();
}

void Host::Tell(app::Str message, bool stays, app::PageOffer offer) {
  Do(app::NoticeOf(message, stays, offer, app_.state().language()));
}

void Host::Ask(std::string_view theme, std::string_view language) {
  if (theme.empty() && language.empty()) return;
  app::Settings settings = app_.state().settings;
  if (!theme.empty()) {
    settings.follow_system = theme == "auto";
    settings.theme = app::ThemeNamed(theme);
  }
  if (!language.empty()) {
    settings.language = language == "en" ? app::Language::kEnglish : app::Language::kHebrew;
  }
  Do(app::ChangeSettings{settings, false});
}

void Host::PublishLookIfChanged() {
  const app::AppState& state = app_.state();
  if (published_theme_ == state.theme() && published_settings_ == state.settings) return;
  published_theme_ = state.theme();
  published_settings_ = state.settings;
  PublishLook(app_.LookJson());
}

bool Host::TakePicture(int number, int width, int height) {
  if (!pictures_.Take(number, width, height)) return false;
  renderer_.PreparePictures();
  RequestFrame();
  return true;
}

void Host::LosePicture(int number, app::PictureFault fault) {
  const std::string file = pictures_.Lose(number);
  if (file.empty()) return;
  app_.SetPictureFault(file, fault);
  Settle();
}

void Host::MovePointer(float x, float y) {
  if (pointer_.x == x && pointer_.y == y) return;
  pointer_ = {x, y};
  RequestFrame();
}

void Host::ContextRestored() {
  if (!draws_) return;
  texture_.Forget();
  pictures_.Forget();
  renderer_.Forget();
  RequestFrame();
}

// Shapes are drawn with a white texel of the glyphs' texture. With one of their own each rectangle
// behind a text would be a draw call, and the text another.
void Host::ShareTexture() {
  ImFontAtlas& fonts = *ImGui::GetIO().Fonts;
  const typeset::AtlasGlyph white = atlas_.white();
  fonts.TexUvWhitePixel = {static_cast<float>(white.u) + white.width / 2.0f,
                           static_cast<float>(white.v) + white.height / 2.0f};
  fonts.SetTexID(draws_ ? texture_.id() : nullptr);
}

// Draws the views. The draw list is Dear ImGui's background: the views cover the canvas,
// and its windows (menus, later) lie above.
void Host::BuildFrame() {
  if (draws_) ImGui_ImplSDL2_NewFrame();
  const app::AppState& state = app_.state();
  ImGuiIO& io = ImGui::GetIO();
  // Dear ImGui cuts the viewport to whole device pixels: it must come to those of the canvas, or
  // all that is drawn would be scaled and blurred.
  const auto whole = [&](float size) {
    return (std::round(size * state.ratio) + 0.01f) / state.ratio;
  };
  io.DisplaySize = {whole(state.width), whole(state.height)};
  io.DisplayFramebufferScale = {state.ratio, state.ratio};
  RoundCurves(ImGui::GetStyle(), state.ratio);
  ShareTexture();
  ImGui::NewFrame();
  atlas_.BeginFrame();
  app_.Frame(ImGui::GetBackgroundDrawList(), draws_ ? texture_.id() : nullptr, pointer_);
  ImGui::Render();
}

void Host::Frame() {
  if (!started_ || app_.state().width <= 0) return;
  if (draws_) renderer_.Begin();
  const double begin = emscripten_get_now();
  SDL_Event event;
  while (draws_ && SDL_PollEvent(&event)) ImGui_ImplSDL2_ProcessEvent(&event);
  BuildFrame();
  if (draws_) {
    texture_.Update(atlas_);
    renderer_.Draw(*ImGui::GetDrawData());
    pictures_.EndFrame();
  }
  PublishLookIfChanged();
  if (app_.TakeSemanticsChanged()) {
    PublishSemantics(app::WriteSemanticsJson(app_.semantics()));
    app_.MarkEmitted();
  }
  // What laying out has found: where to scroll to. The page's elements stand by now.
  for (const app::Effect& effect : app_.TakeEffects()) Perform(effect);
  if (app_.animating()) RequestFrame();
  frame_ms_[frames_++ % kStatFrames] = emscripten_get_now() - begin;
}

Stats Host::stats() const {
  return {.frames = frames_,
          .cpu_ms = std::accumulate(std::begin(frame_ms_), std::end(frame_ms_), 0.0),
          .reviews = app_.state().catalog.reviews.size(),
          .indexed = app_.state().index.size(),
          .search_us = app_.state().listing.microseconds,
          .atlas_glyphs = atlas_.glyph_count(),
          .atlas_side = atlas_.side(),
          .pictures = pictures_.count(),
          .picture_bytes = pictures_.bytes(),
          .layouts = fonts_.layouts(),
          .index_bytes = app_.state().index.bytes(),
          .index_text_bytes = app_.state().index.text_bytes(),
          .index_ms = app_.state().index_milliseconds};
}

Host& TheHost() {
  static Host host;
  return host;
}

}  // namespace skira::host

// The page calls this once its canvas stands in the document; 0 is success. The program goes on in
// the exported functions.
int main() { return skira::host::TheHost().Start() ? 0 : 1; }
