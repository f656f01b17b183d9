#include "app/model/user_data.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_set>
#include <utility>

namespace skira::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kReviewPrefix = "review/", kListPrefix = "list/";
constexpr std::string_view kFamilies[] = {"serif", "sans", "mono"};
constexpr int kDeepest = 64;  // objects and arrays inside of each other; a record has 3

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Takes members out of an object; remembers whether one was of the wrong type or out of range, and
// which were asked for.
class Members {
 public:
  Members(const Json& object, LimitsReached& reached) : object_(object), reached_(reached) {}

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
  void Take(const char* key, Limit limit, std::string& value) {
    if (const Json* member = Find(key)) TakeText(*member, limit, value);
  }
  // The values' limit, and that of their count.
  void Take(const char* key, Limit limit, Limit count, std::vector<std::string>& values) {
    const Json* member = Find(key);
    if (member == nullptr || !Require(member->is_array())) return;
    std::unordered_set<std::string> seen;
    for (const Json& element : *member) {
      std::string text;
      TakeText(element, limit, text);
      // Each stands once.
      if (good_ && seen.insert(text).second) values.push_back(std::move(text));
    }
    KeepWithin(count, values, reached_);
  }
  // The member of this key, or null where there is none.
  const Json* Find(const char* key) {
    known_.push_back(key);
    const auto found = object_.find(key);
    return found == object_.end() ? nullptr : &*found;
  }
  bool Require(bool holds) {
    good_ = good_ && holds;
    return holds;
  }
  // A member whose value is of a later version: it stays in the record as if it were unknown.
  void Disown(std::string_view key) { std::erase(known_, key); }

  // Those that nobody asked for, as an object of JSON; empty where there are none.
  std::string Others() const {
    Json others = Json::object();
    for (const auto& [key, value] : object_.items()) {
      const bool known = std::find(known_.begin(), known_.end(), key) != known_.end();
      if (key != "v" && !known) others[key] = value;
    }
    return others.empty() ? "" : Dump(others);
  }

 private:
  void TakeText(const Json& member, Limit limit, std::string& value) {
    if (!Require(member.is_string())) return;
    value = member.get_ref<const std::string&>();
    KeepWithin(limit, value, reached_);
  }

  const Json& object_;
  LimitsReached& reached_;
  std::vector<std::string_view> known_;
  bool good_ = true;
};

// The record with the members of `more` (see Highlight::more) that it does not have.
void AddMore(std::string_view more, Json& record) {
  if (more.empty()) return;
  const Json others = Json::parse(more, nullptr, false);
  if (!others.is_object()) return;
  for (const auto& [key, value] : others.items()) {
    if (!record.contains(key)) record[key] = value;
  }
}

// The members of both; of one that both have that of the one that wins.
void JoinMore(const std::string& other, MoreOf wins, std::string& more) {
  if (other.empty() || more == other) return;
  const bool theirs = more.empty() || wins == MoreOf::kTheirs;
  Json joined = Json::parse(theirs ? other : more, nullptr, false);
  AddMore(theirs ? more : other, joined);
  more = Dump(joined);
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
  if (settings.hide_filters) json["nofilters"] = true;
  if (settings.hide_list) json["nolist"] = true;
  if (settings.list_width != usual.list_width) json["listwidth"] = Rounded(settings.list_width);
  if (settings.filters_width != usual.filters_width) {
    json["filterswidth"] = Rounded(settings.filters_width);
  }
  if (!settings.remind_backup) json["noreminder"] = true;
  if (settings.speech_rate != usual.speech_rate) json["speech"] = Rounded(settings.speech_rate);
  return json;
}

// `more`: the members that this version does not know, or whose values it does not.
bool ReadSettings(const Json& json, Settings& settings, std::string& more, LimitsReached& reached) {
  Settings read;
  Members members(json, reached);
  std::string theme, family, language;
  members.Take("theme", Limit::kName, theme);
  members.Take("family", Limit::kName, family);
  members.Take("size", kLeastTextSize, kMostTextSize, read.text_size);
  members.Take("leading", kLeastLineHeight, kMostLineHeight, read.line_height);
  members.Take("column", kLeastColumn, kMostColumn, read.column_width);
  members.Take("justify", read.justify);
  members.Take("language", Limit::kName, language);
  members.Take("still", read.reduce_motion);
  members.Take("nofilters", read.hide_filters);
  members.Take("nolist", read.hide_list);
  members.Take("listwidth", kLeastPane, kMostPane, read.list_width);
  members.Take("filterswidth", kLeastPane, kMostPane, read.filters_width);
  bool no_reminder = false;
  members.Take("noreminder", no_reminder);
  read.remind_backup = !no_reminder;
  members.Take("speech", kLeastSpeechRate, kMostSpeechRate, read.speech_rate);
  if (!members.good()) return false;
  read.theme = ThemeNamed(theme);
  read.follow_system = ThemeOf(read.theme).name != theme;
  if (read.follow_system) members.Disown("theme");
  const auto known = std::find(std::begin(kFamilies), std::end(kFamilies), family);
  if (known != std::end(kFamilies)) {
    read.family = static_cast<typeset::Family>(known - std::begin(kFamilies));
  } else {
    members.Disown("family");
  }
  if (language == "en") {
    read.language = Language::kEnglish;
  } else {
    members.Disown("language");
  }
  settings = read;
  more = members.Others();
  return true;
}

