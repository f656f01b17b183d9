# To be sourced: the build with sanitizers (clang, ASan, UBSan), build/checked, which has the unit tests,
# the command and the fuzzers.
configure_checked() {
  [ -e build/checked/build.ninja ] || cmake -S . -B build/checked -G Ninja -DSKIRA_CHECKED=ON \
    -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++
}
