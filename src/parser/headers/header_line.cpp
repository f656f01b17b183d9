#include "parser/headers/header_line.h"

#include <algorithm>
#include <utility>

#include "parser/blocks/block_words.h"
#include "parser/headers/dates.h"
#include "parser/headers/people.h"
#include "parser/headers/stamps.h"
#include "parser/headers/title.h"
#include "parser/headers/weights.h"
#include "review/url.h"
#include "unicode/fuzzy.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr size_t kLongestHeader = 500;  // bytes

// --- Tokens ------------------------------------------------------------------------------------

enum class TokenKind : uint8_t { kEnd, kSpace, kMark, kEmoji, kDate, kNumber, kWord, kForeign };

// A piece of a line, [start, end) in bytes. A word is one of letters and what joins them inside
// (geresh, hyphen), behind Latin letters digits too; kForeign where all of it is of scripts that
// the series is not written in.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  size_t start = 0, end = 0;
  bool hebrew = false;
  std::optional<FoundDate> date;
};

bool JoinsWord(char32_t c) { return IsGeresh(c) || IsGershayim(c) || c == 0x05BE || c == U'-'; }

Token WordAt(std::string_view line, size_t at) {
  Token token{TokenKind::kWord, at, at, false, {}};
  bool latin = false, foreign = false;
  while (token.end < line.size()) {
    const Decoded c = DecodeAt(line, token.end);
    const Script script = ScriptOf(c.code_point);
    if (script == Script::kCommon) {
      const char32_t after = DecodeAt(line, token.end + c.length).code_point;
      const bool inside = JoinsWord(c.code_point) && IsLetter(after);
      const bool abbreviated = IsGeresh(c.code_point) && token.hebrew && !IsLetter(after);
      const bool digit = IsDigit(c.code_point) && latin && !token.hebrew;
      if (!inside && !digit && !abbreviated) break;
    }
    token.hebrew |= script == Script::kHebrew;
    latin |= script == Script::kLatin || script == Script::kGreek || script == Script::kCyrillic;
    foreign |= script != Script::kCommon;
    token.end += c.length;
  }
  if (foreign && !token.hebrew && !latin) token.kind = TokenKind::kForeign;
  return token;
}

Token TokenAt(std::string_view line, size_t at) {
  if (at >= line.size()) return {TokenKind::kEnd, line.size(), line.size(), false, {}};
  const Decoded c = DecodeAt(line, at);
  if (IsDigit(c.code_point)) {
    if (const std::optional<FoundDate> date = DateAt(line, at)) {
      return {TokenKind::kDate, at, date->end, false, date};
    }
    size_t end = at;
    while (end < line.size() && IsDigit(static_cast<unsigned char>(line[end]))) ++end;
    return {TokenKind::kNumber, at, end, false, {}};
  }
  if (IsLetter(c.code_point)) {
    Token word = WordAt(line, at);
    // "יום ראשון, ה-5.3.25"
    constexpr std::string_view kDay = "יום ";
    const bool may_be_date = !word.hebrew || line.substr(at).starts_with(kDay);
    if (may_be_date && word.kind == TokenKind::kWord) {
      if (const std::optional<FoundDate> date = DateAt(line, at)) {
        return {TokenKind::kDate, at, date->end, false, date};
      }
    }
    return word;
  }
  TokenKind kind = TokenKind::kMark;
  if (IsSpace(c.code_point)) kind = TokenKind::kSpace;
  if (IsEmoji(c.code_point)) kind = TokenKind::kEmoji;
  return {kind, at, at + c.length, false, {}};
}

bool IsSeparator(char32_t c) {
  static constexpr std::u32string_view kSeparators = U"*#_:;-–—|.,·•☞>»\\/";
  return kSeparators.find(c) != kSeparators.npos ||
         (c > 0x2000 && !IsLetter(c) && c != U'“' && c != U'”');
}

// --- The prelude -------------------------------------------------------------------------------

constexpr std::u32string_view kTeam = U"צוות";  // "the team of": a name that goes on in any script

// What was read up to a token.
struct Prelude {
  double weight = 0;
  size_t end = 0;  // of the last token that counts, bytes
  bool series = false, daily = false, of = false, author = false, review = false;
  bool numbered = false, is_short = false, foreign = false, damaged = false, lost_date = false;
  bool month = false;  // the word before was a month's name
  bool emoji = false, began = false;
  bool left = false;     // the word before was "to" or "left": a number belongs to it
  int review_word = -1;  // index of the token "review" or "no." that a number may follow
  bool review_first = false;
  std::optional<int> number;
  std::optional<Date> date;
  std::string_view printed_date, date_rest;
  std::string_view lost_year;  // a number behind a month's name that a day should stand before
  size_t names_start = 0, names_end = 0;
  int name_words = 0;
  enum Names : uint8_t { kClosed, kMaybe, kOpen } names = kClosed;  // whether the next word is one
  bool team = false;
  int unread_words = 0;
};

