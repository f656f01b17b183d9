// Hebrew roots: words of three letters in patterns.
#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "search/codes.h"
#include "search/morphology.h"

namespace skira {
namespace {

// 1, 2, 3 are the root's letters. Patterns of verbs and their nouns, final forms folded.
constexpr std::u32string_view kPatterns[] = {
    // pa'al: למד, לומד, ללמוד, למידה, למוד
    U"123",
    U"1ו23",
    U"12ו3",
    U"ל12ו3",
    U"12י3ה",
    // pi'el and pu'al: לשפר, משפר, שיפור, משופר
    U"ל123",
    U"מ123",
    U"1י2ו3",
    U"מ1ו23",
    // hif'il and huf'al: להסביר, מסביר, הסביר, הסבר, הכללה
    U"לה12י3",
    U"מ12י3",
    U"ה12י3",
    U"ה123",
    U"ה123ה",
    // hitpa'el: להתאמן, מתאמן, התאמן, התאמנות
    U"להת123",
    U"מת123",
    U"הת123",
    U"הת123ות",
    // nif'al: נשמר, להישמר, הישמרות
    U"נ123",
    U"להי123",
    U"הי123ות",
};

// A pattern as codes, the root's letters as 1, 2, 3.
const std::vector<std::string>& Patterns() {
  static const std::vector<std::string> patterns = [] {
    std::vector<std::string> made;
    for (const std::u32string_view pattern : kPatterns) {
      std::string& codes = made.emplace_back();
      for (const char32_t c : pattern) {
        codes.push_back(static_cast<char>(c < 0x80 ? static_cast<uint8_t>(c) : Hebrew(c)));
      }
    }
    return made;
  }();
  return patterns;
}

using Root = std::array<char, 3>;

// Whether the word is the pattern of some root, which it then is.
bool Matches(std::string_view word, std::string_view pattern, Root& root) {
  if (word.size() != pattern.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if (pattern[i] >= '1' && pattern[i] <= '3') {
      root[static_cast<size_t>(pattern[i] - '1')] = word[i];
    } else if (word[i] != pattern[i]) {
      return false;
    }
  }
  // Few roots begin with ו or have the vowel letter that the pattern would have there.
  const auto first = static_cast<uint8_t>(root[0]);
  return first != Hebrew(U'ו') && root[2] != static_cast<char>(Hebrew(U'ו'));
}

}  // namespace

void ForEachOfRoot(std::string_view word, const std::function<void(std::string_view)>& visit) {
  if (!IsHebrewTerm(word) || word.size() < 3 || word.size() > 9) return;
  constexpr std::u32string_view kPlurals[] = {U"ימ", U"ות", U"ת"};
  std::vector<std::string_view> forms = {word};
  for (const std::u32string_view plural : kPlurals) {
    std::string codes;
    for (const char32_t c : plural) codes.push_back(static_cast<char>(Hebrew(c)));
    if (word.size() > codes.size() + 3 && word.ends_with(codes)) {
      forms.push_back(word.substr(0, word.size() - codes.size()));
    }
  }
  std::vector<Root> roots;
  for (const std::string_view form : forms) {
    for (const std::string& pattern : Patterns()) {
      Root root;
      if (pattern.size() > 3 && Matches(form, pattern, root) &&
          std::find(roots.begin(), roots.end(), root) == roots.end()) {
        roots.push_back(root);
      }
    }
  }
  if (roots.empty() && word.size() == 3) roots.push_back({word[0], word[1], word[2]});
  std::string made;
  for (const Root& root : roots) {
    for (const std::string& pattern : Patterns()) {
      made = pattern;
      for (char& c : made) {
        if (c >= '1' && c <= '3') c = root[static_cast<size_t>(c - '1')];
      }
      if (made != word) visit(made);
    }
  }
}

}  // namespace skira
