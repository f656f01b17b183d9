#include "app/ui/semantics.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <iterator>
#include <utility>

#include "app/ui/text_box.h"
#include "review/json.h"
#include "review/review.h"

namespace skira::app {
namespace {

constexpr const char* kRoleNames[] = {
    "root",    "banner",   "navigation", "main",      "region",   "complementary", "search",
    "group",   "toolbar",  "dialog",     "menu",      "article",  "heading",       "paragraph",
    "list",    "listitem", "table",      "row",       "cell",     "columnheader",  "caption",
    "code",    "codetext", "math",       "figure",    "footnote", "quote",         "separator",
    "part",    "text",     "image",      "picture",   "status",   "alert",         "progress",
    "link",    "button",   "menuitem",   "switch",    "checkbox", "radiogroup",    "radio",
    "slider",  "splitter", "select",     "searchbox", "textbox",  "textarea",      "combobox",
    "listbox", "option",
};
static_assert(std::size(kRoleNames) == static_cast<size_t>(Role::kOption) + 1);

constexpr const char* kFamilyNames[] = {"Skira Serif", "Skira Sans", "Skira Mono"};

std::string CssFont(const typeset::TextStyle& style) {
  char font[96];
  std::snprintf(font, sizeof font, "%s%d %gpx '%s'", style.italic ? "italic " : "", style.weight,
                static_cast<double>(style.size), kFamilyNames[static_cast<size_t>(style.family)]);
  return font;
}

// The element that says what a stretch with these SpanStyle bits is, the most telling first.
const char* TagOf(uint16_t marks) {
  constexpr std::pair<uint16_t, const char*> kTags[] = {
      {kStyleCode, "code"},     {kStyleHighlight, "mark"},  {kStyleSuperscript, "sup"},
      {kStyleSubscript, "sub"}, {kStyleStrikethrough, "s"}, {kStyleBold, "strong"},
      {kStyleItalic, "em"},     {kStyleUnderline, "u"},
  };
  for (const auto& [bit, tag] : kTags) {
    if (marks & bit) return tag;
  }
  return "";
}

// The first part of a formula stands for all of it; the others keep their room.
void AddFormula(const FormulaBox& part, SemanticsFragment& piece) {
  piece.boxed = true;
  piece.width = part.width();
  piece.ascent = part.ascent();
  piece.descent = part.descent();
  if (!part.first()) return;
  piece.text = part.formula->tex;
  piece.mathml = part.formula->mathml;
}

// A small picture's room, and what it shows in words.
void AddPicture(const PictureBox& picture, SemanticsFragment& piece) {
  piece.boxed = true;
  piece.width = picture.width;
  piece.ascent = picture.ascent();
  piece.descent = picture.descent;
  piece.text = picture.alt;
  piece.picture = picture.picture->file;
}

void AppendMember(const char* key, std::string_view value, std::string& json) {
  if (value.empty()) return;
  json.append(",\"").append(key).append("\":");
  AppendJsonString(value, json);
}

void AppendMember(const char* key, int value, std::string& json) {
  if (value == 0) return;
  json.append(",\"").append(key).append("\":").append(std::to_string(value));
}

// A number with `decimals` decimals, without those at its end that are zero. A frame may tell some
// thousands: the library's printf, which knows every format, took half of the time.
void AppendNumber(double value, int decimals, std::string& json) {
  constexpr int64_t kScales[] = {1, 10, 100, 1000, 10000};
  const int64_t scale = kScales[decimals];
  if (!(std::abs(value) < 1e12)) value = 0;  // no place on a screen
  const int64_t scaled = std::llround(value * static_cast<double>(scale));
  const int64_t whole = std::abs(scaled) / scale;
  if (scaled < 0) json += '-';
  char digits[24];
  json.append(digits, std::to_chars(digits, digits + sizeof digits, whole).ptr);
  int64_t rest = std::abs(scaled) % scale;
  if (rest == 0) return;
  json += '.';
  for (int64_t unit = scale / 10; rest > 0; rest %= unit, unit /= 10) {
    json += static_cast<char>('0' + rest / unit);
  }
}

void AppendNumbers(std::initializer_list<float> values, std::string& json) {
  json += '[';
  for (const float value : values) {
    if (json.back() != '[') json += ',';
    AppendNumber(static_cast<double>(value), 2, json);
  }
  json += ']';
}

void AppendMember(const char* key, float value, std::string& json) {
  if (value == 0) return;
  json.append(",\"").append(key).append("\":");
  AppendNumber(static_cast<double>(value), 4, json);
}

void AppendMember(const char* key, Tri value, std::string& json) {
  if (value == Tri::kNone) return;
  json.append(",\"").append(key).append(value == Tri::kYes ? "\":true" : "\":false");
}

void AppendStrings(const char* key, const std::vector<std::string>& values, std::string& json) {
  if (values.empty()) return;
  json.append(",\"").append(key).append("\":[");
  for (const std::string& value : values) {
    if (json.back() != '[') json += ',';
    AppendJsonString(value, json);
  }
  json += ']';
}

void AppendBox(const Box& box, std::string& json) {
  json += "\"box\":";
  AppendNumbers({box.x, box.y, box.width, box.height}, json);
}

void AppendLine(const SemanticsLine& line, std::string& json) {
  json += '{';
  AppendBox(line.box, json);
  AppendMember("first", line.first ? 1 : 0, json);
  AppendMember("dir", line.dir, json);
  AppendMember("baseline", line.baseline, json);
  AppendMember("wordSpacing", line.word_spacing, json);
  json += ",\"fragments\":[";
  for (const SemanticsFragment& fragment : line.fragments) {
    if (json.back() != '[') json += ',';
    json += "{\"text\":";
    AppendJsonString(fragment.text, json);
    AppendMember("href", fragment.href, json);
    AppendMember("font", fragment.font, json);
    AppendMember("mathml", fragment.mathml, json);
    AppendMember("picture", fragment.picture, json);
    AppendMember("noteref", fragment.note_ref ? 1 : 0, json);
    AppendMember("note", fragment.note, json);
    AppendMember("tag", fragment.tag, json);
    AppendMember("isolate", fragment.isolate ? 1 : 0, json);
    AppendMember("mark", fragment.mark, json);
    if (fragment.block >= 0) {
      json.append(",\"at\":[").append(std::to_string(fragment.block)).append(",");
      json.append(std::to_string(fragment.source)).append(",");
      json.append(std::to_string(fragment.source_size)).append("]");
    }
    AppendMember("rise", fragment.rise, json);
    if (fragment.boxed) json += ",\"boxed\":1";
    if (fragment.boxed || fragment.width > 0) {
      json += ",\"size\":";
      AppendNumbers({fragment.width, fragment.ascent, fragment.descent}, json);
    }
    json += '}';
  }
  json += "]}";
}

void AppendControl(const SemanticsNode& node, std::string& json) {
  AppendMember("handle", node.handle, json);
  AppendMember("checked", node.checked, json);
  AppendMember("pressed", node.pressed, json);
  AppendMember("selected", node.selected, json);
  AppendMember("disabled", node.disabled ? 1 : 0, json);
  AppendMember("drag", node.draggable ? 1 : 0, json);
  AppendMember("shortcut", node.shortcut, json);
  AppendMember("placeholder", node.placeholder, json);
  AppendMember("font", node.font, json);
  AppendMember("roomLeft", node.room_left, json);
  AppendMember("roomRight", node.room_right, json);
  AppendMember("controls", node.controls, json);
  AppendMember("active", node.active, json);
  AppendStrings("options", node.options, json);
}

void AppendNode(const SemanticsNode& node, std::string& json) {
  json.append("{\"role\":\"").append(kRoleNames[static_cast<size_t>(node.role)]).append("\",");
  AppendBox(node.box, json);
  AppendMember("id", node.id, json);
  if (node.emitted) {
    json += ",\"emitted\":1}";
    return;
  }
  AppendMember("name", node.name, json);
  AppendMember("description", node.description, json);
  AppendMember("href", node.href, json);
  AppendMember("lang", node.lang, json);
  AppendMember("dir", node.dir, json);
  AppendMember("scrollHeight", static_cast<int>(std::ceil(node.scroll_height)), json);
  if (node.scroll_height > 0) AppendMember("scrollTop", node.scroll_top, json);
  AppendMember("sideways", node.sideways ? 1 : 0, json);
  AppendMember("level", node.level, json);
  AppendMember("ordered", node.ordered ? 1 : 0, json);
  AppendMember("place", node.place, json);
  AppendMember("position", node.position, json);
  AppendMember("setSize", node.set_size, json);
  AppendMember("current", node.current ? 1 : 0, json);
  AppendMember("expanded", node.expanded, json);
  AppendMember("autofocus", node.autofocus ? 1 : 0, json);
  AppendMember("modal", node.modal ? 1 : 0, json);
  AppendMember("value", node.value, json);
  AppendMember("min", node.minimum, json);
  AppendMember("max", node.maximum, json);
  AppendMember("step", node.step, json);
  AppendMember("picture", node.picture, json);
  if (node.handle > 0 || node.disabled) AppendControl(node, json);
  if (!node.lines.empty()) {
    json += ",\"lines\":[";
    for (const SemanticsLine& line : node.lines) {
      if (json.back() != '[') json += ',';
      AppendLine(line, json);
    }
    json += ']';
  }
  if (!node.children.empty()) {
    json += ",\"children\":[";
    for (const SemanticsNode& child : node.children) {
      if (json.back() != '[') json += ',';
      AppendNode(child, json);
    }
    json += ']';
  }
  json += '}';
}

// Units that are told whole: parts of one, each set from left to right on its own, would stand in
// the wrong order.
bool IsUnit(const Fragment& fragment) {
  return fragment.boxed() || fragment.look.sign || fragment.isolated;
}

// Highlights that a line has a part of, in their order.
using Marks = std::vector<const TextMark*>;

void FindMarks(const TextBox& text, const typeset::Line& line, Marks& marks) {
  marks.clear();
  for (const TextMark& mark : text.marks) {
    if (mark.start < line.end && mark.end > line.start) marks.push_back(&mark);
  }
}

// The end of the piece of a fragment that begins at `start`: `end`, or before it where a highlight
// begins or ends, or what fonts of the browser's fill in.
uint32_t PieceEnd(const TextBox& text, const typeset::Line& line, const Marks& marks,
                  const Fragment& fragment, uint32_t start, uint32_t end) {
  if (IsUnit(fragment)) return end;
  for (uint32_t i = 0; i < line.run_count; ++i) {
    const typeset::Run& run = text.layout.runs[line.first_run + i];
    if (run.face != typeset::kNoFace || run.start == run.end) continue;
    if (run.start > start) end = std::min(end, run.start);
    if (run.end > start) end = std::min(end, run.end);
  }
  for (const TextMark* mark : marks) {
    if (mark->start > start) end = std::min(end, mark->start);
    if (mark->end > start) end = std::min(end, mark->end);
  }
  return end;
}

void EmitHighlight(const Marks& marks, uint32_t start, uint32_t end, SemanticsFragment& piece) {
  for (const TextMark* mark : marks) {
    if (mark->start < end && mark->end > start) piece.mark = mark->id;  // the last one lies on top
  }
}

// Where the bytes [start, end) of the fragment stand in the review.
void TellPlace(const Fragment& source, uint32_t start, uint32_t end, SemanticsFragment& piece) {
  piece.block = source.block;
  piece.source = source.source;
  piece.source_size = source.source_size;
  if (source.block < 0 || source.boxed()) return;
  const uint32_t own = source.own_start();
  const uint32_t from = std::min(std::max(start, own) - own, source.source_size);
  const uint32_t to = std::min(std::max(end, own) - own, source.source_size);
  piece.source += from;
  piece.source_size = to - from;
}

// What the line's runs say of the fragment's bytes [start, end): how wide they are, and whether the
// browser may have them otherwise, where its own fonts fill in or its sizes are rounded.
struct Extent {
  float width = 0;
  bool unsure = false;
};
Extent ExtentOf(const TextBox& text, const typeset::Line& line, size_t index, uint32_t start,
                uint32_t end) {
  Extent extent;
  for (uint32_t i = 0; i < line.run_count; ++i) {
    const typeset::Run& run = text.layout.runs[line.first_run + i];
    if (run.tag != index || run.end <= start || run.start >= end) continue;
    if (run.start < start || run.end > end) return {};  // a highlight parts it
    extent.width += run.width;
    extent.unsure =
        extent.unsure || run.face == typeset::kNoFace || run.style.family == typeset::Family::kMono;
  }
  return extent;
}

// What of the text's fragment `index` stands in its bytes [start, end), a part of the line.
SemanticsFragment FragmentNode(const TextBox& text, const typeset::Line& line, const Marks& marks,
                               size_t index, uint32_t start, uint32_t end) {
  const Fragment& source = text.fragments[index];
  const Look& look = source.look;
  SemanticsFragment piece{
      .href = look.href, .font = CssFont(look.style), .note = look.note, .tag = TagOf(look.marks)};
  piece.isolate = !source.boxed() && source.isolated;
  piece.note_ref = look.note_ref;
  piece.rise = look.style.rise;
  const std::string_view own = std::string_view(text.text).substr(start, end - start);
  TellPlace(source, start, end, piece);
  EmitHighlight(marks, start, end, piece);
  if (look.sign) {
    piece.boxed = true;
    piece.width = ExtentOf(text, line, index, start, end).width;
  } else if (source.picture >= 0) {
    AddPicture(text.pictures[static_cast<size_t>(source.picture)], piece);
  } else if (source.formula < 0) {
    piece.text = VisibleText(text, source, start, end);
    const Extent extent = ExtentOf(text, line, index, start, end);
    if (extent.unsure) piece.width = extent.width;
  } else if (own.find("\uFFFC") != own.npos) {
    AddFormula(text.formulas[source.formula], piece);
  }
  return piece;
}

// Parts of one formula that follow each other in a line, and the blanks between them, are one
// piece: each on its own they would stand in the order of the text around them.
bool JoinsFormula(const TextBox& text, const std::vector<SemanticsFragment>& pieces, size_t index,
                  uint32_t line_start) {
  if (pieces.empty() || index == 0) return false;
  const Fragment& source = text.fragments[index];
  for (size_t before = index; before-- > 0;) {
    const Fragment& other = text.fragments[before];
    if (other.end <= line_start) return false;
    if (other.formula < 0) {
      if (!other.look.sign || source.look.sign) return false;
      continue;
    }
    if (text.formulas[other.formula].last()) return false;
    return source.look.sign || (source.formula >= 0 && !text.formulas[source.formula].first());
  }
  return false;
}

void AddPiece(SemanticsFragment piece, bool joins, std::vector<SemanticsFragment>& pieces) {
  if (joins) {
    pieces.back().width += piece.width;
  } else if (!piece.text.empty() || piece.width > 0) {
    pieces.push_back(std::move(piece));
  }
}

}  // namespace

std::vector<SemanticsLine> SemanticsLines(const TextBox& text) {
  std::vector<SemanticsLine> lines;
  lines.reserve(text.layout.lines.size());
  size_t fragment = 0;
  Marks marks;
  for (const typeset::Line& line : text.layout.lines) {
    FindMarks(text, line, marks);
    SemanticsLine node;
    node.box = {text.x + line.x, text.y + line.top, line.width, line.height};
    node.first = lines.empty();
    if (node.first) node.dir = text.layout.direction == typeset::Direction::kLtr ? "ltr" : "rtl";
    node.baseline = line.baseline - line.top;
    node.word_spacing = line.word_spacing;
    while (fragment < text.fragments.size() && text.fragments[fragment].end <= line.start) {
      ++fragment;
    }
    for (size_t i = fragment; i < text.fragments.size(); ++i) {
      if (text.fragments[i].start >= line.end) break;
      const Fragment& source = text.fragments[i];
      const uint32_t end = std::min(source.end, line.end);
      for (uint32_t start = std::max(source.start, line.start); start < end;) {
        const uint32_t piece_end = PieceEnd(text, line, marks, source, start, end);
        const bool joins = JoinsFormula(text, node.fragments, i, line.start);
        AddPiece(FragmentNode(text, line, marks, i, start, piece_end), joins, node.fragments);
        start = piece_end;
      }
    }
    lines.push_back(std::move(node));
  }
  return lines;
}

std::string WriteSemanticsJson(const SemanticsNode& node) {
  std::string json;
  AppendNode(node, json);
  return json;
}

}  // namespace skira::app