// Reads tokens one after the other and remembers where what was read weighed most.
class PreludeReader {
 public:
  PreludeReader(std::string_view line, const HeaderWords& learned)
      : line_(line), learned_(learned) {}

  Prelude Read();

 private:
  void Consume(Token& token);  // may find that it is longer
  void ConsumeMark(char32_t c);
  void ConsumeNumber(Token& token);
  void ConsumeDate(const Token& token);
  void ConsumeWord(Token& token);
  bool NumberFollows(size_t at) const;
  bool IsMisreadReview(const std::u32string& word, size_t end) const;
  void JoinParts(Token& token) const;
  bool ConsumeKnown(const std::u32string& word, const Token& token);
  bool ConsumeName(const std::u32string& word, const Token& token);
  bool ConsumeSplit(const std::u32string& word);
  void AddName(const Token& token);
  void Take(WordPart part);
  std::string_view TextOf(const Token& token) const {
    return line_.substr(token.start, token.end - token.start);
  }

  std::string_view line_;
  const HeaderWords& learned_;
  Prelude now_;
  int words_ = 0;  // words, dates and numbers read
};

void PreludeReader::Take(WordPart part) {
  switch (part) {
    case WordPart::kSeries:
      now_.series = true;
      if (words_ == 0) now_.review_word = 0;  // "paper 45"
      now_.weight += weights::kSeriesWord;
      break;
    case WordPart::kDaily:
      now_.daily = true;
      now_.weight += weights::kSeriesWord;
      break;
    case WordPart::kReview:
      now_.review = true;
      now_.review_first = words_ == 0;
      now_.review_word = words_;
      now_.weight += weights::kJoiner;
      break;
    case WordPart::kNumber:
      now_.review_word = words_;
      now_.weight += weights::kJoiner;
      break;
    case WordPart::kShort:
      now_.is_short |= now_.number.has_value();
      now_.weight += now_.number ? weights::kJoiner : weights::kUnknownWord;
      break;
    case WordPart::kOf:
    case WordPart::kLeft:
      now_.of |= part == WordPart::kOf;
      now_.left = part == WordPart::kLeft;
      now_.weight +=
          now_.weight > 0 || now_.series || now_.daily ? weights::kJoiner : weights::kUnknownWord;
      break;
    case WordPart::kNone:
      break;
  }
  now_.names = part == WordPart::kOf                                   ? Prelude::kOpen
               : now_.series && now_.daily && part == WordPart::kDaily ? Prelude::kMaybe
                                                                       : Prelude::kClosed;
}

void PreludeReader::AddName(const Token& token) {
  if (now_.names_end == 0) now_.names_start = token.start;
  now_.names_end = token.end;
  ++now_.name_words;
}

// Whether marks alone are between a byte offset and a number.
bool PreludeReader::NumberFollows(size_t at) const {
  const size_t next = line_.find_first_not_of(" .:#'()[]*", at);
  return next != line_.npos && IsDigit(static_cast<unsigned char>(line_[next]));
}

// "Review" at the line's beginning, misread in two letters, where its number and a separator
// follow.
bool PreludeReader::IsMisreadReview(const std::u32string& word, size_t end) const {
  constexpr std::u32string_view kReview = U"review";
  constexpr int kMostWrong = 2;
  if (words_ > 0 || word.size() + 1 < kReview.size() || word.size() > kReview.size() + 2) {
    return false;
  }
  if (EditDistance(word, kReview, kMostWrong) > kMostWrong || !NumberFollows(end)) return false;
  const size_t number = FindDigit(line_.substr(end)) + end;
  const size_t behind = line_.find_first_not_of("0123456789", number);
  return behind != line_.npos && (line_[behind] == ':' || line_[behind] == ',');
}

bool PreludeReader::ConsumeKnown(const std::u32string& word, const Token& token) {
  const bool tolerant = words_ <= 6;
  KnownWord known = FindHeaderWord(word, tolerant);
  if (known.part == WordPart::kNone && IsMisreadReview(word, token.end)) {
    known = {WordPart::kReview, true};
  }
  if (known.part == WordPart::kNone) return false;
  if (known.part == WordPart::kLeft && !now_.number) return false;
  // "No" and "Number" may begin a title, as their like may a sentence.
  if (known.part == WordPart::kNumber && !NumberFollows(token.end)) return false;
  // "Daily" and "Paper" may begin a Latin title: behind a date, and where the banner had them.
  const bool series = known.part == WordPart::kSeries, daily = known.part == WordPart::kDaily;
  const bool had = (series && now_.series) || (daily && now_.daily);
  const bool no_banner = !now_.author && !now_.series && !now_.daily;
  if (!token.hebrew && (series || daily) && (had || (now_.date && no_banner))) return false;
  now_.damaged |= known.damaged;
  Take(known.part);
  return true;
}

bool IsAuthorWord(const std::u32string& word) {
  if (IsSeriesAuthor(word)) return true;
  std::u32string_view rest = word;
  if (rest.ends_with(U"'s")) rest.remove_suffix(2);
  if (rest.size() > 3 && rest[0] == U'ו') rest.remove_prefix(1);
  return rest.size() < word.size() && IsSeriesAuthor(rest);
}

