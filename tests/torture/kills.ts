/**
 * SIGKILL at every step of a write, and at any instant: the file is the old one or the new one, and the next command
 * goes on as if nothing had been.
 */
import assert from "node:assert/strict";
import { decodeCredentialsFile } from "../../src/profile/file/file.ts";
import { denoHost } from "../../src/host/deno/host.ts";
import { withProfile } from "../../src/profile/edits.ts";
import { openProfileStore } from "../../src/profile/store/store.ts";
import { type Before, change, DAMAGED_TEXT, DISKS, profileOf } from "./changes.ts";
import { each, endOf, inFolder, victim } from "./processes.ts";

/** Longer than taking a free lock takes, on a machine that does other things as well; a held one stays held. */
const SOON_MS = 8_000;

/** A change of a disk. */
export interface Scene {
  readonly disk: string;
  readonly change: string;
}

/** Kills a process before each step of a change, one process a step. @returns how many were killed. */
export async function killAtEachStep({ disk, change: name }: Scene): Promise<number> {
  const before = DISKS[disk];
  assert.ok(before, disk);
  const after = await inFolder(async (root) => {
    const folder = `${root}/a`;
    await before.prepare(folder);
    await change(denoHost(), { name, folder });
    return await Deno.readTextFile(before.file(folder));
  });
  let kills = 0;
  let ended = false;
  await each(Array.from({ length: MAX_STEPS }).keys(), async (step) => {
    if (ended) return;
    const killed = await inFolder((root) => killAt(`${root}/a`, { before, name, step, after }));
    if (killed) kills++;
    else ended = true;
  });
  assert.ok(ended, "the change has an end");
  return kills;
}

/** More than any change takes. */
const MAX_STEPS = 200;

interface KillAt {
  readonly before: Before;
  readonly name: string;
  readonly step: number;
  readonly after: string;
}

async function killAt(folder: string, { before, name, step, after }: KillAt): Promise<boolean> {
  await before.prepare(folder);
  const old = await Deno.readTextFile(before.file(folder));
  const { signal, code, err } = await endOf(victim([folder, name, "kill", `${step}`]));
  if (signal !== "SIGKILL") {
    assert.equal(code, 0, err);
    return false;
  }
  const left = await Deno.readTextFile(before.file(folder));
  assert.ok(left === old || left === after, `${name}, killed before step ${step}: ${left}`);
  if (name === "repair") {
    await requireDamagedBytes(folder);
    await change(denoHost(), { name, folder });
  } else decodeCredentialsFile(left, folder);
  await requireGoesOn(folder, before);
  return true;
}

async function requireDamagedBytes(folder: string): Promise<void> {
  const texts = await Promise.all(
    (await namesIn(folder)).map((name) => Deno.readTextFile(`${folder}/${name}`)),
  );
  assert.ok(texts.includes(DAMAGED_TEXT), "what was damaged is still there");
}

/** The next command is not held up by the dead one, leaves nothing of it, and closes what it leaves. */
async function requireGoesOn(folder: string, before: Before): Promise<void> {
  const host = denoHost();
  const unlock = await host.files.lock(`${folder}/credentials.json.lock`, { timeoutMs: SOON_MS });
  assert.ok(unlock, "the lock of the dead process is in the way");
  unlock();
  const store = openProfileStore(host, { folder });
  await store.update((file) => withProfile(file, profileOf("next")));
  await store.update((file) => withProfile(file, profileOf("next", "twice")));
  assert.ok((await store.load()).file.profiles.has("next"));
  const names = await namesIn(folder);
  assert.deepEqual(names.filter((name) => name.includes(".tmp-")), []);
  for (const name of names) assert.equal(await modeOf(`${folder}/${name}`), 0o600, name);
  assert.equal(await modeOf(folder), 0o700);
  assert.equal(await modeOf(before.file(folder)), 0o600);
  const backup = await Deno.readTextFile(`${folder}/credentials.json.bak`);
  decodeCredentialsFile(backup, folder);
}

/** Kills writers that write without end, at any instant. @returns how many were killed. */
export async function killAtRandom(count: number): Promise<number> {
  await each(Array.from({ length: count }).keys(), () =>
    inFolder(async (root) => {
      const folder = `${root}/a`;
      const before = DISKS["a file and its backup"];
      assert.ok(before);
      await before.prepare(folder);
      const writer = victim([folder, "churn"]);
      const reader = writer.stdout.getReader();
      await reader.read();
      await reader.cancel();
      await writer.stderr.cancel();
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
      writer.kill("SIGKILL");
      await writer.status;
      const { profiles, currentProfile } = decodeCredentialsFile(
        await Deno.readTextFile(before.file(folder)),
        folder,
      );
      assert.match(profiles.get("work")?.apiToken?.reveal() ?? "", /^token-[ab]$/);
      const rest = [...profiles].filter(([name]) => name !== "work").map((
        [name, { apiToken }],
      ) => [name, apiToken?.reveal()]);
      assert.deepEqual(rest, [["home", "token-of-home"], ["spare", "token-of-spare"]]);
      assert.equal(currentProfile, "work");
      await requireGoesOn(folder, before);
    }));
  return count;
}

async function modeOf(path: string): Promise<number> {
  return ((await Deno.stat(path)).mode ?? 0) & 0o777;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return await Array.fromAsync(Deno.readDir(folder), ({ name }: Deno.DirEntry) => name);
}
