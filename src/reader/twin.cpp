#include "reader/twin.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "reader/text_box.h"
#include "review/review.h"

namespace skira::reader {
namespace {

constexpr const char* kRoleNames[] = {
    "root",    "banner",   "navigation", "main",     "region",  "complementary", "search",
    "group",   "toolbar",  "dialog",     "menu",     "article", "heading",       "paragraph",
    "list",    "listitem", "table",      "row",      "cell",    "columnheader",  "caption",
    "code",    "codetext", "math",       "figure",   "quote",   "separator",     "text",
    "image",   "status",   "alert",      "progress", "link",    "button",        "menuitem",
    "switch",  "checkbox", "radiogroup", "radio",    "slider",  "select",        "searchbox",
    "textbox", "textarea", "combobox",   "listbox",  "option",
};

constexpr std::string_view kIsolate = "\u2066";

constexpr const char* kFamilyNames[] = {"Skira Serif", "Skira Sans", "Skira Mono"};

std::string CssFont(const typeset::TextStyle& style) {
  char font[96];
  std::snprintf(font, sizeof font, "%s%d %gpx '%s'", style.italic ? "italic " : "", style.weight,
                static_cast<double>(style.size), kFamilyNames[static_cast<size_t>(style.family)]);
  return font;
}

// Appends `text` without the isolates that were put in for the layout alone.
void AppendVisible(std::string_view text, std::string& out) {
  for (size_t i = 0; i < text.size();) {
    const std::string_view three = text.substr(i, 3);
    if (three == "\u2066" || three == "\u2067" || three == "\u2068" || three == "\u2069") {
      i += 3;
    } else {
      out += text[i++];
    }
  }
}

// The element that says what a stretch with these SpanStyle bits is, the most telling first.
const char* TagOf(uint16_t marks) {
  constexpr std::pair<uint16_t, const char*> kTags[] = {
      {kStyleCode, "code"},     {kStyleHighlight, "mark"}, {kStyleSuperscript, "sup"},
      {kStyleSubscript, "sub"}, {kStyleBold, "strong"},    {kStyleItalic, "em"},
      {kStyleUnderline, "u"},
  };
  for (const auto& [bit, tag] : kTags) {
    if (marks & bit) return tag;
  }
  return "";
}

// The first part of a formula stands for all of it; the others keep their room.
void AddFormula(const FormulaBox& part, TwinFragment& piece) {
  piece.width = part.width();
  if (!part.first()) return;
  piece.text = part.formula->tex;
  piece.mathml = part.formula->mathml;
}

void AppendJsonString(std::string_view text, std::string& json) {
  json += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", c);
      json += escape;
    } else {
      json += c;
    }
  }
  json += '"';
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

void AppendMember(const char* key, float value, std::string& json) {
  if (value == 0) return;
  char number[64];
  std::snprintf(number, sizeof number, ",\"%s\":%g", key, static_cast<double>(value));
  json += number;
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
  char numbers[96];
  std::snprintf(numbers, sizeof numbers, "\"box\":[%.2f,%.2f,%.2f,%.2f]",
                static_cast<double>(box.x), static_cast<double>(box.y),
                static_cast<double>(box.width), static_cast<double>(box.height));
  json += numbers;
}

void AppendLine(const TwinLine& line, std::string& json) {
  json += '{';
  AppendBox(line.box, json);
  AppendMember("dir", line.dir, json);
  AppendMember("wordSpacing", line.word_spacing, json);
  json += ",\"fragments\":[";
  for (const TwinFragment& fragment : line.fragments) {
    if (json.back() != '[') json += ',';
    json += "{\"text\":";
    AppendJsonString(fragment.text, json);
    AppendMember("href", fragment.href, json);
    AppendMember("font", fragment.font, json);
    AppendMember("mathml", fragment.mathml, json);
    AppendMember("note", fragment.note, json);
    AppendMember("tag", fragment.tag, json);
    AppendMember("isolate", fragment.isolate ? 1 : 0, json);
    AppendMember("mark", fragment.mark, json);
    if (fragment.block >= 0) {
      char place[64];
      std::snprintf(place, sizeof place, ",\"at\":[%d,%u,%u]", fragment.block, fragment.source,
                    fragment.source_size);
      json += place;
    }
    if (fragment.width > 0) {
      char width[48];
      std::snprintf(width, sizeof width, ",\"width\":%.2f", static_cast<double>(fragment.width));
      json += width;
    }
    json += '}';
  }
  json += "]}";
}

void AppendControl(const Twin& twin, std::string& json) {
  AppendMember("handle", twin.handle, json);
  AppendMember("checked", twin.checked, json);
  AppendMember("pressed", twin.pressed, json);
  AppendMember("selected", twin.selected, json);
  AppendMember("disabled", twin.disabled ? 1 : 0, json);
  AppendMember("drag", twin.draggable ? 1 : 0, json);
  AppendMember("shortcut", twin.shortcut, json);
  AppendMember("placeholder", twin.placeholder, json);
  AppendMember("font", twin.font, json);
  AppendMember("roomLeft", twin.room_left, json);
  AppendMember("roomRight", twin.room_right, json);
  AppendMember("controls", twin.controls, json);
  AppendMember("active", twin.active, json);
  AppendStrings("options", twin.options, json);
}

void AppendTwin(const Twin& twin, std::string& json) {
  json.append("{\"role\":\"").append(kRoleNames[static_cast<size_t>(twin.role)]).append("\",");
  AppendBox(twin.box, json);
  AppendMember("id", twin.id, json);
  if (twin.told) {
    json += ",\"told\":1}";
    return;
  }
  AppendMember("name", twin.name, json);
  AppendMember("description", twin.description, json);
  AppendMember("href", twin.href, json);
  AppendMember("lang", twin.lang, json);
  AppendMember("dir", twin.dir, json);
  AppendMember("scrollHeight", static_cast<int>(std::ceil(twin.scroll_height)), json);
  if (twin.scroll_height > 0) AppendMember("scrollTop", twin.scroll_top, json);
  AppendMember("sideways", twin.sideways ? 1 : 0, json);
  AppendMember("level", twin.level, json);
  AppendMember("ordered", twin.ordered ? 1 : 0, json);
  AppendMember("place", twin.place, json);
  AppendMember("position", twin.position, json);
  AppendMember("setSize", twin.set_size, json);
  AppendMember("current", twin.current ? 1 : 0, json);
  AppendMember("expanded", twin.expanded, json);
  AppendMember("autofocus", twin.autofocus ? 1 : 0, json);
  AppendMember("modal", twin.modal ? 1 : 0, json);
  AppendMember("value", twin.value, json);
  AppendMember("min", twin.minimum, json);
  AppendMember("max", twin.maximum, json);
  AppendMember("step", twin.step, json);
  if (twin.handle > 0 || twin.disabled) AppendControl(twin, json);
  if (!twin.lines.empty()) {
    json += ",\"lines\":[";
    for (const TwinLine& line : twin.lines) {
      if (json.back() != '[') json += ',';
      AppendLine(line, json);
    }
    json += ']';
  }
  if (!twin.children.empty()) {
    json += ",\"children\":[";
    for (const Twin& child : twin.children) {
      if (json.back() != '[') json += ',';
      AppendTwin(child, json);
    }
    json += ']';
  }
  json += '}';
}

// Units that are told whole: parts of one, each set from left to right on its own, would stand in
// the wrong order.
bool IsUnit(const TextBox& text, const Fragment& fragment) {
  return fragment.formula >= 0 || fragment.look.sign ||
         std::string_view(text.text).substr(fragment.start).starts_with(kIsolate);
}

// The end of the piece of a fragment that begins at `start`: `end`, or where a highlight begins or
// ends before it.
uint32_t PieceEnd(const TextBox& text, const Fragment& fragment, uint32_t start, uint32_t end) {
  if (text.marks.empty() || IsUnit(text, fragment)) return end;
  for (const TextMark& mark : text.marks) {
    if (mark.start > start) end = std::min(end, mark.start);
    if (mark.end > start) end = std::min(end, mark.end);
  }
  return end;
}

void TellMark(const TextBox& text, uint32_t start, uint32_t end, TwinFragment& piece) {
  for (const TextMark& mark : text.marks) {
    if (mark.start < end && mark.end > start) piece.mark = mark.id;  // the last one lies on top
  }
}

// Where the bytes [start, end) of the fragment stand in the review.
void TellPlace(const Fragment& source, bool isolated, uint32_t start, uint32_t end,
               TwinFragment& piece) {
  piece.block = source.block;
  piece.source = source.source;
  piece.source_size = source.source_size;
  if (source.block < 0 || source.formula >= 0) return;
  const uint32_t own = source.start + (isolated ? static_cast<uint32_t>(kIsolate.size()) : 0);
  const uint32_t from = std::min(std::max(start, own) - own, source.source_size);
  const uint32_t to = std::min(std::max(end, own) - own, source.source_size);
  piece.source += from;
  piece.source_size = to - from;
}

// What of the text's fragment `index` stands in its bytes [start, end), a part of the line.
TwinFragment FragmentTwin(const TextBox& text, const typeset::Line& line, size_t index,
                          uint32_t start, uint32_t end) {
  const Fragment& source = text.fragments[index];
  const Look& look = source.look;
  TwinFragment piece{
      .href = look.href, .font = CssFont(look.style), .note = look.note, .tag = TagOf(look.marks)};
  const std::string_view whole = std::string_view(text.text).substr(source.start);
  piece.isolate = source.formula < 0 && whole.starts_with(kIsolate);
  const std::string_view own = std::string_view(text.text).substr(start, end - start);
  TellPlace(source, piece.isolate, start, end, piece);
  TellMark(text, start, end, piece);
  if (look.sign) {
    for (uint32_t i = 0; i < line.run_count; ++i) {
      const typeset::Run& run = text.layout.runs[line.first_run + i];
      if (run.tag == index) piece.width += run.width;
    }
  } else if (source.formula < 0) {
    AppendVisible(own, piece.text);
  } else if (own.find("\uFFFC") != own.npos) {
    AddFormula(text.formulas[source.formula], piece);
  }
  return piece;
}

}  // namespace