// A writer's name: the author's, in whatever spelling, or a word behind "of".
bool PreludeReader::ConsumeName(const std::u32string& word, const Token& token) {
  constexpr int kMaxNameWords = 4;
  if (IsAuthorWord(word) && !(IsMonthName(word) && NumberFollows(token.end))) {
    // In Hebrew the name comes last, in English ("Mike's Daily Paper") first.
    if (!now_.series && !now_.daily && !now_.review && token.hebrew) now_.damaged = true;
    now_.author = true;
    now_.month = IsMonthName(word);
    now_.weight += weights::kSeriesWord;
    if (now_.names == Prelude::kClosed && now_.names_end != 0) return true;
    AddName(token);
    return true;
  }
  if (token.hebrew && word.size() == 1) return false;  // "ה-5 לאוגוסט"
  const bool possessive = words_ == 0 && !token.hebrew && word.ends_with(U"'s");
  const bool open = now_.names != Prelude::kClosed && now_.name_words < kMaxNameWords;
  if (!possessive && !(open && (token.hebrew || now_.team))) return false;
  now_.team = word == kTeam;
  now_.month = IsMonthName(word);
  now_.weight += possessive || now_.names == Prelude::kOpen ? weights::kJoiner : -0.5;
  AddName(token);
  return true;
}

// Two known words that lost the space between them.
bool PreludeReader::ConsumeSplit(const std::u32string& word) {
  constexpr size_t kShortest = 5, kLongest = 16, kLeastPart = 2;  // letters
  if (word.size() < kShortest || word.size() > kLongest) return false;
  const std::u32string_view all = word;
  // One of the two is known or the author's name: so are its beginning, or its end.
  std::vector<size_t> splits = HeaderWordsBeginning(all);
  for (size_t i = kLeastPart; i + kLeastPart <= word.size(); ++i) {
    if (IsSeriesAuthor(all.substr(0, i)) || IsSeriesAuthor(all.substr(i))) splits.push_back(i);
  }
  std::sort(splits.begin(), splits.end());
  for (const size_t i : splits) {
    if (i + kLeastPart > word.size()) continue;
    const WordPart first = FindHeaderWord(all.substr(0, i), false).part;
    const bool author = IsSeriesAuthor(all.substr(0, i)) || IsSeriesAuthor(all.substr(i));
    const WordPart second = FindHeaderWord(all.substr(i), false).part;
    const bool both = first != WordPart::kNone && second != WordPart::kNone;
    const bool with_author = author && (first != WordPart::kNone || second != WordPart::kNone);
    if (!both && !with_author) continue;
    now_.damaged = true;
    if (first != WordPart::kNone) Take(first);
    if (second != WordPart::kNone) Take(second);
    if (with_author) {
      now_.author = true;
      now_.weight += weights::kSeriesWord;
    }
    return true;
  }
  return false;
}

// A first word whose spaces extraction lost or added: "Review64", "R eview 64".
void PreludeReader::JoinParts(Token& token) const {
  constexpr size_t kMostLetters = 3;  // of a part that a space tore off
  if (words_ > 0) return;
  const std::string_view text = TextOf(token);
  const size_t digit = FindDigit(text);
  const auto is_known = [&](std::string_view word) {
    return FindHeaderWord(Fold32(word), true).part == WordPart::kReview;
  };
  if (digit != text.npos && digit > 0) {
    if (is_known(text.substr(0, digit)) ||
        EditDistance(Fold32(text.substr(0, digit)), U"review", 2) <= 2) {
      token.end = token.start + digit;
    }
    return;
  }
  if (LengthUpTo(text, kMostLetters + 1) > kMostLetters || token.end >= line_.size() ||
      line_[token.end] != ' ') {
    return;
  }
  const Token next = TokenAt(line_, token.end + 1);
  if (next.kind != TokenKind::kWord || !NumberFollows(next.end)) return;
  if (is_known(std::string(text) + std::string(TextOf(next)))) token.end = next.end;
}

void PreludeReader::ConsumeWord(Token& token) {
  JoinParts(token);
  std::u32string word = Fold32(TextOf(token));
  std::erase(word, U' ');
  now_.month = now_.left = false;
  const bool single = token.hebrew && word.size() == 1;
  const bool taken = ConsumeKnown(word, token) || ConsumeName(word, token);
  if (!taken && learned_.Has(word)) {
    now_.weight += weights::kLearned;
    now_.series = true;
    now_.names = Prelude::kClosed;
  } else if (!taken && !single && !ConsumeSplit(word)) {
    now_.weight += token.hebrew ? weights::kUnknownWord : weights::kUnknownLatin;
    ++now_.unread_words;
  }
  ++words_;
}

// Whether one ASCII letter follows a number, and no more: "117b".
bool HasLetterSuffix(std::string_view line, size_t at) {
  const auto letter = [&](size_t i) {
    return i < line.size() && IsLetter(DecodeAt(line, i).code_point);
  };
  return at < line.size() && static_cast<unsigned char>(line[at]) < 0x80 && letter(at) &&
         !letter(at + 1);
}

