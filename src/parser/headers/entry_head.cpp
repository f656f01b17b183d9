#include "parser/headers/entry_head.h"

#include <algorithm>
#include <iterator>

#include "parser/blocks/block_lines.h"
#include "parser/blocks/block_words.h"
#include "parser/fields/labels.h"
#include "parser/headers/dates.h"
#include "parser/headers/line_shape.h"
#include "parser/headers/people.h"
#include "parser/headers/stamps.h"
#include "parser/headers/title.h"
#include "parser/headers/words.h"
#include "parser/links/links.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr int kMostBlank = 2;          // blank lines between two lines of one head
constexpr size_t kLongestShort = 200;  // bytes of a line that is no prose
constexpr size_t kLongestTitle = 250;  // bytes

// "עומר ממליץ: TITLE": who does what with the paper behind the colon. Folded.
constexpr std::u32string_view kVerbs[] = {U"ממליצ",      U"ממליצה",  U"סוקר",  U"סוקרת",   U"קורא",
                                          U"קוראת",      U"כותב",    U"כותבת", U"מציג",    U"מציגה",
                                          U"recommends", U"reviews", U"reads", U"presents"};

// "## TITLE [code](...) [pdf](...)"
bool HasTitleBesideLinks(std::string_view heading) {
  constexpr uint32_t kLeastLetters = 8;
  const LineFacts facts = FactsOf(WithoutLinks(heading, LinkTexts::kTitles));
  return facts.latin + facts.hebrew >= kLeastLetters;
}

// The name without "@handle" behind it and marks at its ends.
std::string_view WithoutHandle(std::string_view name) {
  static constexpr std::string_view kMarks[] = {",", "-", "·", "|", "•", "—",
                                                "–", "(", ")", "[", "]", ":"};
  if (const size_t at = name.find('@'); at != name.npos) name = name.substr(0, at);
  for (bool again = true; again;) {
    name = Trim(name);
    again = false;
    for (const std::string_view mark : kMarks) {
      if (name.starts_with(mark)) {
        name.remove_prefix(mark.size());
        again = true;
      } else if (name.ends_with(mark)) {
        name.remove_suffix(mark.size());
        again = true;
      }
    }
  }
  return name;
}

// Labels of what has a name, which in the head of a review is the paper.
bool IsNameLabel(std::string_view label) {
  const std::u32string folded = Fold32(label);
  return folded == U"שמ" || folded == U"name";
}

// Whether a label in bold and in Hebrew is what leads to a title of several Latin words.
bool IsTitleInHebrew(std::string_view text, std::string_view value) {
  constexpr std::ptrdiff_t kLeastSpaces = 2;
  const LineFacts facts = FactsOf(value);
  return HasBoldLabel(text) && FactsOf(text).hebrew > 0 && facts.hebrew == 0 && !facts.has_url &&
         std::count(value.begin(), value.end(), ' ') >= kLeastSpaces && IsTitleLike(value, facts);
}

// "גיליון 41", "Issue #41": the number behind the word that says that it is one; none for others.
std::optional<int> NumberBehindWord(std::string_view text) {
  constexpr size_t kMostDigits = 5;
  const size_t space = text.find(' ');
  if (space == text.npos) return std::nullopt;
  const WordPart part = FindHeaderWord(Fold32(text.substr(0, space)), false).part;
  if (part != WordPart::kNumber && part != WordPart::kReview) return std::nullopt;
  size_t at = text.find_first_not_of(" #", space);
  int number = 0;
  const size_t begin = at;
  for (; at < text.size() && IsAsciiDigit(text[at]); ++at) number = number * 10 + text[at] - '0';
  const bool fits = begin != text.npos && at > begin && at - begin <= kMostDigits;
  const bool date = at < text.size() && (text[at] == '.' || text[at] == '/') &&
                    at + 1 < text.size() && IsAsciiDigit(text[at + 1]);
  return fits && !date ? std::optional(number) : std::nullopt;
}

