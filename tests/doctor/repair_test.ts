import assert from "node:assert/strict";
import { openLibrary } from "../../src/connect.ts";
import { decodeCredentialsFile } from "../../src/profile/file/file.ts";
import { diagnose } from "../../src/doctor/diagnose.ts";
import { repair, type Repaired } from "../../src/doctor/repair.ts";
import { StorageError } from "../../src/core/errors.ts";
import { openProfileStore } from "../../src/profile/store/store.ts";
import {
  MemoryDisk,
  type MemoryHost,
  memoryHost,
  memorySecretStore,
  ProcessKilled,
} from "../../src/testing/mod.ts";
import { BACKUP, examined, FOLDER, HEALTHY, PATH, patient, textOf } from "./patient.ts";
import { effort } from "../helpers/effort.ts";

const GOOD = textOf({ work: HEALTHY });
const BROKEN = GOOD.slice(0, 70);
const ASIDE = `${PATH}.corrupt-20260101T000000Z`;

async function repaired(host: MemoryHost): Promise<readonly Repaired[]> {
  const library = openLibrary({ host, secretStore: memorySecretStore() });
  return await repair(host, await diagnose(library, { offline: true }));
}

Deno.test("repair() moves a damaged file aside, restores the version before, and says both", async () => {
  const host = patient({
    fill: (disk) => {
      disk.write(PATH, BROKEN);
      disk.write(BACKUP, GOOD);
    },
  });
  const done = await repaired(host);
  assert.equal(host.disk.text(ASIDE), BROKEN);
  assert.equal(host.disk.text(PATH), GOOD);
  assert.equal(host.disk.text(BACKUP), GOOD, "the version before stays where it is");
  for (const path of [ASIDE, PATH]) assert.equal(host.disk.mode(path), 0o600);
  assert.deepEqual(done, [
    { did: `Moved the damaged file aside, to ${ASIDE}`, where: PATH },
    { did: `Restored the backup ${BACKUP}`, where: PATH },
  ]);
});

Deno.test("repair() does nothing the second time", async () => {
  const host = patient({
    fill: (disk) => {
      disk.folder(FOLDER, { mode: 0o755 });
      disk.write(PATH, BROKEN, { mode: 0o644 });
      disk.write(BACKUP, GOOD, { mode: 0o644 });
      disk.write(`${PATH}.lock`, "", { mode: 0o644 });
      disk.write(`${PATH}.tmp-0123abcd`, "{");
    },
  });
  assert.equal((await repaired(host)).length, 7);
  const paths = host.disk.paths();
  assert.deepEqual(await repaired(host), []);
  assert.deepEqual(host.disk.paths(), paths);
  for (const path of [PATH, BACKUP, `${PATH}.lock`]) assert.equal(host.disk.mode(path), 0o600, path);
  assert.equal(host.disk.mode(FOLDER), 0o700);
  assert.equal(host.disk.text(`${PATH}.tmp-0123abcd`), undefined);
});

Deno.test("repair() never writes over a file that was moved aside before, also when the clock goes back", async () => {
  const host = patient({ fill: (disk) => disk.write(BACKUP, GOOD) });
  for (const [count, jump] of [0, 0, -3_600_000, 3_600_000].entries()) {
    host.clock.advance(jump);
    host.disk.write(PATH, `${count}{`);
    await repaired(host);
  }
  const aside = host.disk.paths().filter((path) => path.includes(".corrupt-"));
  const texts = aside.map((path) => host.disk.text(path)).sort();
  assert.deepEqual(texts, ["0{", "1{", "2{", "3{"]);
});

Deno.test("repair() replaces what a link leads to, and keeps what was there in our own folder", async () => {
  const target = "/home/me/dotfiles/atlcli.json";
  const host = patient({
    profiles: null,
    fill: (disk) => {
      disk.write(target, BROKEN);
      disk.link(PATH, target);
      disk.write(BACKUP, GOOD);
    },
  });
  await repaired(host);
  assert.equal(host.disk.text(target), GOOD);
  assert.equal(host.disk.text(ASIDE), BROKEN);
  assert.equal(host.disk.locate(PATH, { follow: false }).node?.kind, "link");
});

Deno.test("repair() leaves a damaged file as it is when there is no version before to be restored", async () => {
  for (const backup of [undefined, "{", textOf({ work: { ...HEALTHY, proxy: "http://p.test" } })]) {
    const host = patient({
      fill: (disk) => {
        disk.write(PATH, BROKEN);
        if (backup !== undefined) disk.write(BACKUP, backup, { mode: 0o666 });
      },
    });
    await repaired(host);
    assert.equal(host.disk.text(PATH), BROKEN);
  }
});

