#include "reader/user_data.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/sort.h"

namespace skira::reader {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kReviewPrefix = "review/", kListPrefix = "list/";
constexpr std::string_view kFamilies[] = {"serif", "sans", "mono"};
constexpr size_t kMostHighlights = 10000, kMostTags = 200, kMostListed = 100000, kMostSearches = 50;
constexpr size_t kMostText = 1 << 20;  // bytes of a note or a quote

// Takes members out of an object; remembers whether one was of the wrong type or out of range.
class Members {
 public:
  explicit Members(const Json& object) : object_(object) {}

  bool good() const { return good_; }

  void Take(const char* key, bool& value) {
    if (const Json* member = Find(key)) {
      if (Require(member->is_boolean())) value = member->get<bool>();
    }
  }
  template <typename Integer>
  void TakeInteger(const char* key, int64_t least, int64_t most, Integer& value) {
    const Json* member = Find(key);
    if (member == nullptr || !Require(member->is_number_integer())) return;
    if (member->is_number_unsigned() && !Require(member->get<uint64_t>() <= INT64_MAX)) return;
    const int64_t number = member->get<int64_t>();
    if (Require(number >= least && number <= most)) value = static_cast<Integer>(number);
  }
  void Take(const char* key, float least, float most, float& value) {
    const Json* member = Find(key);
    if (member == nullptr || !Require(member->is_number())) return;
    const double number = member->get<double>();
    if (Require(std::isfinite(number))) {
      value = static_cast<float>(
          std::clamp(number, static_cast<double>(least), static_cast<double>(most)));
    }
  }
  void Take(const char* key, std::string& value) {
    if (const Json* member = Find(key)) TakeText(*member, value);
  }
  void Take(const char* key, size_t most, std::vector<std::string>& values) {
    const Json* member = Find(key);
    if (member == nullptr || !Require(member->is_array() && member->size() <= most)) return;
    for (const Json& element : *member) {
      std::string text;
      TakeText(element, text);
      // Each stands once.
      if (good_ && std::find(values.begin(), values.end(), text) == values.end()) {
        values.push_back(std::move(text));
      }
    }
  }
  // The member of this key, or null where there is none.
  const Json* Find(const char* key) const {
    const auto found = object_.find(key);
    return found == object_.end() ? nullptr : &*found;
  }
  bool Require(bool holds) {
    good_ = good_ && holds;
    return holds;
  }

 private:
  void TakeText(const Json& member, std::string& value) {
    if (!Require(member.is_string())) return;
    const auto& text = member.get_ref<const std::string&>();
    if (Require(text.size() <= kMostText)) value = text;
  }