// "Number of the review: 12", "Issue: #41": the number of a label that has such words alone.
std::optional<int> NumberOfLabel(const Labelled& cut) {
  constexpr size_t kMostDigits = 5;
  std::string_view value = Trim(cut.value);
  if (value.starts_with('#')) value.remove_prefix(1);
  if (value.empty() || value.size() > kMostDigits ||
      !std::all_of(value.begin(), value.end(), IsAsciiDigit)) {
    return std::nullopt;
  }
  const std::string_view label = cut.label;
  for (size_t i = 0; i < label.size();) {
    const size_t end = std::min(label.find(' ', i), label.size());
    const WordPart part = FindHeaderWord(Fold32(label.substr(i, end - i)), false).part;
    if (part != WordPart::kNumber && part != WordPart::kReview) return std::nullopt;
    i = end + 1;
  }
  return std::stoi(std::string(value));
}

class HeadReader {
 public:
  HeadReader(const HeaderLines& lines, int line, const std::set<std::string>& writers)
      : lines_(lines), line_(line), writers_(writers) {}
  EntryHead Read();

 private:
  void ReadOpening(std::string_view text);
  void ReadRest(std::string_view text);
  bool ReadBelow(int line);
  bool ReadLabel(std::string_view text, int line);
  bool ReadByline(std::string_view text, int line);
  void TakeTitle(std::string_view text, bool set_off);
  std::string_view TakeNameBeside(std::string_view text, bool before);
  bool HasTitleBelow() const;
  bool TakeNames(std::string_view text, bool alone);
  void TakeDate(std::string_view& before, std::string_view& behind, std::string_view text);
  void TakeTitleOfText();
  void Consume(int line) {
    if (contiguous_) head_.header.last_line = line;
  }

  const HeaderLines& lines_;
  const int line_;
  const std::set<std::string>& writers_;  // names in italics that are writers'
  EntryHead head_;
  bool contiguous_ = true;  // all lines so far are the head's
  bool set_off_ = false;    // the opening line is a heading or in bold
  std::string_view prose_;  // what the opening line says beyond the head, where that is a sentence
};

void HeadReader::TakeTitle(std::string_view text, bool set_off) {
  Header& header = head_.header;
  const std::string title = CleanTitle(WithoutLinks(text, LinkTexts::kTitles));
  if (title.empty() || title.size() > kLongestTitle) return;
  header.title = title;
  head_.set_off = set_off;
  head_.latin_title = IsLatinTitle(title);
}

// Takes a writer from "by NAME", or from a name alone where `alone` is set.
bool HeadReader::TakeNames(std::string_view text, bool alone) {
  Header& header = head_.header;
  if (!header.names.empty()) return false;
  if (const size_t by = LeadToWriter(text); by > 0) {
    const std::string_view name = text.substr(by);
    const bool one_word =
        by > 3 && text.size() <= 40 && FactsOf(text).digits == 0 && name.find(' ') == name.npos;
    if (one_word || MayBeWriter(Trim(name))) {
      header.names = NamesIn(name);
      header.series_words.emplace_back(text.substr(0, by));
      header.series_words.emplace_back(name);
      return true;
    }
  }
  if (!alone || !MayBeWriter(text)) return false;
  header.names = NamesIn(text);
  header.series_words.emplace_back(text);
  return true;
}

// Takes the date of a text; what is before and behind it is given back.
void HeadReader::TakeDate(std::string_view& before, std::string_view& behind,
                          std::string_view text) {
  before = text;
  behind = {};
  const std::optional<FoundDate> date = FindDate(text);
  if (!date || head_.header.date) return;
  head_.header.date = date->date;
  head_.printed_date = text.substr(date->start, date->end - date->start);
  before = text.substr(0, date->start);
  behind = text.substr(date->end);
}

