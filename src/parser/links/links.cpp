#include "parser/links/links.h"

#include <algorithm>
#include <cctype>

#include "parser/blocks/block_words.h"
#include "parser/document/line_facts.h"
#include "review/url.h"
#include "unicode/fuzzy.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr size_t kLongestAddress = 2048;  // bytes; bounds what an unclosed bracket costs

// [text](url) whose "](" stands at `middle`.
bool ReadMarkdownLink(std::string_view line, size_t open, size_t middle, FoundLink& link) {
  size_t start = middle + 2;
  const bool angle = start < line.size() && line[start] == '<';
  start += angle;
  size_t end = start;
  int depth = 0;
  const size_t limit = std::min(line.size(), start + kLongestAddress);
  for (; end < limit && line[end] != ' ' && line[end] != '\t'; ++end) {
    if (angle ? line[end] == '>' : line[end] == ')' && depth-- == 0) break;
    if (line[end] == '(') ++depth;
  }
  // Between the address and the bracket there may be a title in quotes.
  size_t close = end;
  while (close < limit && line[close] != ')') ++close;
  if (close == limit) return false;
  link = {open, close + 1, line.substr(start, end - start),
          line.substr(open + 1, middle - open - 1)};
  return UrlLength(link.url, 0) > 0;
}

}  // namespace

std::vector<FoundLink> FindLinks(std::string_view line) {
  std::vector<FoundLink> links;
  if (!MayHoldUrl(line)) return links;
  // The brackets not yet closed, the innermost last: a picture may stand inside of a link's text.
  constexpr size_t kDeepest = 8;
  std::vector<size_t> open;
  for (size_t i = 0; i < line.size();) {
    const char c = line[i];
    if (c == '[') {
      if (open.size() == kDeepest) open.clear();
      open.push_back(i++);
    } else if (c == ']' && !open.empty()) {
      const size_t begin = open.back();
      open.pop_back();
      FoundLink link;
      const bool target = line.substr(i).starts_with("](");
      if (target && ReadMarkdownLink(line, begin, i, link)) {
        // An address inside the link's text is no link of its own; that of a picture is none.
        while (!links.empty() && links.back().start >= begin) links.pop_back();
        if (begin == 0 || line[begin - 1] != '!') links.push_back(link);
        i = link.end;
      } else {
        ++i;
      }
    } else if (const size_t length = UrlLength(line, i); length > 0) {
      const bool angle = i > 0 && line[i - 1] == '<';
      // Inside the angle brackets the address goes up to ">", whatever punctuation ends it.
      const size_t close = angle ? line.find_first_of("<> \t", i) : std::string_view::npos;
      const bool closed = close != std::string_view::npos && line[close] == '>';
      const size_t end = closed ? close : i + length;
      links.push_back({i - angle, end + closed, line.substr(i, end - i), {}});
      i = end + closed;
    } else {
      ++i;
    }
  }
  return links;
}

bool IsLinkLabel(std::string_view text) {
  constexpr uint32_t kLeastLetters = 12;
  const LineFacts facts = FactsOf(text);
  return facts.latin + facts.hebrew < kLeastLetters;
}

std::string WithoutLinks(std::string_view text, LinkTexts kept) {
  std::string out;
  size_t at = 0;
  for (const FoundLink& link : FindLinks(text)) {
    out += text.substr(at, link.start - at);
    const bool keeps =
        kept == LinkTexts::kAll || (kept == LinkTexts::kTitles && !IsLinkLabel(link.text));
    if (keeps) out += link.text;
    at = link.end;
  }
  out += text.substr(at);
  if (kept == LinkTexts::kAll) return out;
  std::string closed;
  for (const char c : out) {
    if (c == ')' && closed.ends_with('(')) {
      closed.pop_back();
    } else {
      closed.push_back(c);
    }
  }
  return std::string(Trim(closed));
}

