// The library maker's program: the functions of wire/maker.h, which web/worker/maker.js calls.
// Texts are UTF-8 in memory that maker_alloc() gave and maker_free() takes back.
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "maker/maker.h"
#include "maker/pages.h"
#include "review/json.h"
#include "shards/shards.h"
#include "wire/maker.h"

namespace {

skira::maker::LibraryMaker& TheMaker() {
  static skira::maker::LibraryMaker maker;
  return maker;
}

std::string g_answer;

// What `write` makes of an export; false where the text is none, with the line and the reason.
bool AnswerOf(std::string_view json, std::string (*write)(const skira::Catalog&)) {
  skira::JsonError error;
  const auto catalog = skira::ReadJson(json, error);
  g_answer = catalog ? write(*catalog) : std::to_string(error.line) + ": " + error.reason;
  return catalog.has_value();
}

}  // namespace

extern "C" {

// Of the caller: how much of the document that is being read has been read, 0 to 1.
__attribute__((import_module("skira"), import_name("progress"))) void maker_progress(double done);
// Of the caller: takes a file of the shards.
__attribute__((import_module("skira"), import_name("file"))) void maker_file(const char* name,
                                                                             size_t name_size,
                                                                             const char* bytes,
                                                                             size_t size);

void* maker_alloc(size_t size) { return std::malloc(size); }
void maker_free(void* memory) { std::free(memory); }

void* maker_answer() { return g_answer.data(); }
size_t maker_answer_size() { return g_answer.size(); }

// LibraryMaker::Add; the answer is the report (review/report.h). `pictures` is an export that has
// the document's pictures and nothing else, or empty.
void maker_add(const char* name, size_t name_size, const char* content, size_t content_size,
               const char* pictures, size_t pictures_size, int first_line) {
  skira::Attachments attachments;
  attachments.first_line = first_line;
  skira::JsonError error;
  if (auto read = skira::ReadJson({pictures, pictures_size}, error)) {
    attachments.pictures = std::move(read->pictures);
  }
  g_answer = skira::WriteReportJson(TheMaker().Add(
      {name, name_size}, {content, content_size}, [](double done) { maker_progress(done); },
      std::move(attachments)));
}

void maker_look_for_suspicions() { TheMaker().LookForSuspicions(); }

void maker_finish() { TheMaker().Finish(); }

void maker_export() { g_answer = TheMaker().Json(); }

bool maker_part(size_t size) { return TheMaker().TakePart(size, g_answer); }

bool maker_shards(const char* json, size_t json_size, int per_text) {
  const auto take = [](const std::string& name, std::string_view bytes) {
    maker_file(name.data(), name.size(), bytes.data(), bytes.size());
    return true;
  };
  return skira::WriteShards({json, json_size}, {.per_text = per_text}, take, g_answer);
}

bool maker_pages(const char* json, size_t json_size) {
  return AnswerOf({json, json_size}, skira::maker::PagesJson);
}

bool maker_markdown(const char* json, size_t json_size) {
  return AnswerOf({json, json_size}, skira::maker::MarkdownJson);
}

}  // extern "C"
