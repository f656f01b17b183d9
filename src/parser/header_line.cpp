#include "parser/header_line.h"

#include <algorithm>
#include <iterator>

#include "parser/dates.h"
#include "parser/links.h"
#include "parser/people.h"
#include "unicode/fuzzy.h"
#include "review/url.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr size_t kLongestHeader = 500;  // bytes
constexpr size_t kLongestTitle = 320;   // bytes

enum class TokenKind : uint8_t {
  kEnd,
  kSpace,
  kMark,
  kEmoji,
  kDate,
  kNumber,
  kHebrew,
  kLatin,
  kForeign
};

// A piece of a line, [start, end) in bytes. A word is one of letters, digits and what joins them
// inside (geresh, hyphen); its kind is Hebrew when it holds a Hebrew letter, else Latin, else
// foreign.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  size_t start = 0, end = 0;
  std::optional<FoundDate> date;
};

bool JoinsWord(char32_t c) { return IsGeresh(c) || IsGershayim(c) || c == 0x05BE || c == U'-'; }

Token WordAt(std::string_view line, size_t at) {
  Token token{TokenKind::kNumber, at, at, {}};
  bool hebrew = false, latin = false, foreign = false;
  while (token.end < line.size()) {
    const Decoded decoded = DecodeAt(line, token.end);
    const char32_t c = decoded.code_point;
    const Script script = ScriptOf(c);
    if (script == Script::kCommon && !IsDigit(c)) {
      const Decoded after = DecodeAt(line, token.end + decoded.length);
      const bool inside = JoinsWord(c) && after.length > 0 && IsLetter(after.code_point);
      if (!inside) break;
    }
    hebrew |= script == Script::kHebrew;
    latin |= script == Script::kLatin || script == Script::kGreek;
    foreign |= script != Script::kCommon && !hebrew && !latin;
    token.end += decoded.length;
  }
  if (hebrew) {
    token.kind = TokenKind::kHebrew;
  } else if (latin) {
    token.kind = TokenKind::kLatin;
  } else if (foreign) {
    token.kind = TokenKind::kForeign;
  }
  return token;
}

Token TokenAt(std::string_view line, size_t at) {
  if (at >= line.size()) return {TokenKind::kEnd, line.size(), line.size(), {}};
  const Decoded decoded = DecodeAt(line, at);
  const char32_t c = decoded.code_point;
  if (IsDigit(c)) {
    if (const std::optional<FoundDate> date = DateAt(line, at)) {
      return {TokenKind::kDate, at, date->end, date};
    }
  }
  if (IsDigit(c) || IsLetter(c)) return WordAt(line, at);
  TokenKind kind = TokenKind::kMark;
  if (IsSpace(c)) kind = TokenKind::kSpace;
  if (IsEmoji(c)) kind = TokenKind::kEmoji;
  return {kind, at, at + decoded.length, {}};
}

// Words of the banner, folded. They are compared with tolerance (Resembles), so a spelling stands
// here only where it is further away than that.
struct BannerWord {
  std::u32string_view word;
  enum Part : uint8_t { kArticle, kDaily, kOf } part;
};
constexpr BannerWord kBannerWords[] = {
    {U"המאמר", BannerWord::kArticle}, {U"היומי", BannerWord::kDaily}, {U"הימי", BannerWord::kDaily},
    {U"היומ", BannerWord::kDaily},    {U"הימוי", BannerWord::kDaily}, {U"של", BannerWord::kOf},
    {U"daily", BannerWord::kDaily},
};

// Extraction reads a lost day and month as a month's name with the year behind it ("מאי 24").
constexpr std::u32string_view kMonths[] = {U"ינואר",  U"פברואר",  U"מרצ",    U"אפריל",
                                           U"מאי",    U"יוני",    U"יולי",   U"אוגוסט",
                                           U"ספטמבר", U"אוקטובר", U"נובמבר", U"דצמבר"};

