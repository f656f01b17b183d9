#include "search/filter.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr int32_t kLastDate = std::numeric_limits<int32_t>::max();

// The bit of a facet's restriction; a year and a month restrict the same thing.
uint32_t BitOf(uint16_t facet) {
  return 1u << (facet == static_cast<uint16_t>(Facet::kMonth) ? static_cast<uint16_t>(Facet::kYear)
                                                              : facet);
}

// "2024", "2024-06" or "2024-06-16" as the days it spans; also with "." or "/" between. False where
// it is no date.
bool ParseDates(std::string_view text, int32_t& from, int32_t& to) {
  int32_t parts[3] = {0, 0, 0};
  int count = 0;
  const char *at = text.data(), *const end = at + text.size();
  while (count < 3 && at < end) {
    const auto [next, error] = std::from_chars(at, end, parts[count]);
    if (error != std::errc() || parts[count] < 0 || parts[count] > 9999) return false;
    ++count;
    at = next;
    if (at < end && *at != '-' && *at != '.' && *at != '/') return false;
    at += at < end;
  }
  if (count == 0 || at < end) return false;
  from = parts[0] * 10000 + parts[1] * 100 + parts[2];
  to = from + (count == 1 ? 1231 : count == 2 ? 31 : 0);
  return true;
}

// "a..b", open on either side, or one date. False where it says nothing.
bool ParseDateRange(std::string_view text, int32_t& from, int32_t& to) {
  const size_t dots = text.find("..");
  if (dots == text.npos) return ParseDates(text, from, to);
  int32_t ignored = 0;
  from = 0;
  to = kLastDate;
  const bool lower = ParseDates(text.substr(0, dots), from, ignored);
  const bool upper = ParseDates(text.substr(dots + 2), ignored, to);
  return lower || upper;
}

// The facet that an operator asks for.
std::optional<Facet> FacetOf(Operator op) {
  switch (op) {
    case Operator::kTopic:
      return Facet::kTopic;
    case Operator::kYear:
      return Facet::kYear;
    case Operator::kReviewer:
      return Facet::kReviewer;
    case Operator::kHas:
      return Facet::kHas;
    case Operator::kKind:
      return Facet::kKind;
    case Operator::kClarity:
      return Facet::kClarity;
    case Operator::kRecommendation:
      return Facet::kRecommendation;
    default:
      return std::nullopt;
  }
}

// Whether what was typed means the value: its id, a name of it or the beginning of a word of one.
bool Means(std::string_view typed, Operator op, std::string_view value) {
  const auto says = [&](std::string_view name) {
    const std::string folded = Fold(name);
    for (size_t at = folded.find(typed); at != folded.npos; at = folded.find(typed, at + 1)) {
      if (at == 0 || folded[at - 1] == ' ' || folded[at - 1] == '-' || folded[at - 1] == '(') {
        return true;
      }
    }
    return false;
  };
  if (says(value)) return true;
  if (op == Operator::kTopic) {
    const TopicName* topic = FindTopic(value);
    return topic != nullptr && (says(topic->english) || says(topic->hebrew));
  }
  for (const OperatorValue& fixed : OperatorValues(op)) {
    if (fixed.id == value && (says(fixed.english) || says(fixed.hebrew))) return true;
  }
  return false;
}

}  // namespace

Filter::Filter(const IndexData& data, const ParsedQuery& query, const SearchOptions& options)
    : data_(data), only_(options.only) {
  for (const QueryPart& part : query.parts) {
    if (part.kind == QueryPart::Kind::kOperator) AddTest(query, part);
  }
  for (const FacetRestriction& restriction : options.restrictions) {
    const auto f = static_cast<uint16_t>(restriction.facet);
    const uint32_t bit = BitOf(f);
    auto at = std::find(chosen_bits_.begin(), chosen_bits_.end(), bit) - chosen_bits_.begin();
    if (at == static_cast<long>(chosen_bits_.size())) {
      chosen_bits_.push_back(bit);
      chosen_.emplace_back();
    }
    const auto& values = data.values[f];
    const auto found = std::find(values.begin(), values.end(), restriction.value);
    if (found != values.end()) {
      chosen_[at].push_back({f, static_cast<uint16_t>(found - values.begin())});
    }
  }
  restricts_ = !tests_.empty() || !chosen_.empty() || only_ != nullptr;
}

void Filter::AddTest(const ParsedQuery& query, const QueryPart& part) {
  const std::string typed = Fold(query.Value(part));
  if (typed.empty() || part.op == Operator::kTitle) return;
  Test test{.op = part.op, .excluded = part.excluded};
  if (part.op == Operator::kDate) {
    if (!ParseDateRange(typed, test.from, test.to)) return;
  } else if (part.op == Operator::kNumber) {
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), test.from);
    if (error != std::errc() || end != typed.data() + typed.size()) return;
    test.to = test.from;
  } else if (part.op == Operator::kArxiv) {
    // An id, its beginning, or an address that ends with it; without version.
    test.text = typed.substr(typed.rfind('/') + 1);
    if (const size_t version = test.text.find('v'); version != test.text.npos) {
      test.text.resize(version);
    }
  } else if (const std::optional<Facet> facet = FacetOf(part.op)) {
    const auto f = static_cast<uint16_t>(*facet);
    for (size_t i = 0; i < data_.values[f].size(); ++i) {
      if (Means(typed, part.op, data_.values[f][i])) {
        test.values.push_back({f, static_cast<uint16_t>(i)});
      }
    }
  }
  tests_.push_back(std::move(test));
}

bool Filter::HasAny(const std::vector<FacetValue>& values, uint32_t slot) const {
  for (uint32_t i = data_.facts[slot].facets; i < data_.FacetsEnd(slot); ++i) {
    for (const FacetValue& value : values) {
      if (data_.facets[i].facet == value.facet && data_.facets[i].value == value.value) return true;
    }
  }
  return false;
}

bool Filter::Holds(const Test& test, uint32_t slot) const {
  const ReviewFacts& facts = data_.facts[slot];
  switch (test.op) {
    case Operator::kDate:
      return facts.date >= test.from && facts.date <= test.to && facts.date > 0;
    case Operator::kNumber:
      return facts.number == test.from;
    case Operator::kArxiv:
      return data_.Arxiv(slot).starts_with(test.text) && !test.text.empty();
    default:
      return HasAny(test.values, slot);
  }
}

uint32_t Filter::Misses(uint32_t slot) const {
  if (only_ != nullptr) {
    const auto review = static_cast<size_t>(data_.facts[slot].review);
    if (review < only_->size() && (*only_)[review] == 0) return kOut;
  }
  for (const Test& test : tests_) {
    if (Holds(test, slot) == test.excluded) return kOut;
  }
  uint32_t misses = 0;
  for (size_t i = 0; i < chosen_.size(); ++i) {
    if (!HasAny(chosen_[i], slot)) misses |= chosen_bits_[i];
  }
  return misses;
}

void CountFacets(const IndexData& data, const std::vector<uint32_t>& slots,
                 const std::vector<uint32_t>& misses, SearchResult& result) {
  for (size_t f = 0; f < kFacetCount; ++f) result.facets[f].assign(data.values[f].size(), 0);
  for (size_t k = 0; k < slots.size(); ++k) {
    const uint32_t end = data.FacetsEnd(slots[k]);
    for (uint32_t i = data.facts[slots[k]].facets; i < end; ++i) {
      const FacetValue value = data.facets[i];
      const bool counts = (misses[k] & ~BitOf(value.facet)) == 0;
      result.facets[value.facet][value.value] += counts;
    }
  }
}

}  // namespace skira
