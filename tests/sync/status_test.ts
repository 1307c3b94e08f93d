/** What differs between a folder and its space. */
import assert from "node:assert/strict";
import type { Client } from "../../src/client/client.ts";
import { uploadAttachment } from "../../src/confluence/attachments.ts";
import { createPage, deletePage, getPage, updatePage } from "../../src/confluence/pages.ts";
import { UsageError } from "../../src/core/errors.ts";
import { getDocsStatus, type StatusReport } from "../../src/sync/mod.ts";
import { memoryHost } from "../../src/testing/mod.ts";
import { AGREEMENTS, DECISIONS, docsFolder, ROOT, TEAM } from "../helpers/docs_folder.ts";
import { DOCS_FACES } from "../helpers/docs_site.ts";

const PASSKEYS = "Web shop team/Decisions/2026-03- Passkeys.md";
const SIZES = "Web shop team/Decisions/2026-05- Größentabelle.md";
const PLAN = "Web shop team/Release plan.md";
const NOTES = "Web shop team.attachments/notes.txt";

async function change(client: Client, id: string, title?: string): Promise<void> {
  const page = await getPage(client, { id });
  await updatePage(client, {
    id,
    title: title ?? page.title,
    storage: "<p>Theirs</p>",
    version: page.version.number,
  });
}

const rows = ({ entries }: StatusReport): unknown =>
  entries.map(({ state, path, id, title }) => [state, path, id, title]);

for (const face of DOCS_FACES) {
  Deno.test(`getDocsStatus() names each page and file that differs, with the site's titles, on ${face}`, async () => {
    const folder = await docsFolder(face, {
      before: async (client) => {
        await uploadAttachment(client, { id: "40001", name: "notes.txt", file: new Blob(["notes"]) });
        await uploadAttachment(client, { id: "40001", name: "same.txt", file: new Blob(["same"]) });
      },
    });
    const { client, host } = folder;
    const same = await folder.status();
    assert.deepEqual(same, { space: "TEAM", pages: 6, entries: [], undecided: [] });
    folder.edit(AGREEMENTS, "Friday", "Monday");
    folder.edit(DECISIONS, "One page", "A page");
    folder.edit(SIZES, "Sizes", "Measures");
    folder.write(NOTES, "mine");
    folder.write("New.md", "New\n");
    folder.write("Stranger.md", '---\nid: "77777"\n---\n\nText\n');
    await host.files.remove(`${ROOT}/${PLAN}`);
    await change(client, "40001", "The team");
    await change(client, "40003");
    for (const id of ["40004", "40005"]) await deletePage(client, { id });
    const space = { id: "30001", key: "TEAM" };
    const fresh = await createPage(client, { space, title: "Fresh", storage: "<p>x</p>", parentId: "40001" });
    const report = await folder.status();
    assert.equal(report.pages, 5);
    assert.deepEqual(rows(report), [
      ["changed", TEAM, "40001", "The team"],
      ["edited", AGREEMENTS, "40002", "Working agreements"],
      ["both-edited", DECISIONS, "40003", "Decisions"],
      ["deleted", PASSKEYS, "40004", "2026-03: Passkeys"],
      ["deleted-edited", SIZES, "40005", "2026-05: Größentabelle"],
      ["missing", PLAN, "40006", "Release plan"],
      ["edited", NOTES, "40001", "notes.txt"],
      ["new-here", "New.md", undefined, undefined],
      ["new-there", undefined, fresh.id, "Fresh"],
    ]);
    folder.edit(DECISIONS, "version: 1", "version: 2");
    const merged = (await folder.status()).entries.find(({ id }) => id === "40003");
    assert.equal(merged?.state, "edited");
  });

  Deno.test(`getDocsStatus() names what a push has yet to finish, unless its page is gone, on ${face}`, async () => {
    const folder = await docsFolder(face);
    const sent = { version: 2, title: "x", content: "x" };
    const open: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      40001: { sending: sent },
      40002: { unfinished: ["labels"] },
      40003: { adding: ["a.txt"] },
      40004: { sending: sent },
      40006: { unfinished: ["labels"], adding: ["a.txt"] },
    };
    const stored = JSON.parse(folder.text(".atlcli-docs.json"));
    for (const [id, members] of Object.entries(open)) Object.assign(stored.pages[id], members);
    folder.write(".atlcli-docs.json", JSON.stringify({ ...stored, creating: { "New.md": sent } }));
    folder.write("New.md", "New\n");
    folder.write("Newer.md", "Newer\n");
    await deletePage(folder.client, { id: "40004" });
    const { entries } = await folder.status();
    assert.deepEqual(entries.map(({ state, path }) => [state, path]), [
      ["unfinished", TEAM],
      ["unfinished", AGREEMENTS],
      ["unfinished", DECISIONS],
      ["deleted", PASSKEYS],
      ["unfinished", PLAN],
      ["unfinished", "New.md"],
      ["new-here", "Newer.md"],
    ]);
  });
}

Deno.test("getDocsStatus() says that nothing was pulled into a folder, and asks nothing", async () => {
  const { client } = await docsFolder();
  const error = await getDocsStatus({ client, host: memoryHost(), root: "/docs" })
    .catch((thrown: unknown) => thrown);
  assert.ok(error instanceof UsageError);
  assert.equal(error.message, 'Nothing was pulled into "/docs" yet');
  assert.deepEqual(error.data, { kind: "never-pulled", folder: "/docs" });
});
