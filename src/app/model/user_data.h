// User data: marks, highlights, notes, lists, tags. Plain data; it is kept on the device as records
// of JSON, one a review and one a list, so that two tabs that write different reviews do not undo
// each other. device_records.h has how the device's records are taken over and written.
//
//   key          record (all members but "v" are left out where they say nothing)
//   settings     {"v":1,"theme":"dark","family":"sans","size":20,"leading":1.8,"column":720,
//                 "justify":true,"language":"en","still":true,"speech":1.25,
//                 "nofilters":true,"nolist":true,"listwidth":300,"filterswidth":240,
//                 "noreminder":true}
//   review/ID
//   {"v":1,"starred":true,"read":true,"progress":0.4,"block":12,"into":0.3,"opened":1700000000000,
//                 "note":"…","tags":["…"],"highlights":[{"id":"…","block":3,"start":0,"last":3,
//                 "end":17,"quote":"…","colour":0,"note":"…","made":1700000000000}]}
//   list/ID      {"v":1,"name":"…","place":0,"reviews":["ID"]}
//   searches     {"v":1,"texts":["…"]}
//   welcome      {"v":1,"done":true}
//
// Members that are not listed here were written by a later version: they stay in the record.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/record_limits.h"
#include "app/model/settings.h"

namespace skira::app {

// A place in a review's text.
struct TextPosition {
  int block = -1;      // index into Review::blocks; -1: nowhere
  uint32_t start = 0;  // bytes of the block's text (its spans' texts joined)
  auto operator<=>(const TextPosition&) const = default;
};

// A stretch of a review's text that a user marked.
struct Highlight {
  std::string id;      // unique in its review
  int block = 0;       // where it begins: index into Review::blocks
  uint32_t start = 0;  // bytes of the block's text (its spans' texts joined)
  int last_block = 0;  // where it ends
  uint32_t end = 0;    // bytes of that block's text
  std::string quote;   // the text that was marked, a "\n" between blocks, to find it again
  uint8_t colour = 0;  // index into Theme::highlight
  std::string note;
  int64_t made = 0;    // milliseconds since 1970, UTC
  bool lost = false;   // the review no longer has the text; not kept in the record
  std::string more{};  // members that this version does not know, as an object of JSON; or empty
  bool operator==(const Highlight&) const = default;
};
inline constexpr int kHighlightColours = 4;

struct ReviewMarks {
  bool starred = false, read = false;
  float progress = 0;  // the farthest place that was read, 0 to 1
  int block = 0;       // the first block in sight when it was left
  float into = 0;      // the share of it that was above the pane's top then, 0 to 1
  int64_t opened = 0;  // when it was last open, milliseconds since 1970; 0: never
  std::string note;    // on the review as a whole
  std::vector<std::string> tags;
  std::vector<Highlight> highlights;  // in the order of the text
  bool operator==(const ReviewMarks&) const = default;
};

struct ReadingList {
  std::string id, name;
  int place = 0;                     // among the lists, lowest first
  std::vector<std::string> reviews;  // ids, in the user's order
  // Of a saved search its address ("#/?q=..."): `reviews` are what it found when it was last seen.
  std::string search{};
  bool operator==(const ReadingList&) const = default;
};

struct UserData {
  std::map<std::string, ReviewMarks, std::less<>> marks;  // by the review's id
  std::vector<ReadingList> lists;                         // in the user's order
  std::vector<std::string> searches;                      // the last ones, newest first
  bool welcomed = false;                                  // the welcome was put away
  // By a record's key: its members that this version does not know, as an object of JSON.
  std::map<std::string, std::string, std::less<>> more;
  // Records that could not be read, as they are, by their keys on the device (device_records.h).
  std::map<std::string, std::string, std::less<>> unread;
  bool operator==(const UserData&) const = default;
};

// The marks of a review; empty ones where there are none.
const ReviewMarks& MarksOf(const UserData& user, std::string_view review);
// The list of this id, or null.
const ReadingList* FindList(const UserData& user, std::string_view id);

// --- Records ------------------------------------------------------------------------------------

inline constexpr int kRecordVersion = 1;

// The key of a review's marks and of a list.
std::string MarksKey(std::string_view review);
std::string ListKey(std::string_view list);
// Whether a key is one of the list above.
bool IsRecordKey(std::string_view key);
// The keys of everything that is worth keeping, settings first.
std::vector<std::string> RecordKeys(const UserData& user, const Settings& settings);

// The record of `key`; empty where there is nothing to keep (or no such key): then it is erased.
std::string RecordJson(std::string_view key, const UserData& user, const Settings& settings);

// Puts a record in place of what is there; an empty one takes away what is there. Members that are
// missing are as in a new record, those over a limit are cut and `reached` has the limit. False,
// with nothing changed, where it is no record of this key, of a newer version or holds a value of
// the wrong type or out of range.
bool ReadRecord(std::string_view key, std::string_view json, UserData& user, Settings& settings,
                LimitsReached& reached);

// Joins a record with what is there so that neither loses: stars, reading marks, tags, highlights
// and a list's reviews of both; notes that differ one below the other; of settings those that were
// changed from what they are at first, here or else there; of all else what is there stays. What
// is over a limit then is cut and `reached` has the limit. An empty record changes nothing. False
// as above.
//
// Members that this version does not know cannot be joined. This version never changes them: those
// of the record on the device are newer (kTheirs), those of a backup older (kMine).
enum class MoreOf : uint8_t { kMine, kTheirs };
bool MergeRecord(std::string_view key, std::string_view json, UserData& user, Settings& settings,
                 LimitsReached& reached, MoreOf wins = MoreOf::kMine);

// The note with what the other one says: one below the other, unless one has the other (a long one
// at its beginning or end); paragraphs that are in both are there once.
void JoinNotes(std::string_view other, std::string& note);

// Whether a text is JSON that can be read and written again: not nested too deep for that.
bool IsPlainJson(std::string_view text);

}  // namespace skira::app
