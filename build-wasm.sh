#!/usr/bin/env bash
# Builds Skira's page: dist/ for any static host, and dist/skira.html, which is the same in one file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source third_party/install.sh

usage() {
  cat <<'USAGE'
usage: ./build-wasm.sh [OPTION...]

Installs what is missing (Debian and npm packages, by name), gets the pinned third-party sources,
builds the programs, exports the documents and writes dist/ and dist/skira.html.

  --corpus PATH   a document or a folder of documents to show instead of corpus/;
                  may be given several times
  --shard N       for thousands of reviews: the library in many small files, N reviews in a file of
                  text (50 is good), which the page fetches as it needs them; without dist/skira.html
  --site WHAT     the site's own facts, a file (site.yml: its keys are in web/README.md), or only the
                  address that dist/ will have (https://example.org/reviews/); without it site.yml
                  beside the documents counts
  --serve [PORT]  serve dist/ on 127.0.0.1 afterwards (default port 8080)
  --debug         unoptimised, with assertions and readable names
  --clean         remove build/ and dist/ first (the cache of third-party builds stays)
  --help          this text
USAGE
}

corpus=() serve="" debug="" clean="" site="" shard=""
while [ $# -gt 0 ]; do
  case $1 in
    --corpus) [ $# -ge 2 ] || fail 2 "--corpus needs a path"; corpus+=("$2"); shift 2 ;;
    --shard) [[ ${2-} =~ ^[1-9][0-9]*$ ]] || fail 2 "--shard needs a number of reviews"; shard=$2; shift 2 ;;
    --site) [ $# -ge 2 ] || fail 2 "--site needs an address or a file"; site=$2; shift 2 ;;
    --serve)
      serve=8080; shift
      if [[ ${1-} =~ ^[0-9]+$ ]]; then serve=$1; shift; fi ;;
    --debug) debug=1; shift ;;
    --clean) clean=1; shift ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; fail 2 "unknown option: $1" ;;
  esac
done
own_library=""
[ ${#corpus[@]} -gt 0 ] || { own_library=1 corpus=(corpus); }
for path in "${corpus[@]}"; do
  [ -e "$path" ] || fail 1 "--corpus: there is no '$path'"
done

[ -z "$clean" ] || rm -rf build dist
install_missing page
install_npm

# --- The programs ---------------------------------------------------------------------------------------
type=Release core=build/wasm
if [ -n "$debug" ]; then type=Debug core=build/wasm-debug; fi
export NODE_PATH="$PWD/node_modules"  # emscripten's optimiser looks for acorn
configure "$core" emcmake -DCMAKE_BUILD_TYPE=$type
cmake --build "$core" --target skira-core skira-maker

# --- The documents --------------------------------------------------------------------------------------
rm -rf build/pictures build/site-files build/corpus
if [ -n "$own_library" ]; then
  node assets/library/word-document.js build/corpus
  corpus+=(build/corpus)
fi
node web/command/skira.js export --maker "$core/skira-maker.wasm" -o build/export.json ${site:+--site "$site"} "${corpus[@]}"
build_fonts  # Hebrew in formulas is measured with them
# Formulas are typeset anew only when the export or what typesets it has changed.
if ! cmp -s build/export.json build/export.typeset.json || [ -n "$(find web/math.js web/typeset-math.js \
    package-lock.json -newer build/reviews.json 2>/dev/null || echo first)" ]; then
  node web/typeset-math.js build/export.json -o build/reviews.json
  cp build/export.json build/export.typeset.json
fi

# --- dist/ ----------------------------------------------------------------------------------------------
# Made anew only when an input is newer than the last result.
if [ -n "$(find build/reviews.json "$core/skira-core.wasm" "$core/skira-core.mjs" "$core/skira-maker.wasm" build/fonts/fonts.stamp \
    web assets build/wire third_party/licenses.js LICENSE -type f -newer dist/skira.html 2>/dev/null || echo first)" ] || [ "$(cat build/dist.core 2>/dev/null)" != "$core $site $shard" ]; then
  library=(--export build/reviews.json)
  if [ -n "$shard" ]; then
    rm -rf build/shards
    node web/command/shards.js --maker "$core/skira-maker.wasm" --shard "$shard" -o build/shards build/reviews.json
    library=(--shards build/shards)
  fi
  node web/bundle.js --core "$core" --fonts build/fonts "${library[@]}" --pictures build/pictures --out dist \
    --shell build/shell ${debug:+--debug}
  echo "$core $site $shard" >build/dist.core
fi

echo
if [ -n "$shard" ]; then
  echo "Skira is built: dist/ is for any static host; here: ./build-wasm.sh --shard $shard --serve"
else
  echo "Skira is built. Two ways to open it:"
  echo "  1. the single file    dist/skira.html, by a double click or on any site"
  echo "  2. the folder         dist/ on any static host; here: ./build-wasm.sh --serve"
fi
if [ -n "$serve" ]; then
  echo
  echo "Serving dist/ on http://127.0.0.1:$serve/ (Ctrl+C ends it)"
  exec node web/serve.js dist "$serve"
fi
