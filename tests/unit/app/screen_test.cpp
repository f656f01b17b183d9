// The whole application, drawn: every page, size and language, and whatever is pressed in it.
#include "screen.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "app/state/commands.h"
#include "app/state/exports.h"
#include "bundled_fonts.h"
#include "parser/parser.h"
#include "review/json.h"
#include "review/markdown.h"

namespace skira::app {
namespace {

using Page = Route::Page;

constexpr std::string_view kPages[] = {
    "#/",          "#/?table=1",  "#/?q=attention", "#/?topic=llm&group=month",
    "#/r/",  // of the first review
    "#/r/gone",    "#/numbers",   "#/highlights",   "#/lists",
    "#/list/gone", "#/documents", "#/settings",     "#/about",
};

struct Size {
  float width, height, ratio;
};
constexpr Size kSizes[] = {{320, 568, 2}, {844, 390, 3}, {1024, 768, 1}, {1440, 900, 1.25f}};

// The library that the default build shows, with a formula typeset.
const Catalog& Library() {
  static const Catalog library = [] {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(SKIRA_ROOT "/corpus")) {
      const auto ending = entry.path().extension();
      if ((ending == ".txt" || ending == ".md") && entry.path().filename() != "README.md") {
        paths.push_back(entry.path());
      }
    }
    std::sort(paths.begin(), paths.end());
    std::vector<ParseResult> documents;
    for (const auto& path : paths) {
      std::ifstream file(path, std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(file)), {});
      documents.push_back(ParseDocument(path.filename().string(), bytes));
    }
    Catalog catalog = BuildCatalog(std::move(documents));
    for (const Review& review : catalog.reviews) {
      for (const Block& block : review.blocks) {
        for (const Span& span : block.spans) {
          if (!span.math) continue;
          Formula formula;
          formula.tex = span.text;
          formula.display = block.type == BlockType::kMath;
          formula.width = 3000;
          formula.height = 700;
          formula.depth = 200;
          formula.glyphs = {0, 0, 0, 1000, 0, 1200, -100, 700};
          formula.rules = {1800, 250, 400, 40};
          formula.texts = {{"אם", 2300, 0, 1000, 700}};
          formula.colours = {kFormulaGlyphs, 1, 2, 0xC00000};
          formula.breaks = {1100};
          formula.gaps = {100};
          formula.mathml = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi></math>";
          catalog.math.formulas.push_back(std::move(formula));
        }
      }
    }
    catalog.math.outlines = {"M50 0L50 700Q300 900 550 700L550 0Z"};
    return catalog;
  }();
  return library;
}

void Load(Screen& screen) {
  static const std::string json = WriteJson(Library(), false);
  REQUIRE(screen.reader.LoadExport(json) == std::nullopt);
  screen.Work();
}

std::string HashOf(std::string_view page) {
  return std::string(page) + (page == "#/r/" ? Library().reviews.front().id : "");
}

bool IsControl(const SemanticsNode& node) { return node.handle > 0; }

// What must hold of whatever the screen shows.
void CheckSemantics(const Screen& screen) {
  CHECK(nlohmann::json::accept(WriteSemanticsJson(screen.reader.semantics())));
  CHECK(nlohmann::json::accept(screen.reader.RunBoxesJson()));
  std::set<int> handles;
  for (const SemanticsNode* node : screen.All(IsControl)) {
    INFO(node->id);
    CHECK(handles.insert(node->handle).second);
    CHECK((!node->name.empty() || !node->lines.empty() || !node->children.empty()));
  }
  for (const SemanticsNode* parent :
       screen.All([](const SemanticsNode& node) { return !node.children.empty(); })) {
    std::set<std::string_view> ids;
    for (const SemanticsNode& child : parent->children) {
      INFO(parent->id << " > " << child.id);
      CHECK((child.id.empty() || ids.insert(child.id).second));
    }
  }
}

std::vector<std::string> Hrefs(const Screen& screen, std::string_view prefix) {
  std::set<std::string> hrefs;
  for (const SemanticsNode* node :
       screen.All([](const SemanticsNode& one) { return one.role == Role::kLink; })) {
    if (node->href.starts_with(prefix)) hrefs.insert(node->href);
  }
  return {hrefs.begin(), hrefs.end()};
}

TEST_CASE("every page is drawn in each size and language, and told the same until it changes") {
  Screen screen(Fonts(), 1440, 900);
  Load(screen);
  for (const Language language : {Language::kHebrew, Language::kEnglish}) {
    Settings settings;
    settings.language = language;
    settings.family = language == Language::kEnglish ? typeset::Family::kSans : settings.family;
    screen.Do(ChangeSettings{settings});
    for (const Size& size : kSizes) {
      screen.Do(Resize{size.width, size.height, size.ratio});
      for (const std::string_view page : kPages) {
        INFO(page << " " << size.width << " " << static_cast<int>(language));
        screen.Go(HashOf(page));
        CHECK(screen.Frame() > 100);
        CheckSemantics(screen);
        screen.Frame();  // what laying out has found has been scrolled to
        screen.reader.TakeSemanticsChanged();
        screen.Frame();
        CHECK_FALSE(screen.reader.TakeSemanticsChanged());
      }
    }
  }
}

