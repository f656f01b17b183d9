// Text to terms.
//
//   text ─▶ chunks ─▶ pieces ─▶ atoms
//
// A chunk is what stands between spaces and punctuation; hyphens part it into pieces, a change of
// script (Hebrew, Latin, digits, other) parts a piece into atoms:
//
//   ב-LLM     atoms llm          wholes בllm
//   GPT2      atoms gpt 2        wholes gpt2
//   pre-training  atoms pre training  wholes pretraining
//   בד״כ      atoms בדכ
//   2405.18047v2  atoms 2405.18047 v 2   wholes 2405.18047v2
//
// Hebrew prefix letters before a foreign word or a hyphen, and endings behind one, are no atoms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace skira {

struct Token {
  std::string_view term;  // codes.h; valid until the tokenizer's next step
  uint32_t begin, end;    // bytes of the text
  bool whole;             // of several atoms, which came just before it
};

inline constexpr size_t kLongestTerm = 63;  // codes; what is longer is cut

// Walks the tokens of a text. Keeps buffers: use one for many texts.
class Tokenizer {
 public:
  // Calls sink(const Token&) for each token, atoms in the order of the text and a whole behind its
  // atoms.
  template <typename Sink>
  void Walk(std::string_view text, Sink&& sink) {
    for (uint32_t at = 0; NextChunk(text, at);) {
      if (mixed_) MendScripts(text);
      Split();
      for (const Range& token : tokens_) {
        sink(Token{std::string_view(joined_).substr(token.first, token.size), token.begin,
                   token.end, token.whole});
      }
    }
  }

 private:
  struct Letter {
    uint32_t begin, end;  // bytes of the text
    uint8_t script;
    bool piece;     // a hyphen stands before it
    uint8_t codes;  // bytes of codes_
  };
  struct Range {
    uint32_t first, size;  // of joined_
    uint32_t begin, end;   // of the text
    bool whole;
  };
  struct Atom {
    uint32_t first, last;  // letters_
    uint32_t code, size;   // codes_
    bool piece;            // opens one
    uint8_t script;
  };

  bool NextChunk(std::string_view text, uint32_t& at);
  void MendScripts(std::string_view text);
  void AddLetter(char32_t folded, uint32_t begin, uint32_t end, bool piece);
  void FindAtoms();
  bool IsAffix(size_t atom) const;
  void Split();
  void Emit(size_t first_atom, size_t last_atom, bool whole);

  std::vector<Letter> letters_;
  bool mixed_ = false;  // the chunk has letters of scripts that OCR puts into Hebrew words
  std::string codes_, joined_;
  std::vector<Atom> atoms_;
  std::vector<Range> tokens_;
};

}  // namespace skira
