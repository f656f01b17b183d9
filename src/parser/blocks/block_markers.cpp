#include "parser/blocks/block_markers.h"

#include <algorithm>
#include <iterator>

#include "parser/blocks/block_lines.h"
#include "parser/blocks/block_words.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// What stands before an item, longest first where one begins another. A bullet of ASCII or a dash
// must be followed by white space, the others need not.
constexpr std::string_view kBullets[] = {
    "-", "*", "+", "–", "—", "•", "●", "○",      "◦", "▪️", "▪",      "■",
    "□", "‣", "·", "⁃", "➢", "➤", "►", "▶️", "▶", "✓",      "✔️", "✔",
    "✅", "❖", "🔹", "🔸", "🔷", "🔶", "👉", "➡️", "◆", "◇",
};

// What a sub-bullet's circle was read as; a bullet only beside other items.
constexpr std::string_view kCircleDebris[] = {"o", "ס"};

// Bytes of white space at the beginning; at the end of the line counts as one.
size_t Gap(std::string_view text) {
  const size_t end = text.find_first_not_of(" \t");
  return end == std::string_view::npos ? text.size() : end;
}

// Digits with stops between them, from `i` on, which moves behind them.
struct PrintedNumber {
  int depth = 1;
  int value = 0;  // of the last part
};
bool ReadDigits(std::string_view text, size_t& i, PrintedNumber& number) {
  constexpr size_t kLongest = 8;
  constexpr int kDeepest = 4;
  const size_t begin = i;
  for (; i < text.size() && i - begin <= kLongest; ++i) {
    const bool inner_stop =
        text[i] == '.' && i > begin && i + 1 < text.size() && IsAsciiDigit(text[i + 1]);
    if (IsAsciiDigit(text[i])) {
      number.value = number.value * 10 + text[i] - '0';
    } else if (inner_stop && number.depth < kDeepest) {
      ++number.depth;
      number.value = 0;
    } else {
      break;
    }
  }
  return i > begin && i - begin <= kLongest;
}

// "1.", "2.3", "(4)", "1)", keycaps, and ".5" with its stop displaced.
bool ReadNumber(std::string_view text, bool in_list, ItemMarker& marker) {
  static constexpr std::string_view kKeycap = "\xEF\xB8\x8F\xE2\x83\xA3";
  constexpr int kLargest = 199;  // years and sizes number no items
  const bool paren = text.starts_with("(");
  const bool displaced = in_list && text.size() > 2 && text[0] == '.' && IsAsciiDigit(text[1]);
  size_t i = paren || displaced ? 1 : 0;
  const size_t begin = i;
  PrintedNumber number;
  if (!ReadDigits(text, i, number) || (number.depth == 1 && number.value > kLargest)) return false;
  const size_t end = i;
  const char after = i < text.size() ? text[i] : '\0';
  const bool bracket = after == ')' && number.depth == 1;
  if (text.substr(i).starts_with(kKeycap)) {
    i += kKeycap.size();
  } else if (bracket || (after == '.' && !paren && !displaced)) {
    ++i;
  } else if (paren || (number.depth == 1 && !displaced)) {
    return false;
  }
  const std::string_view rest = text.substr(i);
  const bool glued = number.depth == 1 && i > end &&
                     (rest.starts_with("**") || IsHebrewLetter(DecodeAt(rest, 0).code_point));
  if (!rest.empty() && Gap(rest) == 0 && !glued) return false;
  marker.family = ItemMarker::kNumber;
  marker.printed = std::string(text.substr(begin, end - begin));
  marker.value = number.value;
  marker.depth = number.depth;
  marker.delimiter = bracket ? ')' : '.';
  marker.length = i + Gap(rest);
  return true;
}