// A label's value; false where the label is none that a head has.
bool HeadReader::ReadLabel(std::string_view text, int line) {
  const std::optional<Labelled> cut = CutLabel(text);
  if (!cut) return false;
  Header& header = head_.header;
  const bool row = Trim(text).starts_with('|');
  const bool about = cut->kind == LabelKind::kSubject && header.title.has_value();
  switch (about ? LabelKind::kNone : cut->kind) {
    case LabelKind::kTitle:
    case LabelKind::kSubject: {
      const std::string title = WithoutLinks(cut->value, LinkTexts::kTitles);
      if (FactsOf(title).latin + FactsOf(title).hebrew < 4) return true;  // an address
      TakeTitle(cut->value, true);
      head_.labelled_title = cut->kind == LabelKind::kTitle;
      header.series_words.push_back(cut->label);
      break;
    }
    case LabelKind::kDate:
      if (const std::optional<FoundDate> date = FindDate(cut->value); date && !header.date) {
        header.date = date->date;
        head_.printed_date = cut->value.substr(date->start, date->end - date->start);
        header.series_words.push_back(cut->label);
      } else {
        contiguous_ = false;
      }
      break;
    case LabelKind::kWriters:
      if (!header.names.empty()) {
        contiguous_ = false;
        break;
      }
      {  // "Presented by: NAME, 2.11.2025"
        std::string_view before, behind;
        TakeDate(before, behind, cut->value);
        header.names = NamesIn(behind.empty() || !Trim(before).empty() ? before : behind);
      }
      header.series_words.push_back(cut->label);
      header.series_words.push_back(cut->value);
      break;
    default:
      if (const std::optional<int> number = header.number ? std::nullopt : NumberOfLabel(*cut)) {
        header.number = number;
        header.series_words.push_back(cut->label);
        header.series_words.push_back(cut->value);
        break;
      }
      // "Name: TITLE", "**in the middle of this issue:** TITLE" where the heading has none
      if ((!header.title || !head_.latin_title) && IsLatinTitle(cut->value) &&
          (IsNameLabel(cut->label) || IsTitleInHebrew(text, cut->value))) {
        TakeTitle(cut->value, true);
        header.series_words.push_back(cut->label);
        break;
      }
      contiguous_ = false;
      return cut->value.size() <= kLongestShort &&
             (!cut->value.ends_with('.') || cut->value.ends_with(" al."));  // "Levi et al."
  }
  if (row) contiguous_ = false;
  Consume(line);
  return true;
}

// "1 June 2025 · Dana Levi · 6 minutes", "*By Dana Levi, Feb 3, 2025*".
bool HeadReader::ReadByline(std::string_view text, int line) {
  constexpr std::ptrdiff_t kMostWords = 6;  // of a part
  std::string plain = WithoutLinks(text, LinkTexts::kTitles);
  std::erase(plain, '*');
  std::string_view visible = Trim(plain);
  while (visible.starts_with('_')) visible.remove_prefix(1);
  while (visible.ends_with('_')) visible.remove_suffix(1);
  if (visible.size() > kLongestShort || visible.ends_with('?')) return false;
  std::string_view before, behind;
  const bool had = head_.header.date.has_value();
  EntryHead old = head_;
  TakeDate(before, behind, visible);
  const bool dated = !had && head_.header.date.has_value();
  for (const std::string_view side : {before, behind}) {
    for (const std::string_view part : PartsOf(side)) {
      if (std::count(part.begin(), part.end(), ' ') <= kMostWords) continue;
      head_ = std::move(old);
      return false;
    }
  }
  std::vector<std::string_view> parts;
  for (const std::string_view side : {before, behind}) {
    for (std::string_view part : PartsOf(side)) {
      for (bool again = true; again;) {
        again = false;
        for (const std::string_view end : {",", ".", "-", " on", " ב", " ביום", " בתאריך"}) {
          if (!part.ends_with(end)) continue;
          part = Trim(part.substr(0, part.size() - end.size()));
          again = true;
        }
      }
      for (const std::string_view mark : {",", "-", "·", "|", "•", "—", "–"}) {
        if (part.starts_with(mark)) part = Trim(part.substr(mark.size()));
      }
      parts.push_back(part);
    }
  }
  bool named = false;
  for (const std::string_view part : parts) named |= TakeNames(part, false);
  for (const std::string_view part : parts) named |= TakeNames(WithoutHandle(part), dated);
  if (!dated && !named) return false;
  const bool links = lines_.facts(line).has_url;
  if (links) contiguous_ = false;
  Consume(line);
  return true;
}

