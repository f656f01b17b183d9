/** .txt: the parser decodes and reads it. */
import { ImportError } from "./model.js";

/** @param {import("./model.js").InputFile} file @returns {import("./model.js").ImportedDocument[]} one */
export function readTxt(file) {
  if (!file.bytes.some((byte) => byte > 0x20)) throw new ImportError("empty", "the file has no text");
  return [{ name: file.name, markdown: "", source: file.bytes, plain: true, firstLine: 1, pictures: [], facts: {}, warnings: [] }];
}
