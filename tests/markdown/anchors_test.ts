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
