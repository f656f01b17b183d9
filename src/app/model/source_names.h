// What documents are called where people choose among them.
#pragma once

#include <string>
#include <string_view>

#include "app/resources/strings.h"

namespace skira::app {

// The name of a document's file without its folders, its ending and what only a machine reads in it
// (a digest, a number); where nothing is left, "Document 3" by `number` (from 1).
std::string SourceTitle(std::string_view name, int number, Language language);

}  // namespace skira::app
