// Unicode 15.0's BidiTest and BidiCharacterTest.
#include "typeset/bidi.h"

#include <algorithm>
#include <map>

#include "ucd.h"

namespace skira::typeset {
namespace {

constexpr int kRemoved = -1;  // "x": rule X9 takes the character away, it has no level

// A character of each bidi class.
const std::map<std::string, uint32_t>& Representatives() {
  static const std::map<std::string, uint32_t> kCharacters = {
      {"L", 'a'},      {"R", 0x05D0},   {"AL", 0x0627},  {"EN", '1'},     {"AN", 0x0661},
      {"ES", '-'},     {"ET", '$'},     {"CS", ':'},     {"NSM", 0x0300}, {"BN", 0x00AD},
      {"B", 0x2029},   {"S", '\t'},     {"WS", ' '},     {"ON", '!'},     {"LRE", 0x202A},
      {"LRO", 0x202D}, {"RLE", 0x202B}, {"RLO", 0x202E}, {"PDF", 0x202C}, {"LRI", 0x2066},
      {"RLI", 0x2067}, {"FSI", 0x2068}, {"PDI", 0x2069}};
  return kCharacters;
}

std::vector<std::string> Words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::vector<int> ParseLevels(const std::string& text) {
  std::vector<int> levels;
  for (const std::string& word : Words(text)) {
    levels.push_back(word == "x" ? kRemoved : std::stoi(word));
  }
  return levels;
}

// Our levels, with kRemoved where the file has it.
std::vector<int> Resolve(const std::vector<uint32_t>& text, Direction direction,
                         const std::vector<int>& expected, int* base = nullptr) {
  std::vector<uint8_t> levels(text.size());
  const uint8_t base_level = ResolveLevels(text, direction, levels);
  if (base != nullptr) *base = base_level;
  std::vector<int> result(levels.begin(), levels.end());
  for (size_t i = 0; i < result.size(); ++i) {
    if (expected[i] == kRemoved) result[i] = kRemoved;
  }
  return result;
}

// Skira takes Hebrew for the direction of a text without a strong letter, Unicode takes English:
// such texts are tested with the direction that Unicode expects.
Direction AutoDirection(const std::vector<uint32_t>& text) {
  std::vector<uint32_t> with_letter = text;
  with_letter.insert(with_letter.end(), text.size(), 0x2069);  // closes what isolates are open
  with_letter.push_back('a');
  std::vector<uint8_t> levels(with_letter.size());
  const bool has_rtl = ResolveLevels(with_letter, Direction::kAuto, levels) == 1;
  return has_rtl ? Direction::kAuto : Direction::kLtr;
}

TEST_CASE("every class sequence of BidiTest gets the levels of Unicode 15.0") {
  std::ifstream file = OpenUnicodeFile("BidiTest.txt");
  std::vector<int> expected;
  size_t count = 0, failures = 0;
  for (std::string line; std::getline(file, line);) {
    line = line.substr(0, line.find('#'));
    if (line.starts_with("@Levels:")) expected = ParseLevels(line.substr(8));
    const size_t semicolon = line.find(';');
    if (line.starts_with("@") || semicolon == std::string::npos) continue;
    std::vector<uint32_t> text;
    for (const std::string& name : Words(line.substr(0, semicolon))) {
      text.push_back(Representatives().at(name));
    }
    const int paragraphs = std::stoi(line.substr(semicolon + 1), nullptr, 16);
    constexpr Direction kDirections[] = {Direction::kAuto, Direction::kLtr, Direction::kRtl};
    for (int bit = 0; bit < 3; ++bit) {
      if ((paragraphs & (1 << bit)) == 0) continue;
      const Direction direction = bit == 0 ? AutoDirection(text) : kDirections[bit];
      ++count;
      if (Resolve(text, direction, expected) == expected) continue;
      if (++failures <= 20) {
        UNSCOPED_INFO(line << " direction " << bit);
      }
    }
  }
  CHECK(failures == 0);
  CHECK(count > 700000);
}

TEST_CASE("every text of BidiCharacterTest gets the levels of Unicode 15.0") {
  std::ifstream file = OpenUnicodeFile("BidiCharacterTest.txt");
  size_t count = 0, failures = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> fields;
    std::istringstream stream(line);
    for (std::string field; std::getline(stream, field, ';');) fields.push_back(field);
    std::vector<uint32_t> text;
    for (const std::string& word : Words(fields[0])) {
      text.push_back(static_cast<uint32_t>(std::stoul(word, nullptr, 16)));
    }
    const std::vector<int> expected = ParseLevels(fields[3]);
    const Direction direction = fields[1] == "0"   ? Direction::kLtr
                                : fields[1] == "1" ? Direction::kRtl
                                                   : AutoDirection(text);
    int base = 0;
    ++count;
    const std::vector<int> found = Resolve(text, direction, expected, &base);
    if (found == expected && base == std::stoi(fields[2])) continue;
    if (++failures <= 20) UNSCOPED_INFO(line);
  }
  CHECK(failures == 0);
  CHECK(count > 90000);
}

}  // namespace
}  // namespace skira::typeset
