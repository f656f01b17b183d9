#include "review/calendar.h"

#include <catch2/catch_test_macros.hpp>

namespace skira {
namespace {

TEST_CASE("days are counted from 1970 over leap years and centuries, and back") {
  CHECK(DayNumber({1970, 1, 1}) == 0);
  CHECK(DayNumber({1969, 12, 31}) == -1);
  CHECK(DayNumber({2000, 3, 1}) == 11017);
  CHECK(DayNumber({2024, 3, 1}) - DayNumber({2024, 2, 28}) == 2);
  CHECK(DayNumber({2100, 3, 1}) - DayNumber({2100, 2, 28}) == 1);
  for (const Date& date :
       {Date{2024, 2, 29}, Date{1999, 12, 31}, Date{2100, 3, 1}, Date{1, 1, 1}}) {
    CHECK(DateOfDay(DayNumber(date)) == date);
  }
}

TEST_CASE("a moment is in its day of UTC, of the years 1 to 9999 the nearest") {
  CHECK(UtcDay(0) == Date{1970, 1, 1});
  CHECK(UtcDay(-1) == Date{1969, 12, 31});
  CHECK(UtcDay(1'709'251'199'999) == Date{2024, 2, 29});
  CHECK(UtcDay(INT64_MIN) == Date{1, 1, 1});
  CHECK(UtcDay(INT64_MAX) == Date{9999, 12, 31});
}

}  // namespace
}  // namespace skira