// Each that was not changed here takes the other's.
void JoinSettings(const Settings& other, Settings& settings) {
  const Settings usual;
  if (settings.follow_system && !other.follow_system) {
    settings.follow_system = false;
    settings.theme = other.theme;
  }
  const auto join = [&](auto Settings::*member) {
    if (settings.*member == usual.*member) settings.*member = other.*member;
  };
  join(&Settings::family);
  join(&Settings::text_size);
  join(&Settings::line_height);
  join(&Settings::column_width);
  join(&Settings::justify);
  join(&Settings::language);
  join(&Settings::reduce_motion);
  join(&Settings::hide_filters);
  join(&Settings::hide_list);
  join(&Settings::list_width);
  join(&Settings::filters_width);
  join(&Settings::speech_rate);
  join(&Settings::remind_backup);
}

// --- A review's marks ---------------------------------------------------------------------------

Json HighlightJson(const Highlight& highlight) {
  Json json = {{"id", highlight.id},        {"block", highlight.block},
               {"start", highlight.start},  {"last", highlight.last_block},
               {"end", highlight.end},      {"quote", highlight.quote},
               {"colour", highlight.colour}};
  if (!highlight.note.empty()) json["note"] = highlight.note;
  json["made"] = highlight.made;
  AddMore(highlight.more, json);
  return json;
}

Json MarksJson(const ReviewMarks& marks) {
  Json json = {{"v", kRecordVersion}};
  if (marks.starred) json["starred"] = true;
  if (marks.read) json["read"] = true;
  if (const double progress = Rounded(marks.progress); progress > 0) json["progress"] = progress;
  if (marks.block > 0) json["block"] = marks.block;
  if (const double into = Rounded(marks.into); into > 0) json["into"] = into;
  if (marks.opened > 0) json["opened"] = marks.opened;
  if (!marks.note.empty()) json["note"] = marks.note;
  if (!marks.tags.empty()) json["tags"] = marks.tags;
  for (const Highlight& highlight : marks.highlights) {
    json["highlights"].push_back(HighlightJson(highlight));
  }
  return json;
}

std::optional<Highlight> ReadHighlight(const Json& json, LimitsReached& reached) {
  if (!json.is_object()) return std::nullopt;
  constexpr int64_t kMost = INT32_MAX;
  Highlight read;
  Members members(json, reached);
  members.Take("id", Limit::kId, read.id);
  members.TakeInteger("block", 0, kMost, read.block);
  members.TakeInteger("start", 0, kMost, read.start);
  read.last_block = read.block;
  members.TakeInteger("last", read.block, kMost, read.last_block);
  members.TakeInteger("end", 0, kMost, read.end);
  members.Take("quote", Limit::kQuote, read.quote);
  members.TakeInteger("colour", 0, kHighlightColours - 1, read.colour);
  members.Take("note", Limit::kNote, read.note);
  members.TakeInteger("made", 0, INT64_MAX, read.made);
  members.Require(!read.id.empty());
  members.Require(read.block != read.last_block || read.start < read.end);
  if (!members.good()) return std::nullopt;
  read.more = members.Others();
  return read;
}

bool ReadHighlights(const Json& json, std::vector<Highlight>& highlights, LimitsReached& reached) {
  if (!json.is_array()) return false;
  for (const Json& element : json) {
    auto highlight = ReadHighlight(element, reached);
    if (!highlight) return false;
    highlights.push_back(*std::move(highlight));
  }
  KeepWithin(Limit::kHighlights, highlights, reached);
  return true;
}

