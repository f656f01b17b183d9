#include "app/model/device_records.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace skira::app {
namespace {

constexpr std::string_view kOurs = "~ours/", kAside = "~aside/";

bool IsBeside(std::string_view key) { return key.starts_with(kOurs) || key.starts_with(kAside); }

void Erase(std::string_view key, std::map<std::string, std::string, std::less<>>& records) {
  if (const auto found = records.find(key); found != records.end()) records.erase(found);
}

// Where this version's record of `base` is written.
std::string OwnKey(std::string_view base, const UserData& user) {
  std::string key(base);
  while (user.unread.contains(key)) key.insert(0, kOurs);
  return key;
}

// FNV-1a, 64 bits.
std::string SumOf(std::string_view text) {
  uint64_t sum = 0xCBF29CE484222325u;
  for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  constexpr char kDigits[] = "0123456789abcdef";
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += kDigits[sum >> shift & 15];
  return digits;
}

// The key at which a record of `base` that cannot be read is kept aside: as long as another one has
// it, the sum of more.
std::string AsideKey(std::string_view base, std::string_view json, const UserData& user) {
  std::string summed(json);
  while (true) {
    std::string key = std::string(kAside).append(SumOf(summed)).append("/").append(base);
    const auto other = user.unread.find(key);
    if (other == user.unread.end() || other->second == json) return key;
    summed += '+';
  }
}

// `base` can be read again, or is gone: what was written beside it meanwhile is erased.
void EraseOurs(std::string_view base, const UserData& user, std::vector<std::string>& keys) {
  std::string ours = std::string(kOurs).append(base);
  if (!user.unread.contains(ours)) keys.push_back(std::move(ours));
}

std::vector<std::string> TakeBeside(std::string_view key, std::string_view json, bool merge,
                                    UserData& user, Settings& settings, LimitsReached& reached) {
  const std::string_view base = BaseKey(key);
  const bool own = OwnKey(base, user) == key, was_unread = user.unread.contains(key);
  std::vector<std::string> keys;
  if (json.empty()) {
    Erase(key, user.unread);
    // Another tab has nothing of its own any more.
    if (own) ReadRecord(base, "", user, settings, reached);
  } else if (own && !merge && ReadRecord(base, json, user, settings, reached)) {
    return keys;
  } else if ((!own || merge) && MergeRecord(base, json, user, settings, reached)) {
    Erase(key, user.unread);
    keys.emplace_back(base);
    if (OwnKey(base, user) != key) keys.emplace_back(key);
  } else {
    user.unread.insert_or_assign(std::string(key), std::string(json));
    if (merge && IsRecordKey(base)) keys.emplace_back(base);
    return keys;
  }
  if (was_unread && key.starts_with(kOurs)) {
    keys.emplace_back(base);
    EraseOurs(key, user, keys);
  }
  return keys;
}

}  // namespace

std::string_view BaseKey(std::string_view key) {
  while (true) {
    if (key.starts_with(kOurs)) {
      key.remove_prefix(kOurs.size());
      continue;
    }
    const size_t sum = key.starts_with(kAside) ? key.find('/', kAside.size()) : key.npos;
    if (sum == key.npos) return key;
    key.remove_prefix(sum + 1);
  }
}

std::vector<std::string> TakeRecord(std::string_view key, std::string_view json, bool merge,
                                    UserData& user, Settings& settings, LimitsReached& reached) {
  if (IsBeside(key)) return TakeBeside(key, json, merge, user, settings, reached);
  const std::string own(key);
  const bool was_unread = user.unread.contains(key);
  std::vector<std::string> keys;
  if (json.empty() && was_unread) {
    Erase(key, user.unread);
    keys.push_back(own);
    EraseOurs(key, user, keys);
    return keys;
  }
  const bool join = merge || was_unread;
  const bool read =
      join ? IsRecordKey(key) && MergeRecord(key, json, user, settings, reached, MoreOf::kTheirs)
           : ReadRecord(key, json, user, settings, reached);
  if (!read && !json.empty()) user.unread.insert_or_assign(own, std::string(json));
  // What is here is to be written: at the same key, or beside what could not be read.
  if (IsRecordKey(key) && (merge || (read && was_unread))) keys.push_back(own);
  if (read && was_unread) {
    Erase(key, user.unread);
    EraseOurs(key, user, keys);
  }
  return keys;
}

std::vector<std::string> ImportRecord(std::string_view key, std::string_view json, UserData& user,
                                      Settings& settings, LimitsReached& reached) {
  const std::string base(BaseKey(key));
  if (IsRecordKey(base) && MergeRecord(base, json, user, settings, reached)) return {base};
  const bool here = std::any_of(user.unread.begin(), user.unread.end(), [&](const auto& one) {
    return one.second == json && BaseKey(one.first) == base;
  });
  if (here || json.empty()) return {};
  std::string aside = AsideKey(base, json, user);
  user.unread.emplace(aside, json);
  return {std::move(aside)};
}

DeviceRecord RecordToWrite(std::string_view key, const UserData& user, const Settings& settings) {
  if (IsBeside(key)) return {std::string(key), TextOf(key, user, settings)};
  return {OwnKey(key, user), RecordJson(key, user, settings)};
}

std::string TextOf(std::string_view key, const UserData& user, const Settings& settings) {
  if (!IsBeside(key)) return RecordJson(key, user, settings);
  const auto unread = user.unread.find(key);
  return unread == user.unread.end() ? "" : unread->second;
}

void PutBack(std::string_view key, std::string_view text, UserData& user, Settings& settings) {
  LimitsReached reached;
  if (!IsBeside(key)) {
    ReadRecord(key, text, user, settings, reached);
  } else if (text.empty()) {
    Erase(key, user.unread);
  } else {
    user.unread.insert_or_assign(std::string(key), std::string(text));
  }
}

std::vector<DeviceRecord> UnreadToExport(const UserData& user, const Settings& settings) {
  std::vector<DeviceRecord> records;
  for (const auto& [key, json] : user.unread) {
    const bool taken = !RecordJson(key, user, settings).empty();
    records.push_back({taken ? AsideKey(key, json, user) : key, json});
  }
  return records;
}

}  // namespace skira::app
