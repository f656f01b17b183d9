#include "app/model/bibtex.h"

#include <catch2/catch_test_macros.hpp>

namespace skira::app {
namespace {

Review Paper(std::string title) {
  Review review;
  review.id = "some-id";
  review.title = std::move(title);
  return review;
}

TEST_CASE("a paper on arXiv is a @misc entry with its id and the year that the id tells") {
  Review review = Paper("Adam: A Method for Stochastic Optimization");
  review.paper.arxiv_id = "1412.6980";
  CHECK(BibtexOf(review) ==
        "@misc{adam-a-method-2014,\n"
        "  title = {{Adam: A Method for Stochastic Optimization}},\n"
        "  year = {2014},\n"
        "  eprint = {1412.6980},\n"
        "  archivePrefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/1412.6980},\n"
        "  key = {adam-a-method-2014}\n"
        "}\n");
}

TEST_CASE("a paper with a venue is an @inproceedings entry of the venue's year") {
  Review review = Paper("Deep Residual Learning");
  review.paper.arxiv_id = "1512.03385";
  review.paper.venue = "CVPR 2016";
  review.paper.urls = {"https://example.org/resnet"};
  CHECK(BibtexOf(review) ==
        "@inproceedings{deep-residual-learning-2016,\n"
        "  title = {{Deep Residual Learning}},\n"
        "  booktitle = {CVPR 2016},\n"
        "  year = {2016},\n"
        "  eprint = {1512.03385},\n"
        "  archivePrefix = {arXiv},\n"
        "  url = {https://example.org/resnet},\n"
        "  key = {deep-residual-learning-2016}\n"
        "}\n");
}

TEST_CASE("the year is the printed one where there is neither a venue nor an arXiv id") {
  Review review = Paper("Attention");
  review.paper.published = Date{2021, 9, 2};
  CHECK(BibtexOf(review) ==
        "@misc{attention-2021,\n  title = {{Attention}},\n  year = {2021},\n  key = "
        "{attention-2021}\n}\n");
}

TEST_CASE("what TeX would take for commands is escaped, and braces cannot end a field") {
  Review review = Paper("50% of A_1 & B {C\\} ~ $x^2$ #7");
  review.paper.urls = {"https://example.org/a{b}\\c?d=1%20&e=_f"};
  CHECK(BibtexOf(review) ==
        "@misc{50-of-a,\n"
        "  title = {{50\\% of A\\_1 \\& B \\textbraceleft{}C\\textbackslash{}\\textbraceright{} "
        "\\textasciitilde{} \\$x\\textasciicircum{}2\\$ \\#7}},\n"
        "  url = {https://example.org/a%7Bb%7D%5Cc?d=1%20&e=_f},\n"
        "  key = {50-of-a}\n"
        "}\n");
}

TEST_CASE("a title without Latin letters takes the review's id for its key") {
  CHECK(BibtexOf(Paper("על רשתות")) ==
        "@misc{some-id,\n  title = {{על רשתות}},\n  key = {some-id}\n}\n");
}

TEST_CASE("of a review that knows no paper there is no entry") {
  Review review;
  review.id = "nothing";
  CHECK(BibtexOf(review).empty());
}

TEST_CASE("entries of one title get keys of their own") {
  const Review a = Paper("Mamba"), b = Paper("Mamba"), c = Paper("Mamba");
  const Review* const all[] = {&a, &b, &c};
  CHECK(BibtexOf(all) ==
        "@misc{mamba,\n  title = {{Mamba}},\n  key = {mamba}\n}\n\n"
        "@misc{mambab,\n  title = {{Mamba}},\n  key = {mambab}\n}\n\n"
        "@misc{mambac,\n  title = {{Mamba}},\n  key = {mambac}\n}\n");
}

}  // namespace
}  // namespace skira::app
