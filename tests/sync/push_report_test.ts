/** What a push reports: what was sent, what was not, and why. */
import assert from "node:assert/strict";
import { FileFault } from "../../src/core/host.ts";
import type { MemoryHost } from "../../src/testing/mod.ts";
import type { PushReport } from "../../src/sync/mod.ts";
import { AGREEMENTS, DECISIONS, docsFolder, refusal, ROOT } from "../helpers/docs_folder.ts";
import { DOCS_FACES } from "../helpers/docs_site.ts";

/** The report without addresses and texts. */
function facts({ space, pushed, files, unfinished, undecided }: PushReport) {
  return {
    space,
    pushed: pushed.map(({ what, path, id, version }) => [what, path, id, version]),
    files: files.map(({ what, path, pageId, version }) => [what, path, pageId, version]),
    unfinished,
    undecided: undecided.map(({ path, id, why }) => [path, id, why]),
  };
}

for (const face of DOCS_FACES) {
  Deno.test(`pushDocs() reports pages and attachments, and leaves nothing unfinished, on ${face}`, async () => {
    const folder = await docsFolder(face);
    folder.write("Web shop team/a.txt", "a");
    folder.edit(AGREEMENTS, "- Reviews", "[a](a.txt)\n\n- Reviews");
    folder.edit(DECISIONS, "One page", "A page");
    assert.deepEqual(facts(await folder.push()), {
      space: "TEAM",
      pushed: [["updated", AGREEMENTS, "40002", 2], ["updated", DECISIONS, "40003", 2]],
      files: [["added", "Web shop team/a.txt", "40002", 1]],
      unfinished: [],
      undecided: [],
    });
    folder.write("Web shop team/a.txt", "other");
    folder.write("New.md", "[b](b.txt)\n");
    folder.write("b.txt", "b");
    const { pushed, files, ...rest } = facts(await folder.push());
    const [[, , id] = []] = pushed;
    assert.match(String(id), /^\d+$/);
    assert.deepEqual(pushed, [["created", "New.md", id, 1]]);
    assert.deepEqual(files, [["added", "b.txt", id, 1], ["updated", "Web shop team/a.txt", "40002", 2]]);
    assert.deepEqual(rest, { space: "TEAM", unfinished: [], undecided: [] });
  });

  Deno.test(`pushDocs() reports the files of a new page that were refused as unfinished, on ${face}`, async () => {
    const folder = await docsFolder(face);
    folder.write("New.md", "[a](a.txt) [b](b.txt)\n");
    folder.write("a.txt", "a");
    folder.write("b.txt", "b");
    let uploads = 0;
    folder.meets(({ pathname }, _next, method) =>
      method === "POST" && pathname.endsWith("/child/attachment") && ++uploads === 2
        ? refusal(400)
        : undefined
    );
    const { pushed, files, unfinished, undecided } = facts(await folder.push());
    const [[, , id] = []] = pushed;
    assert.deepEqual(files.map(([what, path]) => [what, path]), [["added", "a.txt"]]);
    assert.deepEqual(unfinished, [
      { path: "New.md", id, sent: ["content"], missing: ["attachments"], uncertain: false },
    ]);
    assert.deepEqual(undecided, [["b.txt", id, "refused"]]);
  });

  for (const [status, why] of [[409, "moved-on"], [403, "refused"], [404, "refused"]] as const) {
    Deno.test(`pushDocs() reports why a page was not sent after ${status}: ${why}, on ${face}`, async () => {
      const folder = await docsFolder(face);
      folder.edit(AGREEMENTS, "Friday", "Monday");
      folder.write("New.md", "New\n");
      folder.meets((url, _next, method) =>
        method !== "GET" && /(?:pages|content)(?:\/40002)?$/.test(url.pathname) ? refusal(status) : undefined
      );
      const { pushed, unfinished, undecided } = facts(await folder.push());
      assert.deepEqual([pushed, undecided], [[], [["New.md", "", why], [AGREEMENTS, "40002", why]]]);
      assert.deepEqual(unfinished.map(({ path, id, missing, uncertain }) => [path, id, missing, uncertain]), [
        [AGREEMENTS, "40002", ["content"], false],
        ["New.md", undefined, ["content"], false],
      ]);
    });
  }
}

/** Ways in which a file stops being one while the user reads what will be sent. */
const GONE: Readonly<Record<string, (host: MemoryHost, path: string) => Promise<unknown>>> = {
  "is removed": ({ files }, path) => files.remove(path),
  "becomes a link": async ({ disk, files }, path) => {
    await files.remove(path);
    disk.link(path, "/etc/passwd");
  },
  "becomes a folder": async ({ disk, files }, path) => {
    await files.remove(path);
    disk.folder(path);
  },
  "becomes a pipe": (host) => Promise.resolve(host.failNext("open", "not-regular")),
};

for (const [how, change] of Object.entries(GONE)) {
  Deno.test(`pushDocs() goes on if an attachment ${how} after the question, and names its page`, async () => {
    const folder = await docsFolder();
    folder.write("Web shop team/a.txt", "a");
    folder.edit(AGREEMENTS, "- Reviews", "[a](a.txt)\n\n- Reviews");
    folder.edit(DECISIONS, "One page", "A page");
    const report = await folder.push({
      confirm: async () => {
        await change(folder.host, `${ROOT}/Web shop team/a.txt`);
        return true;
      },
    });
    const { pushed, files, undecided } = facts(report);
    assert.deepEqual([pushed, files], [[["updated", DECISIONS, "40003", 2]], []]);
    assert.deepEqual(undecided, [["Web shop team/a.txt", "40002", "in-the-way"]]);
    assert.match(report.undecided[0]?.text ?? "", /^"Web shop team\/a\.txt" was not sent\. [A-Z]/);
  });
}

Deno.test("pushDocs() ends when a file cannot be read for another reason", async () => {
  const folder = await docsFolder();
  folder.write("Web shop team/a.txt", "a");
  folder.edit(AGREEMENTS, "- Reviews", "[a](a.txt)\n\n- Reviews");
  const ended = folder.push({
    confirm: () => {
      folder.host.failNext("open", "denied");
      return Promise.resolve(true);
    },
  });
  await assert.rejects(ended, (error) => error instanceof FileFault && error.reason === "denied");
});

Deno.test("pushDocs() that is aborted between two pages announces nothing of the second one", async () => {
  const stop = new AbortController();
  let isSending = false;
  let isWritten = false;
  const folder = await docsFolder("cloud", {
    // The last step of the first page: its file is read again, after its new version was written into it.
    onStep: ({ operation, path }) => {
      if (!isSending || !path.endsWith(AGREEMENTS)) return;
      if (operation === "rename") isWritten = true;
      if (operation === "open" && isWritten) stop.abort();
    },
  });
  folder.edit(AGREEMENTS, "Friday", "Monday");
  folder.edit(DECISIONS, "One page", "A page");
  let report: PushReport | undefined;
  const ended = folder.push({
    signal: stop.signal,
    confirm: () => Promise.resolve(isSending = true),
    onEnd: (end) => void (report = end),
  });
  await assert.rejects(ended, (error) => error === stop.signal.reason);
  assert.ok(report !== undefined);
  const { pushed, unfinished } = facts(report);
  assert.deepEqual(pushed, [["updated", AGREEMENTS, "40002", 2]]);
  assert.deepEqual(unfinished, [
    { path: DECISIONS, id: "40003", sent: [], missing: ["content"], uncertain: false },
  ]);
  assert.equal(folder.stateOf("40003")["sending"], undefined);
});