// "א.", "ב)", "(ג)", "a.", "B)", "ii.".
bool ReadLetter(std::string_view text, ItemMarker& marker) {
  const bool paren = !text.empty() && text[0] == '(';
  size_t i = paren ? 1 : 0;
  const Decoded letter = DecodeAt(text, i);
  if (IsHebrewLetter(letter.code_point)) {
    marker.family = ItemMarker::kHebrew;
    const char32_t base = FoldFinal(letter.code_point);
    int rank = 1;
    for (char32_t c = 0x05D0; c < base; ++c) rank += IsHebrewFinal(c) ? 0 : 1;
    marker.value = rank;
    i += letter.length;
  } else if (letter.length == 1 && (IsAsciiLower(text[i]) || IsAsciiUpper(text[i]))) {
    static constexpr std::string_view kRomans[] = {"i", "ii", "iii", "iv",
                                                   "v", "vi", "vii", "viii"};
    const size_t begin = i;
    while (i < text.size() && IsAsciiLower(static_cast<char>(text[i] | 0x20)) && i - begin < 5) ++i;
    const std::string word = LowerAscii(text.substr(begin, i - begin));
    const auto roman = std::find(std::begin(kRomans), std::end(kRomans), word);
    if (word.size() > 1 && roman == std::end(kRomans)) return false;
    marker.family = ItemMarker::kLatin;
    marker.value =
        word.size() > 1 ? static_cast<int>(roman - std::begin(kRomans)) + 1 : word[0] - 'a' + 1;
  } else {
    return false;
  }
  const char delimiter = i < text.size() ? text[i] : '\0';
  const bool upper = IsAsciiUpper(text[paren ? 1 : 0]);
  const bool fits = delimiter == ')' || (delimiter == '.' && !paren && !upper);
  const std::string_view rest = text.substr(std::min(i + 1, text.size()));
  if (!fits || Gap(rest) == 0) return false;  // a letter with nothing behind it is no item
  marker.printed = std::string(text.substr(paren ? 1 : 0, i - (paren ? 1 : 0)));
  marker.delimiter = delimiter;
  marker.depth = 1;
  marker.length = i + 1 + Gap(rest);
  return true;
}

// The bytes of the bullet at the beginning of `text`, white space included; 0 where none is.
size_t BulletLength(std::string_view text, bool in_list) {
  static constexpr std::string_view kFirstBytes = "-*+o\xC2\xD7\xE2\xF0";
  if (text.empty() || kFirstBytes.find(text[0]) == std::string_view::npos) return 0;
  for (const std::string_view bullet : kBullets) {
    if (!text.starts_with(bullet)) continue;
    const std::string_view rest = text.substr(bullet.size());
    const size_t gap = Gap(rest);
    if (rest.empty() || gap > 0) return bullet.size() + gap;
    const bool wide =
        static_cast<unsigned char>(bullet[0]) >= 0xE2 && bullet != "–" && bullet != "—";
    const bool hyphen_in_list = bullet == "-" && in_list && rest[0] != '-' &&
                                !IsAsciiDigit(rest[0]) && !IsAsciiLower(rest[0]) &&
                                !IsAsciiUpper(rest[0]);
    if (wide || hyphen_in_list) return bullet.size();
  }
  for (const std::string_view circle : kCircleDebris) {
    if (in_list && text.starts_with(circle) && text.size() > circle.size() &&
        text[circle.size()] == ' ') {
      return circle.size() + Gap(text.substr(circle.size()));
    }
  }
  return 0;
}

}  // namespace

ItemMarker ReadMarker(std::string_view line, bool in_list) {
  const std::string_view text = StripLeft(line);
  const size_t indent = static_cast<size_t>(text.data() - line.data());
  ItemMarker marker;
  if (text.empty() || IsRule(text)) return marker;
  size_t offset = BulletLength(text, in_list);
  marker.bulleted = offset > 0;
  // "- ○ text": a second bullet is the print's, the first the extraction's.
  static constexpr std::string_view kMarkdown = "-*+";  // are a list of their own
  if (marker.bulleted && offset < text.size() && kMarkdown.find(text[offset]) == kMarkdown.npos) {
    offset += BulletLength(text.substr(offset), true);
  }
  for (const std::string_view circle : kCircleDebris) {
    const std::string_view bullet = Strip(text.substr(0, offset));
    if (bullet.ends_with(circle)) marker.debris = std::string(circle);
  }
  const std::string_view rest = text.substr(offset);
  ItemMarker ordered;
  const bool found = ReadNumber(rest, in_list, ordered) || ReadLetter(rest, ordered);
  // "- 2.5 times": a decimal behind a bullet is text.
  if (found && !(marker.bulleted && ordered.depth > 1)) {
    ordered.bulleted = marker.bulleted;
    ordered.debris = marker.debris;
    ordered.length += indent + offset;
    return ordered;
  }
  if (!marker.bulleted) return {};
  marker.family = ItemMarker::kBullet;
  marker.length = indent + offset;
  return marker;
}

bool IsBulletSign(char32_t c) {
  static const auto* const signs = [] {  // lives as long as the program
    auto* all = new std::u32string;
    for (const std::string_view bullet : kBullets) *all += ToUtf32(bullet);
    return all;
  }();
  return c >= 0x80 && signs->find(c) != signs->npos;
}

}  // namespace skira
