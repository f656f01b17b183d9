# Turns assets/terms.json, a row a line, into rows of a C++ table, at configure time:
# search_terms.inc.
#
#   SKIRA_TERMS(theme, Hebrew spellings, English spellings)    each "a", "b", … as in the file
set(terms_json ${CMAKE_SOURCE_DIR}/assets/terms.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${terms_json})

# The rows of "pairs" alone are written as {"theme": …}.
file(READ ${terms_json} json)
string(FIND "${json}" "{\"theme\"" first)
string(SUBSTRING "${json}" ${first} -1 json)
string(FIND "${json}" "]}\n" last REVERSE)
math(EXPR last "${last} + 2")
string(SUBSTRING "${json}" 0 ${last} json)
string(REGEX REPLACE
  "[^\n]*\"theme\": (\"[^\"]*\"), \"he\": [[]([^\n]*)[]], \"en\": [[]([^\n]*)[]]}[^\n]*"
  "SKIRA_TERMS(\\1, R\"skira(\\2)skira\", R\"skira(\\3)skira\")" rows "${json}")
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/search_terms.inc @ONLY CONTENT "${rows}\n")
