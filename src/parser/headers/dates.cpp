#include "parser/headers/dates.h"

#include <algorithm>
#include <string>

#include "review/json.h"
#include "unicode/fuzzy.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr int kFirstYear = 1950;        // of any date that a document prints
constexpr int kFirstReviewYear = 2020;  // of a review's
constexpr int kLastYear = 2049;

constexpr std::string_view kEnDash = "–";

constexpr std::u32string_view kHebrewMonths[] = {U"ינואר",  U"פברואר",  U"מרצ",    U"אפריל",
                                                 U"מאי",    U"יוני",    U"יולי",   U"אוגוסט",
                                                 U"ספטמבר", U"אוקטובר", U"נובמבר", U"דצמבר"};
constexpr std::u32string_view kEnglishMonths[] = {
    U"january", U"february", U"march",     U"april",   U"may",      U"june",
    U"july",    U"august",   U"september", U"october", U"november", U"december"};

// The month that a folded word names, 0 where it names none.
int MonthOf(std::u32string_view word) {
  constexpr size_t kAbbreviation = 3;
  for (size_t i = 0; i < 12; ++i) {
    const std::u32string_view english = kEnglishMonths[i];
    if (word == english || word == english.substr(0, kAbbreviation)) return static_cast<int>(i) + 1;
  }
  for (const bool prefixed : {false, true}) {
    if (prefixed && !word.empty() && (word[0] == U'ב' || word[0] == U'ל')) word.remove_prefix(1);
    for (size_t i = 0; i < 12; ++i) {
      if (word == kHebrewMonths[i]) return static_cast<int>(i) + 1;
      const bool hebrew = !word.empty() && IsHebrewLetter(word[0]);
      if (hebrew && word.size() >= 5 && Resembles(word, kHebrewMonths[i])) {
        return static_cast<int>(i) + 1;
      }
    }
  }
  return 0;
}

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
  char separator = text[i];
  const bool dash = text.substr(i).starts_with(kEnDash);
  if (dash) separator = '-';
  // A comma is a damaged point; behind a space it separates numbers.
  const bool comma = separator == ',' && i == at && i + 1 < text.size() && text[i + 1] != ' ';
  if (separator != '.' && separator != '-' && separator != '/' && !comma) return 0;
  spaced |= i > at;
  i += dash ? kEnDash.size() : 1;
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

namespace {

void SkipSpaces(std::string_view text, size_t& at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == ',')) ++at;
}

// The folded word at `at`, which it leaves; empty where none begins.
std::u32string ReadWord(std::string_view text, size_t& at) {
  constexpr size_t kLongest = 40;  // bytes
  const size_t begin = at;
  for (Decoded c = DecodeAt(text, at);
       c.length > 0 && IsLetter(c.code_point) && at - begin < kLongest; c = DecodeAt(text, at)) {
    at += c.length;
  }
  return Fold32(text.substr(begin, at - begin));
}

// "5 באוגוסט 2024", "5th August 2024", "August 5, 2024".
std::optional<FoundDate> DateInWordsAt(std::string_view text, size_t offset) {
  size_t at = offset;
  Number day = ReadNumber(text, at);
  if (day.digits > 2) return std::nullopt;
  const bool day_first = day.digits > 0;
  if (day_first) {
    for (const std::string_view ordinal : {"st", "nd", "rd", "th"}) {
      if (text.substr(at).starts_with(ordinal)) at += ordinal.size();
    }
    SkipSpaces(text, at);
  }
  const std::u32string word = ReadWord(text, at);
  const int month = word.size() >= 3 ? MonthOf(word) : 0;
  if (month == 0) return std::nullopt;
  if (at < text.size() && text[at] == '.') ++at;
  SkipSpaces(text, at);
  if (!day_first) {
    day = ReadNumber(text, at);
    for (const std::string_view ordinal : {"st", "nd", "rd", "th"}) {
      if (text.substr(at).starts_with(ordinal)) at += ordinal.size();
    }
    SkipSpaces(text, at);
  }
  const Number year = ReadNumber(text, at);
  // Of two digits where nothing goes on: "5 ביוני 25", not "5 ביוני 25 איש".
  const std::string_view behind = Trim(text.substr(at));
  const bool ends = behind.empty() || !IsLetter(DecodeAt(behind, 0).code_point);
  const bool is_year =
      year.digits == 4 || (year.digits == 2 && ends && IsYear(year, kFirstReviewYear));
  const std::optional<Date> date = is_year ? Compose(year, {month, 2}, day) : std::optional<Date>();
  return date ? std::optional(FoundDate{offset, at, *date, false}) : std::nullopt;
}