// Of a few digits.
int NumberOf(std::string_view digits) {
  int number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return number;
}

// The end of "/1000" behind a number, which is then the so manieth of so many; `at` where there is
// none. A year is no such total: "12/2024".
size_t TotalBehind(std::string_view line, size_t at, int number) {
  constexpr int kLeast = 100, kMost = 99999, kYears = 1900, kYearsEnd = 2100;
  if (at >= line.size() || line[at] != '/') return at;
  size_t end = at + 1;
  int total = 0;
  while (end < line.size() && IsAsciiDigit(line[end]) && total <= kMost) {
    total = total * 10 + (line[end++] - '0');
  }
  const bool year = total >= kYears && total < kYearsEnd;
  const bool more = end < line.size() && line[end] == '/';
  return total >= kLeast && total <= kMost && number <= total && !year && !more ? end : at;
}

void PreludeReader::ConsumeNumber(Token& token) {
  constexpr size_t kMostDigits = 5;
  constexpr int kNearest = 2;  // tokens between "review" and its number
  const std::string_view text = TextOf(token);
  // "#401", but no character reference ("&#42;").
  const bool behind_hash =
      token.start > 0 && line_[token.start - 1] == '#' &&
      (token.start == 1 || std::string_view(" ([").find(line_[token.start - 2]) != line_.npos);
  if (const size_t end = now_.number || text.size() > kMostDigits
                             ? token.end
                             : TotalBehind(line_, token.end, NumberOf(text));
      end > token.end) {
    now_.number = NumberOf(text);
    now_.weight += weights::kNumber;
    token.end = end;
  } else if (const std::optional<DateRest> rest = DateRestAt(line_, token.start);
             rest && !now_.date && now_.date_rest.empty()) {
    now_.date_rest = line_.substr(rest->start, rest->end - rest->start);
    token.end = rest->end;
    now_.weight += weights::kDateRest;
  } else if (now_.month) {
    now_.lost_date = true;
    now_.lost_year = text;
    now_.names = Prelude::kClosed;
    now_.weight -= weights::kBareNumber;
  } else if (!now_.number && text.size() <= kMostDigits &&
             (behind_hash || (now_.review_word >= 0 && words_ - now_.review_word <= kNearest))) {
    now_.number = NumberOf(text);
    now_.numbered = now_.review_first;
    now_.weight += now_.review_first ? weights::kNumbered : weights::kNumber;
    if (HasLetterSuffix(line_, token.end)) ++token.end;
  } else {
    now_.weight += now_.left ? weights::kJoiner : weights::kBareNumber;
  }
  now_.month = now_.left = false;
  ++words_;
}

void PreludeReader::ConsumeDate(const Token& token) {
  if (now_.date) {
    now_.weight += weights::kBareNumber;
  } else {
    now_.date = token.date->date;
    now_.printed_date = TextOf(token);
    now_.damaged |= token.date->damaged;
    now_.weight += weights::kDate;
  }
  now_.names = Prelude::kClosed;
  ++words_;
}

void PreludeReader::ConsumeMark(char32_t c) {
  constexpr double kOddMark = -0.2;  // a bracket or a question mark may open a title
  if (c == U':' || c == U'-' || c == U'–' || c == U'|') now_.names = Prelude::kClosed;
  if (!IsSeparator(c) && c != U'[' && c != U'(') now_.weight += kOddMark;
}

void PreludeReader::Consume(Token& token) {
  switch (token.kind) {
    case TokenKind::kSpace:
    case TokenKind::kEnd:
      break;
    case TokenKind::kMark:
      ConsumeMark(DecodeAt(line_, token.start).code_point);
      break;
    case TokenKind::kEmoji:
      if (!now_.emoji) now_.weight += weights::kEmoji;
      now_.emoji = true;
      now_.names = Prelude::kClosed;
      break;
    case TokenKind::kDate:
      ConsumeDate(token);
      break;
    case TokenKind::kNumber:
      ConsumeNumber(token);
      break;
    case TokenKind::kWord:
      ConsumeWord(token);
      break;
    case TokenKind::kForeign:
      now_.foreign = true;
      now_.weight += weights::kForeignWord;
      ++words_;
      break;
  }
}

