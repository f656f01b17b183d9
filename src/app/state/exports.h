// Files that a user takes away: reviews with what was marked in them, highlights, and everything
// that is kept as one backup.
//
//   { "format": "skira-backup", "version": 1, "records": { KEY: RECORD, … } }    (see user_data.h)
//
// A record that this version could not read is in the backup as it is, as a string
// (device_records.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/state/app_state.h"

namespace skira::app {

struct ExportedFile {
  std::string name, type, text;  // type: a media type
  // How many reviews were wanted, and how many of them it has: fewer where the texts of the others
  // have not come (shard_library.h).
  size_t wanted = 0, has = 0;
};

// The file that `wanted` asks for; std::nullopt where it would be empty.
//
// Reviews go out as BibTeX (one entry a paper), as Markdown (title, facts and links of each, then
// the user's tags, note and highlights) or as an export that Skira opens ("skira-reviews").
// Highlights go out as Markdown by review, or as {"format": "skira-highlights", "version": 1,
// "highlights": [{"review", "title", "quote", "note", "colour", "made"}], "records": {…}}; the
// records, which the Markdown has as a backup in a comment at its end, are what joins again.
std::optional<ExportedFile> MakeExport(const Export& wanted, const AppState& state);

// One review's highlights and notes as Markdown, in the order of the text; empty where it has none.
std::string HighlightsMarkdown(const Review* review, const ReviewMarks& marks);

std::string BackupJson(const UserData& user, const Settings& settings);

struct BackupResult {
  enum class Problem : uint8_t { kNone, kNotOurs, kNewer };
  Problem problem = Problem::kNone;
  std::vector<std::string> keys;   // of the records that were taken over
  std::vector<std::string> aside;  // of those that could not be read and are kept aside
  LimitsReached reached;           // where something was cut
};
// Joins a backup with what is there, record by record (ImportRecord in device_records.h).
BackupResult ReadBackup(std::string_view json, UserData& user, Settings& settings);

// What a backup has: how many reviews with marks, highlights, lists and records that cannot be
// read, and whether settings and searches.
struct BackupContents {
  int reviews = 0, highlights = 0, lists = 0, aside = 0;
  bool settings = false, searches = false;
};
BackupContents ContentsOf(std::string_view backup);

}  // namespace skira::app
