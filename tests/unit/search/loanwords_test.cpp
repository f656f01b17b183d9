// English terms and names in Hebrew letters, and back: a library that has each word in English
// alone is asked for it as people write it in Hebrew.
#include "search/loanwords.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "search/search.h"

namespace skira {
namespace {

struct Loan {
  std::string_view hebrew, english;
};
constexpr Loan kLoans[] = {
    // v as ב, ו and וו; w as וו and ו
    {"וריאציוני", "variational"},
    {"וקטוריזציה", "vectorization"},
    {"קונבולושן", "convolution"},
    {"קונבולוציה", "convolution"},
    {"אינווריאנט", "invariant"},
    {"אקוויוריאנטי", "equivariant"},
    {"אובספיטינג", "overfitting"},
    {"אוברפיטינג", "overfitting"},
    {"ווייב", "wave"},
    {"וורקפלואו", "workflow"},
    {"סאוונט", "savant"},
    {"דרייבינג", "driving"},
    {"פלטפורמה", "platform"},
    // ti, ci, tion, sion
    {"פרטיישנינג", "partitioning"},
    {"אטנשן", "attention"},
    {"פרסיסטנט", "persistent"},
    {"רגרשן", "regression"},
    {"רגרסיה", "regression"},
    {"דיפיוז'ן", "diffusion"},
    {"קומפרשן", "compression"},
    {"טוקניזיישן", "tokenization"},
    {"אוגמנטציה", "augmentation"},
    {"סגמנטיישן", "segmentation"},
    {"אקטיביישן", "activation"},
    {"דיסטילציה", "distillation"},
    {"ספיישל", "spatial"},
    {"סושיאל", "social"},
    // tz, ts, ch, sh, th, ph
    {"צ'אנקינג", "chunking"},
    {"מאצ'ינג", "matching"},
    {"צ'קפוינט", "checkpoint"},
    {"ארכיטקטורה", "architecture"},
    {"טכניקה", "technique"},
    {"בנצ'מארק", "benchmark"},
    {"האשינג", "hashing"},
    {"שרדינג", "sharding"},
    {"סינתזה", "synthesis"},
    {"תרשולד", "threshold"},
    {"בנדוויט'", "bandwidth"},
    {"גרף", "graph"},
    {"פוטוגרמטריה", "photogrammetry"},
    {"קוונטייזר", "quantizer"},
    // x, c, k, q, j, g
    {"מקסימיזציה", "maximization"},
    {"אקספלוריישן", "exploration"},
    {"קונטקסט", "context"},
    {"פרוקסי", "proxy"},
    {"ג'יילברייק", "jailbreak"},
    {"טרג'קטורי", "trajectory"},
    {"ג'נרטיבי", "generative"},
    {"הג'מוניה", "hegemony"},
    {"סקווינס", "sequence"},
    {"קווארי", "query"},
    {"בייסיאני", "bayesian"},
    {"סינגולרי", "singular"},
    {"סייקל", "cycle"},
    {"צנטרליזציה", "centralization"},
    // vowels, silent e, doubled letters
    {"אלגוריתם", "algorithm"},
    {"אנסמבל", "ensemble"},
    {"אמבדינג", "embedding"},
    {"אמבידינג", "embedding"},
    {"קרנל", "kernel"},
    {"סקיילינג", "scaling"},
    {"פיינטיונינג", "finetuning"},
    {"בייסליין", "baseline"},
    {"אוטואנקודר", "autoencoder"},
    {"דאונסטרים", "downstream"},
    {"אאוטלייר", "outlier"},
    {"ריזונינג", "reasoning"},
    {"פולינג", "pooling"},
    {"בוטסטראפ", "bootstrap"},
    {"פאזל", "puzzle"},
    {"ניורון", "neuron"},
    {"היוריסטיקה", "heuristic"},
    {"סטייט", "state"},
    {"סיימולטור", "simulator"},
    {"לייטנט", "latent"},
    {"ספארס", "sparse"},
    {"דרופאאוט", "dropout"},
    {"באטצ'", "batch"},
    {"וורמאפ", "warmup"},
    // -ing, plurals, adjectives
    {"פרומפטים", "prompt"},
    {"טרנספורמרים", "transformer"},
    {"היפרפרמטרים", "hyperparameter"},
    {"פיצ'רס", "features"},
    {"מטריקות", "metrics"},
    {"סימבולית", "symbolic"},
    {"היררכי", "hierarchical"},
    {"סטוכסטית", "stochastic"},
    {"אסימפטוטי", "asymptotic"},
    {"דיפרנציאליות", "differential"},
    {"ספקולטיבית", "speculative"},
    {"רקורסיבי", "recursive"},
    {"אדפטיבי", "adaptive"},
    {"אינטראקטיבי", "interactive"},
    {"בפרומפטינג", "prompting"},
    {"והקוונטיזציה", "quantization"},
    // people
    {"הינטון", "Hinton"},
    {"לקון", "LeCun"},
    {"בנג'יו", "Bengio"},
    {"שמידהובר", "Schmidhuber"},
    {"הופפילד", "Hopfield"},
    {"קולמוגורוב", "Kolmogorov"},
    {"סוצקבר", "Sutskever"},
    {"גודפלו", "Goodfellow"},
    {"וסרשטיין", "Wasserstein"},
    {"צ'ומסקי", "Chomsky"},
    {"ויטרבי", "Viterbi"},
    {"קרפתי", "Karpathy"},
};

SearchIndex LibraryOf(std::vector<std::string> texts) {
  Catalog catalog;
  for (std::string& text : texts) {
    Review review;
    review.title = "untitled";
    review.blocks.push_back({});
    review.blocks.back().spans.push_back({.text = std::move(text)});
    catalog.reviews.push_back(std::move(review));
  }
  SearchIndex index;
  index.Add(catalog, 0, static_cast<int>(catalog.reviews.size()));
  index.Pack();
  return index;
}

TEST_CASE("nine of ten loanwords and names find their English word, first of all others") {
  std::vector<std::string> texts;
  for (const Loan& loan : kLoans) texts.emplace_back(loan.english);
  const SearchIndex index = LibraryOf(texts);
  int found = 0;
  std::string missed;
  for (const Loan& loan : kLoans) {
    const SearchResult result = Search(index, loan.hebrew, {.last_word_is_prefix = false});
    const bool first =
        !result.hits.empty() && texts[static_cast<size_t>(result.hits[0].review)] == loan.english;
    found += first;
    if (!first) missed.append(loan.hebrew).append(" ").append(loan.english).append("; ");
  }
  INFO(missed);
  CHECK(found * 10 >= static_cast<int>(std::size(kLoans)) * 9);
}

TEST_CASE("an English word finds the Hebrew that writes it, with its prefixes") {
  const SearchIndex index = LibraryOf({"שיטת והגרוקניפר החדשה", "שלושה חתולים", "עוד משפט"});
  const SearchResult result = Search(index, "grokniper");
  REQUIRE(result.hits.size() == 1);
  CHECK(result.hits[0].review == 0);
}

TEST_CASE("a Hebrew word is no loan of an English one that shares few of its sounds") {
  const SearchIndex index = LibraryOf({"winter", "garden", "holiday", "mountain"});
  for (const char* word : {"מחברת", "שולחן", "קולנוע", "מדרגות", "לימון"}) {
    INFO(word);
    CHECK(Search(index, word).hits.empty());
  }
}

}  // namespace
}  // namespace skira
