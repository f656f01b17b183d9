#include "parser/blocks/block_structure.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parser/blocks/block_phrases.h"
#include "parser/blocks/block_words.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

constexpr size_t kParagraphLength = 40;  // code points: less is not the text below a heading

bool IsText(const Piece& piece) { return piece.type == BlockType::kParagraph; }
bool IsItem(const Piece& piece) { return piece.type == BlockType::kListItem; }
bool IsHeading(const Piece& piece) { return piece.type == BlockType::kHeading; }

// Whether a piece can stand below a heading: a list, a text, a sub-heading, code, a table.
bool CanFollowHeading(const Piece& piece) {
  switch (piece.type) {
    case BlockType::kLink:
    case BlockType::kCredit:
    case BlockType::kRule:
      return false;
    case BlockType::kParagraph:
      return !piece.single_line() || LengthUpTo(piece.text, kParagraphLength) >= kParagraphLength ||
             TitleShapeOf(piece.text) != TitleShape::kNone ||
             EndingOf(piece.text) == Ending::kColon;
    default:
      return true;
  }
}

// A sentence that stops at the end of `piece`, so that what follows begins anew.
bool IsUnfinished(const Piece& piece) {
  return (IsText(piece) || IsItem(piece)) && piece.single_line() &&
         EndingOf(piece.text) == Ending::kOpen;
}

// "where:" behind a formula announces its symbols.
bool IsColonHeading(const Piece& piece, const Piece* previous, const Piece* next) {
  if (next == nullptr || IsLeadIn(piece.text)) return false;
  const bool one_word = piece.text.find(' ') == std::string_view::npos;
  if (previous != nullptr && previous->type == BlockType::kMath && one_word) return false;
  // A formula, and what a longer line announces: a table, a listing.
  constexpr int kAnnounces = 2;  // spaces
  const auto spaces = std::count(piece.text.begin(), piece.text.end(), ' ');
  const bool shown = next->type == BlockType::kTable || next->type == BlockType::kCode;
  if (next->type == BlockType::kMath || (shown && spaces >= kAnnounces)) return false;
  return next->type != BlockType::kLink && next->type != BlockType::kCredit;
}

// Short lines without colon in a row are a picture's labels or a list without marks, not headings.
bool InShortLines(const std::vector<Piece>& pieces, size_t i) {
  constexpr size_t kMostInRow = 2;
  const auto plain = [&](size_t k) {
    return k < pieces.size() && IsText(pieces[k]) && pieces[k].single_line() &&
           TitleShapeOf(pieces[k].text) == TitleShape::kPlain && !IsAllBold(pieces[k].text);
  };
  size_t row = 1;
  for (size_t k = i; k > 0 && row <= kMostInRow && plain(k - 1); --k) ++row;
  for (size_t k = i + 1; row <= kMostInRow && plain(k); ++k) ++row;
  return row > kMostInRow;
}

bool IsPlainHeading(const std::vector<Piece>& pieces, size_t i) {
  const Piece* next = i + 1 < pieces.size() ? &pieces[i + 1] : nullptr;
  if (next == nullptr || next->type == BlockType::kMath) return false;
  const bool page_header =
      next->type == BlockType::kRule && i > 0 && pieces[i - 1].type == BlockType::kRule;
  return page_header || (next->blank_before && CanFollowHeading(*next) && !InShortLines(pieces, i));
}

bool IsTextHeading(const std::vector<Piece>& pieces, size_t i) {
  const Piece& piece = pieces[i];
  if (!IsText(piece) || !piece.single_line()) return false;
  const Piece* next = i + 1 < pieces.size() ? &pieces[i + 1] : nullptr;
  const Piece* previous = i > 0 ? &pieces[i - 1] : nullptr;
  if (previous != nullptr && IsUnfinished(*previous)) return false;
  const TitleShape shape = TitleShapeOf(piece.text);
  if (IsAllBold(piece.text) && next != nullptr) {
    return shape != TitleShape::kNone || EndingOf(piece.text) != Ending::kSentence;
  }
  switch (shape) {
    case TitleShape::kColon:
      return IsColonHeading(piece, previous, next);
    case TitleShape::kPlain:
      return IsPlainHeading(pieces, i);
    case TitleShape::kNone:
      return false;
  }
  return false;
}

