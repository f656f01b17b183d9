#include "maker/maker.h"

#include <algorithm>
#include <climits>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

#include "review/join.h"
#include "review/json.h"

namespace skira::maker {
namespace {

// An export begins with its format; no document of reviews does.
bool IsExport(std::string_view name, std::string_view bytes) {
  constexpr size_t kBeginning = 200;
  if (name.ends_with(".json")) return true;
  const std::string_view beginning = bytes.substr(0, kBeginning);
  const size_t first = beginning.find_first_not_of(" \t\r\n");
  return first != beginning.npos && beginning[first] == '{' &&
         beginning.find("\"skira-reviews\"") != beginning.npos;
}

// A name that no other document has: an export knows documents by their names.
std::string FreeName(std::string_view name, const std::vector<DocumentReport>& reports) {
  const auto taken = [&](const std::string& wanted) {
    return std::any_of(reports.begin(), reports.end(),
                       [&](const DocumentReport& report) { return report.name == wanted; });
  };
  std::string free(name);
  for (int i = 2; taken(free); ++i) free = std::string(name) + " (" + std::to_string(i) + ")";
  return free;
}

std::vector<Warning> AllWarnings(std::vector<Warning> warnings,
                                 const std::vector<Review>& reviews) {
  for (const Review& review : reviews) {
    warnings.insert(warnings.end(), review.warnings.begin(), review.warnings.end());
  }
  std::stable_sort(warnings.begin(), warnings.end(),
                   [](const Warning& a, const Warning& b) { return a.line < b.line; });
  return warnings;
}

// Suspicions of a document whose text begins on line `first_line` of its file, but for those that
// `warnings` have.
std::vector<Warning> Suspicions(std::string_view bytes, int first_line,
                                const std::vector<Warning>& warnings) {
  std::set<std::pair<int, std::string>> known;
  for (const Warning& warning : warnings) known.emplace(warning.line, warning.code);
  std::vector<Warning> suspicions = FindSuspicions(bytes);
  for (Warning& suspicion : suspicions) {
    suspicion.line = std::max(suspicion.line + first_line - 1, 1);
  }
  std::erase_if(suspicions, [&](const Warning& suspicion) {
    return known.contains({suspicion.line, suspicion.code});
  });
  return suspicions;
}

// Says in `report` why nothing of the document is to be taken, if so.
void FindProblem(const ParseResult& document, DocumentReport& report) {
  constexpr int kGoodLines = 10;  // one bad line in ten: it is something else than text
  const auto is_damage = [](const Warning& warning) {
    return warning.code == "invalid-utf8" || warning.code == "nul-byte";
  };
  const auto first = std::find_if(document.warnings.begin(), document.warnings.end(), is_damage);
  const auto damaged = std::count_if(document.warnings.begin(), document.warnings.end(), is_damage);
  if (damaged * kGoodLines > document.source.lines || (damaged > 0 && document.reviews.empty())) {
    report.problem = first->code == "nul-byte" ? "not-text" : "not-utf8";
    report.line = first->line;
  } else if (document.reviews.empty()) {
    report.problem = "no-review";
  }
}

// The part's index of one of the catalog's sources, which it gets where it has it not yet.
class PartSources {
 public:
  PartSources(const Catalog& from, Catalog& part) : from_(from), part_(part) {}
  int IndexOf(int source) {
    const auto known = std::find(sources_.begin(), sources_.end(), source);
    if (known == sources_.end()) {
      sources_.push_back(source);
      part_.sources.push_back(from_.sources[static_cast<size_t>(source)]);
      return static_cast<int>(sources_.size()) - 1;
    }
    return static_cast<int>(known - sources_.begin());
  }

