// What the subcommands of `skira` share: their interface, exit statuses and messages.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace skira::cli {

inline constexpr int kOk = 0;
inline constexpr int kBadInput = 1;
inline constexpr int kWrongUsage = 2;

using Arguments = std::span<const std::string_view>;

// The subcommands: each takes the arguments behind its name and returns the exit status.
int Export(Arguments arguments);
int Check(Arguments arguments);
int List(Arguments arguments);
int Show(Arguments arguments);
int Search(Arguments arguments);
int Layout(Arguments arguments);
int Bench(Arguments arguments);

// A subcommand's row in the table of main.cpp.
struct Command {
  std::string_view name;
  int (*run)(Arguments arguments);
  std::string_view usage;  // what follows the name
  std::string_view about;  // one line
};

// Reads a positive number that fills the text.
bool ParsePositive(std::string_view text, int& value);

// Prints "skira: MESSAGE" as one line on stderr and returns kBadInput, or kWrongUsage.
int Complain(std::string_view message);
int ComplainOfUsage(std::string_view message);

}  // namespace skira::cli
