/**
 * The laws of the conversions, on documents made by chance: what comes back means what went in, and is written the
 * same way again.
 */
import assert from "node:assert/strict";
import {
  adfToMarkdown,
  markdownToAdf,
  markdownToStorage,
  markdownToWiki,
  storageToMarkdown,
  wikiToMarkdown,
} from "../../src/markdown/mod.ts";
import { adfDocument } from "./adf_documents.ts";
import { meaningOfAdf } from "./adf_normal.ts";
import { randomOf } from "./random.ts";
import { storageDocument } from "./storage_documents.ts";
import { meaningOf } from "./storage_normal.ts";
import { wikiDocument } from "./wiki_documents.ts";
import { effort } from "../helpers/effort.ts";

/** The number of documents generated per law. */
const DOCUMENTS = effort(150, 1_000);

/** Runs a law on documents of one seed each, and says of which it failed. */
function holds(law: (seed: number) => void): void {
  for (let seed = 0; seed < DOCUMENTS; seed++) {
    try {
      law(seed);
    } catch (error) {
      throw new Error(`The law is broken by the document of seed ${seed}`, { cause: error });
    }
  }
}

Deno.test("storage format comes back from Markdown with the same meaning, and the same Markdown", () => {
  let raw = 0;
  holds((seed) => {
    const storage = storageDocument(randomOf(seed));
    const markdown = storageToMarkdown(storage);
    const back = markdownToStorage(markdown);
    assert.equal(meaningOf(back), meaningOf(storage), storage);
    assert.equal(storageToMarkdown(back), markdown, storage);
    raw += count(markdown, /^[> ]*```confluence-storage\n[> ]*<(?!pre|at:|!--)/gm);
  });
  // The documents include unknown elements; of the others, next to nothing may be raw.
  assert.ok(raw < DOCUMENTS / 5, `${raw} blocks were kept raw`);
});

Deno.test("a document comes back from Markdown with the same meaning, and the same Markdown", () => {
  holds((seed) => {
    const document = adfDocument(randomOf(seed));
    const markdown = adfToMarkdown(document);
    const back = markdownToAdf(markdown);
    assert.equal(meaningOfAdf(back), meaningOfAdf(document));
    assert.equal(adfToMarkdown(back), markdown);
  });
});

Deno.test("wiki markup comes back from Markdown with the same words, and the same Markdown", () => {
  let raw = 0;
  holds((seed) => {
    const wiki = wikiDocument(randomOf(seed));
    const markdown = wikiToMarkdown(wiki);
    const back = markdownToWiki(markdown);
    assert.equal(wikiToMarkdown(back), markdown, wiki);
    const words = wordsOf(back).join("");
    assert.deepEqual(wordsOf(wiki).filter((word) => !words.includes(word)), []);
    raw += count(markdown, /^[> ]*```jira-wiki/gm);
  });
  assert.ok(raw < DOCUMENTS, `${raw} blocks were kept raw`);
});

/** The words of wiki markup; an entity and `bq.` have another spelling. */
function wordsOf(wiki: string): readonly string[] {
  return wiki.replace(/&#?\w+;|\bbq\./g, " ").match(/[\p{L}\p{N}]+/gu) ?? [];
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

Deno.test("Markdown of one format is read by the others without an error, and stays in its limits", () => {
  for (let seed = 0; seed < effort(30, 100); seed++) {
    const markdown = storageToMarkdown(storageDocument(randomOf(seed)));
    const document = markdownToAdf(markdown);
    assert.equal(document.type, "doc");
    assert.equal(adfToMarkdown(markdownToAdf(adfToMarkdown(document))), adfToMarkdown(document));
    assert.equal(typeof markdownToWiki(markdown), "string");
  }
});
