#include "parser/parser.h"

#include "parser/document.h"
#include "parser/sha256.h"

namespace skira {

ParseResult ParseDocument(std::string_view name, std::string_view bytes) {
  ParseResult result;
  const Document document = ReadDocument(name, bytes, result.warnings);
  result.source = {document.name, Sha256Hex(bytes), document.line_count()};
  return result;
}

}  // namespace skira
