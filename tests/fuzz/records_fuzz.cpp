// Any bytes are offered as each record and as a backup: they are refused and change nothing, or are
// read; what was read is written to records that read as the same. Two halves of them are joined:
// neither loses, joining again changes nothing, and what cannot be read stays as it is.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "app/model/device_records.h"
#include "app/model/user_data.h"
#include "app/state/exports.h"

namespace {

using skira::app::DeviceRecord;
using skira::app::Limit;
using skira::app::LimitsReached;
using skira::app::Settings;
using skira::app::UserData;

constexpr std::string_view kKeys[] = {"settings", "review/a", "list/a", "searches", "welcome"};

struct Kept {
  UserData user;
  Settings settings;
  LimitsReached reached;
};

void Require(bool holds, std::string_view fact) {
  if (holds) return;
  std::cerr << "does not hold: " << fact << '\n';
  std::abort();
}

bool Read(std::string_view key, std::string_view json, Kept& kept) {
  return skira::app::ReadRecord(key, json, kept.user, kept.settings, kept.reached);
}

// What the records of `kept` give when they are read again.
void RequireSameAgain(const Kept& kept) {
  Kept again;
  for (const std::string& key : skira::app::RecordKeys(kept.user, kept.settings)) {
    const std::string json = skira::app::RecordJson(key, kept.user, kept.settings);
    Require(Read(key, json, again), "what was written reads");
    Require(!again.reached.any(), "what was written is within the limits");
    Require(skira::app::RecordJson(key, again.user, again.settings) == json,
            "reading what was written changes nothing");
  }
}

template <typename Values>
bool HasAll(const Values& all, const Values& some) {
  return std::all_of(some.begin(), some.end(), [&](const auto& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  });
}

void RequireNothingLost(const Kept& joined, const Kept& part) {
  using skira::app::MarksOf;
  const auto &all = MarksOf(joined.user, "a"), &some = MarksOf(part.user, "a");
  Require(all.starred >= some.starred && all.read >= some.read, "stars and reading marks stay");
  Require(all.progress >= some.progress && all.opened >= some.opened, "progress stays");
  Require(HasAll(all.tags, some.tags), "tags stay");
  Require(some.note.empty() || !all.note.empty(), "a note stays");
  for (const auto& highlight : some.highlights) {
    Require(std::any_of(all.highlights.begin(), all.highlights.end(),
                        [&](const auto& one) { return one.id == highlight.id; }),
            "highlights stay");
  }
  const auto* list = skira::app::FindList(joined.user, "a");
  const auto* other = skira::app::FindList(part.user, "a");
  Require(other == nullptr || (list != nullptr && HasAll(list->reviews, other->reviews)),
          "a list's reviews stay");
  Require(joined.user.welcomed >= part.user.welcomed, "the welcome stays away");
}

void Join(std::string_view key, std::string_view one, std::string_view two) {
  Kept first, second, joined;
  if (!Read(key, one, first) || !Read(key, two, second)) return;
  const auto merge = [&](std::string_view json) {
    Require(skira::app::MergeRecord(key, json, joined.user, joined.settings, joined.reached),
            "what is read can be joined");
  };
  merge(one);
  merge(two);
  if (!joined.reached.any()) {
    RequireNothingLost(joined, first);
    RequireNothingLost(joined, second);
  }
  RequireSameAgain(joined);
  const UserData before = joined.user;
  const Settings settings = joined.settings;
  merge(two);
  Require(joined.user == before && joined.settings == settings, "joining again changes nothing");
}

// The device has `json` at `key`; a change of this tab's is written.
void ChangeOnDevice(std::string_view key, std::string_view json, bool merge) {
  Kept kept;
  skira::app::TakeRecord(key, json, merge, kept.user, kept.settings, kept.reached);
  kept.user.marks["a"].starred = true;
  kept.user.welcomed = true;
  kept.settings.text_size = 30;
  const DeviceRecord written = skira::app::RecordToWrite(key, kept.user, kept.settings);
  const auto unread = kept.user.unread.find(key);
  Kept other;
  if (json.empty() || Read(key, json, other)) {
    Require(unread == kept.user.unread.end(), "what is read is not unread");
    Require(written.key == key, "a record that is read is written in its place");
    return;
  }
  Require(unread != kept.user.unread.end() && unread->second == json, "what is not read stays");
  Require(written.key != key, "what is not read is not written over");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const size_t half = std::min(text.find('\n'), text.size());
  const std::string_view rest = text.substr(std::min(half + 1, text.size()));
  for (const std::string_view key : kKeys) {
    Kept kept;
    ChangeOnDevice(key, text, size % 2 == 0);
    Join(key, text.substr(0, half), rest);
    if (Read(key, text, kept)) {
      RequireSameAgain(kept);
    } else {
      Require(kept.user == UserData() && kept.settings == Settings(), "a refusal changes nothing");
    }
  }
  Kept kept;
  skira::app::ReadBackup(text, kept.user, kept.settings);
  RequireSameAgain(kept);
  // A backup of all that brings all, also what could not be read.
  Kept other;
  const std::string backup = skira::app::BackupJson(kept.user, kept.settings);
  skira::app::ReadBackup(backup, other.user, other.settings);
  Require(other.user.unread.size() == kept.user.unread.size(), "a backup has what is unread");
  return 0;
}
