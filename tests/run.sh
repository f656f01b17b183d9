#!/usr/bin/env bash
# Builds everything and runs every test: unit and conformance (native), then the page in a browser.
# Installs what is missing. The last line is "N passed, N failed"; the exit status is 1 on a failure.
#
# usage: tests/run.sh [--native | --browser]    only one half
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source third_party/install.sh
source tests/checked.sh

native=1 browser=1
case ${1-} in
  "") ;;
  --native) browser="" ;;
  --browser) native="" ;;
  *) fail 2 "usage: tests/run.sh [--native | --browser]" ;;
esac

install_missing tests
install_npm || exit 1
passed=0 failed=0 skipped=0
count() { passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3)); }
results=build/test-results
mkdir -p "$results"
# What goes wrong before a test can run counts as one failure, so that the last line tells of it.
broken() {
  echo "FAILED: $*"
  count 0 1 0
}

# PROGRAM: runs a Catch2 program and counts its test cases.
run_catch() {
  local name xml cases
  name=$(basename "$1") xml=$results/$(basename "$1").xml
  echo "--- $name"
  "$1" --reporter console --reporter "xml::out=$xml" --colour-mode none
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

# The unit tests, with sanitizers.
run_checked() {
  local program
  echo "--- checked"
  if ! { configure_checked && cmake --build build/checked --target unit_tests; }; then
    broken "the checked build"
    return
  fi
  export UBSAN_OPTIONS=print_stacktrace=1
  for program in build/checked/tests/*_test; do run_catch "$program"; done
}

build_fonts || exit 1
run_parts lint tests/lint.sh
if [ -n "$native" ]; then
  if configure build/native && cmake --build build/native --target skira; then
    run_node command tests/cli/*.test.js
    run_node assets tests/assets/*.test.js
    run_node import tests/import/*.test.js
    run_checked
    run_parts fuzz tests/fuzz/run.sh 5
  else
    broken "the native build"
  fi
fi

if [ -n "$browser" ]; then
  echo "--- page"
  # Tests hold the page's library maker against the command.
  if ./build-wasm.sh && configure build/native && cmake --build build/native --target skira; then
    at_once=2 run_node browser tests/browser/*.test.js  # each has a browser and a site of its own
    run_node soak tests/soak/*.test.js
    run_node bench tests/bench/*/*.test.js
  else
    broken "the page's build"
  fi
fi

echo
[ "$skipped" = 0 ] || echo "$skipped skipped (each says above what it needs)"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