Prelude PreludeReader::Read() {
  // So far below the best no evidence is likely to make up for it; without a digit there is less.
  constexpr double kHopeless = -5, kHopelessWords = -2.5;
  constexpr size_t kDigitsWithin = 120;  // bytes
  const bool digits = FindDigit(line_.substr(0, kDigitsWithin)) != line_.npos;
  const double hopeless = digits ? kHopeless : kHopelessWords;
  constexpr int kMostWords = 24;
  Prelude best;
  bool parted = false;  // a dash stands right before
  for (Token token = TokenAt(line_, 0); token.kind != TokenKind::kEnd && words_ < kMostWords;
       token = TokenAt(line_, token.end)) {
    // "(" and "?" open titles whose punctuation was displaced; "[12.03.25]" is read all the same.
    const int unread = now_.unread_words;
    Consume(token);
    // Behind what is a header by itself the first Latin word begins the title.
    const bool begins = now_.unread_words > unread && !token.hebrew;
    if (begins && best.weight >= weights::kDate) break;
    // So it does behind known words and a dash: "today's review – TITLE – DATE".
    if (begins && unread == 0 && parted && best.weight >= weights::kLeastMark) break;
    if (token.kind == TokenKind::kMark) {
      const char32_t mark = DecodeAt(line_, token.start).code_point;
      parted = mark == U'–' || mark == U'—' || mark == U'|' || mark == U'-';
    } else if (token.kind != TokenKind::kSpace) {
      parted = false;
    }
    if (token.kind == TokenKind::kSpace || token.kind == TokenKind::kMark) continue;
    now_.end = token.end;
    if (now_.weight > best.weight || (now_.weight == best.weight && best.end > 0)) best = now_;
    if (now_.weight < best.weight + hopeless) break;
  }
  return best;
}

// --- The line ----------------------------------------------------------------------------------

// The position behind what stands between the prelude and the title.
size_t SkipToTitle(std::string_view line, size_t at) {
  int open = 0;
  for (const char c : line.substr(0, at)) open += (c == '(' || c == '[') - (c == ')' || c == ']');
  // "Review 7) TITLE"
  if (at > 0 && IsAsciiDigit(line[at - 1]) && line.substr(at).starts_with(')')) ++at;
  for (;;) {
    const Decoded c = DecodeAt(line, at);
    // "*Title* (Levi et al.)": its marks are paired when it is cleaned.
    const std::string_view rest = line.substr(at);
    const bool italics = rest.size() > 2 && rest[0] == '*' && rest[1] != '*' && rest[1] != ' ' &&
                         (at == 0 || line[at - 1] == ' ') && rest.find('*', 1) != rest.npos;
    if (italics) return at;
    const bool closes = (c.code_point == U')' || c.code_point == U']') && open > 0;
    if (closes) --open;
    if (c.length == 0 ||
        !(closes || IsSpace(c.code_point) || IsSeparator(c.code_point) || IsEmoji(c.code_point))) {
      return at;
    }
    at += c.length;
  }
}

// The position behind words of foreign scripts at `at`, which belong to a misread banner where a
// Latin title follows; else `at`.
size_t SkipForeign(std::string_view line, size_t at) {
  constexpr int kMostWords = 6;
  size_t end = at;
  for (int words = 0; words < kMostWords; ++words) {
    const Token token = TokenAt(line, end);
    if (token.kind != TokenKind::kForeign) break;
    end = SkipToTitle(line, token.end);
  }
  return end < line.size() && FirstScript(line.substr(end)) == Script::kLatin ? end : at;
}

// Takes "(סקירה זו נכתבה על ידי ...)" from the end of the title.
void TakeCredit(std::string_view& rest, HeaderLine& header) {
  const size_t open = rest.rfind('(');
  if (open == std::string_view::npos) return;
  Credit credit = ReadCredit(rest.substr(open + 1));
  if (!credit.found) return;
  header.names = std::move(credit.names);
  header.credit_adds = credit.adds;
  rest = rest.substr(0, open);
}

// What may stand before a writer's name behind a date or a title.
// Takes "NAME" from "נכתב על ידי NAME | ..."; what is behind it stays text of the review.
void TakeByline(std::string_view& rest, HeaderLine& header) {
  constexpr size_t kLongest = 80;  // bytes
  std::string_view text = Trim(rest);
  const std::string_view by = text.substr(0, LeadToWriter(text));
  if (by.empty()) return;
  text.remove_prefix(by.size());
  const size_t end = std::min({text.find(" | "), text.find(" · "), text.find(" - "),
                               text.find(" – "), text.find(" ("), text.size()});
  if (end == 0 || end > kLongest) return;
  header.names = NamesIn(text.substr(0, end));
  header.series_words.emplace_back(by);
  header.series_words.emplace_back(text.substr(0, end));
  rest = {};
}

// Takes the date behind the title.
void TakeDate(std::string_view& rest, HeaderLine& header) {
  if (header.date) return;
  const std::optional<FoundDate> found = FindDate(rest);
  if (!found || found->start == 0) return;
  const std::string behind = CleanTitle(rest.substr(found->end));
  size_t start = found->start;
  // "ה-5 לאוגוסט"
  constexpr std::string_view kThe = "ה-";
  if (rest.substr(0, start).ends_with(kThe)) start -= kThe.size();
  const bool separated = start > 0 && !IsLetter(DecodeBefore(rest, start).code_point);
  if (!separated || !(behind.empty() || behind == "." || behind == ")" || behind == "]")) return;
  header.date = found->date;
  header.printed_date = rest.substr(found->start, found->end - found->start);
  rest = rest.substr(0, start);
  while (rest.ends_with('(') || rest.ends_with('[') || rest.ends_with(' ')) rest.remove_suffix(1);
}

