/**
 * Wiki markup whose text is easily lost: how it looks in Markdown, and that it comes back.
 */
import assert from "node:assert/strict";
import { markdownToWiki, wikiToMarkdown } from "../../src/markdown/mod.ts";
import { TO_WIKI, WIKI } from "./corpus/wiki.ts";

for (const { name, wiki, markdown } of WIKI) {
  Deno.test(`wikiToMarkdown() keeps ${name}, and markdownToWiki() gives the same back`, () => {
    assert.equal(wikiToMarkdown(wiki), markdown);
    assert.equal(markdownToWiki(markdown), wiki);
  });
}

for (const { name, wiki, markdown } of TO_WIKI) {
  Deno.test(`markdownToWiki() writes ${name}, which is read again without a change`, () => {
    assert.equal(markdownToWiki(markdown), wiki);
    const again = wikiToMarkdown(wiki);
    assert.equal(wikiToMarkdown(markdownToWiki(again)), again);
  });
}
