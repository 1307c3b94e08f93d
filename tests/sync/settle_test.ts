/** Requests whose response was lost: whether the site has carried them out. */
import assert from "node:assert/strict";
import { createPage, getPage, type Page, updatePage } from "../../src/confluence/pages.ts";
import { Folder } from "../../src/sync/folder.ts";
import { contentHash, hashOf } from "../../src/sync/render.ts";
import { createdPage, findSent, isOurs, settle } from "../../src/sync/settle.ts";
import { type DocsState, loadState, type PageState, type SentPage } from "../../src/sync/state.ts";
import { memoryHost } from "../../src/testing/mod.ts";
import { DOCS_FACES, type DocsFace, openDocsSite } from "../helpers/docs_site.ts";

const TEXT = "<p>Text</p>";
const VERSION = { number: 2, when: undefined, by: undefined, message: "" };
const PAGE: Page = {
  id: "40001",
  title: "Home",
  status: "current",
  spaceKey: "TEAM",
  spaceId: "30001",
  labels: undefined,
  version: VERSION,
  parentId: "30001",
  storage: TEXT,
  url: "https://demo.atlassian.net/x",
};
const SENT: SentPage = {
  version: 2,
  title: "Home",
  parent: "30001",
  content: contentHash(TEXT, undefined),
};
const KNOWN: PageState = {
  path: "Home.md",
  version: 1,
  title: "Working agreements",
  parent: "40001",
  labels: ["a"],
  markdown: "x",
  storage: "y",
  links: {},
  attachments: {},
};

Deno.test("isOurs() is whether a page has exactly the version, title, parent and content that were sent", () => {
  for (
    const [page, sent, expected] of [
      [{}, {}, true],
      [{ title: " Home " }, {}, true],
      [{}, { title: " Home " }, true],
      [{ parentId: "30002" }, { parent: undefined }, true],
      [{ storage: "<p>Text </p>" }, {}, true],
      [{ storage: undefined }, { content: contentHash("", undefined) }, true],
      [{ version: { ...VERSION, number: 3 } }, {}, false],
      [{ title: "Home 2" }, {}, false],
      [{ parentId: "30002" }, {}, false],
      [{ parentId: undefined }, {}, false],
      [{ storage: "<p>Other</p>" }, {}, false],
      [{ storage: undefined }, {}, false],
    ] as const
  ) {
    const [there, here] = [{ ...PAGE, ...page }, { ...SENT, ...sent }];
    assert.equal(isOurs(there, here, undefined), expected, JSON.stringify([page, sent]));
  }
});

Deno.test("createdPage() records only the content as confirmed", () => {
  const adding = ["a.txt"];
  const made = {
    path: "New.md",
    version: 2,
    title: "Sent",
    parent: "30001",
    labels: [],
    markdown: "",
    storage: hashOf(TEXT),
    links: {},
    attachments: {},
    adding,
  };
  const sent = { ...SENT, title: "Sent", parent: "30009", adding };
  assert.deepEqual(createdPage({ path: "New.md", page: PAGE, sent }), made);
  const bare = { ...PAGE, parentId: undefined, storage: undefined };
  assert.deepEqual(createdPage({ path: "New.md", page: bare, sent }), {
    ...made,
    parent: "30009",
    storage: hashOf(""),
  });
});

/** A state of the space TEAM, in a folder, with a client of the site that counts its requests. */
function scene(face: DocsFace, more: Pick<DocsState, "pages" | "creating">) {
  const site = openDocsSite(face);
  let requests = 0;
  const client = site.client(() => {
    requests++;
    return undefined;
  });
  const host = memoryHost();
  host.disk.folder("/docs");
  const folder = new Folder(host, "/docs");
  const state = { site: "https://x.test", space: { id: "30001", key: "TEAM" }, ...more };
  return { client, folder, parts: { client, folder, state, endless: undefined }, asked: () => requests };
}

