/**
 * Disks and clocks as they are on a bad day: full, read-only, closed in between, slow, with times that make no sense.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { decodeCredentialsFile } from "../../src/profile/file/file.ts";
import { denoHost } from "../../src/host/deno/host.ts";
import { StorageError } from "../../src/core/errors.ts";
import { FileFault } from "../../src/core/host.ts";
import { withProfile } from "../../src/profile/edits.ts";
import { openProfileStore } from "../../src/profile/store/store.ts";
import { change, DISKS, OLD_TEXT, profileOf } from "./changes.ts";
import { each, endOf, inFolder, victim, works } from "./processes.ts";
import { steppedHost } from "./stepped_host.ts";

const SMALL_DISK = fileURLToPath(new URL("./small_disk.ts", import.meta.url));

const MOUNT = ["unshare", "-rm"];

/** Whether a private disk can be mounted here. */
export async function canMount(): Promise<boolean> {
  return await works([...MOUNT, "sh", "-c", "mount -t tmpfs -o size=16k tmpfs /mnt"]);
}

/**
 * Refuses each step of a change for want of space: the file is the old one or the new one, and the next change works.
 *
 * @returns how many steps were refused.
 */
export async function fullAtEachStep(): Promise<number> {
  const before = DISKS["a file and its backup"];
  assert.ok(before);
  let refused = 0;
  await each(Array.from({ length: 40 }).keys(), (at) =>
    inFolder(async (root) => {
      const folder = `${root}/a`;
      await before.prepare(folder);
      const host = steppedHost(denoHost(), (step, operation) => {
        if (step === at && operation !== "unlock") throw new FileFault("full", folder);
      });
      const error = await change(host, { name: "new token", folder }).then(
        () => undefined,
        (fault: unknown) => fault,
      );
      if (error !== undefined) {
        assert.ok(error instanceof StorageError, String(error));
        refused++;
      }
      const { file } = await openProfileStore(denoHost(), { folder }).load();
      const isNew = file.profiles.get("work")?.apiToken?.reveal() === "another-token";
      assert.ok(isNew || await Deno.readTextFile(before.file(folder)) === OLD_TEXT);
      assert.ok(isNew || error !== undefined, "said that it was saved, and it is not");
      await change(denoHost(), { name: "switch", folder });
      const names = await Array.fromAsync(Deno.readDir(folder), ({ name }: Deno.DirEntry) => name);
      assert.deepEqual(names.filter((name) => name.includes(".tmp-")), []);
    }));
  assert.ok(refused > 10, `${refused}`);
  return refused;
}

/**
 * Fills a disk up to each page, and makes it read-only: a change happens whole, or is an error and the file is as it was.
 *
 * @returns how many disks were tried.
 */
