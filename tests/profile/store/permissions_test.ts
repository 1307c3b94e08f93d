import assert from "node:assert/strict";
import { encodeCredentialsFile } from "../../../src/profile/file/file.ts";
import type { Profile } from "../../../src/profile/profile.ts";
import { withActiveProfile, withProfile } from "../../../src/profile/edits.ts";
import { openProfileStore } from "../../../src/profile/store/store.ts";
import { MemoryDisk, memoryHost } from "../../../src/testing/mod.ts";

const FOLDER = "/home/me/.atlcli";
const PATH = `${FOLDER}/credentials.json`;
const TARGET = "/home/me/dotfiles/atlcli.json";

function work(more: Partial<Profile> = {}): Profile {
  return { name: "work", baseUrl: "https://work.atlassian.net", ...more };
}

function textOf(profile: Profile): string {
  return encodeCredentialsFile({ profiles: new Map([[profile.name, profile]]) });
}

function storeOn(
  fill: (disk: MemoryDisk) => void,
  options: { readonly userId?: number; readonly env?: Record<string, string> } = {},
) {
  const disk = new MemoryDisk();
  fill(disk);
  return { disk, store: openProfileStore(memoryHost({ disk, ...options })) };
}

for (const mode of [0o644, 0o640, 0o604]) {
  Deno.test(`load() says that others can read a file of mode ${mode.toString(8)}`, async () => {
    const { store } = storeOn((disk) => disk.write(PATH, textOf(work()), { mode }));
    assert.match((await store.load()).warnings.join(), /^Others can read the credentials file .*chmod 600/);
  });
}

Deno.test("a change closes a file that others can read", async () => {
  const { store, disk } = storeOn((disk) => disk.write(PATH, textOf(work()), { mode: 0o644 }));
  await store.update((file) => withActiveProfile(file, "work"));
  assert.equal(disk.mode(PATH), 0o600);
  assert.deepEqual((await store.load()).warnings, []);
});

Deno.test("load() says that the active profile is not there", async () => {
  const { store } = storeOn((disk) => disk.write(PATH, '{"currentProfile": "gone"}'));
  assert.match(
    (await store.load()).warnings.join(),
    /^The active profile "gone" is not in the credentials file/,
  );
});

Deno.test("load() says that a link leads to nothing, and a change writes what it leads to", async () => {
  const { store, disk } = storeOn((disk) => {
    disk.folder("/home/me/dotfiles");
    disk.link(PATH, TARGET);
  });
  const { file, warnings } = await store.load();
  assert.equal(file.profiles.size, 0);
  assert.match(warnings.join(), /is a link to "\/home\/me\/dotfiles\/atlcli\.json", which does not exist/);
  await store.update((current) => withProfile(current, work()));
  assert.match(disk.text(TARGET) ?? "", /"work"/);
  assert.equal(disk.mode(TARGET), 0o600);
});

Deno.test("a change of a linked file leaves the link, with lock and backup in our own folder", async () => {
  const { store, disk } = storeOn((disk) => {
    disk.folder("/home/me/dotfiles", { mode: 0o755 });
    disk.write(TARGET, textOf(work()), { mode: 0o644 });
    disk.link(PATH, "../dotfiles/atlcli.json");
  });
  await store.update((file) => withActiveProfile(file, "work"));
  assert.deepEqual(disk.paths(), [PATH, `${PATH}.bak`, `${PATH}.lock`, TARGET]);
  assert.equal(disk.locate(PATH, { follow: false }).node?.kind, "link");
  assert.equal(disk.mode(TARGET), 0o600);
  assert.equal(disk.mode("/home/me/dotfiles"), 0o755, "a folder with other files");
});

for (
  const [what, env, others, mode] of [
    ["its own folder", {}, [], 0o700],
    ["its own folder with other things in it", {}, ["cache"], 0o700],
    ["a chosen folder with nothing else in it", { ATLCLI_CONFIG_DIR: "/conf" }, [], 0o700],
    ["a chosen folder with our own files in it", { ATLCLI_CONFIG_DIR: "/conf" }, [
      "seen.json",
      "update.json",
      "update.lock",
      "upgrade.lock",
    ], 0o700],
    ["a chosen folder with other things in it", { ATLCLI_CONFIG_DIR: "/conf" }, ["passwd"], 0o755],
  ] as const
) {
  Deno.test(`a change makes ${what} ${mode.toString(8)}`, async () => {
    const folder = "ATLCLI_CONFIG_DIR" in env ? env.ATLCLI_CONFIG_DIR : FOLDER;
    const { store, disk } = storeOn((disk) => {
      disk.folder(folder, { mode: 0o755 });
      disk.write(`${folder}/credentials.json`, textOf(work()));
      for (const name of others) disk.write(`${folder}/${name}`, "x");
    }, { env: { HOME: "/home/me", ...env } });
    await store.update((file) => withActiveProfile(file, "work"));
    assert.equal(disk.mode(folder), mode);
  });
}

Deno.test("a change leaves the mode of another user's folder", async () => {
  const { store, disk } = storeOn((disk) => disk.folder(FOLDER, { mode: 0o755, owner: 0 }));
  await store.update((file) => withProfile(file, work()));
  assert.equal(disk.mode(FOLDER), 0o755);
});

Deno.test("no snapshot shows a secret when it is printed", async () => {
  const { store } = storeOn((disk) =>
    disk.write(PATH, textOf(work()).replace("}", ',"apiToken": "SECRET"}'))
  );
  assert.ok((await store.load()).file.profiles.get("work")?.apiToken);
  assert.doesNotMatch(Deno.inspect(await store.load(), { depth: 20 }), /SECRET/);
});

Deno.test("load() says nothing of a file that others can run, and not read", async () => {
  const { store } = storeOn((disk) => disk.write(PATH, textOf(work()), { mode: 0o611 }));
  assert.deepEqual((await store.load()).warnings, []);
});

Deno.test("load() of a folder says what it is, and what to do", async () => {
  const { store } = storeOn((disk) => disk.write(`${PATH}/other`, ""));
  await assert.rejects(store.load(), {
    message: `Cannot use the credentials file "${PATH}": it is a folder`,
    hint: "Move it away and try again",
  });
});