bool IsLinkLine(std::string_view line) {
  constexpr size_t kLongest = 2000, kMostHebrew = 60;   // bytes, letters
  constexpr size_t kMostWords = 5, kLongestLabel = 45;  // of what is not link; code points
  if (line.size() > kLongest || !MayHoldUrl(line) || HebrewCount(line) > kMostHebrew) return false;
  const std::vector<FoundLink> links = FindLinks(line);
  if (links.empty()) return false;
  std::string rest;
  size_t at = 0;
  for (const FoundLink& link : links) {
    rest.append(line.substr(at, link.start - at)).push_back(' ');
    at = link.end;
  }
  rest += line.substr(at);
  std::erase(rest, '*');
  size_t words = 0;
  for (const std::string& word : Words(rest, 50)) words += IsLetter(DecodeAt(word, 0).code_point);
  if (words > kMostWords || LengthUpTo(Strip(rest), kLongestLabel + 1) > kLongestLabel)
    return false;
  // With text before the address its label ends in a colon, or is a word or two.
  return words <= 2 || rest.find(':') != std::string::npos;
}

namespace {

// Where the address leads, without scheme and "www.", lower case.
std::string Bare(std::string_view url) {
  std::string bare = UrlTarget(url);
  for (char& c : bare) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (bare.starts_with(scheme)) bare.erase(0, scheme.size());
  }
  if (bare.starts_with("www.")) bare.erase(0, 4);
  return bare;
}

struct HostRule {
  std::string_view part;  // of the bare address: a host, or a host with the beginning of a path
  LinkRole role;
};

// In the order in which they are tried; the host may have more in front ("m.youtube.com").
constexpr HostRule kHosts[] = {
    {"arxiv.org/", LinkRole::kPaper},
    {"huggingface.co/papers/", LinkRole::kPaper},
    {"huggingface.co/", LinkRole::kCode},
    {"openreview.net/", LinkRole::kPaper},
    {"aclanthology.org/", LinkRole::kPaper},
    {"aclweb.org/", LinkRole::kPaper},
    {"dl.acm.org/", LinkRole::kPaper},
    {"doi.org/", LinkRole::kPaper},
    {"nature.com/articles/", LinkRole::kPaper},
    {"science.org/doi/", LinkRole::kPaper},
    {"pnas.org/doi/", LinkRole::kPaper},
    {"proceedings.mlr.press/", LinkRole::kPaper},
    {"proceedings.neurips.cc/", LinkRole::kPaper},
    {"papers.nips.cc/", LinkRole::kPaper},
    {"openaccess.thecvf.com/", LinkRole::kPaper},
    {"ieeexplore.ieee.org/", LinkRole::kPaper},
    {"link.springer.com/", LinkRole::kPaper},
    {"sciencedirect.com/science/", LinkRole::kPaper},
    {"jmlr.org/papers/", LinkRole::kPaper},
    {"biorxiv.org/content/", LinkRole::kPaper},
    {"semanticscholar.org/paper/", LinkRole::kPaper},
    {"paperswithcode.com/", LinkRole::kPaper},
    {"transformer-circuits.pub/", LinkRole::kPaper},
    {"github.com/", LinkRole::kCode},
    {"gitlab.com/", LinkRole::kCode},
    {"bitbucket.org/", LinkRole::kCode},
    {"colab.research.google.com/", LinkRole::kCode},
    {"youtube.com/", LinkRole::kVideo},
    {"youtu.be/", LinkRole::kVideo},
    {"vimeo.com/", LinkRole::kVideo},
    {"t.me/", LinkRole::kOther},
    {"x.com/", LinkRole::kOther},
    {"twitter.com/", LinkRole::kOther},
    {"facebook.com/", LinkRole::kOther},
    {"linkedin.com/", LinkRole::kOther},
    {"medium.com/", LinkRole::kOther},
    {"substack.com/", LinkRole::kOther},
    {"docs.google.com/", LinkRole::kOther},
    {"drive.google.com/", LinkRole::kOther},
    {"wikipedia.org/", LinkRole::kOther},
    {"reddit.com/", LinkRole::kOther},
    {"news.ycombinator.com/", LinkRole::kOther},
};

// What a path says wherever it lies.
constexpr HostRule kPaths[] = {
    {".pdf", LinkRole::kPaper},     {"/publication", LinkRole::kPaper},
    {"/papers/", LinkRole::kPaper}, {"/blog", LinkRole::kOther},
    {"blog.", LinkRole::kOther},    {"/news/", LinkRole::kOther},
    {"/index/", LinkRole::kOther},  {"/posts/", LinkRole::kOther},
    {"/p/", LinkRole::kOther},
};