export async function smallDisks(): Promise<number> {
  return await inFolder(async (root) => {
    const [program = "", ...args] = [
      ...MOUNT,
      Deno.execPath(),
      "run",
      "--no-check",
      "--quiet",
      "-A",
      SMALL_DISK,
      root,
    ];
    const { code, stdout, stderr } = await new Deno.Command(program, { args }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    const tried = Number(new TextDecoder().decode(stdout));
    assert.ok(tried > 0);
    return tried;
  });
}

/**
 * Takes the folder's permission away before each step of a change.
 *
 * @param by The program that takes root's rights from a process, where this is root.
 * @returns how often it was too early to save.
 */
export async function lostPermissions(by: readonly string[]): Promise<number> {
  const before = DISKS["a file and its backup"];
  assert.ok(before);
  let lost = 0;
  await each(Array.from({ length: 40 }).keys(), (step) =>
    inFolder(async (root) => {
      const folder = `${root}/a`;
      await before.prepare(folder);
      const { code, err } = await endOf(victim([folder, "new token", "lock", `${step}`], by));
      if (code !== 0) {
        assert.match(err, /StorageError: Cannot change the credentials file .*permission denied/);
        lost++;
      }
      const left = await Deno.readTextFile(before.file(folder));
      const isNew =
        decodeCredentialsFile(left, folder).profiles.get("work")?.apiToken?.reveal() === "another-token";
      assert.ok(isNew || left === OLD_TEXT, left);
      assert.ok(isNew || code !== 0, "said that it was saved, and it is not");
      await Deno.chmod(folder, 0o700);
      await change(denoHost(), { name: "new token", folder });
      const names = await Array.fromAsync(Deno.readDir(folder), ({ name }: Deno.DirEntry) => name);
      assert.deepEqual(names.filter((name) => name.includes(".tmp-")), []);
    }));
  return lost;
}

/** Processes on a file system where each step takes its time. @returns how many there were. */
export async function slowFileSystem(
  options: { readonly processes: number; readonly stepMs: number },
): Promise<number> {
  await inFolder(async (root) => {
    const folder = `${root}/a`;
    const names = Array.from({ length: options.processes }, (_, index) => `slow-${index}`);
    const ends = await Promise.all(
      names.map((name) => endOf(victim([folder, name, "slow", `${options.stepMs}`]))),
    );
    for (const { code, err } of ends) assert.equal(code, 0, err);
    const { file } = await openProfileStore(denoHost(), { folder }).load();
    assert.deepEqual([...file.profiles.keys()].sort(), names.sort());
  });
  return options.processes;
}

/**
 * Two processes on a file system on which a change takes longer than anybody waits: one is an error that says so, and
 * the other's change is there. @returns how many there were.
 */
export async function stuckFileSystem(): Promise<number> {
  await inFolder(async (root) => {
    const folder = `${root}/a`;
    await DISKS["a file and its backup"]?.prepare(folder);
    const names = ["slow-0", "slow-1"];
    const ends = await Promise.all(names.map((name) => endOf(victim([folder, name, "slow", "900"]))));
    const saved = names.filter((_, index) => ends[index]?.code === 0);
    assert.equal(saved.length, 1, JSON.stringify(ends));
    const err = ends.map((end) => end.err).join("");
    assert.match(err, /StorageError: Another process is changing the credentials file/);
    const { file } = await openProfileStore(denoHost(), { folder }).load();
    assert.deepEqual([...file.profiles.keys()].filter((name) => name.startsWith("slow")), saved);
  });
  return 2;
}

/** Files of 1970 and of 2100, and a clock that shows another year each time. @returns how many changes there were. */
export async function jumpingClock(): Promise<number> {
  let changes = 0;
  await inFolder(async (root) => {
    const folder = `${root}/a`;
    await DISKS["leftovers of dead writers"]?.prepare(folder);
    let year = 1970;
    const clock = { ...denoHost().clock, now: () => Date.UTC(year = year === 1970 ? 2100 : 1970) };
    const store = openProfileStore(denoHost(), { folder });
    for (const time of [0, Date.UTC(2100), Date.UTC(2000), Date.UTC(2100), 1]) {
      for (const { name } of Deno.readDirSync(folder)) {
        await Deno.utime(`${folder}/${name}`, new Date(time), new Date(time));
      }
      await store.update((file) => withProfile(file, profileOf(`at-${changes}`)));
      changes++;
    }
    const { file } = await store.load();
    assert.equal(file.profiles.size, 3 + changes);
    const host = { ...denoHost(), clock };
    for (const round of [1, 2, 3]) {
      await Deno.writeTextFile(store.path, `${round}{`);
      await change(host, { name: "repair", folder });
      changes++;
    }
    const kept = (await Array.fromAsync(Deno.readDir(folder), ({ name }: Deno.DirEntry) => name))
      .filter((name) => name.includes(".corrupt-"));
    const texts = await Promise.all(kept.map((name) => Deno.readTextFile(`${folder}/${name}`)));
    assert.deepEqual(texts.sort(), ["1{", "2{", "3{"]);
  });
  return changes;
}
