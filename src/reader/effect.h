// Effects: what Apply() asks of the page, in the order in which it is to be done. The host hands
// each to web/effects.js at once, so that the browser still knows the user's gesture.
#pragma once

#include <cstdint>
#include <string>

namespace skira::reader {

struct Effect {
  enum class Kind : uint8_t {
    kPushHash,     // a: the hash, "#/r/adam"
    kReplaceHash,  // a: the hash
    kCopy,         // a: plain text, b: HTML or empty
    kSave,         // a: the file's name, b: its media type, c: its text
    kStore,        // a: a record's key, b: its JSON, c: a number that grows; see RecordsKept
    kErase,        // a: a record's key, b: empty, c: a number that grows
    kScroll,       // a: the pane's twin's id, b: CSS px from the top, c: "smooth" or empty
    kFocus,        // a: the id of the twin that takes the focus
    kAnnounce,     // a: what screen readers are told
    kNotice,       // a: the number of a notice, b: milliseconds until it is to be dismissed
    kOpenLink,     // a: a URL, in a new tab
    kPrint,
    kSpeak,        // a: JSON, see web/speech.js
    kDocument,     // a: "read", "failed", "cancelled", "removed", "reread", "keep" (all are to be
                   // stored anew) or "formulas"; b: a document's name; c: of formulas, [{"tex",
                   // "display"}] that are to be set
    kChooseFiles,  // a: "files", "folder" or "backup"
    kOverlay,      // a: "opened" or "closed": a dialog takes a place in the history, or leaves it
    kWork,         // there is work for idle time again
    kCall,         // a: the name of a function of web/effects.js, b: its argument
    kFetch,        // a: the name of a file of the library in shards
  };
  Kind kind;
  std::string a{}, b{}, c{};
};

}  // namespace skira::reader