bool HostMatches(std::string_view bare, std::string_view part) {
  const size_t at = bare.find(part);
  if (at == std::string_view::npos) return false;
  return at == 0 || (bare[at - 1] == '.' && bare.substr(0, at).find('/') == std::string_view::npos);
}

struct LabelRule {
  std::u32string_view word;  // folded
  LinkRole role;
};

// Words of a label beside a link, Hebrew without their prefixes.
constexpr LabelRule kLabels[] = {
    {U"מאמר", LinkRole::kPaper},       {U"למאמר", LinkRole::kPaper},
    {U"paper", LinkRole::kPaper},      {U"arxiv", LinkRole::kPaper},
    {U"openreview", LinkRole::kPaper}, {U"ארכיב", LinkRole::kPaper},
    {U"קוד", LinkRole::kCode},         {U"לקוד", LinkRole::kCode},
    {U"רפו", LinkRole::kCode},         {U"ריפו", LinkRole::kCode},
    {U"code", LinkRole::kCode},        {U"github", LinkRole::kCode},
    {U"גיטהאב", LinkRole::kCode},      {U"repo", LinkRole::kCode},
    {U"וידאו", LinkRole::kVideo},      {U"סרטון", LinkRole::kVideo},
    {U"video", LinkRole::kVideo},      {U"youtube", LinkRole::kVideo},
    {U"טלגרמ", LinkRole::kOther},      {U"טלגרם", LinkRole::kOther},
    {U"telegram", LinkRole::kOther},   {U"טוויטר", LinkRole::kOther},
    {U"twitter", LinkRole::kOther},    {U"בלוג", LinkRole::kOther},
    {U"blog", LinkRole::kOther},       {U"פרויקט", LinkRole::kOther},
    {U"project", LinkRole::kOther},    {U"סקירה", LinkRole::kReview},
    {U"לסקירה", LinkRole::kReview},
};

}  // namespace

UrlRole RoleOfUrl(std::string_view url) {
  const std::string bare = Bare(url);
  for (const HostRule& rule : kHosts) {
    if (HostMatches(bare, rule.part)) return {rule.role, true};
  }
  for (const HostRule& rule : kPaths) {
    if (bare.find(rule.part) != std::string::npos) return {rule.role, true};
  }
  return {};
}

std::optional<LinkRole> RoleOfLabel(std::string_view label) {
  if (label.size() > 120) return std::nullopt;
  const std::u32string folded = Fold32(label);
  for (size_t i = 0; i < folded.size();) {
    size_t end = i;
    while (end < folded.size() && IsLetter(folded[end])) ++end;
    const std::u32string_view word = std::u32string_view(folded).substr(i, end - i);
    for (const LabelRule& rule : kLabels) {
      if (word.size() >= 3 && Resembles(word, rule.word)) return rule.role;
    }
    i = std::max(end, i + 1);
  }
  return std::nullopt;
}

std::optional<std::string> ArxivIdOfUrl(std::string_view url) {
  constexpr std::string_view kPlaces[] = {"arxiv.org/abs/", "arxiv.org/pdf/", "arxiv.org/html/",
                                          "huggingface.co/papers/", "alphaxiv.org/abs/"};
  const std::string bare = Bare(url);
  for (const std::string_view place : kPlaces) {
    const size_t at = bare.find(place);
    if (at == std::string::npos) continue;
    const std::string_view rest = std::string_view(bare).substr(at + place.size());
    size_t end = 0;
    while (end < rest.size() && IsDigit(static_cast<unsigned char>(rest[end]))) ++end;
    if (end == 0 || end >= rest.size() || rest[end] != '.') continue;
    const size_t dot = end++;
    while (end < rest.size() && IsDigit(static_cast<unsigned char>(rest[end]))) ++end;
    if (end > dot + 1) return std::string(rest.substr(0, end));
  }
  return std::nullopt;
}

bool IsPlausibleArxivId(std::string_view id) {
  const size_t dot = id.find('.');
  if (dot != 4) return false;
  const int year = (id[0] - '0') * 10 + (id[1] - '0');
  const int month = (id[2] - '0') * 10 + (id[3] - '0');
  const size_t digits = id.size() - dot - 1;
  return month >= 1 && month <= 12 && digits == (year >= 15 ? 5u : 4u);
}

}  // namespace skira
