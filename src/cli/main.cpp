// The command `skira`: export, list, show, ... Each subcommand has a file of its own.
#include <charconv>
#include <csignal>
#include <vector>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/output.h"

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

std::string Usage() {
  std::string usage = "usage: skira COMMAND ...\n";
  for (const Command& command : kCommands) {
    usage.append("  skira ").append(command.name).append(" ").append(command.usage);
    usage.append("\n      ").append(command.about).append("\n");
  }
  return usage;
}

int Main(Arguments arguments) {
  if (arguments.empty()) {
    PrintError(Usage());
    return kWrongUsage;
  }
  if (arguments[0] == "--help" || arguments[0] == "help" || arguments[0] == "-h") {
    Print(Usage());
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
  PrintError("skira: " + InOneLine(message) + "\n");
  return kBadInput;
}

int ComplainOfUsage(std::string_view message) {
  Complain(message);
  return kWrongUsage;
}

}  // namespace skira::cli

int main(int argc, char** argv) {
  // A pipe whose other end is closed is an error of writing like any other.
  std::signal(SIGPIPE, SIG_IGN);
  skira::cli::RemovePartsWhenInterrupted();
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  const int status = skira::cli::Main(arguments);
  const std::string reason = skira::cli::FinishOutput();
  return reason.empty() ? status : skira::cli::Complain(reason);
}
