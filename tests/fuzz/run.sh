#!/usr/bin/env bash
# Builds the fuzzers (clang, ASan, UBSan) in build/checked and runs each for a time, as many at once as
# there are processors. What a fuzzer learns stays in the user's cache folder, ${SKIRA_CACHE}/fuzz/TARGET,
# for the next run and the next clone; a finding is written to build/checked/findings. The exit status is
# 1 on a finding, 2 where the build fails.
#
# usage: tests/fuzz/run.sh [SECONDS [TARGET...]]    20 seconds; all
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

seconds=${1-20}
[ $# = 0 ] || shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(parser json math typeset font query routes records)
build=build/checked
cache=${SKIRA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/skira}/fuzz

source tests/checked.sh
configure_checked || exit 2
cmake --build $build --target "${targets[@]/%/_fuzz}" || exit 2

export SKIRA_FONTS=build/fonts
export UBSAN_OPTIONS=print_stacktrace=1
# Runs one fuzzer and prints a line of its outcome.
run() {
  local target=$1 learned=$cache/$1 found=$build/findings/$1 log=$build/$1.log
  mkdir -p "$learned" "$found"
  # 4 KB hold every oddity that a document has; 5 s for one of them is a hang.
  if "$build/tests/fuzz/${target}_fuzz" -max_total_time="$seconds" -max_len=4096 -timeout=5 \
    -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$found/" \
    "$learned" "tests/fuzz/corpus/$target" >"$log" 2>&1; then
    echo "ok      ${target}_fuzz, inputs: $(grep -oP 'number_of_executed_units: \K\d+' "$log"), learned: $(ls "$learned" | wc -l)"
  else
    echo "FAILED  ${target}_fuzz, see $log"
    grep -E 'ERROR|SUMMARY|runtime error|does not hold|Test unit written' "$log"
    return 1
  fi
}

# One on each processor: a fuzzer's time is its processor's.
processors=$(nproc) running=0 status=0
for target in "${targets[@]}"; do
  if [ "$running" -ge "$processors" ]; then
    wait -n || status=1
    running=$((running - 1))
  fi
  run "$target" &
  running=$((running + 1))
done
for ((; running > 0; --running)); do wait -n || status=1; done
exit $status
