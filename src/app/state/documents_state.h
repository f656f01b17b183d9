// What is known of the user's own documents: those that joined, the one that is being read, what
// could not be read. documents.h has what is done with it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/resources/strings.h"
#include "review/review.h"

namespace skira::app {

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

// A formula of an own document that cannot be typeset.
struct BrokenFormula {
  int review = 0, block = 0;  // indices into Catalog::reviews and its blocks
  std::string tex, reason;
  bool operator==(const BrokenFormula&) const = default;
};

// A file that could not be read: `what` with its places filled by the name and the details.
struct DocumentProblem {
  std::string name;
  Str what = Str::error_bad_document;
  std::string detail{}, limit{};
  int line = 0;              // 0: of no line in particular
  bool unreachable = false;  // the file is no longer there, or not to be read
};

// A document of which parts are here; inside of documents.cpp.
struct DocumentReading;
struct DeleteReading {
  void operator()(DocumentReading* reading) const;
};

struct DocumentsState {
  std::vector<OwnDocument> own;
  std::vector<DocumentProblem> problems;  // of the last files, until they are dismissed
  std::unique_ptr<DocumentReading, DeleteReading> reading;
  std::string name;            // of the document that is being read; empty: none is
  float fraction = 0;          // of it that is read
  int place = 0, count = 0;    // which of how many
  bool quiet = false;          // it was restored
  bool asking = false;         // whether it is to replace the one of its name
  std::string pending_delete;  // is to be removed, if the user is sure
  bool dropping = false;       // files are held over the page
  // Taken out while one was joining: it looks at the catalog, so they go when it is done.
  std::vector<std::string> pending_removal;
  // Reviews that are gone from the catalog and not yet from memory, which takes its time.
  std::vector<Review> graveyard;
  // Kept by BrokenFormulas() (document_remarks.h) for the state of this version.
  mutable std::vector<BrokenFormula> broken;
  mutable uint64_t broken_version = ~uint64_t{0};
  // Formulas are looked for in reviews from this one on; those found and not set.
  int formulas_from = 0;
  std::vector<std::pair<std::string, bool>> formulas;  // TeX, whether it is displayed
};

}  // namespace skira::app
