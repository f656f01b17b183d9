// The device's records, by key: those of user_data.h, and what is kept beside them so that no
// record is ever written over that could not be read.
//
//   KEY             a record of user_data.h, or something that this version does not know
//   ~ours/KEY       this version's record of KEY where the one at KEY could not be read: a later
//                   version wrote it, or it is damaged. Once KEY can be read, or is gone, both are
//                   joined at KEY and this one is erased
//   ~aside/SUM/KEY  a record of a backup that could not be read (SUM: of its text). Once it can be
//                   read it is joined with KEY and erased
//
// At the start records come in the order of their keys, so that those beside the others come last.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/user_data.h"

namespace skira::app {

// A record that the device is to have; an empty one is erased.
struct DeviceRecord {
  std::string key, json;
  bool operator==(const DeviceRecord&) const = default;
};

// The key of user_data.h that a record of the device is of: without what it has before it.
std::string_view BaseKey(std::string_view key);

// Takes over what the device or another tab has; an empty record was erased. `merge` joins it with
// what is here instead of putting it in its place. What cannot be read goes to `UserData::unread`.
// Gives the keys that are to be written then (RecordToWrite); `reached` as in ReadRecord().
std::vector<std::string> TakeRecord(std::string_view key, std::string_view json, bool merge,
                                    UserData& user, Settings& settings, LimitsReached& reached);

// Joins a record of a backup with what is here; one that cannot be read is kept aside. Gives the
// keys that are to be written then, in which nothing may have changed.
std::vector<std::string> ImportRecord(std::string_view key, std::string_view json, UserData& user,
                                      Settings& settings, LimitsReached& reached);

// What is to be written for a key that TakeRecord() gave, or one of user_data.h that has changed.
DeviceRecord RecordToWrite(std::string_view key, const UserData& user, const Settings& settings);

// The text of the device's record of `key` as this version has it; empty where there is none.
std::string TextOf(std::string_view key, const UserData& user, const Settings& settings);

// Puts a text that TextOf() gave back in its place.
void PutBack(std::string_view key, std::string_view text, UserData& user, Settings& settings);

// What a backup has of the records that could not be read: where a key is taken by a record of this
// version, under a key aside.
std::vector<DeviceRecord> UnreadToExport(const UserData& user, const Settings& settings);

}  // namespace skira::app
