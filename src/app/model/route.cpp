#include "app/model/route.h"

#include <charconv>
#include <utility>

#include "app/model/record_limits.h"

namespace skira::app {
namespace {

using Strings = std::vector<std::string>;
using Page = Route::Page;

constexpr std::string_view kReviewPrefix = "r/", kListPrefix = "list/";

constexpr std::pair<std::string_view, Page> kPages[] = {
    {"numbers", Page::kOverview},    {"highlights", Page::kHighlights}, {"lists", Page::kLists},
    {"documents", Page::kDocuments}, {"settings", Page::kSettings},     {"about", Page::kAbout},
};
constexpr std::pair<std::string_view, Strings ListQuery::*> kMany[] = {
    {"topic", &ListQuery::topics},       {"year", &ListQuery::years},
    {"month", &ListQuery::months},       {"kind", &ListQuery::kinds},
    {"reviewer", &ListQuery::reviewers}, {"clarity", &ListQuery::clarity},
    {"rec", &ListQuery::recommendation}, {"source", &ListQuery::sources},
    {"list", &ListQuery::lists},         {"tag", &ListQuery::tags},
};
constexpr std::pair<std::string_view, bool ListQuery::*> kFlags[] = {
    {"code", &ListQuery::code},       {"math", &ListQuery::math},   {"unread", &ListQuery::unread},
    {"starred", &ListQuery::starred}, {"table", &ListQuery::table},
};
constexpr std::pair<std::string_view, Sort> kSorts[] = {
    {"newest", Sort::kNewest},     {"oldest", Sort::kOldest},   {"title", Sort::kTitle},
    {"shortest", Sort::kShortest}, {"longest", Sort::kLongest}, {"relevance", Sort::kRelevance},
};
constexpr std::pair<std::string_view, Grouping> kGroupings[] = {
    {"month", Grouping::kMonth},
    {"topic", Grouping::kTopic},
};

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string Decoded(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size();
    const int high = escape ? HexDigit(text[i + 1]) : -1;
    const int low = escape ? HexDigit(text[i + 2]) : -1;
    if (high >= 0 && low >= 0) {
      decoded += static_cast<char>(high << 4 | low);
      i += 2;
    } else {
      decoded += text[i] == '+' ? ' ' : text[i];
    }
  }
  return decoded;
}

// RFC 3986: all but the unreserved characters; Hebrew stays as it is, which browsers show readably.
std::string Encoded(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  constexpr std::string_view kPlain = "-._~:";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    if (letter || (byte >= '0' && byte <= '9') || byte >= 0x80 || kPlain.find(c) != kPlain.npos) {
      encoded += c;
    } else {
      encoded.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
  }
  return encoded;
}

void ReadParameter(std::string_view name, const std::string& value, ListQuery& query) {
  if (name == "q") query.text = value;
  for (const auto& [key, member] : kMany) {
    if (name == key && !value.empty()) (query.*member).push_back(value);
  }
  for (const auto& [key, member] : kFlags) {
    if (name == key) query.*member = value != "0";
  }
  for (const auto& [key, sort] : kSorts) {
    if (name == "sort" && value == key) query.sort = sort;
  }
  for (const auto& [key, grouping] : kGroupings) {
    if (name == "group" && value == key) query.grouping = grouping;
  }
}

void ReadParameters(std::string_view text, Route& route) {
  while (!text.empty()) {
    const size_t end = text.find('&');
    const std::string_view part = text.substr(0, end);
    text = end == text.npos ? std::string_view() : text.substr(end + 1);
    const size_t equals = part.find('=');
    const std::string_view name = part.substr(0, equals);
    const std::string value = equals == part.npos ? "" : Decoded(part.substr(equals + 1));
    if (route.page == Page::kCatalog) ReadParameter(name, value, route.query);
    if (route.page == Page::kReview && name == "alone") route.alone = value == "1";
    if (route.page == Page::kReview && name == "b") {
      const auto [at, error] =
          std::from_chars(value.data(), value.data() + value.size(), route.block);
      if (error != std::errc() || at != value.data() + value.size() || route.block < 0) {
        route.block = -1;
      }
    }
  }
}

std::string Parameters(const ListQuery& query) {
  std::string text;
  const auto add = [&text](std::string_view name, std::string_view value) {
    text.append(text.empty() ? "?" : "&").append(name).append("=").append(Encoded(value));
  };
  if (!query.text.empty()) add("q", query.text);
  for (const auto& [key, member] : kMany) {
    for (const std::string& value : query.*member) add(key, value);
  }
  for (const auto& [key, member] : kFlags) {
    if (query.*member) add(key, "1");
  }
  for (const auto& [key, sort] : kSorts) {
    if (query.sort == sort) add("sort", key);
  }
  for (const auto& [key, grouping] : kGroupings) {
    if (query.grouping == grouping) add("group", key);
  }
  return text;
}

}  // namespace

int FilterCount(const ListQuery& query) {
  size_t count = 0;
  for (const auto& [key, member] : kMany) count += (query.*member).size();
  for (const bool flag : {query.code, query.math, query.unread, query.starred}) count += flag;
  return static_cast<int>(count);
}

ListQuery WithoutFilters(const ListQuery& query) {
  ListQuery bare;
  bare.sort = query.sort;
  bare.grouping = query.grouping;
  bare.table = query.table;
  return bare;
}

// Bytes: what is longer was made by no press of ours.
constexpr size_t kLongestHash = 1 << 14;

Route ParseRoute(std::string_view hash) {
  Route route;
  if (!hash.starts_with("#/")) return route;
  hash = hash.substr(2, kLongestHash);
  const size_t question = hash.find('?');
  const std::string_view path = hash.substr(0, question);
  for (const auto& [name, page] : kPages) {
    if (path == name) route.page = page;
  }
  if (path.starts_with(kReviewPrefix) && path.size() > kReviewPrefix.size()) {
    route.page = Page::kReview;
    route.id = Decoded(path.substr(kReviewPrefix.size()));
  } else if (path.starts_with(kListPrefix) && path.size() > kListPrefix.size()) {
    route.page = Page::kList;
    route.id = Decoded(path.substr(kListPrefix.size()));
  } else if (!path.empty() && route.page == Page::kCatalog) {
    return {};
  }
  if (question != hash.npos) ReadParameters(hash.substr(question + 1), route);
  LimitsReached silent;
  KeepWithin(Limit::kSearch, route.query.text, silent);
  return route;
}

std::string EditorHash(std::string_view document, int line) {
  return "#/edit/" + Encoded(document) + (line > 0 ? "/" + std::to_string(line) : "");
}

std::string RouteHash(const Route& route) {
  switch (route.page) {
    case Page::kCatalog:
      return "#/" + Parameters(route.query);
    case Page::kReview: {
      std::string hash = "#/" + std::string(kReviewPrefix) + Encoded(route.id);
      if (route.block >= 0) hash.append("?b=").append(std::to_string(route.block));
      if (route.alone) hash.append(route.block >= 0 ? "&" : "?").append("alone=1");
      return hash;
    }
    case Page::kList:
      return "#/" + std::string(kListPrefix) + Encoded(route.id);
    default:
      break;
  }
  for (const auto& [name, page] : kPages) {
    if (page == route.page) return "#/" + std::string(name);
  }
  return "#/";
}

}  // namespace skira::app
