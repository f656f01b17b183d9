// Reads an export event by event (nlohmann_json's SAX interface), without a tree in between: a
// catalog of a thousand reviews costs its own memory and no more, and errors know their place.
//
// What may stand where is a table (kRules): container, key, what the value must be, and where it
// goes.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "review/json.h"
#include "review/names.h"
#include "unicode/unicode.h"

namespace skira {
namespace {

// The containers of the format; those of a formula are kFormula to kColours. An array's elements
// have the empty key.
enum class In : uint8_t {
  kTop,
  kRoot,
  kSite,
  kAuthor,
  kLicence,
  kSiteLinks,
  kSiteLink,
  kFormerIds,
  kSources,
  kSource,
  kReviews,
  kReview,
  kPlace,
  kReviewers,
  kPaper,
  kPaperUrls,
  kCodeUrls,
  kFields,
  kPrior,
  kDomains,
  kTools,
  kOther,
  kNamedField,
  kFieldValues,
  kAlign,
  kTopics,
  kLinks,
  kLink,
  kBlocks,
  kBlock,
  kSpans,
  kSpan,
  kStyle,
  kWarnings,
  kWarning,
  kPictures,
  kPicture,
  kMath,
  kOutlines,
  kFormulas,
  kFormula,
  kGlyphs,
  kFormulaRules,
  kTexts,
  kFormulaText,
  kBreaks,
  kGaps,
  kColours,
  kSkipped,
};

// What a value may be.
enum : uint8_t {
  kText = 1,
  kInteger = 2,
  kBoolean = 4,
  kNothing = 8,
  kObject = 16,
  kArray = 32,
  kFraction = 64,  // or a number beyond 64 bits; allowed nowhere
};

struct Value {
  std::string* text = nullptr;
  int64_t integer = 0;
  bool boolean = false;
  bool null = false;
};

class Loader;
using Store = bool (*)(Loader&, Value&);  // false: the value is out of range

struct Rule {
  In in;
  std::string_view key;
  uint8_t types;
  In inner = In::kSkipped;  // for an object or array: the container that it opens
  Store store = nullptr;    // for anything else: takes the value; for a container: prepares it
};

class Loader {
 public:
  using number_integer_t = int64_t;
  using number_unsigned_t = uint64_t;
  using number_float_t = double;
  using string_t = std::string;
  using binary_t = nlohmann::ordered_json::binary_t;

  // The SAX interface: each event says whether to go on.
  bool null();
  bool boolean(bool value);
  bool number_integer(int64_t value);
  bool number_unsigned(uint64_t value);
  bool number_float(double, const std::string&) { return Take(kFraction, "a number"); }
  bool string(std::string& value);
  bool binary(binary_t&) { return false; }
  bool start_object(size_t) { return Open(kObject); }
  bool start_array(size_t) { return Open(kArray); }
  bool key(std::string& value);
  bool end_object() { return Close(); }
  bool end_array() { return Close(); }
  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception& error);

  Review& review() { return catalog.reviews.back(); }
  Block& block() { return review().blocks.back(); }
  Formula& formula() { return catalog.math.formulas.back(); }

  Catalog catalog;
  const ReviewVisitor* visit = nullptr;           // takes the reviews out of `catalog`
  const char *begin = nullptr, *taken = nullptr;  // of the text; how far it is read
  bool format_seen = false, version_seen = false;
  std::string reason;  // empty while all is well

 private:
  const Rule* Find() const;
  bool Take(uint8_t type, std::string_view name, Value value = {});
  bool Open(uint8_t type);
  bool Close();
  bool Fail(std::string why);
  bool Visit();

