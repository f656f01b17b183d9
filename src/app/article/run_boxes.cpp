#include "app/article/run_boxes.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace skira::app {
namespace {

using Json = nlohmann::ordered_json;

// The place of the formula that a part belongs to among its text's, from 1.
int FormulaNumber(const TextBox& text, int part) {
  int number = 0;
  for (int i = 0; i <= part; ++i) number += text.formulas[static_cast<size_t>(i)].first();
  return number;
}

Json RunJson(const TextBox& text, const typeset::Run& run, size_t line, float left, float top) {
  const Fragment& fragment = text.fragments[run.tag];
  const float rise = run.style.rise;
  Json json{{"line", line},
            {"text", ""},
            {"x", left + text.x + run.x},
            {"baseline", top + text.y + text.layout.lines[line].baseline - rise},
            {"width", run.width},
            {"ascent", 0},
            {"descent", 0},
            {"formula", 0}};
  if (fragment.formula >= 0) {
    const FormulaBox& part = text.formulas[static_cast<size_t>(fragment.formula)];
    json["ascent"] = part.ascent();
    json["descent"] = part.descent();
    json["formula"] = FormulaNumber(text, fragment.formula);
  } else if (!fragment.look.sign) {
    json["text"] = VisibleText(text, fragment, run.start, run.end);
  }
  return json;
}

Json TextJson(const TextBox& text, size_t item, float left, float top) {
  Json runs = Json::array();
  for (size_t i = 0; i < text.layout.lines.size(); ++i) {
    const typeset::Line& line = text.layout.lines[i];
    const auto first = text.layout.runs.begin() + line.first_run;
    std::vector<typeset::Run> logical(first, first + line.run_count);
    std::stable_sort(
        logical.begin(), logical.end(),
        [](const typeset::Run& a, const typeset::Run& b) { return a.start < b.start; });
    for (const typeset::Run& run : logical) {
      const bool isolate = text.fragments[run.tag].formula >= 0 && run.face != typeset::kBoxFace;
      if (run.start < run.end && !isolate) runs.push_back(RunJson(text, run, i, left, top));
    }
  }
  return Json{{"block", item}, {"runs", std::move(runs)}};
}

}  // namespace

std::string RunBoxesJson(const ArticleLayout& article, float left, float top) {
  Json all = Json::array();
  for (size_t i = 0; i < article.items.size(); ++i) {
    for (const TextBox& text : article.items[i].texts) all.push_back(TextJson(text, i, left, top));
  }
  return all.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace skira::app
