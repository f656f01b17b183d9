#include "review/paper_links.h"

#include <algorithm>
#include <utility>

namespace skira {
namespace {

// An address without what does not tell one page from another.
std::string_view Bare(std::string_view url) {
  for (const std::string_view start : {"https://", "http://", "www."}) {
    if (url.starts_with(start)) url.remove_prefix(start.size());
  }
  url = url.substr(0, url.find('#'));
  while (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

std::string_view HostOf(std::string_view url) {
  url = Bare(url);
  return url.substr(0, url.find('/'));
}

bool IsAt(std::string_view url, std::string_view host) {
  const std::string_view own = HostOf(url);
  return own == host || (own.size() > host.size() && own.ends_with(host) &&
                         own[own.size() - host.size() - 1] == '.');
}

bool IsHuggingFace(std::string_view url) {
  return IsAt(url, "huggingface.co") || IsAt(url, "hf.co");
}

}  // namespace

std::string_view NameOf(PaperLinkKind kind) {
  constexpr std::string_view kNames[] = {"paper", "pdf", "code", "huggingface", "video"};
  return kNames[static_cast<size_t>(kind)];
}

bool LeadToSamePage(std::string_view a, std::string_view b) { return Bare(a) == Bare(b); }

std::vector<PaperLink> PaperLinksOf(const Review& review) {
  using enum PaperLinkKind;
  std::vector<PaperLink> links;
  const auto add = [&links](PaperLinkKind kind, std::string url) {
    int number = 1;
    for (const PaperLink& link : links) {
      if (LeadToSamePage(link.url, url)) return;
      number += link.kind == kind;
    }
    links.push_back({kind, std::move(url), number});
  };
  const auto add_by_host = [&add](PaperLinkKind kind, const std::string& url) {
    add(IsHuggingFace(url) ? kHuggingFace : kind, url);
  };
  const Paper& paper = review.paper;
  // arXiv's page of the paper in place of each of its files, which the PDF's link leads to.
  const std::string id = paper.arxiv_id.value_or("");
  if (!id.empty()) add(kPaper, "https://arxiv.org/abs/" + id);
  for (const std::string& url : paper.urls) {
    const bool known = !id.empty() && IsAt(url, "arxiv.org") && url.find(id) != url.npos;
    if (!known && !IsHuggingFace(url)) add(kPaper, url);
  }
  if (!id.empty()) add(kPdf, "https://arxiv.org/pdf/" + id);
  for (const std::string& url : paper.code_urls) add_by_host(kCode, url);
  for (const std::string& url : paper.urls) {
    if (IsHuggingFace(url)) add(kHuggingFace, url);
  }
  for (const Link& link : review.links) {
    if (link.role == LinkRole::kCode) add_by_host(kCode, link.url);
    if (link.role == LinkRole::kVideo) add(kVideo, link.url);
    if (IsHuggingFace(link.url)) add(kHuggingFace, link.url);
  }
  return links;
}

}  // namespace skira
