#include "parser/blocks/block_lines.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "parser/blocks/block_words.h"
#include "parser/inline/inline.h"
#include "parser/pictures.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// Words of captions, in lower case. An uncertain one is also an ordinary Hebrew word and needs a
// delimiter behind its number.
constexpr std::string_view kCaptionWords[] = {"figure", "fig.",      "fig",    "table",
                                              "tab.",   "algorithm", "listing"};

constexpr std::string_view kHebrewCaptionWords[] = {"איור", "תרשים", "טבלה", "תמונה", "גרף"};

bool IsHashtag(const std::string& word) {
  return word.size() > 1 &&
         (word.front() == '#' || word.back() == '#' || word.find("#-") != std::string::npos);
}

// "this review was written by ...": the passive, the review as its subject, and a name to follow.
// On a short line any subject will do whose writer is not the paper's.
bool NamesWriter(std::string_view line, const std::vector<std::string>& words) {
  static constexpr std::string_view kOurs[] = {"סקיר", "הסקיר", "סירה",  "הסירה",
                                               "סקרה", "פוסט",  "הפוסט", "הסיקור"};
  static constexpr std::string_view kTheirs[] = {"המאמר", "מאמר", "הספר", "הקוד", "הבלוג", "הטקסט"};
  static constexpr std::string_view kBy[] = {"על ידי", "על-ידי", "ע\"י",  "ע״י",   "עי\"",
                                             "בשיתוף", "בשיטת",  "בעזרת", "יחד עם"};
  constexpr size_t kFurthest = 6, kNear = 3, kShort = 110;  // words, words, code points
  const auto verb =
      std::find_if(words.begin(), words.end(), [](const auto& w) { return w.starts_with("נכתב"); });
  const size_t place = static_cast<size_t>(verb - words.begin());
  if (verb == words.end() || place == 0 || place > kFurthest) return false;
  const bool by = std::any_of(std::begin(kBy), std::end(kBy), [&](std::string_view b) {
    return line.find(b) != std::string_view::npos;
  });
  const bool ours = std::any_of(
      verb - static_cast<std::ptrdiff_t>(std::min(place, kNear)), verb, [](const std::string& w) {
        return std::any_of(std::begin(kOurs), std::end(kOurs),
                           [&](std::string_view t) { return w.starts_with(t); });
      });
  return by && (ours || (place <= kNear && LengthUpTo(line, kShort + 1) <= kShort &&
                         !Contains(kTheirs, words[0])));
}

}  // namespace

int Indent(std::string_view line) {
  int columns = 0;
  for (const char c : line.substr(0, 400)) {
    if (c != ' ' && c != '\t') break;
    columns += c == '\t' ? 4 : 1;
  }
  return columns;
}

int Columns(std::string_view text) {
  int columns = 0;
  for (const char c : text) columns = c == '\t' ? columns / 4 * 4 + 4 : columns + 1;
  return columns;
}

std::string WithoutColumns(std::string_view line, int count) {
  const std::string_view text = StripLeft(line);
  const int column = Columns(line.substr(0, line.size() - text.size()));
  return std::string(static_cast<size_t>(std::max(column - count, 0)), ' ') + std::string(text);
}

bool IsRule(std::string_view line) {
  const std::string_view text = Strip(line.substr(0, 400));
  if (text.size() < 3 || line.size() > 400) return false;
  const char mark = text[0];
  if (mark != '-' && mark != '*' && mark != '_' && mark != '=') return false;
  size_t marks = 0;
  for (const char c : text) {
    if (c != mark && c != ' ' && c != '\t') return false;
    marks += c == mark;
  }
  // Markdown has no rules of "=": three of them are text, a drawn line is longer.
  return marks >= (mark == '=' ? 5 : 3);
}

size_t FenceLength(std::string_view line) {
  const std::string_view text = StripLeft(line.substr(0, 400));
  if (text.empty() || (text[0] != '`' && text[0] != '~')) return 0;
  const size_t length = std::min(text.find_first_not_of(text[0]), text.size());
  // "```code``` in a sentence" is a code span.
  const bool code_span = text[0] == '`' && text.find('`', length) != std::string_view::npos;
  return length >= 3 && !code_span ? length : 0;
}

bool ClosesFence(std::string_view opening, std::string_view line) {
  const size_t length = FenceLength(line);
  return length > 0 && Strip(line).size() == length && Strip(line)[0] == Strip(opening)[0] &&
         length >= FenceLength(opening) && Indent(line) < 4;
}

