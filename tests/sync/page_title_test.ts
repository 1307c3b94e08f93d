/** The title of a new page, and that it stands on the page once. */
import assert from "node:assert/strict";
import { getPage } from "../../src/confluence/pages.ts";
import { memoryHost } from "../../src/testing/mod.ts";
import { getDocsStatus, pullDocs, pushDocs } from "../../src/sync/mod.ts";
import { titleOf } from "../../src/sync/page_title.ts";
import { openDocsSite } from "../helpers/docs_site.ts";

const TITLES: readonly (readonly [name: string, body: string, title: string])[] = [
  ["the first heading", "# Beside\n\ntext\n", "Beside"],
  [
    "the text of the first heading, without formatting",
    "# The **big** `plan` &amp; [link](https://x.example) <!-- c -->\n",
    "The big plan & link",
  ],
  ["an underlined heading", "Two\nlines\n===\n\ntext\n", "Two lines"],
  ["the heading after comments", "<!-- a\n\nb -->\n\n# Beside #\n", "Beside"],
  ["the name, if a heading is not first", "text\n\n# Later\n", "Setup guide"],
  ["the name, if the first heading is of another level", "## Section\n\n# Later\n", "Setup guide"],
  [
    "the name, if only code has a heading",
    "Run this first:\n\n```\n# install the dependencies\n```\n",
    "Setup guide",
  ],
  ["the name, if code is first", "```\n# install\n```\n", "Setup guide"],
  ["the name, if the heading is empty", "#\n\ntext\n", "Setup guide"],
  ["the name, if there is no text", "", "Setup guide"],
];

for (const [name, body, title] of TITLES) {
  Deno.test(`the title of a new page is ${name}`, () => {
    assert.equal(titleOf({ front: {}, body, path: "a/Setup guide.md" }), title);
  });
}

async function pulled() {
  const client = openDocsSite("cloud").client();
  const host = memoryHost();
  const options = { client, host, root: "/home/me/docs" };
  await pullDocs({ ...options, space: "TEAM" });
  const path = (name: string): string => `/home/me/docs/${name}`;
  const write = (name: string, text: string): void => host.disk.write(path(name), text);
  const read = (name: string): string => host.disk.text(path(name)) ?? "";
  const push = () => pushDocs({ ...options, confirm: () => Promise.resolve(true) });
  const storageOf = async (id: string): Promise<string | undefined> =>
    (await getPage(client, { id })).storage;
  return { options, write, read, push, storageOf };
}

Deno.test("a heading that is the title is not sent, neither with a new page nor later, and stays in the file", async () => {
  const { options, write, read, push, storageOf } = await pulled();
  write("Beside.md", "# Beside\n\ntext\n");
  const [created] = (await push()).pushed;
  assert.equal(await storageOf(created?.id ?? ""), "<p>text</p>");
  assert.deepEqual((await getDocsStatus(options)).entries, []);
  write("Beside.md", read("Beside.md").replace("text", "more"));
  assert.equal((await push()).pushed.length, 1);
  assert.equal(await storageOf(created?.id ?? ""), "<p>more</p>");
  assert.match(read("Beside.md"), /\n# Beside\n\nmore\n$/);
});

Deno.test("a heading that is the title stays on a page that begins with it", async () => {
  const { options, write, read, push, storageOf } = await pulled();
  write("Beside.md", "---\ntitle: Other\n---\n\n# Beside\n\ntext\n");
  const [created] = (await push()).pushed;
  assert.equal(await storageOf(created?.id ?? ""), "<h1>Beside</h1><p>text</p>");
  write("Beside.md", read("Beside.md").replace("title: Other", "title: Beside").replace("text", "more"));
  assert.equal((await push()).pushed.length, 1);
  assert.equal(await storageOf(created?.id ?? ""), "<h1>Beside</h1><p>more</p>");
  assert.deepEqual((await getDocsStatus(options)).entries, []);
});