  std::vector<In> open_ = {In::kTop};
  const Rule* rule_ = nullptr;  // of the key last read
  bool known_key_ = false;
  std::string key_;
  size_t skipped_depth_ = 0;
  size_t review_begin_ = 0;  // offset of the review at hand
};

bool InRange(int64_t value) { return value >= 0 && value <= INT32_MAX; }
// A formula's numbers are lengths in 1/1000 em, and colours: larger than any of either, and so
// small that what is reckoned with a few of them is within range too.
constexpr int64_t kLargestInFormula = 0xFFFFFF;
bool InFormulaRange(int64_t value) {
  return value >= -kLargestInFormula && value <= kLargestInFormula;
}

template <auto Target>  // Target(loader) is an int&
bool StoreInt(Loader& loader, Value& value) {
  if (!InRange(value.integer)) return false;
  Target(loader) = static_cast<int>(value.integer);
  return true;
}

// One formula that nobody could draw must not cost the library, so its numbers break it alone.
bool BreakFormula(Loader& loader) {
  loader.formula().error = "a number of the formula is too large";
  return true;
}

template <auto Target>  // an int& of a formula
bool StoreLength(Loader& loader, Value& value) {
  if (!InFormulaRange(value.integer)) return BreakFormula(loader);
  Target(loader) = static_cast<int>(value.integer);
  return true;
}

template <auto Target>  // std::vector<int>& of a formula
bool AppendLength(Loader& loader, Value& value) {
  if (!InFormulaRange(value.integer)) return BreakFormula(loader);
  Target(loader).push_back(static_cast<int>(value.integer));
  return true;
}

template <auto Target>  // std::string&
bool StoreText(Loader& loader, Value& value) {
  Target(loader) = std::move(*value.text);
  return true;
}

// What is drawn on every page, and may come from anywhere: bytes, more than an honest name has.
constexpr size_t kLongestName = 4096, kLongestAbout = 1 << 17;

template <auto Target, size_t kLongest = kLongestName>  // std::string&
bool StoreShort(Loader& loader, Value& value) {
  if (value.text->size() > kLongest) return false;
  Target(loader) = std::move(*value.text);
  return true;
}

template <auto Target>  // std::vector<std::string>&
bool AppendText(Loader& loader, Value& value) {
  Target(loader).push_back(std::move(*value.text));
  return true;
}

template <auto Target>  // std::optional<std::string>&
bool StoreMaybe(Loader& loader, Value& value) {
  if (!value.null) Target(loader) = std::move(*value.text);
  return true;
}

template <auto Target>  // std::optional<Date>&
bool StoreDate(Loader& loader, Value& value) {
  if (value.null) return true;
  Target(loader) = ParseIsoDate(*value.text);
  return Target(loader).has_value();
}

template <auto Target, const auto& Names>  // an enumeration&, the table of its names
bool StoreName(Loader& loader, Value& value) {
  const auto* name = std::find(std::begin(Names), std::end(Names), *value.text);
  if (name == std::end(Names)) return false;
  auto& target = Target(loader);
  target = static_cast<std::remove_reference_t<decltype(target)>>(name - std::begin(Names));
  return true;
}

template <auto Target>  // std::vector<T>&: a new element for the object that opens
bool Append(Loader& loader, Value&) {
  Target(loader).emplace_back();
  return true;
}

bool CheckFormat(Loader& loader, Value& value) {
  loader.format_seen = *value.text == kFormatName;
  if (!loader.format_seen) loader.reason = "this is no export of reviews (\"format\" differs)";
  return loader.format_seen;
}

bool CheckVersion(Loader& loader, Value& value) {
  loader.version_seen = value.integer >= kOldestFormatVersion && value.integer <= kFormatVersion;
  if (!loader.version_seen) {
    loader.reason = "version " + std::to_string(value.integer) +
                    " of the format is not known, only " + std::to_string(kOldestFormatVersion) +
                    " to " + std::to_string(kFormatVersion);
  }
  return loader.version_seen;
}

bool StoreNumber(Loader& loader, Value& value) {
  if (value.null) return true;
  if (!InRange(value.integer)) return false;
  loader.review().number = static_cast<int>(value.integer);
  return true;
}

// The file's name alone: where pictures are is the reader's business, and no path leads elsewhere.
bool StorePictureFile(Loader& loader, Value& value) {
  std::string_view file = *value.text;
  if (file.starts_with(kPictureFolder)) file.remove_prefix(kPictureFolder.size());
  if (file.empty() || file.starts_with('.') || file.find_first_of("/\\:?#%") != file.npos) {
    return false;
  }
  loader.catalog.pictures.back().file = file;
  return true;
}

bool StorePictureBytes(Loader& loader, Value& value) {
  if (value.integer < 0) return false;
  loader.catalog.pictures.back().bytes = value.integer;
  return true;
}

bool StoreOrdered(Loader& loader, Value& value) {
  loader.block().ordered = value.boolean;
  return true;
}

bool StoreChecked(Loader& loader, Value& value) {
  loader.block().checked = value.boolean;
  return true;
}

bool StoreAlign(Loader& loader, Value& value) {
  for (size_t i = 0; i < std::size(kCellAlignNames); ++i) {
    if (kCellAlignNames[i] != *value.text) continue;
    loader.block().align.push_back(static_cast<CellAlign>(i));
    return true;
  }
  return false;
}

bool StoreMath(Loader& loader, Value& value) {
  loader.block().spans.back().text = std::move(*value.text);
  loader.block().spans.back().math = true;
  return true;
}

bool StoreDisplay(Loader& loader, Value& value) {
  loader.formula().display = value.boolean;
  return true;
}

bool StoreStyle(Loader& loader, Value& value) {
  for (const StyleName& style : kStyleNames) {
    if (style.name != *value.text) continue;
    loader.block().spans.back().style |= style.bit;
    return true;
  }
  return false;
}

// The places in the model that the rules store to.
// NOLINTBEGIN(bugprone-macro-parentheses): what stands for a member's name takes none
#define SKIRA_PLACE(expression) \
  [](Loader & l) -> auto& { return l.expression; }
// NOLINTEND(bugprone-macro-parentheses)
constexpr auto kSiteTitle = SKIRA_PLACE(catalog.site.title);
constexpr auto kSubtitle = SKIRA_PLACE(catalog.site.subtitle);
constexpr auto kAuthorName = SKIRA_PLACE(catalog.site.author.name);
constexpr auto kAuthorUrl = SKIRA_PLACE(catalog.site.author.url);
constexpr auto kAbout = SKIRA_PLACE(catalog.site.about);
constexpr auto kLanguage = SKIRA_PLACE(catalog.site.language);
constexpr auto kDirection = SKIRA_PLACE(catalog.site.direction);
constexpr auto kAccent = SKIRA_PLACE(catalog.site.accent);
constexpr auto kLicenceName = SKIRA_PLACE(catalog.site.licence.name);
constexpr auto kLicenceUrl = SKIRA_PLACE(catalog.site.licence.url);
constexpr auto kSiteLinkList = SKIRA_PLACE(catalog.site.links);
constexpr auto kSiteLinkText = SKIRA_PLACE(catalog.site.links.back().name);
constexpr auto kSiteLinkUrl = SKIRA_PLACE(catalog.site.links.back().url);
constexpr auto kSiteUrl = SKIRA_PLACE(catalog.site.url);
constexpr auto kSitePicture = SKIRA_PLACE(catalog.site.picture);
constexpr auto kFavicon = SKIRA_PLACE(catalog.site.favicon);
constexpr auto kSourceName = SKIRA_PLACE(catalog.sources.back().name);
constexpr auto kSourceSha = SKIRA_PLACE(catalog.sources.back().sha256);
constexpr auto kSourceLines = SKIRA_PLACE(catalog.sources.back().lines);
constexpr auto kAllSources = SKIRA_PLACE(catalog.sources);
constexpr auto kAllReviews = SKIRA_PLACE(catalog.reviews);
constexpr auto kId = SKIRA_PLACE(review().id);
constexpr auto kFormerIdList = SKIRA_PLACE(review().former_ids);
constexpr auto kDocument = SKIRA_PLACE(review().document);
constexpr auto kFirstLine = SKIRA_PLACE(review().first_line);
constexpr auto kLastLine = SKIRA_PLACE(review().last_line);
constexpr auto kKind = SKIRA_PLACE(review().kind);
constexpr auto kTitle = SKIRA_PLACE(review().title);
constexpr auto kDate = SKIRA_PLACE(review().date);
constexpr auto kDateInferred = SKIRA_PLACE(review().date_inferred);
constexpr auto kReviewerList = SKIRA_PLACE(review().reviewers);
constexpr auto kUrls = SKIRA_PLACE(review().paper.urls);
constexpr auto kArxiv = SKIRA_PLACE(review().paper.arxiv_id);
constexpr auto kCode = SKIRA_PLACE(review().paper.code_urls);
constexpr auto kPublished = SKIRA_PLACE(review().paper.published);
constexpr auto kVenue = SKIRA_PLACE(review().paper.venue);
constexpr auto kRecommendation = SKIRA_PLACE(review().fields.recommendation);
constexpr auto kClarity = SKIRA_PLACE(review().fields.clarity);
constexpr auto kPriorKnowledge = SKIRA_PLACE(review().fields.prior_knowledge);
constexpr auto kApplications = SKIRA_PLACE(review().fields.applications);
constexpr auto kDomainList = SKIRA_PLACE(review().fields.domains);
constexpr auto kToolList = SKIRA_PLACE(review().fields.tools);
constexpr auto kOtherList = SKIRA_PLACE(review().fields.other);
constexpr auto kFieldName = SKIRA_PLACE(review().fields.other.back().name);
constexpr auto kFieldValueList = SKIRA_PLACE(review().fields.other.back().values);
constexpr auto kClarityLevel = SKIRA_PLACE(review().fields.clarity_level);
constexpr auto kRecommendationLevel = SKIRA_PLACE(review().fields.recommendation_level);
constexpr auto kTopicList = SKIRA_PLACE(review().topics);
constexpr auto kLinkList = SKIRA_PLACE(review().links);
constexpr auto kUrl = SKIRA_PLACE(review().links.back().url);
constexpr auto kLinkText = SKIRA_PLACE(review().links.back().text);
constexpr auto kRole = SKIRA_PLACE(review().links.back().role);
constexpr auto kBlockList = SKIRA_PLACE(review().blocks);
constexpr auto kType = SKIRA_PLACE(block().type);
constexpr auto kBlockFirst = SKIRA_PLACE(block().first_line);
constexpr auto kBlockLast = SKIRA_PLACE(block().last_line);
constexpr auto kLevel = SKIRA_PLACE(block().level);
constexpr auto kQuotes = SKIRA_PLACE(block().quotes);
constexpr auto kMarker = SKIRA_PLACE(block().marker);
constexpr auto kSpanList = SKIRA_PLACE(block().spans);
constexpr auto kSpanText = SKIRA_PLACE(block().spans.back().text);
constexpr auto kHref = SKIRA_PLACE(block().spans.back().href);
constexpr auto kFootnote = SKIRA_PLACE(block().spans.back().footnote);
constexpr auto kSpanPicture = SKIRA_PLACE(block().spans.back().picture);
constexpr auto kSpanReference = SKIRA_PLACE(block().spans.back().reference);
constexpr auto kBlockPicture = SKIRA_PLACE(block().picture);
constexpr auto kPictureList = SKIRA_PLACE(catalog.pictures);
constexpr auto kPictureId = SKIRA_PLACE(catalog.pictures.back().id);
constexpr auto kPictureWidth = SKIRA_PLACE(catalog.pictures.back().width);
constexpr auto kPictureHeight = SKIRA_PLACE(catalog.pictures.back().height);
constexpr auto kPictureAlt = SKIRA_PLACE(catalog.pictures.back().alt);
constexpr auto kPictureProblem = SKIRA_PLACE(catalog.pictures.back().problem);
constexpr auto kWarningList = SKIRA_PLACE(review().warnings);
constexpr auto kWarningLine = SKIRA_PLACE(review().warnings.back().line);
constexpr auto kWarningCode = SKIRA_PLACE(review().warnings.back().code);
constexpr auto kMessage = SKIRA_PLACE(review().warnings.back().message);
constexpr auto kOutlineList = SKIRA_PLACE(catalog.math.outlines);
constexpr auto kFormulaList = SKIRA_PLACE(catalog.math.formulas);
constexpr auto kTex = SKIRA_PLACE(formula().tex);
constexpr auto kWidth = SKIRA_PLACE(formula().width);
constexpr auto kHeight = SKIRA_PLACE(formula().height);
constexpr auto kDepth = SKIRA_PLACE(formula().depth);
constexpr auto kGlyphList = SKIRA_PLACE(formula().glyphs);
constexpr auto kRuleList = SKIRA_PLACE(formula().rules);
constexpr auto kColourList = SKIRA_PLACE(formula().colours);
constexpr auto kBreakList = SKIRA_PLACE(formula().breaks);
constexpr auto kGapList = SKIRA_PLACE(formula().gaps);
constexpr auto kMathml = SKIRA_PLACE(formula().mathml);
constexpr auto kError = SKIRA_PLACE(formula().error);
constexpr auto kTextList = SKIRA_PLACE(formula().texts);
constexpr auto kTextText = SKIRA_PLACE(formula().texts.back().text);
constexpr auto kTextX = SKIRA_PLACE(formula().texts.back().x);
constexpr auto kTextY = SKIRA_PLACE(formula().texts.back().y);
constexpr auto kTextSize = SKIRA_PLACE(formula().texts.back().size);
constexpr auto kTextWidth = SKIRA_PLACE(formula().texts.back().width);
#undef SKIRA_PLACE

constexpr Rule kRules[] = {
    {In::kTop, "", kObject, In::kRoot},
    {In::kRoot, "format", kText, In::kSkipped, CheckFormat},
    {In::kRoot, "version", kInteger, In::kSkipped, CheckVersion},
    {In::kRoot, "site", kObject, In::kSite},
    {In::kSite, "title", kText, In::kSkipped, StoreShort<kSiteTitle>},
    {In::kSite, "subtitle", kText, In::kSkipped, StoreShort<kSubtitle>},
    {In::kSite, "author", kObject, In::kAuthor},
    {In::kAuthor, "name", kText, In::kSkipped, StoreShort<kAuthorName>},
    {In::kAuthor, "url", kText, In::kSkipped, StoreShort<kAuthorUrl>},
    {In::kSite, "about", kText, In::kSkipped, StoreShort<kAbout, kLongestAbout>},
    {In::kSite, "language", kText, In::kSkipped, StoreShort<kLanguage>},
    {In::kSite, "direction", kText, In::kSkipped, StoreShort<kDirection>},
    {In::kSite, "accent", kText, In::kSkipped, StoreShort<kAccent>},
    {In::kSite, "licence", kObject, In::kLicence},
    {In::kLicence, "name", kText, In::kSkipped, StoreShort<kLicenceName>},
    {In::kLicence, "url", kText, In::kSkipped, StoreShort<kLicenceUrl>},
    {In::kSite, "links", kArray, In::kSiteLinks},
    {In::kSiteLinks, "", kObject, In::kSiteLink, Append<kSiteLinkList>},
    {In::kSiteLink, "text", kText, In::kSkipped, StoreShort<kSiteLinkText>},
    {In::kSiteLink, "url", kText, In::kSkipped, StoreShort<kSiteLinkUrl>},
    {In::kSite, "url", kText, In::kSkipped, StoreShort<kSiteUrl>},
    {In::kSite, "picture", kText, In::kSkipped, StoreShort<kSitePicture>},
    {In::kSite, "favicon", kText, In::kSkipped, StoreShort<kFavicon>},
    {In::kRoot, "sources", kArray, In::kSources},
    {In::kRoot, "reviews", kArray, In::kReviews},
    {In::kSources, "", kObject, In::kSource, Append<kAllSources>},
    {In::kSource, "name", kText, In::kSkipped, StoreText<kSourceName>},
    {In::kSource, "sha256", kText, In::kSkipped, StoreText<kSourceSha>},
    {In::kSource, "lines", kInteger, In::kSkipped, StoreInt<kSourceLines>},
    {In::kReviews, "", kObject, In::kReview, Append<kAllReviews>},
    {In::kReview, "id", kText, In::kSkipped, StoreText<kId>},
    {In::kReview, "former_ids", kArray, In::kFormerIds},
    {In::kFormerIds, "", kText, In::kSkipped, AppendText<kFormerIdList>},
    {In::kReview, "source", kObject, In::kPlace},
    {In::kPlace, "document", kInteger, In::kSkipped, StoreInt<kDocument>},
    {In::kPlace, "first_line", kInteger, In::kSkipped, StoreInt<kFirstLine>},
    {In::kPlace, "last_line", kInteger, In::kSkipped, StoreInt<kLastLine>},
    {In::kReview, "kind", kText, In::kSkipped, StoreName<kKind, kReviewKindNames>},
    {In::kReview, "number", kInteger | kNothing, In::kSkipped, StoreNumber},
    {In::kReview, "title", kText | kNothing, In::kSkipped, StoreMaybe<kTitle>},
    {In::kReview, "date", kText | kNothing, In::kSkipped, StoreDate<kDate>},
    {In::kReview, "date_inferred", kText | kNothing, In::kSkipped, StoreDate<kDateInferred>},
    {In::kReview, "reviewers", kArray, In::kReviewers},
    {In::kReviewers, "", kText, In::kSkipped, AppendText<kReviewerList>},
    {In::kReview, "paper", kObject, In::kPaper},
    {In::kPaper, "urls", kArray, In::kPaperUrls},
    {In::kPaperUrls, "", kText, In::kSkipped, AppendText<kUrls>},
    {In::kPaper, "arxiv_id", kText | kNothing, In::kSkipped, StoreMaybe<kArxiv>},
    {In::kPaper, "code_urls", kArray, In::kCodeUrls},
    {In::kCodeUrls, "", kText, In::kSkipped, AppendText<kCode>},
    {In::kPaper, "published", kText | kNothing, In::kSkipped, StoreDate<kPublished>},
    {In::kPaper, "venue", kText | kNothing, In::kSkipped, StoreMaybe<kVenue>},
    {In::kReview, "fields", kObject, In::kFields},
    {In::kFields, "recommendation", kText, In::kSkipped, StoreText<kRecommendation>},
    {In::kFields, "clarity", kText, In::kSkipped, StoreText<kClarity>},
    {In::kFields, "prior_knowledge", kArray, In::kPrior},
    {In::kPrior, "", kText, In::kSkipped, AppendText<kPriorKnowledge>},
    {In::kFields, "applications", kText, In::kSkipped, StoreText<kApplications>},
    {In::kFields, "domains", kArray, In::kDomains},
    {In::kDomains, "", kText, In::kSkipped, AppendText<kDomainList>},
    {In::kFields, "tools", kArray, In::kTools},
    {In::kTools, "", kText, In::kSkipped, AppendText<kToolList>},
    {In::kFields, "other", kArray, In::kOther},
    {In::kOther, "", kObject, In::kNamedField, Append<kOtherList>},
    {In::kNamedField, "name", kText, In::kSkipped, StoreText<kFieldName>},
    {In::kNamedField, "values", kArray, In::kFieldValues},
    {In::kFieldValues, "", kText, In::kSkipped, AppendText<kFieldValueList>},
    {In::kFields, "clarity_level", kText | kNothing, In::kSkipped, StoreMaybe<kClarityLevel>},
    {In::kFields, "recommendation_level", kText | kNothing, In::kSkipped,
     StoreMaybe<kRecommendationLevel>},
    {In::kReview, "topics", kArray, In::kTopics},
    {In::kTopics, "", kText, In::kSkipped, AppendText<kTopicList>},
    {In::kReview, "links", kArray, In::kLinks},
    {In::kLinks, "", kObject, In::kLink, Append<kLinkList>},
    {In::kLink, "url", kText, In::kSkipped, StoreText<kUrl>},
    {In::kLink, "text", kText, In::kSkipped, StoreText<kLinkText>},
    {In::kLink, "role", kText, In::kSkipped, StoreName<kRole, kLinkRoleNames>},
    {In::kReview, "blocks", kArray, In::kBlocks},
    {In::kBlocks, "", kObject, In::kBlock, Append<kBlockList>},
    {In::kBlock, "type", kText, In::kSkipped, StoreName<kType, kBlockTypeNames>},
    {In::kBlock, "first_line", kInteger, In::kSkipped, StoreInt<kBlockFirst>},
    {In::kBlock, "last_line", kInteger, In::kSkipped, StoreInt<kBlockLast>},
    {In::kBlock, "level", kInteger, In::kSkipped, StoreInt<kLevel>},
    {In::kBlock, "quotes", kInteger, In::kSkipped, StoreInt<kQuotes>},
    {In::kBlock, "ordered", kBoolean, In::kSkipped, StoreOrdered},
    {In::kBlock, "marker", kText, In::kSkipped, StoreText<kMarker>},
    {In::kBlock, "checked", kBoolean, In::kSkipped, StoreChecked},
    {In::kBlock, "align", kArray, In::kAlign},
    {In::kAlign, "", kText, In::kSkipped, StoreAlign},
    {In::kBlock, "spans", kArray, In::kSpans},
    {In::kSpans, "", kObject, In::kSpan, Append<kSpanList>},
    {In::kSpan, "text", kText, In::kSkipped, StoreText<kSpanText>},
    {In::kSpan, "math", kText, In::kSkipped, StoreMath},
    {In::kSpan, "style", kArray, In::kStyle},
    {In::kStyle, "", kText, In::kSkipped, StoreStyle},
    {In::kSpan, "href", kText, In::kSkipped, StoreText<kHref>},
    {In::kSpan, "footnote", kText, In::kSkipped, StoreText<kFootnote>},
    {In::kSpan, "picture", kText, In::kSkipped, StoreText<kSpanPicture>},
    {In::kSpan, "reference", kText, In::kSkipped, StoreText<kSpanReference>},
    {In::kBlock, "picture", kText, In::kSkipped, StoreText<kBlockPicture>},
    {In::kRoot, "pictures", kArray, In::kPictures},
    {In::kPictures, "", kObject, In::kPicture, Append<kPictureList>},
    {In::kPicture, "id", kText, In::kSkipped, StoreText<kPictureId>},
    {In::kPicture, "file", kText, In::kSkipped, StorePictureFile},
    {In::kPicture, "width", kInteger, In::kSkipped, StoreInt<kPictureWidth>},
    {In::kPicture, "height", kInteger, In::kSkipped, StoreInt<kPictureHeight>},
    {In::kPicture, "bytes", kInteger, In::kSkipped, StorePictureBytes},
    {In::kPicture, "alt", kText, In::kSkipped, StoreText<kPictureAlt>},
    {In::kPicture, "problem", kText, In::kSkipped, StoreText<kPictureProblem>},
    {In::kReview, "warnings", kArray, In::kWarnings},
    {In::kWarnings, "", kObject, In::kWarning, Append<kWarningList>},
    {In::kWarning, "line", kInteger, In::kSkipped, StoreInt<kWarningLine>},
    {In::kWarning, "code", kText, In::kSkipped, StoreText<kWarningCode>},
    {In::kWarning, "message", kText, In::kSkipped, StoreText<kMessage>},
    {In::kRoot, "math", kObject, In::kMath},
    {In::kMath, "outlines", kArray, In::kOutlines},
    {In::kOutlines, "", kText, In::kSkipped, AppendText<kOutlineList>},
    {In::kMath, "formulas", kArray, In::kFormulas},
    {In::kFormulas, "", kObject, In::kFormula, Append<kFormulaList>},
    {In::kFormula, "tex", kText, In::kSkipped, StoreText<kTex>},
    {In::kFormula, "display", kBoolean, In::kSkipped, StoreDisplay},
    {In::kFormula, "width", kInteger, In::kSkipped, StoreLength<kWidth>},
    {In::kFormula, "height", kInteger, In::kSkipped, StoreLength<kHeight>},
    {In::kFormula, "depth", kInteger, In::kSkipped, StoreLength<kDepth>},
    {In::kFormula, "glyphs", kArray, In::kGlyphs},
    {In::kGlyphs, "", kInteger, In::kSkipped, AppendLength<kGlyphList>},
    {In::kFormula, "rules", kArray, In::kFormulaRules},
    {In::kFormulaRules, "", kInteger, In::kSkipped, AppendLength<kRuleList>},
    {In::kFormula, "texts", kArray, In::kTexts},
    {In::kTexts, "", kObject, In::kFormulaText, Append<kTextList>},
    {In::kFormulaText, "text", kText, In::kSkipped, StoreText<kTextText>},
    {In::kFormulaText, "x", kInteger, In::kSkipped, StoreLength<kTextX>},
    {In::kFormulaText, "y", kInteger, In::kSkipped, StoreLength<kTextY>},
    {In::kFormulaText, "size", kInteger, In::kSkipped, StoreLength<kTextSize>},
    {In::kFormulaText, "width", kInteger, In::kSkipped, StoreLength<kTextWidth>},
    {In::kFormula, "colours", kArray, In::kColours},
    {In::kColours, "", kInteger, In::kSkipped, AppendLength<kColourList>},
    {In::kFormula, "breaks", kArray, In::kBreaks},
    {In::kBreaks, "", kInteger, In::kSkipped, AppendLength<kBreakList>},
    {In::kFormula, "gaps", kArray, In::kGaps},
    {In::kGaps, "", kInteger, In::kSkipped, AppendLength<kGapList>},
    {In::kFormula, "mathml", kText, In::kSkipped, StoreText<kMathml>},
    {In::kFormula, "error", kText, In::kSkipped, StoreText<kError>},
};

const Rule* FindRule(In in, std::string_view key) {
  for (const Rule& rule : kRules) {
    if (rule.in == in && rule.key == key) return &rule;
  }
  return nullptr;
}

bool Loader::Fail(std::string why) {
  if (reason.empty()) reason = std::move(why);
  return false;
}

// The rule of the value that begins now: the key's in an object, the elements' in an array.
const Rule* Loader::Find() const { return known_key_ ? rule_ : FindRule(open_.back(), ""); }

bool Loader::key(std::string& value) {
  if (skipped_depth_ > 0) return true;
  rule_ = FindRule(open_.back(), value);
  known_key_ = true;
  key_ = std::move(value);
  return true;
}

std::string ExpectedTypes(uint8_t types) {
  constexpr std::string_view kNames[] = {"a string", "a whole number", "true or false",
                                         "null",     "an object",      "an array"};
  std::string text;
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if ((types & (1u << i)) == 0) continue;
    if (!text.empty()) text += " or ";
    text += kNames[i];
  }
  return text;
}

