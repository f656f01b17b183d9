// Numbers of formulas and figures, and what refers to them.
//
//   $$x = y \tag{3}$$, $$x = y$$ (3)      ─▶ a formula whose marker is "3"
//   \label{a}, \begin{equation}           ─▶ the next number that is free in the review
//   \eqref{a}, \ref{a}, "במשוואה (3)"     ─▶ Span::reference "equation 3"
//   "איור 2: …"                           ─▶ a figure whose marker is "2"
#pragma once

#include "review/review.h"

namespace skira {

// A reference to what the review does not have stays as it is printed; with a warning where it is
// TeX's.
void ReadReferences(Review& review);

}  // namespace skira
