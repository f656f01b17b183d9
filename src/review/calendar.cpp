#include "review/calendar.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace skira {

std::string ToString(const Date& date) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  return text;
}

std::optional<Date> ParseIsoDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](size_t start, size_t length) {
    int value = 0;
    for (const char c : text.substr(start, length)) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const Date date{static_cast<int16_t>(year), static_cast<uint8_t>(month),
                  static_cast<uint8_t>(day)};
  return IsValid(date) ? std::optional<Date>(date) : std::nullopt;
}

bool IsValid(const Date& date) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (date.month < 1 || date.month > 12 || date.day < 1) return false;
  const bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
  return date.day <= kDays[date.month - 1] + (leap && date.month == 2 ? 1 : 0);
}

int DayNumber(const Date& date) {
  const std::chrono::year_month_day day{std::chrono::year(date.year),
                                        std::chrono::month(date.month), std::chrono::day(date.day)};
  return static_cast<int>(std::chrono::sys_days(day).time_since_epoch().count());
}

Date DateOfDay(int day_number) {
  const std::chrono::year_month_day day{std::chrono::sys_days(std::chrono::days(day_number))};
  return {static_cast<int16_t>(static_cast<int>(day.year())),
          static_cast<uint8_t>(static_cast<unsigned>(day.month())),
          static_cast<uint8_t>(static_cast<unsigned>(day.day()))};
}

Date UtcDay(int64_t milliseconds) {
  constexpr int64_t kFirst = -62'135'596'800'000, kLast = 253'402'300'799'999;
  const std::chrono::milliseconds time(std::clamp(milliseconds, kFirst, kLast));
  return DateOfDay(static_cast<int>(std::chrono::floor<std::chrono::days>(time).count()));
}

}  // namespace skira
