// A model of user data on a device: several tabs keep, change, join and import while tabs are
// killed, the device is full, does not answer, loses its database, and programs of other versions
// write into it. What the model says: what was announced as kept is there after a restart, and what
// this version cannot read stays as it is, byte for byte.
//
// `Tab` does what web/storage.js does, one transaction at a time, so that a tab can be killed
// between any two.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <deque>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "app/model/device_records.h"
#include "app/state/app_state.h"
#include "app/state/commands.h"
#include "app/state/exports.h"

namespace skira::app {
namespace {

using Json = nlohmann::ordered_json;
using Records = std::map<std::string, std::string>;

struct Device {
  Records records;
  bool full = false, blocked = false;
};

Catalog MakeCatalog() {
  Catalog catalog;
  for (const char* id : {"a", "b", "c"}) {
    Review review;
    review.id = id;
    Block block;
    block.spans.push_back({.text = "some words of a review"});
    review.blocks.push_back(block);
    catalog.reviews.push_back(review);
  }
  return catalog;
}

std::string Dumped(const Json& json) { return json.dump(); }

class Tab {
 public:
  explicit Tab(Device& device) : device_(device) {
    SetCatalog(MakeCatalog(), state);
    Settle();
  }

  void Do(const Action& action) {
    Apply(action, state);
    Settle();
  }

  // The database is opened, if the device lets it, and what it has is taken over.
  bool Open() {
    if (open_) return true;
    if (device_.blocked) return false;
    open_ = true;
    const Records seen = seen_;
    for (const auto& [key, json] : seen) {
      if (!device_.records.contains(key)) Receive(key, "");
    }
    const Records there = device_.records;
    for (const auto& [key, json] : there) {
      const auto before = seen.find(key);
      if (before == seen.end() || before->second != json) Receive(key, json);
    }
    return true;
  }

  void LoseDatabase() { open_ = false; }

  // The database is gone with all that it had.
  void Clear() {
    open_ = false;
    seen_.clear();
    Open();
    Do(SetStorageStatus{StorageStatus::kCleared});
  }

  // A transaction. Returns the records that it wrote, for the other tabs.
  std::vector<DeviceRecord> Write() {
    if (pending_.empty()) {
      TellKept();
      return {};
    }
    if (!Open()) {
      Do(SetStorageStatus{StorageStatus::kSlow});
      return {};
    }
    std::vector<DeviceRecord> batch = pending_, others;
    for (const DeviceRecord& change : batch) {
      const auto there = device_.records.find(change.key);
      const auto seen = seen_.find(change.key);
      if (there == device_.records.end() || there->second == change.json) continue;
      if (seen != seen_.end() && seen->second == there->second) continue;
      others.push_back({there->first, there->second});
    }
    if (!others.empty()) {
      for (const DeviceRecord& other : others) Join(other);
      return {};
    }
    if (device_.full) {
      if (state.keep.keeping != StorageStatus::kFull) Do(SetStorageStatus{StorageStatus::kFull});
      return {};
    }
    for (const DeviceRecord& change : batch) {
      if (change.json.empty()) {
        device_.records.erase(change.key);
        seen_.erase(change.key);
      } else {
        device_.records[change.key] = seen_[change.key] = change.json;
      }
      std::erase(pending_, change);
    }
    if (pending_.empty()) TellKept();
    return batch;
  }

  // Another tab's change, as far as the channel brings it.
  void Hear(const DeviceRecord& record) {
    if (!IsPending(record.key)) Receive(record.key, record.json);
  }

  bool HasPending() const { return !pending_.empty(); }
  std::string Backup() const { return BackupJson(state.user, state.settings); }

  AppState state;
  std::vector<std::string> facts;  // what was done here and not yet announced
  std::deque<DeviceRecord> inbox;
  std::vector<std::string> announced;  // since it was last looked at

 private:
  bool IsPending(std::string_view key) const {
    return std::any_of(pending_.begin(), pending_.end(),
                       [&](const DeviceRecord& change) { return change.key == key; });
  }