bool Loader::Take(uint8_t type, std::string_view name, Value value) {
  if (skipped_depth_ > 0) return true;
  const Rule* rule = Find();
  const bool in_top = open_.size() == 1;
  const std::string where_key = known_key_ ? "\"" + key_ + "\"" : "an element";
  known_key_ = false;
  if (rule == nullptr) return true;  // a key that we do not know
  // What JavaScript writes for numbers that are larger still: 1e+300, or null for infinity.
  const bool huge = (type == kFraction || type == kNothing) && rule->types == kInteger;
  if (huge && rule->in >= In::kFormula && rule->in <= In::kColours) return BreakFormula(*this);
  if ((rule->types & type) == 0) {
    return Fail((in_top ? "the text" : where_key) + " is " + std::string(name) + ", not " +
                ExpectedTypes(rule->types));
  }
  if (rule->store != nullptr && !rule->store(*this, value)) {
    return Fail(where_key + " has a value that the format does not allow");
  }
  return true;
}

bool Loader::null() {
  Value value;
  value.null = true;
  return Take(kNothing, "null", value);
}

bool Loader::boolean(bool flag) {
  Value value;
  value.boolean = flag;
  return Take(kBoolean, "true or false", value);
}

bool Loader::number_integer(int64_t integer) {
  Value value;
  value.integer = integer;
  return Take(kInteger, "a number", value);
}

