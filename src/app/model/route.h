// Routes: every place of the application as the hash of an address, and back.
//
//   #/                                   the catalog
//   #/?q=…&topic=…&year=…&sort=title     the catalog, searched, filtered and sorted
//   #/r/ID   #/r/ID?b=12                 a review; its block 12
//   #/r/ID?alone=1                       a review and nothing else
//   #/numbers  #/highlights  #/lists  #/list/ID  #/documents  #/settings  #/about
//
// Parameters of a kind may be repeated (topic=llm&topic=rag); values are percent-encoded UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace skira::app {

enum class Sort : uint8_t { kAuto, kNewest, kOldest, kTitle, kShortest, kLongest, kRelevance };
enum class Grouping : uint8_t { kNone, kMonth, kTopic };

// What the catalog lists. Values of one filter are alternatives; filters restrict each other.
struct ListQuery {
  std::string text{};                         // as typed, operators and all
  std::vector<std::string> topics{};          // ids of assets/topics.json
  std::vector<std::string> years{};           // "2024"
  std::vector<std::string> months{};          // "2024-06"
  std::vector<std::string> kinds{};           // "full", "short", "daily", "post"
  std::vector<std::string> reviewers{};       // as printed
  std::vector<std::string> clarity{};         // "high", "medium", "low"
  std::vector<std::string> recommendation{};  // "must", "recommended", "optional", "skip"
  std::vector<std::string> sources{};         // names of documents
  std::vector<std::string> lists{};           // ids of the user's lists
  std::vector<std::string> tags{};            // the user's tags
  bool code = false, math = false, unread = false, starred = false;
  Sort sort = Sort::kAuto;  // kAuto: by relevance where there is a text, else newest first
  Grouping grouping = Grouping::kNone;
  bool table = false;  // dense rows instead of cards
  bool operator==(const ListQuery&) const = default;
};

// How many filters are on, the text not counted.
int FilterCount(const ListQuery& query);
// The same list without filters and text.
ListQuery WithoutFilters(const ListQuery& query);

struct Route {
  enum class Page : uint8_t {
    kCatalog,
    kReview,
    kOverview,
    kHighlights,
    kLists,
    kList,
    kDocuments,
    kSettings,
    kAbout,
  };
  Page page = Page::kCatalog;
  std::string id{};    // of kReview: the review's, as in the export; of kList: the list's
  int block = -1;      // of kReview: the block to show; -1: none in particular
  bool alone = false;  // of kReview: nothing but it is shown, as inside of another page
  ListQuery query{};   // of kCatalog
  bool operator==(const Route&) const = default;
};

// The list of what is starred, which is no list of the user's own: its page is that of this id.
inline constexpr std::string_view kStarredList = "starred";

// The link that opens an own document's text in the editor, which the page shows beside the app
// (web/editor.js), at a line of it (from 1; 0: at none in particular). No route: the page follows
// it.
std::string EditorHash(std::string_view document, int line = 0);

// Reads a hash ("#/r/adam"); whatever is no route is the catalog, what is no parameter is ignored.
Route ParseRoute(std::string_view hash);
std::string RouteHash(const Route& route);

}  // namespace skira::app