Deno.test("repair() leaves what another process has repaired in the meantime", async () => {
  const host = patient({
    fill: (disk) => {
      disk.write(PATH, BROKEN);
      disk.write(BACKUP, GOOD);
    },
  });
  const library = openLibrary({ host, secretStore: memorySecretStore() });
  const diagnosis = await diagnose(library, { offline: true });
  const repaired = textOf({ work: HEALTHY, more: HEALTHY });
  host.disk.write(PATH, repaired);
  assert.deepEqual(await repair(host, diagnosis), []);
  assert.equal(host.disk.text(PATH), repaired);
});

Deno.test("repair() takes a token that was taken away out of the backup, and keeps the rest of it", async () => {
  const host = patient({
    fill: (disk) =>
      disk.write(BACKUP, textOf({ work: { ...HEALTHY, apiToken: "OLD-SECRET" }, gone: HEALTHY })),
  });
  assert.equal((await repaired(host)).length, 1);
  const backup = host.disk.text(BACKUP) ?? "";
  assert.doesNotMatch(backup, /OLD-SECRET/);
  assert.deepEqual([...decodeCredentialsFile(backup, BACKUP).profiles.keys()], ["work", "gone"]);
  assert.deepEqual(await repaired(host), []);
});

Deno.test("repair() does not close what others could write a program or a proxy into", async () => {
  const text = textOf({ work: { ...HEALTHY, tokenCommand: ["pass"] } });
  const host = patient({ fill: (disk) => disk.write(PATH, text, { mode: 0o666 }) });
  assert.deepEqual(await repaired(host), []);
  assert.equal(host.disk.mode(PATH), 0o666);
});

Deno.test("repair() does not close a chosen folder with other things in it", async () => {
  const host = memoryHost({ env: { HOME: "/home/me", ATLCLI_CONFIG_DIR: "/conf" } });
  host.disk.folder("/conf", { mode: 0o755 });
  host.disk.write("/conf/credentials.json", GOOD, { mode: 0o644 });
  host.disk.write("/conf/other", "x");
  await repaired(host);
  assert.equal(host.disk.mode("/conf"), 0o755);
  assert.equal(host.disk.mode("/conf/credentials.json"), 0o600);
});

Deno.test("repair() does not take a file that cannot be read for a damaged one", async () => {
  const host = patient({ fill: (disk) => disk.write(BACKUP, textOf({ old: HEALTHY })) });
  host.failNext("read", "denied");
  const [finding] = (await examined(host)).filter(({ check }) => check === "file");
  assert.match(finding?.problem ?? "", /permission denied/);
  assert.equal(finding?.repair, undefined);
});

Deno.test("repair() says what the system refuses", async () => {
  for (
    const [operation, reason] of [["create", "full"], ["setMode", "read-only"], ["rename", "denied"]] as const
  ) {
    const host = patient({
      fill: (disk) => {
        disk.write(PATH, BROKEN, { mode: 0o644 });
        disk.write(BACKUP, GOOD);
      },
    });
    host.failNext(operation, reason);
    await assert.rejects(
      repaired(host),
      (error) => error instanceof StorageError && error.code === "credentials-file",
    );
    assert.equal(host.disk.text(PATH), BROKEN);
  }
});

Deno.test("repair() killed at any step loses nothing, and the next one finishes it", async () => {
  const make = (): MemoryDisk => {
    const disk = new MemoryDisk();
    disk.folder(FOLDER, { mode: 0o755 });
    disk.write(PATH, BROKEN, { mode: 0o644 });
    disk.write(BACKUP, GOOD);
    return disk;
  };
  const whole = memoryHost({ disk: make() });
  await repaired(whole);
  assert.ok(whole.steps > 20);
  let kills = 0;
  for (let steps = 0; steps < whole.steps; steps += effort(4, 1)) {
    const disk = make();
    const victim = memoryHost({ disk });
    victim.killAfter(steps);
    await assert.rejects(repaired(victim), ProcessKilled);
    kills++;
    const bytes = disk.paths().map((path) => disk.text(path));
    assert.ok(bytes.includes(BROKEN), "what was damaged is still there");
    assert.ok([BROKEN, GOOD].includes(disk.text(PATH) ?? ""), `after ${steps} steps`);
    const next = memoryHost({ disk });
    await repaired(next);
    await repaired(next);
    assert.equal(disk.text(PATH), GOOD);
    const left = (await examined(next)).filter(({ severity }) => severity !== "note");
    assert.deepEqual(left, [], `after ${steps} steps`);
    assert.equal((await openProfileStore(next).load()).file.profiles.size, 1);
  }
  console.log(`${kills} kills while repairing: nothing lost`);
});
