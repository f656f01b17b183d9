#include "parser/headers/lines.h"

#include <algorithm>
#include <vector>

#include "parser/headers/title.h"
#include "parser/links/links.h"
#include "unicode/unicode.h"

namespace skira {

int HeaderLines::Next(int line) const {
  for (++line; line <= count(); ++line) {
    if (!facts(line).blank) return line;
  }
  return 0;
}

int HeaderLines::Previous(int line) const {
  for (--line; line >= 1; --line) {
    if (!facts(line).blank) return line;
  }
  return 0;
}

bool HeaderLines::IsTitle(int line) const {
  if (IsTitleLike(text(line), facts(line))) return true;
  std::string_view title = Trim(text(line));
  const bool wrapped = title.ends_with(':') && title.size() < 320 && line < count() &&
                       IsTitleLike(text(line + 1), facts(line + 1));
  if (!wrapped) return false;
  title.remove_suffix(1);
  return IsTitleLike(title, FactsOf(title));
}

bool HeaderLines::IsHeadline(int line) const { return IsHeadlineLike(text(line), facts(line)); }

bool HeaderLines::EndsWithLink(int line) const {
  if (line == 0 || !facts(line).has_url) return false;
  const std::vector<FoundLink> links = FindLinks(text(line));
  if (links.empty()) return false;
  const LineFacts rest = FactsOf(text(line).substr(links.back().end));
  return rest.hebrew + rest.latin + rest.digits == 0;
}

bool HeaderLines::EndsWithPaperLink(int line) const {
  if (!EndsWithLink(line)) return false;
  return RoleOfUrl(FindLinks(text(line)).back().url).role == LinkRole::kPaper;
}

bool HeaderLines::IsPaperLink(int line) const {
  if (line == 0 || !facts(line).has_url || !IsLinkLine(text(line))) return false;
  const std::vector<FoundLink> links = FindLinks(text(line));
  return std::any_of(links.begin(), links.end(), [](const FoundLink& link) {
    return RoleOfUrl(link.url).role == LinkRole::kPaper;
  });
}

}  // namespace skira