// Takes "Long:" from before the title of a numbered review: it is of the usual kind.
void TakeLength(std::string_view& rest, const HeaderLine& header) {
  static constexpr std::u32string_view kLong[] = {U"long", U"full", U"ארוכה", U"מלאה"};
  const size_t colon = rest.find(':');
  if (!header.numbered || colon == rest.npos) return;
  const std::u32string word = Fold32(Trim(rest.substr(0, colon)));
  if (std::find(std::begin(kLong), std::end(kLong), word) != std::end(kLong)) {
    rest = Trim(rest.substr(colon + 1));
  }
}

// Takes a number behind the title, which a separator and a mark set off: "TITLE – #12".
void TakeNumber(std::string_view& rest, HeaderLine& header) {
  constexpr std::string_view kSeparators[] = {" - ", " – ", " — ", " | ", " · "};
  constexpr size_t kMostDigits = 5;
  if (header.number) return;
  size_t at = std::string_view::npos, width = 0;
  for (const std::string_view separator : kSeparators) {
    const size_t found = rest.rfind(separator);
    if (found == rest.npos || (at != rest.npos && found < at)) continue;
    at = found;
    width = separator.size();
  }
  if (at == rest.npos) return;
  const std::string_view mark = Trim(rest.substr(at + width));
  const size_t digit = FindDigit(mark);
  if (digit == mark.npos || digit == 0 || mark.size() - digit > kMostDigits) return;
  if (mark.find_first_not_of("0123456789", digit) != mark.npos) return;
  const std::string_view lead = Trim(mark.substr(0, digit));
  if (lead != "#" && FindHeaderWord(Fold32(lead), false).part != WordPart::kNumber) return;
  header.number = NumberOf(mark.substr(digit));
  header.weight += weights::kNumber;
  rest = rest.substr(0, at);
}

// Takes "[Short]" from the end of the title of a numbered review.
void TakeShort(std::string_view& rest, HeaderLine& header) {
  const std::string_view text = Trim(rest);
  if (!header.numbered || !(text.ends_with(']') || text.ends_with(')'))) return;
  const size_t open = text.rfind(text.back() == ']' ? '[' : '(');
  if (open == text.npos) return;
  const std::string_view inside = text.substr(open + 1, text.size() - open - 2);
  if (FindHeaderWord(Fold32(inside), false).part != WordPart::kShort) return;
  header.is_short = true;
  rest = text.substr(0, open);
}

// What the text behind the prelude says against a header: a clause or prose in Hebrew.
double WeightOfRest(const HeaderLine& header, std::string_view rest, const LineFacts& facts) {
  constexpr size_t kLongestClause = 120, kLongestTitle = 160;  // bytes
  if (MayHoldUrl(rest) && !IsLinkedTitle(rest)) return weights::kSentence;
  if (header.title.empty()) return 0;
  if (facts.hebrew * 2 <= facts.latin && facts.latin >= 3) return 0;
  if (header.banner && header.date && header.title.size() <= kLongestTitle) return 0;
  if (header.title.size() > kLongestClause || header.title.ends_with('.'))
    return weights::kSentence;
  return header.numbered && header.date ? 0 : weights::kShortSentence;
}

// Whether what is behind a date may be a writer's name: a few words without digits or an end.
bool MayBeName(std::string_view text) {
  constexpr size_t kLongest = 48;  // bytes
  constexpr int kMostSpaces = 3;
  return !text.empty() && text.size() <= kLongest && FindDigit(text) == text.npos &&
         std::count(text.begin(), text.end(), ' ') <= kMostSpaces &&
         text.find_first_of(".:;?!\"()[]") == text.npos && FactsOf(text).hebrew >= 2;
}

std::string UnreadWords(std::string_view prelude, const Prelude& said, const HeaderWords& learned) {
  std::string unread;
  for (Token token = TokenAt(prelude, 0); token.kind != TokenKind::kEnd;
       token = TokenAt(prelude, token.end)) {
    if (token.kind != TokenKind::kWord && token.kind != TokenKind::kForeign) continue;
    if (token.start >= said.names_start && token.end <= said.names_end) continue;
    const std::string_view text = prelude.substr(token.start, token.end - token.start);
    const std::u32string word = Fold32(text);
    if (FindHeaderWord(word, true).part != WordPart::kNone || IsAuthorWord(word)) continue;
    if (learned.Has(word)) continue;
    unread += (unread.empty() ? "" : " ") + std::string(text);
  }
  return unread;
}

// The words of the prelude that the document's headers repeat.
std::vector<std::string> LearnedWords(std::string_view prelude, const HeaderWords& learned) {
  std::vector<std::string> words;
  for (Token token = TokenAt(prelude, 0); token.kind != TokenKind::kEnd;
       token = TokenAt(prelude, token.end)) {
    const std::string_view text = prelude.substr(token.start, token.end - token.start);
    if (token.kind == TokenKind::kWord && learned.Has(Fold32(text))) words.emplace_back(text);
  }
  return words;
}

