#include "app/model/record_limits.h"

#include <iterator>
#include <optional>

#include "unicode/unicode.h"

namespace skira::app {
namespace {

struct Rule {
  Limit limit;
  size_t most;
  std::optional<Str> told;  // with a "%d" for `most` where it counts what people count
};
// A note is as long as a book at most; the counts are more than a person makes by hand.
constexpr Rule kRules[] = {
    {Limit::kNote, 1 << 20, Str::limit_note},
    {Limit::kQuote, 1 << 20, Str::limit_quote},
    {Limit::kName, 200, Str::limit_name},
    {Limit::kId, 1000, Str::limit_id},
    {Limit::kSearch, 1000, Str::limit_search},
    {Limit::kTags, 200, Str::limit_tags},
    {Limit::kHighlights, 10000, Str::limit_highlights},
    {Limit::kListed, 100000, Str::limit_listed},
    {Limit::kSearches, 12, std::nullopt},
};
static_assert(std::size(kRules) == kLimitCount);

constexpr const Rule& RuleOf(Limit limit) { return kRules[static_cast<size_t>(limit)]; }

constexpr bool InOrder() {
  for (size_t i = 0; i < kLimitCount; ++i) {
    if (static_cast<size_t>(kRules[i].limit) != i) return false;
  }
  return true;
}
static_assert(InOrder());

}  // namespace

size_t Most(Limit limit) { return RuleOf(limit).most; }

void KeepWithin(Limit limit, std::string& text, LimitsReached& reached) {
  if (text.size() <= Most(limit)) return;
  text.resize(FloorBoundary(text, Most(limit)));
  reached.Add(limit);
}

std::string LimitsText(const LimitsReached& reached, Language language) {
  std::string text;
  for (const Rule& rule : kRules) {
    if (!rule.told || !reached.Has(rule.limit)) continue;
    if (!text.empty()) text += ' ';
    text += Filled(Text(*rule.told, language), {std::to_string(rule.most)});
  }
  return text;
}

}  // namespace skira::app
