import assert from "node:assert/strict";
import { Folder } from "../../src/sync/folder.ts";
import { type DocsState, loadState, type PageState, saveState } from "../../src/sync/state.ts";
import { memoryHost } from "../../src/testing/mod.ts";
import { failsWith } from "../helpers/fails_with.ts";

const FILE = "/docs/.atlcli-docs.json";
const PAGE: PageState = {
  path: "Home.md",
  version: 1,
  title: "Home",
  parent: "30001",
  labels: ["a"],
  markdown: "x",
  storage: "y",
  links: {},
  attachments: {
    att50001: {
      title: "a.png",
      path: "Home.attachments/a.png",
      version: 1,
      size: 1,
      modifiedAt: 0,
      hash: "z",
    },
  },
};
const STATE: DocsState = {
  site: "https://demo.atlassian.net",
  space: { id: "1", key: "TEAM" },
  pages: new Map([["40001", PAGE]]),
  creating: new Map([["New.md", { version: 1, title: "New", parent: "40001", content: "c" }]]),
};

/** Checks how a state is refused. */
async function refused(folder: Folder, message: string): Promise<void> {
  assert.equal((await failsWith(loadState(folder), "docs-folder")).message, message);
}

type Stored = Record<string, unknown>;

/** A folder with a state in which something was changed by hand. */
async function altered(change: (state: Stored, page: Stored, file: Stored) => void): Promise<Folder> {
  const host = memoryHost();
  host.disk.folder("/docs");
  const folder = new Folder(host, "/docs");
  await saveState(folder, STATE);
  const state = JSON.parse(host.disk.text(FILE) ?? "");
  change(state, state.pages["40001"], state.pages["40001"].attachments.att50001);
  host.disk.write(FILE, JSON.stringify(state));
  return folder;
}

/** Renames a member. */
function renamed(object: unknown, from: string, to: string): void {
  assert.ok(typeof object === "object" && object !== null);
  const value = Object.entries(object).find(([name]) => name === from)?.[1];
  Reflect.deleteProperty(object, from);
  Object.defineProperty(object, to, { value, enumerable: true });
}

const REFUSED: Readonly<
  Record<string, readonly [(state: Stored, page: Stored, file: Stored) => void, string]>
> = {
  "a page's id with a slash": [
    (state) => renamed(state["pages"], "40001", "/.git/1"),
    '"pages./.git/1" is not the id of a page',
  ],
  "a page that is called constructor": [
    (state) => renamed(state["pages"], "40001", "constructor"),
    '"pages.constructor" is not the id of a page',
  ],
  "a page that is called __proto__": [
    (state) => renamed(state["pages"], "40001", "__proto__"),
    '"pages.__proto__" is not a valid id',
  ],
  "a file's id that is not a number": [
    (_state, page) => renamed(page["attachments"], "att50001", "toString"),
    '"pages.40001.attachments.toString" is not a valid attachment id',
  ],
  "a parent that is not a number": [
    (_state, page) => void (page["parent"] = "../1"),
    '"pages.40001.parent" is not the id of a page',
  ],
  "a file anywhere in the folder": [
    (_state, _page, file) => void (file["path"] = "terraform/prod.tfvars"),
    '"pages.40001.attachments.att50001.path" names a file that no pull writes',
  ],
  "a file of a page that the state does not have": [
    (_state, _page, file) => void (file["path"] = "Other.attachments/a.png"),
    '"pages.40001.attachments.att50001.path" names a file that no pull writes',
  ],
  "a file in a folder of a page's files": [
    (_state, _page, file) => void (file["path"] = "Home.attachments/deep/a.png"),
    '"pages.40001.attachments.att50001.path" names a file that no pull writes',
  ],
  "a file outside": [
    (_state, _page, file) => Object.assign(file, { path: "../a.png", own: true }),
    '"pages.40001.attachments.att50001.path" names a file outside the folder',
  ],
  "a hidden file": [
    (_state, _page, file) => Object.assign(file, { path: ".git/config", own: true }),
    '"pages.40001.attachments.att50001.path" names a hidden file',
  ],
  "control characters in the space": [
    (state) => void (state["space"] = { id: "1", key: "T\u001b]0;x\u0007" }),
    '"space.key" has control characters',
  ],
  "control characters in a title": [
    (_state, page) => void (page["title"] = "a\u009b31m"),
    '"pages.40001.title" has control characters',
  ],
  "control characters in a file's title": [
    (_state, _page, file) => void (file["title"] = "a\r\nb"),
    '"pages.40001.attachments.att50001.title" has control characters',
  ],
  "control characters in the site": [
    (state) => void (state["site"] = "https://a\u001b"),
    '"site" has control characters',
  ],
  "a new page outside": [
    (state) => renamed(state["creating"], "New.md", "../New.md"),
    '"creating.../New.md" names a file outside the folder',
  ],
  "a member of another kind": [
    (_state, page) => void (page["version"] = "1"),
    '"pages.40001.version" is missing, or of the wrong type',
  ],
  "an unknown step": [
    (_state, page) => void (page["unfinished"] = ["everything"]),
    '"pages.40001.unfinished.0" is missing, or of the wrong type',
  ],
  "a newer format": [(state) => void (state["version"] = 2), '"version" is from a newer version of atlcli'],
};

for (const [name, [change, why]] of Object.entries(REFUSED)) {
  Deno.test(`loadState() refuses ${name}, and names the member`, async () => {
    const folder = await altered(change);
    await refused(folder, `The state of "/docs" is invalid: ${why}`);
  });
}

Deno.test("loadState() reads what saveState() wrote", async () => {
  const folder = await altered(() => {});
  assert.deepEqual(await loadState(folder), STATE);
});

Deno.test("saveState() writes nothing that loadState() refuses: files of a page that was renamed, titles of a server", async () => {
  const host = memoryHost();
  host.disk.folder("/docs");
  const folder = new Folder(host, "/docs");
  const page = { ...PAGE, path: "Elsewhere/Home.md", title: "a\u0007b" };
  await saveState(folder, { ...STATE, pages: new Map([["40001", page]]) });
  const loaded = await loadState(folder);
  assert.deepEqual(loaded?.pages.get("40001"), { ...page, title: "ab" });
});

Deno.test("loadState() refuses a link in place of the state", async () => {
  const host = memoryHost({ files: { "/elsewhere": "{}" } });
  host.disk.folder("/docs");
  host.disk.link(FILE, "/elsewhere");
  await refused(
    new Folder(host, "/docs"),
    'The state of "/docs" is invalid: Not a regular file of this folder',
  );
});

Deno.test("loadState() refuses a state that is larger than 64 MiB, and what is not JSON", async () => {
  const host = memoryHost();
  const folder = new Folder(host, "/docs");
  host.disk.write(FILE, new Uint8Array(64 * 1024 * 1024 + 1));
  await refused(folder, '".atlcli-docs.json" in "/docs" is larger than 64 MiB');
  host.disk.write(FILE, "{");
  await refused(folder, 'The state of "/docs" is invalid: Not a state file in JSON');
});
