#include <algorithm>
#include <iterator>

#include "search/search.h"

namespace skira {
namespace {

constexpr TopicName kTopics[] = {
#define SKIRA_TOPIC(id, english, hebrew) {id, english, hebrew},
#define SKIRA_EVIDENCE(index, phrase)
#include "vocabulary/topics.inc"
#undef SKIRA_TOPIC
#undef SKIRA_EVIDENCE
};

}  // namespace

std::span<const TopicName> TopicNames() { return kTopics; }

const TopicName* FindTopic(std::string_view id) {
  const auto* found = std::find_if(std::begin(kTopics), std::end(kTopics),
                                   [&](const TopicName& topic) { return topic.id == id; });
  return found == std::end(kTopics) ? nullptr : found;
}

std::string_view TopicTitle(std::string_view id, bool hebrew) {
  const TopicName* topic = FindTopic(id);
  if (topic == nullptr) return id;
  return hebrew ? topic->hebrew : topic->english;
}

}  // namespace skira