// Takes a writer from the parts of an opening line before its date, or behind it, where a separator
// is between them; gives back what is left.
std::string_view HeadReader::TakeNameBeside(std::string_view text, bool before) {
  std::string_view trimmed = Trim(text);
  while (trimmed.starts_with(')') || trimmed.starts_with(']')) trimmed = Trim(trimmed.substr(1));
  bool separated = false;
  for (const std::string_view mark : {"|", "·", "•", "—", "–"}) {
    if (before ? trimmed.ends_with(mark) : trimmed.starts_with(mark)) {
      separated = true;
      before ? trimmed.remove_suffix(mark.size()) : trimmed.remove_prefix(mark.size());
    }
  }
  if (!separated) return text;
  const std::vector<std::string_view> parts = PartsOf(Trim(trimmed));
  if (parts.empty()) return text;
  const std::string_view name = before ? parts.front() : parts.back();
  // One part alone may be the title.
  const bool title_elsewhere = parts.size() > 1 || !before;
  if (!title_elsewhere || !TakeNames(name, true)) return text;
  return parts.size() == 1 ? std::string_view() : before ? parts.back() : parts.front();
}

// Whether the line below the opening is a paper's title.
bool HeadReader::HasTitleBelow() const {
  const int below = lines_.Next(line_);
  if (below == 0 || below > line_ + kMostBlank + 1) return false;
  const std::string title = CleanTitle(lines_.text(below));
  return title.size() <= kLongestShort && !title.ends_with('.') && IsLatinTitle(title);
}

// What an opening line says behind its date and number: a title, a writer.
void HeadReader::ReadRest(std::string_view text) {
  constexpr size_t kLeastTitle = 8;  // bytes
  // "*Title* (Levi et al.)", "**Title**, by ..."
  const size_t star = text.find('*');
  if (star != text.npos && star + 1 < text.size() && text[star + 1] != '*' &&
      text[star + 1] != ' ') {
    const size_t close = text.find('*', star + 1);
    if (close != text.npos && close - star > kLeastTitle) {
      std::string_view title = text.substr(star);
      const size_t behind = close - star + 1;
      const bool bracket = title.substr(behind).starts_with(" (");
      const size_t end = bracket ? title.find(')', behind) : behind - 1;
      return TakeTitle(title.substr(0, end == title.npos ? behind : end + 1), true);
    }
  }
  std::string kept;
  const std::vector<std::string_view> parts = PartsOf(text);
  // "NAME | TITLE" beside a date.
  const bool name_first = head_.header.date && parts.size() == 2 && MayBeWriter(parts[0]) &&
                          parts[1].size() >= kLeastTitle;
  for (const std::string_view part : parts) {
    if (name_first && part.data() == parts[0].data() && TakeNames(part, true)) continue;
    const std::optional<Labelled> cut = CutLabel(part);
    if (cut && cut->kind != LabelKind::kNone) {
      ReadLabel(part, line_);
      continue;
    }
    if (TakeNames(part, false)) continue;
    if (kept.empty()) kept = part;
  }
  if (head_.header.title) return;
  if (text.find(kept) != text.npos && head_.header.names.empty()) kept = text;
  // "Omer recommends: TITLE", "words: TITLE"
  const size_t colon = kept.find(": ");
  const std::string title = TitleBehindColon(kept);
  if (!title.empty() && FactsOf(std::string_view(kept).substr(0, colon)).hebrew > 0) {
    const std::string_view lead = std::string_view(kept).substr(0, colon);
    const size_t space = lead.rfind(' ');
    const bool does =
        space != lead.npos && std::find(std::begin(kVerbs), std::end(kVerbs),
                                        Fold32(lead.substr(space + 1))) != std::end(kVerbs);
    if (does && head_.header.names.empty()) {
      head_.header.names = NamesIn(lead.substr(0, space));
      head_.header.series_words.emplace_back(lead);
    }
    return TakeTitle(title, true);
  }
  const LineFacts facts = FactsOf(kept);
  constexpr uint32_t kLeastLetters = 4;
  const bool sentence = kept.ends_with('.') && !set_off_;
  if (kept.size() <= kLongestTitle && facts.latin + facts.hebrew >= kLeastLetters && !sentence) {
    TakeTitle(kept, set_off_ || facts.hebrew == 0);
  } else {
    prose_ = text;
  }
}

