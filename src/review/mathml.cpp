#include "review/mathml.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <utility>

#include "review/escape_html.h"
#include "unicode/unicode.h"

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

// Whose children are text alone. To an HTML parser elements in them are HTML (HTML, "MathML text
// integration point"), so that none may be there.
constexpr std::string_view kTokens[] = {"mi", "mn", "mo", "ms", "mtext"};

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == ':' || c == '_' || c == '.';
}

// Reads the text once, from tag to tag, and writes what it understood.
class Rewriter {
 public:
  explicit Rewriter(std::string_view text) : text_(text) {}

  std::optional<std::string> Rewrite() {
    do {
      if (!(At("</") ? Close() : Open())) return std::nullopt;
      if (!open_.empty() && !Characters()) return std::nullopt;
    } while (!open_.empty());
    if (at_ != text_.size()) return std::nullopt;
    return std::move(out_);
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
    constexpr size_t kDeepest = 200;
    if (!Take("<") || open_.size() == kDeepest) return false;
    const std::string_view name = Name();
    if (!Has(kElements, name) || open_.empty() != (name == "math")) return false;
    if (!open_.empty() && Has(kTokens, open_.back())) return false;
    out_.append("<").append(name);
    if (open_.empty()) out_.append(" xmlns=\"").append(kNamespace).append("\"");
    std::vector<std::string_view> seen;
    bool empty = false;
    while (true) {
      const size_t before = at_;
      Spaces();
      empty = Take("/>");
      if (empty || Take(">")) break;
      if (at_ == before || !Attribute(seen)) return false;
    }
    out_ += ">";
    if (empty) {
      out_.append("</").append(name).append(">");
    } else {
      open_.push_back(name);
    }
    return true;
  }

  bool Attribute(std::vector<std::string_view>& seen) {
    const std::string_view name = Name();
    if (!Take("=\"") || std::find(seen.begin(), seen.end(), name) != seen.end()) return false;
    seen.push_back(name);
    std::string value;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '<' || !Character(value)) return false;
    }
    if (!Take("\"")) return false;
    if (name == "xmlns") return value == kNamespace;
    if (!Has(kAttributes, name)) return false;
    out_.append(" ").append(name).append("=\"").append(EscapeHtml(value)).append("\"");
    return true;
  }

  bool Close() {
    if (!Take("</") || open_.empty() || Name() != open_.back()) return false;
    Spaces();
    out_.append("</").append(open_.back()).append(">");
    open_.pop_back();
    return Take(">");
  }

  // Text up to the next tag.
  bool Characters() {
    std::string text;
    while (at_ < text_.size() && text_[at_] != '<') {
      if (text_[at_] == '>' || !Character(text)) return false;
    }
    const bool blank = std::all_of(text.begin(), text.end(), IsSpace);
    if (!blank && !Has(kTokens, open_.back())) return false;
    out_ += EscapeHtml(text);
    return at_ < text_.size();
  }

  // Appends the character that is next, as itself or as a reference.
  bool Character(std::string& text) {
    if (text_[at_] == '&') return Reference(text);
    const Decoded next = DecodeAt(text_, at_);
    if (!IsHtmlCharacter(next.code_point)) return false;
    AppendUtf8(next.code_point, text);
    at_ += next.length;
    return true;
  }

  // A number, or one of XML's five names.
  bool Reference(std::string& text) {
    const size_t end = text_.find(';', at_);
    if (end == text_.npos) return false;
    std::string_view name = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    constexpr std::pair<std::string_view, char> kNames[] = {
        {"amp", '&'}, {"apos", '\''}, {"gt", '>'}, {"lt", '<'}, {"quot", '"'}};
    for (const auto& [known, character] : kNames) {
      if (name != known) continue;
      text += character;
      return true;
    }
    if (!name.starts_with("#")) return false;
    const bool hex = name.starts_with("#x");
    name.remove_prefix(hex ? 2 : 1);
    uint32_t number = 0;
    const char* last = name.data() + name.size();
    const auto read = std::from_chars(name.data(), last, number, hex ? 16 : 10);
    if (read.ec != std::errc() || read.ptr != last || !IsHtmlCharacter(number)) return false;
    AppendUtf8(number, text);
    return true;
  }

  const std::string_view text_;
  size_t at_ = 0;
  std::vector<std::string_view> open_;
  std::string out_;
};

std::pair<bool, std::string_view> KeyOf(const Formula* formula) {
  return {formula->display, formula->tex};
}

}  // namespace

std::optional<std::string> PlainMathml(std::string_view text) { return Rewriter(text).Rewrite(); }

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
