#include "app/model/passage.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "review/escape_html.h"
#include "review/html.h"
#include "review/markdown.h"

namespace skira::app {
namespace {

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t'; }

// The whole review's text and where its blocks begin in it.
struct WholeText {
  std::string text;
  std::vector<size_t> starts;  // of each block, bytes of `text`

  explicit WholeText(const Review& review) {
    for (const Block& block : review.blocks) {
      starts.push_back(text.size());
      text += PlainText(block) + "\n";
    }
  }
  size_t At(const TextPosition& place) const {
    return starts[static_cast<size_t>(place.block)] + place.start;
  }
  TextPosition PlaceOf(size_t at) const {
    const auto next = std::upper_bound(starts.begin(), starts.end(), at);
    const size_t block = static_cast<size_t>(next - starts.begin()) - 1;
    return {static_cast<int>(block), static_cast<uint32_t>(at - starts[block])};
  }
};

// The place moved out of a formula and of a letter's middle, backwards or forwards.
void Snap(const Block& block, bool forwards, uint32_t& at) {
  uint32_t start = 0;
  for (const Span& span : block.spans) {
    const uint32_t end = start + static_cast<uint32_t>(span.text.size());
    const bool whole = span.math || !span.picture.empty();
    if (whole && at > start && at < end) at = forwards ? end : start;
    start = end;
  }
  at = std::min(at, start);
  const std::string text = PlainText(block);
  while (at > 0 && at < text.size() && IsContinuation(text[at])) at += forwards ? 1u : -1u;
}

// Where in `text` the quote stands that is nearest to `near`; npos where it does not.
size_t FindNearest(std::string_view text, std::string_view quote, size_t near) {
  if (quote.empty()) return text.npos;
  const size_t before = text.rfind(quote, near), after = text.find(quote, near);
  if (before == text.npos || after == text.npos) return std::min(before, after);
  return near - before <= after - near ? before : after;
}

bool StandsAt(const WholeText& whole, const Highlight& highlight, size_t blocks) {
  if (highlight.last_block >= static_cast<int>(blocks)) return false;
  const size_t start = whole.At({highlight.block, highlight.start});
  const size_t end = whole.At({highlight.last_block, highlight.end});
  return start < end && end < whole.text.size() &&
         std::string_view(whole.text).substr(start, end - start) == highlight.quote;
}

// Calls `take` with each span of the passage, or the part of it, and with the block it is of.
template <typename Take>
void ForEachPiece(const Review& review, const Passage& passage, Take take) {
  for (int b = passage.from.block; b <= passage.to.block; ++b) {
    const Block& block = review.blocks[static_cast<size_t>(b)];
    const uint32_t from = b == passage.from.block ? passage.from.start : 0;
    const uint32_t to = b == passage.to.block ? passage.to.start : UINT32_MAX;
    uint32_t start = 0;
    for (const Span& span : block.spans) {
      const uint32_t end = start + static_cast<uint32_t>(span.text.size());
      const uint32_t first = std::max(start, from), last = std::min(end, to);
      if (first < last) {
        take(b, span, std::string_view(span.text).substr(first - start, last - first));
      }
      start = end;
    }
  }
}

}  // namespace

Passage Trimmed(const Review& review, Passage passage) {
  const int count = static_cast<int>(review.blocks.size());
  if (passage.empty() || passage.from.block >= count) return {};
  if (passage.to.block >= count) passage.to = {count - 1, UINT32_MAX};
  Snap(review.blocks[static_cast<size_t>(passage.from.block)], false, passage.from.start);
  Snap(review.blocks[static_cast<size_t>(passage.to.block)], true, passage.to.start);
  const WholeText whole(review);
  size_t from = whole.At(passage.from), to = whole.At(passage.to);
  while (from < to && IsSpace(whole.text[from])) ++from;
  while (from < to && IsSpace(whole.text[to - 1])) --to;
  if (from >= to) return {};
  // The end is told in the block of the last letter.
  TextPosition end = whole.PlaceOf(to - 1);
  ++end.start;
  return {whole.PlaceOf(from), end};
}

const Block* FootnoteAt(const Review& review, const TextPosition& place) {
  if (place.block < 0 || place.block >= static_cast<int>(review.blocks.size())) return nullptr;
  uint32_t start = 0;
  for (const Span& span : review.blocks[static_cast<size_t>(place.block)].spans) {
    const uint32_t end = start + static_cast<uint32_t>(span.text.size());
    if (place.start >= start && place.start < end && !span.footnote.empty()) {
      const auto note =
          std::find_if(review.blocks.begin(), review.blocks.end(), [&](const Block& block) {
            return block.type == BlockType::kFootnote && block.marker == span.footnote;
          });
      return note == review.blocks.end() ? nullptr : &*note;
    }
    start = end;
  }
  return nullptr;
}

std::string PassageText(const Review& review, const Passage& passage) {
  std::string text;
  int block = passage.from.block;
  ForEachPiece(review, passage, [&](int b, const Span&, std::string_view piece) {
    text.append(static_cast<size_t>(b - std::exchange(block, b)), '\n').append(piece);
  });
  return text;
}

std::string PassageWords(const Review& review, const Passage& passage) {
  std::string text;
  int block = passage.from.block;
  ForEachPiece(review, passage, [&](int b, const Span& span, std::string_view piece) {
    if (std::exchange(block, b) != b) text += '\n';
    if (span.text == kNoAlt) return;
    if (span.math) {
      text.append("$").append(piece).append("$");
    } else {
      text += piece;
    }
  });
  return text;
}

std::string CopiedHtml(const Review& review, const Passage& passage, bool title,
                       const FindPicture& find) {
  std::string html;
  if (title && review.title) {
    html.append("<h1 dir=\"").append(NameOf(DirectionOf(*review.title))).append("\">");
    html.append(EscapeHtml(*review.title)).append("</h1>\n");
  }
  if (!passage.empty()) {
    const TextPoint from{passage.from.block, passage.from.start};
    html += PassageHtml(review, from, {passage.to.block, passage.to.start}, nullptr,
                        {.standalone = true, .find_picture = find});
  }
  if (html.empty()) return html;
  const char* direction = NameOf(ArticleDirection(review));
  return std::string("<div dir=\"") + direction + "\">\n" + html + "\n</div>";
}

std::string ShortWords(const Review& review, const Passage& passage) {
  constexpr size_t kMost = 100;
  std::string text = PassageText(review, passage);
  for (size_t at = text.find(kNoAlt); at != text.npos; at = text.find(kNoAlt)) {
    text.erase(at, kNoAlt.size());
  }
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (text.size() <= kMost) return text;
  const size_t space = text.rfind(' ', kMost);
  size_t end = space == text.npos || space == 0 ? kMost : space;
  while (end > 0 && IsContinuation(text[end])) --end;
  text.resize(end);
  return text;
}

bool Anchor(const Review& review, std::vector<Highlight>& highlights) {
  if (highlights.empty()) return false;
  const WholeText whole(review);
  bool moved = false;
  for (Highlight& highlight : highlights) {
    highlight.lost = false;
    if (StandsAt(whole, highlight, review.blocks.size())) continue;
    const bool known = highlight.block < static_cast<int>(review.blocks.size());
    const size_t near = known ? whole.At({highlight.block, highlight.start}) : whole.text.size();
    const size_t at = FindNearest(whole.text, highlight.quote, near);
    highlight.lost = at == whole.text.npos;
    if (highlight.lost) continue;
    const TextPosition from = whole.PlaceOf(at);
    const TextPosition last = whole.PlaceOf(at + highlight.quote.size() - 1);
    highlight.block = from.block;
    highlight.start = from.start;
    highlight.last_block = last.block;
    highlight.end = last.start + 1;
    moved = true;
  }
  return moved;
}

}  // namespace skira::app
