#!/usr/bin/env bash
# Fetches the original archive of one Debian source package, verifies it and unpacks it.
#
# usage: fetch_debian.sh CACHE PACKAGE SUITE ARCHIVE SHA256 INTO
#   CACHE    folder for the private copy of apt's state (no root is needed, the machine's own state
#            is not touched)
#   INTO     folder that will hold the unpacked sources; it appears whole or not at all
#
# Exit status: 0 the sources are there; 1 they could not be had; 3 the archive's hash is wrong.
set -euo pipefail
cache=$1 package=$2 suite=$3 archive=$4 sha256=$5 into=$6

# The mirror is the one that the machine already uses for its own packages.
mirror_of_this_machine() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | grep -m 1 '/debian/\?$' ||
    grep -hsoE '^(URIs:|deb) .*https?://[^ ]+/debian/?' /etc/apt/sources.list /etc/apt/sources.list.d/* |
    grep -m 1 -oE 'https?://[^ ]+'
}

apt_state="$cache/apt"
apt_private() {  # VERB ARGUMENT...: the named apt tool on the private state
  local tool=$1
  shift
  "$tool" -o "Dir::Etc::sourcelist=$apt_state/sources.list" -o "Dir::Etc::sourceparts=$apt_state/none" \
    -o "Dir::State::lists=$apt_state/lists" -o "Dir::Cache=$apt_state/cache" \
    -o APT::Sandbox::User=root -o Acquire::Retries=3 -qq "$@"
}

if [ ! -e "$apt_state/updated" ]; then
  mirror=$(mirror_of_this_machine) || { echo "fetch_debian.sh: apt knows no Debian mirror" >&2; exit 1; }
  keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  mkdir -p "$apt_state/lists/partial" "$apt_state/cache/archives/partial" "$apt_state/none"
  for one in bookworm trixie; do
    echo "deb-src [signed-by=$keyring] $mirror $one main"
  done >"$apt_state/sources.list"
  apt_private apt-get update >&2 || exit 1
  touch "$apt_state/updated"
fi

work=$(mktemp -d "$cache/fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
# apt-get's status is not asked: a mirror may lack a package's Debian part (libunibreak's), yet apt
# has fetched and checked the original archive by then, and the hash below decides.
apt_private apt-get source --download-only "$package/$suite" >apt.log 2>&1 || true
[ -s "$archive" ] || { cat apt.log >&2; echo "fetch_debian.sh: $archive could not be fetched" >&2; exit 1; }
if ! echo "$sha256  $archive" | sha256sum --check --status; then
  echo "fetch_debian.sh: $archive has not the pinned SHA-256 $sha256" >&2
  exit 3
fi
mkdir unpacked
tar -xf "$archive" -C unpacked --strip-components=1
mkdir -p "$(dirname "$into")"
rm -rf "$into"
mv unpacked "$into"
