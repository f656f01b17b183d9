// Effects: what Apply() asks of the page, in the order in which it is to be done. wire/wire.json
// declares them; the host hands each to web/effects.js at once, so that the browser still knows the
// user's gesture.
#pragma once

#include "wire/wire.h"

namespace skira::app {

namespace effect = wire::effect;
using wire::Effect;

}  // namespace skira::app
