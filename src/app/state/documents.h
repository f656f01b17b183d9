// The user's own documents: read by the library maker in a worker of the page, joined here to the
// catalog, taken out of it again.
//
//   worker ─▶ BeginDocument ─▶ ShowDocumentProgress … ─▶ AddDocumentPart … ─▶ EndDocument
//          ─▶ WorkOnDocuments … (join)      ─▶ the catalog, effect::Document, read or failed
//
// The catalog's first sources are the library's; those of own documents follow them, in the order
// in which they joined, and so do their reviews. A document has its name: where another of the same
// name is there, the user decides whether the new one replaces it; what is kept of its reviews (by
// their ids) stays.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/resources/strings.h"
#include "review/review.h"

namespace skira::app {

struct AppState;

inline constexpr int64_t kLargestDocument = 64 << 20;  // bytes

// A file that is to be read.
struct DocumentFile {
  std::string name;       // its path, "/" between folders
  int64_t size = 0;       // bytes
  int64_t added = 0;      // ms since 1970-01-01
  bool restored = false;  // the device kept it: nobody has to be told
  bool replaces = false;  // it is meant to take the place of the one of its name
};

// One that has been read and joined.
struct OwnDocument {
  std::string name;
  int64_t size = 0, added = 0;
  bool exported = false;  // a JSON export of elsewhere
  int sources = 1;        // how many of the catalog's sources are its own
  int reviews = 0;
  std::vector<Warning> warnings;  // its own and its reviews', by line
};

// A file that could not be read: `what` with its places filled by the name and the details.
struct DocumentProblem {
  std::string name;
  Str what = Str::error_bad_document;
  std::string detail{}, limit{};
  int line = 0;              // 0: of no line in particular
  bool unreachable = false;  // the file is no longer there, or not to be read
};
std::string ProblemText(const DocumentProblem& problem, Language language);
// What the parser noticed, with its line.
std::string WarningText(const Warning& warning, Language language);

// A document of which parts are here; inside of documents.cpp.
struct DocumentReading;
struct DeleteReading {
  void operator()(DocumentReading* reading) const;
};

struct DocumentsState {
  std::vector<OwnDocument> own;
  std::vector<DocumentProblem> problems;  // of the last files, until they are dismissed
  std::unique_ptr<DocumentReading, DeleteReading> reading;
  std::string name;          // of the document that is being read; empty: none is
  float fraction = 0;        // of it that is read
  int place = 0, count = 0;  // which of how many
  bool quiet = false;        // it was restored
  bool asking = false;       // whether it is to replace the one of its name
  std::string pending_delete;        // is to be removed, if the reader is sure
  bool dropping = false;     // files are held over the page
  // Taken out while one was joining: it looks at the catalog, so they go when it is done.
  std::vector<std::string> pending_removal;
  // Reviews that are gone from the catalog and not yet from memory, which takes its time.
  std::vector<Review> graveyard;
  // Formulas are looked for in reviews from this one on; those found and not set.
  int formulas_from = 0;
  std::vector<std::pair<std::string, bool>> formulas;  // TeX, whether it is displayed
};

// `place` of `count` files. Another one that is still being read is given up.
void BeginDocument(DocumentFile file, int place, int count, AppState& state);
// `fraction` of it has been read, from 0 to 1.
void ShowDocumentProgress(float fraction, AppState& state);
// Some of its reviews, as an export (LibraryMaker::TakePart).
void AddDocumentPart(std::string_view json, AppState& state);
// All parts are here; `report` is WriteReportJson's.
void EndDocument(std::string_view report, AppState& state);
// The file is no document but a backup of user data.
void EndDocumentAsBackup(std::string_view json, AppState& state);
// What to do with the document that has the name of another: put it in the other's place, or keep
// both, the new one under a name of its own.
void DecideSameName(bool replace, AppState& state);
// Some of what is to do, a few milliseconds at most; false when nothing is.
bool WorkOnDocuments(AppState& state);
// Gives up what is being read; the catalog stays as it is.
void GiveUpReading(AppState& state);
// Takes a document and its reviews out of the catalog; false where there is none of this name.
bool TakeOutDocument(std::string_view name, AppState& state);
void ReportProblem(DocumentProblem problem, AppState& state);
// Formulas that were set meanwhile, as the "math" of an otherwise empty export.
void AddFormulas(std::string_view json, AppState& state);

// The document that a review is of; null: the library's.
const OwnDocument* DocumentOf(const Review& review, const AppState& state);
// The first of the document's reviews, an index into Catalog::reviews.
int FirstReviewOf(const OwnDocument& document, const AppState& state);
// How many of the catalog's reviews and sources are the library's.
int LibraryReviews(const AppState& state);
int LibrarySources(const AppState& state);

// "820 KB", "20.4 MB".
std::string PrintedSize(int64_t bytes);

}  // namespace skira::app