// A numbered piece that could be a heading: short, alone, with something of its own below it.
bool OpensSection(const std::vector<Piece>& pieces, size_t i) {
  constexpr size_t kMostWords = 13;
  const Piece& piece = pieces[i];
  if (!piece.single_line() || piece.marker.bulleted || !piece.blank_before) return false;
  if (i + 1 >= pieces.size()) return false;
  const Piece& next = pieces[i + 1];
  if (!next.blank_before || !CanFollowHeading(next)) return false;
  const bool sibling = IsItem(next) && next.marker.family == piece.marker.family &&
                       next.marker.depth == piece.marker.depth &&
                       next.marker.value > piece.marker.value;
  if (sibling) return false;
  if (TitleShapeOf(piece.text) != TitleShape::kNone || IsAllBold(piece.text)) return true;
  // "4.3. Title (with brackets)." keeps its stop.
  const auto words = std::count(piece.text.begin(), piece.text.end(), ' ') + 1;
  return piece.marker.depth > 1 && static_cast<size_t>(words) <= kMostWords;
}

// Letters of either alphabet number the same list ("a.", "b.", "ג.").
int FamilyOf(const ItemMarker& marker) {
  if (marker.family == ItemMarker::kNumber) return marker.depth > 1 ? 2 : 1;
  return marker.ordered() ? 3 : 0;
}

// The pieces that one numbering runs through, and those of them that could head a section.
struct Numbering {
  std::vector<size_t> members;
  std::vector<size_t> openers;
  int last_value = 0;
  bool opens_sections() const { return openers.size() * 2 > members.size(); }
};

void MarkSections(std::vector<Piece>& pieces, const Numbering& numbering) {
  const size_t first = numbering.members.front();
  const bool deep = pieces[first].marker.depth > 1;
  // A decimal at a paragraph's beginning numbers nothing.
  if (deep && numbering.members.size() == 1 && numbering.openers.empty()) {
    pieces[first].type = BlockType::kParagraph;
  }
  if (numbering.openers.empty()) return;
  const bool led_in =
      first > 0 && IsText(pieces[first - 1]) && EndingOf(pieces[first - 1].text) == Ending::kColon;
  if (!deep && (led_in || !numbering.opens_sections())) return;
  for (const size_t i : numbering.openers) pieces[i].type = BlockType::kHeading;
}

// The numberings of one family that are open: sections, and a list inside one of them.
class OpenNumberings {
 public:
  // Adds piece `i` to the numbering that it goes on with; a number that does not rise begins a new
  // one inside. A section's number goes on behind the lists that stand in between.
  void Add(std::vector<Piece>& pieces, size_t i, bool opener) {
    const ItemMarker& marker = pieces[i].marker;
    const auto goes_on = [&](const Numbering& n) {
      return marker.depth > 1 || marker.value > n.last_value;
    };
    if (open_.size() == 2 && opener && goes_on(open_[0]) && !open_[1].opens_sections()) {
      Close(pieces);
    }
    if (!open_.empty() && !goes_on(open_.back())) {
      if (open_.size() == 2) Close(pieces);
      const bool inside = open_[0].opens_sections() && !opener;
      while (!inside && !open_.empty()) Close(pieces);
      open_.emplace_back();
    }
    if (open_.empty()) open_.emplace_back();
    Numbering& numbering = open_.back();
    numbering.members.push_back(i);
    numbering.last_value = marker.value;
    if (opener) numbering.openers.push_back(i);
  }

  void Close(std::vector<Piece>& pieces) {
    MarkSections(pieces, open_.back());
    open_.pop_back();
  }
  bool empty() const { return open_.empty(); }

 private:
  std::vector<Numbering> open_;  // at most two
};

