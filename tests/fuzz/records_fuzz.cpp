// Any bytes are offered as each record and as a backup: they are refused and change nothing, or are
// read; what was read is written to records that read as the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "reader/exports.h"
#include "reader/user_data.h"

namespace {

using skira::reader::Settings;
using skira::reader::UserData;

void Require(bool holds, std::string_view fact) {
  if (holds) return;
  std::cerr << "does not hold: " << fact << '\n';
  std::abort();
}

// What the records of `user` and `settings` give when they are read again.
void RequireSameAgain(const UserData& user, const Settings& settings) {
  UserData again;
  Settings settings_again;
  for (const std::string& key : skira::reader::RecordKeys(user, settings)) {
    const std::string json = skira::reader::RecordJson(key, user, settings);
    Require(skira::reader::ReadRecord(key, json, again, settings_again), "what was written reads");
    Require(skira::reader::RecordJson(key, again, settings_again) == json,
            "reading what was written changes nothing");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const std::string_view key : {"settings", "review/a", "list/a", "searches", "welcome"}) {
    UserData user;
    Settings settings;
    if (!skira::reader::ReadRecord(key, text, user, settings)) {
      Require(user == UserData() && settings == Settings(), "a refusal changes nothing");
      continue;
    }
    RequireSameAgain(user, settings);
    Require(skira::reader::MergeRecord(key, text, user, settings), "what is read can be joined");
  }
  UserData user;
  Settings settings;
  skira::reader::ReadBackup(text, user, settings);
  RequireSameAgain(user, settings);
  return 0;
}
