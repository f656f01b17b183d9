#include "app/model/sentences.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "app/model/passage.h"
#include "review/url.h"
#include "unicode/hebrew.h"
#include "unicode/script.h"
#include "unicode/utf8.h"

namespace skira::app {
namespace {

// --- Where sentences end ------------------------------------------------------------------------

// What stands before a full stop that ends no sentence, in lower case.
struct Abbreviation {
  std::string_view word;
  bool before_number = false;  // only where a number follows: "No. 5", and a plain "no."
};
constexpr Abbreviation kAbbreviations[] = {
    {"e.g"},     {"i.e"},       {"w.r.t"},     {"a.k.a"},     {"s.t"},        {"al"},
    {"vs"},      {"cf"},        {"fig"},       {"figs"},      {"eq"},         {"eqs"},
    {"thm"},     {"refs"},      {"vol"},       {"pp"},        {"dr"},         {"prof"},
    {"mr"},      {"mrs"},       {"approx"},    {"resp"},      {"viz"},        {"incl"},
    {"פרופ"},    {"גב"},        {"sec", true}, {"tab", true}, {"no", true},   {"ch", true},
    {"p", true}, {"ref", true}, {"עמ", true},  {"מס", true},  {"איור", true},
};

bool IsTerminator(char32_t c) {
  return c == U'.' || c == U'!' || c == U'?' || c == U'…' || c == U'。' || c == 0x05C3;
}
bool IsBracketStart(char32_t c) { return c == U'(' || c == U'[' || c == U'{'; }
bool IsOpener(char32_t c) {
  return IsBracketStart(c) || c == U'"' || c == U'“' || c == U'„' || c == U'«' || c == U'‘';
}
bool IsBracketEnd(char32_t c) { return c == U')' || c == U']' || c == U'}'; }
bool IsCloser(char32_t c) {
  return IsBracketEnd(c) || c == U'"' || c == U'\'' || c == U'”' || c == U'’' || c == U'»' ||
         c == U'״' || c == U'׳' || c == U'*' || c == U'_';
}
bool IsFormula(char32_t c) { return c == static_cast<char32_t>(kFormulaByte); }
bool IsWordPart(char32_t c) { return IsLetter(c) || IsDigit(c) || IsFormula(c) || IsHebrewMark(c); }
bool IsLatin(char32_t c) { return ScriptOf(c) == Script::kLatin; }
bool IsLowerLatin(char32_t c) { return IsLatin(c) && c == ToLower(c) && c != U'ª' && c != U'º'; }

// Whether the word is the abbreviation, perhaps behind Hebrew prefix letters: ופרופ, שבעמ.
bool IsAbbreviation(std::string_view word, std::string_view abbreviation) {
  constexpr size_t kMostPrefixes = 2;
  if (!word.ends_with(abbreviation)) return false;
  const std::u32string before = ToUtf32(word.substr(0, word.size() - abbreviation.size()));
  constexpr std::u32string_view kPrefixes = U"והבכלמש";
  const bool hebrew = IsHebrewLetter(DecodeAt(abbreviation, 0).code_point);
  return before.empty() || (hebrew && before.size() <= kMostPrefixes &&
                            std::all_of(before.begin(), before.end(), [&](char32_t c) {
                              return kPrefixes.find(c) != kPrefixes.npos;
                            }));
}

// The ends of one text, found in one pass.
class EndFinder {
 public:
  explicit EndFinder(std::string_view text)
      : text_(text), last_bracket_(text.find_last_of(")]}")) {}

  std::vector<uint32_t> Find() {
    size_t at = 0;
    while (at < text_.size()) {
      const Decoded c = DecodeAt(text_, at);
      if (IsTerminator(c.code_point)) {
        at = Terminator(at);
        continue;
      }
      at += c.length;
      if (c.code_point == U'\n') {
        if (worded_) End(at);
      } else if (IsBracketStart(c.code_point)) {
        if (depth_++ == 0) bracket_opens_ = !worded_;
      } else if (IsBracketEnd(c.code_point)) {
        depth_ = std::max(0, depth_ - 1);
      }
      // A number alone is an enumerator.
      worded_ = worded_ || IsLetter(c.code_point) || IsFormula(c.code_point);
    }
    if (!text_.empty() && start_ < text_.size()) End(text_.size());
    return std::move(ends_);
  }

