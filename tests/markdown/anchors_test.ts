/**
 * Links to headings of the same page: GitHub's fragments in Markdown, Confluence's anchors in storage format.
 */
import assert from "node:assert/strict";
import { markdownToStorage, storageToMarkdown } from "../../src/markdown/mod.ts";

const MARKDOWN = [
  "[go](#the-section-below) [dup](#notes-1) [in](#install--run) [none](#nowhere) [up](#Notes)\n",
  "## The section below\n",
  "## Notes\n",
  "> ## Notes\n",
  "### Install & `Run`!\n",
].join("\n");

function link(anchor: string, text: string): string {
  return `<ac:link ac:anchor="${anchor}"><ac:plain-text-link-body><![CDATA[${text}]]></ac:plain-text-link-body></ac:link>`;
}

function page(anchors: readonly [string, string, string, string]): string {
  const [go, dup, install, notes] = anchors;
  return [
    `<p>${link(go, "go")} ${link(dup, "dup")} ${link(install, "in")} ${link("nowhere", "none")} ${
      link(notes, "up")
    }</p>`,
    "<h2>The section below</h2><h2>Notes</h2><blockquote><h2>Notes</h2></blockquote>",
    "<h3>Install &amp; <code>Run</code>!</h3>",
  ].join("");
}

const ANCHORS = {
  cloud: ["The-section-below", "Notes.1", "Install-&amp;-Run!", "Notes"],
  "data-center": ["Thesectionbelow", "Notes.1", "Install&amp;Run!", "Notes"],
} as const;

for (const deployment of ["cloud", "data-center"] as const) {
  Deno.test(`a fragment that is GitHub's for a heading becomes the heading's anchor, and back (${deployment})`, () => {
    const storage = page(ANCHORS[deployment]);
    assert.equal(markdownToStorage(MARKDOWN, { deployment }), storage);
    const back = storageToMarkdown(storage, { deployment });
    assert.equal(back, MARKDOWN.replace("#Notes", "#notes"));
    assert.equal(markdownToStorage(back, { deployment }), storage);
  });
}

Deno.test("other anchors come back as they are", () => {
  const storage = `<p>${link("Install &amp; Run", "a")} ${link("top", "b")}</p><h1>Install &amp; Run</h1>`;
  const markdown = storageToMarkdown(storage);
  assert.equal(markdown, "[a](#Install%20%26%20Run) [b](#top)\n\n# Install & Run\n");
  assert.equal(markdownToStorage(markdown), storage);
});

Deno.test("headings in containers and lists have anchors, too, and definitions lead there", () => {
  const markdown = "[a][x] [b](#two)\n\n[x]: #one\n\n:::info\n# One\n:::\n\n- # Two\n";
  const storage = markdownToStorage(markdown);
  assert.ok(storage.startsWith(`<p>${link("One", "a")} ${link("Two", "b")}</p>`), storage);
});

Deno.test("code with thousands of tags of headings takes no longer than their number", () => {
  const tags = "<h1> ".repeat(40_000);
  const page = '<p><ac:link ac:anchor="x"/></p><ac:structured-macro ac:name="code" ac:schema-version="1">' +
    `<ac:plain-text-body><![CDATA[${tags}</h1>]]></ac:plain-text-body></ac:structured-macro>`;
  const start = performance.now();
  assert.ok(storageToMarkdown(page).includes(tags));
  assert.ok(performance.now() - start < 5_000);
});

/** Pages with a link to a place that is not the heading of that name. */
const MISLEADING: readonly (readonly [name: string, anchor: string, rest: string])[] = [
  ["an anchor beside a heading of its name", "setup", "<h2>Setup</h2>"],
  ["a heading that is numbered like an equal one", "a-1", "<h2>a</h2><h2>a</h2><h2>a-1</h2>"],
  ["a heading after an equal one that stays raw", "A.1", '<custom x="y"><h2>A</h2></custom><h2>A</h2>'],
  ["a heading", "Set-up", "<h2>Set up</h2>"],
  [
    "an anchor before a link to the heading of its name",
    "setup",
    '<h2>Setup</h2><p><ac:link ac:anchor="Setup" /></p>',
  ],
  ["a heading of signs", "![", "<h2>![</h2>"],
  ["nothing", "nowhere", "<h2>Set up</h2>"],
];

for (const [name, anchor, rest] of MISLEADING) {
  Deno.test(`a link still leads there on the way back: ${name}`, () => {
    const link =
      `<ac:link ac:anchor="${anchor}"><ac:plain-text-link-body><![CDATA[b]]></ac:plain-text-link-body></ac:link>`;
    const page = `<p>${link}</p>${rest}`;
    const back = markdownToStorage(storageToMarkdown(page));
    assert.ok(back.includes(`ac:anchor="${anchor}"`), back);
  });
}

Deno.test("an empty fragment leads to no heading of signs alone", () => {
  assert.equal(markdownToStorage("# ...\n\n[a](#)"), '<h1>...</h1><p><a href="#">a</a></p>');
});
