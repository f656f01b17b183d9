// Links of a document's lines: where they stand, what they lead to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

// A link in a line: [start, end) in bytes with its markup.
struct FoundLink {
  size_t start = 0, end = 0;
  std::string_view url;   // as printed, with or without a scheme
  std::string_view text;  // of a Markdown link, else empty
};

// The links of a line in their order: [text](url), <url>, bare addresses (review/url.h).
// Targets that are no web address ("#") are no links. Linear in the line's length.
std::vector<FoundLink> FindLinks(std::string_view line);

// Whether a link's text only says what it leads to ("code", "pdf") and is no title or sentence.
bool IsLinkLabel(std::string_view text);

// The text with links replaced by what a reader sees of them: their texts as far as `kept` says,
// nothing for an address. Where some are left out, so are brackets that nothing is left in and
// white space at the ends.
enum class LinkTexts : uint8_t { kAll, kTitles, kNone };  // kTitles: those that are no labels
std::string WithoutLinks(std::string_view text, LinkTexts kept);

// A line that is nothing but links, with a label at most.
bool IsLinkLine(std::string_view line);

// What the address alone says: paper, code, video or other. kOther with `known` false means that
// the host is none that we know.
struct UrlRole {
  LinkRole role = LinkRole::kOther;
  bool known = false;
};
UrlRole RoleOfUrl(std::string_view url);

// What a label beside a link says ("מאמר:", "Github:"), if anything.
std::optional<LinkRole> RoleOfLabel(std::string_view label);

// The arXiv identifier in an address of arxiv.org (abs, pdf, html) or of a HuggingFace paper page,
// without version.
std::optional<std::string> ArxivIdOfUrl(std::string_view url);

// Whether an identifier can exist: YYMM with a month of the year, a dot, four digits until 2014 and
// five from 2015.
bool IsPlausibleArxivId(std::string_view id);

}  // namespace skira
