#!/usr/bin/env bash
# Builds the page where nothing is installed: in a folder with a bare Debian, by the way that README.md says.
# Prints how long the first build takes, one with nothing changed, one with one source file changed, and the
# program's size. Not part of tests/run.sh: it takes a quarter of an hour a release on two idle cores, and
# fetches some 700 MB a release.
#
# usage: tests/bare.sh [RELEASE...]    bookworm (12), trixie (13); without any, both
#
# Needs root (chroot), debootstrap and a Debian whose apt knows a mirror. What is committed is built. The folders
# are build/bare/RELEASE; SKIRA_BARE names another place. They are made anew each time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source third_party/install.sh

releases=("$@")
[ ${#releases[@]} -gt 0 ] || releases=(bookworm trixie)
place=${SKIRA_BARE:-$PWD/build/bare}
[ "$(id -u)" = 0 ] || fail 1 "only root can change into another root folder"
command -v debootstrap >/dev/null || fail 1 "there is no debootstrap: apt-get install debootstrap"
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 '/debian/\?$') ||
  fail 1 "apt knows no Debian mirror"
certificates=/etc/ssl/certs/ca-certificates.crt

root="" mounted=()
leave() {
  local one
  for one in "${mounted[@]}"; do umount "$root/$one" || true; done
  mounted=()
}
trap leave EXIT

# A Debian of a release in `root`, with git, as this machine reaches the network.
make_root() {
  local one
  rm -rf --one-file-system "$root"
  mkdir -p "$root"
  debootstrap --variant=minbase --include=git "$1" "$root" "$mirror" >"$root.log" || fail 1 "debootstrap: see $root.log"
  apt-config dump | grep -E '^Acquire::https?::(Proxy|CAInfo)' >"$root/etc/apt/apt.conf.d/90host" || true
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  if [ -e $certificates ]; then install -D $certificates "$root/etc/ssl/host.crt"; fi
  for one in proc dev dev/pts; do
    mount --bind "/$one" "$root/$one"
    mounted=("$one" "${mounted[@]}")
  done
}

# COMMAND: in the root folder's clone, with nothing of this machine's surroundings.
inside() {
  chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    NODE_EXTRA_CA_CERTS=/etc/ssl/host.crt bash -c "cd /root/skira && $1"
}

# NAME COMMAND: prints how many seconds it took.
timed() {
  local begin=$EPOCHREALTIME
  inside "$2" >>"$root.log" 2>&1 || { tail -n 30 "$root.log" >&2; fail 1 "$(basename "$root"): $1: see $root.log"; }
  awk -v a="$begin" -v b="$EPOCHREALTIME" -v name="$1" 'BEGIN { printf "  %-36s %7.1f s\n", name, b - a }'
}

for release in "${releases[@]}"; do
  root=$place/$release
  echo "$release"
  make_root "$release"
  git clone -q --no-hardlinks . "$root/root/skira"
  timed "installing packages" "source third_party/install.sh && install_missing page && install_npm"
  timed "the first build" "./build-wasm.sh"
  timed "nothing changed" "./build-wasm.sh"
  timed "one source file changed" "echo >>src/search/query.cpp && ./build-wasm.sh"
  echo "  $(inside 'emcc --version | head -n 1')"
  echo "  skira.wasm: $(inside 'libdeflate-gzip -12 -c dist/skira.wasm | wc -c') bytes (gzip)"
  leave
done
