// An export's text to shards:
//
//   text ─▶ places of its reviews, newest first ─▶ N reviews at a time ─▶ text, rows, ids, terms
#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "review/json.h"
#include "review/markdown.h"
#include "review/pictures.h"
#include "shards/rows.h"
#include "shards/shards.h"

namespace skira {
namespace {

// Where a review stands in the export.
struct Place {
  size_t begin = 0, end = 0;  // bytes of its object
  int32_t day = 0;            // year * 10000 + month * 100 + day; 0: none
  int document = 0;
};

struct Id {
  uint64_t hash = 0;
  uint32_t review = 0;
  auto operator<=>(const Id&) const = default;
};

int32_t DayOf(const Review& review) {
  const std::optional<Date> date = review.date ? review.date : review.date_inferred;
  return date ? date->year * 10000 + date->month * 100 + date->day : 0;
}

// The formulas of some reviews, with the outlines that they need.
class MathPicker {
 public:
  explicit MathPicker(const MathTable& math) : math_(math) {
    for (size_t i = 0; i < math.formulas.size(); ++i) by_tex_[math.formulas[i].tex].push_back(i);
  }

  MathTable For(const std::vector<Review>& reviews) const {
    std::vector<size_t> picked;
    for (const Review& review : reviews) {
      for (const Block& block : review.blocks) {
        for (const Span& span : block.spans) {
          if (!span.math) continue;
          const auto found = by_tex_.find(span.text);
          if (found == by_tex_.end()) continue;
          picked.insert(picked.end(), found->second.begin(), found->second.end());
        }
      }
    }
    std::sort(picked.begin(), picked.end());
    picked.erase(std::unique(picked.begin(), picked.end()), picked.end());
    MathTable table;
    std::unordered_map<int, int> outlines;  // of the whole table, of this one
    for (const size_t i : picked) {
      Formula& formula = table.formulas.emplace_back(math_.formulas[i]);
      for (size_t glyph = 0; glyph < formula.glyphs.size(); glyph += 4) {
        const auto [known, added] =
            outlines.try_emplace(formula.glyphs[glyph], static_cast<int>(outlines.size()));
        if (added) {
          table.outlines.push_back(math_.outlines[static_cast<size_t>(formula.glyphs[glyph])]);
        }
        formula.glyphs[glyph] = known->second;
      }
    }
    return table;
  }

 private:
  const MathTable& math_;
  std::unordered_map<std::string_view, std::vector<size_t>> by_tex_;
};

// Keeps the sources that the reviews name.
std::vector<Source> PickSources(const std::vector<Source>& all, std::vector<Review>& reviews) {
  std::vector<Source> sources;
  std::unordered_map<int, int> places;
  for (Review& review : reviews) {
    const auto [known, added] =
        places.try_emplace(review.document, static_cast<int>(sources.size()));
    if (added) sources.push_back(all[static_cast<size_t>(review.document)]);
    review.document = known->second;
  }
  return sources;
}

class ShardWriter {
 public:
  ShardWriter(std::string_view text, const ShardOptions& options, const ShardSink& sink,
              std::string& error)
      : text_(text), per_text_(std::max(1, options.per_text)), sink_(sink), error_(error) {}

  bool Write() {
    if (!FindReviews()) return false;
    const MathPicker math(whole_.math);
    const PictureIndex pictures(whole_.pictures);
    const size_t step = static_cast<size_t>(per_text_);
    for (size_t first = 0; first < places_.size(); first += step) {
      if (!WriteText(first, std::min(places_.size(), first + step), math, pictures)) return false;
    }
    return FinishPage() && WriteIds() && WriteTerms() && WriteManifest();
  }

 private:
  bool FindReviews() {
    const auto visit = [&](Review& review, size_t begin, size_t end) -> std::string {
      if (review.id.empty()) return "a review has no \"id\"";
      ids_.push_back({Fnv1a(review.id), static_cast<uint32_t>(places_.size())});
      places_.push_back({begin, end, DayOf(review), review.document});
      return "";
    };
    JsonError json;
    std::optional<Catalog> whole = ReadJson(text_, visit, json);
    if (!whole) {
      error_ = std::to_string(json.line) + ": " + json.reason;
      return false;
    }
    whole_ = *std::move(whole);
    return CheckTogether() && SortByDay();
  }

  // What ReadJson leaves to us.
  bool CheckTogether() {
    for (const Place& place : places_) {
      if (static_cast<size_t>(place.document) >= whole_.sources.size()) {
        return Refuse(place, "this review names a source that is not there");
      }
    }
    std::sort(ids_.begin(), ids_.end());
    const auto twice = std::adjacent_find(
        ids_.begin(), ids_.end(), [](const Id& a, const Id& b) { return a.hash == b.hash; });
    if (twice == ids_.end()) return true;
    return Refuse(places_[std::next(twice)->review], "this review's id stands twice");
  }

  bool Refuse(const Place& place, std::string_view reason) {
    const auto line =
        1 + std::count(text_.begin(), text_.begin() + static_cast<long>(place.begin), '\n');
    error_ = std::to_string(line) + ": " + std::string(reason);
    return false;
  }

