#include "search/loanwords.h"

#include <algorithm>
#include <bit>
#include <string>
#include <vector>

#include "search/codes.h"
#include "search/weights.h"

namespace skira {
namespace {

// Where in the Latin word a rule holds.
enum class Where : uint8_t { kAny, kStart, kEnd };

// A stretch of Latin letters and what it becomes. Final forms are folded, geresh is not kept.
struct Rule {
  std::string_view latin;
  std::u32string_view hebrew;
  float price;
  Where where = Where::kAny;
};

// The price of what is written so as a matter of course is 0; of what some write, 0.1 to 0.2; of
// what few do, up to 0.5. A letter without a rule costs 1.
constexpr Rule kRules[] = {
    // Vowels: written or not.
    {"a", U"", 0.25F},
    {"a", U"א", 0.05F},
    {"a", U"ה", 0.05F, Where::kEnd},
    {"a", U"א", 0, Where::kStart},
    {"a", U"י", 0.2F},
    {"a", U"יי", 0.1F},
    {"a", U"איי", 0.1F},
    {"a", U"ע", 0.4F},
    {"a", U"ו", 0.3F},
    {"e", U"", 0.05F},
    {"e", U"", 0, Where::kEnd},
    {"e", U"א", 0.15F},
    {"e", U"א", 0, Where::kStart},
    {"e", U"י", 0.2F},
    {"e", U"אי", 0.1F, Where::kStart},
    {"e", U"ה", 0.15F, Where::kEnd},
    {"i", U"י", 0},
    {"i", U"", 0.25F},
    {"i", U"יי", 0.1F},
    {"i", U"איי", 0.1F},
    {"i", U"אי", 0, Where::kStart},
    {"i", U"א", 0.3F},
    {"o", U"ו", 0},
    {"o", U"", 0.25F},
    {"o", U"א", 0.2F},
    {"o", U"או", 0.05F},
    {"o", U"או", 0, Where::kStart},
    {"u", U"ו", 0},
    {"u", U"", 0.3F},
    {"u", U"א", 0.1F},
    {"u", U"יו", 0.05F},
    {"u", U"או", 0.05F},
    {"u", U"אי", 0.3F},
    {"u", U"י", 0.4F},
    {"u", U"ואו", 0.1F},
    {"y", U"י", 0},
    {"y", U"", 0.35F},
    {"y", U"יי", 0.1F},
    {"y", U"איי", 0.1F},
    {"y", U"יה", 0.05F, Where::kEnd},
    {"ai", U"י", 0.1F},
    {"ai", U"יי", 0},
    {"ai", U"איי", 0.05F},
    {"ay", U"יי", 0},
    {"ay", U"י", 0.1F},
    {"au", U"או", 0},
    {"au", U"ו", 0.1F},
    {"aw", U"ו", 0},
    {"ea", U"י", 0},
    {"ea", U"", 0.15F},
    {"ea", U"יא", 0},
    {"ee", U"י", 0},
    {"ei", U"יי", 0},
    {"ei", U"י", 0.05F},
    {"eu", U"יו", 0},
    {"eu", U"או", 0.05F},
    {"eu", U"וי", 0.1F},
    {"ew", U"יו", 0},
    {"ew", U"ו", 0.1F},
    {"ey", U"י", 0},
    {"ia", U"יה", 0, Where::kEnd},
    {"ie", U"י", 0},
    {"io", U"יו", 0},
    {"oa", U"ו", 0},
    {"oi", U"וי", 0},
    {"oo", U"ו", 0},
    {"ou", U"או", 0},
    {"ou", U"ו", 0.05F},
    {"ou", U"אאו", 0.05F},
    {"ou", U"", 0.2F},
    {"ow", U"או", 0},
    {"ow", U"ו", 0.05F},
    {"oy", U"וי", 0},
    {"ue", U"ו", 0, Where::kEnd},
    {"ui", U"וי", 0},
    // Consonants.
    {"b", U"ב", 0},
    {"c", U"ק", 0},
    {"c", U"כ", 0.25F},
    {"c", U"צ", 0.35F},
    {"ce", U"ס", 0},
    {"ci", U"סי", 0},
    {"ci", U"ס", 0.2F},
    {"ci", U"ציי", 0.15F},
    {"cy", U"סי", 0},
    {"cc", U"ק", 0},
    {"cc", U"קס", 0.05F},
    {"ch", U"צ", 0},
    {"ch", U"ק", 0.1F},
    {"ch", U"כ", 0.05F},
    {"ch", U"ש", 0.2F},
    {"ch", U"ח", 0.2F},
    {"ck", U"ק", 0},
    {"d", U"ד", 0},
    {"d", U"ט", 0.5F},
    {"dge", U"ג", 0},
    {"dg", U"דג", 0},
    {"f", U"פ", 0},
    {"g", U"ג", 0},
    {"gh", U"", 0.1F},
    {"gh", U"פ", 0.25F},
    {"gh", U"ג", 0.1F},
    {"gue", U"ג", 0, Where::kEnd},
    {"h", U"ה", 0},
    {"h", U"", 0.25F},
    {"h", U"ח", 0.3F},
    {"j", U"ג", 0},
    {"j", U"י", 0.2F},
    {"j", U"ז", 0.4F},
    {"k", U"ק", 0},
    {"k", U"כ", 0.2F},
    {"kn", U"נ", 0, Where::kStart},
    {"l", U"ל", 0},
    {"m", U"מ", 0},
    {"n", U"נ", 0},
    {"n", U"מ", 0.5F},
    {"p", U"פ", 0},
    {"ph", U"פ", 0},
    {"ps", U"פס", 0},
    {"q", U"ק", 0},
    {"qu", U"קוו", 0},
    {"qu", U"קו", 0.05F},
    {"que", U"ק", 0, Where::kEnd},
    {"r", U"ר", 0},
    {"rh", U"ר", 0},
    {"s", U"ס", 0},
    {"s", U"ז", 0.05F},
    {"s", U"צ", 0.35F},
    {"s", U"ש", 0.3F},
    {"sc", U"ס", 0.1F},
    {"sch", U"ש", 0.05F},
    {"sch", U"סק", 0},
    {"sh", U"ש", 0},
    {"sion", U"זנ", 0},
    {"sion", U"שנ", 0},
    {"sion", U"סיה", 0},
    {"sion", U"זיה", 0},
    {"ssion", U"שנ", 0},
    {"ssion", U"סיה", 0},
    {"sure", U"זר", 0},
    {"t", U"ט", 0},
    {"t", U"ת", 0.15F},
    {"t", U"צ", 0.35F},
    {"tch", U"צ", 0},
    {"th", U"ת", 0},
    {"th", U"ט", 0.05F},
    {"th", U"ד", 0.2F},
    {"ti", U"צי", 0.05F},
    {"ti", U"שי", 0.05F},
    {"ti", U"ש", 0.1F},
    {"tia", U"שיא", 0},
    {"tial", U"של", 0},
    {"tial", U"ציאל", 0},
    {"tion", U"שנ", 0},
    {"tion", U"שיונ", 0.05F},
    {"tion", U"ציה", 0},
    {"tion", U"צי", 0.05F},
    {"tion", U"סיה", 0.2F},
    {"tional", U"ציונל", 0},
    {"tional", U"שונל", 0},
    {"tional", U"שנל", 0},
    {"tious", U"שס", 0},
    {"ts", U"צ", 0},
    {"tu", U"צו", 0.05F},
    {"ture", U"צר", 0},
    {"ture", U"טורה", 0},
    {"tz", U"צ", 0},
    {"v", U"ב", 0},
    {"v", U"ו", 0.05F},
    {"v", U"וו", 0},
    {"w", U"ו", 0.05F},
    {"w", U"וו", 0},
    {"w", U"ב", 0.2F},
    {"wh", U"וו", 0},
    {"wh", U"ו", 0},
    {"wr", U"ר", 0, Where::kStart},
    {"x", U"קס", 0},
    {"x", U"כס", 0.1F},
    {"x", U"גז", 0.1F},
    {"x", U"ז", 0.2F, Where::kStart},
    {"x", U"ס", 0.3F},
    {"z", U"ז", 0},
    {"z", U"צ", 0.2F},
    {"z", U"ס", 0.35F},
    {"zz", U"צ", 0},
    // Endings that Hebrew makes its own.
    {"ic", U"י", 0.1F, Where::kEnd},
    {"ical", U"י", 0.1F, Where::kEnd},
    {"ics", U"יקה", 0, Where::kEnd},
    {"ic", U"יקה", 0.1F, Where::kEnd},
    {"ity", U"יות", 0.1F, Where::kEnd},
    {"ism", U"יזמ", 0, Where::kEnd},
    {"ology", U"ולוגיה", 0, Where::kEnd},
    {"s", U"ימ", 0.05F, Where::kEnd},
    {"s", U"ות", 0.1F, Where::kEnd},
    {"s", U"", 0.1F, Where::kEnd},
    {"ing", U"ינג", 0, Where::kEnd},
    {"al", U"אלי", 0.05F, Where::kEnd},
    {"al", U"לי", 0.1F, Where::kEnd},
    {"ive", U"יבי", 0.05F, Where::kEnd},
};

constexpr float kDoubled = 0.0F;      // the same consonant twice
constexpr float kExtraVowel = 0.35F;  // a vowel letter that no rule writes
constexpr float kLetter = 1.0F;       // any other letter more or less
constexpr size_t kLongestRule = 6;

// What a Hebrew word may carry behind the loan: nothing, or an ending at its price.
struct Tail {
  std::u32string_view letters;
  float price;
};
constexpr Tail kTails[] = {{U"", 0},      {U"ימ", 0.05F},  {U"ות", 0.1F},   {U"י", 0.1F},
                           {U"ית", 0.1F}, {U"יימ", 0.15F}, {U"יות", 0.15F}, {U"ה", 0.15F},
                           {U"ת", 0.25F}, {U"ס", 0.1F}};

// A rule in codes.
struct CodedRule {
  std::string_view latin;
  std::string hebrew;
  float price;
  Where where;
};
const std::vector<CodedRule>& CodedRules() {
  static const std::vector<CodedRule> rules = [] {
    std::vector<CodedRule> made;
    for (const Rule& rule : kRules) {
      CodedRule& coded = made.emplace_back(CodedRule{rule.latin, "", rule.price, rule.where});
      for (const char32_t letter : rule.hebrew) {
        coded.hebrew.push_back(static_cast<char>(Hebrew(letter)));
      }
    }
    return made;
  }();
  return rules;
}

// Whether a rule of more letters begins so: what follows may be cheaper than it looks. Most letters
// begin some rule, few pairs do, and what is longer is looked for among the pairs' own.
struct RuleBeginnings {
  std::array<bool, 26> one{};
  std::array<bool, size_t{26} * 26> two{};
  std::vector<std::string_view> longer;
};
constexpr size_t LetterOf(char c) { return static_cast<size_t>(c - 'a'); }
constexpr size_t PairOf(std::string_view letters) {
  return LetterOf(letters[0]) * 26 + LetterOf(letters[1]);
}

bool BeginsRule(std::string_view letters) {
  static const RuleBeginnings beginnings = [] {
    RuleBeginnings made;
    for (const Rule& rule : kRules) {
      const std::string_view latin = rule.latin;
      if (latin.size() > 1) made.one[LetterOf(latin[0])] = true;
      if (latin.size() > 2) made.two[PairOf(latin)] = true;
      for (size_t size = 3; size < latin.size(); ++size)
        made.longer.push_back(latin.substr(0, size));
    }
    return made;
  }();
  if (letters.size() == 1) return beginnings.one[LetterOf(letters[0])];
  if (!beginnings.two[PairOf(letters)]) return false;
  return letters.size() == 2 || std::find(beginnings.longer.begin(), beginnings.longer.end(),
                                          letters) != beginnings.longer.end();
}

// As ends_with and substr ==, for words of a few letters.
bool Ends(std::string_view word, size_t end, std::string_view ending) {
  const char* at = word.data() + (end - ending.size());
  for (size_t i = ending.size(); i-- > 0;) {
    if (at[i] != ending[i]) return false;
  }
  return true;
}

bool IsVowelCode(uint8_t c) {
  return c == Hebrew(U'א') || c == Hebrew(U'ו') || c == Hebrew(U'י') || c == Hebrew(U'ה') ||
         c == Hebrew(U'ע');
}

constexpr float kFar = 100;

template <typename Row>
float LeastOf(const Row& row, size_t last) {
  return *std::min_element(row.begin(), row.begin() + static_cast<long>(last + 1));
}

}  // namespace

float LoanLimit(size_t letters) {
  if (letters < 3) return 0;
  return std::min(0.95F, 0.2F + 0.1F * static_cast<float>(letters));
}

float LoanWeight(float distance, size_t letters) {
  const float limit = LoanLimit(letters);
  if (distance >= limit) return 0;
  // Three letters agree by chance.
  const float sure = letters <= 3 ? 0.6F : letters == 4 ? 0.8F : letters == 5 ? 0.92F : 1;
  return sure * (Weights().sound - Weights().sound_loss * distance / limit);
}

LoanSearch::LoanSearch(std::string_view hebrew)
    : hebrew_(hebrew.substr(0, kMost)), limit_(LoanLimit(hebrew.size())) {
  for (const CodedRule& rule : CodedRules()) {
    Applicable use{.latin = rule.latin, .price = rule.price};
    use.size = static_cast<uint8_t>(rule.hebrew.size());
    use.at_start = rule.where == Where::kStart;
    use.at_end = rule.where == Where::kEnd;
    for (size_t end = rule.hebrew.size(); end <= hebrew_.size(); ++end) {
      if (Ends(hebrew_, end, rule.hebrew)) use.ends |= 1u << end;
    }
    if (use.ends != 0) rules_[static_cast<size_t>(rule.latin.back() - 'a')].push_back(use);
  }
  for (size_t i = 1; i <= hebrew_.size(); ++i) {
    const bool vowel = IsVowelCode(static_cast<uint8_t>(hebrew_[i - 1]));
    extra_[i] = vowel ? kExtraVowel : kLetter;
  }
  rows_[0][0] = 0;
  for (size_t i = 1; i <= hebrew_.size(); ++i) rows_[0][i] = rows_[0][i - 1] + extra_[i];
}

// The row behind the term's first `j` letters; `at_end` holds the rules of a word's end.
void LoanSearch::FillRow(std::string_view latin, size_t j, bool at_end, Row& row) const {
  const char c = latin[j - 1];
  const float more = j > 1 && latin[j - 2] == c ? kDoubled : kLetter;
  for (size_t i = 0; i <= hebrew_.size(); ++i) row[i] = rows_[j - 1][i] + more;
  for (const Applicable& rule : rules_[static_cast<size_t>(c - 'a')]) {
    const size_t size = rule.latin.size();
    if (size > j || (rule.at_start && j != size) || (rule.at_end && !at_end)) continue;
    if (size > 1 && !Ends(latin, j, rule.latin)) continue;
    const Row& from = rows_[j - size];
    for (uint32_t ends = rule.ends; ends != 0; ends &= ends - 1) {
      const auto i = static_cast<size_t>(std::countr_zero(ends));
      row[i] = std::min(row[i], from[i - rule.size] + rule.price);
    }
  }
  for (size_t i = 1; i <= hebrew_.size(); ++i) row[i] = std::min(row[i], row[i - 1] + extra_[i]);
}

// Fills the rows of a term that shares its beginning with the one before. Returns the length of a
// beginning that is too far already, 0 where none is.
size_t LoanSearch::Extend(std::string_view latin) {
  if (latin.size() > kMost || latin.size() > 2 * hebrew_.size() + 2) {
    latin_.clear();
    // No loan, but what begins so may be one: on by a step.
    return latin.size();
  }
  size_t shared = 0;
  while (shared < latin_.size() && shared < latin.size() && latin_[shared] == latin[shared]) {
    ++shared;
  }
  latin_.assign(latin);
  for (size_t j = shared + 1; j <= latin.size(); ++j) {
    const char c = latin[j - 1];
    if (c < 'a' || c > 'z') {
      latin_.resize(j - 1);
      return j;
    }
    FillRow(latin, j, false, rows_[j]);
    // The beginning is dead when neither this row is near nor one that a rule goes on from.
    float least = LeastOf(rows_[j], hebrew_.size());
    for (size_t back = 1; back < kLongestRule && back <= j && least >= limit_; ++back) {
      const float before = LeastOf(rows_[j - back], hebrew_.size());
      if (before < limit_ && BeginsRule(latin.substr(j - back, back))) least = before;
    }
    if (least >= limit_) {
      latin_.resize(j);
      return j;
    }
  }
  return 0;
}

// Of the term that the rows hold, with the rules of its end and the Hebrew word's tails.
float LoanSearch::Distance() const {
  Row row;
  FillRow(latin_, latin_.size(), true, row);
  float best = kFar;
  for (const Tail& tail : kTails) {
    const size_t size = tail.letters.size();
    if (size + 2 > hebrew_.size()) continue;
    bool same = true;
    for (size_t i = 0; i < size; ++i) {
      same &= static_cast<uint8_t>(hebrew_[hebrew_.size() - size + i]) == Hebrew(tail.letters[i]);
    }
    if (same) best = std::min(best, row[hebrew_.size() - size] + tail.price);
  }
  return best;
}

float LoanSearch::DistanceTo(std::string_view latin) {
  return latin.empty() || Extend(latin) != 0 ? kFar : Distance();
}

float LoanDistance(std::string_view hebrew, std::string_view latin) {
  LoanSearch search(hebrew);
  return search.DistanceTo(latin);
}

}  // namespace skira
