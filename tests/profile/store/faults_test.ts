import assert from "node:assert/strict";
import { decodeCredentialsFile, encodeCredentialsFile } from "../../../src/profile/file/file.ts";
import { StorageError } from "../../../src/core/errors.ts";
import type { FileFaultReason, Files } from "../../../src/core/host.ts";
import type { Profile } from "../../../src/profile/profile.ts";
import { withProfile } from "../../../src/profile/edits.ts";
import { openProfileStore } from "../../../src/profile/store/store.ts";
import { Secret } from "../../../src/core/secret.ts";
import { MemoryDisk, memoryHost, ProcessKilled } from "../../../src/testing/mod.ts";
import { adviceOn } from "../../helpers/advice.ts";

const FOLDER = "/home/me/.atlcli";
const PATH = `${FOLDER}/credentials.json`;

function cloud(name: string, more: Partial<Profile> = {}): Profile {
  return { name, baseUrl: `https://${name}.atlassian.net`, ...more };
}

const OLD = cloud("work", { apiToken: new Secret("OLD") });
const NEW = cloud("work", { apiToken: new Secret("NEW") });
const OLD_TEXT = encodeCredentialsFile({ currentProfile: "work", profiles: new Map([["work", OLD]]) });

function toNew(disk: MemoryDisk): Promise<unknown> {
  return openProfileStore(memoryHost({ disk })).update((file) => withProfile(file, NEW));
}

async function refusal(action: Promise<unknown>): Promise<StorageError> {
  const error = await action.then(() => undefined, (error) => error);
  assert.ok(error instanceof StorageError, String(error));
  assert.equal(error.code, "credentials-file");
  assert.ok(error.message.includes(PATH), error.message);
  assert.ok(adviceOn(error), "there is a next step");
  return error;
}

// Disks on which a write begins, and how many steps it takes there.
const DISKS: readonly (readonly [string, () => MemoryDisk, string])[] = [
  ["an empty disk", () => new MemoryDisk(), PATH],
  ["a file", () => diskWith((disk) => disk.write(PATH, OLD_TEXT)), PATH],
  ["a file and leftovers of dead writers", () =>
    diskWith((disk) => {
      disk.write(PATH, OLD_TEXT);
      disk.write(`${PATH}.tmp-00000000`, "{");
      disk.write(`${PATH}.bak.tmp-zzzzzzzz`, "");
      disk.write(`${PATH}.bak`, "older");
    }), PATH],
  ["a folder and a file that are open to others", () =>
    diskWith((disk) => {
      disk.folder(FOLDER, { mode: 0o755 });
      disk.write(PATH, OLD_TEXT, { mode: 0o644 });
    }), PATH],
  ["a link", () =>
    diskWith((disk) => {
      disk.write("/home/me/dotfiles/atlcli.json", OLD_TEXT);
      disk.link(PATH, "/home/me/dotfiles/atlcli.json");
    }), "/home/me/dotfiles/atlcli.json"],
];

function diskWith(fill: (disk: MemoryDisk) => void): MemoryDisk {
  const disk = new MemoryDisk();
  fill(disk);
  return disk;
}

for (const [what, makeDisk, target] of DISKS) {
  Deno.test(`update() killed at any step on ${what} leaves the old file or the new, and the next one works`, async () => {
    const whole = memoryHost({ disk: makeDisk() });
    await openProfileStore(whole).update((file) => withProfile(file, NEW));
    const newText = whole.disk.text(target);
    assert.match(newText ?? "", /NEW/);
    assert.ok(whole.steps > 10);
    for (let steps = 0; steps < whole.steps; steps++) {
      const disk = makeDisk();
      const before = disk.text(target);
      const victim = memoryHost({ disk });
      victim.killAfter(steps);
      await assert.rejects(
        openProfileStore(victim).update((file) => withProfile(file, NEW)),
        ProcessKilled,
      );
      const left = disk.text(target);
      assert.ok(left === before || left === newText, `after ${steps} steps: ${left}`);
      const backup = disk.text(`${PATH}.bak`);
      if (backup !== undefined && backup !== "older") decodeCredentialsFile(backup, PATH);
      await toNew(disk);
      assert.equal(disk.text(target), newText);
      const paths = disk.paths().filter((path) => path.includes(".tmp-"));
      // A leftover of the backup stays until there is another backup to write.
      assert.deepEqual(paths.filter((path) => left !== newText || !path.includes(".bak.")), []);
    }
  });
}

Deno.test("update() removes the leftovers of dead writers, and nothing else", async () => {
  const disk = diskWith((disk) => {
    disk.write(PATH, OLD_TEXT);
    for (const name of ["credentials.json.tmp-0123abcd", "credentials.json.bak.tmp-0123abcd"]) {
      disk.write(`${FOLDER}/${name}`, "{");
    }
    for (
      const name of [
        ...["notes.tmp-0123abcd", "credentials.json.tmp-mine", "credentials.json.corrupt-1"],
        ...["credentials.json2.tmp-0123abcd", "credentials.json.tmp-0123abcd9"],
      ]
    ) {
      disk.write(`${FOLDER}/${name}`, "{");
    }
  });
  await toNew(disk);
  assert.deepEqual(disk.paths().map((path) => path.slice(FOLDER.length + 1)), [
    "credentials.json",
    "credentials.json.bak",
    "credentials.json.corrupt-1",
    "credentials.json.lock",
    "credentials.json.tmp-0123abcd9",
    "credentials.json.tmp-mine",
    "credentials.json2.tmp-0123abcd",
    "notes.tmp-0123abcd",
  ]);
});