// Whether an opening line is a writer and a date and no more: "Dana Levi @dana · Mar 5, 2025".
bool IsByline(std::string_view text) {
  constexpr size_t kLongest = 120;  // bytes
  if (text.size() > kLongest) return false;
  const std::optional<FoundDate> date = FindDate(text);
  if (!date) return false;
  size_t names = 0, others = 0;
  for (const std::string_view side : {text.substr(0, date->start), text.substr(date->end)}) {
    for (std::string_view part : PartsOf(side)) {
      part = WithoutHandle(part);
      if (part.empty()) continue;
      ++(MayBeWriter(part) ? names : others);
    }
  }
  return names == 1 && others == 0;
}

void HeadReader::ReadOpening(std::string_view text) {
  constexpr uint32_t kLead = 12;  // letters before a date that are no title
  Header& header = head_.header;
  if (const std::optional<ChatStamp> stamp = ReadChatStamp(text)) {
    head_.stamp = true;
    header.names = NamesIn(stamp->name);
    header.series_words.emplace_back(text.substr(0, text.size() - stamp->message.size()));
    if (stamp->date) {
      header.date = stamp->date;
      head_.printed_date = stamp->printed_date;
    }
    return ReadRest(stamp->message);
  }
  set_off_ = HashLevel(text) > 0 || (Trim(text).starts_with("**") && Trim(text).ends_with("**"));
  std::string_view rest = WithoutLeadingMarks(text);
  if (const size_t ordinal = OrdinalLength(rest); ordinal > 0) {
    header.series_words.emplace_back(PlainOrdinal(rest));
    rest.remove_prefix(ordinal);
  }
  if (const std::optional<Labelled> cut = CutLabel(rest); cut && cut->kind != LabelKind::kNone) {
    ReadLabel(rest, line_);
    return;
  }
  header.number = NumberBehindWord(rest);
  if (!set_off_ && IsByline(rest) && ReadByline(rest, line_)) return;
  if (!set_off_ && !WordsBeforeQuoted(rest).empty()) {  // which stays in the text
    TakeTitle(FindQuotedTitle(rest).text, true);
    head_.labelled_title = true;
    header.text_lines.push_back(line_);
    return;
  }
  std::string_view before, behind;
  TakeDate(before, behind, rest);
  if (const size_t day = header.date ? 0 : DayLength(rest); day > 0) {
    head_.day = rest.substr(0, day);
    rest.remove_prefix(day);
    for (const std::string_view dash : {" — ", " – "}) {
      if (rest.starts_with(dash)) rest.remove_prefix(dash.size());
    }
    while (!rest.empty() && std::string_view("*:.,- ").find(rest[0]) != rest.npos &&
           !(rest[0] == '*' && rest.substr(1, 1) != "*")) {
      rest.remove_prefix(rest.starts_with("**") ? 2 : 1);
    }
    return ReadRest(rest);
  }
  if (head_.header.date) {  // "TITLE | DATE | NAME"
    const bool title_before = FactsOf(before).latin + FactsOf(before).hebrew >= kLead;
    before = TakeNameBeside(before, true);
    if (title_before || HasTitleBelow()) behind = TakeNameBeside(behind, false);
  }
  const LineFacts facts = FactsOf(before);
  if (head_.header.date && facts.hebrew + facts.latin < kLead) {
    while (!behind.empty() && std::string_view(")]*:.,-| ").find(behind[0]) != behind.npos &&
           !(behind[0] == '*' && behind.substr(1, 1) != "*")) {
      behind.remove_prefix(behind.starts_with("**") ? 2 : 1);
    }
    for (const std::string_view dash : {"— ", "– ", "· "}) {
      if (behind.starts_with(dash)) behind.remove_prefix(dash.size());
    }
    return ReadRest(behind);
  }
  while (before.ends_with('(') || before.ends_with('[') || before.ends_with(' ') ||
         before.ends_with(',')) {
    before.remove_suffix(1);
  }
  ReadRest(before);
}

