#include "parser/inline/entities.h"

#include <algorithm>
#include <string>

#include "parser/blocks/block_words.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

struct Entity {
  std::string_view name;
  char32_t code_point;
};
constexpr Entity kEntities[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},      {"apos", '\''},
    {"nbsp", ' '},     {"ndash", 0x2013}, {"mdash", 0x2014}, {"hellip", 0x2026}, {"rlm", 0x200F},
    {"lrm", 0x200E},   {"bull", 0x2022},  {"lsquo", 0x2018}, {"rsquo", 0x2019},  {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"minus", 0x2212}, {"le", 0x2264},    {"ge", 0x2265},     {"ne", 0x2260},
    {"rarr", 0x2192},  {"larr", 0x2190},  {"infin", 0x221E}, {"sum", 0x2211},    {"radic", 0x221A},
    {"asymp", 0x2248}, {"isin", 0x2208},  {"euro", 0x20AC},  {"trade", 0x2122},
};

// The names of runs of code points (HTML 13.5), in their order; "-" for one without a name.
struct EntityRun {
  char32_t first;
  std::string_view names;
};
constexpr EntityRun kEntityRuns[] = {
    {0xA1,
     "iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn "
     "sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest "
     "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave "
     "Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute "
     "Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave "
     "eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml "
     "divide oslash ugrave uacute ucirc uuml yacute thorn yuml"},
    {0x391,
     "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho "
     "- Sigma Tau Upsilon Phi Chi Psi Omega"},
    {0x3B1,
     "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
     "sigmaf sigma tau upsilon phi chi psi omega"},
};

char32_t NamedInRun(std::string_view name) {
  for (const EntityRun& run : kEntityRuns) {
    char32_t c = run.first;
    for (size_t at = 0; at < run.names.size(); ++c) {
      const size_t end = std::min(run.names.find(' ', at), run.names.size());
      if (run.names.substr(at, end - at) == name && name != "-") return c;
      at = end + 1;
    }
  }
  return 0;
}

// The code point of the entity at `text` ("&name;" or "&#n;"), and its length in bytes; 0 if none.
std::pair<char32_t, size_t> PlainEntityAt(std::string_view text) {
  const size_t end = text.substr(0, 12).find(';');
  if (text.size() < 3 || text[0] != '&' || end == std::string_view::npos) return {0, 0};
  const std::string_view name = text.substr(1, end - 1);
  if (name.size() >= 2 && name[0] == '#') {
    const bool hex = name[1] == 'x' || name[1] == 'X';
    const size_t digits = name.size() - (hex ? 2 : 1);
    if (digits == 0 || digits > (hex ? 6 : 7)) return {0, 0};
    char32_t value = 0;
    for (const char c : name.substr(hex ? 2 : 1)) {
      const char lower = static_cast<char>(c | 0x20);
      const bool letter = hex && lower >= 'a' && lower <= 'f';
      if (!IsAsciiDigit(c) && !letter) return {0, 0};
      value = value * (hex ? 16 : 10) + static_cast<char32_t>(letter ? lower - 'a' + 10 : c - '0');
    }
    if (value == U'\t' || value == U'\n') value = U' ';
    return {value < 32 || value > 0x10FFFF ? kReplacement : value, end + 1};
  }
  for (const Entity& entity : kEntities) {
    if (entity.name == name) return {entity.code_point, end + 1};
  }
  const char32_t named = NamedInRun(name);
  return {named, named == 0 ? 0 : end + 1};
}

}  // namespace

std::pair<char32_t, size_t> EntityAt(std::string_view text) {
  const size_t amp = text.substr(0, 5) == "&amp;" ? 5 : text.substr(0, 4) == "amp;" ? 4 : 0;
  if (amp > 0) {
    const std::string inner = "&" + std::string(text.substr(amp, 11));
    const auto [code_point, length] = PlainEntityAt(inner);
    if (length > 0) return {code_point, amp + length - 1};
  }
  return PlainEntityAt(text);
}

}  // namespace skira