std::vector<TwinLine> TwinLines(const TextBox& text) {
  std::vector<TwinLine> lines;
  lines.reserve(text.layout.lines.size());
  size_t fragment = 0;
  for (const typeset::Line& line : text.layout.lines) {
    TwinLine twin;
    twin.box = {text.x + line.x, text.y + line.top, line.width, line.height};
    twin.word_spacing = line.word_spacing;
    while (fragment < text.fragments.size() && text.fragments[fragment].end <= line.start) {
      ++fragment;
    }
    for (size_t i = fragment; i < text.fragments.size(); ++i) {
      if (text.fragments[i].start >= line.end) break;
      const Fragment& source = text.fragments[i];
      const uint32_t end = std::min(source.end, line.end);
      for (uint32_t start = std::max(source.start, line.start); start < end;) {
        const uint32_t piece_end = PieceEnd(text, source, start, end);
        TwinFragment piece = FragmentTwin(text, line, i, start, piece_end);
        if (!piece.text.empty() || piece.width > 0) twin.fragments.push_back(std::move(piece));
        start = piece_end;
      }
    }
    lines.push_back(std::move(twin));
  }
  return lines;
}

std::string WriteTwinJson(const Twin& twin) {
  std::string json;
  AppendTwin(twin, json);
  return json;
}

}  // namespace skira::reader
