#!/usr/bin/env bash
# Builds the page twice from nothing, in two folders of different names, and compares what one
# publishes byte for byte. The third-party libraries come from the user's cache folder, as always.
#
# usage: tests/reproducible.sh    (as long as two builds; the exit status is 1 on a difference)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Another place, another time zone, another language, another mask: none of it may be seen.
build() {
  local folder=$work/$1
  shift
  mkdir -p "$folder"
  git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$folder"
  if ! (cd "$folder" && env CCACHE_DISABLE=1 "$@" ./build-wasm.sh) >"$folder.log" 2>&1; then
    tail -n 30 "$folder.log"
    exit 1
  fi
  (cd "$folder/dist" && find . -type f | LC_ALL=C sort | xargs sha256sum) >"$folder.sums"
}

build one TZ=UTC LC_ALL=C
build a/somewhat/longer/place TZ=Asia/Jerusalem LC_ALL=C.UTF-8
mv "$work/a/somewhat/longer/place.sums" "$work/other.sums"
if ! diff "$work/one.sums" "$work/other.sums"; then
  echo "FAILED  the two builds differ in the files above"
  exit 1
fi
echo "ok      two builds, the same bytes: $(wc -l <"$work/one.sums") files"