bool Loader::number_unsigned(uint64_t integer) {
  return number_integer(integer > INT32_MAX ? INT64_MAX : static_cast<int64_t>(integer));
}

bool Loader::string(std::string& text) {
  Value value;
  value.text = &text;
  return Take(kText, "a string", value);
}

bool Loader::Open(uint8_t type) {
  if (skipped_depth_ > 0) {
    ++skipped_depth_;
    return true;
  }
  const Rule* rule = Find();
  if (rule == nullptr) {
    known_key_ = false;
    skipped_depth_ = 1;
    return true;
  }
  if (!Take(type, type == kObject ? "an object" : "an array")) return false;
  open_.push_back(rule->inner);
  if (rule->inner == In::kReview) review_begin_ = static_cast<size_t>(taken - begin) - 1;
  return true;
}

bool Loader::Close() {
  if (skipped_depth_ > 0) {
    --skipped_depth_;
    return true;
  }
  const bool review_ends = open_.back() == In::kReview && visit != nullptr;
  const bool formula_breaks = open_.back() == In::kFormula && !formula().error.empty();
  if (formula_breaks) {
    Formula& whole = formula();
    Formula broken;
    broken.tex = std::move(whole.tex);
    broken.display = whole.display;
    broken.error = std::move(whole.error);
    whole = std::move(broken);
  }
  open_.pop_back();
  return !review_ends || Visit();
}

