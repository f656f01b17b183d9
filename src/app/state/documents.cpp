#include "app/state/documents.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <unordered_set>

#include "app/model/reading_limits.h"
#include "app/state/announcements.h"
#include "app/state/app_state.h"
#include "app/ui/isolates.h"
#include "review/join.h"
#include "review/json.h"
#include "review/report.h"

namespace skira::app {

struct DocumentReading {
  DocumentFile file;
  Catalog parts;          // the reviews that have come
  DocumentReport report;  // once it has ended
  std::unique_ptr<CatalogJoin> join;
};

void DeleteReading::operator()(DocumentReading* reading) const { delete reading; }

namespace {

constexpr size_t kWasteAStep = 64;
constexpr int kReviewsAJoinStep = 16, kReviewsAFormulaStep = 16;

size_t IndexOf(std::string_view name, const DocumentsState& documents) {
  const auto found = std::find_if(documents.own.begin(), documents.own.end(),
                                  [&](const OwnDocument& one) { return one.name == name; });
  return static_cast<size_t>(found - documents.own.begin());
}

struct Range {
  int first = 0, count = 0;
};

// Where the own document of this index stands among `all` of something.
Range PlaceOf(size_t index, int all, int OwnDocument::*size, const DocumentsState& documents) {
  int behind = 0;  // from the document on
  for (size_t i = index; i < documents.own.size(); ++i) behind += documents.own[i].*size;
  return {all - behind, index < documents.own.size() ? documents.own[index].*size : 0};
}

Range ReviewsOf(size_t index, const AppState& state) {
  return PlaceOf(index, static_cast<int>(state.catalog.reviews.size()), &OwnDocument::reviews,
                 state.documents);
}

Range SourcesOf(size_t index, const AppState& state) {
  return PlaceOf(index, static_cast<int>(state.catalog.sources.size()), &OwnDocument::sources,
                 state.documents);
}

template <typename T>
void EraseRange(std::vector<T>& values, Range range) {
  values.erase(values.begin() + range.first, values.begin() + range.first + range.count);
}

// Takes the document's reviews out, without looking after what shows them.
void Forget(size_t index, AppState& state) {
  DocumentsState& documents = state.documents;
  const Range reviews = ReviewsOf(index, state), sources = SourcesOf(index, state);
  std::vector<Review>& all = state.catalog.reviews;
  const auto first = all.begin() + reviews.first, last = first + reviews.count;
  std::move(first, last, std::back_inserter(documents.graveyard));
  all.erase(first, last);
  for (Review& review : all) {
    if (review.document >= sources.first) review.document -= sources.count;
  }
  EraseRange(state.catalog.sources, sources);
  const int known =
      std::clamp(static_cast<int>(state.words.size()) - reviews.first, 0, reviews.count);
  EraseRange(state.words, {reviews.first, known});
  if (state.index.size() > reviews.first) state.index.Remove(reviews.first, reviews.count);
  int& formulas_from = documents.formulas_from;
  formulas_from -= std::clamp(formulas_from - reviews.first, 0, reviews.count);
  documents.own.erase(documents.own.begin() + static_cast<std::ptrdiff_t>(index));
}

// A name that no other source has: filters know sources by their names.
std::string FreeName(const std::string& name, const Catalog& catalog) {
  const auto taken = [&](const std::string& wanted) {
    return std::any_of(catalog.sources.begin(), catalog.sources.end(),
                       [&](const Source& source) { return source.name == wanted; });
  };
  std::string free = name;
  for (int i = 2; taken(free); ++i) free = name + " (" + std::to_string(i) + ")";
  return free;
}

void Fail(DocumentProblem problem, AppState& state) {
  state.documents.reading.reset();
  state.documents.name.clear();
  ReportProblem(std::move(problem), state);
}

// --- Joining ------------------------------------------------------------------------------------

void PutBehind(Catalog added, AppState& state) {
  Catalog& catalog = state.catalog;
  const int before = static_cast<int>(catalog.sources.size());
  for (Source& source : added.sources) {
    source.name = FreeName(source.name, catalog);
    catalog.sources.push_back(std::move(source));
  }
  for (Review& review : added.reviews) {
    review.document += before;
    catalog.reviews.push_back(std::move(review));
  }
}

// The document has been read and fits: it becomes part of the catalog.
void Join(AppState& state) {
  DocumentsState& documents = state.documents;
  const auto reading = std::move(documents.reading);
  documents.name.clear();
  Catalog added = reading->join->Take();
  state.math.Add(std::exchange(added.math, {}));
  state.pictures.Add(std::exchange(added.pictures, {}));
  OwnDocument own{.name = reading->file.name,
                  .size = reading->file.size,
                  .added = reading->file.added,
                  .exported = reading->report.exported,
                  .sources = static_cast<int>(added.sources.size()),
                  .reviews = static_cast<int>(added.reviews.size()),
                  .warnings = std::move(reading->report.warnings)};
  const size_t old = IndexOf(own.name, documents);
  if (old < documents.own.size()) {
    own.added = documents.own[old].added;
    Forget(old, state);
  }
  PutBehind(std::move(added), state);
  documents.own.push_back(std::move(own));
  const OwnDocument& joined = documents.own.back();
  state.effects.push_back(effect::Document{wire::DocumentStep::kRead, joined.name});
  if (!reading->file.restored) {
    ShowNoticeText(joined.reviews == 1
                       ? Text(Str::documents_added_one, state.language())
                       : Filled(Text(Str::documents_added, state.language()),
                                {std::to_string(joined.reviews), Isolated(joined.name)}),
                   state);
  }
  for (const std::string& name : std::exchange(documents.pending_removal, {})) {
    const size_t index = IndexOf(name, documents);
    if (index < documents.own.size()) Forget(index, state);
  }
  CatalogChanged(state);
}

// --- Reading ------------------------------------------------------------------------------------

// What is said of the codes of the maker (review/report.h) and of web/import. A file of a type that
// is not read has a code "type-…".
Str SayingOf(std::string_view code) {
  constexpr std::pair<std::string_view, Str> kProblems[] = {
      {"no-review", Str::documents_none_found},
      {"not-text", Str::error_not_text},
      {"not-utf8", Str::error_not_utf8},
      {"bad-export", Str::error_bad_export},
      {"type-export", Str::error_bad_export},
      {"empty", Str::refused_empty},
      {"no-text", Str::refused_no_text},
      {"no-reviews", Str::refused_no_reviews},
      {"encrypted", Str::refused_encrypted},
      {"type-encrypted", Str::refused_encrypted},
      {"too-large", Str::refused_limits},
      {"too-deep", Str::refused_limits},
      {"too-slow", Str::refused_limits},
      {"too-many-entries", Str::refused_limits},
      {"too-many-pictures", Str::refused_limits},
      {"picture-unused", Str::refused_picture_unused},
      {"type-doc", Str::refused_save_as_docx},
      {"type-rtf", Str::refused_save_as_docx},
      {"type-odt", Str::refused_save_as_docx},
      {"type-pages", Str::refused_save_as_docx},
      {"type-word-xml", Str::refused_save_as_docx},
  };
  for (const auto& [known, what] : kProblems) {
    if (known == code) return what;
  }
  return code.starts_with("type-") ? Str::error_file_type : Str::error_bad_document;
}

std::optional<DocumentProblem> ProblemOf(const DocumentReport& report) {
  if (report.problem.empty()) return std::nullopt;
  return DocumentProblem{.name = report.name,
                         .what = SayingOf(report.problem),
                         .detail = report.detail,
                         .line = report.line};
}

// The name of another source with the same content; empty: there is none.
std::string SameContent(const DocumentReading& reading, const AppState& state) {
  if (reading.report.exported || reading.parts.sources.empty()) return "";
  const std::string& digest = reading.parts.sources[0].sha256;
  const size_t own = IndexOf(reading.file.name, state.documents);
  const Range except = own < state.documents.own.size() ? SourcesOf(own, state) : Range{-1, 0};
  for (size_t i = 0; i < state.catalog.sources.size(); ++i) {
    const int place = static_cast<int>(i);
    if (place >= except.first && place < except.first + except.count) continue;
    const Source& source = state.catalog.sources[i];
    if (source.sha256 == digest) return source.name;
  }
  return "";
}

// Whether the own document of this name has the same content.
bool IsUnchanged(const DocumentReading& reading, const AppState& state) {
  const size_t index = IndexOf(reading.file.name, state.documents);
  if (index >= state.documents.own.size() || reading.parts.sources.empty()) return false;
  const Range sources = SourcesOf(index, state);
  return sources.count == static_cast<int>(reading.parts.sources.size()) &&
         state.catalog.sources[static_cast<size_t>(sources.first)].sha256 ==
             reading.parts.sources[0].sha256;
}

void BeginJoin(AppState& state) {
  DocumentReading& reading = *state.documents.reading;
  const size_t old = IndexOf(reading.file.name, state.documents);
  Range replaced;
  if (old < state.documents.own.size()) replaced = ReviewsOf(old, state);
  reading.join = std::make_unique<CatalogJoin>(state.catalog, replaced.first, replaced.count,
                                               std::move(reading.parts));
}

// "notes.md" as "notes (2).md", or with the next number that is free.
std::string FreeDocumentName(const std::string& name, const DocumentsState& documents) {
  const size_t dot = name.rfind('.');
  const bool ending = dot != name.npos && name.find('/', dot) == name.npos && dot > 0;
  const std::string stem = ending ? name.substr(0, dot) : name;
  std::string free = name;
  for (int i = 2; IndexOf(free, documents) < documents.own.size(); ++i) {
    free = stem + " (" + std::to_string(i) + ")" + (ending ? name.substr(dot) : "");
  }
  return free;
}

// --- Formulas -----------------------------------------------------------------------------------

// Looks for formulas that were never set in some more reviews; false when there are no more.
bool FindFormulas(AppState& state) {
  DocumentsState& documents = state.documents;
  const int all = static_cast<int>(state.catalog.reviews.size());
  if (documents.formulas_from >= all) return false;
  const int end = std::min(all, documents.formulas_from + kReviewsAFormulaStep);
  for (int i = documents.formulas_from; i < end; ++i) {
    for (const Block& block : state.catalog.reviews[static_cast<size_t>(i)].blocks) {
      const bool display = block.type == BlockType::kMath;
      for (const Span& span : block.spans) {
        if (span.math && state.math.Find(span.text, display) == nullptr) {
          documents.formulas.emplace_back(span.text, display);
        }
      }
    }
  }
  documents.formulas_from = end;
  if (end < all || documents.formulas.empty()) return end < all;
  // Each once, in the order in which they come.
  nlohmann::ordered_json wanted = nlohmann::ordered_json::array();
  std::unordered_set<std::string> seen;
  for (const auto& [tex, display] : documents.formulas) {
    if (!seen.insert((display ? "d" : "i") + tex).second) continue;
    wanted.push_back({{"tex", tex}, {"display", display}});
  }
  documents.formulas.clear();
  state.effects.push_back(effect::SetFormulas{
      wanted.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)});
  return false;
}

bool EmptyWaste(DocumentsState& documents) {
  std::vector<Review>& graveyard = documents.graveyard;
  graveyard.resize(graveyard.size() - std::min(graveyard.size(), kWasteAStep));
  if (graveyard.empty()) graveyard.shrink_to_fit();
  return !graveyard.empty();
}

}  // namespace

