/** No format gets a character that XML does not allow, in whatever way Markdown says it. */
import assert from "node:assert/strict";
import {
  markdownToAdf,
  markdownToStorage,
  markdownToWiki,
  storageToMarkdown,
} from "../../src/markdown/mod.ts";
import { clean } from "../../src/markdown/dialect/clean.ts";

const TEXTS: readonly string[] = [
  "a &#1;&#xfffe;&#x7f; b",
  "<details><summary>a &#1;&#xfffe; b</summary>\n\nb\n\n</details>",
  'a <img src="u&#8;" alt="b &#1;" width="3"> <a href="b&#2;" title="&#3;">c</a>',
  '<a id="a&#1;">b</a>',
  ':::info{title="a &#1;&#11; b"}\nx\n:::',
  ':status[a]{color="b&#1;"} :image[&#1;]{src="b&#2;"}',
  "[a](page:b%01%00) ![a](attachment:b%02.png) [a](attachment:b%0B.png) [a](#b%03)",
  "[a](b&#1;c) ![b](c%01.png) <https://x.example/%01>",
  '```js {title="a&#1;"}\na\n```',
];

for (const markdown of TEXTS) {
  Deno.test(`no control character is sent for ${JSON.stringify(markdown)}`, () => {
    for (
      const sent of [
        markdownToStorage(markdown),
        markdownToWiki(markdown),
        ...textsIn(markdownToAdf(markdown)),
      ]
    ) {
      assert.equal(sent, clean(sent));
    }
  });
}

/** All texts in a document. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

Deno.test("a zero-width no-break space is a byte order mark at the beginning of a text only", () => {
  const page =
    '<p>\ufeffa &amp; b <ac:image ac:alt="\ufeff&quot;"><ri:attachment ri:filename="\ufeffc" /></ac:image></p>';
  assert.equal(markdownToStorage(storageToMarkdown(page)), page);
});