constexpr std::u32string_view kTeam = U"צוות";  // "the team of": a name that goes on in any script

// The banner word that a folded word is: spelled so, else alike; nullptr for any other word.
const BannerWord* FindBannerWord(std::u32string_view word) {
  for (const BannerWord& known : kBannerWords) {
    if (word == known.word) return &known;
  }
  for (const BannerWord& known : kBannerWords) {
    if (Resembles(word, known.word)) return &known;
  }
  return nullptr;
}

bool IsMonth(std::u32string_view word) {
  return std::find(std::begin(kMonths), std::end(kMonths), word) != std::end(kMonths);
}

// Reads the prelude token by token. What belongs to it is consumed, the first token that does not
// begins the title.
class PreludeReader {
 public:
  explicit PreludeReader(std::string_view line) : line_(line) {}

  std::optional<DailyLine> Read();

 private:
  bool Consume(const Token& token);
  bool ConsumeWord(const Token& token);
  bool ConsumeNumber(const Token& token);
  bool MayBeName(const Token& token) const;
  void AddName(const Token& token);
  bool IsBanner() const;

  std::string_view line_;
  DailyLine result_;
  bool article_ = false, daily_ = false, of_ = false, author_ = false;
  bool names_open_ = false;    // behind "של": the next words are names
  bool team_ = false;          // the name is a team's and takes the next word too
  bool month_ = false;         // the word before was a month's name
  bool out_of_order_ = false;  // a name stood before the banner
  bool began_ = false;         // something of the prelude was read
  size_t names_start_ = 0, names_end_ = 0;
  int name_words_ = 0;
  int foreign_letters_ = 0;
};

bool PreludeReader::ConsumeNumber(const Token&) {
  // A bare number is the rest of a damaged date where a month's name stands before it.
  if (!month_) return false;
  month_ = false;
  names_open_ = false;
  result_.lost_date = true;
  return true;
}

void PreludeReader::AddName(const Token& token) {
  if (names_end_ == 0) names_start_ = token.start;
  names_end_ = token.end;
  ++name_words_;
}

// Whether a word behind "של" is part of the names: a Hebrew word, or the author's name in Latin.
bool PreludeReader::MayBeName(const Token& token) const {
  constexpr int kMaxNameWords = 4;
  if (!names_open_ || name_words_ >= kMaxNameWords) return false;
  return token.kind == TokenKind::kHebrew || team_;
}

bool PreludeReader::ConsumeWord(const Token& token) {
  const std::u32string word = Fold32(line_.substr(token.start, token.end - token.start));
  if (const BannerWord* known = FindBannerWord(word);
      known != nullptr && (known->part != BannerWord::kOf || article_ || daily_)) {
    result_.damaged |= word != known->word;
    names_open_ = known->part == BannerWord::kOf;
    (known->part == BannerWord::kArticle ? article_
     : known->part == BannerWord::kDaily ? daily_
                                         : of_) = true;
    return true;
  }
  if (IsSeriesAuthor(word)) {
    if (!of_) out_of_order_ = true;
    author_ = true;
    month_ = IsMonth(word);
    AddName(token);
    return true;
  }
  if (!MayBeName(token)) return false;
  team_ = word == kTeam;
  month_ = IsMonth(word);
  AddName(token);
  return true;
}

