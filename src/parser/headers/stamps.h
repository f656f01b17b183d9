// The stamps that chat programs print above a message or before it: who wrote it, and when.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "review/review.h"

namespace skira {

struct ChatStamp {
  std::string_view name;          // of the writer, a part of the line
  std::optional<Date> date;       // none where the program prints the time alone
  std::string_view printed_date;  // in digits or words
  std::string_view message;       // what of the line is behind the stamp
};

//   NAME, [12.03.25 09:14]           NAME — 05/11/2025 8:31 PM       NAME  [10:42 AM]
//   [12.03.25, 09:14:33] NAME: text  12.03.25, 09:14 - NAME: text    NAME Today at 10:42
//   [3/12/2025 9:14 AM] NAME
//
// A stamp without a date is one only where nothing else is on its line, or in brackets before the
// name.
std::optional<ChatStamp> ReadChatStamp(std::string_view line);

}  // namespace skira
