// The ways from a review to its paper: the paper's page, its PDF, its code, Hugging Face, videos.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace skira {

enum class PaperLinkKind : uint8_t { kPaper, kPdf, kCode, kHuggingFace, kVideo };
// "paper", "pdf", "code", "huggingface", "video".
std::string_view NameOf(PaperLinkKind kind);

struct PaperLink {
  PaperLinkKind kind;
  std::string url;
  int number = 1;  // 2, 3, … of further links of the same kind
  bool operator==(const PaperLink&) const = default;
};

// Each address once, in the order in which they are shown.
std::vector<PaperLink> PaperLinksOf(const Review& review);

// Whether two addresses lead to the same page: scheme, "www.", fragment and last slashes aside.
bool LeadToSamePage(std::string_view a, std::string_view b);

}  // namespace skira
