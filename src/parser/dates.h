// Dates as the documents print them. Inside of the room.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

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

// The date that begins at byte `offset`, which must be a digit with no digit before it:
//
//   05.08.24  9.01.25  24.08.2024  day, month, year
//   24.06.07  2024.11.07           year first, where day first gives no likely year (reviews)
//   05-09.24  05/09/24  5. 9.24    other separators
//   05.13.24                       month first, where nothing else is a day
std::optional<FoundDate> DateAt(std::string_view text, size_t offset,
                                DateOf what = DateOf::kReview);

// The first date in the text.
std::optional<FoundDate> FindDate(std::string_view text, DateOf what = DateOf::kReview);

}  // namespace skira