bool Loader::Visit() {
  const auto end = static_cast<size_t>(taken - begin);
  const std::string wrong = (*visit)(review(), review_begin_, end);
  catalog.reviews.pop_back();
  return wrong.empty() || Fail(wrong);
}

bool Loader::parse_error(size_t, const std::string&, const nlohmann::detail::exception& error) {
  // The library's text is "[json.exception...] parse error at line 1, column 2: what went wrong".
  const std::string_view text = error.what();
  const size_t colon = text.find(": ");
  const std::string_view what = colon == text.npos ? text : text.substr(colon + 2);
  reason = "broken JSON: " + ReplaceInvalidUtf8(what.substr(0, what.find("; last read")));
  return false;
}

// Walks the text and tells how far the library has read, so that an error of ours knows its place.
struct Bytes {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  const char** taken = nullptr;  // null in the end iterator

  reference operator*() const { return *at; }
  Bytes& operator++() {
    *taken = ++at;
    return *this;
  }
  Bytes operator++(int) {
    const Bytes before = *this;
    ++*this;
    return before;
  }
  bool operator==(const Bytes& other) const { return at == other.at; }
};

// The UTF-16 unit of "\\uXXXX" at `at`; -1 where there is none.
int EscapedUnit(std::string_view text, size_t at) {
  if (text.substr(at, 2) != "\\u" || text.size() - at < 6) return -1;
  int unit = 0;
  const char* const end = text.data() + at + 6;
  const auto read = std::from_chars(text.data() + at + 2, end, unit, 16);
  return read.ptr == end && unit >= 0 ? unit : -1;
}

