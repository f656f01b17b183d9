/**
 * What an import takes at most. Past a limit the file is refused with a message: the largest honest documents
 * that we know lie far below, and what lies above is a mistake or an attack.
 */
import { LimitError } from "./model.js";
import { RemotePictures } from "./remote-pictures.js";

const MB = 2 ** 20;

export const LIMITS = {
  /** One file as it is opened. A year's newsletter with pictures has some 50 MB. */
  fileBytes: 256 * MB,
  /** All that one import inflates, nested archives included: twice what a browser's worker holds with ease. */
  inflatedBytes: 512 * MB,
  /** One inflated entry. The largest document.xml seen has 36 MB. */
  entryBytes: 200 * MB,
  /** Entries of one archive. A Telegram export of ten years has about 20,000 files. */
  entries: 50_000,
  /** Archives inside archives: a folder of .docx, zipped, and zipped again by a mail program. */
  nesting: 3,
  /** Elements inside elements. Word's deepest (tables in text boxes in tables) stay below 100. */
  xmlDepth: 256,
  /** Elements inside elements of HTML; editors' worst nest some 200, browsers themselves stop at 512. */
  htmlDepth: 512,
  /** One HTML page, bytes: a saved page with its pictures as data: addresses. */
  htmlBytes: 48 * MB,
  /** Elements of one HTML page: the content rules pass over all of them several times. */
  htmlElements: 200_000,
  /** Pictures of one import. 303 reviews have 38. */
  pictures: 4_000,
  /** One picture. */
  pictureBytes: 48 * MB,
  /** Pixels of one picture: browsers do not decode more for certain. */
  picturePixels: 100_000_000,
  /** Depth of lists and quotes that is kept; deeper ones are laid at this depth. */
  blockDepth: 20,
  /** Messages of one chat. */
  messages: 500_000,
  /** Left-out messages that are named one by one; the rest are counted. */
  leftOutNamed: 1_000,
  /** Pages of one PDF. */
  pdfPages: 2_000,
  /** Milliseconds for one PDF: its fonts and pictures are programs whose time nobody knows beforehand. */
  pdfTime: 60_000,
};

/** What one import has used: shared by an archive and all that is inside it. */
export class Budget {
  inflated = 0;
  pictures = 0;

  /** @param {RemotePictures} [remote] what was fetched from other hosts: nothing, unless the user asked for it */
  constructor(remote = new RemotePictures()) {
    this.remote = remote;
  }

  /** @param {number} bytes more that were inflated */
  inflate(bytes) {
    this.inflated += bytes;
    if (this.inflated > LIMITS.inflatedBytes) {
      throw new LimitError("too-large", `unpacks to more than ${LIMITS.inflatedBytes / MB} MB`);
    }
  }

  picture() {
    if (++this.pictures > LIMITS.pictures) {
      throw new LimitError("too-many-pictures", `has more than ${LIMITS.pictures} pictures`);
    }
  }
}
