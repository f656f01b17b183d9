#include "app/state/exports.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "app/model/bibtex.h"
#include "app/model/device_records.h"
#include "app/state/documents.h"
#include "review/json.h"
#include "review/markdown.h"
#include "review/pictures.h"

namespace skira::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kBackupFormat = "skira-backup";
constexpr uint64_t kBackupVersion = 1;
constexpr std::string_view kColours[] = {"yellow", "green", "blue", "pink"};

std::string Dump(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string Line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// --- Markdown -----------------------------------------------------------------------------------

// The text with what Markdown would take for markup escaped, in one line.
std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>#|").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

// The text with `mark` before each line.
std::string Quoted(std::string_view text, std::string_view mark) {
  std::string out;
  while (true) {
    const size_t end = std::min(text.find('\n'), text.size());
    out.append(mark).append(text.substr(0, end)).append("\n");
    if (end == text.size()) return out;
    text.remove_prefix(end + 1);
  }
}

std::string TitleOf(const Review& review, const AppState& state) {
  return review.title.value_or(Text(Str::untitled, state.language()));
}

void AppendFacts(const Review& review, const AppState& state, std::string& out) {
  const auto line = [&out](std::string_view label, std::string_view value) {
    if (!value.empty()) out.append("- ").append(label).append(": ").append(value).append("\n");
  };
  const auto joined = [](const std::vector<std::string>& values, bool links) {
    std::string text;
    for (const std::string& value : values) {
      text += text.empty() ? "" : ", ";
      text += links ? "<" + value + ">" : Escaped(value);
    }
    return text;
  };
  const Language language = state.language();
  if (review.date) line(Text(Str::column_date, language), ToString(*review.date));
  line(Text(Str::column_kind, language), KindName(review.kind, language));
  line(Text(Str::reviewed_by, language), joined(review.reviewers, false));
  line(Text(Str::paper, language), joined(review.paper.urls, true));
  line(Text(Str::code, language), joined(review.paper.code_urls, true));
  line(Text(Str::arxiv, language), review.paper.arxiv_id.value_or(""));
  line(Text(Str::tags, language), joined(MarksOf(state.user, review.id).tags, false));
}

std::string ReviewsMarkdown(std::string_view title, const std::vector<const Review*>& reviews,
                            const AppState& state) {
  std::string out = "# " + Escaped(title) + "\n";
  for (const Review* review : reviews) {
    out += "\n## " + Escaped(TitleOf(*review, state)) + "\n\n";
    AppendFacts(*review, state, out);
    const std::string marks = HighlightsMarkdown(review, MarksOf(state.user, review->id));
    if (!marks.empty()) out += "\n" + marks;
  }
  return out;
}

// --- Which reviews ------------------------------------------------------------------------------

using ReviewsById = std::unordered_map<std::string_view, const Review*>;
ReviewsById ById(const AppState& state) {
  ReviewsById reviews;
  for (const Review& review : state.catalog.reviews) reviews.emplace(review.id, &review);
  return reviews;
}

std::vector<const Review*> ChosenReviews(const Export& wanted, const AppState& state) {
  std::vector<const Review*> chosen;
  if (wanted.of == ExportOf::kList) {
    const ReadingList* list = FindList(state.user, wanted.list);
    if (list == nullptr) return chosen;
    const ReviewsById reviews = ById(state);
    for (const std::string& id : list->reviews) {
      if (const auto found = reviews.find(id); found != reviews.end()) {
        chosen.push_back(found->second);
      }
    }
  } else if (wanted.of == ExportOf::kDocument) {
    for (const OwnDocument& own : state.documents.own) {
      if (!wanted.list.empty() && own.name != wanted.list) continue;
      const int first = FirstReviewOf(own, state);
      for (int i = first; i < first + own.reviews; ++i) {
        chosen.push_back(&state.catalog.reviews[static_cast<size_t>(i)]);
      }
    }
  } else if (wanted.of == ExportOf::kResults) {
    for (const int index : state.listing.order) {
      chosen.push_back(&state.catalog.reviews[static_cast<size_t>(index)]);
    }
  } else {
    for (const Review& review : state.catalog.reviews) {
      if (MarksOf(state.user, review.id).starred) chosen.push_back(&review);
    }
  }
  return chosen;
}

// Leaves out the reviews of a library in shards whose text has not come.
void LeaveTextless(std::vector<const Review*>& reviews, const AppState& state) {
  const std::vector<uint8_t>& has_text = state.library.has_text;
  std::erase_if(reviews, [&](const Review* review) {
    const auto place = static_cast<size_t>(review - state.catalog.reviews.data());
    return place < has_text.size() && has_text[place] == 0;
  });
}

// Documents, whole, as they were read.
std::string DocumentsMarkdown(const std::vector<const Review*>& reviews, const AppState& state) {
  const auto find = [&](std::string_view id) { return state.pictures.Find(id); };
  std::string out;
  for (const Review* review : reviews) {
    if (!out.empty()) out += "\n";
    out += WriteMarkdown(*review, find);
  }
  return out;
}

// Of a document the export is the one that `skira export` makes of it: links between reviews lead
// only to those that are in it.
void DropLinksToOthers(Catalog& catalog) {
  std::unordered_set<std::string> own;
  for (const Review& review : catalog.reviews) own.insert("#/r/" + review.id);
  for (Review& review : catalog.reviews) {
    std::erase_if(review.links, [&](const Link& link) {
      return link.role == LinkRole::kReview && link.url.starts_with("#/r/") &&
             !own.contains(link.url);
    });
  }
}

// An export of these reviews alone, with the sources and formulas that they need.
std::string ReviewsJson(const std::vector<const Review*>& reviews, bool whole,
                        const AppState& state) {
  Catalog catalog;
  std::vector<int> places(state.catalog.sources.size(), -1);
  for (const Review* review : reviews) {
    catalog.reviews.push_back(*review);
    const size_t document = static_cast<size_t>(review->document);
    if (document >= places.size()) continue;
    if (places[document] < 0) {
      places[document] = static_cast<int>(catalog.sources.size());
      catalog.sources.push_back(state.catalog.sources[document]);
    }
    catalog.reviews.back().document = places[document];
  }
  if (whole) {
    DropLinksToOthers(catalog);  // as the command makes it of the document, which typesets later
  } else {
    catalog.math = state.math.TableOf(catalog.reviews);
  }
  catalog.pictures =
      PicturesOf(catalog.reviews, [&](std::string_view id) { return state.pictures.Find(id); });
  return WriteJson(catalog, false);
}

// --- Highlights ---------------------------------------------------------------------------------

// Highlights and notes alone, as a backup has them.
std::string HighlightsBackup(const AppState& state) {
  UserData user;
  for (const auto& [id, marks] : state.user.marks) {
    if (marks.note.empty() && marks.highlights.empty()) continue;
    user.marks[id] = {.note = marks.note, .highlights = marks.highlights};
  }
  return BackupJson(user, {});
}

// The backup as a comment of Markdown, in which no "--" may be (CommonMark 4.6).
std::string BackupComment(std::string json) {
  for (size_t at = json.find("--"); at != json.npos; at = json.find("--", at)) {
    json.replace(at, 2, "-\\u002d");
  }
  return "\n<!-- " + json + "-->\n";
}

std::string AllHighlightsMarkdown(const AppState& state) {
  const ReviewsById reviews = ById(state);
  std::string out;
  for (const auto& [id, marks] : state.user.marks) {
    const auto found = reviews.find(id);
    const Review* review = found == reviews.end() ? nullptr : found->second;
    const std::string own = HighlightsMarkdown(review, marks);
    if (own.empty()) continue;
    out += "\n## " + Escaped(review == nullptr ? id : TitleOf(*review, state)) + "\n\n" + own;
  }
  if (out.empty()) return out;
  return "# " + std::string(Text(Str::highlights, state.language())) + "\n" + out +
         BackupComment(HighlightsBackup(state));
}

std::string AllHighlightsJson(const AppState& state) {
  const ReviewsById reviews = ById(state);
  Json highlights = Json::array();
  for (const auto& [id, marks] : state.user.marks) {
    const auto found = reviews.find(id);
    const std::string title = found == reviews.end() ? id : TitleOf(*found->second, state);
    if (!marks.note.empty()) {
      highlights.push_back({{"review", id}, {"title", title}, {"note", marks.note}});
    }
    for (const Highlight& highlight : marks.highlights) {
      highlights.push_back({{"review", id},
                            {"title", title},
                            {"quote", highlight.quote},
                            {"note", highlight.note},
                            {"colour", std::string(kColours[highlight.colour])},
                            {"made", ToString(UtcDay(highlight.made))}});
    }
  }
  if (highlights.empty()) return "";
  return Dump({{"format", "skira-highlights"},
               {"version", 1},
               {"highlights", highlights},
               {"records", Json::parse(HighlightsBackup(state))["records"]}});
}

// --- Files --------------------------------------------------------------------------------------

// A name that every file system takes.
std::string FileName(std::string_view title, std::string_view extension) {
  std::string name;
  for (const char c : title) {
    const bool bad = static_cast<unsigned char>(c) < 0x20 ||
                     std::string_view("\\/:*?\"<>|.").find(c) != std::string_view::npos;
    name += bad ? '-' : c;
  }
  return name.append(".").append(extension);
}

std::string TitleOf(const Export& wanted, const AppState& state) {
  const Language language = state.language();
  switch (wanted.of) {
    case ExportOf::kList: {
      const ReadingList* list = FindList(state.user, wanted.list);
      return list == nullptr ? "" : list->name;
    }
    case ExportOf::kResults:
      return state.list.text.empty() ? Text(Str::catalog, language) : state.list.text;
    case ExportOf::kStarred:
      return Text(Str::filter_starred, language);
    case ExportOf::kHighlights:
      return Text(Str::highlights, language);
    case ExportOf::kDocument:
      return wanted.list.empty() ? Text(Str::documents, language)
                                 : wanted.list.substr(wanted.list.rfind('/') + 1);
    case ExportOf::kEverything:
      break;
  }
  return "skira";
}

}  // namespace