std::optional<ReviewMarks> ReadMarks(const Json& json, std::string& more, LimitsReached& reached) {
  ReviewMarks read;
  Members members(json, reached);
  members.Take("starred", read.starred);
  members.Take("read", read.read);
  members.Take("progress", 0, 1, read.progress);
  members.TakeInteger("block", 0, INT32_MAX, read.block);
  members.Take("into", 0, 1, read.into);
  members.TakeInteger("opened", 0, INT64_MAX, read.opened);
  members.Take("note", Limit::kNote, read.note);
  members.Take("tags", Limit::kName, Limit::kTags, read.tags);
  if (const Json* highlights = members.Find("highlights")) {
    members.Require(ReadHighlights(*highlights, read.highlights, reached));
  }
  if (!members.good()) return std::nullopt;
  more = members.Others();
  return read;
}

// Whether the text has the part; of a long part only whether the text begins or ends with it, which
// takes no longer than reading both.
bool Has(std::string_view text, std::string_view part) {
  constexpr size_t kSearched = 1 << 13;  // bytes
  if (part.size() <= kSearched) return text.find(part) != text.npos;
  return text.starts_with(part) || text.ends_with(part);
}

void JoinTexts(Limit count, const std::vector<std::string>& others, std::vector<std::string>& texts,
               LimitsReached& reached) {
  std::unordered_set<std::string> seen(texts.begin(), texts.end());
  for (const std::string& other : others) {
    if (seen.insert(other).second) texts.push_back(other);
  }
  KeepWithin(count, texts, reached);
}

void JoinNotesWithin(const std::string& other, std::string& note, LimitsReached& reached) {
  JoinNotes(other, note);
  KeepWithin(Limit::kNote, note, reached);
}

void JoinMarks(ReviewMarks other, MoreOf wins, ReviewMarks& marks, LimitsReached& reached) {
  marks.starred |= other.starred;
  marks.read |= other.read;
  if (other.progress > marks.progress) {
    marks.progress = other.progress;
    marks.block = other.block;
    marks.into = other.into;
  }
  marks.opened = std::max(marks.opened, other.opened);
  JoinNotesWithin(other.note, marks.note, reached);
  JoinTexts(Limit::kTags, other.tags, marks.tags, reached);
  for (Highlight& highlight : other.highlights) {
    const auto same = std::find_if(marks.highlights.begin(), marks.highlights.end(),
                                   [&](const Highlight& one) { return one.id == highlight.id; });
    if (same == marks.highlights.end()) {
      marks.highlights.push_back(std::move(highlight));
    } else {
      JoinNotesWithin(highlight.note, same->note, reached);
      JoinMore(highlight.more, wins, same->more);
    }
  }
  KeepWithin(Limit::kHighlights, marks.highlights, reached);
}

void SortHighlights(std::vector<Highlight>& highlights) {
  std::stable_sort(highlights.begin(), highlights.end(),
                   [](const Highlight& a, const Highlight& b) {
                     return std::pair(a.block, a.start) < std::pair(b.block, b.start);
                   });
}

// --- Lists --------------------------------------------------------------------------------------

Json ListJson(const ReadingList& list) {
  Json json = {{"v", kRecordVersion}, {"name", list.name}, {"place", list.place}};
  json["reviews"] = list.reviews;
  if (!list.search.empty()) json["search"] = list.search;
  return json;
}

std::optional<ReadingList> ReadList(std::string_view id, const Json& json, std::string& more,
                                    LimitsReached& reached) {
  ReadingList read;
  read.id = id;
  Members members(json, reached);
  members.Take("name", Limit::kName, read.name);
  members.TakeInteger("place", 0, INT32_MAX, read.place);
  members.Take("reviews", Limit::kId, Limit::kListed, read.reviews);
  members.Take("search", Limit::kNote, read.search);
  if (!members.good()) return std::nullopt;
  more = members.Others();
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
  if (!IsPlainJson(text)) return std::nullopt;
  Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto version = json.find("v");
  if (version == json.end() || !version->is_number_unsigned()) return std::nullopt;
  const uint64_t number = version->get<uint64_t>();
  if (number < 1 || number > kRecordVersion) return std::nullopt;
  return json;
}

Json KnownMembers(Kind kind, std::string_view id, const UserData& user, const Settings& settings) {
  Json json = {{"v", kRecordVersion}};
  switch (kind) {
    case Kind::kSettings:
      return SettingsJson(settings);
    case Kind::kReview:
      return MarksJson(MarksOf(user, id));
    case Kind::kList:
      return ListJson(*FindList(user, id));
    case Kind::kSearches:
      if (!user.searches.empty()) json["texts"] = user.searches;
      return json;
    case Kind::kWelcome:
      if (user.welcomed) json["done"] = true;
      return json;
    case Kind::kNone:
      break;
  }
  return json;
}