std::optional<FoundDate> NumericDateAt(std::string_view text, size_t offset, DateOf what) {
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

// "5-7.08.24": the day of the first number in the month of the date behind it.
std::optional<FoundDate> RangeAt(std::string_view text, size_t offset, DateOf what) {
  size_t at = offset;
  bool spaced = false;
  const Number first = ReadNumber(text, at);
  if (first.digits == 0 || first.digits > 2 || ReadSeparator(text, at, spaced) != '-') {
    return std::nullopt;
  }
  const std::optional<FoundDate> last = NumericDateAt(text, at, what);
  if (!last || last->damaged || first.value >= last->date.day || first.value == 0) {
    return std::nullopt;
  }
  const Date date{last->date.year, last->date.month, static_cast<uint8_t>(first.value)};
  return FoundDate{offset, last->end, date, false};
}

constexpr std::u32string_view kHebrewDays[] = {U"ראשונ", U"שני",  U"שלישי", U"רביעי",
                                               U"חמישי", U"שישי", U"שבת"};
constexpr std::u32string_view kEnglishDays[] = {U"sunday",   U"monday", U"tuesday", U"wednesday",
                                                U"thursday", U"friday", U"saturday"};

// Behind the day of the week that a date may begin with, with what joins the two ("יום ראשון, ה-",
// "Sunday, ", "Sun "); `offset` where none does.
size_t BehindWeekday(std::string_view text, size_t offset) {
  constexpr std::u32string_view kDay = U"יומ";
  constexpr std::string_view kThe = "ה";
  constexpr size_t kAbbreviation = 3;
  size_t at = offset;
  std::u32string word = ReadWord(text, at);
  if (word == kDay) {
    SkipSpaces(text, at);
    word = ReadWord(text, at);
    const bool letter = word.size() == 1;  // "יום א' 5.3.25"
    if (!letter &&
        std::find(std::begin(kHebrewDays), std::end(kHebrewDays), word) == std::end(kHebrewDays)) {
      return offset;
    }
    while (letter && at < text.size() && text[at] == '\'') ++at;
  } else if (std::none_of(std::begin(kEnglishDays), std::end(kEnglishDays),
                          [&](std::u32string_view day) {
                            return word == day || word == day.substr(0, kAbbreviation);
                          })) {
    return offset;
  }
  SkipSpaces(text, at);
  if (text.substr(at).starts_with(kThe)) {
    at += kThe.size();
    if (text.substr(at).starts_with('-')) ++at;
  }
  return at;
}

}  // namespace

std::optional<FoundDate> DateAt(std::string_view text, size_t offset, DateOf what) {
  if (offset >= text.size()) return std::nullopt;
  if (!IsDigit(static_cast<unsigned char>(text[offset]))) {
    const size_t day = BehindWeekday(text, offset);
    if (day == offset) return DateInWordsAt(text, offset);
    std::optional<FoundDate> found = DateAt(text, day, what);
    if (found) found->start = offset;
    return found;
  }
  std::optional<FoundDate> found = NumericDateAt(text, offset, what);
  // "9-10.08.25": what looks like a date goes on. Where it is no range ("#40 - 03.02.25"), the date
  // begins behind its first number.
  const bool goes_on = found && found->end + 1 < text.size() && text[found->end] == '.' &&
                       IsDigit(static_cast<unsigned char>(text[found->end + 1]));
  if (goes_on) {
    if (const std::optional<FoundDate> range = RangeAt(text, offset, what)) return range;
    if (found->damaged) return std::nullopt;
  }
  if (!found) found = RangeAt(text, offset, what);
  return found ? found : DateInWordsAt(text, offset);
}

