// What the files that carry actions out share.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/state/app_state.h"

namespace skira::app {

// Lists the catalog anew.
void ListAnew(AppState& state);
// Brings up to date what shows the catalog, after reviews came behind the others or went.
void CatalogChanged(AppState& state);
// What is read is laid out and told anew, with its marks: the open review and the one beside it.
void LayOutAnew(AppState& state);
// Shows a notice and tells it to screen readers.
void ShowNoticeText(std::string text, AppState& state);
// The same of a change that the current action makes of user data, once it is on the device: what
// is announced is there after a restart. Where nothing can be kept the notice says so.
void AnnounceKept(Announcement announcement, AppState& state);
// Carries out what one press takes away and none brings back: the notice `text`, shown once it is
// on the device, offers to undo it. `keys`: the records (device_records.h) that `change` alters.
void ChangeUndoably(std::vector<std::string> keys, const std::function<void()>& change, Str text,
                    AppState& state);
// Shows a notice of the limits that were reached, if any that people are told of.
void ShowLimits(const LimitsReached& reached, AppState& state);
// Asks the page to keep a record (device_records.h) at the end of the effects.
void KeepRecord(std::string key, std::string json, AppState& state);

}  // namespace skira::app