std::string ProblemText(const DocumentProblem& problem, Language language) {
  std::string detail =
      problem.unreachable ? Text(Str::documents_unreachable, language) : problem.detail;
  const std::string line =
      problem.line > 0 ? Filled(Text(Str::documents_line, language), {std::to_string(problem.line)})
                       : "";
  if (!detail.empty() && !line.empty()) detail = line + ": " + detail;
  std::string text = Filled(Text(problem.what, language),
                            {Isolated(problem.name), Isolated(detail), Isolated(problem.limit)});
  if (detail.empty() && !line.empty()) text += " (" + line + ")";
  if (problem.what == Str::documents_none_found) {
    text.append(". ").append(Text(Str::documents_none_found_help, language));
  }
  return text;
}

void BeginDocument(DocumentFile file, int place, int count, AppState& state) {
  DocumentsState& documents = state.documents;
  documents.reading.reset();
  documents.name = file.name;
  documents.fraction = 0;
  documents.place = place;
  documents.count = count;
  documents.quiet = file.restored;
  documents.asking = false;
  ++state.revision;
  if (place <= 1 && !file.restored) documents.problems.clear();
  if (file.size > kLargestDocument) {
    return Fail({.name = file.name,
                 .what = Str::error_too_large,
                 .detail = PrintedSize(file.size),
                 .limit = PrintedSize(kLargestDocument)},
                state);
  }
  documents.reading.reset(new DocumentReading);
  documents.reading->file = std::move(file);
}

