/**
 * CPU of the conversions, as multiples of the time that a bare parse of the same pages as XML takes in the same run.
 *
 * @module
 */
import process from "node:process";
import { Tokenizer, type TokenizerCallbacks } from "htmlparser2";
import {
  adfToMarkdown,
  markdownToAdf,
  markdownToStorage,
  markdownToWiki,
  storageToMarkdown,
  wikiToMarkdown,
} from "../../src/markdown/mod.ts";
import { conversionPage } from "./conversion_pages.ts";

const PAGES = 200;
/** Number of pages that are about 1 MB together. */
const PAGES_PER_MEGABYTE = 333;
const RUNS = 3;
/** Number of parses per sample: a single one is close to the resolution of the clock. */
const PARSES = 20;

/** A conversion of all pages, and the most that it may take, in bare parses. */
interface Conversion {
  readonly name: string;
  readonly run: () => void;
  readonly limit: number;
}

/** The result of a measurement. */
interface ConversionCpu {
  readonly name: string;
  readonly ms: number;
  readonly ratio: number;
  readonly limit: number;
}

/** The least CPU time of some runs, in milliseconds. */
function leastMs(run: () => void): number {
  return Math.min(...Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }));
}

const ignore = (): void => {};
const NO_CALLBACKS: TokenizerCallbacks = {
  onattribdata: ignore,
  onattribend: ignore,
  onattribentity: ignore,
  onattribname: ignore,
  oncdata: ignore,
  onclosetag: ignore,
  oncomment: ignore,
  ondeclaration: ignore,
  onend: ignore,
  onopentagend: ignore,
  onopentagname: ignore,
  onprocessinginstruction: ignore,
  onselfclosingtag: ignore,
  ontext: ignore,
  ontextentity: ignore,
};

function parseBare(source: string): void {
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, NO_CALLBACKS);
  tokenizer.write(source);
  tokenizer.end();
}

function conversionsOf(pages: readonly string[]): readonly Conversion[] {
  const markdown = pages.map((page) => storageToMarkdown(page));
  const wiki = markdown.map((text) => markdownToWiki(text));
  const documents = markdown.map((text) => markdownToAdf(text));
  const megabyte = Array.from({ length: PAGES_PER_MEGABYTE }, (_, index) => conversionPage(index + 1)).join(
    "",
  );
  const row = "<tr><td>one <strong>two</strong></td><td><p>three</p></td><td>4</td></tr>";
  const table = `<table><tbody><tr><th>a</th><th>b</th><th>c</th></tr>${row.repeat(10_000)}</tbody></table>`;
  return [
    {
      name: "storage to Markdown",
      run: () => pages.forEach((page) => storageToMarkdown(page)),
      limit: LIMITS.read,
    },
    {
      name: "1 MB page to Markdown",
      run: () => storageToMarkdown(megabyte),
      limit: LIMITS.page,
    },
    { name: "10,000-row table to Markdown", run: () => storageToMarkdown(table), limit: LIMITS.table },
    {
      name: "Markdown to storage",
      run: () => markdown.forEach((text) => markdownToStorage(text)),
      limit: LIMITS.write,
    },
    {
      name: "Markdown to ADF",
      run: () => markdown.forEach((text) => markdownToAdf(text)),
      limit: LIMITS.write,
    },
    {
      name: "ADF to Markdown",
      run: () => documents.forEach((document) => adfToMarkdown(document)),
      limit: LIMITS.adf,
    },
    { name: "wiki to Markdown", run: () => wiki.forEach((text) => wikiToMarkdown(text)), limit: LIMITS.wiki },
  ];
}

/** About twice what was measured. */
const LIMITS = { read: 50, page: 75, table: 100, write: 160, adf: 160, wiki: 220 } as const;

/** Measures every conversion of pages of 3 kB, warmed up by its first run. */
export function measureConversions(): {
  readonly parseMs: number;
  readonly conversions: readonly ConversionCpu[];
} {
  const pages = Array.from({ length: PAGES }, (_, index) => conversionPage(index + 1));
  const parse = (): void => {
    for (let turn = 0; turn < PARSES; turn++) pages.forEach(parseBare);
  };
  const parseMs = leastMs(parse) / PARSES;
  const conversions = conversionsOf(pages).map(({ name, run, limit }) => {
    const ms = leastMs(run);
    return { name, ms, ratio: ms / parseMs, limit };
  });
  return { parseMs, conversions };
}