// Reads a line whose prelude begins it.
HeaderLine ReadFromFront(std::string_view line, const HeaderWords& learned) {
  const Prelude said = PreludeReader(line, learned).Read();
  HeaderLine header;
  header.weight = said.weight;
  if (said.weight < weights::kLeastMark) return header;
  header.banner = (said.series && (said.daily || (said.of && said.author))) ||
                  (said.daily && (said.review || (said.of && said.author))) ||
                  (said.series && said.date && said.of);
  header.numbered = said.numbered;
  header.is_short = said.is_short;
  header.number = said.number;
  header.date = said.date;
  header.printed_date = said.printed_date;
  if (!said.date) {
    header.date_rest = said.date_rest;
    header.lost_date_printed = said.date_rest.empty() ? said.lost_year : said.date_rest;
  }
  header.lost_date = !said.date && (said.lost_date || !said.date_rest.empty());
  header.damaged = said.damaged || said.foreign || header.lost_date || said.unread_words > 0;
  if (said.names_end > said.names_start && said.names_end <= said.end) {
    const std::string_view names = line.substr(said.names_start, said.names_end - said.names_start);
    header.names = NamesIn(names);
    header.series_words.emplace_back(names);
  }
  for (std::string& word : LearnedWords(line.substr(0, said.end), learned)) {
    header.series_words.push_back(std::move(word));
  }
  const size_t title = SkipToTitle(line, said.end);
  const size_t behind = SkipForeign(line, title);
  header.damaged |= behind > title;
  if (said.unread_words > 0 || said.foreign || behind > title) {
    header.unread = UnreadWords(line.substr(0, behind > title ? behind : said.end), said, learned);
  }
  if (said.date && !said.lost_year.empty()) {
    header.damaged = true;
    header.unread += (header.unread.empty() ? "" : " ") + std::string(said.lost_year);
  }
  std::string_view rest = line.substr(behind);
  TakeLength(rest, header);
  TakeCredit(rest, header);
  // "Reviewed on 4.3.25 by NAME"
  const bool by = said.names == Prelude::kOpen && MayBeWriter(Trim(rest));
  if (by && header.date && header.names.empty()) {
    header.names = NamesIn(rest);
    header.series_words.emplace_back(std::exchange(rest, {}));
  }
  if (header.names.empty() && header.date) TakeByline(rest, header);
  TakeNumber(rest, header);
  TakeDate(rest, header);
  TakeNumber(rest, header);
  TakeShort(rest, header);
  header.title = CleanTitle(rest);
  header.byline = header.date && header.names.empty() && !header.banner && !said.series &&
                  !said.review && !said.daily && MayBeName(header.title);
  if (!header.byline) header.weight += WeightOfRest(header, rest, FactsOf(header.title));
  size_t bold_marks = 0;
  for (size_t i = line.find("**"); i != line.npos; i = line.find("**", i + 2)) ++bold_marks;
  header.open_bold = bold_marks % 2 == 1;
  return header;
}

// Reads a line whose prelude ends it: "TITLE - BANNER DATE".
HeaderLine ReadFromBack(std::string_view line, const HeaderWords& learned) {
  constexpr int kMostParts = 4;
  constexpr std::string_view kSeparators[] = {" - ", " – ", " | ", ", ", ": ", " ("};
  HeaderLine best;
  size_t from = line.size();
  for (int i = 0; i < kMostParts && from > 0; ++i) {
    size_t part = std::string_view::npos, width = 0;
    for (const std::string_view separator : kSeparators) {
      const size_t found = line.substr(0, from).rfind(separator);
      if (found != line.npos && (part == line.npos || found > part)) {
        part = found;
        width = separator.size();
      }
    }
    if (part == line.npos) break;
    std::string_view behind = line.substr(part + width);
    if (line.substr(part, width).ends_with('(') && Trim(behind).ends_with(')')) {
      behind = behind.substr(0, behind.rfind(')'));
    }
    HeaderLine said = ReadFromFront(behind, learned);
    if (said.title.empty() && said.unread.empty() && said.weight > best.weight) {
      best = std::move(said);
      best.title = CleanTitle(line.substr(0, part));
    }
    from = part;
  }
  // "By NAME, DATE" has no title.
  const std::string_view by = best.title;
  const size_t lead = best.date && best.names.empty() ? LeadToWriter(by) : 0;
  if (lead > 0 && MayBeWriter(by.substr(lead))) {
    best.names = NamesIn(by.substr(lead));
    best.series_words.push_back(std::exchange(best.title, ""));
  }
  if (best.weight > 0 && !best.numbered && !line.starts_with('#')) {
    // Hebrew words that a dash parts from a Latin title lead to it.
    std::string_view title = best.title;
    for (const std::string_view dash : {" – ", " - ", " | "}) {
      const size_t at = title.find(dash);
      if (at == title.npos || FactsOf(title.substr(0, at)).latin > 0) continue;
      const std::string_view behind = title.substr(at + dash.size());
      if (IsLatinTitle(behind)) title = behind;
    }
    best.weight += WeightOfRest(best, title, FactsOf(title));
  }
  return best;
}