// "1. Title" over text of its own is a heading when most of its siblings are, and no sentence
// announces them as items.
void MarkNumberedHeadings(std::vector<Piece>& pieces) {
  std::array<OpenNumberings, 4> open;
  for (size_t i = 0; i < pieces.size(); ++i) {
    const Piece& piece = pieces[i];
    if (!IsItem(piece) || !piece.marker.ordered() || piece.marker.bulleted) continue;
    open[static_cast<size_t>(FamilyOf(piece.marker))].Add(pieces, i, OpensSection(pieces, i));
  }
  for (OpenNumberings& numberings : open) {
    while (!numberings.empty()) numberings.Close(pieces);
  }
}

// Whether `next`, behind a blank line, goes on with the sentence at the end of `piece`.
bool ContinuesAcross(const Document& document, const Piece& piece, const Piece& next,
                     const Piece* after) {
  constexpr size_t kFullLine = 90;  // code points: a page's last line is a full one
  constexpr size_t kShortest = 20;  // what is shorter is no line of a page
  if (!IsText(next) || !next.blank_before) return false;
  if (next.single_line() && TitleShapeOf(next.text) == TitleShape::kColon) return false;
  const std::string_view line = piece.single_line() ? piece.text : Strip(document.line(piece.last));
  const Ending ending = EndingOf(line);
  if (ending == Ending::kSentence || ending == Ending::kColon) return false;
  const bool wants_word = ending == Ending::kOpen && HebrewCount(line) > 0;
  if (!wants_word && LengthUpTo(line, kShortest) < kShortest) return false;
  const Opening opening = OpeningOf(next.text);
  if (opening == Opening::kContinues) return true;
  if (piece.type == BlockType::kFigure) return false;
  if (opening == Opening::kStarts) return false;
  if (ending == Ending::kOpen) return true;
  if (ending != Ending::kHebrew) return false;
  if (LengthUpTo(line, kFullLine) < kFullLine) return false;
  // Items end without a full stop as a matter of course: one goes on only before its sibling.
  return IsText(piece) ||
         (after != nullptr && IsItem(*after) && after->marker.family == piece.marker.family);
}

// What a list's items share at one depth.
struct ListLevel {
  int family = 0;
  int indent = 0;
  int value = 0;       // its last item's number or letter, 0 for a bullet
  bool opens = false;  // its last item ends in a colon, or names what follows
};

bool NamesWhatFollows(const Piece& item) {
  return EndingOf(item.text) == Ending::kColon || (item.single_line() && item.marker.ordered() &&
                                                   TitleShapeOf(item.text) != TitleShape::kNone);
}

// The depth of an item below the open levels: its own kind goes on, another kind is nested where
// the item above announces it or it is indented by more than jitter.
void PlaceItem(Piece& item, int indent, std::vector<ListLevel>& levels) {
  constexpr int kIndent = 2;  // one space is extraction's jitter
  constexpr size_t kDeepest = 8;
  const int family = FamilyOf(item.marker);
  // The number that comes next continues its list, however far it is indented.
  const auto find = [&](auto matches) {
    return std::find_if(levels.rbegin(), levels.rend(), [&](const ListLevel& level) {
      return level.family == family && matches(level);
    });
  };
  const auto next = [&](const ListLevel& level) {
    return item.marker.value > 1 && item.marker.value == level.value + 1;
  };
  // The level of its own indent goes on, if that steps out of an indented list.
  auto same = find([&](const ListLevel& level) {
    const bool stepped_out = levels.back().indent >= indent + kIndent;
    return stepped_out && level.indent < indent + kIndent && level.indent + kIndent > indent &&
           (family == 0 || next(level));
  });
  if (same == levels.rend()) {
    same = find(
        [&](const ListLevel& level) { return next(level) || level.indent + kIndent > indent; });
  }
  const bool first = item.marker.ordered() && item.marker.value == 1;
  const bool nested = !levels.empty() && levels.size() < kDeepest &&
                      (indent >= levels.back().indent + kIndent ||
                       (levels.back().family != family && levels.back().opens));
  if (same != levels.rend() && !(nested && first && same != levels.rbegin())) {
    levels.erase(same.base(), levels.end());
    levels.back().opens = NamesWhatFollows(item);
    levels.back().value = item.marker.value;
    levels.back().indent = indent;
  } else {
    while (levels.size() > 1 && levels.back().indent >= indent + kIndent) levels.pop_back();
    if (!nested && !levels.empty()) levels.pop_back();
    levels.push_back({family, indent, item.marker.value, NamesWhatFollows(item)});
  }
  item.level = static_cast<int>(levels.size()) - 1;
}

