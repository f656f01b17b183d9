// What the catalog's rows tell the DOM layer. Rows far beyond those in sight are told as well, so
// that screen readers and the browser's own search reach them. They are told in parts: what opens a
// review changes two rows of a thousand, what is new comes a few parts a frame, and while one
// scrolls among rows that are told, nothing is.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "app/state/row_texts.h"
#include "app/views/catalog_list.h"
#include "app/views/views.h"

namespace skira::app {
namespace {

constexpr int kPartRows = 10;
constexpr int kPartsBeyond = 50;  // on each side of those in sight
constexpr int kPartsLeast = 10;   // so many must stand there while one scrolls
constexpr int kPartsAFrame = 2;   // that are out of sight and new; while one scrolls, half of it

using Stretch = CatalogWindow::Stretch;

class Version {
 public:
  explicit Version(uint64_t start) { Add(static_cast<int64_t>(start)); }
  Version& Add(int64_t number) {
    value_ = (value_ + static_cast<uint64_t>(number)) * 0x9E3779B97F4A7C15;
    value_ ^= value_ >> 32;
    return *this;
  }
  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 1;
};

class CatalogEmitter {
 public:
  CatalogEmitter(const AppState& state, const ListPlaces& places, const ListPane& pane)
      : state_(state),
        places_(places),
        width_(pane.list.width),
        height_(CatalogRowHeight(state)),
        above_(pane.above) {}

  // Of all that the part's semantics nodes say.
  uint64_t PartVersion(int part) const {
    const Stretch rows = RowsOf(part);
    Version version(state_.catalog_revision);
    version.Add(static_cast<int>(state_.language())).Add(rows.from).Add(rows.to);
    version.Add(std::lround(width_ * 64)).Add(std::lround(height_ * 64));
    version.Add(std::lround(above_ * 64));
    for (int row = rows.from; row < rows.to; ++row) {
      const ReviewMarks& marks = MarksOf(state_.user, ListedReview(state_, row).id);
      version.Add((IsOpen(row) ? 4 : 0) + (marks.starred ? 2 : 0) + (marks.read ? 1 : 0));
    }
    return version.value();
  }

  // `known`: as the page has it.
  SemanticsNode PartNode(int part, bool known) const {
    const Stretch rows = RowsOf(part);
    SemanticsNode node{.role = Role::kPart, .id = PartId(part)};
    node.box = {0, TopOf(rows.from), width_, 0};
    node.box.height = places_.RowTop(rows.to - 1) + height_ - node.box.y;
    node.emitted = known;
    if (!known) FillPart(rows, node);
    node.box.y += above_;
    return node;
  }

  static std::string PartId(int part) { return "part:" + std::to_string(part); }

 private:
  Stretch RowsOf(int part) const {
    const int count = static_cast<int>(state_.listing.order.size());
    return {part * kPartRows, std::min(count, (part + 1) * kPartRows)};
  }

  bool IsOpen(int row) const {
    return state_.listing.order[static_cast<size_t>(row)] == state_.open_review;
  }

  // The group whose heading stands right above the row; -1: none.
  int GroupLedBy(int row) const {
    const int group = places_.GroupOf(row);
    if (group < 0) return -1;
    return state_.listing.groups[static_cast<size_t>(group)].first == row ? group : -1;
  }

  float TopOf(int row) const {
    const int group = GroupLedBy(row);
    return group < 0 ? places_.RowTop(row) : places_.HeadingTop(group);
  }

  void FillPart(const Stretch& rows, SemanticsNode& part) const {
    part.children.reserve(static_cast<size_t>(rows.to - rows.from));
    for (int row = rows.from; row < rows.to; ++row) {
      const int group = GroupLedBy(row);
      if (group >= 0) part.children.push_back(GroupNode(group, part.box.y));
      part.children.push_back(RowNode(row, part.box.y));
    }
  }

  SemanticsNode RowNode(int row, float top) const {
    const Review& review = ListedReview(state_, row);
    SemanticsNode link{
        .role = Role::kLink, .id = "open:" + review.id, .box = {0, 0, width_, height_}};
    link.name = RowName(state_, state_.listing.order[static_cast<size_t>(row)]);
    link.href = RouteHash({.page = Route::Page::kReview, .id = review.id});
    link.current = IsOpen(row);
    SemanticsNode item{.role = Role::kListItem,
                       .id = "row:" + review.id,
                       .box = {0, places_.RowTop(row) - top, width_, height_}};
    item.position = row + 1;
    item.set_size = static_cast<int>(state_.listing.order.size());
    item.children.push_back(std::move(link));
    return item;
  }

