// Front matter as a review's header.
#include <algorithm>
#include <charconv>

#include "parser/headers/dates.h"
#include "parser/headers/headers.h"
#include "parser/headers/people.h"
#include "review/names.h"
#include "unicode/unicode.h"

namespace skira {

Header HeaderOfFrontMatter(const FrontMatter& front) {
  Header header;
  header.front = &front;
  header.first_line = front.first_line;
  header.last_line = front.last_line;
  header.kind = ReviewKind::kPost;
  const std::string title = front.Title();
  if (!title.empty()) header.title = title;
  if (const auto date = FindDate(
          front.Value({"date", "published", "published_at", "publishdate", "created", "תאריכ"}))) {
    header.date = date->date;
  }
  const std::string number = front.Value({"number", "review", "episode", "issue"});
  int value = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
  if (!number.empty() && read.ptr == number.data() + number.size()) header.number = value;
  const std::string kind = front.Value({"kind"});
  for (size_t i = 0; i < std::size(kReviewKindNames); ++i) {
    if (kind == kReviewKindNames[i]) header.kind = static_cast<ReviewKind>(i);
  }
  for (const std::string_view name :
       {"author", "authors", "byline", "reviewer", "reviewers", "מחבר"}) {
    if (front.is_skira() && name != "reviewers") continue;  // others are fields of that name
    const FrontMatter::Entry* entry = front.Find(name);
    if (entry == nullptr) continue;
    for (const std::string& printed : entry->values) {
      const std::vector<std::string> known = NamesIn(printed);
      const bool author = known.size() == 1 && known[0] == kSeriesAuthor;
      header.names.push_back(author ? known[0] : printed);
    }
  }
  return header;
}

}  // namespace skira