// How a heading is marked: what its level follows from.
int StyleOf(const Piece& heading) {
  enum { kBold = 7, kColon, kPlain, kNumber, kLetter = kNumber + 5 };
  if (heading.hash_level > 0) return heading.hash_level;
  if (heading.marker.family == ItemMarker::kNumber) return kNumber + heading.marker.depth;
  if (heading.marker.ordered()) return kLetter;
  if (TitleShapeOf(heading.text) == TitleShape::kColon) return kColon;
  return IsAllBold(heading.text) ? kBold : kPlain;
}

}  // namespace

void MarkHeadings(std::vector<Piece>& pieces) {
  // Who marks headings marks them all.
  const bool marked = std::any_of(pieces.begin(), pieces.end(),
                                  [](const Piece& piece) { return piece.hash_level > 0; });
  std::vector<size_t> headings;
  for (size_t i = 0; i < pieces.size(); ++i) {
    // An abbreviation ("P.S.") is a heading by its words.
    const bool guessed = marked && TitleShapeOf(pieces[i].text) == TitleShape::kPlain &&
                         !IsAllBold(pieces[i].text) &&
                         EndingOf(pieces[i].text) != Ending::kSentence;
    if (!guessed && IsTextHeading(pieces, i)) headings.push_back(i);
  }
  for (const size_t i : headings) pieces[i].type = BlockType::kHeading;
  MarkNumberedHeadings(pieces);
}

void JoinPageBreaks(const Document& document, std::vector<Piece>& pieces) {
  std::vector<Piece> joined;
  joined.reserve(pieces.size());
  for (size_t i = 0; i < pieces.size(); ++i) {
    const bool open = !joined.empty() && !joined.back().has_content &&
                      (IsText(joined.back()) || IsItem(joined.back()) ||
                       joined.back().type == BlockType::kFigure);
    const Piece* after = i + 1 < pieces.size() ? &pieces[i + 1] : nullptr;
    if (open && ContinuesAcross(document, joined.back(), pieces[i], after)) {
      joined.back().last = pieces[i].last;
      joined.back().joined = true;
    } else {
      joined.push_back(std::move(pieces[i]));
    }
  }
  pieces = std::move(joined);
}

void NestItems(std::vector<Piece>& pieces) {
  std::vector<ListLevel> levels;
  for (Piece& piece : pieces) {
    if (IsItem(piece)) {
      PlaceItem(piece, piece.indent, levels);
    } else if (IsHeading(piece) || (IsText(piece) && EndingOf(piece.text) == Ending::kColon)) {
      levels.clear();  // a list of its own begins below
    }
  }
}

void LevelHeadings(std::vector<Piece>& pieces) {
  std::array<int, 32> level_of{};
  const Piece* previous = nullptr;
  for (Piece& piece : pieces) {
    if (!IsHeading(piece)) {
      previous = nullptr;
      continue;
    }
    if (piece.hash_level > 0) {  // as printed
      piece.level = piece.hash_level;
      previous = &piece;
      continue;
    }
    int& level = level_of[static_cast<size_t>(StyleOf(piece))];
    const int below = previous != nullptr ? previous->level + 1 : 1;
    if (level == 0) level = piece.marker.depth > 1 ? std::max(below, piece.marker.depth) : below;
    piece.level = std::min(level, 6);
    previous = &piece;
  }
}

}  // namespace skira
