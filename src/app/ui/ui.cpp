#include "app/ui/ui.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>
#include <utility>

#include "app/model/formula_library.h"
#include "unicode/hash.h"

namespace skira::app {
namespace {

constexpr size_t kMostLabels = 4096;
constexpr int kHandleBits = 16;  // of a handle: the place in its section

// FNV-1a of the values' bytes, one after the other.
class Hash {
 public:
  template <typename T>
  Hash& Add(T value) {
    static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    value_ = Fnv1a({bytes, sizeof(T)}, value_);
    return *this;
  }
  Hash& Add(std::string_view text) {
    value_ = Fnv1a(text, value_);
    return Add(text.size());
  }
  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = kFnvStart;
};

typeset::Tone ToneOf(Colour colour) {
  return typeset::ToneOf(colour & 0xFF, colour >> 8 & 0xFF, colour >> 16 & 0xFF);
}

// Whole device pixels that `size` CSS px come to.
int DevicePixels(float size, float ratio) {
  return std::max(1, static_cast<int>(std::lround(size * ratio)));
}

// The size to have a picture in that covers so many device pixels: never more than it has itself,
// but for what has no pixels.
void ClampToPicture(const Picture& picture, int& width, int& height) {
  if (picture.file.ends_with(".svg")) return;
  if (width <= picture.width && height <= picture.height) return;
  width = picture.width;
  height = picture.height;
}

bool Contains(const Box& box, ImVec2 point) {
  return point.x >= box.x && point.x < box.x + box.width && point.y >= box.y &&
         point.y < box.y + box.height;
}

}  // namespace

void Ui::Begin(ImDrawList* draw, ImTextureID texture, float ratio, const Theme& theme, Box viewport,
               ImVec2 pointer, Language language) {
  draw_ = draw;
  texture_ = texture;
  ratio_ = ratio;
  animating_ = false;
  draw_->_FringeScale = 1 / ratio;  // edges are smoothed over one device pixel
  theme_ = &theme;
  viewport_ = pane_ = viewport;
  opener_.reset();
  pointer_ = pointer;
  language_ = language;
  reported_.clear();
  if (labels_.size() > kMostLabels) labels_.clear();  // a window was dragged through many widths
}

void Ui::PushPane(const Box& box) {
  outer_panes_.push_back(pane_);
  const float left = std::max(pane_.x, box.x), top = std::max(pane_.y, box.y);
  const float right = std::min(pane_.x + pane_.width, box.x + box.width);
  const float bottom = std::min(pane_.y + pane_.height, box.y + box.height);
  pane_ = {left, top, std::max(right - left, 0.0f), std::max(bottom - top, 0.0f)};
  draw_->PushClipRect({pane_.x, pane_.y}, {pane_.x + pane_.width, pane_.y + pane_.height});
}

void Ui::PopPane() {
  draw_->PopClipRect();
  pane_ = outer_panes_.back();
  outer_panes_.pop_back();
}

bool Ui::Hovered(const Box& box) const {
  return Contains(box, pointer_) && Contains(pane_, pointer_);
}

void Ui::FillRect(const Box& box, Colour colour, float rounding) {
  // Solid shapes take Dear ImGui's white pixel; where that is the atlas's, nothing changes.
  draw_->PushTextureID(ImGui::GetIO().Fonts->TexID);
  draw_->AddRectFilled({box.x, box.y}, {box.x + box.width, box.y + box.height}, colour, rounding);
  draw_->PopTextureID();
}

void Ui::HorizontalLine(float x, float y, float width, Colour colour, float thickness) {
  // Whole device pixels, on the device's grid.
  const float top = std::floor(y * ratio_) / ratio_;
  FillRect({x, top, width, std::max(1.0f, std::round(thickness * ratio_)) / ratio_}, colour);
}

void Ui::FadeSide(const Box& box, Colour colour, float strength, bool at_left) {
  if (strength <= 0) return;
  const Colour none = colour & 0x00FFFFFFu;
  const Colour most = none | static_cast<uint32_t>(std::lround(255 * strength)) << 24;
  const Colour left = at_left ? most : none, right = at_left ? none : most;
  draw_->PushTextureID(ImGui::GetIO().Fonts->TexID);
  draw_->AddRectFilledMultiColor({box.x, box.y}, {box.x + box.width, box.y + box.height}, left,
                                 right, right, left);
  draw_->PopTextureID();
}

void Ui::Outline(const Box& box, Colour colour, float rounding, float thickness) {
  draw_->PushTextureID(ImGui::GetIO().Fonts->TexID);
  const float inset = thickness / 2;
  draw_->AddRect({box.x + inset, box.y + inset},
                 {box.x + box.width - inset, box.y + box.height - inset}, colour, rounding, 0,
                 thickness);
  draw_->PopTextureID();
}

void Ui::VerticalLine(float x, float y, float height, Colour colour) {
  const float left = std::floor(x * ratio_) / ratio_;
  FillRect({left, y, 1 / ratio_, height}, colour);
}

void Ui::FillCircle(float x, float y, float radius, Colour colour) {
  draw_->PushTextureID(ImGui::GetIO().Fonts->TexID);
  draw_->AddCircleFilled({x, y}, radius, colour);
  draw_->PopTextureID();
}

void Ui::DrawIcon(Icon icon, const Box& box, float size, Colour colour) {
  // On the device's grid, so that strokes are as sharp as they can be.
  const float left = std::floor((box.x + (box.width - size) / 2) * ratio_ + 0.5f) / ratio_;
  const float top = std::floor((box.y + (box.height - size) / 2) * ratio_ + 0.5f) / ratio_;
  draw_->PushTextureID(ImGui::GetIO().Fonts->TexID);
  app::DrawIcon(*draw_, icon, {left, top}, size, colour);
  draw_->PopTextureID();
}

Colour Ui::ColourOf(Ink ink) const {
  switch (ink) {
    case Ink::kStrong:
      return theme_->strong;
    case Ink::kMuted:
      return theme_->muted;
    case Ink::kLink:
      return theme_->link;
    case Ink::kAccent:
      return theme_->accent;
    case Ink::kBroken:
      return theme_->broken;
    case Ink::kOnAccent:
      return theme_->on_accent;
    case Ink::kText:
      break;
  }
  return theme_->text;
}

Colour Ui::ColourOf(Fill fill) const {
  return fill == Fill::kMark ? theme_->mark : fill == Fill::kCode ? theme_->control : theme_->card;
}

Colour Ui::ColourOf(const Look& look) const {
  return look.rgb < 0 ? ColourOf(look.ink) : Readable(look.rgb, *theme_);
}

const TextBox& Ui::Label(std::string_view text, const typeset::TextStyle& text_style,
                         const typeset::ParagraphStyle& style, Ink ink,
                         std::span<const ByteRange> marks) {
  Hash key;
  key.Add(text).Add(text_style.family).Add(text_style.size).Add(text_style.weight);
  key.Add(text_style.italic).Add(style.direction).Add(style.align).Add(style.width);
  key.Add(style.line_height).Add(style.max_lines).Add(ink);
  for (const ByteRange& mark : marks) key.Add(mark.begin).Add(mark.end);
  const auto known = labels_.find(key.value());
  if (known != labels_.end()) return known->second;
  TextBuilder builder;
  const Look look{.style = text_style, .ink = ink};
  Look found = look;
  found.fill = Fill::kMark;
  found.marks = kStyleHighlight;
  uint32_t at = 0;
  for (const ByteRange& mark : marks) {
    if (mark.begin < at || mark.end > text.size()) continue;
    builder.Append(text.substr(at, mark.begin - at), look);
    builder.Append(text.substr(mark.begin, mark.end - mark.begin), found);
    at = mark.end;
  }
  builder.Append(text.substr(at), look);
  return labels_.emplace(key.value(), builder.Layout(fonts_, style)).first->second;
}

void Ui::Text(const TextBox& text, float x, float y) {
  const auto& lines = text.layout.lines;
  const float top = y + text.y;
  // Lines are sorted by their tops: skip to the first that the pane shows.
  auto line = std::partition_point(lines.begin(), lines.end(), [&](const typeset::Line& l) {
    return top + l.top + l.height < pane_.y;
  });
  if (line != lines.begin()) --line;  // ink may hang out of the line below
  draw_->PushTextureID(texture_);
  for (; line != lines.end() && top + line->top < pane_.y + pane_.height; ++line) {
    DrawLine(text, *line, x, y);
  }
  draw_->PopTextureID();
}

// The grounds of the line's runs; neighbours of one fragment share theirs.
namespace {

bool IsSign(const typeset::Run& run) { return run.start == run.end; }

}  // namespace

void Ui::DrawFills(const TextBox& text, const typeset::Line& line, float x, float y) {
  constexpr float kOverhang = 0.14f, kAscent = 0.94f, kDescent = 0.32f, kRounding = 0.2f;  // ems
  for (uint32_t i = 0; i < line.run_count;) {
    const typeset::Run& first = text.layout.runs[line.first_run + i];
    const Look& look = text.fragments[first.tag].look;
    float right = first.x;
    for (; i < line.run_count; ++i) {
      const typeset::Run& run = text.layout.runs[line.first_run + i];
      const Look& other = text.fragments[run.tag].look;
      if (run.tag != first.tag && (other.fill == Fill::kNone || other.fill != look.fill)) break;
      // A sign that the layout adds (an ellipsis) is no part of the text.
      if (IsSign(run) != IsSign(first)) break;
      right = run.x + run.width;
    }
    if (look.fill == Fill::kNone || IsSign(first)) continue;
    const float em = first.style.size, over = look.fill == Fill::kMark ? 0 : em * kOverhang;
    const float baseline = y + text.y + line.baseline;
    const float top = std::round((baseline - em * kAscent) * ratio_) / ratio_;
    const float bottom = std::round((baseline + em * kDescent) * ratio_) / ratio_;
    FillRect({x + text.x + first.x - over, top, right - first.x + 2 * over, bottom - top},
             ColourOf(look.fill), em * kRounding);
  }
}

void Ui::DrawLine(const TextBox& text, const typeset::Line& line, float x, float y) {
  DrawFills(text, line, x, y);
  for (uint32_t i = 0; i < line.run_count; ++i) {
    DrawRun(text, text.layout.runs[line.first_run + i], x + text.x, y + text.y + line.baseline);
  }
}

void Ui::DrawPicture(const Picture& picture, const Box& box, ImVec2 texture) {
  const ImVec2 from{std::round(box.x * ratio_) / ratio_, std::round(box.y * ratio_) / ratio_};
  const int across = DevicePixels(box.width, ratio_), down = DevicePixels(box.height, ratio_);
  const ImVec2 to{from.x + static_cast<float>(across) / ratio_,
                  from.y + static_cast<float>(down) / ratio_};
  int width = texture.x > 0 ? static_cast<int>(texture.x) : across;
  int height = texture.y > 0 ? static_cast<int>(texture.y) : down;
  ClampToPicture(picture, width, height);
  const Box ground{from.x, from.y, to.x - from.x, to.y - from.y};
  const ImTextureID image = pictures_ == nullptr ? nullptr : pictures_->See(picture, width, height);
  if (image == nullptr) return FillRect(ground, theme_->card);
  // Drawn for white paper: what is transparent would be lost on a dark page.
  if (theme_->dark) FillRect(ground, kPaper);
  draw_->AddImage(image, from, to);
}

void Ui::ExpectPicture(const Picture& picture, const Box& box) {
  if (pictures_ == nullptr) return;
  int width = DevicePixels(box.width, ratio_), height = DevicePixels(box.height, ratio_);
  ClampToPicture(picture, width, height);
  pictures_->Expect(picture, width, height);
}

void Ui::DrawRun(const TextBox& text, const typeset::Run& run, float x, float baseline) {
  if (run.tag >= text.fragments.size()) return;
  const Fragment& fragment = text.fragments[run.tag];
  const Look& look = fragment.look;
  const Colour colour = ColourOf(look);
  const typeset::Tone tone = ToneOf(colour);
  const float device_size = run.style.size * ratio_;
  for (uint32_t i = 0; i < run.glyph_count; ++i) {
    const typeset::Glyph& glyph = text.layout.glyphs[run.first_glyph + i];
    const float device_x = (x + glyph.x) * ratio_;
    const int quarter = static_cast<int>(std::floor(device_x * 4 + 0.5f));
    const int device_y = static_cast<int>(std::floor((baseline + glyph.y()) * ratio_ + 0.5f));
    if (run.face == typeset::kBoxFace) {
      if (fragment.picture >= 0) {
        const PictureBox& picture = text.pictures[static_cast<size_t>(fragment.picture)];
        DrawPicture(*picture.picture, {x + glyph.x, baseline + glyph.y() - picture.ascent(),
                                       picture.width, picture.height});
      }
      if (fragment.formula < 0) continue;
      DrawFormula(text.formulas[fragment.formula], x + glyph.x, baseline + glyph.y(), colour);
      continue;
    }
    if (run.face == typeset::kNoFace) {
      const uint32_t next = typeset::ClusterEnd(text.layout, glyph.cluster);
      const auto cluster = std::string_view(text.text).substr(glyph.cluster, next - glyph.cluster);
      DrawGlyph(atlas_.FindCluster(cluster, device_size, run.style.weight, tone), quarter >> 2,
                device_y, colour);
      continue;
    }
    const typeset::Synthesis synthesis = typeset::SynthesisOf(fonts_, run.face, run.style);
    DrawGlyph(atlas_.Find(run.face, glyph.glyph, device_size, quarter & 3, synthesis.slant,
                          synthesis.embolden * device_size, tone),
              quarter >> 2, device_y, colour);
  }
  if (look.underline) {
    constexpr float kUnderline = 0.14f, kThickness = 0.055f;  // ems
    HorizontalLine(x + run.x, baseline + run.style.size * kUnderline, run.width, colour,
                   run.style.size * kThickness);
  }
  if (look.strike) {
    constexpr float kHeight = 0.28f, kThickness = 0.055f;  // ems
    HorizontalLine(x + run.x, baseline - run.style.size * kHeight, run.width, colour,
                   run.style.size * kThickness);
  }
}

void Ui::DrawFormula(const FormulaBox& part, float x, float baseline, Colour colour) {
  const Formula& formula = *part.formula;
  const float unit = part.scale * ratio_;  // device px of one of the formula's units
  const float left = x * ratio_ - static_cast<float>(part.from) * unit;
  const float base = std::floor(baseline * ratio_ + 0.5f);
  const auto pixels = [unit](int units) { return static_cast<float>(units) * unit; };
  const auto quarters = [](float value) { return static_cast<int>(std::floor(value * 4 + 0.5f)); };
  const auto colour_of = [&](int rgb) { return rgb < 0 ? colour : Readable(rgb, *theme_); };
  PartColours glyph_colours(formula, kFormulaGlyphs), rule_colours(formula, kFormulaRules);
  for (size_t i = 0; i + 3 < formula.glyphs.size(); i += 4) {
    const int* glyph = &formula.glyphs[i];  // outline, x, y, size
    const Colour own = colour_of(glyph_colours.Of(i / 4));
    if (!part.Has(glyph[1])) continue;
    const int right = quarters(left + pixels(glyph[1])), up = quarters(pixels(glyph[2]));
    DrawGlyph(atlas_.FindOutline(static_cast<uint32_t>(glyph[0]), pixels(glyph[3]), right & 3,
                                 up & 3, ToneOf(own)),
              right >> 2, static_cast<int>(base) - (up >> 2), own);
  }
  for (size_t i = 0; i + 3 < formula.rules.size(); i += 4) {
    const int* rule = &formula.rules[i];  // x, y, width, height
    const Colour own = colour_of(rule_colours.Of(i / 4));
    if (!part.Has(rule[0])) continue;
    // On the device's grid, and never thinner than one of its pixels.
    const float from_x = std::round(left + pixels(rule[0]));
    const float from_y = std::round(base - pixels(rule[1] + rule[3]));
    const float width = std::max(1.0f, std::round(left + pixels(rule[0] + rule[2])) - from_x);
    const float height = std::max(1.0f, std::round(pixels(rule[3])));
    FillRect({from_x / ratio_, from_y / ratio_, width / ratio_, height / ratio_}, own);
  }
  for (const TextBox& text : part.texts) {
    for (const typeset::Line& line : text.layout.lines) DrawLine(text, line, x, baseline);
  }
}

void Ui::DrawGlyph(const typeset::AtlasGlyph& glyph, int device_x, int device_y, Colour colour) {
  if (glyph.empty()) return;
  const float left = static_cast<float>(device_x + glyph.left) / ratio_;
  const float top = static_cast<float>(device_y - glyph.top) / ratio_;
  const ImVec2 from(left, top);
  const ImVec2 to(left + static_cast<float>(glyph.width) / ratio_,
                  top + static_cast<float>(glyph.height) / ratio_);
  const ImVec2 uv_from(static_cast<float>(glyph.u), static_cast<float>(glyph.v));
  const ImVec2 uv_to(static_cast<float>(glyph.u + glyph.width),
                     static_cast<float>(glyph.v + glyph.height));
  draw_->PrimReserve(6, 4);
  draw_->PrimRectUV(from, to, uv_from, uv_to, glyph.colour ? 0xFFFFFFFFu : colour);
}

bool Ui::BeginSection(SemanticsNode node, uint64_t version) {
  const size_t index = reported_.size();
  Known known{node.id, version, node.box, node.name};
  const bool same = index < known_.size() && known_[index] == known;
  reported_.push_back(std::move(known));
  if (same) return false;
  if (root_.children.size() <= index) root_.children.resize(index + 1);
  if (handlers_.size() <= index) handlers_.resize(index + 1);
  handlers_[index].clear();
  parts_.erase(node.id);
  root_.children[index] = std::move(node);
  SemanticsNode& section = root_.children[index];
  told_ = &section;
  open_.push_back({&section, section.box.x, section.box.y});
  semantics_changed_ = true;
  return true;
}

void Ui::EndSection() {
  open_.clear();
  told_ = nullptr;
}

namespace {

// What is pressed by itself; text links inside a paragraph are none of the semantics nodes'.
bool IsTarget(const SemanticsNode& node) {
  constexpr Role kTargets[] = {Role::kLink,   Role::kButton, Role::kMenuItem, Role::kSwitch,
                               Role::kSlider, Role::kRadio,  Role::kCheckBox, Role::kSelect};
  return std::find(std::begin(kTargets), std::end(kTargets), node.role) != std::end(kTargets);
}

// `length` from `start`, grown around its middle to at least `least`.
void Grow(float& start, float& length, float least) {
  if (length <= 0 || length >= least) return;
  start -= (least - length) / 2;
  length = least;
}

}  // namespace

void Ui::Emit(SemanticsNode node) {
  if (open_.empty()) return;
  // Fingers are less exact than what they press is drawn (WCAG 2.2, 2.5.5).
  if (touch_ && IsTarget(node)) {
    Grow(node.box.x, node.box.width, kTouchTarget);
    Grow(node.box.y, node.box.height, kTouchTarget);
  }
  const OpenNode& parent = open_.back();
  node.box.x -= parent.x;
  node.box.y -= parent.y;
  parent.node->children.push_back(std::move(node));
  told_ = &parent.node->children.back();
}

void Ui::Open(SemanticsNode node, float scroll_top) {
  if (open_.empty()) return;
  const Box box = node.box;
  node.scroll_top = scroll_top;
  Emit(std::move(node));
  open_.push_back({told_, box.x, box.y - scroll_top});
}

void Ui::Close() {
  if (open_.empty()) return;
  open_.pop_back();
  told_ = nullptr;
}

void Ui::SetLevel(int level) {
  if (told_ != nullptr) told_->level = level;
}

void Ui::SetScrollHeight(float height) {
  if (!open_.empty()) open_.back().node->scroll_height = height;
}

void Ui::OnPress(Action action) {
  if (told_ == nullptr) return;
  told_->handle = HandleFor(std::move(action));
}

int Ui::HandleFor(Action action) {
  if (open_.empty()) return 0;
  std::vector<Handler>& handlers = handlers_[reported_.size() - 1];
  handlers.push_back({std::move(action), nullptr});
  return static_cast<int>(reported_.size() << kHandleBits | handlers.size());
}

void Ui::OnEdit(std::function<Action(std::string_view)> edit) {
  if (told_ == nullptr) return;
  std::vector<Handler>& handlers = handlers_[reported_.size() - 1];
  handlers.push_back({{}, std::move(edit)});
  told_->handle = static_cast<int>(reported_.size() << kHandleBits | handlers.size());
}

namespace {

// The handler of `handle`, or null.
template <typename Sections>
auto* FindHandler(Sections& sections, int handle) {
  const size_t section = static_cast<size_t>(handle >> kHandleBits) - 1;
  const size_t place = static_cast<size_t>(handle & ((1 << kHandleBits) - 1)) - 1;
  const bool known = section < sections.size() && place < sections[section].size();
  return known ? &sections[section][place] : nullptr;
}

}  // namespace

std::optional<Action> Ui::Activate(int handle) const {
  const Handler* handler = FindHandler(handlers_, handle);
  if (handler == nullptr || handler->edit) return std::nullopt;
  return handler->press;
}

std::optional<Action> Ui::Edit(int handle, std::string_view value) const {
  const Handler* handler = FindHandler(handlers_, handle);
  if (handler == nullptr || !handler->edit) return std::nullopt;
  return handler->edit(value);
}

void Ui::AddNode(SemanticsNode node, uint64_t version,
                 const std::function<void(SemanticsNode&)>& build) {
  if (BeginSection(std::move(node), version) && build) build(*open_.back().node);
  EndSection();
}

bool Ui::HasPart(std::string_view id, uint64_t version) const {
  const auto section = emitted_parts_.find(reported_.back().id);
  if (section == emitted_parts_.end()) return false;
  const auto part = section->second.find(id);
  return part != section->second.end() && part->second == version;
}

void Ui::AddPart(std::string id, uint64_t version) {
  parts_[reported_.back().id].insert_or_assign(std::move(id), version);
}

void Ui::MarkEmitted() {
  for (SemanticsNode& section : root_.children) section.emitted = true;
  const auto stands = [&](const std::string& id) {
    return std::any_of(root_.children.begin(), root_.children.end(),
                       [&](const SemanticsNode& section) { return section.id == id; });
  };
  std::erase_if(parts_, [&](const auto& section) { return !stands(section.first); });
  emitted_parts_ = parts_;
}

void Ui::End() {
  root_.role = Role::kRoot;
  root_.box = viewport_;
  if (root_.children.size() != reported_.size()) {
    root_.children.resize(reported_.size());
    handlers_.resize(reported_.size());
    semantics_changed_ = true;
  }
  std::swap(known_, reported_);
}

}  // namespace skira::app
