#include "reader/row_texts.h"

#include <algorithm>

#include "reader/article.h"
#include "reader/state.h"

namespace skira::reader {
namespace {

constexpr size_t kMostRows = 2000;   // that are kept
constexpr size_t kMostTopics = 3;    // of a row
constexpr int kSnippetLength = 130;  // code points

const Review& ReviewAt(const AppState& state, int review) {
  return state.catalog.reviews[static_cast<size_t>(review)];
}

RowText FactsOf(const AppState& state, int place) {
  const Review& review = ReviewAt(state, place);
  const Language language = state.language();
  const size_t known = static_cast<size_t>(place);
  const int minutes =
      known < state.words.size() ? MinutesOf(state.words[known]) : ReadingMinutes(review);
  RowText row;
  row.title = review.title.value_or(Text(Str::untitled, language));
  row.date = review.date ? PrintedDate(*review.date) : Text(Str::date_unknown, language);
  row.kind = KindName(review.kind, language);
  row.minutes = Counted(Str::reading_minute, Str::reading_minutes, minutes, language);
  row.details.append(row.date).append(" · ").append(row.kind).append(" · ").append(row.minutes);
  if (const OwnDocument* own = DocumentOf(review, state)) {
    row.details.append(" · ").append(own->name.substr(own->name.rfind('/') + 1));
  }
  for (size_t i = 0; i < std::min(review.topics.size(), kMostTopics); ++i) {
    row.topics.push_back(FacetValueName(Facet::kTopic, review.topics[i], language));
  }
  return row;
}

// Snippets end where their block goes on: an ellipsis says so.
void Frame(Snippet& snippet) {
  constexpr std::string_view kEllipsis = "…";
  if (snippet.cut_before) {
    snippet.text.insert(0, kEllipsis);
    for (ByteRange& hit : snippet.hits) {
      hit.begin += static_cast<uint32_t>(kEllipsis.size());
      hit.end += static_cast<uint32_t>(kEllipsis.size());
    }
  }
  if (snippet.cut_after) snippet.text += kEllipsis;
}

// The words that answer in another form than they were typed: "ספקולטיב: Speculative".
std::string ReasonOf(const Highlighter& marker, const Review& review) {
  std::string reason;
  for (const WordAnswer& answer : marker.AnswersIn(review)) {
    if (answer.as_typed || answer.found.empty()) continue;
    reason += (reason.empty() ? "" : ", ") + answer.word + ": " + answer.found;
  }
  return reason;
}

}  // namespace

const RowText& RowTexts::Of(const AppState& state, int review) {
  if (catalog_revision_ != state.catalog_revision || rows_.size() > kMostRows) {
    if (catalog_revision_ != state.catalog_revision) {
      marker_.reset();
      if (!state.list.text.empty()) marker_.emplace(state.index, state.list.text);
    }
    catalog_revision_ = state.catalog_revision;
    rows_.clear();
  }
  const auto known = rows_.find(review);
  if (known != rows_.end()) return known->second;
  RowText row = FactsOf(state, review);
  if (marker_) {
    row.title_hits = marker_->HitsIn(row.title);
    row.snippet = marker_->SnippetOf(ReviewAt(state, review), kSnippetLength);
    Frame(row.snippet);
    row.reason = ReasonOf(*marker_, ReviewAt(state, review));
  }
  return rows_.emplace(review, std::move(row)).first->second;
}

int RowTexts::InProgress(const AppState& state) {
  constexpr float kBegun = 0.03f, kDone = 0.97f;
  if (revision_ == state.revision) return in_progress_;
  revision_ = state.revision;
  in_progress_ = -1;
  const std::string* last = nullptr;
  int64_t opened = 0;
  for (const auto& [id, marks] : state.user.marks) {
    const bool halfway = !marks.read && marks.progress > kBegun && marks.progress < kDone;
    if (!halfway || marks.opened < opened) continue;
    opened = marks.opened;
    last = &id;
  }
  if (last == nullptr) return -1;
  const auto& reviews = state.catalog.reviews;
  const auto found = std::find_if(reviews.begin(), reviews.end(),
                                  [&](const Review& review) { return review.id == *last; });
  if (found != reviews.end()) in_progress_ = static_cast<int>(found - reviews.begin());
  return in_progress_;
}

std::string RowName(const AppState& state, int review) {
  const Review& shown = ReviewAt(state, review);
  const RowText row = FactsOf(state, review);
  std::string name = row.title + ", " + row.details;
  for (const std::string& topic : row.topics) name.append(", ").append(topic);
  const ReviewMarks& marks = MarksOf(state.user, shown.id);
  if (marks.starred) name.append(", ").append(Text(Str::mark_starred, state.language()));
  if (marks.read) name.append(", ").append(Text(Str::mark_read, state.language()));
  return name;
}

}  // namespace skira::reader
