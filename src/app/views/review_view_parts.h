// The parts of an open review around its blocks, each drawn and told in one call: what stands above
// the text, what stands below it, its table of contents.
#pragma once

#include <span>
#include <string>

#include "app/state/app_state.h"
#include "app/ui/ui.h"

namespace skira::app {

// The title block in the column at `top`: kind, number and date, title, people, topics, links.
// Returns its height, CSS px.
struct HeadSpec {
  bool right_to_left = true;         // the side where the article starts
  std::span<const PaperLink> links;  // the ways to the paper
};
float ReviewHead(const AppState& state, Ui& ui, const Review& review, const HeadSpec& spec,
                 const Box& top);

// The review that is kept beside the open one, in its half of the pane.
void SecondReviewView(const AppState& state, Ui& ui, const Box& box);

// What is free at the sides of the column in a pane so wide, CSS px.
inline float ReviewMargin(float pane) { return pane < 480 ? 20 : 40; }

// A chip that leads somewhere.
void LinkChip(Ui& ui, const Box& box, const std::string& id, std::string_view text,
              const std::string& href);

// What one may read next: the reviews before and after, of the same paper, mentioned, related.
// Returns its height.
float ReviewFoot(const AppState& state, Ui& ui, const Box& top);

// The review's kind and number, its day and the minutes it takes: "Daily paper · 16.06.2024 · …".
std::string ReviewDetails(const Review& review, Language language);
std::string TitleOf(const Review& review, Language language);

// A review as a card that leads to it. `note` stands below its details; `progress` above 0 is drawn
// as a bar at its foot.
struct CardSpec {
  std::string_view id;
  std::string_view label{};  // above the title
  std::string_view note{};
  Icon icon = Icon::none;  // before the label
  float progress = 0;
  bool at_end = false;  // the label and its icon stand at the end of their line
};
void ReviewCard(Ui& ui, const Box& box, const Review& review, const CardSpec& spec);
// How high the card is in a column of `width`, CSS px.
float ReviewCardHeight(Ui& ui, float width, const Review& review, const CardSpec& spec);

// The rows of the contents, each `height` px high, the current one marked. Pressing one scrolls
// there.
inline constexpr float kContentsWidth = 260, kContentsRow = 36;
void ContentsRows(const AppState& state, Ui& ui, const Box& top, float height);
// The entry that one reads, index into Around::contents; -1: above the first.
int CurrentEntry(const AppState& state);
// Whether a pane so wide has room for the contents beside the text, and there are any.
bool ContentsBesideText(const AppState& state, float width);

// What steers the voice that reads the review aloud, at the foot of the pane (listen_bar.cpp).
void ListenBar(const AppState& state, Ui& ui, const Box& box);

// What stands in place of a review where none is open: a welcome, what one was reading, what is
// new.
void HomeView(const AppState& state, Ui& ui, const Box& box);

}  // namespace skira::app
