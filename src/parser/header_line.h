// The grammar of a header line. Inside of the room.
//
//   daily:     prelude TITLE?        prelude: emoji, date, banner, names and punctuation in any
//   order numbered:  "Review" NUMBER [", Short"] [":" DATE] TITLE [", " DATE] ["(" CREDIT ")"]
//
// Both may be set in Markdown (#, **). A line is read for itself; whether it opens a review depends
// on the lines around it too (headers.h).
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/document.h"
#include "review/review.h"

namespace skira {

// Counts of a line's characters, for telling titles from prose.
struct LineFacts {
  uint32_t bytes = 0;
  uint32_t hebrew = 0, latin = 0, foreign = 0, digits = 0;  // letters by script, decimal digits
  bool has_url = false;
  bool blank = true;
};

LineFacts FactsOf(std::string_view line);

// The facts of a document's lines. Blank lines, which can be many, cost a bit each.
class DocumentFacts {
 public:
  DocumentFacts() = default;  // of no line yet
  explicit DocumentFacts(const Document& document);
  void AddLine(std::string_view text);  // the next one
  int lines() const { return lines_; }
  // Of line `number`, 1-based. Valid as long as this object.
  const LineFacts& of(int number) const {
    static constexpr LineFacts kBlank;
    const size_t i = static_cast<size_t>(number - 1);
    const Group& group = groups_[i / 64];
    const uint64_t bit = uint64_t{1} << (i % 64);
    if ((group.filled & bit) == 0) return kBlank;
    return facts_[group.before + static_cast<size_t>(std::popcount(group.filled & (bit - 1)))];
  }

 private:
  // 64 lines: which of them are not blank, and how many such lines stand before the group.
  struct Group {
    uint64_t filled = 0;
    size_t before = 0;
  };
  int lines_ = 0;
  std::vector<Group> groups_;
  std::vector<LineFacts> facts_;  // of the lines that are not blank
};

// A line that can be a paper's title: a few words, mostly Latin, no list mark, caption, link, table
// row, formula or label.
bool IsTitleLike(std::string_view line, const LineFacts& facts);

// What a line says when it is read as a daily header.
struct DailyLine {
  bool banner = false;     // "המאמר היומי של", in whatever spelling
  bool damaged = false;    // words misread, in another script or out of order
  bool emoji = false;      // opens with pictographs
  bool foreign = false;    // banner words of a script that the series is not written in
  bool lost_date = false;  // what stands in the date's place is none
  std::optional<Date> date;
  std::vector<std::string> names;
  std::string title;  // the rest of the line, trimmed; empty when nothing is left
};

// Reads the prelude of a line of at most a few hundred bytes; std::nullopt when the line does not
// begin with one.
std::optional<DailyLine> ReadDailyLine(std::string_view line);

// Reads a line with a date whose banner nobody can read any more: a few words, the date, and a
// title or nothing of note behind it. Weak evidence: the lines around it must bear it out.
std::optional<DailyLine> ReadUnreadableBanner(std::string_view line);

struct NumberedLine {
  int number = 0;
  bool is_short = false;
  std::optional<Date> date;
  std::string title;
  std::vector<std::string> names;  // from a credit in brackets
  bool credit_adds = false;
  bool open_bold = false;  // "**" was opened and not closed: the title goes on
};

std::optional<NumberedLine> ReadNumberedLine(std::string_view line);

// The title without markup, emoji and separators at its ends.
std::string CleanTitle(std::string_view text);

}  // namespace skira
