// app: the application itself. The module's public header.
//
//   Action ─▶ Apply() ─▶ AppState ─▶ views ─▶ draw list (what eyes see) + semantics nodes
//   (everything else)
//
// It knows no platform: a host gives it fonts, a draw list, sizes and actions, and shows what comes
// out. State changes in Apply() alone; a frame only reads it (and fills layout caches).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/article/run_boxes.h"
#include "app/model/look.h"
#include "app/state/app_state.h"
#include "app/state/documents.h"
#include "app/state/script_search.h"
#include "app/state/shard_library.h"
#include "app/ui/ui.h"

namespace skira::app {

// What a message of the page itself offers, as a button in its notice.
enum class PageOffer : uint8_t { kNone, kUpdate, kBackup };
ShowNotice NoticeOf(Str message, bool stays, PageOffer offer, Language language);

class App {
 public:
  // `fonts` and `atlas` must outlive the reader.
  App(const typeset::FontSet& fonts, typeset::GlyphAtlas& atlas) : ui_(fonts, atlas) {}

  // Takes a JSON export, or the manifest of a library in shards, in place of the present catalog.
  // Returns the reason, with the line, when it cannot be read; the present catalog then stays.
  std::optional<std::string> LoadExport(std::string_view json);

  void Do(const Action& action) { Apply(action, state_); }
  // A press or an edit of the control with this handle (SemanticsNode::handle); false where it is
  // unknown.
  bool Activate(int handle) { return DoIf(ui_.Activate(handle)); }
  bool Edit(int handle, std::string_view value) { return DoIf(ui_.Edit(handle, value)); }
  // A key as commands.h writes it; false where no command has it.
  bool Key(std::string_view chord);
  // Some milliseconds of what waits for idle time: the user's documents, the index; false when
  // nothing does. Called between frames.
  bool Work();
  // The user's own documents; see documents.h.
  void BeginDocument(DocumentFile file, int place, int count) {
    app::BeginDocument(std::move(file), place, count, state_);
  }
  void ShowDocumentProgress(float fraction) { app::ShowDocumentProgress(fraction, state_); }
  void AddDocumentPart(std::string_view json) { app::AddDocumentPart(json, state_); }
  void EndDocumentAsBackup(std::string_view json) { app::EndDocumentAsBackup(json, state_); }
  void EndDocument(std::string_view report) { app::EndDocument(report, state_); }
  // The files of a library in shards; see shard_library.h.
  void TakeFile(std::string_view name, std::string_view bytes) {
    app::TakeFile(name, std::string(bytes), state_);
  }
  void LoseFile(std::string_view name) { app::LoseFile(name, state_); }
  void ReportProblem(DocumentProblem problem) { app::ReportProblem(std::move(problem), state_); }
  void AddFormulas(std::string_view json) { app::AddFormulas(json, state_); }
  // The picture of this file cannot be shown.
  void SetPictureFault(std::string_view file, PictureFault fault) {
    app::SetPictureFault(file, fault, state_);
  }
  // What pictures are drawn from; see Ui.
  void SetPictures(PictureImages* pictures) { ui_.SetPictures(pictures); }
  const AppState& state() const { return state_; }
  // What the page is to do, in order.
  std::vector<Effect> TakeEffects() { return std::exchange(state_.effects, {}); }

  // What skira.search() of the page answers; see script_search.h.
  std::string SearchJson(std::string_view query, int limit) {
    return app::SearchJson(state_, query, limit);
  }

  // What the page itself shows as the program does (look.h).
  std::string LookJson() const { return app::LookJson(state_.theme(), state_.settings); }

  // Where the reviews of an own document are; see documents.h.
  std::string DocumentPlaces(std::string_view name) const { return PlacesJson(name, state_); }

  // What of the open review is copied as HTML: the passage, below the title where it is asked for;
  // empty where nothing is (CopiedHtml() of passage.h).
  std::string CopiedHtml(const Passage& passage, bool title) const;

  // See skira_reflow() of the bridge.
  bool Reflow(float column);
  // See run_boxes.h; of the frame drawn last.
  std::string RunBoxesJson() const {
    return app::RunBoxesJson(state_.article, state_.keep.x, state_.keep.y);
  }

  // Draws one frame into `draw`; the parameters are Ui::Begin's. Reports semantics nodes.
  void Frame(ImDrawList* draw, ImTextureID texture, ImVec2 pointer);

  // Whether something moves, so that another frame is to follow the last.
  bool animating() const { return ui_.animating(); }
  const SemanticsNode& semantics() const { return ui_.semantics(); }
  bool TakeSemanticsChanged() { return ui_.TakeSemanticsChanged(); }
  void MarkEmitted() { ui_.MarkEmitted(); }

 private:
  static constexpr int kReviewsASlice = 8;
  static constexpr double kSlice = 6;  // ms

  bool DoIf(const std::optional<Action>& action) {
    if (action) Do(*action);
    return action.has_value();
  }

  AppState state_;
  Ui ui_;
};

}  // namespace skira::app