TEST_CASE("the catalog has a link to each review, as cards and as a table") {
  std::vector<std::string> wanted;
  for (const Review& review : Library().reviews) {
    wanted.push_back(RouteHash({.page = Page::kReview, .id = review.id}));
  }
  std::sort(wanted.begin(), wanted.end());
  Screen screen(Fonts(), 1440, 900);
  Load(screen);
  for (const std::string_view page : {"#/", "#/?table=1", "#/?group=topic"}) {
    INFO(page);
    screen.Go(page);
    screen.Frame();
    CHECK(Hrefs(screen, "#/r/") == wanted);
  }
}

TEST_CASE("an open review is told whole: its title, every block's text, its formulas") {
  Screen screen(Fonts(), 1440, 900);
  Load(screen);
  for (const Review& review : Library().reviews) {
    INFO(review.id);
    screen.Go(RouteHash({.page = Page::kReview, .id = review.id}));
    screen.Frame();
    const auto articles =
        screen.All([](const SemanticsNode& node) { return node.role == Role::kArticle; });
    REQUIRE(articles.size() == 1);
    std::set<int> blocks;
    for (const SemanticsNode* node :
         screen.All([](const SemanticsNode& one) { return !one.lines.empty(); })) {
      for (const SemanticsLine& line : node->lines) {
        for (const SemanticsFragment& fragment : line.fragments) blocks.insert(fragment.block);
      }
    }
    for (size_t i = 0; i < review.blocks.size(); ++i) {
      const bool credit = review.blocks[i].type == BlockType::kCredit;
      if (credit || PlainText(review.blocks[i]).empty()) continue;
      INFO("block " << i);
      CHECK(blocks.contains(static_cast<int>(i)));
    }
  }
}

TEST_CASE("every overlay opens over every page, takes the keyboard, and Escape closes it") {
  Screen screen(Fonts(), 1440, 900);
  Load(screen);
  for (const Size& size : kSizes) {
    screen.Do(Resize{size.width, size.height, size.ratio});
    for (const std::string_view page : {"#/", "#/r/"}) {
      screen.Go(HashOf(page));
      for (const Overlay overlay :
           {Overlay::kFilters, Overlay::kSort, Overlay::kMore, Overlay::kPages, Overlay::kContents,
            Overlay::kAddToList, Overlay::kExport, Overlay::kPalette, Overlay::kShortcuts}) {
        INFO(page << " " << size.width << " " << static_cast<int>(overlay));
        screen.Do(OpenOverlay{overlay});
        screen.Frame();
        CheckSemantics(screen);
        const auto is_dialog = [](const SemanticsNode& node) { return node.role == Role::kDialog; };
        CHECK(screen.All(is_dialog).size() == (screen.reader.state().overlay == overlay ? 1 : 0));
        CHECK(screen.reader.Key("Escape"));
        screen.Frame();
        CHECK(screen.reader.state().overlay == Overlay::kNone);
        CHECK(screen.All(is_dialog).empty());
      }
    }
  }
}

TEST_CASE("every command leaves a screen that is drawn, wherever it is given") {
  Screen screen(Fonts(), 1440, 900);
  Load(screen);
  for (const std::string_view page : kPages) {
    for (const CommandInfo& info : Commands()) {
      INFO(page << " " << CommandName(info, Language::kEnglish));
      screen.Go(HashOf(page));
      screen.Frame();
      screen.Do(SelectText{{{1, 0}, {1, 9}}});
      screen.Do(Run{info.command});
      CHECK(screen.Frame() > 100);
      CheckSemantics(screen);
      screen.Do(CloseOverlay{});
    }
  }
}

TEST_CASE("the pointer over any place changes what is drawn and nothing that is told") {
  Screen screen(Fonts(), 1024, 768);
  Load(screen);
  for (const std::string_view page : kPages) {
    screen.Go(HashOf(page));
    screen.Frame();
    screen.Frame();
    screen.reader.TakeSemanticsChanged();
    for (float y = 10; y < 768; y += 90) {
      for (float x = 10; x < 1024; x += 90) screen.Frame({x, y});
    }
    INFO(page);
    CHECK_FALSE(screen.reader.TakeSemanticsChanged());
  }
}

// Someone who presses, types and scrolls without any aim.
class Monkey {
 public:
  explicit Monkey(unsigned seed) : random_(seed) {}

