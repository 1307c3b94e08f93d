/**
 * Documents that the conversions make, against Atlassian's schema of them.
 */
import assert from "node:assert/strict";
import { adfToMarkdown, markdownToAdf, storageToMarkdown } from "../../src/markdown/mod.ts";
import { compileAdfSchema } from "../helpers/adf_schema.ts";
import { adfDocument } from "../markdown/adf_documents.ts";
import { HUMAN_MARKDOWN } from "../markdown/human_markdown.ts";
import { randomOf } from "../markdown/random.ts";
import { storageDocument } from "../markdown/storage_documents.ts";
import { check, FOLDER } from "./openapi.ts";

const judge = (): (document: unknown) => readonly string[] =>
  compileAdfSchema(JSON.parse(Deno.readTextFileSync(`${FOLDER}/adf-schema.json`)));

check("documents made by chance fit the schema, before and after they were Markdown", () => {
  const faultsOf = judge();
  for (let seed = 0; seed < 500; seed++) {
    const document = adfDocument(randomOf(seed));
    assert.deepEqual(faultsOf(document), [], `seed ${seed}`);
    const back = markdownToAdf(adfToMarkdown(document));
    assert.deepEqual(faultsOf(back), [], `seed ${seed}: ${adfToMarkdown(document)}`);
  }
});

check("markdownToAdf() makes documents that fit the schema of whatever people write", () => {
  const faultsOf = judge();
  for (const markdown of HUMAN_MARKDOWN) {
    assert.deepEqual(faultsOf(markdownToAdf(markdown)), [], markdown);
    for (const prefix of ["> ", "- ", "> - ", "1. > "]) {
      const nested = markdown.split("\n").map((line, index) =>
        index === 0 ? prefix + line : ` ${prefix.replace(/[-1.]/g, " ")}${line}`
      );
      assert.deepEqual(faultsOf(markdownToAdf(nested.join("\n"))), [], nested.join("\n"));
    }
    for (
      const box of [
        "info",
        "expand",
        "panel",
        "table",
        "tr",
        "td",
        "decisions",
        "align",
        "layout",
        "column",
        "media-group",
      ]
    ) {
      const boxed = `::::::::${box}{align="center" width="50"}\n${markdown}\n::::::::`;
      assert.deepEqual(faultsOf(markdownToAdf(boxed)), [], boxed);
    }
  }
});

check("markdownToAdf() makes documents that fit the schema of the Markdown of pages", () => {
  const faultsOf = judge();
  for (let seed = 0; seed < 300; seed++) {
    const markdown = storageToMarkdown(storageDocument(randomOf(seed)));
    assert.deepEqual(faultsOf(markdownToAdf(markdown)), [], markdown);
  }
});
