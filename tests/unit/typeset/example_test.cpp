// The room used by another Dear ImGui program: tests/example, which the README quotes.
#include <sys/wait.h>

#include <cstdio>

#include "fonts_for_tests.h"

namespace skira::typeset {
namespace {

std::string ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Runs a command; what it printed, and its exit status.
std::pair<std::string, int> RunCommand(const std::string& command) {
  std::string output;
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return {"", -1};
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
  return {output, WEXITSTATUS(pclose(pipe))};
}

TEST_CASE("the README's example is the file that is compiled, of 60 lines at most") {
  const std::string source = ReadText(SKIRA_ROOT "/tests/example/hebrew_in_imgui.cpp");
  REQUIRE(!source.empty());
  CHECK(std::count(source.begin(), source.end(), '\n') <= 60);
  const std::string readme = ReadText(SKIRA_ROOT "/src/typeset/README.md");
  CHECK(readme.find("```cpp\n" + source + "```\n") != std::string::npos);
}

TEST_CASE("the example draws a quad for each glyph, and names a font that is none") {
  if (ReadFont("serif-400.ttf").empty()) SKIP("no font in " << SKIRA_BUILD << "/../fonts");
  const std::string program = SKIRA_BUILD "/tests/hebrew_in_imgui ";
  const auto [output, status] = RunCommand(program + SKIRA_BUILD "/../fonts/serif-400.ttf");
  CHECK(status == 0);
  int vertices = 0;
  REQUIRE(std::sscanf(output.c_str(), "%d vertices", &vertices) == 1);
  CHECK(vertices >= 37 * 4);  // 35 characters and the marker's two, beside the window itself

  const auto [complaint, failed] = RunCommand(program + SKIRA_ROOT "/README.md");
  CHECK(failed != 0);
  CHECK(complaint == "it is no font: it does not begin as TrueType or OpenType does\n");
}

}  // namespace
}  // namespace skira::typeset
