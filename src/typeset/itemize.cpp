// From analysed text to items: level × style × script × face.
#include <algorithm>
#include <utility>

#include "typeset/breaks.h"
#include "typeset/fonts.h"
#include "typeset/prepared.h"

namespace skira::typeset {
namespace {

bool IsCommon(hb_script_t script) {
  return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN;
}

// Gives common characters (spaces, digits, punctuation) the script of what stands before them,
// those at the start that of what follows, and a closing bracket that of its opening one (UAX #24,
// 5.1).
class ScriptResolver {
 public:
  explicit ScriptResolver(hb_script_t first) : current_(first) {}

  hb_script_t Next(uint32_t code_point) {
    const hb_script_t script = hb_unicode_script(functions_, code_point);
    if (!IsCommon(script)) {
      current_ = script;
    } else if (code_point < 0x80 ? IsAsciiBracket(code_point) : true) {
      MatchBracket(code_point);
    }
    return current_;
  }

 private:
  struct Open {
    uint32_t closing = 0;
    hb_script_t script = HB_SCRIPT_COMMON;
  };

  static bool IsAsciiBracket(uint32_t c) {
    return c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}';
  }

  void MatchBracket(uint32_t c) {
    switch (hb_unicode_general_category(functions_, c)) {
      case HB_UNICODE_GENERAL_CATEGORY_OPEN_PUNCTUATION:
        if (depth_ < kMaxDepth) stack_[depth_++] = {hb_unicode_mirroring(functions_, c), current_};
        break;
      case HB_UNICODE_GENERAL_CATEGORY_CLOSE_PUNCTUATION:
        for (size_t i = depth_; i-- > 0;) {
          if (stack_[i].closing != c) continue;
          current_ = stack_[i].script;
          depth_ = i;
          break;
        }
        break;
      default:
        break;
    }
  }

  static constexpr size_t kMaxDepth = 32;
  hb_unicode_funcs_t* functions_ = hb_unicode_funcs_get_default();
  hb_script_t current_;
  std::array<Open, kMaxDepth> stack_;
  size_t depth_ = 0;
};

hb_script_t FirstScript(const std::vector<uint32_t>& text) {
  for (const uint32_t code_point : text) {
    const hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), code_point);
    if (!IsCommon(script)) return script;
  }
  return HB_SCRIPT_COMMON;
}

// Picks a face for each grapheme cluster. Places are indices of characters.
class FaceChooser {
 public:
  FaceChooser(const FontSet& fonts, const Analysis& analysis, const Prepared& prepared)
      : fonts_(fonts), analysis_(analysis), prepared_(prepared), faces_(analysis.size(), kNoFace) {}

  std::vector<FaceId> Run() {
    uint32_t i = 0;
    for (const StyledSpan& span : prepared_.spans) {
      const std::vector<FaceId>& order = PreferenceOf(span.style);
      const bool boxes = span.box.has_value();
      while (i < analysis_.size() && analysis_.offsets[i] < span.end) {
        const uint32_t end = ClusterEnd(i, span.end);
        const bool box = boxes && analysis_.text[i] == kBoxLetter;
        const FaceId face = box ? kBoxFace : Choose(order, i, end);
        std::fill(faces_.begin() + i, faces_.begin() + end, face);
        i = end;
      }
    }
    return std::move(faces_);
  }

 private:
  // The end of the cluster at `start`, at byte `limit` at the latest.
  uint32_t ClusterEnd(uint32_t start, uint32_t limit) const {
    uint32_t end = start + 1;
    while (end < analysis_.size() && analysis_.offsets[end] < limit &&
           (analysis_.marks[end] & kGraphemeStart) == 0) {
      ++end;
    }
    return end;
  }

  const std::vector<FaceId>& PreferenceOf(const TextStyle& style) {
    for (const auto& [known, order] : preferences_) {
      if (known.family == style.family && known.weight == style.weight &&
          known.italic == style.italic) {
        return order;
      }
    }
    preferences_.emplace_back(style, Preference(fonts_, style));
    return preferences_.back().second;
  }

  bool CoversCluster(const Face& face, uint32_t start, uint32_t end) const {
    for (uint32_t i = start; i < end; ++i) {
      if (Covers(face, analysis_.text[i])) continue;
      // A mark the face lacks is no loss where the face has letter and mark as one.
      hb_codepoint_t composed = 0;
      if (i == start || i != start + 1 ||
          !hb_unicode_compose(hb_unicode_funcs_get_default(), analysis_.text[start],
                              analysis_.text[i], &composed) ||
          !Covers(face, composed)) {
        return false;
      }
    }
    return true;
  }

  FaceId Choose(const std::vector<FaceId>& order, uint32_t start, uint32_t end) const {
    constexpr uint32_t kEmojiSelector = 0xFE0F;
    if (end - start > 1 && std::find(analysis_.text.begin() + start, analysis_.text.begin() + end,
                                     kEmojiSelector) != analysis_.text.begin() + end) {
      return kNoFace;
    }
    for (const FaceId face : order) {
      if (CoversCluster(*fonts_.impl().faces[face], start, end)) return face;
    }
    return kNoFace;
  }

  const FontSet& fonts_;
  const Analysis& analysis_;
  const Prepared& prepared_;
  std::vector<FaceId> faces_;
  std::vector<std::pair<TextStyle, std::vector<FaceId>>> preferences_;
};

}  // namespace

void Itemize(const FontSet& fonts, const Analysis& analysis, Prepared& prepared) {
  prepared.items.clear();
  const std::vector<FaceId> faces = FaceChooser(fonts, analysis, prepared).Run();
  ScriptResolver scripts(FirstScript(analysis.text));
  uint32_t span = 0;
  bool open = false;  // the last item may grow
  for (uint32_t i = 0; i < analysis.size(); ++i) {
    const auto script = static_cast<uint32_t>(scripts.Next(analysis.text[i]));
    const uint32_t start = analysis.offsets[i], end = analysis.offsets[i + 1];
    while (span + 1 < prepared.spans.size() && start >= prepared.spans[span].end) ++span;
    if ((analysis.marks[i] & kNewline) != 0) {
      open = false;  // line ends have no glyphs
      continue;
    }
    if (open) {
      Item& last = prepared.items.back();
      if (last.span == span && last.script == script && last.face == faces[i] &&
          last.level == analysis.levels[i]) {
        last.end = end;
        continue;
      }
    }
    Item& item = prepared.items.emplace_back();
    item.start = start;
    item.end = end;
    item.span = span;
    item.script = script;
    item.face = faces[i];
    item.level = analysis.levels[i];
    open = true;
  }
}

}  // namespace skira::typeset
