#include "shards/rows.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <iterator>

#include "review/json.h"

namespace skira {
namespace {

constexpr char kBetweenValues = '\x1F';  // of one field
constexpr int kMostInteger = 2147483647;

// Appends a field and a tab.
void Put(std::string_view value, std::string& row) {
  for (const char c : value) {
    row.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c);
  }
  row.push_back('\t');
}

void Put(int value, std::string& row) { Put(std::to_string(value), row); }

void Put(const std::vector<std::string>& values, std::string& row) {
  for (size_t i = 0; i < values.size(); ++i) {
    if (i > 0) row.push_back(kBetweenValues);
    Put(values[i], row);
    row.pop_back();
  }
  row.push_back('\t');
}

void Put(const std::optional<Date>& date, std::string& row) {
  Put(date ? ToString(*date) : "", row);
}

// Takes the fields of a row off its front, in their order; remembers whether all were what they
// must be.
class RowReader {
 public:
  explicit RowReader(std::string_view line) : line_(line) {}

  std::string_view Text() {
    if (line_.empty()) ok_ = false;  // each field ends in a tab
    return TakeUpTo('\t', line_);
  }
  int Number(int most = kMostInteger) {
    uint64_t value = 0;
    ok_ &= ReadNumber(Text(), static_cast<uint64_t>(most), value);
    return static_cast<int>(value);
  }
  std::optional<std::string> Maybe() {
    const std::string_view text = Text();
    return text.empty() ? std::nullopt : std::optional<std::string>(text);
  }
  std::optional<Date> Day() {
    const std::string_view text = Text();
    const std::optional<Date> date = ParseIsoDate(text);
    ok_ &= text.empty() || date.has_value();
    return date;
  }
  std::vector<std::string> List() {
    std::vector<std::string> values;
    std::string_view text = Text();
    while (!text.empty()) values.emplace_back(TakeUpTo(kBetweenValues, text));
    return values;
  }
  bool ok() const { return ok_ && line_.empty(); }

 private:
  std::string_view line_;
  bool ok_ = true;
};

}  // namespace

uint32_t NameHash(std::string_view bytes) {
  const uint64_t hash = Fnv1a(bytes);
  return static_cast<uint32_t>(hash ^ hash >> 32);
}

std::string Hex(uint64_t value, int digits) {
  std::string text(static_cast<size_t>(digits), '0');
  for (auto at = text.rbegin(); at != text.rend(); ++at, value >>= 4) {
    *at = "0123456789abcdef"[value & 15];
  }
  return text;
}

std::string ShardName(ShardFile file, uint32_t hash) {
  const ShardKindName& kind = kKindNames[static_cast<size_t>(file.kind)];
  return std::string(kind.folder) + "/" + std::to_string(file.number) + "-" + Hex(hash, 8) + "." +
         std::string(kind.ending);
}

// The hash's own bits choose the file: as many ids in each.
int IdsFileFor(uint64_t id_hash, int files) {
  return files == 0 ? 0 : static_cast<int>((id_hash >> 40) % static_cast<uint64_t>(files));
}

bool ReadNumber(std::string_view text, uint64_t most, uint64_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value <= most;
}

std::string_view TakeUpTo(char separator, std::string_view& text) {
  const size_t end = std::min(text.find(separator), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), end + 1));
  return taken;
}

// Fields in the order of README.md.
std::string WriteRow(const CatalogRow& row) {
  const Review& review = row.review;
  std::string line;
  Put(review.id, line);
  Put(review.document, line);
  Put(review.first_line, line);
  Put(static_cast<int>(review.kind), line);
  Put(review.number ? std::to_string(*review.number) : "", line);
  Put(review.date, line);
  Put(review.date_inferred, line);
  Put(review.title.value_or(""), line);
  Put(review.reviewers, line);
  Put(review.topics, line);
  Put(review.paper.arxiv_id.value_or(""), line);
  Put(review.fields.clarity_level.value_or(""), line);
  Put(review.fields.recommendation_level.value_or(""), line);
  Put((row.traits.code ? 1 : 0) + (row.traits.math ? 2 : 0), line);
  Put(row.words, line);
  Put(row.traits.title_atoms, line);
  Put(row.traits.body_atoms, line);
  line.back() = '\n';
  return line;
}

bool ReadRow(std::string_view line, CatalogRow& row) {
  const std::string whole = std::string(line) + '\t';
  RowReader fields(whole);
  Review& review = row.review;
  review.id = fields.Text();
  review.document = fields.Number();
  review.first_line = fields.Number();
  review.kind = static_cast<ReviewKind>(fields.Number(static_cast<int>(ReviewKind::kPost)));
  if (const std::string_view number = fields.Text(); !number.empty()) {
    uint64_t value = 0;
    if (!ReadNumber(number, kMostInteger, value)) return false;
    review.number = static_cast<int>(value);
  }
  review.date = fields.Day();
  review.date_inferred = fields.Day();
  review.title = fields.Maybe();
  review.reviewers = fields.List();
  review.topics = fields.List();
  review.paper.arxiv_id = fields.Maybe();
  review.fields.clarity_level = fields.Maybe();
  review.fields.recommendation_level = fields.Maybe();
  const int traits = fields.Number(3);
  row.traits.code = (traits & 1) != 0;
  row.traits.math = (traits & 2) != 0;
  row.words = fields.Number();
  row.traits.title_atoms = static_cast<uint16_t>(fields.Number(0xFFFF));
  row.traits.body_atoms = static_cast<uint16_t>(fields.Number(0xFFFF));
  return fields.ok() && !review.id.empty();
}

}  // namespace skira
