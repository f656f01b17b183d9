// Which addresses a reader may be led to. web/safe-url.js is the same rule for the browser;
// tests/fixtures/urls.json holds both to it.
#pragma once

#include <string>
#include <string_view>

namespace skira {

// Whether `href` is an address of http, https or mailto: "http://", "https://" or "mailto:" in any
// case, after what browsers and people do not see (control characters, spaces, direction marks) is
// left out. Everything else ("javascript:", "data:", "http:evil", a relative address) is none.
bool IsSafeUrl(std::string_view href);

// The address as a link has it: with nothing unseen before it, in its scheme or behind it, which
// would make a relative address of it. Empty where IsSafeUrl() says no.
std::string SafeUrl(std::string_view href);

}  // namespace skira
