/** HTML comments in files: they are not sent, and a pull keeps them where they are. */
import assert from "node:assert/strict";
import { getPage, updatePage } from "../../src/confluence/pages.ts";
import { memoryHost } from "../../src/testing/mod.ts";
import { getDocsStatus, pullDocs, pushDocs } from "../../src/sync/mod.ts";
import { keepComments } from "../../src/sync/kept_comments.ts";
import { DOCS_FACES, type DocsFace, openDocsSite } from "../helpers/docs_site.ts";

const ROOT = "/home/me/docs";
const ID = "40002";
const PATH = "Web shop team/Working agreements.md";

async function pulled(face: DocsFace, storage: string) {
  const client = openDocsSite(face).client();
  const host = memoryHost();
  const options = { client, host, root: ROOT };
  const change = async (text: string): Promise<void> => {
    const { title, version } = await getPage(client, { id: ID });
    await updatePage(client, { id: ID, title, storage: text, version: version.number });
  };
  await change(storage);
  await pullDocs({ ...options, space: "TEAM" });
  const read = (): string => host.disk.text(`${ROOT}/${PATH}`) ?? "";
  const edit = (from: string, to: string): void =>
    host.disk.write(`${ROOT}/${PATH}`, read().replace(from, to));
  const push = () => pushDocs({ ...options, confirm: () => Promise.resolve(true) });
  const page = () => getPage(client, { id: ID });
  return { options, change, read, edit, push, page };
}

for (const face of DOCS_FACES) {
  Deno.test(`a comment alone is not pushed, and counts as no edit afterwards (${face})`, async () => {
    const { options, edit, push, page, read } = await pulled(face, "<p>one</p><p>two</p>");
    const before = await page();
    edit("two", "<!-- ask Mia -->\n\ntwo <!-- sure? -->");
    const { pushed } = await push();
    assert.deepEqual(pushed, []);
    assert.deepEqual((await page()).version.number, before.version.number);
    assert.match(read(), /<!-- ask Mia -->/);
    assert.deepEqual((await getDocsStatus(options)).entries, []);
  });

  Deno.test(`a pull keeps comments before the same block (${face})`, async () => {
    const { options, edit, push, change, read } = await pulled(face, "<p>one</p><p>two</p>");
    edit("two", "<!-- ask Mia -->\n\ntwo <!-- sure? -->");
    await push();
    await change("<p>zero</p><p>one</p><p>new</p><p>two</p>");
    const { undecided } = await pullDocs(options);
    assert.deepEqual(undecided, []);
    assert.ok(read().endsWith("zero\n\none\n\nnew\n\n<!-- ask Mia -->\n\ntwo <!-- sure? -->\n"), read());
    assert.deepEqual((await getDocsStatus(options)).entries, []);
  });

  Deno.test(`a pull reports a comment whose block is gone, and keeps the file (${face})`, async () => {
    const { options, edit, push, change, read } = await pulled(face, "<p>one</p><p>two</p>");
    edit("two", "<!-- ask Mia -->\n\ntwo");
    await push();
    await change("<p>one</p><p>other</p>");
    const { undecided } = await pullDocs(options);
    assert.deepEqual(undecided.map(({ path, why }) => [path, why]), [[PATH, "both-edited"]]);
    assert.match(read(), /<!-- ask Mia -->\n\ntwo/);
  });
}

