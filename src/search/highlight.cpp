// Snippets and marks: a query's words in a review's own text.
#include <algorithm>
#include <bit>

#include "search/analysis.h"
#include "search/expand.h"
#include "search/fillers.h"
#include "search/layout.h"
#include "search/morphology.h"
#include "search/rank.h"
#include "search/weights.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// A beginning of so many letters is marked in longer words even where it is a word itself.
constexpr size_t kClearBeginning = 4;
// Letters of a word that only joins others.
constexpr size_t kLongestJoining = 3;

// A marked word and the word of the query that it answers.
struct Mark {
  ByteRange range;
  uint8_t word;
  float weight;
};

// Code points [begin, end) of a text around its marks, as bytes.
struct Window {
  size_t first = 0, last = 0;  // marks
  float score = -1;
};

}  // namespace

Highlighter::Highlighter(const SearchIndex& index, std::string_view query,
                         bool last_word_is_prefix) {
  IndexData& data = index.data();
  Expander expander(data, data.Prepare().cache);
  const ParsedQuery parsed = ReadQuery(data, expander, query, last_word_is_prefix).query;
  const auto add = [&](const std::vector<TermMatch>& matches, size_t word) {
    for (const TermMatch& match : matches) {
      if (match.weight < Weights().marked) continue;
      const auto term = data.segments[match.segment].vocabulary().At(match.term);
      words_.push_back({std::string(term.term()), static_cast<uint8_t>(word), match.weight});
    }
  };
  const ExpandedQuery expanded = expander.Expand(parsed, last_word_is_prefix);
  // Beside other words, those that only join them ("של") answer in every line.
  const auto joins = [](const WordGroup& group) {
    return group.word.size() <= kLongestJoining && IsFiller(group.word);
  };
  const bool only = std::all_of(expanded.groups.begin(), expanded.groups.end(), joins);
  size_t word = 0;
  for (const WordGroup& group : expanded.groups) {
    if (only || !joins(group)) add(group.matches, word);
    ++word;
    asked_.push_back(parsed.text.substr(group.range.begin, group.range.end - group.range.begin));
  }
  if (last_word_is_prefix && !expanded.groups.empty() && (only || !joins(expanded.groups.back()))) {
    const WordGroup& last = expanded.groups.back();
    const bool typing = last.range.end == parsed.text.size() && last.word.size() >= 2;
    if (typing && (last.word.size() >= kClearBeginning || last.best < 1)) {
      beginning_ = {last.word, static_cast<uint8_t>(word - 1), Weights().marked};
    }
  }
  constexpr uint32_t kWords = (1u << kMostWords) - 1;
  for (const PhraseMatch& phrase : expanded.phrases) {
    // What a concept is called elsewhere ranks; marked, it would puzzle.
    if (phrase.weight < Weights().marked || (phrase.groups & kWords) == 0) continue;
    for (const WordMatches* word_matches : phrase.spelling->words)
      add(word_matches->matches, std::min<size_t>(std::countr_zero(phrase.groups), kMostWords));
  }
  Tokenizer tokenizer;
  for (const QueryPart& part : parsed.parts) {
    if (part.excluded || part.kind != QueryPart::Kind::kPhrase) continue;
    tokenizer.Walk(parsed.Value(part), [&](const Token& token) {
      add(expander.ExpandWord(token.term, false), std::min<size_t>(word++, 0xFF));
    });
  }
  std::stable_sort(words_.begin(), words_.end(), [](const Word& a, const Word& b) {
    return a.term < b.term || (a.term == b.term && a.weight > b.weight);
  });
}

