# The third-party sources: one row a library, pinned by version and by hash.
#
# A library comes from one of two places, and both are verified:
#   DEBIAN    the original archive of a Debian source package, fetched by fetch_debian.sh through the
#             machine's own apt configuration; apt checks the archive against the signed index, and
#             the hash here pins it.
#   UPSTREAM  the project's own release, fetched by CMake's FetchContent where there is no apt.
# Debian repacks some archives (the "+dfsg" and "+ds" ones), so that the two hashes may differ.
#
#             name         version  Debian package and version        Debian archive, its SHA-256
#             upstream URL, its SHA-256
set(SKIRA_SOURCES "")
macro(skira_source name version deb_package deb_suite deb_archive deb_sha256 url url_sha256)
  list(APPEND SKIRA_SOURCES ${name})
  set(SKIRA_${name}_VERSION ${version})
  set(SKIRA_${name}_DEB_PACKAGE ${deb_package})
  set(SKIRA_${name}_DEB_SUITE ${deb_suite})
  set(SKIRA_${name}_DEB_ARCHIVE ${deb_archive})
  set(SKIRA_${name}_DEB_SHA256 ${deb_sha256})
  set(SKIRA_${name}_URL ${url})
  set(SKIRA_${name}_URL_SHA256 ${url_sha256})
endmacro()

skira_source(sdl2 2.26.5 libsdl2 bookworm libsdl2_2.26.5+dfsg.orig.tar.gz
  b3f2c822151804125d08db94c65852f711c2e5df2145a59da120748dc32eb9c3
  https://www.libsdl.org/release/SDL2-2.26.5.tar.gz
  ad8fea3da1be64c83c45b1d363a6b4ba8fd60f5bde3b23ec73855709ec5eabf7)
skira_source(imgui 1.90.1 imgui trixie imgui_1.90.1+ds.orig.tar.xz
  ecce377df0f90b292f15dcbd83d438bddc162b2388c881132bde18c787572a1c
  https://github.com/ocornut/imgui/archive/refs/tags/v1.90.1.tar.gz
  21dcc985bb2ae8fe48047c86135dbc438d6980a8f2e08babbda5be820592f282)
skira_source(harfbuzz 10.2.0 harfbuzz trixie harfbuzz_10.2.0.orig.tar.xz
  620e3468faec2ea8685d32c46a58469b850ef63040b3565cde05959825b48227
  https://github.com/harfbuzz/harfbuzz/releases/download/10.2.0/harfbuzz-10.2.0.tar.xz
  620e3468faec2ea8685d32c46a58469b850ef63040b3565cde05959825b48227)
skira_source(freetype 2.13.3 freetype trixie freetype_2.13.3+dfsg.orig.tar.xz
  686ec73cbf6783b245dd068a09ce807b729ac0f8a46dd70f7867923c32fdf4de
  https://download.savannah.gnu.org/releases/freetype/freetype-2.13.3.tar.xz
  0550350666d427c74daeb85d5ac7bb353acba5f76956395995311a9c6f063289)
skira_source(fribidi 1.0.8 fribidi bookworm fribidi_1.0.8.orig.tar.bz2
  94c7b68d86ad2a9613b4dcffe7bbeb03523d63b5b37918bdf2e4ef34195c1e6c
  https://github.com/fribidi/fribidi/releases/download/v1.0.8/fribidi-1.0.8.tar.bz2
  94c7b68d86ad2a9613b4dcffe7bbeb03523d63b5b37918bdf2e4ef34195c1e6c)
skira_source(libunibreak 6.1 libunibreak trixie libunibreak_6.1.orig.tar.gz
  890674996168ef5ba143d80d49ab8b61594a4eb70198dcac76caf6e1bd264a41
  https://github.com/adah1972/libunibreak/releases/download/libunibreak_6_1/libunibreak-6.1.tar.gz
  cc4de0099cf7ff05005ceabff4afed4c582a736abc38033e70fdac86335ce93f)
skira_source(nlohmann_json 3.11.2 nlohmann-json3 bookworm nlohmann-json3_3.11.2.orig.tar.gz
  d69f9deb6a75e2580465c6c4c5111b89c4dc2fa94e3a85fcd2ffcd9a143d9273
  https://github.com/nlohmann/json/archive/refs/tags/v3.11.2.tar.gz
  d69f9deb6a75e2580465c6c4c5111b89c4dc2fa94e3a85fcd2ffcd9a143d9273)
skira_source(catch2 3.7.1 catch2 trixie catch2_3.7.1.orig.tar.gz
  c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c
  https://github.com/catchorg/Catch2/archive/refs/tags/v3.7.1.tar.gz
  c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c)
