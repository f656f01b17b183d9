#include "review/report.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace skira {
namespace {

using Json = nlohmann::ordered_json;

bool Take(const Json& object, const char* key, std::string& value) {
  const auto member = object.find(key);
  if (member == object.end() || !member->is_string()) return false;
  value = member->get<std::string>();
  return true;
}

bool Take(const Json& object, const char* key, int& value) {
  const auto member = object.find(key);
  if (member == object.end() || !member->is_number_integer()) return false;
  value = member->get<int>();
  return true;
}

bool Take(const Json& object, const char* key, std::vector<Warning>& warnings) {
  const auto member = object.find(key);
  if (member == object.end() || !member->is_array()) return false;
  warnings.reserve(member->size());
  for (const Json& element : *member) {
    Warning warning;
    if (!element.is_object() || !Take(element, "line", warning.line) ||
        !Take(element, "code", warning.code) || !Take(element, "message", warning.message)) {
      return false;
    }
    warnings.push_back(std::move(warning));
  }
  return true;
}

Json ToJson(const std::vector<Warning>& warnings) {
  Json json = Json::array();
  for (const Warning& warning : warnings) {
    json.push_back({{"line", warning.line}, {"code", warning.code}, {"message", warning.message}});
  }
  return json;
}

}  // namespace

std::string WriteReportJson(const DocumentReport& report) {
  const Json json = {{"name", report.name},
                     {"exported", report.exported},
                     {"reviews", report.reviews},
                     {"warnings", ToJson(report.warnings)},
                     {"suspicions", ToJson(report.suspicions)},
                     {"problem", report.problem},
                     {"line", report.line},
                     {"detail", report.detail}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<DocumentReport> ReadReportJson(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  DocumentReport report;
  const auto exported = json.find("exported");
  if (exported == json.end() || !exported->is_boolean() ||
      !Take(json, "warnings", report.warnings) || !Take(json, "name", report.name) ||
      !Take(json, "reviews", report.reviews) || !Take(json, "problem", report.problem) ||
      !Take(json, "line", report.line) || !Take(json, "detail", report.detail)) {
    return std::nullopt;
  }
  report.exported = exported->get<bool>();
  // The page's own reports of files that gave no document have none.
  if (json.contains("suspicions") && !Take(json, "suspicions", report.suspicions)) {
    return std::nullopt;
  }
  return report;
}

}  // namespace skira
