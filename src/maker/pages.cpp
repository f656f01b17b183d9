#include "maker/pages.h"

#include <string_view>

#include "review/direction.h"
#include "review/html.h"
#include "review/json.h"
#include "review/markdown.h"
#include "review/mathml.h"
#include "review/paper_links.h"

namespace skira::maker {

std::string PagesJson(const Catalog& catalog) {
  const FormulaIndex formulas(catalog.math);
  const FindFormula find = [&](std::string_view tex, bool display) {
    return formulas.Find(tex, display);
  };
  const PictureIndex pictures(catalog.pictures);
  // Plain pages are in a folder of their own beside the pictures'.
  const HtmlOptions options{
      .find_picture = [&](std::string_view id) { return pictures.Find(id); },
      .base = "../",
  };
  std::string json = "{";
  const auto member = [&json](std::string_view name, std::string_view value) {
    json.append(json.back() == '{' ? "" : ", ").append("\"").append(name).append("\": ");
    AppendJsonString(value, json);
  };
  for (const Review& review : catalog.reviews) {
    json += json.size() == 1 ? "\n  " : ",\n  ";
    AppendJsonString(review.id, json);
    json += ": {";
    member("dir", NameOf(ArticleDirection(review)));
    member("title_dir", NameOf(DirectionOf(review.title.value_or(""))));
    json.append(", \"minutes\": ").append(std::to_string(ReadingMinutes(review)));
    json += ", \"links\": [";
    for (const PaperLink& link : PaperLinksOf(review)) {
      json += json.back() == '[' ? "{" : ", {";
      member("kind", NameOf(link.kind));
      member("url", link.url);
      json.append(", \"number\": ").append(std::to_string(link.number)).append("}");
    }
    json += ']';
    member("body", ReviewHtml(review, find, options));
    json += '}';
  }
  return json + "\n}\n";
}

std::string MarkdownJson(const Catalog& catalog) {
  const PictureIndex pictures(catalog.pictures);
  const FindPicture find = [&](std::string_view id) { return pictures.Find(id); };
  std::string json = "{";
  for (const Review& review : catalog.reviews) {
    json += json.size() == 1 ? "\n  " : ",\n  ";
    AppendJsonString(review.id, json);
    json += ": ";
    AppendJsonString(WriteMarkdown(review, find), json);
  }
  return json + "\n}\n";
}

}  // namespace skira::maker