namespace {

// Whether the term, or what its Hebrew prefixes leave of it, begins so.
bool Begins(std::string_view term, std::string_view beginning) {
  if (beginning.empty()) return false;
  const uint32_t prefixes = PrefixLengths(term);
  for (size_t length = 0; length + beginning.size() <= term.size() && length < 5; ++length) {
    if ((prefixes >> length & 1) != 0 && term.substr(length).starts_with(beginning)) return true;
  }
  return false;
}

// A token as people see the word: from its beginning to its end without the hyphenated rest.
template <typename Words, typename Word>
std::vector<Mark> MarksIn(const Words& words, const Word& beginning, std::string_view text) {
  std::vector<Mark> marks;
  Tokenizer tokenizer;
  tokenizer.Walk(text, [&](const Token& token) {
    const auto found = std::lower_bound(
        words.begin(), words.end(), token.term,
        [](const auto& word, std::string_view term) { return std::string_view(word.term) < term; });
    const bool known = found != words.end() && found->term == token.term;
    if (!known && !Begins(token.term, beginning.term)) return;
    const ByteRange range{token.begin, token.end};
    // A whole stands for its atoms, which came before it.
    while (token.whole && !marks.empty() && marks.back().range.begin >= range.begin) {
      marks.pop_back();
    }
    const Word& word = known ? *found : beginning;
    marks.push_back({range, word.word, word.weight});
  });
  return marks;
}

bool IsWordAt(std::string_view text, size_t at) {
  const char32_t c = DecodeAt(text, at).code_point;
  return at < text.size() && !IsSpace(c);
}

// The offset of the word's beginning at or before `at`, and of its end at or behind `at`.
uint32_t WordBegin(std::string_view text, uint32_t at) {
  while (at > 0 && !IsSpace(DecodeBefore(text, at).code_point)) at -= DecodeBefore(text, at).length;
  return at;
}
uint32_t WordEnd(std::string_view text, uint32_t at) {
  while (IsWordAt(text, at)) at += DecodeAt(text, at).length;
  return at;
}

// The text of a block with every run of white space as one space.
std::string FlowingText(const Block& block) {
  std::string text;
  for (const Span& span : block.spans) {
    if (span.text == kNoAlt) continue;
    for (size_t i = 0; i < span.text.size();) {
      const Decoded here = DecodeAt(span.text, i);
      if (!IsSpace(here.code_point)) {
        text.append(span.text, i, here.length);
      } else if (!text.empty() && text.back() != ' ') {
        text += ' ';
      }
      i += here.length;
    }
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

// The marks [first, last] within `bytes` of each other that answer most of the query.
Window BestWindow(const std::vector<Mark>& marks, uint32_t bytes) {
  Window best;
  for (size_t first = 0; first < marks.size(); ++first) {
    std::array<float, 256> words{};
    float score = 0;
    for (size_t last = first; last < marks.size(); ++last) {
      if (marks[last].range.end - marks[first].range.begin > bytes) break;
      float& had = words[marks[last].word];
      // The same word again says little.
      score += marks[last].weight > had ? marks[last].weight - had : 0.02F;
      had = std::max(had, marks[last].weight);
      if (score > best.score) best = {first, last, score};
    }
  }
  return best;
}

// Cuts about `length` code points with the marks of the window in the middle, at spaces.
Snippet SplitBox(std::string_view text, uint32_t begin, uint32_t end, int length) {
  Snippet snippet;
  int spare = length - static_cast<int>(CountCodePoints(text.substr(begin, end - begin)));
  // A third of the room before, for what leads to the words.
  uint32_t from = begin, to = end;
  for (int i = spare / 3; i > 0 && from > 0; --i, --spare) from -= DecodeBefore(text, from).length;
  for (; spare > 0 && to < text.size(); --spare) to += DecodeAt(text, to).length;
  for (; spare > 0 && from > 0; --spare) from -= DecodeBefore(text, from).length;
  if (from > 0) {
    const uint32_t word = WordEnd(text, from);
    from = word < begin ? word + (word < text.size()) : WordBegin(text, begin);
  }
  if (to < text.size()) {
    const uint32_t word = WordBegin(text, to);
    to = word > end ? word : WordEnd(text, end);
  }
  while (to > from && text[to - 1] == ' ') --to;
  snippet.text = text.substr(from, to - from);
  snippet.cut_before = from > 0;
  snippet.cut_after = to < text.size();
  return snippet;
}

}  // namespace

std::vector<ByteRange> Highlighter::HitsIn(std::string_view text) const {
  std::vector<ByteRange> hits;
  for (const Mark& mark : MarksIn(words_, beginning_, text)) hits.push_back(mark.range);
  return hits;
}

std::vector<WordAnswer> Highlighter::AnswersIn(const Review& review) const {
  std::vector<WordAnswer> answers;
  std::vector<float> best(asked_.size(), 0);
  for (const std::string& word : asked_) answers.push_back({.word = word});
  const auto look = [&](std::string_view text) {
    for (const Mark& mark : MarksIn(words_, beginning_, text)) {
      if (mark.word >= best.size() || mark.weight <= best[mark.word]) continue;
      best[mark.word] = mark.weight;
      answers[mark.word].found = text.substr(mark.range.begin, mark.range.end - mark.range.begin);
      answers[mark.word].as_typed = mark.weight == 1;
    }
  };
  if (review.title) look(*review.title);
  for (const Block& block : review.blocks) look(FlowingText(block));
  return answers;
}

Snippet Highlighter::SnippetOf(const Review& review, int length) const {
  Snippet snippet;
  Window best;
  for (size_t i = 0; i < review.blocks.size(); ++i) {
    const Block& block = review.blocks[i];
    if (block.type == BlockType::kMath || block.type == BlockType::kRule) continue;
    const std::string text = FlowingText(block);
    const std::vector<Mark> marks = MarksIn(words_, beginning_, text);
    // Hebrew letters take two bytes.
    const Window window = BestWindow(marks, static_cast<uint32_t>(length) * 2);
    const bool first = snippet.block < 0 && !text.empty();
    if (!first && window.score <= best.score) continue;
    best = window;
    const bool marked = window.score >= 0;
    snippet = SplitBox(text, marked ? marks[window.first].range.begin : 0,
                       marked ? marks[window.last].range.end : 0, length);
    snippet.block = static_cast<int>(i);
  }
  snippet.hits = HitsIn(snippet.text);
  return snippet;
}

}  // namespace skira
