#include "app/model/bibtex.h"

#include <cctype>
#include <cstdio>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace skira::app {
namespace {

// What TeX would take for a command. BibTeX counts braces even behind a backslash, so that they
// need names of their own.
constexpr std::pair<char, std::string_view> kEscapes[] = {
    {'\\', "\\textbackslash{}"},
    {'{', "\\textbraceleft{}"},
    {'}', "\\textbraceright{}"},
    {'~', "\\textasciitilde{}"},
    {'^', "\\textasciicircum{}"},
    {'&', "\\&"},
    {'%', "\\%"},
    {'$', "\\$"},
    {'#', "\\#"},
    {'_', "\\_"},
};

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    std::string_view piece(&c, 1);
    if (static_cast<unsigned char>(c) < 0x20) piece = " ";
    for (const auto& [character, escape] : kEscapes) {
      if (c == character) piece = escape;
    }
    out += piece;
  }
  return out;
}

// An address is taken as it is, but for what would end the field.
std::string EscapedUrl(std::string_view url) {
  std::string out;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '{' || c == '}' || c == '\\' || c == '"' || byte <= 0x20) {
      char code[8];
      std::snprintf(code, sizeof code, "%%%02X", byte);
      out += code;
    } else {
      out += c;
    }
  }
  return out;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// A year that the venue prints: "CVPR 2021"; 0 where it prints none.
int YearIn(std::string_view text) {
  for (size_t i = 0; i + 4 <= text.size(); ++i) {
    const bool starts = i == 0 || !IsDigit(text[i - 1]);
    const bool ends = i + 4 == text.size() || !IsDigit(text[i + 4]);
    int year = 0;
    for (size_t k = i; k < i + 4; ++k)
      year = IsDigit(text[k]) ? year * 10 + (text[k] - '0') : -99999;
    if (starts && ends && year >= 1900 && year < 2100) return year;
  }
  return 0;
}

// When the paper came out: as its venue says, as the review prints it, or by its arXiv id, which
// begins with year and month.
int YearOf(const Paper& paper) {
  if (paper.venue) {
    if (const int year = YearIn(*paper.venue)) return year;
  }
  if (paper.published) return paper.published->year;
  if (paper.arxiv_id && paper.arxiv_id->size() > 4 && (*paper.arxiv_id)[4] == '.' &&
      IsDigit((*paper.arxiv_id)[0]) && IsDigit((*paper.arxiv_id)[1])) {
    return 2000 + ((*paper.arxiv_id)[0] - '0') * 10 + ((*paper.arxiv_id)[1] - '0');
  }
  return 0;
}

// The first three words of the title in Latin letters, then the year: "attention-is-all-2017".
std::string KeyOf(const Review& review, int year) {
  constexpr int kWords = 3;
  std::string key;
  int words = 0;
  bool inside = false;
  for (const char c : review.title.value_or("")) {
    const bool letter = static_cast<unsigned char>(c) < 0x80 && std::isalnum(c) != 0;
    if (letter && !inside) {
      if (words++ == kWords) break;
      if (!key.empty()) key += '-';
    }
    if (letter) key += static_cast<char>(std::tolower(c));
    inside = letter;
  }
  if (key.empty()) return review.id;
  return year > 0 ? key + "-" + std::to_string(year) : key;
}

std::string UrlOf(const Paper& paper) {
  if (!paper.urls.empty()) return paper.urls.front();
  return paper.arxiv_id ? "https://arxiv.org/abs/" + *paper.arxiv_id : "";
}

std::string Entry(const Review& review, const std::string& key) {
  const Paper& paper = review.paper;
  const bool venue = paper.venue && !paper.venue->empty();
  const int year = YearOf(paper);
  const std::pair<std::string_view, std::string> fields[] = {
      // A second pair of braces keeps the capitals.
      {"title", review.title ? "{" + Escaped(*review.title) + "}" : ""},
      {"booktitle", venue ? Escaped(*paper.venue) : ""},
      {"year", year > 0 ? std::to_string(year) : ""},
      {"eprint", Escaped(paper.arxiv_id.value_or(""))},
      {"archivePrefix", paper.arxiv_id ? "arXiv" : ""},
      {"url", EscapedUrl(UrlOf(paper))},
      // Documents do not name the paper's authors: it is sorted and labelled by this instead.
      {"key", key},
  };
  std::string text = venue ? "@inproceedings{" : "@misc{";
  text += key;
  for (const auto& [name, value] : fields) {
    if (!value.empty()) text.append(",\n  ").append(name).append(" = {").append(value).append("}");
  }
  return text + "\n}\n";
}

bool KnowsPaper(const Review& review) {
  return review.title.has_value() || !UrlOf(review.paper).empty();
}

}  // namespace

std::string BibtexOf(const Review& review) {
  return KnowsPaper(review) ? Entry(review, KeyOf(review, YearOf(review.paper))) : "";
}

std::string BibtexOf(std::span<const Review* const> reviews) {
  std::map<std::string, int> times;  // each key was given
  std::string text;
  for (const Review* review : reviews) {
    if (!KnowsPaper(*review)) continue;
    std::string key = KeyOf(*review, YearOf(review->paper));
    // "b", "c", … "z", then "-27", …: no key of a title ends in a year and a letter.
    const int count = ++times[key];
    if (count > 26) {
      key += "-" + std::to_string(count);
    } else if (count > 1) {
      key += static_cast<char>('a' + count - 1);
    }
    if (!text.empty()) text += '\n';
    text += Entry(*review, key);
  }
  return text;
}

}  // namespace skira::app