 private:
  void End(size_t at) {
    start_ = at;
    depth_ = 0;
    worded_ = bracket_opens_ = false;
    ends_.push_back(static_cast<uint32_t>(at));
  }

  size_t PastSpaces(size_t at) const {
    for (;;) {
      const Decoded c = DecodeAt(text_, at);
      if (c.length == 0 || !IsSpace(c.code_point)) return at;
      at += c.length;
    }
  }

  // Terminators, then closers, from `at`; ends the sentence behind them where it does end. Returns
  // from where to go on.
  size_t Terminator(size_t at) {
    size_t after = at;
    Decoded c = DecodeAt(text_, after);
    for (; IsTerminator(c.code_point); c = DecodeAt(text_, after)) after += c.length;
    const bool full_stop = text_[at] == '.' && after == at + 1;
    bool closes = false;
    const size_t closers = after;
    for (; c.length > 0 && IsCloser(c.code_point); c = DecodeAt(text_, after)) {
      closes = closes || IsBracketEnd(c.code_point);
      after += c.length;
    }
    const bool spaced = c.length == 0 || IsSpace(c.code_point);
    const bool inside = depth_ > 0 && !(closes && bracket_opens_) &&
                        (closes || (last_bracket_ != text_.npos && last_bracket_ >= after));
    if (closes) depth_ = std::max(0, depth_ - 1);
    if (!worded_ || inside) return after;
    if (!spaced && (after != closers || !BeginsUnspaced(at, c.code_point))) return after;
    const size_t next = PastSpaces(after);
    if (full_stop && spaced && GoesOn(at, next)) return after;
    End(next);
    return next;
  }

  // After Hebrew words the space is forgotten now and then; after a single letter nothing was.
  bool BeginsUnspaced(size_t stop, char32_t next) const {
    if (!IsHebrewLetter(next)) return false;
    const Decoded last = DecodeBefore(text_, stop);
    return IsHebrewLetter(last.code_point) &&
           IsHebrewLetter(DecodeBefore(text_, stop - last.length).code_point);
  }

  // The word before the full stop, from the white space or the bracket before it.
  std::string_view WordBefore(size_t stop) const {
    size_t from = stop;
    while (from > start_) {
      const Decoded c = DecodeBefore(text_, from);
      if (!IsWordPart(c.code_point) && c.code_point != U'.') break;
      from -= c.length;
    }
    return text_.substr(from, stop - from);
  }

  // Whether the sentence goes on after the single full stop at `stop`; `next`: past the spaces.
  bool GoesOn(size_t stop, size_t next) const {
    const std::string_view word = WordBefore(stop);
    if (word.empty()) return false;
    char32_t first = DecodeAt(text_, next).code_point;
    for (size_t at = next; IsOpener(first);) {
      at += DecodeAt(text_, at).length;
      first = DecodeAt(text_, at).code_point;
    }
    const std::u32string letters = ToUtf32(word);
    const char32_t last = letters.back();
    const bool alone = letters.size() == 1 || letters[letters.size() - 2] == U'.';
    if (alone && IsHebrewLetter(last)) return IsHebrewLetter(first);
    if (alone && IsLatin(last) && !IsLowerLatin(last)) return IsLatin(first);
    const std::string folded = Fold(word);
    for (const Abbreviation& one : kAbbreviations) {
      if (IsAbbreviation(folded, one.word)) return !one.before_number || IsDigit(first);
    }
    return IsLatin(last) && IsLowerLatin(first);  // SB8
  }