  const Json& object_;
  bool good_ = true;
};

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Empty where the record says nothing but its version.
std::string DumpIfAny(const Json& record) { return record.size() <= 1 ? "" : Dump(record); }

// The number without the digits that only its binary form has.
double Rounded(float value) { return std::round(static_cast<double>(value) * 10000) / 10000; }

// --- Settings -----------------------------------------------------------------------------------

Json SettingsJson(const Settings& settings) {
  const Settings usual;
  Json json = {{"v", kRecordVersion}};
  if (!settings.follow_system) json["theme"] = std::string(ThemeOf(settings.theme).name);
  if (settings.family != usual.family) {
    json["family"] = std::string(kFamilies[static_cast<size_t>(settings.family)]);
  }
  if (settings.text_size != usual.text_size) json["size"] = Rounded(settings.text_size);
  if (settings.line_height != usual.line_height) json["leading"] = Rounded(settings.line_height);
  if (settings.column_width != usual.column_width) json["column"] = Rounded(settings.column_width);
  if (settings.justify) json["justify"] = true;
  if (settings.language == Language::kEnglish) json["language"] = "en";
  if (settings.reduce_motion) json["still"] = true;
  if (settings.speech_rate != usual.speech_rate) json["speech"] = Rounded(settings.speech_rate);
  return json;
}

bool ReadSettings(const Json& json, Settings& settings) {
  Settings read;
  Members members(json);
  std::string theme, family, language;
  members.Take("theme", theme);
  members.Take("family", family);
  members.Take("size", kLeastTextSize, kMostTextSize, read.text_size);
  members.Take("leading", kLeastLineHeight, kMostLineHeight, read.line_height);
  members.Take("column", kLeastColumn, kMostColumn, read.column_width);
  members.Take("justify", read.justify);
  members.Take("language", language);
  members.Take("still", read.reduce_motion);
  members.Take("speech", kLeastSpeechRate, kMostSpeechRate, read.speech_rate);
  if (!members.good()) return false;
  read.follow_system = theme.empty();
  read.theme = ThemeNamed(theme);
  const auto known = std::find(std::begin(kFamilies), std::end(kFamilies), family);
  if (known != std::end(kFamilies)) {
    read.family = static_cast<typeset::Family>(known - std::begin(kFamilies));
  }
  if (language == "en") read.language = Language::kEnglish;
  settings = read;
  return true;
}

// --- A review's marks ---------------------------------------------------------------------------

Json HighlightJson(const Highlight& highlight) {
  Json json = {{"id", highlight.id},        {"block", highlight.block},
               {"start", highlight.start},  {"last", highlight.last_block},
               {"end", highlight.end},      {"quote", highlight.quote},
               {"colour", highlight.colour}};
  if (!highlight.note.empty()) json["note"] = highlight.note;
  json["made"] = highlight.made;
  return json;
}

Json MarksJson(const ReviewMarks& marks) {
  Json json = {{"v", kRecordVersion}};
  if (marks.starred) json["starred"] = true;
  if (marks.read) json["read"] = true;
  if (const double progress = Rounded(marks.progress); progress > 0) json["progress"] = progress;
  if (marks.block > 0) json["block"] = marks.block;
  if (marks.opened > 0) json["opened"] = marks.opened;
  if (!marks.note.empty()) json["note"] = marks.note;
  if (!marks.tags.empty()) json["tags"] = marks.tags;
  for (const Highlight& highlight : marks.highlights) {
    json["highlights"].push_back(HighlightJson(highlight));
  }
  return json;
}

std::optional<Highlight> ReadHighlight(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  constexpr int64_t kMost = INT32_MAX;
  Highlight read;
  Members members(json);
  members.Take("id", read.id);
  members.TakeInteger("block", 0, kMost, read.block);
  members.TakeInteger("start", 0, kMost, read.start);
  read.last_block = read.block;
  members.TakeInteger("last", read.block, kMost, read.last_block);
  members.TakeInteger("end", 0, kMost, read.end);
  members.Take("quote", read.quote);
  members.TakeInteger("colour", 0, kHighlightColours - 1, read.colour);
  members.Take("note", read.note);
  members.TakeInteger("made", 0, INT64_MAX, read.made);
  members.Require(!read.id.empty());
  members.Require(read.block != read.last_block || read.start < read.end);
  if (!members.good()) return std::nullopt;
  return read;
}

bool ReadHighlights(const Json& json, std::vector<Highlight>& highlights) {
  if (!json.is_array() || json.size() > kMostHighlights) return false;
  for (const Json& element : json) {
    auto highlight = ReadHighlight(element);
    if (!highlight) return false;
    highlights.push_back(*std::move(highlight));
  }
  return true;
}

std::optional<ReviewMarks> ReadMarks(const Json& json) {
  ReviewMarks read;
  Members members(json);
  members.Take("starred", read.starred);
  members.Take("read", read.read);
  members.Take("progress", 0, 1, read.progress);
  members.TakeInteger("block", 0, INT32_MAX, read.block);
  members.TakeInteger("opened", 0, INT64_MAX, read.opened);
  members.Take("note", read.note);
  members.Take("tags", kMostTags, read.tags);
  if (const Json* highlights = members.Find("highlights")) {
    members.Require(ReadHighlights(*highlights, read.highlights));
  }
  if (!members.good()) return std::nullopt;
  return read;
}

// Both notes, one below the other, unless one has the other.
void JoinNotes(const std::string& other, std::string& note) {
  if (other.empty() || note.find(other) != note.npos) return;
  if (note.empty() || other.find(note) != other.npos) {
    note = other;
  } else {
    note += "\n\n" + other;
  }
}

void JoinTexts(const std::vector<std::string>& others, std::vector<std::string>& texts) {
  for (const std::string& other : others) {
    if (std::find(texts.begin(), texts.end(), other) == texts.end()) texts.push_back(other);
  }
}

void JoinMarks(ReviewMarks other, ReviewMarks& marks) {
  marks.starred |= other.starred;
  marks.read |= other.read;
  if (other.progress > marks.progress) {
    marks.progress = other.progress;
    marks.block = other.block;
  }
  marks.opened = std::max(marks.opened, other.opened);
  JoinNotes(other.note, marks.note);
  JoinTexts(other.tags, marks.tags);
  for (Highlight& highlight : other.highlights) {
    const auto same = std::find_if(marks.highlights.begin(), marks.highlights.end(),
                                   [&](const Highlight& one) { return one.id == highlight.id; });
    if (same == marks.highlights.end()) {
      marks.highlights.push_back(std::move(highlight));
    } else {
      JoinNotes(highlight.note, same->note);
    }
  }
}

void SortHighlights(std::vector<Highlight>& highlights) {
  StableSort(highlights, [](const Highlight& a, const Highlight& b) {
    return std::pair(a.block, a.start) < std::pair(b.block, b.start);
  });
}

// --- Lists --------------------------------------------------------------------------------------

Json ListJson(const ReadingList& list) {
  Json json = {{"v", kRecordVersion}, {"name", list.name}, {"place", list.place}};
  json["reviews"] = list.reviews;
  return json;
}

std::optional<ReadingList> ReadList(std::string_view id, const Json& json) {
  ReadingList read;
  read.id = id;
  Members members(json);
  members.Take("name", read.name);
  members.TakeInteger("place", 0, INT32_MAX, read.place);
  members.Take("reviews", kMostListed, read.reviews);
  if (!members.good()) return std::nullopt;
  return read;
}

void PutList(ReadingList list, UserData& user) {
  std::erase_if(user.lists, [&](const ReadingList& one) { return one.id == list.id; });
  const auto place = std::upper_bound(user.lists.begin(), user.lists.end(), list,
                                      [](const ReadingList& a, const ReadingList& b) {
                                        return std::pair(a.place, std::string_view(a.id)) <
                                               std::pair(b.place, std::string_view(b.id));
                                      });
  user.lists.insert(place, std::move(list));
}

// --- All records --------------------------------------------------------------------------------

// What a key is of; `id` is what follows its prefix.
enum class Kind : uint8_t { kNone, kSettings, kReview, kList, kSearches, kWelcome };
Kind KindOf(std::string_view key, std::string_view& id) {
  if (key == "settings") return Kind::kSettings;
  if (key == "searches") return Kind::kSearches;
  if (key == "welcome") return Kind::kWelcome;
  for (const auto& [prefix, kind] :
       {std::pair(kReviewPrefix, Kind::kReview), std::pair(kListPrefix, Kind::kList)}) {
    if (!key.starts_with(prefix) || key.size() == prefix.size()) continue;
    id = key.substr(prefix.size());
    return kind;
  }
  return Kind::kNone;
}

void Forget(Kind kind, std::string_view id, UserData& user, Settings& settings) {
  switch (kind) {
    case Kind::kSettings:
      settings = {};
      return;
    case Kind::kReview:
      if (const auto found = user.marks.find(id); found != user.marks.end()) {
        user.marks.erase(found);
      }
      return;
    case Kind::kList:
      std::erase_if(user.lists, [&](const ReadingList& list) { return list.id == id; });
      return;
    case Kind::kSearches:
      user.searches.clear();
      return;
    case Kind::kWelcome:
      user.welcomed = false;
      return;
    case Kind::kNone:
      return;
  }
}

// The record as JSON of a version that is known; std::nullopt for anything else.
std::optional<Json> Parse(std::string_view text) {
  Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto version = json.find("v");
  if (version == json.end() || !version->is_number_unsigned()) return std::nullopt;
  const uint64_t number = version->get<uint64_t>();
  if (number < 1 || number > kRecordVersion) return std::nullopt;
  return json;
}

}  // namespace