  void Receive(const std::string& key, const std::string& json) {
    seen_[key] = json;
    if (json.empty() || IsPending(key)) seen_.erase(key);
    if (!IsPending(key)) Do(RestoreRecord{key, json});
  }

  void Join(const DeviceRecord& other) {
    const auto change = *std::find_if(pending_.begin(), pending_.end(),
                                      [&](const auto& one) { return one.key == other.key; });
    seen_[other.key] = other.json;
    changed_.clear();
    Do(RestoreRecord{other.key, other.json, true});
    if (!changed_.contains(other.key)) std::erase(pending_, change);
  }

  void TellKept() {
    if (state.keep.keeping != StorageStatus::kDevice &&
        state.keep.keeping != StorageStatus::kCleared) {
      Do(SetStorageStatus{StorageStatus::kDevice});
    }
    Do(RecordsKept{last_});
    announced.insert(announced.end(), facts.begin(), facts.end());
    facts.clear();
  }

  void Settle() {
    for (const Effect& effect : std::exchange(state.effects, {})) {
      if (const auto* said = std::get_if<effect::Announce>(&effect)) {
        for (const Str text : {Str::starred_notice, Str::unstarred_notice, Str::read_notice,
                               Str::highlight_added, Str::highlight_removed, Str::tag_deleted}) {
          if (said->text != Text(text, state.language())) continue;
          INFO(said->text);
          CHECK(pending_.empty());  // nothing is announced that is not stored
        }
      }
      if (const auto* store = std::get_if<effect::Store>(&effect)) {
        Write({store->key, store->json}, store->number);
      } else if (const auto* erase = std::get_if<effect::Erase>(&effect)) {
        Write({erase->key, ""}, erase->number);
      }
    }
  }

  void Write(DeviceRecord record, uint32_t number) {
    std::erase_if(pending_, [&](const DeviceRecord& one) { return one.key == record.key; });
    changed_.insert(record.key);
    last_ = number;
    pending_.push_back(std::move(record));
  }

  Device& device_;
  bool open_ = false;
  std::vector<DeviceRecord> pending_;
  std::set<std::string> changed_;
  Records seen_;
  uint32_t last_ = 0;
};

class World {
 public:
  explicit World(uint32_t seed) : random_(seed) { Start(); }

  void Step() {
    if (tabs_.empty()) Start();
    Tab& tab = *tabs_[Below(tabs_.size())];
    const uint32_t dice = Below(100);
    if (dice < 40) {
      Change(tab);
    } else if (dice < 70) {
      Write(tab);
    } else if (dice < 78) {
      Deliver(tab);
    } else if (dice < 82) {
      Import(tab);
    } else if (dice < 88) {
      OtherVersion();
    } else if (dice < 90) {
      device_.full = !device_.full;
    } else if (dice < 92) {
      device_.blocked = !device_.blocked;
    } else if (dice < 93) {
      tab.LoseDatabase();
    } else if (dice < 96) {
      if (tabs_.size() < 3) Start();
    } else if (dice < 99) {
      Kill(tab);
    } else if (Below(8) == 0) {
      ClearDevice();
    }
    for (const auto& one : tabs_) TakeAnnounced(*one);
  }

  // What a tab that is opened now has.
  void CheckRestart() {
    Tab tab(device_);
    const bool blocked = std::exchange(device_.blocked, false);
    tab.Open();
    device_.blocked = blocked;
    const std::string backup = tab.Backup();
    for (const std::string& fact : announced_) {
      INFO(fact << " in " << backup);
      CHECK(backup.find(fact + ".") != backup.npos);
    }
    for (const auto& [key, json] : foreign_) {
      INFO(key);
      CHECK(device_.records[key] == json);
      CHECK(tab.state.user.unread.at(key) == json);
    }
  }

  size_t announced() const { return announced_.size(); }

 private:
  uint32_t Below(size_t bound) { return static_cast<uint32_t>(random_() % bound); }
  std::string NewFact() { return "fact" + std::to_string(++made_); }
  std::string AReview() { return std::string(1, static_cast<char>('a' + Below(3))); }

