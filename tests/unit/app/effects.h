// Effects of one kind among those that were asked of the page.
#pragma once

#include <variant>
#include <vector>

#include "app/model/effect.h"

namespace skira::app {

template <typename Kind>
std::vector<Kind> EffectsOf(const std::vector<Effect>& effects) {
  std::vector<Kind> of_kind;
  for (const Effect& one : effects) {
    if (const auto* found = std::get_if<Kind>(&one)) of_kind.push_back(*found);
  }
  return of_kind;
}

}  // namespace skira::app
