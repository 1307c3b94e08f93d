/** Attached files with other bytes, but the size and the time that were written: tools can put a time back. */
import assert from "node:assert/strict";
import { deletePage } from "../../src/confluence/pages.ts";
import { uploadAttachment } from "../../src/confluence/attachments.ts";
import { memoryHost } from "../../src/testing/mod.ts";
import { getDocsStatus, pullDocs, pushDocs } from "../../src/sync/mod.ts";
import { openDocsSite } from "../helpers/docs_site.ts";

const ROOT = "/home/me/docs";
const SMALL = "Web shop team/Working agreements.attachments/small.txt";
const LARGE = "Web shop team/Decisions.attachments/large.txt";
const MIB = 1024 * 1024;

/** A folder with a small file and a large one, both edited so that neither size nor time tells. */
async function editedInSecret() {
  const site = openDocsSite("cloud");
  const client = site.client();
  const attach = async (id: string, path: string, text: string): Promise<void> => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    await uploadAttachment(client, { id, name, file: new Blob([text], { type: "text/plain" }) });
  };
  await attach("40002", SMALL, "a".repeat(MIB));
  await attach("40003", LARGE, "a".repeat(MIB + 1));
  const host = memoryHost();
  const options = { client, host, root: ROOT };
  await pullDocs({ ...options, space: "TEAM" });
  for (const path of [SMALL, LARGE]) {
    const { node } = host.disk.locate(`${ROOT}/${path}`);
    assert.ok(node !== undefined && node.modifiedAt > 0);
    node.bytes = node.bytes.fill("b".charCodeAt(0));
  }
  const isMine = (path: string): boolean => host.disk.text(`${ROOT}/${path}`)?.startsWith("bbb") ?? false;
  return { client, options, attach, isMine };
}

Deno.test("a file of up to 1 MiB is compared byte by byte: status shows an edit whose time was put back, and push sends it", async () => {
  const { options } = await editedInSecret();
  const { entries } = await getDocsStatus(options);
  assert.deepEqual(entries.map(({ path, state }) => [path, state]), [[SMALL, "edited"]]);
  const { files } = await pushDocs({ ...options, confirm: () => Promise.resolve(true) });
  assert.deepEqual(files.map(({ path, version }) => [path, version]), [[SMALL, 2]]);
});

Deno.test("pull replaces no file with other bytes than were written, whatever its size and time say", async () => {
  const { options, attach, isMine } = await editedInSecret();
  for (const [id, path] of [["40002", SMALL], ["40003", LARGE]] as const) await attach(id, path, "theirs");
  const { undecided } = await pullDocs(options);
  assert.deepEqual(undecided.map(({ path }) => path), [SMALL, LARGE]);
  assert.deepEqual([SMALL, LARGE].map(isMine), [true, true]);
});

Deno.test("pull removes no file with other bytes than were written, when its page is gone", async () => {
  const { client, options, isMine } = await editedInSecret();
  for (const id of ["40002", "40003"]) await deletePage(client, { id });
  const { undecided } = await pullDocs(options);
  assert.deepEqual(undecided.map(({ path, why }) => [path, why]), [
    [SMALL, "deleted-edited"],
    [LARGE, "deleted-edited"],
  ]);
  assert.deepEqual([SMALL, LARGE].map(isMine), [true, true]);
});
