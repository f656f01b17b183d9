# Gives the main build the third-party libraries as imported targets skira::NAME.
#
# The libraries are a build of their own (this folder's CMakeLists.txt), made once for each compiler,
# set of flags and set of versions, and kept in SKIRA_CACHE, so that a second clone or a clean build
# takes them as they are.
#
# Requires: a compiler was found (project() was called). Defines: skira::imgui, skira::sdl2 (page
# only), skira::harfbuzz, skira::freetype, skira::fribidi, skira::libunibreak, skira::nlohmann_json,
# skira::catch2 (native only).

if(DEFINED ENV{SKIRA_CACHE})
  set(SKIRA_CACHE "$ENV{SKIRA_CACHE}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(SKIRA_CACHE "$ENV{XDG_CACHE_HOME}/skira")
else()
  set(SKIRA_CACHE "$ENV{HOME}/.cache/skira")
endif()

# What the objects depend on: the compiler, the flags and this folder.
file(GLOB_RECURSE _recipes ${CMAKE_CURRENT_LIST_DIR}/*)
list(SORT _recipes)
string(REPLACE ";" " " _optimise "${SKIRA_OPTIMISE}")
set(_fingerprint "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION} ${CMAKE_CXX_COMPILER}")
string(APPEND _fingerprint " ${CMAKE_BUILD_TYPE} ${_optimise}")
foreach(_recipe IN LISTS _recipes)
  if(NOT _recipe MATCHES "\\.md$|\\.js$|third_party\\.cmake$|install\\.sh$")
    file(SHA256 ${_recipe} _hash)
    string(APPEND _fingerprint " ${_hash}")
    set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${_recipe})
  endif()
endforeach()
string(SHA256 _key "${_fingerprint}")
string(SUBSTRING ${_key} 0 12 _key)
if(EMSCRIPTEN)
  set(_platform wasm)
else()
  string(TOLOWER ${CMAKE_CXX_COMPILER_ID} _platform)
endif()
set(SKIRA_THIRD_PARTY "${SKIRA_CACHE}/third_party/${_platform}-${_key}")

file(MAKE_DIRECTORY "${SKIRA_CACHE}/third_party")
file(LOCK "${SKIRA_THIRD_PARTY}.lock" TIMEOUT 1800)  # two builds may start at once
if(NOT EXISTS "${SKIRA_THIRD_PARTY}/complete" OR (NOT EXISTS "${SKIRA_THIRD_PARTY}/licenses"
    AND NOT EXISTS "${SKIRA_CACHE}/sources"))
  message(STATUS "Third-party libraries: building into ${SKIRA_THIRD_PARTY} (once)")
  set(_build "${SKIRA_THIRD_PARTY}.build")
  file(REMOVE_RECURSE "${SKIRA_THIRD_PARTY}" "${_build}")
  set(_toolchain "")
  if(CMAKE_TOOLCHAIN_FILE)
    set(_toolchain "-DCMAKE_TOOLCHAIN_FILE=${CMAKE_TOOLCHAIN_FILE}")
  endif()
  execute_process(
    COMMAND ${CMAKE_COMMAND} -G ${CMAKE_GENERATOR} -S ${CMAKE_CURRENT_LIST_DIR} -B ${_build}
      -DCMAKE_BUILD_TYPE=${CMAKE_BUILD_TYPE} -DCMAKE_INSTALL_PREFIX=${SKIRA_THIRD_PARTY}
      -DSKIRA_CACHE=${SKIRA_CACHE} "-DSKIRA_OPTIMISE=${_optimise}" ${_toolchain}
      -DCMAKE_C_COMPILER=${CMAKE_C_COMPILER} -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
    RESULT_VARIABLE _status)
  if(_status EQUAL 0)
    execute_process(COMMAND ${CMAKE_COMMAND} --build ${_build} --parallel --target install
      RESULT_VARIABLE _status OUTPUT_VARIABLE _log ERROR_VARIABLE _log)
  endif()
  if(NOT _status EQUAL 0)
    message("${_log}")
    message(FATAL_ERROR "The third-party libraries could not be built; the reason stands above.")
  endif()
  file(WRITE "${SKIRA_THIRD_PARTY}/complete" "${_fingerprint}\n")
endif()
# The licence files of the sources as they were built, for licenses.js.
if(NOT EXISTS "${SKIRA_THIRD_PARTY}/licenses")
  include(${CMAKE_CURRENT_LIST_DIR}/sources.cmake)
  foreach(_name IN LISTS SKIRA_SOURCES)
    set(_source "${SKIRA_CACHE}/sources/${_name}-${SKIRA_${_name}_VERSION}")
    if(NOT EXISTS "${_source}")
      set(_source "${SKIRA_THIRD_PARTY}.build/_deps/${_name}-src")
    endif()
    file(GLOB _files RELATIVE "${_source}" "${_source}/LICEN[CS]E*" "${_source}/COPYING*"
      "${_source}/docs/FTL.TXT")
    foreach(_file IN LISTS _files)
      if(NOT IS_DIRECTORY "${_source}/${_file}")
        configure_file("${_source}/${_file}" "${SKIRA_THIRD_PARTY}/licenses/${_name}/${_file}" COPYONLY)
      endif()
    endforeach()
  endforeach()
endif()
file(REMOVE_RECURSE "${SKIRA_THIRD_PARTY}.build")
file(WRITE "${CMAKE_BINARY_DIR}/third_party.path" "${SKIRA_THIRD_PARTY}\n")
file(LOCK "${SKIRA_THIRD_PARTY}.lock" RELEASE)

# NAME [LIBRARY ...]: an imported target with the library's headers and archives.
function(skira_import name)
  add_library(skira::${name} INTERFACE IMPORTED GLOBAL)
  set_target_properties(skira::${name} PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${SKIRA_THIRD_PARTY}/include/${name}"
    INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${SKIRA_THIRD_PARTY}/include/${name}")
  foreach(_library IN LISTS ARGN)
    set_property(TARGET skira::${name} APPEND PROPERTY INTERFACE_LINK_LIBRARIES
      "${SKIRA_THIRD_PARTY}/lib/lib${_library}.a")
  endforeach()
endfunction()

skira_import(freetype skira_freetype)
skira_import(fribidi skira_fribidi)
skira_import(harfbuzz skira_harfbuzz)
skira_import(libunibreak skira_libunibreak)
skira_import(nlohmann_json)
skira_import(imgui skira_imgui)
if(EMSCRIPTEN)
  skira_import(sdl2 skira_sdl2)
else()
  skira_import(catch2 skira_catch2main skira_catch2)
endif()