void ShowDocumentProgress(float fraction, AppState& state) {
  constexpr float kSteps = 50, kJoinPart = 0.05f;  // steps that one sees; what joining takes
  DocumentsState& documents = state.documents;
  if (!documents.reading) return;
  fraction = std::clamp(fraction, 0.0f, 1.0f) * (1 - kJoinPart);
  if (std::floor(fraction * kSteps) == std::floor(documents.fraction * kSteps)) return;
  documents.fraction = fraction;
  ++state.revision;
}

void AddDocumentPart(std::string_view json, AppState& state) {
  if (!state.documents.reading) return;
  DocumentReading& reading = *state.documents.reading;
  JsonError error;
  std::optional<Catalog> part = ReadJson(json, error);
  if (!part) {
    return Fail({.name = reading.file.name,
                 .what = Str::error_bad_export,
                 .detail = error.reason,
                 .line = error.line},
                state);
  }
  CutForReading(*part);
  Catalog& parts = reading.parts;
  std::vector<int> places;  // of the part's sources among those that have come
  for (Source& source : part->sources) {
    const auto known = std::find_if(parts.sources.begin(), parts.sources.end(),
                                    [&](const Source& one) { return one.name == source.name; });
    places.push_back(static_cast<int>(known - parts.sources.begin()));
    if (known == parts.sources.end()) parts.sources.push_back(std::move(source));
  }
  for (Review& review : part->reviews) {
    review.document = places[static_cast<size_t>(review.document)];
    parts.reviews.push_back(std::move(review));
  }
  JoinPictures(std::move(part->pictures), parts.pictures);
  if (!part->math.formulas.empty()) parts.math = std::move(part->math);
}

