#include "parser/headers/stamps.h"

#include <algorithm>
#include <iterator>

#include "parser/blocks/block_words.h"
#include "parser/headers/dates.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr size_t kLongestName = 60;  // bytes

// "09:14", "9:14:33", "8:31 PM" at `at`; its length, 0 where there is no time.
size_t TimeLength(std::string_view text, size_t at) {
  size_t i = at;
  const auto digits = [&] {
    const size_t begin = i;
    while (i < text.size() && IsAsciiDigit(text[i])) ++i;
    return i - begin;
  };
  const size_t hours = digits();
  if (hours == 0 || hours > 2 || i >= text.size() || text[i] != ':') return 0;
  ++i;
  if (digits() != 2) return 0;
  if (i < text.size() && text[i] == ':') {
    ++i;
    digits();
  }
  static constexpr std::string_view kHalves[] = {" AM", " PM", " am", " pm", "AM", "PM"};
  for (const std::string_view half : kHalves) {
    if (text.substr(i).starts_with(half)) {
      i += half.size();
      break;
    }
  }
  return i - at;
}

// Where the first time of a line's beginning is; npos where there is none.
size_t FindTime(std::string_view line) {
  constexpr size_t kFurthest = 100;  // bytes
  for (size_t colon = line.find(':'); colon != line.npos && colon <= kFurthest;
       colon = line.find(':', colon + 1)) {
    size_t at = colon;
    while (at > 0 && IsAsciiDigit(line[at - 1])) --at;
    if (TimeLength(line, at) > 0) return at;
  }
  return line.npos;
}

// Takes separators and the words between a name and a time from both ends.
std::string_view NameOf(std::string_view text) {
  static constexpr std::string_view kAround[] = {" ",
                                                 ",",
                                                 "[",
                                                 "]",
                                                 "(",
                                                 ")",
                                                 "-",
                                                 "|",
                                                 "–",
                                                 "—",
                                                 "·",
                                                 "•",
                                                 "*",
                                                 "Today at",
                                                 "Yesterday at",
                                                 "today at",
                                                 "yesterday at",
                                                 " at",
                                                 "היום ב",
                                                 "אתמול ב",
                                                 " בשעה"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view one : kAround) {
      if (text.starts_with(one) && one[0] != ' ') {
        text.remove_prefix(one.size());
        again = true;
      } else if (text.ends_with(one)) {
        text.remove_suffix(one.size());
        again = true;
      }
    }
    if (text.starts_with(' ')) {
      text = Trim(text);
      again = true;
    }
  }
  return text;
}

// Whether words may be a writer's name: few, of letters and what joins them.
bool IsNameLike(std::string_view text) {
  constexpr std::ptrdiff_t kMostSpaces = 3;
  if (text.empty() || text.size() > kLongestName) return false;
  if (std::count(text.begin(), text.end(), ' ') > kMostSpaces) return false;
  for (size_t i = 0; i < text.size();) {
    const Decoded c = DecodeAt(text, i);
    constexpr std::u32string_view kJoins = U" '-_.״׳\"";
    const bool digit = i > 0 && IsDigit(c.code_point);
    if (!IsLetter(c.code_point) && !digit && kJoins.find(c.code_point) == kJoins.npos) return false;
    i += c.length;
  }
  return IsLetter(DecodeAt(text, 0).code_point);
}

}  // namespace

std::optional<ChatStamp> ReadChatStamp(std::string_view line) {
  const size_t time = FindTime(line);
  if (time == line.npos) return std::nullopt;
  ChatStamp stamp;
  std::string_view name = line.substr(0, time);
  const size_t digit = FindDigit(name);
  if (digit != name.npos) {
    const std::optional<FoundDate> date = DateAt(line, digit);
    if (!date || date->end > time) return std::nullopt;
    if (NameOf(line.substr(date->end, time - date->end)).size() > 0) return std::nullopt;
    stamp.date = date->date;
    stamp.printed_date = line.substr(digit, date->end - digit);
    name = name.substr(0, digit);
  }
  const bool bracket = Trim(line).starts_with('[');
  name = NameOf(name);
  size_t behind = time + TimeLength(line, time);
  while (behind < line.size() && (line[behind] == ']' || line[behind] == ')' ||
                                  line[behind] == ' ' || line[behind] == '-')) {
    ++behind;
  }
  stamp.message = line.substr(behind);
  const bool before = !name.empty();
  if (!before) {
    const size_t colon = stamp.message.find(": ");
    if (bracket && IsNameLike(Trim(stamp.message))) {
      name = Trim(stamp.message);
      stamp.message = {};
    } else if (colon == stamp.message.npos || colon > kLongestName) {
      return std::nullopt;
    } else {
      name = stamp.message.substr(0, colon);
      stamp.message.remove_prefix(colon + 2);
    }
  }
  // "Date: Tue, 4 Feb 2025 at 08:31" is a label's.
  if (name.size() > kLongestName || name.find(':') != name.npos) return std::nullopt;
  const bool alone = before ? Trim(stamp.message).empty() : bracket;
  if (!stamp.date && !(alone && IsNameLike(name))) return std::nullopt;
  stamp.name = name;
  return stamp;
}

}  // namespace skira