// Reads a short line with a date whose other words nobody can read: a title or nothing of note may
// be behind the date. Weak evidence: the lines around it must bear it out.
HeaderLine ReadUnreadable(std::string_view line) {
  constexpr size_t kLongest = 300;                        // bytes
  constexpr uint32_t kMostBefore = 40, kMostBehind = 30;  // letters
  const std::optional<FoundDate> found = line.size() <= kLongest ? FindDate(line) : std::nullopt;
  if (!found) return {};
  const LineFacts before = FactsOf(line.substr(0, found->start));
  if (before.has_url || before.hebrew + before.latin + before.foreign > kMostBefore) return {};
  HeaderLine header;
  std::string_view rest = line.substr(found->end);
  // What is before a Latin title's colon is a banner that nobody can read.
  std::string unread = CleanTitle(line.substr(0, found->start));
  if (const std::string title = TitleBehindColon(rest); !title.empty()) {
    const size_t colon = rest.find(": ");
    const LineFacts banner = FactsOf(rest.substr(0, colon));
    if (before.hebrew + banner.hebrew + banner.latin + banner.foreign <= kMostBefore) {
      unread += (unread.empty() ? "" : " ") + CleanTitle(rest.substr(0, colon));
      rest = rest.substr(colon + 2);
    }
  }
  // "Reviewed on 4.3.25 by NAME"
  const std::string_view tail = Trim(rest);
  const size_t by = LeadToWriter(tail);
  if (by > 0 && MayBeWriter(tail.substr(by))) {
    header.names = NamesIn(tail.substr(by));
    header.series_words = {std::string(tail), std::exchange(unread, "")};
    rest = {};
  }
  header.title = CleanTitle(rest);
  const LineFacts behind = FactsOf(header.title);
  const bool title = IsTitleLike(header.title, behind);
  if (!title && (behind.has_url || behind.hebrew + behind.latin + behind.foreign > kMostBehind)) {
    return {};
  }
  if (!title) header.title.clear();
  header.weight = weights::kUnreadable;
  header.unreadable = true;
  header.damaged = true;
  header.date = found->date;
  header.unread = std::move(unread);
  return header;
}

// --- Chats -------------------------------------------------------------------------------------

// Whether words before a colon lead to a paper's title: Hebrew ones, or those of headers.
bool LeadsToPaper(std::string_view lead) {
  if (FactsOf(lead).hebrew > 0) return true;
  for (Token token = TokenAt(lead, 0); token.kind != TokenKind::kEnd;
       token = TokenAt(lead, token.end)) {
    if (token.kind != TokenKind::kWord) continue;
    const std::u32string word = Fold32(lead.substr(token.start, token.end - token.start));
    if (FindHeaderWord(word, false).part == WordPart::kSeries) return true;
  }
  return false;
}

// A message's first line, or the stamp above it.
std::optional<HeaderLine> ReadStamp(std::string_view line, const HeaderWords& learned) {
  const std::optional<ChatStamp> stamp = ReadChatStamp(line);
  if (!stamp) return std::nullopt;
  HeaderLine header = ReadFromFront(stamp->message, learned);
  if (header.weight < weights::kLeastMark) {
    // "Good morning! Today's paper: TITLE"
    const std::string_view lead = stamp->message.substr(0, stamp->message.find(": "));
    const std::string title = LeadsToPaper(lead) ? TitleBehindColon(stamp->message) : "";
    header = HeaderLine{.title = title.empty() ? CleanTitle(stamp->message) : title};
  }
  header.weight = stamp->date ? weights::kStamp : weights::kStampTime;
  header.stamp = true;
  if (stamp->date) {
    header.date = stamp->date;
    header.printed_date = stamp->printed_date;
  }
  header.names = NamesIn(stamp->name);
  header.series_words.emplace_back(line.substr(0, line.size() - stamp->message.size()));
  return header;
}

}  // namespace

HeaderLine ReadHeaderLine(std::string_view line, const HeaderWords& learned) {
  if (line.size() > kLongestHeader) return {};
  if (std::optional<HeaderLine> stamp = ReadStamp(line, learned)) return std::move(*stamp);
  HeaderLine front = ReadFromFront(line, learned);
  if (front.weight >= weights::kLeastMark) return front;
  constexpr size_t kLongestBack = 320;  // bytes
  const bool dated = line.size() <= kLongestBack && FindDigit(line) != line.npos;
  if (!dated) return front;
  HeaderLine back = ReadFromBack(line, learned);
  if (back.weight >= weights::kLeastMark) return back;
  HeaderLine unreadable = ReadUnreadable(line);
  return unreadable.weight > front.weight ? unreadable : front;
}

bool MayBeHeaderLine(std::string_view line, const LineFacts& facts) {
  return !facts.blank && line.size() <= kLongestHeader;
}

}  // namespace skira