  std::string_view text_;
  size_t last_bracket_;
  std::vector<uint32_t> ends_;
  // Of the current sentence.
  size_t start_ = 0;
  int depth_ = 0;               // of brackets
  bool worded_ = false;         // has a letter or a formula
  bool bracket_opens_ = false;  // its outermost bracket stands at its beginning
};

// --- What is said ------------------------------------------------------------------------------

// A text's words without what no voice should name.
void AppendText(std::string_view text, std::string& words) {
  const bool has_url = MayHoldUrl(text);
  size_t at = 0;
  while (at < text.size()) {
    if (const size_t length = has_url ? UrlLength(text, at) : 0; length > 0) {
      words += UrlHost(text.substr(at, length));
      at += length;
      continue;
    }
    const Decoded c = DecodeAt(text, at);
    if (IsSpace(c.code_point)) {
      if (!words.empty() && words.back() != ' ') words += ' ';
    } else if (c.valid && !IsEmoji(c.code_point) && c.code_point != U'•' && c.code_point != U'*' &&
               !(c.code_point >= 0x200E && c.code_point <= 0x200F) &&
               !(c.code_point >= 0x202A && c.code_point <= 0x202E) &&
               !(c.code_point >= 0x2066 && c.code_point <= 0x2069)) {
      words += text.substr(at, c.length);
    }
    at += c.length;
  }
}

// A letter or a number is said as it stands, any other formula by what it is.
void AppendFormula(std::string_view tex, Language language, std::string& words) {
  const std::string_view bare = Trim(tex);
  const bool number = !bare.empty() && std::all_of(bare.begin(), bare.end(), [](char c) {
    return IsDigit(static_cast<unsigned char>(c)) || c == '.';
  });
  const bool letter = bare.size() == 1 && IsLetter(static_cast<unsigned char>(bare[0]));
  if (number || letter) {
    words += bare;
    return;
  }
  if (IsLetter(DecodeBefore(words, words.size()).code_point)) words += ' ';
  words += Text(Str::listen_formula, language);
}

// The language of a text: Hebrew where a letter of it is.
std::optional<Language> LanguageOf(std::string_view text) {
  bool latin = false;
  for (size_t at = 0; at < text.size();) {
    const Decoded c = DecodeAt(text, at);
    if (IsHebrewLetter(c.code_point)) return Language::kHebrew;
    latin = latin || IsLatin(c.code_point);
    at += c.length;
  }
  return latin ? std::optional(Language::kEnglish) : std::nullopt;
}

// --- Runs --------------------------------------------------------------------------------------

// Where `text`, longer than a run may be, is parted: behind a comma or the like, or a space.
size_t PartOf(std::string_view text) {
  const std::string_view part = text.substr(0, FloorBoundary(text, kMostRun));
  const size_t comma = part.find_last_of(",;:");
  if (comma != part.npos && comma > part.size() / 3 && text[comma + 1] == ' ') return comma + 1;
  const size_t space = part.find_last_of(' ');
  return space == part.npos || space == 0 ? part.size() : space;
}

void AppendRun(std::string_view text, Language language, std::vector<SpokenRun>& runs) {
  text = Trim(text);
  while (text.size() > kMostRun) {
    const size_t part = PartOf(text);
    runs.push_back({std::string(Trim(text.substr(0, part))), language});
    text = Trim(text.substr(part));
  }
  if (!text.empty()) runs.push_back({std::string(text), language});
}

// Where the words after `from` (the end of the last letter of one language) begin to be those of
// the other, whose first letter is at `to`.
size_t BorderOf(std::string_view words, size_t from, size_t to, bool base_before) {
  const std::string_view gap = words.substr(from, to - from);
  const size_t first = gap.find(' '), last = gap.rfind(' ');
  if (first == gap.npos) return to;
  return from + (base_before ? last : first) + 1;
}

// --- Blocks ------------------------------------------------------------------------------------

// The block's text with its formulas made unreadable, byte for byte.
std::string MaskedText(const Block& block) {
  std::string text;
  for (const Span& span : block.spans) {
    text += span.math ? std::string(span.text.size(), kFormulaByte) : span.text;
  }
  return text;
}

void TrimEnds(std::string_view text, uint32_t& start, uint32_t& end) {
  const std::string_view trimmed = Trim(text.substr(start, end - start));
  start = static_cast<uint32_t>(trimmed.data() - text.data());
  end = start + static_cast<uint32_t>(trimmed.size());
}

// How far the spans of a block have been said.
struct SpanPlace {
  size_t span = 0;     // index into Block::spans
  uint32_t start = 0;  // where it begins, bytes of the block's text
};

// What is said for a sentence of the block, the next from `place`.
std::string WordsOf(const Block& block, const Sentence& sentence, Language language,
                    SpanPlace& place) {
  std::string words;
  for (; place.span < block.spans.size() && place.start < sentence.end; ++place.span) {
    const Span& span = block.spans[place.span];
    const uint32_t end = place.start + static_cast<uint32_t>(span.text.size());
    const uint32_t from = std::max(place.start, sentence.start), to = std::min(end, sentence.end);
    if (from < to && span.math) AppendFormula(span.text, language, words);
    if (from < to && !span.math && span.text != kNoAlt) {
      AppendText(std::string_view(span.text).substr(from - place.start, to - from), words);
    }
    if (end > sentence.end) break;  // the next sentence begins in it
    place.start = end;
  }
  return words;
}

bool Sounds(std::string_view words) {
  for (size_t at = 0; at < words.size();) {
    const Decoded c = DecodeAt(words, at);
    if (IsLetter(c.code_point) || IsDigit(c.code_point)) return true;
    at += c.length;
  }
  return false;
}

// Cuts one block after the other.
class Reciter {
 public:
  Reciter(const Review& review, const PictureLibrary& pictures)
      : review_(review), pictures_(pictures) {
    for (const Block& block : review.blocks) {
      const auto language = LanguageOf(MaskedText(block));
      if (language == Language::kHebrew) return;
      if (language) language_ = *language;
    }
  }