Deno.test("a language that Data Center does not know is sent once, and the file keeps its word", async () => {
  const { options, edit, push, page, read } = await pulled("data-center", "<p>one</p>");
  edit("one", "```typescript\na\n```");
  assert.equal((await push()).pushed.length, 1);
  assert.match((await page()).storage ?? "", /ac:name="language">javascript</);
  edit("```typescript", "```ts");
  assert.deepEqual((await push()).pushed, []);
  assert.match(read(), /```ts\n/);
  assert.deepEqual((await getDocsStatus(options)).entries, []);
});

const KEPT: readonly (readonly [name: string, old: string, text: string, kept: string | undefined])[] = [
  ["at the beginning", "<!-- a -->\n\nb\n", "c\n\nb\n", "c\n\n<!-- a -->\n\nb\n"],
  ["at the end", "b\n\n<!-- a -->\n", "b\n\nc\n", "b\n\nc\n<!-- a -->\n\n"],
  ["of several lines", "<!-- a\n\nb -->\nc\n", "c\n\nd\n", "<!-- a\n\nb -->\n\nc\n\nd\n"],
  [
    "before the second of two equal lines",
    "b\n\n<!-- a -->\n\nb\n",
    "b\n\nx\n\nb\n",
    "b\n\nx\n\n<!-- a -->\n\nb\n",
  ],
  ["in a line", "b <!-- a --> c\n", "x\n\nb c\n", "x\n\nb <!-- a --> c\n"],
  [
    "in code, which the page has",
    "```\n<!-- a -->\n```\n",
    "x\n\n```\n<!-- a -->\n```\n",
    "x\n\n```\n<!-- a -->\n```\n",
  ],
  ["in a line that is gone", "b <!-- a --> c\n", "x\n", undefined],
  ["across lines", "b <!-- a\na --> c\n", "x\n\nb c\n", "x\n\nb <!-- a\na --> c\n"],
  [
    "in a file that is written in another way",
    "* b <!-- a -->\n* b\n",
    "- b\n- b\n",
    "* b <!-- a -->\n* b\n",
  ],
  ["across lines that are gone", "b <!-- a\na --> c\n", "b d\n", undefined],
  [
    "before the last of equal lines",
    "b\n\n<!-- a -->\n\nb\n",
    "b\n\nb\n\nb\n",
    "b\n\nb\n\n<!-- a -->\n\nb\n",
  ],
  ["before one of equal lines that is gone", "c\n\n<!-- a -->\n\nb\n\nd\n\nb\n", "c\n\nd\n\nb\n", undefined],
  [
    "before one of equal lines that changed places",
    "c\n\n<!-- a -->\n\nb\n\nd\n\nb\n",
    "d\n\nb\n\nc\n\nb\n",
    "d\n\nb\n\nc\n\n<!-- a -->\n\nb\n",
  ],
  ["before a line that is code now", "<!-- a -->\n\nb\n", "```\nb\n```\n", undefined],
  ["in a line that is code now", "b <!-- a --> c\n", "```\nb c\n```\n", undefined],
  ["between lines that are one paragraph now", "b\n\n<!-- a -->\n\nc\n", "b\nc\n", undefined],
  ["in a quote, which would end", "> b\n> <!-- a\n> a -->\n> c\n", "> b\n>\n> c\n\nd\n", undefined],
  [
    "beside a front matter that looks like one",
    '---\ntitle: "b <!-- a -->"\n---\n\nb\n',
    '---\ntitle: "b"\n---\n\nb\n',
    '---\ntitle: "b"\n---\n\nb\n',
  ],
  ["that is code in a line", "b `<!-- a -->`\n", "c\n", "c\n"],
];

for (const [name, old, text, kept] of KEPT) {
  Deno.test(`keepComments() keeps a comment ${name}`, () => {
    assert.equal(keepComments(old, text), kept);
  });
}

Deno.test("a push names the HTML that it sends as text, by its line in the file", async () => {
  const { options, edit } = await pulled("cloud", "<p>one</p>");
  edit("one", "one\n\n<div>two</div>");
  const told: unknown[] = [];
  const confirm = (changes: readonly { readonly html?: unknown }[]): Promise<boolean> => {
    told.push(...changes.map(({ html }) => html));
    return Promise.resolve(false);
  };
  await pushDocs({ ...options, confirm });
  assert.deepEqual(told, [[{ tag: "<div>", line: 13 }, { tag: "</div>", line: 13 }]]);
});

Deno.test("keepComments() takes time by the length of a file with thousands of comments and equal lines", () => {
  const old = "b\n\n<!-- a -->\n\n".repeat(5_000) + "c <!-- ` ``\n".repeat(5_000);
  const start = performance.now();
  keepComments(old, `${"b\n\n".repeat(5_000)}d\n`);
  assert.ok(performance.now() - start < 5_000);
});
