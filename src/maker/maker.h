// maker: the library maker. Documents become a catalog and its JSON export; an export becomes
// shards. The public header of the module.
//
//   documents, exports ─▶ LibraryMaker::Add ─▶ Finish ─▶ Json(), TakePart()
//
// The native command, Node and the page's worker run the same code: the same documents, in the same
// order and under the same names, give the same bytes.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/parser.h"
#include "review/report.h"
#include "review/review.h"

namespace skira::maker {

class LibraryMaker {
 public:
  // From now on reports have suspicions (FindSuspicions), but for those of which there is a warning
  // already.
  void LookForSuspicions() { suspicious_ = true; }

  // Reads a document, or a JSON export whatever its name. What became of it is the last of
  // reports(), where a name that came before has " (2)" or a later number; one with a problem adds
  // nothing else.
  const DocumentReport& Add(std::string_view name, std::string_view bytes,
                            const Progress& progress = {}, Attachments attachments = {});

  // Of all that was added, in that order. Valid until the next Add().
  const std::vector<DocumentReport>& reports() const { return reports_; }

  // Makes the catalog of what was added: documents first, exports after them, each in the order in
  // which they came. Once; nothing can be added afterwards.
  const Catalog& Finish();

  // The export of the finished catalog; see review/json.h.
  std::string Json(bool pretty = false) const;

  // The same in parts, for a reader that must not stop for long: each is an export with the next
  // reviews, until their text is longer than `bytes` (one review at least), and their sources; the
  // first has the site and all sources, the last the formulas; each has the pictures that its
  // reviews show. Takes the reviews out of the catalog. False when all were taken.
  bool TakePart(size_t bytes, std::string& json);

 private:
  std::vector<ParseResult> documents_;
  std::vector<Catalog> exports_;
  std::vector<DocumentReport> reports_;
  Catalog catalog_;
  size_t part_ = 0;     // the next review of TakePart()
  bool begun_ = false;  // a part was taken
  bool suspicious_ = false;
};

}  // namespace skira::maker
