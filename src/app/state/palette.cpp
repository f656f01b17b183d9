#include "app/state/palette.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "app/state/app_state.h"
#include "app/state/commands.h"
#include "unicode/unicode.h"

namespace skira::app {
namespace {

using Words = std::vector<std::string_view>;

// `text` must outlive what is returned.
Words WordsOf(std::string_view text) {
  Words words;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

enum class Match { kNone, kInside, kAtStarts };

bool StartsWord(std::string_view text, size_t at) {
  constexpr std::string_view kBefore = " -+(\"'";
  return at == 0 || kBefore.find(text[at - 1]) != kBefore.npos;
}

Match MatchOf(std::string_view text, const Words& words) {
  Match match = Match::kAtStarts;
  for (const std::string_view word : words) {
    size_t at = text.find(word);
    if (at == text.npos) return Match::kNone;
    while (at != text.npos && !StartsWord(text, at)) at = text.find(word, at + 1);
    if (at == text.npos) match = Match::kInside;
  }
  return match;
}

// Rows at whose starts the words were found, then the others.
void AddRows(std::vector<PaletteRow> at_starts, const std::vector<PaletteRow>& inside, size_t most,
             std::vector<PaletteRow>& rows) {
  at_starts.insert(at_starts.end(), inside.begin(), inside.end());
  at_starts.resize(std::min(at_starts.size(), most));
  rows.insert(rows.end(), at_starts.begin(), at_starts.end());
}

void AddCommands(const AppState& state, const Words& words, std::vector<PaletteRow>& rows) {
  std::vector<PaletteRow> at_starts, inside;
  const auto commands = Commands();
  for (size_t i = 0; i < commands.size(); ++i) {
    const CommandInfo& info = commands[i];
    if (!Applies(info, state) || info.command == Command::kPalette) continue;
    const std::string names = Fold(CommandName(info, Language::kHebrew)) + " " +
                              Fold(CommandName(info, Language::kEnglish));
    const Match match = MatchOf(names, words);
    if (match == Match::kNone) continue;
    (match == Match::kAtStarts ? at_starts : inside).push_back({.command = static_cast<int>(i)});
  }
  AddRows(std::move(at_starts), inside, commands.size(), rows);
}

void AddReviews(const std::vector<std::string>& titles, const Words& words,
                std::vector<PaletteRow>& rows) {
  std::vector<PaletteRow> at_starts, inside;
  for (size_t i = 0; i < titles.size() && at_starts.size() < kMostPaletteReviews; ++i) {
    const Match match = MatchOf(titles[i], words);
    if (match == Match::kNone) continue;
    (match == Match::kAtStarts ? at_starts : inside).push_back({.review = static_cast<int>(i)});
  }
  AddRows(std::move(at_starts), inside, kMostPaletteReviews, rows);
}

}  // namespace

void FillPalette(AppState& state) {
  Palette& palette = state.palette;
  const std::string folded = Fold(palette.text);
  const Words words = WordsOf(folded);
  palette.rows.clear();
  palette.chosen = 0;
  AddCommands(state, words, palette.rows);
  if (words.empty()) return;
  const auto& reviews = state.catalog.reviews;
  if (palette.titles.size() != reviews.size()) {
    palette.titles.clear();
    palette.titles.reserve(reviews.size());
    for (const Review& review : reviews) palette.titles.push_back(Fold(review.title.value_or("")));
  }
  AddReviews(palette.titles, words, palette.rows);
}

int FirstPaletteReview(const Palette& palette) {
  const auto first = std::partition_point(palette.rows.begin(), palette.rows.end(),
                                          [](const PaletteRow& row) { return row.review < 0; });
  return static_cast<int>(first - palette.rows.begin());
}

float PaletteRowTop(const Palette& palette, int row) {
  const int first = FirstPaletteReview(palette);
  const bool below_heading = row >= first && first < static_cast<int>(palette.rows.size());
  return static_cast<float>(row) * kPaletteRow + (below_heading ? kPaletteHeading : 0);
}

}  // namespace skira::app
