// A page that scrolls as a whole and is filled from top to bottom: settings, numbers, lists.
#pragma once

#include <string>

#include "app/state/app_state.h"
#include "app/ui/widgets.h"

namespace skira::app {

// Opens a section with a scrolling semantics node in its constructor and closes both in its
// destructor.
class PageFlow {
 public:
  struct Spec {
    Role role = Role::kMain;
    std::string id;    // of the section
    std::string name;  // of the scrolling region
    Pane pane = Pane::kPage;
    float column = 760;    // CSS px at most; centred
    uint64_t version = 0;  // as of Ui::BeginSection()
    bool modal = false;    // of a dialog
  };
  PageFlow(const AppState& state, Ui& ui, const Box& box, const Spec& spec);
  ~PageFlow();
  PageFlow(const PageFlow&) = delete;
  PageFlow& operator=(const PageFlow&) = delete;

  // The next row of the column, in the canvas's coordinates.
  Box Take(float height);
  void Gap(float height) { y_ += height; }
  float width() const { return column_.width; }
  float height() const { return y_ - top_; }  // of what was taken so far
  // Whether a row here would be seen: what is not need not be drawn, but must be told.
  bool Visible(const Box& row) const;

  // A heading over what follows, and a paragraph as high as its words want.
  void Heading(std::string_view id, std::string_view text, int level);
  void Paragraph(std::string_view id, std::string_view text, const TextLook& look);

 private:
  Ui& ui_;
  Box box_, column_;
  bool modal_;
  float top_, y_;
};

}  // namespace skira::app
