# Turns assets/topics.json into rows of C++ tables, at configure time: vocabulary/topics.inc, for
# whoever includes it with one of its macros empty.
#
#   SKIRA_TOPIC(id, english, hebrew)
#   SKIRA_EVIDENCE(index of the topic, phrase)    after all topics
include_guard(GLOBAL)
set(TOPICS_JSON ${CMAKE_SOURCE_DIR}/assets/topics.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${TOPICS_JSON})
file(READ ${TOPICS_JSON} json)
string(JSON count LENGTH "${json}")
math(EXPR last "${count} - 1")
set(topics "")
set(evidence "")
foreach(index RANGE ${last})
  string(JSON topic GET "${json}" ${index})
  string(JSON id GET "${topic}" id)
  string(JSON english GET "${topic}" en)
  string(JSON hebrew GET "${topic}" he)
  string(APPEND topics "SKIRA_TOPIC(\"${id}\", \"${english}\", \"${hebrew}\")\n")
  string(JSON phrases GET "${topic}" evidence)
  string(JSON phrase_count LENGTH "${phrases}")
  math(EXPR last_phrase "${phrase_count} - 1")
  foreach(phrase_index RANGE ${last_phrase})
    string(JSON phrase GET "${phrases}" ${phrase_index})
    string(APPEND evidence "SKIRA_EVIDENCE(${index}, \"${phrase}\")\n")
  endforeach()
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/vocabulary/topics.inc @ONLY
  CONTENT "${topics}${evidence}")
