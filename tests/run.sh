#!/usr/bin/env bash
# Builds everything and tests it: unit and conformance (native), then the page in a browser.
# Installs what is missing. At the end come the slowest ten tests, what each part took, and the line
# "N passed, N failed"; the exit status is 1 on a failure.
#
# usage: tests/run.sh [--native | --browser] [--all]
#
#   --native, --browser    only one half
#   --all                  also what takes long: three device pixels a CSS pixel, Firefox and WebKit whole,
#                          every block of the corpora beside Chromium's, a minute of each fuzzer, 2,000 actions
#                          of soak, the benchmarks' own tests, clang-tidy, the build with gcc (nightly in CI)
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source third_party/install.sh
source tests/checked.sh

native=1 browser=1 all=""
for word in "$@"; do
  case $word in
    --native) browser="" ;;
    --browser) native="" ;;
    --all) all=1 ;;
    *) fail 2 "usage: tests/run.sh [--native | --browser] [--all]" ;;
  esac
done
export SKIRA_TESTS_ALL=$all  # tests that are long read it

install_missing tests
# Its pages start in two fifths of the time; where it is not to be had, whole Chromium does (tests/browser/browser.js).
(install_missing headless) || echo "The browser tests take whole Chromium, which is slower."
install_npm || exit 1
passed=0 failed=0 skipped=0
count() { passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3)); }
results=build/test-results
rm -rf "$results"
mkdir -p "$results"
times="" since=0
# NAME: what was done since the last such line took so long.
took() {
  times+=$(printf '%6d s  %s' $((SECONDS - since)) "$1")$'\n'
  since=$SECONDS
}
# What goes wrong before a test can run counts as one failure, so that the last line tells of it.
broken() {
  echo "FAILED: $*"
  count 0 1 0
}

# PROGRAM: runs a Catch2 program; what it says goes to a file.
start_catch() {
  local name
  name=$(basename "$1")
  "$1" --reporter console --reporter "xml::out=$results/$name.xml" --colour-mode none >"$results/$name.log" 2>&1
}
# PROGRAM: says what it said and counts its test cases.
count_catch() {
  local name xml cases
  name=$(basename "$1") xml=$results/$(basename "$1").xml
  echo "--- $name"
  cat "$results/$name.log"
  cases=$(grep -oE '<OverallResultsCases [^>]*>' "$xml" | tail -n 1)
  value() { grep -oE "$1=\"[0-9]+\"" <<<"$cases" | grep -oE '[0-9]+'; }
  if [ -z "$cases" ]; then broken "$name ended before its tests did"; return; fi
  count "$(value successes)" "$(value failures)" "$(value skips)"
}

# NAME FILE...: runs Node tests, `at_once` files at a time, and counts them.
run_node() {
  local name=$1 tap=$results/$1.tap
  shift
  echo "--- $name"
  node --test --test-concurrency="${at_once:-1}" --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$tap" "$@"
  value() { grep -oE "^# $1 [0-9]+" "$tap" | grep -oE '[0-9]+'; }
  if [ -z "$(value pass)" ]; then broken "the $name tests did not end"; return; fi
  count "$(value pass)" "$(value fail)" "$(value skipped)"
}

# NAME COMMAND...: runs a script that prints "ok" or "FAILED" for each of its parts, and counts them.
run_parts() {
  local name=$1 log=$results/$1.log
  shift
  echo "--- $name"
  "$@" | tee "$log"
  if [ "${PIPESTATUS[0]}" -gt 1 ]; then broken "$name ended before its parts did"; fi
  count "$(grep -c '^ok ' "$log")" "$(grep -c '^FAILED ' "$log")" 0
}

# NAME COMMAND...: the command as one part.
run_one() {
  local name=$1
  shift
  if "$@"; then echo "ok      $name"; else echo "FAILED  $name"; return 1; fi
}

# The command, the tables, the importers. Much of the npm command is tested with the page's own programs.
run_command() {
  at_once=2 run_node command tests/cli/*.test.js tests/assets/*.test.js tests/import/*.test.js
  took "command, assets, import"
}

# The unit tests, with sanitizers, as many programs at once as there are processors.
run_checked() {
  local program running=0
  echo "--- checked"
  export UBSAN_OPTIONS=print_stacktrace=1
  for program in build/checked/tests/*_test; do
    if [ "$running" -ge "$(nproc)" ]; then wait -n; else running=$((running + 1)); fi
    start_catch "$program" &
  done
  wait
  for program in build/checked/tests/*_test; do count_catch "$program"; done
}

build_fonts || exit 1
if [ -n "$all" ]; then (cd tests/bench && npm ci --no-audit --no-fund --loglevel=error) || exit 1; fi
took "packages and fonts"
run_parts lint tests/lint.sh format includes types eslint ${all:+tidy_all}
took "lint"
# The one native build: with sanitizers, the command too, which the page's tests hold the library maker against.
export SKIRA_COMMAND=$PWD/build/checked/skira
if configure_checked && cmake --build build/checked --target skira ${native:+unit_tests}; then
  took "native build"
  if [ -n "$native" ]; then
    [ -n "$browser" ] || run_command  # else when the page is built
    run_checked
    took "unit tests"
    run_parts fuzz tests/fuzz/run.sh "$([ -n "$all" ] && echo 60 || echo 5)"
    took "fuzzers, and their build"
  fi
else
  broken "the native build"
fi

if [ -n "$browser" ]; then
  echo "--- page"
  if ./build-wasm.sh; then
    took "build of the page"
    [ -z "$native" ] || run_command
    at_once=2 run_node browser tests/browser/*.test.js  # each has a browser and a site of its own
    took "browser tests"
    run_node soak tests/soak/*.test.js
    took "soak"
    if [ -n "$all" ]; then
      # Which the benchmarks time.
      if ! { configure build/native && cmake --build build/native; }; then broken "the build with gcc"; fi
      run_node bench tests/bench/*/*.test.js
      run_parts soaked run_one soak npm run soak
      run_parts whole_parity run_one parity npm run parity
      took "benchmarks' tests, long soak, parity"
    fi
  else
    broken "the page's build"
  fi
fi

echo
echo "The slowest tests:"
node tests/slowest.js "$results" 10
echo "What each part took:"
printf '%s' "$times"
echo
[ "$skipped" = 0 ] || echo "$skipped skipped (each says above what it needs)"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
