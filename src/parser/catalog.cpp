// What only the documents together say: dates that were lost, ids, and which reviews belong
// together.
#include <algorithm>

#include "parser/headers/dates.h"
#include "parser/parser.h"
#include "review/calendar.h"
#include "review/join.h"
#include "unicode/fuzzy.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// --- Dates --------------------------------------------------------------------------------------

// Gives the reviews [first, last) of one document, none of which has a date, the days between their
// neighbours' dates, evenly; beside one neighbour alone, a day apart.
void SpreadDates(std::vector<Review>& reviews, size_t first, size_t last) {
  const std::optional<Date> before = first > 0 ? reviews[first - 1].date : std::nullopt;
  const std::optional<Date> after = last < reviews.size() ? reviews[last].date : std::nullopt;
  if (!before && !after) return;
  const int count = static_cast<int>(last - first);
  const int start = before ? DayNumber(*before) : DayNumber(*after) - count - 1;
  int end = after ? DayNumber(*after) : start + count + 1;
  end = std::max(end, start);  // a date that runs backwards says nothing of those between
  for (int i = 0; i < count; ++i) {
    const int day = start + (end - start) * (i + 1) / (count + 1);
    reviews[first + static_cast<size_t>(i)].date_inferred = DateOfDay(day);
  }
}

void InferDates(std::vector<Review>& reviews) {
  for (size_t i = 0; i < reviews.size();) {
    size_t end = i;
    while (end < reviews.size() && !reviews[end].date) ++end;
    if (end > i) SpreadDates(reviews, i, end);
    i = std::max(end, i + 1);
  }
}

// --- Reviews that belong together ---------------------------------------------------------------

std::string TextOf(const Block& block) {
  std::string text;
  for (const Span& span : block.spans) text += span.text;
  return text;
}

// Whether the text says that a review appeared the day before, whose date is `date`: "שסקרנו
// אתמול", "אתמול סקרתי", or "אתמול" and that date.
bool MentionsYesterday(const std::string& printed, const Date& date) {
  constexpr std::u32string_view kYesterday = U"אתמול";
  constexpr std::u32string_view kReviewed[] = {U"סקרנו", U"שסקרנו", U"סקרתי", U"שסקרתי"};
  if (printed.find("אתמול") == std::string::npos) return false;
  const std::optional<FoundDate> found = FindDate(printed);
  if (found && found->date == date) return true;
  const std::u32string text = Fold32(printed);
  const auto reviewed = [&](std::u32string_view word) {
    return std::any_of(std::begin(kReviewed), std::end(kReviewed),
                       [&](std::u32string_view form) { return Resembles(word, form); });
  };
  std::u32string_view before, before2;  // the words before
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && (IsLetter(text[end]) || IsDigit(text[end]))) ++end;
    if (end == i) {
      ++i;
      continue;
    }
    const std::u32string_view word(text.data() + i, end - i);
    if (before == kYesterday && reviewed(word)) return true;
    if (word == kYesterday && (reviewed(before) || reviewed(before2))) return true;
    before2 = before;
    before = word;
    i = end;
  }
  return false;
}

// "yesterday's review": certain where the review before in the document is dated a day earlier.
void LinkYesterday(const Review& before, Review& review) {
  if (before.document != review.document || !before.date || !review.date) return;
  if (DayNumber(*before.date) + 1 != DayNumber(*review.date)) return;
  for (const Block& block : review.blocks) {
    if (MentionsYesterday(TextOf(block), *before.date)) return LinkTo(review, before);
  }
}

}  // namespace

Catalog BuildCatalog(std::vector<ParseResult> documents) {
  Catalog catalog;
  for (ParseResult& document : documents) {
    InferDates(document.reviews);
    for (Review& review : document.reviews) {
      review.document = static_cast<int>(catalog.sources.size());
      catalog.reviews.push_back(std::move(review));
    }
    catalog.sources.push_back(std::move(document.source));
    JoinPictures(std::move(document.pictures), catalog.pictures);
  }
  ReviewIds ids;
  ids.GiveAll(catalog.reviews);
  ReviewLinks links;
  for (const Review& review : catalog.reviews) links.Note(review);
  for (size_t i = 0; i < catalog.reviews.size(); ++i) {
    links.Link(i, catalog.reviews[i]);
    if (i > 0) LinkYesterday(catalog.reviews[i - 1], catalog.reviews[i]);
  }
  return catalog;
}

}  // namespace skira
