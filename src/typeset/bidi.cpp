#include "typeset/bidi.h"

#include <algorithm>
#include <vector>

#include "fribidi.h"

namespace skira::typeset {
namespace {

// Resolves one bidi paragraph, [start, end) of the arrays.
void ResolveParagraph(std::span<const FriBidiCharType> types,
                      std::span<const FriBidiBracketType> brackets, uint8_t base,
                      std::span<uint8_t> levels) {
  static_assert(sizeof(FriBidiLevel) == sizeof(uint8_t));
  FriBidiParType direction = base == 1 ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
  const FriBidiLevel max_level = fribidi_get_par_embedding_levels_ex(
      types.data(), brackets.data(), static_cast<FriBidiStrIndex>(types.size()), &direction,
      reinterpret_cast<FriBidiLevel*>(levels.data()));
  if (max_level == 0) std::fill(levels.begin(), levels.end(), base);  // out of memory
}

// Rules P2 and P3, with Hebrew for a text without a strong letter. An isolate that is never closed
// hides the rest of its paragraph.
uint8_t BaseLevel(std::span<const FriBidiCharType> types) {
  int isolates = 0;
  for (const FriBidiCharType type : types) {
    if (type == FRIBIDI_TYPE_BS) {
      isolates = 0;
    } else if (type == FRIBIDI_TYPE_PDI) {
      isolates = std::max(isolates - 1, 0);
    } else if (FRIBIDI_IS_ISOLATE(type)) {
      ++isolates;
    } else if (isolates == 0 && FRIBIDI_IS_LETTER(type)) {
      return FRIBIDI_IS_RTL(type) ? 1 : 0;
    }
  }
  return 1;
}

// True where no code point can stand at another level than `base`: the text of most labels.
bool IsPlain(std::span<const FriBidiCharType> types, uint8_t base) {
  if (base != 0) return false;
  return std::all_of(types.begin(), types.end(), [](FriBidiCharType type) {
    return !FRIBIDI_IS_RTL(type) && !FRIBIDI_IS_ARABIC(type) && !FRIBIDI_IS_EXPLICIT_OR_BN(type) &&
           !FRIBIDI_IS_ISOLATE(type);
  });
}

}  // namespace

uint8_t ResolveLevels(std::span<const uint32_t> text, Direction direction,
                      std::span<uint8_t> levels) {
  const auto length = static_cast<FriBidiStrIndex>(text.size());
  std::vector<FriBidiCharType> types(text.size());
  fribidi_get_bidi_types(text.data(), length, types.data());

  uint8_t base = direction == Direction::kLtr ? 0 : 1;
  if (direction == Direction::kAuto) base = BaseLevel(types);
  if (IsPlain(types, base)) {
    std::fill(levels.begin(), levels.end(), base);
    return base;
  }
  std::vector<FriBidiBracketType> brackets(text.size());
  fribidi_get_bracket_types(text.data(), length, types.data(), brackets.data());
  const std::span<const FriBidiCharType> all_types = types;
  const std::span<const FriBidiBracketType> all_brackets = brackets;
  for (size_t start = 0; start < text.size();) {
    size_t end = start;
    while (end < text.size() && types[end] != FRIBIDI_TYPE_BS) ++end;
    if (end < text.size()) ++end;  // the separator belongs to the paragraph that it ends
    ResolveParagraph(all_types.subspan(start, end - start),
                     all_brackets.subspan(start, end - start), base,
                     levels.subspan(start, end - start));
    start = end;
  }
  return base;
}

// From the highest level down to the lowest odd one, reverse what is at or above it.
void ReorderVisually(std::span<const uint8_t> levels, std::vector<uint32_t>& order) {
  order.resize(levels.size());
  uint8_t highest = 0, lowest_odd = 255;
  for (uint32_t i = 0; i < levels.size(); ++i) {
    order[i] = i;
    highest = std::max(highest, levels[i]);
    if ((levels[i] & 1) != 0) lowest_odd = std::min(lowest_odd, levels[i]);
  }
  for (int level = highest; level >= lowest_odd; --level) {
    for (size_t i = 0; i < order.size();) {
      size_t end = i;
      while (end < order.size() && levels[order[end]] >= level) ++end;
      std::reverse(order.begin() + static_cast<ptrdiff_t>(i),
                   order.begin() + static_cast<ptrdiff_t>(end));
      i = end + 1;
    }
  }
}

}  // namespace skira::typeset
