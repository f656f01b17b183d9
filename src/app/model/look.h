// What the page itself shows as the program does: fields' text, focus rings, notices, and the text
// of a review's page before the program is there (web/pages.css).
#pragma once

#include <string>

#include "app/model/settings.h"

namespace skira::app {

// {"theme", "dark", "system" (it is the system's), "lang", "dir", "colours": {"text": "#1f2328",
// …}, "text": {"em": "19px", …}}: the colours are `theme`'s, the rest is of the settings; "text"
// has the custom properties of pages.css.
std::string LookJson(const Theme& theme, const Settings& settings);

}  // namespace skira::app
