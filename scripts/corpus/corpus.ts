/**
 * Converts public and own documents to Markdown and back, and prints how many stay stable, keep their meaning, and are
 * valid. Fails if fewer do than before.
 *
 *     deno task corpus
 *     deno task corpus --show "wiki"    # prints the inputs of matching rows that differ
 *
 * @module
 */
import {
  type AdfDocument,
  adfToMarkdown,
  markdownToAdf,
  markdownToStorage,
  markdownToWiki,
  storageToMarkdown,
  wikiToMarkdown,
} from "../../src/markdown/mod.ts";
import { BOTH } from "../../tests/markdown/adf_cases.ts";
import { adfDocument } from "../../tests/markdown/adf_documents.ts";
import { meaningOfAdf } from "../../tests/markdown/adf_normal.ts";
import { ESCAPES } from "../../tests/markdown/corpus/escapes.ts";
import { GITHUB } from "../../tests/markdown/corpus/github.ts";
import { LAYOUT } from "../../tests/markdown/corpus/layout.ts";
import { LINKS } from "../../tests/markdown/corpus/links.ts";
import { LISTS } from "../../tests/markdown/corpus/lists.ts";
import { MACROS } from "../../tests/markdown/corpus/macros.ts";
import { TABLES } from "../../tests/markdown/corpus/tables.ts";
import { TEXT } from "../../tests/markdown/corpus/text.ts";
import { TO_WIKI, WIKI } from "../../tests/markdown/corpus/wiki.ts";
import { HUMAN_MARKDOWN } from "../../tests/markdown/human_markdown.ts";
import { randomOf } from "../../tests/markdown/random.ts";
import { storageDocument } from "../../tests/markdown/storage_documents.ts";
import { meaningOf } from "../../tests/markdown/storage_normal.ts";
import { wikiDocument } from "../../tests/markdown/wiki_documents.ts";
import { meaningOfNodes, wordsOfNodes } from "./meaning.ts";
import { type Packages, withPackages } from "./packages.ts";

/** What is true of one input. */
interface Verdict {
  readonly stable: boolean;
  readonly equal: boolean;
  /** Absent if the format has no schema. */
  readonly valid?: boolean;
}

/** Inputs of one kind. */
interface Row<Input> {
  readonly name: string;
  readonly inputs: readonly Input[];
  readonly judge: (input: Input) => Verdict;
  /**
   * How many may differ: Atlassian's parser reads some wiki markup otherwise than Jira Data Center does (a list right
   * after a rule, an address that touches a word), the target of a relative link is written as text, and control
   * characters are removed.
   */
  readonly excused?: number;
}

/** A row without the type of its inputs. */
interface AnyRow {
  readonly name: string;
  readonly excused: number;
  readonly verdicts: () => readonly (readonly [input: unknown, verdict: Verdict])[];
}

function row<Input>({ name, inputs, judge, excused = 0 }: Row<Input>): AnyRow {
  return { name, excused, verdicts: () => inputs.map((input) => [input, judge(input)]) };
}

function ofStorage(storage: string): Verdict {
  const markdown = storageToMarkdown(storage);
  const back = markdownToStorage(markdown);
  return { stable: storageToMarkdown(back) === markdown, equal: isSameStorage(back, storage) };
}

/** Whether two texts in storage format mean the same; what is not XML must be the same text. */
function isSameStorage(one: string, other: string): boolean {
  if (one === other) return true;
  try {
    return meaningOf(one) === meaningOf(other);
  } catch {
    return false;
  }
}

function ofWiki({ parseWiki }: Packages): (wiki: string) => Verdict {
  return (wiki) => {
    const markdown = wikiToMarkdown(wiki);
    const back = markdownToWiki(markdown);
    const equal = back === wiki || meaningOfNodes(parseWiki(back)) === meaningOfNodes(parseWiki(wiki));
    return { stable: wikiToMarkdown(back) === markdown, equal };
  };
}

function ofAdf({ isValidAdf }: Packages): (document: AdfDocument) => Verdict {
  return (document) => {
    const markdown = adfToMarkdown(document);
    const back = markdownToAdf(markdown);
    return {
      stable: adfToMarkdown(back) === markdown,
      equal: meaningOfAdf(back) === meaningOfAdf(document),
      valid: isValidAdf(back) || !isValidAdf(document),
    };
  };
}

/** Markdown in storage format and in ADF: what it became must come back. */
const storageOf = (markdown: string): Verdict => ofStorage(markdownToStorage(markdown));

