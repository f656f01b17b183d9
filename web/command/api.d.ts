// import { build, parse } from "skira"

/** What became of a file. */
export interface Report {
  name: string;
  reviews: number;
  warnings: { line: number; code: string; message: string }[];
  /** Why it gave none; else "". */
  problem: string;
  line: number;
  detail: string;
}

export interface Facts {
  /** A file with the site's facts (site.yml), or its address alone; else the one beside the documents. */
  site?: string;
  /** A former publication, whose ids are kept: a site's folder or .zip, skira.html, an export. */
  previous?: string;
  /** Is told what was left out, and why: a line each. */
  complain?: (line: string) => void;
}

export interface BuildOptions extends Facts {
  /** A folder that becomes the site, whole or not at all; what was published there keeps its ids. */
  out?: string;
  /** Also skira.html, the same in one file. */
  single?: boolean;
  /** Also a book, EPUB 3. */
  epub?: boolean;
  /** Also the reviews as Markdown, in a .zip. */
  markdown?: boolean;
  /** For thousands of reviews: so many in a file. */
  perShard?: number;
}

/** Something that was given cannot be used; the message names file, line and reason. */
export class BadInput extends Error {}

/**
 * Documents, or folders of them, to the files of a site by their names. `removed`: what a former build put beside the
 * site in `out` and this one was not asked for.
 */
export function build(paths: string | string[], options?: BuildOptions): Promise<{ files: Map<string, Uint8Array>; reports: Report[]; removed?: string[] }>;

/** Documents, or folders of them, to an export ("skira-reviews", version 2) and its pictures by their names in it. */
export function parse(paths: string | string[], options?: Facts): Promise<{ library: Library; pictures: Map<string, Uint8Array>; reports: Report[] }>;

export interface Library {
  format: "skira-reviews";
  version: number;
  site?: Record<string, unknown>;
  sources: { name: string; sha256: string; lines: number }[];
  reviews: Review[];
  pictures?: { id: string; file: string; width: number; height: number; bytes: number; alt: string; problem?: string }[];
  math: object;
}

export interface Review {
  id: string;
  former_ids?: string[];
  source: { document: number; first_line: number; last_line: number };
  kind: "full" | "short" | "daily" | "post";
  number: number | null;
  title: string | null;
  date: string | null;
  date_inferred: string | null;
  reviewers: string[];
  paper: { urls: string[]; arxiv_id: string | null; code_urls: string[]; published: string | null; venue: string | null };
  fields: Record<string, unknown>;
  topics: string[];
  links: { url: string; text: string; role: string }[];
  blocks: { type: string; level: number; spans: { text?: string; math?: string; style?: string[]; href?: string }[] }[];
  warnings: { line: number; code: string; message: string }[];
}
