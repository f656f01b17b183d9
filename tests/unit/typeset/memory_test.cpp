// What a text costs: memory, and time that grows as the text does.
#include <malloc.h>

#include <algorithm>
#include <catch2/generators/catch_generators.hpp>
#include <chrono>
#include <cstdlib>
#include <new>

#include "fonts_for_tests.h"

namespace {

// Every allocation of this program is counted; FreeType and HarfBuzz hold next to nothing of a
// text.
size_t held = 0, peak = 0;

void* Count(void* memory) {
  if (memory == nullptr) std::abort();
  held += malloc_usable_size(memory);
  peak = std::max(peak, held);
  return memory;
}
void Uncount(void* memory) {
  if (memory != nullptr) held -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

void* operator new(size_t size) { return Count(std::malloc(size)); }
void* operator new(size_t size, const std::nothrow_t&) noexcept { return Count(std::malloc(size)); }
void operator delete(void* memory) noexcept { Uncount(memory); }
void operator delete(void* memory, size_t) noexcept { Uncount(memory); }

namespace skira::typeset {
namespace {

constexpr size_t kMegabyte = size_t{1} << 20;

// A paragraph's worth of `sentence`.
std::string Repeated(std::string_view sentence, size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += sentence;
  return text;
}

constexpr std::string_view kMixed =
    "הרשת לומדת לייצג כל מילה כווקטור (embedding) באורך 768, ואחר כך מחשבת self-attention בין כל "
    "זוג מילים, כפי שתואר ב-2017. המודל GPT-4 השיג 86.4% במבחן, יותר מכל קודמיו. ";
constexpr std::string_view kEnglish =
    "The encoder reads the whole sentence at once, and the office clerk writes it down again. ";

TEST_CASE("a megabyte of text, shaped and laid out, costs at most 25 MB") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  struct Case {
    std::string_view sentence;
    size_t paragraph;  // bytes
  };
  const Case example = GENERATE(values<Case>({{kMixed, 900}, {kEnglish, 900}, {kMixed, 8000}}));
  const std::string text = Repeated(example.sentence, example.paragraph);
  const StyledSpan span = {0, static_cast<uint32_t>(text.size()), TextStyle{.size = 19}, 0};
  const ParagraphStyle style = {.width = 680, .line_height = 31};
  LayoutParagraph(fonts, text, std::span(&span, 1), style);  // scratch that stays, once

  const size_t before = held;
  peak = held;
  std::vector<ShapedText> shaped;
  std::vector<Paragraph> paragraphs;
  size_t bytes = 0;
  for (; bytes < kMegabyte; bytes += text.size()) {
    shaped.emplace_back(fonts, text, std::span(&span, 1), Direction::kAuto);
    paragraphs.push_back(shaped.back().Layout(style));
  }
  const double cost = static_cast<double>(peak - before) / static_cast<double>(bytes);
  UNSCOPED_INFO(cost << " bytes a byte of text, in paragraphs of " << text.size());
  CHECK(cost <= 25);
}

TEST_CASE("laying a shaped text out again into the same paragraph allocates nothing") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  const std::string text = Repeated(kMixed, 5000);
  const StyledSpan span = {0, static_cast<uint32_t>(text.size()), TextStyle{}, 0};
  const ShapedText shaped(fonts, text, std::span(&span, 1), Direction::kAuto);
  Paragraph paragraph;
  for (const float width : {300.0f, 640.0f}) shaped.Layout({.width = width}, paragraph);
  const size_t before = held;
  peak = held;
  for (const float width : {300.0f, 640.0f, 500.0f}) shaped.Layout({.width = width}, paragraph);
  CHECK(held == before);
  CHECK(peak - before < 4096);  // what is shaped anew at a line's end passes through
}

// The least time of three runs, seconds.
template <typename Work>
double Seconds(const Work& work) {
  double least = 1e9;
  for (int run = 0; run < 3; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
    least = std::min(least, time.count());
  }
  return least;
}

TEST_CASE("time grows with the text, also in a single line, narrow columns and odd texts") {
  FontSet fonts;
  LoadBundledFonts(fonts);
  struct Case {
    std::string_view piece;
    float width;
  };
  const Case example = GENERATE(values<Case>({{"קוד\tcode ", 0},
                                              {kMixed, 0},
                                              {kMixed, 1},
                                              {"x", 600},
                                              {"\xA9", 30},
                                              {"\u00AD", 30},
                                              {"\u200B ", 0},
                                              {"שָׁ", 10},
                                              {"😀", 0}}));
  CAPTURE(example.piece, example.width);
  const auto time = [&](size_t bytes) {
    const std::string text = Repeated(example.piece, bytes);
    return Seconds([&] {
      LayoutParagraph(fonts, text, TextStyle{}, {.width = example.width, .tab_size = 4});
    });
  };
  const double small = time(kMegabyte / 16), large = time(kMegabyte / 2);
  UNSCOPED_INFO("8 times the text took " << large / small << " times as long");
  CHECK(large / small < 24);  // 64 where it is quadratic
}

}  // namespace
}  // namespace skira::typeset
