/** Code is code wherever it is: what looks like a comment, a footnote or a definition in it changes nothing around it. */
import assert from "node:assert/strict";
import { markdownToStorage, storageToMarkdown } from "../../src/markdown/mod.ts";
import { Fences } from "../../src/markdown/dialect/fences.ts";

function code(text: string): string {
  return '<ac:structured-macro ac:name="code" ac:schema-version="1"><ac:plain-text-body>' +
    `<![CDATA[${text}]]></ac:plain-text-body></ac:structured-macro>`;
}

/** So long that what is before and after it is not checked together. */
const BETWEEN = `<p>${"long text ".repeat(300)}</p>`;

const PLACES: Readonly<Record<string, (inner: string) => string>> = {
  "at the top": (inner) => inner,
  "in an item": (inner) => `<ul><li>${inner}</li></ul>`,
  "in a numbered item": (inner) => `<ol><li>${inner}</li></ol>`,
  "below an item's paragraph": (inner) => `<ul><li><p>a</p>${inner}</li></ul>`,
  "in an item of an item": (inner) => `<ul><li><ul><li>${inner}</li></ul></li></ul>`,
  "in a quote": (inner) => `<blockquote>${inner}</blockquote>`,
  "in an item of a quote": (inner) => `<blockquote><ul><li>${inner}</li></ul></blockquote>`,
  "in a quote of an item": (inner) => `<ul><li><blockquote>${inner}</blockquote></li></ul>`,
};

const BEGINNINGS: readonly string[] = [
  "<!-- x",
  "    <!-- x",
  "a\n<!-- x\nb",
  "```\n<!-- x",
  "[^1]: x",
  "[a]: https://x.example",
  "<details>",
];

const ENDS: readonly string[] = [
  "<p>a --&gt; b</p>",
  "<p>see [^1] and [a]</p>",
  "<p>&lt;/details&gt;</p>",
  code("--> [^1]"),
  `<ul><li>${code("[^1]: z\n<!-- b -->")}</li></ul>`,
];

for (const [place, around] of Object.entries(PLACES)) {
  Deno.test(`a page comes back whole, whatever is in code ${place}`, () => {
    for (const beginning of BEGINNINGS) {
      for (const end of ENDS) {
        const markdown = storageToMarkdown(around(code(beginning)) + BETWEEN + end);
        assert.equal(storageToMarkdown(markdownToStorage(markdown)), markdown);
      }
    }
  });
}

/** Each line with what it is: `c` for code, `o` for its first line, `t` for text. */
const LINES: readonly (readonly [name: string, ...lines: readonly string[]])[] = [
  ["at the top", "o```", "c<!--", "c```", "t<!--"],
  ["that a quote's end ends", "o> ```", "c> a", "ta"],
  ["in a quote", "o> ```", "c> a", "c> ```", "t> a", "ta"],
  ["in an item", "o- ```", "c  a", "c  ```", "t  a"],
  ["that the next item ends", "o- ```", "c  a", "c", "t- b"],
  ["below an item", "t- a", "o  ```", "c  b", "tc"],
  ["in an item of an item", "o- - ~~~", "c    a", "c    ~~~", "tb"],
  ["after a tab", "o-\t```", "c    a", "c    ```", "t- b"],
  ["in an item of a quote", "o> 1. ```", "c>    a", "t> b"],
  ["that looks like an item", "o```", "c- ```", "c```", "ta"],
  ["that is indented code instead", "t    ```", "ta"],
  ["that a no-break space keeps open", "o```", "c```\u00a0", "c```", "ta"],
  ["with its end on the same line", "t```a```", "tb"],
];

for (const [name, ...lines] of LINES) {
  Deno.test(`Fences tells code ${name}`, () => {
    const fences = new Fences();
    const kinds = lines.map((line) => fences.read(line.slice(1)).charAt(0) + line.slice(1));
    assert.deepEqual(kinds, lines);
  });
}

Deno.test("a no-break space after the end of code keeps it open, as for the parser", () => {
  assert.ok(
    markdownToStorage("```\na\n```\u00a0\nb\n```\nc").endsWith(
      "]]></ac:plain-text-body></ac:structured-macro><p>c</p>",
    ),
  );
});