// The text with "\ufffd" for each half of a surrogate pair that stands alone, byte for byte as
// long; std::nullopt where there is none. JavaScript writes such halves of a text that it cut in
// the middle of a character (ECMA-262, QuoteJSONString); the JSON library takes them for an error.
std::optional<std::string> MendHalves(std::string_view text) {
  constexpr size_t kEscape = 6;
  std::optional<std::string> mended;
  for (size_t at = text.find('\\'); at != text.npos; at = text.find('\\', at)) {
    const int unit = EscapedUnit(text, at);
    const bool first = unit >= 0xD800 && unit < 0xDC00;
    const int next = first ? EscapedUnit(text, at + kEscape) : -1;
    if (first && next >= 0xDC00 && next < 0xE000) {
      at += 2 * kEscape;
    } else if (unit >= 0xD800 && unit < 0xE000) {
      if (!mended) mended = text;
      mended->replace(at, kEscape, "\\ufffd");
      at += kEscape;
    } else {
      at += 2;
    }
  }
  return mended;
}

// What only the whole table of formulas can tell. Empty when all is well.
std::string CheckMath(const MathTable& math) {
  for (const Formula& formula : math.formulas) {
    const std::string which = "the formula \"" + formula.tex + "\" ";
    if (formula.glyphs.size() % 4 != 0 || formula.rules.size() % 4 != 0 ||
        formula.colours.size() % 4 != 0) {
      return which + "has a glyph, rule or colour of less than four numbers";
    }
    for (size_t i = 0; i < formula.glyphs.size(); i += 4) {
      if (formula.glyphs[i] < 0 ||
          std::cmp_greater_equal(formula.glyphs[i], math.outlines.size())) {
        return which + "names an outline that is not there";
      }
    }
  }
  return "";
}

