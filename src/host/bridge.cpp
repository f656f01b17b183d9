// The bridge between the page and the program. Incoming: C functions that web/core.js calls;
// strings are UTF-8 in memory that skira_alloc() gave, freed here. Outgoing: calls of
// `Module.skira`, the object that web/core.js hands over, whose members are named as here.
#include <SDL.h>
#include <emscripten.h>
#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "host/host.h"

using skira::host::TheHost;

namespace {

// Memory from skira_alloc(), freed when the call is over.
using Incoming = std::unique_ptr<char, decltype(&std::free)>;
Incoming Take(char* bytes) { return {bytes, &std::free}; }

// What the last call returned; valid until the next.
std::string g_answer;

}  // namespace

extern "C" {

char* skira_alloc(size_t size) { return static_cast<char*>(std::malloc(size)); }

// Called before main(): there is no WebGL 2, and nothing is to be drawn.
void skira_draw_nothing() { TheHost().DrawNothing(); }

// Of a context that is not lost, once a frame is drawn: 0 where nothing can be seen of it.
int skira_draws() { return TheHost().Draws(); }

// A TrueType font. `family`: 0 serif, 1 sans, 2 monospace. 1 where it was taken.
int skira_add_font(char* bytes, size_t size, int family, int weight) {
  const Incoming owned = Take(bytes);
  skira::typeset::FaceInfo info;
  info.family = static_cast<skira::typeset::Family>(family);
  info.weight = weight;
  return TheHost().AddFont({reinterpret_cast<const std::byte*>(bytes), size}, info);
}

// A JSON export. Null where it was read, else why it was not.
const char* skira_load(char* json, size_t size) {
  const Incoming owned = Take(json);
  auto error = TheHost().Load({json, size});
  if (!error) return nullptr;
  g_answer = *std::move(error);
  return g_answer.c_str();
}

void skira_navigate(char* hash, size_t size) {
  const Incoming owned = Take(hash);
  TheHost().Do(skira::reader::Navigate{skira::reader::ParseRoute({hash, size})});
}

// `pane`: the place of its name in reader::Pane.
void skira_scroll(int pane, float top) {
  TheHost().Do(skira::reader::Scroll{static_cast<skira::reader::Pane>(pane), top});
}

// `block`: its place in the open review; `left`: the pane's scrollLeft.
void skira_scroll_block(int block, float left) {
  TheHost().Do(skira::reader::ScrollBlock{block, left});
}

void skira_resize(float width, float height, float ratio) {
  TheHost().Do(skira::reader::Resize{width, height, ratio});
}

// What the system tells: bits from the lowest are dark, more contrast, reduced motion, coarse
// pointer, online, plain (reader/settings.h says what they mean).
void skira_system(int bits) {
  TheHost().Do(skira::reader::SetSystem{{.dark = (bits & 1) != 0,
                                         .more_contrast = (bits & 2) != 0,
                                         .reduced_motion = (bits & 4) != 0,
                                         .coarse_pointer = (bits & 8) != 0,
                                         .online = (bits & 16) != 0,
                                         .plain = (bits & 32) != 0}});
}

// What the address asks for in place of the reader's own settings: a theme's name ("auto": the
// system's) and a language, "he" or "en"; empty: none.
void skira_ask(char* theme, size_t theme_size, char* language, size_t language_size) {
  const Incoming owned = Take(theme), owned_too = Take(language);
  TheHost().Ask({theme, theme_size}, {language, language_size});
}

// A press of the control with this handle (reader/twin.h), or an edit of it.
void skira_activate(int handle) { TheHost().Activate(handle); }
void skira_edit(int handle, char* value, size_t size) {
  const Incoming owned = Take(value);
  TheHost().Edit(handle, {value, size});
}

// A key as reader/commands.h writes it; 1 where a command had it.
int skira_key(char* chord, size_t size) {
  const Incoming owned = Take(chord);
  return TheHost().Key({chord, size});
}

// Something happened to the page that the reader should know: one of assets/strings.json's keys in
// the table here. Others say nothing.
void skira_tell(char* what, size_t size) {
  using skira::reader::Str;
  struct Message {
    std::string_view key;
    Str text;
    bool stays = false;  // until it is dismissed: what failed
  };
  constexpr Message kMessages[] = {
      {"offline_ready", Str::offline_ready},
      {"update_ready", Str::update_ready},
      {"update_failed", Str::update_failed, true},
      {"offline", Str::offline},
      {"online", Str::online},
      {"error_webgl_lost", Str::error_webgl_lost, true},
      {"document_not_kept", Str::document_not_kept, true},
      {"document_not_removed", Str::document_not_removed, true},
      {"file_unreadable", Str::file_unreadable, true},
      {"action_failed", Str::action_failed, true},
  };
  const Incoming owned = Take(what);
  for (const Message& message : kMessages) {
    if (message.key == std::string_view(what, size)) TheHost().Tell(message.text, message.stays);
  }
}

// Some of the work that waits for idle time; 1 while there is more.
int skira_work() { return TheHost().Work(); }

// What the device's edges cover, CSS px; `keyboard` is of `bottom`.
void skira_insets(float top, float right, float bottom, float left, float keyboard) {
  TheHost().Do(skira::reader::SetInsets{{top, right, bottom, left, keyboard}});
}

// The time of a notice is over; see Effect::Kind::kNotice.
void skira_end_notice(int number) {
  TheHost().Do(skira::reader::DismissNotice{static_cast<uint32_t>(number)});
}

// Closes the dialog that is open, as the history's back does.
void skira_close_dialog() { TheHost().Do(skira::reader::CloseOverlay{}); }

// The size of the reviews' text, CSS px: read, and set in whole pixels within its bounds.
float skira_text_size() { return TheHost().text_size(); }
void skira_set_text_size(float size) { TheHost().Do(skira::reader::SetTextSize{size}); }

// A record as the device or another tab has it (reader/user_data.h), empty where it was erased;
// `merge`: to be joined with the program's own.
void skira_restore(char* key, size_t key_size, char* json, size_t json_size, int merge) {
  const Incoming owned = Take(key), owned_too = Take(json);
  TheHost().Do(skira::reader::RestoreRecord{{key, key_size}, {json, json_size}, merge != 0});
}

// How records are kept: the place of its name in reader::Keeping.
void skira_keeping(int keeping) {
  TheHost().Do(skira::reader::SetKeeping{static_cast<skira::reader::Keeping>(keeping)});
}

// All records up to the effect of this number are kept (Effect::Kind::kStore).
void skira_kept(int number) {
  TheHost().Do(skira::reader::RecordsKept{static_cast<uint32_t>(number)});
}

// The text of a backup that was chosen to be restored, and the name of its file.
void skira_backup(char* name, size_t name_size, char* json, size_t json_size) {
  const Incoming owned = Take(name), owned_too = Take(json);
  TheHost().Do(skira::reader::RestoreBackup{{name, name_size}, {json, json_size}, true});
}

// The page's selection in the open review: from a byte of a block's text up to one of another's; a
// first block of -1: none.
void skira_select(int block, int start, int last_block, int end) {
  TheHost().Do(skira::reader::SelectText{{{block, static_cast<uint32_t>(std::max(start, 0))},
                                          {last_block, static_cast<uint32_t>(std::max(end, 0))}}});
}

// HTML of such a passage, below the review's title where `title` is not 0; empty where there is
// neither.
const char* skira_copied_html(int block, int start, int last_block, int end, int title) {
  const skira::reader::Passage passage{{block, static_cast<uint32_t>(std::max(start, 0))},
                                       {last_block, static_cast<uint32_t>(std::max(end, 0))}};
  g_answer = TheHost().CopiedHtml(passage, title != 0);
  return g_answer.c_str();
}

// What the page tells of a sentence that it was to speak: the place of its name in
// reader::SpeechNews::What.
void skira_speech(int what, int number) {
  using skira::reader::SpeechNews;
  TheHost().Do(SpeechNews{static_cast<SpeechNews::What>(what), number});
}

// A press on the open review's text; a block of -1: beside it.
void skira_touch(int block, int start) {
  TheHost().Do(skira::reader::TouchText{{block, static_cast<uint32_t>(std::max(start, 0))}});
}

// A document of the user's own that the library maker reads: its name, how much of it has been
// read, its reviews in parts, its report (reader/documents.h). `size` in bytes, `added` in ms since
// 1970, `place` of `count` documents.
void skira_document_begin(char* name, size_t name_size, double size, double added, int restored,
                          int replaces, int place, int count) {
  const Incoming owned = Take(name);
  TheHost().BeginDocument({.name = std::string(name, name_size),
                           .size = static_cast<int64_t>(size),
                           .added = static_cast<int64_t>(added),
                           .restored = restored != 0,
                           .replaces = replaces != 0},
                          place, count);
}
int skira_largest_document() { return static_cast<int>(skira::reader::kLargestDocument); }
void skira_document_progress(float fraction) { TheHost().ShowDocumentProgress(fraction); }
void skira_document_part(char* json, size_t size) {
  const Incoming owned = Take(json);
  TheHost().AddDocumentPart({json, size});
}
void skira_document_end(char* report, size_t size) {
  const Incoming owned = Take(report);
  TheHost().EndDocument({report, size});
}
// A file of the library in shards that was asked for; that it cannot be had; that what could not
// be had may be asked for again.
void skira_file(char* name, size_t name_size, char* bytes, size_t size) {
  const Incoming owned = Take(name), owned_too = Take(bytes);
  TheHost().TakeFile({name, name_size}, {bytes, size});
}
void skira_file_lost(char* name, size_t size) {
  const Incoming owned = Take(name);
  TheHost().LoseFile({name, size});
}
void skira_files_retry() { TheHost().RetryLibrary(); }

// It is no document but a backup of user data.
void skira_document_backup(char* json, size_t size) {
  const Incoming owned = Take(json);
  TheHost().EndDocumentAsBackup({json, size});
}

// The page could not read it; `why`: a key of assets/strings.json, of those here; `detail`: what
// the browser says of it, if anything.
void skira_document_fail(char* name, size_t name_size, char* why, size_t why_size, char* detail,
                         size_t detail_size) {
  using skira::reader::Str;
  const Incoming owned = Take(name), owned_too = Take(why), owned_detail = Take(detail);
  struct Reason {
    std::string_view key;
    Str what;
  };
  constexpr Reason kReasons[] = {
      {"error_file_type", Str::error_file_type}, {"error_too_large", Str::error_too_large},
      {"error_memory", Str::error_memory},       {"error_packed", Str::error_packed},
      {"error_maker", Str::error_maker},
  };
  const std::string_view key(why, why_size);
  skira::reader::DocumentProblem problem{
      .name = std::string(name, name_size),
      .detail = std::string(detail, detail_size),
      .limit = skira::reader::PrintedSize(skira::reader::kLargestDocument),
      .unreachable = key == "documents_unreachable"};
  for (const Reason& reason : kReasons) {
    if (reason.key == key) problem.what = reason.what;
  }
  TheHost().ReportProblem(std::move(problem));
}

// Another tab removed it.
void skira_document_remove(char* name, size_t size) {
  const Incoming owned = Take(name);
  TheHost().Do(skira::reader::RemoveDocument{.name = {name, size}, .sure = true, .told = true});
}

// Files are held over the page, or no longer.
void skira_drop_target(int shown) {
  TheHost().Do(skira::reader::ShowDropTarget{.shown = shown != 0});
}

// Formulas that the page has set: an export with nothing else.
void skira_formulas(char* json, size_t size) {
  const Incoming owned = Take(json);
  TheHost().AddFormulas({json, size});
}

void skira_pointer(float x, float y) { TheHost().MovePointer(x, y); }

// A picture that was asked for: 1 where its texture is bound, to be filled; what it lacks, a place
// in reader::PictureFault.
int skira_picture(int number, int width, int height) {
  return TheHost().TakePicture(number, width, height);
}
void skira_picture_lost(int number, int fault) {
  TheHost().LosePicture(number, static_cast<skira::reader::PictureFault>(fault));
}

void skira_context() { TheHost().ContextRestored(); }

void skira_frame() { TheHost().Frame(); }

// JSON; see reader/script_search.h.
const char* skira_search(char* query, size_t size, int limit) {
  const Incoming owned = Take(query);
  g_answer = TheHost().SearchJson({query, size}, limit);
  return g_answer.c_str();
}

// Lays the open review out anew in a column of `width` CSS px, as a change of the window does,
// until the next frame; 0 where none is open or it takes more than that. For measuring.
int skira_reflow(float width) { return TheHost().Reflow(width); }

// JSON; see reader/run_boxes.h. For measuring.
const char* skira_runs() {
  g_answer = TheHost().RunBoxesJson();
  return g_answer.c_str();
}

// JSON; see Stats.
const char* skira_stats() {
  const skira::host::Stats stats = TheHost().stats();
  g_answer = "{\"frames\":" + std::to_string(stats.frames) +
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
  return g_answer.c_str();
}

}  // extern "C"