  // A group's heading is an item of the list that is not counted.
  SemanticsNode GroupNode(int group, float top) const {
    const ListGroup& shown = state_.listing.groups[static_cast<size_t>(group)];
    SemanticsNode heading{
        .role = Role::kHeading, .id = "heading", .box = {0, 0, width_, kGroupHeight}};
    heading.name = GroupName(state_.listing.query.grouping, shown.key, state_.language());
    heading.level = 3;
    SemanticsNode item{.role = Role::kListItem,
                       .id = "group:" + shown.key,
                       .box = {0, places_.HeadingTop(group) - top, width_, kGroupHeight}};
    item.children.push_back(std::move(heading));
    return item;
  }

  const AppState& state_;
  const ListPlaces& places_;
  const float width_, height_, above_;
};

// Puts those of the parts into the list that the page has or that it is time for; the nearest to
// what is in sight come first. Keeps in `window` what is told by now.
void FillList(const CatalogEmitter& emitter, Ui& ui, const Stretch& seen, bool all,
              CatalogWindow& window, SemanticsNode& list) {
  const Stretch& wanted = window.wanted;
  struct Part {
    uint64_t version = 0;
    bool known = false, emitted = false;
  };
  std::vector<Part> parts(static_cast<size_t>(wanted.to - wanted.from));
  int left = 0;
  for (int i = wanted.from; i < wanted.to; ++i) {
    Part& part = parts[static_cast<size_t>(i - wanted.from)];
    part.version = emitter.PartVersion(i);
    part.known = ui.HasPart(CatalogEmitter::PartId(i), part.version);
    part.emitted = all || part.known || seen.Has(i);
    if (!part.emitted) ++left;
  }
  for (int distance = 0, room = window.moves ? kPartsAFrame / 2 : kPartsAFrame;
       left > 0 && room > 0; ++distance) {
    for (const int i : {seen.to + distance, seen.from - 1 - distance}) {
      if (!wanted.Has(i)) continue;
      Part& part = parts[static_cast<size_t>(i - wanted.from)];
      if (part.emitted || room == 0) continue;
      part.emitted = true;
      --left;
      --room;
    }
  }
  for (int i = wanted.from; i < wanted.to; ++i) {
    const Part& part = parts[static_cast<size_t>(i - wanted.from)];
    if (!part.emitted) continue;
    list.children.push_back(emitter.PartNode(i, part.known));
    ui.AddPart(CatalogEmitter::PartId(i), part.version);
  }
  const auto emitted = [&](int i) {
    return wanted.Has(i) && parts[static_cast<size_t>(i - wanted.from)].emitted;
  };
  window.emitted = seen;
  while (emitted(window.emitted.from - 1)) --window.emitted.from;
  while (emitted(window.emitted.to)) ++window.emitted.to;
  window.left = left > 0;
}

// The parts from `count` before the stretch to `count` behind it, of `all`.
Stretch Widened(const Stretch& stretch, int count, int all) {
  return {std::max(0, stretch.from - count), std::min(all, stretch.to + count)};
}

}  // namespace

void EmitCatalog(const AppState& state, Ui& ui, const ListPane& pane, const ListPlaces& places,
                 int first, int last) {
  const Box& box = pane.list;
  const int count = static_cast<int>(state.listing.order.size());
  const int parts = (count + kPartRows - 1) / kPartRows;
  const Stretch seen{first / kPartRows, (last + kPartRows - 1) / kPartRows};
  CatalogWindow& window = state.catalog_window;
  const float top = state.scroll(Pane::kCatalog);
  window.moves = std::exchange(window.scrolled, top) != top;
  const bool listed =
      std::exchange(window.listed, state.catalog_revision) != state.catalog_revision;
  if (listed || !window.moves || !window.emitted.Has(Widened(seen, kPartsLeast, parts))) {
    window.wanted = state.system.plain ? Stretch{0, parts} : Widened(seen, kPartsBeyond, parts);
    if (window.left) ++window.steps;
  }
  if (window.left) ui.Animate();
  Version version(StateVersion(state));
  version.Add(window.wanted.from).Add(window.wanted.to).Add(window.steps);
  version.Add(std::lround(pane.above * 64)).Add(std::lround(pane.below * 64));
  SemanticsNode navigation{
      .role = Role::kNavigation, .id = "catalog", .name = ui.Say(Str::nav_catalog), .box = box};
  ui.AddNode(std::move(navigation), version.value(), [&](SemanticsNode& node) {
    SemanticsNode list{.role = Role::kList,
                       .id = "catalog-list",
                       .name = ui.Say(Str::catalog),
                       .box = {0, 0, box.width, box.height},
                       .scroll_height = std::max(1.0f, pane.above + places.height() + pane.below),
                       .scroll_top = state.scroll(Pane::kCatalog)};
    const CatalogEmitter emitter(state, places, pane);
    FillList(emitter, ui, seen, state.system.plain, window, list);
    if (window.left) ui.Animate();
    node.children.push_back(std::move(list));
  });
}

}  // namespace skira::app
