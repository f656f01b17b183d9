/* Reads files one after the other and turns each into HTML with md4c: what its own md2html does. */
#include <md4c-html.h>
#include <stdio.h>
#include <stdlib.h>

static void put(const MD_CHAR* text, MD_SIZE size, void* out) { fwrite(text, 1, size, out); }

int main(int count, char** paths) {
  for (int i = 1; i < count; ++i) {
    FILE* file = fopen(paths[i], "rb");
    if (!file) return 1;
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    rewind(file);
    char* text = malloc((size_t)size + 1);
    if (!text || fread(text, 1, (size_t)size, file) != (size_t)size) return 1;
    fclose(file);
    if (md_html(text, (MD_SIZE)size, put, stdout, MD_DIALECT_GITHUB | MD_FLAG_LATEXMATHSPANS, 0) != 0) return 1;
    free(text);
  }
  return 0;
}
