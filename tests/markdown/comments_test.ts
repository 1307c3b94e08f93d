/** HTML comments in Markdown are sent nowhere; what is shown beside them is. */
import assert from "node:assert/strict";
import { markdownToAdf, markdownToStorage, markdownToWiki } from "../../src/markdown/mod.ts";

const FORMATS = {
  storage: (markdown: string) => markdownToStorage(markdown),
  ADF: (markdown: string) => JSON.stringify(markdownToAdf(markdown)),
  "wiki markup": (markdown: string) => markdownToWiki(markdown),
};

/** Texts with comments that say `secret`; all that is shown says `shown`, and the second number is how often. */
const TEXTS: readonly (readonly [place: string, markdown: string, shown: number])[] = [
  ["in the text of an image", "![shown <!-- secret --> shown](x.png)", 2],
  [
    "in the text of an image, after an escape and code",
    "![\\<!-- shown `<!-- shown` <!-- secret -->](x.png)",
    2,
  ],
  ["in a summary", "<details><summary>shown <!-- a > secret --> shown</summary>\n\nshown\n\n</details>", 3],
  ["in an unknown directive", "a :unknown[shown <!-- secret --> shown] b", 2],
  ["in an unknown leaf", "::unknown[shown <!-- secret -->]", 1],
  ["in an unknown container", ":::unknown[shown <!-- secret -->]\nshown\n:::", 2],
  ["after code in a quote", "> ```\n> shown\n> ```\n\n<!-- secret\n\nsecret -->\n\nshown", 2],
  ["after code in an item", "- ```\n  shown\n\nshown\n\n<!-- secret\n\nsecret -->\n\nshown", 3],
  ["before what would begin code", "<!-- secret --> ```\nshown <!-- secret -->\n\nshown", 2],
  ["beside another one, indented", "   <!-- secret --> <!-- secret --> shown", 1],
  ["that goes on after the language of code", "~~~ <!-- secret=a\nshown\n~~~", 1],
  ["that is empty, before text", "<!-->\nshown\n\n<!--->\nshown\n\n<!-- secret -->\nshown", 3],
  ["in marks and links", "**shown <!-- secret -->** [shown <!-- secret -->](https://x.example)", 2],
  ["in cells", "| shown <!-- secret --> | b |\n| - | - |\n| <!-- secret --> | shown |", 2],
  ["in a footnote", "shown[^1]\n\n[^1]: shown <!-- secret -->\n    <!-- secret -->\n    shown", 3],
  ["after the language of code", "```js <!-- secret -->\nshown\n```", 1],
];

for (const [place, markdown, shown] of TEXTS) {
  for (const [format, convert] of Object.entries(FORMATS)) {
    Deno.test(`a comment ${place} is not sent (${format})`, () => {
      const sent = convert(markdown);
      assert.ok(!sent.includes("secret"), sent);
      assert.equal(sent.split("shown").length - 1, shown, sent);
    });
  }
}

/** Summaries, and the titles of their expands. */
const SUMMARIES: readonly (readonly [summary: string, title: string])[] = [
  ["my_var_name", "my_var_name"],
  ["2 * 3 * 4 if a < b and c > d", "2 * 3 * 4 if a < b and c > d"],
  ["<b>Bold</b> **and** `code`", "Bold and code"],
  ["1. Install &amp; run", "1. Install & run"],
  ["- a", "- a"],
  ["C #", "C #"],
  [":status[a]{b=c}", ":status[a]{b=c}"],
];

for (const [summary, title] of SUMMARIES) {
  Deno.test(`a summary keeps its words: ${summary}`, () => {
    const markdown = `<details><summary>${summary}</summary>\n\na\n\n</details>`;
    const { content: [expand] } = markdownToAdf(markdown);
    assert.equal(expand?.attrs?.["title"], title);
  });
}