bool PreludeReader::Consume(const Token& token) {
  switch (token.kind) {
    case TokenKind::kSpace:
      return true;
    case TokenKind::kMark: {
      // A bracket or a question mark opens a title whose punctuation was displaced.
      const char32_t c = DecodeAt(line_, token.start).code_point;
      const bool separator =
          std::u32string_view(U"*#_:;-–—|.,·•☞>»").find(c) != std::u32string_view::npos;
      if (separator) names_open_ = names_open_ && c != U':' && c != U'-' && c != U'–';
      return separator || (!began_ && c > 0x2000);
    }
    case TokenKind::kEmoji:
      result_.emoji = true;
      names_open_ = false;
      return began_ = true;
    case TokenKind::kDate:
      if (result_.date) return false;
      result_.date = token.date->date;
      result_.damaged |= token.date->damaged;
      names_open_ = false;
      return began_ = true;
    case TokenKind::kNumber:
      return ConsumeNumber(token);
    case TokenKind::kHebrew:
    case TokenKind::kLatin:
      return ConsumeWord(token) && (began_ = true);
    case TokenKind::kForeign:
      result_.foreign = true;
      foreign_letters_ +=
          static_cast<int>(CountCodePoints(line_.substr(token.start, token.end - token.start)));
      return began_ = true;
    case TokenKind::kEnd:
      break;
  }
  return false;
}

bool PreludeReader::IsBanner() const {
  if (article_ && (daily_ || (of_ && author_))) return true;
  return daily_ && of_ && author_;
}

std::optional<DailyLine> PreludeReader::Read() {
  constexpr int kMostForeignLetters = 40;
  Token token = TokenAt(line_, 0);
  while (token.kind != TokenKind::kEnd && Consume(token)) token = TokenAt(line_, token.end);
  result_.banner = IsBanner();
  if (!result_.banner && !result_.date) return std::nullopt;
  if (foreign_letters_ > kMostForeignLetters) return std::nullopt;
  // Half a banner is none: its words begin a sentence.
  if (!result_.banner && (article_ || daily_)) return std::nullopt;
  result_.damaged |= out_of_order_ || result_.foreign || result_.lost_date;
  if (names_end_ > 0)
    result_.names = NamesIn(line_.substr(names_start_, names_end_ - names_start_));
  result_.title = CleanTitle(line_.substr(token.start));
  return result_;
}

}  // namespace

LineFacts FactsOf(std::string_view line) {
  LineFacts facts;
  facts.bytes = static_cast<uint32_t>(line.size());
  for (size_t i = 0; i < line.size();) {
    const Decoded decoded = DecodeAt(line, i);
    const char32_t c = decoded.code_point;
    if (!IsSpace(c)) facts.blank = false;
    if (IsDigit(c)) ++facts.digits;
    switch (ScriptOf(c)) {
      case Script::kCommon:
        break;
      case Script::kHebrew:
        ++facts.hebrew;
        break;
      case Script::kLatin:
        ++facts.latin;
        break;
      default:
        ++facts.foreign;
    }
    i += decoded.length;
  }
  facts.has_url = MayHoldUrl(line);
  return facts;
}

DocumentFacts::DocumentFacts(const Document& document) {
  groups_.reserve(static_cast<size_t>(document.line_count() + 63) / 64);
  for (int line = 1; line <= document.line_count(); ++line) AddLine(document.line(line));
}

void DocumentFacts::AddLine(std::string_view text) {
  const size_t i = static_cast<size_t>(lines_++);
  if (i % 64 == 0) groups_.push_back({0, facts_.size()});
  if (text.empty()) return;
  // A line of white space is blank too.
  if (const LineFacts facts = FactsOf(text); !facts.blank) {
    groups_.back().filled |= uint64_t{1} << (i % 64);
    facts_.push_back(facts);
  }
}

namespace {

// Openings of lines that are Latin without being titles. Compared with the line in lower case.
constexpr std::string_view kNotTitles[] = {
    "figure", "fig.",   "fig ",  "table", "algorithm", "input", "output",
    "paper:", "github", "code:", "arxiv", "lien",      "```",   "openreview"};

bool OpensList(std::string_view text) {
  if (text.starts_with("- ") || text.starts_with("• ") || text.starts_with("* ")) return true;
  size_t digits = 0;
  while (digits < text.size() && IsDigit(static_cast<unsigned char>(text[digits]))) ++digits;
  return digits > 0 && digits <= 2 && digits < text.size() &&
         (text[digits] == '.' || text[digits] == ')') && !DateAt(text, 0);
}

}  // namespace

