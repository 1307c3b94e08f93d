/** The state of a folder as it is saved, and the ways in which it cannot be read. */
import assert from "node:assert/strict";
import { AtlcliError } from "../../src/core/errors.ts";
import { FileFault } from "../../src/core/host.ts";
import { Folder } from "../../src/sync/folder.ts";
import { hashOf } from "../../src/sync/render.ts";
import { announce, type DocsState, loadState, type PageState, saveState } from "../../src/sync/state.ts";
import { memoryHost } from "../../src/testing/mod.ts";
import { failsWith } from "../helpers/fails_with.ts";

const FILE = "/docs/.atlcli-docs.json";
const JOURNAL = "/docs/.atlcli-docs.journal.json";
const PICTURE = { title: "a.png", path: "Home.attachments/a.png", version: 1, size: 1, modifiedAt: 0 };
const PAGE: PageState = {
  path: "Home.md",
  version: 1,
  title: "Home",
  labels: ["a"],
  markdown: "x",
  storage: "y",
  links: {},
  attachments: {},
};

function folderWith(page: PageState): Pick<DocsState, "site" | "space" | "pages"> {
  return {
    site: "https://demo.atlassian.net",
    space: { id: "1", key: "TEAM" },
    pages: new Map([["40001", page]]),
  };
}

/** Saves a page, and shows how it is stored. */
async function stored(
  state: DocsState,
): Promise<{ readonly text: string; readonly loaded: DocsState | undefined }> {
  const host = memoryHost();
  host.disk.folder("/docs");
  const folder = new Folder(host, "/docs");
  await saveState(folder, state);
  return { text: host.disk.text(FILE) ?? "", loaded: await loadState(folder) };
}

Deno.test("saveState() writes one member per line, and none that says nothing", async () => {
  for (const more of [{}, { unfinished: [], adding: [], sending: undefined }]) {
    for (const creating of [undefined, new Map<string, never>()]) {
      const { text } = await stored({ ...folderWith({ ...PAGE, ...more }), creating });
      assert.equal(
        text,
        `{
 "version": 1,
 "site": "https://demo.atlassian.net",
 "space": {
  "id": "1",
  "key": "TEAM"
 },
 "pages": {
  "40001": {
   "path": "Home.md",
   "version": 1,
   "title": "Home",
   "labels": [
    "a"
   ],
   "markdown": "x",
   "storage": "y",
   "links": {},
   "attachments": {}
  }
 }
}
`,
      );
    }
  }
});

Deno.test("loadState() reads the steps, files and versions that a push had yet to confirm", async () => {
  const sending = { version: 2, title: "Home", parent: "30001", content: "c", adding: ["b.png"] };
  for (const unfinished of ["content", "attachments", "labels"] as const) {
    const page = { ...PAGE, unfinished: [unfinished], adding: ["a.png"], sending };
    const { loaded } = await stored(folderWith(page));
    assert.deepEqual(loaded?.pages.get("40001"), page);
  }
});

Deno.test("loadState() marks the files of the user's own, wherever the mark stood before", async () => {
  const own = { ...PICTURE, title: "b.png", path: "pictures/b.png" };
  const attachments = { att1: { ...PICTURE, own: true }, att2: own };
  const { loaded } = await stored(folderWith({ ...PAGE, attachments }));
  assert.deepEqual(loaded?.pages.get("40001")?.attachments, { att1: PICTURE, att2: { ...own, own: true } });
});

Deno.test("saveState() names the former paths of pages whose files stayed there, once and in order", async () => {
  const at = (path: string): typeof PICTURE => ({ ...PICTURE, path });
  const { text } = await stored(folderWith({
    ...PAGE,
    attachments: {
      att1: at("Old.attachments/a.png"),
      att2: at("Home.attachments/b.png"),
      att3: at("Former/Older.attachments/c.png"),
      att4: at("Old.attachments/d.png"),
      att5: at("own/e.png"),
    },
  }));
  assert.deepEqual(JSON.parse(text).formerly, ["Former/Older.md", "Old.md"]);
});

for (
  const [reason, what] of [["is-link", "a link"], ["is-folder", "a folder"], [
    "not-regular",
    "a pipe",
  ]] as const
) {
  Deno.test(`loadState() refuses ${what} in place of the state`, async () => {
    const host = memoryHost({ files: { [FILE]: "{}" } });
    host.failNext("open", reason);
    const error = await failsWith(loadState(new Folder(host, "/docs")), "docs-folder");
    assert.equal(error.message, 'The state of "/docs" is invalid: Not a regular file of this folder');
  });
}

Deno.test("loadState() passes on why the state cannot be opened", async () => {
  const host = memoryHost({ files: { [FILE]: "{}" } });
  host.failNext("open", "denied");
  await assert.rejects(
    loadState(new Folder(host, "/docs")),
    (error) => error instanceof FileFault && error.reason === "denied",
  );
});

Deno.test("loadState() says how to go on without the file that is broken: the state, or the journal", async () => {
  for (
    const [file, hint] of [
      [FILE, 'Restore ".atlcli-docs.json" from a backup, or remove it and pull into another folder'],
      [JOURNAL, 'Remove ".atlcli-docs.journal.json", and pull again'],
    ] as const
  ) {
    const error = await loadState(new Folder(memoryHost({ files: { [file]: "[]" } }), "/docs"))
      .catch((thrown: unknown) => thrown);
    assert.ok(error instanceof AtlcliError);
    assert.deepEqual([error.code, error.hint], ["docs-folder", hint]);
  }
});

Deno.test("loadState() shortens the name of a member to 100 characters", async () => {
  const value = { ...folderWith(PAGE), pages: { ["x".repeat(200)]: PAGE } };
  const folder = new Folder(memoryHost({ files: { [FILE]: JSON.stringify(value) } }), "/docs");
  const { message } = await failsWith(loadState(folder), "docs-folder");
  assert.equal(
    message,
    `The state of "/docs" is invalid: "pages.${"x".repeat(93)}…" is not the id of a page`,
  );
});

Deno.test("loadState() finds what announce() wrote, until saveState() ends the journal", async () => {
  const host = memoryHost({ files: { "/docs/Home.md": "Text" } });
  const folder = new Folder(host, "/docs");
  const announced = { ...PAGE, markdown: hashOf("Text"), version: 2 };
  await saveState(folder, folderWith(PAGE));
  await announce(folder, folderWith(announced));
  assert.deepEqual((await loadState(folder))?.pages.get("40001"), announced);
  await saveState(folder, folderWith(PAGE));
  assert.deepEqual((await loadState(folder))?.pages.get("40001"), PAGE);
  assert.equal(host.disk.text(JOURNAL), undefined);
});