  bool SortByDay() {
    std::vector<uint32_t> order(places_.size()), number(places_.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return places_[a].day > places_[b].day; });
    std::vector<Place> sorted;
    for (size_t i = 0; i < order.size(); ++i) {
      sorted.push_back(places_[order[i]]);
      number[order[i]] = static_cast<uint32_t>(i);
    }
    places_ = std::move(sorted);
    for (Id& id : ids_) id.review = number[id.review];
    return true;
  }

  bool Put(ShardKind kind, std::string_view bytes) {
    std::vector<uint32_t>& hashes = hashes_[static_cast<size_t>(kind)];
    hashes.push_back(NameHash(bytes));
    return sink_(ShardName({kind, static_cast<int>(hashes.size()) - 1}, hashes.back()), bytes);
  }

  bool WriteText(size_t first, size_t end, const MathPicker& math, const PictureIndex& pictures) {
    std::string text = R"({"format":"skira-reviews","version":1,"reviews":[)";
    for (size_t i = first; i < end; ++i) {
      if (i > first) text.push_back(',');
      text += text_.substr(places_[i].begin, places_[i].end - places_[i].begin);
    }
    text += "]}";
    Catalog shard;
    const auto keep = [&](Review& review, size_t, size_t) -> std::string {
      shard.reviews.push_back(std::move(review));
      return "";
    };
    JsonError json;
    if (!ReadJson(text, keep, json)) return Refuse(places_[first], json.reason);
    bool all = true;
    const std::vector<ReviewTraits> traits = terms_.Add(shard.reviews, TermSink(all));
    if (!all) return false;
    for (size_t i = 0; i < shard.reviews.size(); ++i) {
      if (!AddRow(shard.reviews[i], traits[i])) return false;
    }
    shard.math = math.For(shard.reviews);
    shard.pictures =
        PicturesOf(shard.reviews, [&](std::string_view id) { return pictures.Find(id); });
    shard.sources = PickSources(whole_.sources, shard.reviews);
    return Put(ShardKind::kText, WriteJson(shard, false));
  }

  bool AddRow(const Review& review, const ReviewTraits& traits) {
    const std::string row = WriteRow({review, traits, WordCount(review)});
    if (rows_ < ShardSet::kNewest) newest_ += row;
    page_ += row;
    return ++rows_ % ShardSet::kPerPage != 0 || FinishPage();
  }

  bool FinishPage() {
    if (page_.empty()) return true;
    const std::string page = std::exchange(page_, {});
    return Put(ShardKind::kCatalog, page);
  }

  bool WriteIds() {
    const auto count = (ids_.size() + kIdsPerFile - 1) / kIdsPerFile;
    std::vector<std::string> files(count);
    for (const Id& id : ids_) {  // by hash
      std::string& file = files[static_cast<size_t>(IdsFileFor(id.hash, static_cast<int>(count)))];
      for (int i = 0; i < 8; ++i) file.push_back(static_cast<char>(id.hash >> 8 * i));
      for (int i = 0; i < 4; ++i) file.push_back(static_cast<char>(id.review >> 8 * i));
    }
    return std::all_of(files.begin(), files.end(),
                       [&](const std::string& file) { return Put(ShardKind::kIds, file); });
  }

  bool WriteTerms() {
    bool all = true;
    terms_.Finish(TermSink(all));
    return all;
  }

  // Puts the index's files; `all` is false when the sink has ended it.
  TermShardWriter::Sink TermSink(bool& all) {
    return [this, &all](TermFile file, std::string_view bytes) {
      all = all && Put(ShardOf(file).kind, bytes);
    };
  }

  bool WriteManifest() {
    std::string text = std::string(kManifestHead) + "\n";
    text += "reviews " + std::to_string(places_.size()) + "\n";
    text += "per_text " + std::to_string(per_text_) + "\n";
    text += "atoms " + std::to_string(terms_.title_atoms()) + " " +
            std::to_string(terms_.body_atoms()) + "\n";
    for (size_t kind = 0; kind < kShardKinds; ++kind) {
      text += std::string(kKindNames[kind].folder) + " ";
      for (const uint32_t hash : hashes_[kind]) text += Hex(hash, 8);
      text += "\n";
    }
    for (const std::string& key : terms_.keys()) {
      text += "key ";
      for (const char c : key) text += Hex(static_cast<uint8_t>(c), 2);
      text += "\n";
    }
    if (whole_.site != Site{}) {
      Catalog own;
      own.site = whole_.site;
      text += "site " + WriteJson(own, false);
    }
    for (const Source& source : whole_.sources) {
      std::string name = source.name;
      std::replace(name.begin(), name.end(), '\n', ' ');
      text += "source " + name + "\n";
    }
    return sink_(std::string(kManifestName), text + "newest\n" + newest_);
  }

  const std::string_view text_;
  const int per_text_;
  const ShardSink& sink_;
  std::string& error_;
  Catalog whole_;  // without reviews
  std::vector<Place> places_;
  std::vector<Id> ids_;
  TermShardWriter terms_;
  std::string page_, newest_;
  int rows_ = 0;
  std::array<std::vector<uint32_t>, kShardKinds> hashes_;
};

}  // namespace

bool WriteShards(std::string_view text, const ShardOptions& options, const ShardSink& sink,
                 std::string& error) {
  error.clear();
  return ShardWriter(text, options, sink, error).Write();
}

}  // namespace skira
