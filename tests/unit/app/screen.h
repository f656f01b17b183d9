// The application without a page, for tests: what its host does (src/host/main.cpp), shown nowhere.
#pragma once

#include <imgui.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"

namespace skira::app {

// Dear ImGui has one context: there is one screen at a time.
class Screen {
 public:
  // `fonts` must outlive the screen; the size is in CSS px.
  Screen(const typeset::FontSet& fonts, float width, float height, float ratio = 1)
      : atlas_(fonts), reader(fonts, atlas_) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.Fonts->Build();
    reader.Do(Resize{width, height, ratio});
  }
  ~Screen() { ImGui::DestroyContext(); }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  // Draws; returns how many vertices. What the user wants kept is kept in `records`.
  int Frame(ImVec2 pointer = {-1, -1}) {
    const AppState& state = reader.state();
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {state.width, state.height};
    io.DisplayFramebufferScale = {state.ratio, state.ratio};
    ImGui::NewFrame();
    atlas_.BeginFrame();
    reader.Frame(ImGui::GetBackgroundDrawList(), nullptr, pointer);
    ImGui::Render();
    Settle();
    return ImGui::GetDrawData()->TotalVtxCount;
  }

  // What the page does with the effects, as far as it comes back.
  void Settle() {
    for (Effect& effect : reader.TakeEffects()) {
      if (const auto* store = std::get_if<effect::Store>(&effect)) {
        records[store->key] = store->json;
      } else if (const auto* erase = std::get_if<effect::Erase>(&effect)) {
        records.erase(erase->key);
      }
      last_effects.push_back(std::move(effect));
    }
  }

  void Do(const Action& action) {
    last_effects.clear();
    reader.Do(action);
    Settle();
  }
  void Go(std::string_view hash) { Do(Navigate{ParseRoute(hash)}); }
  // All that waits for idle time.
  void Work() {
    while (reader.Work()) Settle();
    Settle();
  }

  // Presses a semantics node as the page does: a link leads to its place, all else has a handle.
  void Press(const SemanticsNode& node) {
    last_effects.clear();
    if (node.handle > 0) {
      reader.Activate(node.handle);
      Settle();
    } else if (node.href.starts_with("#/")) {
      Go(std::string(node.href));  // the semantics node may go while it is followed
    }
  }
  void Edit(const SemanticsNode& node, std::string_view value) {
    last_effects.clear();
    reader.Edit(node.handle, value);
    Settle();
  }

  // The semantics nodes of the last frame for which `is` holds, in the order of reading; valid
  // until the next.
  template <typename Is>
  std::vector<const SemanticsNode*> All(const Is& is) const {
    std::vector<const SemanticsNode*> found;
    Collect(reader.semantics(), is, found);
    return found;
  }
  // The first of this role and name; null where there is none.
  const SemanticsNode* Find(Role role, std::string_view name) const {
    const auto found =
        All([&](const SemanticsNode& node) { return node.role == role && node.name == name; });
    return found.empty() ? nullptr : found.front();
  }

 private:
  template <typename Is>
  static void Collect(const SemanticsNode& node, const Is& is,
                      std::vector<const SemanticsNode*>& found) {
    if (is(node)) found.push_back(&node);
    for (const SemanticsNode& child : node.children) Collect(child, is, found);
  }

  typeset::GlyphAtlas atlas_;

 public:
  App reader;
  std::map<std::string, std::string> records;  // what the device keeps
  std::vector<Effect> last_effects;            // since the last thing that was done
};

}  // namespace skira::app