// As ReadRecord() says of a record that is there; `more` is what is left of it.
bool Read(Kind kind, std::string_view id, const Json& record, UserData& user, Settings& settings,
          std::string& more, LimitsReached& reached) {
  Members members(record, reached);
  switch (kind) {
    case Kind::kSettings:
      return ReadSettings(record, settings, more, reached);
    case Kind::kReview: {
      std::optional<ReviewMarks> marks = ReadMarks(record, more, reached);
      if (!marks) return false;
      SortHighlights(marks->highlights);
      user.marks.insert_or_assign(std::string(id), *std::move(marks));
      return true;
    }
    case Kind::kList: {
      std::optional<ReadingList> list = ReadList(id, record, more, reached);
      if (!list) return false;
      PutList(*std::move(list), user);
      return true;
    }
    case Kind::kSearches: {
      std::vector<std::string> texts;
      members.Take("texts", Limit::kSearch, Limit::kSearches, texts);
      if (!members.good()) return false;
      user.searches = std::move(texts);
      more = members.Others();
      return true;
    }
    case Kind::kWelcome: {
      bool done = false;
      members.Take("done", done);
      if (!members.good()) return false;
      user.welcomed = done;
      more = members.Others();
      return true;
    }
    case Kind::kNone:
      break;
  }
  return false;
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

bool IsRecordKey(std::string_view key) {
  std::string_view id;
  return KindOf(key, id) != Kind::kNone;
}

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
  const Kind kind = KindOf(key, id);
  if (kind == Kind::kNone) return "";
  if (kind == Kind::kList && FindList(user, id) == nullptr) return "";
  Json record = KnownMembers(kind, id, user, settings);
  if (const auto more = user.more.find(key); more != user.more.end()) AddMore(more->second, record);
  return DumpIfAny(record);
}

bool ReadRecord(std::string_view key, std::string_view json, UserData& user, Settings& settings,
                LimitsReached& reached) {
  std::string_view id;
  const Kind kind = KindOf(key, id);
  if (kind == Kind::kNone) return false;
  std::string more;
  if (json.empty()) {
    Forget(kind, id, user, settings);
  } else {
    const std::optional<Json> record = Parse(json);
    LimitsReached own;
    if (!record || !Read(kind, id, *record, user, settings, more, own)) return false;
    reached.Add(own);
  }
  if (!more.empty()) {
    user.more.insert_or_assign(std::string(key), std::move(more));
  } else if (const auto old = user.more.find(key); old != user.more.end()) {
    user.more.erase(old);
  }
  return true;
}

bool MergeRecord(std::string_view key, std::string_view json, UserData& user, Settings& settings,
                 LimitsReached& reached, MoreOf wins) {
  UserData other;
  Settings other_settings;
  if (json.empty()) return true;
  if (!ReadRecord(key, json, other, other_settings, reached)) return false;
  for (auto& [review, marks] : other.marks) {
    ReviewMarks& mine = user.marks[review];
    JoinMarks(std::move(marks), wins, mine, reached);
    SortHighlights(mine.highlights);
  }
  for (ReadingList& list : other.lists) {
    if (const ReadingList* mine = FindList(user, list.id)) {
      ReadingList joined = *mine;
      JoinTexts(Limit::kListed, list.reviews, joined.reviews, reached);
      PutList(std::move(joined), user);
    } else {
      PutList(std::move(list), user);
    }
  }
  JoinTexts(Limit::kSearches, other.searches, user.searches, reached);
  user.welcomed |= other.welcomed;
  JoinSettings(other_settings, settings);
  for (const auto& [of, more] : other.more) JoinMore(more, wins, user.more[of]);
  return true;
}

void JoinNotes(std::string_view other, std::string& note) {
  constexpr std::string_view kBetween = "\n\n";
  if (Has(note, other)) return;
  if (Has(other, note)) {
    note = other;
    return;
  }
  std::unordered_set<std::string_view> seen;
  const auto paragraphs = [&](std::string_view text, const auto& each) {
    while (true) {
      const size_t end = std::min(text.find(kBetween), text.size());
      each(text.substr(0, end));
      if (end == text.size()) return;
      text.remove_prefix(end + kBetween.size());
    }
  };
  const std::string mine = note;
  paragraphs(mine, [&](std::string_view one) { seen.insert(one); });
  paragraphs(other, [&](std::string_view one) {
    if (seen.insert(one).second) note.append(kBetween).append(one);
  });
}

bool IsPlainJson(std::string_view text) {
  int deep = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++deep > kDeepest) return false;
    } else if (c == '}' || c == ']') {
      --deep;
    }
  }
  return Json::accept(text);
}

}  // namespace skira::app
