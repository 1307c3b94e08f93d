/**
 * Text that is read and written without the parser and the printer: it means the same as with them.
 */
import assert from "node:assert/strict";
import { markdownToStorage, storageToMarkdown } from "../../src/markdown/mod.ts";

const WORDS: readonly string[] = [
  "a",
  "Text, as it is.",
  "It's (really) so: 50% of it?",
  "a-b - c – d — e",
  'He said "no"; I said nothing/everything.',
  "Größe und 漢字",
  "a.b",
  "flow.txt",
  "WWW.example",
  "www.example.com",
  "a@b.example",
  "see https://example.com",
  "A. B",
  "i) x",
  "1. x",
  "1) x",
  "- a",
  "+ a",
  "# a",
  "a #",
  "a *b* c",
  "~~a~~",
  "a | b",
  "a\\b",
  "a `b`",
  "&amp;amp;",
  ":info",
  "toc",
  "===",
  "---",
  "[a]",
  "a ",
  " a",
  "!",
  "ein Wort. ",
];

for (const words of WORDS) {
  for (const element of ["p", "h1", "h6"]) {
    Deno.test(`${JSON.stringify(words)} in ${element} is written as beside a mark, and comes back`, () => {
      const alone = storageToMarkdown(`<${element}>${words}</${element}>`);
      const beside = storageToMarkdown(`<${element}>${words}<strong>x</strong></${element}>`);
      const same = beside.replace(/\*\*x\*\*\n$/, "");
      // At the end of a line white space goes, and signs are escaped that close a heading.
      if (!/\s$|#$/.test(words)) assert.equal(`${same}\n`, alone);
      assert.equal(storageToMarkdown(markdownToStorage(alone)), alone);
      assert.equal(markdownToStorage(alone), `<${element}>${words.trim()}</${element}>`);
    });
  }
}

for (
  const [markdown, storage] of [
    ["a\n===", "<h1>a</h1>"],
    ["a  b", "<p>a  b</p>"],
    ["a\nb", "<p>a\nb</p>"],
    ["a\n- b", "<p>a</p><ul><li>b</li></ul>"],
    ["## a\nb", "<h2>a</h2><p>b</p>"],
    ["## a ##", "<h2>a</h2>"],
    ["a\n\n    b\n\nc", "<p>a</p><p>c</p>"],
  ] as const
) {
  Deno.test(`markdownToStorage() of ${JSON.stringify(markdown)} looks at the next line`, () => {
    assert.equal(
      markdownToStorage(markdown).replace(/<ac:structured-macro.*<\/ac:structured-macro>/s, ""),
      storage,
    );
  });
}
