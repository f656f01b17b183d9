#include "unicode/compat.h"

#include <algorithm>
#include <iterator>

namespace skira {
namespace {

// U+00E0 to U+017F, a base letter each; a space where the letter folds to itself or to more.
constexpr std::u32string_view kLatin =
    U"aaaaaa ceeeeiiiidnooooo ouuuuy yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiii"
    U"ii  jjkkkllllllllllnnnnnnnnnoooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
constexpr char32_t kLatinFirst = 0xE0;

struct Folding {
  char32_t from;
  std::u32string_view to;
};
// Sorted.
constexpr Folding kFoldings[] = {
    {0xAA, U"a"},    {0xB2, U"2"},    {0xB3, U"3"},     {0xB5, U"μ"},     {0xB9, U"1"},
    {0xBA, U"o"},    {0xDF, U"ss"},   {0xE6, U"ae"},    {0xFE, U"th"},    {0x133, U"ij"},
    {0x153, U"oe"},  {0x2070, U"0"},  {0x2071, U"i"},   {0x2074, U"4"},   {0x2075, U"5"},
    {0x2076, U"6"},  {0x2077, U"7"},  {0x2078, U"8"},   {0x2079, U"9"},   {0x207F, U"n"},
    {0x2080, U"0"},  {0x2081, U"1"},  {0x2082, U"2"},   {0x2083, U"3"},   {0x2084, U"4"},
    {0x2085, U"5"},  {0x2086, U"6"},  {0x2087, U"7"},   {0x2088, U"8"},   {0x2089, U"9"},
    {0x2102, U"c"},  {0x2113, U"l"},  {0x2115, U"n"},   {0x2119, U"p"},   {0x211A, U"q"},
    {0x211D, U"r"},  {0x2122, U"tm"}, {0x2124, U"z"},   {0x212F, U"e"},   {0xFB00, U"ff"},
    {0xFB01, U"fi"}, {0xFB02, U"fl"}, {0xFB03, U"ffi"}, {0xFB04, U"ffl"}, {0xFB05, U"st"},
    {0xFB06, U"st"}, {0xFB4F, U"אל"},
};

constexpr std::u32string_view kAlphabet = U"abcdefghijklmnopqrstuvwxyz";
constexpr std::u32string_view kDigits = U"0123456789";

// 𝐀 to 𝚣 (alphabets of 52, capitals first) and 𝟎 to 𝟿.
std::u32string_view FoldMathematical(char32_t c) {
  if (c >= 0x1D400 && c <= 0x1D6A3) return kAlphabet.substr((c - 0x1D400) % 26, 1);
  if (c >= 0x1D7CE && c <= 0x1D7FF) return kDigits.substr((c - 0x1D7CE) % 10, 1);
  return {};
}

}  // namespace

std::u32string_view FoldCompatibility(char32_t c) {
  if (c < 0x80) return {};
  if (c >= kLatinFirst && c < kLatinFirst + kLatin.size() && kLatin[c - kLatinFirst] != U' ') {
    return kLatin.substr(c - kLatinFirst, 1);
  }
  if (c >= 0xFF10 && c <= 0xFF19) return kDigits.substr(c - 0xFF10, 1);
  if (c >= 0xFF41 && c <= 0xFF5A) return kAlphabet.substr(c - 0xFF41, 1);
  if (c >= 0x1D400) return FoldMathematical(c);
  const Folding* found = std::lower_bound(std::begin(kFoldings), std::end(kFoldings), c,
                                          [](const Folding& f, char32_t v) { return f.from < v; });
  return found != std::end(kFoldings) && found->from == c ? found->to : std::u32string_view();
}

bool IsIgnorable(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
         (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

}  // namespace skira
