#include "unicode/unicode.h"

#include <catch2/catch_test_macros.hpp>

using namespace skira;

TEST_CASE("a code point decodes with its length, a bad byte as U+FFFD of length one") {
  const std::string text = "aש€🚀\x80z";
  std::u32string seen;
  std::vector<uint32_t> lengths;
  for (size_t i = 0; i < text.size();) {
    const Decoded decoded = DecodeAt(text, i);
    seen.push_back(decoded.code_point);
    lengths.push_back(decoded.length);
    i += decoded.length;
  }
  CHECK(seen == U"aש€🚀\uFFFDz");
  CHECK(lengths == std::vector<uint32_t>{1, 2, 3, 4, 1, 1});
  CHECK(DecodeAt(text, text.size()).length == 0);
}

TEST_CASE("overlong forms, surrogates, cut sequences and values beyond U+10FFFF are not valid") {
  for (const std::string_view bad : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                     "\xD7", "\xE2\x82", "\xFF"}) {
    CHECK(FindInvalidUtf8(bad) == 0);
  }
  CHECK(FindInvalidUtf8("שלום") == std::string_view::npos);
  CHECK(ReplaceInvalidUtf8("a\xD7z") == "a\uFFFDz");
}

TEST_CASE("decoding backwards gives the same code points") {
  const std::string text = "aש€🚀";
  std::u32string seen;
  for (size_t i = text.size(); i > 0;) {
    const Decoded decoded = DecodeBefore(text, i);
    seen.insert(seen.begin(), decoded.code_point);
    i -= decoded.length;
  }
  CHECK(seen == U"aש€🚀");
}

TEST_CASE("encoding inverts decoding") {
  const std::u32string all = U"aש€🚀\u05F4";
  CHECK(ToUtf32(ToUtf8(all)) == all);
  CHECK(ToUtf8(std::u32string(1, 0xD800)) == "\uFFFD");
  CHECK(CountCodePoints(ToUtf8(all)) == 5);
}

TEST_CASE("trimming takes the white space of Unicode") {
  CHECK(Trim("\u00A0\t שלום \u2003\n") == "שלום");
  CHECK(Trim(" \u3000 ").empty());
}

TEST_CASE("folding makes two spellings of a word one") {
  CHECK(Fold("שָׁלוֹם") == Fold("שלומ"));
  CHECK(Fold("צה״ל") == Fold("צה\"ל"));
  CHECK(Fold("ג׳ורג’") == Fold("ג'ורג'"));
  CHECK(Fold("ŠČHRÖDER") == Fold("ščhröder"));
  CHECK(Fold("\uFB2A") == "ש");
}

TEST_CASE("final letters and their base letters are neighbours") {
  for (const char32_t c : U"ךםןףץ") {
    if (c == 0) continue;
    CHECK(IsHebrewFinal(c));
    CHECK(ToFinal(FoldFinal(c)) == c);
  }
  CHECK(FoldFinal(U'ב') == U'ב');
  CHECK(ToFinal(U'ב') == U'ב');
}

TEST_CASE("a letter's script is told by its code point") {
  CHECK(ScriptOf(U'ש') == Script::kHebrew);
  CHECK(ScriptOf(U'z') == Script::kLatin);
  CHECK(ScriptOf(U'λ') == Script::kGreek);
  CHECK(ScriptOf(U'Ж') == Script::kCyrillic);
  CHECK(ScriptOf(U'ل') == Script::kArabic);
  CHECK(ScriptOf(U'章') == Script::kHan);
  CHECK(ScriptOf(U'7') == Script::kCommon);
  CHECK(ScriptOf(U'🚀') == Script::kCommon);
  CHECK(IsEmoji(U'🚀'));
  CHECK(FirstScript("12 - שלום") == Script::kHebrew);
}
