// The bridge between the page and the program. Incoming: wire/functions.h, which web/core.js calls.
// Outgoing: calls of `Module.skira`, the object that web/core.js hands over, whose members are
// named as here; effects as wire/encode.h writes them.
#include <SDL.h>
#include <emscripten.h>
#include <malloc.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "host/host.h"
#include "host/page.h"
#include "wire/encode.h"
#include "wire/functions.h"

namespace skira::wire {
namespace {

using app::Str;
using host::TheHost;

typeset::Family FamilyOf(FontFamily family) {
  switch (family) {
    case FontFamily::kSerif:
      return typeset::Family::kSerif;
    case FontFamily::kSans:
      return typeset::Family::kSans;
    case FontFamily::kMono:
      return typeset::Family::kMono;
  }
}

struct ShownMessage {
  Str text;
  bool stays = false;  // until it is dismissed: what failed
  app::PageOffer offer = app::PageOffer::kNone;
};

ShownMessage ShownOf(PageMessage message) {
  switch (message) {
    case PageMessage::kOfflineReady:
      return {Str::offline_ready};
    case PageMessage::kUpdateReady:
      return {Str::update_ready, true, app::PageOffer::kUpdate};
    case PageMessage::kUpdateFailed:
      return {Str::update_failed, true};
    case PageMessage::kOffline:
      return {Str::offline};
    case PageMessage::kOnline:
      return {Str::online};
    case PageMessage::kErrorWebglLost:
      return {Str::error_webgl_lost, true};
    case PageMessage::kDocumentNotKept:
      return {Str::document_not_kept, true};
    case PageMessage::kDocumentNotRemoved:
      return {Str::document_not_removed, true};
    case PageMessage::kFileUnreadable:
      return {Str::file_unreadable, true};
    case PageMessage::kActionFailed:
      return {Str::action_failed, true};
    case PageMessage::kStorageForgets:
      return {Str::storage_forgets, true, app::PageOffer::kBackup};
    case PageMessage::kBackupDue:
      return {Str::backup_due, true, app::PageOffer::kBackup};
  }
}

void Explain(DocumentFailure why, app::DocumentProblem& problem) {
  switch (why) {
    case DocumentFailure::kRefusedPictureUnused:
      problem.what = Str::refused_picture_unused;
      return;
    case DocumentFailure::kErrorTooLarge:
      problem.what = Str::error_too_large;
      return;
    case DocumentFailure::kErrorMemory:
      problem.what = Str::error_memory;
      return;
    case DocumentFailure::kErrorPacked:
      problem.what = Str::error_packed;
      return;
    case DocumentFailure::kErrorMaker:
      problem.what = Str::error_maker;
      return;
    case DocumentFailure::kDocumentsUnreachable:
      problem.unreachable = true;
      return;
  }
}

app::TextPosition PlaceOf(int block, int byte) {
  return {block, static_cast<uint32_t>(std::max(byte, 0))};
}

}  // namespace

void DrawNothing() { TheHost().DrawNothing(); }

bool Draws() { return TheHost().Draws(); }

bool AddFont(std::string_view font, FontFamily family, int weight) {
  typeset::FaceInfo info;
  info.family = FamilyOf(family);
  info.weight = weight;
  return TheHost().AddFont({reinterpret_cast<const std::byte*>(font.data()), font.size()}, info);
}

std::optional<std::string> Load(std::string_view json) { return TheHost().Load(json); }

void Navigate(std::string_view hash) { TheHost().Do(app::Navigate{app::ParseRoute(hash)}); }

void Scroll(Pane pane, float top) { TheHost().Do(app::Scroll{pane, top}); }

void ScrollBlock(app::Pane pane, int block, float left) {
  TheHost().Do(app::ScrollBlock{pane, block, left});
}

void Resize(float width, float height, float ratio) {
  TheHost().Do(app::Resize{width, height, ratio});
}

void SetSystem(bool dark, bool contrast, bool stillness, bool coarse, bool online, bool plain,
               bool hebrew_keys) {
  TheHost().Do(app::SetSystem{{.dark = dark,
                               .more_contrast = contrast,
                               .reduced_motion = stillness,
                               .coarse_pointer = coarse,
                               .online = online,
                               .plain = plain,
                               .hebrew_keys = hebrew_keys}});
}

void Ask(std::string_view theme, std::string_view language) { TheHost().Ask(theme, language); }

void Press(int handle) { TheHost().Activate(handle); }

void Edit(int handle, std::string_view value) { TheHost().Edit(handle, value); }

bool Key(std::string_view chord) { return TheHost().Key(chord); }

void Tell(PageMessage message) {
  if (message == PageMessage::kBackupDue && !TheHost().settings().remind_backup) return;
  const ShownMessage shown = ShownOf(message);
  TheHost().Tell(shown.text, shown.stays, shown.offer);
}

bool Work() { return TheHost().Work(); }

void MovePointer(float x, float y) { TheHost().MovePointer(x, y); }

void SetInsets(float top, float right, float bottom, float left, float keyboard) {
  TheHost().Do(app::SetInsets{{top, right, bottom, left, keyboard}});
}

void CloseDialog() { TheHost().Do(app::CloseOverlay{}); }

void EndNotice(uint32_t number) { TheHost().Do(app::DismissNotice{number}); }

bool LacksReview() { return TheHost().lacks_review(); }

bool OpensOwn() { return TheHost().opens_own(); }

float TextSize() { return TheHost().text_size(); }

void SetTextSize(float size) { TheHost().Do(app::SetTextSize{size}); }

void Restore(std::string_view key, std::string_view json, bool merge) {
  TheHost().Do(app::RestoreRecord{std::string(key), std::string(json), merge});
}

void SetStorageStatus(StorageStatus status) { TheHost().Do(app::SetStorageStatus{status}); }

void Kept(uint32_t number) { TheHost().Do(app::RecordsKept{number}); }

void RestoreBackup(std::string_view name, std::string_view json) {
  TheHost().Do(app::RestoreBackup{std::string(name), std::string(json), true});
}

void Select(int block, int start, int last, int end) {
  TheHost().Do(app::SelectText{{PlaceOf(block, start), PlaceOf(last, end)}});
}

std::string DocumentPlaces(std::string_view name) { return TheHost().DocumentPlaces(name); }

std::string CopiedHtml(int block, int start, int last, int end, bool title) {
  return TheHost().CopiedHtml({PlaceOf(block, start), PlaceOf(last, end)}, title);
}

void Touch(int block, int start) { TheHost().Do(app::TouchText{PlaceOf(block, start)}); }

void TellSpeech(SpeechOutcome outcome, int number) {
  TheHost().Do(app::SpeechNews{outcome, number});
}

void BeginDocument(std::string_view name, double size, double added, bool restored, bool replaces,
                   int place, int count) {
  TheHost().BeginDocument({.name = std::string(name),
                           .size = static_cast<int64_t>(size),
                           .added = static_cast<int64_t>(added),
                           .restored = restored,
                           .replaces = replaces},
                          place, count);
}

void ShowDocumentProgress(float fraction) { TheHost().ShowDocumentProgress(fraction); }

void AddDocumentPart(std::string_view json) { TheHost().AddDocumentPart(json); }

void EndDocument(std::string_view report) { TheHost().EndDocument(report); }

void EndDocumentAsBackup(std::string_view json) { TheHost().EndDocumentAsBackup(json); }

int LargestDocument() { return static_cast<int>(app::kLargestDocument); }

void FailDocument(std::string_view name, DocumentFailure why, std::string_view detail) {
  app::DocumentProblem problem{.name = std::string(name),
                               .detail = std::string(detail),
                               .limit = app::PrintedSize(app::kLargestDocument)};
  Explain(why, problem);
  TheHost().ReportProblem(std::move(problem));
}

void RemoveDocument(std::string_view name) {
  TheHost().Do(app::RemoveDocument{.name = std::string(name), .sure = true, .told = true});
}

void ShowDropTarget(bool shown) { TheHost().Do(app::ShowDropTarget{shown}); }

void TakeFile(std::string_view name, std::string_view content) {
  TheHost().TakeFile(name, content);
}

void LoseFile(std::string_view name) { TheHost().LoseFile(name); }

void RetryFiles() { TheHost().Do(app::RetryLibrary{}); }

void AddFormulas(std::string_view json) { TheHost().AddFormulas(json); }

bool TakePicture(int number, int width, int height) {
  return TheHost().TakePicture(number, width, height);
}

void LosePicture(int number, PictureFault fault) { TheHost().LosePicture(number, fault); }

void ContextRestored() { TheHost().ContextRestored(); }

void Frame() { TheHost().Frame(); }

std::string Search(std::string_view query, int limit) { return TheHost().SearchJson(query, limit); }

bool Reflow(float width) { return TheHost().Reflow(width); }

std::string Runs() { return TheHost().RunBoxesJson(); }

std::string Stats() {
  const host::Stats stats = TheHost().stats();
  return "{\"frames\":" + std::to_string(stats.frames) +
         ",\"cpuMilliseconds\":" + std::to_string(stats.cpu_ms) +
         ",\"reviews\":" + std::to_string(stats.reviews) +
         ",\"indexed\":" + std::to_string(stats.indexed) +
         ",\"searchMicroseconds\":" + std::to_string(stats.search_us) +
         ",\"usedBytes\":" + std::to_string(mallinfo().uordblks) +
         ",\"atlasGlyphs\":" + std::to_string(stats.atlas_glyphs) +
         ",\"atlasSide\":" + std::to_string(stats.atlas_side) +
         ",\"pictures\":{\"count\":" + std::to_string(stats.pictures) +
         ",\"bytes\":" + std::to_string(stats.picture_bytes) +
         "},\"layouts\":" + std::to_string(stats.layouts) +
         ",\"index\":{\"bytes\":" + std::to_string(stats.index_bytes) +
         ",\"textBytes\":" + std::to_string(stats.index_text_bytes) +
         ",\"milliseconds\":" + std::to_string(stats.index_ms) + "}}";
}

}  // namespace skira::wire

