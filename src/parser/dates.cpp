#include "parser/dates.h"

#include "review/json.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr int kFirstYear = 1950;        // of any date that a document prints
constexpr int kFirstReviewYear = 2020;  // of a review's
constexpr int kLastYear = 2049;

// A run of digits as printed.
struct Number {
  int value = 0;
  int digits = 0;
};

Number ReadNumber(std::string_view text, size_t& at) {
  Number number;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9' && number.digits < 5) {
    number.value = number.value * 10 + (text[at] - '0');
    ++number.digits;
    ++at;
  }
  return number;
}

// The separator between two parts of a date; 0 where there is none. Sets `spaced` when spaces stand
// around it.
char ReadSeparator(std::string_view text, size_t& at, bool& spaced) {
  size_t i = at;
  while (i < text.size() && text[i] == ' ' && i - at < 2) ++i;
  if (i >= text.size()) return 0;
  const char separator = text[i];
  if (separator != '.' && separator != '-' && separator != '/') return 0;
  spaced |= i > at;
  ++i;
  if (i < text.size() && text[i] == ' ') {
    spaced = true;
    ++i;
  }
  at = i;
  return separator;
}

// Two digits are of this century until its middle, else of the last.
int FullYear(const Number& number) {
  if (number.digits != 2) return number.value;
  return number.value + (number.value <= kLastYear % 100 ? 2000 : 1900);
}

bool IsYear(const Number& number, int first_year) {
  const int year = FullYear(number);
  return (number.digits == 2 || number.digits == 4) && year >= first_year && year <= kLastYear;
}

// The day that the three numbers mean in this order, if there is one.
std::optional<Date> Compose(const Number& year, const Number& month, const Number& day) {
  if (!IsYear(year, kFirstYear) || month.digits > 2 || day.digits > 2) return std::nullopt;
  const Date date{static_cast<int16_t>(FullYear(year)), static_cast<uint8_t>(month.value),
                  static_cast<uint8_t>(day.value)};
  return IsValid(date) ? std::optional<Date>(date) : std::nullopt;
}

std::optional<Date> Choose(const Number& first, const Number& second, const Number& third,
                           DateOf what) {
  const bool year_last =
      what == DateOf::kPaper ? third.digits != 1 : IsYear(third, kFirstReviewYear);
  if (first.digits == 4 || (!year_last && IsYear(first, kFirstReviewYear))) {
    if (const std::optional<Date> date = Compose(first, second, third)) return date;
  }
  if (const std::optional<Date> date = Compose(third, second, first)) return date;
  return Compose(third, first, second);
}

}  // namespace

std::optional<FoundDate> DateAt(std::string_view text, size_t offset, DateOf what) {
  size_t at = offset;
  bool spaced = false;
  const Number first = ReadNumber(text, at);
  const char separator1 = first.digits > 0 ? ReadSeparator(text, at, spaced) : '\0';
  if (separator1 == 0) return std::nullopt;
  const Number second = ReadNumber(text, at);
  const char separator2 = second.digits > 0 ? ReadSeparator(text, at, spaced) : '\0';
  if (separator2 == 0) return std::nullopt;
  const Number third = ReadNumber(text, at);
  if (third.digits == 0 || third.digits > 4) return std::nullopt;
  const std::optional<Date> date = Choose(first, second, third, what);
  if (!date) return std::nullopt;
  return FoundDate{offset, at, *date, spaced || separator1 != separator2};
}

std::optional<FoundDate> FindDate(std::string_view text, DateOf what) {
  bool after_digit = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (digit && !after_digit) {
      if (const std::optional<FoundDate> found = DateAt(text, i, what)) return found;
    }
    after_digit = digit;
  }
  return std::nullopt;
}

}  // namespace skira
