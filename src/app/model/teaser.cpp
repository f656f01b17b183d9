#include "app/model/teaser.h"

#include <algorithm>
#include <string_view>

#include "app/model/sentences.h"
#include "review/direction.h"
#include "unicode/unicode.h"

namespace skira::app {
namespace {

constexpr size_t kMostBlocks = 24;           // that are looked at
constexpr size_t kLeastWords = 5;            // of a sentence that says something
constexpr size_t kLeast = 110, kMost = 240;  // code points: enough for three lines; no more

// The block's words with single spaces; formulas are kFormulaByte.
std::string FlowingText(const Block& block) {
  std::string text;
  for (const Span& span : block.spans) {
    if (span.math) {
      text += kFormulaByte;
      continue;
    }
    for (const char c : span.text) {
      const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!space) {
        text += c;
      } else if (!text.empty() && text.back() != ' ') {
        text += ' ';
      }
    }
  }
  return text;
}

size_t WordsOf(std::string_view sentence) {
  return static_cast<size_t>(std::count(sentence.begin(), sentence.end(), ' ')) + 1;
}

// Whether it ends as sentences do, perhaps in a quote: headlines do not.
bool IsSentence(std::string_view text) {
  constexpr std::string_view kQuotes[] = {"\"", "'", ")", "״", "”", "’"};
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view quote : kQuotes) {
      if (!text.ends_with(quote)) continue;
      text.remove_suffix(quote.size());
      more = true;
    }
  }
  return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("…");
}

// Whether a reader learns something from the sentence alone.
bool SaysSomething(std::string_view sentence) {
  return WordsOf(sentence) >= kLeastWords && !sentence.ends_with(':') &&
         sentence.find(kFormulaByte) == sentence.npos && sentence.find("://") == sentence.npos &&
         sentence.find('$') == sentence.npos && sentence.find('\\') == sentence.npos;
}

// The words of it that are within the limit.
std::string Cut(std::string text) {
  if (CountCodePoints(text) <= kMost) return text;
  size_t length = 0, end = 0;
  for (size_t i = 0; i < text.size() && length <= kMost; ++i) {
    if ((text[i] & 0xC0) == 0x80) continue;
    if (text[i] == ' ') end = i;
    ++length;
  }
  if (end > 0) text.resize(end);
  // Nothing hangs before the ellipsis.
  text.resize(text.find_last_not_of(",;:-( ") + 1);
  return text + "…";
}

// `headlines`: a line that does not end as sentences do is one, too.
std::string TeaserOf(const Review& review, bool headlines) {
  const bool hebrew = ArticleDirection(review) == TextDirection::kRtl;
  std::string teaser;
  size_t blocks = 0;
  for (const Block& block : review.blocks) {
    if (++blocks > kMostBlocks) break;
    if (block.type != BlockType::kParagraph || block.quotes > 0) continue;
    const std::string text = FlowingText(block);
    uint32_t begin = 0;
    for (const uint32_t end : SentenceEnds(text)) {
      const std::string_view sentence = Trim(std::string_view(text).substr(begin, end - begin));
      begin = end;
      const bool own = !hebrew || DirectionOf(sentence) == TextDirection::kRtl;
      if (!own || !SaysSomething(sentence) || (!headlines && !IsSentence(sentence))) {
        if (teaser.empty()) continue;
        return Cut(std::move(teaser));  // what follows would not follow from it
      }
      if (!teaser.empty()) teaser += ' ';
      teaser += sentence;
      if (CountCodePoints(teaser) >= kLeast) return Cut(std::move(teaser));
    }
    if (!teaser.empty()) return Cut(std::move(teaser));
  }
  return teaser;
}

}  // namespace

std::string TeaserOf(const Review& review) {
  std::string teaser = TeaserOf(review, false);
  return teaser.empty() ? TeaserOf(review, true) : teaser;
}

}  // namespace skira::app