std::string HighlightsMarkdown(const Review* review, const ReviewMarks& marks) {
  std::string out;
  if (!marks.note.empty()) out += marks.note + "\n";
  for (const Highlight& highlight : marks.highlights) {
    if (!out.empty()) out += "\n";
    const bool whole = review != nullptr && !highlight.lost;
    out += Quoted(whole ? PassageWords(*review, PassageOf(highlight)) : highlight.quote, "> ");
    if (!highlight.note.empty()) out += "\n" + highlight.note + "\n";
  }
  return out;
}

std::optional<ExportedFile> MakeExport(const Export& wanted, const AppState& state) {
  const std::string title = TitleOf(wanted, state);
  if (wanted.of == ExportOf::kEverything) {
    ExportedFile file;
    file.name = "skira-backup-" +
                ToString(UtcDay(std::chrono::duration_cast<std::chrono::milliseconds>(
                                    std::chrono::system_clock::now().time_since_epoch())
                                    .count())) +
                ".json";
    file.type = "application/json";
    file.text = BackupJson(state.user, state.settings);
    return file;
  }
  struct Kind {
    const char *extension, *type;
  };
  constexpr Kind kKinds[] = {
      {"bib", "application/x-bibtex"}, {"md", "text/markdown"}, {"json", "application/json"}};
  const bool markdown = wanted.format == ExportFormat::kMarkdown;
  const Kind& kind = kKinds[static_cast<size_t>(wanted.format)];
  ExportedFile file;
  file.name = FileName(title, kind.extension);
  file.type = kind.type;
  if (wanted.of == ExportOf::kHighlights) {
    file.text = markdown ? AllHighlightsMarkdown(state) : AllHighlightsJson(state);
  } else if (auto reviews = ChosenReviews(wanted, state); !reviews.empty()) {
    file.wanted = reviews.size();
    if (wanted.format != ExportFormat::kBib) LeaveTextless(reviews, state);
    file.has = reviews.size();
    if (reviews.empty()) return std::nullopt;
    file.text = wanted.format == ExportFormat::kBib ? BibtexOf(reviews)
                : !markdown ? ReviewsJson(reviews, wanted.of == ExportOf::kDocument, state)
                : wanted.of == ExportOf::kDocument ? DocumentsMarkdown(reviews, state)
                                                   : ReviewsMarkdown(title, reviews, state);
  }
  if (file.text.empty()) return std::nullopt;
  return file;
}

