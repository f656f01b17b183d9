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

}  // namespace

std::string WriteReportJson(const DocumentReport& report) {
  Json warnings = Json::array();
  for (const Warning& warning : report.warnings) {
    warnings.push_back(
        {{"line", warning.line}, {"code", warning.code}, {"message", warning.message}});
  }
  const Json json = {{"name", report.name},       {"exported", report.exported},
                     {"reviews", report.reviews}, {"warnings", std::move(warnings)},
                     {"problem", report.problem}, {"line", report.line},
                     {"detail", report.detail}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<DocumentReport> ReadReportJson(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  DocumentReport report;
  const auto exported = json.find("exported"), warnings = json.find("warnings");
  if (exported == json.end() || !exported->is_boolean() || warnings == json.end() ||
      !warnings->is_array() || !Take(json, "name", report.name) ||
      !Take(json, "reviews", report.reviews) || !Take(json, "problem", report.problem) ||
      !Take(json, "line", report.line) || !Take(json, "detail", report.detail)) {
    return std::nullopt;
  }
  report.exported = exported->get<bool>();
  report.warnings.reserve(warnings->size());
  for (const Json& element : *warnings) {
    Warning warning;
    if (!element.is_object() || !Take(element, "line", warning.line) ||
        !Take(element, "code", warning.code) || !Take(element, "message", warning.message)) {
      return std::nullopt;
    }
    report.warnings.push_back(std::move(warning));
  }
  return report;
}

}  // namespace skira
