// A library in shards (src/shards): what of it is at hand, what is asked of the page, what could
// not be had.
//
//   manifest ─▶ OpenLibrary ─▶ the newest reviews; then FollowLibrary asks (effect::Fetch), the
//   page answers with TakeFile or LoseFile: catalog pages one after the other, the open review's
//   text and its neighbours', what a search needs.
//
// The catalog has a place for each review from the start, by its number; one whose row has not come
// yet is of no document (IsListed of listing.h) and shown nowhere, one whose text has not come has
// no blocks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/state/app_state.h"

namespace skira::app {

inline bool IsManifest(std::string_view bytes) { return bytes.starts_with("skira-shards "); }

// Takes the library in place of the present catalog. What is wrong with the manifest; empty:
// nothing.
std::string OpenLibrary(std::string_view manifest, AppState& state);

// A file that was asked for, by its name; one that is not what it should be counts as lost.
void TakeFile(std::string_view name, std::string bytes, AppState& state);
void LoseFile(std::string_view name, AppState& state);

// Asks for what the view needs. Cheap where nothing is lacking.
void FollowLibrary(AppState& state);
// Puts what is at hand of the listed query's words into the index, asks for the rest. Whether
// anything is still on its way.
bool PrepareSearch(AppState& state);
// Asks again for what was lost.
void Do(const RetryLibrary& action, AppState& state);

// What the pane of the open review has to show.
enum class TextState : uint8_t { kHere, kComing, kLost };
TextState TextOfOpenReview(const AppState& state);

}  // namespace skira::app
