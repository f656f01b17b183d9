// Who wrote a review: names in banners and credits.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace skira {

// How the series' author is named in the export, whatever was printed.
inline constexpr std::string_view kSeriesAuthor = "Mike Erlihson";

// Whether a folded word is the series' author's first name or nickname, as printed or as misread.
bool IsSeriesAuthor(std::u32string_view folded_word);

// The names in a phrase such as "מיק ואוראל" or "מיכאל (מייק) ארליכסון, PhD ועדו בן-יאיר", in their
// order, the series' author under his one name, the others as printed without titles.
std::vector<std::string> NamesIn(std::string_view phrase);

// Whether a part of a line may be a writer's name: a few words of letters, and no label. For what
// stands beside a date, where a name is likely.
bool MayBeWriter(std::string_view text);

// The bytes of the words that a text begins with and that lead to a writer: "נכתב על ידי ", "By ";
// 0 for none.
size_t LeadToWriter(std::string_view text);

// What a line says of the writers.
struct Credit {
  bool found = false;
  bool adds = false;  // written together with the named: the document's author stays
  std::vector<std::string> names;
};

// Reads a credit: "סקירה זו נכתבה על ידי ...", "הפוסט נכתב על ידי ...", "בשיתוף פעולה עם ...".
// Sentences on who wrote the paper are none.
Credit ReadCredit(std::string_view line);

// Whether the line shows that the document is the series author's: one of his series' hashtags.
bool HasSeriesHashtag(std::string_view line);

}  // namespace skira
