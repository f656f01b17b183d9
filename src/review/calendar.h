// Days of the Gregorian calendar, also before it was introduced.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "review/review.h"

namespace skira {

// "2024-06-16"
std::string ToString(const Date& date);
// Reads "2024-06-16"; std::nullopt for anything that is no date of the calendar.
std::optional<Date> ParseIsoDate(std::string_view text);
// Whether the calendar has this day.
bool IsValid(const Date& date);

// Days since 1970-01-01, negative before, and back.
int DayNumber(const Date& date);
Date DateOfDay(int day_number);
// The day, UTC, of so many milliseconds since 1970; of the years 1 to 9999 the nearest.
Date UtcDay(int64_t milliseconds);

}  // namespace skira