  std::vector<Sentence> Recite() {
    for (size_t i = 0; i < review_.blocks.size(); ++i) {
      const Block& block = review_.blocks[i];
      const int index = static_cast<int>(i);
      switch (block.type) {
        case BlockType::kCode:
          Announce(block, index, Str::listen_code);
          break;
        case BlockType::kTable:
          Announce(block, index, Str::table_block);
          break;
        case BlockType::kRule:
          break;
        default:
          SayPicture(block, index);
          Say(block, index);
      }
    }
    return std::move(sentences_);
  }

 private:
  void Announce(const Block& block, int index, Str what) {
    const auto size = static_cast<uint32_t>(MaskedText(block).size());
    sentences_.push_back({index, 0, size, {{Text(what, language_), language_}}});
  }

  // What a figure's picture shows; it covers nothing of the block's text.
  void SayPicture(const Block& block, int index) {
    const Picture* picture = pictures_.Find(block.picture);
    if (picture == nullptr) return;
    std::string words = Text(Str::picture, language_);
    if (!picture->alt.empty()) words += ": " + picture->alt;
    sentences_.push_back({index, 0, 0, RunsOf(words, language_)});
  }

  void Say(const Block& block, int index) {
    const std::string text = MaskedText(block);
    std::vector<uint32_t> ends = SentenceEnds(text);
    if (block.type == BlockType::kHeading && !ends.empty()) ends = {ends.back()};
    SpanPlace place;
    uint32_t start = 0;
    for (const uint32_t end : ends) {
      Sentence sentence{index, start, end, {}};
      TrimEnds(text, sentence.start, sentence.end);
      const std::string_view own =
          std::string_view(text).substr(sentence.start, sentence.end - sentence.start);
      const Language base = LanguageOf(own).value_or(language_);
      std::string words = WordsOf(block, sentence, base, place);
      if (Sounds(words)) {
        if (start == 0 && block.ordered) words.insert(0, block.marker + ". ");
        sentence.runs = RunsOf(words, base);
        sentences_.push_back(std::move(sentence));
      }
      start = end;
    }
  }

  const Review& review_;
  const PictureLibrary& pictures_;
  Language language_ = Language::kHebrew;
  std::vector<Sentence> sentences_;
};

}  // namespace

std::vector<uint32_t> SentenceEnds(std::string_view text) { return EndFinder(text).Find(); }

std::vector<SpokenRun> RunsOf(std::string_view words, Language base) {
  std::vector<SpokenRun> runs;
  std::optional<Language> language;
  size_t start = 0, last = 0;  // of the current run; behind its last letter
  for (size_t at = 0; at < words.size();) {
    const Decoded c = DecodeAt(words, at);
    const Script script = ScriptOf(c.code_point);
    if (script == Script::kHebrew || script == Script::kLatin) {
      const Language own = script == Script::kHebrew ? Language::kHebrew : Language::kEnglish;
      if (language && *language != own) {
        const size_t border = BorderOf(words, last, at, *language == base);
        AppendRun(words.substr(start, border - start), *language, runs);
        start = border;
      }
      language = own;
      last = at + c.length;
    }
    at += c.length;
  }
  AppendRun(words.substr(start), language.value_or(base), runs);
  return runs;
}

std::vector<Sentence> SentencesOf(const Review& review, const PictureLibrary& pictures) {
  return Reciter(review, pictures).Recite();
}

}  // namespace skira::app