for (
  const [operation, reason, hint] of [
    ["makeFolder", "denied", /chown/],
    ["makeFolder", "read-only", /ATLCLI_CONFIG_DIR/],
    ["lock", "denied", /chown/],
    ["lock", "other", /ATLCLI_CONFIG_DIR/],
    ["stat", "other", /ATLCLI_CONFIG_DIR/],
    ["read", "denied", /chown/],
    ["list", "denied", /chown/],
    ["create", "full", /Free some space/],
    ["create", "read-only", /ATLCLI_SITE, ATLCLI_EMAIL and ATLCLI_API_TOKEN/],
    ["create", "denied", /chown/],
    ["rename", "denied", /chown/],
    ["rename", "full", /Free some space/],
  ] as readonly (readonly [keyof Files, FileFaultReason, RegExp])[]
) {
  Deno.test(`update() loses nothing when ${operation} fails: ${reason}`, async () => {
    const host = memoryHost({ files: { [PATH]: OLD_TEXT } });
    host.failNext(operation, reason);
    const update = openProfileStore(host).update((file) => withProfile(file, NEW));
    const error = await refusal(update);
    assert.match(adviceOn(error), hint);
    assert.match(error.message, /^Cannot change the credentials file/);
    assert.equal(host.disk.text(PATH), OLD_TEXT);
    assert.deepEqual(host.disk.paths().filter((path) => path.includes(".tmp-")), []);
    await toNew(host.disk);
  });
}

Deno.test("update() makes nothing where a link leads into a folder that is not there", async () => {
  const disk = diskWith((disk) => disk.link(PATH, "/gone/deep/real.json"));
  const before = disk.paths();
  const update = openProfileStore(memoryHost({ disk })).update((file) => withProfile(file, NEW));
  const error = await refusal(update);
  assert.match(error.message, /"\/gone\/deep\/real\.json/);
  assert.deepEqual(disk.paths().filter((path) => !path.endsWith(".lock")), before);
});

Deno.test("update() loses nothing when a link cannot be followed: denied", async () => {
  const disk = diskWith((disk) => {
    disk.write("/real.json", OLD_TEXT);
    disk.link(PATH, "/real.json");
  });
  const host = memoryHost({ disk });
  host.failNext("readLink", "denied");
  await refusal(openProfileStore(host).update((file) => withProfile(file, NEW)));
  assert.equal(disk.text("/real.json"), OLD_TEXT);
});

for (
  const [what, content] of [
    ["is empty", ""],
    ["is []", "[]"],
    ["is half written", OLD_TEXT.slice(0, 60)],
    ["is not UTF-8", Uint8Array.from([0x7b, 0xff])],
    ["does not fit", '{"profiles": {"a": {"baseUrl": 5}}}'],
    ["is larger than 16 MiB", " ".repeat(16 * 1024 * 1024 + 1)],
  ] as const
) {
  Deno.test(`the store refuses a file that ${what}, and leaves its bytes`, async () => {
    const disk = diskWith((disk) => disk.write(PATH, content));
    const before = disk.text(PATH);
    await refusal(openProfileStore(memoryHost({ disk })).load());
    await refusal(toNew(disk));
    assert.equal(disk.text(PATH), before);
    assert.deepEqual(disk.paths(), [PATH, `${PATH}.lock`]);
  });
}

Deno.test("load() does not even read a file of more than 16 MiB", async () => {
  const steps: string[] = [];
  const host = memoryHost({ onStep: ({ operation }) => void steps.push(operation) });
  host.disk.write(PATH, new Uint8Array(16 * 1024 * 1024 + 1));
  await refusal(openProfileStore(host).load());
  assert.ok(!steps.includes("read"));
});

for (
  const [what, fill, message] of [
    ["the file is a folder", (disk) => disk.folder(PATH), /is a folder/],
    ["the folder is a file", (disk) => disk.write(FOLDER, "x"), /not a folder/],
    ["links form a loop", (disk) => {
      disk.folder(FOLDER);
      disk.link(PATH, `${PATH}2`);
      disk.link(`${PATH}2`, PATH);
    }, /the system refused/],
  ] as readonly (readonly [string, (disk: MemoryDisk) => void, RegExp])[]
) {
  Deno.test(`the store says so when ${what}`, async () => {
    const disk = diskWith(fill);
    const before = disk.paths();
    assert.match((await refusal(openProfileStore(memoryHost({ disk })).load())).message, message);
    assert.match((await refusal(toNew(disk))).message, message);
    assert.deepEqual(disk.paths().filter((path) => !path.endsWith(".lock")), before);
  });
}

Deno.test("the store refuses a lock file that is a link", async () => {
  const disk = diskWith((disk) => disk.link(`${PATH}.lock`, "/home/me/other"));
  assert.match((await refusal(toNew(disk))).message, /: is a symbolic link/);
  assert.equal(disk.text("/home/me/other"), undefined);
});

Deno.test("load() tells a file that may not be read", async () => {
  const host = memoryHost({ files: { [PATH]: OLD_TEXT } });
  host.failNext("read", "denied");
  const error = await refusal(openProfileStore(host).load());
  assert.equal(error.message, `Cannot read the credentials file "${PATH}": permission denied: "${PATH}"`);
});