const ReviewMarks& MarksOf(const UserData& user, std::string_view review) {
  static const ReviewMarks kNone;
  const auto found = user.marks.find(review);
  return found == user.marks.end() ? kNone : found->second;
}

const ReadingList* FindList(const UserData& user, std::string_view id) {
  const auto found = std::find_if(user.lists.begin(), user.lists.end(),
                                  [&](const ReadingList& list) { return list.id == id; });
  return found == user.lists.end() ? nullptr : &*found;
}

std::string MarksKey(std::string_view review) { return std::string(kReviewPrefix).append(review); }

std::string ListKey(std::string_view list) { return std::string(kListPrefix).append(list); }

std::vector<std::string> RecordKeys(const UserData& user, const Settings& settings) {
  std::vector<std::string> keys = {"settings", "searches", "welcome"};
  for (const auto& [review, marks] : user.marks) keys.push_back(MarksKey(review));
  for (const ReadingList& list : user.lists) keys.push_back(ListKey(list.id));
  std::erase_if(keys,
                [&](const std::string& key) { return RecordJson(key, user, settings).empty(); });
  return keys;
}

std::string RecordJson(std::string_view key, const UserData& user, const Settings& settings) {
  std::string_view id;
  switch (KindOf(key, id)) {
    case Kind::kSettings:
      return DumpIfAny(SettingsJson(settings));
    case Kind::kReview:
      return DumpIfAny(MarksJson(MarksOf(user, id)));
    case Kind::kList: {
      const ReadingList* list = FindList(user, id);
      return list == nullptr ? "" : Dump(ListJson(*list));
    }
    case Kind::kSearches:
      if (user.searches.empty()) return "";
      return Dump({{"v", kRecordVersion}, {"texts", user.searches}});
    case Kind::kWelcome:
      return user.welcomed ? Dump({{"v", kRecordVersion}, {"done", true}}) : "";
    case Kind::kNone:
      break;
  }
  return "";
}

