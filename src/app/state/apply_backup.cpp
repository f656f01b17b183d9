// Actions on how user data is kept, and on backups.
#include <algorithm>
#include <utility>

#include "app/model/device_records.h"
#include "app/state/announcements.h"
#include "app/state/apply_user_data.h"
#include "app/state/commands.h"
#include "app/state/exports.h"
#include "app/ui/isolates.h"

namespace skira::app {
namespace {

// "marks on 3 reviews, 5 highlights, settings".
std::string ContentsText(const BackupContents& contents, Language language) {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  const auto count = [&](Str one, Str many, int number) {
    if (number > 0) add(Counted(one, many, number, language));
  };
  count(Str::backup_reviews_one, Str::backup_reviews, contents.reviews);
  count(Str::backup_highlights_one, Str::backup_highlights, contents.highlights);
  count(Str::backup_lists_one, Str::backup_lists, contents.lists);
  if (contents.settings) add(Text(Str::backup_settings, language));
  if (contents.searches) add(Text(Str::backup_searches, language));
  count(Str::backup_aside_one, Str::backup_aside, contents.aside);
  return text;
}

// A backup joined with a copy of what is here.
struct Joined {
  UserData user;
  Settings settings;
  BackupResult result;
  std::vector<ReplacedRecord> replaced;  // what it changes
};

Joined Join(const std::string& backup, const AppState& state) {
  Joined joined{.user = state.user, .settings = state.settings, .result = {}, .replaced = {}};
  joined.result = ReadBackup(backup, joined.user, joined.settings);
  std::vector<std::string> keys = joined.result.keys;
  keys.insert(keys.end(), joined.result.aside.begin(), joined.result.aside.end());
  for (std::string& key : keys) {
    std::string before = TextOf(key, state.user, state.settings);
    std::string after = TextOf(key, joined.user, joined.settings);
    if (before != after) {
      joined.replaced.push_back({std::move(key), std::move(before), std::move(after)});
    }
  }
  return joined;
}

// What shows user data shows what there is now.
void UserDataChanged(bool other_language, AppState& state) {
  if (other_language) ++state.catalog_revision;
  AnchorHighlights(state);
  ListAnew(state);
}

void TakeOver(Joined joined, AppState& state) {
  const bool other_language = joined.settings.language != state.language();
  state.user = std::move(joined.user);
  state.settings = joined.settings;
  for (const ReplacedRecord& record : joined.replaced) MarkDirty(record.key, state);
  UserDataChanged(other_language, state);
  const int count = static_cast<int>(joined.replaced.size());
  AnnounceKept({.text = Counted(Str::import_done_one, Str::import_done, count, state.language()),
                .offer = Command::kUndo},
               state);
  state.keep.undo = std::move(joined.replaced);
  state.keep.removed_document.clear();
  ShowLimits(joined.result.reached, state);
}

}  // namespace

void ChangeUndoably(std::vector<std::string> keys, const std::function<void()>& change, Str text,
                    AppState& state) {
  std::vector<ReplacedRecord> replaced;
  for (std::string& key : keys) {
    std::string before = TextOf(key, state.user, state.settings);
    replaced.push_back({std::move(key), std::move(before), ""});
  }
  change();
  for (ReplacedRecord& record : replaced) {
    record.after = TextOf(record.key, state.user, state.settings);
    MarkDirty(record.key, state);
  }
  AnnounceKept({.text = Text(text, state.language()), .offer = Command::kUndo}, state);
  state.keep.undo = std::move(replaced);
  state.keep.removed_document.clear();
}

void Do(const SetStorageStatus& action, AppState& state) {
  const StorageStatus before = std::exchange(state.keep.keeping, action.keeping);
  const auto offer = [&](Str text, Command command) {
    Apply(ShowNotice{Text(text, state.language()), command}, state);
  };
  switch (action.keeping) {
    case StorageStatus::kDevice:
      if (before == StorageStatus::kDevice) return;
      if (state.notice.offer == Command::kBackup || state.notice.offer == Command::kKeepAgain) {
        Apply(DismissNotice{}, state);
      }
      return ShowNoticeText(Text(Str::storage_back, state.language()), state);
    case StorageStatus::kMemory:
      return offer(Str::storage_memory, Command::kBackup);
    case StorageStatus::kFull:
      return offer(Str::storage_full, Command::kBackup);
    case StorageStatus::kSlow:
      return offer(Str::storage_slow, Command::kBackup);
    case StorageStatus::kCleared:
      return offer(Str::storage_cleared, Command::kKeepAgain);
  }
}

void Do(const RecordsKept& action, AppState& state) {
  state.keep.kept = std::max(state.keep.kept, std::min(action.number, state.keep.handed_over));
}

void Do(const KeepAgain&, AppState& state) {
  if (state.keep.keeping == StorageStatus::kCleared) state.keep.keeping = StorageStatus::kDevice;
  for (const auto& [key, json] : state.user.unread) KeepRecord(key, json, state);
  for (std::string& key : RecordKeys(state.user, state.settings)) MarkDirty(std::move(key), state);
  if (!state.documents.own.empty())
    state.effects.push_back(effect::Document{wire::DocumentStep::kKeepAll});
  AnnounceKept({Text(Str::kept_again, state.language())}, state);
}

void Do(const RestoreBackup& action, AppState& state) {
  using Problem = BackupResult::Problem;
  const Language language = state.language();
  Joined joined = Join(action.json, state);
  if (joined.result.problem != Problem::kNone) {
    const Str why =
        joined.result.problem == Problem::kNewer ? Str::import_newer : Str::import_not_ours;
    return ShowNoticeText(Filled(Text(why, language), {Isolated(action.name)}), state);
  }
  if (joined.replaced.empty()) {
    return ShowNoticeText(Filled(Text(Str::import_nothing, language), {Isolated(action.name)}),
                          state);
  }
  if (action.chosen) return TakeOver(std::move(joined), state);
  state.keep.offered = action;
  const std::string contents = ContentsText(ContentsOf(action.json), language);
  Apply(ShowNotice{Filled(Text(Str::backup_ask, language), {Isolated(action.name), contents}),
                   Command::kJoinBackup},
        state);
}

void Do(const ChooseBackup&, AppState& state) {
  state.effects.push_back(effect::ChooseFiles{wire::FileChoice::kBackup});
}

void Do(const JoinBackup&, AppState& state) {
  const RestoreBackup offered = std::exchange(state.keep.offered, {});
  Joined joined = Join(offered.json, state);
  if (joined.result.problem == BackupResult::Problem::kNone) TakeOver(std::move(joined), state);
}

void Do(const UndoChange&, AppState& state) {
  const Language language = state.language();
  // What was restored is no news any more.
  std::erase_if(state.keep.announcements,
                [](const Announcement& waiting) { return waiting.offer == Command::kUndo; });
  if (state.notice.offer == Command::kUndo) state.notice = {.number = state.notice.number};
  if (std::string name = std::exchange(state.keep.removed_document, {}); !name.empty()) {
    state.effects.push_back(effect::Document{wire::DocumentStep::kPutBack, std::move(name)});
    return ShowNoticeText(Text(Str::undone, language), state);
  }
  int changed = 0;
  for (const ReplacedRecord& record : std::exchange(state.keep.undo, {})) {
    if (TextOf(record.key, state.user, state.settings) != record.after) {
      ++changed;
      continue;
    }
    PutBack(record.key, record.before, state.user, state.settings);
    MarkDirty(record.key, state);
  }
  UserDataChanged(state.language() != language, state);
  AnnounceKept(
      {changed == 0 ? Text(Str::undone, state.language())
                    : Filled(Text(Str::undone_but, state.language()), {std::to_string(changed)})},
      state);
}

}  // namespace skira::app
