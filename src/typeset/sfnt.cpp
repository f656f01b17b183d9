// OpenType 1.9, "Organization of an OpenType Font"; numbers are big-endian:
//
//   version 4 | numTables 2 | 6 bytes | numTables × (tag 4 | checksum 4 | offset 4 | length 4) | …
#include "typeset/sfnt.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

namespace skira::typeset {
namespace {

constexpr size_t kHeaderSize = 12, kEntrySize = 16;

// What begins a file that is no font to us, or not yet.
constexpr std::pair<std::string_view, const char*> kOtherFormats[] = {
    {"wOFF", "it is packed as WOFF: unpack it to TrueType or OpenType first"},
    {"wOF2", "it is packed as WOFF2: unpack it to TrueType or OpenType first"},
    {"ttcf", "it is a collection of fonts: take one font out of it first"},
    {"%!PS", "it is a PostScript font, not TrueType or OpenType"},
};
constexpr std::string_view kVersions[] = {{"\0\1\0\0", 4}, "OTTO", "true"};
constexpr std::string_view kNeeded[] = {"cmap", "head", "hhea", "hmtx", "maxp"};

struct Table {
  std::string_view tag;
  size_t offset = 0, length = 0;
};

class Container {
 public:
  explicit Container(std::string_view bytes) : bytes_(bytes) {}

  std::string Fault() {
    if (bytes_.empty()) return "it is empty";
    for (const auto& [magic, fault] : kOtherFormats) {
      if (bytes_.starts_with(magic)) return fault;
    }
    const std::string_view version = bytes_.substr(0, 4);
    if (std::find(std::begin(kVersions), std::end(kVersions), version) == std::end(kVersions)) {
      return "it is no font: it does not begin as TrueType or OpenType does";
    }
    std::string fault = ReadDirectory();
    if (fault.empty()) fault = MissingTable();
    return fault;
  }

 private:
  size_t Number(size_t at, size_t size) const {
    size_t value = 0;
    for (size_t i = 0; i < size; ++i) {
      value = value << 8 | static_cast<unsigned char>(bytes_[at + i]);
    }
    return value;
  }

  std::string ReadDirectory() {
    if (bytes_.size() < kHeaderSize) return "it ends within its header";
    const size_t count = Number(4, 2);
    if (bytes_.size() < kHeaderSize + count * kEntrySize) {
      return "it ends within the list of its tables";
    }
    for (size_t i = 0; i < count; ++i) {
      const size_t at = kHeaderSize + i * kEntrySize;
      const Table table = {bytes_.substr(at, 4), Number(at + 8, 4), Number(at + 12, 4)};
      if (table.offset > bytes_.size() || table.length > bytes_.size() - table.offset) {
        return "its table " + Quoted(table.tag) + " reaches past the end of the file (" +
               std::to_string(bytes_.size()) + " bytes): it is truncated or damaged";
      }
      tables_.push_back(table);
    }
    return "";
  }

  bool Has(std::string_view tag) const {
    return std::any_of(tables_.begin(), tables_.end(),
                       [tag](const Table& table) { return table.tag == tag && table.length > 0; });
  }

  std::string MissingTable() const {
    for (const std::string_view tag : kNeeded) {
      if (!Has(tag)) return "its table " + Quoted(tag) + " is missing";
    }
    const bool true_type = Has("glyf") && Has("loca");
    if (true_type || Has("CFF ") || Has("CFF2")) return "";
    return "its outlines are missing (tables \"glyf\" and \"loca\", or \"CFF \")";
  }

  // The tag as it can be printed.
  static std::string Quoted(std::string_view tag) {
    std::string quoted = "\"";
    for (const char c : tag) quoted += c >= ' ' && c <= '~' ? c : '?';
    return quoted + '"';
  }

  std::string_view bytes_;
  std::vector<Table> tables_;
};

}  // namespace

std::string FaultOf(std::span<const std::byte> bytes) {
  return Container({reinterpret_cast<const char*>(bytes.data()), bytes.size()}).Fault();
}

}  // namespace skira::typeset
