#include "app/state/document_remarks.h"

#include <algorithm>
#include <set>
#include <utility>

#include "app/state/documents.h"

namespace skira::app {
namespace {

struct Saying {
  std::string_view code;
  Str text, advice;
};

constexpr Saying kSayings[] = {
    {"invalid-utf8", Str::warning_invalid_utf8, Str::advice_file},
    {"nul-byte", Str::warning_nul_byte, Str::advice_file},
    {"bom", Str::warning_bom, Str::advice_nothing},
    {"too-long", Str::warning_too_long, Str::advice_split},
    {"carriage-return", Str::warning_carriage_return, Str::advice_nothing},
    {"no-review", Str::warning_no_review, Str::advice_header},
    {"header-missing", Str::warning_header_missing, Str::advice_header},
    {"banner-missing", Str::warning_banner_missing, Str::advice_header},
    {"banner-damaged", Str::warning_banner_damaged, Str::advice_header},
    {"title-repeated", Str::warning_title_repeated, Str::advice_two},
    {"date-lost", Str::warning_date_lost, Str::advice_date},
    {"date-order", Str::warning_date_order, Str::advice_date},
    {"number-repeated", Str::warning_number_repeated, Str::advice_two},
    {"arxiv-id-repeated", Str::warning_arxiv_id_repeated, Str::advice_two},
    {"arxiv-id-implausible", Str::warning_arxiv_id_implausible, Str::advice_address},
    {"field-unknown", Str::warning_field_unknown, Str::advice_field},
    {"published-unread", Str::warning_published_unread, Str::advice_date},
    {"mended-punctuation", Str::warning_mended_punctuation, Str::advice_nothing},
    {"mended-bold", Str::warning_mended_bold, Str::advice_nothing},
    {"unclosed-bold", Str::warning_unclosed_bold, Str::advice_mark},
    {"unclosed-code", Str::warning_unclosed_code, Str::advice_mark},
    {"unclosed-math", Str::warning_unclosed_math, Str::advice_mark},
    {"empty-item", Str::warning_empty_item, Str::advice_nothing},
    {"empty-picture", Str::warning_empty_picture, Str::advice_picture},
    {"bullet-debris", Str::warning_bullet_debris, Str::advice_nothing},
    {"date-repaired", Str::warning_date_repaired, Str::advice_date},
    {"encoding", Str::warning_encoding, Str::advice_file},
    {"link-definition", Str::warning_link_definition, Str::advice_nothing},
    {"message-without-review", Str::warning_message_without_review, Str::advice_header},
    {"text-lost", Str::warning_text_lost, Str::advice_paragraph},
    {"title-more", Str::warning_title_more, Str::advice_title},
    {"visual-order", Str::warning_visual_order, Str::advice_nothing},
    {"visual-order-doubt", Str::warning_visual_order_doubt, Str::advice_compare},
    {"control-character", Str::warning_control_character, Str::advice_file},
    {"stray-mark", Str::warning_stray_mark, Str::advice_nothing},
    {"picture-missing", Str::warning_picture_missing, Str::advice_picture},
    {"picture-problem", Str::warning_picture_problem, Str::advice_picture},
    {"picture-alt", Str::warning_picture_alt, Str::advice_nothing},
    {"pdf", Str::warning_pdf, Str::advice_compare},
    {"front-matter", Str::warning_front_matter, Str::advice_front},
    {"messages-left-out", Str::warning_messages_left_out, Str::advice_header},
    {"message-left-out", Str::warning_messages_left_out, Str::advice_header},
    {"title-missing", Str::warning_title_missing, Str::advice_title},
    {"title-from-text", Str::warning_title_from_text, Str::advice_title},
    {"division-doubtful", Str::warning_division_doubtful, Str::advice_header},
    {"reference-unknown", Str::warning_reference_unknown, Str::advice_label},
    {"outputs-left-out", Str::warning_outputs_left_out, Str::advice_compare},
    {"picture-elsewhere", Str::warning_picture_elsewhere, Str::advice_picture},
    {"picture-not-fetched", Str::warning_picture_not_fetched, Str::advice_picture},
};

const Saying* Find(std::string_view code) {
  const auto* found = std::find_if(std::begin(kSayings), std::end(kSayings),
                                   [&](const Saying& one) { return one.code == code; });
  return found == std::end(kSayings) ? nullptr : found;
}

}  // namespace

std::string SayingOf(const Warning& warning, Language language) {
  const Saying* saying = language == Language::kEnglish ? nullptr : Find(warning.code);
  return saying == nullptr ? warning.message : Text(saying->text, language);
}

std::optional<Str> AdviceOn(std::string_view code) {
  const Saying* saying = Find(code);
  return saying == nullptr ? std::nullopt : std::optional(saying->advice);
}

const std::vector<BrokenFormula>& BrokenFormulas(const AppState& state) {
  const DocumentsState& documents = state.documents;
  const uint64_t version = StateVersion(state);
  if (documents.broken_version == version) return documents.broken;
  documents.broken_version = version;
  documents.broken.clear();
  std::set<std::pair<bool, std::string_view>> seen;
  const auto& reviews = state.catalog.reviews;
  for (size_t i = static_cast<size_t>(LibraryReviews(state)); i < reviews.size(); ++i) {
    for (size_t b = 0; b < reviews[i].blocks.size(); ++b) {
      const Block& block = reviews[i].blocks[b];
      const bool display = block.type == BlockType::kMath;
      for (const Span& span : block.spans) {
        if (!span.math) continue;
        const Formula* formula = state.math.Find(span.text, display);
        if (formula == nullptr || formula->error.empty()) continue;
        if (!seen.emplace(display, span.text).second) continue;
        documents.broken.push_back(
            {static_cast<int>(i), static_cast<int>(b), span.text, formula->error});
      }
    }
  }
  return documents.broken;
}

}  // namespace skira::app