for (const face of DOCS_FACES) {
  Deno.test(`settle() takes over the version that the site has, and forgets one that it has not, on ${face}`, async () => {
    const pages = new Map<string, PageState>();
    const { client, folder, parts } = scene(face, { pages, creating: undefined });
    const text = "<p>New text</p>";
    const sending = { version: 2, title: "Agreements", content: contentHash(text, undefined) };
    pages.set("40002", { ...KNOWN, sending });
    pages.set("40003", { ...KNOWN, path: "D.md", sending });
    pages.set("40006", { ...KNOWN, path: "P.md", sending: { ...sending, parent: "40003" } });
    pages.set("49999", { ...KNOWN, path: "Gone.md", sending });
    pages.set("40001", { ...KNOWN, path: "H.md" });
    await updatePage(client, { id: "40002", title: "Agreements", storage: text, version: 1 });
    await updatePage(client, {
      id: "40006",
      title: "Agreements 2",
      storage: text,
      version: 1,
      parentId: "40003",
    });
    pages.set("40006", {
      ...KNOWN,
      path: "P.md",
      sending: { ...sending, title: "Agreements 2", parent: "40003" },
    });
    const { storage = "" } = await getPage(client, { id: "40002" });
    const sent = { ...KNOWN, version: 2, title: "Agreements", markdown: "", storage: hashOf(storage) };
    const settled = await settle(parts);
    assert.deepEqual(Object.fromEntries(settled.pages), {
      40001: { ...KNOWN, path: "H.md" },
      40002: sent,
      40003: { ...KNOWN, path: "D.md" },
      40006: { ...sent, path: "P.md", title: "Agreements 2", parent: "40003" },
      49999: { ...KNOWN, path: "Gone.md" },
    });
    assert.deepEqual((await loadState(folder))?.pages, settled.pages);
  });

  Deno.test(`settle() takes over new pages that the site has, each once, on ${face}`, async () => {
    const content = contentHash(TEXT, undefined);
    const creating = new Map<string, SentPage>([
      ["Fresh.md", { version: 1, title: "Fresh", parent: "40001", content }],
      ["Lost.md", { version: 1, title: "Lost", parent: "40001", content }],
      ["Other.md", { version: 1, title: "Decisions", parent: "40001", content }],
    ]);
    const old = { ...KNOWN, path: "Fresh.md" };
    const pages = new Map([["40002", old], ["40003", { ...KNOWN, path: "D.md" }]]);
    const { client, folder, parts } = scene(face, { pages, creating });
    const space = { id: "30001", key: "TEAM" };
    const { id } = await createPage(client, { space, title: "Fresh", storage: TEXT, parentId: "40001" });
    const page = await getPage(client, { id });
    const settled = await settle(parts);
    const made = createdPage({ path: "Fresh.md", page, sent: { version: 1, title: "Fresh", content } });
    assert.deepEqual(Object.fromEntries(settled.pages), {
      40003: { ...KNOWN, path: "D.md" },
      [id]: made,
    });
    assert.deepEqual([settled.creating, (await loadState(folder))?.creating], [new Map(), new Map()]);
    const again = { ...parts, state: { ...settled, creating } };
    assert.deepEqual((await settle(again)).pages.get(id), made);
  });

  Deno.test(`settle() looks after a version and a new page at the same time, on ${face}`, async () => {
    const content = contentHash(TEXT, undefined);
    const pages = new Map([["40002", { ...KNOWN, sending: { version: 2, title: "Agreements", content } }]]);
    const creating = new Map<string, SentPage>([["Lost.md", { version: 1, title: "Lost", content }]]);
    const { parts } = scene(face, { pages, creating });
    const settled = await settle(parts);
    assert.deepEqual([Object.fromEntries(settled.pages), settled.creating], [{ 40002: KNOWN }, new Map()]);
  });

  Deno.test(`findSent() finds no page of that title with another content, and none at all, on ${face}`, async () => {
    const { parts } = scene(face, { pages: new Map(), creating: undefined });
    const sent = {
      version: 1,
      title: "Decisions",
      content: contentHash("<p>One page for each.</p>", undefined),
    };
    assert.equal((await findSent(parts, sent))?.id, "40003");
    assert.equal(await findSent(parts, { ...sent, content: "x" }), undefined);
    assert.equal(await findSent(parts, { ...sent, title: "None" }), undefined);
  });

  Deno.test(`settle() sends and writes nothing if no response was lost, on ${face}`, async () => {
    for (const creating of [undefined, new Map<string, SentPage>()]) {
      const { parts, folder, asked } = scene(face, { pages: new Map([["40002", KNOWN]]), creating });
      assert.equal(await settle(parts), parts.state);
      assert.equal(await loadState(folder), undefined);
      assert.equal(asked(), 0);
    }
  });
}
