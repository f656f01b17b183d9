#include "app/state/shard_library.h"

#include <algorithm>
#include <utility>

#include "app/model/reading_limits.h"
#include "app/model/review_context.h"
#include "app/state/announcements.h"
#include "app/state/app_state.h"
#include "app/state/apply_user_data.h"
#include "app/state/commands.h"
#include "app/state/reading_position.h"

namespace skira::app {
namespace {

constexpr size_t kMostTexts = 10;  // files of text that are kept
constexpr int kPagesAtOnce = 3;    // of the catalog, on their way

bool IsTerms(ShardFile file) { return TermFileOf(file).has_value(); }

void Ask(ShardFile file, AppState& state) {
  LibraryState& library = state.library;
  if (library.failed.contains(file) || !library.asked.insert(file).second) return;
  state.effects.push_back(effect::Fetch{library.set.NameOf(file)});
}

bool IsAsked(const LibraryState& library, bool (*which)(ShardFile)) {
  return std::any_of(library.asked.begin(), library.asked.end(), which);
}

// --- The catalog ---------------------------------------------------------------------------------

void ListRows(int first, std::vector<CatalogRow> rows, AppState& state) {
  LibraryState& library = state.library;
  for (size_t i = 0; i < rows.size(); ++i) {
    const int number = first + static_cast<int>(i);
    const size_t place = static_cast<size_t>(number);
    library.terms.List(number, rows[i].review, rows[i].traits, state.index);
    state.words[place] = rows[i].words;
    if (library.has_text[place] == 0) state.catalog.reviews[place] = std::move(rows[i].review);
  }
}

void AskForPages(AppState& state) {
  const LibraryState& library = state.library;
  int under_way = 0;
  for (int page = 0; page < static_cast<int>(library.has_page.size()); ++page) {
    const ShardFile file{ShardKind::kCatalog, page};
    if (library.has_page[static_cast<size_t>(page)] != 0 || library.failed.contains(file)) continue;
    if (++under_way > kPagesAtOnce) return;
    Ask(file, state);
  }
}

// The list follows when there is twice as much of it, and at the end.
void TakePage(ShardFile file, std::vector<CatalogRow> rows, AppState& state) {
  LibraryState& library = state.library;
  ListRows(library.set.FirstOf(file), std::move(rows), state);
  library.has_page[static_cast<size_t>(file.number)] = 1;
  ++library.pages;
  const int all = static_cast<int>(library.has_page.size());
  if ((library.pages & (library.pages - 1)) == 0 || library.pages == all) CatalogChanged(state);
}

// --- Texts ---------------------------------------------------------------------------------------

void ForgetText(int number, AppState& state) {
  LibraryState& library = state.library;
  const ShardFile file{ShardKind::kText, number};
  const int first = library.set.FirstOf(file);
  const int end = std::min(library.set.reviews(), library.set.FirstOf({file.kind, number + 1}));
  for (int i = first; i < end; ++i) {
    Review& review = state.catalog.reviews[static_cast<size_t>(i)];
    review.blocks = {};
    review.links = {};
    review.warnings = {};
    library.has_text[static_cast<size_t>(i)] = 0;
  }
}

void KeepText(ShardFile file, AppState& state) {
  LibraryState& library = state.library;
  std::erase(library.texts, file.number);
  library.texts.push_back(file.number);
  const int open = state.open_review < library.set.reviews() ? state.open_review : -1;
  while (library.texts.size() > kMostTexts) {
    auto oldest = library.texts.begin();
    if (open >= 0 && *oldest == library.set.TextOf(open).number) ++oldest;
    ForgetText(*oldest, state);
    library.texts.erase(oldest);
  }
}

void TakeText(ShardFile file, Catalog text, AppState& state) {
  LibraryState& library = state.library;
  const int first = library.set.FirstOf(file);
  state.math.Add(std::move(text.math));
  state.pictures.Add(std::move(text.pictures));
  for (size_t i = 0; i < text.reviews.size(); ++i) {
    const size_t place = static_cast<size_t>(first) + i;
    Review& review = text.reviews[i];
    const std::string& source = text.sources[static_cast<size_t>(review.document)].name;
    const auto& sources = library.set.sources();
    review.document =
        static_cast<int>(std::find(sources.begin(), sources.end(), source) - sources.begin());
    state.catalog.reviews[place] = std::move(review);
    library.has_text[place] = 1;
  }
  KeepText(file, state);
  const bool was_open = state.open_review >= 0;
  if (was_open && library.set.TextOf(state.open_review) != file) return AnchorHighlights(state);
  CatalogChanged(state);
  // Of a review that was only sought, the place that its address names.
  const bool found = !was_open && state.open_review >= 0;
  if (found && state.route.block >= 0) WantBlock(state.route.block, false, state);
}

void TakeIds(std::string_view bytes, AppState& state) {
  LibraryState& library = state.library;
  const int number = library.set.FindId(bytes, state.route.id);
  if (number < 0) {
    library.missing_id = state.route.id;
  } else {
    Ask(library.set.TextOf(number), state);
  }
}

// Takes a file that is what it should be; false where it is not.
bool Take(ShardFile file, std::string bytes, AppState& state) {
  LibraryState& library = state.library;
  std::string error;
  if (file.kind == ShardKind::kCatalog) {
    auto rows = library.set.ReadPage(file, bytes, error);
    if (rows) TakePage(file, *std::move(rows), state);
  } else if (file.kind == ShardKind::kText) {
    auto text = library.set.ReadText(file, bytes, error);
    if (text) {
      CutForReading(*text);
      TakeText(file, *std::move(text), state);
    }
  } else {
    error = library.set.Check(file, bytes);
    if (error.empty() && file.kind == ShardKind::kIds) TakeIds(bytes, state);
    if (error.empty() && IsTerms(file))
      error = library.terms.Take(*TermFileOf(file), std::move(bytes));
  }
  return error.empty();
}

// A search waits until all that it asked for has come or is lost.
void SearchAgain(ShardFile file, AppState& state) {
  if (IsTerms(file) && !IsAsked(state.library, IsTerms)) ListAnew(state);
}

}  // namespace

std::string OpenLibrary(std::string_view manifest, AppState& state) {
  ShardSet set;
  std::string wrong = set.Open(manifest);
  if (!wrong.empty()) return wrong;
  Catalog catalog;
  catalog.site = set.site();
  for (const std::string& source : set.sources()) catalog.sources.push_back({source, "", 0});
  Review unknown;
  unknown.document = -1;
  catalog.reviews.assign(static_cast<size_t>(set.reviews()), unknown);
  SetCatalog(std::move(catalog), state);
  LibraryState& library = state.library;
  library.set = std::move(set);
  const size_t count = static_cast<size_t>(library.set.reviews());
  library.has_text.assign(count, 0);
  library.has_page.assign(static_cast<size_t>(library.set.Count(ShardKind::kCatalog)), 0);
  state.words.assign(count, 0);
  state.documents.formulas_from = library.set.reviews();
  library.terms.Begin(library.set.terms(), state.index);
  ListRows(0, library.set.newest(), state);
  CatalogChanged(state);
  FollowLibrary(state);
  return "";
}

void TakeFile(std::string_view name, std::string bytes, AppState& state) {
  LibraryState& library = state.library;
  const std::optional<ShardFile> file = library.set.FileOf(name);
  if (!file || !library.asked.contains(*file)) return;
  if (!Take(*file, std::move(bytes), state)) return LoseFile(name, state);
  library.asked.erase(*file);
  SearchAgain(*file, state);
  ++state.revision;
  FollowLibrary(state);
}

void LoseFile(std::string_view name, AppState& state) {
  LibraryState& library = state.library;
  const std::optional<ShardFile> file = library.set.FileOf(name);
  if (!file || library.asked.erase(*file) == 0) return;
  const bool told = !library.failed.empty();
  library.failed.insert(*file);
  if (IsTerms(*file)) library.terms.GiveUp(*TermFileOf(*file));
  SearchAgain(*file, state);
  ++state.revision;
  if (told) return;
  Apply(ShowNotice{Text(Str::library_lost, state.language()), Command::kRetryLibrary}, state);
}

bool PrepareSearch(AppState& state) {
  LibraryState& library = state.library;
  if (!library.on() || state.list.text.empty()) return false;
  const std::vector<TermFile> lacking = library.terms.Prepare(state.list.text, true, state.index);
  for (const TermFile file : lacking) Ask(ShardOf(file), state);
  return !lacking.empty();
}

void FollowLibrary(AppState& state) {
  LibraryState& library = state.library;
  if (!library.on()) return;
  AskForPages(state);
  if (state.route.page != Route::Page::kReview) return;
  const int count = library.set.reviews();
  if (state.open_review < 0) {
    if (library.missing_id != state.route.id) Ask(library.set.IdsOf(state.route.id), state);
    return;
  }
  if (state.open_review >= count) return;  // the user's own
  if (library.has_text[static_cast<size_t>(state.open_review)] == 0) {
    return Ask(library.set.TextOf(state.open_review), state);
  }
  // The next review and the one before, while this one is read.
  const Beside beside = FindBeside(state.catalog, state.listing, state.open_review);
  for (const int near : {beside.next, beside.previous}) {
    if (near < 0 || near >= count || library.has_text[static_cast<size_t>(near)] != 0) continue;
    Ask(library.set.TextOf(near), state);
  }
}

void Do(const RetryLibrary&, AppState& state) {
  LibraryState& library = state.library;
  if (library.failed.empty()) return;
  library.failed.clear();
  library.terms.Retry();
  if (state.notice.offer == Command::kRetryLibrary) state.notice = {.number = state.notice.number};
  ++state.revision;
  ListAnew(state);
  FollowLibrary(state);
}

TextState TextOfOpenReview(const AppState& state) {
  const LibraryState& library = state.library;
  if (!library.on() || state.route.page != Route::Page::kReview) return TextState::kHere;
  const auto state_of = [&](ShardFile file) {
    return library.failed.contains(file) ? TextState::kLost : TextState::kComing;
  };
  if (state.open_review < 0) {
    if (library.missing_id == state.route.id) return TextState::kHere;
    const ShardFile ids = library.set.IdsOf(state.route.id);
    const bool text_lost =
        std::any_of(library.failed.begin(), library.failed.end(),
                    [](ShardFile file) { return file.kind == ShardKind::kText; });
    return text_lost ? TextState::kLost : state_of(ids);
  }
  if (state.open_review >= library.set.reviews()) return TextState::kHere;
  if (library.has_text[static_cast<size_t>(state.open_review)] != 0) return TextState::kHere;
  return state_of(library.set.TextOf(state.open_review));
}

}  // namespace skira::app
