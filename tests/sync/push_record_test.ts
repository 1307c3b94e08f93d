import assert from "node:assert/strict";
import { Folder } from "../../src/sync/folder.ts";
import { PushRecord } from "../../src/sync/push_record.ts";
import { type DocsState, loadState, type PageState } from "../../src/sync/state.ts";
import { memoryHost } from "../../src/testing/mod.ts";

const file = (name: string) => ({
  title: name,
  path: `Home.attachments/${name}`,
  version: 1,
  size: 1,
  modifiedAt: 0,
});
const PAGE: PageState = {
  path: "Home.md",
  version: 1,
  title: "Home",
  labels: ["a"],
  markdown: "x",
  storage: "y",
  links: {},
  attachments: { att1: file("a.png") },
};
const SENT = { version: 1, title: "New", content: "c" };
const STATE: DocsState = {
  site: "https://demo.atlassian.net",
  space: { id: "1", key: "TEAM" },
  pages: new Map([["40001", PAGE]]),
  creating: new Map([["Old.md", SENT]]),
};

/** A record of a push, and what it has saved so far. */
function recording() {
  const host = memoryHost();
  host.disk.folder("/docs");
  const folder = new Folder(host, "/docs");
  const saved = async (): Promise<unknown> => {
    const { pages = [], creating = [], ...rest } = await loadState(folder) ?? {};
    return { pages: Object.fromEntries(pages), creating: Object.fromEntries(creating), ...rest };
  };
  return { record: new PushRecord(folder, STATE), saved, host };
}

const { site, space } = STATE;
const OLD = { "Old.md": SENT };

Deno.test("PushRecord saves each change of a page, with everything else as it was", async () => {
  const { record, saved } = recording();
  await record.change("40001", { version: 2 });
  assert.deepEqual(await saved(), { site, space, pages: { 40001: { ...PAGE, version: 2 } }, creating: OLD });
  assert.deepEqual(record.get("40001"), { ...PAGE, version: 2 });
  assert.equal(record.get("40002"), undefined);
});

Deno.test("PushRecord saves nothing for a page that the folder does not have", async () => {
  const { record, host } = recording();
  await record.change("40002", { version: 2 });
  await record.attach("40002", { id: "att2", file: file("b.png") });
  assert.equal(host.disk.text("/docs/.atlcli-docs.json"), undefined);
});

Deno.test("PushRecord saves an attachment, which is no longer one to add", async () => {
  const { record, saved } = recording();
  const { path } = file("b.png");
  await record.attach("40001", { id: "att2", file: file("b.png") });
  const attachments = { att1: file("a.png"), att2: file("b.png") };
  assert.deepEqual(await saved(), { site, space, pages: { 40001: { ...PAGE, attachments } }, creating: OLD });
  await record.change("40001", { adding: [path, "c.png"] });
  await record.attach("40001", { id: "att2", file: { ...file("b.png"), version: 2 } });
  assert.deepEqual(await saved(), {
    site,
    space,
    pages: {
      40001: {
        ...PAGE,
        attachments: { ...attachments, att2: { ...file("b.png"), version: 2 } },
        adding: ["c.png"],
      },
    },
    creating: OLD,
  });
});

Deno.test("PushRecord saves a new page before it is sent, and when the site has it or rejects it", async () => {
  const { record, saved } = recording();
  const made = { ...PAGE, path: "New.md", attachments: {} };
  await record.announce("New.md", SENT);
  const creating = { ...OLD, "New.md": SENT };
  assert.deepEqual(await saved(), { site, space, pages: { 40001: PAGE }, creating });
  await record.settle("New.md");
  assert.deepEqual(await saved(), { site, space, pages: { 40001: PAGE }, creating: OLD });
  await record.announce("New.md", SENT);
  await record.settle("New.md", { id: "40002", page: made });
  assert.deepEqual(await saved(), { site, space, pages: { 40001: PAGE, 40002: made }, creating: OLD });
  await record.settle("Old.md", { id: "40003", page: made, formerId: "40001" });
  assert.deepEqual(await saved(), { site, space, pages: { 40002: made, 40003: made }, creating: {} });
});
