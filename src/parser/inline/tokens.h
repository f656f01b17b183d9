// What a block's text is cut into before it becomes spans. Inside of the parser.
#pragma once

#include <cstdint>
#include <string_view>

namespace skira {

enum class TokenKind : uint8_t {
  kText,      // `text`
  kChar,      // `value` is a code point
  kMath,      // `text` is TeX
  kCode,      // `text` as it is
  kBreak,     // forced line break
  kStyleOn,   // `style`
  kStyleOff,  // `style`
  kLinkOn,    // `value` indexes the targets
  kLinkOff,
  kTarget,    // the text of the target that `value` indexes
  kFootnote,  // `text` is its marker
  kPicture,   // `text` is its alt as printed, `value` indexes the targets
};

struct Token {
  TokenKind kind = TokenKind::kText;
  uint16_t style = 0;
  uint32_t value = 0;
  std::string_view text;
};

}  // namespace skira