  void Step(Screen& screen) {
    const auto controls = screen.All([](const SemanticsNode& node) {
      return (node.handle > 0 && !node.disabled) || node.href.starts_with("#/");
    });
    switch (Below(12)) {
      case 0:
        return screen.Do(Scroll{static_cast<Pane>(Below(5)), static_cast<float>(Below(4000))});
      case 1: {
        const Size& size = kSizes[Below(std::size(kSizes))];
        return screen.Do(Resize{size.width, size.height, size.ratio});
      }
      case 2:
        return screen.Go(HashOf(kPages[Below(std::size(kPages))]));
      case 3: {
        const int block = static_cast<int>(Below(6));
        const auto start = static_cast<uint32_t>(Below(40));
        return screen.Do(SelectText{
            {{block, start}, {block + static_cast<int>(Below(2)), start + 5 + Size32(30)}}});
      }
      case 4:
        return screen.Do(TouchText{{static_cast<int>(Below(6)), Size32(60)}});
      case 5:
        return Key(screen);
      case 6:
      case 7:
        return Edit(screen, controls);
      default:
        if (!controls.empty()) screen.Press(*controls[Below(controls.size())]);
    }
  }

 private:
  size_t Below(size_t count) { return random_() % count; }
  uint32_t Size32(size_t count) { return static_cast<uint32_t>(Below(count)); }

  void Key(Screen& screen) {
    const std::span<const CommandInfo> commands = Commands();
    const std::string_view keys = commands[Below(commands.size())].keys;
    screen.reader.Key(keys.substr(0, keys.find(' ')));
    screen.Settle();
  }

  void Edit(Screen& screen, const std::vector<const SemanticsNode*>& controls) {
    constexpr std::string_view kWords[] = {"",   "למידה", "attention is", "topic:llm year:2024",
                                           "\"", "🚀 a",   "0.5",          "17"};
    constexpr Role kEdited[] = {Role::kSearchBox, Role::kTextBox, Role::kTextArea,
                                Role::kComboBox,  Role::kSlider,  Role::kSelect};
    for (const SemanticsNode* node : controls) {
      if (std::find(std::begin(kEdited), std::end(kEdited), node->role) == std::end(kEdited))
        continue;
      if (Below(2) == 0) continue;
      const std::string id = node->id;
      screen.Edit(*node, kWords[Below(std::size(kWords))]);
      screen.reader.Key(id + (Below(2) == 0 ? ":Enter" : ":Focus"));
      return screen.Settle();
    }
  }

  std::mt19937 random_;
};

TEST_CASE(
    "whatever is pressed, typed and turned, the screen is drawn, and what is kept comes back") {
  for (const unsigned seed : {1u, 2u, 3u}) {
    Screen screen(Fonts(), 1440, 900);
    Load(screen);
    Monkey monkey(seed);
    screen.Frame();
    for (int i = 0; i < 700; ++i) {
      INFO("seed " << seed << ", step " << i);
      monkey.Step(screen);
      REQUIRE(screen.Frame() > 0);
      if (i % 10 == 0) CheckSemantics(screen);
    }
    const UserData user = screen.reader.state().user;
    UserData again;
    Settings settings;
    LimitsReached reached;
    for (const auto& [key, json] : screen.records) {
      INFO(key << " " << json);
      CHECK(ReadRecord(key, json, again, settings, reached));
    }
    // By their records, which a failure shows; times and orders are in them too.
    CHECK(BackupJson(again, settings) == BackupJson(user, settings));
    CHECK(settings == screen.reader.state().settings);
  }
}

TEST_CASE("formulas stand in their lines, are told with their MathML, and part where they may") {
  Review review;
  review.id = "f";
  review.title = "Formulas";
  Block block;
  block.spans = {{.text = "כאן "}, {.text = "a=b", .math = true}, {.text = " ושם."}};
  review.blocks = {block};
  Catalog catalog{.sources = {{.name = "f.md"}}, .reviews = {review}};
  catalog.math = Library().math;
  catalog.math.formulas.resize(1);
  catalog.math.formulas.front().tex = "a=b";
  catalog.math.formulas.front().display = false;
  Screen screen(Fonts(), 390, 844, 3);
  REQUIRE(screen.reader.LoadExport(WriteJson(catalog, false)) == std::nullopt);
  screen.Go("#/r/f");
  screen.Frame();
  std::vector<std::string> mathml;
  for (const SemanticsNode* node :
       screen.All([](const SemanticsNode& one) { return !one.lines.empty(); })) {
    for (const SemanticsLine& line : node->lines) {
      for (const SemanticsFragment& fragment : line.fragments) {
        if (!fragment.mathml.empty()) mathml.push_back(fragment.mathml);
      }
    }
  }
  CHECK(mathml == std::vector<std::string>{catalog.math.formulas.front().mathml});
}

}  // namespace
}  // namespace skira::app
