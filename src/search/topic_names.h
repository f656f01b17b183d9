// The names of the topics and the term pairs, from assets/topics.json and assets/terms.json. Inside
// of the room; the tables are made at configure time (tables.cmake).
#pragma once

#include <span>
#include <string_view>

namespace skira {

struct TopicName {
  std::string_view id, english, hebrew;
};
std::span<const TopicName> TopicNames();
const TopicName* FindTopic(std::string_view id);  // nullptr: no topic of the vocabulary

}  // namespace skira
