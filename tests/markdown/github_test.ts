/**
 * GitHub's Markdown beyond CommonMark: comments, alerts, details, HTML in lines, footnotes.
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
import { GITHUB } from "./corpus/github.ts";

for (const { name, markdown, storage, wiki } of GITHUB) {
  Deno.test(`GitHub's Markdown: ${name}`, () => {
    assert.equal(markdownToStorage(markdown), storage);
    assert.equal(markdownToWiki(markdown), wiki);
  });
  Deno.test(`GitHub's Markdown comes back from each format: ${name}`, () => {
    const fromStorage = storageToMarkdown(storage);
    assert.equal(storageToMarkdown(markdownToStorage(fromStorage)), fromStorage);
    const fromWiki = wikiToMarkdown(wiki);
    assert.equal(wikiToMarkdown(markdownToWiki(fromWiki)), fromWiki);
    const fromAdf = adfToMarkdown(markdownToAdf(markdown));
    assert.equal(adfToMarkdown(markdownToAdf(fromAdf)), fromAdf);
  });
}

Deno.test("markdownToAdf() writes alerts, details and HTML as the nodes and marks of ADF", () => {
  const [note, caution, details, line] = markdownToAdf(
    "> [!NOTE]\n> a\n\n> [!CAUTION]\n> b\n\n<details><summary>c</summary>\n\nd\n</details>\n\n<mark>e</mark><kbd>f</kbd>",
  ).content;
  assert.deepEqual([note?.attrs, caution?.attrs, details?.type, details?.attrs], [
    { panelType: "info" },
    { panelType: "error" },
    "expand",
    { title: "c" },
  ]);
  assert.deepEqual(line?.content, [
    { type: "text", text: "e", marks: [{ type: "backgroundColor", attrs: { color: "#f8e6a0" } }] },
    { type: "text", text: "f", marks: [{ type: "code" }] },
  ]);
});

Deno.test("text that looks like GitHub's Markdown stays text", () => {
  for (
    const text of [
      "&lt;!-- a --&gt;",
      "&lt;sub&gt;a&lt;/sub&gt;",
      "a[^1]</p><p>[^1]: b",
      "&lt;details&gt;a&lt;/details&gt;",
    ]
  ) {
    const storage = `<p>${text}</p>`;
    assert.equal(markdownToStorage(storageToMarkdown(storage)), storage);
  }
});

Deno.test("every format keeps the link around an image", () => {
  const markdown = "see [![b](http://x/b.png)](http://y)";
  assert.match(markdownToStorage(markdown), /<a href="http:\/\/y"><ac:image ac:alt="b">/);
  assert.equal(markdownToWiki(markdown), "see [!http://x/b.png|alt=b!|http://y]");
  const [paragraph] = markdownToAdf(markdown).content;
  assert.deepEqual(paragraph?.content?.[1], {
    type: "text",
    text: "b",
    marks: [{ type: "link", attrs: { href: "http://y" } }],
  });
});

Deno.test("HTML that stays text is reported, with its line", () => {
  const markdown =
    '<div align="center">\n\na <sub>b</sub> <i>c\n\n> [!NOTE]\n> <p>\n\n<details>\n\n- <h1>\n</details>\n\n`<x>` <br> <!-- d -->';
  const told: [string, number][] = [];
  const onHtml = (html: string, line: number): void => void told.push([html, line]);
  markdownToStorage(markdown, { onHtml });
  const expected = [['<div align="center">', 1], ["<i>", 3], ["<p>", 6], ["<h1>", 10]];
  assert.deepEqual(told, expected);
  told.length = 0;
  markdownToWiki(markdown, { onHtml });
  markdownToAdf(markdown, { onHtml });
  assert.deepEqual(told, [...expected, ...expected]);
});
