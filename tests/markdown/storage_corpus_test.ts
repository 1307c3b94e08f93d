import assert from "node:assert/strict";
import { markdownToStorage, storageToMarkdown } from "../../src/markdown/mod.ts";
import { ESCAPES } from "./corpus/escapes.ts";
import { LAYOUT } from "./corpus/layout.ts";
import { LINKS } from "./corpus/links.ts";
import { LISTS } from "./corpus/lists.ts";
import { MACROS } from "./corpus/macros.ts";
import { TABLES } from "./corpus/tables.ts";
import { TEXT } from "./corpus/text.ts";
import { meaningOf } from "./storage_normal.ts";

const CORPUS = [...TEXT, ...ESCAPES, ...LISTS, ...TABLES, ...MACROS, ...LINKS, ...LAYOUT];
/** Not XML, which has no meaning to compare. */
const MALFORMED = "invalid XML";

for (const { name, storage, markdown } of CORPUS) {
  Deno.test(`storageToMarkdown() writes ${name}, and markdownToStorage() gives the same back`, () => {
    assert.equal(storageToMarkdown(storage), markdown);
    const back = markdownToStorage(markdown);
    if (name === MALFORMED) assert.equal(back, storage);
    // Control characters mean nothing.
    else assert.equal(meaningOf(back), meaningOf(storage.replaceAll("\u0007", "").replaceAll("&#27;", "")));
    assert.equal(storageToMarkdown(back), markdown);
  });
}

Deno.test("storageToMarkdown() has a corpus of at least 60 documents, each by another name", () => {
  assert.ok(CORPUS.length >= 60);
  assert.equal(new Set(CORPUS.map(({ name }) => name)).size, CORPUS.length);
});

Deno.test("storageToMarkdown() writes all of the corpus on one page as it writes its parts", () => {
  const parts = CORPUS.filter(({ name, markdown }) => name !== MALFORMED && markdown !== "");
  // A rule between them, so that lists and texts of two documents do not meet.
  const page = parts.map(({ storage }) => storage).join("<hr/>");
  assert.equal(storageToMarkdown(page), parts.map(({ markdown }) => markdown).join("\n---\n\n"));
});

for (const name of ["constructor", "toString", "__proto__"]) {
  Deno.test(`storageToMarkdown() takes a name of objects for nothing else: ${name}`, () => {
    const pages = [
      `<ac:task-list><ac:task><ac:task-status>${name}</ac:task-status><ac:task-body>a</ac:task-body></ac:task></ac:task-list>`,
      `<p><${name}>a</${name}></p>`,
      `<ac:structured-macro ac:name="${name}"><ac:parameter ac:name="${name}">a</ac:parameter></ac:structured-macro>`,
    ];
    for (const page of pages) {
      assert.equal(meaningOf(markdownToStorage(storageToMarkdown(page))), meaningOf(page));
    }
  });
}