// What only the whole catalog can tell. Empty when all is well.
std::string CheckCatalog(const Loader& loader) {
  if (!loader.format_seen) return "this is no export of reviews (no \"format\")";
  if (!loader.version_seen) return "this is no export of reviews (no \"version\")";
  std::vector<std::string_view> ids;
  for (const Review& review : loader.catalog.reviews) {
    if (review.id.empty()) return "a review has no \"id\"";
    if (static_cast<size_t>(review.document) >= loader.catalog.sources.size()) {
      return "review \"" + review.id + "\" names a source that is not there";
    }
    ids.push_back(review.id);
  }
  std::sort(ids.begin(), ids.end());
  const auto twice = std::adjacent_find(ids.begin(), ids.end());
  if (twice != ids.end()) return "the id \"" + std::string(*twice) + "\" stands twice";
  return CheckMath(loader.catalog.math);
}

}  // namespace

static std::optional<Catalog> Read(std::string_view given, const ReviewVisitor* visit,
                                   JsonError& error) {
  const std::optional<std::string> mended = MendHalves(given);
  const std::string_view text = mended ? *mended : given;
  Loader loader;
  const char* const begin = text.data();
  const char*& taken = loader.taken = begin;
  loader.begin = begin;
  loader.visit = visit;
  const bool ok = nlohmann::ordered_json::sax_parse(Bytes{begin, &taken},
                                                    Bytes{begin + text.size(), nullptr}, &loader);
  if (ok) loader.reason = CheckCatalog(loader);
  if (ok && loader.reason.empty()) return std::move(loader.catalog);
  error.reason = loader.reason.empty() ? "broken JSON" : loader.reason;
  error.byte = taken == begin ? 0 : static_cast<size_t>(taken - begin) - 1;
  error.line = 1 + static_cast<int>(std::count(text.begin(), text.begin() + error.byte, '\n'));
  return std::nullopt;
}

std::optional<Catalog> ReadJson(std::string_view text, JsonError& error) {
  return Read(text, nullptr, error);
}

std::optional<Catalog> ReadJson(std::string_view text, const ReviewVisitor& visit,
                                JsonError& error) {
  return Read(text, &visit, error);
}

}  // namespace skira
