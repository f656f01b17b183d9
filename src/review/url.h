// What a web address in running text is: the one scanner of the parser and of the app.
//
//   address: [scheme] host ["/" ...]     scheme: http:// or https:// in any case, or none where the
//                                        host is "www. ..." or ends in a known domain and has a
//                                        path
//          | "arXiv:" [space] identifier  as arXiv asks for papers to be cited: four digits, a
//                                        dot, four or five, and maybe "v2"
//
// As RFC 3987 (2.2) has it, letters of any script belong to an address. In Hebrew text a word may
// stand right behind one ("https://a.org/xוגם"): a letter of a script that is neither Latin nor
// Greek nor Cyrillic belongs to the address only where a part of it begins with such letters
// (behind "/", "=", "&", "?", "#", "_" or "(").
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace skira {

// Length in bytes of the address that begins at byte `offset`, 0 where none does: it may not begin
// inside an ASCII word or another address. What closes the sentence or a bracket around the address
// is left out, as are "*" and "_" at its end (GFM 6.9). Linear in the length of what it looks at.
size_t UrlLength(std::string_view text, size_t offset);

// Whether an address may stand in the text; false is certain. Faster than looking for one.
bool MayHoldUrl(std::string_view text);

// The target of a printed address: itself, with "https://" where the scheme is missing; of "arXiv:"
// the page of the paper.
std::string UrlTarget(std::string_view printed);

// The host of an address without "www.": "arxiv.org". Valid as long as `url`.
std::string_view UrlHost(std::string_view url);

}  // namespace skira
