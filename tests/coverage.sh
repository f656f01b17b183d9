#!/usr/bin/env bash
# Prints which share of the lines of src/ the native tests run, room by room; src/host, the program of
# the page, is Emscripten's alone, and the browser tests run it. The exit status is 1 below 85 %.
#
# usage: tests/coverage.sh    build/coverage/coverage.txt has every file
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source third_party/install.sh
build=build/coverage wanted=85

install_missing coverage
install_npm && build_fonts || exit 2
configure $build -DSKIRA_COVERAGE=ON && cmake --build $build || exit 2
find $build -name '*.gcda' -delete
failed=0
for program in $build/tests/*_test; do "$program" >"$program.log" || { echo "FAILED  $program"; failed=1; }; done
SKIRA_COMMAND=$PWD/$build/skira node --test tests/cli/{command,search,shards}.test.js >$build/cli.log ||
  { echo "FAILED  tests/cli, see $build/cli.log"; failed=1; }
gcovr --root . --filter 'src/' $build -j "$(nproc)" --txt $build/coverage.txt --json-summary $build/coverage.json \
  2>$build/coverage.log || { cat $build/coverage.log; exit 2; }
node -e '
  const { files, line_covered, line_total } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
  const rooms = new Map();
  for (const { filename, line_covered, line_total } of files) {
    const room = filename.split("/").slice(0, 2).join("/");
    const [covered, total] = rooms.get(room) ?? [0, 0];
    rooms.set(room, [covered + line_covered, total + line_total]);
  }
  const share = (covered, total) => (100 * covered / total).toFixed(1).padStart(5);
  for (const [room, [covered, total]] of rooms) console.log(`        ${share(covered, total)} % of ${String(total).padStart(5)} lines  ${room}`);
  const enough = 100 * line_covered >= process.argv[2] * line_total;
  console.log(`${enough ? "ok    " : "FAILED"}  ${share(line_covered, line_total)} % of ${String(line_total).padStart(5)} lines  src/ without src/host; wanted are ${process.argv[2]} %`);
  process.exit(enough ? 0 : 1);
' $build/coverage.json $wanted || failed=1
exit $failed
