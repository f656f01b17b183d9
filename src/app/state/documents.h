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

#include <cstdint>
#include <string>
#include <string_view>

#include "app/state/app_state.h"

namespace skira::app {

// What went wrong, in words.
std::string ProblemText(const DocumentProblem& problem, Language language);

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
// The document's reviews as JSON, each with its id here (not the one that the maker gave, where the
// library has that) and its lines: [{"id","first","last"}]; none where there is no such document.
std::string PlacesJson(std::string_view name, const AppState& state);
// How many of the catalog's reviews and sources are the library's.
int LibraryReviews(const AppState& state);
// Whether the open review is one of them: it has a page of its own, one of the user's has not.
bool OpensPage(const AppState& state);
int LibrarySources(const AppState& state);

// "820 KB", "20.4 MB".
std::string PrintedSize(int64_t bytes);

}  // namespace skira::app
