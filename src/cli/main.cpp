// The command `skira`: export, list, show, ... Each subcommand has a file of its own.
#include <charconv>
#include <cstdio>
#include <vector>

#include "cli/command.h"

namespace skira::cli {
namespace {

constexpr Command kCommands[] = {
    {"export", Export,
     "PATH... [-o FILE] [--strict] [--pretty]\n"
     "  skira export (PATH... | EXPORT.json) --shard N -o FOLDER [--strict]",
     "documents or folders of them (.txt, .md) to JSON; a summary on stderr. --shard: to many\n"
     "      small files, N reviews in a file of text"},
    {"check", Check, "PATH...",
     "what of documents was mended, guessed, not understood or hardly written, by line; exit\n"
     "      status 1 where there is anything"},
    {"list", List, "FILE [--json]", "the reviews of an export"},
    {"show", Show,
     "(FILE | SHARDS) ID [--format text|markdown|json|html]\n"
     "  skira show FILE --all --format html",
     "one review of an export; the HTML of all as JSON"},
    {"search", Search, "(FILE | SHARDS) (QUERY | --queries FILE.jsonl) [--limit N] [--json]",
     "the reviews that a query finds, best first"},
    {"layout", Layout,
     "FILE [--id ID] --width PX --size PX [--plain] [--justify] [--letter-spacing PX]\n"
     "      [--first-indent PX] [--tab-size N] [--fonts DIR]",
     "where the lines and runs of each text block stand, as lines of JSON"},
    {"bench", Bench, "(PATH... | EXPORT.json [--queries FILE.jsonl]) [--json]",
     "how fast documents are parsed, written, loaded, searched and laid out"},
};

void PrintUsage(std::FILE* out) {
  std::fputs("usage: skira COMMAND ...\n", out);
  for (const Command& command : kCommands) {
    std::fprintf(out, "  skira %s %s\n      %s\n", command.name.data(), command.usage.data(),
                 command.about.data());
  }
}

int Main(Arguments arguments) {
  if (arguments.empty()) {
    PrintUsage(stderr);
    return kWrongUsage;
  }
  if (arguments[0] == "--help" || arguments[0] == "help" || arguments[0] == "-h") {
    PrintUsage(stdout);
    return kOk;
  }
  for (const Command& command : kCommands) {
    if (command.name == arguments[0]) return command.run(arguments.subspan(1));
  }
  return ComplainOfUsage("no command \"" + std::string(arguments[0]) + "\"; see skira --help");
}

}  // namespace

bool ParsePositive(std::string_view text, int& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value > 0;
}

int Complain(std::string_view message) {
  std::fprintf(stderr, "skira: %.*s\n", static_cast<int>(message.size()), message.data());
  return kBadInput;
}

int ComplainOfUsage(std::string_view message) {
  Complain(message);
  return kWrongUsage;
}

}  // namespace skira::cli

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  return skira::cli::Main(arguments);
}
