#include "search/analysis.h"

#include <algorithm>
#include <utility>

#include "search/codes.h"
#include "search/morphology.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr size_t kLongestChunk = 200;  // letters; what follows is a chunk of its own

bool IsHyphen(char32_t c) {
  return c == U'-' || c == U'_' || c == 0x05BE || (c >= 0x2010 && c <= 0x2011);
}

// Maqaf, paseq, sof pasuq, nun hafukha: in the letters' block, none of them a letter.
bool IsHebrewPunctuation(char32_t c) {
  return c == 0x05BE || c == 0x05C0 || c == 0x05C3 || c == 0x05C6;
}

bool IsWordLetter(char32_t c) { return IsDigit(c) || IsLetter(c); }

uint8_t ScriptClass(char32_t c) {
  return IsDigit(c) || c == U'.' ? 0 : static_cast<uint8_t>(ScriptOf(c));
}
constexpr auto kHebrewClass = static_cast<uint8_t>(Script::kHebrew);

// Arabic and Cyrillic letters by their code points, and the Hebrew ones that stand for the same
// sounds.
constexpr std::u32string_view kForeign =
    U"\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062A\u062B\u062C\u062D\u062E\u062F"
    U"\u0630"
    U"\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063A\u0641\u0642\u0643\u0644\u0645"
    U"\u0646"
    U"\u0647\u0648\u0649\u064A\u0430\u0431\u0432\u0433\u0434\u0436\u0437\u0438\u0439\u043A\u043B"
    U"\u043C"
    U"\u043D\u043E\u043F\u0440\u0441\u0442\u0443\u0444\u0445\u0446\u0447\u0448\u044B\u044D";
constexpr std::u32string_view kForeignAsHebrew =
    U"אאאואיאבהתתגחחדד"
    U"רזסשצצטטעגפקכלמנ"
    U"הוייאבוגדזזייקלמ"
    U"נופרסטופחצצשיא";
static_assert(kForeign.size() == kForeignAsHebrew.size());

bool IsOftenPutIntoHebrew(char32_t c) {
  if (c < 0x0400) return false;
  const Script script = ScriptOf(c);
  return script == Script::kArabic || script == Script::kCyrillic;
}

char32_t FoldLetter(char32_t c) {
  return c < 0x80 ? ToLower(c) : ToLower(FoldFinal(FoldPresentation(c)));
}

// What stands next after marks that leave no trace; 0 at the end.
char32_t PeekLetter(std::string_view text, size_t at) {
  for (;;) {
    const Decoded next = DecodeAt(text, at);
    if (next.length == 0 || !(IsHebrewMark(next.code_point) || IsIgnorable(next.code_point))) {
      const std::u32string_view plain = FoldCompatibility(next.code_point);
      return plain.empty() ? next.code_point : plain[0];
    }
    at += next.length;
  }
}

// A comma of thousands: three digits behind it and no fourth.
bool AtThousands(std::string_view text, size_t at) {
  const auto digit = [&](size_t i) { return i < text.size() && IsDigit(text[i]); };
  return digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4);
}

}  // namespace

void Tokenizer::AddLetter(char32_t folded, uint32_t begin, uint32_t end, bool piece) {
  const size_t before = codes_.size();
  AppendCode(folded, codes_);
  letters_.push_back(
      {begin, end, ScriptClass(folded), piece, static_cast<uint8_t>(codes_.size() - before)});
}

// OCR writes letters of a Hebrew word in another script, by their sound: Cyrillic а for א, Arabic م
// for מ. Within a word that has Hebrew letters they are what they stand for.
void Tokenizer::MendScripts(std::string_view text) {
  const auto is_hebrew = [](const Letter& letter) { return letter.script == kHebrewClass; };
  if (std::none_of(letters_.begin(), letters_.end(), is_hebrew)) return;
  std::string mended;
  size_t code = 0;
  for (Letter& letter : letters_) {
    const size_t before = mended.size();
    const char32_t c = ToLower(DecodeAt(text, letter.begin).code_point);
    const size_t at = IsOftenPutIntoHebrew(c) ? kForeign.find(c) : kForeign.npos;
    if (at == kForeign.npos) {
      mended.append(codes_, code, letter.codes);
    } else {
      AppendCode(kForeignAsHebrew[at], mended);
      letter.script = kHebrewClass;
    }
    code += letter.codes;
    letter.codes = static_cast<uint8_t>(mended.size() - before);
  }
  codes_.swap(mended);
}

