#include "review/url.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

using namespace skira;

namespace {

// The addresses of a text in their order.
std::vector<std::string> UrlsOf(std::string_view text) {
  std::vector<std::string> urls;
  for (size_t i = 0; i < text.size();) {
    const size_t length = UrlLength(text, i);
    if (length > 0) urls.emplace_back(text.substr(i, length));
    i += length > 0 ? length : 1;
  }
  CHECK((urls.empty() || MayHoldUrl(text)));
  return urls;
}

using Urls = std::vector<std::string>;

}  // namespace

TEST_CASE("an address needs a scheme, www, or a known domain with a path") {
  CHECK(UrlsOf("https://a.org/x HTTP://B.org www.c.org") ==
        Urls{"https://a.org/x", "HTTP://B.org", "www.c.org"});
  CHECK(UrlsOf("arxiv.org/abs/2405.20445") == Urls{"arxiv.org/abs/2405.20445"});
  CHECK(UrlsOf("ראו בexample.co.il/page כאן") == Urls{"example.co.il/page"});
  CHECK(UrlsOf("and/or, e.g./i.e., v1.0/v2.0, a@b.org/c, file.cpp/x, x.y/z, arxiv.org").empty());
}

TEST_CASE("an address keeps letters beyond ASCII and balanced brackets (RFC 3987 2.2)") {
  CHECK(UrlsOf("https://fr.wikipedia.org/wiki/Réseau_de_neurones כאן") ==
        Urls{"https://fr.wikipedia.org/wiki/Réseau_de_neurones"});
  CHECK(UrlsOf("https://he.wikipedia.org/wiki/למידה_עמוקה כאן") ==
        Urls{"https://he.wikipedia.org/wiki/למידה_עמוקה"});
  CHECK(UrlsOf("https://he.wikipedia.org/wiki/GPT-4_(מודל).") ==
        Urls{"https://he.wikipedia.org/wiki/GPT-4_(מודל)"});
  CHECK(UrlsOf("https://a.org/s?q=רשת&x=1") == Urls{"https://a.org/s?q=רשת&x=1"});
  CHECK(UrlsOf("https://example.org/a[1]b") == Urls{"https://example.org/a[1]b"});
}

TEST_CASE("a Hebrew word glued to an address is none of it") {
  CHECK(UrlsOf("https://arxiv.org/abs/2405.20445וגם") == Urls{"https://arxiv.org/abs/2405.20445"});
  CHECK(UrlsOf("https://arxiv.org/abs/2405.20445.וגם") == Urls{"https://arxiv.org/abs/2405.20445"});
  CHECK(UrlsOf("https://a.org/x-ו-https://b.org/y") == Urls{"https://a.org/x-", "https://b.org/y"});
  CHECK(UrlsOf("https://a.org/x的文章") == Urls{"https://a.org/x"});
}

TEST_CASE("what closes a sentence, a bracket or bold text around an address is none of it") {
  CHECK(UrlsOf("(https://a.org/x).") == Urls{"https://a.org/x"});
  CHECK(UrlsOf("[https://a.org/x]") == Urls{"https://a.org/x"});
  CHECK(UrlsOf("**https://a.org/x**: עוד") == Urls{"https://a.org/x"});
  CHECK(UrlsOf("\"https://a.org/x\" “https://a.org/y”, https://a.org/z🚀") ==
        Urls{"https://a.org/x", "https://a.org/y", "https://a.org/z"});
}

TEST_CASE("an address without scheme leads to https, and its host is named without www") {
  CHECK(UrlTarget("arxiv.org/abs/1") == "https://arxiv.org/abs/1");
  CHECK(UrlTarget("http://a.org") == "http://a.org");
  CHECK(UrlHost("https://www.a.org:80/x") == "a.org");
  CHECK(UrlHost("arxiv.org/abs/1") == "arxiv.org");
}

TEST_CASE("arXiv: with an identifier is the address of the paper, and nothing else is") {
  CHECK(UrlsOf("(arXiv:2503.01234) arxiv: 0704.0001v2, ראו ARXIV:2503.01234.") ==
        Urls{"arXiv:2503.01234", "arxiv: 0704.0001v2", "ARXIV:2503.01234"});
  CHECK(UrlsOf("arXiv:2503 arXiv:2503.012345 arXiv:2503.01234x arXiv:cs.LG myarXiv:2503.01234")
            .empty());
  CHECK(UrlTarget("arXiv: 2503.01234v2") == "https://arxiv.org/abs/2503.01234v2");
}
