#include "app/state/row_texts.h"

#include <algorithm>

#include "app/article/article.h"
#include "app/model/teaser.h"
#include "app/state/app_state.h"
#include "app/state/documents.h"

namespace skira::app {
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
  row.date = PrintedDay(review, language);
  if (row.date.empty()) row.date = Text(Str::date_unknown, language);
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

const RowText& RowTextOf(const AppState& state, int review, RowTexts& texts) {
  if (texts.catalog_revision != state.catalog_revision || texts.rows.size() > kMostRows) {
    if (texts.catalog_revision != state.catalog_revision) {
      texts.marker.reset();
      if (!state.list.text.empty()) texts.marker.emplace(state.index, state.list.text);
    }
    texts.catalog_revision = state.catalog_revision;
    texts.rows.clear();
  }
  const auto known = texts.rows.find(review);
  if (known != texts.rows.end()) return known->second;
  RowText row = FactsOf(state, review);
  if (!texts.marker) row.snippet.text = TeaserOf(ReviewAt(state, review));
  if (texts.marker) {
    row.title_hits = texts.marker->HitsIn(row.title);
    row.snippet = texts.marker->SnippetOf(ReviewAt(state, review), kSnippetLength);
    Frame(row.snippet);
    row.reason = ReasonOf(*texts.marker, ReviewAt(state, review));
  }
  return texts.rows.emplace(review, std::move(row)).first->second;
}

int InProgress(const AppState& state, RowTexts& texts) {
  constexpr float kBegun = 0.03f, kDone = 0.97f;
  if (texts.revision == state.revision) return texts.in_progress;
  texts.revision = state.revision;
  texts.in_progress = -1;
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
  if (found != reviews.end()) texts.in_progress = static_cast<int>(found - reviews.begin());
  return texts.in_progress;
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

}  // namespace skira::app
