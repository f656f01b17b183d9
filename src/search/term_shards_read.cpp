// Searching an index in files (term_shards.h).
//
//   query ─▶ keys ─▶ words files ─▶ one vocabulary ─▶ terms that answer ─▶ postings files
#include <algorithm>
#include <iterator>
#include <numeric>

#include "search/analysis.h"
#include "search/codes.h"
#include "search/expand.h"
#include "search/index.h"
#include "search/layout.h"
#include "search/rank.h"
#include "search/term_keys.h"
#include "search/term_shards.h"
#include "search/terms.h"
#include "search/weights.h"

namespace skira {
namespace {

constexpr size_t kMostAtHand = 192;  // files that are kept besides those in use

struct WordEntry {
  std::string term;
  uint32_t reviews = 0, times = 0, whole = 0, size = 0, file = 0, offset = 0;
};

// The varint at `at`, which moves behind it; false where there is none.
bool ReadVarint(std::string_view bytes, size_t& at, uint32_t& value) {
  value = 0;
  for (int shift = 0; shift < 29 && at < bytes.size(); shift += 7) {
    const auto byte = static_cast<uint8_t>(bytes[at++]);
    value |= static_cast<uint32_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

// Reads the bytes of a words file, which may be damaged.
class WordsReader {
 public:
  explicit WordsReader(std::string_view bytes) : bytes_(bytes) {}

  // Calls visit(entry) for each entry; false where the bytes are none.
  template <typename Visit>
  bool ForEach(Visit&& visit) {
    WordEntry entry;
    while (at_ < bytes_.size()) {
      if (!Next(entry)) return false;
      visit(entry);
    }
    return true;
  }

 private:
  bool Next(WordEntry& entry) {
    if (at_ + 2 > bytes_.size()) return false;
    const auto shared = static_cast<uint8_t>(bytes_[at_]);
    const auto rest = static_cast<uint8_t>(bytes_[at_ + 1]);
    at_ += 2;
    const size_t size = size_t{shared} + rest;
    if (shared > entry.term.size() || size == 0 || size > kLongestTerm) return false;
    if (rest > bytes_.size() - at_) return false;
    const std::string before = entry.term;
    entry.term.resize(shared);
    entry.term += bytes_.substr(at_, rest);
    at_ += rest;
    if (entry.term <= before) return false;
    return Varint(entry.reviews) && Varint(entry.times) && Varint(entry.whole) &&
           Varint(entry.size) && Varint(entry.file) && Varint(entry.offset) && entry.reviews > 0 &&
           entry.size > 0 && entry.whole >= entry.size;
  }
  bool Varint(uint32_t& value) { return ReadVarint(bytes_, at_, value); }

  std::string_view bytes_;
  size_t at_ = 0;
};

// Reads the bytes of an order file, which may be damaged.
class OrderReader {
 public:
  struct Order {
    std::vector<uint32_t> hashes;  // of the review's terms
    std::string_view places;       // a byte each
    std::vector<uint32_t> words;   // index of a term + 1, 0 between texts
  };
  explicit OrderReader(std::string_view bytes) : bytes_(bytes) {}

  bool done() const { return at_ == bytes_.size(); }
  // False at the end, and where the bytes are none.
  bool Next(Order& order) {
    uint32_t terms = 0, words = 0;
    if (done() || !ReadVarint(bytes_, at_, terms) || !ReadVarint(bytes_, at_, words)) return false;
    if (terms > (bytes_.size() - at_) / (kOrderHashBytes + 1)) return false;
    if (words > bytes_.size()) return false;
    order.hashes.assign(terms, 0);
    for (uint32_t& hash : order.hashes) {
      for (int i = 0; i < kOrderHashBytes; ++i) {
        hash |= uint32_t{static_cast<uint8_t>(bytes_[at_++])} << 8 * i;
      }
    }
    order.places = bytes_.substr(at_, terms);
    at_ += terms;
    order.words.assign(words, 0);
    return std::all_of(order.words.begin(), order.words.end(), [&](uint32_t& word) {
      return ReadVarint(bytes_, at_, word) && word <= terms;
    });
  }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
};

void AddNew(int file, std::vector<int>& files) {
  if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
}

// The atoms of the query's parts that `which` chooses, each part's apart.
template <typename Which>
std::vector<std::vector<std::string>> WordsOf(const ParsedQuery& query, Which&& which) {
  std::vector<std::vector<std::string>> words;
  Tokenizer tokenizer;
  size_t count = 0;
  for (const QueryPart& part : query.parts) {
    if (!which(part)) continue;
    words.emplace_back();
    tokenizer.Walk(query.Value(part), [&](const Token& token) {
      if (!token.whole && count++ < kMostWords) words.back().emplace_back(token.term);
    });
  }
  return words;
}

bool IsTitle(const QueryPart& part) {
  return part.kind == QueryPart::Kind::kOperator && part.op == Operator::kTitle;
}
// As Expander::Expand chooses them.
bool IsAsked(const QueryPart& part) {
  return !part.excluded && (part.kind == QueryPart::Kind::kWord || IsTitle(part));
}
// As Searcher::ResolvePhrases does.
bool IsStrict(const QueryPart& part) {
  return part.kind == QueryPart::Kind::kPhrase ||
         (part.excluded && (part.kind == QueryPart::Kind::kWord || IsTitle(part)));
}

std::vector<std::string> Joined(std::vector<std::vector<std::string>> lists) {
  std::vector<std::string> all;
  for (auto& list : lists) std::move(list.begin(), list.end(), std::back_inserter(all));
  return all;
}

// The words that prefix letters may stand before.
std::vector<std::string> WithoutPrefixes(const std::string& word) {
  std::vector<std::string> rests;
  const uint32_t prefixes = IsHebrewTerm(word) ? PrefixLengths(word) : 0;
  for (size_t length = 1; length < 4 && word.size() >= length + 3; ++length) {
    if ((prefixes >> length & 1) != 0) rests.push_back(word.substr(length));
  }
  return rests;
}

// Adds the keys of the words that the library does not know, as the other layout has them.
template <typename Add>
void AddOtherLayout(const ParsedQuery& query, Expander& expander, Add&& add) {
  if (IsAsTyped(query.text)) return;
  Tokenizer tokenizer;
  std::vector<std::string> words;
  for (const QueryPart& part : query.parts) {
    if (part.kind != QueryPart::Kind::kWord) continue;
    const std::string_view typed = query.Value(part);
    bool known = true;
    tokenizer.Walk(typed, [&](const Token& token) {
      if (!token.whole) known &= !expander.ExpandWord(token.term, false).empty();
    });
    if (known) continue;
    tokenizer.Walk(OtherLayout(typed), [&](const Token& token) {
      if (!token.whole && words.size() < kMostWords) words.emplace_back(token.term);
    });
  }
  for (const std::string& word : words) add(FormKeyOf(word));
}

// The surest terms of the shard that a search will look at (Ranker::AddGroup), the surest first.
std::vector<TermMatch> Surest(std::vector<TermMatch> matches) {
  std::erase_if(matches, [](const TermMatch& match) { return match.segment != 0; });
  KeepSurest(matches);
  return matches;
}

}  // namespace

void TermShards::Begin(TermShardFacts facts, SearchIndex& index) {
  facts_ = std::move(facts);
  index = SearchIndex();
  IndexData& data = index.data();
  const auto count = static_cast<size_t>(facts_.reviews);
  data.facts.assign(count, ReviewFacts{});
  data.slots.resize(count);
  std::iota(data.slots.begin(), data.slots.end(), 0);
  // Reviews that are not listed yet are of mean length, so that the mean is right from the start.
  const auto mean = [&](uint64_t atoms) {
    return static_cast<uint16_t>(std::min<uint64_t>(0xFFFF, atoms / std::max<size_t>(1, count)));
  };
  const ReviewLength length{mean(facts_.title_atoms), mean(facts_.body_atoms)};
  data.bases.push_back(0);
  data.segments.push_back(Segment::Partial({}, {}, {}, std::vector(count, length)));
  data.title_length = std::max(1.0, static_cast<double>(facts_.title_atoms) / facts_.reviews);
  data.body_length = std::max(1.0, static_cast<double>(facts_.body_atoms) / facts_.reviews);
  ++data.generation;
  plan_ = {};
  listed_ = 0;
  words_.clear();
  places_.clear();
  hashes_.clear();
}

void TermShards::List(int number, const Review& review, const ReviewTraits& traits,
                      SearchIndex& index) {
  IndexData& data = index.data();
  const auto slot = static_cast<uint32_t>(number);
  if (number < 0 || number >= facts_.reviews || data.facts[slot].review >= 0) return;
  ++listed_;
  data.PutFacts(slot, review, traits, number);
  data.segments[0].SetLength(slot, {traits.title_atoms, traits.body_atoms});
  ++data.generation;
}

// --- Which words files ---------------------------------------------------------------------------

// The file that has a key, if any has.
int TermShards::FileOf(std::string_view key) const {
  const auto after = std::upper_bound(facts_.keys.begin(), facts_.keys.end(), key);
  return std::max(0, static_cast<int>(after - facts_.keys.begin()) - 1);
}

void TermShards::AddFiles(const std::vector<std::string>& words, std::vector<int>& files) const {
  for (const std::string& word : words) AddNew(FileOf(FormKeyOf(word)), files);
}

// The words themselves first, then what they may stand for.
std::vector<int> TermShards::FilesFor(std::string_view text, bool last_word_is_prefix) const {
  std::vector<int> files;
  const ParsedQuery query = ParseQuery(text.substr(0, kLongestQuery));
  const std::vector<std::string> words = Joined(WordsOf(query, IsAsked));
  const std::vector<std::string> strict = Joined(WordsOf(query, IsStrict));
  AddFiles(words, files);
  AddFiles(strict, files);
  for (const std::string& word : words) AddFiles(WithoutPrefixes(word), files);
  const TermPairs& pairs = TermPairs::Get();
  std::vector<std::string_view> run;
  for (size_t first = 0; first < words.size(); ++first) {
    run.clear();
    for (size_t last = first; last < words.size() && last < first + pairs.longest(); ++last) {
      run.push_back(words[last]);
      pairs.ForEachOther(run, [&](const std::vector<std::string>& o) { AddFiles(o, files); });
    }
    if (first + 1 < words.size()) AddFiles({words[first] + words[first + 1]}, files);
  }
  pairs.ForEachConcept(
      {words.begin(), words.end()},
      [&](uint32_t, const std::vector<std::string>& o, uint32_t) { AddFiles(o, files); });
  if (last_word_is_prefix && !words.empty()) {
    // What continues the last word stands behind it.
    const std::string key = FormKeyOf(words.back());
    const auto next = static_cast<size_t>(FileOf(key)) + 1;
    if (next < facts_.keys.size() && facts_.keys[next].starts_with(key)) {
      AddNew(static_cast<int>(next), files);
    }
  }
  if (files.size() > kMostWordsFiles) files.resize(kMostWordsFiles);
  return files;
}

// Words that few reviews have as they are: what sounds like them is looked for, and what their keys
// give in the other layout.
void TermShards::AddSounds(SearchIndex& index) {
  IndexData& data = index.data();
  Expander expander(data, data.Prepare().cache);
  const ParsedQuery query = ParseQuery(std::string_view(plan_.query).substr(0, kLongestQuery));
  const auto add = [&](const std::string& key) {
    if (!key.empty() && plan_.words.size() < kMostWordsFiles) AddNew(FileOf(key), plan_.words);
  };
  AddOtherLayout(query, expander, add);
  for (const std::string& word : Joined(WordsOf(query, IsAsked))) {
    uint32_t strong = 0;
    for (const TermMatch& match : expander.ExpandWord(word, false)) {
      if (match.weight > kStrongEvidence) strong += match.posting_size;
    }
    if (strong >= kStrongPostings) continue;
    std::vector<std::string> forms = WithoutPrefixes(word);
    forms.insert(forms.begin(), word);
    for (const std::string& form : forms) add(SoundKeyOf(form));
  }
}

std::vector<TermFile> TermShards::Lacking(TermFileKind kind, const std::vector<int>& files) {
  std::vector<TermFile> lacking;
  for (const int number : files) {
    const TermFile file{kind, number};
    used_[file] = ++now_;
    if (!files_.contains(file) && !given_up_.contains(file)) lacking.push_back(file);
  }
  return lacking;
}

// --- Their words and postings into the index -----------------------------------------------------

void TermShards::SetWords(SearchIndex& index) {
  std::vector<int> at_hand;
  for (const int number : plan_.words) {
    if (files_.contains({TermFileKind::kWords, number})) at_hand.push_back(number);
  }
  std::sort(at_hand.begin(), at_hand.end());
  if (at_hand == words_) return;
  std::vector<WordEntry> entries;
  for (const int number : at_hand) {
    WordsReader(files_.at({TermFileKind::kWords, number})).ForEach([&](const WordEntry& entry) {
      entries.push_back(entry);
    });
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const WordEntry& a, const WordEntry& b) { return a.term < b.term; });
  const auto same = [](const WordEntry& a, const WordEntry& b) { return a.term == b.term; };
  entries.erase(std::unique(entries.begin(), entries.end(), same), entries.end());

  std::vector<std::string_view> terms;
  std::vector<uint32_t> sizes;
  std::vector<Segment::PartialTerm> known;
  places_.clear();
  hashes_.clear();
  uint32_t offset = 0;
  for (const WordEntry& entry : entries) {
    hashes_.push_back({OrderHash(entry.term), offset, static_cast<uint32_t>(terms.size())});
    terms.push_back(entry.term);
    sizes.push_back(entry.whole);
    offset += entry.whole;
    known.push_back({entry.reviews, static_cast<float>(entry.times) / kTimesParts});
    places_.push_back({entry.reviews, entry.size, entry.offset, static_cast<int>(entry.file)});
  }
  std::sort(hashes_.begin(), hashes_.end(),
            [](const HashedTerm& a, const HashedTerm& b) { return a.hash < b.hash; });
  IndexData& data = index.data();
  Segment& segment = data.segments[0];
  segment = Segment::Partial(terms, sizes, std::move(known), segment.TakeLengths());
  ++data.generation;
  words_ = std::move(at_hand);
  plan_.placed = false;
}

// Whether the bytes are postings of this index's reviews.
bool TermShards::IsPostings(std::string_view bytes) const {
  uint64_t review = 0;
  for (size_t at = 0; at < bytes.size();) {
    uint64_t head = 0;
    int shift = 0;
    while (true) {
      if (at == bytes.size() || shift > 28) return false;
      const auto byte = static_cast<uint8_t>(bytes[at++]);
      head |= static_cast<uint64_t>(byte & 0x7F) << shift;
      shift += 7;
      if (byte < 0x80) break;
    }
    review += head >> 1;
    if (review >= static_cast<uint64_t>(facts_.reviews)) return false;
    if ((head & 1) != 0 && at++ == bytes.size()) return false;
  }
  return true;
}

// Puts what is at hand and returns the files that the query needs.
std::vector<int> TermShards::PutPostings(SearchIndex& index) {
  IndexData& data = index.data();
  Expander expander(data, data.Prepare().cache);
  const ParsedQuery query = ReadQuery(data, expander, plan_.query, plan_.prefix).query;
  const ExpandedQuery expanded = expander.Expand(query, plan_.prefix);
  // What the words are themselves is wanted before what stands for them.
  std::vector<std::vector<TermMatch>> wanted, standing_in;
  for (const WordGroup& group : expanded.groups) {
    const auto own = group.matches.begin() + static_cast<std::ptrdiff_t>(group.own_count);
    wanted.push_back(Surest({group.matches.begin(), own}));
    standing_in.push_back(Surest({own, group.matches.end()}));
  }
  for (const std::string& word : Joined(WordsOf(query, IsStrict))) {
    std::vector<TermMatch> matches = expander.ExpandWord(word, false);
    std::erase_if(matches,
                  [](const TermMatch& match) { return match.weight < Weights().exclusion; });
    wanted.push_back(Surest(std::move(matches)));
  }
  for (const PhraseMatch& phrase : expanded.phrases) {
    for (const WordMatches* word : phrase.spelling->words) {
      standing_in.push_back(Surest(word->matches));
    }
  }
  // Each word's surest term, then each word's next: a file too many costs none of them its best.
  std::vector<int> files;
  bool put = false;
  const auto want = [&](const std::vector<std::vector<TermMatch>>& words, size_t rank) {
    bool more = false;
    for (const std::vector<TermMatch>& matches : words) {
      if (rank >= matches.size()) continue;
      more = true;
      const TermMatch& match = matches[rank];
      const Place& place = places_[match.term];
      if (place.file >= facts_.postings_files) continue;
      const bool known = std::find(files.begin(), files.end(), place.file) != files.end();
      if (!known && files.size() >= kMostPostingsFiles) continue;
      if (!known) files.push_back(place.file);
      const auto file = files_.find({TermFileKind::kPostings, place.file});
      Segment& segment = data.segments[0];
      if (file == files_.end() || segment.HasPostings(match.posting)) continue;
      const std::string_view bytes = file->second;
      if (place.offset > bytes.size() || place.size > bytes.size() - place.offset) continue;
      const std::string_view list = bytes.substr(place.offset, place.size);
      if (!IsPostings(list)) continue;
      segment.PutPostings(match.posting, list, place.reviews <= TermShardWriter::kMostReviews);
      put = true;
    }
    return more;
  };
  constexpr size_t kOwnFirst = 3;  // ranks
  for (size_t rank = 0; rank < kOwnFirst; ++rank) want(wanted, rank);
  bool more = true;
  for (size_t rank = 0; more; ++rank) {
    const bool own = want(wanted, rank + kOwnFirst);
    more = want(standing_in, rank) || own;
  }
  // What words find was worked out without them.
  if (put) ++data.generation;
  return files;
}

std::vector<TermFile> TermShards::Prepare(std::string_view query, bool last_word_is_prefix,
                                          SearchIndex& index) {
  if (!on()) return {};
  if (plan_.query != query || plan_.prefix != last_word_is_prefix) {
    ForgetOrder(index);
    plan_ = {.query = std::string(query),
             .prefix = last_word_is_prefix,
             .sounds = false,
             .words = FilesFor(query, last_word_is_prefix)};
  }
  if (plan_.listed != listed_) ForgetOrder(index);
  std::vector<TermFile> lacking = Lacking(TermFileKind::kWords, plan_.words);
  SetWords(index);
  if (lacking.empty() && !plan_.sounds) {
    plan_.sounds = true;
    AddSounds(index);
    lacking = Lacking(TermFileKind::kWords, plan_.words);
    SetWords(index);
  }
  const std::vector<TermFile> postings = Lacking(TermFileKind::kPostings, PutPostings(index));
  // What the words files lack decides which postings are wanted.
  if (lacking.empty()) lacking = postings;
  if (lacking.empty()) lacking = Lacking(TermFileKind::kOrder, OrderFiles(index));
  if (lacking.empty()) PutOrder(index);
  Forget();
  return lacking;
}

// --- The best reviews, word by word
// ---------------------------------------------------------------

void TermShards::ForgetOrder(SearchIndex& index) {
  if (plan_.placed) {
    index.data().segments[0].PutReviews({});
    ++index.data().generation;
  }
  plan_.best.clear();
  plan_.ranked = plan_.placed = false;
}

// The files of the reviews that are the best by the postings that are there.
std::vector<int> TermShards::OrderFiles(SearchIndex& index) {
  std::vector<int> files;
  const auto file_of = [](int review) {
    return review / static_cast<int>(TermShardWriter::kPerOrder);
  };
  if (!plan_.ranked) {
    constexpr int kLooked = 60;  // more than fill the files
    const SearchResult found =
        Search(index, plan_.query, {.limit = kLooked, .last_word_is_prefix = plan_.prefix});
    for (const Hit& hit : found.hits) {
      if (hit.review >= facts_.reviews || file_of(hit.review) >= facts_.order_files) continue;
      const auto known = std::find(files.begin(), files.end(), file_of(hit.review));
      if (known == files.end() && files.size() >= kMostOrderFiles) continue;
      if (known == files.end()) files.push_back(file_of(hit.review));
      plan_.best.push_back(hit.review);
    }
    plan_.ranked = true;
    plan_.listed = listed_;
    return files;
  }
  for (const int review : plan_.best) AddNew(file_of(review), files);
  return files;
}

void TermShards::PutOrder(SearchIndex& index) {
  if (plan_.placed) return;
  plan_.placed = true;
  const uint32_t unknown = index.data().segments[0].gap() + 1;
  std::vector<Segment::WholeReview> reviews;
  for (const int number : plan_.best) {
    const auto review = static_cast<uint32_t>(number);
    const auto file =
        files_.find({TermFileKind::kOrder, static_cast<int>(review / TermShardWriter::kPerOrder)});
    if (file == files_.end()) continue;  // given up
    OrderReader reader(file->second);
    OrderReader::Order order;
    for (uint32_t i = 0; i <= review % TermShardWriter::kPerOrder; ++i) {
      if (!reader.Next(order)) return;  // Take() looked at it
    }
    Segment::WholeReview& whole = reviews.emplace_back();
    whole.review = review;
    std::vector<uint32_t> terms;  // of this index
    for (size_t i = 0; i < order.hashes.size(); ++i) {
      const auto known =
          std::lower_bound(hashes_.begin(), hashes_.end(), order.hashes[i],
                           [](const HashedTerm& term, uint32_t hash) { return term.hash < hash; });
      const bool has = known != hashes_.end() && known->hash == order.hashes[i];
      terms.push_back(has ? known->term : unknown);
      if (has) whole.terms.push_back({known->offset, static_cast<uint8_t>(order.places[i])});
    }
    for (const uint32_t word : order.words) {
      whole.words.push_back(word == 0 ? unknown - 1 : terms[word - 1]);
    }
  }
  index.data().segments[0].PutReviews(reviews);
  ++index.data().generation;
}

// --- Files ---------------------------------------------------------------------------------------

std::string TermShards::Take(TermFile file, std::string bytes) {
  if (file.kind == TermFileKind::kWords && !WordsReader(bytes).ForEach([](const WordEntry&) {})) {
    return "this is no list of words";
  }
  if (file.kind == TermFileKind::kOrder) {
    OrderReader reader(bytes);
    OrderReader::Order order;
    while (reader.Next(order)) {
    }
    if (!reader.done()) return "these are no reviews' words";
  }
  used_[file] = ++now_;
  files_[file] = std::move(bytes);
  given_up_.erase(file);
  return "";
}

void TermShards::Clear(SearchIndex& index) {
  files_.clear();
  used_.clear();
  given_up_.clear();
  ForgetOrder(index);
  plan_ = {};
  SetWords(index);
}

// The files that were not used for longest go first.
void TermShards::Forget() {
  while (files_.size() > kMostAtHand) {
    auto oldest = files_.begin();
    for (auto at = files_.begin(); at != files_.end(); ++at) {
      if (used_[at->first] < used_[oldest->first]) oldest = at;
    }
    used_.erase(oldest->first);
    files_.erase(oldest);
  }
}

size_t TermShards::bytes() const {
  size_t bytes = 0;
  for (const auto& [file, content] : files_) bytes += content.size();
  return bytes;
}

}  // namespace skira