bool ReadRecord(std::string_view key, std::string_view json, UserData& user, Settings& settings) {
  std::string_view id;
  const Kind kind = KindOf(key, id);
  if (kind == Kind::kNone) return false;
  if (json.empty()) {
    Forget(kind, id, user, settings);
    return true;
  }
  const std::optional<Json> record = Parse(json);
  if (!record) return false;
  Members members(*record);
  switch (kind) {
    case Kind::kSettings:
      return ReadSettings(*record, settings);
    case Kind::kReview: {
      std::optional<ReviewMarks> marks = ReadMarks(*record);
      if (!marks) return false;
      SortHighlights(marks->highlights);
      user.marks.insert_or_assign(std::string(id), *std::move(marks));
      return true;
    }
    case Kind::kList: {
      std::optional<ReadingList> list = ReadList(id, *record);
      if (!list) return false;
      PutList(*std::move(list), user);
      return true;
    }
    case Kind::kSearches: {
      std::vector<std::string> texts;
      members.Take("texts", kMostSearches, texts);
      if (members.good()) user.searches = std::move(texts);
      return members.good();
    }
    case Kind::kWelcome:
      members.Take("done", user.welcomed);
      return members.good();
    case Kind::kNone:
      break;
  }
  return false;
}

bool MergeRecord(std::string_view key, std::string_view json, UserData& user, Settings& settings) {
  UserData other;
  Settings other_settings;
  if (json.empty()) return true;
  if (!ReadRecord(key, json, other, other_settings)) return false;
  for (auto& [review, marks] : other.marks) {
    ReviewMarks& mine = user.marks[review];
    JoinMarks(std::move(marks), mine);
    SortHighlights(mine.highlights);
  }
  for (ReadingList& list : other.lists) {
    if (const ReadingList* mine = FindList(user, list.id)) {
      ReadingList joined = *mine;
      JoinTexts(list.reviews, joined.reviews);
      PutList(std::move(joined), user);
    } else {
      PutList(std::move(list), user);
    }
  }
  JoinTexts(other.searches, user.searches);
  if (user.searches.size() > kMostSearches) user.searches.resize(kMostSearches);
  user.welcomed |= other.welcomed;
  if (settings == Settings()) settings = other_settings;
  return true;
}

}  // namespace skira::reader
