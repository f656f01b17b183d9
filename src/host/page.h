// What the program asks of the page: the outgoing half of the bridge (bridge.cpp).
#pragma once

#include <string>
#include <string_view>

#include "typeset/typeset.h"
#include "wire/wire.h"

namespace skira::host {

void RequestFrame();                             // at most one is pending
void PublishSemantics(const std::string& json);  // the whole tree
void PublishLook(const std::string& json);  // theme and language, for what the page itself shows
void Perform(const wire::Effect& effect);
typeset::FallbackImage DrawFallback(std::string_view text, float device_size, int weight);
float MeasureFallback(std::string_view text, float size, int weight);  // px

}  // namespace skira::host