bool IsCaption(std::string_view line) {
  std::string_view text = StripLeft(line.substr(0, 200));
  while (!text.empty() && (text[0] == '*' || text[0] == '_')) text.remove_prefix(1);
  static constexpr std::string_view kFirstBytes = "fFtTaAlL\xD7";
  if (text.empty() || kFirstBytes.find(text[0]) == std::string_view::npos) return false;
  const std::string lower = LowerAscii(text.substr(0, 40));
  size_t word = 0;
  bool certain = true;
  for (const std::string_view name : kCaptionWords) {
    if (lower.starts_with(name)) {
      word = name.size();
      certain = IsAsciiUpper(text[0]);
      break;
    }
  }
  for (const std::string_view name : kHebrewCaptionWords) {
    if (word == 0 && lower.starts_with(name)) {
      word = name.size();
      certain = false;
    }
  }
  if (word == 0) return false;
  text = StripLeft(text.substr(word));
  size_t i = !text.empty() && (text[0] == 'S' || text[0] == 'A') ? 1 : 0;
  const size_t digits = i;
  while (i < text.size() &&
         (IsAsciiDigit(text[i]) ||
          (i > digits && text[i] == '.' && i + 1 < text.size() && IsAsciiDigit(text[i + 1])))) {
    ++i;
  }
  if (i == digits || i > digits + 5) return false;
  if (i < text.size() && IsAsciiLower(text[i])) ++i;  // "Figure 2a"
  const std::string_view rest = StripLeft(text.substr(i));
  if (rest.empty()) return certain;
  static constexpr std::string_view kDelimiters = ":.|";
  if (kDelimiters.find(rest[0]) != std::string_view::npos) return true;
  if (rest.starts_with("**:") || rest.starts_with("**.") || rest.starts_with("–")) return true;
  // Without a delimiter a sentence goes on in small letters ("Figure 3 shows"), a caption does not.
  return certain && (IsAsciiUpper(rest[0]) || rest[0] == '*' || rest[0] == '(');
}

bool IsCredit(std::string_view line) {
  // Hashtags and the passive stand near the beginning: most lines are done with here.
  const std::string_view head = line.substr(0, 200);
  const bool may_be = Holds(head, "נכתב") || head.find('#') != head.npos;
  if (!may_be || line.size() > 600) return false;
  const std::vector<std::string> words = Words(line, 60);
  if (words.empty()) return false;
  const bool hashtags = std::all_of(words.begin(), words.end(), IsHashtag);
  return hashtags || NamesWriter(line, words);
}

bool IsBiography(std::string_view line) {
  static constexpr std::string_view kDoes[] = {"עובד", "חוקר", "מרצה", "סטודנט", "לומד"};
  static constexpr std::string_view kWhere[] = {"מרצה",   "Scientist", "חברת",     "PhD",  "Ph.D",
                                                "דוקטור", "אוניברסיט", "Engineer", "לתואר"};
  if (line.size() > 1200) return false;
  const auto has = [&](std::string_view word) { return line.find(word) != std::string_view::npos; };
  return std::any_of(std::begin(kDoes), std::end(kDoes), has) &&
         std::any_of(std::begin(kWhere), std::end(kWhere), has);
}

int HashLevel(std::string_view line) {
  const std::string_view text = StripLeft(line.substr(0, 400));
  const size_t level = std::min(text.find_first_not_of('#'), text.size());
  if (level == 0 || level > 6) return 0;
  if (level == text.size()) return static_cast<int>(level);
  return text[level] == ' ' || text[level] == '\t' || text[level] == '*' ? static_cast<int>(level)
                                                                         : 0;
}

std::string_view DefinedFootnote(std::string_view line) {
  constexpr size_t kLongest = 48;  // bytes
  constexpr size_t kOpen = 2;      // "[^"
  const std::string_view text = StripLeft(line);
  if (!text.starts_with("[^")) return {};
  const size_t close = text.substr(0, kLongest).find("]:");
  return close == text.npos ? std::string_view() : text.substr(kOpen, close - kOpen);
}

bool IsPicture(std::string_view line) {
  if (line.size() > 4000) return false;
  const std::string_view text = Strip(line);
  if (text.starts_with("<img ") && text.ends_with(">")) return true;
  if (!text.starts_with("![") || !text.ends_with(")")) return false;
  const size_t middle = text.find("](");
  return middle != std::string_view::npos &&
         text.find_first_of("()", middle + 2) == text.size() - 1;
}

bool ShowsPictures(std::string_view line) {
  constexpr size_t kLongest = 4000;  // bytes
  if (line.size() > kLongest) return false;
  std::string_view text = Strip(line);
  bool any = false;
  while (text.starts_with("![")) {
    const size_t middle = text.find("](");
    const size_t end = middle == text.npos ? text.npos : text.find(')', middle);
    if (end == text.npos || PictureIdOf(text.substr(middle + 2, end - middle - 2)).empty()) break;
    text = Strip(text.substr(end + 1));
    any = true;
  }
  return any && text.empty();
}

}  // namespace skira
