#include "reader/documents.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <unordered_set>

#include "base/sort.h"
#include "parser/parser.h"
#include "reader/exports.h"
#include "reader/isolated.h"
#include "reader/state.h"
#include "reader/state_parts.h"
#include "review/json.h"

namespace skira::reader {

struct DocumentReading {
  DocumentFile file;
  bool exported = false;
  bool ended = false;                      // all bytes are here
  std::unique_ptr<DocumentParser> parser;  // of a document
  std::string json;                        // of an export
  size_t bytes = 0;                        // so many came
  std::unique_ptr<CatalogJoin> join;
  std::vector<Warning> warnings;
};

void DeleteReading::operator()(DocumentReading* reading) const { delete reading; }

namespace {

constexpr size_t kBytesAStep = 8192, kWasteAStep = 64;
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
  std::move(first, last, std::back_inserter(documents.waste));
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

std::vector<Warning> AllWarnings(std::vector<Warning> warnings,
                                 const std::vector<Review>& reviews) {
  for (const Review& review : reviews) {
    warnings.insert(warnings.end(), review.warnings.begin(), review.warnings.end());
  }
  StableSort(warnings, [](const Warning& a, const Warning& b) { return a.line < b.line; });
  return warnings;
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
  OwnDocument own{.name = reading->file.name,
                  .size = reading->file.size,
                  .added = reading->file.added,
                  .exported = reading->exported,
                  .sources = static_cast<int>(added.sources.size()),
                  .reviews = static_cast<int>(added.reviews.size()),
                  .warnings = AllWarnings(std::move(reading->warnings), added.reviews)};
  const size_t old = IndexOf(own.name, documents);
  if (old < documents.own.size()) {
    own.added = documents.own[old].added;
    Forget(old, state);
  }
  PutBehind(std::move(added), state);
  documents.own.push_back(std::move(own));
  const OwnDocument& joined = documents.own.back();
  state.effects.push_back({Effect::Kind::kDocument, "read", joined.name});
  if (!reading->file.restored) {
    ShowNoticeText(joined.reviews == 1
                       ? Text(Str::documents_added_one, state.language())
                       : Filled(Text(Str::documents_added, state.language()),
                                {std::to_string(joined.reviews), Isolated(joined.name)}),
                   state);
  }
  for (const std::string& name : std::exchange(documents.leaving, {})) {
    const size_t index = IndexOf(name, documents);
    if (index < documents.own.size()) Forget(index, state);
  }
  CatalogChanged(state);
}

// --- Documents ----------------------------------------------------------------------------------

// How much of a text may be no UTF-8 before it is taken for something else: one line in ten.
constexpr size_t kGoodLines = 10;

std::optional<DocumentProblem> ProblemOf(const ParseResult& result) {
  const auto is_damage = [](const Warning& warning) {
    return warning.code == "invalid-utf8" || warning.code == "nul-byte";
  };
  const auto first = std::find_if(result.warnings.begin(), result.warnings.end(), is_damage);
  const auto damaged =
      static_cast<size_t>(std::count_if(result.warnings.begin(), result.warnings.end(), is_damage));
  if (damaged * kGoodLines > static_cast<size_t>(result.source.lines) ||
      (damaged > 0 && result.reviews.empty())) {
    const Str what = first->code == "nul-byte" ? Str::error_not_text : Str::error_not_utf8;
    return DocumentProblem{.name = result.source.name, .what = what, .line = first->line};
  }
  if (result.reviews.empty()) {
    return DocumentProblem{.name = result.source.name, .what = Str::documents_none_found};
  }
  return std::nullopt;
}

// The name of another source with the same content; empty: there is none.
std::string SameContent(const ParseResult& result, const AppState& state) {
  const size_t own = IndexOf(result.source.name, state.documents);
  const Range except = own < state.documents.own.size() ? SourcesOf(own, state) : Range{-1, 0};
  for (size_t i = 0; i < state.catalog.sources.size(); ++i) {
    const int place = static_cast<int>(i);
    if (place >= except.first && place < except.first + except.count) continue;
    const Source& source = state.catalog.sources[i];
    if (source.sha256 == result.source.sha256) return source.name;
  }
  return "";
}

template <typename Read>
void BeginJoin(Read read, AppState& state) {
  DocumentReading& reading = *state.documents.reading;
  const size_t old = IndexOf(reading.file.name, state.documents);
  Range replaced;
  if (old < state.documents.own.size()) replaced = ReviewsOf(old, state);
  reading.join =
      std::make_unique<CatalogJoin>(state.catalog, replaced.first, replaced.count, std::move(read));
}

void EndParsing(AppState& state) {
  DocumentReading& reading = *state.documents.reading;
  ParseResult result = reading.parser->Take();
  reading.parser.reset();
  if (std::optional<DocumentProblem> problem = ProblemOf(result)) {
    return Fail(*std::move(problem), state);
  }
  if (const std::string same = SameContent(result, state); !same.empty()) {
    return Fail({.name = reading.file.name, .what = Str::documents_known, .detail = same}, state);
  }
  reading.warnings = std::move(result.warnings);
  BeginJoin(std::move(result), state);
}

// --- Exports ------------------------------------------------------------------------------------

void EndExport(AppState& state) {
  DocumentReading& reading = *state.documents.reading;
  const std::string name = reading.file.name;
  JsonError error;
  std::optional<Catalog> read = ReadJson(reading.json, error);
  if (!read) {
    UserData user;
    Settings settings;
    if (ReadBackup(reading.json, user, settings).problem != BackupResult::Problem::kNotOurs) {
      // What a reader keeps, not reviews.
      const std::string json = std::move(reading.json);
      state.documents.reading.reset();
      state.documents.name.clear();
      state.effects.push_back({Effect::Kind::kDocument, "failed", name});
      return Apply(RestoreBackup{name, json}, state);
    }
    return Fail(
        {.name = name, .what = Str::error_bad_export, .detail = error.reason, .line = error.line},
        state);
  }
  if (read->reviews.empty()) return Fail({.name = name, .what = Str::documents_none_found}, state);
  reading.json = {};
  state.math.Add(std::exchange(read->math, {}));
  BeginJoin(*std::move(read), state);
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
  state.effects.push_back(
      {Effect::Kind::kDocument, "formulas", "",
       wanted.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)});
  return false;
}

bool EmptyWaste(DocumentsState& documents) {
  std::vector<Review>& waste = documents.waste;
  waste.resize(waste.size() - std::min(waste.size(), kWasteAStep));
  if (waste.empty()) waste.shrink_to_fit();
  return !waste.empty();
}

// Tells how far reading has come, in steps that one sees.
void ShowProgress(AppState& state) {
  constexpr float kSteps = 50, kBytesPart = 0.2f, kJoinPart = 0.05f;
  DocumentsState& documents = state.documents;
  if (!documents.reading) return;
  const DocumentReading& reading = *documents.reading;
  const float size = static_cast<float>(std::max<int64_t>(reading.file.size, 1));
  float fraction = kBytesPart * std::min(1.0f, static_cast<float>(reading.bytes) / size);
  if (reading.parser && reading.ended) {
    fraction += (1 - kBytesPart - kJoinPart) * static_cast<float>(reading.parser->progress());
  }
  if (reading.join) fraction = 1 - kJoinPart;
  if (std::floor(fraction * kSteps) == std::floor(documents.fraction * kSteps)) return;
  documents.fraction = fraction;
  ++state.revision;
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

std::string WarningText(const Warning& warning, Language language) {
  // The parser's own sentences are English, and name the words that they are about.
  constexpr std::pair<std::string_view, Str> kSayings[] = {
      {"invalid-utf8", Str::warning_invalid_utf8},
      {"nul-byte", Str::warning_nul_byte},
      {"bom", Str::warning_bom},
      {"too-long", Str::warning_too_long},
      {"carriage-return", Str::warning_carriage_return},
      {"no-review", Str::warning_no_review},
      {"header-missing", Str::warning_header_missing},
      {"banner-missing", Str::warning_banner_missing},
      {"banner-damaged", Str::warning_banner_damaged},
      {"title-repeated", Str::warning_title_repeated},
      {"date-lost", Str::warning_date_lost},
      {"date-order", Str::warning_date_order},
      {"number-repeated", Str::warning_number_repeated},
      {"arxiv-id-repeated", Str::warning_arxiv_id_repeated},
      {"arxiv-id-implausible", Str::warning_arxiv_id_implausible},
      {"field-unknown", Str::warning_field_unknown},
      {"published-unread", Str::warning_published_unread},
      {"mended-punctuation", Str::warning_mended_punctuation},
      {"mended-bold", Str::warning_mended_bold},
      {"unclosed-bold", Str::warning_unclosed_bold},
      {"unclosed-code", Str::warning_unclosed_code},
      {"unclosed-math", Str::warning_unclosed_math},
      {"empty-item", Str::warning_empty_item},
      {"empty-picture", Str::warning_empty_picture},
      {"bullet-debris", Str::warning_bullet_debris},
      {"stray-mark", Str::warning_stray_mark},
  };
  std::string text = warning.message;
  if (language != Language::kEnglish) {
    for (const auto& [code, saying] : kSayings) {
      if (code == warning.code) text = Text(saying, language);
    }
  }
  if (warning.line == 0) return text;
  return Filled(Text(Str::documents_warning_line, language),
                {std::to_string(warning.line), Isolated(text)});
}

void BeginDocument(DocumentFile file, int place, int count, AppState& state) {
  DocumentsState& documents = state.documents;
  documents.reading.reset();
  documents.name = file.name;
  documents.fraction = 0;
  documents.place = place;
  documents.count = count;
  documents.quiet = file.restored;
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
  DocumentReading& reading = *documents.reading;
  reading.exported = file.name.ends_with(".json") || file.name.ends_with(".json.gz");
  if (reading.exported) {
    reading.json.reserve(static_cast<size_t>(file.size));
  } else {
    reading.parser = std::make_unique<DocumentParser>(file.name, static_cast<size_t>(file.size));
  }
  reading.file = std::move(file);
}

void AddDocumentBytes(std::string_view bytes, AppState& state) {
  if (!state.documents.reading) return;
  DocumentReading& reading = *state.documents.reading;
  reading.bytes += bytes.size();
  if (reading.bytes > static_cast<size_t>(kLargestDocument)) {  // more than was announced
    return Fail({.name = reading.file.name,
                 .what = Str::error_too_large,
                 .detail = PrintedSize(static_cast<int64_t>(reading.bytes)),
                 .limit = PrintedSize(kLargestDocument)},
                state);
  }
  if (reading.parser) {
    reading.parser->Add(bytes);
  } else {
    reading.json.append(bytes);
  }
  ShowProgress(state);
}

void EndDocument(AppState& state) {
  if (!state.documents.reading) return;
  DocumentReading& reading = *state.documents.reading;
  reading.ended = true;
  if (reading.parser) {
    reading.parser->End();
  } else {
    EndExport(state);
  }
}

bool WorkOnDocuments(AppState& state) {
  DocumentsState& documents = state.documents;
  if (documents.reading && documents.reading->ended) {
    DocumentReading& reading = *documents.reading;
    if (reading.parser) {
      if (reading.parser->Step(kBytesAStep)) EndParsing(state);
    } else if (reading.join && reading.join->Step(kReviewsAJoinStep)) {
      Join(state);
    }
    ShowProgress(state);
    return true;
  }
  return FindFormulas(state) || EmptyWaste(documents);
}

void GiveUpReading(AppState& state) {
  DocumentsState& documents = state.documents;
  const bool was = !documents.name.empty();
  documents.reading.reset();
  documents.name.clear();
  documents.leaving.clear();
  state.effects.push_back({Effect::Kind::kDocument, "cancelled"});
  if (was) ShowNoticeText(Text(Str::documents_cancelled, state.language()), state);
}

bool TakeOutDocument(std::string_view name, AppState& state) {
  DocumentsState& documents = state.documents;
  const size_t index = IndexOf(name, documents);
  if (index >= documents.own.size()) return false;
  if (documents.reading && documents.reading->join) {
    documents.leaving.emplace_back(name);
    return true;
  }
  Forget(index, state);
  CatalogChanged(state);
  return true;
}

void ReportProblem(DocumentProblem problem, AppState& state) {
  const std::string text = ProblemText(problem, state.language());
  state.effects.push_back({Effect::Kind::kDocument, "failed", problem.name});
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
  // The open review is laid out and told anew, with its marks.
  state.article = {};
  ++state.highlight_revision;
  ++state.revision;
}

int LibraryReviews(const AppState& state) { return ReviewsOf(0, state).first; }
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

}  // namespace skira::reader
