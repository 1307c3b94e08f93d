/** What another process does while `apply()` of a review is under way. */
import assert from "node:assert/strict";
import { encodeCredentialsFile } from "../../../src/profile/file/file.ts";
import { openProfileStore } from "../../../src/profile/store/store.ts";
import type { TrustReview } from "../../../src/profile/store/review.ts";
import { MemoryDisk, memoryHost, type MemoryStep } from "../../../src/testing/mod.ts";

const HOME = "/home/me";
const FOLDER = `${HOME}/.atlcli`;
const PATH = `${FOLDER}/credentials.json`;
const LOCK = `${PATH}.lock`;
const ATTACKER = { owner: 1001 };

function textOf(baseUrl = "https://work.atlassian.net"): string {
  return encodeCredentialsFile({ profiles: new Map([["work", { name: "work", baseUrl }]]) });
}

/** A review of a file in a home and a folder that everybody can write. */
async function reviewed(
  onStep: (step: MemoryStep, disk: MemoryDisk) => void = () => {},
): Promise<{ readonly disk: MemoryDisk; readonly review: TrustReview }> {
  const disk = new MemoryDisk();
  disk.folder(HOME, { mode: 0o777 });
  disk.folder(FOLDER, { mode: 0o777 });
  disk.write(PATH, textOf(), { mode: 0o666 });
  const host = memoryHost({ disk, onStep: (step) => onStep(step, disk) });
  return { disk, review: await openProfileStore(host).review() };
}

/** Does it once, before the first such step. */
function before(
  operation: MemoryStep["operation"],
  path: string,
  act: (disk: MemoryDisk) => void,
): (step: MemoryStep, disk: MemoryDisk) => void {
  let isDone = false;
  return (step, disk) => {
    if (isDone || step.operation !== operation || step.path !== path) return;
    isDone = true;
    act(disk);
  };
}

const CHANGED = { code: "credentials-file-untrusted", message: /was changed while it was being reviewed$/ };

Deno.test("apply() changes no permission if the file was changed after the review", async () => {
  const steps: string[] = [];
  const { disk, review } = await reviewed(({ operation }) => void steps.push(operation));
  disk.write(PATH, textOf("https://evil.test"), { mode: 0o666 });
  await assert.rejects(review.apply(), CHANGED);
  assert.ok(!steps.includes("setMode"));
});

Deno.test("apply() refuses, and keeps, a file that is changed while it restricts the folders", async () => {
  const { disk, review } = await reviewed(
    before("setMode", FOLDER, (disk) => disk.write(PATH, textOf("https://changed.test"), { mode: 0o666 })),
  );
  await assert.rejects(review.apply(), CHANGED);
  assert.equal(disk.text(PATH), textOf("https://changed.test"));
  assert.deepEqual([disk.mode(HOME), disk.mode(FOLDER)], [0o777, 0o777]);
});

Deno.test("apply() does not touch what a folder is replaced by while it restricts the folder above", async () => {
  const { disk, review } = await reviewed(before("setMode", HOME, (disk) => {
    disk.write(`${HOME}/private/credentials.json`, textOf());
    disk.link(FOLDER, `${HOME}/private`);
  }));
  const modes: unknown[] = [];
  await assert.rejects(review.apply().finally(() => modes.push(disk.mode(`${HOME}/private`))), CHANGED);
  assert.deepEqual(modes, [0o700]);
});

Deno.test("apply() removes a link of another user that took the place of the lock", async () => {
  const { disk, review } = await reviewed(before("setMode", FOLDER, (disk) => {
    disk.write(`${HOME}/other`, "");
    disk.link(LOCK, `${HOME}/other`, ATTACKER);
  }));
  const done = await review.apply();
  assert.deepEqual(done.at(-1), { did: "Removed the lock file, which others could hold", where: LOCK });
  assert.equal(disk.locate(LOCK, { follow: false }).node, undefined);
});

Deno.test("apply() says so if a folder is opened to others again before it is done", async () => {
  const { review } = await reviewed(
    before("syncFolder", FOLDER, (disk) => disk.folder(FOLDER, { mode: 0o777 })),
  );
  await assert.rejects(review.apply(), {
    code: "credentials-file",
    message: `Cannot restrict the credentials file "${PATH}" to you: Others can write the folder "${FOLDER}"`,
  });
});

Deno.test("apply() makes a missing folder, for this user alone, in a home that it restricts", async () => {
  const disk = new MemoryDisk();
  disk.folder(HOME, { mode: 0o777 });
  const review = await openProfileStore(memoryHost({ disk })).review();
  const done = await review.apply();
  assert.deepEqual(done.map(({ where }) => where), [HOME]);
  assert.deepEqual([disk.mode(HOME), disk.mode(FOLDER)], [0o775, 0o700]);
});
