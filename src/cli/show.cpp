// skira show (FILE | SHARDS) ID [--format text|markdown|json|html]: one review of an export.
// skira show FILE --all --format html: the HTML of all of them as JSON, for the plain pages.
#include <utility>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/shard_folder.h"
#include "maker/pages.h"
#include "review/escape_html.h"
#include "review/html.h"
#include "review/json.h"
#include "review/markdown.h"
#include "review/mathml.h"

namespace skira::cli {
namespace {

std::string JoinTexts(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) {
    if (!joined.empty()) joined += ", ";
    joined += text;
  }
  return joined;
}

void AppendRow(std::string& out, std::string_view label, const std::string& value) {
  if (value.empty()) return;
  out.append(label).append(": ").append(value).append("\n");
}

// What stands above the text: the review's facts, a line each.
std::string Facts(const Review& review) {
  std::string out;
  AppendRow(out, "id", review.id);
  AppendRow(out, "kind", std::string(NameOf(review.kind)));
  AppendRow(out, "number", review.number ? std::to_string(*review.number) : "");
  AppendRow(out, "date", review.date ? ToString(*review.date) : "");
  AppendRow(out, "date (inferred)", review.date_inferred ? ToString(*review.date_inferred) : "");
  AppendRow(out, "reviewers", JoinTexts(review.reviewers));
  AppendRow(out, "paper", JoinTexts(review.paper.urls));
  AppendRow(out, "code", JoinTexts(review.paper.code_urls));
  AppendRow(out, "published", review.paper.published ? ToString(*review.paper.published) : "");
  AppendRow(out, "venue", review.paper.venue.value_or(""));
  AppendRow(out, "recommendation", review.fields.recommendation);
  AppendRow(out, "clarity", review.fields.clarity);
  AppendRow(out, "prior knowledge", JoinTexts(review.fields.prior_knowledge));
  AppendRow(out, "applications", review.fields.applications);
  AppendRow(out, "domains", JoinTexts(review.fields.domains));
  AppendRow(out, "tools", JoinTexts(review.fields.tools));
  AppendRow(out, "topics", JoinTexts(review.topics));
  return out;
}

// --- Plain text
// -----------------------------------------------------------------------------------

std::string ShowText(const Review& review) {
  std::string out = review.title.value_or("") + "\n\n" + Facts(review);
  for (const Block& block : review.blocks) {
    out += "\n";
    if (block.type == BlockType::kListItem) out += ItemMark(block);
    out += block.type == BlockType::kRule ? "---" : PlainText(block);
    out += "\n";
  }
  return out;
}

// --- HTML ----------------------------------------------------------------------------------------

FindFormula FormulasOf(const FormulaIndex& index) {
  return [&index](std::string_view tex, bool display) { return index.Find(tex, display); };
}

FindPicture PicturesOf(const PictureIndex& index) {
  return [&index](std::string_view id) { return index.Find(id); };
}

std::string ShowHtml(const Review& review, const Catalog& catalog) {
  const FormulaIndex formulas(catalog.math);
  const PictureIndex pictures(catalog.pictures);
  const std::string title = review.title.value_or("");
  std::string out = "<article dir=\"";
  out.append(NameOf(ArticleDirection(review))).append("\">\n<h1 dir=\"");
  out.append(NameOf(DirectionOf(title))).append("\">").append(EscapeHtml(title));
  return out + "</h1>\n" +
         ReviewHtml(review, FormulasOf(formulas), {.find_picture = PicturesOf(pictures)}) +
         "\n</article>\n";
}

// The review of an export or a folder of shards; std::nullopt and a complaint in `error`.
// In `catalog` the formulas and pictures of the export; shards are searched without theirs.
std::optional<Review> Find(const std::string& path, const std::string& id, Catalog& catalog,
                           std::string& error) {
  if (IsShardFolder(path)) {
    std::optional<ShardFolder> folder = ShardFolder::Open(path, error);
    return folder ? folder->Find(id, error) : std::nullopt;
  }
  std::optional<Catalog> read = ReadExport(path, error);
  if (!read) return std::nullopt;
  catalog = *std::move(read);
  for (Review& review : catalog.reviews) {
    if (review.id == id) return std::move(review);
  }
  error = path + ": no review has the id \"" + id + "\"";
  return std::nullopt;
}

}  // namespace

int Show(Arguments arguments) {
  std::vector<std::string> names;
  std::string format = "text", error;
  bool all = false;
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--format" && i + 1 < arguments.size()) {
      format = arguments[++i];
    } else if (arguments[i] == "--all") {
      all = true;
    } else if (arguments[i].starts_with("-")) {
      return ComplainOfUsage("show: no use for \"" + std::string(arguments[i]) + "\"");
    } else {
      names.emplace_back(arguments[i]);
    }
  }
  if (format != "text" && format != "markdown" && format != "json" && format != "html") {
    return ComplainOfUsage("show: no format \"" + format +
                           "\"; there are text, markdown, json, html");
  }
  if (all) {
    if (names.size() != 1 || format != "html") {
      return ComplainOfUsage("show: --all needs an export alone and --format html");
    }
    const std::optional<Catalog> catalog = ReadExport(names[0], error);
    if (!catalog) return Complain(error);
    PrintJson(maker::PagesJson(*catalog));
    return kOk;
  }
  if (names.size() != 2) return ComplainOfUsage("show: needs an export and a review's id");
  Catalog catalog;
  const std::optional<Review> review = Find(names[0], names[1], catalog, error);
  if (!review) return Complain(error);
  const PictureIndex pictures(catalog.pictures);
  const std::string text = format == "json"       ? WriteJson(*review, true)
                           : format == "markdown" ? WriteMarkdown(*review, PicturesOf(pictures))
                           : format == "html"     ? ShowHtml(*review, catalog)
                                                  : ShowText(*review);
  format == "json" ? PrintJson(text) : Print(text);
  return kOk;
}

}  // namespace skira::cli