// Gathers the letters of the chunk at or behind `at`, steps behind it. False at the end.
bool Tokenizer::NextChunk(std::string_view text, uint32_t& at) {
  letters_.clear();
  codes_.clear();
  mixed_ = false;
  bool piece = false;
  while (at < text.size()) {
    const Decoded here = DecodeAt(text, at);
    const char32_t c = here.code_point;
    const uint32_t begin = at, end = at + here.length;
    if (c < 0x80 ? IsWordLetter(c) : IsHebrewLetter(c)) {
      if (letters_.size() >= kLongestChunk) return true;
      AddLetter(FoldLetter(c), begin, end, std::exchange(piece, false));
      at = end;
      continue;
    }
    if (c >= 0x80 && (IsHebrewMark(c) || IsIgnorable(c))) {
      if (!letters_.empty()) letters_.back().end = end;
      at = end;
      continue;
    }
    if (const char32_t lower = FoldLetter(c); c >= 0x80) {
      const std::u32string_view plain = FoldCompatibility(lower);
      if (!plain.empty() ||
          (IsWordLetter(lower) && !IsGeresh(c) && !IsGershayim(c) && !IsHebrewPunctuation(c))) {
        if (letters_.size() >= kLongestChunk) return true;
        mixed_ |= IsOftenPutIntoHebrew(lower);
        if (plain.empty()) AddLetter(lower, begin, end, piece);
        for (const char32_t one : plain) AddLetter(one, begin, end, piece);
        piece = false;
        at = end;
        continue;
      }
    }
    at = end;
    if (letters_.empty()) continue;
    const char32_t next = PeekLetter(text, end);
    const bool digits = letters_.back().script == 0 && IsDigit(next);
    if (c == U'.' && digits && !piece) {
      AddLetter(c, begin, end, false);
    } else if ((c == U',' && digits && AtThousands(text, begin)) ||
               ((IsGeresh(c) || IsGershayim(c)) && IsLetter(next) && letters_.back().script != 0)) {
      continue;
    } else if (IsHyphen(c) && IsWordLetter(next)) {
      piece = true;
    } else {
      return true;
    }
  }
  return !letters_.empty();
}

void Tokenizer::FindAtoms() {
  atoms_.clear();
  uint32_t code = 0;
  for (uint32_t i = 0; i < letters_.size(); ++i) {
    const Letter& letter = letters_[i];
    if (atoms_.empty() || letter.piece || letter.script != atoms_.back().script) {
      atoms_.push_back({i, i, code, 0, letter.piece, letter.script});
    }
    Atom& atom = atoms_.back();
    atom.last = i;
    atom.size += letter.codes;
    code += letter.codes;
  }
}

// Prefix letters before what is no Hebrew or behind a hyphen; endings behind what is no Hebrew.
bool Tokenizer::IsAffix(size_t i) const {
  const Atom& atom = atoms_[i];
  if (atom.script != kHebrewClass || atoms_.size() == 1) return false;
  const std::string_view term = std::string_view(codes_).substr(atom.code, atom.size);
  const bool foreign_next = i + 1 < atoms_.size() && atoms_[i + 1].script != kHebrewClass;
  const bool piece_next = i + 1 < atoms_.size() && atoms_[i + 1].piece && term.size() == 1;
  if ((foreign_next || piece_next) && term.size() <= 4 && PrefixLength(term) == term.size()) {
    return true;
  }
  return i > 0 && atoms_[i - 1].script != kHebrewClass && IsEnding(term);
}

void Tokenizer::Emit(size_t first, size_t last, bool whole) {
  const Atom &a = atoms_[first], &b = atoms_[last];
  const size_t size = std::min<size_t>(b.code + b.size - a.code, kLongestTerm);
  tokens_.push_back({static_cast<uint32_t>(joined_.size()), static_cast<uint32_t>(size),
                     letters_[a.first].begin, letters_[b.last].end, whole});
  joined_.append(codes_, a.code, size);
}

void Tokenizer::Split() {
  joined_.clear();
  tokens_.clear();
  FindAtoms();
  for (size_t first = 0; first < atoms_.size();) {
    size_t last = first;
    while (last + 1 < atoms_.size() && !atoms_[last + 1].piece) ++last;
    for (size_t i = first; i <= last; ++i) {
      if (!IsAffix(i)) Emit(i, i, false);
    }
    const bool chunk = first == 0 && last + 1 == atoms_.size();
    if (last > first && !chunk) Emit(first, last, true);
    first = last + 1;
  }
  // More pieces than a compound has are a list or a name of a file.
  constexpr size_t kMostAtoms = 5;
  if (atoms_.size() > 1 && atoms_.size() <= kMostAtoms) Emit(0, atoms_.size() - 1, true);
}

}  // namespace skira
