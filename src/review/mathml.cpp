#include "review/mathml.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace skira {
namespace {

constexpr std::string_view kNamespace = "http://www.w3.org/1998/Math/MathML";

// Both sorted.
constexpr std::string_view kElements[] = {
    "math",          "menclose", "merror",    "mfenced", "mfrac",   "mi",       "mlabeledtr",
    "mmultiscripts", "mn",       "mo",        "mover",   "mpadded", "mphantom", "mprescripts",
    "mroot",         "mrow",     "ms",        "mspace",  "msqrt",   "mstyle",   "msub",
    "msubsup",       "msup",     "mtable",    "mtd",     "mtext",   "mtr",      "munder",
    "munderover",    "none",     "semantics",
};
constexpr std::string_view kAttributes[] = {
    "accent",      "accentunder",  "close",   "columnalign",   "columnspacing", "depth",
    "display",     "displaystyle", "fence",   "height",        "linethickness", "lspace",
    "mathvariant", "maxsize",      "minsize", "movablelimits", "notation",      "open",
    "rowalign",    "rowspacing",   "rspace",  "scriptlevel",   "separator",     "stretchy",
    "symmetric",   "width",
};

template <size_t kSize>
bool Has(const std::string_view (&names)[kSize], std::string_view name) {
  return std::binary_search(std::begin(names), std::end(names), name);
}

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == ':' || c == '_' || c == '.';
}

// Reads the text once, from tag to tag.
class Checker {
 public:
  explicit Checker(std::string_view text) : text_(text) {}

  bool Check() {
    do {
      if (!(At("</") ? Close() : Open())) return false;
      if (!open_.empty() && !Characters()) return false;
    } while (!open_.empty());
    return at_ == text_.size();
  }

 private:
  bool At(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  bool Take(std::string_view what) {
    if (!At(what)) return false;
    at_ += what.size();
    return true;
  }
  void Spaces() {
    while (at_ < text_.size() && IsSpace(text_[at_])) ++at_;
  }
  std::string_view Name() {
    const size_t start = at_;
    while (at_ < text_.size() && IsNameCharacter(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }

  bool Open() {
    if (!Take("<")) return false;
    const std::string_view name = Name();
    if (!Has(kElements, name) || open_.empty() != (name == "math")) return false;
    while (true) {
      const size_t before = at_;
      Spaces();
      if (Take("/>")) return true;
      if (Take(">")) break;
      if (at_ == before || !Attribute()) return false;
    }
    open_.push_back(name);
    return true;
  }

  bool Attribute() {
    const std::string_view name = Name();
    if (!Take("=\"")) return false;
    const size_t start = at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '<' || (text_[at_] == '&' && !Reference())) return false;
      ++at_;
    }
    const std::string_view value = text_.substr(start, at_ - start);
    if (!Take("\"")) return false;
    return name == "xmlns" ? value == kNamespace : Has(kAttributes, name);
  }

  bool Close() {
    if (!Take("</") || open_.empty() || Name() != open_.back()) return false;
    Spaces();
    open_.pop_back();
    return Take(">");
  }

  // Text up to the next tag.
  bool Characters() {
    for (; at_ < text_.size() && text_[at_] != '<'; ++at_) {
      const bool control = static_cast<unsigned char>(text_[at_]) < 0x20 && !IsSpace(text_[at_]);
      if (control || text_[at_] == '>' || (text_[at_] == '&' && !Reference())) return false;
    }
    return at_ < text_.size();
  }

  // Moves to the last byte of a reference: a number, or one of XML's five names.
  bool Reference() {
    const size_t end = text_.find(';', at_);
    if (end == text_.npos) return false;
    std::string_view name = text_.substr(at_ + 1, end - at_ - 1);
    constexpr std::string_view kNames[] = {"amp", "apos", "gt", "lt", "quot"};
    bool good = Has(kNames, name);
    if (name.starts_with("#")) {
      const bool hex = name.starts_with("#x");
      name.remove_prefix(hex ? 2 : 1);
      const std::string_view digits = hex ? "0123456789abcdefABCDEF" : "0123456789";
      good = !name.empty() && name.size() <= 6 && name.find_first_not_of(digits) == name.npos;
    }
    at_ = end;
    return good;
  }

  const std::string_view text_;
  size_t at_ = 0;
  std::vector<std::string_view> open_;
};

std::pair<bool, std::string_view> KeyOf(const Formula* formula) {
  return {formula->display, formula->tex};
}

}  // namespace

bool IsPlainMathml(std::string_view text) { return Checker(text).Check(); }

FormulaIndex::FormulaIndex(const MathTable& table) {
  for (const Formula& formula : table.formulas) sorted_.push_back(&formula);
  std::stable_sort(sorted_.begin(), sorted_.end(),
                   [](const Formula* a, const Formula* b) { return KeyOf(a) < KeyOf(b); });
}

const Formula* FormulaIndex::Find(std::string_view tex, bool display) const {
  const std::pair<bool, std::string_view> key = {display, tex};
  const auto found = std::lower_bound(
      sorted_.begin(), sorted_.end(), key,
      [](const Formula* formula, const auto& wanted) { return KeyOf(formula) < wanted; });
  return found != sorted_.end() && KeyOf(*found) == key ? *found : nullptr;
}

}  // namespace skira