  void Start() {
    tabs_.push_back(std::make_unique<Tab>(device_));
    tabs_.back()->Open();
  }

  void Kill(const Tab& tab) {
    std::erase_if(tabs_, [&](const auto& one) { return one.get() == &tab; });
  }

  void TakeAnnounced(Tab& tab) {
    for (std::string& fact : std::exchange(tab.announced, {})) {
      if (!removed_.contains(fact)) announced_.insert(std::move(fact));
    }
  }

  // It may be there or not from now on.
  void Remove(const std::string& fact) {
    removed_.insert(fact);
    announced_.erase(fact);
  }
  void RemoveAllIn(const std::string& text) {
    for (int i = 1; i <= made_; ++i) {
      const std::string fact = "fact" + std::to_string(i);
      if (text.find(fact + ".") != text.npos) Remove(fact);
    }
  }

  void Change(Tab& tab) {
    const std::string review = AReview(), fact = NewFact();
    const ReviewMarks& marks = MarksOf(tab.state.user, review);
    switch (Below(9)) {
      case 0:
        tab.Do(ToggleStar{review});
        return;
      case 1:
        tab.Do(SetRead{review, Below(2) == 0});
        return;
      case 2:
        tab.Do(SetReviewNote{review, marks.note + "\n\n" + fact + "."});
        break;
      case 3:
        if (marks.tags.size() >= 50) return;
        tab.Do(SetTag{review, fact + ".", true});
        break;
      case 4: {
        if (marks.tags.empty()) return;
        const std::string tag = marks.tags[Below(marks.tags.size())];
        RemoveAllIn(tag);
        if (Below(2) == 0) return tab.Do(SetTag{review, tag, false});
        tab.Do(RenameTag{tag, fact + "."});
        break;
      }
      case 5:
        tab.Do(MakeList{fact + ".", review});
        break;
      case 6: {
        const auto& lists = tab.state.user.lists;
        if (lists.empty()) return;
        tab.Do(SetListed{lists[Below(lists.size())].id, fact + ".", true});
        break;
      }
      case 7: {
        tab.Do(Navigate{{.page = Route::Page::kReview, .id = review}});
        const uint32_t from = Below(15);
        tab.Do(SelectText{{{0, from}, {0, from + 6}}});
        tab.Do(AddHighlight{0, true});
        if (!tab.state.keep.open_highlight.empty()) {
          const std::string id = tab.state.keep.open_highlight;
          const auto& all = MarksOf(tab.state.user, review).highlights;
          const auto one = std::find_if(all.begin(), all.end(),
                                        [&](const Highlight& some) { return some.id == id; });
          if (one == all.end()) return;
          tab.Do(NoteHighlight{review, id, one->note + " " + fact + "."});
          break;
        }
        return;
      }
      default: {
        const auto& lists = tab.state.user.lists;
        if (lists.size() < 4) return;
        const std::string id = lists[Below(lists.size())].id;
        RemoveAllIn(RecordJson(ListKey(id), tab.state.user, tab.state.settings));
        return tab.Do(DeleteList{id, true});
      }
    }
    tab.facts.push_back(fact);
  }

  void Write(Tab& tab) {
    for (const DeviceRecord& record : tab.Write()) Broadcast(record, &tab);
  }

  void Broadcast(const DeviceRecord& record, const Tab* from) {
    for (const auto& tab : tabs_) {
      if (tab.get() != from) tab->inbox.push_back(record);
    }
  }

  void Deliver(Tab& tab) {
    for (; !tab.inbox.empty(); tab.inbox.pop_front()) tab.Hear(tab.inbox.front());
  }