// clang-format off
EM_JS(void, js_request_frame, (), { Module["skira"]["requestFrame"](); });
EM_JS(void, js_publish_semantics, (const char* json), {
  Module["skira"]["publishSemantics"](UTF8ToString(json));
});
// An effect's index among the alternatives, where its members are.
EM_JS(void, js_effect, (int kind, const double* members), { Module["skira"]["effect"](kind, members); });
EM_JS(void, js_publish_look, (const char* json), { Module["skira"]["publishLook"](UTF8ToString(json)); });
EM_JS(double, js_measure, (const char* text, int size, float px, int weight), {
  return Module["skira"]["measure"](UTF8ToString(text, size), px, weight);
});
// Draws and keeps the image; fills width, height, left, top, colour.
EM_JS(void, js_draw, (const char* text, int size, float px, int weight, int* box), {
  Module["skira"]["drawCluster"](UTF8ToString(text, size), px, weight, HEAP32, box >> 2);
});
// Copies the pixels of the image drawn last.
EM_JS(void, js_copy_pixels, (uint32_t* pixels), {
  HEAPU8.set(Module["skira"]["drawnPixels"](), pixels);
});
// clang-format on

namespace skira::host {

void RequestFrame() { js_request_frame(); }

void PublishSemantics(const std::string& json) { js_publish_semantics(json.c_str()); }

void PublishLook(const std::string& json) { js_publish_look(json.c_str()); }

void Perform(const wire::Effect& effect) {
  const auto perform = [&](const auto& one) {
    const auto members = wire::Encode(one);
    js_effect(static_cast<int>(effect.index()), members.data());
  };
  std::visit(perform, effect);
}

typeset::FallbackImage DrawFallback(std::string_view text, float device_size, int weight) {
  int box[5] = {};
  js_draw(text.data(), static_cast<int>(text.size()), device_size, weight, box);
  typeset::FallbackImage image;
  image.width = box[0];
  image.height = box[1];
  image.left = box[2];
  image.top = box[3];
  image.colour = box[4] != 0;
  image.pixels.resize(static_cast<size_t>(image.width) * static_cast<size_t>(image.height));
  if (!image.pixels.empty()) js_copy_pixels(image.pixels.data());
  return image;
}

float MeasureFallback(std::string_view text, float size, int weight) {
  return static_cast<float>(js_measure(text.data(), static_cast<int>(text.size()), size, weight));
}

}  // namespace skira::host