// Reads a line below the opening; false where the text begins.
bool HeadReader::ReadBelow(int line) {
  const std::string_view text = lines_.text(line);
  const LineFacts& facts = lines_.facts(line);
  const std::string_view trimmed = Trim(text);
  if (trimmed.starts_with('|')) {
    contiguous_ = false;
    ReadLabel(text, line);
    return true;
  }
  if (HashLevel(text) == 0 && CutLabel(text)) {
    bool read = false;
    for (const std::string_view part : LabelledParts(text)) read |= ReadLabel(part, line);
    if (read) return true;
    if (head_.header.title) return false;
  }
  if (trimmed.starts_with('>') && head_.header.title && text.size() <= kLongestTitle &&
      facts.digits > 0) {  // the paper as it is cited
    contiguous_ = false;
    return true;
  }
  if (trimmed.starts_with('>') || trimmed.starts_with("- ") || IsRule(text)) return false;
  if (facts.has_url && IsLinkLine(text)) {
    ReadByline(text, line);
    contiguous_ = false;
    return true;
  }
  if (const Byline byline = BylineOf(text);
      !byline.name.empty() && (byline.pen || writers_.contains(std::string(byline.name))) &&
      TakeNames(byline.name, true)) {
    Consume(line);
    return true;
  }
  if (HashLevel(text) == 0 && text.size() <= kLongestShort && ReadByline(text, line)) return true;
  // What the opening line says in Hebrew is no title where a paper's is below it.
  const bool better = head_.header.title && !head_.set_off && !head_.latin_title &&
                      lines_.IsTitle(line) && facts.hebrew == 0;
  if (head_.header.title && !better) return false;
  const size_t close = trimmed.starts_with("**") ? trimmed.find("**", 2) : trimmed.npos;
  const bool all_bold = close != trimmed.npos && close + 2 >= trimmed.size();
  const bool heading = HashLevel(text) > 0 && (!facts.has_url || HasTitleBesideLinks(text));
  if (heading || lines_.IsTitle(line) || IsLinkedTitle(text) ||
      (all_bold && lines_.IsHeadline(line))) {
    const std::string_view bare = WithoutLeadingMarks(text);
    const std::string led = TitleBehindColon(bare);
    const bool lead = !led.empty() && FactsOf(bare.substr(0, bare.find(": "))).hebrew > 0;
    TakeTitle(lead ? std::string_view(led) : bare, true);
    if (head_.header.title) Consume(line);
    return head_.header.title.has_value();
  }
  constexpr size_t kLeastTitle = 8;  // bytes
  if (close != trimmed.npos && close >= kLeastTitle + 2 && trimmed[close - 1] != ':') {
    TakeTitle(trimmed.substr(2, close - 2), true);
    contiguous_ = false;
    return false;
  }
  const int below = lines_.Next(line);
  if (lines_.IsHeadline(line) && facts.hebrew > 0 && below != 0 &&
      lines_.facts(below).bytes > facts.bytes) {
    TakeTitle(text, true);
    Consume(line);
    return head_.header.title.has_value();
  }
  return false;
}