  void Import(Tab& tab) {
    const std::string fact = NewFact(), odd = NewFact(), review = AReview();
    const Json records = {
        {"review/" + review, {{"v", 1}, {"tags", {fact + "."}}}},
        {"review/odd", {{"v", 7}, {"text", odd + "."}}},
    };
    const Json backup = {{"format", "skira-backup"}, {"version", 1}, {"records", records}};
    tab.Do(RestoreBackup{"mine.json", Dumped(backup), Below(2) == 0});
    if (!tab.state.keep.offered.json.empty()) {
      if (Below(4) == 0) return tab.Do(DismissNotice{});
      tab.Do(Run{Command::kJoinBackup});
    }
    if (Below(4) == 0) {
      Remove(fact);
      Remove(odd);
      return tab.Do(Run{Command::kUndo});
    }
    tab.facts.push_back(fact);
    tab.facts.push_back(odd);
  }

  // A program of another version changes a record on the device; some tabs hear of it.
  void OtherVersion() {
    const std::string key = "review/" + AReview(), fact = NewFact();
    const auto there = device_.records.find(key);
    const auto foreign = foreign_.find(key);
    std::string json;
    if (foreign != foreign_.end()) {
      // The later version keeps the record as it is, adds to it, or writes it as this one does.
      const uint32_t dice = Below(3);
      if (dice == 0) return;
      Json record = Json::parse(foreign->second);
      if (dice == 1) {
        record["more"].push_back(fact + ".");
        json = foreign->second = Dumped(record);
      } else {
        json = Dumped({{"v", 1}, {"note", record["was"].get<std::string>()}, {"later", record}});
        foreign_.erase(foreign);
      }
    } else if (Below(3) == 0) {
      const std::string was = there == device_.records.end() ? "" : there->second;
      json = Dumped({{"v", 9}, {"was", was}, {"more", {fact + "."}}});
      foreign_[key] = json;
    } else {
      Json record = there == device_.records.end() ? Json{{"v", 1}} : Json::parse(there->second);
      record[fact] = fact + ".";
      json = Dumped(record);
    }
    if (device_.full) return Undo(key, there == device_.records.end() ? "" : there->second);
    device_.records[key] = json;
    announced_.insert(fact);
    if (json.find(fact) == json.npos) announced_.erase(fact);
    if (Below(3) > 0) Broadcast({key, json}, nullptr);
  }
  // What was not written: the other version's record is the one before.
  void Undo(const std::string& key, const std::string& before) {
    foreign_.erase(key);
    if (!before.empty() && Json::parse(before)["v"] == 9) foreign_[key] = before;
  }

  // The browser clears the device: what was announced holds no longer, and every tab says so. One
  // of them stores what it has again, which is announced.
  void ClearDevice() {
    if (device_.blocked || device_.full) return;
    device_.records.clear();
    foreign_.clear();
    for (const std::string& fact : announced_) removed_.insert(fact);
    announced_.clear();
    for (const auto& tab : tabs_) {
      tab->inbox.clear();
      tab->Clear();
      CHECK(tab->state.notice.offer == Command::kKeepAgain);
    }
    if (tabs_.empty()) return;
    Tab& tab = *tabs_.front();
    tab.Do(Run{Command::kKeepAgain});
    for (const auto& [key, json] : tab.state.user.unread) {
      if (!key.starts_with('~')) foreign_[key] = json;
    }
    while (tab.HasPending()) Write(tab);
    const std::string backup = tab.Backup();
    for (int i = 1; i <= made_; ++i) {
      const std::string fact = "fact" + std::to_string(i);
      if (backup.find(fact + ".") != backup.npos) announced_.insert(fact);
    }
  }

  std::minstd_rand random_;
  Device device_;
  std::vector<std::unique_ptr<Tab>> tabs_;
  std::set<std::string> announced_, removed_;
  Records foreign_;  // what the device has of a later version, by key
  int made_ = 0;
};

TEST_CASE("what was announced as kept is there after a restart, whatever happens to the device") {
  size_t announced = 0;
  for (uint32_t seed = 1; seed <= 30; ++seed) {
    INFO("seed " << seed);
    World world(seed);
    for (int step = 0; step < 300; ++step) {
      world.Step();
      if (step % 10 == 9) world.CheckRestart();
    }
    announced += world.announced();
  }
  CHECK(announced > 300);  // the model says something
}

}  // namespace
}  // namespace skira::app
