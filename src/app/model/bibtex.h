// A reviewed paper as a BibTeX entry, from what the review knows of it.
#pragma once

#include <span>
#include <string>

#include "review/review.h"

namespace skira::app {

// An entry with the paper's title, year, address and arXiv id, so far as they are known:
//
//   @inproceedings{attention-is-all-2017,     where a venue is known, else @misc
//     title = {{Attention Is All You Need}},
//     booktitle = {NeurIPS 2017},
//     year = {2017},
//     eprint = {1706.03762},
//     archivePrefix = {arXiv},
//     url = {https://arxiv.org/abs/1706.03762}
//   }
//
// UTF-8 with TeX's own characters escaped, ends in a newline; empty where nothing is known.
std::string BibtexOf(const Review& review);

// The entries of several, an empty line between them; keys that would be the same get letters.
std::string BibtexOf(std::span<const Review* const> reviews);

}  // namespace skira::app