std::string BackupJson(const UserData& user, const Settings& settings) {
  // Records are JSON already.
  std::string json = "{\n\"format\": \"skira-backup\", \"version\": 1, \"records\": {";
  bool first = true;
  for (const std::string& key : RecordKeys(user, settings)) {
    json += std::exchange(first, false) ? "\n" : ",\n";
    json += Line(key) + ": " + RecordJson(key, user, settings);
  }
  for (const DeviceRecord& record : UnreadToExport(user, settings)) {
    json += std::exchange(first, false) ? "\n" : ",\n";
    json += Line(record.key) + ": " + Line(record.json);
  }
  return json + "\n}}\n";
}

BackupResult ReadBackup(std::string_view text, UserData& user, Settings& settings) {
  using Problem = BackupResult::Problem;
  BackupResult result;
  result.problem = Problem::kNotOurs;
  if (!IsPlainJson(text)) return result;
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("format") ||
      json["format"] != std::string(kBackupFormat)) {
    return result;
  }
  const auto version = json.find("version");
  if (version == json.end() || !version->is_number_unsigned()) return result;
  if (version->get<uint64_t>() > kBackupVersion) {
    result.problem = Problem::kNewer;
    return result;
  }
  const auto records = json.find("records");
  if (records == json.end() || !records->is_object()) return result;
  result.problem = Problem::kNone;
  for (const auto& [key, record] : records->items()) {
    const std::string own = record.is_string() ? record.get<std::string>() : Line(record);
    for (std::string& taken : ImportRecord(key, own, user, settings, result.reached)) {
      (IsRecordKey(taken) ? result.keys : result.aside).push_back(std::move(taken));
    }
  }
  return result;
}

BackupContents ContentsOf(std::string_view backup) {
  UserData user;
  Settings settings;
  ReadBackup(backup, user, settings);
  BackupContents contents;
  for (const auto& [review, marks] : user.marks) {
    contents.reviews += !RecordJson(MarksKey(review), user, settings).empty();
    contents.highlights += static_cast<int>(marks.highlights.size());
  }
  contents.lists = static_cast<int>(user.lists.size());
  contents.aside = static_cast<int>(user.unread.size());
  contents.settings = !RecordJson("settings", user, settings).empty();
  contents.searches = !user.searches.empty();
  return contents;
}

}  // namespace skira::app
