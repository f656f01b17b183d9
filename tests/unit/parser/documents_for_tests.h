// Short documents and what reading them gives, for the parser's tests.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "account_for_tests.h"
#include "parser/parser.h"

namespace skira {

// A paragraph of Hebrew long enough to be a review's text, with `extra` at its end.
inline std::string Prose(std::string_view extra = "") {
  return "הפסקה הזו נכתבה לבדיקות בלבד, והיא ארוכה דיה כדי שקורא יראה בה גוף של סקירה ולא כותרת. "
         "היא מספרת על רשת אחת, על אימון אחד ועל תוצאה אחת, ואין בה שום מידע אמיתי מעבר לכך" +
         std::string(extra) + ".";
}

// Reads a document, of which nothing may be lost.
inline ParseResult Parse(std::string_view text) {
  ParseResult result = ParseDocument("test.txt", text);
  for (const std::string& lost : AccountOfText::Lost(text, result)) FAIL_CHECK(lost);
  return result;
}

// The warnings' codes of a review, in order.
inline std::vector<std::string> Codes(const std::vector<Warning>& warnings) {
  std::vector<std::string> codes;
  for (const Warning& warning : warnings) codes.push_back(warning.code);
  return codes;
}

}  // namespace skira
