#!/usr/bin/env bash
# Reads the sources without running them. Prints "ok NAME" or what is wrong and "FAILED NAME" for each
# check; the exit status is 1 on a failure.
#
# usage: tests/lint.sh [NAME...]    all of these but tidy_all; tests/run.sh leaves out both of clang-tidy, which take
#                                   minutes where nothing is cached, and with --all runs the second:
#   format    clang-format (.clang-format) on the C++ of src/ and tests/
#   tidy      clang-tidy (.clang-tidy) on what the last ten commits changed of src/, but for src/host, which
#             compiles with Emscripten alone
#   tidy_all  the same on all of it, which takes minutes the first time (tests/tidy.js); asked for by name
#   includes  what includes what in src/ (tests/includes.js), and that no modules of web/ import each other in a
#             circle
#   types     tsc on the page's modules, the browser tests and, where their packages are installed
#             (npm ci in tests/bench), the benchmarks, typed by JSDoc
#   eslint    eslint (tests/eslint.config.js) on all JavaScript
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source third_party/install.sh

check_format() {
  find src tests -name '*.cpp' -o -name '*.h' | xargs clang-format --dry-run -Werror
}

check_includes() { node tests/includes.js; }

check_types() {
  local project
  node src/wire/generate.js || return 1  # the types of what crosses between program and page
  local projects=(web tests/browser)
  # The benchmarks' packages are their own: who has not got them cannot check their types.
  [ ! -d tests/bench/node_modules ] || projects+=(tests/bench)
  for project in "${projects[@]}"; do
    npx --no-install tsc -p "$project/jsconfig.json" || return 1
  done
}

check_eslint() { npx --no-install eslint -c tests/eslint.config.js --max-warnings 0 web tests third_party src assets; }

check_tidy() {
  configure build/native >/dev/null && node tests/tidy.js build/native --recent 10
}

check_tidy_all() {
  configure build/native >/dev/null && node tests/tidy.js build/native
}

names=("$@")
[ ${#names[@]} -gt 0 ] || names=(format includes types eslint tidy)
status=0
for name in "${names[@]}"; do
  if "check_$name"; then echo "ok      $name"; else echo "FAILED  $name"; status=1; fi
done
exit $status