 private:
  const Catalog& from_;
  Catalog& part_;
  std::vector<int> sources_;  // of the catalog, for each of the part's
};

// Those that the reviews show.
std::vector<Picture> PicturesOf(const std::vector<Review>& reviews,
                                const std::vector<Picture>& pictures) {
  if (pictures.empty()) return {};
  std::unordered_set<std::string_view> shown;
  for (const Review& review : reviews) {
    for (const Block& block : review.blocks) {
      shown.insert(block.picture);
      for (const Span& span : block.spans) shown.insert(span.picture);
    }
  }
  std::vector<Picture> found;
  for (const Picture& picture : pictures) {
    if (shown.contains(picture.id)) found.push_back(picture);
  }
  return found;
}

}  // namespace

const DocumentReport& LibraryMaker::Add(std::string_view name, std::string_view bytes,
                                        const Progress& progress, Attachments attachments) {
  const std::string free = FreeName(name, reports_);
  DocumentReport& report = reports_.emplace_back();
  report.name = free;
  report.exported = IsExport(name, bytes);
  if (report.exported) {
    JsonError error;
    std::optional<Catalog> read = ReadJson(bytes, error);
    if (!read) {
      report.problem = "bad-export";
      report.line = error.line;
      report.detail = error.reason;
    } else if (read->reviews.empty()) {
      report.problem = "no-review";
    } else {
      report.reviews = static_cast<int>(read->reviews.size());
      report.warnings = AllWarnings({}, read->reviews);
      exports_.push_back(*std::move(read));
    }
    return report;
  }
  const int first_line = attachments.first_line;
  ParseResult document = ParseDocument(report.name, bytes, progress, std::move(attachments));
  report.reviews = static_cast<int>(document.reviews.size());
  report.warnings = AllWarnings(document.warnings, document.reviews);
  if (suspicious_) report.suspicions = Suspicions(bytes, first_line, report.warnings);
  FindProblem(document, report);
  if (report.problem.empty()) documents_.push_back(std::move(document));
  return report;
}

const Catalog& LibraryMaker::Finish() {
  catalog_ = BuildCatalog(std::exchange(documents_, {}));
  for (Catalog& other : exports_) {
    if (catalog_.site == Site{}) catalog_.site = std::exchange(other.site, {});
    if (catalog_.sources.empty()) {
      Site site = std::move(catalog_.site);
      catalog_ = std::move(other);
      catalog_.site = std::move(site);
      continue;
    }
    CatalogJoin join(catalog_, 0, 0, std::move(other));
    while (!join.Step(INT_MAX)) {
    }
    Catalog added = join.Take();
    const int before = static_cast<int>(catalog_.sources.size());
    for (Review& review : added.reviews) review.document += before;
    std::move(added.sources.begin(), added.sources.end(), std::back_inserter(catalog_.sources));
    std::move(added.reviews.begin(), added.reviews.end(), std::back_inserter(catalog_.reviews));
    JoinPictures(std::move(added.pictures), catalog_.pictures);
    catalog_.math = {};  // numbered in each export on its own; they are typeset anew, together
  }
  exports_.clear();
  return catalog_;
}

std::string LibraryMaker::Json(bool pretty) const { return WriteJson(catalog_, pretty); }

bool LibraryMaker::TakePart(size_t bytes, std::string& json) {
  std::vector<Review>& reviews = catalog_.reviews;
  if (begun_ && part_ == reviews.size()) return false;
  Catalog part;
  PartSources sources(catalog_, part);
  if (!std::exchange(begun_, true)) {
    part.site = std::move(catalog_.site);
    for (size_t i = 0; i < catalog_.sources.size(); ++i) sources.IndexOf(static_cast<int>(i));
  }
  size_t length = 0;
  while (part_ < reviews.size() && length <= bytes) {
    Review review = std::exchange(reviews[part_++], {});
    for (const Block& block : review.blocks) {
      for (const Span& span : block.spans) length += span.text.size();
    }
    review.document = sources.IndexOf(review.document);
    part.reviews.push_back(std::move(review));
  }
  part.pictures = PicturesOf(part.reviews, catalog_.pictures);
  if (part_ == reviews.size()) part.math = std::move(catalog_.math);
  json = WriteJson(part, false);
  return true;
}

}  // namespace skira::maker