bool IsTitleLike(std::string_view line, const LineFacts& facts) {
  if (facts.blank || facts.has_url || facts.bytes > kLongestTitle || facts.latin < 3) return false;
  if (facts.hebrew * 4 > facts.latin || facts.foreign * 4 > facts.latin) return false;
  if (line.find('\t') != std::string_view::npos || line.find("$$") != std::string_view::npos) {
    return false;
  }
  std::string_view text = Trim(line);
  while (text.starts_with('*') || text.starts_with('#')) text.remove_prefix(1);
  text = Trim(text);
  if (OpensList(text) || text.ends_with(':')) return false;
  std::string lower;
  for (const char c : text.substr(0, 12)) {
    lower.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  for (const std::string_view opening : kNotTitles) {
    if (lower.starts_with(opening)) return false;
  }
  return true;
}

namespace {

// The text with links replaced by what a reader sees of them: their text, nothing for an address.
std::string WithoutLinks(std::string_view text) {
  std::string out;
  size_t at = 0;
  for (const FoundLink& link : FindLinks(text)) {
    out += text.substr(at, link.start - at);
    out += link.text;
    at = link.end;
  }
  out += text.substr(at);
  return out;
}

}  // namespace

std::string CleanTitle(std::string_view printed) {
  const bool has_link = MayHoldUrl(printed);
  const std::string visible = has_link ? WithoutLinks(printed) : std::string();
  const std::string_view text = has_link ? std::string_view(visible) : printed;
  constexpr std::u32string_view kAtEnds = U"*#_:;,-–—|·• \t";
  // From the front: separators, markup, emoji. From the back the same.
  size_t start = 0, end = text.size();
  const auto drops = [&](char32_t c) {
    return IsSpace(c) || IsEmoji(c) || kAtEnds.find(c) != std::u32string_view::npos;
  };
  while (start < end && drops(DecodeAt(text, start).code_point))
    start += DecodeAt(text, start).length;
  while (end > start && drops(DecodeBefore(text, end).code_point))
    end -= DecodeBefore(text, end).length;
  std::string title;
  for (size_t i = start; i < end;) {
    if (text.substr(i, 2) == "**") {
      i += 2;
      continue;
    }
    const bool doubled_space = text[i] == ' ' && !title.empty() && title.back() == ' ';
    if (!doubled_space) title.push_back(text[i]);
    ++i;
  }
  return title;
}

std::optional<DailyLine> ReadDailyLine(std::string_view line) {
  if (line.size() > kLongestHeader) return std::nullopt;
  return PreludeReader(line).Read();
}

std::optional<DailyLine> ReadUnreadableBanner(std::string_view line) {
  constexpr size_t kLongest = 300;                        // bytes
  constexpr uint32_t kMostBefore = 40, kMostBehind = 30;  // letters
  if (line.size() > kLongest || OpensList(Trim(line))) return std::nullopt;
  const std::optional<FoundDate> found = FindDate(line);
  if (!found) return std::nullopt;
  const LineFacts before = FactsOf(line.substr(0, found->start));
  if (before.has_url || before.hebrew + before.latin + before.foreign > kMostBefore) {
    return std::nullopt;
  }
  DailyLine daily;
  daily.damaged = true;
  daily.date = found->date;
  const std::string behind = CleanTitle(line.substr(found->end));
  const LineFacts facts = FactsOf(behind);
  if (IsTitleLike(behind, facts)) {
    daily.title = behind;
  } else if (facts.has_url || facts.hebrew + facts.latin + facts.foreign > kMostBehind) {
    return std::nullopt;
  }
  return daily;
}

namespace {

// Skips markup and separators from `at`.
size_t SkipMarks(std::string_view line, size_t at) {
  for (;;) {
    const Token token = TokenAt(line, at);
    if (token.kind != TokenKind::kSpace && token.kind != TokenKind::kMark &&
        token.kind != TokenKind::kEmoji) {
      return at;
    }
    if (token.kind == TokenKind::kMark && (line[at] == '(' || line[at] == '[')) return at;
    at = token.end;
  }
}

bool TokenResembles(std::string_view line, const Token& token, std::u32string_view word) {
  return Resembles(Fold32(line.substr(token.start, token.end - token.start)), word);
}

// Takes "(סקירה זו נכתבה על ידי ...)" from the end of the title.
void TakeCredit(std::string_view& rest, NumberedLine& header) {
  const size_t open = rest.rfind('(');
  if (open == std::string_view::npos) return;
  Credit credit = ReadCredit(rest.substr(open + 1));
  if (!credit.found) return;
  header.names = std::move(credit.names);
  header.credit_adds = credit.adds;
  rest = rest.substr(0, open);
}

// Takes the date before the title or behind it.
void TakeDate(std::string_view& rest, NumberedLine& header) {
  const Token first = TokenAt(rest, 0);
  if (first.kind == TokenKind::kDate) {
    header.date = first.date->date;
    rest = rest.substr(SkipMarks(rest, first.end));
    return;
  }
  const std::optional<FoundDate> found = FindDate(rest);
  if (!found) return;
  const std::string behind = CleanTitle(rest.substr(found->end));
  const bool separated = found->start > 0 && !IsLetter(DecodeBefore(rest, found->start).code_point);
  if (separated && (behind.empty() || behind == "." || behind == ")")) {
    header.date = found->date;
    rest = rest.substr(0, found->start);
  }
}

}  // namespace

std::optional<NumberedLine> ReadNumberedLine(std::string_view line) {
  if (line.size() > kLongestHeader) return std::nullopt;
  const Token word = TokenAt(line, SkipMarks(line, 0));
  const bool english = word.kind == TokenKind::kLatin && TokenResembles(line, word, U"review");
  const bool hebrew = word.kind == TokenKind::kHebrew && TokenResembles(line, word, U"סקירה");
  if (!english && !hebrew) return std::nullopt;
  Token token = TokenAt(line, SkipMarks(line, word.end));
  const bool hebrew_number_word =
      hebrew && token.kind == TokenKind::kHebrew &&
      (TokenResembles(line, token, U"מספר") || TokenResembles(line, token, U"מס'"));
  if (hebrew_number_word) token = TokenAt(line, SkipMarks(line, token.end));
  if (token.kind != TokenKind::kNumber || token.end - token.start > 5) return std::nullopt;

  NumberedLine header;
  for (size_t i = token.start; i < token.end; ++i)
    header.number = header.number * 10 + (line[i] - '0');
  const bool separated = token.end == line.size() || SkipMarks(line, token.end) > token.end;
  if (!separated) return std::nullopt;
  size_t at = SkipMarks(line, token.end);
  token = TokenAt(line, at);
  if (TokenResembles(line, token, U"short") || TokenResembles(line, token, U"קצרה")) {
    header.is_short = true;
    at = SkipMarks(line, token.end);
  }
  std::string_view rest = line.substr(at);
  TakeCredit(rest, header);
  TakeDate(rest, header);
  header.title = CleanTitle(rest);
  // Running text that begins with such words ("סקירה 12 עסקה ב...") is no header.
  constexpr size_t kLongestHebrewTitle = 200;  // bytes
  const LineFacts facts = FactsOf(header.title);
  const bool mostly_hebrew = facts.hebrew > facts.latin;
  if (mostly_hebrew && (hebrew || header.title.size() > kLongestHebrewTitle)) return std::nullopt;
  size_t bold_marks = 0;
  for (size_t i = line.find("**"); i != std::string_view::npos; i = line.find("**", i + 2))
    ++bold_marks;
  header.open_bold = bold_marks % 2 == 1;
  return header;
}

}  // namespace skira
