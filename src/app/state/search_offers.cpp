#include "app/state/search_offers.h"

#include <algorithm>
#include <optional>

#include "app/state/announcements.h"
#include "unicode/unicode.h"

namespace skira::app {
namespace {

constexpr size_t kMostRecent = 5;  // of the last searches that are offered
constexpr size_t kMostOffers = 8;

// What can be offered while one types: an operator, or a sign.
struct Hint {
  std::optional<Operator> op;
  std::string_view value;  // behind the operator's colon, or the sign itself
  Str name, help;
};
constexpr Hint kHints[] = {
    {Operator::kTitle, "", Str::operator_title, Str::operator_title_help},
    {Operator::kTopic, "", Str::operator_topic, Str::operator_topic_help},
    {Operator::kYear, "", Str::operator_year, Str::operator_year_help},
    {Operator::kReviewer, "", Str::operator_reviewer, Str::operator_reviewer_help},
    {Operator::kHas, "code", Str::operator_has_code, Str::operator_has_code_help},
    {std::nullopt, "\"", Str::operator_phrase, Str::operator_phrase_help},
    {std::nullopt, "-", Str::operator_without, Str::operator_without_help},
    {Operator::kDate, "", Str::operator_date, Str::operator_date_help},
    {Operator::kHas, "math", Str::operator_has_math, Str::operator_has_math_help},
    {Operator::kKind, "", Str::operator_kind, Str::operator_kind_help},
    {Operator::kClarity, "", Str::filter_clarity, Str::operator_clarity_help},
    {Operator::kRecommendation, "", Str::filter_recommendation, Str::operator_recommendation_help},
    {Operator::kNumber, "", Str::operator_number, Str::operator_number_help},
    {Operator::kArxiv, "", Str::operator_arxiv, Str::operator_arxiv_help},
};

const OperatorNames& NamesOf(Operator op) { return kOperators[static_cast<size_t>(op)]; }

std::string_view NameOf(Operator op, Language language) {
  return language == Language::kHebrew ? NamesOf(op).hebrew : NamesOf(op).english;
}

// The text as it would be with `hint` at its end in place of what begins it.
SearchOffer HintOffer(const Hint& hint, std::string_view before, Language language) {
  SearchOffer offer{.help = Text(hint.help, language), .icon = Icon::search};
  std::string text(before);
  if (!hint.op) {
    offer.name = Text(hint.name, language);
    text += hint.value;
  } else {
    offer.name.append(NameOf(*hint.op, language)).append(":");
    std::string_view value = hint.value;
    for (const OperatorValue& one : OperatorValues(*hint.op)) {
      if (one.id == value) value = language == Language::kHebrew ? one.hebrew : one.english;
    }
    offer.name += value;
    text += offer.name;
    if (!hint.value.empty()) text += " ";
  }
  offer.action = PickSearch{std::move(text)};
  return offer;
}

void AddHints(std::string_view before, Language language, std::vector<SearchOffer>& offers) {
  for (const Hint& hint : kHints) {
    if (offers.size() < kMostOffers) offers.push_back(HintOffer(hint, before, language));
  }
}

// Operators whose name begins as the word that is being typed.
void AddHintsFor(std::string_view word, std::string_view before, Language language,
                 std::vector<SearchOffer>& offers) {
  constexpr size_t kLeastLetters = 3;
  const std::string typed = Fold(word);
  const size_t letters = CountCodePoints(typed);
  for (const Hint& hint : kHints) {
    if (!hint.op || offers.size() >= kMostOffers) continue;
    const std::string hebrew = Fold(NamesOf(*hint.op).hebrew);
    const std::string_view english = NamesOf(*hint.op).english;
    const bool whole = typed == hebrew || typed == english;
    const bool begins =
        letters >= kLeastLetters && (hebrew.starts_with(typed) || english.starts_with(typed));
    if (!whole && !begins) continue;
    // In the language of what was typed.
    offers.push_back(HintOffer(
        hint, before, english.starts_with(typed) ? Language::kEnglish : Language::kHebrew));
    offers.back().help = Text(hint.help, language);
  }
}

// The values of facets that an operator may name, with what is shown of each.
std::vector<std::pair<std::string, std::string>> ValuesOf(Operator op, const AppState& state) {
  constexpr std::pair<Operator, Facet> kFacets[] = {
      {Operator::kTopic, Facet::kTopic},
      {Operator::kYear, Facet::kYear},
      {Operator::kReviewer, Facet::kReviewer},
      {Operator::kHas, Facet::kHas},
      {Operator::kKind, Facet::kKind},
      {Operator::kClarity, Facet::kClarity},
      {Operator::kRecommendation, Facet::kRecommendation},
  };
  std::vector<std::pair<std::string, std::string>> values;
  for (const auto& [one, facet] : kFacets) {
    if (one != op) continue;
    for (const std::string& value : state.index.FacetValues(facet)) {
      values.push_back({value, FacetValueName(facet, value, state.language())});
    }
  }
  std::stable_sort(values.begin(), values.end(),
                   [](const auto& a, const auto& b) { return a.second < b.second; });
  if (op == Operator::kYear) std::reverse(values.begin(), values.end());
  return values;
}

void AddValues(Operator op, std::string_view typed, std::string_view before, const AppState& state,
               std::vector<SearchOffer>& offers) {
  const std::string folded = Fold(typed);
  for (const auto& [value, name] : ValuesOf(op, state)) {
    if (value == typed) return offers.clear();  // it stands there already
    const bool fits = Fold(value).find(folded) != std::string::npos ||
                      Fold(name).find(folded) != std::string::npos;
    if (!fits || offers.size() >= kMostOffers) continue;
    const bool quoted = value.find(' ') != std::string::npos;
    std::string text(before);
    text.append(quoted ? "\"" : "").append(value).append(quoted ? "\" " : " ");
    offers.push_back(
        {.name = name, .help = "", .icon = Icon::tag, .action = PickSearch{std::move(text), true}});
  }
}

void AddRecent(const AppState& state, std::vector<SearchOffer>& offers) {
  for (const std::string& text : state.user.searches) {
    if (offers.size() >= kMostRecent) break;
    offers.push_back({.name = text,
                      .help = "",
                      .icon = Icon::clock,
                      .recent = true,
                      .action = PickSearch{text, true}});
  }
  if (offers.empty()) return;
  offers.push_back({.name = Text(Str::search_history_clear, state.language()),
                    .help = "",
                    .icon = Icon::trash,
                    .recent = true,
                    .action = ForgetSearches{}});
}

void OpenFirst(AppState& state) {
  KeepSearch(state);
  const bool none = state.listing.order.empty();
  // An action of its own, with which the search is kept on the device.
  Apply(ShowOffers{state.search.focused, !none, -1}, state);
  if (none) return;
  const size_t first = static_cast<size_t>(state.listing.order.front());
  Apply(Navigate{{.page = Route::Page::kReview, .id = state.catalog.reviews[first].id}}, state);
}

void GoToResults(AppState& state) {
  if (state.listing.order.empty()) return;
  const size_t first = static_cast<size_t>(state.listing.order.front());
  if (state.scroll(Pane::kCatalog) > 0) Apply(ScrollTo{Pane::kCatalog, 0}, state);
  state.effects.push_back(effect::Focus{"open:" + state.catalog.reviews[first].id});
}

}  // namespace

std::vector<SearchOffer> SearchOffers(const AppState& state) {
  std::vector<SearchOffer> offers;
  const SearchBox& search = state.search;
  if (!search.focused || search.dismissed || state.overlay != Overlay::kNone ||
      !ShowsCatalog(state)) {
    return offers;
  }
  const std::string_view text = state.list.text;
  const size_t space = text.find_last_of(" \t");
  const size_t start = space == text.npos ? 0 : space + 1;
  std::string_view word = text.substr(start), before = text.substr(0, start);
  if (word.starts_with('-') && word.size() > 1) {
    before = text.substr(0, start + 1);
    word.remove_prefix(1);
  }
  const size_t colon = word.find(':');
  if (text.empty()) AddRecent(state, offers);
  if (word.empty()) {
    AddHints(before, state.language(), offers);
  } else if (colon == word.npos) {
    AddHintsFor(word, before, state.language(), offers);
  } else {
    const ParsedQuery parsed = ParseQuery(word);
    if (!parsed.parts.empty() && parsed.parts[0].kind == QueryPart::Kind::kOperator) {
      AddValues(parsed.parts[0].op, word.substr(colon + 1),
                text.substr(0, before.size() + colon + 1), state, offers);
    }
  }
  return offers;
}

void KeepSearch(AppState& state) {
  std::string text = state.list.text;
  text.erase(text.find_last_not_of(' ') + 1);
  LimitsReached reached;
  KeepWithin(Limit::kSearch, text, reached);
  std::vector<std::string>& searches = state.user.searches;
  if (text.empty() || (!searches.empty() && searches.front() == text)) return;
  std::erase(searches, text);
  searches.insert(searches.begin(), std::move(text));
  KeepWithin(Limit::kSearches, searches, reached);
  MarkDirty("searches", state);
  ShowLimits(reached, state);
}

bool SearchKey(std::string_view key, AppState& state) {
  if (key == "Focus" || key == "Blur") {
    Apply(ShowOffers{key == "Focus", false, -1}, state);
    return true;
  }
  const std::vector<SearchOffer> offers = SearchOffers(state);
  const int count = static_cast<int>(offers.size()), choice = state.search.choice;
  const auto choose = [&](int other) {
    Apply(ShowOffers{true, false, other}, state);
    return true;
  };
  if (key == "ArrowDown" && choice + 1 < count) return choose(choice + 1);
  if (key == "ArrowDown") {
    GoToResults(state);
    return !state.listing.order.empty();
  }
  if (key == "ArrowUp") return choice >= 0 && choose(choice - 1);
  if (key == "Escape" && count > 0) {
    Apply(ShowOffers{true, true, -1}, state);
    return true;
  }
  if (key != "Enter") return false;
  if (choice >= 0 && choice < count) {
    Apply(offers[static_cast<size_t>(choice)].action, state);
  } else if (!state.list.text.empty()) {
    OpenFirst(state);
  }
  return true;
}

}  // namespace skira::app
