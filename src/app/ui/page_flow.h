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
    float head = 0;        // of a dialog (views/dialog.h): its first row, which does not scroll
  };
  PageFlow(const AppState& state, Ui& ui, const Box& box, const Spec& spec);
  // Measures what a dialog of this width is filled with: nothing is shown.
  PageFlow(Ui& ui, float width);
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

  static constexpr float kDialogEnd = 16;  // what is free below the last row of a dialog, CSS px

 private:
  Ui& ui_;
  Box box_, column_;
  bool measures_ = false;
  float end_;  // what is free below the last row, CSS px
  float top_ = 0, y_ = 0;
  // What bars cover of the box while they are in sight (state/bars.h), and where how far it can be
  // scrolled is kept.
  float above_ = 0, below_ = 0;
  float* most_ = nullptr;
};

// The first row of a dialog: its title, and what closes it.
inline constexpr float kDialogHead = 60;  // CSS px
void DialogHead(Ui& ui, const Box& box, std::string_view title);

}  // namespace skira::app
