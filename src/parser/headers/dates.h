// Dates as the documents print them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

// A date found in a text: [start, end) in bytes.
struct FoundDate {
  size_t start = 0, end = 0;
  Date date;
  bool damaged = false;  // separators of two kinds, or spaces among them
};

// What a date with a two-digit year most likely is: a review's, which is of the years since 2020,
// or a paper's, which may be older but is printed day first.
enum class DateOf : uint8_t { kReview, kPaper };

// The date that begins at byte `offset`, which must begin a run of digits or a word:
//
//   05.08.24  9.01.25  24.08.2024  day, month, year
//   24.06.07  2024.11.07           year first, where day first gives no likely year (reviews)
//   05-09.24  05/09/24  5. 9.24    other separators
//   05.13.24                       month first, where nothing else is a day
//   5 באוגוסט 2024  August 5, 2024  the month in words, Hebrew or English
//   5-7.08.24                      a range, whose first day it is
std::optional<FoundDate> DateAt(std::string_view text, size_t offset,
                                DateOf what = DateOf::kReview);

// The first date in the text.
std::optional<FoundDate> FindDate(std::string_view text, DateOf what = DateOf::kReview);

// What may once have been a date: five digits or more with a separator among them that make none
// ("1610.24", "05.08.4"), as bytes [start, end) of the text. For the place of a date in a header.
struct DateRest {
  size_t start = 0, end = 0;
};
std::optional<DateRest> DateRestAt(std::string_view text, size_t offset);

// The days that were printed as `printed` before one digit or separator was lost, in their order.
std::vector<Date> DatesBehind(std::string_view printed);

// Whether a folded word is a month's name, Hebrew (perhaps behind ב or ל) or English.
bool IsMonthName(std::u32string_view folded_word);

// The bytes of a day and a month in words, in either order, that a text begins with ("5 בינואר",
// "March 4"); 0 for none.
size_t DayLength(std::string_view text);

// "ינואר 2026", "January 2026"
bool IsMonthOfYear(std::string_view text);

}  // namespace skira