// clang-format off
EM_JS(void, js_request_frame, (), { Module["skira"]["requestFrame"](); });
EM_JS(void, js_publish_twins, (const char* json), {
  Module["skira"]["publishTwins"](UTF8ToString(json));
});
EM_JS(void, js_effect, (const char* kind, const char* a, const char* b, const char* c), {
  Module["skira"]["effect"](UTF8ToString(kind), UTF8ToString(a), UTF8ToString(b), UTF8ToString(c));
});
EM_JS(void, js_publish_look, (const char* json), { Module["skira"]["publishLook"](UTF8ToString(json)); });
EM_JS(void, js_ask_for_picture, (int number, const char* file, int width, int height, int declared_width, int declared_height), {
  Module["skira"]["askForPicture"](number, UTF8ToString(file), width, height, declared_width, declared_height);
});
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

void PublishTwins(const std::string& json) { js_publish_twins(json.c_str()); }

void PublishLook(const std::string& json) { js_publish_look(json.c_str()); }

void AskForPicture(const PictureRequest& request) {
  js_ask_for_picture(request.number, request.file.c_str(), request.width, request.height,
                     request.declared_width, request.declared_height);
}

void Perform(const reader::Effect& effect) {
  constexpr const char* kKinds[] = {"pushHash", "replaceHash", "copy",  "save",     "store",
                                    "erase",    "scroll",      "focus", "announce", "notice",
                                    "openLink", "print",       "speak", "document", "chooseFiles",
                                    "overlay",  "work",        "call",  "fetch"};
  js_effect(kKinds[static_cast<size_t>(effect.kind)], effect.a.c_str(), effect.b.c_str(),
            effect.c.c_str());
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