function adfOf(packages: Packages): (markdown: string) => Verdict {
  return (markdown) => {
    const document = markdownToAdf(markdown);
    return { ...ofAdf(packages)(document), valid: packages.isValidAdf(document) };
  };
}

/** Markdown in wiki markup: Atlassian's parser must see the same words in the same order as the document has. */
function wikiOf({ parseWiki }: Packages): (markdown: string) => Verdict {
  return (markdown) => {
    const wiki = markdownToWiki(markdown);
    const again = wikiToMarkdown(wiki);
    return {
      stable: wikiToMarkdown(markdownToWiki(again)) === again,
      equal: wordsOfNodes(parseWiki(wiki)) === wordsOfNodes(markdownToAdf(markdown)),
    };
  };
}

function generated<Document>(make: (random: ReturnType<typeof randomOf>) => Document): readonly Document[] {
  return Array.from({ length: 300 }, (_document, seed) => make(randomOf(10_000 + seed)));
}

function rowsOf(packages: Packages): readonly AnyRow[] {
  const { examples } = packages;
  const own = [ESCAPES, LAYOUT, LINKS, LISTS, MACROS, TABLES, TEXT].flat();
  const markdown = [...own, ...GITHUB, ...WIKI, ...TO_WIKI].map((one) => one.markdown);
  const documents: readonly AdfDocument[] = BOTH.map(([, content]) => ({
    version: 1,
    type: "doc",
    content: [...content],
  }));
  const [storage, adf, wiki] = [storageOf, adfOf(packages), wikiOf(packages)];
  return [
    row({ name: "CommonMark 0.31.2 in storage format", inputs: examples, judge: storage }),
    row({ name: "CommonMark 0.31.2 in ADF", inputs: examples, judge: adf }),
    row({ name: "CommonMark 0.31.2 in wiki markup", inputs: examples, judge: wiki, excused: 28 }),
    row({ name: "own Markdown in storage format", inputs: [...markdown, ...HUMAN_MARKDOWN], judge: storage }),
    row({ name: "own Markdown in ADF", inputs: [...markdown, ...HUMAN_MARKDOWN], judge: adf }),
    row({
      name: "own Markdown in wiki markup",
      inputs: TO_WIKI.map((one) => one.markdown),
      judge: wiki,
      excused: 6,
    }),
    row({ name: "own storage format", inputs: own.map((one) => one.storage), judge: ofStorage, excused: 1 }),
    row({ name: "own ADF", inputs: documents, judge: ofAdf(packages) }),
    row({
      name: "own wiki markup",
      inputs: [...WIKI, ...TO_WIKI].map((one) => one.wiki),
      judge: ofWiki(packages),
    }),
    row({ name: "generated storage format", inputs: generated(storageDocument), judge: ofStorage }),
    row({ name: "generated ADF", inputs: generated(adfDocument), judge: ofAdf(packages) }),
    row({
      name: "generated wiki markup",
      inputs: generated((random) => wikiDocument(random, ["one", "Two", "3", "größer"])),
      judge: ofWiki(packages),
      excused: 21,
    }),
  ];
}

function print(rows: readonly AnyRow[], show: string | undefined): boolean {
  console.log(`${"".padEnd(40)}inputs  stable  equal  valid  excused`);
  let good = true;
  for (const { name, excused, verdicts } of rows) {
    const all = verdicts();
    const count = (test: (verdict: Verdict) => boolean): number => all.filter(([, one]) => test(one)).length;
    const [stable, equal] = [count((one) => one.stable), count((one) => one.equal)];
    const valid = all.every(([, one]) => one.valid === undefined) ? "-" : count((one) => one.valid ?? false);
    const cells = [all.length, stable, equal, valid, excused].map((cell) => `${cell}`.padStart(7));
    const ok = stable === all.length && equal >= all.length - excused &&
      (valid === "-" || valid === all.length);
    console.log(`${name.padEnd(39)}${cells.join("")}${ok ? "" : "  <-"}`);
    good &&= ok;
    if (show === undefined || !name.includes(show)) continue;
    for (const [input, one] of all) {
      if (!one.stable || !one.equal || one.valid === false) console.log(JSON.stringify([one, input]));
    }
  }
  return good;
}

if (import.meta.main) {
  const [option, show] = Deno.args;
  const good = await withPackages((packages) =>
    print(rowsOf(packages), option === "--show" ? show ?? "" : undefined)
  );
  if (!good) console.log("A row marked with <- is worse than it should be");
  Deno.exitCode = good ? 0 : 1;
}
