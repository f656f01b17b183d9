// Short documents and what reading them gives, for the parser's tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parser/parser.h"

namespace skira {

// A paragraph of Hebrew long enough to be a review's text, with `extra` at its end.
inline std::string Prose(std::string_view extra = "") {
  return "הפסקה הזו נכתבה לבדיקות בלבד, והיא ארוכה דיה כדי שקורא יראה בה גוף של סקירה ולא כותרת. "
         "היא מספרת על רשת אחת, על אימון אחד ועל תוצאה אחת, ואין בה שום מידע אמיתי מעבר לכך" +
         std::string(extra) + ".";
}

inline ParseResult Parse(std::string_view text) { return ParseDocument("test.txt", text); }

// The warnings' codes of a review, in order.
inline std::vector<std::string> Codes(const std::vector<Warning>& warnings) {
  std::vector<std::string> codes;
  for (const Warning& warning : warnings) codes.push_back(warning.code);
  return codes;
}

}  // namespace skira