void EndDocument(std::string_view json, AppState& state) {
  DocumentsState& documents = state.documents;
  if (!documents.reading) return;
  DocumentReading& reading = *documents.reading;
  std::optional<DocumentReport> report = ReadReportJson(json);
  if (!report) return Fail({.name = reading.file.name, .what = Str::error_bad_document}, state);
  reading.report = *std::move(report);
  if (std::optional<DocumentProblem> problem = ProblemOf(reading.report)) {
    return Fail(*std::move(problem), state);
  }
  if (const std::string same = SameContent(reading, state); !same.empty()) {
    return Fail({.name = reading.file.name, .what = Str::documents_known, .detail = same}, state);
  }
  if (!reading.file.replaces && !reading.file.restored && !IsUnchanged(reading, state) &&
      IndexOf(reading.file.name, documents) < documents.own.size()) {
    documents.asking = true;
    state.effects.push_back(effect::Focus{"same-name-replace"});
    ++state.revision;
    return;
  }
  BeginJoin(state);
}

void EndDocumentAsBackup(std::string_view json, AppState& state) {
  DocumentsState& documents = state.documents;
  if (!documents.reading) return;
  const std::string name = std::exchange(documents.name, {});
  documents.reading.reset();
  state.effects.push_back(effect::Document{wire::DocumentStep::kFailed, name});
  Apply(RestoreBackup{name, std::string(json)}, state);
}