std::optional<DateRest> DateRestAt(std::string_view text, size_t offset) {
  constexpr int kLeastDigits = 5, kMostDigits = 8;
  int digits = 0, separators = 0;
  size_t end = offset;
  for (size_t i = offset; i < text.size(); ++i) {
    if (IsDigit(static_cast<unsigned char>(text[i]))) {
      ++digits;
      end = i + 1;
    } else if (std::string_view("./-,").find(text[i]) != std::string_view::npos) {
      ++separators;
    } else {
      break;
    }
  }
  if (digits < kLeastDigits || digits > kMostDigits || separators < 1 || separators > 2) {
    return std::nullopt;
  }
  return DateRest{offset, end};
}

std::vector<Date> DatesBehind(std::string_view printed) {
  std::vector<Date> dates;
  for (size_t i = 0; i <= printed.size(); ++i) {
    for (const char lost : std::string_view("0123456789.")) {
      std::string whole(printed);
      whole.insert(i, 1, lost);
      const std::optional<FoundDate> found = NumericDateAt(whole, 0, DateOf::kReview);
      if (found && found->end == whole.size() && !found->damaged) dates.push_back(found->date);
    }
  }
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  return dates;
}

bool IsMonthName(std::u32string_view folded_word) { return MonthOf(folded_word) != 0; }

namespace {

// "3.2 - ", "3/2: ": a day and a month that a separator sets off; 0 for another beginning, such as
// a section's number.
size_t NumericDayLength(std::string_view text) {
  constexpr int kMostDay = 31, kMostMonth = 12;
  size_t at = 0;
  const Number day = ReadNumber(text, at);
  if (day.value < 1 || day.value > kMostDay || at >= text.size()) return 0;
  if (text[at] != '.' && text[at] != '/') return 0;
  const Number month = ReadNumber(text, ++at);
  if (month.digits > 2 || month.value < 1 || month.value > kMostMonth) return 0;
  for (const std::string_view separator : {" - ", " – ", " — ", ": ", " | "}) {
    if (text.substr(at).starts_with(separator)) return at;
  }
  return 0;
}

}  // namespace

size_t DayLength(std::string_view text) {
  if (const size_t numeric = NumericDayLength(text); numeric > 0) return numeric;
  constexpr size_t kMostDigits = 2;
  size_t ends[2] = {};  // of the text's first two words
  bool digits = false, month = false;
  for (size_t i = 0, words = 0; words < 2; ++words) {
    size_t end = std::min(text.find_first_of(" *,:-", i), text.size());
    const std::string_view word = text.substr(i, end - i);
    const size_t number = word.find_first_not_of("0123456789");
    if (number == word.npos && !word.empty() && word.size() <= kMostDigits) {
      digits = true;
    } else if (IsMonthName(Fold32(word))) {
      month = true;
    }
    ends[words] = end;
    i = std::min(text.find_first_not_of(' ', end), text.size());
  }
  return digits && month ? ends[1] : 0;
}

bool IsMonthOfYear(std::string_view text) {
  const size_t space = text.find(' ');
  if (space == text.npos || !IsMonthName(Fold32(text.substr(0, space)))) return false;
  const std::string_view year = text.substr(space + 1);
  return year.size() == 4 && year.find_first_not_of("0123456789") == year.npos;
}

namespace {

// Where the word before `at` begins, with a space or a comma between them; `at` where none does.
size_t WordBefore(std::string_view text, size_t at) {
  size_t begin = at;
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == ',')) --begin;
  if (begin == at) return at;
  while (begin > 0 && IsLetter(DecodeBefore(text, begin).code_point)) {
    begin -= DecodeBefore(text, begin).length;
  }
  return begin;
}

}  // namespace

std::optional<FoundDate> FindDate(std::string_view text, DateOf what) {
  bool after_digit = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (digit && !after_digit) {
      if (const std::optional<FoundDate> found = DateAt(text, i, what)) return found;
      if (const size_t word = WordBefore(text, i); word < i) {
        if (const std::optional<FoundDate> found = DateInWordsAt(text, word)) return found;
      }
    }
    after_digit = digit;
  }
  return std::nullopt;
}

}  // namespace skira
