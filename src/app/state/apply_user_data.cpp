#include "app/state/apply_user_data.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "app/article/article_highlights.h"
#include "app/model/device_records.h"
#include "app/state/announcements.h"
#include "app/state/apply_pictures.h"
#include "app/state/documents.h"
#include "app/state/exports.h"
#include "app/state/reading_position.h"
#include "app/state/saved_searches.h"
#include "review/join.h"

namespace skira::app {
namespace {

// Where selected words are looked up, in a new tab when the user asks for it.
const std::string kLookUpAddress = "https://duckduckgo.com/?q";

int64_t Now() {
  using std::chrono::duration_cast;
  return duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// A name that nothing else has, on this device or another.
std::string NewId() {
  static std::minstd_rand random{std::random_device{}()};
  constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string id;
  for (int64_t rest = Now(); rest > 0; rest /= 36) id.insert(id.begin(), kDigits[rest % 36]);
  for (int i = 0; i < 4; ++i) id += kDigits[random() % 36];
  return id;
}

// The text within a limit; the user is told where it is cut.
std::string Within(Limit limit, std::string text, AppState& state) {
  LimitsReached reached;
  KeepWithin(limit, text, reached);
  ShowLimits(reached, state);
  return text;
}

// Whether one more of `count` would be too many; the user is told.
bool IsFull(Limit limit, size_t count, AppState& state) {
  if (count < Most(limit)) return false;
  LimitsReached reached;
  reached.Add(limit);
  ShowLimits(reached, state);
  return true;
}

// The text without white space around it and not longer than a name may be.
std::string Name(std::string_view text, AppState& state) {
  const size_t from = text.find_first_not_of(" \t\n");
  if (from == text.npos) return "";
  text = text.substr(from, text.find_last_not_of(" \t\n") + 1 - from);
  return Within(Limit::kName, std::string(text), state);
}

// The name that an action brings, or else what is typed in `field`.
std::string NameOr(const std::string& name, std::string_view field, AppState& state) {
  if (!name.empty()) return Name(name, state);
  const auto draft = state.keep.drafts.find(field);
  return draft == state.keep.drafts.end() ? "" : Name(draft->second, state);
}

std::string With(Str id, std::string_view value, const AppState& state) {
  std::string text = Text(id, state.language());
  if (const size_t place = text.find("%s"); place != text.npos) text.replace(place, 2, value);
  return text;
}

void Say(Str id, AppState& state) { ShowNoticeText(Text(id, state.language()), state); }
// The same of a change, once it is kept.
void SayKept(Str id, AppState& state) { AnnounceKept({Text(id, state.language())}, state); }

void ListIf(bool changed, AppState& state) {
  if (changed) ListAnew(state);
}

// What is kept of a review goes to the id that it has now; where something is kept under both, the
// marks stay as they are.
void RenameReview(const std::string& former, const std::string& id, AppState& state) {
  auto& marks = state.user.marks;
  if (marks.contains(former) && !marks.contains(id)) {
    auto node = marks.extract(former);
    node.key() = id;
    marks.insert(std::move(node));
    if (auto more = state.user.more.extract(MarksKey(former)); !more.empty()) {
      more.key() = MarksKey(id);
      state.user.more.insert(std::move(more));
    }
    MarkDirty(MarksKey(former), state);
    MarkDirty(MarksKey(id), state);
  }
  for (ReadingList& list : state.user.lists) {
    auto& reviews = list.reviews;
    const auto found = std::find(reviews.begin(), reviews.end(), former);
    if (found == reviews.end()) continue;
    if (std::find(reviews.begin(), reviews.end(), id) == reviews.end()) {
      *found = id;
    } else {
      reviews.erase(found);
    }
    MarkDirty(ListKey(list.id), state);
  }
}

// Marks and lists of reviews that have other ids than when they were made.
void FollowIds(AppState& state) {
  // Of a library in shards only some reviews are here.
  if (state.library.set.reviews() > 0) return;
  std::unordered_set<std::string_view> ids;
  for (const Review& review : state.catalog.reviews) ids.insert(review.id);
  std::unordered_map<std::string, std::string> other;  // ids that no review has; theirs, once found
  for (const auto& [id, marks] : state.user.marks) other.emplace(id, "");
  for (const ReadingList& list : state.user.lists) {
    for (const std::string& id : list.reviews) other.emplace(id, "");
  }
  std::erase_if(other, [&](const auto& one) { return ids.contains(one.first); });
  if (other.empty()) return;
  for (const Review& review : state.catalog.reviews) {
    for (const std::string& former : FormerIdsOf(review)) {
      const auto found = other.find(former);
      if (found != other.end()) found->second = review.id;
    }
  }
  for (const auto& [former, id] : other) {
    if (!id.empty()) RenameReview(former, id, state);
  }
}

// The marks of a review, to be changed and kept.
ReviewMarks& Changed(const std::string& review, AppState& state) {
  MarkDirty(MarksKey(review), state);
  return state.user.marks[review];
}

Highlight* FindHighlight(std::vector<Highlight>& highlights, std::string_view id) {
  const auto found = std::find_if(highlights.begin(), highlights.end(),
                                  [&](const Highlight& one) { return one.id == id; });
  return found == highlights.end() ? nullptr : &*found;
}

// The highlight, to be changed and kept; null where there is none.
Highlight* ChangedHighlight(const std::string& review, const std::string& id, AppState& state) {
  const auto marks = state.user.marks.find(review);
  if (marks == state.user.marks.end()) return nullptr;
  Highlight* highlight = FindHighlight(marks->second.highlights, id);
  if (highlight == nullptr) return nullptr;
  MarkDirty(MarksKey(review), state);
  ++state.highlight_revision;
  return highlight;
}

// The list, to be changed and kept; null where there is none.
ReadingList* ChangedList(std::string_view id, AppState& state) {
  for (ReadingList& list : state.user.lists) {
    if (list.id != id) continue;
    MarkDirty(ListKey(id), state);
    return &list;
  }
  return nullptr;
}

bool NameIsTaken(std::string_view name, std::string_view but, const AppState& state) {
  return std::any_of(state.user.lists.begin(), state.user.lists.end(),
                     [&](const ReadingList& list) { return list.name == name && list.id != but; });
}

// The highlights that the passage covers go into the new one: their notes are joined. Those whose
// notes together would be too long stay.
void Absorb(const Passage& passage, ReviewMarks& marks, Highlight& added) {
  std::erase_if(marks.highlights, [&](const Highlight& old) {
    const Passage there = PassageOf(old);
    if (old.lost || there.from < passage.from || passage.to < there.to) return false;
    std::string note = added.note;
    if (!old.note.empty()) note += (note.empty() ? "" : "\n\n") + old.note;
    if (note.size() > Most(Limit::kNote)) return false;
    added.note = std::move(note);
    return true;
  });
}

// Puts what is typed in a note's place. Once nothing is left of it, it can be had back as it was
// when one began to type: letter by letter is how most notes are deleted.
void ChangeNote(const std::string& review, const std::string& highlight, std::string text,
                std::string& note, AppState& state) {
  EditedNote& edited = state.keep.edited_note;
  if (edited.review != review || edited.highlight != highlight) edited = {review, highlight, note};
  const bool deleted = text.empty() && !note.empty() && !edited.before.empty();
  if (!deleted) {
    note = std::move(text);
    return;
  }
  note = edited.before;  // what is put back
  ChangeUndoably(
      {MarksKey(review)}, [&] { note.clear(); }, Str::note_removed, state);
}

void CloseSelection(AppState& state) {
  state.keep.selection = {};
  state.effects.push_back(effect::ClearSelection{});
}

}  // namespace

void Do(const ToggleStar& action, AppState& state) {
  ReviewMarks& marks = Changed(action.review, state);
  marks.starred = !marks.starred;
  SayKept(marks.starred ? Str::starred_notice : Str::unstarred_notice, state);
  ListIf(state.list.starred, state);
}

void Do(const SetRead& action, AppState& state) {
  Changed(action.review, state).read = action.read;
  SayKept(action.read ? Str::read_notice : Str::unread_notice, state);
  ListIf(state.list.unread, state);
}

void Do(const RestoreRecord& action, AppState& state) {
  const Language language = state.language();
  LimitsReached reached;
  if (action.key == "settings" && !action.json.empty()) state.settings_known = true;
  for (std::string& key :
       TakeRecord(action.key, action.json, action.merge, state.user, state.settings, reached)) {
    MarkDirty(std::move(key), state);
  }
  ShowLimits(reached, state);
  if (state.language() != language) ++state.catalog_revision;
  AnchorHighlights(state);
  const Review* open = state.review();
  // The device has answered late, but before the first frame.
  if (open != nullptr && state.place.view <= 0 && action.key == MarksKey(open->id)) {
    ResumeReading(state);
  }
  const ListQuery& list = state.list;
  ListIf(list.starred || list.unread || !list.lists.empty() || !list.tags.empty(), state);
}

void Do(const SetDraft& action, AppState& state) { state.keep.drafts[action.field] = action.text; }

// --- The selection and highlights ---------------------------------------------------------------

void Do(const SelectText& action, AppState& state) {
  const Review* review = state.review();
  state.keep.selection = review == nullptr ? Passage{} : Trimmed(*review, action.passage);
  state.keep.selected_at = state.scroll(Pane::kReview);
  if (!state.keep.selection.empty()) state.keep.open_highlight.clear();
}

void Do(const DropSelection&, AppState& state) { CloseSelection(state); }

void Do(const TouchText& action, AppState& state) {
  state.keep.open_highlight.clear();
  const Review* review = state.review();
  Do(OpenNote{action.place}, state);
  if (review == nullptr || state.keep.open_note.block >= 0) return;
  if (OpenPictureAt(action.place, state)) return;
  const auto& highlights = MarksOf(state.user, review->id).highlights;
  // The last one lies on top.
  for (auto one = highlights.rbegin(); one != highlights.rend(); ++one) {
    const Passage there = PassageOf(*one);
    if (one->lost || action.place < there.from || there.to <= action.place) continue;
    state.keep.open_highlight = one->id;
    return;
  }
}

void Do(const OpenNote& action, AppState& state) {
  state.keep.open_note = {.block = -1};
  const Review* review = state.review();
  if (review == nullptr) return;
  const Block* note = FootnoteAt(*review, action.reference);
  if (note == nullptr) return;
  state.keep.open_note = action.reference;
  state.effects.push_back(effect::Announce{note->marker + ". " + PlainText(*note)});
}

void Do(const AddHighlight& action, AppState& state) {
  const Review* review = state.review();
  const Passage passage = state.keep.selection;
  if (review == nullptr || passage.empty()) return;
  std::string quote = PassageText(*review, passage);
  // A part of the quote would not be found again.
  if (IsFull(Limit::kHighlights, MarksOf(state.user, review->id).highlights.size(), state) ||
      (quote.size() > Most(Limit::kQuote) && IsFull(Limit::kQuote, quote.size(), state))) {
    return;
  }
  Highlight added{.id = NewId(),
                  .block = passage.from.block,
                  .start = passage.from.start,
                  .last_block = passage.to.block,
                  .end = passage.to.start,
                  .quote = std::move(quote),
                  .colour = std::min<uint8_t>(action.colour, kHighlightColours - 1),
                  .note = {},
                  .made = Now()};
  ReviewMarks& marks = Changed(review->id, state);
  Absorb(passage, marks, added);
  if (action.note) {
    state.keep.open_highlight = added.id;
    state.effects.push_back(effect::Focus{"highlight-note"});
  }
  const auto after =
      std::find_if(marks.highlights.begin(), marks.highlights.end(),
                   [&](const Highlight& one) { return passage.from < PassageOf(one).from; });
  marks.highlights.insert(after, std::move(added));
  ++state.highlight_revision;
  CloseSelection(state);
  if (!action.note) SayKept(Str::highlight_added, state);
}

void Do(const CopySelection& action, AppState& state) {
  const Review* review = state.review();
  if (review == nullptr || state.keep.selection.empty()) return;
  if (!action.quote) {
    // The page copies what is selected there, with its links and headings.
    state.effects.push_back(effect::CopySelection{});
    return Say(Str::copied, state);
  }
  const Passage& passage = state.keep.selection;
  const Route here{.page = Route::Page::kReview, .id = review->id, .block = passage.from.block};
  state.effects.push_back(
      effect::CopyQuote{PassageWords(*review, passage), CopiedHtml(*review, passage, false),
                        review->title.value_or(Text(Str::untitled, state.language())),
                        RouteHash(here), OpensPage(state)});
  Say(Str::copied_quote, state);
}

void Do(const LookUpSelection&, AppState& state) {
  const Review* review = state.review();
  if (review == nullptr || state.keep.selection.empty()) return;
  ListQuery query;  // its address encodes the words
  query.text = ShortWords(*review, state.keep.selection);
  std::string words = RouteHash({.query = query});
  words.erase(0, words.find('='));
  state.effects.push_back(effect::OpenLink{kLookUpAddress + words});
}

void Do(const OpenHighlight& action, AppState& state) {
  state.keep.open_highlight = action.id;
  state.keep.edited_note = {};
}

void Do(const OpenNextHighlight&, AppState& state) {
  if (state.review() == nullptr) return;
  const auto& all = MarksOf(state.user, state.review()->id).highlights;
  auto next = std::find_if(all.begin(), all.end(), [&](const Highlight& one) {
    return one.id == state.keep.open_highlight;
  });
  for (size_t i = 0; i < all.size(); ++i) {
    next = next == all.end() || next + 1 == all.end() ? all.begin() : next + 1;
    if (next->lost) continue;
    Apply(ShowBlock{next->block}, state);
    Do(OpenHighlight{next->id}, state);
    return state.effects.push_back(effect::Focus{"colour-" + std::to_string(next->colour)});
  }
}

void Do(const ColourHighlight& action, AppState& state) {
  if (Highlight* highlight = ChangedHighlight(action.review, action.id, state)) {
    highlight->colour = std::min<uint8_t>(action.colour, kHighlightColours - 1);
  }
}

void Do(const NoteHighlight& action, AppState& state) {
  // Whether there is a note is seen in the text, not what it says.
  const uint32_t revision = state.highlight_revision;
  std::string note = Within(Limit::kNote, action.note, state);
  if (Highlight* highlight = ChangedHighlight(action.review, action.id, state)) {
    if (highlight->note.empty() == note.empty()) state.highlight_revision = revision;
    ChangeNote(action.review, action.id, std::move(note), highlight->note, state);
  }
}

void Do(const RemoveHighlight& action, AppState& state) {
  if (ChangedHighlight(action.review, action.id, state) == nullptr) return;
  const auto remove = [&] {
    std::erase_if(state.user.marks[action.review].highlights,
                  [&](const Highlight& one) { return one.id == action.id; });
  };
  if (state.keep.open_highlight == action.id) state.keep.open_highlight.clear();
  ChangeUndoably({MarksKey(action.review)}, remove, Str::highlight_removed, state);
}

void Do(const FilterHighlights& action, AppState& state) {
  state.keep.colour = std::clamp(action.colour, -1, kHighlightColours - 1);
}

void Do(const EditNote& action, AppState& state) {
  state.keep.edited = action;
  state.keep.edited_note = {};
}

void Do(const SetReviewNote& action, AppState& state) {
  std::string note = Within(Limit::kNote, action.note, state);
  ChangeNote(action.review, "", std::move(note), Changed(action.review, state).note, state);
}

void AnchorHighlights(AppState& state) {
  FollowIds(state);
  const bool any = std::any_of(state.user.marks.begin(), state.user.marks.end(),
                               [](const auto& one) { return !one.second.highlights.empty(); });
  ++state.highlight_revision;
  if (!any) return;
  std::unordered_map<std::string_view, const Review*> reviews;
  for (const Review& review : state.catalog.reviews) reviews.emplace(review.id, &review);
  for (auto& [id, marks] : state.user.marks) {
    const auto found = reviews.find(id);
    if (found == reviews.end() || found->second->blocks.empty()) continue;  // its text may come
    Anchor(*found->second, marks.highlights);
  }
}

// --- Lists and tags -----------------------------------------------------------------------------

namespace {

// Can be undone; `said` tells of it.
void EraseList(std::string_view id, Str said, AppState& state) {
  const std::string key = ListKey(id);
  const auto erase = [&] {
    LimitsReached none;
    ReadRecord(key, "", state.user, state.settings, none);
  };
  ChangeUndoably({key}, erase, said, state);
}

// Of a new list.
int PlaceBehindAll(const AppState& state) {
  int place = 0;
  for (const ReadingList& other : state.user.lists) {
    place = std::max(place, other.place < INT32_MAX ? other.place + 1 : INT32_MAX);
  }
  return place;
}

}  // namespace

void Do(const MakeList& action, AppState& state) {
  const std::string name = NameOr(action.name, "new-list", state);
  if (name.empty()) return;
  if (NameIsTaken(name, "", state)) return Say(Str::list_exists, state);
  ReadingList list{.id = NewId(), .name = name, .place = PlaceBehindAll(state), .reviews = {}};
  if (!action.review.empty()) {
    list.reviews.push_back(action.review);
    AnnounceKept({With(Str::list_added, name, state)}, state);
  }
  MarkDirty(ListKey(list.id), state);
  state.user.lists.push_back(std::move(list));
  state.keep.drafts.erase("new-list");
}

void Do(const SaveSearch& action, AppState& state) {
  if (const ReadingList* saved = SavedSearch(state, state.list)) {
    return EraseList(saved->id, Str::search_forgotten, state);
  }
  ReadingList list = SavedOf(state, state.list);
  list.id = NewId();
  list.name = action.name;
  list.place = PlaceBehindAll(state);
  LimitsReached reached;
  KeepWithin(Limit::kName, list.name, reached);
  MarkDirty(ListKey(list.id), state);
  state.user.lists.push_back(std::move(list));
  AnnounceKept({Text(Str::search_saved, state.language())}, state);
}

void Do(const RenameList& action, AppState& state) {
  const std::string name = NameOr(action.name, "rename", state);
  if (name.empty()) return;
  if (NameIsTaken(name, action.list, state)) return Say(Str::list_exists, state);
  if (ReadingList* list = ChangedList(action.list, state)) list->name = name;
  state.keep.drafts.erase("rename");
}

void Do(const DeleteList& action, AppState& state) {
  state.keep.pending_delete_list = action.sure ? "" : action.list;
  if (!action.sure || FindList(state.user, action.list) == nullptr) return;
  EraseList(action.list, Str::list_deleted, state);
  if (state.route.page == Route::Page::kList && state.route.id == action.list) {
    Apply(Navigate{{.page = Route::Page::kLists}, true}, state);
  }
  ListIf(!state.list.lists.empty(), state);
}

void Do(const DontDelete&, AppState& state) {
  state.keep.pending_delete_list.clear();
  state.keep.pending_delete_tag.clear();
  state.documents.pending_delete.clear();
}

void Do(const SetListed& action, AppState& state) {
  const ReadingList* known = FindList(state.user, action.list);
  if (known == nullptr) return;
  const auto& reviews = known->reviews;
  const bool here = std::find(reviews.begin(), reviews.end(), action.review) != reviews.end();
  if (action.listed && !here && IsFull(Limit::kListed, reviews.size(), state)) return;
  ReadingList* list = ChangedList(action.list, state);
  std::erase(list->reviews, action.review);
  if (action.listed) list->reviews.push_back(action.review);
  AnnounceKept({With(action.listed ? Str::list_added : Str::list_removed_from, list->name, state)},
               state);
  ListIf(!state.list.lists.empty(), state);
}

void Do(const MoveInList& action, AppState& state) {
  state.keep.drag = {};
  const ReadingList* known = FindList(state.user, action.list);
  const int count = known == nullptr ? 0 : static_cast<int>(known->reviews.size());
  const int to = std::clamp(action.to, 0, std::max(0, count - 1));
  if (action.from < 0 || action.from >= count || to == action.from) return;
  std::vector<std::string>& reviews = ChangedList(action.list, state)->reviews;
  std::string moved = std::move(reviews[static_cast<size_t>(action.from)]);
  reviews.erase(reviews.begin() + action.from);
  reviews.insert(reviews.begin() + to, std::move(moved));
  std::string text = Text(Str::list_moved, state.language());
  for (const int number : {to + 1, count}) {
    if (const size_t place = text.find("%d"); place != text.npos) {
      text.replace(place, 2, std::to_string(number));
    }
  }
  AnnounceKept({.text = std::move(text), .notice = false}, state);
  if (!action.focus.empty()) state.effects.push_back(effect::Focus{action.focus});
}

void Do(const DragInList& action, AppState& state) { state.keep.drag = action; }

namespace {

// Puts `name` in place of a tag, in every review and in what the catalog is narrowed to; an empty
// one takes the tag away.
void ReplaceTag(const std::string& tag, const std::string& name, AppState& state) {
  const auto replace = [&](std::vector<std::string>& tags) {
    const auto found = std::find(tags.begin(), tags.end(), tag);
    if (found == tags.end()) return false;
    const bool there = std::find(tags.begin(), tags.end(), name) != tags.end();
    if (name.empty() || there) {
      tags.erase(found);
    } else {
      *found = name;
    }
    return true;
  };
  for (auto& [review, marks] : state.user.marks) {
    if (replace(marks.tags)) MarkDirty(MarksKey(review), state);
  }
  replace(state.list.tags);
  ListAnew(state);
}

}  // namespace

void Do(const SetTag& action, AppState& state) {
  const std::string tag = NameOr(action.tag, "new-tag", state);
  if (tag.empty()) return;
  const std::vector<std::string>& known = MarksOf(state.user, action.review).tags;
  const bool here = std::find(known.begin(), known.end(), tag) != known.end();
  if (action.on && !here && IsFull(Limit::kTags, known.size(), state)) return;
  std::vector<std::string>& tags = Changed(action.review, state).tags;
  std::erase(tags, tag);
  if (action.on) tags.push_back(tag);
  state.keep.drafts.erase("new-tag");
  ListIf(!state.list.tags.empty(), state);
}

void Do(const EditTag& action, AppState& state) {
  state.keep.edited_tag = action.tag;
  state.keep.pending_delete_tag.clear();
  state.keep.drafts.erase("tag-name");
}

void Do(const RenameTag& action, AppState& state) {
  const std::string name = NameOr(action.name, "tag-name", state);
  state.keep.drafts.erase("tag-name");
  state.keep.edited_tag.clear();
  if (!name.empty() && name != action.tag) ReplaceTag(action.tag, name, state);
}

void Do(const DeleteTag& action, AppState& state) {
  state.keep.edited_tag.clear();
  state.keep.pending_delete_tag = action.sure ? "" : action.tag;
  if (!action.sure) return;
  std::vector<std::string> keys;
  for (const auto& [review, marks] : state.user.marks) {
    const auto& tags = marks.tags;
    if (std::find(tags.begin(), tags.end(), action.tag) == tags.end()) continue;
    keys.push_back(MarksKey(review));
  }
  ChangeUndoably(
      std::move(keys), [&] { ReplaceTag(action.tag, "", state); }, Str::tag_deleted, state);
}

void HoldPassage(AppState& state) {
  constexpr float kGap = 10;  // between the passage and its card
  const KeepState& keep = state.keep;
  if (!keep.hold_passage || state.review() == nullptr || keep.card_height <= 0) return;
  state.keep.hold_passage = false;
  for (const Highlight& one : MarksOf(state.user, state.review()->id).highlights) {
    if (one.id != keep.open_highlight || state.article.review != state.open_review) continue;
    const PassageBox passage = BoxOf(state.article, PassageOf(one));
    const float top = keep.y + passage.last.y;
    const float end = top + passage.last.height + kGap + keep.card_height;
    const float below = end - keep.pane.y - keep.pane.height, above = top - keep.pane.y;
    if (below <= 0 || above <= 0) continue;
    const float by = std::min(below, above);
    Apply(ScrollTo{Pane::kReview, state.scroll(Pane::kReview) + by}, state);
  }
}

// --- Files --------------------------------------------------------------------------------------

void Do(const Export& action, AppState& state) {
  if (state.overlay == Overlay::kExport) state.overlay = Overlay::kNone;
  std::optional<ExportedFile> file = MakeExport(action, state);
  if (!file) return Say(Str::export_nothing, state);
  std::string told = With(Str::export_done, file->name, state);
  if (file->has < file->wanted) {
    told += " · " + std::to_string(file->has) + "/" + std::to_string(file->wanted);
  }
  ShowNoticeText(std::move(told), state);
  state.effects.push_back(
      effect::Save{std::move(file->name), std::move(file->type), std::move(file->text)});
}

}  // namespace skira::app