void DecideSameName(bool replace, AppState& state) {
  DocumentsState& documents = state.documents;
  if (!documents.asking || !documents.reading) return;
  documents.asking = false;
  if (!replace) {
    DocumentReading& reading = *documents.reading;
    documents.name = reading.file.name = FreeDocumentName(reading.file.name, documents);
    if (!reading.report.exported) reading.parts.sources[0].name = reading.file.name;
  }
  ++state.revision;
  BeginJoin(state);
  state.effects.push_back(effect::Work{});
}

bool WorkOnDocuments(AppState& state) {
  DocumentsState& documents = state.documents;
  if (documents.reading && documents.reading->join) {
    if (documents.reading->join->Step(kReviewsAJoinStep)) Join(state);
    return true;
  }
  return FindFormulas(state) || EmptyWaste(documents);
}

void GiveUpReading(AppState& state) {
  DocumentsState& documents = state.documents;
  const bool was = !documents.name.empty();
  documents.reading.reset();
  documents.name.clear();
  documents.asking = false;
  documents.pending_removal.clear();
  state.effects.push_back(effect::Document{wire::DocumentStep::kCancelled});
  if (was) ShowNoticeText(Text(Str::documents_cancelled, state.language()), state);
}

bool TakeOutDocument(std::string_view name, AppState& state) {
  DocumentsState& documents = state.documents;
  const size_t index = IndexOf(name, documents);
  if (index >= documents.own.size()) return false;
  if (documents.reading && documents.reading->join) {
    documents.pending_removal.emplace_back(name);
    return true;
  }
  Forget(index, state);
  CatalogChanged(state);
  return true;
}

void ReportProblem(DocumentProblem problem, AppState& state) {
  const std::string text = ProblemText(problem, state.language());
  state.effects.push_back(effect::Document{wire::DocumentStep::kFailed, problem.name});
  std::erase_if(state.documents.problems,
                [&](const DocumentProblem& old) { return old.name == problem.name; });
  state.documents.problems.push_back(std::move(problem));
  ShowNoticeText(text, state);
  ++state.revision;
}

void AddFormulas(std::string_view json, AppState& state) {
  JsonError error;
  std::optional<Catalog> read = ReadJson(json, error);
  if (!read) return;
  state.math.Add(std::move(read->math));
  LayOutAnew(state);
}

int LibraryReviews(const AppState& state) { return ReviewsOf(0, state).first; }

bool OpensPage(const AppState& state) {
  return state.open_review >= 0 && state.open_review < LibraryReviews(state);
}
int LibrarySources(const AppState& state) { return SourcesOf(0, state).first; }

const OwnDocument* DocumentOf(const Review& review, const AppState& state) {
  int first = LibrarySources(state);
  if (review.document < first) return nullptr;
  for (const OwnDocument& own : state.documents.own) {
    if (review.document < first + own.sources) return &own;
    first += own.sources;
  }
  return nullptr;
}

int FirstReviewOf(const OwnDocument& document, const AppState& state) {
  return ReviewsOf(IndexOf(document.name, state.documents), state).first;
}

std::string PlacesJson(std::string_view name, const AppState& state) {
  const size_t index = IndexOf(name, state.documents);
  nlohmann::ordered_json places = nlohmann::ordered_json::array();
  if (index < state.documents.own.size()) {
    const Range reviews = ReviewsOf(index, state);
    for (int i = reviews.first; i < reviews.first + reviews.count; ++i) {
      const Review& review = state.catalog.reviews[static_cast<size_t>(i)];
      places.push_back(
          {{"id", review.id}, {"first", review.first_line}, {"last", review.last_line}});
    }
  }
  return places.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string PrintedSize(int64_t bytes) {
  constexpr double kKilo = 1024, kMega = kKilo * kKilo;
  const double size = static_cast<double>(bytes);
  char text[32];
  if (size < kMega) {
    std::snprintf(text, sizeof text, "%.0f KB", std::ceil(size / kKilo));
  } else {
    std::snprintf(text, sizeof text, "%.1f MB", size / kMega);
  }
  return text;
}

}  // namespace skira::app