// A name of a paper in a Hebrew sentence: the longest run of Latin words, most of which begin with
// a capital.
std::string LatinRun(std::string_view text) {
  constexpr size_t kShortest = 12;  // bytes
  std::string_view best;
  size_t words = 0, capitals = 0, begin = 0, end = 0;
  const auto close = [&] {
    if (words >= 2 && capitals * 3 >= words * 2 && end - begin > best.size()) {
      best = text.substr(begin, end - begin);
    }
    words = capitals = 0;
  };
  for (size_t i = 0; i < text.size();) {
    size_t next = text.find(' ', i);
    if (next == text.npos) next = text.size();
    std::string_view word = text.substr(i, next - i);
    const bool ends = word.ends_with(',') || word.ends_with('.') || word.ends_with('"');
    while (!word.empty() && std::string_view(",.;\"").find(word.back()) != word.npos) {
      word.remove_suffix(1);
    }
    const LineFacts facts = FactsOf(word);
    const bool latin = facts.latin > 0 && facts.hebrew == 0 && !facts.has_url;
    if (!latin) {
      close();
    } else {
      if (words == 0) begin = i;
      ++words;
      capitals += word[0] >= 'A' && word[0] <= 'Z';
      end = i + word.size();
      if (ends) close();
    }
    i = next + 1;
  }
  close();
  return best.size() >= kShortest ? std::string(best) : "";
}

// The paper that the first sentence of an entry without a title names.
void HeadReader::TakeTitleOfText() {
  int line = line_;
  std::string title(FindQuotedTitle(prose_).text);
  if (title.empty()) title = LatinRun(prose_);
  if (title.empty()) {
    line = lines_.Next(head_.header.last_line);
    if (line == 0 || line > head_.header.last_line + kMostBlank + 1) return;
    if (lines_.facts(line).hebrew == 0) return;
    title = LatinRun(lines_.text(line));
  }
  if (title.empty()) return;
  head_.header.title = title;
  head_.latin_title = true;
  head_.header.warnings.push_back(
      {line, "title-from-text", "The title was taken from a sentence: " + title});
}

EntryHead HeadReader::Read() {
  constexpr int kMostLines = 8;
  Header& header = head_.header;
  header.first_line = header.last_line = line_;
  header.kind = ReviewKind::kPost;
  const bool table = Trim(lines_.text(line_)).starts_with('|');  // which stays in the text
  if (table) {
    header.last_line = line_ - 1;
    contiguous_ = false;
  } else {
    ReadOpening(lines_.text(line_));
  }
  const bool opening_says_nothing = !header.title && !header.date && header.names.empty() &&
                                    header.series_words.empty() && head_.day.empty();
  int at = line_;
  for (int i = 0; i < kMostLines; ++i) {
    const int next = lines_.Next(at);
    if (next == 0 || next > at + kMostBlank + 1 || !ReadBelow(next)) break;
    at = next;
  }
  head_.last_read = at;
  if (!header.title) TakeTitleOfText();
  if (opening_says_nothing && !table) header.text_lines.push_back(line_);
  return std::move(head_);
}

}  // namespace

Byline BylineOf(std::string_view line) {
  static constexpr char32_t kPens[] = {U'✍', U'🖊', U'🖋', U'✏', U'👤', U'👩', U'👨'};
  constexpr size_t kLongest = 80;  // bytes
  std::string_view text = Trim(line);
  if (text.empty() || text.size() > kLongest) return {};
  Byline byline;
  if (const Decoded c = DecodeAt(text, 0); IsEmoji(c.code_point)) {
    byline.pen = std::find(std::begin(kPens), std::end(kPens), c.code_point) != std::end(kPens);
    text = WithoutLeadingMarks(text);
  }
  const char mark = text.empty() ? '\0' : text.front();
  const bool italics =
      (mark == '*' || mark == '_') && text.size() > 2 && text.back() == mark && text[1] != mark;
  if (italics) text = text.substr(1, text.size() - 2);
  const bool name = (byline.pen || (italics && text.find(' ') != text.npos)) && MayBeWriter(text);
  if (name) byline.name = text;
  return byline;
}

EntryHead ReadEntryHead(const HeaderLines& lines, int line, const std::set<std::string>& writers) {
  return HeadReader(lines, line, writers).Read();
}

}  // namespace skira
