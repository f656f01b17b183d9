#include "review/paper_links.h"

#include <catch2/catch_test_macros.hpp>

using namespace skira;
using enum PaperLinkKind;

TEST_CASE("a paper on arXiv has links to its page and its PDF, whatever address was printed") {
  Review review;
  review.paper.arxiv_id = "2405.18047";
  review.paper.urls = {"https://arxiv.org/pdf/2405.18047v2.pdf",
                       "https://openreview.net/forum?id=x",
                       "https://huggingface.co/papers/2405.18047"};
  review.paper.code_urls = {"https://github.com/a/b", "http://www.github.com/a/b/",
                            "https://github.com/a/c"};
  review.links = {{"https://youtu.be/x", "", LinkRole::kVideo},
                  {"https://huggingface.co/a/model", "", LinkRole::kOther}};
  CHECK(PaperLinksOf(review) ==
        std::vector<PaperLink>{{kPaper, "https://arxiv.org/abs/2405.18047"},
                               {kPaper, "https://openreview.net/forum?id=x", 2},
                               {kPdf, "https://arxiv.org/pdf/2405.18047"},
                               {kCode, "https://github.com/a/b"},
                               {kCode, "https://github.com/a/c", 2},
                               {kHuggingFace, "https://huggingface.co/papers/2405.18047"},
                               {kVideo, "https://youtu.be/x"},
                               {kHuggingFace, "https://huggingface.co/a/model", 2}});
}

TEST_CASE("a host that only ends like Hugging Face's is another one") {
  Review review;
  review.paper.urls = {"https://nothuggingface.co/papers/1"};
  CHECK(PaperLinksOf(review) ==
        std::vector<PaperLink>{{kPaper, "https://nothuggingface.co/papers/1"}});
}
