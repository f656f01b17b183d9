# What the scripts share: installing packages by name, configuring a build, cutting the fonts.
# Sourced by build-wasm.sh and tests/run.sh in the repository's top folder; defines functions only.

# STATUS MESSAGE: ends the script.
fail() {
  local status=$1
  shift
  echo "$(basename "$0"): $*" >&2
  exit "$status"
}

# The Debian packages of a purpose ("page", "tests", "headless" or "coverage"), as "probe:package"; the probe is a command
# that succeeds where the package is not needed.
packages_of() {
  cat <<'LIST'
command -v cmake:cmake
command -v ninja:ninja-build
command -v c++:g++
command -v git:git
command -v node:nodejs
command -v npm:npm
command -v xz:xz-utils
command -v libdeflate-gzip:libdeflate-tools
command -v bzip2:bzip2
node third_party/licenses.js --unicode:unicode-data
fonttools_python:python3-fonttools
fonttools_python:python3-brotli
command -v dpkg-source:dpkg-dev
new_enough_emcc:emscripten
LIST
  if [ "$1" = headless ]; then echo "command -v chromium-headless-shell:chromium-headless-shell"; fi
  if [ "$1" = coverage ]; then echo "command -v gcovr:gcovr"; fi
  if [ "$1" = tests ]; then
    cat <<'LIST'
command -v chromium:chromium
command -v clang++:clang
command -v clang-format:clang-format
command -v clang-tidy:clang-tidy
ls "$(clang++ -print-resource-dir)"/lib/linux/libclang_rt.fuzzer-*.a:libclang-rt-dev
test -d /usr/share/unicode:unicode-data
test -n "$(find /usr/share/fonts -iname '*emoji*' -print -quit)":fonts-noto-color-emoji
test -x /usr/sbin/nginx || command -v nginx:nginx-light
test -x "${SKIRA_FIREFOX:-/usr/bin/firefox-esr}":firefox-esr
command -v WebKitWebDriver:webkit2gtk-driver
command -v Xvfb:xvfb
ls /usr/lib/*/dri/swrast_dri.so:libgl1-mesa-dri
ls /usr/lib/*/libGL.so.1:libgl1
ls /usr/lib/*/libGLX_mesa.so.0:libglx-mesa0
ls /usr/lib/*/libEGL.so.1:libegl1
LIST
  fi
}

# Emscripten 3.1.6 is the floor; an emcc on PATH that is new enough is used as it is.
new_enough_emcc() {
  local version
  version=$(emcc --version 2>/dev/null) || return 1  # whole: a pipe that is closed early fails it
  version=$(grep -m 1 -oE '[0-9]+\.[0-9]+\.[0-9]+' <<<"$version") || return 1
  [ "$(printf '%s\n3.1.6\n' "$version" | sort -V | head -n 1)" = 3.1.6 ]
}

# Prints a Python that has fontTools with Brotli.
fonttools_python() {
  local python
  for python in python3 /usr/bin/python3; do
    if "$python" -c 'import fontTools.merge, brotli' >/dev/null 2>&1; then
      echo "$python"
      return 0
    fi
  done
  return 1
}

# Installs the packages of a purpose that are missing, or says what to install and ends.
install_missing() {
  local line missing=()
  while IFS= read -r line; do
    eval "${line%:*}" >/dev/null 2>&1 || missing+=("${line##*:}")
  done < <(packages_of "$1")
  [ ${#missing[@]} -gt 0 ] || return 0
  local root=()
  if [ "$(id -u)" != 0 ]; then root=(sudo); fi
  if ! command -v apt-get >/dev/null || { [ ${#root[@]} -gt 0 ] && ! command -v sudo >/dev/null; }; then
    echo "These are missing, and there is no apt-get with root or sudo to install them:" >&2
    printf '  %s\n' "${missing[@]}" >&2
    fail 1 "install them (Emscripten: emsdk on PATH, 3.1.6 or later) and run this again"
  fi
  echo "Installing Debian packages: ${missing[*]}"
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    fail 1 "apt-get could not install: ${missing[*]}"
  hash -r
  # Debian's emcc stands behind an older one on PATH.
  new_enough_emcc || PATH=/usr/bin:$PATH
  new_enough_emcc || fail 1 "no emcc of version 3.1.6 or later"
}

# The npm packages of package-lock.json, once for each state of the lock.
install_npm() {
  local stamp=node_modules/.skira-lock
  if ! cmp -s package-lock.json "$stamp"; then
    echo "Installing npm packages (package-lock.json)"
    npm ci --no-audit --no-fund --loglevel=error || fail 1 "npm ci failed"
    cp package-lock.json "$stamp"
  fi
}

# FOLDER [EMCMAKE] OPTION...: configures a build folder once; later changes reconfigure by themselves.
configure() {
  local folder=$1 wrapper=()
  shift
  if [ "${1-}" = emcmake ]; then
    wrapper=(emcmake)
    shift
  fi
  [ -e "$folder/build.ninja" ] || "${wrapper[@]}" cmake -S . -B "$folder" -G Ninja "$@"
}

# build/fonts/*.ttf (beside the build folders, whose command and tests look for them there), once for
# each state of the recipe and of the packages.
build_fonts() {
  local python stamp fonts=build/fonts
  stamp=$(cat assets/fonts/build.py package-lock.json | sha256sum)
  if [ "$(cat $fonts/fonts.stamp 2>/dev/null)" != "$stamp" ]; then
    python=$(fonttools_python) || fail 1 "no Python with fontTools and Brotli"
    "$python" assets/fonts/build.py node_modules "$fonts"
    echo "$stamp" >"$fonts/fonts.stamp"
  fi
}
