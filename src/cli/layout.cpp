// skira layout FILE [--id ID] --width PX --size PX [--plain] [--justify] [--letter-spacing PX]
// [--first-indent PX] [--tab-size N] [--fonts DIR]: where lines and runs of each text block stand,
// as a yardstick against other engines. First a line that names the fonts, then one line of JSON a
// block. Formulas are laid out as their TeX source: what is compared is text.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <nlohmann/json.hpp>
#include <ranges>
#include <utility>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/fonts.h"
#include "cli/output.h"
#include "typeset/typeset.h"

namespace skira::cli {
namespace {

using nlohmann::ordered_json;
using typeset::FontSet;
using typeset::Paragraph;
using typeset::StyledSpan;
using typeset::TextStyle;

struct Options {
  std::string file, id, fonts;
  float width = 0, size = 0, letter_spacing = 0, first_indent = 0, tab_size = 0;
  bool plain = false, justify = false;
};

// --- Arguments ----------------------------------------------------------------------------------

constexpr std::pair<std::string_view, float Options::*> kNumbers[] = {
    {"--width", &Options::width},
    {"--size", &Options::size},
    {"--letter-spacing", &Options::letter_spacing},
    {"--first-indent", &Options::first_indent},
    {"--tab-size", &Options::tab_size},
};
constexpr std::pair<std::string_view, std::string Options::*> kNames[] = {
    {"--id", &Options::id},
    {"--fonts", &Options::fonts},
};
constexpr std::pair<std::string_view, bool Options::*> kSwitches[] = {
    {"--plain", &Options::plain},
    {"--justify", &Options::justify},
};

// The row of a table for an option; none where there is no such option.
template <typename Table>
const std::ranges::range_value_t<Table>* Find(const Table& table, std::string_view name) {
  const auto* found = std::find_if(std::begin(table), std::end(table),
                                   [&](const auto& row) { return row.first == name; });
  return found == std::end(table) ? nullptr : found;
}

bool ParsePixels(std::string_view text, float& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value > 0 && value <= 100000;
}

// Returns what is wrong with the arguments, empty where nothing is.
std::string ParseOptions(Arguments arguments, Options& options) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view name = arguments[i];
    const bool has_value = i + 1 < arguments.size();
    if (const auto* option = Find(kSwitches, name)) {
      options.*option->second = true;
    } else if (const auto* text = Find(kNames, name); text != nullptr && has_value) {
      options.*text->second = arguments[++i];
    } else if (const auto* number = Find(kNumbers, name); number != nullptr && has_value) {
      if (!ParsePixels(arguments[++i], options.*number->second)) {
        return std::string(name) + " needs a number of pixels, not \"" + std::string(arguments[i]) +
               "\"";
      }
    } else if (name.starts_with("-") || !options.file.empty()) {
      return "no use for \"" + std::string(name) + "\"";
    } else {
      options.file = name;
    }
  }
  if (options.file.empty()) return "needs an export";
  if (options.width == 0 || options.size == 0) return "needs --width and --size";
  return "";
}

// --- Fonts --------------------------------------------------------------------------------------

ordered_json DescribeFonts(const std::string& folder, const FontSet& fonts) {
  ordered_json list = ordered_json::array();
  for (size_t i = 0; i < fonts.size(); ++i) {
    const typeset::FaceInfo& info = fonts.Info(static_cast<typeset::FaceId>(i));
    list.push_back({{"file", folder + "/" + info.name},
                    {"weight", info.weight},
                    {"style", info.italic ? "italic" : "normal"}});
  }
  return {{"fonts", list}};
}

// --- Blocks -------------------------------------------------------------------------------------

TextStyle StyleOf(const Span& span, TextStyle style) {
  if (span.math || (span.style & kStyleCode) != 0) style = typeset::Monospaced(style);
  if ((span.style & kStyleBold) != 0) style.weight = 700;
  if ((span.style & kStyleItalic) != 0) style.italic = true;
  if ((span.style & kStyleSubscript) != 0) style = typeset::Subscript(style);
  if ((span.style & kStyleSuperscript) != 0) style = typeset::Superscript(style);
  return style;
}

double Rounded(float pixels) { return std::round(static_cast<double>(pixels) * 1000) / 1000; }

ordered_json DescribeLine(const Paragraph& paragraph, const typeset::Line& line) {
  ordered_json runs = ordered_json::array();
  for (uint32_t i = line.first_run; i < line.first_run + line.run_count; ++i) {
    const typeset::Run& run = paragraph.runs[i];
    runs.push_back({{"start", run.start},
                    {"end", run.end},
                    {"level", run.level},
                    {"x", Rounded(run.x)},
                    {"width", Rounded(run.width)}});
  }
  return {{"start", line.start}, {"end", line.end}, {"width", Rounded(line.width)}, {"runs", runs}};
}

// Lays one block out and prints its line.
void PrintBlock(const FontSet& fonts, const Options& options, const Review& review, size_t index) {
  const Block& block = review.blocks[index];
  std::string text;
  std::vector<StyledSpan> spans;
  for (const Span& span : block.spans) {
    const auto start = static_cast<uint32_t>(text.size());
    text += span.text;
    TextStyle style;
    style.size = options.size;
    style.letter_spacing = options.letter_spacing;
    if (!options.plain) style = StyleOf(span, style);
    spans.push_back({start, static_cast<uint32_t>(text.size()), style, 0});
  }
  if (text.empty()) return;
  if (options.plain) spans = {{0, static_cast<uint32_t>(text.size()), spans[0].style, 0}};
  typeset::ParagraphStyle style;
  style.width = options.width;
  style.first_indent = options.first_indent;
  style.tab_size = options.tab_size;
  if (options.justify) style.align = typeset::Align::kJustify;
  const Paragraph paragraph = typeset::LayoutParagraph(fonts, text, spans, style);
  ordered_json lines = ordered_json::array();
  for (const typeset::Line& line : paragraph.lines) lines.push_back(DescribeLine(paragraph, line));
  const bool rtl = paragraph.direction == typeset::Direction::kRtl;
  const ordered_json result = {{"id", review.id},
                               {"block", index},
                               {"direction", rtl ? "rtl" : "ltr"},
                               {"text", text},
                               {"lines", lines}};
  PrintJson(result.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n");
}

}  // namespace

int Layout(Arguments arguments) {
  Options options;
  if (const std::string wrong = ParseOptions(arguments, options); !wrong.empty()) {
    return ComplainOfUsage("layout: " + wrong);
  }
  std::string error;
  const std::optional<Catalog> catalog = ReadExport(options.file, error);
  if (!catalog) return Complain(error);
  FontSet fonts;
  const std::string folder = options.fonts.empty() ? BundledFonts() : options.fonts;
  if (error = LoadFonts(folder, fonts); !error.empty()) return Complain(error);
  const auto wanted = [&](const Review& review) {
    return options.id.empty() || review.id == options.id;
  };
  if (!options.id.empty() &&
      std::none_of(catalog->reviews.begin(), catalog->reviews.end(), wanted)) {
    return Complain(options.file + ": no review has the id \"" + options.id + "\"");
  }
  PrintJson(DescribeFonts(folder, fonts).dump() + "\n");
  for (const Review& review : catalog->reviews) {
    if (!wanted(review)) continue;
    for (size_t i = 0; i < review.blocks.size(); ++i) PrintBlock(fonts, options, review, i);
  }
  return kOk;
}

}  // namespace skira::cli
